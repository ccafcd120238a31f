# Japanese writes full-width characters, on purpose
"""The RS system of Japan's administrative project review (行政事業レビュー): its CSV sheets.

The headers are those of the published files of the fiscal year 2024, character by character. Every
sheet begins with thirteen common columns and is keyed by 予算事業ID; amounts are whole yen, files
UTF-8 with a byte order mark and CRLF. Rows are written by column name, so that no cell can slip.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis
from portfolio.domain.charter import Purpose
from portfolio.domain.grant import Instrument
from portfolio.exchange.csv_files import guarded
from portfolio.exchange.shown import readable
from portfolio.wording.language import Language
from portfolio.wording.words import word

if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

    from portfolio.domain.programme import Programme
    from portfolio.exchange.columns import About
    from portfolio.exchange.shown import Json

CURRENCY = "JPY"
"""The sheets know yen alone: what is in another currency is left out, never converted."""

COMMON = (
    "シート種別", "事業年度", "予算事業ID", "事業名", "府省庁の建制順", "政策所管府省庁", "府省庁",
    "局・庁", "部", "課", "室", "班", "係",
)  # fmt: skip

Line = dict[str, str | int]
"""Cells by the name of their column; what is not named stays empty."""


@dataclass(frozen=True, slots=True)
class RsSheet:
    """One sheet of the set: number, title in the file name, columns after the common ones."""

    number: str
    title: str
    columns: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """All columns, the common ones first."""
        return (*COMMON, *self.columns)

    def file_name(self, year: int) -> str:
        """Return the name of the file for the review of a fiscal year (事業年度)."""
        return f"{self.number}_RS_{year}_{self.title}.csv"


RATES = RsSheet(
    "1-4", "基本情報_補助率等",
    ("番号（補助率等）", "補助対象", "補助率", "補助上限等", "補助率URL"),
)  # fmt: skip

SUPPLEMENTARY = tuple(f"第{n}次補正予算" for n in range(1, 6))
RESERVES = tuple(f"予備費等{n}" for n in range(1, 5))
TOTAL_COLUMNS = (
    "当初予算（合計）", "補正予算（合計）", "前年度からの繰越し（合計）", "予備費等（合計）",
    "計（歳出予算現額合計）", "執行額（合計）", "執行率", "翌年度への繰越し(合計）",
    "翌年度要求額（合計）", "主な増減理由", "その他特記事項",
)  # fmt: skip
ACCOUNT_COLUMNS = (
    "会計区分", "会計", "勘定", "当初予算", *SUPPLEMENTARY, "前年度から繰越し", *RESERVES,
    "歳出予算現額", "執行額", "翌年度要求額", "要望額", "備考",
)  # fmt: skip
BUDGET = RsSheet("2-1", "予算・執行_サマリ", ("予算年度", *TOTAL_COLUMNS, *ACCOUNT_COLUMNS))

GOAL_YEARS = range(2007, 2061)
"""The fiscal years for which sheet 3-1 has a column."""

GOALS = RsSheet(
    "3-1", "効果発現経路_目標・実績",
    (
        "事業に関連するKPIが定められている閣議決定等の名称",
        "事業に関連するKPIが定められている閣議決定等の該当箇所",
        "事業に関連するKPIが定められている閣議決定等のURL",
        "アクティビティ・アウトプット・アウトカムの番号",
        "種別（アクティビティ・アウトプット・アウトカム）", "アウトカムの期間", "成果目標の種類",
        "アクティビティ／活動目標／成果目標", "活動指標／成果指標", "単位", "改善の上向き／下向き",
        "成果実績及び目標値の根拠として用いた統計・データ名（出典）",
        "定性的なアウトカム目標を設定している理由", "定性的なアウトカムに関する成果実績",
        "目標年度／目標値／実績値／達成率", *map(str, GOAL_YEARS),
    ),
)  # fmt: skip

PAYEES = RsSheet(
    "5-1", "支出先_支出情報",
    (
        "支出先ブロック番号", "支出先ブロック名", "支出先の数", "事業を行う上での役割",
        "ブロックの合計支出額", "支出先名", "法人番号", "所在地", "法人種別", "その他支出先",
        "支出先の合計支出額", "契約概要", "金額", "契約方式等", "具体的な契約方式等", "入札者数",
        "落札率",
        "一者応札・一者応募又は競争性のない随意契約となった理由及び改善策（支出額10億円以上）",
        "その他の契約",
    ),
)  # fmt: skip

CHAIN = RsSheet(
    "5-2", "支出先_支出ブロックのつながり",
    (
        "支出元の支出先ブロック", "支出元の支出先ブロック名", "担当組織からの支出",
        "支出先の支出先ブロック", "支出先の支出先ブロック名", "資金の流れの補足情報",
        "国自らが支出する間接経費", "国自らが支出する間接経費の項目",
        "国自らが支出する間接経費の金額",
    ),
)  # fmt: skip

SHEETS = (RATES, BUDGET, GOALS, PAYEES, CHAIN)

_YEARS = ("事業年度", "予算年度")
_YEN = (
    *TOTAL_COLUMNS[:6], *TOTAL_COLUMNS[7:9], *ACCOUNT_COLUMNS[3:-1], "ブロックの合計支出額",
    "支出先の合計支出額", "金額", "国自らが支出する間接経費の金額",
)  # fmt: skip
_NUMBERS = ("執行率", "落札率")


def fields_of(sheet: RsSheet) -> list[Json]:
    """Return the columns of a sheet as fields of a Table Schema: what is no figure is text.

    Sheet 3-1 has figures, shares and words in the columns of its years.
    """
    types = {
        **dict.fromkeys(_YEARS, "year"),
        **dict.fromkeys(_YEN, "integer"),
        **dict.fromkeys(_NUMBERS, "number"),
    }
    return [{"name": name, "type": types.get(name, "string")} for name in sheet.header]


_FROM_THE_SYSTEM = re.compile(r"RS-(\d+)", re.ASCII)
_NUMBER = re.compile(r"\d+", re.ASCII)


def project_id(code: str, instrument: Instrument = Instrument.GRANT) -> str:
    """Return the 予算事業ID under which a programme's money of one instrument is told.

    The system numbers its projects. A programme that came from it (``RS-159``) goes back under its
    number; another has none and bears its code. Equity, loans and guarantees are never added to
    grants: they are told as a project of their own, ``POST5G/equity``.
    """
    numbered = _FROM_THE_SYSTEM.fullmatch(code)
    own = numbered[1] if numbered else code
    return own if instrument is Instrument.GRANT else f"{own}/{instrument.value}"


def code_of(project: str) -> tuple[str, Instrument]:
    """Return the programme and the instrument that a 予算事業ID stands for."""
    own, slash, name = project.partition("/")
    instrument = next((i for i in Instrument if slash and i.value == name), Instrument.GRANT)
    if instrument is Instrument.GRANT:
        own = project
    return (f"RS-{own}" if _NUMBER.fullmatch(own) else own), instrument


def title_of(programme: Programme, instrument: Instrument = Instrument.GRANT) -> str:
    """Return the 事業名, which says the instrument where it is no grant."""
    return f"{programme.title_ja or programme.title}{_apart(instrument)}"


def without_instrument(title: str, instrument: Instrument) -> str:
    """Return a title as it was before `title_of` said the instrument."""
    return title.removesuffix(_apart(instrument))


def _apart(instrument: Instrument) -> str:
    return "" if instrument is Instrument.GRANT else f"（{word(instrument, Language.JAPANESE)}）"


def common(programme: Programme, year: int, instrument: Instrument = Instrument.GRANT) -> Line:
    """Return the common cells: what the record does not know of a ministry's order stays empty."""
    agency = text(programme.agency)
    return {
        "シート種別": "レビューシート",
        "事業年度": year,
        "予算事業ID": project_id(programme.code, instrument),
        "事業名": text(title_of(programme, instrument)),
        "政策所管府省庁": agency,
        "府省庁": agency,
    }


