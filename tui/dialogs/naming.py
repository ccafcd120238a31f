"""Naming a file or folder to import: its path, completed from what is there."""

from __future__ import annotations

from asyncio import to_thread
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input

from portfolio.domain.errors import Invalid
from portfolio.domain.text import visible
from portfolio.wording import label, trouble
from tui.actions import Place, bindings_for
from tui.ask import Asking
from tui.dialogs.fields import Entry, Field
from tui.dialogs.layout import DIALOG_CSS, shown_keys, shown_title

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from portfolio.domain.errors import PortfolioError
    from portfolio.wording import Language

_MOST_LOOKED_AT = 2000
"""How many names of a folder are looked at: completing is a help, and has to be quick."""


class PathSuggester(Suggester):
    """Completes a path by the first name there that goes on from what is written."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the path as it could go on, None where nothing fits."""
        return await to_thread(completed, value)


def completed(written: str) -> str | None:
    """Return a path that goes on from what is written; a name that could act is never offered."""
    folder, slash, begun = written.rpartition("/")
    if not begun:
        return None
    try:
        entries = islice(Path(folder + slash or ".").expanduser().iterdir(), _MOST_LOOKED_AT)
        names = sorted(each.name for each in entries if each.name.startswith(begun))
    except (OSError, RuntimeError, ValueError):
        return None
    fitting = (name for name in names if visible(name) == name)
    return next((folder + slash + name for name in fitting), None)


def place_of(written: str) -> Path | None:
    """Return the file or folder of a path, ``~`` expanded; None where there is nothing."""
    try:
        path = Path(written).expanduser()
        return path if path.exists() else None
    except (OSError, RuntimeError, ValueError):  # no right to look, nobody's home, no path
        return None


def place_there(field: str, written: str) -> Path:
    """Return the file or folder of a path. Raises `Invalid`, naming the field, where none is."""
    place = place_of(written) if written else None
    if place is None:
        raise Invalid(field, written, "is not a file", "name a file that you can read")
    return place


class NameFile(ModalScreen[Path | None], Asking):
    """Asks for a path; gives back a file or folder that is there, or None."""

    AUTO_FOCUS = "Entry"
    DEFAULT_CSS = DIALOG_CSS.format(name="NameFile") + "NameFile #dialog { height: auto; }"
    PLACE: ClassVar[Place] = Place.DIALOG
    BINDINGS = bindings_for(Place.DIALOG)

    TITLE_KEY, KEYS_KEY = "help.import", "import.keys"

    def __init__(self, language: Language, *, value: str = "") -> None:
        super().__init__()
        self.begin_asking()
        self.language = language
        self._entry = Entry("path", value=value)
        self._entry.suggester = PathSuggester()
        self._field = Field(label("import.path", language), self._entry, names=("path",))

    def compose(self) -> ComposeResult:
        """One field."""
        with Vertical(id="dialog"):
            yield self._field

    def on_mount(self) -> None:
        """Say what is asked, and with which keys it is answered."""
        frame = self.query_one("#dialog")
        frame.border_title = shown_title(label(self.TITLE_KEY, self.language))
        frame.border_subtitle = shown_keys(
            self.PLACE, self.language, label(self.KEYS_KEY, self.language)
        )

    def action_close(self) -> None:
        """Leave without naming any."""
        self.dismiss(None)

    @on(Input.Changed)
    def _written(self) -> None:
        self._field.complain(None, self.language)

    @on(Input.Submitted)
    def _named(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.take(event.value.strip())

    def take(self, written: str) -> None:
        """Give back what is there under that path, or say that there is nothing."""

        def open_it(path: Path | None) -> None:
            if path is not None:
                self.dismiss(path)
            elif self._entry.value.strip() == written:
                why, remedy = "is not a file", "name a file that you can read"
                self.complain(Invalid("", written, why, remedy))

        self.ask("place", lambda: place_of(written), open_it, opens=True)

    def complain(self, error: Invalid) -> None:
        """Say below the path what is wrong with it."""
        said = Invalid(self._field.text, error.value, error.why, error.remedy)
        self._field.complain(said, self.language)

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say why it cannot be taken."""
        del question
        if isinstance(error, Invalid):
            self.complain(error)
        else:
            self._field.tell(trouble(error, self.language))


class NameOther(NameFile):
    """Asks for another portfolio to open."""

    TITLE_KEY = "welcome.other"
