"""Excel workbooks as other programs leave them: every cell as it was meant, formulas and all.

The XML is read here and not through a library that hands out binary numbers and the results of
formulas: numbers keep their digits, and a formula, an error or a merged cell is seen as what it is
(ECMA-376 part 1, chapter 18). No entity is resolved, nothing is fetched, and what unpacks to too
much is not unpacked.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from lxml import etree

from portfolio.domain.errors import FileProblems, Problem
from portfolio.exchange.grids import (
    LARGEST_FILE,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Grid,
    Seen,
    is_blank,
    letters,
)
from portfolio.exchange.spreadsheet_days import BUILTIN_DATES, day_text, shows_a_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LARGEST_UNPACKED = 256 * 1024 * 1024
"""Bytes of all parts of a workbook together."""

MOST_PARTS = 1_000
MOST_PACKED = 200
"""How many times larger than in the file a part of a megabyte or more may be."""

_SHOWN = 80  # characters of what does not fit
_MEGABYTE = 1024 * 1024
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class _Unreadable(Exception):  # no error: it becomes a problem of the file
    """The file is no workbook, or one that is not read: says why and what would fit."""

    def __init__(self, place: str, why: str, remedy: str) -> None:
        super().__init__(why)
        self.place, self.why, self.remedy = place, why, remedy


def read_grids(path: Path) -> list[Grid]:
    """Return every sheet of a workbook. Raises `FileProblems` for what is none, or too large."""
    try:
        _check_file(path)
        with zipfile.ZipFile(path) as packed:
            _check_packed(packed)
            return list(_Book(packed).grids())
    except _Unreadable as error:
        raise FileProblems([_problem(path.name, error.place, error.why, error.remedy)]) from None
    except (etree.XMLSyntaxError, KeyError, ValueError, IndexError, OverflowError):
        raise FileProblems(
            [_problem(path.name, "", "is a damaged Excel workbook", "save it anew as .xlsx")]
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError):
        raise FileProblems(
            [_problem(path.name, "", "is not an Excel workbook", "save it anew as .xlsx")]
        ) from None


def read_grid(path: Path, title: str) -> Grid | None:
    """Return one sheet of a workbook, None where it has no such sheet. Raises `FileProblems`.

    However large the rest of it is.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            return next(_Book(packed).grids(title), None)
    except _WRONG:
        raise FileProblems(
            [_problem(path.name, "", "is not an Excel workbook", "save it anew as .xlsx")]
        ) from None


_WRONG = (
    _Unreadable, etree.XMLSyntaxError, KeyError, ValueError, IndexError, OverflowError,
    zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError,
)  # fmt: skip


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise _Unreadable("", "is not a file", "name a portfolio file (.xlsx)")
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise _Unreadable(
            f"{size} bytes", f"is larger than {LARGEST_FILE} bytes", "split it into several files"
        )


def _check_packed(packed: zipfile.ZipFile) -> None:
    """Refuse what would unpack to more than can be a plan, before anything is unpacked."""
    parts = packed.infolist()
    if len(parts) > MOST_PARTS:
        raise _Unreadable(
            f"{len(parts)}", f"has more than {MOST_PARTS} parts", "save it anew as .xlsx"
        )
    if len({part.filename for part in parts}) < len(parts):
        raise _Unreadable("", "has two parts of one name", "save it anew as .xlsx")
    for part in parts:
        swollen = part.file_size > MOST_PACKED * max(1, part.compress_size)
        if part.file_size > _MEGABYTE and swollen:
            raise _Unreadable(
                part.filename, f"unpacks to more than {MOST_PACKED} times its size",
                "save it anew as .xlsx",
            )  # fmt: skip
    total = sum(part.file_size for part in parts)
    if total > LARGEST_UNPACKED:
        raise _Unreadable(
            f"{total} bytes", f"unpacks to more than {LARGEST_UNPACKED} bytes",
            "split it into several files",
        )  # fmt: skip


