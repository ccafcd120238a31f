"""Accepting an import: what it comes to, why where something known changes, and the signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from portfolio.domain.errors import FileProblems, Invalid
from portfolio.services.importing import Plan, import_files
from portfolio.wording import label
from tui.actions import Place, bindings_for
from tui.ask import Asking
from tui.dialogs.fields import Entry, Field
from tui.dialogs.layout import DIALOG_CSS, SIGNATURE_CSS, button, shown_keys, shown_title
from tui.dialogs.telling import other_trouble
from tui.text import shown

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import ComposeResult

    from portfolio.domain.errors import PortfolioError
    from portfolio.services.office import Office
    from portfolio.wording import Language

_STAND_IN = "-"
"""Stands for the reason until one is given: a plan that is looked at is never written."""


def plan_of(
    office: Office, path: Path, *, seen: Plan | None = None, reason: str | None = None
) -> Plan:
    """Return what a file would bring, or bring it: where the plan was `seen`, and is the same.

    What is wrong in the file itself are problems of the plan too.
    """
    try:
        return import_files(
            office, [path], reason=reason or _STAND_IN, seen=seen, dry_run=seen is None
        )
    except FileProblems as found:
        return Plan(problems=list(found.problems))


class AcceptDialog(ModalScreen[Plan | None], Asking):
    """Carries a plan out as it was seen; gives back what came of it, None where it was not asked.

    It is signed by typing how many entries the journal gets.
    """

    AUTO_FOCUS = "Entry"
    DEFAULT_CSS = (
        DIALOG_CSS.format(name="AcceptDialog")
        + SIGNATURE_CSS.format(name="AcceptDialog")
        + """
    AcceptDialog #dialog { height: auto; }
    AcceptDialog Static { height: auto; }
    AcceptDialog #told { color: $text-error; }
    AcceptDialog Field { margin: 1 0; }
    """
    )
    PLACE: ClassVar[Place] = Place.DIALOG
    BINDINGS = bindings_for(Place.DIALOG)

    def __init__(self, office: Office, path: Path, plan: Plan, language: Language) -> None:
        super().__init__()
        self.begin_asking()
        self._office = office
        self._path = path
        self._plan = plan
        self._language = language
        self._reason: Field | None = None

    @property
    def signature(self) -> str:
        """What is typed to sign."""
        return str(self._plan.entries)

    @property
    def is_signed(self) -> bool:
        """Whether it is typed."""
        return self.query_one("#typed", Entry).value.strip() == self.signature

    def compose(self) -> ComposeResult:
        """What it comes to, the reason where one is needed, the signature."""
        ask = label("dialog.type_to_sign", self._language).format(code=self.signature)
        with Vertical(id="dialog"):
            yield Static(Content(self._comes_to()), markup=False)
            if any(change.amendment is None for change in self._plan.changes):
                text = label("dialog.reason_required", self._language)
                self._reason = Field(text, Entry("reason"), names=("reason",))
                yield self._reason
            yield Static(id="told", markup=False)
            with Horizontal(id="signature"):
                yield Static(Content(ask), classes="ask", markup=False)
                yield Entry("typed")
                yield button("sign", self._language)
                yield button("close", self._language)

    def _comes_to(self) -> str:
        """Return what would be written: new records, entries, and what is proposed."""
        lines, language = self._plan.lines, self._language
        adds = sum(line.adds for line in lines)
        said = label("import.comes_to", language).format(
            adds=f"{adds:,}", entries=f"{self._plan.entries:,}"
        )
        proposed = [sum(each.amendment is None for each in line.changes) for line in lines]
        if not any(proposed):
            return said
        more = label("import.comes_to_changes", language).format(
            amendments=f"{sum(map(bool, proposed)):,}", changes=f"{sum(proposed):,}"
        )
        return f"{said}\n{more}"

    def on_mount(self) -> None:
        """Say which file it is about, and with which keys one gets on."""
        frame = self.query_one("#dialog")
        title = f"{label('action.accept', self._language)}: {self._path.name}"
        frame.border_title = shown_title(title)
        frame.border_subtitle = shown_keys(self.PLACE, self._language)

    @on(Input.Submitted)
    def stay(self, event: Input.Submitted) -> None:
        """Enter in a field does nothing, on purpose."""
        event.stop()

    @on(Input.Changed)
    def _show_whether_it_is_signed(self) -> None:
        self.query_one("#sign", Button).disabled = self.is_waiting or not self.is_signed

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Leave without writing anything, unless what was signed is under way."""
        if not self.is_waiting:
            self.dismiss(None)

    @on(Button.Pressed, "#sign")
    def sign(self) -> None:
        """Carry the plan out, once, if it is signed and says why."""
        if self.is_waiting or not self.is_signed:
            return
        reason = self.query_one("#reason", Entry).value.strip() if self._reason else ""
        if self._reason is not None and not reason:
            lacks = Invalid(self._reason.text, "", "is missing", "write this field")
            self._reason.complain(lacks, self._language)
            return
        self._tell(label("import.writing", self._language))
        office, path, plan = self._office, self._path, self._plan
        self.ask(
            "import",
            lambda: plan_of(office, path, seen=plan, reason=reason or None),
            self._carried_out,
        )
        self._show_whether_it_is_signed()

    def _carried_out(self, plan: Plan) -> None:
        self.dismiss(plan)

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say why it was not written; it can be signed again."""
        del question
        self._tell(other_trouble(error, self._language))
        self._show_whether_it_is_signed()

    def _tell(self, text: str) -> None:
        self.query_one("#told", Static).update(Content(shown(text)))
