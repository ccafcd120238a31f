"""Evidence: listed, held against its file, shown, and opened only where it is the recorded one."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from portfolio.reports.exhibits import exhibits_behind, exhibits_of
from portfolio.services import browse
from portfolio.services.evidence_files import Found, check_file, evidence_folder
from portfolio.wording import LABELS, Language, label
from tests.story import PROPOSED, tell
from tests.tui.conftest import EACH_ONCE
from tests.tui.test_screens_text import assert_fits
from tui import opening
from tui.actions import Place
from tui.pages.about_files import file_paragraphs
from tui.screens.evidence import EvidenceScreen
from tui.screens.grant import GrantScreen
from tui.terminal import SERVED_DRIVER
from tui.widgets.paper import Paper, laid_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

GRANT, MILESTONE = "UTOKYO-IBM", "M4"


@pytest.fixture
def folder(demo: Office, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder beside the database with the file of the newest evidence on M4."""
    monkeypatch.delenv("PORTFOLIO_EVIDENCE", raising=False)
    path = demo.database.path
    assert path is not None
    place = path.with_suffix(".evidence")
    place.mkdir()
    put(place, demo)
    return place


def put(place: Path, demo: Office, text: str | None = None) -> Path:
    """Put the file of the evidence there, or another text in its place; return where it is."""
    exhibit = exhibits_behind(browse.dossier(demo, GRANT), "milestone", MILESTONE)[0]
    assert sha256(exhibit.title.encode()).hexdigest() == exhibit.sha256
    file = place / f"{exhibit.sha256}.txt"
    file.write_text(exhibit.title if text is None else text, encoding="utf-8")
    return file


def take_away(place: Path) -> None:
    """Leave nothing there, not even the folder, once there is no file in it."""
    files = list(place.iterdir())
    for file in files:
        file.unlink()
    if not files:
        place.rmdir()


async def look(viewer: Viewer, keys: tuple[str, ...] = ("o",)) -> EvidenceScreen:
    """Open the grant on M4 and look at its evidence."""
    viewer.app.push_screen(GrantScreen(Place.QUEUE, GRANT, (GRANT,), f"milestone {MILESTONE}"))
    await viewer.settle()
    await viewer.press(*keys)
    await viewer.settle()
    screen = viewer.app.screen
    assert isinstance(screen, EvidenceScreen)
    return screen


def told(viewer: Viewer) -> str:
    """What is said of the chosen piece."""
    return "\n".join(viewer.app.screen.query_one(Paper).lines)


@pytest.mark.parametrize(("size", "language"), EACH_ONCE)
async def test_a_file_that_is_the_recorded_one_is_shown_with_its_text(
    opened: Open, demo: Office, folder: Path, size: tuple[int, int], language: Language
) -> None:
    assert evidence_folder(demo) == folder
    async with opened(demo, size, language) as viewer:
        before = viewer.entries
        screen = await look(viewer)
        assert screen.check is not None
        assert screen.check.found is Found.MATCHES
        assert screen.chosen is not None
        said = told(viewer)
        for part in (
            label("file.matches", language), label("file.matches.advice", language),
            screen.chosen.code, "OFFICER-2", "ASSESSOR-1", "UTOKYO",
        ):  # fmt: skip
            assert part in said
        assert "| Illustrative: pilot-scale test report" in said
        assert_fits(viewer)
        await viewer.press("escape")
        assert viewer.shows(GrantScreen)
        assert viewer.entries == before


