"""The first minute: where no portfolio is open yet, what stands there, and ways to begin."""

from __future__ import annotations

import re
import sqlite3
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from textual.widgets import Button, Input

from portfolio.domain.charter import Purpose
from portfolio.domain.people import Role
from portfolio.services.arriving import Stands, arrive
from portfolio.services.founding import found
from portfolio.services.office import open_office, own_login
from portfolio.store import engine, migrate
from portfolio.wording import Language, label
from tests.conftest import FIXTURES
from tests.tui.conftest import EACH_ONCE, NARROW, WIDE, Viewer
from tui.dialogs.founding import BeginForm, ForwardForm
from tui.dialogs.naming import NameFile
from tui.screens.help import Help
from tui.screens.welcome import BEGIN, CHOICES, FORWARD, OTHER, WelcomeScreen
from tui.welcome import Way, WelcomeApp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot


class Guest(Viewer):
    """Somebody before the welcome."""

    app: Any

    def __init__(self, app: WelcomeApp, pilot: Pilot[Way]) -> None:
        super().__init__(app, pilot)  # type: ignore[arg-type]  # it only looks at screens

    @property
    def way(self) -> Way | None:
        """With what the welcome was left."""
        left: Way | None = self.app.return_value
        return left

    @property
    def ways(self) -> tuple[str, ...]:
        """What can be chosen."""
        return tuple(row.key for row in self.sheet.rows)

    async def choose(self, way: str) -> None:
        """Choose a way to begin."""
        self.sheet.choose(way)
        await self.press("enter")


@asynccontextmanager
async def welcomed(
    address: Path | str, size: tuple[int, int] = NARROW, language: Language = Language.ENGLISH
) -> AsyncIterator[Guest]:
    """Open the welcome at an address."""
    app = WelcomeApp(str(address), language)
    with app.closing:
        async with app.run_test(size=size) as pilot:
            guest = Guest(app, pilot)
            await guest.settle()
            yield guest


def words(viewer: Viewer) -> str:
    """Return what stands on the screen as one line, without the lines around it."""
    return re.sub(r"[│\s]+", " ", viewer.text)


async def sign(guest: Viewer, code: str) -> None:
    """Type the code and press the button."""
    guest.app.screen.query_one("#typed", Input).value = code
    await guest.settle()
    await guest.pilot.click("#sign")
    await guest.settle()


def older_at(path: Path) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FIXTURES / "older" / "schema-1.sql").read_text("utf-8"))
    return path


async def test_where_nothing_is_it_says_so_and_offers_four_ways(tmp_path: Path) -> None:
    path = tmp_path / "my.db"
    async with welcomed(path) as guest:
        assert guest.shows(WelcomeScreen)
        assert "There is no portfolio yet at" in guest.text
        assert guest.ways == ("demo", "tour", "begin", "other")
        assert "nothing of it is kept" in guest.text
    assert not path.exists()


async def test_a_portfolio_begins_signed_and_says_who_administers_it_and_where(
    tmp_path: Path,
) -> None:
    path = tmp_path / "deep" / "my.db"
    async with welcomed(path, WIDE) as guest:
        await guest.choose(BEGIN)
        assert guest.shows(BeginForm)
        assert f"under the login {own_login()}" in guest.text
        assert str(path) in guest.text
        assert "Still to fill in: Name." in guest.text
        await sign(guest, "ADMIN-1")
        assert guest.shows(BeginForm)
        assert not path.exists()
        guest.app.screen.query_one("#name", Input).value = "Office of grants"
        guest.app.screen.query_one("#code", Input).value = "admin"
        await guest.settle()
        assert "is not a code" in guest.text
        guest.app.screen.query_one("#code", Input).value = "CHIEF"
        assert guest.app.screen.query_one("#sign", Button).disabled
        await sign(guest, "CHIEF")
        assert guest.way is not None
    person = guest.way.office.person()
    assert (person.code, person.name, person.roles) == (
        "CHIEF", "Office of grants", (Role.ADMINISTRATOR,),
    )  # fmt: skip
    assert guest.way.greeting == label("welcome.begun")
    assert arrive(path).stands is Stands.READY


