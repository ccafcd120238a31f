"""Every "no" to an act on a grant's way: exit code, reasons and next step; and nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portfolio.domain.reason import Reason
from tests.cli.test_acts import DOCUMENT, PAID, SHOWN, STORIES, Step, words

if TYPE_CHECKING:
    from tests.cli.conftest import Cli, Later

BOTH = "PROPOSES-AND-CONFIRMS"
WAIVE = "waive OMEGA/I1 --commitment C1 --authority Minister"
AMEND = "amend OMEGA --title t --source s"

REFUSED: tuple[tuple[str, tuple[Step, ...], str, str, set[Reason]], ...] = (
    ("a draft without a decision", (), "AUTHORISER-1", "award SIGMA", {Reason.NO_AWARD_DECIDED}),
    ("an awarded grant", (), "AUTHORISER-1", "close OMEGA",
        {Reason.MOVE_IMPOSSIBLE, Reason.COVENANTS_STAND},
    ),
    (
        "an amount not announced",
        STORIES["a grant from its start to its end"][:4],
        "AUTHORISER-1", "fix-amount OMEGA", {Reason.NOT_ANNOUNCED},
    ),
    ("no reason", (), "AUTHORISER-1", "terminate OMEGA", {Reason.REASON_MISSING}),
    ("a note that says nothing", (), "OFFICER-1", "note OMEGA ' '", {Reason.REASON_MISSING}),
    (
        "a grant for somebody without the role", (), "OFFICER-1",
        "assign OMEGA --role assessor --to AUTHORISER-1", {Reason.ASSIGNEE_LACKS_ROLE},
    ),
    (
        "a milestone that something rests on", (),
        "AUTHORISER-1", "withdraw OMEGA/M1 --reason r", {Reason.STILL_RESTED_ON},
    ),
    (
        "a level that does not fall",
        (*SHOWN, Step("ASSESSOR-2", "gate pass OMEGA/G1", "pass gate", "passed")),
        "ASSESSOR-1", "reverse OMEGA/M1 --level 5 --reason r", {Reason.LEVEL_DOES_NOT_FALL},
    ),
    (
        "the assessor's own gate", SHOWN, "ASSESSOR-1", "gate pass OMEGA/G1",
        {Reason.DUTIES_COLLIDE},
    ),
    (
        "private money that falls",
        STORIES["private money"][:2],
        "OFFICER-1", f"fund report OMEGA/PRIVATE --raised 1 --counted-on {{0}} {DOCUMENT}",
        {Reason.FUNDING_FALLS},
    ),
    (
        "a cost claimed twice",
        STORIES["costs"][:1],
        "OFFICER-1", STORIES["costs"][0].typed.replace("I1", "I2"), {Reason.DOUBLE_FUNDING},
    ),
    (
        "an advance above its cap",
        STORIES["an advance"][:2],
        "OFFICER-1", "advance OMEGA/I2 200,001 --reason r", {Reason.ABOVE_ADVANCE_CAP},
    ),
    (
        "a second suspension",
        STORIES["money withheld, released and reduced"][:1],
        "OFFICER-1", "suspend OMEGA/I1 --reason r", {Reason.SUSPENDED_ALREADY},
    ),
    (
        "an announcement before the cure is over",
        STORIES["money withheld, released and reduced"][:1],
        "OFFICER-1", "suspension announce OMEGA/S1 --reason r", {Reason.DEADLINE_NOT_OVER},
    ),
    (
        "a release of what is not cured",
        STORIES["money withheld, released and reduced"][:1],
        "AUTHORISER-1", "suspension release OMEGA/S1", {Reason.NOTHING_CURED},
    ),
    (
        "one's own waiver",
        (Step(BOTH, f"{WAIVE} --until {{30}} --reason r", "propose waiver", "proposed"),),
        BOTH, "waiver confirm OMEGA/W1", {Reason.DUTIES_COLLIDE},
    ),
    (
        "a waiver that lasts too long", (),
        "OFFICER-1", f"{WAIVE} --until {{500}} --reason r", {Reason.EXPIRES_TOO_LATE},
    ),
    (
        "an amendment that changes the sum", (),
        "OFFICER-1", f'{AMEND} --change "instalment amount I1 350,000" --reason r',
        {Reason.TOTALS_CHANGE},
    ),
    (
        "an amendment by an auditor", (),
        "AUDITOR-1", f'{AMEND} --change "milestone due M1 {{40}}" --reason r',
        {Reason.ROLE_MISSING},
    ),
    (
        "nothing to claim back", PAID,
        "OFFICER-1", "recover OMEGA/I1 --ground reversal --reason r", {Reason.NOTHING_OWED_BACK},
    ),
    (
        "more than is owed",
        STORIES["money comes back"][: len(PAID) + 3],
        "ACCOUNTANT-1", "recovery repay OMEGA/B1 --amount 400,001 --reference B",
        {Reason.ABOVE_WHAT_IS_OWED},
    ),
    (
        "a covenant not attested", (),
        "AUTHORISER-1", "covenant fulfil OMEGA/V1", {Reason.ATTESTATIONS_MISSING},
    ),
    (
        "a second request", STORIES["a veto"][:1],
        "OFFICER-2", "screen OMEGA --member LEAD", {Reason.SCREENING_UNDER_WAY},
    ),
    (
        "one's own veto", STORIES["a veto"][:3],
        "COUNCIL-1", "screening lift-veto OMEGA/Q1 --reason r", {Reason.DUTIES_COLLIDE},
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "who", "typed", "reasons"),
    [row[1:] for row in REFUSED],
    ids=[row[0] for row in REFUSED],
)
def test_refused_with_what_stands_in_the_way(  # noqa: PLR0913, PLR0917  # a case of the table
    full: Cli,
    later: Later,
    before: tuple[Step, ...],
    who: str,
    typed: str,
    reasons: set[Reason],
) -> None:
    for step in before:
        later(step.day)
        full.does(*words(step.typed), who=step.who)
    entries = len(full.json("journal")["entries"])
    said = full.json(*words(typed), who=who, code=3)
    assert said["error"] == "refused"
    assert set(said["reasons"]) == {r.value for r in reasons}
    for finding in said["findings"]:
        assert finding["sentence"]
        assert finding["stands_in_the_way"] <= bool(finding["next_step"])
    people_read = full.run(*words(typed), who=who)
    assert (people_read.exit_code, people_read.stdout) == (3, "")
    assert "What to do:" in people_read.stderr
    assert len(full.json("journal")["entries"]) == entries


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (f"{WAIVE} --screening --until {{9}}", "is not one condition"),
        ("waive OMEGA/I1 --authority m --until {9}", "--level-step"),
        (f'{AMEND} --change "milestone M1 {{9}}"', "--change 'milestone due M3 2027-03-31'"),
        (f'{AMEND} --change "milestone due M1 soon"', "is not a date"),
        (f'{AMEND} --change "instalment amount I1 1.5"', "minor unit"),
        ("recover OMEGA/I1 --ground greed", "covenant-breached"),
        ("attest OMEGA/V1 --until {-5} --document paper", "give one of them"),
        (f"attest OMEGA/V1 --until {{-5}} {DOCUMENT} --file /x", "exclude each other"),
        ("suspension release OMEGA", "RAPIDUS-FE/S1"),
        ("hold OMEGA/ --reason r", "RAPIDUS-FE/I3"),
        ("cost claim OMEGA/I1 --amount 5 --key K --kind gift --member LEAD --title t "
         f"--incurred-on {{-9}} {DOCUMENT}", "training-seat"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_how_it_is_written(full: Cli, typed: str, says: str) -> None:
    result = full.run(*words(typed), "--reason", "r", who="OFFICER-1")
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())


def test_what_the_grant_does_not_have_is_answered_with_what_is_near(full: Cli) -> None:
    for typed, near in (
        ("recovery confirm OMEGA/B9", None),
        ("covenant fulfil OMEGA/V3", "V1"),
        ("fund verify OMGA/F1", "OMEGA"),
    ):
        said = full.json(*words(typed), who="AUTHORISER-1", code=2)
        assert said["error"] == "not found"
        assert near is None or near in said["near"]
