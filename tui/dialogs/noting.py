"""Writing a note: it moves nothing, counts for nothing, and is read with the grant for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.acts.notes import WriteNote
from tui.dialogs.drawn import DrawnDialog

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from portfolio.domain.acts.table import Request


class NoteDialog(DrawnDialog):
    """Writes a note on a grant, or on something in it; its text is all that is asked for."""

    @property
    def reason_key(self) -> str:
        """What the journal keeps as the reason is the note itself."""
        return "dialog.note"

    def form(self) -> ComposeResult:
        """Ask what it says."""
        yield from self.reasons()

    def draft(self) -> Request:
        """Weigh the same: nothing stands in for a text."""
        return self.request()

    def request(self) -> Request:
        """Return the note."""
        return WriteNote(grant=self.file.code, subject=self.matter.code)
