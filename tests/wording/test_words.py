"""Every token of the domain has a word in both languages, and every effect a mark."""

from __future__ import annotations

import importlib
import pkgutil
import re
import unicodedata
from dataclasses import replace
from enum import StrEnum

import pytest

import portfolio.domain
from portfolio.domain.errors import Refused
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.record import type_of_kind
from portfolio.domain.reskilling import Rung
from portfolio.domain.rules.duties import DUTY_OF_ACT
from portfolio.domain.states import HoldState
from portfolio.domain.transitions import Act
from portfolio.domain.waiting import WAITS, WAITS_TO_BEGIN, WAITS_WHEN_DUE, Wait
from portfolio.wording import (
    LABELS,
    Language,
    headline,
    kind_word,
    label,
    language_from,
    mark,
    next_step,
    word,
)
from tests.wording.examples import by_reason

JAPANESE = Language.JAPANESE


def token_types() -> list[type[StrEnum]]:
    """Return every type of token in the domain but the reasons, which have sentences instead."""
    found: dict[str, type[StrEnum]] = {}
    package = portfolio.domain
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for each in vars(importlib.import_module(module.name)).values():
            if isinstance(each, type) and issubclass(each, StrEnum) and each is not StrEnum:
                found[each.__name__] = each
    del found[Reason.__name__]
    return list(found.values())


TOKENS = [token for each in token_types() for token in each]


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


@pytest.mark.parametrize("token", TOKENS, ids=lambda t: f"{type(t).__name__}.{t.name}")
def test_every_token_has_a_word_in_both_languages(token: StrEnum) -> None:
    assert word(token) == token.value
    assert re.search("[぀-ヿ一-鿿]", word(token, JAPANESE))


@pytest.mark.parametrize("each", token_types(), ids=lambda each: each.__name__)
def test_words_of_one_type_differ(each: type[StrEnum]) -> None:
    assert len({word(token, JAPANESE) for token in each}) == len(each)


def test_the_same_value_means_another_thing_in_another_type() -> None:
    assert str(Rung.PLACED) == str(HoldState.PLACED)
    assert word(Rung.PLACED, JAPANESE) != word(HoldState.PLACED, JAPANESE)


def test_a_stranger_has_no_word() -> None:
    class Stranger(StrEnum):
        MET = "met"

    with pytest.raises(KeyError):
        word(Stranger.MET)


@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize("language", Language)
def test_marks_are_four_cells_wide(effect: Effect, language: Language) -> None:
    assert cells(mark(effect, language)) == 4


@pytest.mark.parametrize("language", Language)
def test_marks_differ(language: Language) -> None:
    assert len({mark(effect, language) for effect in Effect}) == len(Effect)


@pytest.mark.parametrize("kind", type_of_kind)
def test_every_kind_of_record_has_a_word(kind: str) -> None:
    assert kind_word(kind) == kind.replace("_", " ")
    assert kind_word(kind, JAPANESE) != kind


@pytest.mark.parametrize("act", Act)
def test_every_act_has_its_refusal(act: Act) -> None:
    refused = Refused(act.value, "F/X1", [])
    assert not headline(refused).startswith("Not done")
    assert word(act, JAPANESE) in headline(refused, JAPANESE)


@pytest.mark.parametrize("act", DUTY_OF_ACT)
def test_every_act_that_is_somebodys_duty_can_be_taken_over(act: Act) -> None:
    collision = by_reason()[Reason.DUTIES_COLLIDE][0]
    step = next_step(replace(collision, facts={**collision.facts, "act": act.value}))
    assert step is not None
    assert " other than OFFICER " in step


@pytest.mark.parametrize("key", LABELS)
def test_every_label_has_both_languages_with_the_same_gaps(key: str) -> None:
    english, japanese = label(key), label(key, JAPANESE)
    assert english.strip() == english != ""
    assert japanese.strip() == japanese != ""
    gaps = re.compile(r"\{\w+\}")
    assert sorted(gaps.findall(english)) == sorted(gaps.findall(japanese))


def test_labels_stand_in_order_within_their_group() -> None:
    for group in dict.fromkeys(key.partition(".")[0] for key in LABELS):
        keys = [key for key in LABELS if key.startswith(f"{group}.")]
        assert keys == sorted(keys)


def test_an_unknown_label_is_an_error() -> None:
    with pytest.raises(KeyError):
        label("screen.nowhere")


@pytest.mark.parametrize(
    "wait", [*WAITS, *WAITS_WHEN_DUE, *WAITS_TO_BEGIN], ids=lambda w: f"{w.act} {w.kind} {w.state}"
)
def test_everything_that_waits_has_a_label(wait: Wait) -> None:
    assert label(f"queue.{wait.act}")


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("ja_JP.UTF-8", Language.JAPANESE),
        ("ja", Language.JAPANESE),
        ("ja-JP", Language.JAPANESE),
        ("JA_JP", Language.JAPANESE),
        ("ja.eucJP", Language.JAPANESE),
        ("jam_JM", Language.ENGLISH),
        ("en_GB.UTF-8", Language.ENGLISH),
        ("fr_FR", Language.ENGLISH),
        ("C", Language.ENGLISH),
        ("", Language.ENGLISH),
        (None, Language.ENGLISH),
    ],
)
def test_a_locale_name_chooses_the_language(name: str | None, language: Language) -> None:
    assert language_from(name) is language
