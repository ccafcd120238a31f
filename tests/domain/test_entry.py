"""Grants and programmes at the door: one unfit file for each check, and a sound one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from typing import Any

import pytest

from portfolio.domain.acts.entering import compare, enter_grant, enter_programme
from portfolio.domain.basis import Basis
from portfolio.domain.co_funding import CoFunding
from portfolio.domain.covenant import Attestation
from portfolio.domain.errors import Refused
from portfolio.domain.grant import Grant, Instrument, MemberRole
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.instalment import FundingCondition, Instalment, MilestoneCondition
from portfolio.domain.milestone import EvidenceKind
from portfolio.domain.people import Person, Role
from portfolio.domain.policies import Bearing, PolicyName
from portfolio.domain.reason import Reason
from portfolio.domain.record import kind_of
from portfolio.domain.recovery import Receipt, ReceiptKind
from portfolio.domain.reskilling import Rung
from portfolio.domain.rules.amendment import DECIDED_GRANTS
from portfolio.domain.rules.duties import Duty
from portfolio.domain.rules.entry import CHECKS, entry_findings
from portfolio.domain.states import CovenantState, GrantState, MilestoneState
from portfolio.domain.terms import InstalmentTerm, TermName
from portfolio.domain.transitions import Act
from tests.domain.builders import (
    ASSESSOR,
    DAY,
    GRANT,
    LAST_DAY,
    OFFICER,
    PROGRAMME,
    SECOND_OFFICER,
    SOURCE,
    Story,
    covenant,
    digest_of,
    grant_file,
    occasion,
    people_condition,
    programme_file,
    reasons,
    ripe,
)
from tests.domain.everything import NOON, everything

Spoil = Callable[[GrantFile], GrantFile]
TERMS = programme_file()


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


def with_a_promise(
    file: GrantFile,
    *,
    member: str = "LEAD",
    instalment: str = "I1",
    asked_of: str = "F1",
    asked: int = 500,
) -> GrantFile:
    """Return the grant with 500 of private money promised, and asked for by I1."""
    promise = CoFunding(
        grant=GRANT, code="F1", member=member, title="Shareholders' money", promised_minor=500,
        due_on=LAST_DAY, source=SOURCE, basis=Basis.ILLUSTRATIVE,
    )  # fmt: skip
    condition = FundingCondition(
        grant=GRANT, instalment=instalment, co_funding=asked_of, raised_minor=asked
    )
    return file.with_records((promise, condition))


def with_a_covenant_of_nobody(file: GrantFile) -> GrantFile:
    return file.with_records((replace(covenant("V1"), member="NOBODY"),))


def with_terms_of_no_instalment(file: GrantFile) -> GrantFile:
    return file.with_records((own_term("I9", TermName.ITEMS, "10"),))


def own_term(instalment: str, name: TermName, value: str) -> InstalmentTerm:
    return InstalmentTerm(
        grant=GRANT, instalment=instalment, name=name, value=value, reason="As agreed"
    )


def with_a_weight(bearing: Bearing | None = None, policy: PolicyName | None = None) -> Spoil:
    """Return what gives I1's milestone a coefficient, and I1 a policy."""

    def spoil(file: GrantFile) -> GrantFile:
        weighed = replace(file.milestone_conditions[0], coefficient=Fraction(3, 4), bearing=bearing)
        return file.with_records((weighed, paid_by(policy, file)))

    return spoil


def with_a_price(bearing: Bearing | None) -> Spoil:
    """Return what pays I1 by the person trained, and lets its condition on people bear so."""

    def spoil(file: GrantFile) -> GrantFile:
        people = replace(file.reskilling_conditions[0], bearing=bearing)
        price = own_term("I1", TermName.UNIT_PRICE, "1000")
        return file.with_records((people, price, paid_by(PolicyName.SCALABLE, file)))

    return spoil


