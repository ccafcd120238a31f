"""What a programme or a grant must be before it is entered: the invariant, refused at the door.

Each check yields a finding for every place that does not hold; nothing found means it may enter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from portfolio.domain.finding import Finding, refuses
from portfolio.domain.grant import MemberRole
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.programme import ProgrammeFile
from portfolio.domain.reason import Reason
from portfolio.domain.rules.bearing import conditions_bear_on_the_money
from portfolio.domain.rules.references import every_reference_is_known

if TYPE_CHECKING:
    from portfolio.domain.milestone import Milestone
    from portfolio.domain.reskilling import ReskillingCommitment

Check = Callable[[GrantFile, ProgrammeFile], Iterator[Finding]]


def every_instalment_names_a_milestone(file: GrantFile, _: ProgrammeFile) -> Iterator[Finding]:
    """First half of the invariant: no instalment without a readiness milestone."""
    for instalment in file.instalments:
        if not file.conditions_of(instalment.code)[0]:
            yield refuses(Reason.NO_MILESTONE_BEHIND, f"{file.code}/{instalment.code}")


def every_instalment_names_a_commitment(file: GrantFile, _: ProgrammeFile) -> Iterator[Finding]:
    """Second half of the invariant: no instalment without a reskilling commitment."""
    for instalment in file.instalments:
        if not file.conditions_of(instalment.code)[1]:
            yield refuses(Reason.NO_COMMITMENT_BEHIND, f"{file.code}/{instalment.code}")


def every_milestone_has_a_criterion(file: GrantFile, _: ProgrammeFile) -> Iterator[Finding]:
    """A milestone is judged by written, measurable criteria, so it has at least one."""
    for m in file.milestones:
        if not file.criteria_of(m.code):
            yield refuses(Reason.NO_CRITERION, f"{file.code}/{m.code}")


def the_award_covers_the_instalments(
    file: GrantFile, programme: ProgrammeFile
) -> Iterator[Finding]:
    """Instalments never add up to more than was awarded, and the award is never negative.

    A draft has no award decision yet: it is awarded only once there is one, and that is weighed.
    """
    if not file.awards:
        return
    currency = programme.programme.currency
    scheduled = sum(i.amount_minor for i in file.instalments)
    if file.award_minor < 0:
        yield refuses(
            Reason.AWARD_BELOW_ZERO, file.code, award_minor=file.award_minor, currency=currency
        )  # fmt: skip
    if scheduled > file.award_minor:
        yield refuses(
            Reason.INSTALMENTS_ABOVE_AWARD, file.code, currency=currency,
            scheduled_minor=scheduled, award_minor=file.award_minor,
        )  # fmt: skip


def shares_sum_to_one(file: GrantFile, _: ProgrammeFile) -> Iterator[Finding]:
    """The members' shares of the public money add up to exactly 1."""
    total = sum((m.share for m in file.members), Fraction(0))
    if total != 1:
        yield refuses(Reason.SHARES_DO_NOT_SUM, file.code, total=str(total))


def one_member_leads(file: GrantFile, _: ProgrammeFile) -> Iterator[Finding]:
    """Exactly one member answers for the consortium."""
    leads = [m.code for m in file.members if m.role is MemberRole.LEAD]
    if len(leads) != 1:
        yield refuses(Reason.NO_SINGLE_LEAD, file.code, leads=", ".join(leads) or "none")


def milestones_follow_one_another(file: GrantFile, _: ProgrammeFile) -> Iterator[Finding]:
    """Predecessors form no circle."""
    try:
        TopologicalSorter({m.code: m.predecessors for m in file.milestones}).prepare()
    except CycleError as error:
        yield refuses(Reason.MILESTONES_IN_A_CIRCLE, file.code, circle=" → ".join(error.args[1]))


