"""The blanks of a dialog that is drawn from its request: one for each thing a person has to say.

What has to be said, and how it is read, follows from the names and types of the request's fields.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from functools import partial
from types import NoneType
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from portfolio.domain.errors import Invalid
from portfolio.domain.money import parse_minor
from portfolio.domain.period import parse_day
from portfolio.domain.rules.waiver import conditions_known
from portfolio.domain.terms import parse_count
from portfolio.domain.text import clean_text
from portfolio.domain.waiver import Waivable
from portfolio.wording import label, word
from tui.dialogs.amending import AmendmentLines
from tui.dialogs.digest import DigestField
from tui.dialogs.fields import Blank, Entry, choice, chosen
from tui.dialogs.prefills import prefill
from tui.lines import Subject
from tui.pages.facts import facts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from portfolio.wording import Language
    from tui.dialogs.fields import Values
    from tui.dialogs.weighing import Matter

    Option = tuple[str, Values]

NOT_WRITTEN = "—"
"""Stands for a text that is still to be written while the rest of an act is weighed already."""

RECORDS_OF = {
    "covenant": "covenants",
    "instalment": "instalments",
    "member": "members",
    "payout": "payouts",
}
"""What may be named besides the subject, and where the grant's file has it."""

_GIVEN_WITH_OTHERS = ("grant", "condition_code")
"""What the subject or another blank gives."""


def bare(name: str) -> str:
    """Return the name of a field as people know it: an amount without the unit it is kept in."""
    return name.removesuffix("_minor")


class Written(Blank):
    """Something written and read by the domain: a text, a day, an amount, a number."""

    def __init__(  # noqa: PLR0913  # what a field is, how it is read, and what is said in it
        self,
        name: str,
        read: Callable[[str, str], object],
        language: Language,
        *,
        stands_in: object,
        value: str = "",
        hint: str = "",
        optional: bool = False,
    ) -> None:
        self._entry = Entry(bare(name), value=value, placeholder=hint)
        names = tuple(dict.fromkeys((bare(name), name)))
        super().__init__(label(f"field.{bare(name)}", language), self._entry, names=names)
        self._read = read
        self._stands_in = stands_in
        self._optional = optional

    def values(self) -> Values:
        """Return what is written, as the domain reads it; None for nothing where that may be."""
        written = self._entry.value.strip()
        is_left_out = self._optional and not written
        return {self.names[-1]: None if is_left_out else self._read(self.names[0], written)}

    def stand_in(self) -> Values:
        """Return what stands in for it."""
        return {self.names[-1]: self._stands_in}


class Chosen(Blank):
    """One of several. An option is what is read, and the values it gives to the request.

    It is `optional` where choosing nothing is one of them.
    """

    def __init__(
        self,
        name: str,
        options: Sequence[Option],
        language: Language,
        *,
        at_first: Values | None = None,
        optional: bool = False,
    ) -> None:
        self.optional = optional
        self._values = {key_of(values): values for _, values in options}
        wanted = key_of(at_first) if at_first is not None else None
        first = wanted if wanted in self._values else next(iter(self._values), None)
        keyed = [(text, key_of(values)) for text, values in options]
        self._select = choice(name, keyed, first)
        names = tuple(dict.fromkeys((name, *(each for _, values in options for each in values))))
        super().__init__(label(f"field.{name}", language), self._select, names=names)

    def values(self) -> Values:
        """Return what is chosen. Raises `Invalid` where there is nothing to choose from."""
        key = chosen(self._select)
        if key is None:
            raise Invalid(self.names[0], "", "is missing", "write this field")
        return self._values[key]

    def stand_in(self) -> Values:
        """Return the first of them; where there is none, what no grant has."""
        return next(iter(self._values.values()), dict.fromkeys(self.names, NOT_WRITTEN))


def key_of(values: Values) -> str:
    """Return the key of an option: its values with dots between, and nothing for None."""
    return ".".join("" if value is None else str(value) for value in values.values())


