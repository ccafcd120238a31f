"""Writing a new file: the empty workbook in which programmes and grants are filled in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from portfolio.services.templates import put_template
from portfolio.wording import label
from tui.dialogs.naming import NameFile
from tui.lines import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio.wording import Language
    from tui.actions import Place
    from tui.app import PortfolioApp


class NameNew(NameFile):
    """Asks where a new file goes, and writes it there; gives back its path."""

    KEYS_KEY = "form.keys_template"

    def __init__(self, language: Language, value: str, put: Callable[[Path], None]) -> None:
        super().__init__(language, value=value)
        self._put = put

    def take(self, written: str) -> None:
        """Write the file."""
        path, put = Path(written), self._put

        def write() -> Path:
            out = path.expanduser()
            put(out)
            return out

        def leave(out: Path) -> None:
            self.dismiss(out)

        self.ask("write", write, leave)


class NameTemplate(NameNew):
    """Asks where the workbook goes."""

    TITLE_KEY = "help.template"


def begin(app: PortfolioApp, home: Place) -> None:
    """Ask where the workbook goes; then say where it is and what to do with it."""
    del home
    language = app.seat.language
    put = partial(put_template, language=language)
    ask_where(app, NameTemplate(language, "portfolio.xlsx", put), "form.template_written")


def ask_where(app: PortfolioApp, dialog: NameNew, written: str) -> None:
    """Ask where a new file goes; then say where it is, by that label."""

    def say(path: Path | None) -> None:
        if path is not None:
            app.show_anew(label(written, app.seat.language).format(path=path), Tone.GOOD)

    app.push_screen(dialog, say)
