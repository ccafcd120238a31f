"""Where a grant stands: the sums and days that lists show, derived from its file alone.

The store keeps these beside the records, in the same transaction, so that the first screen needs
no join over a million rows; `verify` derives them again and compares. Whether something is overdue
depends on the day one looks, so what is kept are days, never words; and what the rules make of the
file is asked as of the last day on which anything happened in it, which no passing of time moves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from portfolio.domain.basis import Basis, weakest_basis
from portfolio.domain.co_funding import raised_minor
from portfolio.domain.gathering import payout_case
from portfolio.domain.programme import BudgetYear
from portfolio.domain.readiness import weakest
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.reskilling import count_on
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.states import MilestoneState
from portfolio.domain.taken import returned_minor, uncleared_advances_minor
from portfolio.domain.unlocking import days_that_unlocked, open_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from portfolio.domain.case import PayoutCase
    from portfolio.domain.finding import Finding
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentStanding:
    """Where an instalment stands, in minor units.

    `confirmed_minor` and `paid_minor` are what payouts on results take of it, gross;
    `returned_minor` what of that has come back. `withheld_minor` is suspended, `retained_minor`
    waits for final acceptance, `reduced_minor` was taken away for good. `earned_minor` is what its
    conditions have unlocked, `payable_minor` what of it could be proposed now (appropriations
    apart), `payable_since` the day the last condition fell into place, `gate_due_on` the earliest
    due day of a condition still open. `held` says whether something stops payment for now.
    """

    code: str
    confirmed_minor: int
    paid_minor: int
    returned_minor: int
    withheld_minor: int
    retained_minor: int
    reduced_minor: int
    earned_minor: int
    payable_minor: int
    payable_since: date | None
    gate_due_on: date | None
    held: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentStanding:
    """How many persons stand on a commitment's rung: verified, and reported in all."""

    code: str
    verified_persons: int
    reported_persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantStanding:
    """Where a grant stands, in minor units, levels, counts and days.

    `confirmed_minor` and `paid_minor` are what payouts take of the award, advances included;
    `returned_minor` is the principal that has come back, `advances_minor` what is paid ahead and
    not yet used up. `raised_minor` of the `private_promised_minor` is verified. `plan_basis` is the
    weakest basis among its instalments, milestones and commitments: what is paid, payable, due and
    trained can be no better founded than they are.
    """

    plan_basis: Basis
    award_minor: int
    confirmed_minor: int
    paid_minor: int
    payable_minor: int
    returned_minor: int
    withheld_minor: int
    reduced_minor: int
    advances_minor: int
    raised_minor: int
    private_promised_minor: int
    readiness: int | None
    milestones_met: int
    milestones: int
    verified_persons: int
    promised_persons: int
    next_due_on: date | None
    held: bool
    instalments: tuple[InstalmentStanding, ...]
    commitments: tuple[CommitmentStanding, ...]

    @property
    def award_left_minor(self) -> int:
        """What of the award can still be bound: what came back can be, once more."""
        return self.award_minor - self.confirmed_minor + self.returned_minor

    def instalment(self, code: str) -> InstalmentStanding:
        """Return where one of its instalments stands."""
        return next(i for i in self.instalments if i.code == code)

    def commitment(self, code: str) -> CommitmentStanding:
        """Return where one of its commitments stands."""
        return next(c for c in self.commitments if c.code == code)


def plan_basis(file: GrantFile) -> Basis:
    """Return the weakest basis of what a grant plans: nothing paid or trained rests on a better."""
    return weakest_basis(
        (
            *(i.basis for i in file.instalments),
            *(m.basis for m in file.milestones),
            *(c.basis for c in file.commitments),
        )
    )


def grant_standing(file: GrantFile, programme: ProgrammeFile) -> GrantStanding:
    """Derive where a grant stands from its file and its programme's terms."""
    instalments = tuple(_instalment_standing(file, programme, i.code) for i in file.instalments)
    commitments = tuple(_commitment_standing(file, c.code) for c in file.commitments)
    met = [m for m in file.milestones if m.state is MilestoneState.MET]
    standing = [p for p in file.payouts if p.is_standing]
    return GrantStanding(
        plan_basis=plan_basis(file),
        award_minor=file.award_minor,
        confirmed_minor=file.confirmed_minor,
        paid_minor=sum(p.charge_minor for p in file.payouts if p.is_paid),
        payable_minor=sum(i.payable_minor for i in instalments),
        returned_minor=returned_minor(file, programme, last_day(file), standing),
        withheld_minor=sum(i.withheld_minor for i in instalments),
        reduced_minor=sum(i.reduced_minor for i in instalments),
        advances_minor=uncleared_advances_minor(file, standing),
        raised_minor=sum(verified_minor(file, c.code) for c in file.co_fundings),
        private_promised_minor=sum(c.promised_minor for c in file.co_fundings),
        readiness=weakest(file.elements),
        milestones_met=len(met),
        milestones=len(file.milestones),
        verified_persons=sum(c.verified_persons for c in commitments),
        promised_persons=sum(c.persons for c in file.commitments),
        next_due_on=min(_awaited_days(file), default=None),
        held=any(i.held for i in instalments),
        instalments=instalments,
        commitments=commitments,
    )


