"""What an act would bring about: the grant with the entries of a dry run put in, and what differs.

Sums and levels come from the domain on both sides; here they are only set side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.record import from_row, type_of_kind
from portfolio.domain.standing import budget_by_year, grant_standing
from portfolio.wording import amount, fiscal_year, kind_word, label, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from portfolio.domain.grant import GrantFile
    from portfolio.domain.journal import JournalEntry
    from portfolio.domain.states import State
    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language

ARROW = " → "
_WITH_STATES = ("milestones", "payouts", "reports", "holds")


def file_after(file: GrantFile, entries: Iterable[JournalEntry]) -> GrantFile:
    """Return the grant's file as it would stand after these entries."""
    rows = (image for entry in entries for image in entry.records())
    return file.with_records(from_row(type_of_kind[kind], row) for kind, row in rows)


def percent(share: Fraction) -> str:
    """Return a share in percent, cut to one decimal: ``66.6%``."""
    tenths = share.numerator * 1000 // share.denominator
    whole, part = divmod(tenths, 10)
    return f"{whole}.{part}%" if part else f"{whole}%"


def changes(dossier: Dossier, after: GrantFile, language: Language) -> Iterator[str]:
    """Yield what would change: states, levels, what becomes payable, who counts as trained."""
    yield from _states(dossier.file, after, language)
    known = {e.code for e in dossier.file.evidence}
    evidence = kind_word("evidence", language)
    yield from (f"{evidence} {e.code}" for e in after.evidence if e.code not in known)
    for old, new in zip(dossier.file.elements, after.elements, strict=True):
        if old.current_level != new.current_level:
            yield f"{old.code} {old.scale} {old.current_level}{ARROW}{new.current_level}"
    standing = grant_standing(after, dossier.programme.programme)
    verified = label("column.verified", language)
    for was, now in zip(dossier.standing.commitments, standing.commitments, strict=True):
        if was.verified_persons != now.verified_persons:
            yield f"{was.code} {verified} {was.verified_persons}{ARROW}{now.verified_persons}"
    payable = label("dialog.payable", language)
    currency = dossier.programme.programme.currency
    for before, then in zip(dossier.standing.instalments, standing.instalments, strict=True):
        if before.payable_minor != then.payable_minor:
            sums = [amount(s.payable_minor, currency, language) for s in (before, then)]
            yield f"{before.code} {payable} {ARROW.join(sums)}"


def _states(file: GrantFile, after: GrantFile, language: Language) -> Iterator[str]:
    for name in _WITH_STATES:
        before: dict[str, State] = {each.code: each.state for each in getattr(file, name)}
        for each in getattr(after, name):
            was = before.get(each.code)
            if was == each.state:
                continue
            path = [word(state, language) for state in (was, each.state) if state is not None]
            share = getattr(each, "share_met", None)
            part = f" ({percent(share)})" if share is not None else ""
            yield f"{each.code} {ARROW.join(path)}{part}"


def money(
    dossier: Dossier, after: GrantFile | None, year: int, language: Language
) -> Iterator[str]:
    """Yield the sums an act on money moves, before and after: paid, confirmed, and what is left."""
    terms = dossier.programme.programme
    then = grant_standing(after, terms) if after else dossier.standing
    was, now = dossier.standing, then
    sums = [
        ("column.paid", was.paid_minor, now.paid_minor),
        ("column.confirmed", was.confirmed_minor, now.confirmed_minor),
        (
            "dialog.award_left",
            was.award_minor - was.confirmed_minor,
            now.award_minor - now.confirmed_minor,
        ),
    ]
    for key, before, later in sums:
        yield _sums(label(key, language), before, later, terms.currency, language)
    name = label("dialog.year_left", language).format(year=fiscal_year(year, language))
    standing = dossier.programme.year(year)
    if standing is None:
        yield f"{name} —"
        return
    taken, _ = budget_by_year(dossier.file).get(year, (0, 0))
    to_be_taken, _ = budget_by_year(after or dossier.file).get(year, (0, 0))
    left = standing.left_minor
    yield _sums(name, left, left - (to_be_taken - taken), terms.currency, language)


def _sums(name: str, before: int, after: int, currency: str, language: Language) -> str:
    told = dict.fromkeys(amount(minor, currency, language) for minor in (before, after))
    return f"{name} {ARROW.join(told)}"
