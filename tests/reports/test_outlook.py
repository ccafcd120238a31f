"""The outlook says what the plan, the kept sums and the rule say: nothing is forecast."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.ledger import Cover
from portfolio.domain.period import Timing
from portfolio.domain.standing import unpaid_minor
from portfolio.domain.states import GrantState
from portfolio.reports.ahead import Ahead, Part
from portfolio.reports.outlook import outlook
from portfolio.services import browse
from portfolio.services.perform import perform
from tests.reports.test_queue import on
from tests.story import steps

if TYPE_CHECKING:
    from portfolio.services.office import Office


def of(office: Office, part: Part) -> dict[str, Ahead]:
    """Return the lines of a part by their subject."""
    return {x.subject: x for x in browse.outlook(office).lines if x.part is part}


def test_quarters_add_up_to_what_the_grants_can_still_be_paid(demo: Office) -> None:
    expected: Counter[tuple[str, date]] = Counter()
    payable: Counter[str] = Counter()
    for line in browse.overview(demo).grants:
        dossier = browse.dossier(demo, line.code)
        programme = dossier.programme.programme
        until = programme.calendar.last_day(programme.calendar.year_of(demo.today()) + 1)
        if dossier.file.grant.state in (GrantState.SETTLED, GrantState.MONITORING,
                                        GrantState.CLOSED, GrantState.TERMINATED):  # fmt: skip
            continue
        for each in dossier.file.instalments:
            kept = dossier.standing.instalment(each.code)
            unpaid = unpaid_minor(
                each.amount_minor, kept.paid_minor, kept.returned_minor, kept.reduced_minor
            )
            if unpaid > 0 and each.planned_on <= until:
                expected[programme.code, each.planned_on.replace(day=1)] += unpaid
                payable[programme.code] += kept.payable_minor
    found: Counter[tuple[str, date]] = Counter()
    found_payable: Counter[str] = Counter()
    for quarter in browse.outlook(demo).quarters:
        assert (quarter.last_on - quarter.first_on).days in (89, 90, 91)
        assert quarter.first_on.month == (3 * quarter.number) % 12 + 1
        found_payable[quarter.programme] += quarter.payable_minor
        assert quarter.locked_minor >= 0
        planned = browse.planned_in(demo, quarter)
        assert sum(p.unpaid_minor for p in planned) == quarter.unpaid_minor
        assert len(planned) == quarter.instalments
        for place, minor in enumerate(quarter.months_minor):
            if minor:
                month = quarter.first_on.replace(month=quarter.first_on.month + place)
                found[quarter.programme, month] += minor
    assert found == expected
    assert +found_payable == +payable


def test_a_confirmed_payout_is_bound_and_a_paid_one_is_gone(small: Office) -> None:
    """ALPHA is paid I1, the first instalment of its story."""
    seen = []
    for who, request in steps():
        perform(small.acting_as(who), request)
        first = browse.outlook(small).quarters[0]
        said = (first.unpaid_minor, first.bound_minor, first.payable_minor, first.locked_minor)
        if said not in seen:
            seen.append(said)
        assert sum(said[1:]) == said[0]
    assert any(bound for _, bound, _, _ in seen)
    assert seen[-1][0] < seen[0][0]


def test_what_is_in_the_way_is_what_the_payout_rule_finds(demo: Office) -> None:
    lines = of(demo, Part.CARRY_OVER)
    assert len(lines) > 10
    for line in lines.values():
        weighed = browse.explain(demo, line.grant, line.code)
        assert line.blocked_by == weighed.obstacles
        assert line.year_ends_on == date(2027, 3, 31)
        assert browse.dossier(demo, line.grant).file.instalment(line.code).fiscal_year <= 2026
    assert lines["JASM-2/I2"].blocking_codes == ("H1",)
    assert lines["PH-NICKEL/I2"].blocking_codes == ("M2", "T2", "C1")
    assert lines["LSTC-ADIP/I3"].blocking_codes == ()


def test_a_hold_puts_an_instalment_at_risk_of_being_carried_over(small: Office) -> None:
    before = of(small, Part.CARRY_OVER)
    perform(small, PlaceHold(grant="ALPHA", instalment="I1"), reason="audit")
    line = of(small, Part.CARRY_OVER)["ALPHA/I1"]
    assert "H1" in line.blocking_codes
    assert "ALPHA/I1" not in before or "H1" not in before["ALPHA/I1"].blocking_codes


def test_days_pass_become_a_risk_and_are_overdue(small: Office) -> None:
    """M2 of ALPHA is due on 31 March 2027; a day is near by the programme's own term."""
    term = browse.programme(small, "TINY").programme.at_risk_days
    due = date(2027, 3, 31)
    seen = {}
    for today in (date(2026, 6, 1), date(2027, 3, 30), due, date(2027, 4, 1)):
        line = of(on(small, today.year, today.month, today.day), Part.MILESTONE)["ALPHA/M2"]
        assert line.on == due
        seen[today] = line.timing
        assert (line.timing is Timing.OVERDUE) == (today > due)
        assert (line.timing is Timing.AT_RISK) == (0 <= (due - today).days <= term)
    assert set(seen.values()) == set(Timing)


def test_a_milestone_that_was_moved_says_by_how_many_days(demo: Office) -> None:
    lines = of(demo, Part.MILESTONE)
    assert lines["KIOXIA-MIE-IWATE/M4"].slip_days == 92
    assert lines["PH-NICKEL/M2"].slip_days == 0
    assert lines["KIOXIA-MIE-IWATE/M4"].timing is Timing.OVERDUE


def test_years_before_this_one_are_over(demo: Office) -> None:
    found = browse.outlook(demo)
    assert {y.fiscal_year for y in found.years} == {2026, 2027, 2028, 2029}
    year = next(y for y in found.years if (y.programme, y.fiscal_year) == ("EXAMPLE", 2026))
    assert year.cover is Cover.ABOVE_BUDGET
    assert year.unplanned_minor == 1_510_000_000 - 2_550_000_000
    assert year.bound_minor == year.budget_minor - year.left_minor == 1_142_000_000


def test_each_part_is_cut_and_says_so(demo: Office) -> None:
    whole = browse.outlook(demo)
    assert whole.lines_in_all == len(whole.lines)
    with demo.database.reading() as connection:
        cut = outlook(connection, demo.today(), most=3)
    assert Counter(x.part for x in cut.lines) == dict.fromkeys(Part, 3)
    assert cut.lines_in_all == len(whole.lines)


def test_one_programme_alone(demo: Office) -> None:
    found = browse.outlook(demo, programme="NICKEL")
    for own in (found.years, found.quarters, found.lines):
        assert {x.programme for x in own} == {"NICKEL"}
    nothing = browse.outlook(demo, programme="NONE")
    assert (nothing.years, nothing.quarters, nothing.lines) == ((), (), ())


def test_the_days_of_the_past_are_those_of_its_own_day(demo: Office) -> None:
    earlier = replace(demo, as_of=date(2026, 3, 31))
    assert browse.outlook(earlier).as_of == date(2026, 3, 31)
