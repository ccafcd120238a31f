"""A grant as it is looked at, and the few facts by which a part of it is known at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.wording import amount, day, label, word
from tui.lines import Span
from tui.pages.figures import due_words, in_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portfolio.domain.states import State
    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a subject is in a few words, where it stands, for how much money, and until when.

    `until` is the day that matters next, `runs` whether it is still to be met. `parts` are short
    phrases that share lines, `texts` stand on lines of their own.
    """

    what: str
    state: State | None = None
    money_minor: int | None = None
    until: date | None = None
    runs: bool = False
    parts: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A grant as it is looked at: on which day, in which currency and language."""

    dossier: Dossier
    language: Language

    def money(self, key: str, minor: int) -> str:
        """Return an amount after what it is called."""
        currency = self.dossier.programme.programme.currency
        return f"{self.name(key)} {amount(minor, currency, self.language)}"

    def some_money(self, **minors: int) -> Iterator[str]:
        """Yield those of these amounts that are not nothing, each after its name."""
        yield from (self.money(key, minor) for key, minor in minors.items() if minor)

    def day(self, key: str, on: date | None, *, runs: bool = False) -> str:
        """Return a day after its name, and how far off it is while it runs; empty for none."""
        if on is None:
            return ""
        far = due_words(on, self.dossier.as_of, self.language).text
        said = f"{self.name(key)} {day(on, self.language)}"
        return f"{said} ({far})" if runs else said

    def by(self, key: str, person: str | None) -> str:
        """Return who it was after what they did; empty where nobody was it yet."""
        return f"{self.name(key)} {person}" if person else ""

    def text(self, key: str, said: str) -> str:
        """Return a text after what it is called."""
        return self.language.of((": ", "：")).join((self.name(key), said))

    def name(self, key: str) -> str:
        """Return what something is called in the heads of columns."""
        return label(f"column.{key}", self.language)

    def title(self, said: str, said_ja: str | None) -> str:
        """Return a title in the language where there is one."""
        return in_language(said, said_ja, self.language)


def days_left(facts: Facts, today: date, language: Language) -> Span:
    """Return how far off the day is that matters next, or how late; nothing once it is met."""
    return due_words(facts.until, today, language) if facts.runs else Span("")


def told(facts: Facts, language: Language) -> tuple[str, ...]:
    """Return where it stands and the rest in short phrases."""
    state = (word(facts.state, language),) if facts.state is not None else ()
    return (*state, *(part for part in facts.parts if part))


def document(name: str, sha256: str, by: str) -> str:
    """Return a document as it is named, with the beginning of its digest and who gave it."""
    return f"{name} (SHA-256 {sha256[:16]}, {by})"
