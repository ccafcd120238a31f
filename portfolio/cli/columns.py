"""The columns that the parts of a grant's page have in common, in its currency and one language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.cli.portfolio_lists import named
from portfolio.cli.render import Column
from portfolio.wording import amount, day, fiscal_year, label, word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from portfolio.wording.language import Language

    Part = tuple[str, Sequence[Column], Sequence[object]]


class Columns:
    """Makes columns; one that shows a field finds it in each row by its name."""

    def __init__(self, currency: str, language: Language) -> None:
        self._currency, self._language = currency, language
        self.code = Column("column.code", lambda row: row.code)
        self.title = self.text("column.title", lambda row: named(row, "title", language))
        self.state = self.word("column.state", "state")
        self.instalment = Column("column.instalment", lambda row: row.instalment or "-")
        self.basis = Column(
            "column.basis", lambda row: label(f"basis.{row.basis}", language), rank=3
        )
        self.fiscal_year = Column(
            "column.fiscal_year", lambda row: fiscal_year(row.fiscal_year, language)
        )

    def money(self, field: str, heading: str = "") -> Column:
        """Return a column of exact amounts."""
        return self.amounts(
            heading or f"column.{field}", lambda row: getattr(row, f"{field}_minor")
        )

    def amounts(self, heading: str, minor: Callable[[Any], int]) -> Column:
        """Return a column of exact amounts that are no field of the row."""
        return Column(
            heading, lambda row: amount(minor(row), self._currency, self._language), right=True
        )

    def on(self, heading: str, field: str, *, rank: int = 0) -> Column:
        """Return a column of days, or of none."""
        return self.days(heading, lambda row: getattr(row, field), rank=rank)

    def days(self, heading: str, on: Callable[[Any], Any], *, rank: int = 0) -> Column:
        """Return a column of days that are no field of the row, or of none."""

        def shown(row: Any) -> str:  # noqa: ANN401  # a row of any part
            found = on(row)
            return day(found, self._language) if found else "-"

        return Column(heading, shown, rank=rank)

    def word(self, heading: str, field: str) -> Column:
        """Return a column of words of the domain."""
        return Column(heading, lambda row: word(getattr(row, field), self._language))

    def count(self, heading: str, number: Callable[[Any], int], *, rank: int = 0) -> Column:
        """Return a column of whole numbers."""
        return Column(heading, lambda row: f"{number(row):,}", right=True, rank=rank)

    @staticmethod
    def text(heading: str, shown: Callable[[Any], str], *, rank: int = 0) -> Column:
        """Return a column of running text, which gives way where a page is narrow."""
        return Column(heading, shown, flexible=True, rank=rank)
