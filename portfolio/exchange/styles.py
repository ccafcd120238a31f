"""How the cells of a workbook look: one format for each kind of column, made when needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.domain.money import EXPONENTS
from portfolio.exchange.columns import Kind

if TYPE_CHECKING:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it brings no types
    from xlsxwriter.format import Format  # type: ignore[import-untyped]  # the same

    from portfolio.wording.language import Language

INK, PAPER, LINE = "#1F3A4D", "#FFFFFF", "#C8CDD2"
_PATTERNS = {
    Kind.COUNT: "#,##0",
    Kind.YEAR: "0",
    Kind.SHARE: "0.00%",
    Kind.RATE: "0.00000",
    Kind.DAY: "yyyy-mm-dd",
    Kind.MOMENT: 'yyyy-mm-dd hh:mm "UTC"',
}


def font_name(language: Language) -> str:
    """Return the font of a workbook in a language: one that has all its letters."""
    return language.of(("Calibri", "Yu Gothic"))


class Styles:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Kind, int], Format] = {}
        self.title = self._format(bold=True, font_size=14, font_color=INK)
        self.part = self._format(bold=True, font_size=11, font_color=INK)
        self.name = self._format(font_color="#5A6670")
        self.plain = self._format(align="left")
        self.in_units = self._format(
            num_format="#,##0.0", align="right", valign="top", bottom=4, bottom_color=LINE
        )
        self.heading = self._format(
            bold=True, font_color=PAPER, bg_color=INK, text_wrap=True,
            align="left", indent=1, valign="vcenter", border=1,
            border_color=LINE,
        )  # fmt: skip

    def of(self, kind: Kind, currency: str | None) -> Format:
        """Return the format of a column of this kind, in a row of this currency."""
        decimals = EXPONENTS.get(currency or "", 0) if kind is Kind.AMOUNT else 0
        key = (kind, decimals)
        if key not in self._made:
            self._made[key] = self._cell_format(kind, decimals)
        return self._made[key]

    def _cell_format(self, kind: Kind, decimals: int) -> Format:
        look: dict[str, Any] = {"valign": "top", "bottom": 4, "bottom_color": LINE}
        if kind is Kind.AMOUNT:
            look["num_format"] = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
        elif kind in _PATTERNS:
            look["num_format"] = _PATTERNS[kind]
        if kind in (Kind.TEXT, Kind.NAME):
            # The mark of the apostrophe: "=1" stays text when somebody edits the cell.
            look |= {"text_wrap": True, "quote_prefix": True, "align": "left", "indent": 1}
        elif kind in (Kind.DAY, Kind.MOMENT):
            look |= {"align": "left", "indent": 1}
        else:
            look["align"] = "right"
        return self._format(**look)

    def _format(self, **look: Any) -> Format:  # noqa: ANN401  # a format's properties are of any type
        return self._book.add_format(look)
