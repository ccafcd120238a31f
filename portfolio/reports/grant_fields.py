"""What the grants of the portfolio are filtered and sorted by, and the one word on each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Float, case, cast, exists, func, select

from portfolio.domain.states import GrantState
from portfolio.reports.fields import Coded, Money, Number, Text, titled
from portfolio.reports.fields_of_days import Day
from portfolio.reports.filtering import Fields
from portfolio.reports.late import is_at_risk, is_overdue
from portfolio.store.mapping import table_of
from portfolio.wording import LABELS, Language, label, word

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from sqlalchemy import ColumnElement

    from portfolio.reports.overview import GrantLine

_G, _I = table_of("grant"), table_of("instalment")
_SAID_BY_STATE = frozenset(state for state in GrantState if f"flag.{state}" in LABELS)
"""The states that say more of a grant than its money does, unless that is overdue."""


def flag_of(line: GrantLine) -> str:
    """Return what matters most about a grant now, as the labels `flag.*` name it."""
    for flag, applies in (
        ("overdue", line.overdue_minor > 0),
        (line.state.value, line.state in _SAID_BY_STATE),
        ("held", line.held),
        ("at_risk", line.at_risk_minor > 0),
        ("payable", line.payable_minor > 0),
    ):
        if applies:
            return flag
    return "on_course"


def _flag(as_of: date, horizons: Mapping[str, date]) -> ColumnElement[Any]:
    def some(condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(_I.c.grant == _G.c.code, condition)

    until = {programme: day.isoformat() for programme, day in horizons.items()}
    horizon = case(until, value=_G.c.programme, else_="") if until else ""
    return case(
        (some(is_overdue(as_of)), "overdue"),
        (_G.c.state.in_(sorted(_SAID_BY_STATE)), _G.c.state),
        (_G.c.held == 1, "held"),
        (some(is_at_risk(as_of, horizon)), "at_risk"),
        (_G.c.payable_minor > 0, "payable"),
        else_="on_course",
    )


def _flags(language: Language) -> dict[str, str]:
    begins = "flag."
    return {
        key.removeprefix(begins): label(key, language) for key in LABELS if key.startswith(begins)
    }


def grant_fields(as_of: date, horizons: Mapping[str, date]) -> Fields:
    """Return what grants are filtered and sorted by on a day; `horizons` as in the overview."""
    code = Text(lambda line, _: line.code, lambda _: _G.c.code)
    programme = Text(lambda line, _: line.programme, lambda _: _G.c.programme)
    title = titled("title", _G)
    flag = Coded(flag_of, _flag(as_of, horizons), _flags)
    state = Coded(
        lambda line: line.state, _G.c.state, lambda said: {s: word(s, said) for s in GrantState}
    )
    award = _money("award_minor")
    due = Day(lambda line: line.next_due_on, _G.c.next_due_on)
    return Fields(
        texts=(code, title, titled("consortium", _G), programme, flag),
        keys={
            "grant": (code,), "programme": (programme,), "state": (flag, state),
            "money": (award,), "due": (due,),
        },
        columns={
            "code": code, "title": title, "readiness": _number("readiness"),
            "met": _number("milestones_met"), "persons": _number("verified_persons"),
            "award": award, "share": _SHARE, "due": due, "flag": flag,
        },
    )  # fmt: skip


def _number(name: str) -> Number:
    return Number(lambda line: getattr(line, name), _G.c[name])


_SHARE = Number(
    lambda line: line.paid_minor / line.award_minor if line.award_minor else None,
    cast(_G.c.paid_minor, Float) / func.nullif(_G.c.award_minor, 0),
)
"""What is paid of the award: only sorted by, where a rounded share does."""


def _money(name: str) -> Money:
    p = table_of("programme")
    currency = select(p.c.currency).where(p.c.code == _G.c.programme).scalar_subquery()
    return Money(
        lambda line: getattr(line, name), _G.c[name], currency,
        is_in=lambda c: _G.c.programme.in_(select(p.c.code).where(p.c.currency.in_(c))),
    )  # fmt: skip
