"""Broken files, one for each thing that can be wrong, with what is said about it.

`python -m tests.exchange.broken fixtures/broken` writes them; a test compares what is kept there.
Each case is a file that would be right but for one thing.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portfolio.exchange.document import FORMAT
from tests.exchange import books
from tests.exchange.books import Raw, day, error, flag, formula, number

if TYPE_CHECKING:
    from collections.abc import Callable

Value = str | Raw
GRANT: dict[str, Value] = {
    "code": "G1", "programme": "P1", "currency": "JPY", "title": "Laser", "consortium": "Made up",
    "mission_area": "optics", "starts_on": "2026-04-01", "ends_on": "2028-03-31",
    "source": "illustrative", "basis": "illustrative",
}  # fmt: skip
AWARD: dict[str, Value] = {
    "grant": "G1", "number": "1", "decided_on": "2026-04-01", "fiscal_year": "2026",
    "amount": "1000", "source": "illustrative", "basis": "illustrative",
}  # fmt: skip
MEMBER: dict[str, Value] = {
    "grant": "G1", "code": "LEAD", "name": "Made up", "role": "lead", "country": "JP", "share": "1",
}  # fmt: skip


@dataclass(frozen=True)
class Broken:
    """A broken file by name, how it is made, and where and how each of its problems is said."""

    name: str
    make: Callable[[Path], object]
    place: str
    value: str
    why: str
    remedy: str


def rows(record: dict[str, Value], *more: dict[str, Value]) -> list[list[Value | None]]:
    """Return a table: the keys of the first record, then each record."""
    keys = list(record)
    return [[*keys], *([each.get(key) for key in keys] for each in (record, *more))]


def book(
    grant: dict[str, Value] | None = None,
    award: dict[str, Value] | None = None,
    member: dict[str, Value] | None = None,
    **look: str,
) -> Callable[[Path], object]:
    """Return how a workbook is made of which one record says something else."""
    sheets = {
        "grants": rows(GRANT | (grant or {})),
        "award": rows(AWARD | (award or {})),
        "members": rows(MEMBER | (member or {})),
    }
    return lambda path: books.write_book(path, sheets, **look)


def sheets(**tables: list[list[Value | None]]) -> Callable[[Path], object]:
    """Return how a workbook of these sheets is made."""
    return lambda path: books.write_book(path, {"grants": rows(GRANT), **tables})


def part(name: str, content: str | bytes) -> Callable[[Path], object]:
    """Return how a workbook is made of which one part is something else."""

    def make(path: Path) -> None:
        parts: dict[str, Any] = books.parts_of({"grants": books.sheet_xml(rows(GRANT))})
        books.write_parts(path, parts | {name: content})

    return make


def folder(name: str, content: bytes) -> Callable[[Path], object]:
    """Return how a folder of CSV files is made: one right file, and this one."""

    def make(path: Path) -> None:
        path.mkdir()
        grants = "\r\n".join(",".join(str(c) for c in line) for line in rows(GRANT))
        (path / "grants.csv").write_bytes(grants.encode("utf-8-sig"))
        (path / name).write_bytes(content)

    return make


def text(content: str | bytes) -> Callable[[Path], object]:
    """Return how a file of this content is made."""
    data = content if isinstance(content, bytes) else content.encode()
    return lambda path: path.write_bytes(data)


def document(**parts: object) -> Callable[[Path], object]:
    """Return how a JSON file with these parts is made."""
    return text(json.dumps({"format": FORMAT, **parts}, ensure_ascii=False))


_TEXT_AGAIN = "format the cell as text and write it again"
_ANEW = "save it anew as .xlsx"
_NUMBER = "write digits, such as 60 or 99.5"
_AMOUNT = "write digits only, such as 802500000000"
_DAY = "write year-month-day, such as 2026-11-30"
_AWARD_LINE = b"grant,number,decided_on,fiscal_year,amount,source,basis\r\n"

BOOKS = (
    Broken("formula.xlsx", book(award={"amount": formula("500+500", "1000")}),
           "award!E2 (amount)", "=500+500", "is a formula",
           "put the value itself there (paste as value)"),
    Broken("error-cell.xlsx", book(award={"amount": error("#REF!")}),
           "award!E2 (amount)", "#REF!", "is an error of the spreadsheet", "put a value there"),
    Broken("truth-value.xlsx", book(grant={"title": flag(on=True)}),
           "grants!D2 (title)", "TRUE", "is a truth value", "put a value there"),
    Broken("not-a-number.xlsx", book(award={"amount": number("NaN")}),
           "award!E2 (amount)", "NaN", "is an error of the spreadsheet", "put a value there"),
    Broken("merged.xlsx", book(merged="A2:B2"), "grants!A2:B2", "", "is merged from several cells",
           "unmerge it: one value a cell"),
    Broken("number-as-text.xlsx", book(grant={"title": number("2026")}),
           "grants!D2 (title)", "2026", "is a number where text is expected", _TEXT_AGAIN),
    Broken("number-as-code.xlsx", book(member={"code": number("7")}),
           "members!B2 (code)", "7", "is a number where text is expected", _TEXT_AGAIN),
    Broken("date-as-share.xlsx", book(member={"share": day("46024")}),
           "members!F2 (share)", "2026-01-02", "was made a date by the spreadsheet",
           "format the cell as text and write it again, such as 1/3"),
    Broken("date-as-text.xlsx", book(grant={"mission_area": day("46024")}),
           "grants!F2 (mission_area)", "2026-01-02", "is a date",
           "format the cell as text or number"),
    Broken("serial-as-day.xlsx", book(award={"decided_on": number("46113")}),
           "award!C2 (decided_on)", "46113", "is a number and no date",
           "format the cell as a date, or write 2026-11-30"),
    Broken("day-that-never-was.xlsx", book(award={"decided_on": day("60")}),
           "award!C2 (decided_on)", "60", "is not a date", _DAY),
    Broken("day-too-early.xlsx", book(award={"decided_on": day("59")}),
           "award!C2 (decided_on)", "1900-02-28", "is outside 1990-2199",
           "check the year (four digits)"),
    Broken("day-with-hours.xlsx", book(award={"decided_on": day("46113.5")}),
           "award!C2 (decided_on)", "2026-04-01 + 0.5 days", "is not a date", _DAY),
    Broken("day-not-there.xlsx", book(award={"decided_on": "2026-02-30"}),
           "award!C2 (decided_on)", "2026-02-30", "is not a date", _DAY),
    Broken("day-of-two-digits.xlsx", book(award={"decided_on": "26/4/1"}),
           "award!C2 (decided_on)", "26/4/1", "is not a date", _DAY),
    Broken("half-a-yen.xlsx", book(award={"amount": number("1000.5")}),
           "award!E2 (amount)", "1000.5", "has a fraction smaller than the minor unit of JPY",
           "give at most 0 decimals"),
    Broken("sixteen-digits.xlsx", book(award={"amount": number("1234567890123456")}),
           "award!E2 (amount)", "1234567890123456",
           "has more digits than the 15 a spreadsheet keeps", _TEXT_AGAIN),
    Broken("endless-number.xlsx", book(award={"amount": number("1E+999")}),
           "award!E2 (amount)", "1E+999", "is not a number", _NUMBER),
    Broken("amount-in-words.xlsx", book(award={"amount": "one thousand"}),
           "award!E2 (amount)", "one thousand", "is not an amount", _AMOUNT),
    Broken("half-a-level.xlsx", book(award={"fiscal_year": number("2026.5")}),
           "award!D2 (fiscal_year)", "2026.5", "is not a whole number",
           "write digits only, such as 6"),
    Broken("share-in-percent.xlsx", book(member={"share": "50%"}),
           "members!F2 (share)", "50%", "is not a share", "write 1/3, 0.13 or 1"),
    Broken("share-above-one.xlsx", book(member={"share": "4/3"}),
           "members!F2 (share)", "4/3", "is not between 0 and 1", "write 1/3 or 0.25"),
    Broken("no-such-word.xlsx", book(member={"role": "leader"}),
           "members!D2 (role)", "leader", "is no word of the list", "use one of lead, partner"),
    Broken("no-code.xlsx", book(member={"code": "lead!"}),
           "members!B2 (code)", "lead!", "is not a code",
           "use 1 to 32 of A-Z, 0-9 and '-', beginning with a letter or digit"),
    Broken("hidden-character.xlsx", book(grant={"title": "Laser\u202e"}),
           "grants!D2 (title)", "Laser\\u202e", "has the invisible character U+202E at position 6",
           "delete that character"),
    Broken("escape-character.xlsx", book(grant={"title": "Laser _x001B_[2J"}),
           "grants!D2 (title)", "Laser \\x1b[2J",
           "has the invisible character U+001B at position 7", "delete that character"),
    Broken("check-digit.xlsx", book(member={"corporate_number": "1010001000001"}),
           "members!G2 (corporate_number)", "1010001000001",
           "does not fit: Value error, the check digit of the corporate number is wrong",
           "see 'portfolio schema' for what fits"),
    Broken("missing.xlsx", book(grant={"consortium": ""}),
           "grants!E2 (consortium)", "", "is missing", "fill in this cell"),
    Broken("missing-column.xlsx",
           sheets(members=rows({k: v for k, v in MEMBER.items() if k != "share"})),
           "members!2:2 (share)", "", "is missing", "fill in this cell"),
    Broken("no-such-grant.xlsx", book(award={"grant": "G2"}),
           "award!A2 (grant)", "G2", "is in no row of grants",
           "add it there, or write another code (G1)"),
    Broken("no-grant.xlsx", book(award={"grant": ""}),
           "award!A2 (grant)", "", "is missing", "fill in this cell"),
    Broken("twice.xlsx", sheets(members=rows(MEMBER, MEMBER)),
           "members!B3 (code)", "G1 / LEAD", "stands in row 2 already",
           "delete one of the two rows, or give it another code or number"),
    Broken("no-such-sheet.xlsx", sheets(memberz=rows(MEMBER)),
           "memberz", "memberz", "is no table of a plan",
           "name it like one of members, elements"),
    Broken("sheet-twice.xlsx", sheets(Grants=rows(GRANT)),
           "Grants", "", "is the same table as grants", "put its rows into one sheet"),
    Broken("no-such-column.xlsx", sheets(members=rows({**MEMBER, "shares": "1"})),
           "members!G1", "shares", "is no column of members", "use one of share, role, name"),
    Broken("column-twice.xlsx", sheets(members=rows({**MEMBER, "Country": "JP"})),
           "members!G1", "Country", "stands above two columns", "delete one of the two"),
    Broken("column-without-name.xlsx", sheets(members=[*rows(MEMBER), [*[None] * 9, "lost"]]),
           "members!J3", "lost", "stands in a column without a name",
           "name the column in the first row, or delete what stands there"),
    Broken("far-to-the-right.xlsx", sheets(members=[[*[None] * 200, "x"]]),
           "members!GS1", "", "is beyond column GR", "delete what stands there"),
    Broken("no-currency.xlsx", book(grant={"currency": ""}),
           "award!E2 (amount)", "1000", "is an amount of an unknown currency",
           "write the currency of its grant, or put the programme into the same file"),
    Broken("two-problems-of-a-record.xlsx", book(grant={"ends_on": "2026-03-31"}),
           "grants!H2 (ends_on)", "2026-03-31", "is before the start",
           "give 2026-04-01 or later"),
    Broken("document-type.xlsx", book(before='<!DOCTYPE w [<!ENTITY a "aaaa">]>'),
           "xl/worksheets/sheet1.xml", "", "declares a document type", _ANEW),
    Broken("swollen.xlsx", part("xl/worksheets/sheet1.xml", b" " * (4 << 20)),
           "xl/worksheets/sheet1.xml", "", "unpacks to more than 200 times its size", _ANEW),
    Broken("cut-off.xlsx", part("xl/worksheets/sheet1.xml", "<worksheet><sheetData>"),
           "", "", "is a damaged Excel workbook", _ANEW),
    Broken("no-workbook.xlsx", text("code,title\n"), "", "", "is not an Excel workbook", _ANEW),
)  # fmt: skip

FOLDERS = (
    Broken("ragged", folder("award.csv", _AWARD_LINE + b"G1,1,2026-04-01\r\n"),
           "award.csv:2", "", "has 3 cells where the first line has 7",
           "give each line a cell for each column, and quote those with commas"),
    Broken("comma-in-amount", folder(
        "award.csv", _AWARD_LINE + b"G1,1,2026-04-01,2026,1,000,illustrative,illustrative\r\n"),
           "award.csv:2", "", "has 8 cells where the first line has 7",
           "give each line a cell for each column, and quote those with commas"),
    Broken("unclosed-quote", folder("award.csv", _AWARD_LINE + b'"G1,1\r\nG1,2\r\n'),
           "award.csv:2", "", "is not CSV: unexpected end of data", "correct the file there"),
    Broken("nul", folder("award.csv", _AWARD_LINE + b"G1,\0\r\n"),
           "award.csv:2", "", "is not UTF-8", "save the file as UTF-8"),
    Broken("latin", folder("award.csv", _AWARD_LINE + b"G1,\xfc\x20\r\n"),
           "award.csv:2", "", "is not UTF-8", "save the file as UTF-8"),
    Broken("lost-digits", folder(
        "award.csv",
        _AWARD_LINE + b"G1,1,2026-04-01,2026,8.025E+11,illustrative,illustrative\r\n"),
           "award.csv:2 (amount)", "8.025E+11", "is not an amount", _AMOUNT),
    Broken("no-such-table", folder("awards-2026.csv", b"code\r\nG1\r\n"),
           "awards-2026.csv", "awards-2026", "is no table of a plan", "name it like one of award"),
    Broken("another-export", folder("datapackage.json", b'{"portfolio": {"kind": "csv"}}'),
           "datapackage.json", "", "says that this is an export as csv",
           "export as plan-csv to import it again"),
    Broken("picture", folder("picture.png", b"\x89PNG"),
           "picture.png", "", "is no table of a plan", "take it out of the folder"),
)  # fmt: skip

JSONS = (
    Broken("not-json.json", text("{"), "line 1, column 2", "",
           "is not JSON: Expecting property name enclosed in double quotes",
           "correct the file there"),
    Broken("key-twice.json", text(f'{{"format": "{FORMAT}", "format": "{FORMAT}"}}'),
           "the key 'format' twice in one object", "", "is not allowed here",
           "correct the file there"),
    Broken("nan.json", text(f'{{"format": "{FORMAT}", "grants": NaN}}'),
           "the number NaN", "", "is not allowed here", "correct the file there"),
    Broken("not-utf-8.json", text(b'{"format": "\xff"}'), "byte 12", "", "is not UTF-8",
           "save the file as UTF-8"),
    Broken("no-such-field.json", document(grant=[]), "grant", "", "is not a field of the format",
           "check its spelling ('portfolio schema' prints the format)"),
    Broken("other-format.json", text('{"format": "subsidy-milestone-portfolio/2"}'),
           "format", "subsidy-milestone-portfolio/2",
           "does not fit: Input should be 'subsidy-milestone-portfolio/1'",
           "see 'portfolio schema' for what fits"),
    Broken("no-name.json", document(people=[{"code": "A"}]), "people[0].name", "", "is missing",
           "write this field"),
    Broken("bad-code.json", document(people=[{"code": "a b", "name": "x"}]), "people[0].code",
           "a b", "does not fit: String should match pattern '^[A-Z0-9][A-Z0-9-]{0,31}$'",
           "see 'portfolio schema' for what fits"),
    Broken("empty-name.json", document(people=[{"code": "A", "name": " "}]), "people[0].name",
           " ", "is empty", "write at least one character"),
)  # fmt: skip

EVERY = (*BOOKS, *FOLDERS, *JSONS)


if __name__ == "__main__":
    for broken in EVERY:
        broken.make(Path(sys.argv[1]) / broken.name)
