"""The rows of a budget review's sheets, each from the records and sums it stands for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from portfolio.domain.basis import Basis, weakest_basis
from portfolio.domain.grant import Instrument
from portfolio.domain.people import Role
from portfolio.domain.period import parse_day, parse_utc
from portfolio.domain.states import STATES_OF_KIND
from portfolio.domain.transitions import TABLES, Act
from portfolio.exchange import sheets
from portfolio.exchange.columns import Cell, Kind, Name, Row, Sheet
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from datetime import date
    from enum import StrEnum

    from sqlalchemy import Connection

    from portfolio.domain.milestone import Milestone
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.reports.overview import GrantLine, Overview
    from portfolio.reports.register import Register

_STATES_AFTER = {move.act: STATES_OF_KIND[kind] for kind, table in TABLES.items() for move in table}
"""What the states before and after an act are: "proposed" is said of a payout and of a waiver."""


def row_of(sheet: Sheet, *sources: object, **said: Cell) -> Row:
    """Return a row: of each column what is `said` of it, else what the first source has."""
    return tuple(
        said[c.key] if c.key in said else _from(sources, c.key, c.kind) for c in sheet.columns
    )


def _from(sources: tuple[object, ...], key: str, kind: Kind) -> Cell:
    source = next(s for s in sources if hasattr(s, key))
    cell: Cell = getattr(source, key)
    if kind is Kind.NAME:
        return Name(str(cell), getattr(source, f"{key}_ja", None))
    return cell


def programmes(
    files: Iterable[ProgrammeFile], bases: Mapping[str, Basis], view: Overview
) -> Iterator[Row]:
    """Yield the programmes, the largest first; `bases` are those of their award decisions."""
    found = {file.programme.code: file.programme for file in files}
    for line in view.programmes:
        programme = found[line.code]
        basis = weakest_basis((programme.basis, bases.get(line.code, programme.basis)))
        yield row_of(sheets.PROGRAMMES, line, programme, basis=basis)


def grants(register: Register, lines: Iterable[GrantLine]) -> Iterator[Row]:
    """Yield the grants of these lines."""
    parts: dict[str, list[Basis]] = defaultdict(list)
    for award in register.awards:
        parts[award.grant].append(award.basis)
    for line in lines:
        grant = register.grants[line.code]
        basis = weakest_basis((grant.basis, *parts[line.code]))
        yield row_of(sheets.GRANTS, line, grant, basis=basis)


def progress(register: Register, lines: Iterable[GrantLine]) -> Iterator[Row]:
    """Yield how far each grant of these lines has come: readiness, milestones, persons."""
    for line in lines:
        grant = register.grants[line.code]
        yield row_of(sheets.PROGRESS, line, grant, basis=grant.basis)


def awards(register: Register) -> Iterator[Row]:
    """Yield the award decisions; what is no grant stands in a column of its own."""
    for each in register.awards:
        is_grant = each.instrument is Instrument.GRANT
        yield row_of(
            sheets.AWARDS,
            each,
            currency=register.currency_of(each.grant),
            grant_minor=each.amount_minor if is_grant else None,
            other_minor=None if is_grant else each.amount_minor,
        )


def late_days(milestone: Milestone, as_of: date) -> int:
    """Return how many days after its due day a milestone was decided on, or is still open."""
    ended = None if milestone.is_open else milestone.moved_on
    return max(0, ((ended or as_of) - milestone.due_on).days)


def milestones(register: Register, as_of: date) -> Iterator[Row]:
    """Yield the milestones with their criteria."""
    for each in register.milestones:
        yield row_of(
            sheets.MILESTONES,
            each,
            scale=register.scales[each.grant, each.element].value,
            late_days=late_days(each, as_of),
            criteria=tuple(register.criteria[each.grant, each.code]),
        )


def commitments(register: Register, as_of: date) -> Iterator[Row]:
    """Yield the reskilling commitments: promised, reported, verified, and what is missing."""
    for each in register.commitments:
        kept = register.kept["commitment", each.grant, each.code]
        short = max(0, each.persons - kept["verified_persons"])
        yield row_of(
            sheets.RESKILLING,
            each,
            reported_persons=kept["reported_persons"],
            verified_persons=kept["verified_persons"],
            short_by=short,
            late_days=max(0, (as_of - each.due_on).days) if short else 0,
        )


def instalments(register: Register) -> Iterator[Row]:
    """Yield the instalments with their conditions and what these have unlocked."""
    for subject, each in register.instalments.items():
        kept = register.kept["instalment", *subject]
        yield row_of(
            sheets.INSTALMENTS,
            each,
            currency=register.currency_of(each.grant),
            policy=each.policy or register.programmes[register.grants[each.grant].programme].policy,
            open_minor=register.open_minor(subject),
            **{
                name: kept[name]
                for name in (
                    "earned_minor", "confirmed_minor", "paid_minor", "returned_minor",
                    "withheld_minor", "retained_minor", "reduced_minor", "payable_minor",
                )
            },
            payable_since=_day(kept["payable_since"]),
            gate_due_on=_day(kept["gate_due_on"]),
            held=bool(kept["held"]),
            conditions=tuple(register.conditions[subject]),
        )  # fmt: skip


def payouts(register: Register) -> Iterator[Row]:
    """Yield the payouts with the three people behind each; their basis is the instalment's."""
    for each in register.payouts.values():
        instalment = register.instalments[each.grant, each.instalment]
        yield row_of(sheets.PAYOUTS, each, instalment, currency=register.currency_of(each.grant))


def journal(
    connection: Connection,
    currencies: Mapping[str, str],
    as_of: date,
    streams: Collection[str] | None = None,
) -> Iterator[Row]:
    """Yield the journal as of a day without the images in it, stream by stream, each in order.

    `currencies` is the currency of each stream that has one; `streams` are those wanted, all where
    not given.
    """
    table = table_of("journal")
    wanted = [table.c[c.key] for c in sheets.JOURNAL.columns if c.key in table.c]
    found = connection.execute(
        select(*wanted)
        .where(table.c.effective_on <= as_of.isoformat())
        .order_by(table.c.stream, table.c.seq)
        .execution_options(yield_per=1000)
    )
    for entry in found:
        if streams is not None and entry.stream not in streams:
            continue
        yield row_of(
            sheets.JOURNAL,
            entry,
            recorded_at=parse_utc(entry.recorded_at),
            effective_on=_day(entry.effective_on),
            role=Role(entry.role),
            act=Act(entry.act),
            from_state=_state(entry.act, entry.from_state),
            to_state=_state(entry.act, entry.to_state),
            currency=None if entry.amount_minor is None else currencies.get(entry.stream),
        )


def _state(act: str, state: str | None) -> StrEnum | None:
    return None if state is None else _STATES_AFTER[Act(act)](state)


def _day(text: str | None) -> date | None:
    return parse_day("day", text) if text else None
