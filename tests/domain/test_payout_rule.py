"""The payout rule as tables: facts in words, what is owed, and what stands in the way.

Every instalment below is of 1,000 yen. An empty cell under "in the way" means nothing is.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.policies import Bearing, PolicyName, Reductions, bearing_of_people
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.rules.payout import CONDITIONS, Entitlement, entitlement
from portfolio.domain.states import MilestoneState
from tests.domain.builders import GRANT, reasons
from tests.domain.cases import SOUND, engineers, hold, milestone

if TYPE_CHECKING:
    from portfolio.domain.case import PayoutCase, ReskillingFacts

POLICIES = {
    "all or nothing": PolicyName.ALL_OR_NOTHING,
    "by shortfall": PolicyName.REDUCED_BY_SHORTFALL,
}
REDUCTIONS = {"lowest": Reductions.LOWEST, "multiply": Reductions.MULTIPLY, "": Reductions.LOWEST}

ENGINEERS = """
policy         | several  | engineers verified                   | share  | earned | in the way
all or nothing |          | 60 of 60                             | 1      |  1,000 |
all or nothing |          | 75 of 60                             | 1      |  1,000 |
all or nothing |          | 59 of 60                             | 0      |      0 | reskilling short
all or nothing |          | 0 of 60                              | 0      |      0 | reskilling short
all or nothing |          | 0 of 60, 60 reported                 | 0      |      0 | reskilling not verified
all or nothing |          | 59 of 60, 80 reported                | 0      |      0 | reskilling not verified
all or nothing |          | 60 of 60; 20 of 20                   | 1      |  1,000 |
all or nothing |          | 60 of 60; 19 of 20                   | 0      |      0 | reskilling short
all or nothing |          | 59 of 60; 0 of 20, 20 reported       | 0      |      0 | reskilling short; reskilling not verified
by shortfall   |          | 60 of 60                             | 1      |  1,000 |
by shortfall   |          | 75 of 60                             | 1      |  1,000 |
by shortfall   |          | 45 of 60                             | 3/4    |    750 |
by shortfall   |          | 45 of 60, 60 reported                | 3/4    |    750 |
by shortfall   |          | 20 of 60                             | 1/3    |    333 |
by shortfall   |          | 1 of 60                              | 1/60   |     16 |
by shortfall   |          | 0 of 60                              | 0      |      0 | nothing more earned
by shortfall   |          | 0 of 60, 60 reported                 | 0      |      0 | nothing more earned
by shortfall   | lowest   | 45 of 60; 20 of 20                   | 3/4    |    750 |
by shortfall   | lowest   | 45 of 60; 10 of 20                   | 1/2    |    500 |
by shortfall   | multiply | 45 of 60; 20 of 20                   | 3/4    |    750 |
by shortfall   | multiply | 45 of 60; 10 of 20                   | 3/8    |    375 |
by shortfall   | multiply | 20 of 60; 10 of 15; 1 of 7           | 2/63   |     31 |
by shortfall   | multiply | 45 of 60; 0 of 20                    | 0      |      0 | nothing more earned
"""  # noqa: E501  # a row of the table is one line

# "level" is where the element stands and where the milestone wants it.
MILESTONES = """
found          | share met | share asked | level  | recorded by | assessed by | in the way
met            | 1         | 1           | 5 of 5 | OFFICER     | ASSESSOR    |
met            | 1         | 1           | 6 of 5 | OFFICER     | ASSESSOR    |
partly met     | 1/2       | 1/2         | 5 of 5 | OFFICER     | ASSESSOR    |
partly met     | 2/3       | 1/2         | 5 of 5 | OFFICER     | ASSESSOR    |
partly met     | 1/3       | 1/2         | 5 of 5 | OFFICER     | ASSESSOR    | milestone not met
partly met     | 1/2       | 1           | 5 of 5 | OFFICER     | ASSESSOR    | milestone not met
not met        | 0         | 1/2         | 5 of 5 | OFFICER     | ASSESSOR    | milestone not met
planned        |           | 1           | 5 of 5 |             |             | milestone not met; evidence not assessed
submitted      |           | 1           | 5 of 5 | OFFICER     |             | milestone not met; evidence not assessed
submitted      | 1         | 1           | 5 of 5 | OFFICER     | ASSESSOR    | milestone not met
met            | 1         | 1           | 4 of 5 | OFFICER     | ASSESSOR    | level short
partly met     | 1/2       | 1/2         | 4 of 5 | OFFICER     | ASSESSOR    | level short
met            | 1         | 1           | 5 of 5 | ASSESSOR    | ASSESSOR    | evidence not assessed
met            | 1         | 1           | 5 of 5 |             | ASSESSOR    | evidence not assessed
planned        |           | 1           | 4 of 5 |             |             | milestone not met; level short; evidence not assessed
"""  # noqa: E501  # a row of the table is one line

# "taken" is what standing payouts already take, "left" what award and budget still have.
AMOUNTS = """
earned | taken | asked | award left | budget left | hold | payable | in the way
 1,000 |     0 |       |      5,000 |       5,000 | no   |   1,000 |
 1,000 |     0 |   400 |      5,000 |       5,000 | no   |     400 |
 1,000 |   400 |       |      5,000 |       5,000 | no   |     600 |
 1,000 |   400 |   600 |      5,000 |       5,000 | no   |     600 |
 1,000 |   400 |   601 |      5,000 |       5,000 | no   |       0 | above entitlement
 1,000 | 1,000 |       |      5,000 |       5,000 | no   |       0 | instalment exhausted
 1,000 | 1,000 |     1 |      5,000 |       5,000 | no   |       0 | instalment exhausted
   750 |     0 |       |      5,000 |       5,000 | no   |     750 |
   750 |     0 |   751 |      5,000 |       5,000 | no   |       0 | above entitlement
   750 |   700 |       |      5,000 |       5,000 | no   |      50 |
   750 |   750 |       |      5,000 |       5,000 | no   |       0 | nothing more earned
   750 |   800 |       |      5,000 |       5,000 | no   |       0 | nothing more earned
   750 |   750 |   100 |      5,000 |       5,000 | no   |       0 | nothing more earned
 1,000 |     0 |       |      1,000 |       1,000 | no   |   1,000 |
 1,000 |     0 |       |        999 |       5,000 | no   |       0 | above award
 1,000 |     0 |   999 |        999 |       5,000 | no   |     999 |
 1,000 |     0 |       |      5,000 |         999 | no   |       0 | above appropriation
 1,000 |     0 |   999 |      5,000 |         999 | no   |     999 |
 1,000 |     0 |       |      5,000 |        none | no   |       0 | no appropriation
 1,000 |     0 |       |      5,000 |       5,000 | yes  |       0 | held
 1,000 | 1,000 |       |         -1 |        none | yes  |       0 | held; instalment exhausted; above award; no appropriation
 1,000 |     0 | 1,001 |      1,000 |       1,000 | no   |       0 | above entitlement; above award; above appropriation
