"""Workbooks written by hand, part by part, so that a test can put anything at all into a cell.

The bytes are the same every time: what these functions make can be kept as a fixture.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from portfolio.exchange.grids import letters

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True)
class Raw:
    """A cell as it stands in the XML of a sheet: its attributes, and what is inside it."""

    attributes: str
    inner: str


def number(digits: str) -> Raw:
    return Raw("", f"<v>{digits}</v>")


def day(serial: str) -> Raw:
    """Return a number that is shown as a date."""
    return Raw(' s="1"', f"<v>{serial}</v>")


def formula(text: str, result: str) -> Raw:
    return Raw("", f"<f>{escape(text)}</f><v>{result}</v>")


def error(text: str) -> Raw:
    return Raw(' t="e"', f"<v>{text}</v>")


def flag(*, on: bool) -> Raw:
    return Raw(' t="b"', f"<v>{int(on)}</v>")


Cells = list[str | Raw | None]
Sheets = dict[str, list[Cells]]


def sheet_xml(rows: list[Cells], *, merged: str = "", before: str = "") -> str:
    """Return the XML of a sheet; text stands in the cells themselves."""
    lines = []
    for row, cells in enumerate(rows, start=1):
        written = "".join(
            _cell(f"{letters(n)}{row}", cell) for n, cell in enumerate(cells) if cell is not None
        )
        lines.append(f'<row r="{row}">{written}</row>')
    merge = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{MAIN}">'
        f"<sheetData>{''.join(lines)}</sheetData>{merge}</worksheet>"
    )


def _cell(reference: str, cell: str | Raw) -> str:
    if isinstance(cell, Raw):
        return f'<c r="{reference}"{cell.attributes}>{cell.inner}</c>'
    text = f'<t xml:space="preserve">{escape(cell)}</t>'
    return f'<c r="{reference}" t="inlineStr"><is>{text}</is></c>'


def parts_of(sheets: Mapping[str, str]) -> dict[str, str]:
    """Return the parts of a workbook by name; `sheets` are the XML of each by its title."""
    numbered = list(enumerate(sheets.items(), start=1))
    listed = "".join(
        f'<sheet name={quoteattr(title)} sheetId="{n}" r:id="rId{n}"/>'
        for n, (title, _) in numbered
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{WORKBOOK}.worksheet+xml"/>'
        for n, _ in numbered
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return {
        "[Content_Types].xml": f'{head}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{WORKBOOK}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{WORKBOOK}.styles+xml"/>{kinds}</Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
        f'Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{PACKAGE}/relationships">'
        f'{links}<Relationship Id="rIdS" Type="{OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>",
        "xl/styles.xml": f'{head}<styleSheet xmlns="{MAIN}">'
        '<fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{n}.xml": xml for n, (_, xml) in numbered},
    }


def write_parts(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write the parts of a workbook, all as of one moment."""
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, content)
    return path


def write_book(path: Path, sheets: Sheets, *, merged: str = "", before: str = "") -> Path:
    """Write a workbook; `merged` and `before` are put into each sheet."""
    written = {t: sheet_xml(rows, merged=merged, before=before) for t, rows in sheets.items()}
    return write_parts(path, parts_of(written))
