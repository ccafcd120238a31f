"""Technology readiness: levels, and the elements whose weakest one is the grant's readiness."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portfolio.domain.errors import Invalid
from portfolio.domain.record import record
from portfolio.domain.text import clean_code, clean_fields


class Scale(StrEnum):
    """Technology readiness level (1-9) or, for fabs, manufacturing readiness level (1-10)."""

    TRL = "TRL"
    MRL = "MRL"


TOP = {Scale.TRL: 9, Scale.MRL: 10}


def check_level(field: str, scale: Scale, level: int) -> int:
    """Return a level that the scale has, or raise `Invalid`."""
    if not 1 <= level <= TOP[scale]:
        raise Invalid(field, level, f"is not a {scale} level", f"give 1 to {TOP[scale]}")
    return level


@record("element", "grant", "code")
@dataclass(frozen=True, slots=True, kw_only=True)
class TechnologyElement:
    """One critical technology of a grant.

    `scale_version` says whose wording of the scale is meant (agencies word TRL 7 differently);
    `current_level` moves only when a milestone is assessed.
    """

    grant: str
    code: str
    title: str
    title_ja: str | None = None
    scale: Scale = Scale.TRL
    scale_version: str = "EU Horizon 2020 WP annex G"
    entry_level: int
    current_level: int
    target_level: int

    def __post_init__(self) -> None:
        """Refuse levels that the scale does not have or that aim below where it began."""
        clean_code("element", self.code)
        clean_fields(self, title=200, title_ja=200)
        for field in ("entry_level", "current_level", "target_level"):
            check_level(field, self.scale, getattr(self, field))
        if self.target_level < self.entry_level:
            raise Invalid(
                "target_level", self.target_level, f"is below the entry level {self.entry_level}",
                "aim at the entry level or higher",
            )  # fmt: skip


def weakest(elements: tuple[TechnologyElement, ...], scale: Scale = Scale.TRL) -> int | None:
    """Return a grant's readiness: the level of its weakest element on that scale."""
    return min((e.current_level for e in elements if e.scale is scale), default=None)
