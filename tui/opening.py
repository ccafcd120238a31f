"""Opening a file outside: the command for it, and whether this terminal can do so itself.

Only what is the recorded file is opened, only where there is a display in front of the person, and
never for somebody who looks on through a browser: it would open at the other end.
"""

from __future__ import annotations

import os
import subprocess
import sys
from shlex import quote
from shutil import which
from typing import TYPE_CHECKING

from portfolio.services.evidence_files import Found
from portfolio.wording import label
from tui.terminal import SERVED_DRIVER

if TYPE_CHECKING:
    from portfolio.services.evidence_files import FileCheck
    from portfolio.wording import Language

DOCUMENTS = (
    ".pdf", ".txt", ".csv", ".tsv", ".md", ".log", ".png", ".jpg", ".jpeg", ".tif", ".tiff",
    ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp",
)  # fmt: skip
"""How the names of files end that are opened: documents and pictures, nothing that could run."""

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")
_OPENERS = {"darwin": "open", "linux": "xdg-open"}


def way_to_open(check: FileCheck | None) -> str | None:
    """Return the command that opens a file, to be copied; None where there is nothing to open."""
    if check is None or check.found not in (Found.MATCHES, Found.NO_DIGEST):
        return None
    return f"{_OPENERS.get(sys.platform, 'xdg-open')} {quote(str(check.path))}"


def has_display() -> bool:
    """Whether a program with windows can be seen by whoever sits here."""
    if os.environ.get("TEXTUAL_DRIVER") == SERVED_DRIVER:
        return False
    if sys.platform == "darwin":
        return not os.environ.get("SSH_CONNECTION")
    return any(os.environ.get(name) for name in _DISPLAYS)


def open_outside(check: FileCheck, language: Language) -> str | None:
    """Open a file in its own program, or return why that is not done."""
    opener = which(_OPENERS.get(sys.platform, ""))
    if check.path is None or check.found is not Found.MATCHES:
        return label("file.not_opened", language)
    if check.path.suffix.lower() not in DOCUMENTS:
        return label("file.no_document", language)
    if opener is None or not has_display():
        return label("file.no_display", language)
    subprocess.Popen(  # noqa: S603  # no shell: the path is one argument, and begins with the folder's
        [opener, str(check.path)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    return None
