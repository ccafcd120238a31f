"""The files behind the evidence: the one that was recorded, another one, none, and no file."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.milestone import EvidenceKind
from portfolio.reports.exhibits import Exhibit, exhibits_of
from portfolio.services import browse
from portfolio.services.demo import open_demo
from portfolio.services.evidence_files import (
    FOLDER_VARIABLE,
    MOST_BYTES,
    MOST_SHOWN,
    Found,
    check_file,
    evidence_folder,
)
from portfolio.services.looking_back import looking_back

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office

TEXT = "step,measured\nhours,640\n"
RECORDED = sha256(TEXT.encode()).hexdigest()


def piece(
    title: str = "Report", digest: str | None = RECORDED, address: str | None = None
) -> Exhibit:
    """A piece of evidence as it is recorded."""
    return Exhibit(
        grant="ALPHA", code="E1", kind="evidence", sort=EvidenceKind.LAB_RESULTS, behind="M1",
        title=title, sha256=digest, address=address, member="LEAD", received_on=date(2026, 4, 1),
        recorded_by="OFFICER-1", recorded_at=datetime(2026, 4, 1, tzinfo=UTC), accepted_by=None,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder with the files; what lies beside it is nobody's business."""
    path = tmp_path / "evidence"
    (path / "ALPHA").mkdir(parents=True)
    (tmp_path / "secret.csv").write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "title"),
    [
        (RECORDED, "x"), (f"{RECORDED}.csv", "x"), ("ALPHA/E1.csv", "x"), ("ALPHA/E1", "x"),
        ("hours.csv", "hours.csv"), ("ALPHA/hours.csv", "hours.csv"),
        ("t/hours.csv", "t/hours.csv"),
    ],
)  # fmt: skip
def test_a_file_is_found_by_its_digest_by_its_code_and_by_its_name(
    folder: Path, name: str, title: str
) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(TEXT, encoding="utf-8")
    check = check_file(folder, piece(title))
    assert (check.found, check.sha256, check.size) == (Found.MATCHES, RECORDED, len(TEXT))
    assert check.path == (folder / name).resolve()
    assert check.text == (TEXT if name.endswith(".csv") else None)


def test_an_altered_file_differs_even_where_its_name_is_the_recorded_digest(folder: Path) -> None:
    (folder / f"{RECORDED}.csv").write_text(TEXT.replace("640", "64"), encoding="utf-8")
    check = check_file(folder, piece())
    assert check.found is Found.DIFFERS
    assert check.sha256 not in (None, RECORDED)


def test_what_is_not_there_is_missing_and_without_a_folder_nothing_is_looked_for(
    folder: Path,
) -> None:
    assert check_file(folder, piece()).found is Found.MISSING
    assert check_file(folder / "nowhere", piece()).found is Found.NO_FOLDER
    assert check_file(None, piece()).found is Found.NO_FOLDER


def test_a_file_without_a_recorded_digest_is_there_and_proves_nothing(folder: Path) -> None:
    (folder / "ALPHA" / "E1.csv").write_text(TEXT, encoding="utf-8")
    check = check_file(folder, piece(digest=None, address="https://example.org/report"))
    assert (check.found, check.sha256) == (Found.NO_DIGEST, RECORDED)


@pytest.mark.parametrize(
    "name", ["../secret.csv", "../../secret.csv", "t/../../secret.csv", "/etc/passwd"]
)
def test_a_name_never_leads_out_of_the_folder(folder: Path, name: str) -> None:
    for exhibit in (piece(name), piece(address=name)):
        check = check_file(folder, exhibit)
        assert (check.found, check.sha256, check.text) == (Found.OUTSIDE, None, None)


@pytest.mark.parametrize("name", [f"{RECORDED}.csv", "ALPHA/E1.csv", "hours.csv"])
def test_a_link_out_of_the_folder_is_refused_and_one_within_it_followed(
    folder: Path, name: str
) -> None:
    (folder / name).symlink_to(folder.parent / "secret.csv")
    check = check_file(folder, piece("hours.csv"))
    assert (check.found, check.sha256) == (Found.OUTSIDE, None)
    (folder / name).unlink()
    (folder / "kept.csv").write_text(TEXT, encoding="utf-8")
    (folder / name).symlink_to(folder / "kept.csv")
    assert check_file(folder, piece("hours.csv")).found is Found.MATCHES


