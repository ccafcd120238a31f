"""An export of one programme, since a day, signed; held against the record; and the schema."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

from portfolio.services.against import verify_against
from portfolio.services.exporting import export
from portfolio.wording import Language, label
from tests.scenarios.test_seals import needs_ssh
from tests.tui.conftest import MODES
from tests.tui.test_away import BOTH, choose, click, fill, told, wrong
from tests.tui.test_dialogs import no_pause
from tests.tui.test_importing import fits
from tui.dialogs.exporting import ExportDialog
from tui.dialogs.holding import AgainstDialog
from tui.dialogs.schema import NameSchema
from tui.screens.verifying import VerifyScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

__all__ = ["no_pause"]


def make_key(folder: Path, passphrase: str = "") -> Path:
    """Make an SSH key, and a file of allowed signers beside it."""
    key = folder / "key"
    subprocess.run(
        [
            str(shutil.which("ssh-keygen")),
            "-q",
            "-t",
            "ed25519",
            "-N",
            passphrase,
            "-C",
            "",
            "-f",
            str(key),
        ],
        check=True,
    )
    public = key.with_suffix(".pub").read_text("utf-8").strip()
    (folder / "signers").write_text(f"auditor {public}\n", "utf-8")
    return key


def document(place: Path) -> dict[str, Any]:
    """Return a JSON file."""
    found: dict[str, Any] = json.loads(place.read_text("utf-8"))
    return found


async def test_an_export_of_one_programme_since_a_day(
    opened: Open, demo: Office, tmp_path: Path
) -> None:
    place = tmp_path / "one.json"
    async with opened(demo) as viewer:
        await viewer.press("ctrl+e")
        await choose(viewer, "form", "json")
        await choose(viewer, "programme", "NICKEL")
        path = viewer.app.screen.query_one("#path")
        assert path.value == "portfolio-NICKEL-2026-11-23.json"  # type: ignore[attr-defined]  # an input
        await fill(viewer, path=str(place), since="2026-03-31")
        await click(viewer, "#export")
        assert "Exported to: " in told(viewer)
    found = document(place)
    assert (found["programme"], found["since"]) == ("NICKEL", "2026-03-31")
    assert verify_against(demo, place).sound


async def test_an_earlier_day_is_asked_only_where_the_form_has_room_for_it(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    async with opened(small) as viewer:
        await viewer.press("ctrl+e")
        field = viewer.app.screen.query_one("#since")
        for form, asked in (("iati", False), ("xlsx", True), ("plan", False), ("csv", True)):
            await choose(viewer, "form", form)
            assert field.parent is not None
            assert all(each.display for each in field.ancestors) is asked, form
        await fill(viewer, path=str(tmp_path / "review"), since="soon")
        await click(viewer, "#export")
        assert "is not a date" in wrong(viewer)
        assert not (tmp_path / "review").exists()


@needs_ssh
async def test_it_is_signed_with_a_key_and_the_signer_is_named(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    key, place = make_key(tmp_path), tmp_path / "review.json"
    async with opened(small) as viewer:
        await viewer.press("ctrl+e")
        await choose(viewer, "form", "json")
        await fill(viewer, path=str(place), key=str(key))
        await click(viewer, "#export")
        assert f"{place}.sig" in told(viewer)
        await viewer.press("escape", "V", "H")
        assert viewer.shows(AgainstDialog)
        await fill(viewer, export=str(place), signers=str(tmp_path / "signers"))
        await click(viewer, "#hold")
        assert viewer.shows(VerifyScreen)
        assert label("seal.against")[:60] in viewer.text
        assert "Signed by: auditor" in viewer.text
        assert label("seal.verified") in viewer.text


@needs_ssh
async def test_a_key_that_does_not_sign_is_said_and_the_export_stands(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    locked, place = make_key(tmp_path, "a passphrase"), tmp_path / "review.json"
    async with opened(small, (120, 40)) as viewer:
        await viewer.press("ctrl+e")
        await choose(viewer, "form", "json")
        await fill(viewer, path=str(place), key=str(tmp_path / "none"))
        await click(viewer, "#export")
        assert "is not a file" in wrong(viewer)
        assert not place.exists()
        await fill(viewer, key=str(locked))
        await click(viewer, "#export")
        assert place.exists()
        assert label("exporting.not_signed") in told(viewer)
        assert "did not sign" in told(viewer)
        assert not place.with_name("review.json.sig").exists()


async def test_a_figure_altered_in_the_file_is_found(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    place = tmp_path / "review.json"
    export(small, "json", place)
    place.write_text(place.read_text("utf-8").replace("1000000", "9000000"), "utf-8")
    async with opened(small) as viewer:
        await viewer.press("V", "H")
        await fill(viewer, export=str(place))
        await click(viewer, "#hold")
        assert viewer.shows(VerifyScreen)
        assert "altered after it was written" in " ".join(viewer.text.split())
        assert label("seal.verified") in viewer.text
        await viewer.press("R")
        assert "altered after" not in " ".join(viewer.text.split())


async def test_what_is_no_export_is_said_in_the_dialog(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    other = tmp_path / "other.json"
    other.write_text("{}", "utf-8")
    async with opened(small) as viewer:
        await viewer.press("V", "H")
        await click(viewer, "#hold")
        assert "is not a file" in wrong(viewer)
        await fill(viewer, export=str(other))
        await click(viewer, "#hold")
        assert viewer.shows(AgainstDialog)
        assert "other.json" in told(viewer)


async def test_the_schema_is_written_and_never_over_another_file(
    opened: Open, small: Office, tmp_path: Path
) -> None:
    place = tmp_path / "portfolio.schema.json"
    async with opened(small) as viewer:
        await viewer.press("J")
        assert viewer.shows(NameSchema)
        await fill(viewer, path=str(place))
        await viewer.press("enter")
        assert str(place) in viewer.said or "Written: " in viewer.said
        assert document(place)["$schema"].endswith("2020-12/schema")
        await viewer.press("J")
        await fill(viewer, path=str(place))
        await viewer.press("enter")
        assert "is there already" in wrong(viewer)


@BOTH
async def test_the_dialogs_fit_the_terminal(
    opened: Open, small: Office, size: tuple[int, int], language: Language
) -> None:
    async with opened(small, size, language) as viewer:
        for mode in MODES:
            await viewer.press(mode, "J")
            fits(viewer)
            await viewer.press("escape", "ctrl+e")
            assert viewer.shows(ExportDialog)
            fits(viewer)
            assert label("action.export", language).capitalize() in viewer.text
            await viewer.press("escape")
        await viewer.press("V", "H")
        fits(viewer)
