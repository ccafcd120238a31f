"""A later sheet of a budget tells earlier years again: only what it tells beyond them is new."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from portfolio.domain.programme import Appropriation, AppropriationKind, programme_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio.domain.budget import BudgetRequest, CarryOver, OutsideExecution
    from portfolio.domain.grant import Instrument
    from portfolio.domain.programme import ProgrammeFile

    Entry = Appropriation | CarryOver | OutsideExecution | BudgetRequest

Figure = tuple[type, int, "Instrument", str | None, AppropriationKind | None, int | None]
"""What is told: of which year, instrument and account, and of an appropriation which part."""


def restated(stored: ProgrammeFile, offered: ProgrammeFile) -> ProgrammeFile:
    """Return what a later sheet adds to a known programme, beside what is known already.

    A figure that is the same stays with the source it came with. One that has grown is entered by
    what it has grown. One that has shrunk is offered as it is told, and so refused: nothing here
    takes an entry back; nor is a year that is told by other accounts taken for more money. What was
    carried into a year by a stored carry-over is not carried in twice.
    """
    known = _by_figure(_entries(stored))
    numbers: dict[tuple[type, int], int] = defaultdict(int)
    for each in _entries(stored):
        numbers[type(each), each.fiscal_year] = max(
            each.number, numbers[type(each), each.fiscal_year]
        )
    told: list[Entry] = []
    for figure, records in _by_figure(_entries(offered)).items():
        before = known.get(figure, ())
        same = [e for e in _entries(stored) if (type(e), e.fiscal_year) == figure[:2]]
        if same and _tells_other_accounts(figure, stored, offered):
            told.append(replace(records[0], number=same[0].number))
            continue
        grown = _sum(records) - _sum(before) - _carried_in_already(figure, stored, offered)
        if grown < 0 and before:
            told.append(replace(records[0], number=before[0].number))
        elif grown > 0 or not (before or _sum(records)):
            numbers[figure[:2]] += 1
            told.append(replace(records[-1], number=numbers[figure[:2]], amount_minor=grown))
    return programme_file((stored.programme, *told))


def _entries(file: ProgrammeFile) -> Iterable[Entry]:
    return (*file.appropriations, *file.carry_overs, *file.outside_executions, *file.requests)


def _by_figure(entries: Iterable[Entry]) -> dict[Figure, tuple[Entry, ...]]:
    found: dict[Figure, tuple[Entry, ...]] = defaultdict(tuple)
    for each in entries:
        part: tuple[AppropriationKind | None, int | None] = (None, None)
        if isinstance(each, Appropriation):
            part = (each.kind, each.supplementary)
        figure = (type(each), each.fiscal_year, each.instrument, each.account, *part)
        found[figure] = (*found[figure], each)
    return dict(found)


def _sum(entries: Iterable[Entry]) -> int:
    return sum(each.amount_minor for each in entries)


def _tells_other_accounts(figure: Figure, stored: ProgrammeFile, offered: ProgrammeFile) -> bool:
    """Whether a year is told by accounts that are not known, and not by those that are."""
    _, year, instrument, *_ = figure

    def accounts(file: ProgrammeFile) -> set[str | None]:
        return {
            e.account for e in _entries(file) if (e.fiscal_year, e.instrument) == (year, instrument)
        }

    known, told = accounts(stored), accounts(offered)
    return bool(known - told) and bool(told - known)


def _carried_in_already(figure: Figure, stored: ProgrammeFile, offered: ProgrammeFile) -> int:
    """Return what stored carry-overs bring into a year that the sheet does not tell the end of."""
    _, year, instrument, account, kind, _ = figure
    if kind is not AppropriationKind.CARRIED_IN:
        return 0
    if any(c.fiscal_year == year - 1 for c in offered.carry_overs):
        return 0
    return sum(
        c.amount_minor
        for c in stored.carry_overs
        if (c.fiscal_year, c.instrument, c.account) == (year - 1, instrument, account)
    )
