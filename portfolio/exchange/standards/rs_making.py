# Japanese writes full-width characters, on purpose
"""From the years of sheet 2-1 to records: each project a programme with its budget and execution.

What a year spent counts as executed outside: no gate of this portfolio stood before it. What was
carried out of a year enters the next by the same record, so of the next year's carried in only what
is more than that is entered for itself. 要望額 is no figure of the ledger and stays out.

The sheet tells what was carried out only in all, not by account. The next year's rows tell it: what
an account carried in. Where they are not in the file it belongs to the one account of the year, or
to none where there are several; where more was carried in than out it is taken from the accounts in
the order of their rows, and marked as derived.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

from portfolio.domain.basis import Basis, weakest_basis
from portfolio.domain.budget import BudgetRequest, CarryOver, CarryOverKind, OutsideExecution
from portfolio.domain.errors import Invalid, Problem
from portfolio.domain.money import in_turn
from portfolio.domain.programme import Appropriation, AppropriationKind, Programme, programme_file
from portfolio.domain.record import key_of
from portfolio.domain.text import visible
from portfolio.exchange.standards.rs import (
    CURRENCY,
    RESERVES,
    SUPPLEMENTARY,
    unguarded,
    without_instrument,
)
from portfolio.exchange.standards.rs_year import (
    CARRIED_IN,
    CARRIED_OUT,
    EXECUTED,
    INITIAL,
    REQUESTED,
    TOTAL_IN,
    total_basis,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from portfolio.domain.grant import Instrument
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.exchange.standards.rs_rows import RsRow
    from portfolio.exchange.standards.rs_year import AccountYear, RsYear

R = TypeVar("R", bound="DataclassInstance")

PROJECT, TITLE = "予算事業ID", "事業名"
_COLUMN_OF_FIELD = {"programme": PROJECT, "title": TITLE, "agency": "府省庁", "account": "会計"}


class Making:
    """One programme being made of its projects: grants, and what is told apart from them."""

    def __init__(self, file: str, code: str, problems: list[Problem]) -> None:
        self._file = file
        self._code = code
        self._problems = problems
        self._records: list[DataclassInstance] = []
        self._numbers: Counter[tuple[str, int]] = Counter()
        self._bases: list[Basis] = []
        self._head: tuple[RsRow, Instrument] | None = None
        self._named = f"行政事業レビュー 2-1「{visible(file)[:200]}」"
        self.places: dict[str, str] = {}

    def add(self, first: RsRow, instrument: Instrument, years: dict[int, RsYear]) -> None:
        """Add the budget of one project, year by year; `first` is its first row."""
        self._head = self._head or (first, instrument)
        brought: Counter[str | None] = Counter()
        for year, told in years.items():
            if year - 1 not in years:
                brought.clear()
            self._bases.append(total_basis(told.total))
            for of in told.accounts:
                already = min(brought[of.account], of.amounts[CARRIED_IN])
                brought[of.account] -= already
                self._budget(year, of, instrument, already)
            brought = self._carry_over(year, told, years.get(year + 1), instrument)

    def file(self) -> ProgrammeFile | None:
        """Return the programme with all that was added; None where it cannot be made."""
        assert self._head is not None  # noqa: S101  # a project is added as soon as one is made
        row, instrument = self._head
        made = self._made(
            Programme, row, TITLE,
            code=self._code,
            title=without_instrument(unguarded(row.cells[TITLE]), instrument),
            agency=unguarded(row.cells["府省庁"]),
            currency=CURRENCY,
            terms_source=f"{self._named}に交付条件の記載はない",
            source=self._source(row),
            basis=weakest_basis(self._bases),
        )  # fmt: skip
        return programme_file([made, *self._records]) if made else None

    def _budget(self, year: int, of: AccountYear, instrument: Instrument, already: int) -> None:
        """Add the appropriations, the execution and the request of one account and year."""
        amounts = of.amounts
        kinds: list[tuple[str, AppropriationKind, int | None]] = [
            (INITIAL, AppropriationKind.INITIAL, None)
        ]
        for n, column in enumerate(SUPPLEMENTARY, start=1):
            number = n if of.columns[column] == column else None
            kinds.append((column, AppropriationKind.SUPPLEMENTARY, number))
        kinds.append((CARRIED_IN, AppropriationKind.CARRIED_IN, None))
        kinds += [(column, AppropriationKind.RESERVE, None) for column in RESERVES]
        for column, kind, number in kinds:
            minor = amounts[column] - (already if column == CARRIED_IN else 0)
            if minor:
                self._entry(
                    Appropriation, year, of, column, instrument,
                    amount_minor=minor, kind=kind, supplementary=number,
                )  # fmt: skip
        self._entry(
            OutsideExecution, year, of, EXECUTED, instrument, amount_minor=amounts[EXECUTED]
        )
        if amounts[REQUESTED]:
            self._entry(
                BudgetRequest, year + 1, of, REQUESTED, instrument, amount_minor=amounts[REQUESTED]
            )

    def _entry(
        self,
        cls: type[R],
        year: int,
        of: AccountYear,
        column: str,
        instrument: Instrument,
        **values: Any,  # noqa: ANN401  # what the record says besides
    ) -> None:
        self._record(
            cls, of.row, of.columns[column], year,
            instrument=instrument, account=of.account, basis=of.basis, **values,
        )  # fmt: skip

    def _carry_over(
        self, year: int, told: RsYear, following: RsYear | None, instrument: Instrument
    ) -> Counter[str | None]:
        """Add what was carried out of a year, and return how much of it each account brings on."""
        carried = told.carried_out_minor
        brought: Counter[str | None] = Counter()
        if not carried:
            return brought
        if following is not None and following.carried_in_minor < carried:
            self._problems.append(
                Problem(
                    file=self._file, place=following.total.place(TOTAL_IN),
                    value=following.total.cells[TOTAL_IN],
                    why=f"is less than {carried}, carried out of {year}",
                    remedy=f"correct it, or {CARRIED_OUT} in row {told.total.number}",
                )
            )  # fmt: skip
            return brought
        for account, minor, basis in _by_account(told, following):
            brought[account] += minor
            self._record(
                CarryOver, told.total, CARRIED_OUT, year,
                kind=CarryOverKind.NOT_STATED, amount_minor=minor, instrument=instrument,
                account=account, basis=basis,
                approval_reference=f"{year}年度{CARRIED_OUT}、承認番号の記載なし",
            )  # fmt: skip
        return brought

    def _record(
        self,
        cls: type[R],
        row: RsRow,
        column: str,
        year: int,
        **values: Any,  # noqa: ANN401  # the fields of the record
    ) -> None:
        number = self._numbers[cls.__name__, year] + 1
        made = self._made(
            cls, row, column,
            programme=self._code, fiscal_year=year, number=number,
            source=self._source(row), **values,
        )  # fmt: skip
        if made is not None:
            self._numbers[cls.__name__, year] = number
            self._records.append(made)

    def _made(
        self,
        cls: type[R],
        row: RsRow,
        column: str,
        **values: Any,  # noqa: ANN401  # the fields of the record
    ) -> R | None:
        try:
            record = cls(**values)
        except Invalid as invalid:
            place = row.place(_COLUMN_OF_FIELD.get(invalid.field, column))
            self._problems.append(
                Problem(
                    file=self._file, place=place, value=str(invalid.value)[:80],
                    why=invalid.why, remedy=invalid.remedy,
                )
            )  # fmt: skip
            return None
        subject = "/".join(key_of(record))
        self.places.setdefault(subject, row.place(column))
        return record

    def _source(self, row: RsRow) -> str:
        """Return whence a figure comes, with what its row remarks."""
        remark = row.cells["備考"] or row.cells["その他特記事項"]
        return f"出典：{self._named}{f'、{visible(remark)[:200]}' if remark else ''}"


def _by_account(told: RsYear, following: RsYear | None) -> list[tuple[str | None, int, Basis]]:
    """Return from which accounts what was carried out comes, as far as the sheet lets one know.

    One record stands in both years, so it can be no weaker than the better founded of the two rows
    it is part of; where the accounts had to be worked out it is derived at best.
    """
    carried = told.carried_out_minor
    here = {of.account: of.basis for of in told.accounts}
    if following is None:
        account, basis = next(iter(here.items())) if len(here) == 1 else (None, None)
        return [(account, carried, basis or total_basis(told.total))]
    into: Counter[str | None] = Counter()
    there: dict[str | None, Basis] = {}
    for of in following.accounts:
        into[of.account] += of.amounts[CARRIED_IN]
        there[of.account] = of.basis
    holders = sorted(into.items(), key=lambda holder: holder[0] not in here)
    clear = following.carried_in_minor == carried or sum(minor > 0 for _, minor in holders) == 1
    found = []
    for account, minor in in_turn(carried, holders):
        better = min(here.get(account, there[account]), there[account], key=tuple(Basis).index)
        basis = better if clear else weakest_basis((better, Basis.DERIVED))
        found.append((account, minor, basis))
    return found
