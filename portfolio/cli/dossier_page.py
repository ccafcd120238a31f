"""A grant in full, as a page of tables and as one JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.cli.explanation import explanation_json
from portfolio.cli.portfolio_lists import named
from portfolio.cli.render import Column, paragraph, table
from portfolio.wording import amount, basis_marks, day, fiscal_year, label, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from portfolio.domain.instalment import Instalment
    from portfolio.domain.milestone import Milestone
    from portfolio.domain.reskilling import ReskillingCommitment
    from portfolio.reports.dossier import Dossier
    from portfolio.wording.language import Language

Part = tuple[str, "Sequence[Column]", "Sequence[object]"]


def dossier_json(found: Dossier, language: Language) -> dict[str, object]:
    """Return everything about a grant; `seq` is its last journal entry."""
    file = found.file
    records = {name: getattr(file, name) for name in file.__dataclass_fields__}
    return {
        "as_of": found.as_of,
        "currency": found.programme.programme.currency,
        "seq": found.seq,
        **records,
        "programme": found.programme,
        "standing": found.standing,
        "entitlements": [explanation_json(found, e, language) for e in found.entitlements],
    }


def dossier_lines(found: Dossier, language: Language) -> list[str]:
    """Return the page: what it is, where it stands, then one table a part that has anything."""
    grant, standing = found.file.grant, found.standing
    currency = found.programme.programme.currency
    mark = basis_marks(grant.basis, standing.plan_basis, language)
    sums = "  ".join(
        f"{label(f'column.{name}', language)} {amount(minor, currency, language)}"
        for name, minor in (
            ("award", standing.award_minor),
            ("confirmed", standing.confirmed_minor),
            ("paid", standing.paid_minor),
            ("payable_now", standing.payable_minor),
        )
    )
    lines = [
        *paragraph(f"{grant.code}  {named(grant, 'title', language)} {mark}"),
        *paragraph(f"{named(grant, 'consortium', language)}  {grant.programme}"),
        *paragraph(
            f"{label('seal.as_of', language)} {day(found.as_of, language)}  "
            f"{day(grant.starts_on, language)} - {day(grant.ends_on, language)}"
        ),
        *paragraph(sums),
        *paragraph(f"{label('column.source', language)}: {grant.source}"),
    ]
    for heading, columns, rows in _parts(found, language):
        if rows:
            lines += ["", label(heading, language), *table(columns, rows, language, indent=2)]
    return [*lines, "", *paragraph(label("basis.legend", language))]


def _parts(found: Dossier, language: Language) -> Iterator[Part]:
    file, currency = found.file, found.programme.programme.currency

    def money(field: str) -> Column:
        return Column(
            f"column.{field}",
            lambda row: amount(getattr(row, f"{field}_minor"), currency, language),
            right=True,
        )

    def on(heading: str, field: str, *, rank: int = 0) -> Column:
        return Column(heading, lambda row: _day(getattr(row, field), language), rank=rank)

    code = Column("column.code", lambda row: row.code)
    title = Column("column.title", lambda row: named(row, "title", language), flexible=True)
    state = Column("column.state", lambda row: word(row.state, language))
    basis = Column("column.basis", lambda row: label(f"basis.{row.basis}", language), rank=3)
    year = Column("column.fiscal_year", lambda row: fiscal_year(row.fiscal_year, language))
    yield "part.award", (
        Column("column.number", lambda a: str(a.number), right=True),
        on("column.when", "decided_on"), year,
        Column("column.kind", lambda a: word(a.instrument, language)), money("amount"),
        Column("column.source", lambda a: a.source, flexible=True, rank=4), basis,
    ), file.awards  # fmt: skip
    yield "part.members", (
        code, Column("column.name", lambda m: named(m, "name", language), flexible=True),
        Column("column.role", lambda m: word(m.role, language)),
        Column("column.country", lambda m: m.country),
        Column("column.share", lambda m: str(m.share), right=True),
    ), file.members  # fmt: skip
    yield "part.readiness", (
        code, title,
        Column("column.level", lambda e: f"{e.scale} {e.entry_level} > {e.current_level}"),
        Column("column.target", lambda e: str(e.target_level), right=True),
    ), file.elements  # fmt: skip
    yield "part.milestones", (
        code, title, Column("column.element", lambda m: m.element, rank=4),
        Column("column.level", lambda m: str(m.level), right=True),
        on("column.due", "due_on"), state,
        Column("column.evidence", lambda m: _evidence(found, m), flexible=True, rank=5), basis,
    ), file.milestones  # fmt: skip
    yield "part.commitments", (
        code, title, Column("column.rung", lambda c: word(c.rung, language)),
        Column("column.persons", lambda c: f"{c.persons:,}", right=True),
        Column("column.verified", lambda c: _persons(found, c, "verified"), right=True),
        Column("column.reported", lambda c: _persons(found, c, "reported"), right=True, rank=2),
        on("column.due", "due_on"), basis,
    ), file.commitments  # fmt: skip
    yield "part.instalments", (
        code, title, year, money("amount"), on("column.planned", "planned_on", rank=2),
        Column("part.conditions", lambda i: _conditions(found, i), flexible=True, rank=1),
        Column(
            "column.payable_now",
            lambda i: amount(found.entitlement(i.code).payable_minor, currency, language),
            right=True,
        ),
        basis,
    ), file.instalments  # fmt: skip
    yield "part.reports", (
        code, Column("column.subject", lambda r: r.commitment),
        Column("column.rung", lambda r: word(r.rung, language)),
        Column("column.persons", lambda r: f"{r.persons:,}", right=True),
        on("seal.as_of", "as_of"), state,
        Column("column.evidence", lambda r: r.document, flexible=True, rank=1),
    ), file.reports  # fmt: skip
    yield "part.payouts", (
        code, Column("column.instalment", lambda p: p.instalment), year, money("amount"), state,
        on("column.since", "moved_on"), Column("column.actor", _signed_by, flexible=True, rank=1),
    ), file.payouts  # fmt: skip
    yield "part.holds", (
        code, Column("column.instalment", lambda h: h.instalment or "-"), state,
        on("column.since", "placed_on"), Column("column.reason", lambda h: h.reason, flexible=True),
    ), file.holds  # fmt: skip


def _day(on: Any, language: Language) -> str:  # noqa: ANN401  # a day or none
    return day(on, language) if on else "-"


def _evidence(found: Dossier, milestone: Milestone) -> str:
    return ", ".join(e.code for e in found.file.evidence_for(milestone.code)) or "-"


def _persons(found: Dossier, commitment: ReskillingCommitment, which: str) -> str:
    standing = next(c for c in found.standing.commitments if c.code == commitment.code)
    return f"{getattr(standing, f'{which}_persons'):,}"


def _conditions(found: Dossier, instalment: Instalment) -> str:
    milestones, commitments = found.file.conditions_of(instalment.code)
    asked = [m.milestone for m in milestones]
    return ", ".join([*asked, *(f"{c.commitment} {c.persons:,} {c.rung}" for c in commitments)])


def _signed_by(payout: Any) -> str:  # noqa: ANN401  # a payout
    people = (payout.proposed_by, payout.confirmed_by, payout.settled_by)
    return ", ".join(code for code in people if code is not None)
