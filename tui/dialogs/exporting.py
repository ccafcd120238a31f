"""Exporting: in which form, where to, in which language; then where it is and what seals it."""

from __future__ import annotations

from os.path import expanduser
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Select, Static

from portfolio.domain.errors import Invalid
from portfolio.services.exporting import Exported, catalogue, export
from portfolio.wording import Language, label
from tui.dialogs.fields import Entry, Field, choice, chosen
from tui.dialogs.layout import shown_keys, shown_title
from tui.dialogs.naming import PathSuggester, place_of
from tui.dialogs.telling import named
from tui.dialogs.working import WORKING_CSS, WorkingDialog

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult

    from portfolio.services.exporting import ExportKind
    from portfolio.services.office import Office
    from tui.actions import Place
    from tui.app import PortfolioApp

_KINDS = {kind.name: kind for kind in catalogue()}


def usual_name(kind: ExportKind, day: date) -> str:
    """Return what an export of a day is called unless it is given another name."""
    form = "" if kind.suffix == f".{kind.name}" else f"-{kind.name}"
    return f"portfolio-{day.isoformat()}{form}{kind.suffix}"


def size_of(place: Path) -> int:
    """Return how many bytes a file has, or all files of a folder together."""
    files = place.iterdir() if place.is_dir() else (place,)
    return sum(each.stat().st_size for each in files)


class ExportDialog(WorkingDialog[None]):
    """Writes an export by its button alone, and stays open to say where it is."""

    DEFAULT_CSS = WORKING_CSS.format(name="ExportDialog")
    DOING = "exporting.writing"

    def __init__(self, office: Office, language: Language) -> None:
        super().__init__(language)
        self._office = office
        self._usual = usual_name(catalogue()[0], office.today())
        self._replaces: Path | None = None
        forms = [(f"{k.name}: {label(f'export.{k.name}', language)}", k.name) for k in catalogue()]
        tongues = [(label(f"exporting.in_{each}", language), each.value) for each in Language]
        self._form = choice("form", forms, catalogue()[0].name, needed=True)
        self._path = Entry("path", value=self._usual)
        self._path.suggester = PathSuggester()
        self._tongue = choice("tongue", tongues, language.value, needed=True)
        self._place = Field(label("exporting.path", language), self._path, names=("path",))

    def compose(self) -> ComposeResult:
        """Form, path, language; how it goes; the buttons."""
        with Vertical(id="dialog"):
            yield Field(label("exporting.form", self.language), self._form, names=("form",))
            yield self._place
            yield Field(
                label("exporting.language", self.language), self._tongue, names=("language",)
            )
            yield Static(id="told", markup=False)
            with Horizontal(id="buttons"):
                yield self.button("action.export", "export")
                yield self.button("dialog.close", "close")

    def on_mount(self) -> None:
        """Say what is asked, and with which keys it is answered."""
        frame = self.query_one("#dialog")
        frame.border_title = shown_title(label("help.export", self.language))
        frame.border_subtitle = shown_keys(
            self.PLACE, self.language, label("exporting.keys", self.language)
        )

    @property
    def _kind(self) -> ExportKind:
        return _KINDS[str(chosen(self._form))]

    @on(Select.Changed, "#form")
    def _name_by_form(self) -> None:
        """Change the name with the form, unless another was given."""
        usual = usual_name(self._kind, self._office.today())
        if self._path.value == self._usual:
            self._path.value = usual
        self._usual = usual

    @on(Input.Changed, "#path")
    def _written(self) -> None:
        self._place.complain(None, self.language)

    @on(Button.Pressed, "#export")
    def export_it(self) -> None:
        """Export, where the path is free or it was said that it is not."""
        written = self._path.value.strip()
        if not written:
            lacks = Invalid(self._place.text, "", "is missing", "write this field")
            self._place.complain(lacks, self.language)
            return
        self._place.complain(None, self.language)
        office, kind, tongue = self._office, self._kind.name, Language(str(chosen(self._tongue)))

        def write() -> tuple[Exported, Path, int]:
            place = self._free(written)
            done = export(office, kind, place, tongue, tick=self.tick)
            return done, place.absolute(), size_of(place)

        self.begin_work(write, self._tell_where)

    def _free(self, written: str) -> Path:
        """Return the path as a place to write to. Raises `Invalid` where something is there."""
        there = place_of(written)
        if there is None:
            return Path(expanduser(written))  # noqa: PTH111  # raises nothing where nobody is meant
        if there != self._replaces:
            self._replaces = there
            raise Invalid(
                self._place.text, written, "is there already",
                "export once more to replace it, or name another path",
            )  # fmt: skip
        return there

    def _tell_where(self, answer: tuple[Exported, Path, int]) -> None:
        done, place, size = answer
        self._replaces = None
        self.tell(
            "\n".join(
                (
                    named("exporting.written", str(place), self.language),
                    named("exporting.size", f"{size:,}", self.language),
                    named("seal.seal", done.seal, self.language),
                )
            )
        )
        self.query_one("#close", Button).focus()


def begin(app: PortfolioApp, home: Place) -> None:
    """Open the dialog over any mode."""
    del home
    app.push_screen(ExportDialog(app.seat.office, app.seat.language))
