"""What a writing command says afterwards: what was written, and who is waited for next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.cli.as_json import entry
from portfolio.cli.render import say, write, write_json
from portfolio.domain.people import Role
from portfolio.domain.transitions import Act
from portfolio.domain.waiting import WAITS, Wait
from portfolio.wording import label, word
from portfolio.wording.commands import phrase

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.journal import JournalEntry
    from portfolio.services.perform import Outcome
    from portfolio.wording.language import Language


def print_outcome(desk: Desk, outcome: Outcome) -> None:
    """Print the entries written; say beside it whether they were, or had been before."""
    if desk.as_json:
        write_json(
            {
                "subject": outcome.subject,
                "repeated": outcome.repeated,
                "dry_run": outcome.dry,
                "entries": [entry(e, desk.language) for e in outcome.entries],
            }
        )
    else:
        write(_line(e, desk.language) for e in outcome.entries)
    say(_standing(outcome, desk.language), *_next(outcome, desk.language))


def _line(written: JournalEntry, language: Language) -> str:
    """Return one entry on a line: subject, act, states, who, in which role, entry number."""
    act = word(Act(written.act), language)
    moved = f" ({written.from_state or '-'} -> {written.to_state})" if written.to_state else ""
    role = word(Role(written.role), language)
    return (
        f"{written.subject}  {act}{moved}  {written.actor} ({role})  "
        f"{written.effective_on.isoformat()}  {written.stream}#{written.seq}"
    )


def _standing(outcome: Outcome, language: Language) -> str:
    if outcome.repeated:
        return phrase("line.already", language)
    return label("result.dry_run" if outcome.dry else "result.saved", language)


def _next(outcome: Outcome, language: Language) -> list[str]:
    """Return who does what next on each subject that was moved, where somebody is waited for."""
    if outcome.dry:
        return []
    last_of = {entry.subject: entry for entry in outcome.entries}
    return [
        f"{label('result.next', language)}: "
        f"{turn(wait.act, last.subject, _role(last, wait), language)}"
        for last in last_of.values()
        for wait in WAITS
        if last.to_state == wait.state and last.act in _leads_to(wait.kind)
    ]


def turn(act: Act, subject: str, role: Role, language: Language) -> str:
    """Return whose turn it is to do what: ``confirm payout FAB-1/P1 (authorising officer)``."""
    return f"{label(f'queue.{act.value}', language)} {subject} ({word(role, language)})"


def _leads_to(kind: str) -> frozenset[str]:
    from portfolio.domain.transitions import TABLES

    return frozenset(move.act.value for move in TABLES[kind])


def _role(last: JournalEntry, wait: Wait) -> Role:
    """Return whose turn it is: a hold says itself who may lift it."""
    named = next((row["may_lift"] for _, row in last.records() if "may_lift" in row), None)
    return Role(str(named)) if named else wait.role