def paid_by(policy: PolicyName | None, file: GrantFile) -> Instalment:
    reason = policy and "As agreed"
    return replace(file.instalment("I1"), policy=policy, policy_reason=reason)


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
    ("promise of nobody", partial(with_a_promise, member="NOBODY"), (Reason.REFERS_TO_NOTHING,)),
    ("money of no promise", partial(with_a_promise, asked_of="F9"), (Reason.REFERS_TO_NOTHING,)),
    ("money for nothing", partial(with_a_promise, instalment="I9"), (Reason.REFERS_TO_NOTHING,)),
    ("covenant of nobody", with_a_covenant_of_nobody, (Reason.REFERS_TO_NOTHING,)),
    ("terms of no instalment", with_terms_of_no_instalment, (Reason.REFERS_TO_NOTHING,)),
    ("too much money asked", partial(with_a_promise, asked=501), (Reason.CONDITION_ABOVE_FUNDING,)),
    ("a price and no results", with_a_price(Bearing.GATES), (Reason.BEARING_UNFIT,)),
    ("a weight nobody uses", with_a_weight(), (Reason.BEARING_UNFIT,)),
    (
        "a weight on a gate",
        with_a_weight(Bearing.GATES, PolicyName.UNIT_VALUE),
        (Reason.BEARING_UNFIT,),
    ),
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


@pytest.mark.parametrize(
    "fit",
    [
        with_a_promise,
        with_a_weight(policy=PolicyName.UNIT_VALUE),
        with_a_weight(Bearing.SCALES, PolicyName.UNIT_VALUE),
        with_a_price(None),
        with_a_price(Bearing.SCALES),
    ],
    ids=["all that was promised", "weighed", "weighed, as it says", "paid by results", "the same"],
)
def test_what_bears_on_the_money_may_be_entered(fit: Spoil) -> None:
    assert entry_findings(fit(grant_file()), TERMS) == ()


def test_a_price_of_the_whole_programme_asks_for_results_too() -> None:
    priced = programme_file(policy=PolicyName.SCALABLE, terms={TermName.UNIT_PRICE: "1000"})
    gated = replace(grant_file().reskilling_conditions[0], bearing=Bearing.GATES)
    (found,) = entry_findings(grant_file().with_records((gated,)), priced)
    assert (found.reason, found.subject) == (Reason.BEARING_UNFIT, f"{GRANT}/I1")
    assert entry_findings(grant_file(), priced) == ()


def test_a_condition_that_an_amendment_has_moved_away_asks_for_nothing() -> None:
    file = with_a_promise(grant_file(), asked=501)
    file = with_people_asked_above_the_promise(file)
    ended = (
        replace(file.milestone_conditions[0], milestone="M9", ended_by="Z1"),
        replace(file.reskilling_conditions[0], commitment="C9", ended_by="Z1"),
        replace(file.funding_conditions[0], co_funding="F9", ended_by="Z1"),
        replace(file.reskilling_conditions[0], persons=61, rung=Rung.CERTIFIED, ended_by="Z1"),
        replace(file.funding_conditions[0], ended_by="Z1"),
        people_condition(GRANT, "I1", "C2", Rung.PLACED, 20),
    )
    assert entry_findings(file.with_records(ended), TERMS) == ()


def test_a_draft_needs_no_award_yet() -> None:
    assert entry_findings(replace(grant_file(), awards=()), TERMS) == ()


def test_two_milestones_may_show_the_same_level() -> None:
    assert entry_findings(changed("M2", level=5)(grant_file()), TERMS) == ()


def whole_plan() -> GrantFile:
    """Return a grant with everything that a file may state."""
    weighed = with_a_weight(policy=PolicyName.UNIT_VALUE)(with_a_promise(grant_file()))
    return weighed.with_records((covenant("V1"), own_term("I1", TermName.ITEMS, "10")))


def entered_by(*people: Person) -> Grant:
    """Return the grant as these people have entered it."""
    played = tuple(f"{Duty.ENTER.value}:{each.code}" for each in people)
    return replace(grant_file().grant, played=played)


