"""The second halves of the rules, as triggers of SQLite, drawn from the domain's own tables.

They hold even where our code is wrong: the journal only grows and stays linked, rows of record are
never deleted, states begin and move along the tables of moves only, a record keeps what it says,
and no payout stands without a milestone and a commitment behind it or moves on under a hold, a veto
or a suspended grant.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from portfolio.domain.record import key_fields, type_of_kind
from portfolio.domain.transitions import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.transitions import Move

_NEVER_ALTERED = (
    "charter", "appropriation", "term", "award_decision", "member", "instalment_term", "evidence",
    "assessment", "judgement", "attestation", "amendment_line", "receipt", "carry_over",
    "outside_execution", "budget_request", "fund_balance", "past_payment",
)  # fmt: skip
"""Kinds whose records no act ever moves: nothing in them changes."""

_KEPT = {
    "payout": (
        "instalment", "programme", "fiscal_year", "kind", "amount_minor", "entitled_minor",
        "clears_minor", "set_off_minor", "case_digest", "proposed_by",
    ),
    "waiver": (
        "instalment", "condition", "condition_code", "authority", "reason", "expires_on",
        "proposed_by",
    ),
    "amendment": ("reason", "source", "changes_award", "proposed_by"),
    "recovery": ("payout", "ground", "principal_minor", "interest_from", "proposed_by"),
    "suspension": ("instalment", "amount_minor", "opened_on", "opened_by"),
    "withholding": ("amount_minor",),
    "cost": ("instalment", "kind", "key", "amount_minor", "claimed_by"),
    "report": ("commitment", "rung", "persons", "as_of", "document_sha256", "reported_by"),
    "funding_report": ("co_funding", "raised_minor", "as_of", "document_sha256", "reported_by"),
    "screening": ("member", "requested_by"),
    "milestone": ("baseline_due_on",),
}  # fmt: skip
"""What a record keeps besides its key while it moves from state to state."""

_STOPPED = {
    "a hold": (
        'FROM hold h WHERE h."grant" = NEW."grant" AND h.state = \'placed\''
        " AND (h.instalment IS NULL OR h.instalment = NEW.instalment)"
    ),
    "a veto": 'FROM screening s WHERE s."grant" = NEW."grant" AND s.state = \'vetoed\'',
    "a suspended grant": 'FROM "grant" g WHERE g.code = NEW."grant" AND g.state = \'suspended\'',
}
"""What stops every payout of a grant, as rows of another table."""


def triggers() -> Iterator[tuple[str, str]]:
    """Yield every trigger by name with its SQL."""
    yield from _journal_triggers()
    for kind in type_of_kind:
        yield _trigger(
            f"{kind}_is_never_deleted", f'BEFORE DELETE ON "{kind}"', "1",
            f"a {kind} is never deleted",
        )  # fmt: skip
        yield _keeps(f"{kind}_keeps_its_key", kind, key_fields(kind), "keeps its key")
    for kind in _NEVER_ALTERED:
        names = tuple(f.name for f in fields(type_of_kind[kind]))
        yield _keeps(f"{kind}_is_never_altered", kind, names, "is never altered")
    for kind, names in _KEPT.items():
        yield _keeps(f"{kind}_keeps_what_it_says", kind, names, f"keeps its {', '.join(names)}")
    for kind, moves in TABLES.items():
        yield from _move_triggers(kind, moves)
    yield from _payout_triggers()


def _move_triggers(kind: str, moves: tuple[Move, ...]) -> Iterator[tuple[str, str]]:
    allowed = " OR ".join(
        f"(OLD.state = '{m.before.value}' AND NEW.state = '{m.after.value}')"
        for m in moves
        if m.before is not None
    )
    yield _trigger(
        f"{kind}_moves_by_the_table", f'BEFORE UPDATE OF state ON "{kind}"',
        f"NEW.state <> OLD.state AND NOT ({allowed})",
        f"no such move for a {kind}",
    )  # fmt: skip
    # A kind without such a move begins with the plan it belongs to, in its first state.
    begins = [m.after for m in moves if m.before is None]
    begins = begins or [m.before for m in moves if m.before is not None][:1]
    first = ", ".join(f"'{state.value}'" for state in begins)
    yield _trigger(
        f"{kind}_begins_by_the_table", f'BEFORE INSERT ON "{kind}"',
        f"NEW.state NOT IN ({first})", f"a {kind} does not begin like this",
    )  # fmt: skip


def _journal_triggers() -> Iterator[tuple[str, str]]:
    for verb in ("UPDATE", "DELETE"):
        yield _trigger(
            f"journal_refuses_{verb.lower()}", f"BEFORE {verb} ON journal", "1",
            "the journal is never altered",
        )  # fmt: skip
    # Also what stops INSERT OR REPLACE, which fires no DELETE trigger by default.
    yield _trigger(
        "journal_grows_by_one", "BEFORE INSERT ON journal",
        "NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal WHERE stream = NEW.stream)",
        "a journal entry follows the last of its stream",
    )  # fmt: skip
    yield _trigger(
        "journal_stays_linked", "BEFORE INSERT ON journal",
        "NEW.previous_hash IS NOT coalesce((SELECT hash FROM journal WHERE stream = NEW.stream"
        " ORDER BY seq DESC LIMIT 1), printf('%064d', 0))",
        "a journal entry bears the hash of the last",
    )  # fmt: skip


def _payout_triggers() -> Iterator[tuple[str, str]]:
    for condition, what in (
        ("milestone_condition", "a readiness milestone"),
        ("reskilling_condition", "a reskilling commitment"),
    ):
        yield _trigger(
            f"payout_needs_{condition}", "BEFORE INSERT ON payout",
            f'NOT EXISTS (SELECT 1 FROM {condition} c WHERE c."grant" = NEW."grant"'  # noqa: S608  # our own table names
            " AND c.instalment = NEW.instalment AND c.ended_by IS NULL)",
            f"no payout without {what} behind it",
        )  # fmt: skip
    # A payout on one instalment may use up an advance on another that is held: what stays paid
    # does not move.
    for name, verb, moves in (
        ("proposed", "INSERT ON payout", ""),
        ("moved", "UPDATE OF state ON payout", "NEW.state <> OLD.state AND "),
    ):
        for stop, rows in _STOPPED.items():
            yield _trigger(
                f"payout_is_not_{name}_under_{stop.replace(' ', '_')}", f"BEFORE {verb}",
                f"{moves}NEW.state IN ('proposed', 'confirmed', 'paid')"
                f" AND EXISTS (SELECT 1 {rows})",
                f"no payout moves on under {stop}",
            )  # fmt: skip
    yield _trigger(
        "payout_keeps_its_people", "BEFORE UPDATE ON payout",
        "OLD.confirmed_by IS NOT NULL AND NEW.confirmed_by IS NOT OLD.confirmed_by",
        "a payout keeps its people",
    )  # fmt: skip


def _keeps(name: str, kind: str, columns: tuple[str, ...], says: str) -> tuple[str, str]:
    moved = " OR ".join(f'NEW."{c}" IS NOT OLD."{c}"' for c in columns)
    return _trigger(name, f'BEFORE UPDATE ON "{kind}"', moved, f"a {kind} {says}")


def _trigger(name: str, when: str, condition: str, says: str) -> tuple[str, str]:
    return name, (
        f'CREATE TRIGGER "{name}" {when} WHEN {condition} '
        f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
    )
