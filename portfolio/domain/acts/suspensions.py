"""Suspensions: money withheld for a shortfall, released as it is cured, reduced where it is not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import (
    Ruling,
    rule_on,
    the_deadline_is_over,
    the_first_day_has_come,
    the_term_is_in_force,
)
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.gathering import terms_in_force
from portfolio.domain.grant_file import next_code
from portfolio.domain.journal import grant_stream
from portfolio.domain.period import add_months
from portfolio.domain.reason import Reason
from portfolio.domain.rules.duties import with_part
from portfolio.domain.rules.played import played_on_instalment
from portfolio.domain.rules.standing import withholds
from portfolio.domain.rules.suspension import (
    reduced,
    releasable_minor,
    released,
    spread,
    uncovered_minor,
    withheld_minor,
)
from portfolio.domain.states import SuspensionState
from portfolio.domain.suspension import Suspension, Withholding
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendInstalment:
    """Withhold what an instalment has not shown, and set the time for its cure."""

    grant: str
    instalment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceReduction:
    """Tell the consortium that what is not cured will be reduced; the time to object begins."""

    grant: str
    suspension: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSuspension:
    """Release what is cured by now: all of it, or the part the conditions show."""

    grant: str
    suspension: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReduceSuspension:
    """Take away for good what was not cured in time."""

    grant: str
    suspension: str


def suspend_instalment(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: SuspendInstalment
) -> Change:
    """Withhold the whole shortfall as it is today, and say by when it has to be cured.

    What the instalment does not hold any more is withheld from the next ones. A time that runs
    against the consortium never begins on an earlier day.
    """
    instalment = file.instalment(request.instalment)
    day = occasion.effective_on
    code = next_code("S", file.suspensions)
    subject = f"{file.code}/{code}"
    terms = terms_in_force(file, programme, day, instalment.code)
    shortfall = uncovered_minor(file, programme, instalment.code, day)
    parts = spread(file, programme, instalment.code, shortfall, day)
    ruling = rule_on(
        Act.SUSPEND, "suspension", subject, None, occasion,
        played=played_on_instalment(file, instalment.code),
        more=(
            *_nothing_is_suspended(file, instalment.code),
            *_the_shortfall_is_withheld(file, programme, instalment.code, shortfall, parts),
            the_term_is_in_force(terms, TermName.CURE_MONTHS, subject, Act.SUSPEND),
        ),
        today_only=True,
    )  # fmt: skip
    suspension = Suspension(
        grant=file.code,
        code=code,
        instalment=instalment.code,
        amount_minor=sum(part for _, part in parts),
        state=SuspensionState(ruling.after),
        reason=occasion.reason or "",
        opened_on=day,
        cure_due_on=add_months(day, terms.count(TermName.CURE_MONTHS) or 0),
        opened_by=occasion.person.code,
        opened_at=occasion.recorded_at,
        moved_on=day,
        played=with_part((), Act.SUSPEND, occasion.person),
    )
    withholdings = tuple(
        Withholding(grant=file.code, suspension=code, instalment=where, amount_minor=part)
        for where, part in parts
    )
    step = Step(
        act=Act.SUSPEND, subject=subject, role=ruling.role, after=suspension.state,
        amount_minor=suspension.amount_minor, findings=ruling.findings,
        records=(suspension, *withholdings),
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def _nothing_is_suspended(file: GrantFile, instalment: str) -> Iterator[Finding]:
    """One suspension at a time: what is withheld under it has to be ruled on first."""
    for each in file.suspensions:
        if each.instalment == instalment and each.is_open:
            yield refuses(
                Reason.SUSPENDED_ALREADY, f"{file.code}/{instalment}",
                suspension=each.code, cure_due_on=each.cure_due_on.isoformat(),
            )  # fmt: skip


def _the_shortfall_is_withheld(
    file: GrantFile,
    programme: ProgrammeFile,
    instalment: str,
    shortfall: int,
    parts: tuple[tuple[str, int], ...],
) -> Iterator[Finding]:
    subject, currency = f"{file.code}/{instalment}", programme.programme.currency
    if shortfall == 0:
        yield refuses(Reason.NO_SHORTFALL, subject)
        return
    yield satisfies(
        Reason.SHORTFALL_FOUND, subject, currency=currency, shortfall_minor=shortfall,
        instalments=", ".join(where for where, _ in parts) or "none",
    )  # fmt: skip
    withheld = sum(part for _, part in parts)
    if withheld < shortfall:
        yield (withholds if withheld else refuses)(
            Reason.CANNOT_WITHHOLD_ALL, subject, currency=currency,
            withheld_minor=withheld, left_minor=shortfall - withheld,
        )  # fmt: skip


def announce_reduction(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: AnnounceReduction
) -> Change:
    """Announce that what is not cured will be reduced, once the time for the cure is over.

    Where the terms give the consortium time to object, the reduction has to wait for its end.
    """
    suspension = file.suspension(request.suspension)
    subject = f"{file.code}/{suspension.code}"
    ruling = _rule_on_suspension(
        file, occasion, suspension, Act.ANNOUNCE_REDUCTION,
        more=(the_deadline_is_over(subject, occasion, suspension.cure_due_on),), today_only=True,
    )  # fmt: skip
    terms = terms_in_force(file, programme, occasion.effective_on, suspension.instalment)
    notice = terms.count(TermName.REDUCTION_NOTICE_MONTHS) or 0
    announced = replace(
        suspension,
        announced_on=occasion.effective_on,
        reduce_from=add_months(occasion.effective_on, notice),
    )
    return _moved(
        occasion, suspension, announced, Act.ANNOUNCE_REDUCTION, ruling,
        withheld_minor(file, suspension), (),
    )  # fmt: skip


def release_suspension(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ReleaseSuspension
) -> Change:
    """Release what is cured by now. Whether that is all or a part follows from what is shown."""
    suspension = file.suspension(request.suspension)
    withheld = withheld_minor(file, suspension)
    cured = releasable_minor(
        file, programme, suspension.instalment, withheld, occasion.effective_on
    )
    act = Act.RELEASE_PART if 0 < cured < withheld else Act.RELEASE
    ruling = _rule_on_suspension(
        file, occasion, suspension, act,
        more=(_cured(programme, suspension, cured, withheld, wanted=True),),
    )  # fmt: skip
    return _moved(
        occasion, suspension, suspension, act, ruling,
        cured, released(file.withholdings_of(suspension.code), cured),
    )  # fmt: skip


def reduce_suspension(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ReduceSuspension
) -> Change:
    """Take away for good what is still withheld and was not cured in time.

    What is cured has to be released first.
    """
    suspension = file.suspension(request.suspension)
    withheld = withheld_minor(file, suspension)
    cured = releasable_minor(
        file, programme, suspension.instalment, withheld, occasion.effective_on
    )
    ruling = _rule_on_suspension(
        file, occasion, suspension, Act.REDUCE,
        more=(
            *_the_notice_is_over(occasion, suspension),
            _cured(programme, suspension, cured, withheld, wanted=False),
        ),
    )  # fmt: skip
    return _moved(
        occasion, suspension, suspension, Act.REDUCE, ruling,
        withheld, reduced(file.withholdings_of(suspension.code)),
    )  # fmt: skip


def _the_notice_is_over(occasion: Occasion, suspension: Suspension) -> Iterator[Finding]:
    """The time to object is over. A reduction that was not announced has none."""
    if suspension.reduce_from is not None:
        subject = f"{suspension.grant}/{suspension.code}"
        yield the_first_day_has_come(subject, occasion, suspension.reduce_from)


def _cured(
    programme: ProgrammeFile, suspension: Suspension, cured: int, withheld: int, *, wanted: bool
) -> Finding:
    """Say what of a suspension is cured: a release wants something to be, a reduction nothing."""
    found = cured > 0
    return (satisfies if found is wanted else refuses)(
        Reason.SHORTFALL_CURED if found else Reason.NOTHING_CURED,
        f"{suspension.grant}/{suspension.code}", currency=programme.programme.currency,
        cured_minor=cured, withheld_minor=withheld,
    )  # fmt: skip


def _rule_on_suspension(  # noqa: PLR0913  # as `rule_on`, for a suspension
    file: GrantFile,
    occasion: Occasion,
    suspension: Suspension,
    act: Act,
    *,
    more: Iterable[Finding],
    today_only: bool = False,
) -> Ruling:
    return rule_on(
        act, "suspension", f"{file.code}/{suspension.code}", suspension.state, occasion,
        played=played_on_instalment(file, suspension.instalment), last_on=suspension.moved_on,
        more=more, today_only=today_only,
    )  # fmt: skip


def _moved(  # noqa: PLR0913, PLR0917  # what a journal entry on a suspension consists of
    occasion: Occasion,
    before: Suspension,
    after: Suspension,
    act: Act,
    ruling: Ruling,
    amount: int,
    withholdings: tuple[Withholding, ...],
) -> Change:
    moved = replace(
        after,
        state=SuspensionState(ruling.after),
        moved_on=occasion.effective_on,
        played=with_part(after.played, act, occasion.person),
    )
    step = Step(
        act=act, subject=f"{before.grant}/{before.code}", role=ruling.role, before=before.state,
        after=moved.state, amount_minor=amount, findings=ruling.findings,
        records=(moved, *withholdings),
    )  # fmt: skip
    return Change(stream=grant_stream(before.grant), occasion=occasion, steps=(step,))
