"""One grant in full: everything recorded about it, and the chosen part explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.errors import NotFound
from portfolio.services import browse
from portfolio.wording import amount_short, basis_marks, label, trouble
from tui.actions import Place, bindings_for
from tui.lines import Paragraph, Row, Subject, Tone
from tui.pages.about import EXPLAINED, about_subject
from tui.pages.figures import in_language
from tui.pages.grant import WHOLE_JOURNAL, grant_rows
from tui.pages.journal import entry_paragraphs
from tui.screens.deciding import DecidingScreen
from tui.screens.entry import EntryScreen
from tui.screens.pictures import PicturesScreen, of_grant
from tui.seat import seat_of
from tui.widgets.bars import Bar, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from portfolio.domain.errors import PortfolioError
    from portfolio.domain.journal import JournalEntry
    from portfolio.reports.dossier import Dossier


class GrantBar(Bar):
    """Two lines about the grant: what it is, and its sums."""

    def __init__(self, number: int) -> None:
        super().__init__(id=f"grant-{number}")
        self._text = ""

    def show(self, text: str) -> None:
        """Show a line."""
        self._text = text
        self.refresh()

    def pieces(self) -> Sequence[Piece]:
        """Return the line."""
        return (Piece(self._text, "bar--here" if self.id == "grant-1" else ""),)


class GrantScreen(DecidingScreen):
    """A grant, opened from a list whose grants it can turn through."""

    PLACE = Place.GRANT
    BINDINGS = bindings_for(Place.GRANT)

    def __init__(
        self, home: Place, code: str, codes: Sequence[str], key: str | None = None
    ) -> None:
        super().__init__()
        self._home = home
        self.code = code
        self._codes = tuple(codes)
        self._key = key
        self._dossier: Dossier | None = None

    @property
    def home(self) -> Place:
        """The mode it was opened in."""
        return self._home

    def crumb(self) -> str:
        """Return the code of the grant."""
        return self.code

    def body(self) -> Iterable[Widget]:
        """Return what the grant is above its parts and the pane."""
        yield GrantBar(1)
        yield GrantBar(2)
        yield from super().body()

    def load(self) -> None:
        """Ask for the grant."""
        office, code = seat_of(self).office, self.code
        self.ask("grant", lambda: browse.dossier(office, code), self._read)

    def _read(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self.loaded()
        self.show()
        if self._key is not None:
            self.sheet.choose(self._key)
            self._key = None

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say so; a grant that is not there, as on a day before it was awarded, is not shown."""
        super().could_not(question, error)
        if question == "grant" and isinstance(error, NotFound):
            self._dossier = None
            self.show()
            self.pane.write((Paragraph(trouble(error, self.language), Tone.BAD),))

    def all_rows(self) -> Sequence[Row] | None:
        """Return the parts of the grant."""
        if self._dossier is None or self._dossier.file.code != self.code:
            return None
        return grant_rows(self._dossier, self.language)

    def show(self) -> None:
        """Show head and parts."""
        first, second = self.query(GrantBar)
        if self._dossier is None:
            first.show(self.code)
            second.show("")
        else:
            first.show(self._title(self._dossier))
            second.show(self._sums(self._dossier))
        super().show()

    def _title(self, dossier: Dossier) -> str:
        grant, language = dossier.file.grant, self.language
        title = in_language(grant.title, grant.title_ja, language)
        consortium = in_language(grant.consortium, grant.consortium_ja, language)
        place = f"{self._codes.index(self.code) + 1}/{len(self._codes)}"
        mark = basis_marks(grant.basis, dossier.standing.plan_basis, language)
        return f"{grant.code} {mark} {title} - {consortium} ({place})"

    def _sums(self, dossier: Dossier) -> str:
        standing, language = dossier.standing, self.language
        currency = dossier.programme.programme.currency
        sums = (
            ("column.award", standing.award_minor),
            ("column.confirmed", standing.confirmed_minor),
            ("column.paid", standing.paid_minor),
            ("column.payable_now", standing.payable_minor),
        )
        said = "  ".join(
            f"{label(key, language)} {amount_short(minor, currency, language)}"
            for key, minor in sums
        )
        return f"{label('flag.held', language)}  {said}" if standing.held else said

    def legend(self) -> str:
        """Return what the marks of a basis mean."""
        return label("basis.legend", self.language)

    def nothing(self) -> str:
        """Return that the grant has nothing to show."""
        return label("why.nothing_here", self.language)

    def chosen(self) -> Subject | None:
        """Return what the chosen row is about; a member or award is about the grant."""
        row = self.sheet.current
        return (row.subject if row else None) or Subject("grant", self.code)

    def about(self, row: Row | None) -> None:
        """Show what there is to read about the chosen row."""
        if self._dossier is None or row is None:
            return
        subject = row.subject or Subject("grant", self.code)
        if subject.kind == "entry":
            entry = self._entry(subject)
            currency = self._dossier.programme.programme.currency
            if entry is not None:
                self.pane.write(tuple(entry_paragraphs(entry, currency, self.language)))
            return
        self.pane.write(tuple(about_subject(self._dossier, subject, self.language)))

    def _entry(self, subject: Subject) -> JournalEntry | None:
        entries = (*self._dossier.newest, *self._dossier.notes) if self._dossier else ()
        return next((e for e in entries if str(e.seq) == subject.code), None)

    def open_row(self, row: Row) -> None:
        """Open an entry, or the journal; explain what money hangs on; else go to the text."""
        if row.key == WHOLE_JOURNAL:
            self.app.call_later(self.app.run_action, f"app.journal_of('{self.code}')")
        elif row.subject is not None and row.subject.kind == "entry":
            entry = self._entry(row.subject)
            if entry is not None:
                self.app.push_screen(EntryScreen(self._home, entry))
        elif row.subject is not None and row.subject.kind in EXPLAINED:
            self.action_why()
        else:
            self.pane.focus()

    def action_pictures(self) -> None:
        """Show the grant in pictures."""
        self.app.push_screen(PicturesScreen(self._home, of_grant, self.code))

    def action_next_grant(self) -> None:
        """Turn to the next grant of the list."""
        self._turn(1)

    def action_previous_grant(self) -> None:
        """Turn to the grant before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        place = self._codes.index(self.code) + by
        if not 0 <= place < len(self._codes):
            self.say(label("why.no_more_grants", self.language))
            return
        self.say("")
        self.code = self._codes[place]
        self.load()

    def why_not(self, name: str) -> str | None:
        """Return why an action is of no use here."""
        place = self._codes.index(self.code)
        ends = {"next_grant": place + 1 == len(self._codes), "previous_grant": place == 0}
        if ends.get(name, False):
            return label("why.no_more_grants", self.language)
        return super().why_not(name)
