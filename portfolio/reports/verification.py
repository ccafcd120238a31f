"""Verification: fold every stream again, check its chain, and compare every row with the fold.

The chain alone would miss a row changed behind its back; rows alone would miss a rewritten past.
What neither can see is a whole history rewritten consistently: for that there are seals.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from portfolio.domain.grant import Grant, GrantFile
from portfolio.domain.journal import GENESIS, entry_hash, fold
from portfolio.domain.programme import Appropriation, Programme
from portfolio.domain.record import Row, from_row, key_fields, type_of_kind
from portfolio.domain.standing import GrantStanding, budget_by_year, grant_standing
from portfolio.store import journal
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from portfolio.domain.journal import JournalEntry

_OWNER = {"people": "", "programme": "programme", "grant": "grant"}
_SUMS = ("award_minor", "confirmed_minor", "paid_minor", "payable_minor")

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
        self._sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        self._programmes: dict[str, Programme] = {}
        self._grants: list[GrantFile] = []

    def run(self) -> None:
        """Check everything; what does not hold is in `broken`, first things first."""
        for stream, entries in self._streams():
            self.streams += 1
            folded = self._fold(stream, entries)
            if folded is not None:
                self._compare_rows(stream, folded)
                self._take_sums(stream, folded)
        for file in self._grants:
            self._compare_cells(file)
        self._compare_counts()
        self._compare_totals()

    def _streams(self) -> Iterator[tuple[str, list[JournalEntry]]]:
        table = table_of("journal")
        names = self._connection.execute(
            select(table.c.stream).distinct().order_by(table.c.stream)
        ).scalars()
        # Programmes before grants: a grant is weighed by its programme's terms.
        for stream in sorted(names, key=lambda s: (s.startswith("grant/"), s)):
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

    def _take_sums(self, stream: str, folded: dict[Key, Row]) -> None:
        records = [from_row(type_of_kind[kind], row) for (kind, _), row in folded.items()]
        for each in records:
            if isinstance(each, Programme):
                self._programmes[each.code] = each
            elif isinstance(each, Appropriation):
                self._years[each.programme, each.fiscal_year][0] += each.amount_minor
        grant = next((r for r in records if isinstance(r, Grant)), None)
        if stream.startswith("grant/") and grant is not None:
            self._grants.append(GrantFile(grant=grant).with_records(records))

    def _compare_cells(self, file: GrantFile) -> None:
        programme = self._programmes.get(file.grant.programme)
        if programme is None:
            return
        standing = grant_standing(file, programme)
        for place, name in enumerate(_SUMS):
            self._sums[programme.code][place] += getattr(standing, name)
        for year, (confirmed, paid) in budget_by_year(file).items():
            self._years[programme.code, year][1] += confirmed
            self._years[programme.code, year][2] += paid
        for table, where, expected in _expected_cells(file, standing):
            self._compare_kept(f"grant/{file.code}", table, where, expected)

    def _compare_totals(self) -> None:
        for code in self._programmes:
            expected = dict(zip(_SUMS, self._sums[code], strict=True))
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
        for kind in type_of_kind:
            table = table_of(kind)
            stored = self._connection.execute(select(func.count()).select_from(table)).scalar_one()
            surplus = stored - self._rows[kind]
            if surplus > 0 and not self.broken:
                self._note("journal", None, kind, f"{surplus} rows are in no journal entry")

    def _note(self, stream: str, seq: int | None, subject: str, what: str) -> None:
        self.broken.append(Break(stream=stream, seq=seq, subject=subject, what=what))


def _expected_cells(
    file: GrantFile, standing: GrantStanding
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Yield what the kept cells of a grant must be: table, row, cells."""
    cells = asdict(standing)
    del cells["instalments"], cells["commitments"]
    yield "grant", {"code": file.code}, _as_stored(cells)
    for table, parts in (
        ("instalment", standing.instalments),
        ("commitment", standing.commitments),
    ):
        for part in parts:
            values = _as_stored(asdict(part))
            code = values.pop("code")
            yield table, {"grant": file.code, "code": code}, values


def _as_stored(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: int(v) if isinstance(v, bool) else v.isoformat() if hasattr(v, "isoformat") else v
        for name, v in values.items()
    }
