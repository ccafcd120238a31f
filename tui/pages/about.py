"""What a row is about, to read: its findings where money hangs on it, else what is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.gathering import payout_case
from portfolio.domain.rules.payout import Entitlement, entitlement
from portfolio.wording import kind_word, label, waited, word
from tui.lines import BLANK, Paragraph, Subject, Tone
from tui.pages.about_milestone import milestone_paragraphs
from tui.pages.about_money import (
    comes_back_paragraphs,
    kept_back_paragraphs,
    payable_paragraphs,
)
from tui.pages.about_training import commitment_paragraphs, report_paragraphs
from tui.pages.facts import facts_of
from tui.pages.facts_of_money import gross_and_cash
from tui.pages.figures import in_language
from tui.pages.grant_handling import note_paragraphs
from tui.pages.sources import sourced
from tui.pages.view import View, told
from tui.text import GLUE
from tui.widgets.findings import finding_paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.grant_file import GrantFile
    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language
    from tui.pages.view import Facts


EXPLAINED = ("instalment", "payout", "suspension", "waiver", "recovery", "cost")
"""The kinds of subjects for which the payout rule has something to say."""


def explained(file: GrantFile, subject: Subject) -> Subject:
    """Return the instalment or payout that the rule is asked about for such a subject."""
    match subject.kind:
        case "suspension" | "waiver" | "cost":
            of = getattr(file, subject.kind)(subject.code).instalment
            return Subject("instalment", subject.grant, of)
        case "recovery":
            of = file.payout(file.recovery(subject.code).payout).instalment
            return Subject("instalment", subject.grant, of)
        case _:
            return subject


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
    """Yield what there is to read about a subject: right below its title, what was noted on it."""
    title, *others = _about(dossier, subject, language)
    yield title
    yield from note_paragraphs(dossier, subject, language)
    yield from others


def _about(dossier: Dossier, subject: Subject, language: Language) -> Iterator[Paragraph]:
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
        case "grant":
            yield from about_grant(dossier, language)
        case _:
            yield from _record(dossier, subject, language)


def title_paragraph(subject: Subject, title: str, language: Language) -> Paragraph:
    """Return the first line about a subject: kind, code and title."""
    return Paragraph(f"{kind_word(subject.kind, language)} {subject}  {title}", Tone.STRONG)


def about_grant(dossier: Dossier, language: Language) -> Iterator[Paragraph]:
    """Yield what a grant is, where it stands, and where that is written."""
    grant = dossier.file.grant
    facts = facts_of(dossier, Subject("grant", grant.code), language)
    yield Paragraph(facts.what, Tone.STRONG)
    yield _phrases(facts, language)
    yield Paragraph(in_language(grant.consortium, grant.consortium_ja, language))
    programme = dossier.programme.programme
    title = in_language(programme.title, programme.title_ja, language)
    yield Paragraph(f"{programme.code}  {title}")
    yield sourced(grant.basis, grant.source, language)


def _record(dossier: Dossier, subject: Subject, language: Language) -> Iterator[Paragraph]:
    """Yield what there is to know of a record, and where that is written."""
    facts = facts_of(dossier, subject, language)
    yield title_paragraph(subject, facts.what, language)
    yield _phrases(facts, language)
    yield from (Paragraph(text) for text in facts.texts)
    record = getattr(dossier.file, subject.kind)(subject.code)
    if hasattr(record, "basis"):
        yield sourced(record.basis, record.source, language)


def _phrases(facts: Facts, language: Language) -> Paragraph:
    return Paragraph("  ".join(phrase.replace(" ", GLUE) for phrase in told(facts, language)))


def _instalment(dossier: Dossier, code: str, language: Language) -> Iterator[Paragraph]:
    each = dossier.file.instalment(code)
    subject = Subject("instalment", dossier.file.code, code)
    yield title_paragraph(subject, in_language(each.title, each.title_ja, language), language)
    found = dossier.entitlement(code)
    yield from payable_paragraphs(found, dossier.programme.programme.currency, language)
    yield from kept_back_paragraphs(dossier, found, code, language)
    yield from comes_back_paragraphs(dossier, code, language)
    yield sourced(each.basis, each.source, language)
    yield BLANK
    yield from finding_paragraphs(found.findings, language)


def _payout(dossier: Dossier, subject: Subject, language: Language) -> Iterator[Paragraph]:
    payout = dossier.file.payout(subject.code)
    each = dossier.file.instalment(payout.instalment)
    title = in_language(each.title, each.title_ja, language)
    yield title_paragraph(subject, f"{each.code} {title}", language)
    since = waited(payout.moved_on, dossier.as_of, language)
    sums = gross_and_cash(View(dossier, language), payout)
    said = (*sums, word(payout.state, language), since)
    yield Paragraph("  ".join(phrase.replace(" ", GLUE) for phrase in said))
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
