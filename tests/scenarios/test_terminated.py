"""A grant cut short: once for fault, and everything comes back; once with what was earned kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.domain.states import GrantState, PayoutState, RecoveryState
from tests.scenarios.account import Sums
from tests.scenarios.plan import element, grant, instalment, milestone, programme

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.scenarios.account import Account

AHEAD = {"advance share": "0.2", "advance months": "12"}
BACK = {
    "recovery days": "20", "interest rate": "0.1095", "late rate": "0.1095",
    "interest year days": "365",
}  # fmt: skip
FAULT = "The line was never built at the address that was given"


def test_for_fault_everything_comes_back_the_latest_payment_first(
    opens: Callable[..., Account],
) -> None:
    office = opens(
        "2025-04-01",
        programme({2025: 3_000_000}, {**AHEAD, **BACK, "recovery order": "interest first"}),
        grant(
            award=3_000_000,
            runs=("2025-04-01", "2027-03-31"),
            milestones=[
                milestone("M1", "2025-06-30"),
                milestone("M2", "2025-12-31", level=6, after=("M1",)),
            ],
            instalments=[
                instalment("I1", 1_000_000, "2025-07-10", "M1"),
                instalment("I2", 2_000_000, "2026-01-31", "M2"),
            ],
        ),
    )

    # A million is paid in two parts, half a million ahead, and the rest is approved.
    office.on("2025-07-01").shows("M1")
    office.trains(10)
    office.on("2025-07-10").officer.proposes("I1", amount_minor=600_000, because="The first part")
    office.authoriser.confirms("P1")
    office.accountant.settles("P1")
    office.on("2025-08-10").pays("I1")
    office.on("2025-09-01").advances(500_000, on="I2")
    office.on("2025-10-01").shows("M2")
    office.officer.proposes("I2")
    office.authoriser.confirms("P4")

    # The award is cancelled. The approval is overtaken, and of every payment all is claimed.
    office.on("2025-10-20").everybody.terminates_the_grant(because=FAULT)
    assert office.file.grant.state is GrantState.TERMINATED
    assert office.file.payout("P4").state is PayoutState.CANCELLED
    assert [(r.code, r.payout, r.principal_minor) for r in office.file.recoveries] == [
        ("B1", "P3", 500_000),
        ("B2", "P2", 400_000),
        ("B3", "P1", 600_000),
    ]

    # Nothing is paid any more, so there is nothing that the claims could be set off against.
    office.officer.is_refused(Reason.GRANT_NOT_PAYABLE).proposes("I2")
    assert office.waits("I2") == []

    # Whoever cancelled the award does not confirm the claims that follow from it.
    office.everybody.is_refused(Reason.DUTIES_COLLIDE).confirms_the_claim("B1")
    office.on("2025-10-27")
    for claim in ("B1", "B2", "B3"):
        office.authoriser.confirms_the_claim(claim)
        assert office.waits(claim) == []
    office.authoriser.is_refused(Reason.ACCOUNTS_UNEVEN).closes_the_grant()

    # On the due day the first is repaid: 76 days at 150 yen. Of the third a part: 129 days at
    # 180 yen are paid first, the other 76,780 yen lower what is owed.
    office.on("2025-11-16")
    for claim in ("B1", "B2", "B3"):
        assert office.waits(claim) == ["record repayment, accounting officer, since 2025-11-16"]
    assert office.owed("B1") == 500_000 + 11_400
    office.accountant.records_as_repaid("B1", 511_400)
    assert office.owed("B3") == 600_000 + 23_220
    office.accountant.records_as_repaid("B3", 100_000)
    assert office.owed("B3") == 523_220

    # Ten days late, late interest runs besides: 108 days and 10 days at 120 yen.
    office.on("2025-11-26")
    assert office.owed("B2") == 400_000 + 12_960 + 1_200
    office.accountant.records_as_repaid("B2", 414_160)

    # 30 days on 523,220 yen are 4,708.98 of either interest: each is rounded down.
    office.on("2025-12-16")
    assert office.owed("B3") == 523_220 + 4_708 + 4_708
    office.accountant.records_as_repaid("B3", 532_636)
    assert {r.state for r in office.file.recoveries} == {RecoveryState.RECOVERED}

    # What came back was taken away: it is not to be earned a second time.
    assert office.sums("I1") == Sums(reduced=1_000_000)
    assert office.sums("I2") == Sums(open=2_000_000)
    assert office.waits() == ["close, authorising officer, since 2025-12-16"]
    office.authoriser.closes_the_grant()
    assert office.queue() == ()
    office.adds_up()


def test_what_was_earned_stays_and_only_the_excess_and_the_advance_come_back(
    opens: Callable[..., Account],
) -> None:
    office = opens(
        "2025-04-01",
        programme({2025: 3_000_000}, {**AHEAD, **BACK, "recovery order": "principal first"}),
        grant(
            award=3_000_000,
            runs=("2025-04-01", "2027-03-31"),
            elements=[element("LINE"), element("TOOL")],
            milestones=[
                milestone("M1", "2025-06-30"),
                milestone("M2", "2025-06-30", element="TOOL"),
                milestone("M3", "2026-06-30", level=6, after=("M1",)),
            ],
            instalments=[
                instalment("I1", 1_000_000, "2025-07-01", "M1"),
                instalment("I2", 500_000, "2025-07-01", "M2"),
                instalment("I3", 400_000, "2025-10-01", "M1"),
                instalment("I4", 1_100_000, "2026-07-01", "M3"),
            ],
        ),
    )
    office.on("2025-07-01").shows("M1")
    office.shows("M2")
    office.trains(10)
    office.pays("I1")
    office.pays("I2")
    office.on("2025-08-01").advances(200_000, on="I4")

    # The tool does not stand up to a second look, and the consortium gives up, without fault.
    office.on("2025-09-01").assessor.reverses("M2", level_now=4, because="Not repeated")
    office.on("2025-09-10").everybody.terminates_the_grant(
        keeps_earned=True, because="The lead withdraws; nobody is at fault"
    )
    assert [(r.code, r.payout, r.principal_minor) for r in office.file.recoveries] == [
        ("B1", "P3", 200_000),
        ("B2", "P2", 500_000),
    ]
    office.on("2025-09-20").authoriser.confirms_the_claim("B1")
    office.authoriser.confirms_the_claim("B2")

    # I3 was earned before and is still paid, but nothing of it is transferred: it meets the first
    # claim (60 days at 60 yen) and 196,400 of the second (91 days at 150 yen).
    office.on("2025-09-30")
    assert (office.owed("B1"), office.owed("B2")) == (203_600, 513_650)
    assert Reason.MILESTONE_NOT_MET in office.stands_in_the_way_of("I4")
    office.pays("I3")
    paid = office.file.payout("P4")
    assert (paid.set_off_minor, paid.cash_minor) == (400_000, 0)
    assert office.file.recovery("B1").state is RecoveryState.SET_OFF
    assert office.owed("B2") == 303_600 + 13_650

    # Ten days later, on the due day, the rest: 910.80 yen of interest more.
    office.on("2025-10-10")
    assert office.owed("B2") == 303_600 + 14_560
    office.accountant.records_as_repaid("B2", 318_160)
    assert office.sums("I1") == Sums(paid=1_000_000)
    assert office.sums("I2") == Sums(reduced=500_000)
    assert office.sums("I3") == Sums(paid=400_000)
    assert office.sums("I4") == Sums(open=1_100_000)
    office.authoriser.closes_the_grant()
    office.adds_up()


def test_what_is_shown_only_after_the_award_was_cancelled_earns_nothing(
    opens: Callable[..., Account],
) -> None:
    office = opens(
        "2025-04-01",
        programme({2025: 3_000_000}, {"waiver months": "12"}),
        grant(
            award=3_000_000,
            runs=("2025-04-01", "2027-03-31"),
            milestones=[
                milestone("M1", "2025-06-30"),
                milestone("M2", "2026-06-30", level=6, after=("M1",)),
            ],
            instalments=[
                instalment("I1", 1_000_000, "2025-07-31", "M1"),
                instalment("I2", 2_000_000, "2026-07-31", "M2"),
            ],
        ),
    )
    office.trains(10)
    office.on("2025-06-20").shows("M1")
    office.officer.proposes("I1", amount_minor=400_000, because="The first part")
    office.authoriser.confirms("P1")
    office.accountant.settles("P1")
    office.on("2025-07-20").authoriser.terminates_the_grant(
        keeps_earned=True, because="The lead withdraws; nobody is at fault"
    )
    assert office.file.grant.fixed_minor == 1_000_000

    # The consortium goes on all the same, and shows the next level. It is too late for money.
    office.on("2025-09-20").shows("M2")
    assert office.waits("I1") == ["propose, grant officer, since 2025-06-20"]
    office.pays("I1")
    assert office.sums("I1") == Sums(paid=1_000_000)
    assert office.waits("I2") == []
    office.officer.is_refused(Reason.NOTHING_MORE_EARNED).proposes("I2")
    assert office.sums("I2") == Sums(open=2_000_000)
    office.authoriser.closes_the_grant()
    office.adds_up()
