"""The journal: numbered, chained entries from which every state can be folded again.

Each grant and each programme is a stream of its own. An entry's hash covers everything it says and
the hash before it; a seal is the Merkle root (RFC 6962 style, domain-separated) over all heads.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from portfolio.domain.finding import Finding
from portfolio.domain.period import utc_text
from portfolio.domain.record import Cell, Row, key_fields, kind_of, to_row

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from portfolio.domain.change import Step

GENESIS = "0" * 64
PEOPLE_STREAM = "people"
_VERSION = "portfolio-journal-1"

Image = tuple[str, Row]
"""One record as the journal holds it: its kind and its cells."""


def grant_stream(code: str) -> str:
    """Return the name of a grant's stream."""
    return f"grant/{code}"


def programme_stream(code: str) -> str:
    """Return the name of a programme's stream."""
    return f"programme/{code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """Who made which move on what, when, why, on which facts. Never altered.

    `facts` and `images` are canonical JSON text: the findings of the decision, and the records it
    put in place. `part` numbers the entries of one command, so that a repeated `command_id` can
    answer with the first result; `request_hash` tells whether it is the same request.
    """

    stream: str
    seq: int
    recorded_at: datetime
    effective_on: date
    actor: str
    role: str
    act: str
    subject: str
    from_state: str | None
    to_state: str | None
    amount_minor: int | None
    fiscal_year: int | None
    reason: str | None
    facts: str
    images: str
    rules_edition: str
    command_id: str
    part: int
    request_hash: str
    previous_hash: str
    hash: str

    def findings(self) -> tuple[Finding, ...]:
        """Return what was found when this was decided."""
        return tuple(Finding.from_json(image) for image in json.loads(self.facts))

    def records(self) -> tuple[Image, ...]:
        """Return the images of the records this entry put in place."""
        return tuple((image["kind"], image["row"]) for image in json.loads(self.images))


def canonical(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, no blanks, text as it is."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def findings_text(findings: Iterable[Finding]) -> str:
    """Return findings as canonical JSON."""
    return canonical([f.as_json() for f in findings])


def images_text(step: Step) -> str:
    """Return the records a step puts in place as canonical JSON."""
    return canonical([{"kind": kind_of(r), "row": to_row(r)} for r in step.records])


def entry_hash(entry: JournalEntry) -> str:
    """Return the SHA-256 that an entry must bear: over all it says and the hash before it."""
    said = [
        _VERSION, entry.stream, entry.seq, utc_text(entry.recorded_at),
        entry.effective_on.isoformat(), entry.actor, entry.role, entry.act, entry.subject,
        entry.from_state, entry.to_state, entry.amount_minor, entry.fiscal_year, entry.reason,
        entry.facts, entry.images, entry.rules_edition, entry.command_id, entry.part,
        entry.request_hash, entry.previous_hash,
    ]  # fmt: skip
    return sha256(canonical(said).encode()).hexdigest()


Key = tuple[str, tuple[str, ...]]
"""What identifies a record among all: its kind and its key."""


def fold(entries: Iterable[JournalEntry]) -> dict[Key, Row]:
    """Return the records that stand after these entries, by kind and key."""
    standing: dict[Key, Row] = {}
    for entry in entries:
        for kind, row in entry.records():
            standing[_key(kind, row)] = row
    return standing


def fold_as_of(entries: Iterable[JournalEntry], day: date) -> dict[Key, Row]:
    """Return the records that stood on a day, by kind and key.

    An entry that counts from a later day may lie before one that counts from an earlier day, and
    each image shows a record whole. So of every entry only what it changed is taken: what an entry
    of a later day had changed before is not smuggled in by it.
    """
    newest: dict[Key, Row] = {}
    standing: dict[Key, Row] = {}
    for entry in entries:
        counts = entry.effective_on <= day
        for kind, row in entry.records():
            key = _key(kind, row)
            before = newest.get(key, {})
            newest[key] = row
            if counts and (not before or key in standing):
                changed = {
                    name: value for name, value in row.items() if _differs(before, name, value)
                }
                standing[key] = standing.get(key, {}) | changed
    return standing


def _differs(before: Row, name: str, value: Cell) -> bool:
    return name not in before or before[name] != value


def _key(kind: str, row: Row) -> Key:
    return kind, tuple(str(row[name]) for name in key_fields(kind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The last entry of a stream: how many entries it has, and the hash that ends them."""

    stream: str
    seq: int
    hash: str


def merkle_root(heads: Iterable[Head]) -> str:
    """Return the root over all heads in order of stream: what a seal and every export prints.

    Leaves and nodes are hashed with different prefixes, so that a node cannot pass for a leaf
    (RFC 6962, section 2.1). Without any stream it is the hash of nothing.
    """
    level = [
        sha256(b"\x00" + canonical([h.stream, h.seq, h.hash]).encode()).digest()
        for h in sorted(heads, key=lambda h: h.stream)
    ]
    if not level:
        return sha256(b"").hexdigest()
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [
            sha256(b"\x01" + pair[0] + pair[1]).digest() if len(pair) == 2 else pair[0]  # noqa: PLR2004  # a pair has two
            for pair in pairs
        ]
    return level[0].hex()
