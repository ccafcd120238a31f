"""What can be begun from any mode: screens and dialogs, each loaded when it is first wanted."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.actions import Place
    from tui.app import PortfolioApp

    Begin = Callable[[PortfolioApp, Place], None]

ERRANDS = {
    "backup": "tui.dialogs.backing_up",
    "demonstration": "tui.demonstrating",
    "differences": "tui.screens.differences",
    "export": "tui.dialogs.exporting",
    "import": "tui.screens.importing",
    "look": "tui.looks",
    "look_back": "tui.dialogs.looking_back",
    "lookup": "tui.screens.lookup",
    "people": "tui.screens.people",
    "programme_new": "tui.dialogs.new_programme",
    "schema": "tui.dialogs.schema",
    "template": "tui.dialogs.templating",
    "tour": "tui.tour",
    "verify": "tui.screens.verifying",
}
"""The module of each errand, by the name of its action; its `begin` opens it."""


def beginning(errand: str) -> Begin:
    """Return what begins an errand: it is given the app and the mode it is begun in."""
    begin: Begin = import_module(ERRANDS[errand]).begin
    return begin
