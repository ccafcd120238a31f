# Japanese writes full-width characters, on purpose
"""One project and fiscal year of sheet 2-1: a total row, the rows of its accounts, held together.

A year whose totals are not the sums of its accounts, whose 歳出予算現額 is not the sum of its parts
or whose 執行率 is not the quotient is refused with the cell: the sheet contradicts itself, and
nobody here can know which of the figures is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis
from portfolio.domain.errors import Invalid, Problem
from portfolio.domain.money import check_minor, parse_minor
from portfolio.domain.text import clean_text
from portfolio.exchange.shown import rate
from portfolio.exchange.standards.rs import (
    ACCOUNT_COLUMNS,
    CURRENCY,
    RESERVES,
    SUPPLEMENTARY,
    TOTAL_COLUMNS,
    account_in,
    basis_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portfolio.exchange.standards.rs_rows import RsRow

INITIAL, CARRIED_IN, EXECUTED, REQUESTED = "当初予算", "前年度から繰越し", "執行額", "翌年度要求額"
CURRENT, CARRIED_OUT = "歳出予算現額", "翌年度への繰越し(合計）"
TOTAL_IN = "前年度からの繰越し（合計）"
_CURRENT_IN_ALL, _EXECUTED_IN_ALL, _RATE = "計（歳出予算現額合計）", "執行額（合計）", "執行率"

_ADDS_UP: dict[str, tuple[str, ...]] = {
    "当初予算（合計）": (INITIAL,),
    "補正予算（合計）": SUPPLEMENTARY,
    TOTAL_IN: (CARRIED_IN,),
    "予備費等（合計）": RESERVES,
    _EXECUTED_IN_ALL: (EXECUTED,),
    "翌年度要求額（合計）": (REQUESTED,),
}
"""Which columns of the account rows each total adds up.

計 needs none: it is the sum of the first four, as 歳出予算現額 is that of the same parts.
"""

_PARTS_OF_TOTAL = tuple(_ADDS_UP)[:4]
_PARTS_OF_ACCOUNT = tuple(column for total in _PARTS_OF_TOTAL for column in _ADDS_UP[total])
_AMOUNTS_OF_TOTAL = (*_ADDS_UP, _CURRENT_IN_ALL, CARRIED_OUT)
_AMOUNTS_OF_ACCOUNT = (*_PARTS_OF_ACCOUNT, CURRENT, EXECUTED, REQUESTED)
_SHOWS_A_TOTAL = (*_AMOUNTS_OF_TOTAL, _RATE)
_SHOWS_AN_ACCOUNT = tuple(c for c in ACCOUNT_COLUMNS if c != "備考")
LONGEST_ACCOUNT = 120
"""Characters, as of every account on record."""

_MINUS = "-−▲△"  # noqa: RUF001  # each is in use
_NO_FRACTION = re.compile(r"\.0+$", re.ASCII)
_QUOTIENT = re.compile(r"\d{1,6}(\.\d{1,20})?", re.ASCII)
_EXACT_TO = Fraction(1, 100_000)  # five decimals, rounded or cut


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountYear:
    """What a year's row says of one account, in yen, by the column of the account rows.

    Of a year that has a total row only, the total speaks for an account that is not named;
    `columns` tells under which column each figure stands in the file.
    """

    row: RsRow
    account: str | None
    basis: Basis
    amounts: dict[str, int]
    columns: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RsYear:
    """A project's fiscal year as the sheet tells it, without a contradiction in it."""

    total: RsRow
    accounts: tuple[AccountYear, ...]
    carried_in_minor: int
    carried_out_minor: int


def is_total(row: RsRow) -> bool:
    """Whether a row has figures of a total."""
    return any(row.cells[column] for column in _SHOWS_A_TOTAL)


def is_account(row: RsRow) -> bool:
    """Whether a row has an account, or figures of one."""
    return any(row.cells[column] for column in _SHOWS_AN_ACCOUNT)


def year_of(total: RsRow, rows: Sequence[RsRow], problems: list[Problem]) -> RsYear | None:
    """Return a fiscal year, or None with everything wrong in it added to the problems."""
    before = len(problems)
    in_all = _amounts(total, _AMOUNTS_OF_TOTAL, problems)
    of_rows = [_amounts(row, _AMOUNTS_OF_ACCOUNT, problems) for row in rows]
    problems.extend(_unfit_accounts(rows))
    if len(problems) == before:
        problems.extend(_contradictions(total, in_all, rows, of_rows))
    if len(problems) > before:
        return None
    accounts = [_account(row, amounts) for row, amounts in zip(rows, of_rows, strict=True)]
    return RsYear(
        total=total,
        accounts=tuple(accounts) or (_of_total(total, in_all),),
        carried_in_minor=sum(a.amounts[CARRIED_IN] for a in accounts) or in_all.get(TOTAL_IN, 0),
        carried_out_minor=in_all.get(CARRIED_OUT, 0),
    )


