"""Opening the demonstration instead of the portfolio at hand; it is thrown away at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.services.demo import passing_demo
from portfolio.wording import label
from tui.lines import Tone

if TYPE_CHECKING:
    from portfolio.services.office import Office
    from tui.actions import Place
    from tui.app import PortfolioApp


def begin(app: PortfolioApp, home: Place) -> None:
    """Make the demonstration, and sit down in it."""
    del home

    def make() -> Office:
        return app.closing.enter_context(passing_demo())

    def open_it(office: Office) -> None:
        app.sit_down(office)
        app.show_anew(label("demonstration.opened", app.seat.language), Tone.GOOD)

    app.show_anew(label("demonstration.making", app.seat.language), Tone.PLAIN)
    app.ask("demonstration", make, open_it)
