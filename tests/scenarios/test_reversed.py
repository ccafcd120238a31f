"""A finding taken back after payment: claimed on the old basis, set off, met and paid again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.domain.recovery import Ground
from portfolio.domain.states import MilestoneState, RecoveryState
from portfolio.services import browse
from tests.scenarios.account import Sums
from tests.scenarios.plan import element, file, grant, instalment, milestone, programme, term

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.scenarios.account import Account

TERMS = {
    "recovery days": "20", "interest rate": "0.1095", "late rate": "0.1095",
    "interest year days": "365", "recovery order": "principal first",
}  # fmt: skip
PROGRAMME = programme(
    {2025: 1_700_000, 2026: 100_000}, {**TERMS, "items": "10"}, policy="unit value"
)
"""One item in ten is a tenth of the money."""


def test_it_comes_back_out_of_the_next_instalments_and_is_paid_again_once_it_is_met_again(
    opens: Callable[..., Account],
) -> None:
    office = opens(
        "2025-04-01",
        PROGRAMME,
        grant(
            award=1_700_000,
            runs=("2025-04-01", "2027-03-31"),
            elements=[element("LINE"), element("TOOL")],
            milestones=[
                milestone("M1", "2025-09-30"),
                milestone("M2", "2025-09-30", element="TOOL"),
                milestone("M3", "2026-03-31", element="TOOL", level=6, after=("M2",)),
            ],
            instalments=[
                instalment("I1", 1_000_000, "2025-10-01", "M1", "M2"),
                instalment("I2", 60_000, "2026-02-28", "M2"),
                instalment("I3", 640_000, "2026-03-31", "M3"),
            ],
        ),
    )
    office.on("2025-09-15").shows("M1")
    office.shows("M2")
    office.trains(10)
    office.on("2025-10-01").pays("I1")
    assert office.sums("I1") == Sums(paid=1_000_000)

    # From the new year on an item is a quarter of the money.
    harsher = {**PROGRAMME, "terms": [*PROGRAMME["terms"], term("items", "4", "2026-01-01", 2)]}
    assert office.on("2025-12-15").takes_in(file(harsher)) == []

    # A second look at the line: the level is not there. What was paid for it has to come back.
    office.on("2026-02-02").assessor.is_refused(Reason.LEVEL_DOES_NOT_FALL).reverses(
        "M1", level_now=5, because="The runs could not be repeated"
    )
    office.assessor.reverses("M1", level_now=4, because="The runs could not be repeated")
    assert office.file.milestone("M1").state is MilestoneState.REVERSED
    assert office.file.element("LINE").current_level == 4
    assert office.waits("I1") == ["propose recovery, grant officer, since 2026-02-02"]

    # By the terms on which it was paid that is a tenth, not a quarter, and never more.
    office.officer.is_refused(Reason.ABOVE_WHAT_IS_OWED).claims_back(
        Ground.REVERSAL, instalment="I1", amount_minor=100_001, because="Not repeated"
    )
    office.officer.claims_back(Ground.REVERSAL, instalment="I1", because="Not repeated")
    assert office.file.recovery("B1").principal_minor == 100_000
    office.officer.is_refused(Reason.NOTHING_OWED_BACK).claims_back(
        Ground.REVERSAL, instalment="I1", because="Once more"
    )
    office.on("2026-02-10").authoriser.confirms_the_claim("B1")

    # The next instalment is smaller than what is owed: all of it is set off, none transferred.
    office.on("2026-02-20")
    assert office.owed("B1") == 100_000 + 142 * 30
    office.pays("I2")
    whole = office.file.payout("P2")
    assert (whole.amount_minor, whole.set_off_minor, whole.cash_minor) == (60_000, 60_000, 0)
    assert office.owed("B1") == 40_000 + 4_260
    assert office.sums("I1") == Sums(paid=940_000, open=60_000)

    # The one after that is larger: it meets the claim, with interest of 18 days and late interest
    # of 8 days at 12 yen, and the rest goes out.
    office.on("2026-03-10").shows("M3")
    assert office.owed("B1") == 40_000 + 4_476 + 96
    office.pays("I3")
    rest = office.file.payout("P3")
    assert (rest.amount_minor, rest.set_off_minor, rest.cash_minor) == (640_000, 44_572, 595_428)
    assert office.file.recovery("B1").state is RecoveryState.SET_OFF
    assert office.waits("B1") == []
    assert office.sums("I1") == Sums(paid=900_000, open=100_000)
    office.officer.is_refused(Reason.NOTHING_MORE_EARNED).proposes("I1")

    # In May the line is shown again, and the tenth is paid again. The award is used up exactly:
    # what came back had freed it, though not the budget of the year in which it was paid first.
    office.on("2026-05-11").shows("M1")
    assert office.waits("I1") == ["propose, grant officer, since 2026-05-11"]
    office.pays("I1")
    assert office.sums("I1") == Sums(paid=1_000_000)
    office.officer.is_refused(Reason.INSTALMENT_EXHAUSTED).proposes("I1")
    (line,) = browse.overview(office.office).grants
    assert (line.award_minor, line.paid_minor, line.returned_minor) == (
        1_700_000,
        1_800_000,
        100_000,
    )
    years = {y.fiscal_year: y.paid_minor for y in browse.position(office.office)}
    assert years == {2025: 1_700_000, 2026: 100_000}
    office.adds_up()
