"""The account of a PDF: one more object in the file, which readers of the document pass over.

PDF/A-2 (ISO 19005-2, 6.8 and 6.1.13) allows neither a file attached nor a string of more than
32,767 bytes, and the heads of all streams can be longer. A stream that the trailer names can hold
them: ISO 32000-1, 7.3.8 and 7.5.5.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portfolio.exchange.shown import Json

_MARK = b"<</Type/PortfolioAccount/Length "
_END = re.compile(
    rb"xref\n0 (?P<size>\d+)\n(?P<entries>.*?)trailer\n<</Size \d+(?P<trailer>.*?)"
    rb"startxref\n(?P<at>\d+)\n%%EOF\s*\Z",
    re.DOTALL,
)


def with_account(pdf: bytes, account: dict[str, Json]) -> bytes:
    """Return a PDF that holds its account, the table of its objects brought up to date."""
    at = pdf.rindex(b"xref\n0 ", 0, pdf.rindex(b"startxref"))
    end = _END.fullmatch(pdf, at)
    if end is None:
        raise ValueError("the PDF does not end in a table of its objects")
    number = int(end["size"])
    said = json.dumps(account, ensure_ascii=False).encode()
    added = b"%d 0 obj\n%s%d>>\nstream\n%s\nendstream\nendobj\n\n" % (
        number,
        _MARK,
        len(said),
        said,
    )
    return b"".join(
        (
            pdf[:at],
            added,
            b"xref\n0 %d\n" % (number + 1),
            end["entries"],
            b"%010d 00000 n\r\n" % at,
            b"trailer\n<</Size %d/PortfolioAccount %d 0 R" % (number + 1, number),
            end["trailer"],
            b"startxref\n%d\n%%%%EOF\n" % (at + len(added)),
        )
    )


def read_account(content: bytes) -> dict[str, Json] | None:
    """Return what a PDF says of itself, or None where it is no such PDF."""
    at = content.rfind(_MARK)
    found = (
        re.compile(rb"(\d{1,9})>>\nstream\n").match(content, at + len(_MARK)) if at > 0 else None
    )
    if found is None:
        return None
    try:
        account = json.loads(content[found.end() : found.end() + int(found[1])])
    except ValueError:
        return None
    return account if isinstance(account, dict) else None
