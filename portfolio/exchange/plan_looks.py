"""How the sheets of a plan look: wide enough to write into, and text that stays text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.exchange.plan_cells import decimals
from portfolio.exchange.tables import Field, Holds

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]  # it brings no types
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # the same

_A4 = 9
_INK, _PALE, _LINE = "#1F3A4D", "#EEF2F5", "#C8CDD2"
WIDTHS = {
    Holds.TEXT: 28, Holds.CODE: 20, Holds.CODES: 16, Holds.WORD: 18, Holds.WORDS: 30,
    Holds.DAY: 13, Holds.AMOUNT: 20, Holds.COUNT: 11, Holds.SHARE: 11, Holds.NUMBER: 13,
    Holds.VALUE: 22, Holds.TEXTS: 18,
}  # fmt: skip
"""How wide a column is, in letters, by what it holds."""


class Looks:
    """The formats of the workbook; those of amounts are made when they are needed."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401  # XlsxWriter brings no types
        self._book = book
        self._amounts: dict[int, Format] = {}
        self.key = book.add_format({"font_size": 7, "font_color": "#8A949C", "bg_color": _PALE})
        self.heading = book.add_format(
            {"bold": True, "font_color": "#FFFFFF", "bg_color": _INK, "text_wrap": True,
             "valign": "vcenter", "border": 1, "border_color": _LINE}
        )  # fmt: skip
        self.help = book.add_format(
            {"font_size": 8, "font_color": "#5A6670", "bg_color": _PALE, "text_wrap": True,
             "valign": "top"}
        )  # fmt: skip
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": _INK})
        self.line = book.add_format({"text_wrap": True, "valign": "top"})
        self.text = book.add_format({"num_format": "@", "valign": "top", "quote_prefix": True})
        self.day = book.add_format(
            {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left", "indent": 1}
        )
        self.plain = book.add_format({"valign": "top"})

    def of(self, field: Field, currency: str) -> Format:
        """Return the format of a cell; text stays text when somebody writes into it."""
        match field.holds:
            case Holds.AMOUNT:
                return self._amount(decimals(currency))
            case Holds.DAY:
                return self.day
            case Holds.COUNT | Holds.NUMBER:
                return self.plain
        return self.text

    def _amount(self, places: int) -> Format:
        if places not in self._amounts:
            pattern = f"#,##0.{'0' * places}" if places else "#,##0"
            self._amounts[places] = self._book.add_format({"num_format": pattern, "valign": "top"})
        return self._amounts[places]


def set_print(sheet: Worksheet) -> None:
    """Let a sheet be printed as wide as a page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
