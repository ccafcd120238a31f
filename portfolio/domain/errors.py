"""The kinds of "no" this software can say. Each carries what a person needs to go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.domain.finding import Finding


class PortfolioError(Exception):
    """Root of every error that is an answer rather than a fault of the program."""


class Invalid(PortfolioError, ValueError):
    """One value cannot be what it claims to be: names the field, the value, why, and what fits.

    Also a ValueError, so that a file reader collects it with its place among the others.
    """

    def __init__(self, field: str, value: object, why: str, remedy: str) -> None:
        super().__init__(f"{field}: {value!r} {why}; {remedy}")
        self.field = field
        self.value = value
        self.why = why
        self.remedy = remedy


class NotFound(PortfolioError):
    """No record of that kind has that code; `near` lists codes that look like it."""

    def __init__(self, kind: str, code: str, near: Sequence[str] = ()) -> None:
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        super().__init__(f"there is no {kind} {code}{hint}")
        self.kind = kind
        self.code = code
        self.near = tuple(near)


class Refused(PortfolioError):
    """The rules say no. `findings` holds all of them, what satisfies included."""

    def __init__(self, act: str, subject: str, findings: Sequence[Finding]) -> None:
        self.act = act
        self.subject = subject
        self.findings = tuple(findings)
        codes = ", ".join(f.reason for f in self.obstacles)
        super().__init__(f"{act} {subject} refused: {codes}")

    @property
    def obstacles(self) -> tuple[Finding, ...]:
        """The findings that stand in the way, in the order the rules were checked."""
        return tuple(f for f in self.findings if f.stands_in_the_way)


class CaseChanged(Refused):
    """The facts are no longer those that were shown; `before` holds the findings of then."""

    def __init__(
        self, act: str, subject: str, before: Sequence[Finding], findings: Sequence[Finding]
    ) -> None:
        super().__init__(act, subject, findings)
        self.before = tuple(before)


class Busy(PortfolioError):
    """Somebody else was writing for longer than we wait. Nothing was saved."""


class StoreUnfit(PortfolioError):
    """The database cannot be used: missing, not ours, older, newer, read-only or damaged."""


class JournalBroken(PortfolioError):
    """The record was altered outside the program. Writing stops until it is explained."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in a file: where it stands, what stands there, why not, and what would fit.

    `place` is a path a person can follow, such as ``grants[0].instalments[2].amount``.
    """

    file: str
    place: str
    value: str
    why: str
    remedy: str


class FileProblems(PortfolioError):
    """A file cannot be taken in. All its problems at once; nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems in {self.problems[0].file}")
