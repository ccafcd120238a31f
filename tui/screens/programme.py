"""One programme: its terms in force, its budget, and what can be entered in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.services import browse
from portfolio.services.entering import BUDGET_TABLES, why_not_entered
from portfolio.wording import kind_word, label, sentence
from tui.actions import ACTIONS, Place, bindings_for
from tui.dialogs.recording import KINDS, RecordForm
from tui.lines import Tone
from tui.pages.figures import in_language
from tui.pages.programme import about_programme, about_record, programme_rows
from tui.screens.choices import Choices, Offer
from tui.screens.importing import HeadBar
from tui.screens.listing import ListScreen
from tui.screens.reading import Reading
from tui.seat import seat_of
from tui.widgets.bars import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.widget import Widget

    from portfolio.domain.programme import ProgrammeFile
    from portfolio.services.importing import Plan
    from tui.lines import Row

ERRANDS_HERE = ("import", "template")
"""What else can be begun from a programme: what brings grants in."""

GRANTS = "grants"


class ProgrammeScreen(ListScreen):
    """Terms and budget of a programme, each row with where it stands.

    It `asks` what is to be done as soon as it is open, where it was opened for that.
    """

    PLACE = Place.PROGRAMME
    BINDINGS = bindings_for(Place.PROGRAMME)

    def __init__(self, home: Place, code: str, *, asks: bool = False) -> None:
        super().__init__()
        self._home = home
        self._code = code
        self._file: ProgrammeFile | None = None
        self._asks = asks

    @property
    def home(self) -> Place:
        """The mode it was opened in."""
        return self._home

    def crumb(self) -> str:
        """Return the code of the programme."""
        return self._code

    def body(self) -> Iterable[Widget]:
        """Return the line about the programme above list and pane."""
        yield HeadBar("programme")
        yield from super().body()

    def load(self) -> None:
        """Ask for the programme."""
        office, code = seat_of(self).office, self._code
        self.ask("programme", lambda: browse.programme(office, code), self._read)

    def _read(self, file: ProgrammeFile) -> None:
        self._file = file
        self.loaded()
        self.show()
        if self._asks:
            self._asks = False
            self.action_acts()

    def show(self) -> None:
        """Show which programme it is, and the rows."""
        if self._file is not None:
            own = self._file.programme
            title = in_language(own.title, own.title_ja, self.language)
            self.query_one(HeadBar).show(Piece(f"{own.code}  ", "bar--here"), Piece(title))
        super().show()

    def all_rows(self) -> Sequence[Row] | None:
        """Return terms and budget."""
        if self._file is None:
            return None
        return programme_rows(self._file, seat_of(self).office.today(), self.language)

    def legend(self) -> str:
        """Return what the marks of a basis mean."""
        return label("basis.legend", self.language)

    def nothing(self) -> str:
        """Return that there is nothing: it has at least what says so."""
        return label("why.nothing_here", self.language)

    def about(self, row: Row | None) -> None:
        """Show the whole of the row, or what the programme is."""
        if self._file is None or row is None:
            return
        whole = [*about_record(self._file, row.key, self.language)]
        self.pane.write((*whole, *about_programme(self._file, self.language)))

    def open_row(self, row: Row) -> None:
        """Show the whole of the row in a box of its own."""
        if self._file is not None:
            whole = (*about_record(self._file, row.key, self.language),
                     *about_programme(self._file, self.language))  # fmt: skip
            self.app.push_screen(Reading(self._code, whole, self.language))

    def action_acts(self) -> None:
        """Offer what can be entered, how grants come in, and to see those there are."""
        title = f"{label('choices.acts', self.language)}: {self._code}"
        self.app.push_screen(Choices(title, [*self._offers()], self.language), self._chosen)

    def _offers(self) -> Iterator[Offer]:
        why = self._why_not()
        yield Offer(
            key=GRANTS, name=label("programme.grants", self.language),
            note=label("programme.grants_about", self.language),
        )  # fmt: skip
        for table in BUDGET_TABLES:
            kind = kind_word(KINDS[table], self.language)
            name = label("form.enter", self.language).format(kind=kind)
            about = label(f"programme.about_{table}", self.language)
            yield Offer(key=table, name=name, note=why or about, can_be_done=why is None)
        for errand in ERRANDS_HERE:
            action = next(each for each in ACTIONS if each.name == errand)
            yield Offer(
                key=errand, name=label(f"programme.{errand}", self.language), keys=action.key,
                note=label(f"programme.about_{errand}", self.language),
            )  # fmt: skip

    def _why_not(self) -> str | None:
        if seat_of(self).office.as_of is not None:
            return label("why.past_entered", self.language)
        found = why_not_entered(seat_of(self).person, self._code)
        return sentence(found, self.language) if found else None

    async def _chosen(self, key: str | None) -> None:
        if key == GRANTS:
            await self.app.run_action(f"app.grants_of('{self._code}')")
        elif key in ERRANDS_HERE:
            await self.app.run_action(f"app.begin('{key}')")
        elif key is not None and self._file is not None:
            self._open_form(key)

    def _open_form(self, table: str) -> None:
        office = seat_of(self).office
        if office.as_of is not None or self._file is None:
            self.say(self._why_not() or "")
            return
        form = RecordForm(office, self._file.programme, table, self.language)
        self.app.push_screen(form, self._entered)

    def _entered(self, plan: Plan | None) -> None:
        if plan is None:
            return
        seat_of(self).changes += 1
        self._changes_seen = seat_of(self).changes
        self.load()
        said = label("programme.entered", self.language).format(code=self._code)
        self.say(said, Tone.GOOD)
