"""Worked numbers from published cases: what a correct program says, to the unit.

Each row is a case as a grant officer would put it, and what has to come out. Amounts are minor
units of the currency of the case (yen, or cents where a table of the EU counts in them).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from portfolio.domain import policies
from portfolio.domain.acts.amendments import ChangeAsked, ConfirmAmendment, ProposeAmendment
from portfolio.domain.amendment import Amended
from portfolio.domain.budget import BudgetFigures
from portfolio.domain.instalment import Instalment, MilestoneCondition
from portfolio.domain.period import add_months
from portfolio.domain.terms import parse_bands
from tests.domain.builders import (
    AUTHORISER,
    GRANT,
    OFFICER,
    SOURCE,
    Story,
    grant_file,
    people_condition,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio.domain.grant import AwardDecision
    from portfolio.domain.grant_file import GrantFile

BANDS = parse_bands("bands", "0:0 30:2/5 50:7/10 80:1")
"""EU budget support, variable tranche."""


def suspended(allocation: int, items: int, *coefficients: str, progress: str = "0") -> int:
    """Return what is withheld for items not shown, or shown in part."""
    parts = [(Fraction(c), Fraction(progress)) for c in coefficients]
    return policies.unit_value_suspended(allocation, items, parts)


def after_cure(withheld: int, progress: str) -> tuple[int, int]:
    """Return what of a suspension is released at the end of the cure, and what is reduced."""
    remains = suspended(withheld, 1, "1", progress=progress)
    return withheld - remains, remains


def band(score: int) -> int:
    """Return the percentage of the money due for a score out of 100."""
    return int(policies.band(BANDS, Fraction(score, 100)) * 100)


def year(**figures: int) -> str:
    """Return a fiscal year's current budget, execution rate to five decimals, and unused amount."""
    found = BudgetFigures(**{f"{name}_minor": minor for name, minor in figures.items()})
    rate = found.execution_rate
    shown = "undefined" if rate is None else f"{float(rate):.5f}"
    return f"{found.current_minor:,} / {shown} / {found.unused_minor:,}"


def awarded(*billions: str) -> int:
    """Return the award that a grant's decisions add up to, in yen; each given in billions."""
    decisions = tuple(
        replace(_decision(number), amount_minor=int(Fraction(amount) * 10**9))
        for number, amount in enumerate(billions, start=1)
    )
    return replace(grant_file(), awards=decisions).award_minor


def _decision(number: int) -> AwardDecision:
    return replace(grant_file().awards[0], number=number)


@dataclass(frozen=True)
class Moved:
    """A plan after an amendment: items and money of two instalments, and the whole."""

    items: tuple[int, int]
    moved_minor: int
    total_minor: int


def re_baselined() -> Moved:
    """Move 519 m and one item from instalment 3 to instalment 4 of a plan of 35 bn."""
    story = Story(file=_plan())
    before = {i.code: i.amount_minor for i in story.file.instalments}
    moved = 519_000_000
    story.does(
        OFFICER,
        ProposeAmendment(
            grant=GRANT, title="Re-baseline of instalments 3 and 4", source=SOURCE,
            changes=(
                ChangeAsked(
                    what=Amended.INSTALMENT_AMOUNT, subject="I3", new=str(before["I3"] - moved)
                ),
                ChangeAsked(
                    what=Amended.INSTALMENT_AMOUNT, subject="I4", new=str(before["I4"] + moved)
                ),
                ChangeAsked(what=Amended.CONDITION_MOVED, subject="I3.M54", new="I4"),
            ),
        ),
        "One target needs the year after",
    )  # fmt: skip
    story.does(AUTHORISER, ConfirmAmendment(grant=GRANT, amendment="N1"))
    after = {i.code: i.amount_minor for i in story.file.instalments}
    items = [sum(len(part) for part in story.file.conditions_of(code)) for code in ("I3", "I4")]
    return Moved(
        items=(items[0], items[1]),
        moved_minor=before["I3"] - after["I3"],
        total_minor=sum(after.values()),
    )


def _plan() -> GrantFile:
    file = grant_file(award=35_000_000_000)
    milestone = file.milestones[0]
    many = tuple(replace(milestone, code=f"M{n}", predecessors=()) for n in range(1, 54 + 26 + 1))
    third, fourth = file.instalments
    return replace(
        file,
        milestones=many,
        criteria=tuple(replace(file.criteria[0], milestone=m.code) for m in many),
        instalments=(
            _scheduled(third, "I3", 20_000_000_000),
            _scheduled(fourth, "I4", 15_000_000_000),
        ),
        milestone_conditions=tuple(
            MilestoneCondition(grant=GRANT, instalment="I3" if n <= 54 else "I4", milestone=f"M{n}")
            for n in range(1, 81)
        ),
        reskilling_conditions=(
            people_condition(GRANT, "I3", "C1", file.commitments[0].rung, 60),
            people_condition(GRANT, "I4", "C1", file.commitments[0].rung, 60),
        ),
    )


def _scheduled(instalment: Instalment, code: str, amount: int) -> Instalment:
    return replace(instalment, code=code, amount_minor=amount)


