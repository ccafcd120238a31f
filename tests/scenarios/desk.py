"""The words for what people do: each verb asks for one act, through the services."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from portfolio.domain.acts import (
    advances,
    amendments,
    assessing,
    costs,
    covenants,
    curing,
    funding,
    gates,
    granting,
    holds,
    milestones,
    payouts,
    recoveries,
    reskilling,
    screenings,
    suspensions,
    waivers,
)
from portfolio.domain.errors import CaseChanged, Refused
from portfolio.domain.milestone import Verdict
from portfolio.domain.reskilling import Rung
from portfolio.services import browse
from portfolio.services.perform import perform

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio.domain.acts.table import Request
    from portfolio.domain.amendment import Amended
    from portfolio.domain.cost import CostKind
    from portfolio.domain.reason import Reason
    from portfolio.domain.waiver import Waivable
    from tests.scenarios.account import Account


def _asks(request: type[Any]) -> Callable[..., None]:
    """Return the verb that asks for this; what it is about comes first, then what else is said."""
    about = [f.name for f in fields(request)][1:2]

    def verb(desk: Desk, *codes: str, because: str | None = None, **said: Any) -> None:  # noqa: ANN401  # as the request says
        named = dict(zip(about, codes, strict=False))
        desk.asks(request(grant=desk.account.grant, **named, **said), because)

    return verb


@dataclass(frozen=True)
class Desk:
    """Somebody at a desk of the agency, on the day it is there."""

    account: Account
    person: str
    refused_for: frozenset[Reason] | None = None

    def is_refused(self, *reasons: Reason) -> Desk:
        """Say that what this person asks for next must be refused, for exactly these reasons."""
        return replace(self, refused_for=frozenset(reasons))

    def asks(self, request: Request, because: str | None = None) -> None:
        """Ask for an act. A refusal that is expected must come, and must write nothing."""
        office = self.account.office.acting_as(self.person)
        if self.refused_for is None:
            perform(office, request, reason=because)
            return
        before = browse.entry_count(office)
        with pytest.raises(Refused) as caught:
            perform(office, request, reason=because)
        assert {f.reason for f in caught.value.obstacles} == self.refused_for, caught.value
        assert browse.entry_count(office) == before
        self.account.refusal = caught.value

    # the grant ----------------------------------------------------------------------------

    awards_the_grant = _asks(granting.AwardGrant)
    starts_the_grant = _asks(granting.StartGrant)
    completes_the_grant = _asks(granting.CompleteGrant)
    announces_the_amount = _asks(granting.AnnounceAmount)
    fixes_the_amount = _asks(granting.FixAmount)
    closes_the_accounts = _asks(granting.CloseAccounts)
    monitors_the_grant = _asks(granting.MonitorGrant)
    closes_the_grant = _asks(granting.CloseGrant)
    terminates_the_grant = _asks(granting.TerminateGrant)

    # readiness ----------------------------------------------------------------------------

    submits = _asks(milestones.SubmitMilestone)
    grants_a_cure_of = _asks(curing.GrantCure)
    lapses = _asks(curing.LapseMilestone)
    reverses = _asks(curing.ReverseMilestone)
    withdraws = _asks(curing.WithdrawMilestone)
    passes_the_gate = _asks(gates.PassGate)
    fails_the_gate = _asks(gates.FailGate)

    def hands_in(self, milestone: str) -> None:
        """Put on file a new piece of the evidence that a milestone requires."""
        file = self.account.file
        kind = file.milestone(milestone).required_evidence[0]
        name = f"{kind.value} {len(file.evidence) + 1}"
        self.asks(
            milestones.RecordEvidence(
                grant=file.code, milestone=milestone, kind=kind, title=name,
                sha256=_digest(name), member="LEAD",
            )
        )  # fmt: skip

    def assesses(self, milestone: str, *, lots: int = 100, level: int | None = None) -> None:
        """Judge a milestone of whose 100 test lots so many have passed; else its level is shown."""
        (criterion,) = self.account.file.criteria_of(milestone)
        partly = Verdict.PARTLY if lots else Verdict.NOT_MET
        judged = assessing.CriterionJudged(
            criterion=criterion.code,
            verdict=Verdict.MET if lots >= criterion.target else partly,
            measured=Decimal(lots),
            reason="As counted on the line",
        )
        self.asks(
            assessing.AssessMilestone(
                grant=self.account.grant, milestone=milestone, summary="As shown in the report",
                level_reached=level or self.account.file.milestone(milestone).level,
                judgements=(judged,),
            )
        )  # fmt: skip

    # people, private money, costs ---------------------------------------------------------

    verifies = _asks(reskilling.VerifyReport)
    verifies_the_money = _asks(funding.VerifyFunding)
    accepts_the_cost = _asks(costs.AcceptCost)
    refuses_the_cost = _asks(costs.RefuseCost)

    def reports(self, engineers: int) -> None:
        """Report so many engineers as certified today, all told."""
        self.asks(
            reskilling.ReportTraining(
                grant=self.account.grant, commitment="C1", rung=Rung.CERTIFIED, persons=engineers,
                as_of=self.account.days.today, document="Certificates",
                document_sha256=_digest("Certificates"),
            )
        )  # fmt: skip

    def reports_raised(self, co_funding: str, minor: int) -> None:
        """Report so much private money as raised today, all told."""
        self.asks(
            funding.ReportFunding(
                grant=self.account.grant, co_funding=co_funding, raised_minor=minor,
                as_of=self.account.days.today, document="Bank statement",
                document_sha256=_digest("Bank statement"),
            )
        )  # fmt: skip

    def claims_the_cost(self, key: str, minor: int, *, of: str, kind: CostKind) -> None:
        """Claim a cost of today under an instalment, by the key that names it everywhere."""
        self.asks(
            costs.ClaimCost(
                grant=self.account.grant, instalment=of, member="LEAD", kind=kind, key=key,
                title=f"Cost of {key}", amount_minor=minor, incurred_on=self.account.days.today,
                document="Invoice", document_sha256=_digest(key),
            )
        )  # fmt: skip

    # money --------------------------------------------------------------------------------

    proposes = _asks(payouts.ProposePayout)
    proposes_an_advance_on = _asks(advances.ProposeAdvance)
    confirms = _asks(payouts.ConfirmPayout)
    sends_back = _asks(payouts.SendBackPayout)
    cancels = _asks(payouts.CancelPayout)

    def settles(self, payout: str) -> None:
        """Record that a payout was paid."""
        self.asks(
            payouts.SettlePayout(
                grant=self.account.grant, payout=payout, payment_reference=f"BANK-{payout}"
            )
        )

    def is_told_that_the_case_changed_and_cannot_confirm(self, payout: str) -> None:
        """Confirm what rests on facts that are no longer so: both are shown, nothing is written."""
        office = self.account.office.acting_as(self.person)
        before = browse.entry_count(office)
        with pytest.raises(CaseChanged) as caught:
            perform(office, payouts.ConfirmPayout(grant=self.account.grant, payout=payout))
        assert caught.value.before != caught.value.findings
        assert browse.entry_count(office) == before

    places_a_hold = _asks(holds.PlaceHold)
    lifts_the_hold = _asks(holds.LiftHold)
    suspends = _asks(suspensions.SuspendInstalment)
    announces_the_reduction_of = _asks(suspensions.AnnounceReduction)
    releases = _asks(suspensions.ReleaseSuspension)
    reduces = _asks(suspensions.ReduceSuspension)

    # waivers and amendments ---------------------------------------------------------------

    def asks_to_waive(  # noqa: PLR0913  # everything a waiver says
        self,
        condition: Waivable,
        code: str,
        *,
        of: str,
        until: str,
        authority: str,
        because: str,
    ) -> None:
        """Propose to set one condition of one instalment aside."""
        self.asks(
            waivers.ProposeWaiver(
                grant=self.account.grant, instalment=of, condition=condition, condition_code=code,
                authority=authority, expires_on=date.fromisoformat(until),
            ),
            because,
        )  # fmt: skip

    confirms_the_waiver = _asks(waivers.ConfirmWaiver)
    revokes_the_waiver = _asks(waivers.RevokeWaiver)
    records_the_end_of_the_waiver = _asks(waivers.ExpireWaiver)

    def asks_to_amend(self, title: str, *changes: tuple[Amended, str, str], because: str) -> None:
        """Propose changes to what was agreed: each what, of what, and what it becomes."""
        asked = tuple(
            amendments.ChangeAsked(what=what, subject=subject, new=new)
            for what, subject, new in changes
        )
        self.asks(
            amendments.ProposeAmendment(
                grant=self.account.grant, title=title, source=f"Decision: {title}", changes=asked
            ),
            because,
        )

    confirms_the_amendment = _asks(amendments.ConfirmAmendment)
    declines_the_amendment = _asks(amendments.DeclineAmendment)

    # what comes back ----------------------------------------------------------------------

    claims_back = _asks(recoveries.ProposeRecovery)
    confirms_the_claim = _asks(recoveries.ConfirmRecovery)
    declines_the_claim = _asks(recoveries.DeclineRecovery)
    asks_to_write_off = _asks(recoveries.ProposeWriteOff)
    confirms_the_write_off = _asks(recoveries.ConfirmWriteOff)
    declines_the_write_off = _asks(recoveries.DeclineWriteOff)

    def records_as_repaid(self, claim: str, minor: int) -> None:
        """Record money that came back on a claim."""
        self.asks(
            recoveries.RecordRepayment(
                grant=self.account.grant, recovery=claim, amount_minor=minor,
                payment_reference=f"BANK-{claim}",
            )
        )  # fmt: skip

    # covenants and screenings -------------------------------------------------------------

    def attests(self, covenant: str, *, until: str) -> None:
        """Put on file the lead's word that a covenant was kept until a day."""
        self.asks(
            covenants.Attest(
                grant=self.account.grant, covenant=covenant, kept_until=date.fromisoformat(until),
                document="Yearly letter", document_sha256=_digest(f"{covenant} {until}"),
            )
        )  # fmt: skip

    finds_breached = _asks(covenants.FindBreach)
    finds_remedied = _asks(covenants.RemedyBreach)
    finds_fulfilled = _asks(covenants.FulfilCovenant)
    asks_for_a_screening = _asks(screenings.RequestScreening)
    clears_the_screening = _asks(screenings.ClearScreening)
    clears_with_conditions = _asks(screenings.ClearWithConditions)
    vetoes = _asks(screenings.VetoScreening)
    lifts_the_veto_on = _asks(screenings.LiftVeto)
    records_the_end_of_the_screening = _asks(screenings.ExpireScreening)


def _digest(document: str) -> str:
    return sha256(document.encode()).hexdigest()
