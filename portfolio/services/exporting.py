"""Exporting a budget review: one snapshot, one file or folder, put in place whole."""

from __future__ import annotations

import os
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from portfolio.domain.errors import NotFound
from portfolio.exchange.writing import NotWritten, write_file, write_folder
from portfolio.reports.review import review
from portfolio.wording.language import Language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from portfolio.exchange.columns import Review
    from portfolio.services.office import Office


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One form of export: what it is called, how its file name ends, what it is for.

    `suffix` is empty where the export is a folder; `purpose_key` is the key of a label.
    """

    name: str
    suffix: str
    purpose_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written: where, how many rows in all, from which snapshot.

    `seal` is the Merkle root the files bear, `sha256` the digest of each file by its name.
    """

    kind: ExportKind
    path: Path
    rows: int
    as_of: date
    seal: str
    sha256: Mapping[str, str]


_KINDS = (
    ExportKind("xlsx", ".xlsx", "export.xlsx"),
    ExportKind("csv", "", "export.csv"),
    ExportKind("json", ".json", "export.json"),
)


def catalogue() -> tuple[ExportKind, ...]:
    """Return the forms in which a budget review can be exported."""
    return _KINDS


def export(office: Office, kind: str, out: Path, language: Language = Language.ENGLISH) -> Exported:
    """Write a budget review as of today to `out`, and return what was written.

    The same records on the same day give the same bytes. Raises `NotFound` for a kind that does
    not exist, `NotWritten` where the file cannot be put in place, `TooLongForExcel`.
    """
    chosen = next((each for each in _KINDS if each.name == kind), None)
    if chosen is None:
        raise NotFound("export", kind, [each.name for each in _KINDS])
    _keep_off_the_database(office, out)
    with office.database.reading() as connection:
        gathered = review(connection, office.today(), _name_of(office))
    files = _files(gathered, chosen, out, language)
    if chosen.suffix:
        write_file(out, files[out.name])
    else:
        from portfolio.exchange.csv_files import ABOUT

        write_folder(out, files, ABOUT)
    return Exported(
        kind=chosen,
        path=out,
        rows=gathered.rows,
        as_of=gathered.about.as_of,
        seal=gathered.about.seal,
        sha256={name: sha256(content).hexdigest() for name, content in files.items()},
    )


def _files(gathered: Review, kind: ExportKind, out: Path, language: Language) -> dict[str, bytes]:
    match kind.name:
        case "xlsx":
            from portfolio.exchange.xlsx import workbook  # XlsxWriter takes a while to load

            return {out.name: workbook(gathered, language)}
        case "json":
            from portfolio.exchange.json_file import json_file

            return {out.name: json_file(gathered)}
    from portfolio.exchange.csv_files import csv_files

    return csv_files(gathered, language)


def _keep_off_the_database(office: Office, out: Path) -> None:
    """Refuse to put a review in place of the record it is about."""
    path = office.database.path
    if path is None:
        return
    beside = [path, *(path.with_name(f"{path.name}-{end}") for end in ("wal", "shm", "journal"))]
    if any(os.path.realpath(each) == os.path.realpath(out) for each in beside):
        raise NotWritten(out, "it is the database itself", "name another file")


def _name_of(office: Office) -> str:
    """Return the database's own name: a review does not tell where on a machine it came from."""
    path = office.database.path
    return path.name if path else office.database.url.database or office.database.name
