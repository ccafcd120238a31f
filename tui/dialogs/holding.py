"""Holding an export against the record: which file, and, where wanted, who may have signed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from portfolio.domain.errors import FileProblems
from portfolio.services.against import Against, verify_against
from portfolio.wording import label, problem
from tui.dialogs.fields import Entry, Field
from tui.dialogs.layout import shown_keys, shown_title
from tui.dialogs.naming import PathSuggester, place_there
from tui.dialogs.working import WORKING_CSS, WorkingDialog

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from portfolio.domain.errors import PortfolioError
    from portfolio.services.office import Office
    from portfolio.wording import Language


class AgainstDialog(WorkingDialog[Against | None]):
    """Gives back what an export proved."""

    DEFAULT_CSS = WORKING_CSS.format(name="AgainstDialog")
    DOING = "against.going_on"

    def __init__(self, office: Office, language: Language) -> None:
        super().__init__(language)
        self._office = office
        self._export = Entry("export")
        self._signers = Entry("signers", placeholder=label("against.signers_hint", language))
        self._of_export, self._of_signers = (
            Field(label(f"against.{entry.id}", language), entry, names=(f"{entry.id}",))
            for entry in (self._export, self._signers)
        )

    def compose(self) -> ComposeResult:
        """Export and signers; how it goes; the buttons."""
        with Vertical(id="dialog"):
            yield self._of_export
            yield self._of_signers
            yield Static(id="told", markup=False)
            with Horizontal(id="buttons"):
                yield self.button("against.hold", "hold")
                yield self.button("dialog.close", "close")

    def on_mount(self) -> None:
        """Say what is asked, and with which keys it is answered."""
        for entry in (self._export, self._signers):
            entry.suggester = PathSuggester()
        frame = self.query_one("#dialog")
        frame.border_title = shown_title(label("help.against", self.language))
        frame.border_subtitle = shown_keys(self.PLACE, self.language)

    @on(Input.Changed)
    def _written(self) -> None:
        for field in (self._of_export, self._of_signers):
            field.complain(None, self.language)

    @on(Button.Pressed, "#hold")
    def hold(self) -> None:
        """Hold the export against the record."""
        export, signers = self._export.value.strip(), self._signers.value.strip()

        def held() -> Against:
            allowed = place_there(self._of_signers.text, signers) if signers else None
            place = place_there(self._of_export.text, export)
            return verify_against(self._office, place, allowed, tick=self.tick)

        self.begin_work(held, self._give)

    def _give(self, found: Against) -> None:
        self.dismiss(found)

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say what is wrong with the file, where it is no export."""
        if isinstance(error, FileProblems):
            self.tell(problem(error.problems[0], self.language), wrong=True)
        else:
            super().could_not(question, error)
