"""Lists that are sorted, filtered by keys, and kept under names; and lists too long to be whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input

from portfolio.domain.people import Role
from portfolio.reports import journal_lines, overview, queue
from portfolio.services import browse
from portfolio.services.saved_filters import SavedFilter, filters_path, save_filter, saved_filters
from portfolio.wording import Language
from tests.tui.conftest import NARROW, WIDE
from tui.screens.grant import GrantScreen
from tui.screens.queue import QueueScreen

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from portfolio.reports.queue import QueueLine
    from portfolio.services.office import Office
    from tests.tui.conftest import Viewer

    Open = Callable[..., AbstractAsyncContextManager[Viewer]]


def keys(viewer: Viewer) -> list[str]:
    """Return the keys of the rows that can be chosen."""
    return [row.key for row in viewer.sheet.rows if row.can_be_chosen]


def row_key(line: QueueLine) -> str:
    """Return the key of a line's row."""
    return f"{line.kind} {line.subject} {line.act}"


async def filter_by(viewer: Viewer, typed: str) -> None:
    """Type a filter and keep it."""
    await viewer.press("slash")
    viewer.app.screen.query_one("#filter", Input).value = typed
    await viewer.settle()
    await viewer.press("enter")


# ------------------------------------------------------------------ filters


async def test_a_filter_compares_and_inverts_and_stands_in_the_second_line(
    opened: Open, demo: Office
) -> None:
    lines = browse.queue(demo)
    async with opened(demo) as viewer:
        await viewer.press("right")
        await viewer.press("slash")
        assert "role: for: act: grant: programme: kind: money<= since<= waited<= " in viewer.text
        await viewer.press("escape")
        await filter_by(viewer, "money>=10bn !role:assessor")
        wanted = [
            row_key(x) for x in lines if x.money_minor >= 10**10 and x.role != "assessor"
            and x.currency == "JPY"
        ]  # fmt: skip
        assert keys(viewer) == wanted
        assert 1 < len(wanted) < len(lines)
        assert "/money>=10bn !role:assessor" in viewer.lines[1]
        assert f"Showing {len(wanted)} of {len(lines)}." in viewer.text
        await viewer.press("escape")
        assert "money" not in viewer.lines[1]
        assert len(keys(viewer)) == len(lines)


async def test_what_cannot_be_read_is_said_and_the_rows_stay(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        before = keys(viewer)
        await filter_by(viewer, "colour:red")
        assert "'colour' is not a key of this list; use one of role, for, act" in viewer.said
        assert keys(viewer) == before
        assert not viewer.sheet.has_focus, "what is wrong can be put right"
        await viewer.press("escape")
        assert viewer.said == ""
        assert viewer.sheet.has_focus


async def test_full_width_typing_filters_in_japanese(opened: Open, demo: Office) -> None:
    async with opened(demo, NARROW, Language.JAPANESE) as viewer:
        await viewer.press("right")
        await filter_by(viewer, "ｍｏｎｅｙ＞＝１００億")  # noqa: RUF001  # full-width, on purpose
        amounts = [x.money_minor for x in browse.queue(demo) if x.currency == "JPY"]
        assert len(keys(viewer)) == sum(minor >= 10**10 for minor in amounts) > 1
        await filter_by(viewer, "colour:red")
        assert "この一覧の項目ではありません" in viewer.said


async def test_an_empty_answer_names_its_filter_and_how_many_there_are_without(
    opened: Open, demo: Office
) -> None:
    async with opened(demo) as viewer:
        await viewer.press("right")
        await filter_by(viewer, "money>99tn")
        assert "Nothing matches /money>99tn." in viewer.text
        assert f"Without it: {len(browse.queue(demo))}." in viewer.text


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.ENGLISH, "Matching on the tab 'all': {count}."),
        (Language.JAPANESE, "タブ「全件」での該当：{count}件。"),
    ],
)
async def test_what_waits_for_others_is_told_where_nothing_of_mine_matches(
    opened: Open, demo: Office, language: Language, told: str
) -> None:
    async with opened(demo, NARROW, language) as viewer:
        await filter_by(viewer, "role:assessor")
        count = sum(line.role is Role.ASSESSOR for line in browse.queue(demo))
        assert not keys(viewer)
        assert told.format(count=count) in viewer.text
        await filter_by(viewer, "role:assessor money>99tn")
        assert told.partition("{")[0] not in viewer.text
        await filter_by(viewer, "role:assessor")
        await viewer.press("right")
        assert len(keys(viewer)) == count > 1
        assert told.partition("{")[0] not in viewer.text


