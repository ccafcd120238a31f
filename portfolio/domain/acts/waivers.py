"""Waivers: proposed with authority and reason by one person, confirmed by another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date  # noqa: TC003  # a request's types are read when it is made from text
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import Ruling, rule_on, the_deadline_is_over, the_term_is_in_force
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.gathering import terms_in_force
from portfolio.domain.grant_file import next_code
from portfolio.domain.journal import grant_stream
from portfolio.domain.period import check_day
from portfolio.domain.rules.duties import with_part
from portfolio.domain.rules.played import played_on_instalment
from portfolio.domain.rules.standing import set_aside
from portfolio.domain.rules.waiver import it_expires_in_time, the_condition_stands
from portfolio.domain.states import WaiverState
from portfolio.domain.terms import TermName
from portfolio.domain.text import clean_code, clean_fields
from portfolio.domain.transitions import Act
from portfolio.domain.waiver import Waivable, Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portfolio.domain.finding import Finding
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeWaiver:
    """Propose to set one condition of one instalment aside, by whose authority and until when."""

    grant: str
    instalment: str
    condition: Waivable
    condition_code: str
    authority: str
    expires_on: date

    def __post_init__(self) -> None:
        """Refuse a waiver without authority, and a code or a day that is none."""
        clean_fields(self, authority=400)
        clean_code("condition_code", self.condition_code)
        check_day("expires_on", self.expires_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmWaiver:
    """Confirm a proposed waiver: it takes effect."""

    grant: str
    waiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineWaiver:
    """Decline a proposed waiver, with a reason."""

    grant: str
    waiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeWaiver:
    """End a waiver before its time, with a reason."""

    grant: str
    waiver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireWaiver:
    """Record that a waiver has run out."""

    grant: str
    waiver: str


def propose_waiver(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ProposeWaiver
) -> Change:
    """Propose to set a condition aside. It still stands until somebody else confirms."""
    instalment = file.instalment(request.instalment).code
    act, code = Act.PROPOSE_WAIVER, next_code("W", file.waivers)
    ruling = rule_on(
        act, "waiver", f"{file.code}/{code}", None, occasion,
        played=played_on_instalment(file, instalment),
        more=_is_open_to_it(file, programme, occasion, request, act),
    )  # fmt: skip
    waiver = Waiver(
        grant=file.code,
        code=code,
        instalment=instalment,
        condition=request.condition,
        condition_code=request.condition_code,
        authority=request.authority,
        reason=occasion.reason or "",
        expires_on=request.expires_on,
        state=WaiverState.PROPOSED,
        proposed_by=occasion.person.code,
        proposed_at=occasion.recorded_at,
        moved_on=occasion.effective_on,
        played=with_part((), act, occasion.person),
    )
    return _change(file, occasion, act, before=None, after=waiver, ruling=ruling)


def confirm_waiver(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ConfirmWaiver
) -> Change:
    """Set the condition aside from today on: never for a day on which money was already weighed."""
    act, waiver = Act.CONFIRM_WAIVER, file.waiver(request.waiver)
    ruling = _rule_on_waiver(
        file, occasion, waiver, act,
        more=_is_open_to_it(file, programme, occasion, waiver, act), today_only=True,
    )  # fmt: skip
    confirmed = replace(
        _moved(waiver, act, occasion, ruling),
        confirmed_by=occasion.person.code,
        confirmed_at=occasion.recorded_at,
        effective_on=occasion.effective_on,
    )
    return _change(file, occasion, act, before=waiver, after=confirmed, ruling=ruling)


def decline_waiver(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: DeclineWaiver
) -> Change:
    """Decline a waiver: the condition stands."""
    act, waiver = Act.DECLINE_WAIVER, file.waiver(request.waiver)
    ruling = _rule_on_waiver(file, occasion, waiver, act)
    declined = _moved(waiver, act, occasion, ruling)
    return _change(file, occasion, act, before=waiver, after=declined, ruling=ruling)


def revoke_waiver(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: RevokeWaiver
) -> Change:
    """End a waiver before its time: from today on the condition stands again."""
    act, waiver = Act.REVOKE_WAIVER, file.waiver(request.waiver)
    ruling = _rule_on_waiver(file, occasion, waiver, act, today_only=True)
    ended = _ended(waiver, act, occasion, ruling)
    return _change(file, occasion, act, before=waiver, after=ended, ruling=ruling)


def expire_waiver(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: ExpireWaiver
) -> Change:
    """Record that a waiver has run out; it has set nothing aside since."""
    act, waiver = Act.EXPIRE_WAIVER, file.waiver(request.waiver)
    subject = f"{file.code}/{waiver.code}"
    ruling = _rule_on_waiver(
        file, occasion, waiver, act,
        more=(the_deadline_is_over(subject, occasion, waiver.expires_on),),
    )  # fmt: skip
    ended = _ended(waiver, act, occasion, ruling)
    return _change(file, occasion, act, before=waiver, after=ended, ruling=ruling)


def _is_open_to_it(
    file: GrantFile,
    programme: ProgrammeFile,
    occasion: Occasion,
    asked: ProposeWaiver | Waiver,
    act: Act,
) -> Iterator[Finding]:
    """The condition stands and the time is not too long, as if it took effect on this day."""
    subject, on = f"{file.code}/{asked.instalment}", occasion.effective_on
    terms = terms_in_force(file, programme, on, asked.instalment)
    yield from the_condition_stands(
        file, asked.instalment, asked.condition, asked.condition_code, on
    )
    yield the_term_is_in_force(terms, TermName.WAIVER_MONTHS, subject, act)
    months = terms.count(TermName.WAIVER_MONTHS)
    yield from it_expires_in_time(subject, asked.expires_on, on, months)


def _set_aside(file: GrantFile, waiver: Waiver) -> Finding:
    """Say what a waiver sets aside, as every payout will say that goes by it."""
    whole = waiver.condition is Waivable.SCREENING
    return set_aside(
        waiver, file.code if whole else f"{file.code}/{waiver.condition_code}", file.code
    )


def _rule_on_waiver(  # noqa: PLR0913  # as `rule_on`, for a waiver that exists
    file: GrantFile,
    occasion: Occasion,
    waiver: Waiver,
    act: Act,
    *,
    more: Iterable[Finding] = (),
    today_only: bool = False,
) -> Ruling:
    return rule_on(
        act, "waiver", f"{file.code}/{waiver.code}", waiver.state, occasion,
        played=played_on_instalment(file, waiver.instalment), last_on=waiver.moved_on,
        more=more, today_only=today_only,
    )  # fmt: skip


def _moved(waiver: Waiver, act: Act, occasion: Occasion, ruling: Ruling) -> Waiver:
    return replace(
        waiver,
        state=WaiverState(ruling.after),
        moved_on=occasion.effective_on,
        played=with_part(waiver.played, act, occasion.person),
    )


def _ended(waiver: Waiver, act: Act, occasion: Occasion, ruling: Ruling) -> Waiver:
    return replace(_moved(waiver, act, occasion, ruling), ended_on=occasion.effective_on)


def _change(  # noqa: PLR0913  # what a journal entry on a waiver consists of
    file: GrantFile,
    occasion: Occasion,
    act: Act,
    *,
    before: Waiver | None,
    after: Waiver,
    ruling: Ruling,
) -> Change:
    """Write it down; what sets a condition aside says so, as every payout will that goes by it."""
    sets_aside = act in (Act.PROPOSE_WAIVER, Act.CONFIRM_WAIVER)
    step = Step(
        act=act,
        subject=f"{file.code}/{after.code}",
        role=ruling.role,
        before=before.state if before else None,
        after=after.state,
        findings=(*ruling.findings, *((_set_aside(file, after),) if sets_aside else ())),
        records=(after,),
    )
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))
