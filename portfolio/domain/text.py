"""Text that comes from outside: refused if it could act, never silently changed.

A stored string may reach a terminal, a spreadsheet or a web page. Control characters, escape
sequences and bidirectional overrides have no place in a record of public money, so they are
refused at the door; each face still neutralises what it shows.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from portfolio.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,31}")
SHA256 = re.compile(r"[0-9a-f]{64}")
LONGEST_TEXT = 4_000

# Cc control, Cf format (bidi overrides, zero width), Cs lone surrogate, Co private, Cn unassigned,
# Zl and Zp line and paragraph separators.
_UNFIT_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})

_INVISIBLE_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks by their category that nothing shows: a name of them alone would look empty
(Unicode's Default_Ignorable_Code_Point, without the selectors of variants that names need)."""


def is_unfit(character: str) -> bool:
    """Whether one character could act on a screen instead of being read, or is not seen at all."""
    return unicodedata.category(character) in _UNFIT_CATEGORIES or character in _INVISIBLE_LETTERS


def _is_fit(text: str) -> bool:
    """Whether no character is unfit: the usual case, a hundred times faster than looking at each.

    Whatever cannot be printed is still to be looked at: it may be a blank of another kind.
    """
    return text.isprintable() and _INVISIBLE_LETTERS.isdisjoint(text)


def clean_text(field: str, value: str, *, longest: int = LONGEST_TEXT) -> str:
    """Return `value` in NFC without outer blanks, or raise `Invalid` saying what is wrong with it.

    Unicode NFC makes equal what looks equal (UAX #15).
    """
    text = unicodedata.normalize("NFC", value).strip(" \u3000")
    if not text:
        raise Invalid(field, value, "is empty", "write at least one character")
    if len(text) > longest:
        raise Invalid(
            field,
            f"{text[:40]}…",
            f"has {len(text)} characters",
            f"shorten it to {longest} or fewer",
        )
    if _is_fit(text):
        return text
    for position, character in enumerate(text, start=1):
        if is_unfit(character):
            raise Invalid(
                field,
                value,
                f"has the invisible character U+{ord(character):04X} at position {position}",
                "delete that character",
            )
    return text


def clean_code(field: str, value: str) -> str:
    """Return a code (``RAPIDUS-FE``, ``M3``) or raise `Invalid`; codes are ASCII on purpose.

    Letters of other scripts can look the same and be different: a code must not.
    """
    if not CODE.fullmatch(value):
        raise Invalid(
            field,
            value,
            "is not a code",
            "use 1 to 32 of A-Z, 0-9 and '-', beginning with a letter or digit",
        )
    return value


def clean_sha256(field: str, value: str) -> str:
    """Return a SHA-256 digest in lower-case hexadecimal (FIPS 180-4), or raise `Invalid`."""
    digest = value.strip().lower()
    if not SHA256.fullmatch(digest):
        raise Invalid(field, value, "is not a SHA-256 digest", "give 64 hexadecimal digits")
    return digest


def clean_fields(record: object, **longest: int) -> None:
    """Clean the named text fields of a frozen record in its `__post_init__`; None stays None.

    Each keyword is a field and the most characters it may have.
    """
    for field, limit in longest.items():
        value: str | None = getattr(record, field)
        if value is not None:
            object.__setattr__(record, field, clean_text(field, value, longest=limit))


@lru_cache(maxsize=65_536)
def folded(value: str) -> str:
    """Return text as it is compared: width (NFKC, UAX #15) and case of writing do not matter.

    A filter looks through the same texts again with every letter that is typed.
    """
    return unicodedata.normalize("NFKC", value).casefold()


def visible(value: str, *, keep_lines: bool = False) -> str:
    r"""Return text with everything that could act written out: ESC becomes ``\x1b``.

    The one boundary every stored string crosses before it reaches a terminal: control characters,
    bidirectional overrides, zero-width and unassigned characters become visible escapes.
    """
    if _is_fit(value):
        return value
    return "".join(
        _written_out(c) if is_unfit(c) and not (keep_lines and c == "\n") else c for c in value
    )


def _written_out(character: str) -> str:
    point = ord(character)
    if point <= 0xFF:  # noqa: PLR2004  # one byte
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"  # noqa: PLR2004  # two


def near_codes(code: str, known: Iterable[str]) -> list[str]:
    """Return up to three known codes that look like a mistyped one."""
    from difflib import get_close_matches  # only a miss needs it

    return get_close_matches(code.upper(), list(known), n=3, cutoff=0.4)
