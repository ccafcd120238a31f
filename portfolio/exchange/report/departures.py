"""The section a reviewer looks for: every exception, waiver, suspension, claim and amendment."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from portfolio.exchange import sheets
from portfolio.exchange.report.content import Section
from portfolio.exchange.report.source import pick

if TYPE_CHECKING:
    from portfolio.exchange.report.source import Source

_EXCEPTIONS = (
    pick("kind", 2), pick("state"), pick("subject programme"), pick("title", 3), pick("since"),
    pick("currency"), pick("amount_minor"), pick("entitled_minor"),
    pick("reason findings", 6), pick("basis"),
)  # fmt: skip
_WAIVERS = (
    pick("grant", 2), pick("code"), pick("instalment"), pick("condition condition_code", 2),
    pick("state"), pick("effective_on"), pick("expires_on"), pick("ended_on"),
    pick("authority", 2), pick("reason", 5), pick("proposed_by"), pick("confirmed_by"),
    pick("basis"),
)  # fmt: skip
_SUSPENSIONS = (
    pick("grant", 2), pick("code"), pick("instalment"), pick("state"), pick("currency"),
    pick("amount_minor"), pick("released_minor"), pick("reduced_minor"), pick("withheld_minor"),
    pick("opened_on"), pick("cure_due_on"), pick("reason", 5), pick("basis"),
)  # fmt: skip
_RECOVERIES = (
    pick("grant", 2), pick("code"), pick("payout"), pick("ground state", 2), pick("currency"),
    pick("principal_minor"), pick("returned_minor"), pick("interest_minor"), pick("owed_minor"),
    pick("due_on"), pick("reason authority", 5), pick("proposed_by"), pick("confirmed_by"),
    pick("basis"),
)  # fmt: skip
_AMENDMENTS = (
    pick("grant", 2), pick("code"), pick("title", 3), pick("what subject", 2), pick("old"),
    pick("new"), pick("state"), pick("effective_on"), pick("reason", 4),
    pick("proposed_by"), pick("confirmed_by"), pick("source", 3),
)  # fmt: skip
_TABLES = (
    (sheets.EXCEPTIONS, _EXCEPTIONS),
    (sheets.WAIVERS, _WAIVERS),
    (sheets.SUSPENSIONS, _SUSPENSIONS),
    (sheets.RECOVERIES, _RECOVERIES),
    (sheets.AMENDMENTS, _AMENDMENTS),
)


def departures(source: Source) -> Section:
    """Return all of them: none of these tables is ever cut."""
    return Section(
        "exceptions",
        source.say("report.departures"),
        (
            source.say("report.departures_note"),
            *(
                source.grid(sheet, picks, partial(source.records, sheet.name))
                for sheet, picks in _TABLES
            ),
        ),
    )
