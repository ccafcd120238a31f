"""English phrases with gaps, written where the check is, and their Japanese, written here.

A gap `{}` stands for a value. Japanese may take the values in another order (`{1}`), and may say
a value in Japanese as well: `{0!p}` is itself a phrase of the same table, any other letter asks one
of the table's own vocabularies.
"""

from __future__ import annotations

import re
from functools import cached_property
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Phrases(Formatter):
    """A table from English phrases to Japanese ones.

    `vocabularies` names by one letter what says a value in Japanese, or as it came.
    """

    def __init__(
        self,
        japanese: Mapping[str, str],
        vocabularies: Mapping[str, Callable[[str], str]] | None = None,
    ) -> None:
        self._table = japanese
        self._vocabularies = {"p": self.japanese_or_same, **(vocabularies or {})}

    def japanese(self, english: str) -> str | None:
        """Return a filled phrase in Japanese; None where it is none of the table."""
        for pattern, japanese in self._patterns:
            found = pattern.fullmatch(english)
            if found:
                return self.vformat(japanese, found.groups(), {})
        return None

    def japanese_or_same(self, english: str) -> str:
        """Return a filled phrase in Japanese, or as it came where it is none of the table."""
        return self.japanese(english) or english

    def filled(self, english: str, *values: str) -> str:
        """Return the Japanese of a phrase with these values. Raises KeyError for an unknown one."""
        return self.vformat(self._table[english], values, {})

    def convert_field(self, value: str, conversion: str | None) -> str:
        """Return a value as its gap wants it said."""
        return self._vocabularies[conversion](value) if conversion else value

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The phrases as patterns, those with the most words of their own first: more exact."""
        ordered = sorted(self._table.items(), key=lambda both: -len(both[0].replace("{}", "")))
        return tuple(
            (re.compile("(.*)".join(map(re.escape, english.split("{}"))), re.DOTALL), japanese)
            for english, japanese in ordered
        )
