"""The instalments of a grant as rows, each with its payouts below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Effect
from portfolio.domain.states import PayoutState
from portfolio.wording import amount_short, kind_word, label, mark, word
from tui.lines import Column, Layout, Row, Span, Subject, Tone, head_row, title_row
from tui.pages.figures import basis_mark, basis_tone, in_language, money_or_none
from tui.pages.grant_records import standing_rows
from tui.widgets.findings import OBSTACLES_FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.rules.payout import Entitlement
    from portfolio.domain.standing import InstalmentStanding
    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language

_TONES = {
    PayoutState.PAID: Tone.GOOD,
    PayoutState.CLEARED: Tone.GOOD,
    PayoutState.PAYMENT_FAILED: Tone.BAD,
    PayoutState.SENT_BACK: Tone.WARN,
}


def instalment_rows(dossier: Dossier, language: Language) -> Iterator[Row]:
    """Yield title, heads, instalments and payouts."""
    layout: Layout = (
        Column(label("column.code", language), 6),
        Column(label("column.title", language), 8, grow=True),
        Column("", 4),
        Column(label("column.amount", language), 12, right=True),
        Column(label("column.paid", language), 12, right=True),
        Column(label("column.payable_now", language), 11, right=True),
        Column(label("part.conditions", language), 13),
        Column("", 23, from_width=116),
    )
    yield title_row(label("part.instalments", language))
    yield head_row(layout)
    currency = dossier.programme.programme.currency
    for each, standing in zip(dossier.file.instalments, dossier.standing.instalments, strict=True):
        found = dossier.entitlement(each.code)
        title = in_language(each.title, each.title_ja, language)
        said = instalment_words(found, standing, language)
        paid = amount_short(standing.paid_minor, currency, language)
        payable = amount_short(found.payable_minor, currency, language)
        yield Row(
            key=f"instalment {each.code}",
            cells=(
                Span(each.code),
                Span(title),
                Span(basis_mark(each.basis, language), basis_tone(each.basis)),
                Span(amount_short(each.amount_minor, currency, language)),
                Span(money_or_none(standing.paid_minor, paid)),
                Span(money_or_none(found.payable_minor, payable), Tone.GOOD),
                said,
                Span(""),
            ),
            layout=layout,
            subject=Subject("instalment", dossier.file.code, each.code),
            search=f"{each.code} {title} {said.text}",
        )
        yield from standing_rows(dossier, each.code, language)
        yield from _payouts(dossier, each.code, language)


def instalment_words(found: Entitlement, standing: InstalmentStanding, language: Language) -> Span:
    """Return where an instalment stands in words: paid, under way, or how its conditions stand."""
    if standing.paid_minor == found.case.scheduled_minor:
        return Span(word(PayoutState.PAID, language), Tone.GOOD)
    if not found.open_minor:
        kept = found.withheld_minor > 0
        return Span(label("instalment.withheld" if kept else "instalment.taken", language))
    counts = [
        f"{sum(1 for f in found.findings if f.effect is effect)} {mark(effect, language).strip()}"
        for effect in OBSTACLES_FIRST[:-1]
        if any(f.effect is effect for f in found.findings)
    ]
    passed = f"{len(found.findings)} {mark(Effect.SATISFIES, language)}"
    said = " ".join(counts[:MOST_COUNTS]) or passed
    return Span(said, Tone.BAD if found.obstacles else Tone.GOOD)


MOST_COUNTS = 2
"""How many kinds of obstacles are counted in a row; the text about it has them all."""


def _payouts(dossier: Dossier, instalment: str, language: Language) -> Iterator[Row]:
    layout: Layout = (
        Column("", 6),
        Column("", 8, grow=True),
        Column("", 4),
        Column("", 12, right=True),
        Column("", 14),
        Column("", 10),
        Column("", 15),
        Column("", 23, from_width=116),
    )
    currency = dossier.programme.programme.currency
    for each in dossier.file.payouts_on(instalment):
        people = (each.proposed_by, each.confirmed_by, each.settled_by)
        state = word(each.state, language)
        kind = word(each.kind, language) if each.is_advance else kind_word("payout", language)
        cash = amount_short(each.cash_minor, currency, language)
        yield Row(
            key=f"payout {each.code}",
            cells=(
                Span(f" {each.code}"),
                Span(kind),
                Span(""),
                Span(amount_short(each.amount_minor, currency, language)),
                Span(state, _TONES.get(each.state, Tone.PLAIN)),
                Span(each.moved_on.isoformat(), Tone.DIM),
                Span(f"-> {cash}" if each.cash_minor != each.amount_minor else "", Tone.DIM),
                Span(" ".join(who for who in people if who), Tone.DIM),
            ),
            layout=layout,
            subject=Subject("payout", dossier.file.code, each.code),
            search=f"{each.code} {state}",
        )
