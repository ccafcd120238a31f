"""What changed between two positions, and who decided it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, not_, select

from portfolio.domain.grant import Instrument
from portfolio.domain.instalment import Payout
from portfolio.domain.people import Role
from portfolio.domain.period import is_past, parse_utc, utc_text
from portfolio.domain.record import from_row
from portfolio.domain.states import PayoutState
from portfolio.domain.transitions import Act
from portfolio.exchange import sheets
from portfolio.exchange.columns import Name
from portfolio.exchange.sheets import ChangeKind, Figure, Scope
from portfolio.reports.rows import row_of
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from portfolio.domain.ledger import LedgerLine
    from portfolio.domain.milestone import Milestone
    from portfolio.exchange.columns import Row
    from portfolio.reports.overview import GrantLine, Overview, ProgrammeLine
    from portfolio.reports.register import Register

    Line = ProgrammeLine | GrantLine | LedgerLine

KIND_OF_ACT = {
    Act.ENTER_GRANT: ChangeKind.AWARDED,
    Act.AWARD: ChangeKind.AWARDED,
    Act.CONFIRM: ChangeKind.CONFIRMED,
    Act.SETTLE: ChangeKind.PAID,
    Act.RECORD_FAILURE: ChangeKind.FAILED,
    Act.CANCEL: ChangeKind.CANCELLED,
    Act.OVERTAKE: ChangeKind.CANCELLED,
    Act.SUSPEND: ChangeKind.WITHHELD,
    Act.RELEASE: ChangeKind.RELEASED,
    Act.RELEASE_PART: ChangeKind.RELEASED,
    Act.REDUCE: ChangeKind.REDUCED,
    Act.HOLD: ChangeKind.HELD,
    Act.LIFT: ChangeKind.LIFTED,
    Act.LIFT_VETO: ChangeKind.LIFTED,
    Act.CONFIRM_AMENDMENT: ChangeKind.AMENDED,
    Act.CONFIRM_WAIVER: ChangeKind.WAIVED,
    Act.REVOKE_WAIVER: ChangeKind.WAIVER_ENDED,
    Act.CONFIRM_RECOVERY: ChangeKind.CLAIMED,
    Act.RECORD_REPAYMENT: ChangeKind.RETURNED,
    Act.SET_OFF: ChangeKind.RETURNED,
    Act.CONFIRM_WRITE_OFF: ChangeKind.WRITTEN_OFF,
    Act.FIND_MET: ChangeKind.MET,
    Act.FIND_PARTLY_MET: ChangeKind.MET,
    Act.REVERSE: ChangeKind.REVERSED,
    Act.LAPSE: ChangeKind.LAPSED,
    Act.FIND_BREACH: ChangeKind.BREACHED,
    Act.VETO: ChangeKind.VETOED,
    Act.SUSPEND_GRANT: ChangeKind.HELD,
    Act.RESUME: ChangeKind.LIFTED,
    Act.TERMINATE: ChangeKind.TERMINATED,
    Act.FIX_AMOUNT: ChangeKind.FIXED,
}
"""What a budget reviewer calls the acts that decide something; all others prepare one."""

_PARTS_IN = ("proposed_by", "confirmed_by", "settled_by", "decided_by", "assessed_by", "opened_by")
"""Fields of a record that say who had a part in it, in the order in which they act."""

_FIGURES = {
    Figure.COMMITTED: "award_minor",
    Figure.CONFIRMED: "confirmed_minor",
    Figure.PAID: "paid_minor",
    Figure.PAYABLE_NOW: "payable_minor",
    Figure.AT_RISK: "at_risk_minor",
    Figure.OVERDUE: "overdue_minor",
    Figure.WITHHELD: "withheld_minor",
    Figure.RETURNED: "returned_minor",
}
_OF_YEARS = {
    Figure.BUDGET: "current_minor",
    Figure.COMMITTED: "awarded_minor",
    Figure.CONFIRMED: "confirmed_minor",
    Figure.EXECUTED: "executed_minor",
    Figure.CARRIED_OUT: "carried_out_minor",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The earlier of two positions: as of a day, with the newest moment that was known."""

    connection: Connection
    as_of: date
    known_at: datetime


def changes(
    after: Connection, as_of: date, before: Before, about: Mapping[str, tuple[str, Name]]
) -> Iterator[Row]:
    """Yield the decisions that count in the later position and not in the earlier, by day.

    `about` has the currency and the title of each grant that is asked about.
    """
    t = table_of("journal")
    counted_before = and_(
        t.c.recorded_at <= utc_text(before.known_at), t.c.effective_on <= before.as_of.isoformat()
    )
    never_bound = and_(t.c.act == Act.OVERTAKE.value, t.c.from_state == PayoutState.PROPOSED.value)
    found = after.execute(
        select(t)
        .where(
            t.c.effective_on <= as_of.isoformat(),
            t.c.act.in_([act.value for act in KIND_OF_ACT]),
            not_(counted_before),
            not_(never_bound),
        )
        .order_by(t.c.effective_on, t.c.recorded_at, t.c.stream, t.c.seq)
        .execution_options(yield_per=1000)
    ).mappings()
    for entry in found:
        act = Act(entry["act"])
        grant = entry["subject"].partition("/")[0]
        if grant not in about:
            continue
        currency, title = about[grant]
        yield row_of(
            sheets.CHANGES,
            kind=KIND_OF_ACT[act],
            subject=entry["subject"],
            title=title,
            effective_on=date.fromisoformat(entry["effective_on"]),
            currency=currency,
            amount_minor=_amount(act, entry),
            before=None,
            after=None,
            people=", ".join(_people(entry)),
            role=Role(entry["role"]),
            act=act,
            reason=entry["reason"] or _own_reason(entry),
            recorded_at=parse_utc(entry["recorded_at"]),
            entry=entry["seq"],
        )


