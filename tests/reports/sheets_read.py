"""Words for tests of the sheets of a review: read one as rows by the key of each column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.services.exporting import Since, gathered
from portfolio.services.office import name_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from portfolio.services.office import Office

Rows = list[dict[str, Any]]


def sheets(
    office: Office, *names: str, since: date | None = None, known_at: datetime | None = None
) -> dict[str, Rows]:
    """Return these sheets of an office's review, held against an earlier day where one is named."""
    earlier = Since(since, known_at) if since else None
    with gathered(office, name_of(office), earlier) as review:
        return {
            name: [
                dict(zip((c.key for c in table.sheet.columns), row, strict=True))
                for row in table.rows
            ]
            for name in names
            for table in [review.table(name)]
        }


def sheet(office: Office, name: str, since: date | None = None) -> Rows:
    """Return the rows of one sheet."""
    return sheets(office, name, since=since)[name]
