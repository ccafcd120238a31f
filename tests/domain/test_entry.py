"""Grants and programmes at the door: one unfit file for each check, and a sound one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from portfolio.domain.acts.entering import compare, enter_grant, enter_programme
from portfolio.domain.errors import Invalid, Refused
from portfolio.domain.grant import GrantFile, MemberRole
from portfolio.domain.instalment import MilestoneCondition
from portfolio.domain.milestone import EvidenceKind
from portfolio.domain.people import Role
from portfolio.domain.reason import Reason
from portfolio.domain.reskilling import Rung
from portfolio.domain.rules.entry import CHECKS, entry_findings
from portfolio.domain.states import MilestoneState
from portfolio.domain.transitions import Act
from tests.domain.builders import (
    ASSESSOR,
    GRANT,
    LAST_DAY,
    OFFICER,
    PROGRAMME,
    Story,
    grant_file,
    occasion,
    people_condition,
    programme_file,
    reasons,
    ripe,
)

Spoil = Callable[[GrantFile], GrantFile]
TERMS = programme_file().programme


def changed(code: str, **fields: object) -> Spoil:
    """Return what changes one element, milestone, commitment or instalment of a file."""

    def spoil(file: GrantFile) -> GrantFile:
        kinds: tuple[Any, ...] = (
            *file.elements,
            *file.milestones,
            *file.commitments,
            *file.instalments,
        )
        (record,) = (r for r in kinds if r.code == code)
        values = {name: getattr(record, name) for name in record.__dataclass_fields__}
        return file.with_records((type(record)(**{**values, **fields}),))

    return spoil


def without_milestone(file: GrantFile) -> GrantFile:
    return replace(file, milestone_conditions=file.milestone_conditions[:1])


def without_commitment(file: GrantFile) -> GrantFile:
    return replace(file, reskilling_conditions=file.reskilling_conditions[:1])


def with_an_unknown_milestone_condition(file: GrantFile) -> GrantFile:
    more = MilestoneCondition(grant=GRANT, instalment="I1", milestone="M9")
    return file.with_records((more,))


def with_an_unknown_commitment_condition(file: GrantFile) -> GrantFile:
    return file.with_records((people_condition(GRANT, "I1", "C9", Rung.CERTIFIED, 10),))


def with_a_condition_on_no_instalment(file: GrantFile) -> GrantFile:
    more = MilestoneCondition(grant=GRANT, instalment="I9", milestone="M1")
    return file.with_records((more,))


def with_people_asked_for_no_instalment(file: GrantFile) -> GrantFile:
    return file.with_records((people_condition(GRANT, "I9", "C1", Rung.CERTIFIED, 10),))


def with_a_criterion_of_no_milestone(file: GrantFile) -> GrantFile:
    return file.with_records((replace(file.criteria[0], milestone="M9"),))


def without_a_criterion(file: GrantFile) -> GrantFile:
    return replace(file, criteria=file.criteria[:2])


def with_an_award_too_small(file: GrantFile) -> GrantFile:
    return file.with_records((replace(file.awards[0], amount_minor=2_999_999),))


def with_shares_above_one(file: GrantFile) -> GrantFile:
    return file.with_records((replace(file.members[1], share=Fraction(334, 1000)),))


def without_members(file: GrantFile) -> GrantFile:
    return replace(file, members=())


def with_two_leads(file: GrantFile) -> GrantFile:
    return file.with_records((replace(file.members[1], role=MemberRole.LEAD),))


def without_a_lead(file: GrantFile) -> GrantFile:
    return file.with_records((replace(file.members[0], role=MemberRole.PARTNER),))


def with_people_asked_above_the_promise(file: GrantFile) -> GrantFile:
    return file.with_records((people_condition(GRANT, "I1", "C1", Rung.CERTIFIED, 61),))


def with_a_rung_asked_above_the_promise(file: GrantFile) -> GrantFile:
    return file.with_records((people_condition(GRANT, "I1", "C1", Rung.PLACED, 10),))


UNFIT: list[tuple[str, Spoil, tuple[Reason, ...]]] = [
    ("no milestone", without_milestone, (Reason.NO_MILESTONE_BEHIND,)),
    ("no commitment", without_commitment, (Reason.NO_COMMITMENT_BEHIND,)),
    ("element unknown", changed("M2", element="LENS"), (Reason.REFERS_TO_NOTHING,)),
    ("predecessor unknown", changed("M2", predecessors=("M9",)), (Reason.REFERS_TO_NOTHING,)),
    ("member unknown", changed("C1", member="NOBODY"), (Reason.REFERS_TO_NOTHING,)),
    ("milestone unknown", with_an_unknown_milestone_condition, (Reason.REFERS_TO_NOTHING,)),
    ("commitment unknown", with_an_unknown_commitment_condition, (Reason.REFERS_TO_NOTHING,)),
    ("instalment unknown", with_a_condition_on_no_instalment, (Reason.REFERS_TO_NOTHING,)),
    ("instalment of people", with_people_asked_for_no_instalment, (Reason.REFERS_TO_NOTHING,)),
    ("criterion of nothing", with_a_criterion_of_no_milestone, (Reason.REFERS_TO_NOTHING,)),
    ("no criterion", without_a_criterion, (Reason.NO_CRITERION,)),
    ("award too small", with_an_award_too_small, (Reason.INSTALMENTS_ABOVE_AWARD,)),
    ("shares above one", with_shares_above_one, (Reason.SHARES_DO_NOT_SUM,)),
    ("two leads", with_two_leads, (Reason.NO_SINGLE_LEAD,)),
    ("no lead", without_a_lead, (Reason.NO_SINGLE_LEAD,)),
    ("a circle of two", changed("M1", predecessors=("M2",)), (Reason.MILESTONES_IN_A_CIRCLE,)),
    ("a circle of one", changed("M1", predecessors=("M1",)), (Reason.MILESTONES_IN_A_CIRCLE,)),
    ("level skipped", changed("M1", level=6), (Reason.LEVEL_SKIPPED_IN_PLAN,)),
    ("level too high", changed("M2", level=7), (Reason.LEVEL_OUTSIDE_ELEMENT,)),
    (
        "level too low",
        changed("M1", level=3),
        (Reason.LEVEL_OUTSIDE_ELEMENT, Reason.LEVEL_SKIPPED_IN_PLAN),
    ),
    ("due before", changed("M1", due_on=date(2025, 3, 31)), (Reason.DAY_OUTSIDE_GRANT,)),
    ("due after", changed("C1", due_on=date(2028, 4, 1)), (Reason.DAY_OUTSIDE_GRANT,)),
    ("another year", changed("I1", planned_on=date(2026, 4, 1)), (Reason.FISCAL_YEAR_DIFFERS,)),
    ("too many asked", with_people_asked_above_the_promise, (Reason.CONDITION_ABOVE_COMMITMENT,)),
    ("too high a rung", with_a_rung_asked_above_the_promise, (Reason.CONDITION_ABOVE_COMMITMENT,)),
]  # fmt: skip


def test_a_sound_grant_has_no_findings() -> None:
    assert entry_findings(grant_file(), TERMS) == ()


@pytest.mark.parametrize(("spoil", "expected"), [u[1:] for u in UNFIT], ids=[u[0] for u in UNFIT])
def test_an_unfit_grant_is_told_what_is_wrong(spoil: Spoil, expected: tuple[Reason, ...]) -> None:
    assert reasons(entry_findings(spoil(grant_file()), TERMS)) == expected


def test_every_check_has_an_unfit_grant() -> None:
    told = {
        check.__name__
        for _, spoil, _ in UNFIT
        for check in CHECKS
        if any(check(spoil(grant_file()), TERMS))
    }
    assert told == {check.__name__ for check in CHECKS}


def test_everything_wrong_is_told_at_once() -> None:
    worst = without_members(
        without_a_criterion(without_commitment(without_milestone(grant_file())))
    )
    assert reasons(entry_findings(worst, TERMS)) == (
        Reason.NO_MILESTONE_BEHIND,
        Reason.NO_COMMITMENT_BEHIND,
        Reason.REFERS_TO_NOTHING,
        Reason.REFERS_TO_NOTHING,
        Reason.NO_CRITERION,
        Reason.SHARES_DO_NOT_SUM,
        Reason.NO_SINGLE_LEAD,
    )


def test_an_award_reduced_below_nothing_is_told_so() -> None:
    reduced = replace(grant_file().awards[0], number=2, amount_minor=-3_000_001)
    file = grant_file().with_records((reduced,))
    assert reasons(entry_findings(file, TERMS)) == (
        Reason.AWARD_BELOW_ZERO,
        Reason.INSTALMENTS_ABOVE_AWARD,
    )


@pytest.mark.parametrize("day", [date(2025, 4, 1), LAST_DAY])
def test_the_first_and_the_last_day_of_a_grant_are_within_it(day: date) -> None:
    file = changed("C2", due_on=day)(grant_file())
    assert entry_findings(file, TERMS) == ()


def test_two_milestones_may_show_the_same_level() -> None:
    assert entry_findings(changed("M2", level=5)(grant_file()), TERMS) == ()


class TestEnteringAGrant:
    now = occasion(OFFICER)

    def test_puts_all_its_records_in_place(self) -> None:
        change = enter_grant(None, grant_file(), TERMS, self.now)
        assert change is not None
        (step,) = change.steps
        assert (change.stream, step.act, step.subject) == (f"grant/{GRANT}", Act.ENTER_GRANT, GRANT)
        assert step.role is Role.GRANT_OFFICER
        assert change.records == grant_file().records()

    def test_is_refused_with_all_that_is_wrong(self) -> None:
        with pytest.raises(Refused) as caught:
            enter_grant(None, without_a_lead(without_milestone(grant_file())), TERMS, self.now)
        assert reasons(caught.value.obstacles) == (
            Reason.NO_MILESTONE_BEHIND,
            Reason.NO_SINGLE_LEAD,
        )

    def test_is_for_grant_officers(self) -> None:
        with pytest.raises(Refused) as caught:
            enter_grant(None, grant_file(), TERMS, occasion(ASSESSOR))
        assert reasons(caught.value.obstacles) == (Reason.ROLE_MISSING,)

    def test_changes_nothing_where_all_is_known(self) -> None:
        assert enter_grant(grant_file(), grant_file(), TERMS, self.now) is None

    def test_changes_nothing_where_acts_have_moved_it_since(self) -> None:
        assert enter_grant(ripe().file, grant_file(), TERMS, self.now) is None

    def test_adds_what_is_new_and_leaves_the_rest(self) -> None:
        more = replace(
            grant_file().awards[0], number=2, decided_on=date(2026, 4, 1), amount_minor=500_000
        )
        offered = grant_file().with_records((more,))
        change = enter_grant(ripe().file, offered, TERMS, self.now)
        assert change is not None
        assert change.records == (more,)

    def test_weighs_what_is_new_together_with_what_is_known(self) -> None:
        reduced = replace(grant_file().awards[0], number=2, amount_minor=-1)
        with pytest.raises(Refused) as caught:
            enter_grant(grant_file(), replace(grant_file(), awards=(reduced,)), TERMS, self.now)
        assert reasons(caught.value.obstacles) == (Reason.INSTALMENTS_ABOVE_AWARD,)

    def test_never_changes_what_is_stored(self) -> None:
        other = changed("I1", amount_minor=999_999)(grant_file())
        with pytest.raises(Refused) as caught:
            enter_grant(grant_file(), other, TERMS, self.now)
        (found,) = caught.value.obstacles
        assert found.reason is Reason.STORED_DIFFERENTLY
        assert (found.subject, found.facts["kind"]) == (f"{GRANT}/I1", "instalment")

    def test_tells_of_a_code_offered_twice_among_the_new(self) -> None:
        new = replace(grant_file().criteria[0], code="SPEED")
        offered = replace(grant_file(), criteria=(*grant_file().criteria, new, new))
        with pytest.raises(Refused) as caught:
            enter_grant(grant_file(), offered, TERMS, self.now)
        assert Reason.CODE_REPEATED in reasons(caught.value.obstacles)

    @pytest.mark.parametrize(
        "brings",
        ["milestone", "element", "evidence", "assessment", "report", "payout"],
    )
    def test_states_plans_and_never_standings(self, brings: str) -> None:
        """A level, a judgement, a count or a payout is put in place by its own act alone."""
        story = ripe()
        story.proposes("I1")
        done = story.file
        offered = {
            "milestone": grant_file().with_records((done.milestone("M1"),)),
            "element": grant_file().with_records((done.element("NODE"),)),
            "evidence": grant_file().with_records(done.evidence),
            "assessment": grant_file().with_records((*done.assessments, *done.judgements)),
            "report": grant_file().with_records(done.reports),
            "payout": grant_file().with_records(done.payouts),
        }[brings]
        with pytest.raises((Refused, Invalid)):
            enter_grant(None, offered, TERMS, self.now)


class TestEnteringAProgramme:
    now = occasion(OFFICER)
    file = programme_file()

    def test_puts_terms_and_appropriations_in_place(self) -> None:
        change = enter_programme(None, self.file.programme, self.file.appropriations, self.now)
        assert change is not None
        assert change.stream == f"programme/{PROGRAMME}"
        assert change.records == (self.file.programme, *self.file.appropriations)

    def test_changes_nothing_where_all_is_known(self) -> None:
        known = self.file.programme, self.file.appropriations
        assert enter_programme(self.file, *known, self.now) is None

    def test_adds_a_new_appropriation(self) -> None:
        more = replace(self.file.appropriations[0], number=2, amount_minor=1)
        change = enter_programme(self.file, self.file.programme, (more,), self.now)
        assert change is not None
        assert change.records == (more,)

    def test_never_changes_an_appropriation(self) -> None:
        other = replace(self.file.appropriations[0], amount_minor=1)
        with pytest.raises(Refused) as caught:
            enter_programme(self.file, self.file.programme, (other,), self.now)
        assert reasons(caught.value.obstacles) == (Reason.STORED_DIFFERENTLY,)

    def test_tells_of_an_appropriation_offered_twice(self) -> None:
        one = self.file.appropriations[0]
        with pytest.raises(Refused) as caught:
            enter_programme(
                None, self.file.programme, (one, replace(one, amount_minor=1)), self.now
            )
        assert Reason.CODE_REPEATED in reasons(caught.value.obstacles)

    def test_is_for_grant_officers(self) -> None:
        with pytest.raises(Refused) as caught:
            enter_programme(None, self.file.programme, (), occasion(ASSESSOR))
        assert reasons(caught.value.obstacles) == (Reason.ROLE_MISSING,)


def test_records_are_sorted_into_new_known_and_different() -> None:
    stored = grant_file()
    late = changed("M1", due_on=date(2025, 10, 31))(stored).milestone("M1")
    new = replace(stored.milestone("M2"), code="M3", required_evidence=tuple(EvidenceKind))
    moved = replace(stored.milestone("M2"), state=MilestoneState.MET, share_met=Fraction(1))
    found = compare(stored.records(), (late, new, moved))
    assert (found.new, found.known, found.different) == ((new,), (moved,), (late,))


def test_a_file_says_everything_it_holds_parents_first() -> None:
    story: Story = ripe()
    records = story.file.records()
    assert records[0] == story.file.grant
    assert story.file.with_records(records) == story.file
    assert len(records) == len(set(map(repr, records)))


def test_the_title_of_a_grant_is_replaced_like_any_record() -> None:
    renamed = replace(grant_file().grant, title="Second pilot line")
    assert grant_file().with_records((renamed,)).grant == renamed