def one_of_every_kind() -> dict[str, Any]:
    """Return a record of every kind that comes into being by acts, by kind."""
    receipt = Receipt(
        grant=GRANT, recovery="B1", number=1, kind=ReceiptKind.REPAID, amount_minor=1,
        received_on=DAY, reference="BANK-2", recorded_by=OFFICER.code, recorded_at=NOON,
    )  # fmt: skip
    attestation = Attestation(
        grant=GRANT, code="T1", covenant="V1", kept_until=DAY, document="Statement",
        document_sha256=digest_of("Statement"), recorded_by=OFFICER.code, recorded_at=NOON,
        received_on=DAY,
    )  # fmt: skip
    return {kind_of(r): r for r in (*everything().file.records(), receipt, attestation)}


SHARES_BOUGHT = replace(
    grant_file().awards[0], number=2, amount_minor=500_000, instrument=Instrument.EQUITY
)
"""A decision that leaves the award as it is: equity is another ledger."""


class TestEnteringAGrant:
    now = occasion(OFFICER)

    def test_puts_all_its_records_in_place(self) -> None:
        change = enter_grant(None, whole_plan(), TERMS, self.now)
        assert change is not None
        (step,) = change.steps
        assert (change.stream, step.act, step.subject) == (f"grant/{GRANT}", Act.ENTER_GRANT, GRANT)
        assert step.role is Role.GRANT_OFFICER
        assert change.records[1:] == whole_plan().records()[1:]

    def test_whose_award_is_decided_is_awarded(self) -> None:
        change = enter_grant(None, grant_file(), TERMS, self.now)
        assert change is not None
        (step,) = change.steps
        assert (step.act, step.before, step.after) == (Act.ENTER_GRANT, None, GrantState.AWARDED)
        grant = grant_file().with_records(change.records).grant
        assert grant == replace(
            grant_file().grant, state=GrantState.AWARDED, moved_on=DAY,
            played=(f"{Duty.ENTER.value}:{OFFICER.code}",),
        )  # fmt: skip

    def test_whose_award_is_not_decided_is_a_draft(self) -> None:
        change = enter_grant(None, replace(grant_file(), awards=()), TERMS, self.now)
        assert change is not None
        (step,) = change.steps
        assert (step.act, step.before, step.after) == (Act.DRAFT, None, GrantState.DRAFTED)
        grant = grant_file().with_records(change.records).grant
        assert (grant.state, grant.moved_on) == (GrantState.DRAFTED, DAY)

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
        more = replace(SHARES_BOUGHT, decided_on=date(2026, 4, 1))
        offered = grant_file().with_records((more,))
        entered = ripe().file.with_records((entered_by(OFFICER),))
        change = enter_grant(entered, offered, TERMS, self.now)
        assert change is not None
        (step,) = change.steps
        assert (step.act, step.before, step.after) == (Act.ENTER_GRANT, None, None)
        assert change.records == (more,)

    def test_raises_no_award_that_is_running(self) -> None:
        more = replace(grant_file().awards[0], number=2, amount_minor=500_000)
        with pytest.raises(Refused) as caught:
            enter_grant(ripe().file, grant_file().with_records((more,)), TERMS, self.now)
        assert reasons(caught.value.obstacles) == (Reason.AWARD_BY_AMENDMENT,)
        draft = replace(ripe().file.grant, state=GrantState.DRAFTED)
        drafted = ripe().file.with_records((draft,))
        change = enter_grant(drafted, grant_file().with_records((more,)), TERMS, self.now)
        assert change is not None
        assert more in change.records

    def test_remembers_who_else_has_entered_a_part_of_it(self) -> None:
        more = SHARES_BOUGHT
        entered = grant_file().with_records((entered_by(OFFICER),))
        change = enter_grant(
            entered, entered.with_records((more,)), TERMS, occasion(SECOND_OFFICER)
        )
        assert change is not None
        assert change.records == (entered_by(OFFICER, SECOND_OFFICER), more)

    def test_takes_nothing_from_who_has_steered_it(self) -> None:
        steered = replace(grant_file().grant, played=(f"{Duty.STEER.value}:{OFFICER.code}",))
        more = SHARES_BOUGHT
        with pytest.raises(Refused) as caught:
            enter_grant(
                grant_file().with_records((steered,)), grant_file().with_records((more,)),
                TERMS, self.now,
            )  # fmt: skip
        (found,) = caught.value.obstacles
        assert (found.reason, found.facts["where"]) == (Reason.DUTIES_COLLIDE, GRANT)

    def test_weighs_what_is_new_together_with_what_is_known(self) -> None:
        reduced = replace(grant_file().awards[0], number=2, amount_minor=-1)
        with pytest.raises(Refused) as caught:
            enter_grant(grant_file(), replace(grant_file(), awards=(reduced,)), TERMS, self.now)
        assert reasons(caught.value.obstacles) == (
            Reason.INSTALMENTS_ABOVE_AWARD, Reason.AWARD_BY_AMENDMENT,
        )  # fmt: skip

    @pytest.mark.parametrize("state", DECIDED_GRANTS)
    def test_adds_nothing_to_a_grant_at_its_end(self, state: GrantState) -> None:
        ended = replace(grant_file().grant, state=state)
        more = SHARES_BOUGHT
        with pytest.raises(Refused) as caught:
            enter_grant(
                grant_file().with_records((ended,)), grant_file().with_records((more,)),
                TERMS, self.now,
            )  # fmt: skip
        (found,) = caught.value.obstacles
        assert (found.reason, found.facts["state"]) == (Reason.MOVE_IMPOSSIBLE, state.value)
        assert (
            enter_grant(grant_file().with_records((ended,)), grant_file(), TERMS, self.now) is None
        )

    def test_adds_no_condition_to_what_is_paid_already(self) -> None:
        story = ripe()
        more = replace(grant_file().milestone_conditions[0], milestone="M2")
        offered = grant_file().with_records((more,))
        story.pays("I1", 400_000)
        assert enter_grant(story.file, offered, story.programme, self.now) is not None
        story.pays("I1")
        with pytest.raises(Refused) as caught:
            enter_grant(story.file, offered, story.programme, self.now)
        (found,) = caught.value.obstacles
        assert (found.reason, found.subject) == (Reason.INSTALMENT_EXHAUSTED, f"{GRANT}/I1")

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
        "kind",
        sorted(
            {"evidence", "assessment", "judgement", "stage_gate", "report", "funding_report"}
            | {"cost", "payout", "hold", "suspension", "withholding", "waiver", "amendment"}
            | {"amendment_line", "recovery", "receipt", "attestation", "screening"}
        ),
    )
    def test_brings_nothing_that_only_acts_make(self, kind: str) -> None:
        """A judgement, a count or a payout is put in place by its own act alone."""
        made = one_of_every_kind()[kind]
        with pytest.raises(Refused) as caught:
            enter_grant(None, grant_file().with_records((made,)), TERMS, self.now)
        offered = [f for f in caught.value.obstacles if f.reason is Reason.STANDING_OFFERED]
        assert [f.facts["kind"] for f in offered] == [kind]

    @pytest.mark.parametrize(
        ("kind", "moved"),
        [
            ("grant", {"state": GrantState.CLOSED}),
            ("grant", {"moved_on": DAY}),
            ("grant", {"played": ("entered the grant:NOBODY",)}),
            ("grant", {"fixed_minor": 1}),
            ("grant", {"amount_announced_on": DAY}),
            ("grant", {"keeps_earned": False}),
            ("element", {"current_level": 5}),
            ("milestone", {"state": MilestoneState.MET}),
            ("milestone", {"share_met": Fraction(0)}),
            ("milestone", {"level_reached": 5}),
            ("milestone", {"played": ("assessed:NOBODY",)}),
            ("milestone", {"moved_on": DAY}),
            ("milestone", {"cure_due_on": DAY}),
            ("covenant", {"state": CovenantState.FULFILLED}),
            ("covenant", {"moved_on": DAY}),
            ("covenant", {"played": ("assessed:NOBODY",)}),
            ("milestone_condition", {"ended_by": "Z1"}),
            ("reskilling_condition", {"ended_by": "Z1"}),
            ("funding_condition", {"ended_by": "Z1"}),
        ],
        ids=lambda each: each if isinstance(each, str) else next(iter(each)),
    )
    def test_states_plans_and_never_standings(self, kind: str, moved: dict[str, Any]) -> None:
        planned = next(r for r in whole_plan().records() if kind_of(r) == kind)
        stated: Any = replace(planned, **moved)
        with pytest.raises(Refused) as caught:
            enter_grant(None, whole_plan().with_records((stated,)), TERMS, self.now)
        offered = [f for f in caught.value.obstacles if f.reason is Reason.STANDING_OFFERED]
        assert [f.facts["kind"] for f in offered] == [kind]
        entered = whole_plan().with_records((stated,))
        assert compare(entered.records(), whole_plan().records()).different == ()


