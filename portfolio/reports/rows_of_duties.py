"""The rows on conditions set aside and changed, lasting duties, screenings, and who handles it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.amendment import Amended, AmendmentLine
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.rules.covenants import attestation_due_on, attested_until
from portfolio.exchange import sheets
from portfolio.exchange.columns import Cell, Money
from portfolio.reports.rows import row_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portfolio.exchange.columns import Row
    from portfolio.reports.register import Register

_IN_MONEY = (Amended.INSTALMENT_AMOUNT, Amended.AWARD)


def waivers(register: Register) -> Iterator[Row]:
    """Yield the waivers, with both people and the authority behind each."""
    for each in register.waivers:
        instalment = register.instalments[each.grant, each.instalment]
        yield row_of(sheets.WAIVERS, each, instalment)


def amendments(register: Register) -> Iterator[Row]:
    """Yield what amendments change, from what to what."""
    for line in register.amendment_lines:
        amendment = register.amendments[line.grant, line.amendment]
        currency = register.currency_of(line.grant)
        yield row_of(
            sheets.AMENDMENTS,
            line,
            amendment,
            code=amendment.code,
            old=_changed(line, line.old, currency),
            new=_changed(line, line.new, currency),
        )


def _changed(line: AmendmentLine, written: str, currency: str) -> Cell:
    return Money(int(written), currency) if line.what in _IN_MONEY else written


def covenants(register: Register, as_of: date) -> Iterator[Row]:
    """Yield the covenants: until when each is attested, and when the next word is due."""
    for each in register.covenants:
        attested = register.attestations[each.grant, each.code]
        file = GrantFile(grant=register.grants[each.grant], attestations=tuple(attested))
        terms = register.terms_of(each.grant, as_of)
        yield row_of(
            sheets.COVENANTS,
            each,
            attested_until=attested_until(file, each),
            attestation_due_on=attestation_due_on(file, terms, each),
        )


def attestations(register: Register) -> Iterator[Row]:
    """Yield the members' words that covenants were kept, covenant by covenant."""
    for found in register.attestations.values():
        yield from (row_of(sheets.ATTESTATIONS, each) for each in found)


def screenings(register: Register) -> Iterator[Row]:
    """Yield the strategic-risk screenings with their outcome and their end."""
    yield from (row_of(sheets.SCREENINGS, each) for each in register.screenings)


def assignments(register: Register) -> Iterator[Row]:
    """Yield who handles which grant in which role, where somebody does."""
    for each in register.assignments:
        if each.person is not None:
            yield row_of(sheets.ASSIGNMENTS, each)
