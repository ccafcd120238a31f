"""The sections on where the money is, and on what has changed since an earlier position."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from portfolio.exchange import sheets
from portfolio.exchange.report.content import Section
from portfolio.exchange.report.source import pick
from portfolio.wording.figures import day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.exchange.report.source import Record, Source

_AHEAD = (
    pick("programme", 2), pick("fiscal_year"), pick("currency"), pick("awarded_minor"),
    pick("planned_minor"), pick("beyond_minor"), pick("unpaid_minor"), pick("left_minor"),
    pick("uncovered_minor"), pick("basis"),
)  # fmt: skip
_FLOW = (
    pick("programme grant", 2), pick("giver", 3), pick("receiver", 3), pick("currency"),
    pick("handed_minor"), pick("earned_minor"), pick("not_earned_minor"), pick("basis"),
)  # fmt: skip
_FUNDS = (
    pick("programme agency", 2), pick("balance_on"), pick("currency"), pick("balance_minor"),
    pick("need_minor"), pick("ratio"), pick("above"), pick("source", 4), pick("basis"),
)  # fmt: skip
_DIFFERENCES = (
    pick("subject", 3), pick("figure", 2), pick("currency"), pick("before_minor"),
    pick("after_minor"), pick("difference_minor"),
)  # fmt: skip
_CHANGES = (
    pick("effective_on"), pick("kind", 2), pick("subject", 2), pick("title", 3),
    pick("currency"), pick("amount_minor"), pick("before after", needs="before"),
    pick("people", 3), pick("reason", 4),
)  # fmt: skip


def money(source: Source) -> Section:
    """Return the flow of money, what funds hold, and what falls due in later years."""
    return Section(
        "money",
        source.say("report.money"),
        (
            source.say("report.money_note"),
            source.grid(sheets.FLOW, _FLOW, partial(_not_yet_earned, source)),
            source.grid(sheets.FUNDS, _FUNDS, partial(source.records, sheets.FUNDS.name)),
            source.grid(
                sheets.COMMITTED_AHEAD, _AHEAD, partial(source.records, sheets.COMMITTED_AHEAD.name)
            ),
        ),
    )


def _not_yet_earned(source: Source) -> Iterator[Record]:
    """Yield what each agency holds, and each consortium that holds what it has not yet earned."""
    for record in source.records(sheets.FLOW.name):
        if record["grant"] is None or (record["share"] is None and record["not_earned_minor"]):
            yield record


def changed(source: Source) -> tuple[Section, ...]:
    """Return what has changed and who decided it; nothing without an earlier position."""
    since = source.review.about.since
    if since is None:
        return ()
    return (
        Section(
            "changes",
            source.say("report.changed", since=day(since, source.language)),
            (
                source.say("report.changed_note"),
                *(
                    source.grid(sheet, picks, partial(source.records, sheet.name))
                    for sheet, picks in (
                        (sheets.DIFFERENCES, _DIFFERENCES), (sheets.CHANGES, _CHANGES),
                    )
                ),
            ),
        ),
    )  # fmt: skip