def blanks_of(request: type[Any], matter: Matter) -> Iterator[Blank]:
    """Yield a blank for each value of a request that its subject does not give already."""
    hints = get_type_hints(request)
    for each in fields(request):
        given = each.name == matter.kind and each.default is MISSING
        if not given and each.name not in _GIVEN_WITH_OTHERS:
            yield _blank(each.name, hints[each.name], matter)


def _blank(name: str, hint: Any, matter: Matter) -> Blank:  # noqa: ANN401  # a type hint is any object
    if name == "changes":
        return AmendmentLines(matter)
    if name in _CHOICES:
        return _CHOICES[name](name, matter, optional=NoneType in get_args(hint))
    if name.endswith("sha256"):
        return DigestField("field.file", names=("file", name), language=matter.language)
    kind = next((each for each in get_args(hint) if each is not NoneType), hint)
    if kind is bool:
        return _yes_or_no(name, matter)
    if issubclass(kind, StrEnum):
        return _word_choice(name, kind, matter)
    return _written(name, kind, matter, optional=NoneType in get_args(hint))


def _written(name: str, kind: type, matter: Matter, *, optional: bool) -> Blank:
    first, currency = prefill(matter, name), matter.dossier.programme.programme.currency
    read: Callable[[str, str], object] = clean_text
    stands_in, hint = first.stands_in, first.hint
    if kind is date:
        read, stands_in, hint = parse_day, matter.dossier.as_of, hint or "YYYY-MM-DD"
    elif kind is int:
        read = partial(parse_minor, currency=currency) if name.endswith("_minor") else parse_count
        stands_in = stands_in or (None if optional else 1)
    else:
        stands_in = stands_in or NOT_WRITTEN
    return Written(
        name, read, matter.language, stands_in=stands_in, value=first.value, hint=hint,
        optional=optional,
    )  # fmt: skip


def _yes_or_no(name: str, matter: Matter) -> Blank:
    options: list[Option] = [
        (label("value.no", matter.language), {name: False}),
        (label("value.yes", matter.language), {name: True}),
    ]
    return Chosen(name, options, matter.language)


def _word_choice(name: str, kind: type[StrEnum], matter: Matter) -> Blank:
    first = prefill(matter, name).value
    at_first: Values | None = {name: first} if first else None
    options: list[Option] = [(word(each, matter.language), {name: each}) for each in kind]
    return Chosen(name, options, matter.language, at_first=at_first)


def _condition_choice(name: str, matter: Matter, *, optional: bool) -> Blank:
    return Chosen(name, list(_conditions(matter)), matter.language, optional=optional)


def _code_choice(name: str, matter: Matter, *, optional: bool) -> Blank:
    at_first: Values | None = {name: matter.code} if matter.kind == name else None
    codes = list(_codes(name, matter, optional=optional))
    return Chosen(name, codes, matter.language, at_first=at_first, optional=optional)


def _conditions(matter: Matter) -> Iterator[Option]:
    """Yield the conditions of an instalment, each as a waiver names it."""
    for what in Waivable:
        for code in conditions_known(matter.dossier.file, matter.code, what):
            said = f"{word(what, matter.language)} {code}"
            yield said, {"condition": what, "condition_code": code}


def _codes(name: str, matter: Matter, *, optional: bool) -> Iterator[Option]:
    """Yield what may be named; first that nothing is, where that may be."""
    dossier, language = matter.dossier, matter.language
    if optional:
        yield "-", {name: None}
    for each in getattr(dossier.file, RECORDS_OF[name]):
        facts = facts_of(dossier, Subject(name, dossier.file.code, each.code), language)
        yield f"{each.code} {facts.what}", {name: each.code}


_CHOICES: dict[str, Callable[..., Blank]] = {
    "condition": _condition_choice,
    **dict.fromkeys(RECORDS_OF, _code_choice),
}
"""What is chosen from the grant itself."""
