"""The figures of a programme's fiscal year as the administrative project review defines them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFigures:
    """What may be spent in a fiscal year, what was, and what is left, in minor units.

    RS system, sheet 2-1: initial 当初, supplementary 補正, carried in 前年度繰越, reserve 予備費,
    executed 執行, carried out 翌年度繰越.
    """

    initial_minor: int
    supplementary_minor: int = 0
    carried_in_minor: int = 0
    reserve_minor: int = 0
    executed_minor: int = 0
    carried_out_minor: int = 0

    @property
    def current_minor(self) -> int:
        """The current budget (歳出予算現額)."""
        return (
            self.initial_minor
            + self.supplementary_minor
            + self.carried_in_minor
            + self.reserve_minor
        )

    @property
    def execution_rate(self) -> Fraction | None:
        """Executed ÷ current budget (執行率), exact; None where there is none: undefined, not 0."""
        return Fraction(self.executed_minor, self.current_minor) if self.current_minor else None

    @property
    def unused_minor(self) -> int:
        """What was neither spent nor carried into the next year (不用額)."""
        return self.current_minor - self.executed_minor - self.carried_out_minor
