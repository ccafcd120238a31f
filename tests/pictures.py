"""Take the pictures in docs/screens from a real terminal: `python -m tests.pictures docs/screens`.

Runs the demonstration in tmux, types the keys that lead to each screen, and lets headless Chromium
draw what the terminal shows. Needs tmux, chromium and a Japanese monospaced font; it is no test.
"""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
from rich.console import Console
from rich.text import Text

from portfolio.services.demo import open_demo
from portfolio.services.exporting import export
from portfolio.wording import Language
from tests.services.test_changes import put

if TYPE_CHECKING:
    from portfolio.services.office import Office

Cell = tuple[str, dict[str, str], str, Any]
"""A sheet, what is said in the row, the column, and what is written there."""

SIZES = ((80, 24), (120, 40))
SERVER = f"pictures-{os.getpid()}"
CELL = (9, 20)
"""Pixels of one cell, at the font size below."""

OFFICER, ASSESSOR, COUNCIL = "OFFICER-1", "ASSESSOR-1", "COUNCIL-1"
AUTHORISER, ACCOUNTANT = "AUTHORISER-1", "ACCOUNTANT-1"


def at(subject: str, *keys: str) -> tuple[str, ...]:
    """Return the keys that choose a line of the list by the code of what it is about."""
    return ("/", subject, "Enter", *keys)


def in_grant(grant: str, *keys: str) -> tuple[str, ...]:
    """Return the keys that open a grant from the portfolio."""
    return ("2", *at(grant, "j", "Enter"), *keys)


def brought(file: str, *keys: str) -> tuple[str, ...]:
    """Return the keys that open the preview of a file; see `write_files`."""
    return ("i", file, "Enter", *keys)


SCREENS: dict[str, tuple[str, tuple[str, ...]]] = {
    "queue": (OFFICER, ()),
    "portfolio": (OFFICER, ("2",)),
    "budget": (OFFICER, ("3",)),
    "outlook": (OFFICER, ("4",)),
    "journal": (OFFICER, ("5",)),
    "entry": (OFFICER, ("5", "Enter")),
    "grant": (OFFICER, in_grant("EXAMPLE-QSENSOR")),
    "records": (OFFICER, in_grant("EXAMPLE-QSENSOR", "G")),
    "why": (OFFICER, at("UTOKYO-IBM/I4", "w")),
    "why-withheld": (OFFICER, in_grant("EXAMPLE-QSENSOR", *at("S3", "w"))),
    "acts": (OFFICER, in_grant("EXAMPLE-SWARM", "a")),
    "evidence": (OFFICER, at("EXAMPLE-RESIST/M2", "a", "Enter")),
    "submit": (OFFICER, at("EXAMPLE-RESIST/M2", "d")),
    "propose": (OFFICER, at("UTOKYO-IBM/I4", "d")),
    "amend": (OFFICER, in_grant("EXAMPLE-QSENSOR", *at("M7", "a", "j", "j", "Enter"))),
    "claim-back": (OFFICER, at("EXAMPLE-SWARM/P2", "d")),
    "attest": (OFFICER, at("JASM-2/CV1", "d")),
    "assess": (ASSESSOR, at("RAPIDUS-BE/M4", "d")),
    "gate": (ASSESSOR, at("KPRO-NEDO/G2", "d")),
    "verify": (ASSESSOR, at("RAPIDUS-FE/R7", "d")),
    "cost": (ASSESSOR, at("KIOXIA-YOKKAICHI/K2", "d")),
    "lift": (AUTHORISER, at("JASM-2/H1", "d")),
    "confirm": (AUTHORISER, at("G-QUAT/P3", "d")),
    "amendment": (AUTHORISER, at("KPRO-NEDO/N1", "d")),
    "recovery": (AUTHORISER, at("EXAMPLE-PACKAGE/B2", "d")),
    "release": (AUTHORISER, in_grant("EXAMPLE-QSENSOR", *at("S3", "d"))),
    "settle": (ACCOUNTANT, at("JASM-1/P5", "d")),
    "repayment": (ACCOUNTANT, at("EXAMPLE-QSENSOR/B2", "d")),
    "screening": (COUNCIL, at("B5G-STANDARDS/Q3", "d")),
    "import-path": (OFFICER, ("i", "plan.x")),
    "import-changes": (OFFICER, brought("plan.xlsx")),
    "import-problems": (OFFICER, brought("draft.xlsx")),
    "import-sign": (OFFICER, brought("plan.xlsx", "s")),
    "help": (OFFICER, ("?",)),
    "palette": (OFFICER, ("C-p",)),
    "act-as": (OFFICER, ("F2",)),
}

