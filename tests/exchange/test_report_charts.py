"""Charts show what the figures say, in shapes that do without colour, with every label in room."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from portfolio.exchange.report.charts import drawn
from portfolio.exchange.report.content import (
    CashChart,
    CashYear,
    LadderChart,
    Persons,
    PersonsChart,
    Rung,
    Term,
    TimelineChart,
)
from portfolio.exchange.report.svg import shortened, text_width
from portfolio.wording import Language

if TYPE_CHECKING:
    from collections.abc import Iterable

INK, PALE = "#1F3A4D", "#E4E9ED"
SVG = "{http://www.w3.org/2000/svg}"


def picture(
    chart: CashChart | LadderChart | TimelineChart | PersonsChart,
) -> etree._Element:
    return etree.fromstring(drawn(chart, "serif").encode())


def shapes(root: etree._Element, tag: str, **wanted: str) -> list[dict[str, float]]:
    """Return the numbers of every shape of a kind that looks like this, those of legends too."""
    found = []
    for each in root.iterfind(f"{SVG}{tag}"):  # not those within the pattern
        told = {str(name): str(value) for name, value in each.items()}
        if wanted.items() <= told.items():
            numbers = {k: v for k, v in told.items() if v.replace(".", "").isdigit()}
            found.append({name: float(value) for name, value in numbers.items()})
    return found


def texts(root: etree._Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def cash(years: Iterable[CashYear], *, is_small: bool = False) -> CashChart:
    return CashChart(
        name="c", title="Cash <b> & more", description="in words", currency="JPY",
        language=Language.ENGLISH, years=tuple(years),
        words=("Budget", "Planned", "Confirmed", "Paid"), is_small=is_small,
    )  # fmt: skip


YEAR = CashYear(
    label="FY2026", budget_minor=1_000_000, planned_minor=500_000, confirmed_minor=750_000,
    paid_minor=250_000,
)  # fmt: skip


@pytest.mark.parametrize("is_small", [False, True])
def test_bars_are_as_high_as_their_amounts(*, is_small: bool) -> None:
    root = picture(cash([YEAR], is_small=is_small))
    [budget] = shapes(root, "rect", fill=PALE)[1:]
    [paid] = shapes(root, "rect", fill=INK, stroke=INK)
    [confirmed] = shapes(root, "rect", fill="url(#c-hatch)", stroke=INK)
    assert paid["height"] == pytest.approx(budget["height"] / 4, abs=0.02)
    assert confirmed["height"] == pytest.approx(budget["height"] / 2, abs=0.02)
    bottoms = {round(each["y"] + each["height"], 1) for each in (budget, paid)}
    assert len(bottoms) == 1
    assert confirmed["y"] + confirmed["height"] == pytest.approx(paid["y"], abs=0.02)


def test_the_figures_stand_below_the_years() -> None:
    said = texts(picture(cash([YEAR])))
    for amount in ("¥1.0m", "¥500,000", "¥750,000", "¥250,000"):
        assert amount in said
    assert "¥250,000" not in texts(picture(cash([YEAR], is_small=True)))


@pytest.mark.parametrize("largest", [0, 1, 9, 10, 99, 1_000, 12_345, 9 * 10**15])
def test_no_bar_is_higher_than_the_chart(largest: int) -> None:
    year = CashYear(
        label="FY", budget_minor=largest, planned_minor=0, confirmed_minor=0, paid_minor=largest
    )
    root = picture(cash([year]))
    lines = [each for each in shapes(root, "line") if each["x1"] == 64 and each["x2"] == 752]
    assert 2 <= len(lines) <= 6
    top = min(each["y1"] for each in lines)
    for each in shapes(root, "rect", fill=PALE)[1:]:
        assert each["y"] >= top - 0.01


def test_a_chart_of_nothing_is_still_a_picture() -> None:
    assert picture(cash([])).tag == f"{SVG}svg"


def test_a_picture_says_its_title_and_itself_in_words() -> None:
    root = picture(cash([YEAR]))
    assert root.findtext(f"{SVG}title") == "Cash <b> & more"
    assert root.findtext(f"{SVG}desc") == "in words"
    assert not [e for e in root.iter() if {"style", "href", "onload"} & set(e.keys())]


def test_a_ladder_stands_between_entry_and_target() -> None:
    rungs = tuple(
        Rung(code=f"G/T{n}", title="t", entry=e, current=c, target=t, said=f"{e}{c}{t}")
        for n, (e, c, t) in enumerate([(3, 5, 7), (2, 2, 9), (4, 6, 6)])
    )
    root = picture(
        LadderChart(name="l", title="", description="", rungs=rungs, top=9, words=("a", "b", "c"))
    )
    axis = [
        each["x1"] for each in shapes(root, "line", stroke="#C8CDD2", **{"stroke-width": "0.6"})
    ]
    rings = shapes(root, "circle", fill="#FFFFFF")[1:]
    discs = shapes(root, "circle", fill=INK)[1:]
    for rung, ring, disc in zip(rungs, rings, discs, strict=True):
        assert ring["cx"] == axis[rung.entry - 1]
        assert disc["cx"] == axis[rung.current - 1]
        assert ring["cy"] == disc["cy"]
    dashed = shapes(root, "line", **{"stroke-dasharray": "3 3"})
    assert len(dashed) == 2  # the third has reached its target


def test_only_what_is_past_due_is_drawn_as_overdue() -> None:
    as_of = date(2026, 11, 23)
    terms = tuple(
        Term(code=code, title="", baseline_on=due, due_on=due, said="")
        for code, due in (("LATE", date(2026, 5, 1)), ("TODAY", as_of), ("SOON", date(2027, 5, 1)))
    )
    root = picture(
        TimelineChart(
            name="t", title="", description="", as_of=as_of, terms=terms,
            words=("Baseline", "Due", "Overdue", "as of"),
        )
    )  # fmt: skip
    bars = shapes(root, "rect", fill="url(#t-hatch)")[1:]
    [here] = [e for e in shapes(root, "line", stroke="#A61B1B") if e["x1"] == e["x2"]]
    assert len(bars) == 1
    assert bars[0]["x"] + bars[0]["width"] == pytest.approx(here["x1"], abs=0.02)


def test_more_than_was_promised_does_not_leave_the_frame() -> None:
    persons = (
        Persons(code="A", title="", promised=20, reported=50, verified=10, said="10 / 50 / 20"),
        Persons(code="B", title="", promised=20, reported=0, verified=0, said="0 / 0 / 20"),
    )
    root = picture(
        PersonsChart(name="p", title="", description="", persons=persons, words=("a", "b", "c"))
    )
    frames = shapes(root, "rect", fill=PALE)[1:]
    [reported] = shapes(root, "rect", fill="url(#p-hatch)")[1:]
    [verified] = shapes(root, "rect", fill=INK)[1:]
    assert len(frames) == 2
    end = frames[0]["x"] + frames[0]["width"]
    assert reported["x"] + reported["width"] == pytest.approx(end, abs=0.02)
    assert reported["x"] == pytest.approx(verified["x"] + verified["width"], abs=0.02)
    assert verified["width"] == pytest.approx(frames[0]["width"] / 2, abs=0.02)
    assert "10 / 50 / 20" in texts(root)


@given(st.text(max_size=80), st.floats(min_value=0, max_value=200))
def test_a_label_is_cut_to_its_room_and_says_so(text: str, room: float) -> None:
    shown = shortened(text, 8, room)
    assert text_width(shown, 8) <= room
    assert shown == text or shown.endswith("…") or shown == ""


def test_japanese_letters_are_twice_as_wide() -> None:
    assert text_width("技術成熟度", 10) == 50
    assert shortened("先端ロジック半導体の量産技術", 10, 75) == "先端ロジック…"