async def test_the_demonstration_opens_in_the_same_program_and_is_thrown_away() -> None:
    async with welcomed("/dev/null/none.db") as guest:
        await guest.choose("tour")
        await guest.settle()
        assert guest.way is not None
        path = guest.way.office.database.path
        assert path is not None
        assert path.exists()
        assert guest.way.tour
        assert guest.way.office.charter().purpose is Purpose.DEMONSTRATION
        assert "nothing of it is kept" in guest.way.greeting
    assert not path.exists()


async def test_another_portfolio_is_opened_by_its_path(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    found(other, name="Administrator")
    async with welcomed(tmp_path / "my.db") as guest:
        await guest.choose(OTHER)
        assert guest.shows(NameFile)
        guest.app.screen.query_one("#path", Input).value = str(tmp_path / "no.db")
        await guest.press("enter")
        assert "is not a file" in guest.text
        guest.app.screen.query_one("#path", Input).value = str(other)
        await guest.press("enter")
        await guest.settle()
        assert guest.way is not None
    assert guest.way.office.database.path == other


async def test_an_older_portfolio_is_brought_forward_with_a_copy_beside_it(tmp_path: Path) -> None:
    path = older_at(tmp_path / "older.db")
    before = path.read_bytes()
    async with welcomed(path) as guest:
        assert guest.ways[0] == FORWARD
        assert "written by an older release" in guest.text
        await guest.choose(FORWARD)
        assert guest.shows(ForwardForm)
        assert "A copy of it as it is now is kept beside it" in words(guest)
        await guest.press("escape")
        assert path.read_bytes() == before
        await guest.choose(FORWARD)
        await sign(guest, "older.db")
        assert guest.way is not None
    assert f"{path}.schema-1" in guest.way.greeting
    assert (tmp_path / "older.db.schema-1").exists()
    assert arrive(path).stands is Stands.READY


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no database at all, but a letter to somebody" * 40, "restore a backup"),
        (None, "a database of another program"),
    ],
)
async def test_a_file_that_is_none_of_ours_is_left_alone_with_what_to_do(
    tmp_path: Path, content: bytes | None, says: str
) -> None:
    path = tmp_path / "strange.db"
    if content is None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE other (id INTEGER)")
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    async with welcomed(path, WIDE) as guest:
        assert says in words(guest)
        assert guest.ways == CHOICES[Stands.UNFIT]
        assert BEGIN not in guest.ways
    assert path.read_bytes() == before


def test_what_was_cut_short_while_it_began_begins_again(tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    migrate.upgrade(engine.database_at(path))  # killed before its first entry
    assert arrive(path).stands is Stands.NOTHING
    found(path, name="Administrator")
    assert arrive(path).stands is Stands.READY
    path.with_name("empty.db").touch()
    assert arrive(path.with_name("empty.db")).stands is Stands.NOTHING


async def test_where_no_file_can_be_made_it_says_why_and_stays(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    async with welcomed(blocked / "my.db", WIDE) as guest:
        await guest.choose(BEGIN)
        guest.app.screen.query_one("#name", Input).value = "Office"
        await sign(guest, "ADMIN-1")
        assert guest.shows(BeginForm)
        assert "check the folder and its rights" in words(guest), guest.text
        assert guest.way is None


@pytest.mark.parametrize(("size", "language"), EACH_ONCE)
async def test_it_fits_in_both_languages_and_helps(
    tmp_path: Path, size: tuple[int, int], language: Language
) -> None:
    async with welcomed(tmp_path / "my.db", size, language) as guest:
        for keys in ((), ("question_mark",), ("escape", "L"), ("L",)):
            await guest.press(*keys)
            assert {cell_len(line) for line in guest.lines} == {size[0]}
        await guest.choose(BEGIN)
        assert {cell_len(line) for line in guest.lines} == {size[0]}
        await guest.press("question_mark")
        assert guest.app.screen.query_one("#name", Input).value == "?"
        await guest.press("f1")
        assert guest.shows(Help)
        await guest.press("escape", "escape")
        assert guest.shows(WelcomeScreen)
        assert label("welcome.what", language)[:20] in guest.text


def test_an_open_portfolio_needs_no_welcome(small_database: Path) -> None:
    arrival = arrive(small_database)
    assert arrival.office is not None
    assert open_office(small_database).database.path == arrival.office.database.path