# Japanese glyphs are drawn exactly two cells of the Latin font wide, punctuation among them.
PAGE = """<meta charset="utf-8"><style>body{{margin:0;background:#101014}}
@font-face{{font-family:Wide;src:local('Noto Sans Mono CJK JP');size-adjust:120.4%;
unicode-range:U+2E80-9FFF,U+3000-30FF,U+FF00-FFEF}}
pre{{margin:8px;font:15px/20px Wide,'DejaVu Sans Mono',monospace;color:#ddd;
text-spacing-trim:space-all}}
</style><pre>{code}</pre>"""


def tmux(*words: str) -> str:
    """Run a tmux command on a server of its own and return what it prints."""
    return subprocess.run(
        [shutil.which("tmux") or "tmux", "-L", SERVER, *words],
        capture_output=True,
        text=True,
        check=False,
    ).stdout


def wait_for(word: str, seconds: float = 20.0) -> None:
    """Wait until the terminal shows a word."""
    until = time.monotonic() + seconds
    while word not in tmux("capture-pane", "-p", "-t", "p"):
        if time.monotonic() > until:
            raise TimeoutError(f"{word!r} never appeared")
        time.sleep(0.1)


def settle() -> None:
    """Wait until the terminal has stopped changing, or only a cursor blinks."""
    before = ""
    for _ in range(10):
        time.sleep(0.25)
        now = tmux("capture-pane", "-p", "-e", "-t", "p")
        if now == before:
            return
        before = now


def draw(path: Path, columns: int, rows: int) -> None:
    """Draw what the terminal shows into a PNG file."""
    shown = Text.from_ansi(tmux("capture-pane", "-p", "-e", "-t", "p"))
    console = Console(
        record=True, width=columns, file=io.StringIO(), force_terminal=True,
        color_system="truecolor",
    )  # fmt: skip
    console.print(shown, end="", no_wrap=True, crop=False)
    html = console.export_html(inline_styles=True, code_format=PAGE)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        chromium = shutil.which("chromium") or "chromium"
        subprocess.run(
            [
                chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                "--disable-background-networking", "--no-first-run",
                f"--user-data-dir={folder}/profile",
                f"--window-size={columns * CELL[0] + 20},{rows * CELL[1] + 20}",
                f"--screenshot={path}", page.as_uri(),
            ],
            check=True, capture_output=True,
        )  # fmt: skip


def write_files(folder: Path, office: Office) -> None:
    """Write what is imported: a plan with three changes, and a draft with four mistakes."""
    of = {"grant": "EXAMPLE-QSENSOR"}
    changes: tuple[Cell, ...] = (
        ("Milestones", of | {"code": "M7"}, "due_on", datetime(2027, 9, 30)),  # noqa: DTZ001  # a day
        ("Instalments", of | {"code": "I6"}, "amount", 140_000_000),
        ("Instalments", of | {"code": "I7"}, "amount", 210_000_000),
    )
    mistakes: tuple[Cell, ...] = (
        ("Milestones", of | {"code": "M7"}, "due_on", "end of June"),
        ("Milestones", of | {"code": "M8"}, "level", 12),
        ("Instalments", of | {"code": "I6"}, "amount", "150 million"),
        ("Commitments", of | {"code": "C2"}, "rung", "promised"),
    )
    for name, cells in (("plan.xlsx", changes), ("draft.xlsx", mistakes)):
        path = folder / name
        export(office, "plan", path, Language.ENGLISH)
        book = openpyxl.load_workbook(path)
        for cell in cells:
            put(book, *cell)
        book.save(path)


def take(folder: Path, names: list[str]) -> None:
    """Take the named pictures (all, where none is named) at both sizes, in both languages."""
    with tempfile.TemporaryDirectory() as temporary:
        database = Path(temporary) / "demonstration.db"
        write_files(Path(temporary), open_demo(database))
        for language in ("en", "ja"):
            for columns, rows in SIZES:
                for name in names or list(SCREENS):
                    who, keys = SCREENS[name]
                    command = shlex.join(
                        [sys.executable, "-m", "portfolio.cli", "--db", str(database),
                         "--as", who, "--lang", language, "review"]
                    )  # fmt: skip
                    tmux("kill-server")
                    time.sleep(0.5)
                    tmux("new-session", "-d", "-x", str(columns), "-y", str(rows), "-s", "p",
                         "-c", temporary, f"{command}; sleep 60")  # fmt: skip
                    wait_for("> ")
                    for key in keys:
                        tmux("send-keys", "-t", "p", key)
                        settle()
                    settle()
                    suffix = "" if language == "en" else f"-{language}"
                    draw(folder / f"{name}-{columns}x{rows}{suffix}.png", columns, rows)
    tmux("kill-server")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    take(target, sys.argv[2:])
