"""Codes out of the identifiers of a published file: readable, and not one for two identifiers.

A code is a pure function of the identifier, so that every file that names a grant, an organisation
or a programme leads to the same one, whatever else stands in the file. Forty bits of a digest keep
two apart; should they meet all the same, the second is refused on entry, for it is different.
"""

from __future__ import annotations

import re
from base64 import b32encode
from hashlib import sha256

from portfolio.domain.text import CODE

_READABLE = 22
"""Characters of the identifier before the mark "--" and the eight of the digest: 32 together."""

_DIGEST = 8

_NOT_IN_CODES = re.compile(r"[^A-Z0-9]+")


def code_of(identifier: str) -> str:
    """Return the identifier itself where it is a code, else its readable part and a digest.

    ``GB-CHC-1126147`` stays; ``360g/12 b`` becomes ``360G-12-B--`` and eight characters of the
    SHA-256 of the identifier as it is written. No identifier that stays has "--" in it.
    """
    if CODE.fullmatch(identifier) and _slug(identifier) == identifier:
        return identifier
    return marked_code(identifier, identifier)


def marked_code(readable: str, *identity: str) -> str:
    """Return a code that begins readably and stands for all parts of an identity together."""
    digest = sha256("\0".join(identity).encode("utf-8", "surrogatepass")).digest()
    mark = b32encode(digest).decode("ascii")[:_DIGEST]
    return f"{_slug(readable)[:_READABLE].rstrip('-') or 'ID'}--{mark}"


def _slug(text: str) -> str:
    return _NOT_IN_CODES.sub("-", text.upper()).strip("-")
