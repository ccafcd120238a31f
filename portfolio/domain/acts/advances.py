"""Advances (概算払): proposed with a reason, confirmed and settled like any payout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.acts.payouts import step_of
from portfolio.domain.acts.ruling import rule_on
from portfolio.domain.change import Change, Occasion
from portfolio.domain.gathering import payout_case
from portfolio.domain.grant_file import next_code
from portfolio.domain.instalment import Payout, PayoutKind
from portfolio.domain.journal import grant_stream
from portfolio.domain.money import check_minor
from portfolio.domain.rules.advance import advance_digest, advance_findings, advance_left_minor
from portfolio.domain.rules.duties import with_part
from portfolio.domain.rules.played import played_on_instalment
from portfolio.domain.states import PayoutState
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeAdvance:
    """Propose to pay ahead of what an instalment waits for, with a reason."""

    grant: str
    instalment: str
    amount_minor: int

    def __post_init__(self) -> None:
        """Refuse an amount that is none."""
        check_minor("amount", self.amount_minor, least=1)


def propose_advance(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ProposeAdvance
) -> Change:
    """Propose an advance. What stops a payout stops it too; only what is to be shown is not asked.

    By when it has to be used up is said when it is paid.
    """
    instalment = file.instalment(request.instalment)
    case = payout_case(
        file, programme, instalment.code,
        as_of=occasion.effective_on, asked_minor=request.amount_minor,
    )  # fmt: skip
    ruling = rule_on(
        Act.PROPOSE_ADVANCE, "payout", f"{file.code}/{instalment.code}", None, occasion,
        played=played_on_instalment(file, instalment.code),
        more=advance_findings(case, request.amount_minor), today_only=True,
    )  # fmt: skip
    advance = Payout(
        grant=file.code,
        code=next_code("P", file.payouts),
        instalment=instalment.code,
        programme=file.grant.programme,
        fiscal_year=case.fiscal_year,
        kind=PayoutKind.ADVANCE,
        amount_minor=request.amount_minor,
        entitled_minor=advance_left_minor(case),
        state=PayoutState.PROPOSED,
        case_digest=advance_digest(case),
        proposed_by=occasion.person.code,
        proposed_at=occasion.recorded_at,
        moved_on=occasion.effective_on,
        played=with_part((), Act.PROPOSE_ADVANCE, occasion.person),
    )
    step = step_of(advance, Act.PROPOSE_ADVANCE, ruling)
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))
