"""What waits for whom and since when: one list, longest waiting first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from portfolio.domain.people import Role
from portfolio.domain.transitions import Act
from portfolio.reports.filtering import order_columns
from portfolio.reports.queue_fields import QUEUE
from portfolio.store.mapping import table_of
from portfolio.wording import Language

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from sqlalchemy import Connection, Select

    from portfolio.reports.filtering import Filter, Order

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


def queue(
    connection: Connection,
    as_of: date,
    *,
    roles: Collection[Role] | None = None,
    grant: str | None = None,
    wanted: Filter | None = None,
    order: Order | None = None,
    language: Language = Language.ENGLISH,
) -> tuple[QueueLine, ...]:
    """Return everything that waits (for some roles, in one grant), longest waiting first.

    A line that waits from a later day on is not shown yet. Where there are more than `MOST_LINES`,
    the first of what is `wanted` in the `order` asked for.
    """
    w, g, p = table_of("waiting"), table_of("grant"), table_of("programme")
    own = (w.c.since, w.c.grant, w.c.kind, w.c.code, w.c.act)
    joined = (
        select(w, g.c.title, g.c.title_ja, g.c.programme, g.c.plan_basis, p.c.currency)
        .join(g, g.c.code == w.c.grant)
        .join(p, p.c.code == g.c.programme)
    )
    query = _waiting(joined, as_of, roles, wanted)
    query = query.order_by(*order_columns(order, own, QUEUE, language)).limit(MOST_LINES)
    if grant is not None:
        query = query.where(w.c.grant == grant)
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


def count_waiting(
    connection: Connection,
    as_of: date,
    *,
    roles: Collection[Role] | None = None,
    wanted: Filter | None = None,
) -> int:
    """Return how many lines wait (for some roles, that a filter lets through)."""
    counted = select(func.count()).select_from(table_of("waiting"))
    query = _waiting(counted, as_of, roles, wanted)
    return int(connection.execute(query).scalar_one())


def waiting_by_role(connection: Connection, as_of: date) -> dict[Role, int]:
    """Return how many lines wait for each role, without those for which none does."""
    w = table_of("waiting")
    rows = connection.execute(
        select(w.c.role, func.count()).where(w.c.since <= as_of.isoformat()).group_by(w.c.role)
    )
    return {Role(role): count for role, count in rows}


def _waiting(
    query: Select[Any], as_of: date, roles: Collection[Role] | None, wanted: Filter | None
) -> Select[Any]:
    w = table_of("waiting")
    query = query.where(w.c.since <= as_of.isoformat())
    if roles is not None:
        query = query.where(w.c.role.in_([role.value for role in roles]))
    return query if wanted is None else query.where(wanted.test.sql)
