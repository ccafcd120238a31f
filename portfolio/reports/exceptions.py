"""What a budget reviewer has to be told without asking: holds, delays, shortfalls, failures.

And every named way round the rule: waivers and advances stay here for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.owing import owed
from portfolio.domain.period import is_past
from portfolio.domain.reason import Effect
from portfolio.domain.states import (
    CovenantState,
    HoldState,
    PayoutState,
    RecoveryState,
    ScreeningState,
)
from portfolio.domain.transitions import Act
from portfolio.exchange.columns import Cell, Name, Row
from portfolio.exchange.sheets import EXCEPTIONS, ExceptionKind
from portfolio.reports.reasons import Reasons, Said
from portfolio.reports.rows import row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from portfolio.domain.finding import Finding
    from portfolio.domain.instalment import Hold, Instalment, Payout
    from portfolio.reports.register import Register

_ENDED_BADLY = {
    PayoutState.SENT_BACK: (ExceptionKind.SENT_BACK, (Act.SEND_BACK, Act.OVERTAKE)),
    PayoutState.CANCELLED: (ExceptionKind.CANCELLED, (Act.CANCEL, Act.OVERTAKE)),
    PayoutState.PAYMENT_FAILED: (ExceptionKind.FAILED, (Act.RECORD_FAILURE,)),
}


def _stopped(register: Register, reasons: Reasons, _: date) -> Iterator[Row]:
    for hold in register.holds:
        if hold.state is HoldState.PLACED:
            yield _held(register, hold)
    for screening in register.screenings:
        if screening.state is ScreeningState.VETOED:
            yield _row(
                register, ExceptionKind.VETOED, screening.grant, screening,
                register.grants[screening.grant], code=screening.code, since=screening.moved_on,
                reason=screening.conditions, amount_minor=_unpaid(register, screening.grant),
            )  # fmt: skip
    for grant in register.grants.values():
        said = reasons.of(grant.code, Act.TERMINATE)
        if said is not None:
            yield _row(
                register, ExceptionKind.TERMINATED, grant.code, grant, since=said.on,
                reason=said.reason,
                amount_minor=register.kept["grant", grant.code, grant.code]["award_minor"],
            )  # fmt: skip


def _held(register: Register, hold: Hold) -> Row:
    if hold.instalment is None:
        about: object = register.grants[hold.grant]
        stopped = _unpaid(register, hold.grant)
    else:
        about = register.instalments[hold.grant, hold.instalment]
        stopped = register.unpaid_minor((hold.grant, hold.instalment))
    return _row(
        register, ExceptionKind.HOLD, hold.grant, hold, about,
        code=hold.code, since=hold.placed_on, reason=hold.reason, amount_minor=stopped,
    )  # fmt: skip


def _unpaid(register: Register, grant: str) -> int:
    return sum(register.unpaid_minor(key) for key in register.instalments if key[0] == grant)


def _overdue(register: Register, _: Reasons, as_of: date) -> Iterator[Row]:
    for milestone in register.milestones:
        if register.grants[milestone.grant].awaits_results and milestone.is_overdue(as_of):
            yield _row(
                register, ExceptionKind.OVERDUE_MILESTONE, milestone.grant, milestone,
                code=milestone.code, since=milestone.due_on,
                amount_minor=register.waiting_minor["milestone", milestone.grant, milestone.code],
            )  # fmt: skip
    for commitment in register.commitments:
        key = ("commitment", commitment.grant, commitment.code)
        short = register.kept[key]["verified_persons"] < commitment.persons
        awaited = register.grants[commitment.grant].awaits_results
        if awaited and short and is_past(commitment.due_on, as_of):
            yield _row(
                register, ExceptionKind.OVERDUE_COMMITMENT, commitment.grant, commitment,
                code=commitment.code, state=None, since=commitment.due_on,
                amount_minor=register.waiting_minor[key],
            )  # fmt: skip


def _reversed(register: Register, reasons: Reasons, _: date) -> Iterator[Row]:
    for milestone in register.milestones:
        said = reasons.of(f"{milestone.grant}/{milestone.code}", Act.REVERSE)
        if said is not None:
            yield _row(
                register, ExceptionKind.REVERSED, milestone.grant, milestone,
                code=milestone.code, since=said.on, reason=said.reason,
                amount_minor=register.waiting_minor["milestone", milestone.grant, milestone.code],
            )  # fmt: skip


def _set_aside(register: Register, _: Reasons, __: date) -> Iterator[Row]:
    for waiver in register.waivers:
        if waiver.effective_on is not None:
            yield _row(
                register, ExceptionKind.WAIVED, waiver.grant, waiver,
                register.instalments[waiver.grant, waiver.instalment],
                code=waiver.code, since=waiver.effective_on, reason=waiver.reason,
            )  # fmt: skip


def _suspended(register: Register, reasons: Reasons, _: date) -> Iterator[Row]:
    for suspension in register.suspensions.values():
        parts = [
            w
            for w in register.withholdings
            if (w.grant, w.suspension) == (suspension.grant, suspension.code)
        ]
        why = reasons.why(f"{suspension.grant}/{suspension.code}", Act.REDUCE)
        for kind, amount, reason in (
            (ExceptionKind.SUSPENDED, sum(w.withheld_minor for w in parts), suspension.reason),
            (ExceptionKind.TAKEN_AWAY, sum(w.reduced_minor for w in parts), why),
        ):
            if amount:
                yield _row(
                    register, kind, suspension.grant, suspension,
                    register.instalments[suspension.grant, suspension.instalment],
                    code=suspension.code, since=suspension.moved_on, reason=reason,
                    amount_minor=amount,
                )  # fmt: skip


def _breached(register: Register, reasons: Reasons, _: date) -> Iterator[Row]:
    for covenant in register.covenants:
        if covenant.state is CovenantState.BREACHED:
            why = reasons.why(f"{covenant.grant}/{covenant.code}", Act.FIND_BREACH)
            yield _row(
                register, ExceptionKind.BREACHED, covenant.grant, covenant,
                code=covenant.code, since=covenant.moved_on, reason=why, amount_minor=None,
            )  # fmt: skip


def _written_off(register: Register, reasons: Reasons, as_of: date) -> Iterator[Row]:
    for recovery in register.recoveries:
        if recovery.state is RecoveryState.WRITTEN_OFF:
            receipts = register.receipts[recovery.grant, recovery.code]
            back = owed(recovery, receipts, register.all_terms_of(recovery.grant), as_of)
            yield _row(
                register, ExceptionKind.WRITTEN_OFF, recovery.grant, recovery,
                _instalment_of(register, register.payouts[recovery.grant, recovery.payout]),
                code=recovery.code, since=recovery.moved_on,
                reason=reasons.why(f"{recovery.grant}/{recovery.code}", Act.PROPOSE_WRITE_OFF),
                amount_minor=recovery.principal_minor - back.returned_minor,
            )  # fmt: skip


def _instalment_of(register: Register, payout: Payout) -> Instalment:
    return register.instalments[payout.grant, payout.instalment]


def _of_payout(register: Register, payout: Payout, reasons: Reasons) -> Iterator[Row]:
    subject = f"{payout.grant}/{payout.code}"
    proposed = reasons.of(subject, Act.PROPOSE, Act.PROPOSE_ADVANCE) or Said()
    reducing = tuple(f for f in proposed.findings if f.effect is Effect.REDUCES)
    kinds: list[tuple[ExceptionKind, str | None, tuple[Finding, ...]]] = []
    if payout.is_standing and payout.is_advance:
        kinds.append((ExceptionKind.ADVANCE, proposed.reason, ()))
    elif payout.is_standing:
        if reducing:
            kinds.append((ExceptionKind.REDUCED, None, reducing))
        if payout.amount_minor < payout.entitled_minor:
            kinds.append((ExceptionKind.BELOW_ENTITLEMENT, proposed.reason, ()))
    if payout.state in _ENDED_BADLY:
        kind, acts = _ENDED_BADLY[payout.state]
        kinds.append((kind, reasons.why(subject, *acts), ()))
    for kind, reason, findings in kinds:
        yield _row(
            register, kind, payout.grant, payout, _instalment_of(register, payout),
            code=payout.code, since=payout.moved_on, reason=reason, findings=findings,
            entitled_minor=payout.entitled_minor,
        )  # fmt: skip


def _of_payouts(register: Register, reasons: Reasons, _: date) -> Iterator[Row]:
    for payout in register.payouts.values():
        yield from _of_payout(register, payout, reasons)


EXCEPTIONAL: tuple[Callable[[Register, Reasons, date], Iterator[Row]], ...] = (
    _stopped, _overdue, _reversed, _set_aside, _suspended, _breached, _written_off, _of_payouts,
)  # fmt: skip
"""What is out of the ordinary as of a day, in the order in which it is told: what stops money
first, payouts last."""


def _row(
    register: Register,
    kind: ExceptionKind,
    grant: str,
    *sources: object,
    code: str | None = None,
    **said: Cell,
) -> Row:
    """Return a row; whoever is named last among the sources gives title, basis and source."""
    titled = sources[-1]
    return row_of(
        EXCEPTIONS,
        *sources,
        **{
            "kind": kind,
            "programme": register.grants[grant].programme,
            "subject": grant if code is None else f"{grant}/{code}",
            "title": Name(str(getattr(titled, "title", "")), getattr(titled, "title_ja", None)),
            "currency": register.currency_of(grant),
            "entitled_minor": None,
            "reason": None,
            "findings": (),
            **said,
        },
    )
