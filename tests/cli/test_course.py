"""What is read of a grant on its way: whose turn it is, why, until when, under which terms."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from portfolio.cli import render
from portfolio.cli.explanation import explanation_lines
from portfolio.cli.programmes import TERM_KEYS
from portfolio.reports.deadlines import Keeps
from portfolio.services.browse import dossier, overview
from portfolio.wording.commands import HOLDING, KEPT
from portfolio.wording.language import Language
from tests.cli.conftest import shell
from tests.cli.full import TERMS
from tests.cli.small import in_days
from tests.cli.test_acts import PAID, SCREENED, SHOWN, STORIES, Step, words

if TYPE_CHECKING:
    from portfolio.services.office import Office
    from tests.cli.conftest import Cli, Later

WITHHELD = STORIES["money withheld, released and reduced"]
BACK = STORIES["money comes back"]


def told(cli: Cli, later: Later, *steps: Step) -> Cli:
    """Carry steps out, each on its day."""
    for step in steps:
        later(step.day)
        cli.does(*words(step.typed), who=step.who)
    return cli


def kept(cli: Cli, target: str) -> dict[str, tuple[str, int | None, str | None]]:
    """Return what an explanation says is kept back: by what, how much, until when."""
    found = cli.json("explain", target)["deadlines"]
    return {each["keeps"]: (each["code"], each["amount_minor"], each["on"]) for each in found}


def test_money_withheld_is_told_with_the_day_by_which_it_has_to_be_cured(
    full: Cli, later: Later
) -> None:
    told(full, later, WITHHELD[0])
    [(code, amount, on)] = kept(full, "OMEGA/I1").values()
    assert (code, amount) == ("S1", 400_000)
    page = full.does("explain", "OMEGA/I1")
    assert f"¥400,000 withheld under S1: to be cured by {on} (in " in page
    assert "withheld ¥400,000, reduced ¥0, open ¥0." in page
    later(100)
    assert f"to be cured by {on} (" in (late := full.does("explain", "OMEGA/I1"))
    assert "days late)" in late
    assert "announce reduction S1 (grant officer)" in late


def test_a_reduction_is_told_before_and_after(full: Cli, later: Later) -> None:
    steps = [s for s in WITHHELD if "S2" in s.typed or "I3" in s.typed]
    steps = [s._replace(typed=s.typed.replace("S2", "S1")) for s in steps]
    told(full, later, *steps[:2])
    assert set(kept(full, "OMEGA/I3")) == {Keeps.REDUCTION_ANNOUNCED}
    assert "its reduction is announced, possible from" in full.does("explain", "OMEGA/I3")
    told(full, later, steps[2])
    assert kept(full, "OMEGA/I3") == {Keeps.REDUCED: ("S1", 100_000, None)}
    assert "¥100,000 taken away for good under S1." in full.does("explain", "OMEGA/I3")


def test_a_waiver_is_told_with_its_last_day(full: Cli, later: Later) -> None:
    told(full, later, *STORIES["waivers"][:2])
    assert kept(full, "OMEGA/I1") == {Keeps.WAIVED: ("W1", None, in_days(30))}
    assert "WAIV" in full.does("explain", "OMEGA/I1")
    assert f"Waiver W1 on C1 ends on {in_days(30)} (in 30 days)." in full.does(
        "explain", "OMEGA/I1"
    )


def test_an_advance_is_told_with_the_day_by_which_it_has_to_be_cleared(
    full: Cli, later: Later
) -> None:
    told(full, later, *STORIES["an advance"])
    found = kept(full, "OMEGA/I1")
    assert found[Keeps.ADVANCED][:2] == ("P1", 150_000)
    assert "¥150,000 of advance P1 has to be cleared by" in full.does("explain", "OMEGA/I1")


def test_what_is_owed_back_is_told_with_its_interest(full: Cli, later: Later) -> None:
    told(full, later, *BACK[: len(PAID) + 2])
    assert kept(full, "OMEGA/I1")[Keeps.CLAIM_PROPOSED][:2] == ("B1", 400_000)
    assert "confirm recovery B1 (authorising officer)" in full.does("explain", "OMEGA/I1")
    told(full, later, BACK[len(PAID) + 2])
    later(10)
    code, amount, due = kept(full, "OMEGA/I1")[Keeps.CLAIMED]
    assert (code, amount, due) == ("B1", 400_000 + 400_000 * 10 // 3650, in_days(20))
    assert f"¥{amount:,} owed back on P1 under B1, due {due} (in 10 days)." in full.does(
        "explain", "OMEGA/I1"
    )


def test_a_cure_and_a_screening_that_ends_soon_are_told(full: Cli, later: Later) -> None:
    told(
        full, later, *SCREENED,
        *STORIES["a milestone is returned, met in part, given time, and lapses"][:-1],
    )  # fmt: skip
    assert set(kept(full, "OMEGA/I1")) == {Keeps.IN_CURE}
    later(150)
    assert set(kept(full, "OMEGA/I1")) == {Keeps.IN_CURE, Keeps.SCREENED}


def test_everything_that_keeps_money_back_has_words() -> None:
    assert set(KEPT) == set(Keeps)


def test_a_payable_instalment_says_who_proposes_it_and_in_full_why(payable: Cli) -> None:
    page = payable.does("explain", "ALPHA/I1")
    assert "Payable now: ¥400,000. Nothing stands in the way." in page
    assert "propose payout I1 (grant officer)" in page
    assert "met (M1); level reached (T1); assessed by another (M1)" in " ".join(page.split())
    in_full = payable.does("explain", "ALPHA/I1", "--in-full")
    assert "E1 lab results: Lab results." in in_full
    assert in_full.count("  PASS ") > page.count("  PASS ") == 1


def test_where_the_money_goes_is_told_where_it_is_not_all_transferred(
    full: Cli, later: Later
) -> None:
    told(full, later, *STORIES["an advance"], *SHOWN)
    told(full, later, Step("ASSESSOR-2", "gate pass OMEGA/G1", "pass gate", "passed"))
    told(full, later, *STORIES["training turned down"][:1])
    told(full, later, Step("OFFICER-2", "train verify OMEGA/R1", "verify", "verified"))
    page = " ".join(full.does("explain", "OMEGA/I1").split())
    assert (
        "Payable now: ¥400,000. Nothing stands in the way. Of it ¥150,000 clears advances, ¥0 is "
        "set off, ¥250,000 is transferred." in page
    )


@pytest.mark.parametrize("language", Language)
def test_every_instalment_of_the_demonstration_is_explained_on_one_screen(
    demo: Office, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    monkeypatch.setattr(render, "page_width", lambda: 80)
    for grant in overview(demo).grants:
        found = dossier(demo, grant.code)
        for instalment in found.file.instalments:
            weighed = found.entitlement(instalment.code)
            lines = explanation_lines(found, weighed, language)
            assert max(map(cell_len, lines)) <= 80
            assert len(lines) <= 24, f"{grant.code}/{instalment.code}"
            holding = {f.reason for f in weighed.findings if f.effect.value == "satisfies"}
            assert holding <= set(HOLDING)


def test_the_next_turn_is_told_for_everything_an_act_moved(full: Cli, later: Later) -> None:
    told(full, later, *SHOWN[:2])
    said = full.run(*words(SHOWN[2].typed), who=SHOWN[2].who).stderr
    assert "Next: decide stage-gate OMEGA/G1 (assessor)" in said
    breach = STORIES["a covenant breached and remedied"][0]
    assert (
        "Next: remedy breach OMEGA/V1 (authorising officer)"
        in full.run(*words(breach.typed), who=breach.who).stderr
    )


def test_an_amendment_names_what_a_later_day_pushes_and_moves_it_when_told(full: Cli) -> None:
    typed = (
        'amend OMEGA --title Later --source letter --reason delay --change "milestone due M1 {140}"'
    )
    offered = full.run(*words(typed), who="OFFICER-1")
    assert offered.exit_code == 3  # M2 asks a higher level than M1, so it cannot stay before it
    said = " ".join(offered.stderr.split())
    assert "--with-dependants moves them as well" in said
    assert f"M2 {in_days(120)} -> {in_days(230)}" in said
    assert f"M3 {in_days(180)} -> {in_days(290)}" in said
    full.does(*words(typed), "--with-dependants", who="OFFICER-1")
    full.does("amendment", "confirm", "OMEGA/N1", who="AUTHORISER-1")
    shown = full.json("show", "OMEGA")
    days = {m["code"]: (m["baseline_due_on"], m["due_on"]) for m in shown["milestones"]}
    assert days["M2"] == (in_days(120), in_days(230))
    assert [line["subject"] for line in shown["amendment_lines"]] == ["M1", "M2", "M3"]
    page = full.does("show", "OMEGA")
    assert f"milestone due M1: {in_days(30)} > {in_days(140)}" in page


def test_an_amendment_moves_what_is_named_by_hand_as_it_is_named(full: Cli) -> None:
    typed = (
        'amend OMEGA --title Later --source letter --reason delay --with-dependants '
        '--change "milestone due M1 {140}" --change "milestone due M2 {141}" '
    )  # fmt: skip
    full.does(*words(typed), who="OFFICER-1")
    lines = full.json("show", "OMEGA")["amendment_lines"]
    assert {line["subject"]: line["new"] for line in lines}["M2"] == in_days(141)


def test_a_condition_is_ended_in_words(full: Cli) -> None:
    typed = (
        'amend OMEGA --title Less --source letter --reason spare '
        '--change "condition ended I2.PRIVATE"'
    )  # fmt: skip
    full.does(*words(typed), who="OFFICER-1")
    line = full.json("show", "OMEGA")["amendment_lines"][0]
    assert (line["subject"], line["new"]) == ("I2.PRIVATE", "ended")


def test_a_grant_in_full_has_a_part_for_everything_on_its_way(full: Cli, later: Later) -> None:
    told(full, later, *BACK[: len(PAID) + 3], *STORIES["private money"], *STORIES["costs"])
    told(full, later, *STORIES["waivers"][:1], *STORIES["amendments"][:1], WITHHELD[8])
    later(10)
    page = full.does("show", "OMEGA")
    for heading in (
        "Stage-gates", "Private money promised", "Private money reported", "Costs", "Suspensions",
        "Recoveries", "Waivers", "Amendments", "Covenants", "Screenings",
    ):  # fmt: skip
        assert f"\n{heading}\n" in page
    assert "awarded" in page
    assert "Private per public 0.50" in page
    assert f"¥{400_000 + 400_000 * 10 // 3650:,}" in page
    shown = full.run("show", "OMEGA", lang="ja")
    assert shown.exit_code == 0
    assert "\n返還請求\n" in shown.stdout


def test_terms_are_printed_with_where_each_stands(full: Cli) -> None:
    header, *rows = full.does("terms", "FULL").splitlines()
    assert tuple(header.split("\t")) == TERM_KEYS
    assert {row.split("\t")[0]: row.split("\t")[1] for row in rows} == TERMS
    assert all("illustrative" in row for row in rows)
    said = full.json("terms", "FULL")
    assert [t["name"] for t in said["terms"]] == sorted(TERMS)
    assert said["programme"]["terms_source"] == "illustrative"
    assert full.json("terms", "FULL", "--on", in_days(-301))["terms"] == []
    assert full.json("terms", "FUL", code=2)["near"] == ["FULL"]


def test_the_shell_completes_codes_of_parts_programmes_and_of_the_grant_named_before(
    full: Cli,
) -> None:
    def completed(*line: str) -> list[str]:
        typed = ["portfolio", "--db", str(full.db), *line]
        env = {
            **os.environ, "_PORTFOLIO_COMPLETE": "complete_bash", "COMP_WORDS": " ".join(typed),
            "COMP_CWORD": str(len(typed) - 1),
        }  # fmt: skip
        return shell(env=env).stdout.split()

    assert completed("covenant", "fulfil", "OMEGA/") == ["OMEGA/V1", "OMEGA/V2"]
    assert completed("terms", "F") == ["FULL"]
    assert completed("waive", "OMEGA/I1", "--milestone", "M") == ["M1", "M2", "M3"]
