"""A milestone met late and in part: paid in part, withheld, half cured, the rest taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.domain.recovery import Ground
from portfolio.domain.states import MilestoneState, PayoutState, RecoveryState, SuspensionState
from tests.scenarios.account import Sums
from tests.scenarios.plan import grant, instalment, milestone, programme

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.scenarios.account import Account

WINDOWS = {"cure months": "6", "reduction notice months": "2"}
AHEAD = {"advance share": "0.13", "advance months": "24", "clearing share": "0.13"}
BACK = {
    "recovery days": "20", "interest rate": "0.1095", "interest year days": "365",
    "recovery order": "principal first",
}  # fmt: skip


def test_half_is_cured_in_time_and_what_is_not_is_reduced_after_both_windows(  # noqa: PLR0915  # one story
    opens: Callable[..., Account],
) -> None:
    """The figures are Lithuania's of 2023 and 2024: 17,467,500 withheld, one half released."""
    office = opens(
        "2025-04-01",
        programme(
            {2025: 2_224_195_119},
            {**WINDOWS, **AHEAD, **BACK, "items": "191"},
            policy="unit value",
        ),
        grant(
            award=2_224_195_119,
            runs=("2025-04-01", "2027-03-31"),
            milestones=[milestone("M1", "2025-06-30")],
            instalments=[
                instalment(
                    "I1", 2_224_195_119, "2025-09-30", {"milestone": "M1", "coefficient": "3"}
                )
            ],
        ),
    )

    # In April 13 % is paid ahead, to be used up within two years.
    office.on("2025-04-15").advances(289_145_365, on="I1")
    office.trains(10)

    # The milestone is due in June. It comes in August, and only half of the lots have passed.
    assert office.on("2025-06-29").waits("M1") == []
    assert office.on("2025-06-30").waits("M1") == ["submit, grant officer, since 2025-06-30"]
    office.on("2025-08-29").shows("M1", lots=50)
    assert office.file.milestone("M1").state is MilestoneState.PARTLY_MET

    # What is missing, 3 of 191 items by half, is withheld on the last of August for six months.
    office.on("2025-08-31").officer.suspends("I1", because="Half of the lots have not passed")
    suspension = office.file.suspension("S1")
    assert suspension.amount_minor == 17_467_500
    assert suspension.cure_due_on.isoformat() == "2026-02-28"
    assert office.sums("I1") == Sums(withheld=17_467_500, open=2_206_727_619)
    office.authoriser.is_refused(Reason.NOTHING_CURED).releases("S1")

    # What is earned is paid, less the part that uses up the advance.
    office.on("2025-09-30").pays("I1")
    paid = office.file.payout("P2")
    assert paid.amount_minor == 2_206_727_619
    assert (paid.clears_minor, paid.cash_minor) == (286_874_591, 1_919_853_028)
    assert office.sums("I1") == Sums(paid=2_206_727_619, withheld=17_467_500)
    office.officer.is_refused(Reason.NOTHING_MORE_EARNED).proposes("I1")

    # In February another quarter passes, on the last day but one of the time for the cure.
    office.on("2026-02-27").shows("M1", lots=75)
    assert office.on("2026-02-28").waits("S1") == ["release, authorising officer, since 2026-02-27"]
    office.officer.is_refused(Reason.DEADLINE_NOT_OVER).announces_the_reduction_of(
        "S1", because="A quarter is still missing"
    )
    office.authoriser.releases("S1")
    assert office.file.suspension("S1").state is SuspensionState.PARTLY_RELEASED
    assert office.sums("I1") == Sums(paid=2_206_727_619, withheld=8_733_750, open=8_733_750)

    # The rest is announced on the first day after the cure: two months are left to object.
    assert office.waits("S1") == []
    assert office.on("2026-03-01").waits("S1") == [
        "announce reduction, grant officer, since 2026-03-01"
    ]
    office.officer.announces_the_reduction_of("S1", because="A quarter is still missing")
    office.on("2026-03-10").pays("I1")
    released = office.file.payout("P3")
    assert (released.amount_minor, released.clears_minor) == (8_733_750, 1_135_388)
    assert released.cash_minor == 7_598_362

    assert office.on("2026-04-30").waits("S1") == []
    office.authoriser.is_refused(Reason.DEADLINE_NOT_OVER).reduces("S1", because="Not cured")
    assert office.on("2026-05-01").waits("S1") == ["reduce, authorising officer, since 2026-05-01"]
    office.authoriser.reduces("S1", because="Not cured in time, and nobody has objected")
    assert office.sums("I1") == Sums(paid=2_215_461_369, reduced=8_733_750)
    assert office.waits("S1") == []

    # The milestone lapses with it. The three quarters that were shown stay paid.
    office.authoriser.lapses("M1", because="Nothing more will come")
    office.officer.is_refused(Reason.NOTHING_OWED_BACK).claims_back(
        Ground.REVERSAL, instalment="I1", because="It has lapsed"
    )

    # What was paid ahead for the part that never came is still out. After two years it comes back.
    left = 289_145_365 - 286_874_591 - 1_135_388
    assert office.on("2027-04-15").waits("P1") == []
    office.officer.is_refused(Reason.DEADLINE_NOT_OVER).claims_back(
        Ground.ADVANCE, payout="P1", because="Not used up"
    )
    assert office.on("2027-04-16").waits("P1") == [
        "propose recovery, grant officer, since 2027-04-16"
    ]
    office.officer.claims_back(Ground.ADVANCE, payout="P1", because="Not used up in two years")
    assert office.file.recovery("B1").principal_minor == left == 1_135_386
    office.authoriser.confirms_the_claim("B1")

    # 751 days at 0.03 % a day since it was received: 255,802 and a fraction, rounded down.
    assert office.on("2027-05-06").waits("B1") == [
        "record repayment, accounting officer, since 2027-05-06"
    ]
    assert office.owed("B1") == left + 255_802
    office.accountant.records_as_repaid("B1", left + 255_802)
    assert office.file.recovery("B1").state is RecoveryState.RECOVERED
    assert office.sums("I1") == Sums(paid=2_215_461_369, reduced=8_733_750)
    assert office.file.payout("P1").state is PayoutState.PAID
    office.adds_up()


