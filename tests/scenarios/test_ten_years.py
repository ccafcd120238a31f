"""Ten years' production promised, and broken in the seventh: what comes back, and what is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.domain.states import CovenantState, GrantState, RecoveryState
from portfolio.domain.transitions import Act
from tests.scenarios.account import Sums
from tests.scenarios.plan import covenant, grant, instalment, milestone, programme

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.scenarios.account import Account

TERMS = {
    "retention share": "0.05",
    "amount notice months": "1",
    "attestation months": "12",
    "breach recovery": "pro rata",
    "recovery days": "20",
    "interest rate": "0.1095",
    "late rate": "0.1095",
    "interest year days": "365",
    "recovery order": "principal first",
}


def test_what_was_paid_comes_back_for_the_days_that_are_left_and_the_rest_is_written_off(  # noqa: PLR0915  # one story
    opens: Callable[..., Account],
) -> None:
    """The grant is 10,000 yen for each of the 3,652 days of the promise."""
    office = opens(
        "2023-04-03",
        programme({2025: 34_694_000, 2026: 1_826_000}, TERMS),
        grant(
            award=36_520_000,
            runs=("2023-04-01", "2026-03-31"),
            milestones=[milestone("M1", "2025-09-30")],
            instalments=[instalment("I1", 36_520_000, "2025-10-01", "M1")],
            covenants=[
                covenant("V1", "Production in Japan", "continued production",
                         "2026-04-01", "2036-03-31"),
                covenant("V2", "No technology leak", "no technology leak",
                         "2026-04-01", "2031-03-31"),
            ],
        ),
    )  # fmt: skip
    office.officer.starts_the_grant()
    office.on("2025-09-15").shows("M1")
    office.trains(10)

    # One twentieth stays with the agency until the end.
    office.on("2025-10-01").pays("I1")
    assert office.sums("I1") == Sums(paid=34_694_000, withheld=1_826_000)

    # The work is done. The amount is announced, and fixed when the month to object is over.
    assert office.on("2026-03-30").waits() == []
    assert office.on("2026-03-31").waits() == ["complete, grant officer, since 2026-03-31"]
    office.officer.completes_the_grant()
    office.authoriser.is_refused(Reason.NOT_ANNOUNCED).fixes_the_amount()
    office.on("2026-04-10").officer.announces_the_amount()
    office.on("2026-05-09").authoriser.is_refused(Reason.DEADLINE_NOT_OVER).fixes_the_amount()
    assert office.on("2026-05-10").waits() == ["fix amount, authorising officer, since 2026-05-10"]
    office.authoriser.fixes_the_amount()
    assert office.file.grant.fixed_minor == 36_520_000

    # With that the retained twentieth is free, and the accounts close only once it is paid.
    assert office.sums("I1") == Sums(paid=34_694_000, open=1_826_000)
    office.accountant.is_refused(Reason.ACCOUNTS_UNEVEN).closes_the_accounts()
    office.on("2026-05-20").pays("I1")
    office.accountant.closes_the_accounts()
    office.authoriser.is_refused(Reason.COVENANTS_STAND).closes_the_grant()
    assert office.waits() == ["monitor, grant officer, since 2026-05-20"]
    office.officer.monitors_the_grant()

    # Year by year the lead's word falls due.
    assert office.on("2027-03-30").waits("V1") == []
    for year in range(2027, 2032):
        due = f"attest, grant officer, since {year}-03-31"
        assert office.on(f"{year}-03-31").waits("V1") == office.waits("V2") == [due]
        office.officer.attests("V1", until=f"{year}-03-31")
        if year < 2031:
            office.officer.attests("V2", until=f"{year}-03-31")

    # The second promise was for five years only, and is fulfilled when all five are attested.
    office.authoriser.is_refused(Reason.ATTESTATIONS_MISSING).finds_fulfilled("V2")
    office.everybody.attests("V2", until="2031-03-31")
    assert office.waits("V2") == ["fulfil, authorising officer, since 2031-03-31"]
    office.everybody.is_refused(Reason.DUTIES_COLLIDE).finds_fulfilled("V2")
    office.authoriser.finds_fulfilled("V2")
    assert office.file.covenant("V2").state is CovenantState.FULFILLED
    office.on("2032-06-01").officer.attests("V1", until="2032-03-31")  # two months late

    # In the seventh year the line is moved abroad. 1,278 days are left: 12,780,000 yen come back,
    # of the latest payment first.
    office.on("2032-09-30").everybody.finds_breached("V1", because="The line was moved abroad")
    retained, main = office.file.recoveries
    assert (retained.payout, retained.principal_minor) == ("P2", 1_826_000)
    assert (main.payout, main.principal_minor) == ("P1", 10_954_000)
    assert office.waits("B1") == ["confirm recovery, authorising officer, since 2032-09-30"]
    office.authoriser.is_refused(Reason.STILL_UNDER_WAY).closes_the_grant()
    office.everybody.is_refused(Reason.DUTIES_COLLIDE).confirms_the_claim("B1")
    office.on("2032-10-11").authoriser.confirms_the_claim("B1")
    office.authoriser.confirms_the_claim("B2")
    assert office.waits("B1") == []

    # Due in twenty days, with 0.03 % for each day since it was received. The first claim is met:
    # 1,826,000 × 0.0003 × 2,356 days.
    assert office.on("2032-10-31").waits("B1") == [
        "record repayment, accounting officer, since 2032-10-31"
    ]
    assert office.owed("B1") == 1_826_000 + 1_290_616
    office.accountant.is_refused(Reason.ABOVE_WHAT_IS_OWED).records_as_repaid("B1", 3_116_617)
    office.accountant.records_as_repaid("B1", 3_116_616)
    assert office.file.recovery("B1").state is RecoveryState.RECOVERED

    # Of the second a part: 10,954,000 × 0.0003 × 2,587 days of interest stay owed beside the rest.
    assert office.owed("B2") == 10_954_000 + 8_501_399
    office.accountant.records_as_repaid("B2", 4_954_000)
    assert office.sums("I1") == Sums(paid=29_740_000, reduced=6_780_000)
    office.authoriser.is_refused(Reason.ACCOUNTS_UNEVEN).closes_the_grant()

    # The consortium fails. A hundred days later, with late interest on the six million as well
    # (180,000 of each kind), the rest is given up by two people, on the minister's authority.
    office.on("2033-02-08")
    assert office.owed("B2") == 6_000_000 + 8_501_399 + 180_000 + 180_000 == 14_861_399
    office.officer.asks_to_write_off(
        "B2", authority="Minister's decision 12 of 2033", because="The estate is empty"
    )
    assert office.waits("B2") == ["confirm write-off, authorising officer, since 2033-02-08"]
    office.everybody.is_refused(Reason.DUTIES_COLLIDE).confirms_the_write_off("B2")
    office.authoriser.is_refused(Reason.ACCOUNTS_UNEVEN).closes_the_grant()
    office.authoriser.confirms_the_write_off("B2")
    given_up = office.file.recovery("B2")
    assert given_up.state is RecoveryState.WRITTEN_OFF
    assert given_up.authority == "Minister's decision 12 of 2033"
    assert office.entry(Act.CONFIRM_WRITE_OFF, "B2").amount_minor == 14_861_399

    # Only now the grant is closed, and nobody waits for anything any more.
    assert office.waits() == ["close, authorising officer, since 2033-02-08"]
    office.authoriser.closes_the_grant()
    assert office.file.grant.state is GrantState.CLOSED
    assert office.queue() == ()
    office.adds_up()
