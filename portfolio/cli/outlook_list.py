"""What comes next as lists: years, quarters and each part on a terminal, the lines in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.cli.as_json import jsonable, said
from portfolio.cli.desk import prints_for_people
from portfolio.cli.portfolio_lists import YEAR_KEYS, money, named
from portfolio.cli.render import Column, say, table, write, write_list
from portfolio.reports.ahead import Part
from portfolio.wording import day, fiscal_year, label, waited, word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portfolio.cli.desk import Desk
    from portfolio.reports.ahead import Ahead
    from portfolio.reports.outlook import Outlook
    from portfolio.wording.language import Language

OUTLOOK_KEYS = (
    "part", "on", "days", "timing", "programme", "grant", "kind", "code", "what", "act",
    "year_ends_on", "blocked_by", "baseline_on", "slip_days", "persons", "missing_persons",
    "money_minor", "currency", "basis",
)  # fmt: skip
_QUARTER_KEYS = (
    "programme", "currency", "fiscal_year", "number", "first_on", "last_on", "instalments",
    "months_minor", "unpaid_minor", "bound_minor", "payable_minor", "locked_minor",
)  # fmt: skip


def outlook_json(found: Outlook, language: Language) -> dict[str, object]:
    """Return everything that comes next, by its keys."""
    return {
        "as_of": found.as_of,
        "years": [
            {key: jsonable(getattr(y, key)) for key in (*YEAR_KEYS, "bound_minor", "cover")}
            for y in found.years
        ],
        "quarters": [{key: getattr(q, key) for key in _QUARTER_KEYS} for q in found.quarters],
        "lines": [
            _line(line, found.as_of)
            | {"what_ja": line.what_ja, "blocked_by": [said(f, language) for f in line.blocked_by]}
            for line in found.lines
        ],
        "lines_in_all": found.lines_in_all,
    }


def _line(line: Ahead, today: date) -> dict[str, object]:
    """Return a line by its keys, with the whole days until its day: negative where it is past."""
    apart = {"days": (line.on - today).days, "blocked_by": " ".join(line.blocking_codes)}
    return {key: apart[key] if key in apart else getattr(line, key) for key in OUTLOOK_KEYS}


def write_outlook(desk: Desk, found: Outlook) -> None:
    """Write the outlook, and say where there is more than is shown."""
    if prints_for_people():
        write(outlook_lines(found, desk.language))
    else:
        write_list(desk, OUTLOOK_KEYS, (), [_line(x, found.as_of) for x in found.lines])
    if not (found.years or found.quarters or found.lines):
        say(label("empty.outlook", desk.language))
    if len(found.lines) < found.lines_in_all:
        limited = label("total.limited", desk.language)
        say(limited.format(shown=f"{len(found.lines):,}", count=f"{found.lines_in_all:,}"))


def outlook_lines(found: Outlook, language: Language) -> list[str]:
    """Return the outlook as people read it: as of when, and a table a part."""
    lines = [f"{label('seal.as_of', language)} {day(found.as_of, language)}"]
    for title, rows in _tables(found, language):
        lines += ["", label(title, language), *rows]
    return lines


def _tables(found: Outlook, language: Language) -> Iterator[tuple[str, list[str]]]:
    if found.years:
        yield "outlook.years", table(_year_columns(language), found.years, language)
    if found.quarters:
        yield "outlook.quarters", table(_quarter_columns(language), found.quarters, language)
    for part in Part:
        own = [line for line in found.lines if line.part is part]
        if own:
            yield f"outlook.{part}", table(_columns(part, found.as_of, language), own, language)


def _year_columns(language: Language) -> tuple[Column, ...]:
    return (
        Column("column.programme", lambda y: y.programme),
        Column("column.fiscal_year", lambda y: fiscal_year(y.fiscal_year, language)),
        money("budget_minor", "short.budget", language),
        money("planned_minor", "column.planned", language),
        money("bound_minor", "outlook.bound", language, rank=1),
        money("unplanned_minor", "outlook.difference", language),
        Column("short.standing", lambda y: word(y.cover, language)),
    )


def _quarter_columns(language: Language) -> tuple[Column, ...]:
    quarter = label("outlook.quarter", language)
    return (
        Column("column.programme", lambda q: q.programme),
        Column("column.fiscal_year", lambda q: fiscal_year(q.fiscal_year, language)),
        Column("outlook.quarter_head", lambda q: quarter.format(number=q.number)),
        money("unpaid_minor", "column.planned", language),
        money("bound_minor", "outlook.bound", language, rank=1),
        money("payable_minor", "column.payable_now", language, rank=2),
        money("locked_minor", "outlook.locked", language),
    )


def _columns(part: Part, today: date, language: Language) -> tuple[Column, ...]:
    def far(line: Ahead) -> str:
        days = waited(line.on, today, language)
        return label("due.late", language).format(days=days) if line.on < today else days

    due = "outlook.condition_due" if part is Part.CARRY_OVER else "column.due"
    return (
        Column(due, lambda x: day(x.on, language)),
        Column("outlook.far", far, right=True, rank=3),
        Column("column.subject", lambda x: f"{x.subject} {label(f'basis.{x.basis}', language)}"),
        Column("column.title", lambda x: named(x, "what", language), flexible=True, rank=2),
        _own_column(part, language),
        money("money_minor", "outlook.hangs_on", language, rank=1),
    )


def _own_column(part: Part, language: Language) -> Column:
    """Return the column that only the lines of one part have."""

    def slip(line: Ahead) -> str:
        days = f"{line.slip_days:+,}"
        return label("outlook.slip", language).format(days=days) if line.slip_days else ""

    in_part = label("outlook.in_part", language)
    return {
        Part.CARRY_OVER: Column(
            "column.blocked_by", lambda x: " ".join(x.blocking_codes) or in_part
        ),
        Part.MILESTONE: Column("outlook.slipped", slip, right=True),
        Part.COMMITMENT: Column("column.short_by", lambda x: f"{x.missing_persons:,}", right=True),
        Part.DAY: Column("column.act", lambda x: word(x.act, language)),
    }[part]
