"""The two languages this software speaks, and how one of them is chosen."""

from __future__ import annotations

import re
from enum import StrEnum

Both = tuple[str, str]
"""The same thing said in English and in Japanese, in this order."""


class Language(StrEnum):
    """A language by its ISO 639-1 code."""

    ENGLISH = "en"
    JAPANESE = "ja"

    def of(self, both: Both) -> str:
        """Return the one of two texts that is in this language."""
        english, japanese = both
        return japanese if self is Language.JAPANESE else english


def language_from(text: str | None) -> Language:
    """Return the language a locale name asks for (``ja_JP.UTF-8``, ``ja-JP``, ``ja``).

    English for everything that is not Japanese: no name, ``C``, or a language not spoken here.
    """
    tag = re.split(r"[-_.@]", (text or "").strip(), maxsplit=1)[0]
    return Language.JAPANESE if tag.lower() == Language.JAPANESE else Language.ENGLISH
