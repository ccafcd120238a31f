"""Templates filled with a finding's facts, each shown the way its name or its mark asks for.

``{asked_minor}`` is an amount, ``{due_on}`` a day, ``{pieces:piece/pieces}`` a count with its noun,
``{rung:rung}`` a word of the domain. Facts are put in as they are: a brace in them stays a brace.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from string import Formatter
from typing import TYPE_CHECKING

from portfolio.domain.amendment import Amended
from portfolio.domain.cost import CostKind
from portfolio.domain.covenant import CovenantKind
from portfolio.domain.finding import Fact
from portfolio.domain.milestone import Comparison, EvidenceKind, Verdict
from portfolio.domain.people import Role
from portfolio.domain.policies import Bearing, PolicyName
from portfolio.domain.readiness import Scale
from portfolio.domain.reason import Reason
from portfolio.domain.recovery import Ground
from portfolio.domain.reskilling import Rung
from portfolio.domain.rules.duties import Duty
from portfolio.domain.states import STATES_OF_KIND, GrantState, ScreeningState
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act
from portfolio.domain.waiver import Waivable
from portfolio.wording.figures import amount, day, fiscal_year
from portfolio.wording.language import Both, Language
from portfolio.wording.words import does, kind_word, word

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

Facts = Mapping[str, Fact]

_PARSER = Formatter()

# What the rules write where there is nobody or nothing to name.
_NOTHING = {"none": "なし", "nothing": "なし", "nobody": "なし", "no role": "役割なし"}

_STATES = tuple(dict.fromkeys(STATES_OF_KIND[kind] for kind in ("milestone", *STATES_OF_KIND)))
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a finding says and, where it is no plain yes, what to do then: as templates."""

    says: Both
    then: Both | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Several wordings for one reason; `by` reads off the facts which of them it is."""

    by: Callable[[Facts], str]
    among: Mapping[str, Wording]


Catalogue = Mapping[Reason, Wording | Choice]


def fill(template: str, facts: Facts, language: Language) -> str:
    """Return a template with its facts. Raises KeyError where one is missing: nothing is guessed.

    The template is read once, facts never are, so that text from data cannot act as a template.
    """
    parts = []
    for text, name, mark, _ in _PARSER.parse(template):
        parts.append(text)
        if name is not None:
            parts.append(_shown(name, mark or "", facts, language))
    return "".join(parts)


def fields(template: str) -> set[str]:
    """Return the names of the facts a template asks for."""
    return {name for _, name, _, _ in _PARSER.parse(template) if name is not None}


def _shown(name: str, mark: str, facts: Facts, language: Language) -> str:
    value = facts[name]
    if "/" in mark:
        return _counted(int(value), mark)
    if mark:
        of_kind = mark == "state" and facts.get("kind")
        read = partial(_state, of_kind) if of_kind else _MARKED[mark]
        return read(str(value), language)
    if name.endswith("_minor"):
        return amount(int(value), str(facts["currency"]), language)
    if name == "on" or name.endswith("_on"):
        return day(date.fromisoformat(str(value)), language)
    if isinstance(value, int):
        return f"{value:,}"
    nothing = _NOTHING.get(value)
    return language.of((value, nothing)) if nothing else value


def _counted(count: int, nouns: str) -> str:
    one, many = nouns.split("/")
    return f"one {one}" if count == 1 else f"{count:,} {many}"


def _words(*types: type[StrEnum]) -> Callable[[str, Language], list[str]]:
    """Return a reader of a comma-joined list of tokens of these types."""

    def read(text: str, language: Language) -> list[str]:
        if text in _NOTHING:
            return [language.of((text, _NOTHING[text]))]
        return [_token_word(value, types, language) for value in text.split(", ")]

    return read


def _token_word(value: str, types: tuple[type[StrEnum], ...], language: Language) -> str:
    token = next((token for each in types for token in each if token == value), None)
    if token is None:
        raise KeyError(value)
    return word(token, language)


def _listed(*types: type[StrEnum]) -> Callable[[str, Language], str]:
    read = _words(*types)
    return lambda text, language: language.of((", ", "、")).join(read(text, language))


def _alternatives(text: str, language: Language) -> str:
    """Return roles as a choice: ``assessor or grant officer``."""
    return language.of((" or ", "または")).join(_words(Role)(text, language))


def _state(kind: Fact, text: str, language: Language) -> str:
    """Return a state as a word: states of different kinds share values."""
    return _listed(STATES_OF_KIND[str(kind)])(text, language)


def _quoted(text: str, language: Language) -> str:
    """Return acts in quotation marks: ``'confirm', 'send back'``."""
    opening, closing = language.of(("'", "「")), language.of(("'", "」"))
    between = language.of((", ", ""))
    return between.join(f"{opening}{a}{closing}" for a in _words(Act)(text, language))


def _somebody(text: str, language: Language) -> str:
    """Return roles as who should act, to begin a sentence: ``An assessor or a grant officer``."""
    if language is Language.JAPANESE:
        return _alternatives(text, language)
    named = [
        f"{'an' if role[0] in _VOWELS else 'a'} {role}" for role in _words(Role)(text, language)
    ]
    choice = " or ".join(named)
    return choice[0].upper() + choice[1:]


_MARKED: Mapping[str, Callable[[str, Language], str]] = {
    "acts": _quoted,
    "amended": _listed(Amended),
    "bearing": _listed(Bearing),
    "do": lambda text, language: does(Act(text), language),
    "comparison": _listed(Comparison),
    "condition": _listed(Waivable),
    "cost": _listed(CostKind),
    "covenant": _listed(CovenantKind),
    "duty": _listed(Duty),
    "evidence": _listed(EvidenceKind),
    "grant": _listed(GrantState),
    "ground": _listed(Ground),
    "kind": kind_word,
    "need": _listed(PolicyName, Act),
    "or": _alternatives,
    "policy": _listed(PolicyName),
    "roles": _listed(Role),
    "rung": _listed(Rung),
    "scale": _listed(Scale),
    "screening": _listed(ScreeningState),
    "somebody": _somebody,
    "state": _listed(*_STATES),
    "term": _listed(TermName),
    "verdict": _listed(Verdict),
    "year": lambda text, language: fiscal_year(int(text), language),
}