class TestEnteringAProgramme:
    now = occasion(OFFICER)
    file = programme_file()

    def test_puts_terms_and_appropriations_in_place(self) -> None:
        change = enter_programme(None, self.file, self.now)
        assert change is not None
        assert change.stream == f"programme/{PROGRAMME}"
        assert change.records == (self.file.programme, *self.file.appropriations)

    def test_puts_its_dated_terms_in_place_and_adds_later_ones(self) -> None:
        termed = programme_file(terms={TermName.CURE_MONTHS: "6"})
        change = enter_programme(None, termed, self.now)
        assert change is not None
        assert change.records == (termed.programme, *termed.appropriations, *termed.terms)
        later = replace(termed.terms[0], number=2, value="3", from_on=date(2026, 4, 1))
        more = enter_programme(termed, replace(termed, terms=(*termed.terms, later)), self.now)
        assert more is not None
        assert more.records == (later,)

    def test_never_changes_a_term(self) -> None:
        termed = programme_file(terms={TermName.CURE_MONTHS: "6"})
        other = replace(termed.terms[0], value="3")
        with pytest.raises(Refused) as caught:
            enter_programme(termed, replace(termed, terms=(other,)), self.now)
        assert reasons(caught.value.obstacles) == (Reason.STORED_DIFFERENTLY,)

    def test_changes_nothing_where_all_is_known(self) -> None:
        assert enter_programme(self.file, self.file, self.now) is None

    def test_adds_a_new_appropriation(self) -> None:
        more = replace(self.file.appropriations[0], number=2, amount_minor=1)
        change = enter_programme(self.file, replace(self.file, appropriations=(more,)), self.now)
        assert change is not None
        assert change.records == (more,)

    def test_never_changes_an_appropriation(self) -> None:
        other = replace(self.file.appropriations[0], amount_minor=1)
        with pytest.raises(Refused) as caught:
            enter_programme(self.file, replace(self.file, appropriations=(other,)), self.now)
        assert reasons(caught.value.obstacles) == (Reason.STORED_DIFFERENTLY,)

    def test_tells_of_an_appropriation_offered_twice(self) -> None:
        one = self.file.appropriations[0]
        with pytest.raises(Refused) as caught:
            enter_programme(
                None,
                replace(self.file, appropriations=(one, replace(one, amount_minor=1))),
                self.now,
            )
        assert Reason.CODE_REPEATED in reasons(caught.value.obstacles)

    def test_is_for_grant_officers(self) -> None:
        with pytest.raises(Refused) as caught:
            enter_programme(None, self.file, occasion(ASSESSOR))
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