def no_level_is_skipped(file: GrantFile, _: ProgrammeFile) -> Iterator[Finding]:
    """In order of their due dates, an element's milestones rise by one level at most."""
    for element in file.elements:
        level = element.entry_level
        own = [m for m in file.milestones if m.element == element.code]
        for m in sorted(own, key=lambda m: (m.due_on, m.level)):
            if not element.entry_level <= m.level <= element.target_level:
                yield refuses(
                    Reason.LEVEL_OUTSIDE_ELEMENT, f"{file.code}/{m.code}",
                    level=m.level, entry_level=element.entry_level,
                    target_level=element.target_level, scale=element.scale.value,
                )  # fmt: skip
            elif m.level > level + 1:
                yield refuses(
                    Reason.LEVEL_SKIPPED_IN_PLAN, f"{file.code}/{m.code}",
                    level=m.level, level_before=level, scale=element.scale.value,
                )  # fmt: skip
            level = max(level, m.level)


def days_lie_within_the_grant(file: GrantFile, _: ProgrammeFile) -> Iterator[Finding]:
    """Milestones and commitments fall due while the grant runs."""
    dated: tuple[Milestone | ReskillingCommitment, ...] = (*file.milestones, *file.commitments)
    for each in dated:
        if not file.grant.starts_on <= each.due_on <= file.grant.ends_on:
            yield refuses(
                Reason.DAY_OUTSIDE_GRANT, f"{file.code}/{each.code}",
                due_on=each.due_on.isoformat(), starts_on=file.grant.starts_on.isoformat(),
                ends_on=file.grant.ends_on.isoformat(),
            )  # fmt: skip


def fiscal_years_fit_their_days(file: GrantFile, programme: ProgrammeFile) -> Iterator[Finding]:
    """An instalment's fiscal year is the one its planned day lies in."""
    for i in file.instalments:
        year = programme.programme.calendar.year_of(i.planned_on)
        if year != i.fiscal_year:
            yield refuses(
                Reason.FISCAL_YEAR_DIFFERS, f"{file.code}/{i.code}",
                fiscal_year=i.fiscal_year, planned_on=i.planned_on.isoformat(), expected=year,
            )  # fmt: skip


def conditions_ask_no_more_than_was_promised(
    file: GrantFile, _: ProgrammeFile
) -> Iterator[Finding]:
    """A reskilling condition asks at most the persons, on at most the rung, of its commitment."""
    promised = {c.code: c for c in file.commitments}
    for condition in file.reskilling_conditions:
        commitment = promised.get(condition.commitment)
        if commitment is None or condition.ended_by is not None:
            continue
        too_many = condition.persons > commitment.persons
        too_high = condition.rung.height > commitment.rung.height
        if too_many or too_high:
            yield refuses(
                Reason.CONDITION_ABOVE_COMMITMENT, f"{file.code}/{condition.instalment}",
                commitment=commitment.code, asked=condition.persons, rung=condition.rung.value,
                promised=commitment.persons, promised_rung=commitment.rung.value,
            )  # fmt: skip


def no_more_money_is_asked_than_was_promised(
    file: GrantFile, programme: ProgrammeFile
) -> Iterator[Finding]:
    """A co-funding condition asks at most the private money of its promise."""
    promised = {c.code: c.promised_minor for c in file.co_fundings}
    for condition in file.funding_conditions:
        most = promised.get(condition.co_funding, condition.raised_minor)
        if condition.ended_by is None and condition.raised_minor > most:
            yield refuses(
                Reason.CONDITION_ABOVE_FUNDING, f"{file.code}/{condition.instalment}",
                co_funding=condition.co_funding, currency=programme.programme.currency,
                asked_minor=condition.raised_minor, promised_minor=most,
            )  # fmt: skip


CHECKS: tuple[Check, ...] = (
    every_instalment_names_a_milestone,
    every_instalment_names_a_commitment,
    every_reference_is_known,
    every_milestone_has_a_criterion,
    the_award_covers_the_instalments,
    shares_sum_to_one,
    one_member_leads,
    milestones_follow_one_another,
    no_level_is_skipped,
    days_lie_within_the_grant,
    fiscal_years_fit_their_days,
    conditions_ask_no_more_than_was_promised,
    no_more_money_is_asked_than_was_promised,
    conditions_bear_on_the_money,
)


def entry_findings(file: GrantFile, programme: ProgrammeFile) -> tuple[Finding, ...]:
    """Return everything that keeps a grant from being entered; empty where nothing does."""
    return tuple(f for check in CHECKS for f in check(file, programme))
