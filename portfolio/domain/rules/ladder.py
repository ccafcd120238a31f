"""The reskilling ladder in time: when those placed have to be counted again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.period import add_months
from portfolio.domain.reskilling import Rung
from portfolio.domain.terms import TermName

if TYPE_CHECKING:
    from datetime import date

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.terms import Terms


def retention_due_on(file: GrantFile, terms: Terms, commitment: str) -> date | None:
    """Return the day by which those placed under a commitment have to be counted as retained.

    So many months after each verified count of persons placed, as the terms say (12 in practice).
    None where they ask for no such check, and where a count of persons retained, of that day or a
    later one, is on file and was not rejected.
    """
    months = terms.count(TermName.RETENTION_CHECK_MONTHS)
    if months is None:
        return None
    reports = file.reports_on(commitment)
    checked_on = max(
        (r.as_of for r in reports if r.rung is Rung.RETAINED and r.is_standing),
        default=None,
    )
    due = (add_months(r.as_of, months) for r in reports if r.rung is Rung.PLACED and r.is_verified)
    return min((day for day in due if checked_on is None or day > checked_on), default=None)
