"""Payouts proposed, confirmed, sent back, cancelled, settled; and failed at the bank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import Ruling, rule_on
from portfolio.domain.case import payout_case
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.errors import CaseChanged
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.grant import next_code
from portfolio.domain.instalment import Payout
from portfolio.domain.journal import grant_stream
from portfolio.domain.money import check_minor
from portfolio.domain.reason import Reason
from portfolio.domain.rules.duties import played_on_instalment, with_part
from portfolio.domain.rules.payout import Entitlement, entitlement
from portfolio.domain.states import PayoutState
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio.domain.grant import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposePayout:
    """Propose to pay an instalment: all that is payable, or `amount_minor` of it with a reason."""

    grant: str
    instalment: str
    amount_minor: int | None = None

    def __post_init__(self) -> None:
        """Refuse an amount that is none."""
        if self.amount_minor is not None:
            check_minor("amount", self.amount_minor, least=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPayout:
    """Confirm a proposed payout as the authorising officer."""

    grant: str
    payout: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBackPayout:
    """Send a proposed payout back to the officer, with a reason."""

    grant: str
    payout: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelPayout:
    """Withdraw a confirmed payout before it is paid, with a reason."""

    grant: str
    payout: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlePayout:
    """Record that a confirmed payout was paid, with the bank's reference."""

    grant: str
    payout: str
    payment_reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFailure:
    """Record that a payment came back from the bank, with the reason given."""

    grant: str
    payout: str


def propose_payout(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ProposePayout
) -> Change:
    """Propose a payout. The whole payout rule is weighed, and stored with the proposal."""
    instalment = file.instalment(request.instalment)
    subject = f"{file.code}/{instalment.code}"
    whole = entitlement(payout_case(file, programme, instalment.code, as_of=occasion.effective_on))
    asked = entitlement(
        payout_case(
            file, programme, instalment.code,
            as_of=occasion.effective_on, asked_minor=request.amount_minor,
        )
    )  # fmt: skip
    ruling = rule_on(
        Act.PROPOSE, "payout", subject, None, occasion,
        played=played_on_instalment(file, instalment.code),
        more=(*asked.findings, *_less_needs_a_reason(subject, occasion, whole, asked)),
        today_only=True,
    )  # fmt: skip
    payout = Payout(
        grant=file.code,
        code=next_code("P", file.payouts),
        instalment=instalment.code,
        programme=file.grant.programme,
        fiscal_year=asked.case.fiscal_year,
        amount_minor=asked.payable_minor,
        entitled_minor=max(0, asked.earned_minor - asked.case.taken_minor),
        state=PayoutState.PROPOSED,
        case_digest=asked.digest,
        proposed_by=occasion.person.code,
        proposed_at=occasion.recorded_at,
        moved_on=occasion.effective_on,
        played=with_part((), Act.PROPOSE, occasion.person),
    )
    return _change(file, occasion, Act.PROPOSE, before=None, after=payout, ruling=ruling)


def _less_needs_a_reason(
    subject: str, occasion: Occasion, whole: Entitlement, asked: Entitlement
) -> Iterable[Finding]:
    if 0 < asked.payable_minor < whole.earned_minor - whole.case.taken_minor:
        if occasion.reason:
            yield satisfies(Reason.REASON_GIVEN, subject, why=occasion.reason)
        else:
            yield refuses(Reason.REASON_MISSING, subject, act=Act.PROPOSE.value)


