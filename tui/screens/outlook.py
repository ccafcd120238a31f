"""What comes next: the years, the quarters, what may have to be carried over, every day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.services import browse
from portfolio.wording import label
from tui.actions import Place, bindings_for
from tui.pages.budget import about_year
from tui.pages.outlook import line_key, outlook_rows
from tui.pages.outlook_about import about_ahead, about_quarter
from tui.pages.outlook_years import quarter_key, year_key
from tui.screens.grant import GrantScreen
from tui.screens.listing import ListScreen
from tui.screens.pictures import PicturesScreen, of_grant, of_programme
from tui.seat import seat_of
from tui.terminal import shows_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.reports.dossier import Dossier
    from portfolio.reports.outlook import Outlook
    from portfolio.reports.position import YearLine
    from portfolio.reports.quarters import Planned, Quarter
    from tui.lines import Row


class OutlookScreen(ListScreen):
    """What is recorded of the days and years to come; nothing here is forecast."""

    PLACE = Place.OUTLOOK
    BINDINGS = bindings_for(Place.OUTLOOK)

    def __init__(self) -> None:
        super().__init__()
        self._found: Outlook | None = None

    def load(self) -> None:
        """Ask for the outlook."""
        office = seat_of(self).office
        self.ask("outlook", lambda: browse.outlook(office), self._read)

    def _read(self, found: Outlook) -> None:
        self._found = found
        cut = found.lines_in_all > len(found.lines)
        besides = len(found.years) + len(found.quarters)
        self.cut_from = found.lines_in_all + besides if cut else None
        self.loaded()
        self.show()

    def all_rows(self) -> Sequence[Row] | None:
        """Return every part."""
        if self._found is None:
            return None
        return outlook_rows(self._found, self.language, blocks=shows_blocks())

    def legend(self) -> str:
        """Return what the marks of a basis mean."""
        return label("basis.legend", self.language)

    def nothing(self) -> str:
        """Return that nothing lies ahead."""
        return label("empty.outlook", self.language)

    def _year(self, row: Row | None) -> YearLine | None:
        years = self._found.years if self._found is not None and row is not None else ()
        return next((y for y in years if row is not None and year_key(y) == row.key), None)

    def _quarter(self, row: Row | None) -> Quarter | None:
        quarters = self._found.quarters if self._found is not None and row is not None else ()
        return next((q for q in quarters if row is not None and quarter_key(q) == row.key), None)

    def about(self, row: Row | None) -> None:
        """Show what is behind the chosen row."""
        office, year, quarter = seat_of(self).office, self._year(row), self._quarter(row)
        if year is not None:
            self.pane.write(tuple(about_year(year, self.language)))
        elif quarter is not None:
            self.ask("about", lambda: browse.planned_in(office, quarter), self._tell_quarter)
        elif row is not None and row.subject is not None:
            grant = row.subject.grant
            self.ask("about", lambda: browse.dossier(office, grant), self._tell)

    def _tell_quarter(self, planned: tuple[Planned, ...]) -> None:
        quarter = self._quarter(self.sheet.current)
        if quarter is not None:
            self.pane.write(tuple(about_quarter(quarter, planned, self.language)))

    def _tell(self, dossier: Dossier) -> None:
        row = self.sheet.current
        for line in self._found.lines if self._found else ():
            if row is not None and row.key == line_key(line) and line.grant == dossier.file.code:
                self.pane.write(tuple(about_ahead(line, dossier, self.language)))

    def open_row(self, row: Row) -> None:
        """Open the grant at the subject: of a quarter, at its largest instalment.

        Of a year, show the grants of its programme.
        """
        office, year, quarter = seat_of(self).office, self._year(row), self._quarter(row)
        if year is not None:
            self.app.call_later(self.app.run_action, f"app.grants_of('{year.programme}')")
        elif quarter is not None:
            self.ask(
                "planned",
                lambda: browse.planned_in(office, quarter),
                self._open_planned,
                opens=True,
            )
        elif row.subject is not None:
            subject = row.subject
            self._go_to(subject.grant, self.grants_shown(), f"{subject.kind} {subject.code}")

    def _open_planned(self, planned: tuple[Planned, ...]) -> None:
        if planned:
            grants = tuple(dict.fromkeys(each.grant for each in planned))
            self._go_to(planned[0].grant, grants, f"instalment {planned[0].code}")

    def _go_to(self, grant: str, grants: Sequence[str], key: str) -> None:
        self.app.push_screen(GrantScreen(self.PLACE, grant, grants, key))

    def action_pictures(self) -> None:
        """Show the grant of the chosen row in pictures, or the programme of a year or quarter."""
        row = self.sheet.current
        of = self._year(row) or self._quarter(row)
        if of is not None:
            self.app.push_screen(PicturesScreen(self.PLACE, of_programme, of.programme))
        elif row is not None and row.subject is not None:
            self.app.push_screen(PicturesScreen(self.PLACE, of_grant, row.subject.grant))
        else:
            self.say(label("why.nothing_here", self.language))

    def why_not(self, name: str) -> str | None:
        """Return why an action is of no use on the chosen row."""
        if name == "pictures" and self.sheet.current is None:
            return label("why.nothing_here", self.language)
        return super().why_not(name)
