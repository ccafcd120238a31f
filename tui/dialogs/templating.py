"""Writing the empty workbook in which programmes and grants are filled in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from portfolio.services.templates import put_template
from portfolio.wording import label
from tui.dialogs.naming import NameFile
from tui.lines import Tone

if TYPE_CHECKING:
    from portfolio.wording import Language
    from tui.actions import Place
    from tui.app import PortfolioApp


class NameTemplate(NameFile):
    """Asks where the workbook goes, and writes it there; gives back its path."""

    TITLE_KEY, KEYS_KEY = "help.template", "form.keys_template"

    def __init__(self, language: Language) -> None:
        super().__init__(language, value="portfolio.xlsx")

    def take(self, written: str) -> None:
        """Write the workbook."""
        path = Path(written)

        def write() -> Path:
            out = path.expanduser()
            put_template(out, self.language)
            return out

        def leave(out: Path) -> None:
            self.dismiss(out)

        self.ask("write", write, leave)


def begin(app: PortfolioApp, home: Place) -> None:
    """Ask where the workbook goes; then say where it is and what to do with it."""
    del home

    def say(path: Path | None) -> None:
        if path is not None:
            said = label("form.template_written", app.seat.language)
            app.show_anew(said.format(path=path), Tone.GOOD)

    app.push_screen(NameTemplate(app.seat.language), say)
