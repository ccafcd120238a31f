"""Putting finished files where they belong: whole or not at all, and never half over an old one.

What is written gets the usual rights of a new file (the umask decides): a review is made to be
handed on.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from portfolio.domain.errors import PortfolioError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class NotWritten(PortfolioError):
    """A file could not be put in its place; what stood there before is untouched."""

    def __init__(self, place: Path, reason: str, remedy: str) -> None:
        super().__init__(
            f"{place} could not be written: {reason}; {remedy}. Nothing there was changed"
        )
        self.place = place
        self.reason = reason
        self.remedy = remedy


def put_file(place: Path, fill: Callable[[Path], None]) -> None:
    """Put a file in place, durably, in one step. Raises `NotWritten`.

    `fill` writes it at the path it is given, in the same folder. Whatever stops it, what stood at
    `place` before still stands there.
    """
    _check_folder(place)
    if place.is_dir():
        raise NotWritten(place, "it is a folder", "name a file")
    with _beside(place) as beside:
        new = beside / place.name
        fill(new)
        _sync(new)
        os.replace(new, place)  # noqa: PTH105  # the one step that is atomic
        _sync_folder(place.parent)


def put_folder(place: Path, fill: Callable[[Path], None], account: str) -> None:
    """Put a folder of files in place of an earlier one. Raises `NotWritten`.

    `fill` writes them into the empty folder it is given. `account` names the file that lists the
    others, by ``resources[].path``; an earlier folder is replaced only where its own account
    accounts for everything in it.
    """
    _check_folder(place)
    _check_replaceable(place, account)
    with _beside(place) as beside:
        new = beside / "new"
        new.mkdir()  # with the usual rights: a temporary folder has the owner's only
        fill(new)
        for each in new.iterdir():
            _sync(each)
        _sync_folder(new)
        _swap(new, place, beside / "old")
        _sync_folder(place.parent)


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """Open a folder beside a place, on the same file system, that is gone afterwards."""
    beside: Path | None = None
    try:
        beside = Path(mkdtemp(prefix=f".{place.name[:80]}.", dir=place.parent))
        yield beside
    except OSError as error:
        raise _not_written(place, error) from error
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)


def _swap(new: Path, place: Path, old: Path) -> None:
    """Put `new` at `place`, and what was there at `old`; where that fails, leave all as it was."""
    stood = place.exists()
    if stood:
        place.rename(old)
    try:
        new.rename(place)
    except OSError:
        if stood:
            old.rename(place)
        raise


def _sync(path: Path) -> None:
    """Make a written file last."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make a renaming last; systems that cannot open a folder do it by themselves."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):  # some network file systems refuse it, the file is in place
            os.fsync(opened)
    finally:
        os.close(opened)


def _check_folder(place: Path) -> None:
    try:
        there = place.parent.is_dir()
        place.exists()  # of a name that no file can have, the system says so
    except OSError as error:
        raise _not_written(place, error) from error
    if not there:
        raise NotWritten(
            place, f"there is no folder {place.parent}", "make the folder, or name another"
        )


def _check_replaceable(place: Path, account: str) -> None:
    """Refuse to replace a folder that holds anything but an earlier export."""
    if not place.exists():
        return
    if place.is_symlink() or not place.is_dir():
        raise NotWritten(place, "it is a file or a link", "name a folder")
    try:
        inside = {each.name for each in place.iterdir()}
        known = _accounted(place / account) if account in inside else set()
    except OSError as error:
        raise _not_written(place, error) from error
    foreign = sorted(inside - known - {account} if known else inside)
    if foreign:
        raise NotWritten(
            place,
            f"it holds {foreign[0]}, which is no part of an export",
            "name a new folder",
        )


def _accounted(account: Path) -> set[str]:
    try:
        return {str(each["path"]) for each in json.loads(account.read_bytes())["resources"]}
    except (ValueError, KeyError, TypeError):
        return set()


def _not_written(place: Path, error: OSError) -> NotWritten:
    remedies = {
        PermissionError: "choose a folder you may write to",
        FileNotFoundError: "make the folder, or name another",
    }
    remedy = remedies.get(type(error), "free space there or name another folder, and try again")
    return NotWritten(place, error.strerror or str(error), remedy)
