"""Exporting a budget review: one snapshot, one file or folder, put in place whole."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from portfolio.domain.errors import NotFound
from portfolio.exchange.account import ACCOUNT
from portfolio.exchange.writing import NotWritten, put_file, put_folder
from portfolio.reports.review import review
from portfolio.services.digesting import sha256_of_file
from portfolio.wording.language import Language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from portfolio.exchange.columns import Review
    from portfolio.services.office import Office


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One form of export: what it is called, how its file name ends, who writes it.

    `suffix` is empty where the export is a folder. `writer` is the module and the function that
    writes it: it is loaded only when it is asked for. What the export is for stands in the labels,
    under ``export.`` and its name.
    """

    name: str
    suffix: str
    writer: str

    def write(self, review: Review, place: Path, language: Language) -> None:
        """Write it at a place that is still empty: a file, or into a folder."""
        module, _, function = self.writer.partition(":")
        getattr(import_module(f"portfolio.exchange.{module}"), function)(review, place, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written: where, from which snapshot.

    `seal` is the Merkle root the files bear, `sha256` the digest of each file by its name.
    """

    kind: ExportKind
    path: Path
    as_of: date
    seal: str
    sha256: Mapping[str, str]


_KINDS = (
    ExportKind("xlsx", ".xlsx", "xlsx:write_workbook"),
    ExportKind("csv", "", "csv_files:write_csv_files"),
    ExportKind("json", ".json", "json_file:write_json"),
    ExportKind("plan", ".xlsx", "plan_xlsx:write_plan_workbook"),
    ExportKind("plan-csv", "", "plan_csv:write_plan_csv"),
    ExportKind("plan-json", ".json", "plan:write_plan_json"),
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

        def fill(place: Path) -> None:
            chosen.write(gathered, place, language)

        if chosen.suffix:
            put_file(out, fill)
        else:
            put_folder(out, fill, ACCOUNT)
    return Exported(
        kind=chosen,
        path=out,
        as_of=gathered.about.as_of,
        seal=gathered.about.seal,
        sha256={
            each.name: sha256_of_file(each)
            for each in (sorted(out.iterdir()) if out.is_dir() else [out])
        },
    )


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
