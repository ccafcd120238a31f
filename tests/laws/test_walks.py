"""Laws of every walk of moves over a grant: they hold whatever people do, in whatever order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product
from random import Random
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from portfolio.domain.acts.advances import ProposeAdvance
from portfolio.domain.acts.amendments import ChangeAsked, ProposeAmendment
from portfolio.domain.acts.assessing import AssessMilestone
from portfolio.domain.acts.covenants import Attest
from portfolio.domain.acts.holds import LiftHold, PlaceHold
from portfolio.domain.acts.payouts import ProposePayout
from portfolio.domain.acts.recoveries import ProposeRecovery, RecordRepayment
from portfolio.domain.acts.screenings import RequestScreening
from portfolio.domain.acts.suspensions import SuspendInstalment
from portfolio.domain.acts.waivers import ConfirmWaiver, DeclineWaiver, ProposeWaiver
from portfolio.domain.amendment import Amended
from portfolio.domain.errors import Invalid, Refused
from portfolio.domain.gathering import payout_case
from portfolio.domain.journal import JournalEntry, fold, images_text
from portfolio.domain.milestone import Verdict
from portfolio.domain.owing import owed
from portfolio.domain.people import Role
from portfolio.domain.policies import PolicyName, Reductions
from portfolio.domain.record import key_of, kind_of, to_row
from portfolio.domain.recovery import Ground, ReceiptKind
from portfolio.domain.rules.duties import DUTY_OF_ACT
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.standing import budget_by_year, grant_standing
from portfolio.domain.states import PayoutState
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import ROLES_OF_PLAIN_ACTS, TABLES, Act, possible_acts
from portfolio.domain.waiver import Waivable
from tests.domain.builders import (
    ACCOUNTANT,
    ADMINISTRATOR,
    ASSESSOR,
    AUTHORISER,
    COUNCIL,
    GRANT,
    OFFICER,
    SECOND_OFFICER,
    SOURCE,
    Story,
    all_rounder,
    digest_of,
    half_ripe,
    person,
    programme_file,
    ripe,
)
from tests.domain.everything import ALL_TERMS, beginnings, everything, requests_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portfolio.domain.acts.table import Request
    from portfolio.domain.amendment import Amendment
    from portfolio.domain.change import Change, Step
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.people import Person
    from portfolio.domain.recovery import Recovery
    from portfolio.domain.states import State
    from portfolio.domain.waiver import Waiver

T = TypeVar("T")

ANYBODY, ANYBODY_ELSE = all_rounder("ANYBODY"), all_rounder("ANYBODY-ELSE")
CAST = (
    OFFICER, SECOND_OFFICER, ASSESSOR, AUTHORISER, ACCOUNTANT, COUNCIL, ADMINISTRATOR, ANYBODY,
    ANYBODY_ELSE,
)  # fmt: skip
IN_ROLE: dict[Role, tuple[Person, ...]] = {
    Role.GRANT_OFFICER: (OFFICER, SECOND_OFFICER),
    Role.ASSESSOR: (ASSESSOR, person("ASSESSOR-2", Role.ASSESSOR)),
    Role.AUTHORISING_OFFICER: (AUTHORISER, person("AUTHORISER-2", Role.AUTHORISING_OFFICER)),
    Role.ACCOUNTING_OFFICER: (ACCOUNTANT, person("ACCOUNTANT-2", Role.ACCOUNTING_OFFICER)),
    Role.COUNCIL: (COUNCIL, person("COUNCIL-2", Role.COUNCIL)),
}
TERMS: list[dict[TermName, str]] = [
    {},
    ALL_TERMS,
    {
        **ALL_TERMS,
        TermName.RETENTION_SHARE: "0.05",
        TermName.CLEARING_SHARE: "0.13",
        TermName.ITEMS: "3",
        TermName.BANDS: "0:0 30:2/5 50:7/10 80:1",
        TermName.COST_RATE: "1/3",
        TermName.INCENTIVE_RATE: "1/2",
        TermName.STAGE_GATE: "committee",
        TermName.RECOVERY_ORDER: "interest first",
        TermName.BREACH_RECOVERY: "whole",
    },
]
BUDGETS = [
    dict.fromkeys(range(2025, 2030), 10**7),
    {2025: 10**7},
    {2025: 700_000, 2026: 10**7},
    {2026: 1},
]


@dataclass(frozen=True)
class Try:
    """Somebody tries something, some days later: what the tables allow, or `wild` anything."""

    wild: bool
    who: Person
    days: int
    amount: int | None
    persons: int
    verdict: Verdict
    level: int | None
    choice: int


def a_try(number: int) -> Try:
    """Return the try a number stands for: drawing one number is quick, and shrinks well."""

    def one_of(*choices: T) -> T:
        nonlocal number
        number, place = divmod(number, len(choices))
        return choices[place]

    return Try(
        wild=one_of(0, 0, 0, 1) == 1,
        who=one_of(*CAST),
        days=one_of(0, 0, 0, 0, 1, 20, 150, 250),
        amount=one_of(None, None, 1, 250_000, 600_000, 1_000_001),
        persons=one_of(60, 45, 20, 75),
        verdict=one_of(Verdict.MET, Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET),
        level=one_of(None, None, None, 4, 5, 6),
        choice=number,
    )


tries = st.binary(min_size=8, max_size=8).map(lambda drawn: a_try(int.from_bytes(drawn)))


@st.composite
def starts(draw: st.DrawFn) -> Story:
    full = draw(st.booleans(), label="one of everything")
    files = [ripe().file, Story().file, ripe(trained=45).file, half_ripe().file]
    programme = programme_file(
        policy=draw(st.sampled_from(PolicyName)),
        reductions=draw(st.sampled_from(Reductions)),
        budgets=BUDGETS[0] if full else draw(st.sampled_from(BUDGETS)),
        terms=draw(st.sampled_from(TERMS)),
    )
    return Story(
        file=everything().file if full else draw(st.sampled_from(files)), programme=programme
    )


SUBJECTS = {
    "milestone": "milestones", "stage_gate": "stage_gates", "report": "reports",
    "funding_report": "funding_reports", "cost": "costs", "payout": "payouts", "hold": "holds",
    "suspension": "suspensions", "waiver": "waivers", "amendment": "amendments",
    "recovery": "recoveries", "covenant": "covenants", "screening": "screenings",
}  # fmt: skip
RARELY = {
    Act.TERMINATE, Act.SUSPEND_GRANT, Act.COMPLETE, Act.FIX_AMOUNT, Act.CLOSE, Act.VETO,
    Act.REVERSE, Act.FIND_BREACH, Act.HOLD, Act.REQUEST_SCREENING, Act.PROPOSE_WAIVER,
    Act.EXPIRE_SCREENING, Act.SUSPEND, Act.SEND_BACK, Act.CANCEL, Act.PROPOSE_AMENDMENT,
}  # fmt: skip
OFTEN = {"payout": 12, "recovery": 4, "suspension": 4, "hold": 4, "milestone": 2}
GUIDED_TRIES = 6


def subjects(file: GrantFile) -> Iterator[tuple[str, str, State]]:
    """Yield every subject that moves: its kind, its code and its state."""
    yield "grant", file.code, file.grant.state
    for kind, field in SUBJECTS.items():
        for each in getattr(file, field):
            yield kind, each.code, each.state


def requests(story: Story, tried: Try) -> list[tuple[Act, Request]]:
    """Return all that could be tried now: what the tables allow, or any act on any subject."""
    found: list[tuple[Act, Request]] = []
    for kind, code, state in subjects(story.file):
        possible = possible_acts(kind, state)
        for act, request in requests_on(kind, code, story=story).items():
            if tried.wild or act in possible:
                found.extend([(act, varied(story, tried, request))] * OFTEN.get(kind, 1))
    found.extend(begun(story, tried))
    rare = tried.wild or tried.choice % 4 == 0
    return [(act, request) for act, request in found if rare or act not in RARELY]


def varied(story: Story, tried: Try, request: Request) -> Request:
    """Return the request with what the try varies."""
    if isinstance(request, AssessMilestone):
        verdicts = [tried.verdict] * len(request.judgements)
        return story.assessment(request.milestone, *verdicts, level=tried.level)
    if isinstance(request, RecordRepayment):
        return replace(request, amount_minor=tried.amount or 10_000)
    return request


def begun(story: Story, tried: Try) -> Iterator[tuple[Act, Request]]:
    """Yield what could begin now, on every instalment, milestone, commitment and covenant."""
    file, many = story.file, beginnings()
    for m in file.milestones:
        yield Act.RECORD_EVIDENCE, story.evidence(m.code)
    for c in file.commitments:
        yield Act.REPORT, story.training(tried.persons, c.code)
    for p in file.payouts:
        claim = ProposeRecovery(grant=GRANT, ground=Ground.ADVANCE, payout=p.code)
        yield Act.PROPOSE_RECOVERY, claim
    for v in file.covenants:
        yield Act.ATTEST, replace(_attestation(v.code), kept_until=story.day)
    yield Act.PROPOSE_AMENDMENT, moved_between_instalments(story, tried.amount or 100_000)
    yield Act.REQUEST_SCREENING, RequestScreening(grant=GRANT)
    if file.co_fundings:
        yield Act.REPORT_FUNDING, many[Act.REPORT_FUNDING]
    yield Act.CLAIM_COST, many[Act.CLAIM_COST]
    for i in file.instalments:
        yield from begun_on_instalment(story, tried, i.code)


def begun_on_instalment(story: Story, tried: Try, code: str) -> Iterator[tuple[Act, Request]]:
    """Yield what could begin now on one instalment: proposals most of all."""
    proposal = ProposePayout(grant=GRANT, instalment=code, amount_minor=tried.amount)
    yield from [(Act.PROPOSE, proposal)] * 3
    ahead = ProposeAdvance(grant=GRANT, instalment=code, amount_minor=tried.amount or 200_000)
    yield Act.PROPOSE_ADVANCE, ahead
    yield Act.SUSPEND, SuspendInstalment(grant=GRANT, instalment=code)
    for m in story.file.conditions_of(code)[0]:
        yield Act.PROPOSE_WAIVER, ProposeWaiver(
            grant=GRANT, instalment=code, condition=Waivable.MILESTONE,
            condition_code=m.milestone, authority="the council",
            expires_on=story.day + timedelta(days=90),
        )  # fmt: skip
    for ground in (Ground.REVERSAL, Ground.IRREGULARITY, Ground.TERMINATION):
        yield (
            Act.PROPOSE_RECOVERY,
            ProposeRecovery(
                grant=GRANT, ground=ground, instalment=code, amount_minor=tried.amount or 50_000
            ),
        )
    if tried.wild:
        yield Act.HOLD, PlaceHold(grant=GRANT, instalment=code)


def _attestation(covenant: str) -> Attest:
    return Attest(
        grant=GRANT, covenant=covenant, kept_until=Story().day, document="Statement",
        document_sha256=digest_of("Statement"),
    )  # fmt: skip


def moved_between_instalments(story: Story, amount: int) -> ProposeAmendment:
    """Return the request to move an amount from I1 to I2, and M2 to a later day."""
    first, second = story.file.instalment("I1"), story.file.instalment("I2")
    due_on = story.file.milestone("M2").due_on + timedelta(days=30)
    return ProposeAmendment(
        grant=GRANT, title="Moved", source=SOURCE,
        changes=(
            ChangeAsked(
                what=Amended.INSTALMENT_AMOUNT, subject="I1",
                new=str(max(1, first.amount_minor - amount)),
            ),
            ChangeAsked(
                what=Amended.INSTALMENT_AMOUNT, subject="I2",
                new=str(second.amount_minor + min(amount, first.amount_minor - 1)),
            ),
            ChangeAsked(what=Amended.MILESTONE_DUE, subject="M2", new=due_on.isoformat()),
        ),
    )  # fmt: skip


def walked(story: Story, walk: Sequence[Try]) -> Story:
    """Let people try: what is refused changes nothing, what is done keeps the laws."""
    for tried in walk:
        story.day += timedelta(days=tried.days)
        choices = requests(story, tried)
        for attempt in range(1 if tried.wild else GUIDED_TRIES):
            place, choice = divmod(tried.choice // (attempt + 1), len(choices))
            act, request = choices[choice]
            if is_done(story, tried.who if tried.wild else apt(act, place), request):
                break
    two_people_stand_behind_every_decision(story)
    return story


def is_done(story: Story, who: Person, request: Request) -> bool:
    """Whether somebody can do it; refused, it has changed nothing."""
    before = story.file, story.programme, len(story.changes)
    try:
        story.does(who, request, "Because")
    except (Refused, Invalid):
        assert (story.file, story.programme, len(story.changes)) == before
        return False
    money_is_kept_within_bounds(story)
    return True


def apt(act: Act, choice: int) -> Person:
    """Return somebody who may do an act."""
    roles = ROLES_OF_PLAIN_ACTS.get(act) or next(
        m.roles for table in TABLES.values() for m in table if m.act is act
    )
    people = [who for role in roles for who in IN_ROLE[role]]
    return people[choice % len(people)]


def money_is_kept_within_bounds(story: Story) -> None:
    """Check that paid ≤ confirmed ≤ entitled ≤ award ≤ appropriation, and that sums reconcile."""
    file, programme = story.file, story.programme
    standing = [p for p in file.payouts if p.is_standing]
    paid = [p for p in standing if p.is_paid]
    returned = grant_standing(file, programme).returned_minor
    taken = sum(p.charge_minor for p in standing)
    assert sum(p.charge_minor for p in paid) <= file.confirmed_minor <= taken
    assert taken - returned <= file.award_minor
    for instalment in file.instalments:
        case = payout_case(file, programme, instalment.code, as_of=story.day)
        entitled = entitlement(case)
        parts = (
            case.taken_minor, entitled.withheld_minor, case.reduced_minor, entitled.open_minor,
        )  # fmt: skip
        assert sum(parts) == instalment.amount_minor
        assert min(parts) >= 0
    for year in programme.years:
        assert 0 <= year.paid_minor <= year.confirmed_minor <= year.budget_minor
        moved = year.confirmed_minor, year.paid_minor
        assert moved == budget_by_year(file).get(year.fiscal_year, (0, 0))
    assert {p.fiscal_year for p in file.payouts} <= {y.fiscal_year for y in programme.years}
    what_was_cleared_and_set_off_reconciles(story)


def what_was_cleared_and_set_off_reconciles(story: Story) -> None:
    """Check that net and gross agree, and that no claim ever took more than was owed."""
    file = story.file
    done = [p for p in file.payouts if p.settled_by is not None and not p.is_advance]
    assert sum(p.clears_minor for p in done) == sum(p.cleared_minor for p in file.payouts)
    set_off = [r for r in file.receipts if r.kind is ReceiptKind.SET_OFF]
    assert sum(p.set_off_minor for p in done) == sum(r.amount_minor for r in set_off)
    for recovery in file.recoveries:
        receipts = file.receipts_of(recovery.code)
        now = owed(recovery, receipts, story.programme.terms, story.day)
        assert 0 <= now.returned_minor <= recovery.principal_minor
        assert now.principal_minor in (0, recovery.principal_minor - now.returned_minor)
        claimable = file.payout(recovery.payout)
        claims = [r for r in file.recoveries_on(claimable.code) if r.stands]
        assert sum(r.principal_minor for r in claims) <= claimable.amount_minor


def two_people_stand_behind_every_decision(story: Story) -> None:
    file = story.file
    for payout in file.payouts:
        assert payout.amount_minor <= payout.entitled_minor
        behind = [payout.proposed_by, payout.confirmed_by, payout.settled_by]
        known = [code for code in behind if code is not None]
        assert len(set(known)) == len(known)
        if payout.is_binding:
            assert payout.confirmed_by is not None
        if payout.state is PayoutState.PAID:
            assert payout.settled_by is not None
    decided: tuple[Waiver | Amendment | Recovery, ...] = (
        *file.waivers, *file.amendments, *file.recoveries,
    )  # fmt: skip
    for each in decided:
        assert each.confirmed_by != each.proposed_by
    for screening in file.screenings:
        assert screening.decided_by != screening.requested_by


def entry_of(change: Change, step: Step) -> JournalEntry:
    return JournalEntry(
        stream=change.stream, seq=0, recorded_at=change.occasion.recorded_at,
        effective_on=change.occasion.effective_on, actor=change.occasion.person.code,
        role=step.role, act=step.act, subject=step.subject, from_state=step.before,
        to_state=step.after, amount_minor=step.amount_minor, fiscal_year=step.fiscal_year,
        reason=change.occasion.reason, facts="[]", images=images_text(step), rules_edition="1",
        command_id="c", part=0, request_hash="", previous_hash="", hash="",
    )  # fmt: skip


@given(story=starts(), walk=st.lists(tries, min_size=15, max_size=30))
@settings(max_examples=200, deadline=None)
def test_whatever_people_try_the_money_stays_bounded_and_the_journal_folds_to_the_file(
    story: Story, walk: list[Try]
) -> None:
    start = story.file.records()
    walked(story, walk)
    derived = grant_standing(story.file, story.programme)
    assert derived.confirmed_minor == story.file.confirmed_minor
    event(f"{sum(p.is_binding for p in story.file.payouts)} payouts bind")
    rows = {(kind_of(r), key_of(r)): to_row(r) for r in story.file.records()}
    entries = [entry_of(change, step) for change in story.changes for step in change.steps]
    assert {(kind_of(r), key_of(r)): to_row(r) for r in start} | fold(entries) == rows


def test_walks_go_far_enough_to_mean_something() -> None:
    """The tries of one fixed run reach nearly every act and pay more than once."""
    random = Random(20250602)  # noqa: S311  # a walk, not a secret
    terms = {name: value for name, value in ALL_TERMS.items() if "screening" not in name}
    programme = programme_file(budgets=BUDGETS[0], terms=terms)
    done: Counter[Act] = Counter()
    for start in (ripe, half_ripe, everything) * 30:
        begins = Story(file=start().file, programme=programme)
        story = walked(begins, [a_try(random.getrandbits(64)) for _ in range(40)])
        done.update(step.act for change in story.changes for step in change.steps)
    assert set(DUTY_OF_ACT) - set(done) <= SELDOM
    assert done[Act.SETTLE] >= 20


SELDOM = {
    Act.DRAFT, Act.ENTER_GRANT, Act.AWARD, Act.WITHDRAW, Act.FIX_AMOUNT, Act.CLOSE_ACCOUNTS,
    Act.MONITOR, Act.RELEASE, Act.RELEASE_PART, Act.CLEAR_SCREENING, Act.CLEAR_WITH_CONDITIONS,
    Act.LIFT_VETO,
}  # fmt: skip
"""How a grant begins, and the ends of long chains: chance may miss them, their own tests do not."""

ON_THE_FIRST = [
    (act, requests_on("payout")[act]) for act in (Act.CONFIRM, Act.SEND_BACK)
] + [
    (act, request)
    for kind in ("cost", "funding_report")
    for act, request in requests_on(kind).items()
]  # fmt: skip
ON_THE_SECOND: list[tuple[Act, Request]] = [
    (Act.LIFT, LiftHold(grant=GRANT, hold="H1")),
    (Act.CONFIRM_WAIVER, ConfirmWaiver(grant=GRANT, waiver="W1")),
    (Act.DECLINE_WAIVER, DeclineWaiver(grant=GRANT, waiver="W1")),
    (Act.RECORD_EVIDENCE, everything().evidence("M2")),
    (Act.REPORT, everything().training(12, "C2")),
]


@pytest.mark.parametrize(
    ("first", "second"), list(product(ON_THE_FIRST, ON_THE_SECOND)),
    ids=lambda pair: str(pair[0]) if isinstance(pair, tuple) else None,
)  # fmt: skip
def test_two_orders_of_independent_acts_end_in_the_same_position(
    first: tuple[Act, Request], second: tuple[Act, Request]
) -> None:
    """What bears on I1 only and what bears on I2 only may come in either order."""
    ends = []
    by_one, by_another = (ANYBODY, first[1]), (ANYBODY_ELSE, second[1])
    for order in ((by_one, by_another), (by_another, by_one)):
        story = everything()
        for who, request in order:
            story.does(who, request, "Because")
        standing = grant_standing(story.file, story.programme)
        ends.append((sorted(map(str, story.file.records())), story.programme, standing))
    assert ends[0] == ends[1]
