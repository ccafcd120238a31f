"""Every act a person can ask for: offered on a row, explained, refused in words, and signed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.table import REQUESTS
from portfolio.domain.transitions import Act
from portfolio.services import browse
from portfolio.wording import Language
from tests.tui.cases import CASES
from tests.tui.rich import make_rich, tell
from tests.tui.test_dialogs import SMALL, Desk, Sitting, count, fits, no_pause
from tui.dialogs.conditions import Conditions
from tui.dialogs.of_acts import dialog_for
from tui.dialogs.signing import SigningDialog
from tui.lines import Subject
from tui.pages.grant import grant_rows
from tui.subjects import ACTS_ON, choices_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from portfolio.services.office import Office
    from tests.conftest import MadeOnce
    from tests.tui.cases import Case

__all__ = ["no_pause"]


@pytest.fixture(scope="session")
def rich_database(made_once: MadeOnce) -> Path:
    """A portfolio with whatever an act can be done to, never written to: copy it."""
    return made_once("rich", lambda folder: make_rich(folder / "rich.db")) / "rich.db"


@pytest.fixture
def prepared(rich_database: Path, tmp_path: Path) -> Callable[[Case], Office]:
    """Return a fresh portfolio in which what comes before a case has happened."""

    def prepare(case: Case) -> Office:
        path = tmp_path / "rich.db"
        shutil.copy(rich_database, path)
        return tell(path, case.before, case.today)

    return prepare


def subject_of(case: Case) -> Subject:
    return Subject(case.kind, case.grant, case.code)


async def sit_down(  # noqa: PLR0913  # who decides on what, and in which language
    pilot: Pilot[None],
    desk: Desk,
    office: Office,
    act: Act,
    language: Language = Language.ENGLISH,
    *,
    case: Case | None = None,
) -> Sitting:
    """Open the dialog of an act and wait until it has found out how things stand."""
    case = case or CASES[act]
    dossier = browse.dossier(office, case.grant)
    dialog = dialog_for(act, office, dossier, subject_of(case), language)
    assert isinstance(dialog, SigningDialog)
    desk.outcome, desk.is_left = None, False
    desk.push_screen(dialog, desk.left)
    await pilot.pause()
    here = Sitting(pilot, desk, dialog)
    await here.weighed()
    return here


def test_there_is_a_case_for_every_act_that_can_be_asked_for() -> None:
    by_request = {request: act for act, request in REQUESTS.items()}
    assert {by_request[REQUESTS[act]] for act in CASES} == set(by_request.values())
    offered = {act for acts in ACTS_ON.values() for act in acts}
    assert {REQUESTS[act] for act in offered} == set(by_request)


@pytest.mark.parametrize("act", CASES)
def test_an_act_is_offered_on_the_row_of_what_it_is_done_to(
    prepared: Callable[[Case], Office], act: Act
) -> None:
    case = CASES[act]
    office = prepared(case)
    dossier = browse.dossier(office, case.grant)
    for language in Language:
        assert subject_of(case) in [row.subject for row in grant_rows(dossier, language)]
    choices = choices_on(dossier, subject_of(case), office.acting_as(case.who).person())
    (choice,) = (each for each in choices if each.act is act)
    assert choice.obstacle is None
    others = choices_on(dossier, subject_of(case), office.acting_as(case.refused).person())
    assert all(each.obstacle is not None for each in others if each.act is not Act.NOTE)


@pytest.mark.parametrize("act", CASES)
async def test_an_act_is_explained_refused_in_words_and_signed(
    prepared: Callable[[Case], Office], act: Act
) -> None:
    case, desk = CASES[act], Desk()
    office = prepared(case)
    before = count(office)
    async with desk.run_test(size=SMALL) as pilot:
        here = await sit_down(pilot, desk, office.acting_as(case.refused), act)
        assert here.dialog.query_one(Conditions).findings
        assert "needs the role of" in here.screen
        if not case.write:
            await here.sign()
            assert "Nothing was saved." in here.told
        assert count(office) == before
        await pilot.press("escape")
        await here.until(lambda: desk.is_left)

        here = await sit_down(pilot, desk, office.acting_as(case.who), act)
        await fill_in(here, case)
        fits(here)
        assert not here.reasons, here.screen
        assert "This would" in here.told
        assert count(office) == before
        then = here.dialog.then
        await here.sign()
        assert desk.outcome is not None, here.screen
    assert count(office) > before
    assert then is not None
    now = browse.dossier(office, case.grant)
    assert (then.standing, then.programme.years) == (now.standing, now.programme.years)
    assert then.entitlements == now.entitlements


async def fill_in(here: Sitting, case: Case) -> None:
    """Fill in what a case says."""
    why = {"reason": case.reason} if case.reason else {}
    if filled := {**case.choose, **case.write, **why}:
        await here.write(**filled)