def text(said: str) -> str:
    """Return text from data that no spreadsheet takes for a formula, nothing in it able to act."""
    return guarded(readable(said))


def unguarded(cell: str) -> str:
    """Return what `text` was given, where all it did was to put an apostrophe before it."""
    bare = cell.removeprefix("'")
    return bare if guarded(bare) == cell else cell


_BASIS = "根拠区分："
_DEMONSTRATION = "実演用データ"


def basis_note(basis: Basis, about: About) -> str:
    """Return how far figures can be trusted: the form has no column for it, only remarks."""
    return marked(f"{_BASIS}{word(basis, Language.JAPANESE)}", about)


def marked(said: str, about: About) -> str:
    """Return a remark, and that all of this is a demonstration where it is one."""
    return f"{said}。{_DEMONSTRATION}" if about.purpose is Purpose.DEMONSTRATION else said


def basis_in(note: str) -> Basis | None:
    """Return the basis that a remark written by `basis_note` states; None for any other."""
    said = note.removeprefix(_BASIS).partition("。")[0] if note.startswith(_BASIS) else ""
    return next((b for b in Basis if word(b, Language.JAPANESE) == said), None)


def account_cells(account: str | None) -> Line:
    """Return an account as 会計区分, 会計 and 勘定; the general account is its own class."""
    parts = (account or "").split(" / ", 2)
    if len(parts) == 1:
        parts *= 2
    return dict(zip(("会計区分", "会計", "勘定"), map(text, parts), strict=False))


def account_in(cells: dict[str, str]) -> str | None:
    """Return the account that `account_cells` tells, its parts divided by " / "; None for none."""
    parts = [unguarded(cells[name]) for name in ("会計区分", "会計", "勘定")]
    said = list(filter(None, parts))
    if parts[:2] == said and parts[0] == parts[1]:
        said = said[:1]
    return " / ".join(said) or None


class RsFile:
    """One sheet being written, line by line."""

    def __init__(self, file: TextIO, sheet: RsSheet) -> None:
        self._places = {column: n for n, column in enumerate(sheet.header)}
        self._lines = csv.writer(file, lineterminator="\r\n")
        self._lines.writerow(sheet.header)

    def write(self, line: Line) -> None:
        """Write one line; KeyError for a column that the sheet does not have."""
        cells: list[str | int] = [""] * len(self._places)
        for column, cell in line.items():
            cells[self._places[column]] = cell
        self._lines.writerow(cells)


def new_file(place: Path) -> TextIO:
    """Open a sheet that does not exist yet: UTF-8 with a byte order mark, line ends as given."""
    return place.open("x", encoding="utf-8-sig", newline="")
