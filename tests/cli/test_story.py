"""The main story on one real file: what money depends on as programs of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.cli import small
from tests.cli.conftest import ASSESS, Cli, shell, write_json

if TYPE_CHECKING:
    from pathlib import Path


def test_from_an_empty_folder_to_a_paid_instalment(tmp_path: Path) -> None:
    db = str(tmp_path / "p.db")
    people = str(write_json(tmp_path / "people.json", small.people()))
    grants = str(write_json(tmp_path / "grants.json", small.grants()))
    report = tmp_path / "report.pdf"
    report.write_bytes(b"what the member handed in")

    cli = Cli(tmp_path / "p.db")

    def step(*words: str, who: str | None = None) -> tuple[str, str]:
        acting = ["--as", who] if who else []
        done = shell("--db", db, "--lang", "en", *acting, *words)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout, done.stderr

    assert step("init", "--demonstration")[0] == f"{db}\n"
    cli.does("import", people)
    assert "Saved. 4 journal entries." in step("import", grants, who="OFFICER-1")[1]
    evidence = (
        "evidence", "ALPHA/M1", "--kind", "lab-results", "--title", "Lab results",
        "--file", str(report), "--member", "LEAD",
    )  # fmt: skip
    assert cli.does(*evidence, who="OFFICER-1").startswith("ALPHA/E1  record evidence")
    out, err = step("submit", "ALPHA/M1", who="OFFICER-1")
    assert "planned -> submitted" in out
    assert "Next: assess milestone ALPHA/M1 (assessor)" in err
    assert "submitted -> assessed" in cli.does(*ASSESS, who="ASSESSOR-1")
    roster = (
        "train", "report", "ALPHA/C1", "--rung", "certified", "--persons", "10",
        "--counted-on", small.in_days(-1), "--document", "certificates", "--file", str(report),
    )  # fmt: skip
    cli.does(*roster, who="OFFICER-1")
    cli.does("train", "verify", "ALPHA/R1", who="OFFICER-2")
    assert "Payable now: ¥400,000." in cli.does("explain", "ALPHA/I1")
    out, err = step("propose", "ALPHA/I1", who="OFFICER-1")
    assert out.startswith("ALPHA/P1  propose")
    assert "Next: confirm payout ALPHA/P1 (authorising officer)" in err
    step("confirm", "ALPHA/P1", who="AUTHORISER-1")
    out, err = step("settle", "ALPHA/P1", "--reference", "BANK-1", who="ACCOUNTANT-1")
    assert "confirmed -> paid" in out
    assert "Saved." in err
    assert "The record is unaltered." in step("verify")[0]

    status = cli.json("status")
    alpha = next(g for g in status["grants"] if g["code"] == "ALPHA")
    assert (alpha["paid_minor"], alpha["payable_minor"], alpha["currency"]) == (400_000, 0, "JPY")
    acts = [e["act"] for e in cli.json("journal", "ALPHA")["entries"]]
    assert acts == [
        "settle", "confirm", "propose", "verify", "report", "pass gate", "open gate", "find met",
        "assess", "submit", "record evidence", "enter grant",
    ]  # fmt: skip
    shown = cli.json("show", "ALPHA")
    assert shown["payouts"][0]["payment_reference"] == "BANK-1"
    assert shown["evidence"][0]["sha256"] == shown["reports"][0]["document_sha256"]
    assert json.dumps(shown["members"][0]["share"]) == '"1/1"'
