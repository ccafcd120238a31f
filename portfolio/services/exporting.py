"""Exporting a budget review: one snapshot, one file or folder, put in place whole."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from portfolio.domain.errors import NotFound
from portfolio.exchange.account import ACCOUNT
from portfolio.exchange.writing import NotWritten, put_file, put_folder
from portfolio.reports.difference import Before
from portfolio.reports.review import review
from portfolio.services.digesting import digests_of
from portfolio.services.looking_back import looking_back, newest_known
from portfolio.services.office import name_of
from portfolio.services.progress import Tick, no_tick
from portfolio.wording.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from portfolio.exchange.columns import About, Review
    from portfolio.services.office import Office


@dataclass(frozen=True, slots=True)
class ExportKind:
    """One form of export: what it is called, how its file name ends, who writes it.

    `suffix` is empty where the export is a folder. `writer` is the module and the function that
    writes it: it is loaded only when it is asked for. One that `compares` says what has changed
    since an earlier position. What the export is for stands in the labels, under ``export.`` and
    its name.
    """

    name: str
    suffix: str
    writer: str
    compares: bool = False

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
    recorded_at: datetime
    seal: str
    sha256: Mapping[str, str]


_KINDS = (
    ExportKind("xlsx", ".xlsx", "xlsx:write_workbook", compares=True),
    ExportKind("csv", "", "csv_files:write_csv_files", compares=True),
    ExportKind("json", ".json", "json_file:write_json", compares=True),
    ExportKind("360giving", ".json", "standards.giving360:write_360giving"),
    ExportKind("iati", ".xml", "standards.iati:write_iati"),
    ExportKind("rs", "", "standards.rs_out:write_rs"),
    ExportKind("sf425", "", "standards.sf425:write_sf425"),
    ExportKind("html", ".html", "report.page:write_html", compares=True),
    ExportKind("pdf", ".pdf", "report.pdf:write_pdf", compares=True),
    ExportKind("plan", ".xlsx", "plan_xlsx:write_plan_workbook"),
    ExportKind("plan-csv", "", "plan_csv:write_plan_csv"),
    ExportKind("plan-json", ".json", "plan:write_plan_json"),
)


def catalogue() -> tuple[ExportKind, ...]:
    """Return the forms in which a budget review can be exported."""
    return _KINDS


@dataclass(frozen=True, slots=True)
class Since:
    """The earlier position that a review is held against: a day, and what was known at a moment."""

    day: date
    known_at: datetime | None = None


def export(  # noqa: PLR0913  # what to write, where, how, by name
    office: Office,
    kind: str,
    out: Path,
    language: Language = Language.ENGLISH,
    *,
    since: Since | None = None,
    programme: str | None = None,
    tick: Tick = no_tick,
) -> Exported:
    """Write a budget review as of the office's day to `out`, and return what was written.

    With `since` it says what has changed, with `programme` it is about that one alone; `tick` is
    called as it goes on. The same records on the same day give the same bytes.
    Raises `NotFound` for a kind or programme that does not exist, `NotWritten` where the file
    cannot be put in place, `TooLongForExcel`.
    """
    _keep_off_the_database(office, out)
    about = write_export(
        office, kind, out, language,
        name=name_of(office), since=since, programme=programme, tick=tick,
    )  # fmt: skip
    return Exported(
        kind=_kind(kind),
        path=out,
        as_of=about.as_of,
        recorded_at=about.recorded_at,
        seal=about.seal,
        sha256=digests_of(out),
    )


def write_export(  # noqa: PLR0913  # what to write, where, how, by name
    office: Office,
    kind: str,
    out: Path,
    language: Language,
    *,
    name: str,
    since: Since | None = None,
    programme: str | None = None,
    tick: Tick = no_tick,
) -> About:
    """Write a budget review to `out` under the database's `name`; return what it rests on."""
    chosen = _kind(kind)
    with gathered(office, name, since, programme=programme, tick=tick) as found:

        def fill(place: Path) -> None:
            chosen.write(found, place, language)

        if chosen.suffix:
            put_file(out, fill)
        else:
            put_folder(out, fill, ACCOUNT)
        return found.about


@contextmanager
def gathered(
    office: Office,
    name: str,
    since: Since | None = None,
    *,
    programme: str | None = None,
    tick: Tick = no_tick,
) -> Iterator[Review]:
    """Open the budget review of an office's day, held against an earlier position where asked."""
    with ExitStack() as open_:
        connection = open_.enter_context(office.database.reading())
        before = None
        if since is not None:
            then = open_.enter_context(looking_back(office, since.day, since.known_at, tick=tick))
            old = open_.enter_context(then.database.reading())
            before = Before(connection=old, as_of=since.day, known_at=newest_known(old))
        yield review(
            connection, office.today(), name, before=before, programme=programme, tick=tick
        )


def _kind(name: str) -> ExportKind:
    found = next((each for each in _KINDS if each.name == name), None)
    if found is None:
        raise NotFound("export", name, [each.name for each in _KINDS])
    return found


def _keep_off_the_database(office: Office, out: Path) -> None:
    """Refuse to put a review in place of the record it is about."""
    path = (office.present or office).database.path
    if path is None:
        return
    beside = [path, *(path.with_name(f"{path.name}-{end}") for end in ("wal", "shm", "journal"))]
    if any(os.path.realpath(each) == os.path.realpath(out) for each in beside):
        raise NotWritten(out, "it is the database itself", "name another file")
