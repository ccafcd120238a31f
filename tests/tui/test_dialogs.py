"""The dialogs at work on real databases; what the other tests of dialogs use is here as well."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from textual.app import App
from textual.widgets import Button, Select, Static

from portfolio.domain.errors import NotFound
from portfolio.domain.transitions import Act
from portfolio.services import browse
from portfolio.services.perform import perform
from portfolio.wording import Language
from tests.story import CONFIRMED, PROPOSED, SETTLED, VERIFIED, steps
from tui.dialogs.acting_as import ActAs
from tui.dialogs.conditions import Conditions
from tui.dialogs.fields import Entry, Field
from tui.dialogs.of_acts import dialog_for
from tui.dialogs.signing import SigningDialog
from tui.lines import Subject
from tui.subjects import ACTS_ON

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from textual.pilot import Pilot

    from portfolio.domain.reason import Reason
    from portfolio.services.office import Office
    from portfolio.services.perform import Outcome

SMALL, LARGE = (80, 24), (120, 40)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weigh as soon as something is filled in: nobody is typing here."""
    # Not sooner: Textual drops a timer whose time has come before it began to wait, as on a machine
    # that is busy with other tests.
    monkeypatch.setattr(SigningDialog, "pause_seconds", 0.05)


class Desk(App[None]):
    """An app with nothing but a dialog, and what came of it."""

    outcome: Outcome | None = None
    is_left = False

    def left(self, outcome: Outcome | None) -> None:
        """Remember what the dialog gave back."""
        self.outcome, self.is_left = outcome, True


