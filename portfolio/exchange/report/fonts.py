"""Fonts for the printed report. One that cannot show a letter prints a box: that is refused."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from portfolio.domain.errors import PortfolioError
from portfolio.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

# With Japanese forms of the letters, the most even in weight first.
_JAPANESE = (
    "Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans JP", "BIZ UDPGothic", "BIZ UDGothic",
    "IPAexGothic", "IPAPGothic", "Hiragino Sans", "Yu Gothic", "Meiryo", "MS PGothic",
)  # fmt: skip
_OF_TYPST = "Libertinus Serif"
"""Typst's own, there on every machine; it has no Japanese."""

_WHEELS = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
_JAPANESE_LETTER = re.compile("[\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff]")


class FontMissing(PortfolioError):
    """The PDF cannot be set: no font here can show some of its letters."""


def installed() -> typst.Fonts:
    """Return the fonts of the system and those of Python packages that carry Japanese ones."""
    specs = (find_spec(name) for name in _WHEELS)
    folders = [Path(s.origin).parent for s in specs if s is not None and s.origin is not None]
    return typst.Fonts(font_paths=folders)


def family(families: Iterable[str], text: str) -> str:
    """Return the family a text is set in. Raises `FontMissing`."""
    known = set(families)
    found = next((name for name in _JAPANESE if name in known), None)
    if found is None and _JAPANESE_LETTER.search(text):
        raise FontMissing(
            "the PDF has Japanese text and no Japanese font is installed: install the Debian "
            "package fonts-noto-cjk, or 'pip install noto-cjk-sans-jp-regular "
            "noto-cjk-sans-jp-bold'"
        )
    return found or _OF_TYPST


def cannot_show(text: str) -> FontMissing:
    """Return the error for letters that no installed font has."""
    return FontMissing(
        f"no font installed here can show {visible(text)}: install one that can, such as the "
        "Debian package fonts-noto-cjk, or export as html"
    )
