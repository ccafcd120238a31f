"""Money carried over: taken from one year's ceiling and given to the next, never twice."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from portfolio.domain.acts.entering import enter_programme
from portfolio.domain.basis import Basis
from portfolio.domain.budget import CarryOver, CarryOverKind
from portfolio.domain.change import Occasion
from portfolio.domain.errors import Refused
from portfolio.domain.grant import Instrument
from portfolio.domain.programme import Appropriation, AppropriationKind
from portfolio.domain.reason import Reason
from portfolio.exchange.reading import Read, read_file
from portfolio.services import browse
from portfolio.services.importing import import_read
from portfolio.services.looking_back import looking_back
from portfolio.services.verify import verify
from portfolio.store.mapping import table_of
from portfolio.store.unit_of_work import UnitOfWork
from tests.conftest import FIXTURES, NOW
from tests.store.test_ceilings import confirm, office_at, twins
from tests.story import CONFIRMED, PROPOSED, tell

if TYPE_CHECKING:
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.services.importing import Plan
    from portfolio.services.office import Office

PROCESSES = 4
TODAY = NOW.date()


def said(number: int, year: int, minor: int, about: dict[str, object]) -> dict[str, Any]:
    return {
        "programme": "TINY", "fiscal_year": year, "number": number, "amount_minor": minor,
        "source": "illustrative: made for tests of the store", "basis": Basis.ILLUSTRATIVE,
    } | about  # fmt: skip


def carried(minor: int, *, out_of: int, number: int = 1, **about: object) -> CarryOver:
    given: dict[str, object] = {"kind": CarryOverKind.APPROVED, "approval_reference": "No. 1"}
    return CarryOver(**said(number, out_of, minor, given | about))


def voted(minor: int, *, year: int, number: int = 2, **about: object) -> Appropriation:
    given: dict[str, object] = {"kind": AppropriationKind.SUPPLEMENTARY}
    return Appropriation(**said(number, year, minor, given | about))


def tiny(*more: CarryOver | Appropriation) -> ProgrammeFile:
    """Return the programme of the small portfolio with more of a budget."""
    (programme,) = read_file(FIXTURES / "small" / "portfolio.json").programmes
    return replace(
        programme,
        carry_overs=tuple(r for r in more if isinstance(r, CarryOver)),
        appropriations=(
            *programme.appropriations, *(r for r in more if isinstance(r, Appropriation)),
        ),
    )  # fmt: skip


def enters(office: Office, *more: CarryOver | Appropriation) -> Plan:
    return import_read(office, [Read(name="budget", programmes=(tiny(*more),))])


def put(office: Office, offered: ProgrammeFile) -> None:
    """Write what is offered as the store is asked to, and let its refusal through."""
    with office.database.writing() as connection:
        work = UnitOfWork(connection, "c-1")
        officer = work.people().by_code("OFFICER-1")
        assert officer is not None
        now = Occasion(person=officer, recorded_at=NOW, today=TODAY, effective_on=TODAY)
        change = enter_programme(work.programme("TINY"), offered, now)
        assert change is not None
        work.record(change)


def kept(office: Office) -> dict[int, tuple[int, int]]:
    """Return the kept ceiling of each year and what is confirmed of it."""
    table = table_of("budget_year")
    with office.database.reading() as connection:
        rows = connection.execute(
            select(table.c.fiscal_year, table.c.budget_minor, table.c.confirmed_minor)
        )
        return {year: (budget, confirmed) for year, budget, confirmed in rows}


def test_a_carry_over_takes_from_one_year_and_gives_to_the_next(small: Office) -> None:
    assert kept(small) == {2025: (1_500_000, 0), 2026: (1_200_000, 0)}
    assert not enters(small, carried(300_000, out_of=2025)).problems
    assert kept(small) == {2025: (1_200_000, 0), 2026: (1_500_000, 0)}
    assert verify(small).sound


def test_it_opens_the_ceiling_of_a_year_without_money_of_its_own(small: Office) -> None:
    assert not enters(small, carried(200_000, out_of=2026)).problems
    assert kept(small) == {2025: (1_500_000, 0), 2026: (1_000_000, 0), 2027: (200_000, 0)}
    assert verify(small).sound


def test_money_carried_over_can_be_carried_on(small: Office) -> None:
    entered = enters(small, carried(1_500_000, out_of=2025), carried(2_700_000, out_of=2026))
    assert not entered.problems
    assert kept(small) == {2025: (0, 0), 2026: (0, 0), 2027: (2_700_000, 0)}
    assert verify(small).sound


def test_entered_again_it_moves_nothing(small: Office) -> None:
    for _ in range(2):
        assert not enters(small, carried(300_000, out_of=2025)).problems
    assert kept(small) == {2025: (1_200_000, 0), 2026: (1_500_000, 0)}


@pytest.mark.parametrize("instrument", [i for i in Instrument if i is not Instrument.GRANT])
def test_what_is_no_money_for_grants_moves_no_ceiling(
    small: Office, instrument: Instrument
) -> None:
    before = kept(small)
    entered = enters(
        small,
        voted(9_000_000, year=2026, instrument=instrument),
        carried(4_000_000, out_of=2026, instrument=instrument),
    )
    assert not entered.problems
    assert kept(small) == before
    assert verify(small).sound


class TestMoreThanIsLeft:
    """400,000 of 1,200,000 are confirmed: 800,000 can be carried over, and not one yen more."""

    @pytest.fixture
    def office(self, small: Office) -> Office:
        tell(small, CONFIRMED)
        return small

    def test_all_that_is_left_can_go(self, office: Office) -> None:
        assert not enters(office, carried(800_000, out_of=2026)).problems
        assert kept(office)[2026] == (400_000, 400_000)
        assert verify(office).sound

    def test_a_yen_more_is_refused_with_words_and_nothing_is_written(self, office: Office) -> None:
        before, entries = kept(office), browse.entry_count(office)
        (problem,) = enters(office, carried(800_001, out_of=2026)).problems
        assert "800,001" in problem.why
        assert "TINY/FY2026" in problem.why
        assert problem.remedy
        assert (kept(office), browse.entry_count(office)) == (before, entries)
        assert verify(office).sound

    def test_the_refusal_names_the_ceiling_and_the_amount(self, office: Office) -> None:
        with pytest.raises(Refused) as caught:
            put(office, tiny(carried(800_001, out_of=2026)))
        (found,) = caught.value.findings
        assert (found.reason, found.subject) == (Reason.CEILING_TAKEN, "TINY/FY2026")
        assert (found.facts["ceiling"], found.facts["asked_minor"]) == ("appropriation", 800_001)
        assert browse.dossier(office, "ALPHA").programme.carry_overs == ()

    def test_of_several_that_are_too_much_together_none_is_written(self, office: Office) -> None:
        before = kept(office)
        assert enters(
            office, carried(500_000, out_of=2026), carried(300_001, out_of=2026, number=2)
        ).problems
        assert kept(office) == before

    def test_it_can_go_where_more_is_voted_with_it(self, office: Office) -> None:
        more = (carried(900_000, out_of=2026), voted(100_000, year=2026))
        assert not enters(office, *more).problems
        assert kept(office)[2026] == (400_000, 400_000)

    def test_out_of_a_year_without_money_nothing_can_go(self, office: Office) -> None:
        (problem,) = enters(office, carried(1, out_of=2031)).problems
        assert "TINY/FY2031" in problem.why
        assert 2031 not in kept(office)


def carry(path: str, number: int) -> str:
    plan = enters(office_at(path, "OFFICER-1"), carried(500_000, out_of=2026, number=number))
    return "; ".join(problem.value for problem in plan.problems) or "carried over"


def race(path: str, turn: tuple[str, int]) -> str:
    what, number = turn
    return carry(path, number) if what == "carry" else confirm(path, f"TWIN-{number}")


TURNS = (("carry", 1), ("confirm", 1), ("carry", 2), ("confirm", 2))


def test_carrying_over_against_confirming_never_overspends(small: Office) -> None:
    """1,200,000 yen, and four who want 500,000 each in the same second: two get it."""
    path = str(small.database.path)
    assert not import_read(small, [twins(2)]).problems
    for grant in ("TWIN-1", "TWIN-2"):
        tell(small, PROPOSED, grant=grant)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        heard = list(pool.map(race, [path] * PROCESSES, TURNS))
    assert len([each for each in heard if each in ("confirmed", "carried over")]) == 2, heard
    budget, confirmed = kept(small)[2026]
    assert confirmed == 500_000 * heard.count("confirmed")
    assert budget == 1_200_000 - 500_000 * heard.count("carried over")
    assert verify(small).sound


def test_a_past_in_which_money_was_used_before_it_was_voted_can_be_read(small: Office) -> None:
    in_december = voted(1_000_000, year=2026, decided_on=date(2026, 12, 16))
    entered = enters(small, in_december, carried(1_800_000, out_of=2026, decided_on=TODAY))
    assert not entered.problems
    tell(small, CONFIRMED)
    with looking_back(small) as then:
        year = next(y for y in browse.position(then) if y.fiscal_year == 2026)
    assert (year.budget_minor, year.carried_out_minor) == (1_200_000, 1_800_000)
    assert (year.confirmed_minor, year.left_minor) == (400_000, -1_000_000)
