"""What an act would bring about: the grant with the entries of a dry run put in, and what differs.

Sums and levels come from the domain on both sides; here they are only set side by side.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from portfolio.domain.gathering import payout_case
from portfolio.domain.record import from_row, key_of, kind_of, type_of_kind
from portfolio.domain.rules.payout import entitlement
from portfolio.domain.rules.recovery import owed_on
from portfolio.domain.standing import budget_by_year, grant_standing
from portfolio.domain.states import STATES_OF_KIND
from portfolio.wording import amount, day, fiscal_year, kind_word, label, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _typeshed import DataclassInstance

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.journal import JournalEntry
    from portfolio.domain.rules.payout import Entitlement
    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language

ARROW = " → "

_WATCHED: dict[str, tuple[tuple[str, str], ...]] = {
    "grant": (("ends_on", "ends"), ("amount_announced_on", "announced"), ("fixed_minor", "fixed")),
    "milestone": (("level", "level"), ("due_on", "due"), ("cure_due_on", "cure_due")),
    "criterion": (("target", "target"),),
    "commitment": (("persons", "persons"), ("due_on", "due")),
    "instalment": (("amount_minor", "amount"), ("planned_on", "planned_on")),
    "milestone_condition": (("share", "share_met"), ("ended_by", "ended_by")),
    "reskilling_condition": (("persons", "persons"), ("ended_by", "ended_by")),
    "funding_condition": (("raised_minor", "raised"), ("ended_by", "ended_by")),
    "payout": (
        ("amount_minor", "amount"), ("clears_minor", "clears"), ("set_off_minor", "set_off"),
        ("cleared_minor", "cleared"), ("clear_by", "clear_by"),
    ),
    "suspension": (
        ("amount_minor", "amount"), ("cure_due_on", "cure_due"), ("announced_on", "announced"),
        ("reduce_from", "reduce_from"),
    ),
    "withholding": (
        ("withheld_minor", "withheld"), ("released_minor", "released"),
        ("reduced_minor", "reduced"),
    ),
    "waiver": (("effective_on", "effective"), ("expires_on", "expires")),
    "amendment": (("effective_on", "effective"),),
    "recovery": (("principal_minor", "principal"), ("due_on", "due")),
    "receipt": (("amount_minor", "amount"),),
    "attestation": (("kept_until", "kept_until"),),
    "screening": (("valid_until", "until"),),
}  # fmt: skip
"""What of each kind of record is told when it changes, and how its column is called."""


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
    """Yield what would change: states, days and sums, levels, what is payable, who is trained."""
    difference = _Difference(dossier, after, language)
    yield from difference.states()
    yield from difference.levels()
    yield from difference.values()
    yield from difference.standing()
    yield from difference.handlers()


class _Difference:
    """A grant as it is and as it would be, set side by side."""

    def __init__(self, dossier: Dossier, after: GrantFile, language: Language) -> None:
        self._dossier = dossier
        self._after = after
        self._language = language
        self._before = {(kind_of(r), key_of(r)): r for r in dossier.file.records()}

    def _changed(self) -> Iterator[tuple[DataclassInstance | None, DataclassInstance]]:
        """Yield each record that is new or other than it was, beside what it was."""
        for now in self._after.records():
            was = self._before.get((kind_of(now), key_of(now)))
            if was != now:
                yield was, now

    def states(self) -> Iterator[str]:
        """Yield what moves from one state to another, and what is put on file."""
        for was, now in self._changed():
            if kind_of(now) in STATES_OF_KIND:
                yield from self._state(was, now)
            elif was is None and kind_of(now) in ("evidence", "attestation"):
                yield f"{kind_word(kind_of(now), self._language)} {_code(now)}"

    def _state(self, was: DataclassInstance | None, now: DataclassInstance) -> Iterator[str]:
        states = dict.fromkeys(getattr(each, "state") for each in (was, now) if each is not None)  # noqa: B009  # of records that have one
        if was is not None and len(states) == 1:
            return
        path = ARROW.join(word(state, self._language) for state in states)
        share = getattr(now, "share_met", None)
        yield f"{_code(now)} {path}" + ("" if share is None else f" ({percent(share)})")

    def levels(self) -> Iterator[str]:
        """Yield which elements rise or fall."""
        for old, new in zip(self._dossier.file.elements, self._after.elements, strict=True):
            if old.current_level != new.current_level:
                yield f"{old.code} {old.scale} {old.current_level}{ARROW}{new.current_level}"

    def values(self) -> Iterator[str]:
        """Yield the days, sums and counts of records that change."""
        for was, now in self._changed():
            for name, column in _WATCHED.get(kind_of(now), ()):
                before = None if was is None else getattr(was, name)
                then = getattr(now, name)
                if then == before or (was is None and not then):
                    continue
                path = ARROW.join(self._told(name, v) for v in (before, then) if v is not None)
                yield f"{_code(now)} {label(f'column.{column}', self._language)} {path}"

    def _told(self, name: str, value: Any) -> str:  # noqa: ANN401  # of whichever field
        if name.endswith("_minor"):
            return self._money(value)
        if isinstance(value, date):
            return day(value, self._language)
        return percent(value) if isinstance(value, Fraction) else str(value)

    def standing(self) -> Iterator[str]:
        """Yield who would count as trained, what as raised, and what of each instalment is due."""
        language, programme = self._language, self._dossier.programme
        then = grant_standing(self._after, programme)
        verified = label("column.verified", language)
        for was, now in zip(self._dossier.standing.commitments, then.commitments, strict=True):
            if was.verified_persons != now.verified_persons:
                yield f"{was.code} {verified} {was.verified_persons}{ARROW}{now.verified_persons}"
        sums = (
            ("dialog.award", self._dossier.standing.award_minor, then.award_minor),
            ("column.raised", self._dossier.standing.raised_minor, then.raised_minor),
        )
        for key, before, later in sums:
            if before != later:
                yield f"{label(key, language)} {self._money(before)}{ARROW}{self._money(later)}"
        yield from self._owed()
        for weighed in self._dossier.entitlements:
            yield from self._payable(weighed)

    def handlers(self) -> Iterator[str]:
        """Yield in which role somebody else handles the grant."""
        for each in self._after.assignments:
            was = self._dossier.file.handler(each.role)
            if was != each.person:
                path = ARROW.join(person or "—" for person in (was, each.person))
                yield f"{word(each.role, self._language)} {path}"

    def _owed(self) -> Iterator[str]:
        dossier, programme = self._dossier, self._dossier.programme
        for claim in dossier.file.recoveries:
            was, now = (
                owed_on(file, programme, file.recovery(claim.code), dossier.as_of).total_minor
                for file in (dossier.file, self._after)
            )
            if was != now:
                sums = ARROW.join(self._money(minor) for minor in (was, now))
                yield f"{claim.code} {label('column.owed_now', self._language)} {sums}"

    def _payable(self, before: Entitlement) -> Iterator[str]:
        code = before.case.subject.partition("/")[2]
        case = payout_case(
            self._after, self._dossier.programme, code, as_of=self._dossier.as_of
        )  # fmt: skip
        then = entitlement(case)
        for key, was, now in (
            ("dialog.payable", before.payable_minor, then.payable_minor),
            ("column.retained", before.retained_minor, then.retained_minor),
        ):
            if was != now:
                sums = ARROW.join(self._money(minor) for minor in (was, now))
                yield f"{code} {label(key, self._language)} {sums}"

    def _money(self, minor: int) -> str:
        return amount(minor, self._dossier.programme.programme.currency, self._language)


def _code(record: DataclassInstance) -> str:
    """Return what identifies a record within its grant; of the grant its own code."""
    key = key_of(record)
    return ".".join(key[1:]) or key[0]


def money(
    dossier: Dossier, after: GrantFile | None, year: int, language: Language
) -> Iterator[str]:
    """Yield the sums an act on money moves, before and after: paid, confirmed, and what is left."""
    was = dossier.standing
    now = grant_standing(after, dossier.programme) if after else was
    currency = dossier.programme.programme.currency
    sums = [
        ("column.paid", was.paid_minor, now.paid_minor),
        ("column.confirmed", was.confirmed_minor, now.confirmed_minor),
        (
            "dialog.award_left",
            was.award_minor - was.confirmed_minor + was.returned_minor,
            now.award_minor - now.confirmed_minor + now.returned_minor,
        ),
    ]
    for key, before, later in sums:
        yield _sums(label(key, language), before, later, currency, language)
    name = label("dialog.year_left", language).format(year=fiscal_year(year, language))
    standing = dossier.programme.year(year)
    if standing is None:
        yield f"{name} —"
        return
    taken, _ = budget_by_year(dossier.file).get(year, (0, 0))
    to_be_taken, _ = budget_by_year(after or dossier.file).get(year, (0, 0))
    left = standing.left_minor
    yield _sums(name, left, left - (to_be_taken - taken), currency, language)


def _sums(name: str, before: int, after: int, currency: str, language: Language) -> str:
    told = dict.fromkeys(amount(minor, currency, language) for minor in (before, after))
    return f"{name} {ARROW.join(told)}"
