"""The first section: the totals of each currency, what is out of the ordinary, what agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis, weakest_basis
from portfolio.exchange import sheets
from portfolio.exchange.report.content import Beside, Grid, Heading, Line, Section
from portfolio.exchange.report.source import Source, pick
from portfolio.exchange.shown import heading
from portfolio.wording.labels import basis_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.exchange.report.facts import Facts

_CHECKS = (
    pick("currency", 1), pick("figure", 2), pick("grants_minor", 2), pick("programmes_minor", 2),
    pick("years_minor", 2), pick("records_minor", 2), pick("agrees", 1),
)  # fmt: skip


def summary(source: Source, facts: Facts) -> Section:
    """Return the totals of each currency, what is out of the ordinary, and how totals agree."""
    totals = tuple(source.records("summary"))
    sheet = sheets.SUMMARY
    currencies = [str(record["currency"]) for record in totals]

    def rows() -> Iterator[Line]:
        for column in sheet.columns[1:]:
            said = (source.cell(column, record) for record in totals)
            yield Line((heading(column, source.language), *said))
        yield Line((source.say("column.basis"), *(_marks_of(source, facts, c) for c in currencies)))

    figures = Grid(
        source.say("report.totals"),
        (
            Heading(source.say("column.figure")),
            *(Heading(currency, is_number=True, share=1) for currency in currencies),
        ),
        rows,
        source.say("report.nothing"),
        tuple(source.say(key) for key in ("review.amounts", "review.at_risk", "review.leverage")),
    )
    checks = source.grid(
        sheets.CHECKS, _CHECKS, lambda: source.records("checks"),
        notes=(source.say("review.checks"),),
    )  # fmt: skip
    return Section(
        "summary",
        source.say("sheet.summary"),
        (_agreement(source), Beside((figures, _counted(source, facts))), checks),
    )


def _agreement(source: Source) -> str:
    """Say whether every total is the same however it is added up."""
    differing = sum(not record["agrees"] for record in source.records("checks"))
    if differing:
        return source.say("report.totals_differ", count=differing)
    return source.say("report.totals_agree")


def _marks_of(source: Source, facts: Facts, currency: str) -> str:
    """Return the marks of all programmes of a currency together."""
    own = [r for r in facts.programmes if r["currency"] == currency]
    awards = weakest_basis(Basis(str(r["basis"])) for r in own)
    plans = weakest_basis(facts.plans_of_programmes.get(str(r["code"]), Basis.PUBLIC) for r in own)
    return basis_marks(awards, plans, source.language)


def _counted(source: Source, facts: Facts) -> Grid:
    def rows() -> Iterator[Line]:
        for kind, count in facts.exceptions.items():
            yield Line((source.say(f"exception.{kind.value}"), f"{count:,}"))
        yield Line((source.say("total.sum"), f"{sum(facts.exceptions.values()):,}"))

    return Grid(
        source.say("report.exceptions_counted"),
        (
            Heading(source.say("column.exception")),
            Heading(source.say("column.count"), is_number=True, share=1),
        ),
        rows,
        source.say("report.nothing"),
    )
