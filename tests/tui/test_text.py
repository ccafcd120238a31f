"""Text in cells: whatever it is, it takes the room it was given and can do nothing."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.lines import Column, width_of_columns
from tui.text import fitted, shown, wrapped

TEXTS = st.text(
    alphabet=st.sampled_from(
        "abc ,.青空連合、。（）\x1b\x9b\u202e\u200b[/x]#é"
        # two letters of a flag, a heart and a digit, the sign that makes them pictures, a skin
        # tone, accents over one letter, a variant of a character, kana of half a width, Hebrew
        "🇯🇵❤1\ufe0f👍🏽\u0301\u0336\U000e0100ｱﾞאב"
    ),
    max_size=60,
)


@given(TEXTS, st.integers(1, 40), st.booleans())
def test_fitted_text_takes_exactly_its_cells(text: str, cells: int, right: bool) -> None:  # noqa: FBT001  # drawn
    assert cell_len(fitted(text, cells, right=right)) == cells


@given(TEXTS, st.integers(2, 40))
@example(" 合", 2)
@example("a1\ufe0f", 2)
def test_no_wrapped_line_is_wider_than_asked(text: str, cells: int) -> None:
    assert all(cell_len(line) <= cells for line in wrapped(text, cells))


@given(TEXTS, st.integers(2, 40))
def test_wrapping_loses_nothing_but_blanks(text: str, cells: int) -> None:
    assert "".join(wrapped(text, cells)).replace(" ", "") == shown(text).replace(" ", "")


@given(st.text(max_size=40))
def test_shown_text_can_do_nothing(text: str) -> None:
    assert all(c.isprintable() or c.isspace() for c in shown(text))
    assert "\x1b" not in shown(text)
    assert "\n" not in shown(text)


def test_what_a_figure_counts_stays_with_it() -> None:
    assert wrapped("残額 132,000円", 13) == ["残額", "132,000円"]
    assert wrapped("2025年11月4日まで", 8) == ["2025年", "11月4日", "まで"]
    assert wrapped("約1兆274億円", 8) == ["約1兆", "274億円"]


def test_columns_get_what_they_want_from_the_right_and_the_last_that_grows_the_rest() -> None:
    act, what = Column("Act", 8, most=12), Column("What", 4, grow=True, most=10)
    note = Column("Note", 3, grow=True, from_width=30)
    assert width_of_columns((act, what), 15) == [(0, 8), (1, 6)]
    assert width_of_columns((act, what), 21) == [(0, 10), (1, 10)]
    assert width_of_columns((act, what), 29) == [(0, 12), (1, 16)]
    assert width_of_columns((act, what, note), 29) == [(0, 12), (1, 16)]
    assert width_of_columns((act, what, note), 40) == [(0, 12), (1, 10), (2, 16)]


def test_what_takes_no_cell_stays_with_what_it_belongs_to() -> None:
    assert wrapped("葛\U000e0100飾", 2) == ["葛\U000e0100", "飾"]
    assert wrapped("🇯🇵🇯🇵", 2) == ["🇯🇵", "🇯🇵"]


def test_a_line_is_as_wide_as_its_characters_wherever_it_is_cut() -> None:
    text = shown("1\ufe0f\u20e3 ❤\ufe0f 🏳\ufe0f x")
    for place in range(len(text)):
        assert cell_len(text[:place]) + cell_len(text[place:]) == cell_len(text)


def test_what_is_cut_says_so() -> None:
    assert fitted("Rapidus Corporation", 10) == "Rapidus C~"
    assert fitted("青空連合", 6) == "青空 ~" or fitted("青空連合", 6) == "青空~ "


def test_a_figure_is_never_cut() -> None:
    assert fitted("¥1,722.5bn", 6, right=True) == "######"


def test_a_figure_stays_with_its_name() -> None:
    assert wrapped("支払済額\u00a01,417円 残額\u00a02円", 18) == [
        "支払済額\u00a01,417円",
        "残額\u00a02円",
    ]


def test_no_further_line_begins_with_a_blank() -> None:
    assert wrapped("paid 10   left\u00a020", 8) == ["paid 10", "left\u00a020"]


def test_japanese_lines_do_not_begin_with_a_stop() -> None:
    assert wrapped("支払です。次", 8) == ["支払で", "す。次"]
