"""What the journal says of acts out of the ordinary: why, on which findings, from which day on."""

from __future__ import annotations

import json
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from portfolio.domain.finding import Finding
from portfolio.domain.journal import grant_stream
from portfolio.domain.transitions import Act
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


class Said(NamedTuple):
    """What the journal says of an act: the reason given, what was found, and from which day on."""

    reason: str | None = None
    findings: tuple[Finding, ...] = ()
    on: date | None = None


class Reasons:
    """What the journal says last of each act on each part of some grants.

    As far as exceptions ask for it, and not before they do.
    """

    _ACTS = (
        Act.PROPOSE, Act.PROPOSE_ADVANCE, Act.SEND_BACK, Act.CANCEL, Act.OVERTAKE,
        Act.RECORD_FAILURE, Act.TERMINATE, Act.REVERSE, Act.REDUCE, Act.FIND_BREACH,
        Act.PROPOSE_WRITE_OFF,
    )  # fmt: skip

    def __init__(self, connection: Connection, grants: Iterable[str]) -> None:
        self._connection = connection
        self._streams = [grant_stream(code) for code in grants]

    @cached_property
    def _said(self) -> dict[tuple[str, str], Said]:
        table = table_of("journal")
        rows = self._connection.execute(
            select(
                table.c.subject, table.c.act, table.c.reason, table.c.facts, table.c.effective_on
            )
            .where(
                table.c.stream.in_(self._streams),
                table.c.act.in_([act.value for act in self._ACTS]),
            )
            .order_by(table.c.stream, table.c.seq)
        )
        return {
            (subject, act): Said(reason, _findings(facts), date.fromisoformat(on))
            for subject, act, reason, facts, on in rows
        }

    def of(self, subject: str, *acts: Act) -> Said | None:
        """Return what was said of the first of these acts that was done to a subject."""
        found = (self._said.get((subject, act.value)) for act in acts)
        return next((said for said in found if said is not None), None)

    def why(self, subject: str, *acts: Act) -> str | None:
        """Return the reason that was given."""
        said = self.of(subject, *acts)
        return said.reason if said else None


def _findings(facts: str) -> tuple[Finding, ...]:
    return tuple(Finding.from_json(image) for image in json.loads(facts))
