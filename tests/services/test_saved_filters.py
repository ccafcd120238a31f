"""Filters kept under a name: in a file of one's own, whole or not at all."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.errors import Invalid, StoreUnfit
from portfolio.services.saved_filters import (
    LONGEST_NAME,
    MOST_SAVED,
    SavedFilter,
    delete_filter,
    filters_path,
    save_filter,
    saved_filters,
)

if TYPE_CHECKING:
    from pathlib import Path

BIG = SavedFilter("queue", "big ones", "money>=10bn")


def test_there_are_none_before_one_is_saved(config_folder: Path) -> None:
    assert saved_filters() == ()
    assert config_folder in filters_path().parents


def test_a_filter_is_kept_for_its_list_and_only_its_owner_reads_it() -> None:
    other = SavedFilter("journal", "big ones", "by:officer")
    save_filter(BIG)
    assert save_filter(other) == saved_filters() == (BIG, other)
    assert filters_path().stat().st_mode & 0o777 == 0o600
    assert filters_path().parent.stat().st_mode & 0o077 == 0


def test_one_of_the_same_name_takes_its_place() -> None:
    save_filter(BIG)
    newer = SavedFilter("queue", "big ones", "money>=20bn")
    assert save_filter(newer) == (newer,)


def test_a_filter_is_deleted_by_list_and_name() -> None:
    other = SavedFilter("journal", "big ones", "by:officer")
    save_filter(BIG)
    save_filter(other)
    assert delete_filter(BIG) == saved_filters() == (other,)


@pytest.mark.parametrize("name", ["", "  ", "a\x1b[2J", "x" * (LONGEST_NAME + 1)])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(Invalid, match="name"):
        save_filter(SavedFilter("queue", name, "hold"))
    assert saved_filters() == ()


def test_there_is_a_most_of_them_and_another_can_still_take_a_place() -> None:
    for number in range(MOST_SAVED):
        save_filter(SavedFilter("queue", f"filter {number}", "hold"))
    with pytest.raises(Invalid, match="delete one first"):
        save_filter(BIG)
    assert len(saved_filters()) == MOST_SAVED
    save_filter(SavedFilter("queue", "filter 3", "paid"))
    assert saved_filters()[-1].typed == "paid"


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "7", "[1]", "\\ud800", '[{"place": "queue"}]',
        '[{"place": 1, "name": "a", "typed": "b"}]',
        '[{"place": "queue", "name": "", "typed": "b"}]',
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_said_and_left_as_it_is(text: str) -> None:
    filters_path().parent.mkdir(parents=True)
    filters_path().write_text(text, "utf-8")
    for work in (saved_filters, lambda: save_filter(BIG), lambda: delete_filter(BIG)):
        with pytest.raises(StoreUnfit, match="it was left as it is"):
            work()
    assert filters_path().read_text("utf-8") == text


def test_a_folder_that_cannot_be_made_is_said(config_folder: Path) -> None:
    (config_folder / "portfolio").write_text("a file stands where the folder should be")
    with pytest.raises(StoreUnfit, match="filters"):
        save_filter(BIG)


def test_what_an_interrupted_writing_left_does_no_harm() -> None:
    save_filter(BIG)
    left = filters_path().with_name(f"{filters_path().name}.part")
    left.write_text("half", "utf-8")
    os.chmod(left, 0o644)  # noqa: PTH101  # as it may have been left
    save_filter(SavedFilter("queue", "held", "hold"))
    assert [each["name"] for each in json.loads(filters_path().read_text("utf-8"))] == [
        "big ones", "held",
    ]  # fmt: skip
    assert not left.exists()
