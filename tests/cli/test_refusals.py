"""Every "no" in full: exit code, reasons, sentences and next steps; and nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portfolio.cli.exit_codes import CODES, ELSEWHERE
from portfolio.domain.errors import PortfolioError
from portfolio.domain.reason import Reason
from tests.cli import small
from tests.cli.conftest import EVIDENCE, REPORT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.cli.conftest import Cli

Move = tuple[str, tuple[str, ...]]

PROPOSE = ("propose", "ALPHA/I1")
CONFIRM = ("confirm", "ALPHA/P1")
SETTLE = ("settle", "ALPHA/P1", "--reference", "BANK-1")
HOLD = ("hold", "ALPHA", "--reason", "audit finding open")
BOTH = "RECORDS-AND-ASSESSES"
JUDGED = ("assess", "ALPHA/M1", "--level", "5", "--summary", "s", "--judge", "K1=met:12:counted")

FROM_THE_START: tuple[tuple[str, Sequence[Move], Move, set[Reason]], ...] = (
    (
        "milestone not met and training short",
        (),
        ("OFFICER-1", PROPOSE),
        {
            Reason.MILESTONE_NOT_MET, Reason.LEVEL_SHORT, Reason.EVIDENCE_NOT_ASSESSED,
            Reason.RESKILLING_SHORT,
        },
    ),
    (
        "own evidence",
        ((BOTH, EVIDENCE), ("OFFICER-1", ("submit", "ALPHA/M1"))),
        (BOTH, JUDGED),
        {Reason.DUTIES_COLLIDE},
    ),
    ("evidence missing", (), ("OFFICER-1", ("submit", "ALPHA/M1")), {Reason.EVIDENCE_MISSING}),
    (
        "criteria unjudged",
        (("OFFICER-1", EVIDENCE), ("OFFICER-1", ("submit", "ALPHA/M1"))),
        ("ASSESSOR-1", ("assess", "ALPHA/M1", "--level", "5", "--summary", "s")),
        {Reason.CRITERIA_UNJUDGED},
    ),
    (
        "verdict against the measure",
        (("OFFICER-1", EVIDENCE), ("OFFICER-1", ("submit", "ALPHA/M1"))),
        (
            "ASSESSOR-1",
            ("assess", "ALPHA/M1", "--level", "5", "--summary", "s", "--judge", "K1=met:9:counted"),
        ),
        {Reason.VERDICT_CONTRADICTS_MEASURE},
    ),
    (
        "own report",
        (("OFFICER-1", REPORT),),
        ("OFFICER-1", ("train", "verify", "ALPHA/R1")),
        {Reason.DUTIES_COLLIDE},
    ),
    ("no reason", (), ("OFFICER-1", ("hold", "ALPHA")), {Reason.REASON_MISSING}),
    ("no role", (), ("AUDITOR-1", HOLD), {Reason.ROLE_MISSING}),
)  # fmt: skip

ONCE_PAYABLE: tuple[tuple[str, Sequence[Move], Move, set[Reason]], ...] = (
    (
        "own proposal",
        (("PROPOSES-AND-CONFIRMS", PROPOSE),),
        ("PROPOSES-AND-CONFIRMS", CONFIRM),
        {Reason.DUTIES_COLLIDE},
    ),
    (
        "settle what one confirmed",
        (("OFFICER-1", PROPOSE), ("CONFIRMS-AND-SETTLES", CONFIRM)),
        ("CONFIRMS-AND-SETTLES", SETTLE),
        {Reason.DUTIES_COLLIDE},
    ),
    (
        "above everything",
        (),
        ("OFFICER-1", (*PROPOSE, "--amount", "1,000,001")),
        {Reason.ABOVE_ENTITLEMENT, Reason.ABOVE_AWARD, Reason.ABOVE_APPROPRIATION},
    ),
    (
        "above the appropriation, within the award",
        (),
        ("OFFICER-1", (*PROPOSE, "--amount", "950000")),
        {Reason.ABOVE_ENTITLEMENT, Reason.ABOVE_APPROPRIATION},
    ),
    (
        "less without a reason",
        (),
        ("OFFICER-1", (*PROPOSE, "--amount", "1")),
        {Reason.REASON_MISSING},
    ),
    ("held", (("OFFICER-2", HOLD),), ("OFFICER-1", PROPOSE), {Reason.HELD}),
    (
        "held since",
        (("OFFICER-1", PROPOSE), ("OFFICER-2", HOLD)),
        ("AUTHORISER-1", CONFIRM),
        {Reason.HELD},
    ),
    (
        "own hold",
        (("PROPOSES-AND-CONFIRMS", HOLD),),
        ("PROPOSES-AND-CONFIRMS", ("lift", "ALPHA/H1", "--reason", "closed")),
        {Reason.DUTIES_COLLIDE},
    ),
    (
        "not confirmed yet",
        (("OFFICER-1", PROPOSE),),
        ("ACCOUNTANT-1", SETTLE),
        {Reason.MOVE_IMPOSSIBLE},
    ),
    (
        "twice",
        (("OFFICER-1", PROPOSE),),
        ("OFFICER-1", PROPOSE),
        {Reason.INSTALMENT_EXHAUSTED},
    ),
)  # fmt: skip


def check(cli: Cli, before: Sequence[Move], refused: Move, reasons: set[Reason]) -> None:
    for who, words in before:
        cli.does(*words, who=who)
    entries = len(cli.json("journal")["entries"])
    who, words = refused
    said = cli.json(*words, who=who, code=3)
    assert said["error"] == "refused"
    assert said["exit_code"] == 3
    assert set(said["reasons"]) == {r.value for r in reasons}
    for finding in said["findings"]:
        assert finding["sentence"]
        assert bool(finding["next_step"]) == finding["stands_in_the_way"]
    people_read = cli.run(*words, who=who)
    assert people_read.stdout == ""
    for finding in said["findings"]:
        assert finding["sentence"].split()[0] in people_read.stderr
    assert "Nothing was saved." in people_read.stderr
    assert "What to do:" in people_read.stderr
    assert len(cli.json("journal")["entries"]) == entries


@pytest.mark.parametrize(
    ("before", "refused", "reasons"),
    [row[1:] for row in FROM_THE_START],
    ids=[row[0] for row in FROM_THE_START],
)
def test_refused_before_anything_is_met(
    imported: Cli, before: Sequence[Move], refused: Move, reasons: set[Reason]
) -> None:
    check(imported, before, refused, reasons)


@pytest.mark.parametrize(
    ("before", "refused", "reasons"),
    [row[1:] for row in ONCE_PAYABLE],
    ids=[row[0] for row in ONCE_PAYABLE],
)
def test_refused_although_everything_is_met(
    payable: Cli, before: Sequence[Move], refused: Move, reasons: set[Reason]
) -> None:
    check(payable, before, refused, reasons)


def test_a_poor_programme_cannot_pay_what_is_earned(imported: Cli) -> None:
    said = imported.json("explain", "GAMMA/I1")
    assert Reason.ABOVE_APPROPRIATION.value not in said["reasons"]
    for who, words in (
        ("OFFICER-1", EVIDENCE),
        ("OFFICER-1", ("submit", "ALPHA/M1")),
        ("ASSESSOR-1", JUDGED),
        ("OFFICER-1", REPORT),
        ("OFFICER-2", ("train", "verify", "ALPHA/R1")),
    ):
        imported.does(*(word.replace("ALPHA", "GAMMA") for word in words), who=who)
    said = imported.json("propose", "GAMMA/I1", who="OFFICER-1", code=3)
    assert said["reasons"] == [Reason.ABOVE_APPROPRIATION.value]


def test_a_changed_case_is_refused_with_both_findings(payable: Cli) -> None:
    payable.does(*PROPOSE, who="OFFICER-1")
    more = ("train", "report", "ALPHA/C1", "--rung", "certified", "--persons", "12",
            "--counted-on", small.in_days(0), "--document", "more",
            "--sha256", "c" * 64)  # fmt: skip
    payable.does(*more, who="OFFICER-1")
    payable.does("train", "verify", "ALPHA/R2", who="OFFICER-2")
    said = payable.json(*CONFIRM, who="AUTHORISER-1", code=3)
    assert said["error"] == "case changed"
    verified = [
        next(f["facts"]["verified"] for f in found if f["reason"] == "reskilling verified")
        for found in (said["before"], said["findings"])
    ]
    assert verified == [10, 12]
    people_read = payable.run(*CONFIRM, who="AUTHORISER-1").stderr
    assert "Found when it was proposed:" in people_read
    assert "Found now:" in people_read


def test_a_repeated_command_answers_with_the_first_result(payable: Cli) -> None:
    words = (*PROPOSE, "--command-id", "monthly-run-7")
    first = payable.json(*words, who="OFFICER-1")
    again = payable.run(*words, who="OFFICER-1")
    assert again.exit_code == 0
    assert "Already recorded" in again.stderr
    second = payable.json(*words, who="OFFICER-1")
    assert (first["repeated"], second["repeated"]) == (False, True)
    assert second["entries"] == first["entries"]
    other = payable.json(*words, "--reason", "another", who="OFFICER-1", code=3)
    assert other["error"] == "command differs"


def test_a_dry_run_says_what_would_follow_and_saves_nothing(payable: Cli) -> None:
    said = payable.json(*PROPOSE, "--dry-run", who="OFFICER-1")
    assert said["dry_run"] is True
    assert said["subject"] == "ALPHA/P1"
    assert payable.json("show", "ALPHA")["payouts"] == []
    assert "nothing was saved" in payable.run(*PROPOSE, "--dry-run", who="OFFICER-1").stderr


def test_the_day_it_counts_from_can_be_said(imported: Cli) -> None:
    said = imported.json(*HOLD, "--on", small.in_days(-3), who="OFFICER-1")
    assert said["entries"][0]["effective_on"] == small.in_days(-3)
    assert imported.json(*HOLD, "--on", "3 May", who="OFFICER-1", code=2)["error"] == "invalid"


def test_every_kind_of_error_has_its_exit_code() -> None:
    import portfolio.exchange.sheet_page
    import portfolio.services.exporting
    import portfolio.services.perform  # noqa: F401  # so that every kind there is, is known

    def all_of(cls: type[PortfolioError]) -> set[type[PortfolioError]]:
        below = set(cls.__subclasses__())
        return below.union(*(all_of(each) for each in below))

    here = {kind for kind, _, _ in CODES}
    for kind in all_of(PortfolioError):
        if kind.__module__.startswith("portfolio."):
            assert kind in here or kind.__name__ in ELSEWHERE, kind
