"""Anything anybody could ask of a grant, drawn by chance: for walks through the real store."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from portfolio.domain.acts import (
    amendments,
    costs,
    covenants,
    curing,
    funding,
    gates,
    granting,
    recoveries,
    screenings,
    suspensions,
    waivers,
)
from portfolio.domain.acts.advances import ProposeAdvance
from portfolio.domain.acts.amendments import ChangeAsked
from portfolio.domain.acts.assessing import AssessMilestone, CriterionJudged
from portfolio.domain.acts.holds import LiftHold, PlaceHold
from portfolio.domain.acts.milestones import RecordEvidence, ReturnMilestone, SubmitMilestone
from portfolio.domain.acts.payouts import (
    CancelPayout,
    ConfirmPayout,
    ProposePayout,
    RecordFailure,
    SendBackPayout,
    SettlePayout,
)
from portfolio.domain.acts.reskilling import RejectReport, ReportTraining, VerifyReport
from portfolio.domain.acts.table import REQUESTS
from portfolio.domain.amendment import Amended
from portfolio.domain.cost import CostKind
from portfolio.domain.milestone import EvidenceKind, Verdict
from portfolio.domain.people import Role
from portfolio.domain.record import image_of
from portfolio.domain.recovery import Ground
from portfolio.domain.reskilling import Rung
from portfolio.domain.transitions import ROLES_OF_PLAIN_ACTS, TABLES
from portfolio.domain.waiver import Waivable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from random import Random

    from portfolio.domain.acts.table import Request
    from portfolio.domain.waiting import Waiting

DOCUMENT = {"document": "Statement", "document_sha256": "ef" * 32}
_NEW = {
    Amended.MILESTONE_DUE: ("M1", "M2"), Amended.COMMITMENT_DUE: ("C1",),
    Amended.COMMITMENT_PERSONS: ("C1",), Amended.INSTALMENT_AMOUNT: ("I1", "I2"),
    Amended.INSTALMENT_DAY: ("I1", "I2"), Amended.CONDITION_MOVED: ("I1.M1", "I2.M2", "I1.F1"),
    Amended.CONDITION_PERSONS: ("I1.C1",), Amended.CONDITION_SHARE: ("I1.M1",),
    Amended.CRITERION_TARGET: ("M2.K1",), Amended.AWARD: (),
}  # fmt: skip


def about_milestones(grant: str, chance: Random) -> Request:
    """Return something asked about what is to be shown."""
    milestone = chance.choice(("M1", "M2"))
    verdict = chance.choice((Verdict.MET, Verdict.NOT_MET))
    level = chance.randint(3, 6)
    return chance.choice(
        (
            RecordEvidence(
                grant=grant, milestone=milestone, title="Report", member="LEAD",
                kind=chance.choice(
                    (EvidenceKind.ENVIRONMENT_TEST_REPORT, EvidenceKind.PILOT_TEST_REPORT)
                ),
                sha256=f"{chance.randint(0, 9)}" * 64,
            ),
            SubmitMilestone(grant=grant, milestone=milestone),
            ReturnMilestone(grant=grant, milestone=milestone),
            AssessMilestone(
                grant=grant, milestone=milestone, level_reached=level, summary="Judged",
                judgements=(CriterionJudged(criterion="K1", verdict=verdict, reason="seen"),),
            ),
            gates.PassGate(grant=grant, stage_gate="G1"),
            gates.FailGate(grant=grant, stage_gate="G1"),
            curing.GrantCure(grant=grant, milestone=milestone),
            curing.LapseMilestone(grant=grant, milestone=milestone),
            curing.ReverseMilestone(grant=grant, milestone=milestone, level_now=level),
            curing.WithdrawMilestone(grant=grant, milestone=milestone),
        )
    )  # fmt: skip


def about_people_and_costs(grant: str, chance: Random) -> Request:
    """Return something asked about training, private money and costs."""
    code = f"{chance.randint(1, 3)}"
    return chance.choice(
        (
            ReportTraining(
                grant=grant, commitment="C1", rung=Rung.CERTIFIED, persons=chance.randint(1, 12),
                as_of=date(2026, 3, 31), **DOCUMENT,
            ),
            VerifyReport(grant=grant, report=f"R{code}"),
            RejectReport(grant=grant, report=f"R{code}"),
            funding.ReportFunding(
                grant=grant, co_funding="F1", raised_minor=chance.choice((200_000, 900_000)),
                as_of=date(2026, 3, 31), **DOCUMENT,
            ),
            funding.VerifyFunding(grant=grant, funding_report=f"F{code}"),
            funding.RejectFunding(grant=grant, funding_report=f"F{code}"),
            costs.ClaimCost(
                grant=grant, instalment="I1", member="LEAD", kind=CostKind.ASSET,
                key=f"TOOL-{code}", title="Tool", amount_minor=90_000,
                incurred_on=date(2026, 3, 31), **DOCUMENT,
            ),
            costs.AcceptCost(grant=grant, cost=f"K{code}"),
            costs.RefuseCost(grant=grant, cost=f"K{code}"),
        )
    )  # fmt: skip


def about_money(grant: str, chance: Random) -> Request:
    """Return something asked about payouts, holds, suspensions and what comes back."""
    instalment, code = chance.choice(("I1", "I2")), f"{chance.randint(1, 4)}"
    amount = chance.choice((1, 50_000, 100_000, 400_000))
    return chance.choice(
        (
            ProposePayout(grant=grant, instalment=instalment),
            ProposePayout(grant=grant, instalment=instalment, amount_minor=amount),
            ProposeAdvance(grant=grant, instalment=instalment, amount_minor=amount),
            ConfirmPayout(grant=grant, payout=f"P{code}"),
            ConfirmPayout(grant=grant, payout=f"P{code}"),
            SendBackPayout(grant=grant, payout=f"P{code}"),
            CancelPayout(grant=grant, payout=f"P{code}"),
            SettlePayout(grant=grant, payout=f"P{code}", payment_reference="B"),
            SettlePayout(grant=grant, payout=f"P{code}", payment_reference="B"),
            RecordFailure(grant=grant, payout=f"P{code}"),
            PlaceHold(grant=grant),
            LiftHold(grant=grant, hold=f"H{code}"),
            suspensions.SuspendInstalment(grant=grant, instalment=instalment),
            suspensions.AnnounceReduction(grant=grant, suspension=f"S{code}"),
            suspensions.ReleaseSuspension(grant=grant, suspension=f"S{code}"),
            suspensions.ReduceSuspension(grant=grant, suspension=f"S{code}"),
            recoveries.ProposeRecovery(
                grant=grant, ground=Ground.REVERSAL, instalment=instalment
            ),
            recoveries.ProposeRecovery(
                grant=grant, ground=Ground.IRREGULARITY, payout=f"P{code}", amount_minor=amount
            ),
            recoveries.ConfirmRecovery(grant=grant, recovery=f"B{code}"),
            recoveries.DeclineRecovery(grant=grant, recovery=f"B{code}"),
            recoveries.RecordRepayment(
                grant=grant, recovery=f"B{code}", amount_minor=amount, payment_reference="B"
            ),
            recoveries.ProposeWriteOff(grant=grant, recovery=f"B{code}", authority="Ministry"),
            recoveries.ConfirmWriteOff(grant=grant, recovery=f"B{code}"),
            recoveries.DeclineWriteOff(grant=grant, recovery=f"B{code}"),
        )
    )  # fmt: skip


def about_changes(grant: str, chance: Random) -> Request:
    """Return something asked about waivers and amendments."""
    instalment, code = chance.choice(("I1", "I2")), f"{chance.randint(1, 3)}"
    condition, of = chance.choice(
        (
            (Waivable.MILESTONE, "M1"), (Waivable.MILESTONE, "M2"), (Waivable.COMMITMENT, "C1"),
            (Waivable.CO_FUNDING, "F1"), (Waivable.COVENANT, "V1"), (Waivable.SCREENING, grant),
        )
    )  # fmt: skip
    return chance.choice(
        (
            waivers.ProposeWaiver(
                grant=grant, instalment=instalment, condition=condition, condition_code=of,
                authority="Director", expires_on=date(2026, 12, 31),
            ),
            waivers.ConfirmWaiver(grant=grant, waiver=f"W{code}"),
            waivers.DeclineWaiver(grant=grant, waiver=f"W{code}"),
            waivers.RevokeWaiver(grant=grant, waiver=f"W{code}"),
            waivers.ExpireWaiver(grant=grant, waiver=f"W{code}"),
            amendments.ProposeAmendment(
                grant=grant, title="Other plan", source="decision 7", changes=changes(chance)
            ),
            amendments.ConfirmAmendment(grant=grant, amendment=f"N{code}"),
            amendments.ConfirmAmendment(grant=grant, amendment=f"N{code}"),
            amendments.DeclineAmendment(grant=grant, amendment=f"N{code}"),
        )
    )  # fmt: skip


def changes(chance: Random) -> tuple[ChangeAsked, ...]:
    """Return one change of a plan, or an amount moved between the two instalments."""
    if chance.random() < 0.5:
        first = chance.choice((100_000, 300_000, 500_000))
        amounts = {"I1": first, "I2": 1_000_000 - first}
        return tuple(
            ChangeAsked(what=Amended.INSTALMENT_AMOUNT, subject=code, new=str(amount))
            for code, amount in amounts.items()
        )
    what = chance.choice([w for w, subjects in _NEW.items() if subjects])
    day = (date(2026, 6, 1) + timedelta(days=chance.randint(0, 600))).isoformat()
    new = {
        Amended.MILESTONE_DUE: day, Amended.COMMITMENT_DUE: day, Amended.INSTALMENT_DAY: day,
        Amended.COMMITMENT_PERSONS: "8", Amended.CONDITION_PERSONS: "5",
        Amended.CONDITION_SHARE: "1/2", Amended.CRITERION_TARGET: "9",
        Amended.INSTALMENT_AMOUNT: "300000", Amended.CONDITION_MOVED: "I2",
    }[what]  # fmt: skip
    return (ChangeAsked(what=what, subject=chance.choice(_NEW[what]), new=new),)


def about_the_course(grant: str, chance: Random) -> Request:
    """Return something asked about the grant as a whole."""
    return chance.choice(
        (
            granting.StartGrant(grant=grant),
            granting.SuspendGrant(grant=grant),
            granting.ResumeGrant(grant=grant),
            granting.CompleteGrant(grant=grant),
            granting.AnnounceAmount(grant=grant),
            granting.FixAmount(grant=grant),
            granting.CloseAccounts(grant=grant),
            granting.MonitorGrant(grant=grant),
            granting.CloseGrant(grant=grant),
            granting.TerminateGrant(grant=grant, keeps_earned=chance.random() < 0.5),
            screenings.RequestScreening(grant=grant),
            screenings.RequestScreening(grant=grant, member="LEAD"),
            screenings.ClearScreening(grant=grant, screening="Q1"),
            screenings.ClearWithConditions(grant=grant, screening="Q2", conditions="Report"),
            screenings.VetoScreening(grant=grant, screening="Q1"),
            screenings.LiftVeto(grant=grant, screening="Q1"),
            screenings.ExpireScreening(grant=grant, screening="Q1"),
            covenants.Attest(
                grant=grant, covenant="V1", kept_until=date(2026, 3, 31), **DOCUMENT
            ),
            covenants.FindBreach(grant=grant, covenant="V1"),
            covenants.RemedyBreach(grant=grant, covenant="V1"),
            covenants.FulfilCovenant(grant=grant, covenant="V1"),
        )
    )  # fmt: skip


ABOUT: tuple[Callable[[str, Random], Request], ...] = (
    about_milestones, about_people_and_costs, about_money, about_money, about_changes,
    about_the_course,
)  # fmt: skip


WHO = {
    Role.GRANT_OFFICER: ("OFFICER-1", "OFFICER-2", "OFFICER-3"),
    Role.ASSESSOR: ("ASSESSOR-1", "ASSESSOR-2"),
    Role.AUTHORISING_OFFICER: ("AUTHORISER-1",),
    Role.ACCOUNTING_OFFICER: ("ACCOUNTANT-1",),
    Role.COUNCIL: ("COUNCIL-1",),
}
_ROLES = {move.act: move.roles for moves in TABLES.values() for move in moves} | ROLES_OF_PLAIN_ACTS


def somebody(chance: Random, request: Request) -> str:
    """Return somebody who asks for it: mostly one who may."""
    act = next(act for act, asked in REQUESTS.items() if asked is type(request))
    role = chance.choice(_ROLES[act] if chance.random() < 0.9 else tuple(WHO))
    return chance.choice(WHO[role])


_STOPS = (
    granting.CompleteGrant, granting.TerminateGrant, granting.SuspendGrant,
    screenings.VetoScreening, PlaceHold, covenants.FindBreach, curing.WithdrawMilestone,
    curing.ReverseMilestone,
)  # fmt: skip


def is_waited_for(request: Request, waits: Iterable[Waiting]) -> bool:
    """Whether a grant waits for just this to be asked."""
    said = str(image_of(request))
    return any(
        REQUESTS.get(wait.act) is type(request) and (not wait.code or f"'{wait.code}'" in said)
        for wait in waits
    )


def next_step(chance: Random, grant: str, waits: Sequence[Waiting]) -> Request:
    """Return something a grant waits for, as near as chance comes to it."""
    drawn = (anything(chance, grant) for _ in range(60))
    return next((r for r in drawn if is_waited_for(r, waits)), anything(chance, grant))


def anything(chance: Random, *grants: str) -> Request:
    """Return anything anybody could ask of one of the grants; seldom what stops all the rest."""
    request = chance.choice(ABOUT)(chance.choice(grants), chance)
    if isinstance(request, _STOPS) and chance.random() < 0.8:
        return anything(chance, *grants)
    return request
