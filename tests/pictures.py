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
from pathlib import Path

from rich.console import Console
from rich.text import Text

from portfolio.services.demo import open_demo
from tests.screens import NOBODY, SCREENS, SIZES, write_files

SERVER = f"pictures-{os.getpid()}"
CELL = (9, 20)
"""Pixels of one cell, at the font size below."""

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


def take(folder: Path, names: list[str]) -> None:
    """Take the named pictures (all, where none is named) at both sizes, in both languages."""
    with tempfile.TemporaryDirectory() as temporary:
        database = Path(temporary) / "demonstration.db"
        write_files(Path(temporary), open_demo(database))
        for language in ("en", "ja"):
            for columns, rows in SIZES:
                for name in names or list(SCREENS):
                    who, keys = SCREENS[name]
                    desk = (f"{name}.db",) if who == NOBODY else (str(database), "--as", who)
                    command = shlex.join(
                        [sys.executable, "-m", "portfolio.cli", "--db", *desk,
                         "--lang", language, "review"]
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