async def test_a_file_that_was_altered_is_said_loudly_and_neither_shown_nor_opened(
    opened: Open, demo: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("subprocess.Popen", lambda words, **_: started.append(words))
    monkeypatch.setenv("DISPLAY", ":9")
    put(folder, demo, "Illustrative: nothing was measured")
    async with opened(demo) as viewer:
        screen = await look(viewer)
        assert screen.check is not None
        assert screen.check.found is Found.DIFFERS
        said = told(viewer)
        assert "!!! FILE DIFFERS !!!" in said
        assert "Decide nothing on it" in said
        assert "nothing was measured" not in said
        await viewer.press("x")
        assert label("file.not_opened") in told(viewer)
        await viewer.press("c")
        assert label("file.nothing_to_open") in told(viewer)
    assert not started


async def test_without_a_folder_it_says_how_one_is_named_and_a_missing_file_where_to_put_it(
    opened: Open, demo: Office, folder: Path
) -> None:
    take_away(folder)
    async with opened(demo) as viewer:
        screen = await look(viewer)
        assert screen.check is not None
        assert screen.check.found is Found.MISSING
        said = " ".join(told(viewer).split())
        assert f"as {GRANT}/{screen.exhibits[0].code}.pdf" in said.replace("/ ", "/")
        await viewer.press("escape")
        take_away(folder)
        await viewer.press("o")
        await viewer.settle()
        assert "--evidence or PORTFOLIO_EVIDENCE" in " ".join(told(viewer).split())


async def test_it_is_opened_in_its_own_program_only_where_there_is_a_display(
    opened: Open, demo: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr("subprocess.Popen", lambda words, **_: started.append(words))
    monkeypatch.setattr(opening, "which", lambda name: f"/usr/bin/{name}" if name else None)
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TEXTUAL_DRIVER"):
        monkeypatch.delenv(name, raising=False)
    file = put(folder, demo)
    async with opened(demo) as viewer:
        screen = await look(viewer)
        await viewer.press("x")
        assert label("file.no_display") in " ".join(told(viewer).split())
        monkeypatch.setenv("DISPLAY", ":9")
        monkeypatch.setenv("TEXTUAL_DRIVER", SERVED_DRIVER)
        await viewer.press("x")
        assert label("file.no_display") in " ".join(told(viewer).split())
        assert not started
        monkeypatch.delenv("TEXTUAL_DRIVER")
        await viewer.press("x")
        await viewer.settle()
        assert started == [["/usr/bin/xdg-open", str(file)]]
        # It is held against the record again at that moment.
        put(folder, demo, "other")
        await viewer.press("x")
        await viewer.settle()
        assert len(started) == 1
        assert screen.check is not None
        assert screen.check.found is Found.DIFFERS


def test_text_from_a_file_is_written_out(demo: Office, folder: Path) -> None:
    put(folder, demo, "\x1b]52;c;eA==\x07 [@click=app.quit]x[/]")
    exhibit = exhibits_behind(browse.dossier(demo, GRANT), "milestone", MILESTONE)[0]
    check = replace(check_file(folder, exhibit), found=Found.NO_DIGEST)
    lines = laid_out(tuple(file_paragraphs(exhibit, check, None, Language.ENGLISH)), 78)
    painted = "\n".join("".join(span.text for span in line) for line in lines)
    assert r"\x1b]52;c;eA==\x07 [@click=app.quit]x[/]" in painted
    assert "\x1b" not in painted


@pytest.mark.parametrize("found", Found)
def test_whatever_is_found_is_named_and_followed_by_what_to_do(found: Found) -> None:
    for key in (f"file.{found}", f"file.{found}.advice"):
        assert all(LABELS[key])


def test_a_payout_rests_on_what_its_conditions_relied_on(small: Office) -> None:
    tell(small, PROPOSED)
    dossier = browse.dossier(small, "ALPHA")
    every = exhibits_of(dossier.file)
    assert [each.code for each in every] == ["R1", "E1"]
    assert [each.accepted_by for each in every] == ["ASSESSOR-1", "ASSESSOR-1"]
    for kind, code, codes in (
        ("payout", "P1", ["R1", "E1"]), ("instalment", "I1", ["R1", "E1"]),
        ("milestone", "M1", ["E1"]), ("milestone", "M2", []), ("commitment", "C1", ["R1"]),
        ("report", "R1", ["R1"]), ("grant", "", ["R1", "E1"]),
    ):  # fmt: skip
        found = exhibits_behind(dossier, kind, code)
        assert [each.code for each in found] == codes, kind
