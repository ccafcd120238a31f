"""The seal: one line that convicts a rewritten database, printed in every export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.change import RULES_EDITION
from portfolio.domain.journal import merkle_root
from portfolio.domain.period import utc_text
from portfolio.store import journal

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The Merkle root over all journal heads at a moment, with what it was computed over."""

    root: str
    streams: int
    entries: int
    sealed_at: datetime
    rules_edition: str

    def __str__(self) -> str:
        """One line: root, counts, moment."""
        return (
            f"{self.root} over {self.entries} entries in {self.streams} streams, "
            f"{utc_text(self.sealed_at)}, rules edition {self.rules_edition}"
        )


def seal(connection: Connection, moment: datetime) -> Seal:
    """Return the seal of the journal as this transaction sees it."""
    heads = journal.heads(connection)
    return Seal(
        root=merkle_root(heads),
        streams=len(heads),
        entries=sum(h.seq for h in heads),
        sealed_at=moment,
        rules_edition=RULES_EDITION,
    )
