"""The files behind the evidence: where they lie, and whether they are still what was recorded.

The portfolio keeps digests and never files. Where the files are is for the agency to say: a folder,
in which a file is found by its digest, by grant and code, or by the name it was recorded under.
Names come from data, so nothing outside the folder is ever read, nor anything but a regular file.
"""

from __future__ import annotations

import os
import stat
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from glob import escape
from hashlib import sha256
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from portfolio.reports.exhibits import Exhibit
    from portfolio.services.office import Office

FOLDER_VARIABLE = "PORTFOLIO_EVIDENCE"
"""The environment variable that names the folder."""

FOLDER_SUFFIX = ".evidence"
"""The folder of `trial.db`, where none is named, is `trial.evidence` beside it."""

MOST_BYTES = 1 << 30
"""Larger files are not read: nobody waits for them beside a decision."""

MOST_SHOWN = 64 << 10
"""How many bytes of a text are kept to be shown."""

TEXTS = (".txt", ".csv", ".tsv", ".md", ".json", ".log")
"""How the names of files end that can be read on a screen."""

_BLOCK = 1 << 20
_ONLY_LOOK = os.O_RDONLY
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):  # not every system has each
    _ONLY_LOOK |= getattr(os, _flag, 0)
"""How a file is opened: what became a link meanwhile is refused, and no pipe is waited for."""


class Found(StrEnum):
    """What was found out about the file of a piece of evidence."""

    MATCHES = "matches"
    DIFFERS = "differs"
    MISSING = "missing"
    NO_DIGEST = "no digest"  # it is there, but there is nothing to hold it against
    NO_FOLDER = "no folder"
    OUTSIDE = "outside"  # the name leads out of the folder
    NO_FILE = "no file"  # a folder, a pipe, a device
    TOO_LARGE = "too large"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCheck:
    """What became of looking at a file: its own digest and size, and its text where it is one.

    `path` is where it is, or where its name would lead. `text` is the beginning of a text, `is_cut`
    whether there is more of it: the very bytes the digest was taken of.
    """

    found: Found
    path: Path | None = None
    size: int | None = None
    sha256: str | None = None
    text: str | None = None
    is_cut: bool = False


def evidence_folder(office: Office) -> Path | None:
    """Return the folder with the files: the one named, else the one beside the database.

    Named is what `--evidence` said, else `PORTFOLIO_EVIDENCE`.
    """
    named = office.evidence or os.environ.get(FOLDER_VARIABLE)
    if named:
        return Path(named).expanduser()
    path = (office.present or office).database.path
    beside = path.with_suffix(FOLDER_SUFFIX) if path else None
    return beside if beside is not None and beside.is_dir() else None


def _never() -> bool:
    return False


def check_file(
    folder: Path | None, exhibit: Exhibit, *, given_up: Callable[[], bool] = _never
) -> FileCheck:
    """Find the file of a piece of evidence and hold it against the recorded SHA-256.

    Nothing is raised: whatever keeps the file from being read is the answer. `given_up` is asked
    between blocks whether anybody still waits.
    """
    if folder is None or not folder.is_dir():
        return FileCheck(found=Found.NO_FOLDER, path=folder)
    root = folder.resolve()
    refused: FileCheck | None = None
    for path in _places(root, exhibit):
        check = _look(root, path, exhibit, given_up)
        if check is not None and check.found not in _NOT_THERE:
            return check
        refused = refused or check
    return refused or FileCheck(found=Found.MISSING, path=root)


_NOT_THERE = (Found.OUTSIDE, Found.NO_FILE)
"""What is no answer yet: another name may lead to the file."""


def _places(root: Path, exhibit: Exhibit) -> Iterator[Path]:
    """Yield where a file may be: by its digest, by grant and code, by the name it was given."""
    if exhibit.sha256:
        yield root / exhibit.sha256
        yield from sorted(root.glob(f"{exhibit.sha256}.*"))
    of_grant = root / exhibit.grant
    yield of_grant / exhibit.code
    yield from sorted(of_grant.glob(f"{escape(exhibit.code)}.*"))
    for name in (exhibit.title, exhibit.address or ""):
        if name and "://" not in name and "\0" not in name:
            yield of_grant / name
            yield root / name


def _look(
    root: Path, path: Path, exhibit: Exhibit, given_up: Callable[[], bool]
) -> FileCheck | None:
    """Return what is to be said of a place, None where nothing is there."""
    try:
        real = path.resolve(strict=True)
    except (FileNotFoundError, NotADirectoryError):
        # A name that climbs out is told as what it is, also where nothing is there.
        outside = not Path(os.path.normpath(path)).is_relative_to(root)
        return FileCheck(found=Found.OUTSIDE, path=path) if outside else None
    except (OSError, RuntimeError):  # a name too long, a ring of links
        return None
    if not real.is_relative_to(root):
        return FileCheck(found=Found.OUTSIDE, path=path)
    try:
        return _read(real, exhibit, given_up)
    except OSError:
        return FileCheck(found=Found.UNREADABLE, path=real)


def _read(path: Path, exhibit: Exhibit, given_up: Callable[[], bool]) -> FileCheck:
    """Read a file whole, once: what is shown of it is what the digest was taken of."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return FileCheck(found=Found.NO_FILE, path=path)
    with closing(FileIO(os.open(path, _ONLY_LOOK))) as file:
        about = os.fstat(file.fileno())
        check = FileCheck(found=Found.NO_FILE, path=path, size=about.st_size)
        if not stat.S_ISREG(about.st_mode):
            return check
        digest, head, size = sha256(), b"", 0
        while size <= MOST_BYTES and about.st_size <= MOST_BYTES:
            block = file.read(_BLOCK)
            if not block:
                return _held_against(check, exhibit, digest.hexdigest(), head, size)
            if given_up():
                return replace(check, found=Found.UNREADABLE)
            digest.update(block)
            size += len(block)
            head += block[: max(0, MOST_SHOWN - len(head))]
    return replace(check, found=Found.TOO_LARGE)


def _held_against(
    check: FileCheck, exhibit: Exhibit, digest: str, head: bytes, size: int
) -> FileCheck:
    found = Found.MATCHES if digest == exhibit.sha256 else Found.DIFFERS
    is_text = check.path is not None and check.path.suffix.lower() in TEXTS
    return replace(
        check,
        found=found if exhibit.sha256 else Found.NO_DIGEST,
        size=size,
        sha256=digest,
        text=_text(head, is_cut=size > len(head)) if is_text else None,
        is_cut=size > len(head),
    )


def _text(head: bytes, *, is_cut: bool) -> str | None:
    """Return the beginning of a text in UTF-8 or, as Japanese Windows writes it, in CP932."""
    if b"\0" in head:
        return None
    whole = head[: head.rfind(b"\n") + 1] or head if is_cut else head
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return whole.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
