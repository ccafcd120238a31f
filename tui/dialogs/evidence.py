"""Putting on file what a member handed in for a milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Select

from portfolio.domain.acts.milestones import RecordEvidence
from portfolio.domain.errors import Invalid
from portfolio.domain.milestone import EvidenceKind
from portfolio.domain.text import clean_text
from portfolio.wording import label, word
from tui.dialogs.blanks import NOT_WRITTEN
from tui.dialogs.digest import DigestField
from tui.dialogs.drawn import DrawnDialog
from tui.dialogs.fields import Entry, Field, choice, chosen

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from portfolio.domain.acts.table import Request
    from portfolio.domain.milestone import Milestone


class EvidenceDialog(DrawnDialog):
    """Records evidence: its kind, by which member, and the file's SHA-256 or a public address."""

    @property
    def milestone(self) -> Milestone:
        """What it was handed in for."""
        return self.file.milestone(self.matter.code)

    def form(self) -> ComposeResult:
        """Ask for kind, member, title, and file or address."""
        language = self.language
        required = self.milestone.required_evidence
        kinds = [*required, *(k for k in EvidenceKind if k not in required)]
        members = [
            (f"{m.code} {language.of((m.name, m.name_ja or m.name))}", m.code)
            for m in self.file.members
        ]
        kind = choice("kind", [(word(k, language), k.value) for k in kinds], required[0].value)
        yield Field(label("column.kind", language), kind, names=("kind",))
        member = choice("member", members, members[0][1] if members else None)
        yield Field(label("column.member", language), member, names=("member",))
        yield Field(label("column.title", language), Entry("title"), names=("title",))
        yield DigestField("dialog.file", names=("file", "sha256", "evidence"), language=language)
        yield Field(label("dialog.address", language), Entry("address"), names=("address",))

    def draft(self) -> Request:
        """Weigh it with whatever is known of the file so far."""
        try:
            digest = self.query_one(DigestField).digest()
        except Invalid:
            digest = None
        address = self.written("address").strip() or (None if digest else NOT_WRITTEN)
        return self._recording(self.written("title").strip() or NOT_WRITTEN, digest, address)

    def request(self) -> Request:
        """Return the request. Raises `Invalid` for a missing title, or neither file nor address."""
        title = clean_text("title", self.written("title"))
        address = self.written("address").strip() or None
        digest = self.query_one(DigestField).digest()
        if digest is None and address is None:
            raise Invalid("evidence", "", "points to nothing", "give a file or a public address")
        return self._recording(title, digest, address)

    def _recording(self, title: str, digest: str | None, address: str | None) -> Request:
        return RecordEvidence(
            grant=self.file.code,
            milestone=self.milestone.code,
            kind=EvidenceKind(chosen(self.query_one("#kind", Select)) or ""),
            title=title,
            sha256=digest,
            address=address,
            member=chosen(self.query_one("#member", Select)) or "",
        )
