"""What the queue is filtered and sorted by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, false, func, select

from portfolio.domain.people import Role
from portfolio.domain.record import type_of_kind
from portfolio.domain.transitions import Act
from portfolio.reports.fields import Coded, Inside, Money, Test, Text, titled
from portfolio.reports.fields_of_days import Day, Waited
from portfolio.reports.filtering import Fields
from portfolio.store.folding import contains
from portfolio.store.mapping import table_of
from portfolio.wording import kind_word, word

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from portfolio.wording import Language

_W, _G, _P = table_of("waiting"), table_of("grant"), table_of("programme")
_A, _WHO = table_of("assignment"), table_of("person")

HANDLER = (
    select(_A.c.person)
    .join(_WHO, _WHO.c.code == _A.c.person)
    .where(
        _A.c.grant == _W.c.grant,
        _A.c.role == _W.c.role,
        _WHO.c.roles.contains('"' + _W.c.role + '"'),
        ~_W.c.barred.contains('"' + _A.c.person + '"'),
    )
    .scalar_subquery()
)
"""Whoever handles the grant in the role a line waits for, while they hold it and are not barred."""


@dataclass(frozen=True, slots=True)
class _Subject(Text):
    """Grant and code joined: what stands in one of them alone is found there, and sooner."""

    def holds(self, needle: str, language: Language) -> Test:
        """Ask whether a text with a slash is in it."""
        return (
            Text.holds(self, needle, language) if "/" in needle else Test(lambda _: False, false())
        )


@dataclass(frozen=True, slots=True)
class _Handler(Text):
    """Whoever handles the grant: asked of lines only where somebody of that name handles any."""

    def holds(self, needle: str, language: Language) -> Test:
        """Ask whether a text is in their code."""
        found = Text.holds(self, needle, language)
        assigned = select(_A.c.grant).where(_A.c.person.is_not(None), contains(_A.c.person, needle))
        return Test(found.of, and_(_W.c.grant.in_(assigned), found.sql))


def kind_words(language: Language) -> dict[str, str]:
    """Return the kinds of records and their words."""
    return {kind: kind_word(kind, language) for kind in type_of_kind}


def _in_currency(currencies: list[str]) -> ColumnElement[bool]:
    grants = select(_G.c.code).join(_P, _P.c.code == _G.c.programme)
    return _W.c.grant.in_(grants.where(_P.c.currency.in_(currencies)))


_ROLE = Coded(lambda line: line.role, _W.c.role, lambda said: {r: word(r, said) for r in Role})
_FOR = _Handler(lambda line, _: line.assigned_to or "", lambda _: func.coalesce(HANDLER, ""))
_ACT = Coded(lambda line: line.act, _W.c.act, lambda said: {a: word(a, said) for a in Act})
_KIND = Coded(lambda line: line.kind, _W.c.kind, kind_words)
_CODE = Text(lambda line, _: line.code, lambda _: _W.c.code)
_SUBJECT = _Subject(
    lambda line, _: line.subject,
    lambda _: case((_W.c.code == "", _W.c.grant), else_=_W.c.grant + "/" + _W.c.code),
)
_GRANT = Text(lambda line, _: line.grant, lambda _: _G.c.code)
_PROGRAMME = Text(lambda line, _: line.programme, lambda _: _G.c.programme)
_WHAT = titled("what", _W)
_MONEY = Money(
    lambda line: line.money_minor, _W.c.money_minor, _P.c.currency, is_in=_in_currency
)  # fmt: skip
_SINCE = Day(lambda line: line.since, _W.c.since)
_WAITED = Waited(lambda line: line.since, _W.c.since)


def _inside(*fields: Text) -> Inside:
    return Inside(fields, _W.c.grant, _G.c.code)


QUEUE = Fields(
    texts=(
        _ROLE, _FOR, _ACT, _KIND, _CODE, _SUBJECT, _WHAT,
        _inside(_GRANT, _PROGRAMME, titled("title", _G)),
    ),
    keys={
        "role": (_ROLE,), "for": (_FOR,), "act": (_ACT,), "grant": (_inside(_GRANT),),
        "programme": (_inside(_PROGRAMME),), "kind": (_KIND,), "money": (_MONEY,),
        "since": (_SINCE,), "waited": (_WAITED,),
    },
    columns={
        "role": _ROLE, "act": _ACT, "subject": _SUBJECT, "what": _WHAT, "since": _SINCE,
        "waited": _WAITED, "money": _MONEY,
    },
)  # fmt: skip