"""  # noqa: E501  # a row of the table is one line


def rows_of(table: str) -> list[dict[str, str]]:
    head, *lines = (
        [cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()
    )
    return [dict(zip(head, line, strict=True)) for line in lines]


def in_words(row: dict[str, str]) -> str:
    return ", ".join(f"{name} {cell}" for name, cell in row.items() if cell)


def yen(cell: str) -> int:
    return int(cell.replace(",", ""))


def scaling(words: str) -> ReskillingFacts:
    return engineers(words, bearing=Bearing.SCALES)


def obstacles(cell: str) -> tuple[Reason, ...]:
    return tuple(Reason(text) for text in cell.split("; ") if text)


BY_SHORTFALL = replace(
    SOUND,
    policy=PolicyName.REDUCED_BY_SHORTFALL,
    reskilling=(engineers("60 of 60", bearing=Bearing.SCALES),),
)


@pytest.mark.parametrize("row", rows_of(ENGINEERS), ids=in_words)
def test_verified_engineers_earn_their_share(row: dict[str, str]) -> None:
    owed = entitlement(
        replace(
            SOUND,
            policy=POLICIES[row["policy"]],
            reductions=REDUCTIONS[row["several"]],
            reskilling=tuple(
                engineers(words, f"C{number}", bearing=bearing_of_people(POLICIES[row["policy"]]))
                for number, words in enumerate(row["engineers verified"].split("; "), start=1)
            ),
        )
    )
    assert owed.share == Fraction(row["share"])
    assert owed.earned_minor == owed.payable_minor == yen(row["earned"])
    assert reasons(owed.obstacles) == obstacles(row["in the way"])


@pytest.mark.parametrize("row", rows_of(MILESTONES), ids=in_words)
def test_a_milestone_earns_all_or_nothing_at_the_share_it_is_asked(row: dict[str, str]) -> None:
    facts = milestone(
        MilestoneState(row["found"]),
        Fraction(row["share met"]) if row["share met"] else None,
        Fraction(row["share asked"]),
        int(row["level"].split()[0]),
        row["recorded by"],
        row["assessed by"] or None,
    )
    owed = entitlement(replace(SOUND, milestones=(facts,)))
    in_the_way = obstacles(row["in the way"])
    assert reasons(owed.obstacles) == in_the_way
    assert owed.earned_minor == owed.payable_minor == (0 if in_the_way else 1_000)


@pytest.mark.parametrize("row", rows_of(AMOUNTS), ids=in_words)
def test_no_amount_passes_what_was_earned_awarded_or_appropriated(row: dict[str, str]) -> None:
    budget = row["budget left"]
    taken = yen(row["taken"])
    owed = entitlement(
        replace(
            BY_SHORTFALL,
            reskilling=(scaling(f"{yen(row['earned'])} of 1000"),),
            taken_minor=taken,
            asked_minor=yen(row["asked"]) if row["asked"] else None,
            award_minor=yen(row["award left"]) + taken,
            award_taken_minor=taken,
            budget_minor=None if budget == "none" else yen(budget) + 70,
            budget_taken_minor=70,
            holds=(hold(),) if row["hold"] == "yes" else (),
        )
    )
    assert owed.earned_minor == yen(row["earned"])
    assert owed.payable_minor == yen(row["payable"])
    assert reasons(owed.obstacles) == obstacles(row["in the way"])
    assert owed.open_minor == 1_000 - taken


def test_without_a_milestone_nothing_is_owed() -> None:
    owed = entitlement(replace(SOUND, milestones=()))
    assert reasons(owed.obstacles) == (Reason.NO_MILESTONE_BEHIND,)
    assert owed.earned_minor == owed.payable_minor == 0


def test_without_a_reskilling_commitment_nothing_is_owed() -> None:
    owed = entitlement(replace(SOUND, reskilling=()))
    assert reasons(owed.obstacles) == (Reason.NO_COMMITMENT_BEHIND,)
    assert owed.earned_minor == owed.payable_minor == 0


@pytest.mark.parametrize("asked", [None, 1, 1_000])
def test_a_share_too_small_for_one_yen_pays_nothing_whatever_is_asked(asked: int | None) -> None:
    owed = entitlement(replace(BY_SHORTFALL, reskilling=(scaling("1 of 5000"),), asked_minor=asked))
    assert owed.earned_minor == 0
    assert owed.payable_minor == 0
    assert owed.obstacles


def test_a_yes_says_every_condition_it_rests_on() -> None:
    owed = entitlement(SOUND)
    assert {f.effect for f in owed.findings} == {Effect.SATISFIES}
    assert reasons(owed.findings) == (
        Reason.GRANT_PAYABLE,
        Reason.SCREENING_NOT_ASKED,
        Reason.NO_HOLD,
        Reason.MILESTONE_STANDS_BEHIND,
        Reason.COMMITMENT_STANDS_BEHIND,
        Reason.MILESTONE_MET,
        Reason.LEVEL_REACHED,
        Reason.EVIDENCE_ASSESSED_BY_ANOTHER,
        Reason.RESKILLING_VERIFIED,
        Reason.NO_RECOVERY_OUTSTANDING,
        Reason.NOTHING_SUSPENDED,
        Reason.MONEY_LEFT_ON_INSTALMENT,
        Reason.WITHIN_ENTITLEMENT,
        Reason.WITHIN_AWARD,
        Reason.WITHIN_APPROPRIATION,
    )


def test_a_no_says_every_obstacle_and_not_the_first_only() -> None:
    nothing_right = replace(
        SOUND,
        holds=(hold(),),
        milestones=(milestone(MilestoneState.PLANNED, None, level_now=4, assessed_by=None),),
        reskilling=(engineers("0 of 60"),),
        taken_minor=1_000,
        award_taken_minor=6_000,
        budget_minor=None,
    )
    assert reasons(entitlement(nothing_right).obstacles) == (
        Reason.HELD,
        Reason.MILESTONE_NOT_MET,
        Reason.LEVEL_SHORT,
        Reason.EVIDENCE_NOT_ASSESSED,
        Reason.RESKILLING_SHORT,
        Reason.INSTALMENT_EXHAUSTED,
        Reason.ABOVE_AWARD,
        Reason.NO_APPROPRIATION,
    )


def test_a_hold_stops_payment_and_takes_away_nothing_earned() -> None:
    owed = entitlement(replace(SOUND, holds=(hold(),)))
    assert (owed.earned_minor, owed.payable_minor) == (1_000, 0)


def test_every_milestone_and_every_commitment_is_looked_at() -> None:
    second = replace(milestone(MilestoneState.NOT_MET, Fraction(0)), code="M2")
    owed = entitlement(
        replace(
            SOUND,
            milestones=(milestone(), second),
            reskilling=(engineers("60 of 60"), engineers("0 of 20", "C2")),
        )
    )
    assert [(f.reason, f.subject) for f in owed.obstacles] == [
        (Reason.MILESTONE_NOT_MET, f"{GRANT}/M2"),
        (Reason.RESKILLING_SHORT, f"{GRANT}/C2"),
    ]


def test_a_shortfall_is_said_with_the_numbers_compared() -> None:
    short = entitlement(replace(BY_SHORTFALL, reskilling=(scaling("45 of 60, 50 reported"),)))
    (found,) = (f for f in short.findings if f.effect is Effect.REDUCES)
    assert found.reason is Reason.RESKILLING_REDUCES
    assert found.share == Fraction(3, 4)
    assert found.evidence == ("R1",)
    compared = {name: found.facts[name] for name in ("asked", "verified", "reported", "short_by")}
    assert compared == {"asked": 60, "verified": 45, "reported": 50, "short_by": 15}


@pytest.mark.parametrize(
    ("verified", "percent"), [("45 of 60", "75%"), ("20 of 60", "33.33%"), ("40 of 60", "66.66%")]
)
def test_a_share_is_shown_in_percent_rounded_down(verified: str, percent: str) -> None:
    owed = entitlement(replace(BY_SHORTFALL, reskilling=(scaling(verified),)))
    (found,) = (f for f in owed.findings if f.effect is Effect.REDUCES)
    assert found.facts["share"] == percent


class TestTheDigestOfACase:
    def digest(self, case: PayoutCase) -> str:
        owed: Entitlement = entitlement(case)
        return owed.digest

    def test_is_the_same_for_the_same_facts(self) -> None:
        assert self.digest(SOUND) == self.digest(replace(SOUND))

    @pytest.mark.parametrize(
        "case",
        [
            replace(SOUND, asked_minor=400),
            replace(SOUND, taken_minor=400),
            replace(SOUND, award_taken_minor=4_000),
            replace(SOUND, budget_taken_minor=4_000),
            replace(SOUND, budget_minor=None),
        ],
        ids=["asked", "taken", "award", "budget spent", "no budget"],
    )
    def test_leaves_out_ceilings_and_amounts(self, case: PayoutCase) -> None:
        assert self.digest(case) == self.digest(SOUND)

    @pytest.mark.parametrize(
        "case",
        [
            replace(SOUND, holds=(hold(),)),
            replace(SOUND, scheduled_minor=999),
            replace(SOUND, milestones=(milestone(level_now=6),)),
            replace(SOUND, milestones=(milestone(assessed_by="ASSESSOR-2"),)),
            replace(SOUND, milestones=(milestone(recorded_by="OFFICER-2"),)),
            replace(SOUND, reskilling=(engineers("61 of 60"),)),
            replace(SOUND, reskilling=(engineers("60 of 60, 61 reported"),)),
        ],
        ids=["hold", "amount", "level", "assessor", "recorder", "verified", "reported"],
    )
    def test_moves_with_every_fact_about_the_grant(self, case: PayoutCase) -> None:
        assert self.digest(case) != self.digest(SOUND)


def test_conditions_read_like_the_regulation_and_in_its_order() -> None:
    assert [check.__name__ for check in CONDITIONS] == [
        "the_grant_may_be_paid",
        "the_screening_is_valid",
        "no_hold_stands",
        "covenants_are_kept",
        "a_milestone_stands_behind_it",
        "a_reskilling_commitment_stands_behind_it",
        "milestones_are_met",
        "readiness_is_reached",
        "evidence_is_assessed_by_another",
        "engineers_are_verified",
        "private_money_is_raised",
        "costs_are_accepted",
        "the_terms_are_complete",
        "advances_are_cleared",
        "debts_are_set_off",
    ]
