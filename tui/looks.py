"""The looks the screens can have. No look carries meaning: every status is a word as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES, Theme

from portfolio.wording import label
from tui.lines import Tone
from tui.screens.choices import Choices, Offer

if TYPE_CHECKING:
    from tui.actions import Place
    from tui.app import PortfolioApp

FEW_COLOURS = ("standard", "windows")
"""What Rich calls a terminal with no more than sixteen colours."""


def _in_blue_and_orange(name: str, like: str, *, blue: str, orange: str) -> Theme:
    """Return a look whose tones differ for eyes that cannot tell red from green.

    Blue and vermilion are of the palette by Okabe and Ito, Color Universal Design (2008).
    """
    base = BUILTIN_THEMES[like]
    return Theme(
        name=name, dark=base.dark, primary=blue, secondary=base.secondary, accent=blue,
        success=blue, warning=orange, error=orange, background=base.background,
        surface=base.surface, panel=base.panel, foreground=base.foreground,
    )  # fmt: skip


OWN = (
    _in_blue_and_orange("blue-orange-dark", "textual-dark", blue="#56B4E9", orange="#E69F00"),
    _in_blue_and_orange("blue-orange-light", "textual-light", blue="#0072B2", orange="#D55E00"),
)

LOOKS = (
    "textual-dark", "textual-light", "ansi-dark", "ansi-light",
    "blue-orange-dark", "blue-orange-light",
)  # fmt: skip
"""The looks that are offered, by the name of their theme, in the order they are offered in."""


def first_look(color_system: str | None) -> str:
    """Return the look to begin with: the terminal's own colours where it has but sixteen."""
    return "ansi-dark" if color_system in FEW_COLOURS else LOOKS[0]


def begin(app: PortfolioApp, home: Place) -> None:
    """Offer the looks; the chosen one is there at once, until the program ends."""
    del home
    language = app.seat.language

    def take(look: str | None) -> None:
        if look is not None:
            app.theme = look
            app.show_anew(label("look.taken", language).format(look=said(look)), Tone.PLAIN)

    def said(look: str) -> str:
        return label(f"look.{look}", language)

    offers = [Offer(key=look, name=said(look)) for look in LOOKS]
    app.push_screen(Choices(label("action.look", language), offers, language, at=app.theme), take)
