"""The money of a grant and of its programme's fiscal years, before an act and after it.

Both sides are read by the services: the one as it stands, the other inside the act, taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from portfolio.wording import amount, fiscal_year, label
from tui.dialogs.effect import ARROW
from tui.lines import Paragraph, Tone
from tui.text import GLUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum before and after, in minor units; `year` of a fiscal year's, else it is the grant's.

    `is_main` ones are told wherever money is the matter, the others only where they are something.
    """

    key: str
    before: int
    after: int
    year: int | None = None
    is_main: bool = True

    @property
    def moves(self) -> bool:
        """Whether the act would change it."""
        return self.before != self.after

    @property
    def is_told(self) -> bool:
        """Whether there is something to tell."""
        return self.is_main or bool(self.before or self.after)


def sums_of(dossier: Dossier, then: Dossier | None, year: int | None = None) -> tuple[Sum, ...]:
    """Return the grant's sums, then those of `year` and of every fiscal year that would change."""
    after = then or dossier
    was, now = dossier.standing, after.standing
    grant = (
        Sum("column.award", was.award_minor, now.award_minor),
        Sum("column.confirmed", was.confirmed_minor, now.confirmed_minor),
        Sum("column.paid", was.paid_minor, now.paid_minor),
        Sum("dialog.award_left", was.award_left_minor, now.award_left_minor),
        Sum("column.payable_now", was.payable_minor, now.payable_minor),
        Sum("column.returned", was.returned_minor, now.returned_minor, is_main=False),
        Sum("column.withheld", was.withheld_minor, now.withheld_minor, is_main=False),
        Sum("column.reduced", was.reduced_minor, now.reduced_minor, is_main=False),
        Sum("column.advances", was.advances_minor, now.advances_minor, is_main=False),
    )
    return (*grant, *_years(dossier, after, year))


def _years(dossier: Dossier, after: Dossier, year: int | None) -> Iterator[Sum]:
    for now in after.programme.years:
        was = dossier.programme.year(now.fiscal_year) or now
        if was == now and now.fiscal_year != year:
            continue
        for key, before, later in (
            ("column.budget", was.budget_minor, now.budget_minor),
            ("column.confirmed", was.confirmed_minor, now.confirmed_minor),
            ("column.paid", was.paid_minor, now.paid_minor),
            ("column.left", was.left_minor, now.left_minor),
        ):
            yield Sum(key, before, later, now.fiscal_year)


def money_lines(dossier: Dossier, sums: Iterable[Sum], language: Language) -> Iterator[str]:
    """Yield sums as phrases that share lines: what each is called, what it is, what it would be."""
    for each in sums:
        name = label(each.key, language)
        if each.year is not None:
            name = f"{fiscal_year(each.year, language)} {name}"
        yield f"{name} {_told(each, dossier, language)}"


def money_paragraphs(
    dossier: Dossier, sums: Iterable[Sum], language: Language
) -> Iterator[Paragraph]:
    """Yield what would move, one a line, then the rest, of the grant and of each fiscal year."""
    for year, own in groupby((s for s in sums if s.is_told), key=lambda each: each.year):
        if year is not None:
            of = f"{dossier.programme.programme.code} {fiscal_year(year, language)}"
            yield Paragraph(of, Tone.DIM)
        moving: list[str] = []
        still: list[str] = []
        for each in own:
            said = f"{label(each.key, language)} {_told(each, dossier, language)}"
            (moving if each.moves else still).append(said)
        yield from (Paragraph(said, Tone.STRONG) for said in moving)
        if still:
            yield Paragraph("  ".join(said.replace(" ", GLUE) for said in still))


def _told(each: Sum, dossier: Dossier, language: Language) -> str:
    currency = dossier.programme.programme.currency
    told = dict.fromkeys(amount(m, currency, language) for m in (each.before, each.after))
    return ARROW.join(told)
