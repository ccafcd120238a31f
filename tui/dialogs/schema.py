"""Writing the JSON Schema of a portfolio file, for whoever makes such files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.services.templates import put_schema
from tui.dialogs.templating import NameNew, ask_where

if TYPE_CHECKING:
    from tui.actions import Place
    from tui.app import PortfolioApp


class NameSchema(NameNew):
    """Asks where the schema goes."""

    TITLE_KEY = "help.schema"


def begin(app: PortfolioApp, home: Place) -> None:
    """Ask where the schema goes; then say where it is."""
    del home
    dialog = NameSchema(app.seat.language, "portfolio.schema.json", put_schema)
    ask_where(app, dialog, "form.schema_written")
