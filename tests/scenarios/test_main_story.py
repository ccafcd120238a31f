"""From handed-in evidence to a settled payout, through the services, and what it leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.assessing import AssessMilestone, CriterionJudged
from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.payouts import ConfirmPayout, ProposePayout, SettlePayout
from portfolio.domain.errors import CaseChanged, Refused
from portfolio.domain.milestone import Verdict
from portfolio.domain.people import Role
from portfolio.domain.reason import Reason
from portfolio.domain.transitions import Act
from portfolio.services import browse
from portfolio.services.perform import CommandDiffers, StreamMoved, perform
from portfolio.services.verify import verify
from tests.story import CONFIRMED, PROPOSED, SETTLED, VERIFIED, steps, tell

if TYPE_CHECKING:
    from portfolio.services.office import Office


def reasons(refused: Refused) -> set[Reason]:
    return {f.reason for f in refused.obstacles}


def refusal(office: Office, request: object, reason: str | None = None) -> Refused:
    before = browse.entry_count(office)
    with pytest.raises(Refused) as caught:
        perform(office, request, reason=reason)  # type: ignore[arg-type]  # tests pass any request
    assert browse.entry_count(office) == before, "a refusal writes nothing"
    return caught.value


def test_the_story_pays_once_and_everything_agrees_to_the_yen(small: Office) -> None:
    tell(small, SETTLED)
    overview = browse.overview(small)
    alpha = next(g for g in overview.grants if g.code == "ALPHA")
    assert (alpha.award_minor, alpha.confirmed_minor, alpha.paid_minor) == (
        1_000_000,
        400_000,
        400_000,
    )
    tiny = overview.programmes[0]
    assert (tiny.award_minor, tiny.paid_minor, tiny.payable_minor) == (1_500_000, 400_000, 0)
    year = next(y for y in browse.position(small) if y.fiscal_year == 2026)
    assert (year.budget_minor, year.confirmed_minor, year.paid_minor) == (
        1_200_000,
        400_000,
        400_000,
    )
    assert year.execution_rate is not None
    assert round(float(year.execution_rate), 5) == 0.33333
    assert verify(small).sound


def test_the_queue_says_at_every_step_whose_turn_it_is(small: Office) -> None:
    turns = []
    for who, request in steps():
        perform(small.acting_as(who), request)
        # That the grant itself is to be started waits all along.
        waiting = [q for q in browse.queue(small, grant="ALPHA") if q.code not in ("", "M2")]
        turns.append({(q.act, q.role) for q in waiting})
    officer, assessor = Role.GRANT_OFFICER, Role.ASSESSOR
    assert (Act.SUBMIT, officer) in turns[0]
    assert (Act.ASSESS, assessor) in turns[1]
    assert (Act.REPORT, officer) in turns[2]
    assert (Act.VERIFY, assessor) in turns[3]
    assert turns[4] == {(Act.PROPOSE, officer)}
    assert turns[5] == {(Act.CONFIRM, Role.AUTHORISING_OFFICER)}
    assert turns[6] == {(Act.SETTLE, Role.ACCOUNTING_OFFICER)}
    assert turns[7] == set()


def test_nothing_is_paid_before_the_milestone_is_met(small: Office) -> None:
    tell(small, 2)
    refused = refusal(small, ProposePayout(grant="ALPHA", instalment="I1"))
    assert reasons(refused) >= {
        Reason.MILESTONE_NOT_MET,
        Reason.LEVEL_SHORT,
        Reason.RESKILLING_SHORT,
    }


def test_evidence_that_nobody_has_assessed_is_still_said_to_be_on_file(small: Office) -> None:
    tell(small, 2)
    refused = refusal(small, ProposePayout(grant="ALPHA", instalment="I1"))
    found = next(f for f in refused.obstacles if f.reason is Reason.EVIDENCE_NOT_ASSESSED)
    assert found.evidence == ("E1",)
    assert (found.facts["pieces"], found.facts["assessed_by"]) == (1, "nobody")


def test_nothing_is_paid_with_the_level_one_short(small: Office) -> None:
    tell(small, 2)
    judged = CriterionJudged(criterion="K1", verdict=Verdict.MET, reason="shown at level 4")
    perform(
        small.acting_as("ASSESSOR-1"),
        AssessMilestone(
            grant="ALPHA",
            milestone="M1",
            level_reached=4,
            summary="One short",
            judgements=(judged,),
        ),
    )
    for who, request in steps()[3:5]:
        perform(small.acting_as(who), request)
    refused = refusal(small, ProposePayout(grant="ALPHA", instalment="I1"))
    assert reasons(refused) == {Reason.LEVEL_SHORT}


def test_people_trained_but_not_verified_pay_nothing(small: Office) -> None:
    tell(small, 4)
    refused = refusal(small, ProposePayout(grant="ALPHA", instalment="I1"))
    assert reasons(refused) == {Reason.RESKILLING_NOT_VERIFIED}


@pytest.mark.parametrize(
    ("upto", "who", "request_number"),
    [(2, "OFFICER-1", 2), (PROPOSED, "OFFICER-1", 6), (CONFIRMED, "AUTHORISER-1", 7)],
    ids=[
        "assessing one's own evidence",
        "confirming one's own proposal",
        "settling what one confirmed",
    ],
)
def test_nobody_acts_on_their_own_work(
    small: Office, upto: int, who: str, request_number: int
) -> None:
    from portfolio.domain.acts.entering import ChangePerson
    from portfolio.services.people import put_person

    every = (Role.GRANT_OFFICER, Role.ASSESSOR, Role.AUTHORISING_OFFICER, Role.ACCOUNTING_OFFICER)
    put_person(small.acting_as(None), ChangePerson(code=who, give_roles=every))
    tell(small, upto)
    refused = refusal(small.acting_as(who), steps()[request_number][1])
    assert reasons(refused) == {Reason.DUTIES_COLLIDE}


def test_nothing_is_paid_past_the_appropriation(small: Office) -> None:
    tell(small, SETTLED)
    tell(small, PROPOSED, grant="BETA")
    perform(small.acting_as("AUTHORISER-1"), ConfirmPayout(grant="BETA", payout="P1"))
    year = next(y for y in browse.position(small) if y.fiscal_year == 2026)
    assert year.left_minor == 300_000
    refused = refusal(small, ProposePayout(grant="BETA", instalment="I1", amount_minor=400_000))
    assert Reason.INSTALMENT_EXHAUSTED in reasons(refused)


def test_an_amount_above_what_is_left_is_refused_with_the_amounts(small: Office) -> None:
    tell(small, VERIFIED)
    refused = refusal(small, ProposePayout(grant="ALPHA", instalment="I1", amount_minor=400_001))
    found = refused.obstacles[0]
    assert found.reason is Reason.ABOVE_ENTITLEMENT
    assert (found.facts["asked_minor"], found.facts["remaining_minor"]) == (400_001, 400_000)


def test_a_held_grant_pays_nothing_at_any_step(small: Office) -> None:
    tell(small, CONFIRMED)
    perform(small, PlaceHold(grant="ALPHA"), reason="Open question on the accounts")
    refused = refusal(
        small.acting_as("ACCOUNTANT-1"),
        SettlePayout(grant="ALPHA", payout="P1", payment_reference="B"),
    )
    assert reasons(refused) == {Reason.HELD}


def test_the_same_command_twice_answers_with_the_first_result(small: Office) -> None:
    tell(small, VERIFIED)
    request = ProposePayout(grant="ALPHA", instalment="I1")
    first = perform(small, request, command_id="one")
    again = perform(small, request, command_id="one")
    assert again.repeated
    assert again.entries == first.entries
    with pytest.raises(CommandDiffers):
        perform(small, PlaceHold(grant="ALPHA"), reason="other", command_id="one")


def test_a_case_that_changed_since_the_proposal_is_refused_and_both_are_shown(
    small: Office,
) -> None:
    tell(small, PROPOSED)
    who, report = steps()[3]
    perform(small.acting_as(who), report)
    perform(small.acting_as("ASSESSOR-1"), type(steps()[4][1])(grant="ALPHA", report="R2"))  # type: ignore[call-arg]  # VerifyReport
    with pytest.raises(CaseChanged) as caught:
        perform(small.acting_as("AUTHORISER-1"), ConfirmPayout(grant="ALPHA", payout="P1"))
    assert caught.value.before
    assert caught.value.before != caught.value.findings


def test_whoever_decides_on_an_old_screen_is_told_who_wrote_meanwhile(small: Office) -> None:
    tell(small, VERIFIED)
    seen = browse.dossier(small, "ALPHA").seq
    perform(small, PlaceHold(grant="ALPHA"), reason="Wait")
    with pytest.raises(StreamMoved, match="OFFICER-1: hold ALPHA/H1"):
        perform(small, ProposePayout(grant="ALPHA", instalment="I1"), seen_seq=seen)


def test_a_dry_run_says_what_would_happen_and_writes_nothing(small: Office) -> None:
    tell(small, VERIFIED)
    before = browse.entry_count(small)
    outcome = perform(small, ProposePayout(grant="ALPHA", instalment="I1"), dry_run=True)
    assert outcome.dry
    assert outcome.subject == "ALPHA/P1"
    assert browse.entry_count(small) == before
