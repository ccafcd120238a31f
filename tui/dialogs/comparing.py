"""Comparing two positions: from which day, to which day, each as it was known at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Static

from portfolio.domain.errors import Invalid
from portfolio.domain.period import FiscalCalendar
from portfolio.services.differing import Compared, compare
from portfolio.wording import label
from tui.dialogs.layout import shown_keys, shown_title
from tui.dialogs.moments import Moments
from tui.dialogs.working import WORKING_CSS, WorkingDialog

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult

    from portfolio.services.office import Office
    from portfolio.wording import Language


def last_year_end(today: date) -> date:
    """Return the day on which the fiscal year before today's ended: 31 March in Japan."""
    calendar = FiscalCalendar()
    return calendar.last_day(calendar.year_of(today) - 1)


class CompareDialog(WorkingDialog[Compared | None]):
    """Gives back what differs; `found` is what was compared before, if anything was."""

    DEFAULT_CSS = WORKING_CSS.format(name="CompareDialog")
    DOING = "differences.going_on"

    def __init__(self, office: Office, language: Language, found: Compared | None = None) -> None:
        super().__init__(language)
        self._office = office.present or office
        self._earlier = Moments(
            ("since", "since_known"), ("since_day", "since_known"), language,
            found.since.day if found else last_year_end(office.today()),
        )  # fmt: skip
        self._later = Moments(
            ("until", "until_known"), ("until_day", "until_known"), language,
            found.until.day if found else office.today(),
        )  # fmt: skip

    def compose(self) -> ComposeResult:
        """Both positions; how it goes; the buttons."""
        with Vertical(id="dialog"):
            for each in (self._earlier, self._later):
                yield each.of_day
                yield each.of_moment
            yield Static(id="told", markup=False)
            with Horizontal(id="buttons"):
                yield self.button("differences.compare", "compare")
                yield self.button("dialog.close", "close")

    def on_mount(self) -> None:
        """Say what is asked, and with which keys it is answered."""
        frame = self.query_one("#dialog")
        frame.border_title = shown_title(label("help.differences", self.language))
        frame.border_subtitle = shown_keys(self.PLACE, self.language)

    @on(Input.Changed)
    def _written(self) -> None:
        self._earlier.clear()
        self._later.clear()

    @on(Button.Pressed, "#compare")
    def compare_them(self) -> None:
        """Fold both positions and compare them."""
        earlier, later = self._earlier.written(), self._later.written()
        self.begin_work(lambda: self._compared(earlier, later), self._give)

    def _give(self, found: Compared) -> None:
        self.dismiss(found)

    def _compared(self, earlier: tuple[str, str], later: tuple[str, str]) -> Compared:
        """Return what differs. Raises `Invalid`, `GivenUp`, `StoreUnfit`."""
        today = self._office.today()
        since, until = self._earlier.read(earlier, today), self._later.read(later, today)
        if since.day > until.day:
            raise Invalid(
                self._earlier.of_day.text, earlier[0], "is after the day it is compared with",
                "name the earlier day first",
            )  # fmt: skip
        return compare(self._office, since, until, tick=self.tick)
