"""What waits for whom and since when: one list, longest waiting first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, select

from portfolio.domain.people import Role
from portfolio.domain.transitions import Act
from portfolio.reports.filtering import EVERYTHING, Asked, only_wanted, order_columns
from portfolio.reports.queue_fields import HANDLER, QUEUE
from portfolio.store.mapping import load_people, table_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from sqlalchemy import ColumnElement, Connection, RowMapping, Select

    from portfolio.domain.people import PeopleFile, Person

MOST_LINES = 2_000
"""How many lines a list shows at most; beyond that it says so, and filters over all of them."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """All that waits, or the first lines of what was asked for.

    `by_role` counts everything that waits; where that is cut, `mine` counts what waits for a person
    by role. `found` is how many lines were found for what was asked.
    """

    lines: tuple[QueueLine, ...]
    by_role: Mapping[Role, int]
    mine: Mapping[Role, int]
    found: int

    @property
    def is_whole(self) -> bool:
        """Whether everything that waits is at hand: then nothing was asked for but that."""
        return sum(self.by_role.values()) == len(self.lines)


def queue_page(
    connection: Connection, as_of: date, asked: Asked, person: Person | None = None
) -> QueuePage:
    """Return all that waits; where it is too much for a list, the first of what is asked for.

    `person` is whose lines are counted as `mine`.
    """
    by_role = waiting_by_role(connection, as_of)
    if sum(by_role.values()) <= MOST_LINES:
        lines = queue(connection, as_of)
        return QueuePage(lines=lines, by_role=by_role, mine={}, found=len(lines))
    lines = queue(connection, as_of, asked=asked)
    mine = waiting_by_role(connection, as_of, person) if person else {}
    found = len(lines)
    if found == MOST_LINES and asked.wanted is None and asked.person is None:
        found = sum(count for role, count in by_role.items() if asked.role in (None, role))
    elif found == MOST_LINES:
        found = count_waiting(connection, as_of, asked)
    return QueuePage(lines=lines, by_role=by_role, mine=mine, found=found)


def queue(
    connection: Connection,
    as_of: date,
    *,
    grants: Collection[str] | None = None,
    asked: Asked = EVERYTHING,
) -> tuple[QueueLine, ...]:
    """Return everything that waits, longest waiting first, or what is asked for.

    Of some grants it is all of it, else not more than a list shows. A line that waits from a later
    day on is not shown yet. It waits for whoever handles the grant in its role only while they hold
    the role and nothing they did bars them; else for all others.
    """
    w, g, p = table_of("waiting"), table_of("grant"), table_of("programme")
    own: list[ColumnElement[Any]] = [w.c.since, w.c.grant, w.c.kind, w.c.code, w.c.act]
    if asked.person is not None:  # first what they were assigned
        own.insert(0, case((HANDLER.is_not(None), 0), else_=1))
    joined = (
        select(
            w, g.c.title, g.c.title_ja, g.c.programme, g.c.plan_basis, p.c.currency,
            HANDLER.label("assigned_to"),
        )
        .join(g, g.c.code == w.c.grant)
        .join(p, p.c.code == g.c.programme)
    )  # fmt: skip
    query = _waiting(joined, as_of, asked).order_by(*order_columns(asked, own, QUEUE))
    query = query.limit(MOST_LINES) if grants is None else query.where(w.c.grant.in_(grants))
    people = load_people(connection)
    return tuple(_line(row, people) for row in connection.execute(query).mappings())


def _line(row: RowMapping, people: PeopleFile) -> QueueLine:
    role = Role(row["role"])
    holders = {person.code for person in people.people if role in person.roles}
    return QueueLine(
        **{
            **row,
            "act": Act(row["act"]),
            "role": role,
            "since": date.fromisoformat(row["since"]),
            "barred": tuple(code for code in json.loads(row["barred"]) if code in holders),
        }
    )


def count_waiting(connection: Connection, as_of: date, asked: Asked) -> int:
    """Return how many lines wait of what is asked for."""
    counted = select(func.count()).select_from(table_of("waiting"))
    return int(connection.execute(_waiting(counted, as_of, asked)).scalar_one())


def waiting_by_role(
    connection: Connection, as_of: date, person: Person | None = None
) -> dict[Role, int]:
    """Return how many lines wait for each role (and for a person), without those with none."""
    w = table_of("waiting")
    counted = _waiting(select(w.c.role, func.count()), as_of, Asked(person=person))
    return {Role(role): count for role, count in connection.execute(counted.group_by(w.c.role))}


def _waiting(query: Select[Any], as_of: date, asked: Asked) -> Select[Any]:
    w = table_of("waiting")
    query = query.where(w.c.since <= as_of.isoformat())
    if asked.role is not None:
        query = query.where(w.c.role == asked.role.value)
    if asked.person is not None:
        query = query.where(_waits_for(asked.person))
    return only_wanted(query, asked)


def _waits_for(person: Person) -> ColumnElement[bool]:
    """Return the same as `QueueLine.waits_for`."""
    w = table_of("waiting")
    return and_(
        w.c.role.in_([role.value for role in person.roles]),
        ~w.c.barred.contains(f'"{person.code}"'),
        func.coalesce(HANDLER, person.code) == person.code,
    )
