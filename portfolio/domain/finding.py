"""Findings: what one check found, with the facts it compared. A "yes" has findings too."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from portfolio.domain.reason import Effect, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

Fact = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check's result.

    `subject` is what was looked at (``RAPIDUS-FE/M3``), `facts` the compared facts by name
    (amounts end in ``_minor``, days in ``_on``), `evidence` the codes of what was relied on, and
    `share` the part of the money that remains where the finding reduces it.
    """

    reason: Reason
    effect: Effect
    subject: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    share: Fraction = Fraction(1)

    @property
    def stands_in_the_way(self) -> bool:
        """Whether the act cannot go on while this holds."""
        return self.effect in (Effect.HOLDS, Effect.REFUSES)

    def as_json(self) -> dict[str, object]:
        """Return the form that is stored with a decision and shown by ``--json``."""
        return {
            "reason": self.reason.value,
            "effect": self.effect.value,
            "subject": self.subject,
            "facts": dict(sorted(self.facts.items())),
            "evidence": list(self.evidence),
            "share": f"{self.share.numerator}/{self.share.denominator}",
        }

    @classmethod
    def from_json(cls, image: Mapping[str, Any]) -> Finding:
        """Read back what `as_json` wrote."""
        return cls(
            reason=Reason(image["reason"]),
            effect=Effect(image["effect"]),
            subject=image["subject"],
            facts=image["facts"],
            evidence=tuple(image["evidence"]),
            share=Fraction(image["share"]),
        )


def satisfies(reason: Reason, subject: str, *evidence: str, **facts: Fact) -> Finding:
    """Return a finding that a condition holds."""
    return Finding(
        reason=reason, effect=Effect.SATISFIES, subject=subject, facts=facts, evidence=evidence
    )


def refuses(reason: Reason, subject: str, *evidence: str, **facts: Fact) -> Finding:
    """Return a finding that a condition does not hold, so the act cannot go on."""
    return Finding(
        reason=reason, effect=Effect.REFUSES, subject=subject, facts=facts, evidence=evidence
    )