class _Book:
    """The parts of an open workbook."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self._rows = 0
        self._main = self._target_of_kind("", "officeDocument")
        self._links = self._links_of(self._main)
        self._strings: list[str] = []
        self._date_styles: frozenset[int] = frozenset()
        self._from_1904 = False

    def grids(self, only: str | None = None) -> Iterator[Grid]:
        """Yield the sheets, in the order they stand in, or the one that is called so."""
        sheets = []
        for element in self._elements(self._main, "workbookPr", "sheet"):
            name = _name(element)
            if name == "workbookPr":
                self._from_1904 = element.get("date1904") in ("1", "true")
            elif name == "sheet":
                link = next((v for k, v in element.items() if k.endswith("}id")), "")
                sheets.append((element.get("name") or "", link))
        for kind, target in self._links.values():
            if kind == "sharedStrings":
                self._strings = list(self._texts(target))
            elif kind == "styles":
                self._date_styles = self._dates(target)
        for title, link in sheets:
            kind, target = self._links[link]
            if kind == "worksheet" and only in (None, title):
                yield self._grid(title, target)

    def _links_of(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to, by id: of which kind, and where it is in the file."""
        folder, _, name = part.rpartition("/")
        links = {}
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        for element in self._elements(rels, "Relationship"):
            kind = (element.get("Type") or "").rpartition("/")[2]
            target = posixpath.join("/", folder, element.get("Target") or "")
            links[element.get("Id") or ""] = (kind, posixpath.normpath(target).lstrip("/"))
        return links

    def _target_of_kind(self, part: str, wanted: str) -> str:
        for kind, target in self._links_of(part).values():
            if kind == wanted:
                return target
        raise _Unreadable("", "is not an Excel workbook", "save it anew as .xlsx")

    def _elements(self, part: str, *names: str) -> Iterator[Any]:
        """Yield each element of these names when it ends, and forget it once it is looked at."""
        with self._packed.open(part) as file:
            parser = etree.iterparse(
                file, tag=[f"{{*}}{name}" for name in names],
                resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            )  # fmt: skip
            for _, element in parser:
                _check_plain(part, element)
                yield element
                element.clear()
            _check_plain(part, parser.root)

    def _texts(self, part: str) -> Iterator[str]:
        yield from map(_text_of, self._elements(part, "si"))

    def _dates(self, part: str) -> frozenset[int]:
        """Return which styles show a number as a date."""
        own: dict[int, bool] = {}
        found: set[int] = set()
        for element in self._elements(part, "numFmt", "cellXfs"):
            if _name(element) == "numFmt":
                own[_number_of(element)] = shows_a_date(element.get("formatCode") or "")
                continue
            for n, style in enumerate(each for each in element if _name(each) == "xf"):
                shown = _number_of(style)
                if own.get(shown, shown in BUILTIN_DATES):
                    found.add(n)
        return frozenset(found)

    def _grid(self, title: str, part: str) -> Grid:
        grid = Grid(title)
        number = 0
        for element in self._elements(part, "row", "mergeCell"):
            if _name(element) == "mergeCell":
                grid.merged.append(str(element.get("ref"))[:40])
                continue
            number = int(element.get("r") or number + 1)
            cells = self._cells(element, grid, number)
            if cells:
                self._count(grid, number)
                grid.rows.append((number, cells))
        return grid

    def _count(self, grid: Grid, number: int) -> None:
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise _Unreadable(
                grid.place(number), f"is more than {MOST_ROWS} rows in one file",
                "split it into several files",
            )  # fmt: skip

    def _cells(self, row: Any, grid: Grid, number: int) -> dict[int, Cell]:  # noqa: ANN401  # an element of lxml
        cells: dict[int, Cell] = {}
        column = -1
        for element in row:
            if _name(element) != "c":
                continue
            reference = _REFERENCE.fullmatch(element.get("r") or "")
            column = _column(reference[1]) if reference else column + 1
            cell = self._cell(element)
            if cell is None:
                continue
            if column >= MOST_COLUMNS:
                raise _Unreadable(
                    grid.place(number, column), f"is beyond column {letters(MOST_COLUMNS - 1)}",
                    "delete what stands there",
                )  # fmt: skip
            cells[column] = cell
        return cells

    def _cell(self, element: Any) -> Cell | None:  # noqa: ANN401, PLR0911  # an element of lxml; one line a kind
        """Return a cell; None for one that is empty."""
        parts = {_name(inner): inner for inner in element}
        if "f" in parts:
            return Cell(Seen.FORMULA, f"={parts['f'].text or ''}"[:_SHOWN])
        kind = element.get("t") or "n"
        value = self._text(kind, parts)
        if is_blank(value):
            return None
        match kind:
            case "e":
                return Cell(Seen.ERROR, value[:_SHOWN])
            case "b":
                return Cell(Seen.FLAG, "TRUE" if value == "1" else "FALSE")
            case "n":
                return self._number(value, int(element.get("s") or 0))
            case "d":
                return Cell(Seen.DAY, value.removesuffix("T00:00:00"))
        return Cell(Seen.TEXT, value)

    def _text(self, kind: str, parts: Mapping[str, Any]) -> str:
        """Return what stands in a cell, whether inside it or among the shared strings."""
        if kind == "inlineStr":
            return _text_of(parts["is"]) if "is" in parts else ""
        said = (parts["v"].text or "") if "v" in parts else ""
        if kind == "s" and said:
            return self._strings[abs(int(said))]
        return _unescaped(said) if kind == "str" else said

    def _number(self, text: str, style: int) -> Cell:
        try:
            number = Decimal(text)
        except InvalidOperation:
            return Cell(Seen.ERROR, text[:_SHOWN])
        if not number.is_finite():
            return Cell(Seen.ERROR, text[:_SHOWN])
        if style in self._date_styles:
            return Cell(Seen.DAY, day_text(number, from_1904=self._from_1904))
        return Cell(Seen.NUMBER, text)


def _column(text: str) -> int:
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _text_of(element: Any) -> str:  # noqa: ANN401  # an element of lxml
    """Return the text of a string, all its runs joined, without how Japanese in it is read out."""
    said = []
    for inner in element:
        name = _name(inner)
        if name == "t":
            said.append(inner.text or "")
        elif name == "r":
            said.append("".join(t.text or "" for t in inner if _name(t) == "t"))
    return _unescaped("".join(said))


def _unescaped(text: str) -> str:
    """Return text without the escapes that stand for characters XML cannot hold (``_x000D_``)."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _check_plain(part: str, element: Any) -> None:  # noqa: ANN401  # an element of lxml, or None
    """Refuse a document type: what could be declared there has no place in a workbook."""
    if element is not None and element.getroottree().docinfo.doctype:
        raise _Unreadable(part, "declares a document type", "save it anew as .xlsx")


def _number_of(element: Any) -> int:  # noqa: ANN401  # an element of lxml
    return int(element.get("numFmtId") or 0)


def _name(element: Any) -> str:  # noqa: ANN401  # an element of lxml
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _problem(name: str, place: str, why: str, remedy: str) -> Problem:
    return Problem(file=name, place=place, value="", why=why, remedy=remedy)
