"""A file known by its SHA-256: chosen by path, read in a thread, and left where it is."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from portfolio.domain.errors import Invalid
from portfolio.domain.text import SHA256
from portfolio.services.digesting import sha256_of_file
from portfolio.wording import label
from tui.dialogs.fields import Blank, Entry, Values

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer

    from portfolio.wording import Language

_PAUSE_SECONDS = 0.25

NO_DIGEST = "0" * 64
"""Stands for the digest of a file that is still to be named."""


class DigestField(Blank):
    """A path to a file, or a digest as it is; `digest` is what was read so far.

    Of its names the first is its own, the second what a request calls the digest.
    """

    DEFAULT_CSS = "DigestField .digest { height: 1; width: 1fr; text-align: right; }"

    class Changed(Message):
        """Another digest is known, or none any more."""

    class _Read(Message):
        """What a worker made of a path."""

        def __init__(self, path: str, digest: str | None) -> None:
            self.path = path
            self.digest = digest
            super().__init__()

    def __init__(self, key: str, *, names: tuple[str, ...], language: Language) -> None:
        self._entry = Entry(names[0])
        super().__init__(label(key, language), self._entry, names=names)
        self._language = language
        self._shown = Static(Content(""), classes="digest", markup=False)
        self._read_from: str | None = None
        self._digest: str | None = None
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Show the digest below the path."""
        yield from super().compose()
        yield self._shown

    def digest(self) -> str | None:
        """Return the digest, None where nothing is written.

        Raises `Invalid` where what is written is no file that can be read, or not read yet.
        """
        written = self._entry.value.strip()
        if not written:
            return None
        if SHA256.fullmatch(written.lower()):
            return written.lower()
        if self._read_from != written or self._digest is None:
            raise Invalid(self.names[0], written, "is not a file", "give 64 hexadecimal digits")
        return self._digest

    def values(self) -> Values:
        """Return the digest. Raises `Invalid` where there is none."""
        digest = self.digest()
        if digest is None:
            raise Invalid(self.names[0], "", "is missing", "write this field")
        return {self.names[1]: digest}

    def stand_in(self) -> Values:
        """Return the digest of nothing in particular."""
        return {self.names[1]: NO_DIGEST}

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read the file once there is a pause."""
        written = event.value.strip()
        self._shown.update(Content(""))
        if self._timer is not None:
            self._timer.stop()
        if written and not SHA256.fullmatch(written.lower()):
            self._timer = self.set_timer(_PAUSE_SECONDS, partial(self._read, written))

    def _read(self, written: str) -> None:
        self._shown.update(Content(label("dialog.digest_reading", self._language)))
        self.run_worker(partial(self._read_in_thread, written), thread=True, exclusive=True)

    def _read_in_thread(self, written: str) -> None:
        self.post_message(self._Read(written, digest_of(written)))

    def on_digest_field__read(self, message: _Read) -> None:
        """Take over what was read, if the path is still the one that is written."""
        message.stop()
        if message.path != self._entry.value.strip():
            return
        self._read_from, self._digest = message.path, message.digest
        self._shown.update(Content(f"SHA-256 {message.digest}" if message.digest else ""))
        self.post_message(self.Changed())


def digest_of(written: str) -> str | None:
    """Return the SHA-256 of a file, in a thread; None where it is none, or cannot be read."""
    worker = get_current_worker()
    try:
        path = Path(written).expanduser()
        return sha256_of_file(path, given_up=lambda: worker.is_cancelled)
    except (RuntimeError, ValueError):  # nobody's home; `Invalid`, or a path with a null byte
        return None
