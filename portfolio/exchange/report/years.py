"""The section of fiscal years: the ledgers of every programme, and the cash drawn from them."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from portfolio.domain.basis import weakest_basis
from portfolio.domain.grant import Instrument
from portfolio.exchange import sheets
from portfolio.exchange.report.content import CashChart, CashYear, Charts, Section
from portfolio.exchange.report.source import Record, Source, filled, pick
from portfolio.wording.figures import fiscal_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from portfolio.domain.ledger import LedgerLine

_MOST_CHARTS = 12
"""How many programmes have a chart of their own."""

_YEARS = (
    pick("fiscal_year"), pick("instrument"), pick("account", 2, needs="account"),
    pick("initial_minor"), pick("supplementary_minor", needs="supplementary_minor"),
    pick("carried_in_minor", needs="carried_in_minor"),
    pick("reserve_minor", needs="reserve_minor"), pick("budget_minor"),
    pick("confirmed_minor"), pick("paid_minor"), pick("outside_minor", needs="outside_minor"),
    pick("executed_minor", needs="outside_minor"),
    pick("carried_out_approved_minor", needs="carried_out_approved_minor"),
    pick("carried_out_unavoidable_minor", needs="carried_out_unavoidable_minor"),
    pick("carried_out_not_stated_minor", needs="carried_out_not_stated_minor"),
    pick("left_minor"), pick("unused_minor"), pick("execution_rate"), pick("basis"),
)  # fmt: skip


def position(source: Source) -> Section:
    """Return the fiscal-year ledgers of every programme, and the cash curves drawn from them."""
    titles = source.programme_titles()

    def group(record: Record) -> str:
        return f"{titles[str(record['programme'])]} ({record['currency']})"

    read = partial(source.records, "position")
    ledgers = source.grid(
        sheets.POSITION, filled(_YEARS, read()), read, group=group,
        notes=(source.say("report.years_note"), source.say("report.columns_note")),
    )  # fmt: skip
    totals, each, left_out = _cash_charts(source, titles)
    words = [source.say("report.cash_note")]
    if left_out:
        words.append(source.say("report.programmes_left_out", count=left_out))
    return Section(
        "position",
        source.say("sheet.position"),
        (" ".join(words), Charts(totals), Charts(each, beside=2), ledgers),
    )


def _cash_charts(
    source: Source, titles: Mapping[str, str]
) -> tuple[tuple[CashChart, ...], tuple[CashChart, ...], int]:
    """Return a chart a currency, one a programme, and how many programmes have none."""
    lines = [line for line in source.review.ledger if line.instrument is Instrument.GRANT]
    totals = []
    for currency in sorted({line.currency for line in lines}):
        own = [line for line in lines if line.currency == currency]
        totals.append(_cash(source, f"cash-{currency}", currency, own))
    programmes = list(dict.fromkeys(line.programme for line in lines))
    each = tuple(
        _cash(
            source,
            f"cash-programme-{code}",
            titles[code],
            [line for line in lines if line.programme == code],
            is_small=True,
        )
        for code in programmes[:_MOST_CHARTS]
    )
    return tuple(totals), each, len(programmes) - len(each)


def _cash(
    source: Source, name: str, of: str, lines: Sequence[LedgerLine], *, is_small: bool = False
) -> CashChart:
    language = source.language
    currency = lines[0].currency
    years: dict[int, list[LedgerLine]] = defaultdict(list)
    for line in lines:
        years[line.fiscal_year].append(line)
    mark = source.say(f"basis.{weakest_basis(line.basis for line in lines).value}")
    key = "report.cash_of_programme" if is_small else "report.cash_of_currency"
    names = ("column.budget", "column.planned", "column.confirmed", "column.paid")
    return CashChart(
        name=name,
        title=f"{source.say(key, of=of, currency=currency)} {mark}",
        description=source.say("report.cash_description", years=len(years)),
        currency=currency,
        language=language,
        years=tuple(
            CashYear(
                label=fiscal_year(year, language),
                budget_minor=sum(line.current_minor for line in own),
                planned_minor=sum(line.planned_minor for line in own),
                confirmed_minor=sum(line.confirmed_minor for line in own),
                paid_minor=sum(line.paid_minor for line in own),
            )
            for year, own in sorted(years.items())
        ),
        words=tuple(source.say(each) for each in names),  # type: ignore[arg-type]  # four names
        is_small=is_small,
    )
