"""From the first administrator on: what to begin with, people let in, a programme, its budget."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from textual.widgets import Button, Input, Select

from portfolio.domain.people import Role
from portfolio.domain.programme import AppropriationKind
from portfolio.exchange.reading import read_file
from portfolio.services import browse
from portfolio.services.founding import found
from portfolio.services.looking_back import looking_back
from portfolio.wording import Language, label
from tests.conftest import NOW
from tests.tui.conftest import EACH_ONCE, WIDE
from tui.dialogs.new_programme import ProgrammeForm
from tui.dialogs.person import PersonForm
from tui.dialogs.recording import RecordForm
from tui.dialogs.templating import NameTemplate
from tui.dialogs.ticks import Ticks
from tui.screens.choices import Choices
from tui.screens.people import PeopleScreen
from tui.screens.portfolio import PortfolioScreen
from tui.screens.programme import ProgrammeScreen
from tui.screens.queue import QueueScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

PROGRAMME = {
    "code": "P5G", "title": "Post 5G", "agency": "NEDO", "terms_source": "Rules, art. 4",
    "source": "Budget bill", "year-2026": "50000",
}  # fmt: skip


@pytest.fixture
def begun(tmp_path: Path) -> Office:
    """A portfolio of record that has begun, with its administrator at the desk."""
    return found(tmp_path / "my.db", name="Administrator", login="chief", clock=lambda: NOW)


def words(viewer: Viewer) -> str:
    """Return what stands on the screen as one line, without the lines around it."""
    return re.sub(r"[│\s]+", " ", viewer.text)


async def fill(viewer: Viewer, **values: str) -> None:
    """Fill fields in, and wait until it is known what would come of it."""
    for name, value in values.items():
        field = viewer.app.screen.query_one(f"#{name}")
        assert isinstance(field, Input | Select)
        field.value = value
    await viewer.settle()


async def tick(viewer: Viewer, *roles: Role) -> None:
    """Tick exactly these roles."""
    for role, box in viewer.app.screen.query_one(Ticks).boxes.items():
        box.value = role in roles
    await viewer.settle()


async def sign(viewer: Viewer, code: str) -> None:
    """Type the code and press the button."""
    viewer.app.screen.query_one("#typed", Input).value = code
    await viewer.settle()
    viewer.app.screen.query_one("#sign", Button).press()
    await viewer.settle()


async def acts(viewer: Viewer, key: str) -> None:
    """Choose one of what can be done."""
    await viewer.press("a")
    assert viewer.shows(Choices)
    viewer.sheet.choose(key)
    await viewer.press("enter")


def let_in(office: Office, login: str) -> Office:
    """Return the same portfolio with somebody else at the desk."""
    return replace(office, login=login)


async def add_officer(viewer: Viewer) -> None:
    """Let a grant officer in."""
    await viewer.press("u")
    await acts(viewer, "add")
    await fill(viewer, code="OFFICER-1", name="First officer", logins="officer1, o1")
    await tick(viewer, Role.GRANT_OFFICER)
    await sign(viewer, "OFFICER-1")


async def test_an_empty_portfolio_says_who_one_is_and_what_comes_next(
    opened: Open, begun: Office
) -> None:
    async with opened(begun) as viewer:
        for mode in ("1", "2"):
            await viewer.press(mode)
            assert "What to do next" in viewer.text
            assert "Showing" not in viewer.text
            assert viewer.key == "begin people"
            assert "You are ADMIN-1: administrator." in viewer.text
            assert "You hold no role on money" in viewer.text
            assert "Make others known in People (u)" in words(viewer)
        await viewer.press("1", "enter")
        assert viewer.shows(PeopleScreen)
        await viewer.press("escape")
        viewer.sheet.choose("begin template")
        await viewer.press("enter")
        assert viewer.shows(NameTemplate)


async def test_the_demonstration_opens_instead(opened: Open, begun: Office) -> None:
    async with opened(begun) as viewer:
        viewer.sheet.choose("begin demonstration")
        await viewer.press("enter")
        await viewer.settle()
        assert viewer.said == label("demonstration.opened")
        assert "DEMONSTRATION" in viewer.lines[1]
        path = viewer.app.seat.office.database.path
        assert path is not None
        assert path != begun.database.path
        assert viewer.key.startswith("EXAMPLE") or len(viewer.sheet.rows) > 5
        viewer.app.closing.close()
        assert not path.exists()


async def test_somebody_is_let_in_and_starts_a_programme_with_its_budget(
    opened: Open, begun: Office
) -> None:
    async with opened(begun) as viewer:
        await add_officer(viewer)
        assert viewer.said == "Saved: OFFICER-1, entry 2."
        assert [row.key for row in viewer.sheet.rows] == ["ADMIN-1", "OFFICER-1"]
        assert "Nobody is trusted yet as: assessor" in viewer.text
    officer = let_in(begun, "o1")
    assert officer.person().roles == (Role.GRANT_OFFICER,)
    async with opened(officer) as viewer:
        assert viewer.key == "begin programme_new"
        await viewer.press("N")
        assert viewer.shows(ProgrammeForm)
        await fill(viewer)
        assert "Still to fill in: Code." in viewer.text
        await fill(viewer, **PROGRAMME)
        assert "Still to fill in: Basis." in viewer.text
        await fill(viewer, basis="public")
        assert "New records: 2. Entries in the journal: 1." in viewer.text
        before = viewer.entries
        await sign(viewer, "P5G")
        assert viewer.shows(QueueScreen)
        assert viewer.said == label("form.programme_entered")
        assert viewer.entries == before + 1
    file = browse.programme(officer, "P5G")
    assert (file.programme.title, file.programme.agency) == ("Post 5G", "NEDO")
    (budget,) = file.appropriations
    assert (budget.fiscal_year, budget.amount_minor) == (2026, 50_000)
    assert (budget.kind, budget.source) == (AppropriationKind.INITIAL, "Budget bill")


async def test_a_programme_has_its_problems_beside_its_fields(opened: Open, begun: Office) -> None:
    async with opened(begun) as viewer:
        await add_officer(viewer)
    async with opened(let_in(begun, "o1"), WIDE) as viewer:
        before = viewer.entries
        await viewer.press("N")
        await fill(viewer, **PROGRAMME | {"code": "p 5", "year-2026": "many"}, basis="public")
        assert "Code: 'p 5' is not a code" in words(viewer)
        await fill(viewer, code="P5G")
        assert "Initial budget FY2026: 'many' is not an amount" in words(viewer)
        await fill(viewer, currency="GBX", **{"year-2026": "1"})
        assert "Currency: 'GBX' is not a currency known here" in words(viewer)
        await fill(viewer, currency="JPY", source_on="yesterday")
        assert "Source of: 'yesterday' is not a date" in words(viewer)
        await sign(viewer, "P5G")
        assert viewer.shows(ProgrammeForm)
        await viewer.press("escape")
        assert viewer.entries == before


async def test_who_holds_no_role_on_money_is_refused_in_words(opened: Open, begun: Office) -> None:
    async with opened(begun) as viewer:
        await viewer.press("N")
        await fill(viewer, **PROGRAMME, basis="public")
        assert "grant officer" in words(viewer)
        assert "Nothing was saved" in words(viewer)
        await sign(viewer, "P5G")
        assert viewer.shows(ProgrammeForm)
        assert viewer.app.screen.query_one("#typed", Input).value == ""
        assert viewer.entries == 1


async def test_nobody_changes_themselves_and_no_administrator_holds_money(
    opened: Open, begun: Office
) -> None:
    async with opened(begun) as viewer:
        await add_officer(viewer)
        await acts(viewer, "change")
        assert viewer.shows(PersonForm)
        await tick(viewer, Role.ADMINISTRATOR, Role.AUDITOR)
        assert "1 of" in words(viewer)
        assert "ADMIN-1" in words(viewer)
        before = viewer.entries
        await sign(viewer, "ADMIN-1")
        assert viewer.shows(PersonForm)
        await viewer.press("escape")
        viewer.sheet.choose("OFFICER-1")
        await acts(viewer, "change")
        await tick(viewer, Role.GRANT_OFFICER, Role.ADMINISTRATOR)
        assert "An administrator has no part in money" in words(viewer)
        await sign(viewer, "OFFICER-1")
        assert viewer.entries == before
        await fill(viewer, logins="chief")
        assert "chief" in words(viewer)
        await tick(viewer, Role.ASSESSOR)
        await fill(viewer, logins="o2")
        await sign(viewer, "OFFICER-1")
        assert viewer.entries == before + 1
    person = begun.people().by_code("OFFICER-1")
    assert person is not None
    assert (person.roles, person.logins) == ((Role.ASSESSOR,), ("o2",))


async def test_others_look_at_people_and_are_told_who_changes_them(
    opened: Open, small: Office
) -> None:
    async with opened(small) as viewer:
        await viewer.press("u", "slash")
        await viewer.write("auditor")
        assert [row.key for row in viewer.sheet.rows] == ["AUDITOR-1"]
        await viewer.press("enter", "a")
        assert "administrator" in viewer.text
        await viewer.press("enter")
        assert viewer.shows(PersonForm)
        await viewer.press("escape", "escape", "escape")
        assert viewer.shows(QueueScreen)


async def test_the_past_is_looked_at_and_not_changed(opened: Open, small: Office) -> None:
    with looking_back(small, date(2026, 9, 1)) as past:
        async with opened(past) as viewer:
            await viewer.press("N")
            assert viewer.shows(QueueScreen)
            assert viewer.said.startswith("This is the past")
            await viewer.press("u", "a", "enter")
            assert viewer.shows(PeopleScreen)
            assert viewer.said == label("why.past_people")
            await viewer.press("2", "t", "a")
            viewer.sheet.choose("terms")
            await viewer.press("enter")
            assert viewer.shows(ProgrammeScreen)
            assert viewer.said == label("why.past_entered")


async def test_a_programme_shows_its_terms_and_budget_and_takes_more(
    opened: Open, small: Office
) -> None:
    async with opened(small, WIDE) as viewer:
        await viewer.press("2")
        code = viewer.key.partition(" ")[2]
        await viewer.press("t")
        assert viewer.shows(ProgrammeScreen)
        file = browse.programme(small, code)
        assert file.programme.title in viewer.text
        for term in file.terms:
            assert any(row.key == f"term {term.name} {term.number}" for row in viewer.sheet.rows)
        before = viewer.entries
        await acts(viewer, "appropriations")
        assert viewer.shows(RecordForm)
        await fill(
            viewer, fiscal_year="2026", kind="supplementary", amount="1,5", supplementary="1",
            source="Supplementary bill", basis="public",
        )  # fmt: skip
        assert "Amount: '1,5' is not an amount" in words(viewer)
        await fill(viewer, amount="1500")
        assert "New records: 1." in viewer.text
        await sign(viewer, code)
        assert viewer.shows(ProgrammeScreen)
        assert viewer.said == f"Entered in {code}."
        assert viewer.entries == before + 1
        assert any("Supplementary bill" in row.search for row in viewer.sheet.rows)
        await acts(viewer, "terms")
        await fill(
            viewer, name="cure months", value="six", from_on="2026-12-01", source="Rules",
            basis="public",
        )  # fmt: skip
        assert "is not a whole number" in words(viewer)
        await fill(viewer, value="9")
        await sign(viewer, code)
        assert viewer.shows(ProgrammeScreen)
    newer = browse.programme(small, code)
    known = [t.number for t in file.terms if t.name.value == "cure months"]
    (term,) = (t for t in newer.terms if t.name.value == "cure months" and t.value == "9")
    assert term.number == max(known, default=0) + 1
    added = next(a for a in newer.appropriations if a.source == "Supplementary bill")
    assert (added.amount_minor, added.supplementary) == (1500, 1)


async def test_a_programme_row_offers_what_can_be_done_and_its_grants(
    opened: Open, small: Office
) -> None:
    async with opened(small) as viewer:
        await viewer.press("2", "a")
        assert viewer.shows(Choices)
        offered = [row.key for row in viewer.sheet.rows]
        assert offered[0] == "grants"
        assert {"appropriations", "carry_overs", "terms", "import", "template"} < set(offered)
        await viewer.press("enter")
        assert viewer.shows(PortfolioScreen)
        assert viewer.app.screen.query_one("#filter", Input).value
        await viewer.press("escape", "down", "t")
        assert viewer.shows(ProgrammeScreen)


async def test_a_workbook_to_fill_in_is_written_once(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    path = tmp_path / "plan.xlsx"
    async with opened(small, WIDE) as viewer:
        await viewer.press("I")
        for wrong, says in (
            (tmp_path / "plan.txt", "is not called as a workbook"),
            (tmp_path / "no" / "plan.xlsx", "could not be written"),
        ):
            viewer.app.screen.query_one("#path", Input).value = str(wrong)
            await viewer.press("enter")
            assert says in words(viewer)
        viewer.app.screen.query_one("#path", Input).value = str(path)
        await viewer.press("enter")
        await viewer.settle()
        assert viewer.shows(QueueScreen)
        assert viewer.said == f"Written: {path}. Fill it in, then import it with i."
        assert read_file(path).grants == ()
        before = path.read_bytes()
        await viewer.press("I")
        viewer.app.screen.query_one("#path", Input).value = str(path)
        await viewer.press("enter")
        assert "is there already" in words(viewer)
        assert path.read_bytes() == before


@pytest.mark.parametrize(("size", "language"), EACH_ONCE)
async def test_it_fits_in_both_languages(
    opened: Open, small: Office, begun: Office, size: tuple[int, int], language: Language
) -> None:
    for office, keys in (
        (begun, (("1",), ("2",), ("u",), ("a",), ("enter",), ("escape",), ("escape", "N"))),
        (small, (("u",), ("escape", "2"), ("t",), ("a",), ("down", "enter"), ("escape", "I"))),
    ):
        async with opened(office, size, language) as viewer:
            for each in keys:
                await viewer.press(*each)
                assert {cell_len(line) for line in viewer.lines} == {size[0]}
                assert "##" not in viewer.text


async def test_stray_keys_sign_nothing(opened: Open, begun: Office) -> None:
    async with opened(begun) as viewer:
        for keys in (("N",), ("u", "a", "enter")):
            await viewer.press(*keys)
            dialog: Any = viewer.app.screen
            for word in ("please", "sign", "approve", "yes"):
                for key in (*word, "space", "enter"):
                    viewer.app.simulate_key(key)
                await viewer.settle()
            assert viewer.app.screen is dialog
            assert dialog.query_one("#sign", Button).disabled
            assert viewer.entries == 1
            await viewer.press("escape")