def _unfit_accounts(rows: Sequence[RsRow]) -> Iterator[Problem]:
    """Yield the accounts that no record can name."""
    for row in rows:
        try:
            account = account_in(row.cells)
            if account is not None:
                clean_text("account", account, longest=LONGEST_ACCOUNT)
        except Invalid as invalid:
            yield Problem(
                file=row.file, place=row.place("会計"), value=str(invalid.value)[:80],
                why=invalid.why, remedy=invalid.remedy,
            )  # fmt: skip


def _account(row: RsRow, amounts: dict[str, int]) -> AccountYear:
    return AccountYear(
        row=row,
        account=account_in(row.cells),
        basis=basis_in(row.cells["備考"]) or Basis.PUBLIC,
        amounts={column: amounts.get(column, 0) for column in _AMOUNTS_OF_ACCOUNT},
        columns={column: column for column in _AMOUNTS_OF_ACCOUNT},
    )


def _of_total(row: RsRow, amounts: dict[str, int]) -> AccountYear:
    """Return the total as the row of an account: its supplementary budgets bear no number."""
    first = {columns[0]: total for total, columns in _ADDS_UP.items()}
    return AccountYear(
        row=row,
        account=None,
        basis=total_basis(row),
        amounts=dict.fromkeys(_AMOUNTS_OF_ACCOUNT, 0)
        | {column: amounts.get(total, 0) for column, total in first.items()},
        columns=dict(zip(_AMOUNTS_OF_ACCOUNT, _AMOUNTS_OF_ACCOUNT, strict=True)) | first,
    )


def total_basis(row: RsRow) -> Basis:
    """Return on what a total rests: published, unless its remark says otherwise."""
    return basis_in(row.cells[TOTAL_COLUMNS[-1]]) or Basis.PUBLIC


def _amounts(row: RsRow, columns: Sequence[str], problems: list[Problem]) -> dict[str, int]:
    """Return the amounts that are written in these columns; what is none is a problem."""
    found = {}
    for column in columns:
        written = row.cells[column]
        if not written:
            continue
        try:
            found[column] = _amount(column, written)
        except Invalid as invalid:
            problems.append(
                Problem(
                    file=row.file, place=row.place(column), value=written[:80],
                    why=invalid.why, remedy=invalid.remedy,
                )
            )  # fmt: skip
    return found


def _amount(column: str, written: str) -> int:
    """Return whole yen: the system writes some with a decimal point and a nought behind it."""
    bare = _NO_FRACTION.sub("", written.lstrip(_MINUS))
    minor = parse_minor(column, bare, CURRENCY)
    return check_minor(column, -minor if written.startswith(tuple(_MINUS)) else minor)


def _contradictions(
    total: RsRow,
    in_all: dict[str, int],
    rows: Sequence[RsRow],
    of_rows: Sequence[dict[str, int]],
) -> Iterator[Problem]:
    """Yield where the figures of a year contradict each other."""
    if rows:
        for column, parts in _ADDS_UP.items():
            added = sum(amounts.get(part, 0) for amounts in of_rows for part in parts)
            if column in in_all and in_all[column] != added:
                yield Problem(
                    file=total.file, place=total.place(column), value=total.cells[column],
                    why=f"is not the sum of the account rows, {added}",
                    remedy="correct the total or the rows of the accounts",
                )  # fmt: skip
    yield from _current(total, _CURRENT_IN_ALL, _PARTS_OF_TOTAL, in_all)
    for row, amounts in zip(rows, of_rows, strict=True):
        yield from _current(row, CURRENT, _PARTS_OF_ACCOUNT, amounts)
    yield from _rate(total, in_all)


def _current(
    row: RsRow, column: str, parts: Sequence[str], amounts: dict[str, int]
) -> Iterator[Problem]:
    added = sum(amounts.get(part, 0) for part in parts)
    if column in amounts and amounts[column] != added:
        yield Problem(
            file=row.file, place=row.place(column), value=row.cells[column],
            why=f"is not the sum of its parts, {added}",
            remedy="correct the amount or its parts",
        )  # fmt: skip


def _rate(total: RsRow, in_all: dict[str, int]) -> Iterator[Problem]:
    """Yield a 執行率 that is not executed ÷ current; without a budget it is undefined, or 0."""
    written = total.cells[_RATE]
    if not written:
        return
    current = sum(in_all.get(part, 0) for part in _PARTS_OF_TOTAL)
    exact = Fraction(in_all.get(_EXECUTED_IN_ALL, 0), current) if current else Fraction(0)
    if _QUOTIENT.fullmatch(written) and abs(Fraction(written) - exact) < _EXACT_TO:
        return
    shown = format(rate(exact).normalize(), "f") if current else "—"
    yield Problem(
        file=total.file, place=total.place(_RATE), value=written[:80],
        why=f"is not executed ÷ current budget, {shown}",
        remedy="give the rate with five decimals, or leave the cell empty",
    )  # fmt: skip
