"""What a file says otherwise than is stored, and which of it an amendment can bring about.

A file never changes what is agreed: what it says otherwise is proposed as an amendment, for another
person to confirm, or is said to be impossible.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.amendments import ChangeAsked
from portfolio.domain.acts.entering import as_entered
from portfolio.domain.amendment import Amended
from portfolio.domain.grant import AwardDecision, Instrument
from portfolio.domain.instalment import Ending, Instalment
from portfolio.domain.milestone import Milestone
from portfolio.domain.record import key_of, kind_of
from portfolio.domain.rules.amending import as_first_agreed, as_text
from portfolio.domain.states import AmendmentState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _typeshed import DataclassInstance

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.period import FiscalCalendar

_AMENDED_BY = {
    ("milestone", "due_on"): Amended.MILESTONE_DUE,
    ("milestone", "level"): Amended.MILESTONE_LEVEL,
    ("criterion", "target"): Amended.CRITERION_TARGET,
    ("commitment", "due_on"): Amended.COMMITMENT_DUE,
    ("commitment", "persons"): Amended.COMMITMENT_PERSONS,
    ("instalment", "amount_minor"): Amended.INSTALMENT_AMOUNT,
    ("instalment", "planned_on"): Amended.INSTALMENT_DAY,
    ("milestone_condition", "share"): Amended.CONDITION_SHARE,
    ("reskilling_condition", "persons"): Amended.CONDITION_PERSONS,
    ("grant", "ends_on"): Amended.GRANT_END,
    ("award_decision", "amount_minor"): Amended.AWARD,
}
"""Which amendment changes a field of a record; no amendment changes any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field of a stored record of which a file says something else.

    `asked` is what an amendment would be asked for; None where none can bring it about. The last
    of several changed award decisions asks for the award they add up to.
    """

    record: DataclassInstance
    field: str
    old: object
    new: object
    asked: ChangeAsked | None = None


def amendable(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind of record that an amendment can change."""
    return tuple(name for of, name in _AMENDED_BY if of == kind)


def differing(
    stored: Iterable[DataclassInstance], offered: Iterable[DataclassInstance]
) -> Iterator[Difference]:
    """Yield each field in which offered records differ from what is stored of them."""
    standing = _by_key(stored)
    for record in offered:
        before = standing.get(_key(record))
        if before is None:
            continue
        old, new = as_entered(before), as_entered(record)
        for name in old:
            if old[name] != new[name]:
                yield Difference(record=before, field=name, old=old[name], new=new[name])


def differing_plan(
    stored: GrantFile, offered: GrantFile, calendar: FiscalCalendar, *, is_export: bool
) -> tuple[Difference, ...]:
    """Return what the plan of a grant says otherwise than what stands.

    What was first agreed differs in nothing, so that the file a grant was entered from can be
    imported again once it is amended; of an export, `is_export`, it does: there it was put back.
    """
    first = () if is_export else as_first_agreed(stored, calendar).records()
    agreed = _by_key(first)
    by_key = _by_key(offered.records())
    found = [
        _with_change(stored, each)
        for each in differing(stored.records(), offered.records())
        if getattr(agreed.get(_key(each.record)), each.field, each) != each.new
        and not _follows(each, by_key[_key(each.record)], calendar)
    ]
    if is_export:
        found += [
            Difference(record=each, field="ended_by", old="ended", new="standing")
            for each in stored.records()
            if isinstance(each, Ending) and each.ended_by is not None and _key(each) in by_key
        ]
    return _with_award(stored, offered, found)


def as_stored(stored: GrantFile, offered: GrantFile) -> GrantFile:
    """Return an offered file with what is stored in place of what it says of that."""
    keys = _by_key(offered.records())
    return offered.with_records(each for each in stored.records() if _key(each) in keys)


def proposed_already(stored: GrantFile, asked: ChangeAsked) -> str | None:
    """Return the code of an amendment, not decided yet, that brings the same about; else None."""
    for amendment in stored.amendments:
        if amendment.state is AmendmentState.PROPOSED and any(
            (line.what, line.subject, line.new) == (asked.what, asked.subject, asked.new)
            for line in stored.lines_of(amendment.code)
        ):
            return amendment.code
    return None


def _with_change(stored: GrantFile, found: Difference) -> Difference:
    """Return a difference with the change that an amendment would be asked for, if there is one."""
    what = _AMENDED_BY.get((kind_of(found.record), found.field))
    is_ended = isinstance(found.record, Ending) and found.record.ended_by is not None
    if what is None or is_ended or not _is_of_the_award(found.record):
        return found
    whole = what in (Amended.GRANT_END, Amended.AWARD)
    subject = stored.code if whole else ".".join(key_of(found.record)[1:])
    return replace(
        found,
        asked=ChangeAsked(what=what, subject=subject, new=as_text(found.new)),  # type: ignore[arg-type]  # these fields are days, numbers and shares
    )


def _is_of_the_award(record: DataclassInstance) -> bool:
    """Whether a decision counts for the award: equity and loans stay apart. So does any other."""
    return not isinstance(record, AwardDecision) or record.instrument is Instrument.GRANT


def _with_award(
    stored: GrantFile, offered: GrantFile, found: list[Difference]
) -> tuple[Difference, ...]:
    """Let one of the changed award decisions ask for what all of them add up to.

    Where that is the award already, an amendment has brought it about: nothing differs.
    """
    changed = [d for d in found if d.asked is not None and d.asked.what is Amended.AWARD]
    if not changed:
        return tuple(found)
    others = [d for d in found if d not in changed]
    if offered.award_minor == stored.award_minor:
        return tuple(others)
    asked = ChangeAsked(what=Amended.AWARD, subject=stored.code, new=as_text(offered.award_minor))
    whole = replace(changed[-1], old=stored.award_minor, new=offered.award_minor, asked=asked)
    return (*others, whole)


def _follows(found: Difference, offered: DataclassInstance, calendar: FiscalCalendar) -> bool:
    """Whether a difference is no statement of its own, but follows from another field.

    The fiscal year of an instalment is its planned day's; the first due day of a milestone that
    does not state one is its due day.
    """
    if isinstance(offered, Instalment) and isinstance(found.record, Instalment):
        moved = offered.planned_on != found.record.planned_on
        of_its_day = found.new == calendar.year_of(offered.planned_on)
        return found.field == "fiscal_year" and moved and of_its_day
    if isinstance(offered, Milestone):
        return found.field == "baseline_due_on" and found.new == offered.due_on
    return False


def _key(record: DataclassInstance) -> tuple[str, tuple[str, ...]]:
    return kind_of(record), key_of(record)


def _by_key(
    records: Iterable[DataclassInstance],
) -> dict[tuple[str, tuple[str, ...]], DataclassInstance]:
    return {_key(each): each for each in records}
