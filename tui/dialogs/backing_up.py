"""Backing up: where the copy goes; then where it is, whether it holds, and under which seal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from portfolio.domain.errors import Invalid
from portfolio.services.backing_up import Backup, back_up
from portfolio.wording import label
from tui.dialogs.fields import Entry, Field
from tui.dialogs.layout import shown_keys, shown_title
from tui.dialogs.naming import PathSuggester
from tui.dialogs.telling import named
from tui.dialogs.working import WORKING_CSS, WorkingDialog

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from portfolio.services.office import Office
    from portfolio.wording import Language
    from tui.actions import Place
    from tui.app import PortfolioApp


class BackupDialog(WorkingDialog[None]):
    """Copies the record by its button alone, and stays open to say what became of it."""

    DEFAULT_CSS = WORKING_CSS.format(name="BackupDialog")
    DOING = "backup.going_on"

    def __init__(self, office: Office, language: Language) -> None:
        super().__init__(language)
        self._office = office.present or office
        self._path = Entry("path", value=f"portfolio-{self._office.today().isoformat()}.db")
        self._path.suggester = PathSuggester()
        self._place = Field(label("backup.path", language), self._path, names=("path",))

    def compose(self) -> ComposeResult:
        """The path; how it goes; the buttons."""
        with Vertical(id="dialog"):
            yield self._place
            yield Static(id="told", markup=False)
            with Horizontal(id="buttons"):
                yield self.button("action.backup", "backup")
                yield self.button("dialog.close", "close")

    def on_mount(self) -> None:
        """Say what is asked, and with which keys it is answered."""
        frame = self.query_one("#dialog")
        frame.border_title = shown_title(label("help.backup", self.language))
        frame.border_subtitle = shown_keys(
            self.PLACE, self.language, label("exporting.keys", self.language)
        )

    @on(Input.Changed)
    def _written(self) -> None:
        self._place.complain(None, self.language)

    @on(Button.Pressed, "#backup")
    def copy_it(self) -> None:
        """Copy the record, and verify the copy."""
        written = self._path.value.strip()

        def copied() -> Backup:
            try:
                return back_up(self._office, _path_of(written), tick=self.tick)
            except Invalid as error:
                why, remedy = error.why, error.remedy
                raise Invalid(self._place.text, written, why, remedy) from error

        self.begin_work(copied, self._tell_where)

    def _tell_where(self, done: Backup) -> None:
        found = done.verification
        lines = [
            named("backup.written", str(done.path.absolute()), self.language),
            named("exporting.size", f"{done.size:,}", self.language),
        ]
        if found.seal is not None:
            lines.append(named("seal.seal", found.seal.root, self.language))
        key = "backup.holds" if found.sound else "backup.does_not_hold"
        self.tell("\n".join((*lines, label(key, self.language))), wrong=not found.sound)
        self.query_one("#close", Button).focus()


def _path_of(written: str) -> Path:
    """Return a path as it is meant, ``~`` expanded. Raises `Invalid`."""
    if not written:
        raise Invalid("--out", "", "is missing", "write this field")
    try:
        return Path(written).expanduser()
    except RuntimeError:  # nobody's home
        return Path(written)


def begin(app: PortfolioApp, home: Place) -> None:
    """Open the dialog over any mode."""
    del home
    app.push_screen(BackupDialog(app.seat.office, app.seat.language))
