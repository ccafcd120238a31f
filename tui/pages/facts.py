"""What is known of a subject at a glance: in a row, over its text, and on top of a dialog on it.

One function a kind; those on money and those on duties stand in files of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import day, label, word
from tui.pages.facts_of_duties import FACTS_OF_DUTIES
from tui.pages.facts_of_money import FACTS_OF_MONEY
from tui.pages.figures import percentage
from tui.pages.view import Facts, View, document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from portfolio.reports.dossier import Dossier
    from portfolio.wording import Language
    from tui.lines import Subject


def facts_of(dossier: Dossier, subject: Subject, language: Language) -> Facts:
    """Return what is known of a subject. Raises `NotFound` where the grant has no such thing."""
    return _FACTS[subject.kind](View(dossier, language), subject.code)


def _grant(view: View, _: str) -> Facts:
    grant, standing, language = view.dossier.file.grant, view.dossier.standing, view.language
    return Facts(
        what=view.title(grant.title, grant.title_ja),
        state=grant.state,
        money_minor=grant.fixed_minor,
        until=grant.ends_on,
        parts=(
            f"{day(grant.starts_on, language)} - {day(grant.ends_on, language)}",
            view.money("award", standing.award_minor),
            view.money("paid", standing.paid_minor),
            view.day("announced", grant.amount_announced_on),
            "" if grant.fixed_minor is None else view.money("fixed", grant.fixed_minor),
        ),
    )


def _member(view: View, code: str) -> Facts:
    member = view.dossier.file.member(code)
    parts = (word(member.role, view.language), member.country, percentage(member.share))
    return Facts(what=view.title(member.name, member.name_ja), parts=parts)


def _milestone(view: View, code: str) -> Facts:
    file = view.dossier.file
    milestone = file.milestone(code)
    element = file.element(milestone.element)
    share = milestone.share_met
    moved = milestone.baseline_due_on != milestone.due_on
    return Facts(
        what=view.title(milestone.title, milestone.title_ja),
        state=milestone.state,
        until=milestone.cure_due_on or milestone.due_on,
        parts=(
            view.day("due", milestone.due_on),
            view.day("baseline", milestone.baseline_due_on) if moved else "",
            view.day("cure_due", milestone.cure_due_on, runs=True),
            f"{element.scale} {element.code} {element.current_level}, "
            f"{label('column.target', view.language)} {milestone.level}",
            "" if share is None else f"{view.name('share_met')} {percentage(share)}",
            ", ".join(word(kind, view.language) for kind in milestone.required_evidence),
        ),
        texts=tuple(evidence_lines(view, code, MOST_EVIDENCE)),
    )


MOST_EVIDENCE = 3
"""How many pieces of evidence are shown among the facts; the newest."""


def evidence_lines(view: View, milestone: str, most: int = 0) -> Iterator[str]:
    """Yield the evidence on file, oldest first; of many only the newest, where `most` says."""
    for each in view.dossier.file.evidence_for(milestone)[-most:]:
        source = each.address or f"SHA-256 {(each.sha256 or '')[:16]}"
        yield (
            f"{each.code} {word(each.kind, view.language)}: {each.title} "
            f"({each.received_on}, {each.recorded_by}, {each.member}, {source})"
        )


def _commitment(view: View, code: str) -> Facts:
    promise = view.dossier.file.commitment(code)
    persons = label("persons.promised", view.language).format(count=f"{promise.persons:,}")
    return Facts(
        what=view.title(promise.title, promise.title_ja),
        until=promise.due_on,
        parts=(
            f"{persons}, {word(promise.rung, view.language)}",
            view.day("due", promise.due_on),
            f"{view.name('member')} {promise.member}",
        ),
    )


def _report(view: View, code: str) -> Facts:
    file = view.dossier.file
    report = file.report(code)
    promise = _commitment(view, report.commitment)
    counts = tuple(_count(view, r.code) for r in file.reports_on(report.commitment) if r != report)
    return Facts(
        what=_count(view, code),
        state=report.state,
        until=report.as_of,
        parts=(f"{report.commitment} {promise.what}", *promise.parts, *counts),
        texts=(document(report.document, report.document_sha256, report.reported_by),),
    )


def _count(view: View, code: str) -> str:
    report = view.dossier.file.report(code)
    persons = label("persons.count", view.language).format(count=f"{report.persons:,}")
    return f"{code} {report.as_of} {persons} {word(report.rung, view.language)}"


def _hold(view: View, code: str) -> Facts:
    hold, language = view.dossier.file.hold(code), view.language
    return Facts(
        what=f"{hold.instalment or label('dialog.whole_grant', language)}: {hold.reason}",
        state=hold.state,
        until=hold.placed_on,
        parts=(
            f"{label('column.since', language)} {day(hold.placed_on, language)} {hold.placed_by}",
            f"{label('dialog.may_lift', language)} {word(hold.may_lift, language)}",
        ),
    )


_FACTS: dict[str, Callable[[View, str], Facts]] = {
    "grant": _grant,
    "member": _member,
    "milestone": _milestone,
    "commitment": _commitment,
    "report": _report,
    "hold": _hold,
    **FACTS_OF_MONEY,
    **FACTS_OF_DUTIES,
}
