"""How the screens talk to the server that started them: Textual's web driver on two pipes."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

from textual.drivers.web_driver import WebDriver
from textual.events import AppFocus
from textual.messages import ExitApp


class ServedDriver(WebDriver):
    """Leaves when its input ends: then the tab is closed, or the server gone, however it went."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  # whatever Textual passes on
        super().__init__(*args, **options)
        self._write = partial(_write, self.fileno)

    def start_application_mode(self) -> None:
        """Begin with the keys in the terminal: the page puts them there, nobody has to click."""
        super().start_application_mode()
        self._app.call_later(self._app.post_message, AppFocus())

    def run_input_thread(self) -> None:
        """Dispatch input until it ends; without any the app has nobody before it."""
        super().run_input_thread()
        self._app.post_message(ExitApp())


def _write(handle: int, data: bytes, /) -> int:
    """Write to the server; where it has gone, what is painted goes nowhere."""
    try:
        return os.write(handle, data)
    except BrokenPipeError:
        return len(data)
