"""What a budget reviewer has to be told without asking: holds, delays, shortfalls, failures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from portfolio.domain.finding import Finding
from portfolio.domain.reason import Effect
from portfolio.domain.states import HoldState, MilestoneState, PayoutState
from portfolio.domain.transitions import Act
from portfolio.exchange.columns import Cell, Name, Row
from portfolio.exchange.sheets import EXCEPTIONS, ExceptionKind
from portfolio.reports.rows import row_of
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy import Connection

    from portfolio.domain.instalment import Hold, Payout
    from portfolio.reports.register import Register

_ENDED_BADLY = {
    PayoutState.SENT_BACK: (ExceptionKind.SENT_BACK, Act.SEND_BACK),
    PayoutState.CANCELLED: (ExceptionKind.CANCELLED, Act.CANCEL),
    PayoutState.PAYMENT_FAILED: (ExceptionKind.FAILED, Act.RECORD_FAILURE),
}

Said = dict[tuple[str, str], tuple[str | None, tuple[Finding, ...]]]
"""By subject and act: the reason that was given last, and what was found."""


def exceptions(connection: Connection, register: Register, as_of: date) -> Iterator[Row]:
    """Yield what is out of the ordinary as of a day: holds first, payouts last."""
    for hold in register.holds:
        if hold.state is HoldState.PLACED:
            yield _held(register, hold)
    for milestone in register.milestones:
        if milestone.state is not MilestoneState.MET and milestone.due_on < as_of:
            waiting = register.waiting_minor["milestone", milestone.grant, milestone.code]
            yield _row(
                register, ExceptionKind.OVERDUE_MILESTONE, milestone.grant, milestone,
                code=milestone.code, since=milestone.due_on, amount_minor=waiting,
            )  # fmt: skip
    for commitment in register.commitments:
        key = ("commitment", commitment.grant, commitment.code)
        if register.kept[key]["verified_persons"] < commitment.persons and (
            commitment.due_on < as_of
        ):
            yield _row(
                register, ExceptionKind.OVERDUE_COMMITMENT, commitment.grant, commitment,
                code=commitment.code, state=None, since=commitment.due_on,
                amount_minor=register.waiting_minor[key],
            )  # fmt: skip
    said = _said(connection)
    for payout in register.payouts:
        yield from _of_payout(register, payout, said)


def _held(register: Register, hold: Hold) -> Row:
    stopped = [
        key
        for key in register.instalments
        if key[0] == hold.grant and hold.instalment in (None, key[1])
    ]
    about = (
        register.grants[hold.grant]
        if hold.instalment is None
        else (register.instalments[hold.grant, hold.instalment])
    )
    return _row(
        register, ExceptionKind.HOLD, hold.grant, hold, about,
        code=hold.code, since=hold.placed_on, reason=hold.reason,
        amount_minor=sum(register.unpaid_minor(key) for key in stopped),
    )  # fmt: skip


def _of_payout(register: Register, payout: Payout, said: Said) -> Iterator[Row]:
    subject = f"{payout.grant}/{payout.code}"
    instalment = register.instalments[payout.grant, payout.instalment]
    why, found = said.get((subject, Act.PROPOSE.value), (None, ()))
    reducing = tuple(f for f in found if f.effect is Effect.REDUCES)
    kinds: list[tuple[ExceptionKind, str | None, tuple[Finding, ...]]] = []
    if payout.is_standing and reducing:
        kinds.append((ExceptionKind.REDUCED, None, reducing))
    if payout.is_standing and payout.amount_minor < payout.entitled_minor:
        kinds.append((ExceptionKind.BELOW_ENTITLEMENT, why, ()))
    if payout.state in _ENDED_BADLY:
        kind, act = _ENDED_BADLY[payout.state]
        kinds.append((kind, said.get((subject, act.value), (None, ()))[0], ()))
    for kind, reason, findings in kinds:
        yield _row(
            register, kind, payout.grant, payout, instalment,
            code=payout.code, since=payout.moved_on, reason=reason, findings=findings,
            entitled_minor=payout.entitled_minor,
        )  # fmt: skip


def _row(
    register: Register, kind: ExceptionKind, grant: str, *sources: object, code: str, **said: Cell
) -> Row:
    """Return a row; whoever is named last among the sources gives title, basis and source."""
    titled = sources[-1]
    return row_of(
        EXCEPTIONS,
        *sources,
        **{
            "kind": kind,
            "programme": register.grants[grant].programme,
            "subject": f"{grant}/{code}",
            "title": Name(str(getattr(titled, "title", "")), getattr(titled, "title_ja", None)),
            "currency": register.currency_of(grant),
            "entitled_minor": None,
            "reason": None,
            "findings": (),
            **said,
        },
    )


def _said(connection: Connection) -> Said:
    table = table_of("journal")
    acts = [Act.PROPOSE.value, *(act.value for _, act in _ENDED_BADLY.values())]
    rows = connection.execute(
        select(table.c.subject, table.c.act, table.c.reason, table.c.facts)
        .where(table.c.act.in_(acts))
        .order_by(table.c.stream, table.c.seq)
    )
    return {
        (subject, act): (reason, _findings(facts) if act == Act.PROPOSE else ())
        for subject, act, reason, facts in rows
    }


def _findings(facts: str) -> tuple[Finding, ...]:
    return tuple(Finding.from_json(image) for image in json.loads(facts))
