"""Looking something up by its code, its title or its name, whatever kind of record it is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, literal, or_, select

from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection

MOST_HITS = 50
"""How many hits are shown at most; beyond that it says so and asks for another word."""

_TITLED = ("code", "title", "title_ja")
_SEARCHED = {
    "programme": _TITLED,
    "grant": (*_TITLED, "consortium", "consortium_ja"),
    "person": ("code", "name", "name_ja"),
    "milestone": ("grant", *_TITLED),
    "instalment": ("grant", *_TITLED),
    "payout": ("grant", "code", "instalment"),
}
"""The columns in which each kind of record is found, in the order in which kinds are shown.

They are short, and the last ones are searched only while there is room for more hits.
"""

_TITLES = {"person": ("name", "name_ja"), "payout": ("instalment", "instalment")}
_PAST_EVERY_CODE = "\uffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One record that was found; `grant` is empty where it is in none.

    Of a journal entry, `code` is what it is about and `title` the act, at `seq` of `stream`.
    """

    kind: str
    grant: str
    code: str
    title: str
    title_ja: str | None = None
    stream: str = ""
    seq: int = 0

    @property
    def subject(self) -> str:
        """Grant and code, as acts and the journal name it."""
        return f"{self.grant}/{self.code}" if self.grant else self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What was found; `is_cut` where there is more than is shown."""

    shown: tuple[Hit, ...]
    is_cut: bool


def look_up(connection: Connection, words: str, most: int = MOST_HITS) -> Hits:
    """Return every record in which all words are found, larger things first, entries last.

    Case and width of writing do not matter, and ``G-1/M2`` finds as ``G-1 M2`` does; journal
    entries are found by the beginning of the code of what they are about.
    """
    words = words.replace("／", "/")  # as it is typed in Japanese
    if not words.split():
        return Hits(shown=(), is_cut=False)
    found: list[Hit] = []
    for kind in _SEARCHED:
        if len(found) <= most:
            found.extend(_records(connection, kind, words, most + 1 - len(found)))
    if len(found) <= most:
        found.extend(_entries(connection, words, most + 1 - len(found)))
    return Hits(shown=tuple(found[:most]), is_cut=len(found) > most)


def _records(connection: Connection, kind: str, words: str, most: int) -> Iterator[Hit]:
    table = table_of(kind).c
    title, title_ja = _TITLES.get(kind, ("title", "title_ja"))
    grant = table.grant if "grant" in table else literal("")
    every = [_has(kind, word) for word in words.replace("/", " ").split()]
    exact = case((table.code == words.strip().upper(), 0), else_=1)
    order = (table.grant, table.code) if "grant" in table else (exact, table.code)
    query = (
        select(grant, table.code, table[title], table[title_ja])
        .where(and_(*every))
        .order_by(*order)
        .limit(most)
    )
    for owner, code, said, said_ja in connection.execute(query):
        yield Hit(kind=kind, grant=owner, code=code, title=said, title_ja=said_ja)


def _has(kind: str, word: str) -> ColumnElement[bool]:
    """Return that a word is found in a record, as it was typed or in the usual width.

    LIKE does not mind the case in SQLite; to make every title lower-case first takes three times
    as long.
    """
    table = table_of(kind).c
    spellings = dict.fromkeys((word, unicodedata.normalize("NFKC", word)))
    return or_(
        *(
            table[name].contains(spelling, autoescape=True)
            for spelling in spellings
            for name in _SEARCHED[kind]
        )
    )


def _entries(connection: Connection, words: str, most: int) -> Iterator[Hit]:
    """Yield the newest entries about what begins with the one word there is: by their index."""
    begun = unicodedata.normalize("NFKC", words.strip())
    if " " in begun:
        return
    journal = table_of("journal").c
    spellings = dict.fromkeys((begun, begun.upper()))
    query = (
        select(journal.stream, journal.seq, journal.act, journal.subject)
        .where(or_(*(journal.subject.between(b, b + _PAST_EVERY_CODE) for b in spellings)))
        .order_by(journal.recorded_at.desc(), journal.stream, journal.seq.desc())
        .limit(most)
    )
    for stream, seq, act, subject in connection.execute(query):
        yield Hit(kind="entry", grant="", code=subject, title=act, stream=stream, seq=seq)
