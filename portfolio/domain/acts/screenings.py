"""Strategic-risk screenings: requested by an officer, decided by the council."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import rule_on, the_deadline_is_over, the_term_is_in_force
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.gathering import terms_in_force
from portfolio.domain.grant_file import next_code
from portfolio.domain.journal import grant_stream
from portfolio.domain.period import add_months
from portfolio.domain.reason import Reason
from portfolio.domain.rules.duties import with_part
from portfolio.domain.rules.played import played_in
from portfolio.domain.screening import Screening
from portfolio.domain.states import ScreeningState
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestScreening:
    """Ask the council to screen the grant, or one member of it."""

    grant: str
    member: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearScreening:
    """Clear a screening, for as long as the terms say."""

    grant: str
    screening: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearWithConditions:
    """Clear a screening on conditions, for as long as the terms say."""

    grant: str
    screening: str
    conditions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoScreening:
    """Veto: every payout of the grant is held until the council lifts the veto."""

    grant: str
    screening: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftVeto:
    """Lift a veto, with a reason."""

    grant: str
    screening: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireScreening:
    """Record that a screening has run out."""

    grant: str
    screening: str


def request_screening(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: RequestScreening
) -> Change:
    """Ask for a screening. An earlier outcome goes on counting until this one is decided."""
    if request.member is not None:
        file.member(request.member)
    code = next_code("Q", file.screenings)
    subject = f"{file.code}/{code}"
    ruling = rule_on(
        Act.REQUEST_SCREENING, "screening", subject, None, occasion,
        more=(_none_is_under_way(file, subject, request.member),),
    )  # fmt: skip
    screening = Screening(
        grant=file.code,
        code=code,
        member=request.member,
        state=ScreeningState.PENDING,
        requested_by=occasion.person.code,
        requested_at=occasion.recorded_at,
        moved_on=occasion.effective_on,
        played=with_part((), Act.REQUEST_SCREENING, occasion.person),
    )
    step = Step(
        act=Act.REQUEST_SCREENING, subject=subject, role=ruling.role, after=ruling.after,
        findings=ruling.findings, records=(screening,),
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def _none_is_under_way(file: GrantFile, subject: str, member: str | None) -> Finding:
    """Nothing is pending for the same scope; and no veto stands, which is lifted, not undone."""
    stands = (ScreeningState.PENDING, ScreeningState.VETOED)
    found = next((s for s in file.screenings if s.member == member and s.state in stands), None)
    if found is None:
        return satisfies(Reason.NO_SCREENING_UNDER_WAY, subject, member=member or "none")
    return refuses(
        Reason.SCREENING_UNDER_WAY, subject,
        screening=found.code, state=found.state.value, member=member or "none",
    )  # fmt: skip


def clear_screening(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ClearScreening
) -> Change:
    """Clear a screening."""
    screening = file.screening(request.screening)
    return _clear(file, programme, occasion, screening, Act.CLEAR_SCREENING, conditions=None)


def clear_with_conditions(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ClearWithConditions
) -> Change:
    """Clear a screening on conditions."""
    return _clear(
        file, programme, occasion, file.screening(request.screening), Act.CLEAR_WITH_CONDITIONS,
        conditions=request.conditions,
    )  # fmt: skip


def lift_veto(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: LiftVeto
) -> Change:
    """Lift a veto: the screening is cleared. Never by who vetoed."""
    screening = file.screening(request.screening)
    return _clear(file, programme, occasion, screening, Act.LIFT_VETO, conditions=None)


def veto_screening(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: VetoScreening
) -> Change:
    """Veto, also what was cleared before: from now on nothing of the grant is paid."""
    screening = replace(
        file.screening(request.screening), conditions=occasion.reason, valid_until=None
    )
    return _move(file, occasion, _decided(screening, occasion), Act.VETO)


def expire_screening(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: ExpireScreening
) -> Change:
    """Record that a screening has run out."""
    screening = file.screening(request.screening)
    subject = f"{file.code}/{screening.code}"
    until = screening.valid_until
    more = () if until is None else (the_deadline_is_over(subject, occasion, until),)
    return _move(file, occasion, screening, Act.EXPIRE_SCREENING, more=more)


def _clear(  # noqa: PLR0913  # the two files, the occasion, the screening, the act, what it asks
    file: GrantFile,
    programme: ProgrammeFile,
    occasion: Occasion,
    screening: Screening,
    act: Act,
    *,
    conditions: str | None,
) -> Change:
    """Clear a screening for the months the terms give it, from the day it counts."""
    terms = terms_in_force(file, programme, occasion.effective_on)
    asked = the_term_is_in_force(
        terms, TermName.SCREENING_MONTHS, f"{file.code}/{screening.code}", act
    )
    valid_until = add_months(occasion.effective_on, terms.count(TermName.SCREENING_MONTHS) or 0)
    cleared = replace(screening, conditions=conditions, valid_until=valid_until)
    return _move(file, occasion, _decided(cleared, occasion), act, more=(asked,))


def _decided(screening: Screening, occasion: Occasion) -> Screening:
    return replace(screening, decided_by=occasion.person.code, decided_at=occasion.recorded_at)


def _move(
    file: GrantFile,
    occasion: Occasion,
    screening: Screening,
    act: Act,
    *,
    more: Iterable[Finding] = (),
) -> Change:
    """Move a screening, given as the act leaves it but for the move itself."""
    subject = f"{file.code}/{screening.code}"
    ruling = rule_on(
        act, "screening", subject, screening.state, occasion,
        played=played_in(file, screening.code, screening.played), last_on=screening.moved_on,
        more=more,
    )  # fmt: skip
    moved = replace(
        screening,
        state=ScreeningState(ruling.after),
        moved_on=occasion.effective_on,
        played=with_part(screening.played, act, occasion.person),
    )
    step = Step(
        act=act, subject=subject, role=ruling.role, before=screening.state, after=ruling.after,
        findings=ruling.findings, records=(moved,),
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))
