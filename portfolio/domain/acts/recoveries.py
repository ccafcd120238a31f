"""Recoveries: money claimed back by two people. What becomes of a claim stands in `repaying`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import (
    Ruling,
    rule_on,
    the_deadline_is_over,
    the_term_is_in_force,
)
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.errors import Invalid
from portfolio.domain.finding import refuses, satisfies
from portfolio.domain.gathering import terms_in_force
from portfolio.domain.grant_file import next_code
from portfolio.domain.journal import grant_stream
from portfolio.domain.money import check_minor, in_turn
from portfolio.domain.reason import Reason
from portfolio.domain.recovery import Ground, Recovery
from portfolio.domain.rules.duties import with_part
from portfolio.domain.rules.played import played_on_claim, played_on_instalment
from portfolio.domain.rules.recovery import comes_back, still_claimable_minor
from portfolio.domain.states import RecoveryState
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portfolio.domain.finding import Finding
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.people import Role
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.rules.recovery import Amounts

_ABOUT = {
    Ground.REVERSAL: "instalment",
    Ground.ADVANCE: "payout",
    Ground.BREACH: "covenant",
    Ground.IRREGULARITY: "amount_minor",
}
"""What a claim on a ground has to name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeRecovery:
    """Propose to claim money back.

    A reversal names the instalment, an uncleared advance its payout, a breach the covenant. The
    rules say how much; less may be claimed. Of an irregularity the amount is stated.
    """

    grant: str
    ground: Ground
    instalment: str | None = None
    payout: str | None = None
    covenant: str | None = None
    amount_minor: int | None = None

    def __post_init__(self) -> None:
        """Refuse an amount that is none, and a ground without what it is about."""
        if self.amount_minor is not None:
            check_minor("amount", self.amount_minor, least=1)
        field = _ABOUT.get(self.ground)
        if field is not None and getattr(self, field) is None:
            raise Invalid(
                field.removesuffix("_minor"),
                "",
                "is missing",
                f"a claim for {self.ground} names it",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRecovery:
    """Confirm a proposed claim: the money is due back."""

    grant: str
    recovery: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineRecovery:
    """Decline a proposed claim, with a reason."""

    grant: str
    recovery: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRepayment:
    """Record money that came back on a claim."""

    grant: str
    recovery: str
    amount_minor: int
    payment_reference: str

    def __post_init__(self) -> None:
        """Refuse an amount that is none."""
        check_minor("amount", self.amount_minor, least=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeWriteOff:
    """Propose to give up what is still owed, by whose authority."""

    grant: str
    recovery: str
    authority: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmWriteOff:
    """Confirm that what is still owed is given up."""

    grant: str
    recovery: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineWriteOff:
    """Decline to give up what is still owed, with a reason."""

    grant: str
    recovery: str


def propose_recovery(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ProposeRecovery
) -> Change:
    """Propose to claim back what the rules say, or less: of the latest payment first."""
    known = (
        (file.instalment, request.instalment),
        (file.payout, request.payout),
        (file.covenant, request.covenant),
    )
    for find, code in known:
        if code is not None:
            find(code)
    amounts = comes_back(
        file, programme, request.ground, occasion.effective_on,
        instalment=request.instalment, payout=request.payout, covenant=request.covenant,
    )  # fmt: skip
    back = sum(part for _, part in amounts)
    asked = back if request.amount_minor is None else request.amount_minor
    subject = f"{file.code}/{next_code('B', file.recoveries)}"
    instalments = dict.fromkeys(p.instalment for p, _ in amounts)
    ruling = rule_on(
        Act.PROPOSE_RECOVERY, "recovery", subject, None, occasion,
        played=(each for i in instalments for each in played_on_instalment(file, i)),
        last_on=max((p.moved_on for p, _ in amounts), default=None),
        more=(
            *_within_what_comes_back(programme, subject, request.ground, asked, back),
            *_the_time_to_clear_is_over(occasion, subject, request.ground, amounts),
        ),
    )  # fmt: skip
    steps = claims(
        file, programme, occasion, request.ground, in_turn(asked, amounts),
        role=ruling.role, covenant=request.covenant, findings=ruling.findings,
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=steps)


def _within_what_comes_back(
    programme: ProgrammeFile, subject: str, ground: Ground, asked: int, back: int
) -> Iterator[Finding]:
    if back == 0:
        yield refuses(Reason.NOTHING_OWED_BACK, subject, ground=ground.value)
    else:
        yield within_what_is_owed(programme, subject, Act.PROPOSE_RECOVERY, asked, back)


def within_what_is_owed(
    programme: ProgrammeFile, subject: str, act: Act, asked: int, owed: int
) -> Finding:
    """Say whether an amount is at most what is owed, or comes back."""
    within = asked <= owed
    return (satisfies if within else refuses)(
        Reason.WITHIN_WHAT_IS_OWED if within else Reason.ABOVE_WHAT_IS_OWED, subject,
        act=act.value, currency=programme.programme.currency, asked_minor=asked, owed_minor=owed,
    )  # fmt: skip


def _the_time_to_clear_is_over(
    occasion: Occasion, subject: str, ground: Ground, amounts: Amounts
) -> Iterator[Finding]:
    """An advance comes back as uncleared only once the day by which it had to be used is past."""
    for payout, _ in amounts:
        if ground is Ground.ADVANCE and payout.clear_by is not None:
            yield the_deadline_is_over(subject, occasion, payout.clear_by)


def claims(  # noqa: PLR0913  # what a claim consists of
    file: GrantFile,
    programme: ProgrammeFile,
    occasion: Occasion,
    ground: Ground,
    amounts: Amounts,
    *,
    role: Role,
    covenant: str | None = None,
    findings: tuple[Finding, ...] = (),
) -> tuple[Step, ...]:
    """Return the steps that propose to claim these amounts back, each a claim of its own.

    For acts that open claims in their own change: a breach found, an amount fixed, a termination.
    `rules.recovery.comes_back` says the amounts, from the grant as the act leaves it. Two people
    still have to claim them: whoever does the act has sought them.
    """
    steps: list[Step] = []
    made: list[Recovery] = []
    for payout, principal in amounts:
        code = next_code("B", (*file.recoveries, *made))
        subject = f"{file.code}/{code}"
        recovery = Recovery(
            grant=file.code,
            code=code,
            payout=payout.code,
            covenant=covenant,
            ground=ground,
            principal_minor=principal,
            interest_from=payout.moved_on,
            state=RecoveryState.PROPOSED,
            reason=occasion.reason or ground.value,
            proposed_by=occasion.person.code,
            proposed_at=occasion.recorded_at,
            moved_on=occasion.effective_on,
            played=with_part((), Act.PROPOSE_RECOVERY, occasion.person),
        )
        owed_back = satisfies(
            Reason.OWED_BACK, subject, currency=programme.programme.currency,
            ground=ground.value, payout=payout.code, principal_minor=principal,
        )  # fmt: skip
        made.append(recovery)
        steps.append(
            Step(
                act=Act.PROPOSE_RECOVERY, subject=subject, role=role, after=recovery.state,
                amount_minor=principal, findings=(*findings, owed_back), records=(recovery,),
            )
        )  # fmt: skip
    return tuple(steps)


def confirm_recovery(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ConfirmRecovery
) -> Change:
    """Claim the money: it is due back from today. What was earned since does not come back."""
    act, day = Act.CONFIRM_RECOVERY, occasion.effective_on
    claim = file.recovery(request.recovery)
    subject = f"{file.code}/{claim.code}"
    terms = terms_in_force(file, programme, day)
    left = still_claimable_minor(file, programme, claim, day)
    ruling = rule_on_claim(
        file, occasion, claim, act,
        more=(
            within_what_is_owed(programme, subject, act, claim.principal_minor, left),
            the_term_is_in_force(terms, TermName.RECOVERY_DAYS, subject, act),
        ),
        today_only=True,
    )  # fmt: skip
    claimed = replace(
        claim,
        due_on=day + timedelta(days=terms.count(TermName.RECOVERY_DAYS) or 0),
        confirmed_by=occasion.person.code,
        confirmed_at=occasion.recorded_at,
    )
    return moved_by(occasion, claim, claimed, act, ruling, amount=claim.principal_minor)


def decline_recovery(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: DeclineRecovery
) -> Change:
    """Decline a proposed claim; its principal can be claimed anew."""
    claim = file.recovery(request.recovery)
    ruling = rule_on_claim(file, occasion, claim, Act.DECLINE_RECOVERY)
    return moved_by(
        occasion, claim, claim, Act.DECLINE_RECOVERY, ruling, amount=claim.principal_minor
    )


def rule_on_claim(  # noqa: PLR0913  # as `rule_on`, for a claim that exists
    file: GrantFile,
    occasion: Occasion,
    claim: Recovery,
    act: Act,
    *,
    more: Iterable[Finding] = (),
    today_only: bool = False,
) -> Ruling:
    """Judge a move of a claim, by all that was done on it and on what it claims back."""
    return rule_on(
        act, "recovery", f"{file.code}/{claim.code}", claim.state, occasion,
        played=played_on_claim(file, claim), last_on=claim.moved_on,
        more=more, today_only=today_only,
    )  # fmt: skip


def moved_by(  # noqa: PLR0913  # what a journal entry on a claim consists of
    occasion: Occasion,
    before: Recovery,
    after: Recovery,
    act: Act,
    ruling: Ruling,
    *,
    amount: int,
) -> Change:
    """Return the change that a move of a claim is."""
    moved = replace(
        after,
        state=RecoveryState(ruling.after),
        moved_on=occasion.effective_on,
        played=with_part(after.played, act, occasion.person),
    )
    step = Step(
        act=act, subject=f"{before.grant}/{before.code}", role=ruling.role, before=before.state,
        after=moved.state, amount_minor=amount, findings=ruling.findings, records=(moved,),
    )  # fmt: skip
    return Change(stream=grant_stream(before.grant), occasion=occasion, steps=(step,))
