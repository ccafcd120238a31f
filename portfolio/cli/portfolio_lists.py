"""Lists of grants, programmes and fiscal years: their columns in a pipe and on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.cli.as_json import jsonable
from portfolio.cli.desk import prints_for_people
from portfolio.cli.render import Column, paragraph, say, table, write, write_list
from portfolio.domain.reason import Effect
from portfolio.wording import amount_short, basis_marks, day, fiscal_year, label, mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.cli.desk import Desk
    from portfolio.reports.overview import GrantLine, Overview
    from portfolio.reports.position import YearLine
    from portfolio.reports.seal import Seal
    from portfolio.wording.language import Language

_SUMS = (
    "award_minor", "confirmed_minor", "paid_minor", "payable_minor", "at_risk_minor",
    "overdue_minor",
)  # fmt: skip
GRANT_KEYS = (
    "code", "programme", "title", "consortium", "currency", *_SUMS, "readiness",
    "target_readiness", "milestones_met", "milestones", "verified_persons", "promised_persons",
    "next_due_on", "held", "basis", "plan_basis",
)  # fmt: skip
PROGRAMME_KEYS = ("code", "title", "currency", "grants", *_SUMS, "basis", "plan_basis")
YEAR_KEYS = (
    "programme", "fiscal_year", "currency", "initial_minor", "supplementary_minor",
    "carried_in_minor", "reserve_minor", "budget_minor", "awarded_minor", "planned_minor",
    "confirmed_minor", "paid_minor", "outside_minor", "carried_out_minor", "left_minor",
    "unused_minor", "requested_minor", "execution_rate",
)  # fmt: skip


def named(row: Any, field: str, language: Language) -> str:  # noqa: ANN401  # any row with both names
    """Return a name in the language; in English where there is none in Japanese."""
    return str(
        language.of((getattr(row, field), getattr(row, f"{field}_ja") or "")) or getattr(row, field)
    )


def money(key: str, heading: str, language: Language, *, rank: int = 0) -> Column:
    """Return a column of short amounts in the row's currency."""

    def shown(row: Any) -> str:  # noqa: ANN401  # any row with amounts
        return amount_short(getattr(row, key), row.currency, language)

    return Column(heading, shown, right=True, rank=rank)


def write_overview(desk: Desk, shown: Overview, by: str | None) -> None:
    """Write programmes and grants to a terminal, one of the two to a pipe."""
    language = desk.language
    if not prints_for_people():
        if by == "programme":
            write_list(desk, PROGRAMME_KEYS, (), shown.programmes)
        else:
            write_list(desk, GRANT_KEYS, (), shown.grants)
        return
    write(overview_lines(shown, language, by))
    if not shown.grants_in_all:
        place = desk.office.database.name
        say(
            label("empty.first_run", language).format(place=place),
            label("empty.first_run_import", language),
            label("empty.first_run_demo", language),
        )


def overview_lines(shown: Overview, language: Language, by: str | None = None) -> list[str]:
    """Return the overview as people read it: as of when, the tables, and what the marks mean."""
    lines = [f"{label('seal.as_of', language)} {day(shown.as_of, language)}"]
    if by != "grant":
        lines += ["", *table(_programme_columns(language), shown.programmes, language)]
    if by != "programme":
        lines += ["", *table(_grant_columns(language), shown.grants, language)]
    counted = label("total.grants", language).format(count=f"{len(shown.grants):,}")
    if len(shown.grants) < shown.grants_in_all:
        counted = label("total.limited", language).format(
            shown=f"{len(shown.grants):,}", count=f"{shown.grants_in_all:,}"
        )
    legend = f"{label('basis.legend', language)}. {label('basis.two', language)}"
    return [*lines, "", *paragraph(f"{counted}  {legend}")]


def write_years(desk: Desk, years: Sequence[YearLine]) -> None:
    """Write the fiscal-year position of every programme."""
    language = desk.language

    def rate(year: YearLine) -> str:
        found = year.execution_rate
        return f"{float(found):.1%}" if found is not None else "—"

    columns = (
        Column("column.programme", lambda y: y.programme),
        Column("column.fiscal_year", lambda y: fiscal_year(y.fiscal_year, language)),
        money("budget_minor", "column.appropriation", language),
        money("awarded_minor", "column.award", language, rank=4),
        money("planned_minor", "column.planned", language, rank=3),
        money("confirmed_minor", "column.confirmed", language),
        money("paid_minor", "column.paid", language),
        money("carried_out_minor", "column.carried_out", language, rank=5),
        money("left_minor", "column.left", language, rank=1),
        Column("column.rate", rate, right=True, rank=2),
    )
    write_list(desk, YEAR_KEYS, columns, years)


def status_json(shown: Overview, years: Sequence[YearLine], seal: Seal) -> dict[str, object]:
    """Return everything `status` knows; a rate that is undefined is null."""
    found = jsonable(shown)
    if not isinstance(found, dict):
        raise TypeError("an overview is a record")
    return found | {
        "years": [
            {key: None if getattr(y, key) is None else getattr(y, key) for key in YEAR_KEYS}
            for y in years
        ],
        "seal": seal,
    }


def _programme_columns(language: Language) -> tuple[Column, ...]:
    return (
        Column("column.programme", lambda p: _marked(p, language)),
        Column("column.title", lambda p: named(p, "title", language), flexible=True),
        Column("column.grants", lambda p: f"{p.grants:,}", right=True, rank=6),
        *_sum_columns(language),
    )


def _grant_columns(language: Language) -> tuple[Column, ...]:
    def level(g: GrantLine) -> str:
        return f"{g.readiness or '-'}/{g.target_readiness or '-'}"

    def due(g: GrantLine) -> str:
        return day(g.next_due_on, language) if g.next_due_on else "-"

    def met(g: GrantLine) -> str:
        return f"{g.milestones_met}/{g.milestones}"

    def held(g: GrantLine) -> str:
        return mark(Effect.HOLDS, language) if g.held else ""

    def persons(g: GrantLine) -> str:
        return f"{g.verified_persons:,}/{g.promised_persons:,}"

    return (
        Column("column.grant", lambda g: _marked(g, language)),
        Column("column.title", lambda g: named(g, "title", language), flexible=True),
        *_sum_columns(language),
        Column("column.readiness", level, right=True, rank=6),
        Column("column.milestones", met, right=True, rank=3),
        Column("column.people", persons, right=True, rank=3),
        Column("column.due", due, rank=7),
        Column("part.holds", held, rank=2),
    )  # fmt: skip


def _sum_columns(language: Language) -> tuple[Column, ...]:
    return (
        money("award_minor", "column.award", language),
        money("confirmed_minor", "column.confirmed", language, rank=5),
        money("paid_minor", "column.paid", language),
        money("payable_minor", "column.payable_now", language, rank=1),
        money("at_risk_minor", "column.at_risk", language, rank=4),
        money("overdue_minor", "column.overdue", language, rank=2),
    )


def _marked(row: Any, language: Language) -> str:  # noqa: ANN401  # a grant or a programme
    return f"{row.code} {basis_marks(row.basis, row.plan_basis, language)}"
