"""Verification: fold every stream again, check its chain, and compare every row with the fold.

The chain alone would miss a row changed behind its back; rows alone would miss a rewritten past.
What neither can see is a whole history rewritten consistently: for that there are seals.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from portfolio.domain.grant import Grant
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.journal import GENESIS, entry_hash, fold
from portfolio.domain.programme import Programme, ProgrammeFile
from portfolio.domain.record import Row, from_row, key_fields, to_row, type_of_kind
from portfolio.domain.standing import budget_by_year, grant_standing
from portfolio.domain.terms import Term
from portfolio.store import cells, journal
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _typeshed import DataclassInstance
    from sqlalchemy import Connection

    from portfolio.domain.journal import JournalEntry

_OWNER = {"people": "", "programme": "programme", "grant": "grant"}
Key = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One thing that does not hold: in which stream, at which entry, about what, and how."""

    stream: str
    seq: int | None
    subject: str
    what: str

    def __str__(self) -> str:
        """One line a person can act on."""
        place = f"{self.stream} entry {self.seq}" if self.seq else self.stream
        return f"{place}: {self.subject}: {self.what}"


class Verifier:
    """Goes through the whole journal once, stream by stream, holding one stream at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.broken: list[Break] = []
        self.entries = 0
        self.streams = 0
        self.records = 0
        self._rows: Counter[str] = Counter()
        self._years: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0, 0])
        self._sums: dict[str, Counter[str]] = defaultdict(Counter)
        self._programmes: dict[str, ProgrammeFile] = {}
        self._grants: list[GrantFile] = []

    def run(self) -> None:
        """Check everything; what does not hold is in `broken`, first things first."""
        for stream, entries in self._streams():
            self.streams += 1
            folded = self._fold(stream, entries)
            if folded is not None:
                records = [from_row(type_of_kind[kind], row) for (kind, _), row in folded.items()]
                self._compare_rows(stream, _completed(folded, records))
                self._take(records)
        for file in self._grants:
            self._compare_cells(file)
        self._compare_counts()
        self._compare_totals()

    def _streams(self) -> Iterator[tuple[str, list[JournalEntry]]]:
        for stream in journal.streams(self._connection):
            try:
                entries = list(journal.entries_of_stream(self._connection, stream))
            except (ValueError, KeyError, DatabaseError) as error:
                self._note(stream, None, "journal", f"cannot be read: {error}")
                continue
            yield stream, entries

    def _fold(self, stream: str, entries: list[JournalEntry]) -> dict[Key, Row] | None:
        """Check the chain of a stream and fold it; None where it does not hold."""
        previous, moment = GENESIS, None
        for seq, entry in enumerate(entries, start=1):
            self.entries += 1
            wrong = None
            if entry.seq != seq:
                wrong = f"entry {seq} is missing"
            elif entry.previous_hash != previous:
                wrong = "does not follow the entry before it"
            elif entry.hash != entry_hash(entry):
                wrong = "was altered: it does not have the hash it bears"
            elif moment is not None and entry.recorded_at < moment:
                wrong = "was recorded before the entry before it"
            if wrong:
                self._note(stream, entry.seq, entry.subject, wrong)
                return None
            previous, moment = entry.hash, entry.recorded_at
        return fold(entries)

    def _compare_rows(self, stream: str, folded: dict[Key, Row]) -> None:
        by_kind: dict[str, dict[tuple[str, ...], Row]] = defaultdict(dict)
        for (kind, key), row in folded.items():
            by_kind[kind][key] = row
        for kind, expected in by_kind.items():
            self._rows[kind] += len(expected)
            self.records += len(expected)
            found = self._stored(stream, kind)
            for key, row in expected.items():
                stored = found.get(key)
                name = "/".join(key)
                if stored is None:
                    self._note(
                        stream, None, name, f"the {kind} is in the journal, not in its table"
                    )
                    continue
                for column, value in row.items():
                    if stored[column] != value:
                        self._note(
                            stream, None, name,
                            f"{kind}.{column} is {stored[column]!r}, the journal says {value!r}",
                        )  # fmt: skip

    def _stored(self, stream: str, kind: str) -> dict[tuple[str, ...], dict[str, Any]]:
        table = table_of(kind)
        query = select(table)
        owner, _, code = stream.partition("/")
        column = "code" if kind == owner else _OWNER[owner]
        if column:
            query = query.where(table.c[column] == code)
        return {
            tuple(str(r[name]) for name in key_fields(kind)): dict(r)
            for r in self._connection.execute(query).mappings()
        }

    def _take(self, records: list[DataclassInstance]) -> None:
        """Take in what the kept cells are derived from."""
        terms = tuple(r for r in records if isinstance(r, Term))
        for year, minor in cells.ceilings(records).items():
            self._years[year][0] += minor
        for each in records:
            if isinstance(each, Programme):
                self._programmes[each.code] = ProgrammeFile(programme=each, terms=terms)
            elif isinstance(each, Grant):
                self._grants.append(GrantFile(grant=each).with_records(records))

    def _compare_cells(self, file: GrantFile) -> None:
        programme = self._programmes.get(file.grant.programme)
        if programme is None:
            return
        code, stream = programme.programme.code, f"grant/{file.code}"
        for year, (confirmed, paid) in budget_by_year(file).items():
            self._years[code, year][1] += confirmed
            self._years[code, year][2] += paid
        standing = grant_standing(file, programme)
        self._sums[code].update({name: getattr(standing, name) for name in cells.SUMS})
        for table, where, kept in cells.kept_cells(file.code, standing):
            self._compare_kept(stream, table, where, kept)
        derived = cells.waiting_rows(programme, file, standing)
        self._compare_waiting(stream, file, derived)

    def _compare_waiting(self, stream: str, file: GrantFile, derived: list[cells.Cells]) -> None:
        t = table_of("waiting")
        stored = self._connection.execute(select(t).where(t.c.grant == file.code)).mappings()
        kept = [dict(row) for row in stored]
        self._rows["waiting"] += len(derived)
        for row in (row for row in kept if row not in derived):
            self._note(
                stream, None, f"{file.code}/{row['code']}",
                f"waiting for '{row['act']}' since {row['since']} is kept, derived again it is not",
            )  # fmt: skip
        for row in (row for row in derived if row not in kept):
            self._note(
                stream, None, f"{file.code}/{row['code']}",
                f"waiting for '{row['act']}' since {row['since']} is derived again, it is not kept",
            )  # fmt: skip

    def _compare_totals(self) -> None:
        for code in self._programmes:
            expected = {name: self._sums[code][name] for name in cells.SUMS}
            self._compare_kept(f"programme/{code}", "programme", {"code": code}, expected)
        for (code, year), (budget, confirmed, paid) in self._years.items():
            self._compare_kept(
                f"programme/{code}", "budget_year", {"programme": code, "fiscal_year": year},
                {"budget_minor": budget, "confirmed_minor": confirmed, "paid_minor": paid},
            )  # fmt: skip

    def _compare_kept(
        self, stream: str, table: str, where: dict[str, Any], expected: dict[str, Any]
    ) -> None:
        t = table_of(table)
        row = self._connection.execute(
            select(t).where(*(t.c[name] == value for name, value in where.items()))
        ).mappings().one_or_none()  # fmt: skip
        subject = "/".join(str(v) for v in where.values())
        if row is None:
            self._note(stream, None, subject, f"the kept sums of the {table} are missing")
            return
        for column, value in expected.items():
            if row[column] != value:
                self._note(
                    stream, None, subject,
                    f"{table}.{column} is kept as {row[column]!r}, derived again it is {value!r}",
                )  # fmt: skip

    def _compare_counts(self) -> None:
        """Find rows that no journal entry ever put in place."""
        for kind in (*type_of_kind, "waiting"):
            table = table_of(kind)
            stored = self._connection.execute(select(func.count()).select_from(table)).scalar_one()
            surplus = stored - self._rows[kind]
            if surplus > 0 and not self.broken:
                self._note("journal", None, kind, f"{surplus} rows are in no journal entry")

    def _note(self, stream: str, seq: int | None, subject: str, what: str) -> None:
        self.broken.append(Break(stream=stream, seq=seq, subject=subject, what=what))


def _completed(folded: dict[Key, Row], records: list[DataclassInstance]) -> dict[Key, Row]:
    """Return the rows as they must be stored: an image older than a column has its default."""
    return {
        key: to_row(record) | row
        for (key, row), record in zip(folded.items(), records, strict=True)
    }
