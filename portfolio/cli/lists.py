"""The queue and the journal as lists: their columns in a pipe and on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.cli.desk import prints_for_people
from portfolio.cli.portfolio_lists import money, named
from portfolio.cli.render import Column, say, table, write, write_list
from portfolio.domain.people import Role
from portfolio.domain.transitions import Act
from portfolio.services.office import AGENCY_ZONE
from portfolio.wording import amount_short, day, label, moment, waited, word
from portfolio.wording.commands import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from portfolio.cli.desk import Desk
    from portfolio.domain.journal import JournalEntry
    from portfolio.reports.queue import QueueLine
    from portfolio.wording.language import Language

QUEUE_KEYS = (
    "since", "days", "role", "act", "kind", "grant", "code", "what", "programme", "currency",
    "money_minor", "plan_basis", "assigned_to", "barred",
)  # fmt: skip
JOURNAL_KEYS = (
    "recorded_at", "effective_on", "actor", "role", "act", "subject", "from_state", "to_state",
    "amount_minor", "currency", "fiscal_year", "reason", "stream", "seq", "hash",
)  # fmt: skip


def queue_row(line: QueueLine, today: date) -> dict[str, object]:
    """Return a line of the queue by its keys, with the whole days it has waited."""
    values = {key: getattr(line, key) for key in QUEUE_KEYS if key != "days"}
    return values | {"what_ja": line.what_ja, "days": (today - line.since).days}


def write_queue(desk: Desk, lines: Sequence[QueueLine], *, most: int) -> None:
    """Write the queue, and say where there is nothing in it or more than is shown."""
    today = desk.office.today()
    if prints_for_people():
        write(queue_lines(lines, today, desk.language))
    else:
        write_list(desk, QUEUE_KEYS, (), [queue_row(line, today) for line in lines])
    if not lines:
        say(phrase("line.nothing_waits", desk.language))
    if len(lines) >= most:
        say(phrase("line.may_be_more", desk.language).format(shown=f"{len(lines):,}"))


def queue_lines(lines: Sequence[QueueLine], today: date, language: Language) -> list[str]:
    """Return the queue as people read it: since when, for what, by whom, for what money."""
    columns = (
        Column("column.waited", lambda x: waited(x.since, today, language), right=True),
        Column("column.since", lambda x: day(x.since, language), rank=4),
        Column("column.waits_for", lambda x: x.assigned_to or word(x.role, language)),
        Column("column.act", lambda x: label(f"queue.{x.act.value}", language)),
        Column(
            "column.subject", lambda x: f"{x.subject} {label(f'basis.{x.plan_basis}', language)}"
        ),
        Column("column.title", lambda x: named(x, "what", language), flexible=True, rank=2),
        money("money_minor", "column.amount", language, rank=1),
        Column("column.barred", lambda x: ", ".join(x.barred), flexible=True, rank=5),
    )
    return table(columns, lines, language)


def write_journal(
    desk: Desk, entries: Sequence[JournalEntry], currencies: dict[str, str], in_all: int
) -> None:
    """Write journal entries, newest first; `currencies` are those of the grants."""
    language = desk.language

    def currency(entry: JournalEntry) -> str:
        return currencies.get(entry.subject.partition("/")[0], "")

    def amount(entry: JournalEntry) -> str:
        if entry.amount_minor is None or not currency(entry):
            return ""
        return amount_short(entry.amount_minor, currency(entry), language)

    def states(entry: JournalEntry) -> str:
        return f"{entry.from_state or '-'} -> {entry.to_state}" if entry.to_state else ""

    columns = (
        Column("column.when", lambda e: moment(e.recorded_at, AGENCY_ZONE, language)),
        Column("column.actor", lambda e: e.actor),
        Column("column.act", lambda e: word(Act(e.act), language)),
        Column("column.subject", lambda e: e.subject),
        Column("column.state", states, rank=2),
        Column("column.amount", amount, right=True, rank=1),
        Column("column.role", lambda e: word(Role(e.role), language), rank=5),
        Column("column.reason", lambda e: e.reason or "", flexible=True, rank=4),
    )
    rows: Sequence[object] = entries
    if not prints_for_people():
        rows = [
            {key: currency(e) if key == "currency" else getattr(e, key) for key in JOURNAL_KEYS}
            for e in entries
        ]
    write_list(desk, JOURNAL_KEYS, columns, rows)
    if len(entries) < in_all:
        counts = {"shown": f"{len(entries):,}", "count": f"{in_all:,}"}
        say(label("total.limited", language).format(**counts))
