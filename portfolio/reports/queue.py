"""What waits for whom and since when: one list, longest waiting first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, literal, select

from portfolio.domain.people import Role
from portfolio.domain.transitions import Act, find_move
from portfolio.domain.waiting import WAITS, WAITS_WHEN_DUE, Wait
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from sqlalchemy import Connection, ScalarSelect, Select

MOST_LINES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueLine:
    """One thing that waits: for which act, by which role, since which day, and for what money.

    `money_minor` is what stands behind it: the payout's amount, what is payable, or what the
    instalments that rest on it have not been paid yet; `plan_basis` is the weakest basis of these.
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
        """Grant and code, as acts and the journal name it."""
        return f"{self.grant}/{self.code}"


def queue(
    connection: Connection, as_of: date, *, role: Role | None = None, grant: str | None = None
) -> tuple[QueueLine, ...]:
    """Return everything that waits (for one role, or in one grant), longest waiting first."""
    lines: list[QueueLine] = []
    for wait in WAITS:
        lines.extend(_read(connection, _waiting(wait), wait, grant))
    for wait in WAITS_WHEN_DUE:
        lines.extend(_read(connection, _overdue(wait, as_of), wait, grant))
    lines.extend(_read(connection, _payable(), _TO_PROPOSE, grant))
    lines.extend(_read(connection, _short(as_of), _TO_REPORT, grant))
    mine = [x for x in lines if role is None or x.role is role]
    return tuple(sorted(mine, key=lambda x: (x.since, x.grant, x.kind, x.code))[:MOST_LINES])


@dataclass(frozen=True, slots=True)
class _Begin:
    """An act that waits although nothing has begun: to propose, to report."""

    kind: str
    act: Act
    table: str

    @property
    def role(self) -> Role:
        move = find_move(self.table, None, self.act)
        if move is None:
            raise LookupError(f"no move {self.act}")
        return move.roles[0]


_TO_PROPOSE = _Begin("instalment", Act.PROPOSE, "payout")
_TO_REPORT = _Begin("commitment", Act.REPORT, "report")


def _read(
    connection: Connection, query: Select[Any], wait: Wait | _Begin, grant: str | None
) -> list[QueueLine]:
    g, p = table_of("grant"), table_of("programme")
    inner = query.subquery()
    whole = (
        select(
            inner, g.c.title, g.c.title_ja, g.c.programme, g.c.plan_basis, p.c.currency,
        )
        .join(g, g.c.code == inner.c.grant)
        .join(p, p.c.code == g.c.programme)
        .order_by(inner.c.since, inner.c.grant, inner.c.code)
        .limit(MOST_LINES)
    )  # fmt: skip
    if grant is not None:
        whole = whole.where(g.c.code == grant)
    lines = []
    for r in connection.execute(whole).mappings():
        values = dict(r)
        named = values.pop("may_lift", None)
        values["since"] = date.fromisoformat(values["since"])
        values["money_minor"] = int(values["money_minor"] or 0)
        lines.append(
            QueueLine(
                kind=wait.kind, act=wait.act, role=Role(named) if named else wait.role, **values
            )
        )
    return lines


def _waiting(wait: Wait) -> Select[Any]:
    table = table_of(wait.kind)
    where = table.c.state == wait.state.value
    if wait.kind == "milestone":
        return select(
            table.c.grant, table.c.code, table.c.title.label("what"),
            table.c.title_ja.label("what_ja"), table.c.moved_on.label("since"),
            _money_on_milestone(table).label("money_minor"),
        ).where(where)  # fmt: skip
    if wait.kind == "report":
        c = table_of("commitment")
        return (
            select(
                table.c.grant, table.c.code, c.c.title.label("what"),
                c.c.title_ja.label("what_ja"), table.c.moved_on.label("since"),
                _money_on_commitment(table, table.c.commitment).label("money_minor"),
            )
            .join(c, (c.c.grant == table.c.grant) & (c.c.code == table.c.commitment))
            .where(where)
        )  # fmt: skip
    if wait.kind == "payout":
        i = table_of("instalment")
        return (
            select(
                table.c.grant, table.c.code, i.c.title.label("what"),
                i.c.title_ja.label("what_ja"), table.c.moved_on.label("since"),
                table.c.amount_minor.label("money_minor"),
            )
            .join(i, (i.c.grant == table.c.grant) & (i.c.code == table.c.instalment))
            .where(where)
        )  # fmt: skip
    i = table_of("instalment")
    held = (
        select(func.sum(i.c.amount_minor - i.c.paid_minor))
        .where(
            i.c.grant == table.c.grant,
            (table.c.instalment.is_(None)) | (i.c.code == table.c.instalment),
        )
        .scalar_subquery()
    )
    return select(
        table.c.grant, table.c.code, table.c.reason.label("what"),
        literal(None).label("what_ja"), table.c.placed_on.label("since"),
        held.label("money_minor"), table.c.may_lift,
    ).where(where)  # fmt: skip


def _overdue(wait: Wait, as_of: date) -> Select[Any]:
    m = table_of("milestone")
    return select(
        m.c.grant, m.c.code, m.c.title.label("what"), m.c.title_ja.label("what_ja"),
        m.c.due_on.label("since"), _money_on_milestone(m).label("money_minor"),
    ).where(m.c.state == wait.state.value, m.c.due_on < as_of.isoformat())  # fmt: skip


def _payable() -> Select[Any]:
    i = table_of("instalment")
    return select(
        i.c.grant, i.c.code, i.c.title.label("what"), i.c.title_ja.label("what_ja"),
        i.c.payable_since.label("since"), i.c.payable_minor.label("money_minor"),
    ).where(i.c.payable_since.is_not(None))  # fmt: skip


def _short(as_of: date) -> Select[Any]:
    c = table_of("commitment")
    return select(
        c.c.grant, c.c.code, c.c.title.label("what"), c.c.title_ja.label("what_ja"),
        c.c.due_on.label("since"),
        _money_on_commitment(c, c.c.code).label("money_minor"),
    ).where(
        c.c.due_on < as_of.isoformat(), c.c.reported_persons < c.c.persons
    )  # fmt: skip


def _money_on_milestone(milestone: Any) -> ScalarSelect[Any]:  # noqa: ANN401  # a table
    i, c = table_of("instalment"), table_of("milestone_condition")
    return (
        select(func.sum(i.c.amount_minor - i.c.paid_minor))
        .join(c, (c.c.grant == i.c.grant) & (c.c.instalment == i.c.code))
        .where(c.c.grant == milestone.c.grant, c.c.milestone == milestone.c.code)
        .correlate(milestone)
        .scalar_subquery()
    )


def _money_on_commitment(outer: Any, code: Any) -> ScalarSelect[Any]:  # noqa: ANN401  # table, column
    i, c = table_of("instalment"), table_of("reskilling_condition")
    return (
        select(func.sum(i.c.amount_minor - i.c.paid_minor))
        .join(c, (c.c.grant == i.c.grant) & (c.c.instalment == i.c.code))
        .where(c.c.grant == outer.c.grant, c.c.commitment == code)
        .correlate(outer)
        .scalar_subquery()
    )