class Sitting:
    """Somebody before a dialog."""

    def __init__(self, pilot: Pilot[None], desk: Desk, dialog: SigningDialog) -> None:
        self.pilot = pilot
        self.desk = desk
        self.dialog = dialog

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; ten seconds are a failure."""
        for _ in range(1000):
            await self.pilot.pause(0.01)
            if holds():
                return
        raise AssertionError(self.screen)

    async def weighed(self) -> None:
        """Wait until the dialog has found out everything it asked for, or was left."""
        await self.until(lambda: self.desk.is_left or not self.dialog.query("#told.-waiting"))
        await self.pilot.pause()

    async def write(self, **values: str) -> None:
        """Write into entries and choose in fields, and wait for what that means."""
        for name, value in values.items():
            field = self.dialog.query_one(f"#{name}")
            assert isinstance(field, Entry | Select)
            field.value = value
        await self.pilot.pause()
        await self.weighed()

    choose = write

    async def sign(self, code: str | None = None) -> None:
        """Type the code of the subject and press Sign."""
        self.dialog.query_one("#typed", Entry).value = code or self.dialog.subject
        await self.pilot.pause()
        await self.pilot.click("#sign")
        await self.weighed()

    @property
    def reasons(self) -> set[Reason]:
        """The reasons of what stands in the way, as shown."""
        findings = self.dialog.query_one(Conditions).findings
        return {f.reason for f in findings if f.stands_in_the_way}

    @property
    def told(self) -> str:
        """What is said over the conditions."""
        return " ".join(str(self.dialog.query_one("#told", Static).content).split())

    @property
    def lines(self) -> list[str]:
        """The screen, line by line."""
        strips = self.desk.screen._compositor.render_strips()  # noqa: SLF001  # what is really painted
        return ["".join(segment.text for segment in strip) for strip in strips]

    @property
    def screen(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines)

    @property
    def complaints(self) -> list[str]:
        """The fields that say something is wrong."""
        return [f.names[0] for f in self.dialog.query(Field) if f.has_class("-wrong")]


def subject_of(act: Act, code: str, grant: str = "ALPHA") -> Subject:
    """Return what an act is done to: the first kind of things with a code that it is offered on."""
    kinds = [kind for kind, acts in ACTS_ON.items() if act in acts]
    named = [kind for kind in kinds if (kind == "grant") is not bool(code)]
    return Subject((named or kinds)[0], grant, code)


async def sit_down(  # noqa: PLR0913  # who decides on what, and in which language
    pilot: Pilot[None],
    desk: Desk,
    office: Office,
    act: Act,
    code: str,
    *,
    grant: str = "ALPHA",
    language: Language = Language.ENGLISH,
) -> Sitting:
    """Open a dialog in an app and wait until it has found out how things stand."""
    dossier = browse.dossier(office, grant)
    dialog = dialog_for(act, office, dossier, subject_of(act, code, grant), language)
    assert isinstance(dialog, SigningDialog)
    desk.outcome, desk.is_left = None, False
    desk.push_screen(dialog, desk.left)
    await pilot.pause()
    here = Sitting(pilot, desk, dialog)
    await here.weighed()
    return here


@asynccontextmanager
async def sitting(
    office: Office, act: Act, code: str, *, grant: str = "ALPHA", size: tuple[int, int] = SMALL
) -> AsyncIterator[Sitting]:
    """Open a dialog in an app of its own."""
    desk = Desk()
    async with desk.run_test(size=size) as pilot:
        yield await sit_down(pilot, desk, office, act, code, grant=grant)


def count(office: Office) -> int:
    """Return how many entries the journal has."""
    return browse.entry_count(office)


ALL = [
    ("OFFICER-1", Act.RECORD_EVIDENCE, "M1", 0),
    ("OFFICER-1", Act.SUBMIT, "M1", 1),
    ("ASSESSOR-1", Act.RETURN, "M1", 2),
    ("ASSESSOR-1", Act.ASSESS, "M1", 2),
    ("OFFICER-1", Act.REPORT, "C1", 3),
    ("ASSESSOR-1", Act.VERIFY, "R1", 4),
    ("ASSESSOR-1", Act.REJECT, "R1", 4),
    ("OFFICER-1", Act.PROPOSE, "I1", VERIFIED),
    ("AUTHORISER-1", Act.CONFIRM, "P1", PROPOSED),
    ("AUTHORISER-1", Act.SEND_BACK, "P1", PROPOSED),
    ("AUTHORISER-1", Act.CANCEL, "P1", CONFIRMED),
    ("ACCOUNTANT-1", Act.SETTLE, "P1", CONFIRMED),
    ("ACCOUNTANT-1", Act.RECORD_FAILURE, "P1", SETTLED),
    ("AUTHORISER-1", Act.HOLD, "", SETTLED),
    ("AUTHORISER-1", Act.HOLD, "I2", SETTLED),
]


IN_JAPANESE = [case for case in ALL if case[1] in (Act.ASSESS, Act.REPORT, Act.CONFIRM, Act.SETTLE)]
"""One of each shape."""


@pytest.mark.parametrize("language", Language)
async def test_every_dialog_fits_a_small_terminal_and_begins_on_a_field(
    small: Office, language: Language
) -> None:
    desk, told = Desk(), 0
    async with desk.run_test(size=SMALL) as pilot:
        for who, act, code, upto in ALL if language is Language.ENGLISH else IN_JAPANESE:
            for person, request in steps()[told:upto]:
                perform(small.acting_as(person), request)
            told, before = upto, count(small)
            here = await sit_down(pilot, desk, small.acting_as(who), act, code, language=language)
            fits(here)
            await pilot.press("escape")
            await here.until(lambda: desk.is_left)
            assert desk.outcome is None
            assert count(small) == before


def fits(here: Sitting, *, width: int = 80) -> None:
    """Check that everything is inside the frame, and that nothing can be signed by accident."""
    frame = here.dialog.query_one("#dialog").region
    assert frame.width <= width - 2
    assert frame.height <= (23 if width == 80 else 39)
    assert here.desk.focused is not None
    assert here.desk.focused.id != "sign"
    assert here.dialog.query_one("#sign", Button).disabled
    for name in ("sign", "close", "typed"):
        assert here.dialog.query_one(f"#{name}").region.bottom <= frame.bottom - 1, here.screen
        assert here.dialog.query_one(f"#{name}").region.right <= frame.right - 1, here.screen
    assert here.dialog.query_one("#typed").region.width >= 12
    edges = [line for line in here.lines if "│" in line]
    assert len({cells(line, "│") for line in edges}) == 1, here.screen
    assert here.dialog.query_one(Conditions).findings


def cells(line: str, edge: str) -> tuple[int, int]:
    """Return the cells in which the outer edges of a line stand."""
    from rich.cells import cell_len

    return cell_len(line.partition(edge)[0]), cell_len(line.rpartition(edge)[0])


async def test_a_dialog_for_what_the_grant_does_not_have_is_not_opened(small: Office) -> None:
    dossier = browse.dossier(small, "ALPHA")
    for act, code in ((Act.CONFIRM, "P9"), (Act.HOLD, "I9"), (Act.PROPOSE, "")):
        with pytest.raises(NotFound):
            dialog_for(act, small, dossier, subject_of(act, code), Language.ENGLISH)


async def test_in_a_demonstration_one_chooses_whom_to_act_as(small: Office) -> None:
    desk = App[None]()
    taken: list[str | None] = []
    async with desk.run_test(size=SMALL) as pilot:
        desk.push_screen(ActAs(small, Language.ENGLISH), taken.append)
        await desk.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        await desk.workers.wait_for_complete()
        await pilot.pause()
    assert taken == [[p.code for p in small.people().people][2]]
