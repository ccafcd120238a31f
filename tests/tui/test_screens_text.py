"""What stands on the screens: nothing wider than they are, and nothing that acts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from portfolio.domain.charter import Purpose
from portfolio.domain.grant import Instrument
from portfolio.exchange.reading import read_text
from portfolio.services import browse
from portfolio.services.founding import found
from portfolio.services.importing import import_read
from portfolio.wording import Language, amount, word
from tests.conftest import FIXTURES, NOW
from tests.tui.conftest import MODES, NARROW, WIDE
from tui.pages.budget import about_year

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

HOSTILE = "[/x] [@click=app.quit]x[/] [REF-12] [red]"


async def every_screen(viewer: Viewer) -> None:
    """Go to each mode, open a row, and come back, checking each picture."""
    for mode in MODES:
        await viewer.press(mode)
        assert_fits(viewer)
        await viewer.press("G")
        assert_fits(viewer)
        await viewer.press("g", "down", "enter")
        assert_fits(viewer)
        await viewer.press("escape", "escape", mode)
    await viewer.press("question_mark")
    assert_fits(viewer)
    await viewer.press("escape", "ctrl+p")
    assert_fits(viewer)
    await viewer.press("escape")


def assert_fits(viewer: Viewer) -> None:
    """Check that each line is as wide as the screen, and says no cut figure."""
    width, height = viewer.app.size
    lines = viewer.lines
    assert len(lines) == height
    for line in lines:
        assert cell_len(line) == width, line
        assert "##" not in re.sub(r"\[[-#=.]+\]", "", line), line


@pytest.mark.parametrize(
    ("size", "language"),
    [(NARROW, Language.ENGLISH), (NARROW, Language.JAPANESE), (WIDE, Language.JAPANESE)],
)
async def test_no_line_is_wider_than_the_screen(
    opened: Open, demo: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(demo, size, language) as viewer:
        await every_screen(viewer)


@pytest.mark.parametrize("language", Language)
async def test_the_line_of_keys_is_whole(opened: Open, demo: Office, language: Language) -> None:
    async with opened(demo, NARROW, language) as viewer:
        for keys in ((), ("enter",), ("2",), ("3",), ("4",), ("5",), ("enter",)):
            await viewer.press(*keys)
            assert "~" not in viewer.lines[-1]
            assert "^q" in viewer.lines[-1]


async def test_every_grant_says_on_what_its_figures_rest(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("2")
        for row in viewer.sheet.rows:
            assert row.cells[1].text in ("[di]", "[i]")
        await viewer.press("down", "enter")
        for row in viewer.sheet.rows:
            if row.key.split(" ")[0] in ("milestone", "commitment", "instalment", "award"):
                assert any(cell.text in ("[p]", "[d]", "[i]") for cell in row.cells)
        assert "[i] illustrative" in viewer.lines[-2]


async def test_different_currencies_are_never_added(opened: Open, demo: Office) -> None:
    async with opened(demo, WIDE) as viewer:
        await viewer.press("2")
        line = next(row for row in viewer.sheet.rows if row.key == "programme NICKEL")
        assert line.cells[3].text == "US$350.0m"
        assert not any("total" in row.search.casefold() for row in viewer.sheet.rows)


async def test_a_budget_without_money_has_no_rate(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("3")
        row = next(row for row in viewer.sheet.rows if row.key == "year B5G 2027")
        assert row.cells[6].text == "—"


@pytest.mark.parametrize("language", Language)
def test_equity_stands_apart_in_the_year_it_belongs_to(demo: Office, language: Language) -> None:
    years = {(y.programme, y.fiscal_year): y for y in browse.position(demo)}
    told = [p.text for p in about_year(years["POST5G", 2025], language)]
    (apart,) = (text for text in told if word(Instrument.EQUITY, language) in text)
    assert apart.count(amount(100_000_000_000, "JPY", language)) == 2
    assert not any(
        word(Instrument.EQUITY, language) in p.text
        for p in about_year(years["POST5G", 2024], language)
    )


@pytest.fixture
def hostile(tmp_path: Path) -> Office:
    """A portfolio whose every title looks like markup, with somebody at the desk."""
    document = json.loads((FIXTURES / "small" / "portfolio.json").read_text(encoding="utf-8"))
    marked = json.loads(
        json.dumps(document),
        object_hook=lambda cells: {
            key: HOSTILE if key in _TITLES and not _is_term(cells) else value
            for key, value in cells.items()
        },
    )
    office = found(
        tmp_path / "[b].db", name=HOSTILE, purpose=Purpose.DEMONSTRATION,
        clock=lambda: NOW, login="tester",
    )  # fmt: skip
    people = {key: document[key] for key in ("format", "people")}
    rest = {key: value for key, value in marked.items() if key != "people"}
    assert not import_read(office, [read_text("people", json.dumps(people))]).problems
    officer = office.acting_as("OFFICER-1")
    assert not import_read(officer, [read_text("rest", json.dumps(rest))]).problems
    return officer


def _is_term(cells: dict[str, object]) -> bool:
    """Whether it is a term: its name is a word of ours, and no title."""
    return "from_on" in cells


_TITLES = ("title", "title_ja", "consortium", "text", "source", "agency", "terms_source", "name")


async def test_text_that_looks_like_markup_is_shown_and_does_nothing(
    opened: Open, hostile: Office
) -> None:
    async with opened(hostile, WIDE) as viewer:  # English at this size is seen here
        await viewer.press("2")
        assert "[@click=app.quit]" in viewer.text
        await every_screen(viewer)
        await viewer.press("2", "down", "enter")
        assert "[/x] [@click=app.quit]x[/] [REF-12]" in viewer.text
        for y in range(2, 38, 6):
            for x in (4, 40, 90):
                await viewer.pilot.click(offset=(x, y))
            await viewer.press("escape")
        assert viewer.app.is_running
        assert viewer.app.return_code is None


async def test_a_stray_escape_never_reaches_the_terminal(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("slash")
        viewer.app.screen.say("\x1b]52;c;YQ==\x07 \u202e \x9b")  # type: ignore[attr-defined]  # a framed screen
        await viewer.settle()
        assert not set(viewer.text) & {"\x1b", "\x07", "\u202e", "\x9b"}
        assert "\\x1b]52" in viewer.text
