"""Backing up: a whole copy of the record in a new file, as of one moment, verified once written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.errors import Invalid, StoreUnfit
from portfolio.exchange.writing import put_file
from portfolio.services.progress import Tick, no_tick
from portfolio.services.verify import Verification, verify_at
from portfolio.store import sqlite

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A copy of the record: where it is, how many bytes it has, and what verifying it found."""

    path: Path
    size: int
    verification: Verification


def back_up(office: Office, out: Path, *, tick: Tick = no_tick) -> Backup:
    """Copy the record to a new file that only its owner can read, and verify the copy.

    Others may go on writing: the copy has what was saved when it began. What stands at `out` is
    never replaced. `tick` is called before each step. Raises `Invalid`, naming ``--out``,
    `NotWritten`, and `StoreUnfit` where the record is no file.
    """
    database = (office.present or office).database
    if database.path is None:
        raise StoreUnfit("the record is no file: back it up with the tools of its database server")
    if out.exists():
        raise Invalid("--out", str(out), "is there already", "name another file")

    def copy(new: Path) -> None:
        with database.reading() as connection:
            sqlite.back_up(connection, new)
        tick()

    tick()
    put_file(out, copy)
    return Backup(path=out, size=out.stat().st_size, verification=verify_at(out))
