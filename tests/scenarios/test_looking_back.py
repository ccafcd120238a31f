"""The past comes out again: as of any day, as known at any moment, to the yen and to the byte."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.payouts import SettlePayout
from portfolio.domain.acts.reskilling import ReportTraining, VerifyReport
from portfolio.domain.errors import StoreUnfit
from portfolio.domain.period import add_months
from portfolio.domain.reskilling import Rung
from portfolio.exchange.writing import NotWritten
from portfolio.services import browse
from portfolio.services.exporting import catalogue, export
from portfolio.services.looking_back import looking_back
from portfolio.services.perform import perform
from portfolio.store import journal, past
from tests.conftest import NOW
from tests.exchange.test_export_files import contents
from tests.story import CONFIRMED, tell

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from portfolio.services.office import Office

Sums = dict[tuple[str, int], dict[str, int]]

MONTH_ENDS = [add_months(date(2022, 12, 1), n) - timedelta(days=1) for n in range(49)]
PAID = {"paid", "cleared"}
NOT_BINDING = {"proposed", "sent back", "cancelled"}


OWN = {
    "grant": ("code",), "payout": ("grant", "code"), "award_decision": ("grant", "number"),
    "instalment": ("grant", "code"), "appropriation": ("programme", "fiscal_year", "number"),
    "carry_over": ("programme", "fiscal_year", "number"),
}  # fmt: skip
"""What identifies a record of each kind that money is added up from."""


def records_on(connection: Connection, day: date) -> dict[tuple[str, ...], dict[str, Any]]:
    """Return the newest image of each record by a day, from nothing but the journal."""
    newest: dict[tuple[str, ...], dict[str, Any]] = {}
    for stream in journal.streams(connection):
        for entry in journal.entries_of_stream(connection, stream):
            if entry.effective_on <= day:
                for image in json.loads(entry.images):
                    kind, row = image["kind"], image["row"]
                    if kind in OWN and (row.get("decided_on") or "") <= day.isoformat():
                        newest[kind, *(str(row[name]) for name in OWN[kind])] = row
    return newest


def from_the_journal(connection: Connection, day: date) -> Sums:
    """Add a position up in plain Python."""
    newest = records_on(connection, day)
    programme_of = {key[1]: row["programme"] for key, row in newest.items() if key[0] == "grant"}
    sums: Sums = defaultdict(lambda: defaultdict(int))
    for (kind, owner, *_), row in newest.items():
        if kind == "grant" or row.get("instrument", "grant") != "grant":
            continue
        amount, year = row["amount_minor"], row["fiscal_year"]
        of_year = sums[row.get("programme") or programme_of[owner], year]
        if kind == "payout":
            charge = amount - row.get("clears_minor", 0)
            of_year["confirmed"] += 0 if row["state"] in NOT_BINDING else charge
            of_year["paid"] += charge if row["state"] in PAID else 0
        elif kind == "carry_over":
            of_year["carried_out"] += amount
            sums[owner, year + 1]["budget"] += amount
        else:
            name = {"award_decision": "awarded", "instalment": "planned"}.get(kind, "budget")
            of_year[name] += amount
    return sums


@pytest.mark.parametrize("day", MONTH_ENDS, ids=str)
def test_a_position_is_what_the_journal_says_of_the_end_of_that_month(
    demo: Office, day: date
) -> None:
    with looking_back(demo, day) as then:
        lines = browse.position(then)
        view = browse.overview(then)
    with demo.database.reading() as connection:
        expected = from_the_journal(connection, day)
    names = ("awarded", "planned", "confirmed", "paid", "budget", "carried_out")
    found = {
        (line.programme, line.fiscal_year): {n: getattr(line, f"{n}_minor") for n in names}
        for line in lines
    }
    assert {key: {n: year[n] for n in names} for key, year in expected.items()} == found
    assert sum(p.paid_minor for p in view.programmes) == sum(y["paid"] for y in expected.values())


def test_the_months_looked_at_tell_of_money() -> None:
    assert MONTH_ENDS[0] == date(2022, 11, 30)
    assert MONTH_ENDS[-1] == date(2026, 11, 30)


def test_the_present_folded_again_is_the_present(demo: Office, tmp_path: Path) -> None:
    with demo.database.reading() as present:
        folded = past.build(present, tmp_path / "again.db", demo.today(), None)
        with folded.reading() as again:
            for name, table in SQLModel.metadata.tables.items():
                before = sorted(map(repr, present.execute(select(table))))
                assert sorted(map(repr, again.execute(select(table)))) == before, name


@pytest.mark.parametrize("kind", [k.name for k in catalogue()])
def test_the_same_question_gives_the_same_bytes_tomorrow(
    small: Office, tmp_path: Path, kind: str
) -> None:
    tell(small, CONFIRMED)
    for folder in ("first", "again", "later"):
        (tmp_path / folder).mkdir()
    first = export(small, kind, tmp_path / "first" / "review")
    later = replace(small, clock=lambda: NOW + timedelta(days=1))
    perform(
        later.acting_as("ACCOUNTANT-1"),
        SettlePayout(grant="ALPHA", payout="P1", payment_reference="BANK-1"),
    )
    with looking_back(later, first.as_of, first.recorded_at) as then:
        export(then, kind, tmp_path / "again" / "review")
    assert contents(tmp_path / "again" / "review") == contents(tmp_path / "first" / "review")
    assert export(later, kind, tmp_path / "later" / "review").seal != first.seal


def test_a_late_entry_changes_as_of_and_not_as_known_at(small: Office) -> None:
    """Counted on Friday, written down on Monday."""
    friday, monday = date(2026, 11, 20), NOW
    known = monday - timedelta(hours=1)
    tell(small, 3)
    perform(
        small,
        ReportTraining(
            grant="ALPHA", commitment="C1", rung=Rung.CERTIFIED, persons=10,
            as_of=date(2026, 10, 31), document="Certificates", document_sha256="cd" * 32,
        ),
        on=friday,
    )  # fmt: skip
    perform(small.acting_as("ASSESSOR-1"), VerifyReport(grant="ALPHA", report="R1"), on=friday)

    def verified(as_of: date, known_at: datetime | None) -> int:
        with looking_back(small, as_of, known_at) as then:
            lines = {line.code: line for line in browse.overview(then).grants}
            return lines["ALPHA"].verified_persons

    assert verified(friday, None) == 10
    assert verified(friday - timedelta(days=1), None) == 0
    assert verified(friday, known) == 0
    assert verified(monday.date(), known) == 0


def test_what_an_earlier_day_changed_is_not_smuggled_in_with_a_later_one(small: Office) -> None:
    """A report of an earlier day, recorded after a verdict of a later one, brings no verdict."""
    tell(small, 3)
    day = date(2026, 11, 20)
    perform(
        small,
        ReportTraining(
            grant="ALPHA", commitment="C1", rung=Rung.CERTIFIED, persons=4,
            as_of=date(2026, 10, 31), document="Certificates", document_sha256="cd" * 32,
        ),
        on=day,
    )  # fmt: skip
    with looking_back(small, day) as then:
        (alpha,) = (line for line in browse.overview(then).grants if line.code == "ALPHA")
        file = browse.dossier(then, "ALPHA").file
    assert alpha.milestones_met == 0
    assert [r.persons for r in file.reports] == [4]
    assert not file.evidence


def test_nothing_is_written_in_the_past(small: Office) -> None:
    with (
        looking_back(small, date(2026, 11, 1)) as then,
        pytest.raises(StoreUnfit, match="the past as of 2026-11-01"),
    ):
        tell(then, 1)
    with (
        looking_back(small) as now,
        pytest.raises(StoreUnfit, match="return to today to act"),
    ):
        tell(now, 1)


def test_before_anything_was_recorded_there_is_no_past(small: Office) -> None:
    with (
        pytest.raises(StoreUnfit, match="nothing was recorded yet"),
        looking_back(small, None, datetime(2020, 1, 1, tzinfo=UTC)),
    ):
        pass


def test_an_export_of_the_past_never_takes_the_place_of_the_record(small: Office) -> None:
    record = small.database.path
    assert record is not None
    before = record.read_bytes()
    with (
        looking_back(small, date(2026, 11, 1), lasting=True) as then,
        pytest.raises(NotWritten, match="the database itself"),
    ):
        export(then, "json", record)
    assert record.read_bytes() == before


def test_a_past_that_is_looked_at_for_long_does_not_go_on(small: Office) -> None:
    """Others write meanwhile, and none of it is seen."""
    with (
        looking_back(small, small.today()) as present,
        looking_back(small, small.today(), lasting=True) as lasting,
    ):
        before = browse.entry_count(lasting)
        assert browse.entry_count(present) == before
        perform(small, PlaceHold(grant="ALPHA"), reason="A reason")
        assert browse.entry_count(present) == before + 1
        assert browse.entry_count(lasting) == before
        assert lasting.present is small
