"""A grant in full, as a page of tables and as one JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.cli.columns import Columns
from portfolio.cli.dossier_course import parts_of_the_course
from portfolio.cli.explanation import entitlement_json
from portfolio.cli.portfolio_lists import named
from portfolio.cli.render import Column, paragraph, table
from portfolio.domain.co_funding import leverage
from portfolio.domain.waiting import agenda
from portfolio.wording import amount, basis_marks, day, label, word
from portfolio.wording.commands import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.cli.columns import Part
    from portfolio.domain.instalment import Instalment
    from portfolio.domain.milestone import Milestone
    from portfolio.domain.reskilling import ReskillingCommitment
    from portfolio.reports.dossier import Dossier
    from portfolio.wording.language import Language


NOTE_KEYS = ("seq", "effective_on", "recorded_at", "actor", "role", "subject", "reason")
"""What is said of a note in JSON; its reason is its text."""


def dossier_json(found: Dossier, language: Language) -> dict[str, object]:
    """Return everything about a grant; `seq` is its last journal entry."""
    file = found.file
    records = {name: getattr(file, name) for name in file.__dataclass_fields__}
    return {
        "as_of": found.as_of,
        "currency": found.programme.programme.currency,
        "seq": found.seq,
        **records,
        "notes": [{key: getattr(note, key) for key in NOTE_KEYS} for note in found.notes],
        "programme": found.programme,
        "standing": found.standing,
        "entitlements": [entitlement_json(found, e, language) for e in found.entitlements],
        "waiting": [
            line for line in agenda(found.file, found.programme) if line.since <= found.as_of
        ],
    }


def dossier_lines(found: Dossier, language: Language) -> list[str]:
    """Return the page: what it is, where it stands, then one table a part that has anything."""
    grant = found.file.grant
    mark = basis_marks(grant.basis, found.standing.plan_basis, language)
    since = f" {day(grant.moved_on, language)}" if grant.moved_on else ""
    lines = [
        *paragraph(f"{grant.code}  {named(grant, 'title', language)} {mark}"),
        *paragraph(f"{named(grant, 'consortium', language)}  {grant.programme}"),
        *paragraph(
            f"{label('seal.as_of', language)} {day(found.as_of, language)}  "
            f"{word(grant.state, language)}{since}  "
            f"{day(grant.starts_on, language)} - {day(grant.ends_on, language)}"
        ),
        *paragraph("  ".join(_sums(found, language))),
        *paragraph(f"{label('column.source', language)}: {grant.source}"),
    ]
    columns = Columns(found.programme.programme.currency, language)
    for heading, shown, rows in (
        *_parts(found, columns, language),
        *parts_of_the_course(found, columns, language),
        _notes(found, columns),
    ):
        if rows:
            lines += ["", phrase(heading, language), *table(shown, rows, language, indent=2)]
    return [*lines, "", *paragraph(label("basis.legend", language))]


def _sums(found: Dossier, language: Language) -> Iterator[str]:
    """Yield where the money stands; of what can be nothing, only what is something."""
    standing, fixed = found.standing, found.file.grant.fixed_minor
    currency = found.programme.programme.currency
    always = ("award", "confirmed", "paid", "payable")
    for name in (*always, "withheld", "reduced", "returned", "advances", "raised"):
        minor: int = getattr(standing, f"{name}_minor")
        if minor or name in always:
            yield f"{phrase(f'sum.{name}', language)} {amount(minor, currency, language)}"
    if fixed is not None:
        yield f"{phrase('sum.fixed', language)} {amount(fixed, currency, language)}"
    if standing.raised_minor:
        per_public = leverage(standing.raised_minor, standing.paid_minor)
        shown = "—" if per_public is None else f"{float(per_public):.2f}"
        yield f"{phrase('sum.leverage', language)} {shown}"


def _parts(found: Dossier, of: Columns, language: Language) -> Iterator[Part]:
    """Yield what was planned and what was shown: the award, its conditions, what is paid on it."""
    file = found.file
    yield "part.award", (
        Column("column.number", lambda a: str(a.number), right=True),
        of.on("column.when", "decided_on"), of.fiscal_year,
        of.word("column.kind", "instrument"), of.money("amount"),
        of.text("column.source", lambda a: a.source, rank=4), of.basis,
    ), file.awards  # fmt: skip
    yield "part.members", (
        of.code, of.text("column.name", lambda m: named(m, "name", language)),
        of.word("column.role", "role"),
        Column("column.country", lambda m: m.country),
        Column("column.share", lambda m: str(m.share), right=True),
    ), file.members  # fmt: skip
    yield "part.readiness", (
        of.code, of.title,
        Column("column.level", lambda e: f"{e.scale} {e.entry_level} > {e.current_level}"),
        Column("column.target", lambda e: str(e.target_level), right=True),
    ), file.elements  # fmt: skip
    yield "part.milestones", (
        of.code, of.title, Column("column.element", lambda m: m.element, rank=4),
        Column("column.level", lambda m: str(m.level), right=True),
        of.on("column.baseline", "baseline_due_on", rank=2), of.on("column.due", "due_on"),
        of.state, of.on("column.cure_due", "cure_due_on", rank=6),
        of.text("column.evidence", lambda m: _evidence(found, m), rank=5), of.basis,
    ), file.milestones  # fmt: skip
    yield "part.commitments", (
        of.code, of.title, of.word("column.rung", "rung"),
        of.count("column.persons", lambda c: c.persons),
        of.count("column.verified", lambda c: _persons(found, c, "verified")),
        of.count("column.reported", lambda c: _persons(found, c, "reported"), rank=2),
        of.on("column.due", "due_on"), of.basis,
    ), file.commitments  # fmt: skip
    yield "part.instalments", (
        of.code, of.title, of.fiscal_year, of.money("amount"),
        of.on("column.planned", "planned_on", rank=2),
        of.text("part.conditions", lambda i: _conditions(found, i, language), rank=1),
        of.amounts("column.payable_now", lambda i: found.entitlement(i.code).payable_minor),
        of.basis,
    ), file.instalments  # fmt: skip
    yield "part.reports", (
        of.code, Column("column.subject", lambda r: r.commitment),
        of.word("column.rung", "rung"), of.count("column.persons", lambda r: r.persons),
        of.on("seal.as_of", "as_of"), of.state,
        of.text("column.evidence", lambda r: r.document, rank=1),
    ), file.reports  # fmt: skip
    yield "part.payouts", (
        of.code, of.instalment, of.word("column.kind", "kind"), of.fiscal_year,
        of.money("amount"), of.state, of.on("column.since", "moved_on"),
        of.text("column.actor", _signed_by, rank=1),
    ), file.payouts  # fmt: skip
    yield "part.assignments", (
        of.word("column.role", "role"), Column("column.assigned_to", lambda a: a.person),
        Column("column.assigned_by", lambda a: a.assigned_by, rank=2),
        of.on("column.assigned_on", "assigned_on", rank=1),
    ), [a for a in file.assignments if a.person is not None]  # fmt: skip
    yield "part.holds", (
        of.code, of.instalment, of.state, of.on("column.since", "placed_on"),
        of.text("column.reason", lambda h: h.reason),
    ), file.holds  # fmt: skip


def _notes(found: Dossier, of: Columns) -> Part:
    columns = (
        of.on("column.when", "effective_on"), of.text("column.actor", lambda n: n.actor),
        of.text("column.subject", lambda n: n.subject, rank=1),
        of.text("column.note", lambda n: n.reason),
    )  # fmt: skip
    return "part.notes", columns, found.notes


def _evidence(found: Dossier, milestone: Milestone) -> str:
    return ", ".join(e.code for e in found.file.evidence_for(milestone.code)) or "-"


def _persons(found: Dossier, commitment: ReskillingCommitment, which: str) -> int:
    standing = next(c for c in found.standing.commitments if c.code == commitment.code)
    persons: int = getattr(standing, f"{which}_persons")
    return persons


def _conditions(found: Dossier, instalment: Instalment, language: Language) -> str:
    milestones, commitments = found.file.conditions_of(instalment.code)
    asked = [m.milestone for m in milestones]
    asked += [f"{c.commitment} {c.persons:,} {word(c.rung, language)}" for c in commitments]
    asked += [f.co_funding for f in found.file.funding_conditions_of(instalment.code)]
    return ", ".join(asked)


def _signed_by(payout: Any) -> str:  # noqa: ANN401  # a payout
    people = (payout.proposed_by, payout.confirmed_by, payout.settled_by)
    return ", ".join(code for code in people if code is not None)
