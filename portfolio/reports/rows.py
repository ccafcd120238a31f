"""The rows of a budget review's sheets, each from the records and sums it stands for."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from portfolio.domain.basis import Basis
from portfolio.domain.grant import Instrument
from portfolio.domain.people import Role
from portfolio.domain.period import parse_day, parse_utc
from portfolio.domain.states import STATES_OF_KIND
from portfolio.domain.transitions import TABLES, Act
from portfolio.exchange import sheets
from portfolio.exchange.columns import Cell, Kind, Name, Row, Sheet
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from enum import StrEnum

    from sqlalchemy import Connection

    from portfolio.domain.grant import AwardDecision
    from portfolio.domain.instalment import Instalment
    from portfolio.domain.milestone import Milestone
    from portfolio.reports.overview import Overview
    from portfolio.reports.position import YearLine
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


def weakest(bases: Iterable[Basis]) -> Basis:
    """Return the basis of a sum: it can be trusted as far as the weakest part of it."""
    return max(bases, key=tuple(Basis).index)


def programmes(register: Register, view: Overview) -> Iterator[Row]:
    """Yield the programmes, the largest first."""
    parts: dict[str, list[Basis]] = defaultdict(list)
    for award in register.awards:
        parts[register.grants[award.grant].programme].append(award.basis)
    for line in view.programmes:
        programme = register.programmes[line.code]
        basis = weakest([programme.basis, *parts[line.code]])
        yield row_of(sheets.PROGRAMMES, line, programme, basis=basis)


def years(register: Register, lines: Iterable[YearLine]) -> Iterator[Row]:
    """Yield the fiscal-year position with the sources of its budget.

    Its basis is the weakest of every record that feeds a figure in the line.
    """
    bases: dict[tuple[str, int], list[Basis]] = defaultdict(list)
    sources: dict[tuple[str, int], list[str]] = defaultdict(list)
    for each in register.appropriations:
        bases[each.programme, each.fiscal_year].append(each.basis)
        sources[each.programme, each.fiscal_year].append(each.source)
    parts: list[AwardDecision | Instalment] = [*register.awards, *register.instalments.values()]
    for part in parts:
        year = (register.grants[part.grant].programme, part.fiscal_year)
        bases[year].append(part.basis)
    for line in lines:
        key = (line.programme, line.fiscal_year)
        yield row_of(
            sheets.POSITION,
            line,
            basis=weakest(bases[key]) if bases[key] else None,
            source="; ".join(dict.fromkeys(sources[key])),
        )


def grants(register: Register, view: Overview) -> Iterator[Row]:
    """Yield the grants, by programme, the largest first."""
    parts: dict[str, list[Basis]] = defaultdict(list)
    for award in register.awards:
        parts[award.grant].append(award.basis)
    for line in view.grants:
        grant = register.grants[line.code]
        yield row_of(sheets.GRANTS, line, grant, basis=weakest([grant.basis, *parts[line.code]]))


def progress(register: Register, view: Overview) -> Iterator[Row]:
    """Yield how far each grant has come: readiness, milestones, persons."""
    for line in view.grants:
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


def journal(connection: Connection, register: Register) -> Iterator[Row]:
    """Yield the whole journal without the images in it, stream by stream, each in order."""
    table = table_of("journal")
    wanted = [table.c[c.key] for c in sheets.JOURNAL.columns if c.key in table.c]
    for entry in connection.execute(select(*wanted).order_by(table.c.stream, table.c.seq)):
        yield row_of(
            sheets.JOURNAL,
            entry,
            recorded_at=parse_utc(entry.recorded_at),
            effective_on=_day(entry.effective_on),
            role=Role(entry.role),
            act=Act(entry.act),
            from_state=_state(entry.act, entry.from_state),
            to_state=_state(entry.act, entry.to_state),
            currency=(
                None if entry.amount_minor is None else _currency_of_stream(register, entry.stream)
            ),
        )


def _state(act: str, state: str | None) -> StrEnum | None:
    return None if state is None else _STATES_AFTER[Act(act)](state)


def _currency_of_stream(register: Register, stream: str) -> str | None:
    kind, _, code = stream.partition("/")
    if kind == "grant" and code in register.grants:
        return register.currency_of(code)
    if kind == "programme" and code in register.programmes:
        return register.programmes[code].currency
    return None


def _day(text: str | None) -> date | None:
    return parse_day("day", text) if text else None
