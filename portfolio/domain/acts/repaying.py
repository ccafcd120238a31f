"""What becomes of a claim: repaid, or given up by two people on somebody's authority."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.clearing import received
from portfolio.domain.acts.recoveries import moved_by, rule_on_claim, within_what_is_owed
from portfolio.domain.change import Change
from portfolio.domain.journal import grant_stream
from portfolio.domain.recovery import ReceiptKind
from portfolio.domain.rules.duties import with_part
from portfolio.domain.rules.recovery import owed_on
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from portfolio.domain.acts.recoveries import (
        ConfirmWriteOff,
        DeclineWriteOff,
        ProposeWriteOff,
        RecordRepayment,
    )
    from portfolio.domain.change import Occasion
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.recovery import Recovery


def record_repayment(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: RecordRepayment
) -> Change:
    """Record money that came back: at most what is owed. The claim ends when nothing is."""
    claim = file.recovery(request.recovery)
    act = Act.RECORD_REPAYMENT
    ruling = rule_on_claim(
        file, occasion, claim, act,
        more=(
            within_what_is_owed(
                programme, f"{file.code}/{claim.code}", act,
                request.amount_minor, _owed_minor(file, programme, occasion, claim),
            ),
        ),
    )  # fmt: skip
    steps = received(
        file, programme, occasion,
        replace(claim, played=with_part(claim.played, act, occasion.person)),
        kind=ReceiptKind.REPAID, amount=request.amount_minor, reference=request.payment_reference,
        role=ruling.role, findings=ruling.findings,
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=tuple(steps))


def propose_write_off(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ProposeWriteOff
) -> Change:
    """Propose to give up what is still owed. Until that is confirmed it stays owed."""
    claim = file.recovery(request.recovery)
    ruling = rule_on_claim(file, occasion, claim, Act.PROPOSE_WRITE_OFF)
    return moved_by(
        occasion, claim, replace(claim, authority=request.authority), Act.PROPOSE_WRITE_OFF,
        ruling, amount=_owed_minor(file, programme, occasion, claim),
    )  # fmt: skip


def confirm_write_off(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ConfirmWriteOff
) -> Change:
    """Give up what is still owed. What has come back before stays back."""
    claim = file.recovery(request.recovery)
    ruling = rule_on_claim(file, occasion, claim, Act.CONFIRM_WRITE_OFF)
    return moved_by(
        occasion, claim, claim, Act.CONFIRM_WRITE_OFF, ruling,
        amount=_owed_minor(file, programme, occasion, claim),
    )  # fmt: skip


def decline_write_off(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: DeclineWriteOff
) -> Change:
    """Decline to give up what is still owed: the claim stands as before."""
    claim = file.recovery(request.recovery)
    ruling = rule_on_claim(file, occasion, claim, Act.DECLINE_WRITE_OFF)
    return moved_by(
        occasion, claim, replace(claim, authority=None), Act.DECLINE_WRITE_OFF, ruling,
        amount=_owed_minor(file, programme, occasion, claim),
    )  # fmt: skip


def _owed_minor(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, claim: Recovery
) -> int:
    return owed_on(file, programme, claim, occasion.effective_on).total_minor
