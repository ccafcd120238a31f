"""An export kept elsewhere convicts a record rewritten as a whole, and a file altered since.

Here the attacker is good: owns the file, knows the program, and leaves a journal whose chain holds
and rows that follow from it, so that `verify` alone finds nothing.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import fields, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from portfolio.domain.charter import Purpose
from portfolio.domain.errors import FileProblems
from portfolio.domain.journal import GENESIS, JournalEntry, entry_hash
from portfolio.domain.period import utc_text
from portfolio.services.against import Against, verify_against
from portfolio.services.exporting import catalogue, export
from portfolio.services.office import open_office
from portfolio.services.signing import sign
from portfolio.services.verify import verify_at
from portfolio.store import journal
from tests.conftest import NOW, make_small
from tests.story import SETTLED, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from portfolio.services.office import Office

KINDS = [kind.name for kind in catalogue()]
STREAM = "grant/ALPHA"


@pytest.fixture
def told(small: Office) -> Office:
    """The small portfolio after one payout."""
    tell(small, SETTLED)
    return small


def path_of(office: Office) -> Path:
    path = office.database.path
    assert path is not None
    return path


def forge(office: Office, forged: Callable[[list[JournalEntry]], list[JournalEntry]]) -> None:
    """Put another history in place of ALPHA's, chained anew from its first entry."""
    with office.database.reading() as connection:
        entries = list(journal.entries_of_stream(connection, STREAM))
    previous, rows = GENESIS, []
    for seq, entry in enumerate(forged(entries), start=1):
        chained = replace(entry, seq=seq, previous_hash=previous)
        chained = replace(chained, hash=entry_hash(chained))
        previous = chained.hash
        rows.append(
            [
                utc_text(value) if name == "recorded_at" else str(value) if name == "effective_on"
                else value
                for name, value in ((f.name, getattr(chained, f.name)) for f in fields(chained))
            ]
        )  # fmt: skip
    with closing(sqlite3.connect(path_of(office))) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'journal'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute("DELETE FROM journal WHERE stream = ?", (STREAM,))
        marks = ", ".join("?" * len(fields(JournalEntry)))
        names = ", ".join(f.name for f in fields(JournalEntry))
        connection.executemany(f"INSERT INTO journal ({names}) VALUES ({marks})", rows)  # noqa: S608  # our own names
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()


def altered(entries: list[JournalEntry]) -> list[JournalEntry]:
    return [
        replace(e, reason="A better reason") if e.seq == len(entries) - 1 else e for e in entries
    ]


def removed(entries: list[JournalEntry]) -> list[JournalEntry]:
    return entries[:-1]


def reordered(entries: list[JournalEntry]) -> list[JournalEntry]:
    moved = [*entries[:-2], entries[-1], entries[-2]]
    moments = [e.recorded_at for e in entries]
    return [replace(e, recorded_at=m) for e, m in zip(moved, moments, strict=True)]


def chained_anew(entries: list[JournalEntry]) -> list[JournalEntry]:
    return [
        replace(e, recorded_at=e.recorded_at + timedelta(microseconds=1)) if e.seq == 1 else e
        for e in entries
    ]


def said(against: Against) -> list[str]:
    return [str(each) for each in against.broken]


@pytest.mark.parametrize("kind", KINDS)
def test_an_untouched_record_and_an_untouched_export_fit_each_other(
    told: Office, tmp_path: Path, kind: str
) -> None:
    suffix = next(k.suffix for k in catalogue() if k.name == kind)
    out = export(told, kind, tmp_path / f"review{suffix}").path
    found = verify_against(told, out)
    assert (found.sound, found.compared, said(found)) == (True, True, [])
    assert found.account.kind == kind


@pytest.mark.parametrize("forged", [altered, removed, reordered, chained_anew])
def test_a_rewritten_history_is_convicted_though_its_chain_holds(
    told: Office, tmp_path: Path, forged: Callable[[list[JournalEntry]], list[JournalEntry]]
) -> None:
    kept = export(told, "json", tmp_path / "review.json").path
    forge(told, forged)
    chain = [b for b in verify_at(path_of(told)).broken if b.seq is not None]
    assert chain == []
    found = verify_against(told, kept)
    assert not found.sound
    assert {b.stream for b in found.broken} == {STREAM}
    assert ("was removed" in said(found)[0]) is (forged is removed)


def test_later_acts_do_not_disturb_an_earlier_export(told: Office, tmp_path: Path) -> None:
    kept = export(told, "xlsx", tmp_path / "review.xlsx").path
    tell(replace(told, clock=lambda: NOW + timedelta(days=3)), 2, grant="BETA")
    found = verify_against(told, kept)
    assert (found.sound, found.compared) == (True, True)


