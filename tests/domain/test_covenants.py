"""Covenants: attested period by period; a breach claims back what the terms say, a remedy none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import pytest

from portfolio.domain.acts.covenants import Attest, FindBreach, FulfilCovenant, RemedyBreach
from portfolio.domain.acts.payouts import ProposePayout
from portfolio.domain.covenant import Covenant, CovenantKind
from portfolio.domain.errors import Invalid, NotFound
from portfolio.domain.gathering import terms_in_force
from portfolio.domain.reason import Reason
from portfolio.domain.recovery import Ground
from portfolio.domain.rules.covenants import attestation_due_on, attested_until, last_days
from portfolio.domain.states import CovenantState, RecoveryState
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act
from tests.domain.builders import (
    ACCOUNTANT,
    ASSESSOR,
    AUTHORISER,
    DAY,
    FIRST_DAY,
    GRANT,
    LAST_DAY,
    OFFICER,
    SECOND_OFFICER,
    Story,
    all_rounder,
    covenant,
    digest_of,
    grant_file,
    programme_file,
    ripe,
)

BREACH = FindBreach(grant=GRANT, covenant="V1")
REMEDY = RemedyBreach(grant=GRANT, covenant="V1")
FULFIL = FulfilCovenant(grant=GRANT, covenant="V1")
YEARLY = {TermName.ATTESTATION_MONTHS: "12"}
DAY_ONE = timedelta(days=1)


def kept(until: date) -> Attest:
    return Attest(
        grant=GRANT, covenant="V1", kept_until=until, document="Statement",
        document_sha256=digest_of("Statement"),
    )  # fmt: skip


def bound(terms: dict[TermName, str] | None = None, day: date = LAST_DAY) -> Story:
    """Return a story with a covenant of three years, looked at on its last day."""
    programme = programme_file(terms=YEARLY if terms is None else terms)
    return Story(file=grant_file().with_records((covenant("V1"),)), programme=programme, day=day)


def paid(terms: dict[TermName, str]) -> Story:
    """Return a story in which a million was paid and the covenant has run for one of its years."""
    story = ripe(programme_file(terms=terms))
    story.file = story.file.with_records((covenant("V1"),))
    story.pays("I1")
    story.day = date(2026, 4, 1)
    return story


def due_on(story: Story) -> date | None:
    terms = terms_in_force(story.file, story.programme, story.day)
    return attestation_due_on(story.file, terms, story.file.covenant("V1"))


class TestPeriods:
    def test_a_year_ends_the_day_before_it_comes_round(self) -> None:
        assert tuple(last_days(covenant("V1"), 12)) == (
            date(2026, 3, 31), date(2027, 3, 31), date(2028, 3, 31),
        )  # fmt: skip

    def test_the_last_one_ends_with_the_covenant(self) -> None:
        longer = covenant("V1", until_on=date(2028, 6, 30))
        assert tuple(last_days(longer, 12))[2:] == (date(2028, 3, 31), date(2028, 6, 30))

    def test_no_day_of_its_own_is_left_over_for_a_covenant_until_its_anniversary(self) -> None:
        assert tuple(last_days(covenant("V1", until_on=date(2027, 4, 1)), 12)) == (
            date(2026, 3, 31), date(2027, 4, 1),
        )  # fmt: skip

    def test_every_one_counts_from_the_first_day(self) -> None:
        late = replace(covenant("V1"), starts_on=date(2025, 8, 31))
        assert tuple(islice(last_days(late, 6), 3)) == (
            date(2026, 2, 27), date(2026, 8, 30), date(2027, 2, 27),
        )  # fmt: skip

    def test_a_covenant_shorter_than_a_period_is_one(self) -> None:
        assert tuple(last_days(covenant("V1", until_on=DAY), 12)) == (DAY,)


class TestTheNextWord:
    def test_is_due_at_the_end_of_the_first_period_that_is_not_attested(self) -> None:
        story = bound()
        assert due_on(story) == date(2026, 3, 31)
        story.does(OFFICER, kept(date(2026, 3, 30)))
        assert due_on(story) == date(2026, 3, 31)
        story.does(OFFICER, kept(date(2026, 3, 31)))
        assert due_on(story) == date(2027, 3, 31)
        story.does(OFFICER, kept(LAST_DAY))
        assert due_on(story) is None

    @pytest.mark.parametrize("terms", [{}, {TermName.ATTESTATION_MONTHS: "0"}])
    def test_is_never_due_where_the_terms_ask_for_none(self, terms: dict[TermName, str]) -> None:
        assert due_on(bound(terms)) is None

    def test_is_due_of_a_breached_covenant_but_not_of_a_fulfilled_one(self) -> None:
        story = bound()
        story.does(ASSESSOR, BREACH, "Line stopped")
        assert due_on(story) == date(2026, 3, 31)
        fulfilled = replace(story.file.covenant("V1"), state=CovenantState.FULFILLED)
        story.file = story.file.with_records((fulfilled,))
        assert due_on(story) is None


class TestAttesting:
    def test_puts_the_members_word_on_file(self) -> None:
        story = bound()
        (step,) = story.does(OFFICER, kept(date(2026, 3, 31))).steps
        (attestation,) = story.file.attestations_of("V1")
        assert (step.act, step.subject, step.after) == (Act.ATTEST, f"{GRANT}/T1", None)
        assert (attestation.kept_until, attestation.recorded_by, attestation.received_on) == (
            date(2026, 3, 31), OFFICER.code, LAST_DAY,
        )  # fmt: skip
        assert attested_until(story.file, story.file.covenant("V1")) == date(2026, 3, 31)
        assert Reason.ATTESTATION_FOLLOWS in {f.reason for f in step.findings}

    def test_is_for_grant_officers(self) -> None:
        assert bound().why_not(ACCOUNTANT, kept(DAY)) == (Reason.ROLE_MISSING,)

    def test_reaches_further_each_time(self) -> None:
        story = bound()
        story.does(OFFICER, kept(date(2026, 3, 31)))
        (found,) = story.refusal(OFFICER, kept(date(2026, 3, 31))).obstacles
        assert found.reason is Reason.ATTESTATION_REPEATED
        assert found.facts["attested_on"] == "2026-03-31"

    @pytest.mark.parametrize("day", [FIRST_DAY, FIRST_DAY - DAY_ONE])
    def test_reaches_into_the_time_of_the_covenant(self, day: date) -> None:
        (found,) = bound().refusal(OFFICER, kept(day)).obstacles
        assert found.reason is Reason.ATTESTATION_REPEATED
        assert found.facts["starts_on"] == "2025-04-01"
        assert "attested_on" not in found.facts

    def test_says_nothing_of_days_to_come(self) -> None:
        assert bound(day=DAY).why_not(OFFICER, kept(DAY + DAY_ONE)) == (Reason.DAY_IN_FUTURE,)

    def test_is_not_received_on_a_day_to_come(self) -> None:
        story = bound(day=DAY)
        assert story.why_not(OFFICER, kept(DAY), on=DAY + DAY_ONE) == (Reason.DAY_IN_FUTURE,)

    def test_goes_on_while_a_covenant_is_breached(self) -> None:
        story = bound()
        story.does(ASSESSOR, BREACH, "Line stopped")
        story.does(OFFICER, kept(date(2026, 3, 31)))
        assert len(story.file.attestations) == 1

    def test_ends_with_the_covenant(self) -> None:
        story = bound()
        story.does(OFFICER, kept(LAST_DAY - DAY_ONE))
        fulfilled = replace(story.file.covenant("V1"), state=CovenantState.FULFILLED)
        story.file = story.file.with_records((fulfilled,))
        assert story.why_not(OFFICER, kept(LAST_DAY)) == (Reason.MOVE_IMPOSSIBLE,)

    def test_names_a_covenant_that_there_is(self) -> None:
        with pytest.raises(NotFound):
            Story().does(OFFICER, kept(DAY))

    def test_needs_a_document(self) -> None:
        with pytest.raises(Invalid):
            bound().does(OFFICER, replace(kept(DAY), document_sha256="abc"))


class TestBreach:
    def test_is_found_by_an_assessor_with_a_reason(self) -> None:
        story = bound()
        assert story.why_not(OFFICER, BREACH, "Line stopped") == (Reason.ROLE_MISSING,)
        assert story.why_not(ASSESSOR, BREACH) == (Reason.REASON_MISSING,)
        story.does(ASSESSOR, BREACH, "Line stopped")
        found = story.file.covenant("V1")
        assert (found.state, found.moved_on) == (CovenantState.BREACHED, LAST_DAY)

    def test_is_never_found_by_who_recorded_the_attestations(self) -> None:
        both = all_rounder("BOTH")
        story = bound()
        story.does(both, kept(DAY))
        assert story.why_not(both, BREACH, "Line stopped") == (Reason.DUTIES_COLLIDE,)
        story.does(ASSESSOR, BREACH, "Line stopped")

    def test_leaves_attesting_to_others_than_who_found_it(self) -> None:
        both = all_rounder("BOTH")
        story = bound()
        story.does(both, BREACH, "Line stopped")
        assert story.why_not(both, kept(DAY)) == (Reason.DUTIES_COLLIDE,)

    def test_stops_every_payout_until_it_is_remedied(self) -> None:
        story = ripe()
        story.file = story.file.with_records((covenant("V1"),))
        story.does(ASSESSOR, BREACH, "Line stopped")
        proposal = ProposePayout(grant=GRANT, instalment="I1")
        assert story.why_not(OFFICER, proposal) == (Reason.COVENANT_BREACHED,)
        story.does(AUTHORISER, REMEDY, "Line runs again")
        assert story.proposes("I1").amount_minor == 1_000_000

    def test_claims_nothing_where_the_terms_say_nothing(self) -> None:
        story = paid({})
        (step,) = story.does(ASSESSOR, BREACH, "Line stopped").steps
        assert Reason.NOTHING_OWED_BACK in {f.reason for f in step.findings}
        assert story.file.recoveries == ()

    def test_claims_nothing_where_nothing_was_paid(self) -> None:
        story = bound({TermName.BREACH_RECOVERY: "whole"})
        story.does(ASSESSOR, BREACH, "Line stopped")
        assert story.file.recoveries == ()

    @pytest.mark.parametrize(("rule", "back"), [("whole", 1_000_000), ("pro rata", 666_667)])
    def test_claims_what_the_terms_say_in_the_same_change(self, rule: str, back: int) -> None:
        story = paid({TermName.BREACH_RECOVERY: rule})
        first, second = story.does(ASSESSOR, BREACH, "Line stopped").steps
        (claim,) = story.file.recoveries
        assert (first.act, second.act) == (Act.FIND_BREACH, Act.PROPOSE_RECOVERY)
        assert Reason.NOTHING_OWED_BACK not in {f.reason for f in first.findings}
        assert (claim.ground, claim.covenant, claim.payout) == (Ground.BREACH, "V1", "P1")
        assert (claim.principal_minor, claim.state) == (back, RecoveryState.PROPOSED)
        assert claim.reason == "Line stopped"

    def test_claims_of_the_latest_payment_first(self) -> None:
        story = ripe(programme_file(terms={TermName.BREACH_RECOVERY: "pro rata"}))
        story.file = story.file.with_records((covenant("V1"),))
        story.pays("I1", 700_000)
        story.day = DAY + DAY_ONE
        story.pays("I1")
        story.day = date(2026, 4, 1)
        story.does(ASSESSOR, BREACH, "Line stopped")
        assert [(r.payout, r.principal_minor) for r in story.file.recoveries] == [
            ("P2", 300_000), ("P1", 366_667),
        ]  # fmt: skip

    def test_claims_nothing_a_second_time(self) -> None:
        story = paid({TermName.BREACH_RECOVERY: "whole"})
        story.does(ASSESSOR, BREACH, "Line stopped")
        story.does(AUTHORISER, REMEDY, "Line runs again")
        (step,) = story.does(ASSESSOR, BREACH, "Line stopped again").steps
        assert Reason.NOTHING_OWED_BACK in {f.reason for f in step.findings}
        assert len(story.file.recoveries) == 1


class TestRemedy:
    def test_is_found_by_an_authorising_officer_with_a_reason(self) -> None:
        story = bound()
        story.does(ASSESSOR, BREACH, "Line stopped")
        assert story.why_not(ASSESSOR, REMEDY, "Line runs again") == (
            Reason.ROLE_MISSING, Reason.DUTIES_COLLIDE,
        )  # fmt: skip
        assert story.why_not(AUTHORISER, REMEDY) == (Reason.REASON_MISSING,)
        story.does(AUTHORISER, REMEDY, "Line runs again")
        assert story.file.covenant("V1").state is CovenantState.STANDING

    def test_is_nothing_for_what_stands(self) -> None:
        assert bound().why_not(AUTHORISER, REMEDY, "All is well") == (Reason.MOVE_IMPOSSIBLE,)

    def test_leaves_what_was_claimed(self) -> None:
        story = paid({TermName.BREACH_RECOVERY: "whole"})
        story.does(ASSESSOR, BREACH, "Line stopped")
        story.does(AUTHORISER, REMEDY, "Line runs again")
        assert story.file.recoveries[0].state is RecoveryState.PROPOSED


class TestFulfilment:
    def test_is_found_on_the_last_day_when_all_of_it_is_attested(self) -> None:
        story = bound()
        story.does(OFFICER, kept(LAST_DAY))
        (step,) = story.does(AUTHORISER, FULFIL).steps
        assert story.file.covenant("V1").state is CovenantState.FULFILLED
        found = {f.reason: f for f in step.findings}
        assert found[Reason.ATTESTATIONS_COMPLETE].evidence == ("T1",)
        assert found[Reason.DEADLINE_OVER].facts["first_on"] == LAST_DAY.isoformat()

    def test_waits_for_the_last_day(self) -> None:
        story = bound(day=LAST_DAY - DAY_ONE)
        story.does(OFFICER, kept(LAST_DAY - DAY_ONE))
        assert story.why_not(AUTHORISER, FULFIL) == (
            Reason.DEADLINE_NOT_OVER, Reason.ATTESTATIONS_MISSING,
        )  # fmt: skip

    def test_waits_for_the_last_attestation(self) -> None:
        story = bound()
        story.does(OFFICER, kept(date(2026, 3, 31)))
        (found,) = story.refusal(AUTHORISER, FULFIL).obstacles
        assert found.reason is Reason.ATTESTATIONS_MISSING
        assert found.facts["due_on"] == "2027-03-31"

    def test_needs_terms_that_say_what_has_to_be_attested(self) -> None:
        assert bound({}).why_not(AUTHORISER, FULFIL) == (Reason.TERM_MISSING,)

    def test_is_not_of_a_breached_covenant(self) -> None:
        story = bound()
        story.does(OFFICER, kept(LAST_DAY))
        story.does(ASSESSOR, BREACH, "Line stopped")
        assert story.why_not(AUTHORISER, FULFIL) == (Reason.MOVE_IMPOSSIBLE,)

    def test_is_never_found_by_who_recorded_the_attestations(self) -> None:
        both = all_rounder("BOTH")
        story = bound()
        story.does(both, kept(LAST_DAY))
        assert story.why_not(both, FULFIL) == (Reason.DUTIES_COLLIDE,)


@pytest.mark.parametrize("until", [FIRST_DAY, FIRST_DAY - DAY_ONE])
def test_a_covenant_ends_after_it_begins(until: date) -> None:
    with pytest.raises(Invalid):
        covenant("V1", until_on=until)


def test_a_covenant_is_of_one_of_the_kinds_there_are() -> None:
    kinds = {covenant(f"V{n}", kind).kind for n, kind in enumerate(CovenantKind)}
    assert kinds == set(CovenantKind)


def test_two_covenants_are_attested_apart() -> None:
    story = bound()
    story.file = story.file.with_records((covenant("V2", CovenantKind.SECOND_SOURCE),))
    story.does(OFFICER, kept(date(2026, 3, 31)))
    other: Covenant = story.file.covenant("V2")
    assert attested_until(story.file, other) is None
    story.does(SECOND_OFFICER, replace(kept(DAY), covenant="V2"))
    assert attested_until(story.file, other) == DAY
