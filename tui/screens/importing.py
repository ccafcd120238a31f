"""What a file would bring, before anything is written: all problems, all changes, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import label, trouble
from tui.actions import Place, bindings_for
from tui.dialogs.accepting import AcceptDialog, plan_of
from tui.dialogs.naming import NameFile
from tui.lines import Paragraph, Tone
from tui.pages.importing import about_line, counts, kind_of, lines_by_key, plan_rows, titled
from tui.screens.framed import Framed
from tui.screens.listing import ListScreen
from tui.screens.reading import Reading
from tui.seat import seat_of
from tui.widgets.bars import Bar, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from textual.widget import Widget

    from portfolio.domain.errors import PortfolioError
    from portfolio.services.importing import Plan
    from tui.app import PortfolioApp
    from tui.lines import Row


class HeadBar(Bar):
    """A line over the plan: which file it is and as what it is read, or how much is in it."""

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self._pieces: tuple[Piece, ...] = ()

    def show(self, *pieces: Piece) -> None:
        """Show these pieces."""
        self._pieces = pieces
        self.refresh()

    def pieces(self) -> Sequence[Piece]:
        """Return the pieces."""
        return self._pieces


class ImportScreen(ListScreen):
    """The plan of one file or folder; it is carried out as it is shown, or not at all."""

    PLACE = Place.IMPORT
    BINDINGS = bindings_for(Place.IMPORT)

    def __init__(self, home: Place, path: Path) -> None:
        super().__init__()
        self._home = home
        self._path = path
        self._plan: Plan | None = None
        self._why_none: PortfolioError | None = None
        self._rows: tuple[Row, ...] = ()
        self._kind = ""

    @property
    def home(self) -> Place:
        """The mode it was opened in."""
        return self._home

    def body(self) -> Iterable[Widget]:
        """Return the two lines about the file above the plan and the pane."""
        yield HeadBar("file")
        yield HeadBar("counts")
        yield from super().body()

    def load(self) -> None:
        """Read the file and find out what it would bring, without writing."""
        office, path = seat_of(self).office, self._path

        def read() -> tuple[Plan, str]:
            return plan_of(office, path), kind_of(path)

        self.ask("plan", read, self._read)

    def _read(self, answer: tuple[Plan, str]) -> None:
        plan, self._kind = answer
        self.loaded()
        self._take(plan)
        why = self.why_not("accept")
        if why is None:
            self.say(label("import.ready", self.language), Tone.GOOD)
        else:
            self.say(why, Tone.BAD if plan.problems else Tone.WARN)

    def _take(self, plan: Plan) -> None:
        """Show another plan, from its beginning."""
        self._plan, self._why_none = plan, None
        self._rows = ()
        self.show()
        self.sheet.action_first()

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say why there is no plan: the past, nobody known here, a database that is busy."""
        super().could_not(question, error)
        self._plan, self._why_none = None, error
        self._rows = ()
        self.show()
        self.pane.write((Paragraph(trouble(error, self.language), Tone.BAD),))

    def relabel(self) -> None:
        """Say everything anew, in another language."""
        self._rows = ()
        super().relabel()

    def show(self) -> None:
        """Show which file it is, how much is in it, and the rows."""
        kind = f"  {label(self._kind, self.language)}" if self._kind else ""
        file, numbers = self.query(HeadBar)
        file.show(Piece(self._path.name, "bar--here"), Piece(kind, "bar--quiet"))
        if self._plan is not None:
            tone = f"tone--{Tone.BAD}" if self._plan.problems else ""
            numbers.show(Piece(counts(self._plan, self.language), tone))
        else:
            numbers.show()
        super().show()

    def all_rows(self) -> Sequence[Row] | None:
        """Return the plan as rows, made once for each reading."""
        if self._plan is None:
            return None
        if not self._rows:
            self._rows = tuple(plan_rows(self._plan, self.language))
        return self._rows

    def nothing(self) -> str:
        """Return that the file is empty."""
        return label("import.nothing", self.language)

    def _about(self, row: Row | None) -> tuple[Paragraph, ...]:
        found = lines_by_key(self._plan).get(row.key) if row and self._plan else None
        return tuple(about_line(found, self.language)) if found else ()

    def about(self, row: Row | None) -> None:
        """Show the whole of the chosen row."""
        self.pane.write(self._about(row))

    def open_row(self, row: Row) -> None:
        """Show the whole of the row in a box of its own."""
        self.app.push_screen(Reading(titled(row), self._about(row), self.language))

    def action_accept(self) -> None:
        """Open the dialog in which the import is signed, where there is anything to import."""
        why = self.why_not("accept")
        if why is not None or self._plan is None:
            self.say(why or "")
            return
        office, path = seat_of(self).office, self._path
        self.app.push_screen(AcceptDialog(office, path, self._plan, self.language), self._accepted)

    def _accepted(self, plan: Plan | None) -> None:
        """Leave when it is done; where the plan has changed since, show what it is now."""
        if plan is None:
            return
        if not plan.written:
            self._take(plan)
            self.say(label("import.changed", self.language), Tone.WARN)
            return
        seat_of(self).changes += 1
        said = label("import.done", self.language)
        self._say_below(said.format(file=self._path.name, count=f"{plan.entries:,}"), Tone.GOOD)

    def _say_below(self, text: str, tone: Tone | None = None) -> None:
        """Leave, and say something on the screen from which it was opened."""
        below = self.app.screen_stack[-2]
        self.app.pop_screen()
        if isinstance(below, Framed):
            below.say(text, tone)

    def leave(self) -> None:
        """Give up: nothing was written."""
        self._say_below(label("result.nothing_saved", self.language))

    def why_not(self, name: str) -> str | None:
        """Return why nothing can be accepted now."""
        if name != "accept":
            return super().why_not(name)
        if self.is_waiting:
            return label("import.reading", self.language)
        if self._plan is None:
            return trouble(self._why_none, self.language) if self._why_none else ""
        if self._plan.problems:
            said = label("import.stands_in_the_way", self.language)
            return said.format(count=f"{len(self._plan.problems):,}")
        if self._plan.changes_nothing:
            return label("import.known", self.language)
        return None


def begin(app: PortfolioApp, home: Place) -> None:
    """Ask for a file and show what it would bring."""

    def show(path: Path | None) -> None:
        if path is not None:
            app.push_screen(ImportScreen(home, path))

    app.push_screen(NameFile(app.seat.language), show)
