"""What waits for whom and since when: one list, longest waiting first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from portfolio.domain.people import Role
from portfolio.domain.transitions import Act
from portfolio.reports.filtering import EVERYTHING, Asked, only_wanted, order_columns
from portfolio.reports.queue_fields import QUEUE
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from sqlalchemy import Connection, Select

MOST_LINES = 2_000
"""How many lines a list shows at most; beyond that it says so, and filters over all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One thing that waits: for which act, by which role, since which day, and for what money.

    As `domain.waiting.Waiting`, with the grant it is in; `plan_basis` is the weakest basis of what
    is planned there.
    """

    grant: str
    title: str
    title_ja: str | None
    programme: str
    currency: str
    plan_basis: str
    kind: str
    code: str
    what: str
    what_ja: str | None
    act: Act
    role: Role
    since: date
    money_minor: int

    @property
    def subject(self) -> str:
        """Grant and code, as acts and the journal name it; the grant alone where it waits."""
        return f"{self.grant}/{self.code}" if self.code else self.grant


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """All that waits, or the first lines of what was asked for.

    `by_role` counts everything that waits; `found` is how many lines were found for what was asked.
    """

    lines: tuple[QueueLine, ...]
    by_role: Mapping[Role, int]
    found: int

    @property
    def is_whole(self) -> bool:
        """Whether everything that waits is at hand: then nothing was asked for but that."""
        return sum(self.by_role.values()) == len(self.lines)


def queue_page(connection: Connection, as_of: date, asked: Asked) -> QueuePage:
    """Return all that waits; where it is too much for a list, the first of what is asked for."""
    by_role = waiting_by_role(connection, as_of)
    if sum(by_role.values()) <= MOST_LINES:
        lines = queue(connection, as_of)
        return QueuePage(lines=lines, by_role=by_role, found=len(lines))
    lines = queue(connection, as_of, asked=asked)
    found = len(lines)
    if found == MOST_LINES and asked.wanted is None:
        found = sum(n for role, n in by_role.items() if asked.roles is None or role in asked.roles)
    elif found == MOST_LINES:
        found = count_waiting(connection, as_of, asked)
    return QueuePage(lines=lines, by_role=by_role, found=found)


def queue(
    connection: Connection,
    as_of: date,
    *,
    grants: Collection[str] | None = None,
    asked: Asked = EVERYTHING,
) -> tuple[QueueLine, ...]:
    """Return everything that waits, longest waiting first, or what is asked for.

    Of some grants it is all of it, else not more than a list shows. A line that waits from a later
    day on is not shown yet.
    """
    w, g, p = table_of("waiting"), table_of("grant"), table_of("programme")
    own = (w.c.since, w.c.grant, w.c.kind, w.c.code, w.c.act)
    joined = (
        select(w, g.c.title, g.c.title_ja, g.c.programme, g.c.plan_basis, p.c.currency)
        .join(g, g.c.code == w.c.grant)
        .join(p, p.c.code == g.c.programme)
    )
    query = _waiting(joined, as_of, asked).order_by(*order_columns(asked, own, QUEUE))
    query = query.limit(MOST_LINES) if grants is None else query.where(w.c.grant.in_(grants))
    return tuple(
        QueueLine(
            **{
                **row,
                "act": Act(row["act"]),
                "role": Role(row["role"]),
                "since": date.fromisoformat(row["since"]),
            }
        )
        for row in connection.execute(query).mappings()
    )


def count_waiting(connection: Connection, as_of: date, asked: Asked) -> int:
    """Return how many lines wait of what is asked for."""
    counted = select(func.count()).select_from(table_of("waiting"))
    return int(connection.execute(_waiting(counted, as_of, asked)).scalar_one())


def waiting_by_role(connection: Connection, as_of: date) -> dict[Role, int]:
    """Return how many lines wait for each role, without those for which none does."""
    w = table_of("waiting")
    rows = connection.execute(
        select(w.c.role, func.count()).where(w.c.since <= as_of.isoformat()).group_by(w.c.role)
    )
    return {Role(role): count for role, count in rows}


def _waiting(query: Select[Any], as_of: date, asked: Asked) -> Select[Any]:
    w = table_of("waiting")
    query = query.where(w.c.since <= as_of.isoformat())
    if asked.roles is not None:
        query = query.where(w.c.role.in_([role.value for role in asked.roles]))
    return only_wanted(query, asked)
