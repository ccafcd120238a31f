"""What has changed between two positions: figures, decisions with their people, what slipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import day, label
from portfolio.wording.commands import phrase
from tui.actions import Place, bindings_for
from tui.dialogs.comparing import CompareDialog
from tui.lines import Tone
from tui.pages.differences import about_line, compared_rows, lines_by_key
from tui.screens.grant import GrantScreen
from tui.screens.importing import HeadBar
from tui.screens.listing import ListScreen
from tui.seat import seat_of
from tui.widgets.bars import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.widget import Widget

    from portfolio.services.differing import Compared
    from tui.app import PortfolioApp
    from tui.lines import Row
    from tui.pages.differences import Line


class DifferencesScreen(ListScreen):
    """Two positions, compared line by line; compared anew only when asked again."""

    PLACE = Place.DIFFERENCES
    BINDINGS = bindings_for(Place.DIFFERENCES)

    def __init__(self, home: Place, found: Compared) -> None:
        super().__init__()
        self._home = home
        self._found = found
        self._lines: dict[str, Line] = {}
        self._rows: tuple[Row, ...] = ()

    @property
    def home(self) -> Place:
        """The mode it was opened in."""
        return self._home

    def body(self) -> Iterable[Widget]:
        """Return which days are compared above the list and the pane."""
        yield HeadBar("days")
        yield from super().body()

    def load(self) -> None:
        """Show what was found: it is compared in the dialog."""
        self._take(self._found)

    def _take(self, found: Compared) -> None:
        self._found, self._lines, self._rows = found, lines_by_key(found), ()
        self.cut_from = found.in_all if found.in_all > len(self._lines) else None
        self.loaded()
        self.show()

    def follow(self, said: str) -> None:
        """Say who wrote what since; it is not compared anew by itself."""
        self._changes_seen = seat_of(self).changes
        if said:
            self.say(said, Tone.WARN)
            self.add(label("differences.again", self.language))

    def action_reload(self) -> None:
        """Ask for the days again, and compare those."""
        dialog = CompareDialog(seat_of(self).office, self.language, self._found)
        self.app.push_screen(dialog, self._compared)

    def _compared(self, found: Compared | None) -> None:
        if found is not None:
            self.say("")
            self._take(found)
            self.sheet.action_first()

    def relabel(self) -> None:
        """Say everything anew, in another language."""
        self._rows = ()
        super().relabel()

    def show(self) -> None:
        """Show which days are compared, and the rows."""
        said = phrase("line.changed", self.language).format(
            since=day(self._found.since.day, self.language),
            day=day(self._found.until.day, self.language),
        )
        self.query_one(HeadBar).show(Piece(said, "bar--here"))
        super().show()

    def all_rows(self) -> Sequence[Row]:
        """Return the lines as rows, made once for each reading."""
        if not self._rows:
            self._rows = tuple(compared_rows(self._found, self.language))
        return self._rows

    def nothing(self) -> str:
        """Return that nothing differs."""
        return label("differences.nothing", self.language)

    def about(self, row: Row | None) -> None:
        """Show the whole of the chosen line."""
        line = self._lines.get(row.key) if row else None
        if line is not None:
            self.pane.write(tuple(about_line(line, self.language)))

    def open_row(self, row: Row) -> None:
        """Open the grant at the subject; of a programme or year there is only the text."""
        if row.subject is None:
            self.pane.focus()
            return
        subject = row.subject
        key = f"{subject.kind} {subject.code}"
        self.app.push_screen(GrantScreen(self._home, subject.grant, self.grants_shown(), key))


def begin(app: PortfolioApp, home: Place) -> None:
    """Ask which days are to be compared, over any mode, and show what differs."""

    def show(found: Compared | None) -> None:
        if found is not None:
            app.push_screen(DifferencesScreen(home, found))

    app.push_screen(CompareDialog(app.seat.office, app.seat.language), show)
