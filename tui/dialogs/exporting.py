"""Exporting: in which form, where to, of what, since when; then where it is and what seals it."""

from __future__ import annotations

from os.path import expanduser
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Select, Static

from portfolio.domain.errors import Invalid
from portfolio.services import browse
from portfolio.services.exporting import Exported, catalogue, export
from portfolio.services.signing import sign
from portfolio.wording import Language, label, unfit_value
from tui.dialogs.fields import Entry, Field, choice, chosen
from tui.dialogs.layout import shown_keys, shown_title
from tui.dialogs.moments import Moments
from tui.dialogs.naming import PathSuggester, place_of, place_there
from tui.dialogs.telling import named
from tui.dialogs.working import WORKING_CSS, WorkingDialog
from tui.pages.figures import in_language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual.app import ComposeResult

    from portfolio.reports.overview import ProgrammeLine
    from portfolio.services.exporting import ExportKind
    from portfolio.services.office import Office
    from tui.actions import Place
    from tui.app import PortfolioApp

Done = tuple[Exported, Path, int, Path | Invalid | None]
"""What was written, where, how many bytes, and the signature or why it is not signed."""

_KINDS = {kind.name: kind for kind in catalogue()}


def usual_name(kind: ExportKind, day: date, programme: str = "") -> str:
    """Return what an export of a day is called unless it is given another name."""
    form = "" if kind.suffix == f".{kind.name}" else f"-{kind.name}"
    of = f"-{programme}" if programme else ""
    return f"portfolio{of}-{day.isoformat()}{form}{kind.suffix}"


def size_of(place: Path) -> int:
    """Return how many bytes a file has, or all files of a folder together."""
    files = place.iterdir() if place.is_dir() else (place,)
    return sum(each.stat().st_size for each in files)


class ExportDialog(WorkingDialog[None]):
    """Writes an export by its button alone, and stays open to say where it is."""

    DEFAULT_CSS = (
        WORKING_CSS.format(name="ExportDialog") + "ExportDialog Field { margin-bottom: 0; }"
    )
    DOING = "exporting.writing"

    def __init__(
        self, office: Office, language: Language, programmes: Sequence[ProgrammeLine] = ()
    ) -> None:
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
        whole = [(label("exporting.all_programmes", language), "")]
        named_ones = [
            (f"{p.code} {in_language(p.title, p.title_ja, language)}", p.code) for p in programmes
        ]
        self._of = choice("programme", [*whole, *named_ones], "", needed=True)
        self._earlier = Moments(
            ("since", "since_known"), ("since_day", "since_known"), language, None
        )
        self._key = Entry("key", placeholder=label("exporting.key_hint", language))
        self._key.suggester = PathSuggester()
        self._place = Field(label("exporting.path", language), self._path, names=("path",))
        self._signed = Field(label("exporting.key", language), self._key, names=("key",))

    def compose(self) -> ComposeResult:
        """Form, path, language, of what, since when, who signs; how it goes; the buttons."""
        with Vertical(id="dialog"):
            yield Field(label("exporting.form", self.language), self._form, names=("form",))
            yield self._place
            yield Field(
                label("exporting.language", self.language), self._tongue, names=("language",)
            )
            yield Field(label("exporting.programme", self.language), self._of, names=("programme",))
            yield self._earlier.of_day
            yield self._earlier.of_moment
            yield self._signed
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
    @on(Select.Changed, "#programme")
    def _name_by_form(self) -> None:
        """Change the name with the form, unless another was given; show what the form can say."""
        for field in (self._earlier.of_day, self._earlier.of_moment):
            field.display = self._kind.compares
        usual = usual_name(self._kind, self._office.today(), chosen(self._of) or "")
        if self._path.value == self._usual:
            self._path.value = usual
        self._usual = usual

    @on(Input.Changed)
    def _written(self) -> None:
        self._earlier.clear()
        for field in (self._place, self._signed):
            field.complain(None, self.language)

    @on(Button.Pressed, "#export")
    def export_it(self) -> None:
        """Export, where the path is free or it was said that it is not."""
        written = self._path.value.strip()
        if not written:
            lacks = Invalid(self._place.text, "", "is missing", "write this field")
            self._place.complain(lacks, self.language)
            return
        self._place.complain(None, self.language)
        office, kind, tongue = self._office, self._kind, Language(str(chosen(self._tongue)))
        since, key, programme = self._earlier.written(), self._key.value.strip(), chosen(self._of)

        def write() -> Done:
            earlier = self._earlier.read_any(since, office.today()) if kind.compares else None
            key_at = place_there(self._signed.text, key) if key else None
            place = self._free(written)
            done = export(
                office, kind.name, place, tongue,
                since=earlier, programme=programme or None, tick=self.tick,
            )  # fmt: skip
            return done, place.absolute(), size_of(place), _signature(place, key_at)

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

    def _tell_where(self, answer: Done) -> None:
        done, place, size, signature = answer
        self._replaces = None
        lines = [
            named("exporting.written", str(place), self.language),
            named("exporting.size", f"{size:,}", self.language),
            named("seal.seal", done.seal, self.language),
        ]
        if isinstance(signature, Invalid):
            lines += [
                label("exporting.not_signed", self.language), unfit_value(signature, self.language)
            ]  # fmt: skip
        elif signature is not None:
            lines.append(named("exporting.signature", str(signature.absolute()), self.language))
        self.tell("\n".join(lines), wrong=isinstance(signature, Invalid))
        self.query_one("#close", Button).focus()


def _signature(place: Path, key: Path | None) -> Path | Invalid | None:
    """Sign what was written where there is a key; return the signature, or why there is none."""
    try:
        return sign(place, key, may_ask=False) if key else None
    except Invalid as invalid:
        return invalid


def begin(app: PortfolioApp, home: Place) -> None:
    """Open the dialog over any mode, once it is known which programmes there are."""
    del home
    office, screen = app.seat.office, app.screen

    def open_it(programmes: Sequence[ProgrammeLine]) -> None:
        if app.screen is screen:
            app.push_screen(ExportDialog(office, app.seat.language, programmes))

    app.ask("programmes", lambda: browse.overview(office).programmes, open_it, opens=True)
