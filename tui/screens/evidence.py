"""The evidence behind a subject, piece by piece, each with its file held against the record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen

from portfolio.reports.exhibits import exhibits_behind
from portfolio.services.evidence_files import Found, check_file, evidence_folder
from portfolio.wording import label
from tui.actions import Place, bindings_for
from tui.ask import Asking
from tui.lines import Paragraph, Tone
from tui.opening import open_outside, way_to_open
from tui.pages.about_files import file_paragraphs
from tui.pages.evidence import exhibit_layout, exhibit_row, key_of
from tui.screens.choices import TALL, WIDE, BoxKeys, TitleBar
from tui.widgets.paper import Paper
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from portfolio.domain.errors import PortfolioError
    from portfolio.reports.dossier import Dossier
    from portfolio.reports.exhibits import Exhibit
    from portfolio.services.evidence_files import FileCheck
    from portfolio.services.office import Office
    from portfolio.wording import Language
    from tui.lines import Row, Subject


class EvidenceScreen(ModalScreen[None], Asking):
    """Lists the pieces; the file of each is read in a thread, the chosen one's first."""

    AUTO_FOCUS = "Sheet"
    HORIZONTAL_BREAKPOINTS = WIDE
    VERTICAL_BREAKPOINTS = TALL
    PLACE: ClassVar[Place] = Place.EVIDENCE
    BINDINGS = bindings_for(Place.EVIDENCE)

    def __init__(
        self, office: Office, dossier: Dossier, subject: Subject, language: Language
    ) -> None:
        super().__init__()
        self.begin_asking()
        self._office = office
        self._subject = subject
        self._language = language
        self.exhibits = exhibits_behind(dossier, subject.kind, subject.code)
        self._checks: dict[str, FileCheck] = {}
        self._shown: Exhibit | None = None
        self._said: tuple[Paragraph, ...] = ()
        self._wanted: str | None = None
        """The key of the piece that is looked at; the file of any other is read no further."""

    def compose(self) -> ComposeResult:
        """Lay out title, list, the chosen piece and the way back."""
        count = label("file.pieces", self._language).format(count=len(self.exhibits))
        with Vertical(id="box"):
            yield TitleBar(f"{label('part.evidence', self._language)}: {self._subject}  {count}")
            yield Sheet(exhibit_layout(self._language), id="pieces")
            yield Paper(id="text")
            yield BoxKeys(self.PLACE, self._language)

    def on_mount(self) -> None:
        """Show every piece, the newest chosen."""
        sheet = self.query_one(Sheet)
        rows = self._rows()
        sheet.fill(rows, key=rows[0].key if rows else None)
        sheet.styles.height = min(max(len(rows), 1) + 1, 7)
        if not rows:
            nothing = label("file.none_behind", self._language)
            self.query_one(Paper).write((Paragraph(nothing, Tone.DIM),))

    def _rows(self) -> list[Row]:
        return [
            exhibit_row(each, self._checks.get(key_of(each)), self._language)
            for each in self.exhibits
        ]

    @property
    def chosen(self) -> Exhibit | None:
        """The piece under the cursor."""
        row = self.query_one(Sheet).current
        return next((e for e in self.exhibits if row is not None and key_of(e) == row.key), None)

    @property
    def check(self) -> FileCheck | None:
        """What is known of the file of the chosen piece."""
        chosen = self.chosen
        return self._checks.get(key_of(chosen)) if chosen else None

    @on(Sheet.Opened)
    def _read_on(self) -> None:
        """Go into the text, to scroll it."""
        self.query_one(Paper).focus()

    @on(Sheet.Moved)
    def _moved(self) -> None:
        """Show the chosen piece, and read its file before those of the others."""
        chosen = self.chosen
        if chosen is not self._shown:
            self._shown, self._said = chosen, ()
        self._write()
        if chosen is not None and key_of(chosen) not in self._checks:
            self._read(chosen)

    def _read(self, exhibit: Exhibit) -> None:
        if self._wanted != key_of(exhibit):
            self._wanted = key_of(exhibit)
            self.ask("file", partial(self._look, exhibit), partial(self._looked, exhibit))

    def _look(self, exhibit: Exhibit) -> FileCheck:
        folder, key = evidence_folder(self._office), key_of(exhibit)
        return check_file(folder, exhibit, given_up=lambda: self._wanted != key)

    def _looked(self, exhibit: Exhibit, check: FileCheck) -> None:
        """Show what was found out, and go on with the next file."""
        self._checks[key_of(exhibit)] = check
        self.query_one(Sheet).fill(self._rows())
        unread = (each for each in self.exhibits if key_of(each) not in self._checks)
        following = next(unread, None)
        if following is not None:
            self._read(following)

    def _write(self) -> None:
        chosen, check = self.chosen, self.check
        if chosen is not None:
            told = file_paragraphs(chosen, check, way_to_open(check), self._language)
            self.query_one(Paper).write((*self._said, *told))

    def _say(self, text: str, tone: Tone) -> None:
        """Say something over the chosen piece, until another is chosen."""
        self._said = (Paragraph(text, tone),)
        self._write()

    def action_copy(self) -> None:
        """Copy the command that opens the file."""
        way = way_to_open(self.check)
        if way is None:
            self._say(label("file.nothing_to_open", self._language), Tone.WARN)
        else:
            self.app.copy_to_clipboard(way)
            self._say(label("file.copied", self._language).format(command=way), Tone.GOOD)

    def action_outside(self) -> None:
        """Open the file in its own program, once it has been held to its digest again."""
        chosen = self.chosen
        if chosen is None:
            return
        folder = evidence_folder(self._office)
        self.ask(
            "outside", partial(check_file, folder, chosen), partial(self._opened_outside, chosen)
        )

    def _opened_outside(self, exhibit: Exhibit, check: FileCheck) -> None:
        self._checks[key_of(exhibit)] = check
        self.query_one(Sheet).fill(self._rows())
        why_not = open_outside(check, self._language)
        if why_not is None:
            self._say(label("file.opened", self._language), Tone.GOOD)
        else:
            bad = check.found is Found.DIFFERS
            self._say(why_not, Tone.BAD if bad else Tone.WARN)

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Nothing is read here that could fail in words: what fails is an answer."""

    def action_close(self) -> None:
        """Leave."""
        self.dismiss(None)

    def on_unmount(self) -> None:
        """Read no further for nobody."""
        self._wanted = None
