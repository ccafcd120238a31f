"""What an instalment's money waits for: payable now, withheld until when, and what must come back.

In the order a person asks: how much can be paid, what is kept back and until when, what has to come
back, then the conditions, then what was done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.states import RecoveryState
from portfolio.domain.taken import is_uncleared
from portfolio.wording import amount, kind_word, label
from tui.lines import BLANK, Paragraph, Subject, Tone
from tui.pages.facts import facts_of
from tui.pages.figures import glued
from tui.pages.grant_records import next_words, suspensions_on
from tui.pages.journal import act_word
from tui.pages.view import told
from tui.subjects import waits_on
from tui.text import GLUE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portfolio.domain.rules.payout import Entitlement
    from portfolio.reports.dossier import Dossier
    from portfolio.reports.exhibits import Exhibit
    from portfolio.wording import Language

_COMES_BACK = (RecoveryState.PROPOSED, RecoveryState.CLAIMED, RecoveryState.WRITE_OFF_PROPOSED)


def payable_paragraphs(
    found: Entitlement, currency: str, language: Language
) -> Iterator[Paragraph]:
    """Yield what is payable now, gross and in cash, and how the instalment adds up."""
    payable = amount(found.payable_minor, currency, language)
    gross = f"{label('column.payable_now', language)} {payable}"
    uses = (("column.clears", found.clears_minor), ("column.set_off", found.set_off_minor))
    spent = [_sum(key, minor, currency, language) for key, minor in uses if minor]
    if spent:
        spent.append(_sum("column.cash", found.cash_minor, currency, language))
    yield Paragraph("  ".join((gross, *spent)), Tone.STRONG)
    case = found.case
    parts = (
        ("column.scheduled", case.scheduled_minor),
        ("column.earned", found.earned_minor),
        ("column.taken", case.taken_minor),
        ("column.withheld", found.withheld_minor),
        ("column.reduced", case.reduced_minor),
        ("column.open", found.open_minor),
    )
    always = ("column.scheduled", "column.earned", "column.taken")
    said = [_sum(k, minor, currency, language) for k, minor in parts if minor or k in always]
    yield Paragraph("  ".join(said))


def _sum(key: str, minor: int, currency: str, language: Language) -> str:
    return glued(label(key, language), amount(minor, currency, language))


def kept_back_paragraphs(
    dossier: Dossier, found: Entitlement, instalment: str, language: Language
) -> Iterator[Paragraph]:
    """Yield what is withheld: by which suspension, until when, and what comes next."""
    currency = dossier.programme.programme.currency
    for suspension in suspensions_on(dossier, instalment):
        yield from _with_next(dossier, "suspension", suspension.code, language)
    if found.retained_minor:
        retained = _sum("column.retained", found.retained_minor, currency, language)
        yield Paragraph(f"{retained}  {label('instalment.until_fixed', language)}", Tone.WARN)


def comes_back_paragraphs(
    dossier: Dossier, instalment: str, language: Language
) -> Iterator[Paragraph]:
    """Yield what is claimed back on an instalment, with what is owed today, and open advances."""
    file = dossier.file
    for payout in file.payouts_on(instalment):
        if is_uncleared(file, payout):
            yield from _with_next(dossier, "payout", payout.code, language)
        for recovery in file.recoveries_on(payout.code):
            if recovery.state in _COMES_BACK:
                yield from _with_next(dossier, "recovery", recovery.code, language)


def _with_next(dossier: Dossier, kind: str, code: str, language: Language) -> Iterator[Paragraph]:
    subject = Subject(kind, dossier.file.code, code)
    facts = facts_of(dossier, subject, language)
    phrases = (phrase.replace(" ", GLUE) for phrase in told(facts, language))
    said = "  ".join((f"{kind_word(kind, language)} {facts.what}", *phrases))
    yield Paragraph(said, Tone.WARN, lead=code, lead_tone=Tone.WARN)
    for line in waits_on(dossier, subject):
        yield Paragraph(next_words(line, language), Tone.DIM, lead="->")


def history_paragraphs(
    dossier: Dossier, instalment: str, language: Language
) -> Iterator[Paragraph]:
    """Yield what was done on an instalment and on what hangs on it, the newest first."""
    yield from _done(dossier, _belonging(dossier, instalment), language)


def history_of(
    dossier: Dossier, subject: Subject, exhibits: Iterable[Exhibit], language: Language
) -> Iterator[Paragraph]:
    """Yield what was done on a subject and on what was handed in for it, the newest first.

    Of what is about money: on its instalment, and on all that hangs on that.
    """
    handed_in = (code for each in exhibits for code in (each.code, each.behind))
    codes = {subject.code, *handed_in}
    if subject.kind in ("instalment", "payout"):
        payouts = dossier.file.payouts
        of = (p.instalment for p in payouts if subject.kind == "payout" and p.code == subject.code)
        codes.update(_belonging(dossier, next(of, subject.code)))
    yield from _done(dossier, codes if subject.code else ("",), language)


def _done(dossier: Dossier, codes: Iterable[str], language: Language) -> Iterator[Paragraph]:
    mine = {f"{dossier.file.code}/{code}".rstrip("/") for code in codes}
    for entry in dossier.newest:
        if entry.subject in mine:
            said = f"{act_word(entry.act, language)} {entry.subject}, {entry.actor}"
            yield Paragraph(said, Tone.DIM, lead=entry.effective_on.isoformat())


def _belonging(dossier: Dossier, instalment: str) -> Iterator[str]:
    file = dossier.file
    yield instalment
    for payout in file.payouts_on(instalment):
        yield payout.code
        yield from (r.code for r in file.recoveries_on(payout.code))
    yield from (w.suspension for w in file.withholdings_on(instalment))
    yield from (w.code for w in file.waivers if w.instalment == instalment)
    yield from (c.code for c in file.costs_of(instalment))
    yield from (h.code for h in file.holds if h.instalment in (None, instalment))


def part(key: str, paragraphs: Iterable[Paragraph], language: Language) -> Iterator[Paragraph]:
    """Yield paragraphs under their title after a blank line; nothing where there are none."""
    lines = list(paragraphs)
    if lines:
        yield BLANK
        yield Paragraph(label(key, language), Tone.STRONG)
        yield from lines