def test_a_folder_that_is_a_link_out_is_refused_and_so_is_a_ring_of_links(folder: Path) -> None:
    (folder.parent / "E1.csv").write_text(TEXT, encoding="utf-8")
    (folder / "ALPHA").rmdir()
    (folder / "ALPHA").symlink_to(folder.parent)
    assert check_file(folder, piece()).found is Found.OUTSIDE
    (folder / "ALPHA").unlink()
    (folder / RECORDED).symlink_to(folder / RECORDED)
    assert check_file(folder, piece()).found is Found.MISSING


def test_a_pipe_and_a_folder_are_not_read(folder: Path) -> None:
    os.mkfifo(folder / RECORDED)
    check = check_file(folder, piece())
    assert (check.found, check.sha256) == (Found.NO_FILE, None)
    (folder / RECORDED).unlink()
    (folder / RECORDED).mkdir()
    assert check_file(folder, piece()).found is Found.NO_FILE
    (folder / f"{RECORDED}.csv").write_text(TEXT, encoding="utf-8")
    assert check_file(folder, piece()).found is Found.MATCHES


def test_ten_megabytes_are_read_and_a_gigabyte_is_not(folder: Path) -> None:
    content = os.urandom(1 << 10) * (10 << 10)
    digest = sha256(content).hexdigest()
    (folder / f"{digest}.bin").write_bytes(content)
    check = check_file(folder, piece(digest=digest))
    assert (check.found, check.size, check.text) == (Found.MATCHES, 10 << 20, None)
    assert check_file(folder, piece(digest=digest), given_up=lambda: True).sha256 is None
    with (folder / RECORDED).open("wb") as hole:
        hole.truncate(MOST_BYTES + 1)
    check = check_file(folder, piece())
    assert (check.found, check.size, check.sha256) == (Found.TOO_LARGE, MOST_BYTES + 1, None)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser reads everything")
def test_a_file_that_may_not_be_read_is_told(folder: Path) -> None:
    (folder / RECORDED).write_text(TEXT, encoding="utf-8")
    (folder / RECORDED).chmod(0)
    assert check_file(folder, piece()).found is Found.UNREADABLE


def test_texts_are_read_as_they_were_written_and_only_their_beginning(folder: Path) -> None:
    place = folder / "ALPHA" / "E1.txt"
    place.write_bytes("測定値".encode("cp932"))
    assert check_file(folder, piece()).text == "測定値"
    place.write_bytes(b"\xef\xbb\xbf" + "測定値".encode())
    assert check_file(folder, piece()).text == "測定値"
    place.write_bytes(b"PK\0\1")
    assert check_file(folder, piece()).text is None
    place.write_bytes(b"\x81")
    assert check_file(folder, piece()).text is None
    place.write_bytes(("あ" * 30 + "\n").encode() * 2000)
    check = check_file(folder, piece())
    assert check.is_cut
    assert check.text is not None
    assert check.text.endswith("あ\n")
    assert MOST_SHOWN - 100 < len(check.text.encode()) <= MOST_SHOWN


def test_the_folder_is_the_named_one_else_the_one_beside_the_database(
    small: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    assert evidence_folder(small) is None
    beside = tmp_path / "small.evidence"
    beside.mkdir()
    assert evidence_folder(small) == beside
    with looking_back(small, date(2026, 5, 1)) as past:
        assert evidence_folder(past) == beside
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "named"))
    assert evidence_folder(small) == tmp_path / "named"
    assert evidence_folder(replace(small, evidence=tmp_path)) == tmp_path


def test_every_document_of_the_demonstration_has_a_stand_in(tmp_path: Path) -> None:
    office = open_demo(tmp_path / "trial.db", login="tester")
    folder = evidence_folder(office)
    assert folder == tmp_path / "trial.evidence"
    checks = [
        check_file(folder, each)
        for line in browse.overview(office).grants
        for each in exhibits_of(browse.dossier(office, line.code).file)
    ]
    found = {check.found for check in checks}
    assert len(checks) > 100
    assert found <= {Found.MATCHES, Found.MISSING}
    assert sum(check.found is Found.MATCHES for check in checks) > 100
