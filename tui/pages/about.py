"""What a row is about, to read: its findings where money hangs on it, else what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.case import payout_case
from portfolio.domain.rules.payout import Entitlement, entitlement
from portfolio.wording import amount, day, kind_word, label, waited, word
from tui.lines import BLANK, Paragraph, Subject, Tone
from tui.pages.about_milestone import milestone_paragraphs
from tui.pages.about_training import commitment_paragraphs, report_paragraphs
from tui.pages.figures import glued, in_language
from tui.pages.sources import sourced
from tui.widgets.findings import finding_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language


def weighed(dossier: Dossier, subject: Subject) -> Entitlement | None:
    """Return what the payout rule says of an instalment or payout; None for anything else.

    A payout is weighed as it will be when it is confirmed: as if it were proposed today.
    """
    if subject.kind == "instalment":
        return dossier.entitlement(subject.code)
    if subject.kind == "payout":
        payout = dossier.file.payout(subject.code)
        return entitlement(
            payout_case(
                dossier.file, dossier.programme, payout.instalment,
                as_of=dossier.as_of, asked_minor=payout.amount_minor, without_payout=payout.code,
            )
        )  # fmt: skip
    return None


def about_subject(dossier: Dossier, subject: Subject, language: Language) -> Iterator[Paragraph]:
    """Yield what there is to read about a subject."""
    match subject.kind:
        case "instalment":
            yield from _instalment(dossier, subject.code, language)
        case "payout":
            yield from _payout(dossier, subject, language)
        case "milestone":
            yield from milestone_paragraphs(dossier, subject.code, language)
        case "commitment":
            yield from commitment_paragraphs(dossier, subject.code, language)
        case "report":
            yield from report_paragraphs(dossier, subject.code, language)
        case "hold":
            yield from _hold(dossier, subject.code, language)
        case _:
            yield from about_grant(dossier, language)


def title_paragraph(subject: Subject, title: str, language: Language) -> Paragraph:
    """Return the first line about a subject: kind, code and title."""
    return Paragraph(f"{kind_word(subject.kind, language)} {subject}  {title}", Tone.STRONG)


def about_grant(dossier: Dossier, language: Language) -> Iterator[Paragraph]:
    """Yield what a grant is, and where that is written."""
    grant = dossier.file.grant
    yield Paragraph(in_language(grant.title, grant.title_ja, language), Tone.STRONG)
    yield Paragraph(in_language(grant.consortium, grant.consortium_ja, language))
    programme = dossier.programme.programme
    title = in_language(programme.title, programme.title_ja, language)
    yield Paragraph(f"{programme.code}  {title}")
    yield Paragraph(f"{day(grant.starts_on, language)} - {day(grant.ends_on, language)}")
    yield sourced(grant.basis, grant.source, language)


def _instalment(dossier: Dossier, code: str, language: Language) -> Iterator[Paragraph]:
    each = dossier.file.instalment(code)
    subject = Subject("instalment", dossier.file.code, code)
    yield title_paragraph(subject, in_language(each.title, each.title_ja, language), language)
    found = dossier.entitlement(code)
    yield _sums(found, dossier.programme.programme.currency, language)
    yield sourced(each.basis, each.source, language)
    yield BLANK
    yield from finding_paragraphs(found.findings, language)


def _payout(dossier: Dossier, subject: Subject, language: Language) -> Iterator[Paragraph]:
    payout = dossier.file.payout(subject.code)
    each = dossier.file.instalment(payout.instalment)
    title = in_language(each.title, each.title_ja, language)
    yield title_paragraph(subject, f"{each.code} {title}", language)
    currency = dossier.programme.programme.currency
    state = word(payout.state, language)
    since = waited(payout.moved_on, dossier.as_of, language)
    yield Paragraph(f"{amount(payout.amount_minor, currency, language)}  {state}  {since}")
    for act, who in (
        ("column.proposed_by", payout.proposed_by),
        ("column.confirmed_by", payout.confirmed_by),
        ("column.settled_by", payout.settled_by),
    ):
        if who:
            yield Paragraph(f"{label(act, language)}: {who}", Tone.DIM)
    yield sourced(each.basis, each.source, language)
    yield BLANK
    found = weighed(dossier, subject)
    yield from finding_paragraphs(found.findings if found else (), language)


def _sums(found: Entitlement, currency: str, language: Language) -> Paragraph:
    parts = (
        ("column.scheduled", found.case.scheduled_minor),
        ("column.earned", found.earned_minor),
        ("column.taken", found.case.taken_minor),
        ("column.payable_now", found.payable_minor),
    )
    return Paragraph(
        "  ".join(
            glued(label(key, language), amount(minor, currency, language)) for key, minor in parts
        )
    )


def _hold(dossier: Dossier, code: str, language: Language) -> Iterator[Paragraph]:
    hold = dossier.file.hold(code)
    state = word(hold.state, language)
    place = hold.instalment or dossier.file.code
    yield Paragraph(f"{kind_word('hold', language)} {code}  {place}  {state}", Tone.STRONG)
    yield Paragraph(hold.reason)
    since = f"{day(hold.placed_on, language)} ({waited(hold.placed_on, dossier.as_of, language)})"
    yield Paragraph(f"{label('column.since', language)}: {since}  {hold.placed_by}")
    yield Paragraph(f"{label('dialog.may_lift', language)}: {word(hold.may_lift, language)}")
