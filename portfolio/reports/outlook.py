"""What comes next, as it is recorded today: nothing is forecast, and no day is moved.

Fiscal years from this one on, what is planned by quarter, money that may have to be carried over,
milestones, people to be trained, and every other day on which somebody's turn comes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.gathering import payout_case
from portfolio.domain.rules.payout import entitlement
from portfolio.reports.ahead import Part, lines_of
from portfolio.reports.ledger import ledgers
from portfolio.reports.order import programmes_by_size
from portfolio.reports.position import years_of
from portfolio.reports.quarters import quarters
from portfolio.reports.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from portfolio.domain.programme import ProgrammeFile
    from portfolio.reports.ahead import Ahead
    from portfolio.reports.position import YearLine
    from portfolio.reports.quarters import Quarter

MOST_LINES = 500
"""How many lines each of the four parts has at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What comes next as of a day: the years, the quarters, and the lines of each part.

    `lines_in_all` tells whether a part was cut.
    """

    as_of: date
    years: tuple[YearLine, ...]
    quarters: tuple[Quarter, ...]
    lines: tuple[Ahead, ...]
    lines_in_all: int


def outlook(
    connection: Connection, as_of: date, *, programme: str | None = None, most: int = MOST_LINES
) -> Outlook:
    """Return what comes next of a programme, or of all, with at most so many lines a part."""
    every = programmes_by_size(connection)
    files = [f for f in every if programme in (None, f.programme.code)]
    lines: list[Ahead] = []
    in_all = 0
    for part in Part:
        own, count = lines_of(connection, part, files, as_of, most=most)
        in_all += count
        lines += _weighed(connection, files, own, as_of) if part is Part.CARRY_OVER else own
    this_year = {f.programme.code: f.programme.calendar.year_of(as_of) for f in files}
    years = years_of(files, ledgers(connection, files), as_of)
    return Outlook(
        as_of=as_of,
        years=tuple(y for y in years if y.fiscal_year >= this_year[y.programme]),
        quarters=tuple(quarters(connection, files, as_of)),
        lines=tuple(lines),
        lines_in_all=in_all,
    )


def _weighed(
    connection: Connection, files: Sequence[ProgrammeFile], lines: Sequence[Ahead], as_of: date
) -> Iterator[Ahead]:
    """Yield instalments with what the payout rule finds in their way."""
    codes = tuple(dict.fromkeys(line.grant for line in lines))
    grants = {f.code: f for f in Register(connection, files, codes).files()}
    programmes = {f.programme.code: f for f in files}
    for line in lines:
        case = payout_case(grants[line.grant], programmes[line.programme], line.code, as_of=as_of)
        yield replace(line, blocked_by=entitlement(case).obstacles)
