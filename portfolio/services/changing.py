"""What a file says otherwise than is stored, as proposals and as problems with their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.acts.amendments import ProposeAmendment
from portfolio.domain.acts.differing import amendable, differing_plan, proposed_already
from portfolio.domain.amendment import Amended
from portfolio.domain.errors import Problem
from portfolio.domain.record import key_of, kind_of
from portfolio.domain.text import visible
from portfolio.domain.transitions import Act
from portfolio.exchange.shown import major

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from portfolio.domain.acts.differing import Difference
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.journal import JournalEntry
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.exchange.reading import Read

_MONEY = (Amended.AWARD, Amended.INSTALMENT_AMOUNT)
_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One thing that a file changes in a known grant, as the line of an amendment.

    Money is in minor units of `currency`, which is None of anything else. `amendment` is the one
    that proposes it, where it is proposed already; `place` is where the file says so.
    """

    subject: str
    what: Amended
    old: str
    new: str
    currency: str | None
    place: str
    amendment: str | None = None


def wrong_currency(read: Read, within: str, code: str, programme: ProgrammeFile) -> list[Problem]:
    """Return a problem where amounts were meant in another currency than the programme's."""
    stated, own = read.stated.get(code), programme.programme.currency
    if stated is None or stated.currency in (None, own):
        return []
    return [
        Problem(
            file=read.name, place=read.cell_of(f"{within}.currency"), value=str(stated.currency),
            why="is not the currency of the programme", remedy=f"write {own}",
        )
    ]  # fmt: skip


def differences(  # noqa: PLR0913, PLR0917  # what a file says, what is stored, and since when
    read: Read,
    within: str,
    stored: GrantFile,
    offered: GrantFile,
    programme: ProgrammeFile,
    entries: Iterable[JournalEntry],
) -> tuple[tuple[Difference, ...], list[Problem]]:
    """Return what a file says otherwise of a grant; of an export that is overtaken only that it is.

    `entries` are the grant's: an export says which of them it was made at, and an amendment that
    has taken effect since must not be undone by what the export does not know.
    """
    calendar = programme.programme.calendar
    found = differing_plan(stored, offered, calendar, is_export=True)
    if not found:
        return (), []
    stated = read.stated.get(offered.code)
    is_export, since = False, None
    if stated is not None and stated.recorded is not None:
        is_export, since = _amended_since(stated.recorded, tuple(entries))
    if not is_export:
        found = differing_plan(stored, offered, calendar, is_export=False)
    if since is None:
        return found, []
    overtaken = Problem(
        file=read.name, place=read.cell_of(f"{within}.recorded"), value=since,
        why="has taken effect since this was exported",
        remedy="export the plan again and make the changes there",
    )  # fmt: skip
    return (), [overtaken]


def _amended_since(recorded: str, entries: Sequence[JournalEntry]) -> tuple[bool, str | None]:
    """Return whether an export is of this stream, and which amendment took effect after it."""
    seq, _, digest = recorded.partition("-")
    if not any(str(e.seq) == seq and e.hash == digest for e in entries):
        return False, None
    since = [e.subject for e in entries if e.seq > int(seq) and e.act == Act.CONFIRM_AMENDMENT]
    return True, since[-1] if since else None


def changes_of(
    read: Read, within: str, stored: GrantFile, currency: str, found: Iterable[Difference]
) -> tuple[Changed, ...]:
    """Return the changes that an amendment can bring about, with where the file says so."""
    return tuple(
        Changed(
            subject=f"{stored.code}/{each.asked.subject}".removesuffix(f"/{stored.code}"),
            what=each.asked.what,
            old=_text(each.old),
            new=each.asked.new,
            currency=currency if each.asked.what in _MONEY else None,
            place=_place(read, within, each),
            amendment=proposed_already(stored, each.asked),
        )
        for each in found
        if each.asked is not None
    )


def amendment_of(
    read: Read, stored: GrantFile, found: Iterable[Difference]
) -> ProposeAmendment | None:
    """Return the amendment to propose: of all that is not proposed already; None of nothing."""
    asked = tuple(
        each.asked
        for each in found
        if each.asked is not None and proposed_already(stored, each.asked) is None
    )
    if not asked:
        return None
    name = visible(read.name)[:_LONGEST_NAME]
    return ProposeAmendment(
        grant=stored.code, title=f"Changes in {name}", source=name, changes=asked
    )


def impossible(
    read: Read, within: str, currency: str, found: Iterable[Difference]
) -> list[Problem]:
    """Return a problem for each difference that no amendment brings about."""
    return [_problem_of(read, within, currency, each) for each in found if each.asked is None]


def unexplained(read: Read, changes: Iterable[Changed]) -> list[Problem]:
    """Return a problem for each change that would be proposed although nobody says why."""
    return [
        Problem(
            file=read.name,
            place=each.place,
            value=_shown(each.new, each.currency),
            why=f"changes '{_shown(each.old, each.currency)}', and a change needs a reason",
            remedy="give the reason with --reason",
        )
        for each in changes
        if each.amendment is None
    ]


def _problem_of(read: Read, within: str, currency: str, found: Difference) -> Problem:
    of = currency if found.field.endswith("_minor") else None
    can = ", ".join(name.removesuffix("_minor") for name in amendable(kind_of(found.record)))
    return Problem(
        file=read.name,
        place=_place(read, within, found),
        value=_shown(_text(found.new), of),
        why=f"is stored as '{_shown(_text(found.old), of)}', and does not change by a file",
        remedy=f"put it back; what can change here by an amendment: {can or 'nothing'}",
    )


def _place(read: Read, within: str, found: Difference) -> str:
    return read.place_of(within, "/".join(key_of(found.record)), found.field)


def _shown(text: str, currency: str | None) -> str:
    """Return a value as people write it: money in whole units of its currency."""
    return str(major(int(text), currency)) if currency and text else text


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else visible(str(value))
