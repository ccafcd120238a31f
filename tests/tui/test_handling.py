"""Notes and assignments on the screens: written, signed, shown, made use of in the queue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.content import Content
from textual.widgets import Button, Input, Select, Static

from portfolio.domain.acts.assigning import AssignGrant
from portfolio.domain.acts.entering import ChangePerson
from portfolio.domain.people import Person, Role
from portfolio.domain.transitions import Act
from portfolio.services import browse
from portfolio.services.people import put_person
from portfolio.services.perform import perform
from portfolio.wording import Language
from tests.story import PROPOSED, tell
from tests.tui.conftest import WIDE
from tui.dialogs.assigning import AssignDialog
from tui.dialogs.noting import NoteDialog
from tui.lines import Subject
from tui.pages.about import about_subject
from tui.pages.queue import ALL, MINE, lines_in, says_whom, tabs_for
from tui.screens.choices import Choices
from tui.screens.entry import EntryScreen
from tui.screens.grant import GrantScreen
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from portfolio.reports.queue import QueueLine
    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]

CONFIRMS = Role.AUTHORISING_OFFICER
CONFIRM = "payout ALPHA/P1 confirm"


@pytest.fixture
def proposed(small: Office) -> Office:
    """A payout waits to be confirmed; who proposed it holds that role as well."""
    tell(small, PROPOSED)
    gives = ChangePerson(code="OFFICER-1", give_roles=(CONFIRMS,))
    put_person(small.acting_as("ADMIN-1"), gives)
    return small


def the(viewer: Viewer, name: str) -> Input:
    return viewer.app.screen.query_one(f"#{name}", Input)


def chooses(viewer: Viewer, name: str) -> list[object]:
    """Return what can be chosen in a field besides nothing, the chosen first."""
    select = viewer.app.screen.query_one(f"#{name}", Select)
    others = [value for _, value in select._options if value is not Select.NULL]  # noqa: SLF001  # what is offered
    return sorted(others, key=lambda value: value != select.value)


def others(viewer: Viewer) -> str:
    """Return what is said of those who are not offered."""
    said = viewer.app.screen.query_one("#others", Static).content
    assert isinstance(said, Content)
    return " ".join(said.plain.split())


def pane(viewer: Viewer) -> str:
    return " ".join(" ".join(viewer.app.screen.query_one("#pane", Paper).lines).split())


async def sign(viewer: Viewer, code: str) -> None:
    the(viewer, "typed").value = code
    await viewer.settle()
    viewer.app.screen.query_one("#sign", Button).press()
    await viewer.settle()


async def test_a_note_on_a_line_is_signed_kept_and_read_there_and_with_the_grant(
    opened: Open, small: Office
) -> None:
    async with opened(small, WIDE) as viewer:
        viewer.sheet.choose("milestone ALPHA/M1 submit")
        await viewer.press("n")
        assert viewer.shows(NoteDialog)
        assert "Note ALPHA/M1" in viewer.text
        assert "says nothing" in viewer.text
        await viewer.write("Seen [b]on site")
        await viewer.until(lambda: "change nothing" in viewer.text)
        await sign(viewer, "ALPHA/M1")
        assert "Saved: note ALPHA/M1 by OFFICER-1" in viewer.said
        assert "OFFICER-1 Seen [b]on site" in pane(viewer)
        await viewer.press("enter")
        assert viewer.shows(GrantScreen)
        (row,) = (row for row in viewer.sheet.rows if row.key.startswith("note "))
        assert [cell.text for cell in row.cells[1:]] == ["OFFICER-1", "ALPHA/M1", "Seen [b]on site"]
        viewer.sheet.choose(row.key)
        await viewer.press("enter")
        assert viewer.shows(EntryScreen)
        assert "Seen [b]on site" in viewer.text
    (note,) = browse.dossier(small, "ALPHA").notes
    assert (note.act, note.reason, note.records()) == (Act.NOTE, "Seen [b]on site", ())


async def test_a_note_without_a_word_is_refused_and_nothing_is_saved(
    opened: Open, small: Office
) -> None:
    async with opened(small) as viewer:
        viewer.sheet.choose("milestone ALPHA/M1 submit")
        before = viewer.entries
        await viewer.press("n")
        await sign(viewer, "ALPHA/M1")
        assert viewer.shows(NoteDialog)
        assert "1 of 2 conditions stands in the way" in viewer.text
        assert viewer.entries == before


async def test_in_the_portfolio_a_note_is_on_the_grant_and_a_programme_takes_none(
    opened: Open, small: Office
) -> None:
    async with opened(small) as viewer:
        await viewer.press("2")
        viewer.sheet.choose("grant BETA")
        await viewer.press("n")
        assert "Note BETA" in viewer.text
        await viewer.press("escape")
        viewer.sheet.choose("programme TINY")
        await viewer.press("n")
        assert "Nothing is decided on this row." in viewer.said
        await viewer.press("A")
        assert "Nothing is decided on this row." in viewer.said


async def test_assigning_offers_who_can_do_it_and_says_why_not_the_others(
    opened: Open, proposed: Office
) -> None:
    async with opened(proposed, WIDE) as viewer:
        await viewer.press("right")
        viewer.sheet.choose(CONFIRM)
        await viewer.settle()
        assert "Waits for authorising officer Not by OFFICER-1" in pane(viewer)
        await viewer.press("A")
        assert viewer.shows(AssignDialog)
        assert chooses(viewer, "role")[0] == CONFIRMS
        assert chooses(viewer, "person") == ["AUTHORISER-1"]
        said = others(viewer)
        assert "OFFICER-1 proposed" in said
        assert "'confirm' on P1 takes another person." in said
        assert "Without the role of authorising officer:" in said
        assert "ASSESSOR-1" in said
        viewer.app.screen.query_one("#role", Select).value = Role.GRANT_OFFICER
        await viewer.until(lambda: "OFFICER-1" in chooses(viewer, "person"))
        await viewer.until(lambda: "Without the role of grant officer:" in others(viewer))


async def test_what_is_assigned_is_shown_with_its_person_and_found_by_their_code(
    opened: Open, proposed: Office
) -> None:
    async with opened(proposed, WIDE) as viewer:
        await viewer.press("right")
        viewer.sheet.choose(CONFIRM)
        await viewer.press("A")
        await viewer.until(lambda: "authorising officer — → AUTHORISER-1" in viewer.text)
        await sign(viewer, "ALPHA")
        assert "Saved: assign ALPHA by OFFICER-1" in viewer.said
        row = next(row for row in viewer.sheet.rows if row.key == CONFIRM)
        assert row.cells[0].text == "AUTHORISER-1"
        await viewer.press("slash")
        await viewer.write("authoriser-1")
        assert [row.key for row in viewer.sheet.rows] == [CONFIRM]
        await viewer.press("escape", "enter")
        (line,) = (row for row in viewer.sheet.rows if row.key.startswith("assignment "))
        assert [cell.text for cell in line.cells[:2]] == ["authorising officer", "AUTHORISER-1"]
    assert browse.dossier(proposed, "ALPHA").file.handler(CONFIRMS) == "AUTHORISER-1"


async def test_an_assignment_is_taken_back_by_naming_nobody(opened: Open, proposed: Office) -> None:
    perform(proposed, AssignGrant(grant="ALPHA", role=CONFIRMS, person="AUTHORISER-1"))
    async with opened(proposed) as viewer:
        await viewer.press("right")
        viewer.sheet.choose(CONFIRM)
        await viewer.press("A")
        assert "Handled by authorising officer AUTHORISER-1" in " ".join(viewer.text.split())
        assert chooses(viewer, "person") == ["AUTHORISER-1"]
        assert viewer.app.screen.query_one("#person", Select).value is Select.NULL
        await viewer.until(lambda: "AUTHORISER-1 → —" in viewer.text)
        await sign(viewer, "ALPHA")
    assert browse.dossier(proposed, "ALPHA").file.handler(CONFIRMS) is None


async def test_the_list_of_acts_has_both(opened: Open, small: Office) -> None:
    async with opened(small) as viewer:
        viewer.sheet.choose("milestone ALPHA/M1 submit")
        await viewer.press("a")
        assert viewer.shows(Choices)
        assert {"note milestone ALPHA/M1", "assign grant ALPHA"} <= {
            row.key for row in viewer.sheet.rows
        }
        viewer.sheet.choose("assign grant ALPHA")
        await viewer.press("enter")
        assert viewer.shows(AssignDialog)


def lines_of(office: Office) -> tuple[Person, tuple[QueueLine, ...]]:
    return office.person(), browse.queue(office)


def test_mine_is_first_what_is_assigned_to_me_then_what_nobody_is_and_i_may_do(
    proposed: Office,
) -> None:
    me, lines = lines_of(proposed)
    mine = lines_in(MINE, me, lines)
    assert mine
    assert "confirm" not in [line.act for line in mine]
    perform(proposed, AssignGrant(grant="BETA", role=Role.GRANT_OFFICER, person=me.code))
    me, lines = lines_of(proposed)
    grants = [line.grant for line in lines_in(MINE, me, lines)]
    assert set(grants) == {"ALPHA", "BETA"}
    assert grants == sorted(grants, reverse=True)
    assert lines_in(ALL, me, lines) == lines
    another = Person(code="ANOTHER", name="Another", roles=(Role.GRANT_OFFICER,))
    assert {line.grant for line in lines_in(MINE, another, lines)} == {"ALPHA"}


def test_a_role_has_a_tab_where_mine_does_not_show_all_of_it(proposed: Office) -> None:
    me, lines = lines_of(proposed)
    others = [role for role in _waiting(lines) if role is not Role.GRANT_OFFICER]
    assert CONFIRMS in others  # barred from the one thing that waits, though the role is theirs
    assert tabs_for(me, lines) == (MINE, ALL, *others)
    own = Person(code="NEW", name="New", roles=(CONFIRMS,))
    assert tabs_for(own, lines) == (MINE, ALL, *(r for r in _waiting(lines) if r is not CONFIRMS))
    assert tabs_for(None, lines) == (ALL, *_waiting(lines))


def _waiting(lines: tuple[QueueLine, ...]) -> list[Role]:
    return [role for role in Role if role in {line.role for line in lines}]


def test_whom_a_line_waits_for_is_said_where_it_differs(proposed: Office) -> None:
    _, lines = lines_of(proposed)
    (confirm,) = (line for line in lines if line.act is Act.CONFIRM)
    assert says_whom(lines)
    assert not says_whom((confirm,))
    perform(proposed, AssignGrant(grant="ALPHA", role=CONFIRMS, person="AUTHORISER-1"))
    _, lines = lines_of(proposed)
    assert says_whom([line for line in lines if line.act is Act.CONFIRM])


@pytest.mark.parametrize("language", Language)
def test_what_is_read_of_any_subject_begins_with_its_title(
    proposed: Office, language: Language
) -> None:
    dossier = browse.dossier(proposed, "ALPHA")
    for line in browse.queue(proposed, grant="ALPHA"):
        title, *_ = about_subject(dossier, Subject(line.kind, "ALPHA", line.code), language)
        assert title.text
