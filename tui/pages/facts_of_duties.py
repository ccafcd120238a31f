"""What is known at a glance of what outlives or surrounds payment: covenants, screenings, gates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.amendment import Amended
from portfolio.domain.rules.covenants import attestation_due_on
from portfolio.domain.states import ScreeningState
from portfolio.domain.terms import terms_on
from portfolio.wording import amount, day, label, word
from tui.pages.view import Facts, View, document

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio.domain.amendment import AmendmentLine


def _covenant(view: View, code: str) -> Facts:
    covenant = view.dossier.file.covenant(code)
    attested = view.dossier.file.attestations_of(code)
    terms = terms_on(view.dossier.programme.terms, view.dossier.as_of)
    due = attestation_due_on(view.dossier.file, terms, covenant)
    return Facts(
        what=view.title(covenant.title, covenant.title_ja),
        state=covenant.state,
        until=due or covenant.until_on,
        runs=due is not None,
        parts=(
            word(covenant.kind, view.language),
            f"{view.name('member')} {covenant.member}",
            f"{day(covenant.starts_on, view.language)} - {day(covenant.until_on, view.language)}",
            view.day("next_attestation", due, runs=True),
            *(view.day("kept_until", last.kept_until) for last in attested[-1:]),
        ),
        texts=tuple(
            f"{each.code} {day(each.kept_until, view.language)}: "
            f"{document(each.document, each.document_sha256, each.recorded_by)}"
            for each in attested[-MOST_ATTESTATIONS:]
        ),
    )


MOST_ATTESTATIONS = 3
"""How many attestations are shown among the facts; the newest."""


def _screening(view: View, code: str) -> Facts:
    screening = view.dossier.file.screening(code)
    passed = screening.state in (ScreeningState.CLEARED, ScreeningState.CONDITIONAL)
    conditions = screening.conditions
    return Facts(
        what=screening.member or label("screening.whole_grant", view.language),
        state=screening.state,
        until=screening.valid_until or screening.moved_on,
        runs=passed,
        parts=(
            view.day("until", screening.valid_until, runs=passed),
            view.by("requested_by", screening.requested_by),
            view.by("decided_by", screening.decided_by),
        ),
        texts=(view.text("screening_conditions", conditions),) if conditions else (),
    )


def _stage_gate(view: View, code: str) -> Facts:
    file = view.dossier.file
    gate = file.stage_gate(code)
    scale = file.element(gate.element).scale
    return Facts(
        what=f"{gate.element} {scale} {gate.from_level} -> {gate.to_level} ({gate.milestone})",
        state=gate.state,
        until=gate.moved_on,
        parts=(
            gate.assessment,
            view.by("opened_by", gate.opened_by),
            view.by("decided_by", gate.decided_by),
        ),
    )


def _amendment(view: View, code: str) -> Facts:
    file = view.dossier.file
    amendment = file.amendment(code)
    return Facts(
        what=amendment.title,
        state=amendment.state,
        until=amendment.effective_on or amendment.moved_on,
        parts=(
            view.day("effective", amendment.effective_on),
            view.by("proposed_by", amendment.proposed_by),
            view.by("confirmed_by", amendment.confirmed_by),
            label("amendment.award", view.language) if amendment.changes_award else "",
            f"{view.name('source')} {amendment.source}",
        ),
        texts=(
            *(amended(line, view) for line in file.lines_of(code)),
            view.text("reason", amendment.reason),
        ),
    )


AMOUNTS = (Amended.INSTALMENT_AMOUNT, Amended.AWARD)
"""What is amended in minor units of the currency."""


def amended(line: AmendmentLine, view: View) -> str:
    """Return what one line of an amendment changes, from what to what."""
    old, new = (
        amount(int(value), view.dossier.programme.programme.currency, view.language)
        if line.what in AMOUNTS and value.isdigit()
        else value
        for value in (line.old, line.new)
    )
    return f"{line.subject} {word(line.what, view.language)}: {old} -> {new}"


FACTS_OF_DUTIES: dict[str, Callable[[View, str], Facts]] = {
    "covenant": _covenant,
    "screening": _screening,
    "stage_gate": _stage_gate,
    "amendment": _amendment,
}
