"""Findings as the rules really make them: every reason there is, on a small grant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from portfolio.domain.acts.assigning import AssignGrant
from portfolio.domain.acts.entering import (
    ChangePerson,
    EnterPerson,
    change_person,
    enter_grant,
    enter_person,
)
from portfolio.domain.acts.notes import WriteNote
from portfolio.domain.acts.payouts import ConfirmPayout, ProposePayout, SendBackPayout
from portfolio.domain.acts.reskilling import ReportTraining, VerifyReport
from portfolio.domain.errors import Refused
from portfolio.domain.finding import refuses
from portfolio.domain.gathering import payout_case
from portfolio.domain.grant import MemberRole
from portfolio.domain.milestone import Verdict
from portfolio.domain.people import PeopleFile, Role
from portfolio.domain.reason import Reason
from portfolio.domain.reskilling import Rung
from portfolio.domain.rules.entry import entry_findings
from tests.domain.builders import (
    ACCOUNTANT,
    ADMINISTRATOR,
    ASSESSOR,
    AUTHORISER,
    DAY,
    GRANT,
    OFFICER,
    PEOPLE,
    Story,
    all_rounder,
    grant_file,
    occasion,
    person,
    programme_file,
    ripe,
)
from tests.wording.change_examples import change_findings
from tests.wording.course_examples import course_findings
from tests.wording.money_examples import money_findings
from tests.wording.payout_examples import payout_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from portfolio.domain.case import PayoutCase
    from portfolio.domain.finding import Finding
    from portfolio.domain.grant_file import GrantFile

TOMORROW = DAY + timedelta(days=1)
YESTERDAY = DAY - timedelta(days=1)
ADMINISTRATION = PeopleFile(people=PEOPLE)


@cache
def real_findings() -> tuple[Finding, ...]:
    """Return findings of every reason, made by the domain."""
    return (
        *payout_findings(),
        *_findings_on_payouts(),
        *_findings_on_milestones(),
        *_findings_on_training(),
        *_findings_on_people(),
        *_findings_on_notes_and_assignments(),
        *_findings_on_entry(),
        *change_findings(),
        *course_findings(),
        *money_findings(),
        # Found outside the domain, and worded as the store finds it.
        refuses(
            Reason.CEILING_TAKEN, "CHIPS/FY2025",
            ceiling="appropriation", asked_minor=5, currency="JPY",
        ),
    )  # fmt: skip


@cache
def by_reason() -> dict[Reason, list[Finding]]:
    """Return the findings of every reason."""
    found: dict[Reason, list[Finding]] = {}
    for finding in real_findings():
        found.setdefault(finding.reason, []).append(finding)
    return found


def ripe_case() -> PayoutCase:
    """Return a case in which everything is in order."""
    story = ripe()
    return payout_case(story.file, story.programme, "I1", as_of=DAY)


def _findings_on_payouts() -> Iterator[Finding]:
    story = ripe()
    change = story.does(
        OFFICER, ProposePayout(grant=GRANT, instalment="I1", amount_minor=5), "A first part"
    )
    yield from change.steps[0].findings
    confirm = ConfirmPayout(grant=GRANT, payout="P1")
    send_back = SendBackPayout(grant=GRANT, payout="P1")
    yield from story.refusal(OFFICER, confirm).findings
    yield from story.refusal(AUTHORISER, confirm, on=YESTERDAY).findings
    yield from story.refusal(ACCOUNTANT, story.settlement("P1")).findings
    yield from story.refusal(AUTHORISER, send_back, on=YESTERDAY).findings
    yield from (
        ripe()
        .refusal(OFFICER, ProposePayout(grant=GRANT, instalment="I1", amount_minor=5))
        .findings
    )
    late = ripe()
    late.proposes("I1")
    late.day = date(2026, 4, 1)
    yield from late.refusal(AUTHORISER, confirm).findings
    story.does(AUTHORISER, send_back, "Once more, please")
    yield from story.refusal(AUTHORISER, confirm).findings


def _findings_on_milestones() -> Iterator[Finding]:
    story = Story()
    submit_m2 = _submits(story, "M2")
    yield from _refused(submit_m2)
    story.hands_in("M1")
    yield from story.refusal(OFFICER, story.evidence("M1"), on=TOMORROW).findings
    yield from story.refusal(OFFICER, replace(story.evidence("M1"), sha256=_known(story))).findings
    story.submits("M1")
    yield from story.changes[-1].steps[0].findings
    whole = story.assessment("M1")
    first = replace(whole.judgements[0], measured=Decimal("12.5"))
    for request in (
        replace(whole, judgements=whole.judgements[:1]),
        replace(whole, judgements=(first, whole.judgements[1])),
        replace(whole, level_reached=6),
        replace(whole, level_reached=10),
    ):
        yield from story.refusal(ASSESSOR, request).findings
    yield from story.refusal(all_rounder("OFFICER"), whole).findings
    yield from (
        story.does(ASSESSOR, story.assessment("M1", Verdict.MET, Verdict.MET)).steps[0].findings
    )
    yield from _refused(_submits(story, "M1"))


def _findings_on_training() -> Iterator[Finding]:
    story = Story()
    story.trains(30)
    yield from story.refusal(OFFICER, story.training(20)).findings
    yield from story.refusal(OFFICER, _training(story, 31, Rung.PLACED)).findings
    story.does(OFFICER, story.training(40))
    yield from story.refusal(
        all_rounder("OFFICER"), VerifyReport(grant=GRANT, report="R2")
    ).findings


def _findings_on_people() -> Iterator[Finding]:
    now = occasion(ADMINISTRATOR)
    newcomer = person("OFFICER", Role.GRANT_OFFICER, Role.ADMINISTRATOR, logins=("assessor",))
    for act in (
        lambda: enter_person(ADMINISTRATION, now, EnterPerson(person=newcomer)),
        lambda: change_person(ADMINISTRATION, now, ChangePerson(code=ADMINISTRATOR.code)),
    ):
        yield from _refused(act)


def _findings_on_notes_and_assignments() -> Iterator[Finding]:
    story = Story()
    story.programme = replace(story.programme, people=ADMINISTRATION)
    yield from story.refusal(OFFICER, WriteNote(grant=GRANT)).findings
    nobody = AssignGrant(grant=GRANT, role=Role.ASSESSOR)
    assessor = replace(nobody, person=ASSESSOR.code)
    yield from story.refusal(OFFICER, replace(nobody, person=AUTHORISER.code)).findings
    yield from story.refusal(OFFICER, nobody).findings
    story.does(OFFICER, assessor)
    yield from story.changes[-1].steps[0].findings
    yield from story.refusal(OFFICER, assessor).findings
    story.does(OFFICER, nobody)
    yield from story.changes[-1].steps[0].findings


def _findings_on_entry() -> Iterator[Finding]:
    programme = programme_file()
    file = grant_file()
    for broken in _broken(file):
        yield from entry_findings(broken, programme)
    other = replace(file, grant=replace(file.grant, title="Another title"))
    yield from _refused(lambda: enter_grant(file, other, programme, occasion(OFFICER)))
    risen = replace(file.elements[0], current_level=file.elements[0].entry_level + 1)
    unfit = replace(
        file, elements=(risen, *file.elements[1:]), members=(*file.members, *file.members)
    )
    yield from _refused(lambda: enter_grant(None, unfit, programme, occasion(OFFICER)))
    more = replace(file.awards[0], number=2, amount_minor=500_000)
    raised = file.with_records((more,))
    yield from _refused(lambda: enter_grant(file, raised, programme, occasion(OFFICER)))


def _broken(file: GrantFile) -> Iterator[GrantFile]:
    """Yield the grant, broken in every way that keeps it from being entered."""
    award, (lead, school) = file.awards[0], file.members
    m1, m2 = file.milestones
    yield replace(file, milestone_conditions=(), reskilling_conditions=())
    yield replace(file, milestones=(m1, m1))
    yield replace(file, milestones=(replace(m1, element="NO-SUCH"), m2))
    yield replace(file, criteria=())
    yield replace(file, awards=(replace(award, amount_minor=-5),))
    yield replace(file, members=(lead, replace(school, role=MemberRole.LEAD, share=Fraction(1, 2))))
    yield replace(file, milestones=(replace(m1, predecessors=("M2",)), m2))
    yield replace(file, milestones=(replace(m1, level=6), m2))
    yield replace(file, milestones=(replace(m1, level=7, due_on=date(2031, 1, 1)), m2))
    yield replace(file, instalments=(replace(file.instalments[0], fiscal_year=2024),))
    yield replace(file, commitments=tuple(replace(c, persons=5) for c in file.commitments))


def _refused(act: Callable[[], object]) -> tuple[Finding, ...]:
    try:
        act()
    except Refused as error:
        return error.findings
    raise AssertionError("nothing was refused")


def _submits(story: Story, milestone: str) -> Callable[[], object]:
    return lambda: story.submits(milestone)


def _known(story: Story) -> str | None:
    return story.file.evidence[0].sha256


def _training(story: Story, persons: int, rung: Rung) -> ReportTraining:
    return replace(story.training(persons), rung=rung)