def confirm_payout(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ConfirmPayout
) -> Change:
    """Confirm a proposal. Facts are gathered and weighed again; a changed case is refused."""
    payout = file.payout(request.payout)
    weighed = _weigh_again(file, programme, occasion, payout)
    year = programme.programme.calendar.year_of(occasion.effective_on)
    more = list(weighed.findings)
    if year != payout.fiscal_year:
        more.append(
            refuses(
                Reason.FISCAL_YEAR_OVER, f"{file.code}/{payout.code}",
                fiscal_year=payout.fiscal_year, now=year,
            )
        )  # fmt: skip
    ruling = _rule_on_payout(file, occasion, payout, Act.CONFIRM, more=more, today_only=True)
    if weighed.digest != payout.case_digest:
        raise CaseChanged(Act.CONFIRM.value, f"{file.code}/{payout.code}", (), weighed.findings)
    moved = replace(
        _moved(payout, Act.CONFIRM, occasion, ruling),
        confirmed_by=occasion.person.code,
        confirmed_at=occasion.recorded_at,
    )
    return _change(file, occasion, Act.CONFIRM, before=payout, after=moved, ruling=ruling)


def send_back_payout(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: SendBackPayout
) -> Change:
    """Send a proposal back; its amount is free again."""
    return _plain_move(file, occasion, file.payout(request.payout), Act.SEND_BACK)


def cancel_payout(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: CancelPayout
) -> Change:
    """Withdraw a confirmed payout before it is paid; its amount is free again."""
    return _plain_move(file, occasion, file.payout(request.payout), Act.CANCEL)


def record_failure(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: RecordFailure
) -> Change:
    """Record that a payment came back; it can be settled again."""
    return _plain_move(file, occasion, file.payout(request.payout), Act.RECORD_FAILURE)


def settle_payout(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: SettlePayout
) -> Change:
    """Record the payment. The rule is weighed a third time: a hold placed since stops it."""
    payout = file.payout(request.payout)
    weighed = _weigh_again(file, programme, occasion, payout)
    ruling = _rule_on_payout(file, occasion, payout, Act.SETTLE, more=weighed.findings)
    moved = replace(
        _moved(payout, Act.SETTLE, occasion, ruling),
        settled_by=occasion.person.code,
        settled_at=occasion.recorded_at,
        payment_reference=request.payment_reference,
    )
    return _change(file, occasion, Act.SETTLE, before=payout, after=moved, ruling=ruling)


def _weigh_again(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, payout: Payout
) -> Entitlement:
    return entitlement(
        payout_case(
            file, programme, payout.instalment,
            as_of=occasion.effective_on, asked_minor=payout.amount_minor,
            without_payout=payout.code,
        )
    )  # fmt: skip


def _rule_on_payout(  # noqa: PLR0913  # as `rule_on`, for a payout that exists
    file: GrantFile,
    occasion: Occasion,
    payout: Payout,
    act: Act,
    *,
    more: Iterable[Finding] = (),
    today_only: bool = False,
) -> Ruling:
    return rule_on(
        act, "payout", f"{file.code}/{payout.code}", payout.state, occasion,
        played=played_on_instalment(file, payout.instalment), last_on=payout.moved_on,
        more=more, today_only=today_only,
    )  # fmt: skip


def _plain_move(file: GrantFile, occasion: Occasion, payout: Payout, act: Act) -> Change:
    ruling = _rule_on_payout(file, occasion, payout, act)
    moved = _moved(payout, act, occasion, ruling)
    return _change(file, occasion, act, before=payout, after=moved, ruling=ruling)


def _moved(payout: Payout, act: Act, occasion: Occasion, ruling: Ruling) -> Payout:
    return replace(
        payout,
        state=PayoutState(ruling.after),
        moved_on=occasion.effective_on,
        played=with_part(payout.played, act, occasion.person),
    )


def _change(  # noqa: PLR0913  # what a journal entry on a payout consists of
    file: GrantFile,
    occasion: Occasion,
    act: Act,
    *,
    before: Payout | None,
    after: Payout,
    ruling: Ruling,
) -> Change:
    step = Step(
        act=act,
        subject=f"{file.code}/{after.code}",
        role=ruling.role,
        before=before.state if before else None,
        after=after.state,
        amount_minor=after.amount_minor,
        fiscal_year=after.fiscal_year,
        findings=ruling.findings,
        records=(after,),
    )
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))
