"""The sections of programmes with their grants, and of payouts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis
from portfolio.exchange import sheets
from portfolio.exchange.report.content import Grid, Heading, Line, Section
from portfolio.exchange.report.source import Record, Source, pick, whole
from portfolio.wording.labels import basis_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from portfolio.exchange.report.facts import Cut, Facts

_PROGRAMMES = (
    pick("code"), pick("title", 3), pick("agency", 1), pick("grants"), pick("currency"),
    pick("award_minor"), pick("confirmed_minor"), pick("paid_minor"), pick("payable_minor"),
    pick("at_risk_minor"), pick("overdue_minor"), pick("withheld_minor"),
)  # fmt: skip
_GRANTS = (
    pick("code"), pick("title consortium", 3), pick("state"), pick("currency"),
    pick("award_minor"), pick("paid_minor"), pick("payable_minor"), pick("overdue_minor"),
)  # fmt: skip
_PAYOUTS = (
    pick("grant"), pick("code"), pick("instalment"), pick("fiscal_year"), pick("kind state"),
    pick("currency"), pick("entitled_minor"), pick("amount_minor"), pick("cash_minor"),
    pick("proposed_by proposed_at"), pick("confirmed_by confirmed_at"),
    pick("settled_by settled_at"), pick("payment_reference", 1), pick("basis"),
)  # fmt: skip


def programmes(source: Source, facts: Facts) -> Section:
    """Return the programmes, and their grants: at most so many, the largest."""
    found = source.grid(sheets.PROGRAMMES, _PROGRAMMES, lambda: facts.programmes)
    found = _with_marks(source, found, facts.programmes, facts.plans_of_programmes)
    return Section(
        "programmes",
        source.say("report.programmes_and_grants"),
        (found, *_left_out(source, "report.grants_left_out", facts.grants), _grants(source, facts)),
    )


def payouts(source: Source, facts: Facts) -> Section:
    """Return the payouts with the three people behind each: at most so many, the largest."""
    cut = facts.payouts
    found = source.grid(
        sheets.PAYOUTS, _PAYOUTS, lambda: cut.records, notes=(source.say("report.people_note"),)
    )
    words = _left_out(source, "report.payouts_left_out", cut)
    return Section("payouts", source.say("sheet.payouts"), (*words, found))


def _left_out(source: Source, key: str, cut: Cut) -> tuple[str, ...]:
    """Say how many rows are not shown, and where they stand; nothing where all are."""
    if not cut.left_out:
        return ()
    return (source.say(key, shown=f"{len(cut.records):,}", left=f"{cut.left_out:,}"),)


def _grants(source: Source, facts: Facts) -> Grid:
    titles = source.programme_titles()
    order = list(titles)
    records = sorted(facts.grants.records, key=lambda r: order.index(str(r["programme"])))
    found = source.grid(
        sheets.GRANTS, _GRANTS, lambda: records,
        group=lambda record: titles[str(record["programme"])],
        notes=(source.say("report.grants_note"),),
    )  # fmt: skip
    reported = _reported(source, set(facts.progress))
    progress = [
        _progress_cells(facts.progress[str(r["code"])], reported[str(r["code"])]) for r in records
    ]
    headings = (
        Heading(source.say("column.readiness"), is_number=True),
        Heading(source.say("column.milestones_met"), is_number=True),
        Heading(source.say("report.persons_columns"), is_number=True),
    )
    return _with_marks(
        source, _with_columns(found, headings, progress), records, facts.plans_of_grants
    )


def _progress_cells(record: Record, reported: int) -> tuple[str, str, str]:
    readiness, target = record["readiness"], record["target_readiness"]
    return (
        "" if readiness is None else f"{readiness} → {target}",
        f"{record['milestones_met']}/{record['milestones']}",
        f"{record['verified_persons']:,}/{reported:,}/{record['promised_persons']:,}",
    )


def _reported(source: Source, shown: set[str]) -> Mapping[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for record in source.records("reskilling"):
        if record["grant"] in shown:
            sums[str(record["grant"])] += whole(record["reported_persons"])
    return sums


def _with_columns(
    grid: Grid, headings: tuple[Heading, ...], cells: Sequence[Iterable[str]]
) -> Grid:
    """Return a table with more columns to the right of it."""

    def rows() -> Iterator[Line]:
        for line, more in zip(grid.rows(), cells, strict=True):
            yield Line((*line.cells, *more), line.group)

    return Grid(grid.caption, (*grid.headings, *headings), rows, grid.empty, grid.notes)


def _with_marks(
    source: Source, grid: Grid, records: Sequence[Record], plans: Mapping[str, Basis]
) -> Grid:
    """Return a table with the marks of what is awarded and of what is planned and paid on it."""
    marks = []
    for record in records:
        basis = Basis(str(record["basis"]))
        marks.append((basis_marks(basis, plans.get(str(record["code"]), basis), source.language),))
    return _with_columns(grid, (Heading(source.say("column.basis")),), marks)
