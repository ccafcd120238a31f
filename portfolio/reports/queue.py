"""What waits for whom and since when: one list, longest waiting first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from portfolio.domain.people import Role
from portfolio.domain.transitions import Act
from portfolio.store.mapping import load_people, table_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from portfolio.domain.people import PeopleFile, Person

MOST_LINES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One thing that waits: for which act, by which role, since which day, and for what money.

    As `domain.waiting.Waiting`, with the grant it is in; `plan_basis` is the weakest basis of what
    is planned there. `assigned_to` is the code of whoever handles the grant in that role and
    can do it; `barred` are those who hold the role, and whom what they did before keeps from it.
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
    assigned_to: str | None
    barred: tuple[str, ...]

    def waits_for(self, person: Person) -> bool:
        """Whether it is for this person to do: by role, by duties, and by who handles the grant."""
        theirs = self.role in person.roles and person.code not in self.barred
        return theirs and self.assigned_to in (None, person.code)

    @property
    def subject(self) -> str:
        """Grant and code, as acts and the journal name it; the grant alone where it waits."""
        return f"{self.grant}/{self.code}" if self.code else self.grant


def queue(
    connection: Connection, as_of: date, *, role: Role | None = None, grant: str | None = None
) -> tuple[QueueLine, ...]:
    """Return everything that waits (for one role, or in one grant), longest waiting first.

    A line that waits from a later day on is not shown yet. It waits for whoever handles the grant
    in its role only while they hold the role and nothing they did bars them; else for all others.
    """
    w, g, p, a = (table_of(kind) for kind in ("waiting", "grant", "programme", "assignment"))
    query = (
        select(
            w, g.c.title, g.c.title_ja, g.c.programme, g.c.plan_basis, p.c.currency,
            a.c.person.label("assigned_to"),
        )
        .join(g, g.c.code == w.c.grant)
        .join(p, p.c.code == g.c.programme)
        .outerjoin(a, (a.c.grant == w.c.grant) & (a.c.role == w.c.role))
        .where(w.c.since <= as_of.isoformat())
        .order_by(w.c.since, w.c.grant, w.c.kind, w.c.code, w.c.act)
        .limit(MOST_LINES)
    )  # fmt: skip
    if role is not None:
        query = query.where(w.c.role == role.value)
    if grant is not None:
        query = query.where(w.c.grant == grant)
    people = load_people(connection)
    return tuple(_line(row, people) for row in connection.execute(query).mappings())


def _line(row: RowMapping, people: PeopleFile) -> QueueLine:
    role = Role(row["role"])
    holders = {person.code for person in people.people if role in person.roles}
    barred = tuple(code for code in json.loads(row["barred"]) if code in holders)
    can = row["assigned_to"] in holders.difference(barred)
    return QueueLine(
        **{
            **row,
            "act": Act(row["act"]),
            "role": role,
            "since": date.fromisoformat(row["since"]),
            "assigned_to": row["assigned_to"] if can else None,
            "barred": barred,
        }
    )
