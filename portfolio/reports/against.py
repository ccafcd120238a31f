"""A journal held against the seal an export bears: whether all that it rested on is still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from portfolio.domain.charter import Purpose
from portfolio.domain.journal import merkle_root
from portfolio.domain.period import utc_text
from portfolio.reports.verification import Break
from portfolio.store.mapping import load_charter, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from portfolio.domain.journal import Head
    from portfolio.exchange.account import Account


def held_against(connection: Connection, account: Account) -> Iterator[Break]:
    """Yield what does not match: nothing where the journal still has what the export rested on.

    Each head of then must be an entry of now with the same hash. As a hash covers all before it,
    one that is there again proves its whole stream up to it; what is missing or different names the
    stream in which a past entry was altered, removed, reordered or chained anew.
    """
    if merkle_root(account.heads) != account.root or _counts(account) != (
        account.streams, account.entries
    ):  # fmt: skip
        yield _note("export", None, account.kind, "its seal does not fit the heads it lists")
    for head in account.heads:
        yield from _of_stream(connection, head)
    charter = load_charter(connection)
    if charter is not None and charter.purpose is Purpose.RECORD:
        yield from _slipped_in(connection, account)


def _counts(account: Account) -> tuple[int, int]:
    return len(account.heads), sum(head.seq for head in account.heads)


def _of_stream(connection: Connection, head: Head) -> Iterator[Break]:
    table = table_of("journal")
    of_stream = table.c.stream == head.stream
    found = connection.execute(
        select(table.c.hash).where(of_stream, table.c.seq == head.seq)
    ).scalar()
    if found == head.hash:
        return
    if found is not None:
        yield _note(
            head.stream, head.seq, head.stream,
            "is another entry than the export rested on: it or one before it was altered, "
            "reordered or chained anew",
        )  # fmt: skip
        return
    count = connection.execute(select(func.count()).where(of_stream)).scalar_one()
    yield _note(
        head.stream, head.seq, head.stream,
        f"was removed: the export rested on {head.seq} entries, now there are {count}",
    )  # fmt: skip


def _slipped_in(connection: Connection, account: Account) -> Iterator[Break]:
    """Find entries that bear a moment before the export's and were not there then."""
    table = table_of("journal")
    heads = {head.stream: head.seq for head in account.heads}
    rows = connection.execute(
        select(table.c.stream, table.c.seq, table.c.subject)
        .where(table.c.recorded_at <= utc_text(account.recorded_at))
        .order_by(table.c.stream, table.c.seq)
    )
    for stream, seq, subject in rows:
        if seq > heads.get(stream, 0):
            yield _note(
                stream, seq, subject, "bears a moment before the export, which did not have it"
            )


def _note(stream: str, seq: int | None, subject: str, what: str) -> Break:
    return Break(stream=stream, seq=seq, subject=subject, what=what)
