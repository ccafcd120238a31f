"""The seal: one line that convicts a rewritten database, printed in every export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.change import RULES_EDITION
from portfolio.domain.errors import StoreUnfit
from portfolio.domain.journal import merkle_root
from portfolio.domain.period import utc_text
from portfolio.store import journal

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The Merkle root over all journal heads, with what it was computed over.

    `sealed_at` is when the newest entry was recorded: the same journal gives the same seal.
    """

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


def seal(connection: Connection) -> Seal:
    """Return the seal of the journal as it is read. Raises `StoreUnfit` where there is none."""
    heads = journal.heads(connection)
    moment = journal.newest_moment(connection)
    if moment is None:
        raise StoreUnfit("nothing has been recorded here: run 'portfolio init'")
    return Seal(
        root=merkle_root(heads),
        streams=len(heads),
        entries=sum(h.seq for h in heads),
        sealed_at=moment,
        rules_edition=RULES_EDITION,
    )
