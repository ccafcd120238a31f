"""What waits for whom and since when: one list, longest waiting first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from portfolio.domain.people import Role
from portfolio.domain.transitions import Act
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST_LINES = 2_000


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
    connection: Connection, as_of: date, *, role: Role | None = None, grant: str | None = None
) -> tuple[QueueLine, ...]:
    """Return everything that waits (for one role, or in one grant), longest waiting first.

    A line that waits from a later day on is not shown yet.
    """
    w, g, p = table_of("waiting"), table_of("grant"), table_of("programme")
    query = (
        select(
            w, g.c.title, g.c.title_ja, g.c.programme, g.c.plan_basis, p.c.currency,
        )
        .join(g, g.c.code == w.c.grant)
        .join(p, p.c.code == g.c.programme)
        .where(w.c.since <= as_of.isoformat())
        .order_by(w.c.since, w.c.grant, w.c.kind, w.c.code, w.c.act)
        .limit(MOST_LINES)
    )  # fmt: skip
    if role is not None:
        query = query.where(w.c.role == role.value)
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