def test_an_entry_slipped_in_behind_the_export_is_named(tmp_path: Path) -> None:
    office = make_small(tmp_path / "real.db", Purpose.RECORD)
    kept = export(office, "json", tmp_path / "review.json").path
    with closing(sqlite3.connect(tmp_path / "real.db")) as connection:
        connection.execute("DROP TRIGGER journal_grows_by_one")
        connection.execute("DROP TRIGGER journal_stays_linked")
        connection.execute(
            "INSERT INTO journal SELECT 'grant/NEW', 1, recorded_at, effective_on, actor, role,"
            " act, subject, from_state, to_state, amount_minor, fiscal_year, reason, facts, images,"
            " rules_edition, 'forged', 1, request_hash, previous_hash, 'forged' FROM journal"
            " LIMIT 1"
        )
        connection.commit()
    found = verify_against(office, kept)
    assert any("bears a moment before the export" in line for line in said(found))


def test_a_figure_altered_in_the_file_is_found(told: Office, tmp_path: Path) -> None:
    kept = export(told, "json", tmp_path / "review.json").path
    text = kept.read_text(encoding="utf-8")
    kept.write_text(text.replace('"paid_minor": 400000', '"paid_minor": 300000'), encoding="utf-8")
    assert kept.read_text(encoding="utf-8") != text
    found = verify_against(told, kept)
    assert said(found) == [
        "export: review.json: is not what the record gives: it was altered after it was written"
    ]


def test_a_workbook_saved_by_another_program_is_no_longer_the_export(
    told: Office, tmp_path: Path
) -> None:
    kept = export(told, "xlsx", tmp_path / "review.xlsx").path
    load_workbook(kept).save(kept)
    found = verify_against(told, kept)
    assert not found.sound
    assert found.account.kind == "xlsx"


def test_a_file_of_a_folder_altered_or_lost_is_named(told: Office, tmp_path: Path) -> None:
    kept = export(told, "csv", tmp_path / "review").path
    (kept / "payouts.csv").write_text("nothing", encoding="utf-8")
    (kept / "grants.csv").unlink()
    found = verify_against(told, kept)
    assert {b.subject: b.what for b in found.broken} == {
        "grants.csv": "is missing",
        "payouts.csv": "is not what the record gives: it was altered after it was written",
    }


def test_heads_altered_in_the_file_do_not_fit_its_seal(told: Office, tmp_path: Path) -> None:
    kept = export(told, "json", tmp_path / "review.json").path
    text = kept.read_text(encoding="utf-8")
    seal = verify_against(told, kept).account.root
    kept.write_text(text.replace(seal, "0" * 64), encoding="utf-8")
    found = verify_against(told, kept)
    assert "export: json: its seal does not fit the heads it lists" in said(found)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.json", b"{}"), ("b.json", b"not json"), ("c.xlsx", b"PK"), ("d.json", b"[1]")],
)
def test_what_is_no_export_is_said(told: Office, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileProblems) as caught:
        verify_against(told, tmp_path / name)
    (problem,) = caught.value.problems
    assert problem.file == name
    assert "portfolio export" in problem.remedy
    with pytest.raises(FileProblems):
        verify_against(told, tmp_path / "missing.json")


needs_ssh = pytest.mark.skipif(
    shutil.which("ssh-keygen") is None, reason="signatures need OpenSSH's ssh-keygen"
)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    place = tmp_path / "key"
    subprocess.run(
        [
            str(shutil.which("ssh-keygen")),
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            "reviewer",
            "-f",
            str(place),
        ],
        check=True,
    )
    public = (tmp_path / "key.pub").read_text(encoding="utf-8")
    (tmp_path / "signers").write_text(f"reviewer@example.org {public}", encoding="utf-8")
    return place


@needs_ssh
@pytest.mark.parametrize("kind", ["json", "csv"])
def test_a_signature_names_its_signer_and_breaks_with_the_file(
    told: Office, tmp_path: Path, key: Path, kind: str
) -> None:
    out = export(told, kind, tmp_path / "review").path
    sign(out, key)
    assert verify_against(told, out, tmp_path / "signers").signer == "reviewer@example.org"
    assert "SHA256:" in (verify_against(told, out).signer or "")
    signed = out / "datapackage.json" if out.is_dir() else out
    signed.write_bytes(signed.read_bytes() + b"\n")
    found = verify_against(told, out, tmp_path / "signers")
    assert found.signer is None
    assert any("review.sig: does not hold" in line for line in said(found))


@needs_ssh
def test_a_signature_that_is_asked_for_and_not_there_is_said(
    told: Office, tmp_path: Path, key: Path
) -> None:
    out = export(told, "json", tmp_path / "review.json").path
    found = verify_against(told, out, key.with_name("signers"))
    assert said(found) == ["export: review.json.sig: no signature lies beside it"]


def test_a_copy_of_the_record_is_as_good(told: Office, tmp_path: Path) -> None:
    kept = export(told, "json", tmp_path / "review.json").path
    shutil.copy(path_of(told), tmp_path / "restored.db")
    restored = open_office(tmp_path / "restored.db", clock=lambda: NOW, login="tester")
    assert verify_against(restored, kept).sound