async def test_portfolio_and_journal_have_keys_of_their_own(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("2")
        await filter_by(viewer, "state:overdue money>100bn")
        lines = browse.overview(demo).grants
        wanted = [
            f"grant {x.code}" for x in lines
            if x.overdue_minor and x.currency == "JPY" and x.award_minor > 10**11
        ]  # fmt: skip
        assert [key for key in keys(viewer) if key.startswith("grant")] == wanted
        assert wanted
        await viewer.press("5")
        await filter_by(viewer, "act:award by:authoriser")
        acts = {browse.journal_entry(demo, *_entry(key)).act for key in keys(viewer)}
        assert acts == {"award"}


def _entry(key: str) -> tuple[str, int]:
    _, stream, seq = key.split()
    return stream, int(seq)


async def test_the_budget_takes_words_only_and_says_so(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("3", "slash")
        await viewer.write("2026")
        assert viewer.sheet.rows
        await viewer.write(" money>1")
        assert "write words only" in viewer.said


# ------------------------------------------------------------------ order and columns


async def test_sorting_goes_through_the_columns_and_back_to_the_own_order(
    opened: Open, demo: Office
) -> None:
    lines = browse.queue(demo)
    own = [row_key(x) for x in lines]
    async with opened(demo, WIDE) as viewer:
        await viewer.press("right", "down", "down")
        chosen = viewer.key
        heads = []
        for _ in range(7):
            await viewer.press("s")
            heads.append(viewer.lines[3].split("^")[0].split()[-1])
            assert viewer.key == chosen, "the cursor stays with its row"
        assert heads == ["for", "Act", "Subject", "Title", "Since", "Waited", "Amount"]
        await viewer.press("s")
        assert viewer.said == "In the list's own order."
        assert keys(viewer) == own


async def test_reverse_turns_the_sorted_column_and_says_why_not_before(
    opened: Open, demo: Office
) -> None:
    subjects = {row_key(x): x.subject for x in browse.queue(demo)}
    async with opened(demo, WIDE) as viewer:
        await viewer.press("right", "S")
        assert viewer.said == "Choose a column first: press s"
        await viewer.press("s", "s", "s")
        up = [subjects[key] for key in keys(viewer)]
        await viewer.press("S")
        down = [subjects[key] for key in keys(viewer)]
        assert up == sorted(up)
        assert down == sorted(up, reverse=True)
        assert "Subjectv" in viewer.lines[3]


async def test_grants_are_sorted_below_their_programmes(opened: Open, demo: Office) -> None:
    async with opened(demo) as viewer:
        await viewer.press("2", "s")
        rows = [row.key.split() for row in viewer.sheet.rows]
        below: dict[str, list[str]] = {}
        for kind, code in rows:
            if kind == "programme":
                below[code] = []
            else:
                below[list(below)[-1]].append(code)
        assert all(codes == sorted(codes) for codes in below.values())
        assert max(len(codes) for codes in below.values()) > 1


async def test_columns_are_hidden_and_shown_while_the_list_stands_behind(
    opened: Open, demo: Office
) -> None:
    async with opened(demo, WIDE) as viewer:
        await viewer.press("c", "down", "down", "enter")
        assert "[ ]" in viewer.text
        await viewer.press("escape")
        assert "Title" not in viewer.lines[3]
        assert "Subject" in viewer.lines[3]
        await viewer.press("c", "down", "down", "enter", "escape")
        assert "Title" in viewer.lines[3]


# ------------------------------------------------------------------ saved filters


async def test_a_filter_is_saved_under_a_name_and_is_a_tab_with_its_count(
    opened: Open, demo: Office
) -> None:
    big = sum(x.money_minor >= 10**10 for x in browse.queue(demo) if x.currency == "JPY")
    async with opened(demo, WIDE) as viewer:
        await viewer.press("right", "f", "enter")
        assert viewer.said == "Type a filter first: press /"
        await filter_by(viewer, "money>=10bn")
        await viewer.press("f", "enter")
        await viewer.write("big ones")
        await viewer.press("enter")
        assert viewer.said == "Saved the filter big ones."
        assert f"big ones {big}" in viewer.lines[2]
    assert saved_filters() == (SavedFilter("queue", "big ones", "money>=10bn"),)
    async with opened(demo, WIDE) as viewer:
        await viewer.press("left")
        assert f"[big ones {big}]" in viewer.lines[2], "the next time it is there"
        assert len(keys(viewer)) == big
        await filter_by(viewer, "!role:assessor")
        assert 0 < len(keys(viewer)) < big, "what is typed filters the open tab further"
        await viewer.press("escape", "f", "down", "delete")
        assert viewer.said == "Deleted the filter big ones."
        assert "big ones" not in viewer.lines[2]
        assert "[mine" in viewer.lines[2]
        assert len(keys(viewer)) > 0
    assert saved_filters() == ()


async def test_in_the_portfolio_saved_filters_are_chosen_from_a_list_with_counts(
    opened: Open, demo: Office
) -> None:
    save_filter(SavedFilter("portfolio", "late", "state:overdue"))
    save_filter(SavedFilter("queue", "elsewhere", "hold"))
    late = sum(bool(x.overdue_minor) for x in browse.overview(demo).grants)
    async with opened(demo) as viewer:
        await viewer.press("2", "f")
        assert f"{late}  /state:overdue" in viewer.text
        assert "elsewhere" not in viewer.text
        await viewer.press("down", "enter")
        assert "/state:overdue" in viewer.lines[1]
        assert sum(row.subject is not None for row in viewer.sheet.rows) == late


async def test_a_saved_filter_that_lets_nothing_through_says_which(
    opened: Open, demo: Office
) -> None:
    save_filter(SavedFilter("queue", "huge", "money>99tn"))
    async with opened(demo) as viewer:
        await viewer.press("left")
        assert "[huge 0]" in viewer.lines[2]
        assert "The saved filter /money>99tn lets nothing through." in viewer.text


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("tab", ["mine", "all"])
async def test_what_a_filter_leaves_stands_under_its_heads(
    opened: Open, demo: Office, size: tuple[int, int], tab: str
) -> None:
    async with opened(demo, size) as viewer:
        home = viewer.app.screen
        assert isinstance(home, QueueScreen)
        home.action_tab(tab)
        await viewer.press("slash")
        await viewer.write("SWARM")
        (head,) = home.heads()
        assert {row.layout for row in viewer.sheet.rows} == {head}
        place = viewer.lines[3].index("Subject")
        assert viewer.lines[4][place:].startswith("EXAMPLE-SWARM/")


async def test_a_tab_is_clicked_on_whatever_its_name(opened: Open, demo: Office) -> None:
    name = 'it\'s "(mine)", [b]'
    save_filter(SavedFilter("queue", name, "role:assessor"))
    async with opened(demo, WIDE) as viewer:
        await viewer.pilot.click(offset=(viewer.lines[2].index(name) + 1, 2))
        await viewer.settle()
        assert f"[{name} " in viewer.lines[2]


async def test_the_open_tab_is_seen_however_many_there_are(opened: Open, demo: Office) -> None:
    for number in range(9):
        save_filter(SavedFilter("queue", f"a long name {number}", "hold"))
    async with opened(demo) as viewer:
        await viewer.press("left")
        assert "[a long name 8" in viewer.lines[2]
        assert viewer.lines[2].startswith("<")


async def test_one_of_another_release_is_typed_which_says_why(opened: Open, demo: Office) -> None:
    save_filter(SavedFilter("queue", "old", "colour:red"))
    async with opened(demo) as viewer:
        assert "old" not in viewer.lines[2]
        await viewer.press("f", "down", "enter")
        assert "'colour' is not a key of this list" in viewer.said


async def test_a_file_that_cannot_be_read_is_said(opened: Open, demo: Office) -> None:
    filters_path().parent.mkdir(parents=True)
    filters_path().write_text("{")
    async with opened(demo) as viewer:
        assert "the saved filters in" in viewer.said
        assert keys(viewer)


# ------------------------------------------------------------------ lists that are cut


@pytest.fixture
def cut_queue(monkeypatch: pytest.MonkeyPatch) -> int:
    """Cut the queue after so many lines."""
    monkeypatch.setattr(queue, "MOST_LINES", 5)
    return 5


async def test_a_cut_queue_says_so_and_is_filtered_and_sorted_as_a_whole(
    opened: Open, demo: Office, cut_queue: int
) -> None:
    every = _all(demo)
    async with opened(demo, WIDE) as viewer:
        await viewer.press("right")
        assert len(keys(viewer)) == cut_queue
        assert f"Showing {cut_queue} of {len(every)}." in viewer.text
        assert f"[all {len(every)}]" in viewer.lines[2]
        last = every[-1]
        await filter_by(viewer, f"grant:{last.grant}")
        assert row_key(last) in keys(viewer), "beyond what was shown"
        await viewer.press("escape", "s", "s", "s", "S")
        assert len(keys(viewer)) == cut_queue
        subjects = sorted((x.subject for x in every), reverse=True)
        assert [key.split()[1] for key in keys(viewer)] == subjects[:cut_queue]


async def test_of_a_cut_queue_mine_is_what_waits_for_me(
    opened: Open, demo: Office, cut_queue: int
) -> None:
    me = demo.people().known("OFFICER-1")
    mine = [row_key(x) for x in _all(demo) if x.waits_for(me)]
    async with opened(demo, WIDE) as viewer:
        assert viewer.lines[2].startswith(f"[mine {len(mine)}] all ")
        assert keys(viewer) == mine[:cut_queue]


async def test_marks_outlive_a_filter_and_an_order_that_put_their_rows_out_of_sight(
    opened: Open, demo: Office, cut_queue: int
) -> None:
    every = _all(demo)
    async with opened(demo, WIDE) as viewer:
        await viewer.press("right", "space", "space")
        marked = [row_key(x) for x in every[:2]]
        await filter_by(viewer, f"grant:{every[-1].grant}")
        assert not set(marked) & set(keys(viewer))
        assert "2 marked" in viewer.text
        await viewer.press("space")
        assert "3 marked" in viewer.text
        await viewer.press("escape", "R")
        assert list(viewer.sheet.marks)[:2] == marked
        assert "3 marked" in viewer.text
        await viewer.press("M", "asterisk")
        assert f"{cut_queue} marked" in viewer.text
        assert viewer.said == "Only the rows shown are marked; more were found."


async def test_of_a_cut_portfolio_the_filter_finds_what_is_not_shown(
    opened: Open, demo: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "MOST_GRANTS", 4)
    monkeypatch.setattr(overview.overview, "__kwdefaults__", {"programme": None, "most": 4})
    with demo.database.reading() as connection:
        codes = {x.code for x in overview.overview(connection, demo.today(), most=999).grants}
    async with opened(demo) as viewer:
        await viewer.press("2")
        shown = {row.subject.grant for row in viewer.sheet.rows if row.subject}
        assert len(shown) == 4
        assert f"Showing 4 of {len(codes)}." in viewer.text
        beyond = min(codes - shown)
        await filter_by(viewer, beyond)
        assert beyond in {row.subject.grant for row in viewer.sheet.rows if row.subject}
        await viewer.press("end", "enter")
        assert viewer.shows(GrantScreen)


async def test_the_journal_goes_on_to_its_end_and_back_a_window_at_a_time(
    opened: Open, demo: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = [f"entry {e.stream} {e.seq}" for e in browse.journal_entries(demo, most=9999)]
    monkeypatch.setattr(journal_lines, "MOST_LINES", 40)
    async with opened(demo) as viewer:
        await viewer.press("5")
        assert f"1-40 of {len(every):,}" in viewer.text
        seen = [viewer.key]
        for _ in range(60):
            await viewer.press("down")
            seen.append(viewer.key)
        assert seen == every[:61]
        assert f"1-40 of {len(every):,}" not in viewer.text, "the window went on"
        await viewer.press("G")
        assert viewer.key == every[-1]
        await viewer.press("up")
        assert viewer.key == every[-2]
        await viewer.press("g")
        assert viewer.key == every[0]


# ------------------------------------------------------------------ kept through a refresh


async def test_filter_order_cursor_and_marks_are_kept_through_a_refresh(
    opened: Open, demo: Office
) -> None:
    async with opened(demo, WIDE) as viewer:
        await viewer.press("right")
        await filter_by(viewer, "money>=1bn")
        await viewer.press("s", "s", "s", "down", "space", "down")
        before = keys(viewer), viewer.key, list(viewer.sheet.marks), viewer.sheet.scroll_offset
        await viewer.press("R")
        assert (
            keys(viewer), viewer.key, list(viewer.sheet.marks), viewer.sheet.scroll_offset
        ) == before  # fmt: skip
        assert "Subject^" in viewer.lines[3]


def _all(office: Office) -> tuple[QueueLine, ...]:
    """Return all that waits, however many a list shows."""
    codes = [line.code for line in browse.overview(office).grants]
    with office.database.reading() as connection:
        return queue.queue(connection, office.today(), grants=codes)
