"""Payouts proposed, confirmed, sent back, cancelled and overtaken; paid they are in `settling`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.clearing import what_it_uses_is_there
from portfolio.domain.acts.ruling import Ruling, rule_on
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.errors import CaseChanged
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.gathering import payout_case
from portfolio.domain.grant_file import next_code
from portfolio.domain.instalment import Payout
from portfolio.domain.journal import grant_stream
from portfolio.domain.money import check_minor
from portfolio.domain.people import Role
from portfolio.domain.reason import Reason
from portfolio.domain.rules.advance import advance_digest, advance_findings
from portfolio.domain.rules.duties import with_part
from portfolio.domain.rules.payout import Entitlement, entitlement
from portfolio.domain.rules.played import played_on_instalment
from portfolio.domain.states import PayoutState
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.rules.duties import Played


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
    """Withdraw a confirmed payout that is not paid, with a reason."""

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
    asked = entitlement(
        payout_case(
            file, programme, instalment.code,
            as_of=occasion.effective_on, asked_minor=request.amount_minor,
        )
    )  # fmt: skip
    ruling = rule_on(
        Act.PROPOSE, "payout", subject, None, occasion,
        played=played_on_instalment(file, instalment.code),
        more=(*asked.findings, *_less_needs_a_reason(subject, occasion, asked)),
        today_only=True,
    )  # fmt: skip
    payout = Payout(
        grant=file.code,
        code=next_code("P", file.payouts),
        instalment=instalment.code,
        programme=file.grant.programme,
        fiscal_year=asked.case.fiscal_year,
        amount_minor=asked.payable_minor,
        entitled_minor=asked.remaining_minor,
        clears_minor=asked.clears_minor,
        set_off_minor=asked.set_off_minor,
        state=PayoutState.PROPOSED,
        case_digest=asked.digest,
        proposed_by=occasion.person.code,
        proposed_at=occasion.recorded_at,
        moved_on=occasion.effective_on,
        played=with_part((), Act.PROPOSE, occasion.person),
    )
    step = step_of(payout, Act.PROPOSE, ruling)
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def _less_needs_a_reason(subject: str, occasion: Occasion, asked: Entitlement) -> Iterable[Finding]:
    if 0 < asked.payable_minor < asked.remaining_minor:
        if occasion.reason:
            yield satisfies(Reason.REASON_GIVEN, subject, why=occasion.reason)
        else:
            yield refuses(Reason.REASON_MISSING, subject, act=Act.PROPOSE.value)


def confirm_payout(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ConfirmPayout
) -> Change:
    """Confirm a proposal. Facts are gathered and weighed again; a changed case is refused."""
    payout = file.payout(request.payout)
    findings, digest = weighed_again(file, programme, occasion, payout)
    year = programme.programme.calendar.year_of(occasion.effective_on)
    more = list(findings)
    if year != payout.fiscal_year:
        more.append(
            refuses(
                Reason.FISCAL_YEAR_OVER, f"{file.code}/{payout.code}",
                fiscal_year=payout.fiscal_year, now=year,
            )
        )  # fmt: skip
    ruling = rule_on_payout(file, occasion, payout, Act.CONFIRM, more=more, today_only=True)
    if digest != payout.case_digest:
        raise CaseChanged(Act.CONFIRM.value, f"{file.code}/{payout.code}", (), findings)
    moved = replace(
        moved_by(payout, Act.CONFIRM, occasion, ruling),
        confirmed_by=occasion.person.code,
        confirmed_at=occasion.recorded_at,
    )
    step = step_of(moved, Act.CONFIRM, ruling, before=payout)
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def send_back_payout(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: SendBackPayout
) -> Change:
    """Send a proposal back; its amount is free again."""
    return plain_move(file, occasion, file.payout(request.payout), Act.SEND_BACK)


def cancel_payout(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: CancelPayout
) -> Change:
    """Withdraw a payout not paid yet, or failed at the bank; its amount is free again."""
    payout = file.payout(request.payout)
    more = nothing_was_booked(payout, programme.programme.currency)
    return plain_move(file, occasion, payout, Act.CANCEL, more=more)


def nothing_was_booked(payout: Payout, currency: str) -> Iterator[Finding]:
    """Nothing was cleared or set off by the payout: what was booked is not undone."""
    booked = payout.clears_minor + payout.set_off_minor
    if payout.is_booked and booked:
        yield refuses(
            Reason.PAYMENT_COUNTED_ON, f"{payout.grant}/{payout.code}", counted="booked",
            currency=currency, counted_minor=booked,
        )  # fmt: skip


def overtake(file: GrantFile, occasion: Occasion, payout: Payout, *findings: Finding) -> Step:
    """Return the step that undoes a payout not paid which something else overtook.

    It follows from an amendment or a termination, in the same change: what the approval rested on
    is no longer so, and its amount is free again.
    """
    undone = {PayoutState.PROPOSED: PayoutState.SENT_BACK}.get(payout.state, PayoutState.CANCELLED)
    return Step(
        act=Act.OVERTAKE,
        subject=f"{file.code}/{payout.code}",
        role=Role.AUTHORISING_OFFICER,
        before=payout.state,
        after=undone,
        amount_minor=payout.amount_minor,
        fiscal_year=payout.fiscal_year,
        findings=findings,
        records=(replace(payout, state=undone, moved_on=occasion.effective_on),),
    )


def weighed_again(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, payout: Payout
) -> tuple[tuple[Finding, ...], str]:
    """Return what the rules find about a payout now, and the digest of the case."""
    case = payout_case(
        file, programme, payout.instalment,
        as_of=occasion.effective_on, asked_minor=payout.amount_minor, without_payout=payout.code,
    )  # fmt: skip
    if payout.is_advance:
        return advance_findings(case, payout.amount_minor), advance_digest(case)
    weighed = entitlement(case)
    used = () if payout.is_booked else tuple(what_it_uses_is_there(case, payout))
    return (*weighed.findings, *used), weighed.digest


def rule_on_payout(  # noqa: PLR0913  # as `rule_on`, for a payout that exists
    file: GrantFile,
    occasion: Occasion,
    payout: Payout,
    act: Act,
    *,
    played: Iterable[Played] | None = None,
    more: Iterable[Finding] = (),
    today_only: bool = False,
) -> Ruling:
    """Judge a move of a payout that exists, by all that was done on its instalment.

    `played` is that, and what else was done that counts.
    """
    return rule_on(
        act, "payout", f"{file.code}/{payout.code}", payout.state, occasion,
        played=played_on_instalment(file, payout.instalment) if played is None else played,
        last_on=payout.moved_on,
        more=more, today_only=today_only,
    )  # fmt: skip


def plain_move(
    file: GrantFile,
    occasion: Occasion,
    payout: Payout,
    act: Act,
    *,
    more: Iterable[Finding] = (),
) -> Change:
    """Return the change of a move that weighs nothing anew."""
    ruling = rule_on_payout(file, occasion, payout, act, more=more)
    step = step_of(moved_by(payout, act, occasion, ruling), act, ruling, before=payout)
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def moved_by(payout: Payout, act: Act, occasion: Occasion, ruling: Ruling) -> Payout:
    """Return a payout as a move leaves it."""
    return replace(
        payout,
        state=PayoutState(ruling.after),
        moved_on=occasion.effective_on,
        played=with_part(payout.played, act, occasion.person),
    )


def step_of(
    after: Payout, act: Act, ruling: Ruling, *also: Payout, before: Payout | None = None
) -> Step:
    """Return the step that leaves a payout so, with the other payouts that move by it."""
    return Step(
        act=act,
        subject=f"{after.grant}/{after.code}",
        role=ruling.role,
        before=before.state if before else None,
        after=after.state,
        amount_minor=after.amount_minor,
        fiscal_year=after.fiscal_year,
        findings=ruling.findings,
        records=(after, *also),
    )
