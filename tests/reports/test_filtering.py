"""The language of filters, and that lines at hand and the database give the same answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portfolio.domain.acts.assigning import AssignGrant
from portfolio.domain.errors import Invalid
from portfolio.domain.people import Role
from portfolio.reports import journal_lines, overview, queue, written
from portfolio.reports.filtering import (
    Asked,
    Order,
    Part,
    at_hand,
    parts_of,
    read_filter,
    read_words,
)
from portfolio.reports.journal_lines import JOURNAL, journal_window
from portfolio.reports.overview import fields_of
from portfolio.reports.queue_fields import QUEUE
from portfolio.services import browse
from portfolio.services.perform import perform
from portfolio.wording import Language, unfit_value
from portfolio.wording.problems import JAPANESE_PHRASES

if TYPE_CHECKING:
    from portfolio.reports.filtering import Fields
    from portfolio.reports.journal_lines import JournalLine
    from portfolio.services.office import Office

TODAY = date(2026, 11, 23)


def parts(typed: str) -> list[Part]:
    return list(parts_of(typed))


def test_words_phrases_keys_and_inverses_are_told_apart() -> None:
    assert parts('alpha "two words" !hold role:officer !act:"pay out" money>=10bn') == [
        Part("alpha"),
        Part("two words"),
        Part("hold", is_inverse=True),
        Part("officer", "role", ":"),
        Part("pay out", "act", ":", is_inverse=True),
        Part("10bn", "money", ">="),
    ]


def test_width_and_case_of_writing_do_not_matter() -> None:
    assert parts("ＭＯＮＥＹ＞＝１００億　！ﾗﾋﾟﾀﾞｽ") == [  # noqa: RUF001  # full-width, on purpose
        Part("100億", "money", ">="),
        Part("ラピダス", is_inverse=True),
    ]


@pytest.mark.parametrize("nothing", ["", "  ", "!", '""', '"', '! ""'])
def test_what_says_nothing_lets_everything_through(nothing: str) -> None:
    assert parts(nothing) == []
    assert read_filter(nothing, QUEUE, Language.ENGLISH, TODAY).test.of(object())


def test_a_quotation_that_is_still_open_goes_to_the_end() -> None:
    assert parts('"two wo') == [Part("two wo")]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("5", 5), ("5k", 5_000), ("1.5m", 1_500_000), ("10bn", 10**10), ("100億", 10**10),
        ("3千", 3_000), ("20百万円", 20_000_000), ("1兆", 10**12), ("1,000,000", 1_000_000),
        ("0.5", Fraction(1, 2)),
    ],
)  # fmt: skip
def test_amounts_are_read_exactly(text: str, units: Fraction) -> None:
    assert written.money("money", text) == units


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("colour:red", "'colour' is not a key of this list; use one of role, for, act, grant"),
        ("money>=lots", "'lots' is not an amount"),
        ("money>=99999tn", "is larger than any programme"),
        ("waited>soon", "'soon' is not a number of days"),
        ("since<2026-13-01", "'2026-13-01' is not a day"),
        ("since<30", "'30' is not a day"),
        ("role:", "has no value yet"),
        ("money:5", "is compared, not looked for; use one of <= >= < > ="),
        ("role>officer", "is looked for, not compared; use :"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(typed: str, says: str) -> None:
    with pytest.raises(Invalid) as raised:
        read_filter(typed, QUEUE, Language.ENGLISH, TODAY)
    assert says in unfit_value(raised.value)
    assert raised.value.why in JAPANESE_PHRASES
    japanese = unfit_value(raised.value, Language.JAPANESE)
    assert raised.value.remedy not in japanese


def test_a_list_without_keys_says_so_and_takes_words() -> None:
    with pytest.raises(Invalid, match="write words only"):
        read_words("role:officer")
    assert read_words("alpha !beta")("Alpha grant")
    assert not read_words("alpha !beta")("Alpha and Beta")


WORDS = st.sampled_from(
    ["alpha", "BETA", "tiny", "officer", "officer-1", "担当", "支払", "m1", "a/m", "level 5",
     "実証", "ＡＬＰＨＡ",  # noqa: RUF001  # full-width, on purpose
     "100%", "_", "/", "submit", "transfer", "期限", "on track", "ending"]
)  # fmt: skip
SIGNS = st.sampled_from(written.COMPARISONS)
AMOUNTS = st.sampled_from(["0", "400000", "0.4m", "1m", "1.5", "60万", "10bn"])
DAYS = st.sampled_from(["2026-03-31", "2026-11-23", "2027-03-31", "0d", "90d", "200d"])


def quoted(key: str, word: str) -> str:
    return f'{key}"{word}"'


def typed_in(*named: str, money: bool = False, waits: bool = False, day: str) -> Any:  # noqa: ANN401  # a strategy
    """Return a strategy for filters of a list with these keys."""
    kinds = [
        st.builds(quoted, st.sampled_from(["", *(f"{key}:" for key in named)]), WORDS),
        st.builds("{}{}{}".format, st.just(day), SIGNS, DAYS),
    ]
    if money:
        kinds.append(st.builds("money{}{}".format, SIGNS, AMOUNTS))
    if waits:
        kinds.append(st.builds("waited{}{}".format, SIGNS, st.integers(0, 400)))
    part = st.builds("{}{}".format, st.sampled_from(["", "!"]), st.one_of(kinds))
    return st.lists(part, max_size=3).map(" ".join)


def asks(filters: Any, fields: Fields) -> Any:  # noqa: ANN401  # strategies
    """Return a strategy for what a list may be asked."""
    orders = st.builds(Order, st.sampled_from(sorted(fields.columns)), st.booleans())
    languages = st.sampled_from(Language)
    return st.builds(
        lambda typed, order, language: Asked(
            wanted=read_filter(typed, fields, language, TODAY), order=order, language=language
        ),
        filters, st.none() | orders, languages,
    )  # fmt: skip


both_ways = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def handled(demo: Office) -> Office:
    """The demonstration, of which somebody handles two grants."""
    lines = browse.queue(demo, role=Role.GRANT_OFFICER)
    perform(demo, AssignGrant(grant=lines[-1].grant, role=Role.GRANT_OFFICER, person="OFFICER-1"))
    perform(demo, AssignGrant(grant=lines[0].grant, role=Role.GRANT_OFFICER, person="OFFICER-2"))
    assert {x.assigned_to for x in browse.queue(demo)} >= {None, "OFFICER-1", "OFFICER-2"}
    return demo


@both_ways
@given(
    asked=asks(
        typed_in(
            "role", "for", "act", "grant", "programme", "kind", money=True, waits=True, day="since"
        ),
        QUEUE,
    ),
    role=st.none() | st.sampled_from(Role),
    code=st.none() | st.sampled_from(["OFFICER-1", "OFFICER-2", "ASSESSOR-1", "AUTHORISER-1"]),
)
def test_the_queue_is_the_same_both_ways(
    handled: Office, asked: Asked, role: Role | None, code: str | None
) -> None:
    person = handled.people().known(code) if code else None
    with handled.database.reading() as connection:
        lines = queue.queue(connection, TODAY)
        assert len(lines) > 20
        answer = replace(asked, role=role, person=person)
        found = queue.queue(connection, TODAY, asked=answer)
        assert queue.count_waiting(connection, TODAY, answer) == len(found)
        mine = queue.waiting_by_role(connection, TODAY, person) if person else {}
    own = [x for x in lines if person is None or x.waits_for(person)]
    if person is not None:
        assert mine == Counter(line.role for line in own)
        own.sort(key=lambda line: line.assigned_to is None)
    assert found == at_hand((x for x in own if role in (None, x.role)), asked, QUEUE)


@both_ways
@given(data=st.data())
def test_grants_are_the_same_both_ways(demo: Office, data: st.DataObject) -> None:
    with demo.database.reading() as connection:
        every = overview.overview(connection, TODAY)
        fields = fields_of(every)
        filters = typed_in("grant", "programme", "state", money=True, day="due")
        asked = data.draw(asks(filters, fields))
        found = overview.grants_wanted(connection, every, asked)
    kept = at_hand(every.grants, asked, fields)
    places = [line.code for line in every.programmes]
    assert found.grants == tuple(sorted(kept, key=lambda line: places.index(line.programme)))
    assert found.grants_found == len(kept)


@both_ways
@given(asked=asks(typed_in("by", "act", "grant", "state", day="since"), JOURNAL))
def test_the_journal_is_the_same_both_ways(demo: Office, asked: Asked) -> None:
    with demo.database.reading() as connection:
        every = journal_window(connection, TODAY, Asked())
        found = journal_window(connection, TODAY, asked)
    kept = at_hand(every.lines, asked, JOURNAL)
    assert found.lines == kept
    assert (found.found, found.in_all) == (len(kept), every.in_all)


def test_a_window_goes_through_the_whole_journal(
    demo: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with demo.database.reading() as connection:
        every = journal_window(connection, TODAY, Asked())
        monkeypatch.setattr(journal_lines, "MOST_LINES", 50)
        seen: list[JournalLine] = []
        for begins in range(0, every.in_all, 50):
            window = journal_window(connection, TODAY, Asked(begins=begins))
            assert (window.found, len(window.lines)) == (every.in_all, 50)
            seen.extend(
                window.lines if window.begins == begins else window.lines[-(every.in_all % 50) :]
            )
        assert tuple(seen) == every.lines
        last = journal_window(connection, TODAY, Asked(begins=10**6))
    assert last.begins == every.in_all - 50
    assert last.lines == every.lines[-50:]


def test_a_queue_that_is_cut_counts_all_and_answers_what_is_asked(
    demo: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with demo.database.reading() as connection:
        every = queue.queue_page(connection, TODAY, Asked())
        assert every.is_whole
        monkeypatch.setattr(queue, "MOST_LINES", 5)
        page = queue.queue_page(connection, TODAY, Asked(order=Order("money", is_reverse=True)))
        wanted = read_filter("role:officer", QUEUE, Language.ENGLISH, TODAY)
        filtered = queue.queue_page(connection, TODAY, Asked(wanted=wanted))
    assert not page.is_whole
    assert page.by_role == every.by_role
    assert (len(page.lines), page.found) == (5, len(every.lines))
    by_money = at_hand(every.lines, Asked(order=Order("money", is_reverse=True)), QUEUE)
    assert page.lines == by_money[:5]
    assert filtered.found == len(at_hand(every.lines, Asked(wanted=wanted), QUEUE)) > 5
