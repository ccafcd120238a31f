"""What all dialogs look like: the frame in the middle, its title, and facts packed into lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style
from textual.widgets import Button

from portfolio.wording import label
from tui.actions import actions_at
from tui.text import shown, with_capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portfolio.wording import Language
    from tui.actions import Place

DIALOG_CSS = """
{name} {{ align: center middle; background: $background 60%; }}
#dialog {{
    width: 1fr; max-width: 110; height: 1fr; max-height: 34; margin: 0 1 1 1; padding: 0 1;
    background: $surface; border: round $border;
    border-title-color: $foreground; border-subtitle-color: $foreground 70%;
}}
"""

SIGNATURE_CSS = """
{name} #signature {{ height: 1; }}
{name} #signature .ask {{ width: auto; margin-right: 1; }}
{name} #typed {{ width: 1fr; }}
{name} Entry {{ background: $background; }}
{name} Entry:focus {{ background: $primary 40%; }}
{name} Button {{ margin-left: 1; min-width: 8; }}
"""
"""The line of a dialog without conditions in which it is signed."""

FRAME_CSS = """
DialogFrame.wide #dialog { max-width: 150; max-height: 46; }
DialogFrame #middle { height: 1fr; min-height: 4; }
DialogFrame Conditions { width: 3fr; }
DialogFrame Beside { width: 2fr; display: none; }
DialogFrame.wide Beside, DialogFrame.-turned Beside { display: block; }
DialogFrame.-turned Conditions, DialogFrame.-turned #facts { display: none; }
DialogFrame.wide Conditions, DialogFrame.wide #facts { display: block; }
DialogFrame #facts, DialogFrame #told { height: auto; max-height: 9; }
DialogFrame #told { text-style: bold; }
DialogFrame #told.-waiting { text-style: dim; }
DialogFrame #form { height: auto; max-height: 50%; }
DialogFrame.-turned #form { max-height: 4; }
DialogFrame.wide #form { max-height: 50%; }
DialogFrame Entry, DialogFrame SelectCurrent { background: $background; }
DialogFrame Entry:focus, DialogFrame Select:focus SelectCurrent { background: $primary 40%; }
DialogFrame #signature { height: auto; }
DialogFrame #signature Horizontal { height: 1; }
DialogFrame .ask { width: auto; height: auto; margin-right: 1; }
DialogFrame #signature > .ask { display: none; }
DialogFrame #signature.-above > .ask { display: block; }
DialogFrame #signature.-above Horizontal .ask { display: none; }
DialogFrame #typed { width: 1fr; }
DialogFrame Button { margin-left: 1; min-width: 8; }
"""
"""How the parts of a decision share the frame: what stands beside the conditions only if wide."""


def button(name: str, language: Language) -> Button:
    """Return the button of a dialog; one signs only once the signature is typed."""
    text = Content(label(f"dialog.{name}", language))
    return Button(text, id=name, compact=True, disabled=name == "sign")


def shown_title(text: str) -> Content:
    """Return text for a border, which reads plain strings as markup."""
    return Content(with_capital(shown(text)))


def shown_keys(place: Place, language: Language, more: str = "") -> Content:
    """Return the keys of a dialog for its border, each also a button, and what `more` says."""
    pieces = [Content(f" {shown(more)} ")] if more else []
    for action in actions_at(place):
        if action.foot:
            runs = action.run if "." in action.run else f"screen.{action.run}"
            name = label(f"action.{action.name}", language)
            text = f" {action.key_in_dialogs} {name} "
            pieces.append(Content.styled(text, Style.from_meta({"@click": runs})))
    return Content("").join(pieces)


def packed(parts: Iterable[str], width: int) -> Iterator[str]:
    """Yield parts on as few lines as they take, none broken."""
    line = ""
    for part in parts:
        more = f"{line}   {part}" if line else part
        if line and cell_len(more) > width:
            yield line
            more = part
        line = more
    if line:
        yield line
