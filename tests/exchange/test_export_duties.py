"""Conditions set aside and changed, duties that last, screenings: what stays visible for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.amendments import ChangeAsked, ConfirmAmendment, ProposeAmendment
from portfolio.domain.acts.assigning import AssignGrant
from portfolio.domain.acts.covenants import Attest, FindBreach
from portfolio.domain.acts.curing import ReverseMilestone
from portfolio.domain.acts.granting import TerminateGrant
from portfolio.domain.acts.milestones import RecordEvidence
from portfolio.domain.acts.notes import WriteNote
from portfolio.domain.acts.screenings import RequestScreening, VetoScreening
from portfolio.domain.acts.waivers import ConfirmWaiver, ProposeWaiver, RevokeWaiver
from portfolio.domain.amendment import Amended
from portfolio.domain.people import Role
from portfolio.domain.waiver import Waivable
from portfolio.services.exporting import export
from tests.exchange.delta import do, exception, sheet, with_delta
from tests.exchange.exported import JAPANESE, csv_rows, json_document
from tests.story import VERIFIED, steps, tell

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


@pytest.fixture
def office(small: Office) -> Office:
    return with_delta(small)


def waive(office: Office) -> None:
    on_people = ProposeWaiver(
        grant="DELTA", instalment="I1", condition=Waivable.COMMITMENT, condition_code="C1",
        authority="Director-General, decision 12", expires_on=date(2027, 3, 31),
    )  # fmt: skip
    do(office, "OFFICER-2", on_people, "The training centre was flooded")
    do(office, "AUTHORISER-1", ConfirmWaiver(grant="DELTA", waiver="W1"))


def test_a_waiver_names_both_people_and_the_authority(office: Office, tmp_path: Path) -> None:
    waive(office)
    (row,) = sheet(office, tmp_path, "waivers")
    assert (row["condition"], row["condition_code"], row["instalment"]) == (
        "commitment", "C1", "I1",
    )  # fmt: skip
    assert (row["proposed_by"], row["confirmed_by"]) == ("OFFICER-2", "AUTHORISER-1")
    assert (row["authority"], row["state"]) == ("Director-General, decision 12", "confirmed")
    assert (row["effective_on"], row["expires_on"]) == ("2026-11-23", "2027-03-31")


def test_a_waiver_stays_an_exception_after_it_has_ended(office: Office, tmp_path: Path) -> None:
    waive(office)
    revoke = RevokeWaiver(grant="DELTA", waiver="W1")
    do(office, "AUTHORISER-1", revoke, "The centre is dry again")
    told = exception(office, tmp_path, "condition waived")
    assert (told["subject"], told["state"]) == ("DELTA/W1", "revoked")
    assert told["reason"] == "The training centre was flooded"


def test_a_waiver_that_was_only_proposed_is_no_exception(office: Office, tmp_path: Path) -> None:
    asked = ProposeWaiver(
        grant="DELTA", instalment="I1", condition=Waivable.COMMITMENT, condition_code="C1",
        authority="Director-General, decision 12", expires_on=date(2027, 3, 31),
    )  # fmt: skip
    do(office, "OFFICER-2", asked, "The training centre was flooded")
    kinds = {row["kind"] for row in sheet(office, tmp_path, "exceptions")}
    assert kinds == {"overdue milestone", "overdue commitment"}


def test_an_amendment_shows_what_it_was_and_what_it_becomes(office: Office, tmp_path: Path) -> None:
    asked = ProposeAmendment(
        grant="DELTA", title="Second shift", source="Minutes of 20 November 2026",
        changes=(
            ChangeAsked(what=Amended.INSTALMENT_AMOUNT, subject="I1", new="300000"),
            ChangeAsked(what=Amended.INSTALMENT_AMOUNT, subject="I2", new="700000"),
            ChangeAsked(what=Amended.MILESTONE_DUE, subject="M2", new="2027-04-30"),
        ),
    )  # fmt: skip
    do(office, "OFFICER-1", asked, "Tool delivery was late")
    do(office, "AUTHORISER-1", ConfirmAmendment(grant="DELTA", amendment="N1"))
    rows = sheet(office, tmp_path, "amendments")
    assert [(r["subject"], r["old"], r["new"]) for r in rows] == [
        ("I1", 400_000, 300_000), ("I2", 600_000, 700_000), ("M2", "2027-03-31", "2027-04-30"),
    ]  # fmt: skip
    assert {(r["state"], r["effective_on"], r["confirmed_by"]) for r in rows} == {
        ("confirmed", "2026-11-23", "AUTHORISER-1")
    }
    export(office, "csv", tmp_path / "folder", JAPANESE)
    said = csv_rows(tmp_path / "folder", "amendments")[0]
    assert (said["old"], said["new"]) == ("400,000円", "300,000円")


def test_a_condition_that_was_moved_stands_where_it_went(office: Office, tmp_path: Path) -> None:
    tell(office, VERIFIED, grant="DELTA")
    asked = ProposeAmendment(
        grant="DELTA", title="Money later", source="Minutes of 20 November 2026",
        changes=(ChangeAsked(what=Amended.CONDITION_MOVED, subject="I2.F1", new="I1"),),
    )  # fmt: skip
    do(office, "OFFICER-1", asked, "The bank pays earlier")
    do(office, "AUTHORISER-1", ConfirmAmendment(grant="DELTA", amendment="N1"))
    rows = {r["code"]: r for r in sheet(office, tmp_path, "instalments")}
    named = {code: [c.get("co_funding") for c in r["conditions"]] for code, r in rows.items()}
    assert ("F1" in named["I1"], "F1" in named["I2"]) == (True, False)


def test_a_covenant_stands_with_the_last_word_and_the_next(office: Office, tmp_path: Path) -> None:
    word = Attest(
        grant="DELTA", covenant="V1", kept_until=date(2026, 3, 31), document="Board minutes",
        document_sha256="ef" * 32,
    )  # fmt: skip
    do(office, "OFFICER-1", word)
    (row,) = sheet(office, tmp_path, "covenants")
    assert (row["kind"], row["until_on"]) == ("continued production", "2028-03-31")
    assert (row["attested_until"], row["attestation_due_on"]) == ("2026-03-31", "2027-03-31")
    (said,) = sheet(office, tmp_path, "attestations")
    assert (said["covenant"], said["kept_until"], said["document"]) == (
        "V1", "2026-03-31", "Board minutes",
    )  # fmt: skip
    assert (said["recorded_by"], said["document_sha256"]) == ("OFFICER-1", "ef" * 32)


def test_a_breach_is_told_with_its_reason(office: Office, tmp_path: Path) -> None:
    do(office, "ASSESSOR-1", FindBreach(grant="DELTA", covenant="V1"), "Production has stopped")
    told = exception(office, tmp_path, "covenant breached")
    assert (told["subject"], told["reason"]) == ("DELTA/V1", "Production has stopped")
    assert (told["amount_minor"], told["since"]) == (None, "2026-11-23")


def test_a_veto_is_told_with_the_money_it_stops(office: Office, tmp_path: Path) -> None:
    do(office, "OFFICER-1", RequestScreening(grant="DELTA", member="LEAD"))
    veto = VetoScreening(grant="DELTA", screening="Q1")
    do(office, "COUNCIL-1", veto, "Control has changed")
    (row,) = sheet(office, tmp_path, "screenings")
    assert (row["member"], row["state"], row["conditions"]) == (
        "LEAD", "vetoed", "Control has changed",
    )  # fmt: skip
    assert (row["requested_by"], row["decided_by"]) == ("OFFICER-1", "COUNCIL-1")
    told = exception(office, tmp_path, "vetoed")
    assert (told["amount_minor"], told["reason"]) == (1_000_000, "Control has changed")


def test_a_reversal_is_told_also_after_the_level_was_shown_again(
    office: Office, tmp_path: Path
) -> None:
    tell(office, VERIFIED, grant="DELTA")
    back = ReverseMilestone(grant="DELTA", milestone="M1", level_now=4)
    do(office, "ASSESSOR-1", back, "The measurement could not be repeated")
    told = exception(office, tmp_path, "milestone reversed")
    assert (told["state"], told["amount_minor"]) == ("reversed", 400_000)
    assert told["reason"] == "The measurement could not be repeated"
    (_, first), *shown = steps("DELTA")[:3]
    assert isinstance(first, RecordEvidence)
    do(office, "OFFICER-1", replace(first, title="Second test report", sha256="ac" * 32))
    for who, request in shown:
        do(office, who, request)
    assert exception(office, tmp_path, "milestone reversed")["state"] == "met"


def test_a_termination_is_told_and_nothing_is_overdue_any_more(
    office: Office, tmp_path: Path
) -> None:
    end = TerminateGrant(grant="DELTA")
    do(office, "AUTHORISER-1", end, "The consortium was dissolved")
    rows = sheet(office, tmp_path, "exceptions")
    (told,) = rows
    assert (told["kind"], told["subject"], told["reason"]) == (
        "grant terminated", "DELTA", "The consortium was dissolved",
    )  # fmt: skip
    assert told["amount_minor"] == 1_000_000
    grants = json_document(office, tmp_path)["sheets"]["grants"]
    row = next(r for r in grants if r["code"] == "DELTA")
    assert (row["state"], row["overdue_minor"], row["fixed_minor"]) == ("terminated", 0, None)


def test_the_states_of_the_journal_are_those_of_what_moved(office: Office, tmp_path: Path) -> None:
    waive(office)
    tell(office, VERIFIED + 1, grant="DELTA")
    export(office, "csv", tmp_path / "folder", JAPANESE)
    said = {
        (r["subject"], r["act"]): r["to_state"] for r in csv_rows(tmp_path / "folder", "journal")
    }
    assert said["DELTA/W1", "免除承認"] != said["DELTA/P1", "支払起案"]
    assert "" not in (said["DELTA/W1", "免除承認"], said["DELTA/P1", "支払起案"])


def test_who_handles_a_grant_is_told_by_role_and_a_note_by_its_entry(
    office: Office, tmp_path: Path
) -> None:
    handles = AssignGrant(grant="DELTA", role=Role.ASSESSOR, person="ASSESSOR-1")
    do(office, "OFFICER-1", handles)
    do(office, "OFFICER-1", AssignGrant(grant="DELTA", role=Role.GRANT_OFFICER, person="OFFICER-2"))
    do(office, "OFFICER-2", AssignGrant(grant="DELTA", role=Role.GRANT_OFFICER))
    do(office, "ASSESSOR-1", WriteNote(grant="DELTA", subject="M1"), "Seen on site")
    (row,) = sheet(office, tmp_path, "assignments")
    assert row == {
        "grant": "DELTA", "role": "assessor", "person": "ASSESSOR-1",
        "assigned_by": "OFFICER-1", "assigned_on": "2026-11-23",
    }  # fmt: skip
    (note,) = (each for each in sheet(office, tmp_path, "journal") if each["act"] == "note")
    assert (note["subject"], note["reason"]) == ("DELTA/M1", "Seen on site")
