"""For each act that a person can ask for: who does it to what, after what, and what is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from portfolio.domain.acts.amendments import ChangeAsked, ConfirmAmendment
from portfolio.domain.acts.curing import GrantCure
from portfolio.domain.acts.granting import AnnounceAmount, SuspendGrant
from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.screenings import VetoScreening
from portfolio.domain.amendment import Amended
from portfolio.domain.milestone import Verdict
from portfolio.domain.transitions import Act
from tests.tui.rich import (
    ACCOUNTANT,
    ASSESSOR,
    AUTHORISER,
    COUNCIL,
    DIGEST,
    GATE,
    OFFICER,
    SECOND,
    SECOND_COUNCIL,
    TODAY,
    G,
    Step,
)
from tests.tui.stories import (
    amendment,
    announced,
    assessed,
    breached,
    claimed_back,
    cleared,
    completed,
    confirmed,
    cost,
    fixed,
    funding,
    kept,
    owed,
    paid,
    proposed,
    reported,
    ripe,
    screening,
    settled,
    started,
    submitted,
    suspended,
    waived,
    waiver_confirmed,
    written_off,
)


@dataclass(frozen=True)
class Case:
    """An act: who does it to what, what happened before, what is filled in and chosen, and why.

    `refused` may not do it, whatever is filled in.
    """

    who: str
    kind: str
    code: str
    before: tuple[Step, ...] = ()
    write: dict[str, str] = field(default_factory=dict)
    choose: dict[str, str] = field(default_factory=dict)
    reason: str | None = None
    grant: str = G
    today: date = TODAY
    refused: str = "AUDITOR-1"


_DOCUMENT = {"document": "Letter of the auditor", "file": DIGEST}
_WHY = "It was decided so"

CASES: dict[Act, Case] = {
    Act.NOTE: Case(OFFICER, "milestone", "M1", reason="Seen on site", refused="ADMIN-1"),
    Act.ASSIGN: Case(OFFICER, "grant", ""),
    Act.AWARD: Case(
        AUTHORISER, "grant", "", grant="DRAFT",
        before=(
            *amendment("DRAFT", ChangeAsked(what=Amended.AWARD, subject="DRAFT", new="1000000")),
            Step(AUTHORISER, ConfirmAmendment(grant="DRAFT", amendment="N1")),
        ),
    ),
    Act.START: Case(OFFICER, "grant", ""),
    Act.COMPLETE: Case(OFFICER, "grant", "", started()),
    Act.ANNOUNCE_AMOUNT: Case(OFFICER, "grant", "", completed()),
    Act.FIX_AMOUNT: Case(
        AUTHORISER, "grant", "",
        (*completed(), Step(OFFICER, AnnounceAmount(grant=G), on=date(2026, 5, 2))),
    ),
    Act.CLOSE_ACCOUNTS: Case(ACCOUNTANT, "grant", "", fixed()),
    Act.MONITOR: Case(OFFICER, "grant", "", settled()),
    Act.CLOSE: Case(AUTHORISER, "grant", "", settled("SHORT"), grant="SHORT"),
    Act.SUSPEND_GRANT: Case(AUTHORISER, "grant", "", reason=_WHY),
    Act.RESUME: Case(
        AUTHORISER, "grant", "", reason=_WHY,
        before=(Step(AUTHORISER, SuspendGrant(grant=G), _WHY),),
    ),
    Act.TERMINATE: Case(
        AUTHORISER, "grant", "", paid(), choose={"keeps_earned": "True"}, reason=_WHY
    ),
    Act.RECORD_EVIDENCE: Case(
        OFFICER, "milestone", "M1", write={"title": "Report", "address": "https://example.org/r"}
    ),
    Act.SUBMIT: Case(OFFICER, "milestone", "M1", submitted()[:1]),
    Act.RETURN: Case(ASSESSOR, "milestone", "M1", submitted(), reason=_WHY),
    Act.ASSESS: Case(
        ASSESSOR, "milestone", "M1", submitted(), choose={"verdict-K1": "met"},
        write={"level": "5", "summary": "Shown", "measured-K1": "12", "why-K1": "measured"},
    ),
    Act.GRANT_CURE: Case(
        AUTHORISER, "milestone", "M1", assessed(verdict=Verdict.NOT_MET, level=4), reason=_WHY
    ),
    Act.LAPSE: Case(
        AUTHORISER, "milestone", "M1", reason=_WHY,
        before=(
            *assessed(verdict=Verdict.NOT_MET, level=4),
            Step(AUTHORISER, GrantCure(grant=G, milestone="M1"), _WHY),
        ),
    ),
    Act.REVERSE: Case(
        ASSESSOR, "milestone", "M1", assessed(), write={"level_now": "4"}, reason=_WHY
    ),
    Act.WITHDRAW: Case(AUTHORISER, "milestone", "M3", reason=_WHY),
    Act.PASS_GATE: Case(GATE, "stage_gate", "G1", assessed("GATED"), grant="GATED"),
    Act.FAIL_GATE: Case(GATE, "stage_gate", "G1", assessed("GATED"), reason=_WHY, grant="GATED"),
    Act.REPORT: Case(
        OFFICER, "commitment", "C1", write={"persons": "8", "as_of": "2026-10-31", **_DOCUMENT}
    ),
    Act.VERIFY: Case(ASSESSOR, "report", "R1", reported()),
    Act.REJECT: Case(ASSESSOR, "report", "R1", reported(), reason=_WHY),
    Act.REPORT_FUNDING: Case(
        OFFICER, "co_funding", "CF1",
        write={"raised": "300,000", "as_of": "2026-10-31", **_DOCUMENT},
    ),
    Act.VERIFY_FUNDING: Case(SECOND, "funding_report", "F1", funding()),
    Act.REJECT_FUNDING: Case(SECOND, "funding_report", "F1", funding(), reason=_WHY),
    Act.CLAIM_COST: Case(
        OFFICER, "instalment", "I1",
        choose={"member": "PART", "kind": "training seat"},
        write={
            "key": "SEAT-7", "title": "Course seat", "amount": "90,000",
            "incurred_on": "2026-03-01", **_DOCUMENT,
        },
    ),
    Act.ACCEPT_COST: Case(SECOND, "cost", "K1", cost()),
    Act.REFUSE_COST: Case(SECOND, "cost", "K1", cost(), reason=_WHY),
    Act.PROPOSE: Case(OFFICER, "instalment", "I1", ripe()),
    Act.PROPOSE_ADVANCE: Case(
        OFFICER, "instalment", "I2", write={"amount": "150,000"}, reason=_WHY
    ),
    Act.CONFIRM: Case(AUTHORISER, "payout", "P1", proposed()),
    Act.SEND_BACK: Case(AUTHORISER, "payout", "P1", proposed(), reason=_WHY),
    Act.CANCEL: Case(AUTHORISER, "payout", "P1", confirmed(), reason=_WHY),
    Act.SETTLE: Case(
        ACCOUNTANT, "payout", "P1", confirmed(), write={"payment_reference": "BANK-7"}
    ),
    Act.RECORD_FAILURE: Case(ACCOUNTANT, "payout", "P1", paid(), reason=_WHY),
    Act.HOLD: Case(AUTHORISER, "instalment", "I1", reason=_WHY),
    Act.LIFT: Case(
        AUTHORISER, "hold", "H1", reason=_WHY,
        before=(Step(ACCOUNTANT, PlaceHold(grant=G), _WHY),),
    ),
    Act.SUSPEND: Case(OFFICER, "instalment", "I1", reason=_WHY),
    Act.ANNOUNCE_REDUCTION: Case(OFFICER, "suspension", "S1", suspended(), reason=_WHY),
    Act.RELEASE: Case(AUTHORISER, "suspension", "S1", (*suspended(), *ripe())),
    Act.REDUCE: Case(
        AUTHORISER, "suspension", "S1", announced(), reason=_WHY, today=date(2026, 12, 10)
    ),
    Act.PROPOSE_WAIVER: Case(
        OFFICER, "instalment", "I1", choose={"condition": "commitment.C1"}, reason=_WHY,
        write={"authority": "Council decision 12", "expires_on": "2027-05-01"},
    ),
    Act.CONFIRM_WAIVER: Case(AUTHORISER, "waiver", "W1", waived()),
    Act.DECLINE_WAIVER: Case(AUTHORISER, "waiver", "W1", waived(), reason=_WHY),
    Act.REVOKE_WAIVER: Case(AUTHORISER, "waiver", "W1", waiver_confirmed(), reason=_WHY),
    Act.EXPIRE_WAIVER: Case(OFFICER, "waiver", "W1", waiver_confirmed(date(2026, 9, 30))),
    Act.PROPOSE_AMENDMENT: Case(
        OFFICER, "milestone", "M2", reason=_WHY,
        write={"title": "Later", "source": "Application", "new-1": "2027-05-31"},
    ),
    Act.CONFIRM_AMENDMENT: Case(AUTHORISER, "amendment", "N1", amendment()),
    Act.DECLINE_AMENDMENT: Case(AUTHORISER, "amendment", "N1", amendment(), reason=_WHY),
    Act.PROPOSE_RECOVERY: Case(
        OFFICER, "payout", "P1", paid(), choose={"ground": "irregularity"},
        write={"amount": "100,000"}, reason=_WHY,
    ),
    Act.CONFIRM_RECOVERY: Case(AUTHORISER, "recovery", "B1", claimed_back()),
    Act.DECLINE_RECOVERY: Case(AUTHORISER, "recovery", "B1", claimed_back(), reason=_WHY),
    Act.RECORD_REPAYMENT: Case(
        ACCOUNTANT, "recovery", "B1", owed(),
        write={"amount": "50,000", "payment_reference": "BANK-8"},
    ),
    Act.PROPOSE_WRITE_OFF: Case(
        OFFICER, "recovery", "B1", owed(), write={"authority": "Director-General"}, reason=_WHY
    ),
    Act.CONFIRM_WRITE_OFF: Case(AUTHORISER, "recovery", "B1", written_off()),
    Act.DECLINE_WRITE_OFF: Case(AUTHORISER, "recovery", "B1", written_off(), reason=_WHY),
    Act.ATTEST: Case(OFFICER, "covenant", "V1", write={"kept_until": "2026-09-30", **_DOCUMENT}),
    Act.FIND_BREACH: Case(ASSESSOR, "covenant", "V1", reason=_WHY),
    Act.REMEDY: Case(AUTHORISER, "covenant", "V1", breached(), reason=_WHY),
    Act.FULFIL: Case(AUTHORISER, "covenant", "V2", kept()),
    Act.REQUEST_SCREENING: Case(OFFICER, "member", "PART"),
    Act.CLEAR_SCREENING: Case(COUNCIL, "screening", "Q1", screening(), grant="SCREENED"),
    Act.CLEAR_WITH_CONDITIONS: Case(
        COUNCIL, "screening", "Q1", screening(), write={"conditions": "No foreign servers"},
        reason=_WHY, grant="SCREENED",
    ),
    Act.VETO: Case(COUNCIL, "screening", "Q1", screening(), reason=_WHY, grant="SCREENED"),
    Act.LIFT_VETO: Case(
        SECOND_COUNCIL, "screening", "Q1", reason=_WHY, grant="SCREENED",
        before=(
            *screening(),
            Step(COUNCIL, VetoScreening(grant="SCREENED", screening="Q1"), _WHY),
        ),
    ),
    Act.EXPIRE_SCREENING: Case(OFFICER, "screening", "Q1", cleared(), grant="SCREENED"),
}  # fmt: skip
"""A case for every act that a person can ask for."""
