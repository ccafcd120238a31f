"""What is known at a glance of what moves money: instalments, payouts, suspensions, recoveries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.rules.recovery import owed_on
from portfolio.domain.standing import verified_minor
from portfolio.domain.states import SuspensionState, WaiverState
from portfolio.domain.taken import is_uncleared
from portfolio.wording import day, label, word
from tui.pages.view import Facts, View, document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from portfolio.domain.instalment import Payout
    from portfolio.domain.owing import Owed
    from portfolio.domain.recovery import Recovery


def _instalment(view: View, code: str) -> Facts:
    each, found = view.dossier.file.instalment(code), view.dossier.entitlement(code)
    return Facts(
        what=view.title(each.title, each.title_ja),
        money_minor=each.amount_minor,
        until=each.planned_on,
        parts=(
            view.money("amount", each.amount_minor),
            view.money("payable_now", found.payable_minor),
            *view.some_money(
                taken=found.case.taken_minor,
                withheld=found.case.withheld_minor,
                retained=found.retained_minor,
                reduced=found.case.reduced_minor,
            ),
            view.day("planned_on", each.planned_on),
        ),
    )


def _payout(view: View, code: str) -> Facts:
    file = view.dossier.file
    payout = file.payout(code)
    each = file.instalment(payout.instalment)
    runs = is_uncleared(file, payout)
    return Facts(
        what=f"{each.code} {view.title(each.title, each.title_ja)}",
        state=payout.state,
        money_minor=payout.amount_minor,
        until=payout.clear_by if runs else payout.moved_on,
        runs=runs,
        parts=(
            *gross_and_cash(view, payout),
            view.day("clear_by", payout.clear_by, runs=runs),
        ),
    )


def gross_and_cash(view: View, payout: Payout) -> Iterator[str]:
    """Yield the gross amount; what of it clears advances and is set off; what is transferred."""
    if payout.is_advance:
        yield word(payout.kind, view.language)
    yield view.money("amount", payout.amount_minor)
    yield from view.some_money(
        clears=payout.clears_minor, set_off=payout.set_off_minor, cleared=payout.cleared_minor
    )
    if payout.cash_minor != payout.amount_minor:
        yield view.money("cash", payout.cash_minor)


def _suspension(view: View, code: str) -> Facts:
    file = view.dossier.file
    suspension, parts = file.suspension(code), file.withholdings_of(code)
    withheld = sum(w.withheld_minor for w in parts)
    announced = suspension.state is SuspensionState.ANNOUNCED
    spread = tuple(f"{w.instalment} {view.money('withheld', w.withheld_minor)}" for w in parts)
    return Facts(
        what=f"{suspension.instalment}: {suspension.reason}",
        state=suspension.state,
        money_minor=withheld,
        until=suspension.reduce_from if announced else suspension.cure_due_on,
        runs=suspension.is_open,
        parts=(
            view.money("amount", suspension.amount_minor),
            view.money("withheld", withheld),
            *view.some_money(
                released=sum(w.released_minor for w in parts),
                reduced=sum(w.reduced_minor for w in parts),
            ),
            *(spread if len(spread) > 1 else ()),
            view.day("opened_on", suspension.opened_on),
            view.day("cure_due", suspension.cure_due_on, runs=suspension.is_open),
            view.day("announced", suspension.announced_on),
            view.day("reduce_from", suspension.reduce_from, runs=suspension.is_open),
        ),
    )


def _waiver(view: View, code: str) -> Facts:
    waiver = view.dossier.file.waiver(code)
    condition = f"{word(waiver.condition, view.language)} {waiver.condition_code}"
    runs = waiver.state is WaiverState.CONFIRMED
    return Facts(
        what=f"{waiver.instalment}: {condition}",
        state=waiver.state,
        until=waiver.expires_on,
        runs=runs,
        parts=(
            view.day("effective", waiver.effective_on),
            view.day("expires", waiver.expires_on, runs=runs),
            view.day("ends", waiver.ended_on),
            view.by("proposed_by", waiver.proposed_by),
            view.by("confirmed_by", waiver.confirmed_by),
        ),
        texts=(
            view.text("authority", waiver.authority),
            view.text("reason", waiver.reason),
        ),
    )


def owed_today(view: View, recovery: Recovery) -> Owed:
    """Return what is owed on a claim on the day that is looked at."""
    as_of = view.dossier.as_of
    return owed_on(view.dossier.file, view.dossier.programme, recovery, as_of)


def _recovery(view: View, code: str) -> Facts:
    recovery = view.dossier.file.recovery(code)
    owed = owed_today(view, recovery)
    runs = recovery.is_outstanding
    return Facts(
        what=f"{recovery.payout}: {word(recovery.ground, view.language)}",
        state=recovery.state,
        money_minor=owed.total_minor,
        until=recovery.due_on,
        runs=runs,
        parts=(
            view.money("principal", recovery.principal_minor),
            view.money("owed_now", owed.total_minor),
            *view.some_money(
                interest=owed.total_minor - owed.principal_minor,
                returned=owed.returned_minor,
            ),
            view.day("interest_from", recovery.interest_from),
            view.day("due", recovery.due_on, runs=runs),
            recovery.covenant or "",
        ),
        texts=(
            view.text("reason", recovery.reason),
            *((view.text("authority", recovery.authority),) if recovery.authority else ()),
        ),
    )


def _cost(view: View, code: str) -> Facts:
    cost = view.dossier.file.cost(code)
    return Facts(
        what=f"{cost.instalment}: {word(cost.kind, view.language)} {cost.key}, {cost.title}",
        state=cost.state,
        money_minor=cost.amount_minor,
        until=cost.incurred_on,
        parts=(
            view.money("amount", cost.amount_minor),
            view.day("incurred_on", cost.incurred_on),
            f"{view.name('member')} {cost.member}",
            cost.decided_by or "",
        ),
        texts=(document(cost.document, cost.document_sha256, cost.claimed_by),),
    )


def _co_funding(view: View, code: str) -> Facts:
    promise = view.dossier.file.co_funding(code)
    raised = verified_minor(view.dossier.file, code)
    return Facts(
        what=view.title(promise.title, promise.title_ja),
        money_minor=promise.promised_minor,
        until=promise.due_on,
        runs=raised < promise.promised_minor,
        parts=(
            view.money("promised_money", promise.promised_minor),
            view.money("raised", raised),
            view.day("due", promise.due_on),
            f"{view.name('member')} {promise.member}",
        ),
    )


def _funding_report(view: View, code: str) -> Facts:
    report = view.dossier.file.funding_report(code)
    promise = _co_funding(view, report.co_funding)
    return Facts(
        what=f"{report.co_funding}: {promise.what}",
        state=report.state,
        money_minor=report.raised_minor,
        until=report.as_of,
        parts=(
            view.money("raised", report.raised_minor),
            f"{label('seal.as_of', view.language)} {day(report.as_of, view.language)}",
            *promise.parts,
            report.decided_by or "",
        ),
        texts=(document(report.document, report.document_sha256, report.reported_by),),
    )


FACTS_OF_MONEY: dict[str, Callable[[View, str], Facts]] = {
    "instalment": _instalment,
    "payout": _payout,
    "suspension": _suspension,
    "waiver": _waiver,
    "recovery": _recovery,
    "cost": _cost,
    "co_funding": _co_funding,
    "funding_report": _funding_report,
}
