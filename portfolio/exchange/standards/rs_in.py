# Japanese writes full-width characters, on purpose
"""Sheet 2-1 of the RS system comes in: rows sorted by project and year, then made into programmes.

Everything wrong in a file is said at once, each with its row and column.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portfolio.domain.errors import FileProblems, Problem
from portfolio.domain.period import EARLIEST, LATEST
from portfolio.exchange.reading import Read
from portfolio.exchange.standards.rs import code_of
from portfolio.exchange.standards.rs_making import PROJECT, TITLE, Making
from portfolio.exchange.standards.rs_rows import rows_of
from portfolio.exchange.standards.rs_year import is_account, is_total, year_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from portfolio.domain.grant import Instrument
    from portfolio.exchange.standards.rs_rows import RsRow
    from portfolio.exchange.standards.rs_year import RsYear

_YEAR = re.compile(r"\d{4}", re.ASCII)
_BUDGET_YEAR = "予算年度"


@dataclass(slots=True)
class _Project:
    """The rows of one project, year by year, as they stand in the file.

    `whole` says whether all of them could be sorted in: without one its years tell nothing.
    """

    first: RsRow
    whole: bool = True
    totals: dict[int, RsRow] = field(default_factory=dict)
    accounts: dict[int, list[RsRow]] = field(default_factory=lambda: defaultdict(list))


def read_rs(path: Path) -> Read:
    """Read a sheet 2-1, or raise `FileProblems` with everything wrong in it."""
    problems: list[Problem] = []
    projects = _projects(rows_of(path), problems)
    makers: dict[str, Making] = {}
    for (code, instrument), project in projects.items():
        maker = makers.setdefault(code, Making(path.name, code, problems))
        maker.add(project.first, instrument, dict(_years(project, problems)))
    files = [(maker, maker.file()) for maker in makers.values()]
    if problems:
        raise FileProblems(problems)
    return Read(
        restates=True,
        name=path.name,
        programmes=tuple(file for _, file in files if file is not None),
        places={
            (f"programmes[{n}]", subject): place
            for n, (maker, _) in enumerate(files)
            for subject, place in maker.places.items()
        },
    )


def _projects(rows: list[RsRow], problems: list[Problem]) -> dict[tuple[str, Instrument], _Project]:
    """Sort rows by project and year; a row that belongs nowhere is a problem."""
    projects: dict[tuple[str, Instrument], _Project] = {}
    for row in rows:
        project = projects.setdefault(code_of(row.cells[PROJECT]), _Project(row))
        unfit = _unfit(row, project)
        if unfit is not None:
            problems.append(unfit)
            project.whole = False
            continue
        year = int(row.cells[_BUDGET_YEAR])
        if is_total(row):
            project.totals[year] = row
        else:
            project.accounts[year].append(row)
    return projects


def _unfit(row: RsRow, project: _Project) -> Problem | None:
    """Return why a row cannot be sorted in: its title, its year, or what it shows."""
    title, year = row.cells[TITLE], row.cells[_BUDGET_YEAR]
    if title != project.first.cells[TITLE]:
        return Problem(
            file=row.file, place=row.place(TITLE), value=title[:80],
            why=f"is not the title that row {project.first.number} gives the same project",
            remedy="give the project one title",
        )  # fmt: skip
    if not (_YEAR.fullmatch(year) and EARLIEST.year <= int(year) <= LATEST.year):
        return Problem(
            file=row.file, place=row.place(_BUDGET_YEAR), value=year[:80],
            why="is outside 1990-2199", remedy="check the year (four digits)",
        )  # fmt: skip
    shows_total, shows_account = is_total(row), is_account(row)
    if shows_total and shows_account:
        return Problem(
            file=row.file, place=f"row {row.number}", value="",
            why="has figures of a total and of an account",
            remedy="give the total and each account a row of its own",
        )  # fmt: skip
    if not shows_total and not shows_account:
        return Problem(
            file=row.file, place=f"row {row.number}", value="",
            why="has figures neither of a total nor of an account",
            remedy="fill the row in, or delete it",
        )  # fmt: skip
    before = project.totals.get(int(year))
    if shows_total and before is not None:
        return Problem(
            file=row.file, place=row.place(_BUDGET_YEAR), value=year,
            why=f"has its total in row {before.number} already",
            remedy="leave one total row for each project and year",
        )  # fmt: skip
    return None


def _years(project: _Project, problems: list[Problem]) -> Iterator[tuple[int, RsYear]]:
    """Yield the years of a project, oldest first; one that contradicts itself is left out."""
    years = {*project.totals, *project.accounts} if project.whole else ()
    for year in sorted(years):
        total, rows = project.totals.get(year), project.accounts.get(year, [])
        if total is None:
            problems.append(
                Problem(
                    file=rows[0].file, place=rows[0].place(_BUDGET_YEAR), value=str(year),
                    why="has no total row", remedy="add the row with the totals of the year",
                )
            )  # fmt: skip
            continue
        found = year_of(total, rows, problems)
        if found is not None:
            yield year, found
