"""What happens to a grant on its way: reviews, private money, costs, money kept back, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.cli.render import Column
from portfolio.domain.gathering import terms_in_force
from portfolio.domain.rules.covenants import attestation_due_on
from portfolio.domain.rules.recovery import owed_on
from portfolio.domain.standing import verified_minor
from portfolio.wording import word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portfolio.cli.columns import Columns, Part
    from portfolio.domain.amendment import Amendment
    from portfolio.domain.covenant import Covenant
    from portfolio.domain.recovery import Recovery
    from portfolio.domain.suspension import Suspension
    from portfolio.reports.dossier import Dossier
    from portfolio.wording.language import Language


def parts_of_the_course(found: Dossier, of: Columns, language: Language) -> Iterator[Part]:
    """Yield one part for each kind of record that comes into being on a grant's way."""
    yield from _shown_besides(found, of)
    yield from _kept_back(found, of)
    yield from _changed(found, of, language)
    yield from _kept_afterwards(found, of)


def _shown_besides(found: Dossier, of: Columns) -> Iterator[Part]:
    file = found.file
    yield "part.stage_gates", (
        of.code, Column("column.milestone", lambda g: g.milestone),
        Column("column.element", lambda g: g.element),
        Column("column.level", lambda g: f"{g.from_level} > {g.to_level}"), of.state,
        of.on("column.since", "moved_on"),
        of.text("column.actor", lambda g: g.decided_by or "-", rank=1),
    ), file.stage_gates  # fmt: skip
    yield "part.co_fundings", (
        of.code, of.title, Column("column.member", lambda c: c.member, rank=2),
        of.money("promised", "column.promised_money"),
        of.amounts("column.verified", lambda c: verified_minor(file, c.code)),
        of.on("column.due", "due_on"), of.basis,
    ), file.co_fundings  # fmt: skip
    yield "part.funding_reports", (
        of.code, Column("column.subject", lambda r: r.co_funding), of.money("raised"),
        of.on("seal.as_of", "as_of"), of.state,
        of.text("column.evidence", lambda r: r.document, rank=1),
    ), file.funding_reports  # fmt: skip
    yield "part.costs", (
        of.code, of.instalment, Column("column.key", lambda c: c.key),
        of.text("column.title", lambda c: c.title), of.money("amount"), of.state,
        of.on("column.since", "moved_on", rank=2),
    ), file.costs  # fmt: skip


def _kept_back(found: Dossier, of: Columns) -> Iterator[Part]:
    file = found.file

    def kept(suspension: Suspension, what: str) -> int:
        return sum(getattr(w, f"{what}_minor") for w in file.withholdings_of(suspension.code))

    def owing(recovery: Recovery) -> int:
        return owed_on(file, found.programme, recovery, found.as_of).total_minor

    yield "part.suspensions", (
        of.code, of.instalment, of.money("amount"),
        of.amounts("column.withheld", lambda s: kept(s, "withheld")),
        of.amounts("column.released", lambda s: kept(s, "released")),
        of.amounts("column.reduced", lambda s: kept(s, "reduced")), of.state,
        of.on("column.cure_due", "cure_due_on"),
        of.on("column.reduce_from", "reduce_from", rank=2),
        of.text("column.reason", lambda s: s.reason, rank=3),
    ), file.suspensions  # fmt: skip
    yield "part.recoveries", (
        of.code, Column("column.payout", lambda r: r.payout), of.word("column.ground", "ground"),
        of.money("principal"), of.amounts("column.owed_now", owing), of.on("column.due", "due_on"),
        of.state, of.text("column.reason", lambda r: r.reason, rank=3),
    ), file.recoveries  # fmt: skip


def _changed(found: Dossier, of: Columns, language: Language) -> Iterator[Part]:
    file = found.file

    def changes(amendment: Amendment) -> str:
        return "; ".join(
            f"{word(each.what, language)} {each.subject}: {each.old} > {each.new}"
            for each in file.lines_of(amendment.code)
        )

    yield "part.waivers", (
        of.code, of.instalment, of.word("column.kind", "condition"),
        Column("column.condition", lambda w: w.condition_code), of.state,
        of.on("column.effective", "effective_on", rank=2), of.on("column.until", "expires_on"),
        of.text("column.authority", lambda w: w.authority, rank=1),
        of.text("column.reason", lambda w: w.reason, rank=3),
    ), file.waivers  # fmt: skip
    yield "part.amendments", (
        of.code, of.text("column.title", lambda a: a.title), of.state,
        of.on("column.effective", "effective_on"), of.text("column.changes", changes),
        of.text("column.source", lambda a: a.source, rank=2),
    ), file.amendments  # fmt: skip


def _kept_afterwards(found: Dossier, of: Columns) -> Iterator[Part]:
    file = found.file
    terms = terms_in_force(file, found.programme, found.as_of)

    def attested_next(covenant: Covenant) -> date | None:
        return attestation_due_on(file, terms, covenant)

    yield "part.covenants", (
        of.code, of.title, of.word("column.kind", "kind"),
        Column("column.member", lambda c: c.member, rank=2), of.state,
        of.on("column.until", "until_on"), of.days("column.next_attestation", attested_next),
        of.basis,
    ), file.covenants  # fmt: skip
    yield "part.screenings", (
        of.code, Column("column.member", lambda s: s.member or file.code), of.state,
        of.on("column.since", "moved_on"), of.on("column.until", "valid_until"),
        of.text("column.conditions", lambda s: s.conditions or "-", rank=1),
    ), file.screenings  # fmt: skip
