"""A box in which anything is found as one types, and from which it opens where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from portfolio.reports.lookup import MOST_HITS
from portfolio.services import browse
from portfolio.wording import kind_word, label, trouble
from tui.actions import Place, bindings_for
from tui.ask import Asking
from tui.lines import Column, Layout, Paragraph, Row, Span, Tone
from tui.pages.figures import in_language
from tui.pages.journal import act_word
from tui.screens.choices import TALL, WIDE, BoxKeys, TitleBar, Words
from tui.screens.entry import EntryScreen
from tui.screens.grant import GrantScreen
from tui.screens.people import PeopleScreen
from tui.screens.programme import ProgrammeScreen
from tui.widgets.paper import Paper
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from portfolio.domain.errors import PortfolioError
    from portfolio.domain.journal import JournalEntry
    from portfolio.reports.lookup import Hit, Hits
    from portfolio.services.office import Office
    from portfolio.wording import Language
    from tui.app import PortfolioApp

_LAYOUT: Layout = (Column("", 14), Column("", 24), Column("", 20, grow=True))
PAUSE_SECONDS = 0.15
"""How long nothing is typed before it is looked up: a word is not looked up letter by letter."""


class LookupBox(ModalScreen["Hit | None"], Asking):
    """Finds by code, title or name; what is chosen is the answer."""

    HORIZONTAL_BREAKPOINTS = WIDE
    VERTICAL_BREAKPOINTS = TALL
    PLACE: ClassVar[Place] = Place.LOOKUP
    BINDINGS = bindings_for(Place.LOOKUP)
    AUTO_FOCUS = "Words"

    def __init__(self, office: Office, language: Language) -> None:
        super().__init__()
        self.begin_asking()
        self._office = office
        self._language = language
        self._hits: dict[str, Hit] = {}
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out title, words, what was found, and how much that is."""
        with Vertical(id="box"):
            yield TitleBar(label("screen.lookup", self._language))
            yield Words(placeholder=label("lookup.words", self._language), id="words", compact=True)
            yield Sheet(id="hits")
            yield Paper(Paragraph(label("lookup.hint", self._language)), id="note")
            yield BoxKeys(self.PLACE, self._language)

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE_SECONDS, self._look_up)

    def _look_up(self) -> None:
        office, words = self._office, self.query_one(Words).value
        self.ask("lookup", lambda: browse.look_up(office, words), self._found)

    def _found(self, found: Hits) -> None:
        self._hits = {f"{h.kind} {h.stream} {h.subject} {h.seq}": h for h in found.shown}
        rows = [_row(key, hit, self._language) for key, hit in self._hits.items()]
        self.query_one(Sheet).fill(rows, key=rows[0].key if rows else None)
        key = "lookup.cut" if found.is_cut else "lookup.count"
        if not self.query_one(Words).value.strip():
            key = "lookup.hint"
        self._tell(label(key, self._language).format(count=len(rows), most=MOST_HITS))

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say why nothing could be looked up."""
        del question
        self._tell(trouble(error, self._language), Tone.BAD)

    def _tell(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        self.query_one("#note", Paper).write((Paragraph(text, tone),))

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.query_one(Sheet).action_open()

    @on(Sheet.Opened)
    def _opened(self, message: Sheet.Opened) -> None:
        self.dismiss(self._hits[message.row.key])

    def action_close(self) -> None:
        """Open nothing."""
        self.dismiss(None)

    def action_down(self) -> None:
        """Go to the next hit."""
        self.query_one(Sheet).action_line_down()

    def action_up(self) -> None:
        """Go to the hit before."""
        self.query_one(Sheet).action_line_up()


def _row(key: str, hit: Hit, language: Language) -> Row:
    title = in_language(hit.title, hit.title_ja, language)
    said = f"{hit.seq}  {act_word(hit.title, language)}" if hit.kind == "entry" else title
    cells = (Span(kind_word(hit.kind, language), Tone.DIM), Span(hit.subject), Span(said))
    return Row(key=key, cells=cells, layout=_LAYOUT)


def begin(app: PortfolioApp, home: Place) -> None:
    """Ask what is looked for, and open it where it belongs."""
    office = app.seat.office

    def show_entry(entry: JournalEntry) -> None:
        app.push_screen(EntryScreen(home, entry))

    def show(hit: Hit | None) -> None:
        if hit is None:
            return
        if hit.kind == "entry":
            app.ask(
                "entry",
                lambda: browse.journal_entry(office, hit.stream, hit.seq),
                show_entry,
                opens=True,
            )
        elif hit.kind == "programme":
            app.push_screen(ProgrammeScreen(home, hit.code))
        elif hit.kind == "person":
            app.push_screen(PeopleScreen(home, hit.code))
        else:
            grant = hit.grant or hit.code
            app.push_screen(GrantScreen(home, grant, (grant,), f"{hit.kind} {hit.code}"))

    app.push_screen(LookupBox(office, app.seat.language), show)
