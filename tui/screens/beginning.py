"""What the first two modes show while there are no grants: what to begin with, as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.pages.first_steps import about_first, errand_of, first_rows
from tui.screens.deciding import DecidingScreen
from tui.seat import seat_of

if TYPE_CHECKING:
    from tui.lines import Row


class BeginningScreen(DecidingScreen):
    """A list screen whose rows are first steps where there is nothing else yet."""

    def first_rows(self) -> list[Row]:
        """Return what to begin with, once it is known who acts: the order is theirs."""
        occupant = seat_of(self).occupant
        return [] if occupant is None else first_rows(occupant.person, self.language)

    def about_first(self, row: Row | None) -> None:
        """Show what a first step is, who acts, and what they cannot do by themselves."""
        seat = seat_of(self)
        place = seat.office.database.name
        self.pane.write(tuple(about_first(row, seat.person, place, self.language)))

    def begins(self, row: Row) -> bool:
        """Begin what a row offers to begin with; False where it is no first step."""
        errand = errand_of(row)
        if errand is not None:
            self.app.call_later(self.app.run_action, f"begin('{errand}')")
        return errand is not None