def budget_by_year(file: GrantFile) -> dict[int, tuple[int, int]]:
    """Return what a grant's payouts take of each fiscal year: confirmed and paid, minor units.

    What comes back later frees no year: the treasury receives it.
    """
    taken: dict[int, tuple[int, int]] = {}
    for payout in file.payouts:
        if payout.is_binding:
            confirmed, paid = taken.get(payout.fiscal_year, (0, 0))
            charge = payout.charge_minor
            taken[payout.fiscal_year] = (
                confirmed + charge,
                paid + (charge if payout.is_paid else 0),
            )
    return taken


def unpaid_minor(amount: Any, paid: Any, returned: Any, reduced: Any) -> Any:  # noqa: ANN401  # numbers, or columns of numbers
    """Return what of an instalment can still be paid: neither paid for good nor taken away.

    The same for amounts and for columns of them.
    """
    return amount - paid + returned - reduced


def last_day(file: GrantFile) -> date:
    """Return the last day on which anything happened in a grant; its first where nothing has."""
    moved = (getattr(each, "moved_on", None) for each in file.records())
    days = [
        *(day for day in moved if day is not None),
        *(h.placed_on for h in file.holds),
        *(r.received_on for r in file.receipts),
    ]
    return max(days, default=file.grant.starts_on)


def verified_minor(file: GrantFile, co_funding: str) -> int:
    """Return what of a promise of private money is verified as raised."""
    reports = file.funding_reports_on(co_funding)
    return raised_minor(r for r in reports if r.is_verified)


def _awaited_days(file: GrantFile) -> Iterator[date]:
    if file.grant.awaits_results:
        yield from (m.awaited_on for m in file.milestones if m.is_open)


def _commitment_standing(file: GrantFile, code: str) -> CommitmentStanding:
    rung = file.commitment(code).rung
    reports = file.reports_on(code)
    return CommitmentStanding(
        code=code,
        verified_persons=count_on((r for r in reports if r.is_verified), rung),
        reported_persons=count_on((r for r in reports if r.is_standing), rung),
    )


def _instalment_standing(
    file: GrantFile, programme: ProgrammeFile, code: str
) -> InstalmentStanding:
    results = [p for p in file.payouts_on(code) if not p.is_advance]
    case = _case_without_budget(file, programme, code)
    weighed = entitlement(case)
    payable = weighed.payable_minor
    gates = open_days(case) if file.grant.awaits_results else ()
    return InstalmentStanding(
        code=code,
        confirmed_minor=sum(p.amount_minor for p in results if p.is_binding),
        paid_minor=sum(p.amount_minor for p in results if p.is_paid),
        returned_minor=returned_minor(
            file, programme, case.as_of, [p for p in results if p.is_standing]
        ),
        withheld_minor=case.withheld_minor,
        retained_minor=weighed.retained_minor,
        reduced_minor=case.reduced_minor,
        earned_minor=weighed.earned_minor,
        payable_minor=payable,
        payable_since=_payable_since(file, case, code) if payable else None,
        gate_due_on=min(gates, default=None),
        held=_is_held(weighed.findings),
    )


def _is_held(findings: Iterable[Finding]) -> bool:
    """Whether something stops payment for now; nothing does where the grant pays nothing at all."""
    never = any(f.reason is Reason.GRANT_NOT_PAYABLE for f in findings)
    return not never and any(f.effect is Effect.HOLDS for f in findings)


def _case_without_budget(file: GrantFile, programme: ProgrammeFile, code: str) -> PayoutCase:
    """Return the case as if the budget were no object: an appropriation is no property of a grant.

    The award still is one.
    """
    day = last_day(file)
    plenty = BudgetYear(
        fiscal_year=programme.programme.calendar.year_of(day),
        budget_minor=file.instalment(code).amount_minor, confirmed_minor=0, paid_minor=0,
    )  # fmt: skip
    return payout_case(file, replace(programme, years=(plenty,)), code, as_of=day)


def _payable_since(file: GrantFile, case: PayoutCase, code: str) -> date:
    """Return the day the last condition fell into place; the planned day where none has to."""
    return max(days_that_unlocked(file, case, code), default=file.instalment(code).planned_on)
