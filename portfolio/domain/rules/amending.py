"""What an amendment changes: read from text, applied to a file, and what follows from it.

Pure functions, no judgement: whether an amendment may be made is weighed in `rules.amendment`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any

from portfolio.domain.amendment import Amended
from portfolio.domain.errors import Invalid, NotFound
from portfolio.domain.grant import AwardDecision
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.instalment import (
    FundingCondition,
    Instalment,
    MilestoneCondition,
    ReskillingCondition,
)
from portfolio.domain.period import parse_day
from portfolio.domain.record import key_of, kind_of
from portfolio.domain.states import AmendmentState, MilestoneState, PayoutState
from portfolio.domain.terms import parse_count, parse_share
from portfolio.domain.text import clean_code, near_codes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from fractions import Fraction

    from _typeshed import DataclassInstance

    from portfolio.domain.amendment import AmendmentLine
    from portfolio.domain.instalment import Payout
    from portfolio.domain.milestone import Milestone
    from portfolio.domain.period import FiscalCalendar

DECIDED_MILESTONES = (
    MilestoneState.ASSESSED, MilestoneState.MET, MilestoneState.LAPSED, MilestoneState.WITHDRAWN,
)  # fmt: skip
"""The states in which what a milestone asks is no longer changed."""

ON_MILESTONES = (Amended.MILESTONE_DUE, Amended.MILESTONE_LEVEL, Amended.CRITERION_TARGET)
ON_CONDITIONS = (
    Amended.CONDITION_SHARE, Amended.CONDITION_PERSONS, Amended.CONDITION_MOVED,
    Amended.CONDITION_ENDED,
)  # fmt: skip
_LAST = (Amended.CONDITION_MOVED, Amended.CONDITION_ENDED)

Condition = MilestoneCondition | ReskillingCondition | FundingCondition

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Aspect:
    """Where a thing that can be amended is found, and how its new value is read."""

    find: Callable[[GrantFile, str], Any]
    field: str
    read: Callable[[str, str], Any]


def _read_number(field: str, text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise Invalid(field, text, "is not a number", "write digits, such as 60 or 99.5")
    return Decimal(text)


def _read_ended(field: str, text: str) -> str:
    if text != "ended":
        raise Invalid(field, text, "does not end a condition", "write 'ended'")
    return text


def _criterion(file: GrantFile, subject: str) -> DataclassInstance:
    return _dotted("criterion", file, file.criteria, subject)


def _milestone_condition(file: GrantFile, subject: str) -> DataclassInstance:
    live = [c for c in _live_conditions(file) if isinstance(c, MilestoneCondition)]
    return _dotted("condition on a milestone", file, live, subject)


def _people_condition(file: GrantFile, subject: str) -> DataclassInstance:
    live = [c for c in _live_conditions(file) if isinstance(c, ReskillingCondition)]
    return _dotted("condition on a commitment", file, live, subject)


def _condition(file: GrantFile, subject: str) -> DataclassInstance:
    return _dotted("condition", file, _live_conditions(file), subject)


def _live_conditions(file: GrantFile) -> list[Condition]:
    every: tuple[Condition, ...] = (
        *file.milestone_conditions,
        *file.reskilling_conditions,
        *file.funding_conditions,
    )
    return [c for c in every if c.ended_by is None]


def _dotted(
    kind: str, file: GrantFile, records: Iterable[DataclassInstance], subject: str
) -> DataclassInstance:
    """Return the record of a grant that two codes name: ``I3.M5``."""
    named = {".".join(key_of(each)[1:]): each for each in records}
    if subject not in named:
        raise NotFound(kind, f"{file.code}/{subject}", near_codes(subject, named))
    return named[subject]


def _whole(file: GrantFile, subject: str) -> GrantFile:
    if subject != file.code:
        raise NotFound("grant", subject, (file.code,))
    return file


_ASPECTS = {
    Amended.MILESTONE_DUE: _Aspect(GrantFile.milestone, "due_on", parse_day),
    Amended.MILESTONE_LEVEL: _Aspect(GrantFile.milestone, "level", parse_count),
    Amended.CRITERION_TARGET: _Aspect(_criterion, "target", _read_number),
    Amended.COMMITMENT_DUE: _Aspect(GrantFile.commitment, "due_on", parse_day),
    Amended.COMMITMENT_PERSONS: _Aspect(GrantFile.commitment, "persons", parse_count),
    Amended.INSTALMENT_AMOUNT: _Aspect(GrantFile.instalment, "amount_minor", parse_count),
    Amended.INSTALMENT_DAY: _Aspect(GrantFile.instalment, "planned_on", parse_day),
    Amended.CONDITION_SHARE: _Aspect(_milestone_condition, "share", parse_share),
    Amended.CONDITION_PERSONS: _Aspect(_people_condition, "persons", parse_count),
    Amended.CONDITION_MOVED: _Aspect(_condition, "instalment", clean_code),
    Amended.CONDITION_ENDED: _Aspect(_condition, "standing", _read_ended),
    Amended.GRANT_END: _Aspect(lambda file, code: _whole(file, code).grant, "ends_on", parse_day),
    Amended.AWARD: _Aspect(_whole, "award_minor", parse_count),
}


def standing_text(file: GrantFile, what: Amended, subject: str) -> str:
    """Return what stands where an amendment would put something new, or raise `NotFound`."""
    aspect = _ASPECTS[what]
    return as_text(getattr(aspect.find(file, subject), aspect.field))


def new_text(what: Amended, text: str) -> str:
    """Return a new value in its one written form, or raise `Invalid` where it cannot be read."""
    return as_text(_ASPECTS[what].read("new", text.strip()))


def as_text(value: date | Decimal | Fraction | int | str) -> str:
    """Return a value as an amendment writes it: days ISO 8601, numbers in digits."""
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def text_now(file: GrantFile, line: AmendmentLine) -> str:
    """Return what stands now, also where what a line names has been moved away since."""
    try:
        return standing_text(file, line.what, line.subject)
    except NotFound:
        return "nothing"


def amended(
    file: GrantFile,
    calendar: FiscalCalendar,
    lines: Iterable[AmendmentLine],
    *,
    source: str,
    on: date,
) -> GrantFile:
    """Return the file with an amendment applied, as far as it finds things as they were.

    An award decision that it contains has this source and this day. Raises `Invalid` where a new
    value does not fit. Conditions move and end last, so that a line that changes one finds it.
    """
    holding = [each for each in lines if each.old != each.new and text_now(file, each) == each.old]
    after = file
    for line in sorted(holding, key=lambda each: each.what in _LAST):
        try:
            after = after.with_records(_put(after, calendar, line, source=source, on=on))
        except Invalid as error:
            raise Invalid("new", line.new, error.why, error.remedy) from error
    return after


def _put(
    file: GrantFile, calendar: FiscalCalendar, line: AmendmentLine, *, source: str, on: date
) -> tuple[DataclassInstance, ...]:
    aspect = _ASPECTS[line.what]
    found = aspect.find(file, line.subject)
    new = aspect.read("new", line.new)
    if line.what is Amended.AWARD:
        return (_award(file, new, fiscal_year=calendar.year_of(on), source=source, on=on),)
    if line.what is Amended.CONDITION_ENDED:
        return (replace(found, ended_by=line.amendment),)
    if line.what is Amended.CONDITION_MOVED:
        return (replace(found, ended_by=line.amendment), _moved(file, found, to=new))
    return (_with_value(file, calendar, line, new),)


def _with_value(
    file: GrantFile, calendar: FiscalCalendar, line: AmendmentLine, value: object
) -> DataclassInstance:
    """Return what a line names, with a value put in; an instalment's fiscal year is its day's."""
    aspect = _ASPECTS[line.what]
    record: DataclassInstance = replace(aspect.find(file, line.subject), **{aspect.field: value})
    if isinstance(record, Instalment):
        record = replace(record, fiscal_year=calendar.year_of(record.planned_on))
    return record


def _award(
    file: GrantFile, minor: int, *, fiscal_year: int, source: str, on: date
) -> AwardDecision:
    """Return the decision that makes the award so much: what it adds, or takes away."""
    return AwardDecision(
        grant=file.code,
        number=1 + max((a.number for a in file.awards), default=0),
        decided_on=on,
        fiscal_year=fiscal_year,
        amount_minor=minor - file.award_minor,
        source=source,
        basis=file.grant.basis,
    )


def _moved(file: GrantFile, condition: Condition, to: str) -> Condition:
    """Return a condition as it stands on another instalment: nothing it asks is lost."""
    there = replace(condition, instalment=file.instalment(to).code)
    if any((type(c), key_of(c)) == (type(there), key_of(there)) for c in _live_conditions(file)):
        raise Invalid("new", to, "waits for the same already", "name another instalment")
    return there


def as_first_agreed(file: GrantFile, calendar: FiscalCalendar) -> GrantFile:
    """Return a grant's file as it stood before any amendment: the newest is undone first.

    What an amendment only added stays: an award decision, a condition where it moved to.
    """
    conditions: tuple[Condition, ...] = (
        *file.milestone_conditions,
        *file.reskilling_conditions,
        *file.funding_conditions,
    )
    before = file.with_records(replace(c, ended_by=None) for c in conditions)
    made = {a.code for a in file.amendments if a.state is AmendmentState.CONFIRMED}
    for line in reversed(file.amendment_lines):
        if line.amendment in made and line.what not in (*_LAST, Amended.AWARD):
            old = _ASPECTS[line.what].read("old", line.old)
            before = before.with_records((_with_value(before, calendar, line, old),))
    return before


def changed(before: GrantFile, after: GrantFile) -> tuple[DataclassInstance, ...]:
    """Return the records of a file that are new, or other than they were."""
    known = {(kind_of(r), key_of(r)): r for r in before.records()}
    return tuple(r for r in after.records() if known.get((kind_of(r), key_of(r))) != r)


def concerned(file: GrantFile, lines: Iterable[AmendmentLine]) -> frozenset[str]:
    """Return the instalments whose amount, day or conditions change, or what they rest on."""
    named = {code for line in lines for code in line.names}
    return frozenset(i.code for i in file.instalments if not named.isdisjoint(_rests_on(file, i)))


def _rests_on(file: GrantFile, instalment: Instalment) -> Iterator[str]:
    milestones, people = file.conditions_of(instalment.code)
    yield instalment.code
    yield from (c.milestone for c in milestones)
    yield from (c.commitment for c in people)
    yield from (c.co_funding for c in file.funding_conditions_of(instalment.code))


def overtaken(file: GrantFile, lines: Iterable[AmendmentLine]) -> tuple[Payout, ...]:
    """Return the payouts, not paid yet, whose approval rests on what an amendment changes."""
    instalments = concerned(file, lines)
    waiting = (PayoutState.PROPOSED, PayoutState.CONFIRMED)
    return tuple(p for p in file.payouts if p.instalment in instalments and p.state in waiting)


def handed_back(file: GrantFile, lines: Iterable[AmendmentLine]) -> tuple[Milestone, ...]:
    """Return the milestones that were submitted as something else than they become."""
    named = {line.subject.split(".")[0] for line in lines if line.what in ON_MILESTONES}
    return tuple(
        m for m in file.milestones if m.code in named and m.state is MilestoneState.SUBMITTED
    )


def dependants(file: GrantFile, milestone: str, new_due: date) -> tuple[tuple[str, date], ...]:
    """Return what a later due day would push: the milestones after it whose days it would pass.

    Each with the day to which it would move, by as many days as the first, and those that follow
    from them as well. What is decided stays where it is.
    """
    late = file.milestone(milestone)
    shift = new_due - late.due_on
    if shift <= timedelta(0):
        return ()
    pushed = {late.code: new_due}
    order = TopologicalSorter({m.code: m.predecessors for m in file.milestones}).static_order()
    for each in map(file.milestone, order):
        is_passed = any(each.due_on < pushed.get(code, each.due_on) for code in each.predecessors)
        if is_passed and each.state not in DECIDED_MILESTONES:
            pushed[each.code] = each.due_on + shift
    return tuple((code, due_on) for code, due_on in pushed.items() if code != late.code)
