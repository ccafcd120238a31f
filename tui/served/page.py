"""What a browser is given: one page and four files, all from here; nothing is fetched from outside.

The terminal in the page is xterm.js as textual-serve ships it, with three things changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from portfolio.domain.errors import StoreUnfit
from portfolio.wording import label

if TYPE_CHECKING:
    from portfolio.wording import Language

FONTS = (
    "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK JP', 'BIZ UDGothic', "
    "'Hiragino Sans', 'MS Gothic', monospace"
)
"""Fonts that are there already, those of Japanese among them."""

CHANGES: tuple[tuple[str, str], ...] = (
    # Without WebGL it would not start; with it, the canvas takes its place at once.
    (r"this\.webglAddon=new \w+\.WebglAddon,this\.terminal\.loadAddon\(this\.webglAddon\),", ""),
    # No link is made from stored text.
    (
        r"this\.weblinksAddon=new \w+\.WebLinksAddon,"
        r"this\.terminal\.loadAddon\(this\.weblinksAddon\),",
        "",
    ),
    (r"fontFamily:\"'Roboto Mono'[^\"]*\"", f'fontFamily:"{FONTS}"'),
)
"""What is changed in textual.js; each of them is found once."""


_TOLD = ("title", "opening", "closed", "again")


@dataclass(frozen=True, slots=True)
class File:
    """One thing that is served."""

    kind: str
    content: bytes


def page(language: Language) -> File:
    """Return the page that holds the terminal."""
    told = {name: escape(label(f"served.{name}", language)) for name in _TOLD}
    text = _own("page.html").decode()
    return File("text/html", Template(text).substitute(told, language=language.value).encode())


def assets() -> dict[str, File]:
    """Return the files of the page by their names. Raises `StoreUnfit` where one does not fit."""
    shipped = files("textual_serve") / "static"
    terminal = (shipped / "js" / "textual.js").read_text(encoding="utf-8")
    return {
        "xterm.css": File("text/css", (shipped / "css" / "xterm.css").read_bytes()),
        "served.css": File("text/css", _own("served.css")),
        "textual.js": File("text/javascript", adapted(terminal).encode()),
        "served.js": File("text/javascript", _own("served.js")),
    }


def adapted(script: str) -> str:
    """Return textual.js with its changes. Raises `StoreUnfit` where one finds no place in it."""
    for pattern, text in CHANGES:
        script, count = re.subn(pattern, text, script)
        if count != 1:
            raise StoreUnfit(
                "the textual-serve that is installed is not the one these screens were made for: "
                "install this program again"
            )
    return script


def _own(name: str) -> bytes:
    return (files("tui.served") / name).read_bytes()
