"""What the queue is filtered and sorted by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, func

from portfolio.domain.people import Role
from portfolio.domain.record import type_of_kind
from portfolio.domain.transitions import Act
from portfolio.reports.fields import Coded, Money, Text, titled
from portfolio.reports.fields_of_days import Day, Waited
from portfolio.reports.filtering import Fields
from portfolio.store.mapping import table_of
from portfolio.wording import kind_word, word

if TYPE_CHECKING:
    from portfolio.wording import Language

_W, _G = table_of("waiting"), table_of("grant")


def kind_words(language: Language) -> dict[str, str]:
    """Return the kinds of records and their words."""
    return {kind: kind_word(kind, language) for kind in type_of_kind}


_ROLE = Coded(lambda line: line.role, _W.c.role, lambda said: {r: word(r, said) for r in Role})
_ACT = Coded(lambda line: line.act, _W.c.act, lambda said: {a: word(a, said) for a in Act})
_KIND = Coded(lambda line: line.kind, _W.c.kind, kind_words)
_SUBJECT = Text(
    lambda line, _: line.subject,
    lambda _: case((_W.c.code == "", _W.c.grant), else_=_W.c.grant + "/" + _W.c.code),
)
_GRANT = Text(lambda line, _: line.grant, lambda _: _W.c.grant)
_PROGRAMME = Text(lambda line, _: line.programme, lambda _: _G.c.programme)
_WHAT = titled("what", _W)
_MONEY = Money(lambda line: line.money_minor, _W.c.money_minor, table_of("programme").c.currency)
_SINCE, _WAITED = (
    Day(lambda line: line.since, _W.c.since),
    Waited(lambda line: line.since, _W.c.since),
)

QUEUE = Fields(
    texts=(_ROLE, _ACT, _KIND, _PROGRAMME, _SUBJECT, titled("title", _G), _WHAT),
    keys={
        "role": (_ROLE,), "act": (_ACT,), "grant": (_GRANT,), "programme": (_PROGRAMME,),
        "kind": (_KIND,), "money": (_MONEY,), "since": (_SINCE,), "waited": (_WAITED,),
    },
    columns={
        "role": _ROLE, "act": _ACT, "subject": _SUBJECT, "title": _WHAT, "since": _SINCE,
        "waited": _WAITED, "money": _MONEY,
    },
)  # fmt: skip
