"""What is said of the file of a piece of evidence: whether it is the recorded one, and what to do.

A file that is another one than was recorded is said loudly: nobody decides on it.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from portfolio.services.evidence_files import Found
from portfolio.wording import day, kind_word, label, word
from portfolio.wording.exhibits import SHOWN_DIGITS
from tui.lines import BLANK, Paragraph, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.reports.exhibits import Exhibit
    from portfolio.services.evidence_files import FileCheck
    from portfolio.wording import Language

_TONES = {
    Found.MATCHES: Tone.GOOD, Found.DIFFERS: Tone.BAD, Found.OUTSIDE: Tone.BAD,
    Found.NO_FOLDER: Tone.DIM,
}  # fmt: skip

MOST_LINES = 400
"""How many lines of a text are shown."""


def tone_of(check: FileCheck) -> Tone:
    """Return how what was found out is coloured."""
    return _TONES.get(check.found, Tone.WARN)


def found_words(check: FileCheck | None, language: Language) -> str:
    """Return in a word or two how the file stands; while it is looked at, that."""
    key = "reading" if check is None else check.found.value
    return label(f"file.{key}", language)


def sort_words(exhibit: Exhibit, language: Language) -> str:
    """Return what kind of document it is."""
    return word(exhibit.sort, language) if exhibit.sort else kind_word(exhibit.kind, language)


def exhibit_lines(
    exhibit: Exhibit, check: FileCheck | None, language: Language
) -> Iterator[Paragraph]:
    """Yield a piece of evidence in two short lines: what it is and whose, and how its file is."""
    known = (exhibit.member, day(exhibit.received_on, language), exhibit.recorded_by)
    whose = ", ".join(known)
    if exhibit.accepted_by:
        accepted = label("file.accepted", language).format(who=exhibit.accepted_by)
        whose = f"{whose}; {accepted}"
    said = f"{sort_words(exhibit, language)}: {exhibit.title} ({whose})"
    yield Paragraph(said, lead=exhibit.code, lead_tone=Tone.WARN)
    digest = f"SHA-256 {exhibit.sha256[:SHOWN_DIGITS]}…" if exhibit.sha256 else exhibit.address
    tone = Tone.DIM if check is None else tone_of(check)
    gap = " " * len(exhibit.code)
    yield Paragraph(f"{digest}  {found_words(check, language)}", tone, lead=gap)


def file_paragraphs(
    exhibit: Exhibit, check: FileCheck | None, opener: str | None, language: Language
) -> Iterator[Paragraph]:
    """Yield one piece in full: what is recorded, what its file is, what to do, and its text."""
    yield Paragraph(f"{exhibit.grant}/{exhibit.code}  {exhibit.title}", Tone.STRONG)
    yield from _recorded(exhibit, language)
    yield BLANK
    if check is None:
        yield Paragraph(found_words(None, language), Tone.DIM)
        return
    yield from _found(exhibit, check, language)
    if check.found in (Found.MATCHES, Found.NO_DIGEST):
        yield from _content(check, opener, language)


def _recorded(exhibit: Exhibit, language: Language) -> Iterator[Paragraph]:
    parts = (
        ("column.kind", sort_words(exhibit, language)),
        ("file.behind", exhibit.behind),
        ("file.issuer", exhibit.member),
        ("file.date", day(exhibit.received_on, language)),
        ("file.recorded_by", exhibit.recorded_by),
        ("file.accepted_by", exhibit.accepted_by or label("file.nobody_yet", language)),
    )
    yield Paragraph("  ".join(f"{label(key, language)}: {said}" for key, said in parts))
    if exhibit.address:
        yield Paragraph(exhibit.address, lead=label("dialog.address", language))
    yield Paragraph(exhibit.sha256 or "-", lead=label("file.recorded", language))


def _found(exhibit: Exhibit, check: FileCheck, language: Language) -> Iterator[Paragraph]:
    """Yield how the file stands, its own digest, where it is, and what to do about it."""
    said = found_words(check, language)
    size = "" if check.size is None else label("file.size", language).format(size=f"{check.size:,}")
    advice = label(f"file.{check.found.value}.advice", language).format(
        member=exhibit.member, by=exhibit.recorded_by, code=exhibit.code, grant=exhibit.grant,
        digest=exhibit.sha256 or exhibit.code,
    )  # fmt: skip
    if check.found is Found.DIFFERS:
        yield Paragraph(f"!!! {said.upper()} !!!", Tone.BAD)
        yield Paragraph(check.sha256 or "", Tone.BAD, lead=label("file.of_the_file", language))
        yield Paragraph(advice, Tone.STRONG)
    else:
        yield Paragraph(said, tone_of(check))
        yield Paragraph(advice)
    if check.path is not None:
        yield Paragraph("  ".join(filter(None, (_from_here(check.path), size))), Tone.DIM)


def _from_here(path: Path) -> str:
    """Return where a file is as seen from the folder one works in, as far as it lies there."""
    with suppress(OSError, ValueError):  # that folder is gone; it lies elsewhere
        return str(path.relative_to(Path.cwd()))
    return str(path)


def _content(check: FileCheck, opener: str | None, language: Language) -> Iterator[Paragraph]:
    """Yield the text of the file, else how it is opened."""
    yield BLANK
    if check.text is None:
        yield Paragraph(label("file.not_a_text", language))
        if opener:
            yield Paragraph(opener, Tone.STRONG, lead="$")
        return
    lines = check.text.expandtabs(4).splitlines()
    yield Paragraph(label("file.content", language), Tone.STRONG)
    for line in lines[:MOST_LINES]:
        yield Paragraph(line, lead="|", lead_tone=Tone.DIM)
    if check.is_cut or len(lines) > MOST_LINES:
        yield Paragraph(label("file.cut", language), Tone.WARN)
