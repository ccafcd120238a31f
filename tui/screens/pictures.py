"""Pictures of a grant or programme: they are drawn for the width there is, and scrolled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from portfolio.services import browse
from tui.actions import Place, bindings_for
from tui.pictures.gallery import grant_pictures, programme_pictures
from tui.screens.framed import Framed
from tui.seat import seat_of
from tui.terminal import shows_blocks
from tui.widgets.drawing import Drawing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.widget import Widget

    from portfolio.services.office import Office
    from portfolio.wording import Language
    from tui.pictures.lines import Line

    Draw = Callable[[int, Language], list[Line]]


def of_grant(office: Office, code: str) -> Draw:
    """Read a grant; return what draws it. Raises `NotFound`."""
    return partial(grant_pictures, browse.dossier(office, code), blocks=shows_blocks())


def of_programme(office: Office, code: str) -> Draw:
    """Read the years of a programme; return what draws them."""
    years = tuple(line for line in browse.position(office) if line.programme == code)
    return partial(programme_pictures, years, blocks=shows_blocks())


class PicturesScreen(Framed):
    """Pictures to look at, of what a code stands for."""

    PLACE = Place.PICTURES
    AUTO_FOCUS = "Drawing"
    BINDINGS = bindings_for(Place.PICTURES)

    def __init__(self, home: Place, read: Callable[[Office, str], Draw], code: str) -> None:
        super().__init__()
        self._home = home
        self._read_of = read
        self._code = code
        self._draw: Draw | None = None

    @property
    def home(self) -> Place:
        """The mode it was opened in."""
        return self._home

    def body(self) -> Iterable[Widget]:
        """Return the drawing."""
        yield Drawing(id="text")

    def load(self) -> None:
        """Ask for what is drawn."""
        office = seat_of(self).office
        self.ask("pictures", lambda: self._read_of(office, self._code), self._read)

    def _read(self, draw: Draw) -> None:
        self._draw = draw
        self.loaded()
        self.show()

    def show(self) -> None:
        """Draw in the language of the moment."""
        if self._draw is not None:
            draw, language = self._draw, self.language
            self.query_one(Drawing).draw(lambda width: draw(width, language))
