"""Notes: what somebody wants to be read with a grant for ever. They count for nothing in any rule.

A note is its journal entry and no record besides: its text is the reason of the entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import rule_on_plain
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.errors import NotFound
from portfolio.domain.journal import grant_stream
from portfolio.domain.text import near_codes
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteNote:
    """Write a note on a grant, or on something in it; what it says is given as the reason."""

    grant: str
    subject: str = ""


def write_note(file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: WriteNote) -> Change:
    """Write a note. Nothing moves, and it bars nobody from anything."""
    codes = {code for each in file.records() if (code := getattr(each, "code", None))}
    subject = f"{file.code}/{request.subject}" if request.subject else file.code
    if request.subject and request.subject not in codes:
        raise NotFound("record", subject, near_codes(request.subject, sorted(codes)))
    role, findings = rule_on_plain(Act.NOTE, subject, occasion, needs_reason=True)
    step = Step(act=Act.NOTE, subject=subject, role=role, findings=findings)
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))
