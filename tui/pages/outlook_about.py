"""What a row of the outlook says in full: a quarter by its months and instalments, a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.period import add_months
from portfolio.reports.ahead import Part
from portfolio.wording import amount, day, fiscal_year, label, word
from tui.lines import BLANK, Paragraph, Subject, Tone
from tui.pages.about import about_subject, title_paragraph
from tui.pages.figures import due_words, glued, in_language
from tui.text import GLUE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from portfolio.reports.ahead import Ahead
    from portfolio.reports.dossier import Dossier
    from portfolio.reports.quarters import Planned, Quarter
    from portfolio.wording import Language


def about_quarter(
    line: Quarter, planned: Sequence[Planned], language: Language
) -> Iterator[Paragraph]:
    """Yield the sums of a quarter, its months, and its instalments, the largest first."""

    def said(name: str, minor: int) -> str:
        return glued(name, amount(minor, line.currency, language))

    year = fiscal_year(line.fiscal_year, language)
    name = label("outlook.quarter", language).format(number=line.number)
    days = f"{day(line.first_on, language)} - {day(line.last_on, language)}"
    yield Paragraph(f"{line.programme}  {year} {name}  {days}", Tone.STRONG)
    sums = (
        ("column.planned", line.unpaid_minor),
        ("column.payable_now", line.payable_minor),
        ("outlook.locked", line.locked_minor),
        ("outlook.bound", line.bound_minor),
    )
    yield Paragraph("   ".join(said(label(key, language), minor) for key, minor in sums))
    months = (
        said(f"{add_months(line.first_on, place):%Y-%m}", minor)
        for place, minor in enumerate(line.months_minor)
    )
    yield Paragraph("   ".join(months))
    yield BLANK
    for each in planned:
        title = in_language(each.title, each.title_ja, language)
        unpaid = amount(each.unpaid_minor, line.currency, language)
        yield Paragraph(f"{each.grant}/{each.code}  {unpaid}  {title}", lead=str(each.planned_on))
    if line.instalments > len(planned):
        count = label("total.limited", language)
        yield Paragraph(count.format(shown=len(planned), count=f"{line.instalments:,}"), Tone.DIM)


def about_ahead(line: Ahead, dossier: Dossier, language: Language) -> Iterator[Paragraph]:
    """Yield what a line says in full, and what is recorded of its subject."""
    subject = Subject(line.kind, line.grant, line.code)
    first, *rest = about_subject(dossier, subject, language)
    yield title_paragraph(subject, in_language(line.what, line.what_ja, language), language)
    yield _in_full(line, dossier.as_of, language)
    yield from rest or (first,)


def _in_full(line: Ahead, today: date, language: Language) -> Paragraph:
    """Say the day, how far off it is, what the row says, and the exact money that hangs on it."""
    far = due_words(line.on, today, language)
    said = [f"{day(line.on, language)} ({far.text})"]
    if line.part is Part.CARRY_OVER and line.year_ends_on is not None:
        until, left = day(line.year_ends_on, language), (line.year_ends_on - today).days
        said = [label("outlook.year_ends", language).format(day=until, days=left)]
    elif line.part is Part.COMMITMENT:
        said.append(glued(label("column.short_by", language), f"{line.missing_persons:,}"))
    elif line.part is Part.MILESTONE and line.baseline_on is not None:
        said.append(glued(label("column.baseline", language), day(line.baseline_on, language)))
    elif line.act is not None:
        said.append(word(line.act, language))
    money = amount(line.money_minor, line.currency, language)
    said.append(glued(label("outlook.hangs_on", language), money))
    return Paragraph("   ".join(each.replace(" ", GLUE) for each in said), far.tone)
