"""Findings on private money, costs, screenings, covenants and a grant's course, as really made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.acts import costs, covenants, funding, granting, screenings
from portfolio.domain.cost import CostKind
from portfolio.domain.instalment import FundingCondition
from portfolio.domain.policies import Bearing, PolicyName
from portfolio.domain.recovery import Ground
from portfolio.domain.rules.entry import entry_findings
from portfolio.domain.states import CovenantState, GrantState
from portfolio.domain.terms import TermName
from tests.domain.builders import (
    ACCOUNTANT,
    ASSESSOR,
    AUTHORISER,
    COUNCIL,
    DAY,
    GRANT,
    LAST_DAY,
    OFFICER,
    Story,
    covenant,
    digest_of,
    grant_file,
    programme_file,
    ripe,
    with_funding,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.finding import Finding

WHY = "As the inquiry found"
WATCHED = programme_file(terms={TermName.SCREENING_MONTHS: "24", TermName.ATTESTATION_MONTHS: "12"})
ADVANCED = programme_file(
    terms={
        TermName.ADVANCE_SHARE: "1/5",
        TermName.ADVANCE_MONTHS: "12",
        TermName.RECOVERY_DAYS: "20",
    }
)


def course_findings() -> Iterator[Finding]:
    """Yield every finding there is on what runs beside the money, and on the grant as a whole."""
    yield from _on_private_money()
    yield from _on_costs()
    yield from _on_screenings()
    yield from _on_covenants()
    yield from _on_the_award()
    yield from _on_the_end()
    yield from _on_the_last_of_it()
    yield from _on_what_a_file_asks()
    yield from _on_what_is_closed()


def _on_private_money() -> Iterator[Finding]:
    story = Story(file=with_funding(grant_file(), asked=600_000))
    report = funding.ReportFunding(
        grant=GRANT, co_funding="F1", raised_minor=600_000, as_of=DAY, document="Statement",
        document_sha256=digest_of("Statement"),
    )  # fmt: skip
    story.does(OFFICER, report)
    yield from story.refusal(OFFICER, replace(report, raised_minor=599_999)).findings


def _on_costs() -> Iterator[Finding]:
    story = Story()
    claim = costs.ClaimCost(
        grant=GRANT, instalment="I1", member="LEAD", kind=CostKind.TRAINING_SEAT, key="SEAT-7",
        title="Seat in the first course", amount_minor=10_000, incurred_on=DAY, document="Invoice",
        document_sha256=digest_of("Invoice"),
    )  # fmt: skip
    yield from story.does(OFFICER, claim).steps[0].findings
    yield from story.refusal(OFFICER, claim).findings
    old = replace(claim, key="SEAT-8", incurred_on=date(2025, 3, 31))
    yield from story.refusal(OFFICER, old).findings


def _on_screenings() -> Iterator[Finding]:
    story = Story(programme=WATCHED)
    ask = screenings.RequestScreening(grant=GRANT)
    yield from story.does(OFFICER, ask).steps[0].findings
    yield from story.refusal(OFFICER, ask).findings
    story.does(COUNCIL, screenings.VetoScreening(grant=GRANT, screening="Q1"), WHY)
    yield from story.refusal(OFFICER, ask).findings


def _on_covenants() -> Iterator[Finding]:
    story = Story(programme=WATCHED, day=LAST_DAY)
    story.file = story.file.with_records((covenant("V1"),))
    attest = covenants.Attest(
        grant=GRANT, covenant="V1", kept_until=date(2026, 3, 31), document="Statement",
        document_sha256=digest_of("Statement"),
    )  # fmt: skip
    fulfil = covenants.FulfilCovenant(grant=GRANT, covenant="V1")
    early = replace(attest, kept_until=date(2025, 3, 1))
    yield from story.refusal(OFFICER, early).findings
    yield from story.does(OFFICER, attest).steps[0].findings
    yield from story.refusal(OFFICER, attest).findings
    yield from story.refusal(AUTHORISER, fulfil).findings
    story.does(OFFICER, replace(attest, kept_until=LAST_DAY))
    yield from story.does(AUTHORISER, fulfil).steps[0].findings
    breached = Story(file=grant_file().with_records((covenant("V1"),)))
    breach = covenants.FindBreach(grant=GRANT, covenant="V1")
    yield from breached.does(ASSESSOR, breach, WHY).steps[0].findings


def _on_the_award() -> Iterator[Finding]:
    award = granting.AwardGrant(grant=GRANT)
    yield from Story(file=replace(grant_file(), awards=())).refusal(AUTHORISER, award).findings
    yield from Story().refusal(AUTHORISER, award).findings


def _on_the_end() -> Iterator[Finding]:
    story = ripe(ADVANCED)
    story.does(OFFICER, granting.StartGrant(grant=GRANT))
    story.does(OFFICER, granting.CompleteGrant(grant=GRANT))
    fix = granting.FixAmount(grant=GRANT)
    yield from story.refusal(AUTHORISER, fix).findings
    story.does(OFFICER, granting.AnnounceAmount(grant=GRANT))
    story.proposes("I1")
    yield from story.refusal(AUTHORISER, fix).findings


def _on_the_last_of_it() -> Iterator[Finding]:
    story = ripe(ADVANCED)
    settle = granting.CloseAccounts(grant=GRANT)
    close = granting.CloseGrant(grant=GRANT)
    story.does(OFFICER, granting.StartGrant(grant=GRANT))
    story.advances("I2", 200_000)
    story.pays("I1", 200_000)
    story.advances("I2", 200_000)
    story.does(OFFICER, granting.CompleteGrant(grant=GRANT))
    story.does(OFFICER, granting.AnnounceAmount(grant=GRANT))
    yield from story.does(AUTHORISER, granting.FixAmount(grant=GRANT)).steps[0].findings
    yield from story.refusal(ACCOUNTANT, settle).findings
    story.pays("I1")
    yield from story.does(ACCOUNTANT, settle).steps[0].findings
    yield from story.refusal(OFFICER, granting.MonitorGrant(grant=GRANT)).findings
    story.file = story.file.with_records((covenant("V1"),))
    yield from story.refusal(AUTHORISER, close).findings
    ended = replace(covenant("V1"), state=CovenantState.FULFILLED)
    story.file = story.file.with_records((ended,))
    story.reverses("M1", 4)
    yield from story.refusal(ACCOUNTANT, settle).findings
    story.claims(Ground.REVERSAL, instalment="I1")
    yield from story.refusal(AUTHORISER, close).findings


def _on_what_a_file_asks() -> Iterator[Finding]:
    file = with_funding(grant_file(), asked=600_000)
    too_much = FundingCondition(
        grant=GRANT, instalment="I1", co_funding="F1", raised_minor=1_000_001
    )
    yield from entry_findings(file.with_records((too_much,)), WATCHED)
    weighed = replace(file.milestone_conditions[0], coefficient=Fraction(3, 4))
    yield from entry_findings(file.with_records((weighed,)), WATCHED)
    priced = programme_file(policy=PolicyName.SCALABLE, terms={TermName.UNIT_PRICE: "1000"})
    gated = replace(file.reskilling_conditions[0], bearing=Bearing.GATES)
    yield from entry_findings(file.with_records((gated,)), priced)


def _on_what_is_closed() -> Iterator[Finding]:
    story = ripe()
    closed = replace(story.file.grant, state=GrantState.CLOSED)
    story.file = story.file.with_records((closed,))
    yield from story.refusal(OFFICER, story.evidence("M2")).findings
