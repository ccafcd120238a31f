"""Records as rows of the declared tables, and which currency the amounts of each row are in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.exchange.plan import grants_said, programme_said
from portfolio.exchange.plan_cells import Written, written
from portfolio.exchange.tables import PlanTable, plan_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from portfolio.exchange.columns import Review
    from portfolio.exchange.plan import Said
    from portfolio.wording.language import Language

CURRENCY = "currency"

PlanRow = tuple[PlanTable, str, list[Written]]
"""A row of a table, with the currency of its amounts."""


def exported_tables() -> tuple[PlanTable, ...]:
    """Return the tables of a plan as it is exported: people are none of it."""
    return tuple(each for each in plan_tables() if each.path[0] != "people")


def plan_rows(review: Review, language: Language) -> Iterator[PlanRow]:
    """Yield every row of a review's plan; each grant is read when its rows are asked for."""
    for file in review.programmes:
        yield from rows_of("programmes", programme_said(file), language)
    for said in grants_said(review):
        yield from rows_of("grants", said, language)


def rows_of(name: str, said: Said, language: Language) -> Iterator[PlanRow]:
    """Yield the rows of one record of the outermost lists, its parts after it."""
    yield from _rows((name,), said, {}, str(said.get(CURRENCY) or ""), language)


def _rows(
    path: tuple[str, ...],
    said: Mapping[str, Any],
    above: Mapping[str, str],
    currency: str,
    language: Language,
) -> Iterator[PlanRow]:
    table = _TABLES[path]
    yield (
        table,
        currency,
        [
            above[column.key]
            if column.field is None
            else written(column, said[column.field], currency, language)
            for column in table.columns
        ],
    )
    for name, parts in said.items():
        inner = _TABLES.get((*path, name))
        if inner is not None:
            own = {key: said["code"] for key in inner.above if key not in above}
            for each in parts:
                yield from _rows(inner.path, each, {**above, **own}, currency, language)


_TABLES = {table.path: table for table in plan_tables()}
