"""Every act that can be asked for, through its command: told as stories on one grant."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, NamedTuple

import pytest

from portfolio.domain.acts.table import REQUESTS
from portfolio.domain.transitions import CONSEQUENCES
from tests.cli.small import in_days

if TYPE_CHECKING:
    from tests.cli.conftest import Cli, Later


class Step(NamedTuple):
    """One command of a story: who types it, its act, the state after, and how many days on.

    ``{-30}`` in what is typed is a day counted from today.
    """

    who: str
    typed: str
    act: str
    after: str | None
    day: int = 0


OFFICER, SECOND, ASSESSOR, OTHER_ASSESSOR = "OFFICER-1", "OFFICER-2", "ASSESSOR-1", "ASSESSOR-2"
AUTHORISER, ACCOUNTANT, COUNCIL, OTHER_COUNCIL = (
    "AUTHORISER-1", "ACCOUNTANT-1", "COUNCIL-1", "COUNCIL-2",
)  # fmt: skip
DIGEST = "a" * 64
DOCUMENT = f"--document paper --sha256 {DIGEST}"


SHOWN: tuple[Step, ...] = (
    Step(
        OFFICER, "evidence OMEGA/M1 --kind lab-results --title paper --member LEAD "
        "--address https://example.org",
        "record evidence", None,
    ),
    Step(OFFICER, "submit OMEGA/M1", "submit", "submitted"),
    Step(
        ASSESSOR, 'assess OMEGA/M1 --level 5 --summary shown --judge "K1=met:12:seen"',
        "assess", "assessed",
    ),
)  # fmt: skip


SCREENED: tuple[Step, ...] = (
    Step(OFFICER, "screen OMEGA", "request screening", "pending"),
    Step(COUNCIL, "screening clear OMEGA/Q1", "clear screening", "cleared"),
)
TRAINED: tuple[Step, ...] = (
    Step(
        OFFICER,
        f"train report OMEGA/C1 --rung certified --persons 10 --counted-on {{-1}} {DOCUMENT}",
        "report", "reported",
    ),
    Step(SECOND, "train verify OMEGA/R1", "verify", "verified"),
)  # fmt: skip
PAYABLE: tuple[Step, ...] = (
    *SCREENED,
    *SHOWN,
    Step(OTHER_ASSESSOR, "gate pass OMEGA/G1", "pass gate", "passed"),
    *TRAINED,
)
PAID: tuple[Step, ...] = (
    *PAYABLE,
    Step(OFFICER, "propose OMEGA/I1", "propose", "proposed"),
    Step(AUTHORISER, "confirm OMEGA/P1", "confirm", "confirmed"),
    Step(ACCOUNTANT, "settle OMEGA/P1 --reference BANK-1", "settle", "paid"),
)

STORIES: dict[str, tuple[Step, ...]] = {
    "a draft is awarded": (
        Step(
            OFFICER, 'amend SIGMA --title Award --source decision --change "award 1,000,000" '
            "--reason decided",
            "propose amendment", "proposed",
        ),
        Step(AUTHORISER, "amendment confirm SIGMA/N1", "confirm amendment", "confirmed"),
        Step(AUTHORISER, "award SIGMA", "award", "awarded"),
    ),
    "a grant from its start to its end": (
        Step(OFFICER, "start OMEGA", "start", "active"),
        Step(AUTHORISER, "suspend-grant OMEGA --reason fire", "suspend grant", "suspended"),
        Step(AUTHORISER, "resume OMEGA --reason rebuilt", "resume", "active", 5),
        Step(OFFICER, "complete OMEGA", "complete", "completed", 9),
        Step(OFFICER, "announce-amount OMEGA", "announce amount", "completed", 9),
        Step(AUTHORISER, "fix-amount OMEGA", "fix amount", "amount fixed", 50),
        Step(ACCOUNTANT, "close-accounts OMEGA", "close accounts", "settled", 50),
        Step(OFFICER, "monitor OMEGA", "monitor", "monitoring", 50),
        Step(OFFICER, f"attest OMEGA/V1 --until {{-5}} {DOCUMENT}", "attest", None, 60),
        Step(AUTHORISER, "covenant fulfil OMEGA/V1", "fulfil", "fulfilled", 60),
        Step(OFFICER, f"attest OMEGA/V2 --until {{-5}} {DOCUMENT}", "attest", None, 60),
        Step(AUTHORISER, "covenant fulfil OMEGA/V2", "fulfil", "fulfilled", 60),
        Step(AUTHORISER, "close OMEGA", "close", "closed", 60),
    ),
    "a grant is cancelled": (
        Step(
            AUTHORISER, "terminate OMEGA --keeps-earned --reason bankrupt",
            "terminate", "terminated",
        ),
    ),
    "a milestone is returned, met in part, given time, and lapses": (
        *SHOWN[:2],
        Step(ASSESSOR, 'return OMEGA/M1 --reason "no annex"', "return", "planned"),
        Step(OFFICER, "submit OMEGA/M1", "submit", "submitted", 10),
        Step(
            ASSESSOR, 'assess OMEGA/M1 --level 4 --summary s --judge "K1=partly@1/2::x"',
            "assess", "assessed", 10,
        ),
        Step(AUTHORISER, "cure OMEGA/M1 --reason repaired", "grant cure", "in cure", 20),
        Step(AUTHORISER, 'lapse OMEGA/M1 --reason "nothing came"', "lapse", "lapsed", 60),
    ),
    "a level that does not pass its gate": (
        *SHOWN,
        Step(OTHER_ASSESSOR, "gate fail OMEGA/G1 --reason doubtful", "fail gate", "failed"),
    ),
    "a milestone nothing rests on": (
        Step(AUTHORISER, "withdraw OMEGA/M3 --reason replaced", "withdraw", "withdrawn"),
    ),
    "training turned down": (
        TRAINED[0],
        Step(SECOND, 'train reject OMEGA/R1 --reason "names twice"', "reject", "rejected"),
    ),
    "private money": (
        Step(
            OFFICER, f"fund report OMEGA/PRIVATE --raised 200,000 --counted-on {{-1}} {DOCUMENT}",
            "report funding", "reported",
        ),
        Step(SECOND, "fund verify OMEGA/F1", "verify funding", "verified"),
        Step(
            OFFICER, f"fund report OMEGA/PRIVATE --raised 300000 --counted-on {{0}} {DOCUMENT}",
            "report funding", "reported",
        ),
        Step(SECOND, 'fund reject OMEGA/F2 --reason "a loan"', "reject funding", "rejected"),
    ),
    "costs": (
        Step(
            OFFICER, "cost claim OMEGA/I1 --amount 5,000 --key INV-1 --member LEAD --title tool "
            f"--incurred-on {{-9}} {DOCUMENT}",
            "claim cost", "claimed",
        ),
        Step(SECOND, "cost accept OMEGA/K1", "accept cost", "accepted"),
        Step(
            OFFICER, "cost claim OMEGA/I1 --amount 700 --key SEAT-7 --kind training-seat "
            f"--member LEAD --title seat --incurred-on {{-9}} {DOCUMENT}",
            "claim cost", "claimed",
        ),
        Step(ASSESSOR, 'cost refuse OMEGA/K2 --reason "not eligible"', "refuse cost", "refused"),
    ),
    "a payout on all its ways": (
        *PAYABLE,
        Step(OFFICER, "propose OMEGA/I1 --amount 100,000 --reason part", "propose", "proposed"),
        Step(AUTHORISER, "send-back OMEGA/P1 --reason later", "send back", "sent back"),
        Step(OFFICER, "propose OMEGA/I1", "propose", "proposed"),
        Step(AUTHORISER, "confirm OMEGA/P2", "confirm", "confirmed"),
        Step(AUTHORISER, "cancel OMEGA/P2 --reason wrong", "cancel", "cancelled"),
        Step(OFFICER, "propose OMEGA/I1", "propose", "proposed"),
        Step(AUTHORISER, "confirm OMEGA/P3", "confirm", "confirmed"),
        Step(ACCOUNTANT, "settle OMEGA/P3 --reference BANK-1", "settle", "paid"),
        Step(
            ACCOUNTANT, "payment-failed OMEGA/P3 --reason returned",
            "record failure", "payment failed",
        ),
        Step(OFFICER, "hold OMEGA --reason finding", "hold", "placed"),
        Step(AUTHORISER, "lift OMEGA/H1 --reason closed", "lift", "lifted"),
    ),
    "an advance": (
        *SCREENED,
        Step(OFFICER, "advance OMEGA/I2 150,000 --reason tools", "propose advance", "proposed"),
        Step(AUTHORISER, "confirm OMEGA/P1", "confirm", "confirmed"),
        Step(ACCOUNTANT, "settle OMEGA/P1 --reference BANK-1", "settle", "paid"),
    ),
    "money withheld, released and reduced": (
        Step(OFFICER, "suspend OMEGA/I1 --reason late", "suspend", "open"),
        *SHOWN,
        Step(OTHER_ASSESSOR, "gate pass OMEGA/G1", "pass gate", "passed"),
        *TRAINED,
        Step(AUTHORISER, "suspension release OMEGA/S1", "release", "released"),
        Step(OFFICER, "suspend OMEGA/I3 --reason late", "suspend", "open"),
        Step(
            OFFICER, "suspension announce OMEGA/S2 --reason uncured",
            "announce reduction", "reduction announced", 40,
        ),
        Step(AUTHORISER, "suspension reduce OMEGA/S2 --reason uncured", "reduce", "reduced", 80),
    ),
    "waivers": (
        Step(
            OFFICER, "waive OMEGA/I1 --commitment C1 --until {30} --authority Minister "
            "--reason flood",
            "propose waiver", "proposed",
        ),
        Step(AUTHORISER, "waiver confirm OMEGA/W1", "confirm waiver", "confirmed"),
        Step(AUTHORISER, "waiver revoke OMEGA/W1 --reason dry", "revoke waiver", "revoked"),
        Step(
            OFFICER, "waive OMEGA/I2 --co-funding PRIVATE --until {30} --authority Minister "
            "--reason crisis",
            "propose waiver", "proposed",
        ),
        Step(AUTHORISER, "waiver decline OMEGA/W2 --reason no", "decline waiver", "declined"),
        Step(
            OFFICER, "waive OMEGA/I1 --milestone M1 --until {10} "
            "--authority Minister --reason flood",
            "propose waiver", "proposed",
        ),
        Step(AUTHORISER, "waiver confirm OMEGA/W3", "confirm waiver", "confirmed"),
        Step(OFFICER, "waiver expire OMEGA/W3", "expire waiver", "expired", 11),
    ),
    "amendments": (
        Step(
            OFFICER, 'amend OMEGA --title Later --source letter --change "milestone due M1 {40}" '
            '--change "grant end {901}" --reason delay',
            "propose amendment", "proposed",
        ),
        Step(AUTHORISER, "amendment confirm OMEGA/N1", "confirm amendment", "confirmed"),
        Step(
            OFFICER, 'amend OMEGA --title Money --source letter --reason moved '
            '--change "instalment amount I1 350,000" --change "instalment amount I2 350,000"',
            "propose amendment", "proposed",
        ),
        Step(AUTHORISER, "amendment decline OMEGA/N2 --reason no", "decline amendment", "declined"),
    ),
    "money comes back": (
        *PAID,
        Step(ASSESSOR, 'reverse OMEGA/M1 --level 4 --reason "one wafer"', "reverse", "reversed"),
        Step(
            OFFICER, "recover OMEGA/I1 --ground reversal --reason reversed",
            "propose recovery", "proposed",
        ),
        Step(AUTHORISER, "recovery confirm OMEGA/B1", "confirm recovery", "claimed"),
        Step(
            ACCOUNTANT, "recovery repay OMEGA/B1 --amount 150,000 --reference BANK-2",
            "record repayment", "claimed",
        ),
        Step(
            OFFICER, "write-off propose OMEGA/B1 --authority Ministry --reason insolvent",
            "propose write-off", "write-off proposed",
        ),
        Step(
            AUTHORISER, "write-off decline OMEGA/B1 --reason solvent",
            "decline write-off", "claimed",
        ),
        Step(
            OFFICER, "write-off propose OMEGA/B1 --authority Ministry --reason insolvent",
            "propose write-off", "write-off proposed",
        ),
        Step(AUTHORISER, "write-off confirm OMEGA/B1", "confirm write-off", "written off"),
    ),
    "a claim that is turned down": (
        *PAID,
        Step(
            OFFICER, "recover OMEGA/I1 --ground irregularity --amount 1,000 --reason twice",
            "propose recovery", "proposed",
        ),
        Step(AUTHORISER, "recovery decline OMEGA/B1 --reason once", "decline recovery", "declined"),
    ),
    "a covenant breached and remedied": (
        Step(ASSESSOR, "covenant breach OMEGA/V1 --reason abroad", "find breach", "breached"),
        Step(AUTHORISER, "covenant remedy OMEGA/V1 --reason back", "remedy", "standing"),
    ),
    "a screening runs out": (
        Step(OFFICER, "screen OMEGA", "request screening", "pending"),
        Step(COUNCIL, "screening clear OMEGA/Q1", "clear screening", "cleared"),
        Step(OFFICER, "screening expire OMEGA/Q1", "expire screening", "expired", 200),
    ),
    "a veto": (
        Step(OFFICER, "screen OMEGA --member LEAD", "request screening", "pending"),
        Step(
            COUNCIL, 'screening clear OMEGA/Q1 --conditions "none abroad" --reason licence',
            "clear with conditions", "conditional",
        ),
        Step(COUNCIL, "screening veto OMEGA/Q1 --reason sold", "veto", "vetoed"),
        Step(OTHER_COUNCIL, "screening lift-veto OMEGA/Q1 --reason back", "lift veto", "cleared"),
    ),
    "what moves nothing": (
        Step(ASSESSOR, "assign OMEGA --role assessor --to ASSESSOR-1", "assign", None),
        Step(OFFICER, "assign OMEGA --role assessor --to ASSESSOR-2", "assign", None),
        Step(OTHER_ASSESSOR, "assign OMEGA --role assessor --nobody", "assign", None),
        Step(AUTHORISER, 'note OMEGA "asked for the audit letter"', "note", None),
        Step(AUTHORISER, 'note OMEGA/M1 "seen on site"', "note", None),
    ),
}  # fmt: skip


def words(typed: str) -> list[str]:
    """Return a command as the shell would pass it on, with its days counted from today."""
    return shlex.split(re.sub(r"\{(-?\d+)\}", lambda m: in_days(int(m[1])), typed))


@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_told_in_commands(full: Cli, later: Later, story: str) -> None:
    for step in STORIES[story]:
        later(step.day)
        dry = full.json(*words(step.typed), "--dry-run", who=step.who)
        done = full.json(*words(step.typed), who=step.who)
        assert (dry["dry_run"], done["dry_run"]) == (True, False)
        for key in ("act", "subject", "to_state", "seq"):
            assert [e[key] for e in dry["entries"]] == [e[key] for e in done["entries"]]
        first = done["entries"][0]
        assert (first["act"], first["to_state"]) == (step.act, step.after)
    assert full.json("verify")["sound"] is True


def test_every_act_that_can_be_asked_for_has_a_command() -> None:
    told = {step.act for story in STORIES.values() for step in story}
    assert told == {act.value for act in REQUESTS if act not in CONSEQUENCES}