def _amount(act: Act, entry: RowMapping) -> int | None:
    """Return what a decision moved: what was awarded, or what a payout takes of the budget."""
    if act is Act.ENTER_GRANT:
        awards = [row for kind, row in _images(entry) if kind == "award_decision"]
        grants = [a for a in awards if a["instrument"] == Instrument.GRANT.value]
        return sum(a["amount_minor"] for a in grants) if grants else None
    for kind, row in _images(entry):
        if kind == "payout" and _is_subject(row, entry):
            return from_row(Payout, row).charge_minor
    amount: int | None = entry["amount_minor"]
    return amount


def _own_reason(entry: RowMapping) -> str | None:
    """Return the reason that the record itself gives: that of a waiver, say, from its proposal."""
    rows = (row for _, row in _images(entry) if _is_subject(row, entry))
    return next((row["reason"] for row in rows if row.get("reason")), None)


def _people(entry: RowMapping) -> tuple[str, ...]:
    """Return everybody who had a part in what was decided, whoever decided it last."""
    rows = [row for _, row in _images(entry) if _is_subject(row, entry)]
    named = [row[name] for row in rows for name in _PARTS_IN if row.get(name)]
    proposed = [
        part.partition(":")[2]
        for row in rows
        if "proposed_by" in row
        for part in json.loads(row.get("played") or "[]")
    ]
    others = [who for who in dict.fromkeys((*named, *proposed)) if who != entry["actor"]]
    return (*others, entry["actor"])


def _images(entry: RowMapping) -> list[tuple[str, dict[str, Any]]]:
    """Return the records an entry put in place, each with its kind."""
    return [(image["kind"], image["row"]) for image in json.loads(entry["images"])]


def _is_subject(row: Mapping[str, Any], entry: RowMapping) -> bool:
    """Whether a record is what the entry is about: ``ALPHA/P1``, or the grant ``ALPHA`` itself."""
    names = (row["grant"], row.get("code")) if "grant" in row else (row.get("code"),)
    return "/".join(str(name) for name in names) == str(entry["subject"])


def slips(register: Register, before: Register, as_of: date, day_before: date) -> Iterator[Row]:
    """Yield the milestones that were put off between two days, or fell overdue."""
    known = {(m.grant, m.code): m for m in before.milestones}
    for milestone in register.milestones:
        earlier = known.get((milestone.grant, milestone.code), milestone)
        put_off = milestone.due_on > earlier.due_on
        fell_due = (
            register.grants[milestone.grant].awaits_results
            and milestone.is_overdue(as_of)
            and not is_past(milestone.due_on, day_before)
        )
        if put_off or fell_due:
            yield _slip(register, milestone, earlier)


def _slip(register: Register, milestone: Milestone, earlier: Milestone) -> Row:
    return row_of(
        sheets.CHANGES,
        kind=ChangeKind.SLIPPED,
        subject=f"{milestone.grant}/{milestone.code}",
        title=Name(milestone.title, milestone.title_ja),
        effective_on=milestone.due_on,
        currency=register.currency_of(milestone.grant),
        amount_minor=register.waiting_minor["milestone", milestone.grant, milestone.code],
        before=earlier.due_on.isoformat(),
        after=milestone.due_on.isoformat() if milestone.due_on > earlier.due_on else None,
        people=None,
        role=None,
        act=None,
        reason=None,
        recorded_at=None,
        entry=None,
    )


def differences(
    before: Overview,
    after: Overview,
    ledgers_before: Iterable[LedgerLine],
    ledgers_after: Iterable[LedgerLine],
) -> Iterator[Row]:
    """Yield every figure that differs: of programmes, fiscal years and grants."""
    yield from _differing(
        Scope.PROGRAMME, _FIGURES,
        {line.code: line for line in before.programmes},
        {line.code: line for line in after.programmes},
    )  # fmt: skip
    yield from _differing(
        Scope.YEAR, _OF_YEARS,
        {line.subject: line for line in ledgers_before},
        {line.subject: line for line in ledgers_after},
    )  # fmt: skip
    yield from _differing(
        Scope.GRANT, _FIGURES,
        {line.code: line for line in before.grants}, {line.code: line for line in after.grants},
    )  # fmt: skip


def _differing(
    scope: Scope,
    figures: Mapping[Figure, str],
    before: Mapping[str, Line],
    after: Mapping[str, Line],
) -> Iterator[Row]:
    """Yield each figure that differs, by subject; what only one of the two has was, or is, 0."""
    gone = {subject: line for subject, line in before.items() if subject not in after}
    for subject, line in (dict(after) | gone).items():
        for figure, name in figures.items():
            old: int = getattr(before.get(subject), name, 0)
            new: int = getattr(after.get(subject), name, 0)
            if old != new:
                yield _figure(scope, subject, line.currency, figure, old, new)


def _figure(  # noqa: PLR0913, PLR0917  # one a column
    scope: Scope, subject: str, currency: str, figure: Figure, old: int, new: int
) -> Row:
    return row_of(
        sheets.DIFFERENCES,
        scope=scope,
        subject=subject,
        figure=figure,
        currency=currency,
        before_minor=old,
        after_minor=new,
        difference_minor=new - old,
    )