def test_a_milestone_that_never_comes_lapses_only_after_its_cure(
    opens: Callable[..., Account],
) -> None:
    office = opens(
        "2025-04-01",
        programme({2025: 1_000_000}, WINDOWS),
        grant(
            award=1_000_000,
            runs=("2025-04-01", "2027-03-31"),
            milestones=[milestone("M1", "2025-08-15")],
            instalments=[instalment("I1", 1_000_000, "2025-09-30", "M1")],
        ),
    )
    office.trains(10)
    office.on("2025-08-15").shows("M1", lots=0)
    office.on("2025-08-31").authoriser.grants_a_cure_of("M1", because="A supplier went bankrupt")
    office.officer.suspends("I1", because="Nothing was shown")
    assert office.sums("I1") == Sums(withheld=1_000_000)

    # Six months from the last of August end on the last of February: on that day it is in time.
    assert office.on("2026-02-28").waits("M1") == []
    office.authoriser.is_refused(Reason.DEADLINE_NOT_OVER).lapses("M1", because="Nothing came")
    assert office.on("2026-03-01").waits("M1") == ["lapse, authorising officer, since 2026-03-01"]
    office.authoriser.lapses("M1", because="Nothing came")
    assert office.file.milestone("M1").state is MilestoneState.LAPSED
    assert Reason.MILESTONE_NOT_MET in office.stands_in_the_way_of("I1")

    office.officer.announces_the_reduction_of("S1", because="Nothing came")
    office.on("2026-04-30").authoriser.is_refused(Reason.DEADLINE_NOT_OVER).reduces(
        "S1", because="Nothing came"
    )
    office.on("2026-05-01").authoriser.reduces("S1", because="Nothing came")
    assert office.sums("I1") == Sums(reduced=1_000_000)
    office.adds_up()
