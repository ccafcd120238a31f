"""Attestations of covenants: until when a covenant is attested, and when the next word is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from portfolio.domain.period import add_months
from portfolio.domain.states import CovenantState
from portfolio.domain.terms import TermName

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portfolio.domain.covenant import Covenant
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.terms import Terms

_DAY = timedelta(days=1)


def attested_until(file: GrantFile, covenant: Covenant) -> date | None:
    """Return until when a covenant is attested as kept, or None where nothing is on file."""
    return max((a.kept_until for a in file.attestations_of(covenant.code)), default=None)


def attestation_due_on(file: GrantFile, terms: Terms, covenant: Covenant) -> date | None:
    """Return the last day of the first period of a covenant that is not attested.

    None where all of it is, where it is fulfilled, and where the terms ask for no attestations.
    """
    months = terms.count(TermName.ATTESTATION_MONTHS)
    if not months or covenant.state is CovenantState.FULFILLED:
        return None
    until = attested_until(file, covenant)
    ends = last_days(covenant, months)
    return next((day for day in ends if until is None or day > until), None)


def last_days(covenant: Covenant, months: int) -> Iterator[date]:
    """Yield the last day of each period of so many months, the covenant's own last day at the end.

    A period counts from the first day, so it ends the day before the corresponding one: a year
    from 1 April ends on 31 March (Civil Code of Japan, Art. 140 and 143(2)).
    """
    periods = 1
    while (corresponding := add_months(covenant.starts_on, periods * months)) < covenant.until_on:
        yield corresponding - _DAY
        periods += 1
    yield covenant.until_on
