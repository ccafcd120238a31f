"""What a payment on results uses up: advances are cleared, claims are set off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import day_findings
from portfolio.domain.change import Step
from portfolio.domain.finding import refuses
from portfolio.domain.money import in_turn
from portfolio.domain.reason import Reason
from portfolio.domain.recovery import Receipt, ReceiptKind
from portfolio.domain.rules.recovery import claims_set_off, owed_on
from portfolio.domain.states import PayoutState, RecoveryState
from portfolio.domain.taken import uncleared_minor
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.case import PayoutCase
    from portfolio.domain.change import Occasion
    from portfolio.domain.finding import Finding
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.instalment import Payout
    from portfolio.domain.people import Role
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.recovery import Recovery


def what_it_uses_is_there(case: PayoutCase, payout: Payout) -> Iterator[Finding]:
    """What a payout was proposed to clear and to set off is still uncleared and still owed."""
    owed = sum(r.owed_minor for r in case.recoveries)
    for what, asked, left in (
        (Act.CLEAR, payout.clears_minor, case.advances_minor),
        (Act.SET_OFF, payout.set_off_minor, owed),
    ):
        if asked > left:
            yield refuses(
                Reason.ABOVE_WHAT_IS_OWED, f"{case.grant}/{payout.code}", act=what.value,
                currency=case.currency, asked_minor=asked, owed_minor=left,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Used:
    """The advances and the claims that a settled payout uses up, and how much of each."""

    advances: tuple[tuple[Payout, int], ...] = ()
    claims: tuple[tuple[Recovery, int], ...] = ()

    def day_findings(self, occasion: Occasion) -> Iterator[Finding]:
        """Yield what is wrong with the day where one of them has moved since."""
        used: list[Payout | Recovery] = [p for p, _ in self.advances]
        used += [r for r, _ in self.claims]
        for each in used:
            yield from day_findings(f"{each.grant}/{each.code}", occasion, each.moved_on)


def used_by(file: GrantFile, programme: ProgrammeFile, occasion: Occasion, payout: Payout) -> Used:
    """Return what a payout uses up when it is settled: the oldest advance and claim first."""
    day = occasion.effective_on
    paid = [p for p in file.payouts if p.is_advance and p.state is PayoutState.PAID]
    oldest_first = sorted(paid, key=lambda p: (p.settled_at, p.proposed_at))
    return Used(
        advances=in_turn(
            payout.clears_minor, ((p, uncleared_minor(file, p)) for p in oldest_first)
        ),
        claims=claims_set_off(file, programme, payout, day),
    )


def advances_after(file: GrantFile, occasion: Occasion, used: Used) -> tuple[Payout, ...]:
    """Return the advances as they are once so much of them is used up."""
    after = []
    for advance, part in used.advances:
        now = replace(advance, cleared_minor=advance.cleared_minor + part)
        if part == uncleared_minor(file, advance):
            now = replace(now, state=PayoutState.CLEARED, moved_on=occasion.effective_on)
        after.append(now)
    return tuple(after)


def cleared(file: GrantFile, advance: Payout, role: Role) -> Step:
    """Return the step of an advance that is used up entirely."""
    before = file.payout(advance.code)
    return Step(
        act=Act.CLEAR,
        subject=f"{file.code}/{advance.code}",
        role=role,
        before=before.state,
        after=advance.state,
        amount_minor=advance.cleared_minor - before.cleared_minor,
        fiscal_year=advance.fiscal_year,
        records=(advance,),
    )


_ACTS = {
    ReceiptKind.REPAID: (Act.RECORD_REPAYMENT, Act.FIND_RECOVERED, RecoveryState.RECOVERED),
    ReceiptKind.SET_OFF: (Act.SET_OFF, Act.FIND_SET_OFF, RecoveryState.SET_OFF),
}


def received(  # noqa: PLR0913  # the two files, the occasion, and what came back how
    file: GrantFile,
    programme: ProgrammeFile,
    occasion: Occasion,
    claim: Recovery,
    *,
    kind: ReceiptKind,
    amount: int,
    reference: str,
    role: Role,
    findings: tuple[Finding, ...] = (),
) -> Iterator[Step]:
    """Yield the step of money that came back on a claim, and that it is met where nothing is owed.

    `claim` is the record as the receipt leaves it.
    """
    day = occasion.effective_on
    act, found, state = _ACTS[kind]
    receipt = Receipt(
        grant=file.code,
        recovery=claim.code,
        number=len(file.receipts_of(claim.code)) + 1,
        kind=kind,
        amount_minor=amount,
        received_on=day,
        reference=reference,
        recorded_by=occasion.person.code,
        recorded_at=occasion.recorded_at,
    )
    moved = replace(claim, moved_on=day)
    subject = f"{file.code}/{claim.code}"
    yield Step(
        act=act, subject=subject, role=role, before=claim.state, after=claim.state,
        amount_minor=amount, findings=findings, records=(receipt, moved),
    )  # fmt: skip
    after = file.with_records((receipt,))
    if owed_on(after, programme, moved, day).total_minor == 0:
        yield Step(
            act=found, subject=subject, role=role, before=claim.state, after=state,
            records=(replace(moved, state=state),),
        )  # fmt: skip