WORKED: list[tuple[str, str, Callable[[], object], object]] = [
    (
        "N1", "unit value: 2,224,195,119 over 191 items, one at 0.75 (Lithuania 2023)",
        lambda: suspended(2_224_195_119, 191, "0.75"), 8_733_750,
    ),
    (
        "N1", "unit value: 2,224,195,119 over 191 items, one at 1.5 (Lithuania 2023)",
        lambda: suspended(2_224_195_119, 191, "1.5"), 17_467_500,
    ),
    (
        "N1", "both together, rounded once (published: 26.2 m in all)",
        lambda: suspended(2_224_195_119, 191, "0.75", "1.5"), 26_201_251,
    ),
    (
        "N2", "26,201,251 gross, 13 % pre-financing already cleared: net",
        lambda: policies.net_of_advance(26_201_251, Fraction(13, 100)), 22_795_088,
    ),
    (
        "N3", "17,467,500 suspended, 50 % progress at the end of the cure: released, reduced",
        lambda: after_cure(17_467_500, "0.5"), (8_733_750, 8_733_750),
    ),
    (
        "N4", "unit value: 12,132,000,000 over 341 items, one at 1.0 (Romania 2023)",
        lambda: suspended(12_132_000_000, 341, "1.0"), 35_577_712,
    ),
    (
        "N4", "unit value: 12,132,000,000 over 341 items, one at 0.5 (Romania 2023)",
        lambda: suspended(12_132_000_000, 341, "0.5"), 17_788_856,
    ),
    (
        "N4", "both together (published: 53.36 m)",
        lambda: suspended(12_132_000_000, 341, "1.0", "0.5") // 10_000, 5_336,
    ),
    (
        "N5", "519 m moved from instalment 3 to 4: 55/27 items become 54/28, 35 bn stay (Italy)",
        re_baselined,
        Moved(items=(54, 28), moved_minor=519_000_000, total_minor=35_000_000_000),
    ),
    (
        "N6", "bands: scores 29 30 49 50 79 80, percent of the money",
        lambda: [band(score) for score in (29, 30, 49, 50, 79, 80)], [0, 40, 40, 70, 70, 100],
    ),
    (
        "N7", "suspended on 28 May 2025 with six months' cure: deadline (Romania)",
        lambda: add_months(date(2025, 5, 28), 6), date(2025, 11, 28),
    ),
    (
        "N8", "Micron Hiroshima: 46.5 + (167 + 25) + (500 + 36) bn",
        lambda: awarded("46.5", "167", "25", "500", "36"), 774_500_000_000,
    ),
    (
        "N9", "Rapidus grants: 70 + 260 + (536.5 + 53.5) + (675.5 + 127.0) bn",
        lambda: awarded("70", "260", "536.5", "53.5", "675.5", "127.0"), 1_722_500_000_000,
    ),
    (
        "N10", "review sheet, project 159, FY2023: current budget / execution rate / unused",
        lambda: year(
            initial=10_041_533_000, carried_in=750_269_289, executed=9_130_510_658,
            carried_out=594_791_890,
        ),
        "10,791,802,289 / 0.84606 / 1,066,499,741",
    ),
    (
        "N11", "a year of zeros: the execution rate is undefined, not 0 %",
        lambda: year(initial=0), "0 / undefined / 0",
    ),
    (
        "N12", "Green Innovation: 10 bn of cost, 10 %, coefficient 0.7, within 1 bn",
        lambda: policies.incentive(10**9, Fraction(1, 10), 10**10, Fraction(7, 10)), 700_000_000,
    ),
    (
        "N12", "the same within a limit of 600 m",
        lambda: policies.incentive(600_000_000, Fraction(1, 10), 10**10, Fraction(7, 10)),
        600_000_000,
    ),
    # more from the cited precedents
    (
        "METI", "a third of 278.8 bn of eligible cost, at most 92.9 bn as awarded (Kioxia 2022)",
        lambda: policies.rate_of_cost(92_900_000_000, Fraction(1, 3), 278_800_000_000, Fraction(1)),
        92_900_000_000,
    ),
    (
        "METI", "a third of 278.8 bn of eligible cost, before the award caps it: in hundreds of m",
        lambda: policies.rate_of_cost(10**12, Fraction(1, 3), 278_800_000_000, Fraction(1))
        // 10**7,
        9_293,
    ),
    (
        "PforR", "scalable: 12,000 a result above a baseline of 100, 160 verified, at most 600,000",
        lambda: policies.scalable(
            600_000, Fraction(1), unit_price=12_000, results=160, baseline=100
        ),
        600_000,
    ),
    (
        "PforR", "scalable: the same with 130 verified",
        lambda: policies.scalable(
            600_000, Fraction(1), unit_price=12_000, results=130, baseline=100
        ),
        360_000,
    ),
    (
        "HE", "work package of 900, two thirds done: nothing before the final period, then 600",
        lambda: [
            policies.work_package(900, Fraction(2, 3), final_period=last) for last in (False, True)
        ],
        [0, 600],
    ),
    (
        "5 %", "retention of 5 % on 1,000,001 earned: 50,001 kept back, none after acceptance",
        lambda: [
            policies.retained(1_000_001, Fraction(1, 20), accepted=done) for done in (False, True)
        ],
        [50_001, 0],
    ),
    (
        "1182/71", "six months from 31 August end on the last day of February",
        lambda: [add_months(date(y, 8, 31), 6) for y in (2022, 2023)],
        [date(2023, 2, 28), date(2024, 2, 29)],
    ),
    (
        "1182/71", "one month from 31 January, two months from 31 December",
        lambda: [add_months(date(2025, 1, 31), 1), add_months(date(2025, 12, 31), 2)],
        [date(2025, 2, 28), date(2026, 2, 28)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "case", "says", "expected"),
    WORKED,
    ids=[f"{number}: {case}" for number, case, _, _ in WORKED],
)
def test_the_published_number_comes_out(
    number: str, case: str, says: Callable[[], object], expected: object
) -> None:
    assert says() == expected, f"{number}: {case}"
