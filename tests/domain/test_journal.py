"""The journal: what an entry's hash covers, what a fold keeps, what a seal vouches for."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from hashlib import sha256
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.change import Step
from portfolio.domain.finding import Fact, Finding, refuses, satisfies
from portfolio.domain.journal import (
    GENESIS,
    PEOPLE_STREAM,
    Head,
    JournalEntry,
    canonical,
    entry_hash,
    findings_text,
    fold,
    fold_as_of,
    grant_stream,
    images_text,
    merkle_root,
    programme_stream,
)
from portfolio.domain.people import Role
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.record import to_row
from portfolio.domain.states import HoldState
from portfolio.domain.transitions import Act
from tests.domain.builders import grant_file

ENTRY = JournalEntry(
    stream="grant/FAB-1", seq=7, recorded_at=datetime(2025, 6, 2, 3, 4, 5, 678, UTC),
    effective_on=date(2025, 6, 1), actor="OFFICER", role="grant officer", act="hold",
    subject="FAB-1/H1", from_state=None, to_state="placed", amount_minor=None, fiscal_year=2025,
    reason="現地調査", facts="[]", images="[]", rules_edition="1", command_id="c-1", part=0,
    request_hash="ab" * 32, previous_hash=GENESIS, hash="",
)  # fmt: skip
# Every field of ENTRY with another value; `hash` alone is not covered, since it is the result.
OTHERWISE: dict[str, object] = {
    "stream": "grant/FAB-2", "seq": 8, "recorded_at": datetime(2025, 6, 2, 3, 4, 5, 679, UTC),
    "effective_on": date(2025, 6, 2), "actor": "OFFICER-2", "role": "auditor", "act": "lift",
    "subject": "FAB-1/H2", "from_state": "placed", "to_state": None, "amount_minor": 0,
    "fiscal_year": None, "reason": "現地調査 ", "facts": "[1]", "images": "[1]",
    "rules_edition": "2", "command_id": "c-2", "part": 1, "request_hash": "ac" * 32,
    "previous_hash": "1" + GENESIS[1:],
}  # fmt: skip
PINNED = "d5dc5f519b90211b745a1adccffe6bd1191f7bc4971108c463238ba035749814"


def test_the_hash_of_an_entry_is_the_sha256_of_all_it_says_as_json() -> None:
    said = [
        "portfolio-journal-1", "grant/FAB-1", 7, "2025-06-02T03:04:05.000678Z", "2025-06-01",
        "OFFICER", "grant officer", "hold", "FAB-1/H1", None, "placed", None, 2025, "現地調査",
        "[]", "[]", "1", "c-1", 0, "ab" * 32, "0" * 64,
    ]  # fmt: skip
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    assert entry_hash(ENTRY) == sha256(text.encode("utf-8")).hexdigest() == PINNED


def test_every_field_but_the_hash_has_another_value_to_try() -> None:
    assert [*OTHERWISE, "hash"] == [f.name for f in fields(JournalEntry)]


@pytest.mark.parametrize("name", OTHERWISE)
def test_every_field_changes_the_hash(name: str) -> None:
    values = {f.name: getattr(ENTRY, f.name) for f in fields(ENTRY)}
    assert values[name] != OTHERWISE[name]
    other = JournalEntry(**{**values, name: OTHERWISE[name]})
    assert entry_hash(other) != entry_hash(ENTRY)


def test_the_hash_itself_is_not_covered() -> None:
    assert entry_hash(replace(ENTRY, hash="f" * 64)) == entry_hash(ENTRY)


def test_nothing_and_the_word_for_it_hash_differently() -> None:
    assert entry_hash(replace(ENTRY, reason=None)) != entry_hash(replace(ENTRY, reason="null"))


def test_one_moment_hashes_the_same_in_every_time_zone() -> None:
    tokyo = ENTRY.recorded_at.astimezone(timezone(timedelta(hours=9)))
    assert entry_hash(replace(ENTRY, recorded_at=tokyo)) == entry_hash(ENTRY)


def test_canonical_text_has_one_form() -> None:
    assert canonical({"b": 1, "a": [None, "円"]}) == '{"a":[null,"円"],"b":1}'
    assert canonical({"a": [None, "円"], "b": 1}) == canonical({"b": 1, "a": [None, "円"]})


def test_streams_are_named_after_what_they_are_about() -> None:
    assert (grant_stream("FAB-1"), programme_stream("CHIPS"), PEOPLE_STREAM) == (
        "grant/FAB-1", "programme/CHIPS", "people",
    )  # fmt: skip


def written(*records: object) -> JournalEntry:
    step = Step(
        act=Act.ENTER_GRANT, subject="FAB-1", role=Role.GRANT_OFFICER, after=HoldState.PLACED,
        records=records,  # type: ignore[arg-type]  # any record may be tried
    )  # fmt: skip
    return replace(ENTRY, images=images_text(step))


class TestFolding:
    def test_gives_back_every_record_as_a_row_by_kind_and_key(self) -> None:
        file = grant_file()
        folded = fold([written(*file.records())])
        assert len(folded) == len(file.records())
        assert folded["grant", ("FAB-1",)] == to_row(file.grant)
        assert folded["award_decision", ("FAB-1", "1")] == to_row(file.awards[0])
        assert folded["criterion", ("FAB-1", "M2", "YIELD")] == to_row(file.criteria[2])

    def test_keeps_the_last_image_of_a_record(self) -> None:
        first = grant_file().element("NODE")
        risen = replace(first, current_level=5)
        key = ("element", ("FAB-1", "NODE"))
        assert fold([written(first), written(risen)])[key] == to_row(risen)
        assert fold([written(first, risen)])[key] == to_row(risen)
        assert fold([written(risen), written(first)])[key] == to_row(first)

    def test_of_nothing_is_nothing(self) -> None:
        assert fold([]) == {}

    def test_can_stop_at_any_entry(self) -> None:
        milestone, element = grant_file().milestone("M1"), grant_file().element("NODE")
        entries = [written(milestone), written(element)]
        assert list(fold(entries[:1])) == [("milestone", ("FAB-1", "M1"))]


def counting(day: date, *records: object) -> JournalEntry:
    """Return an entry that counts from a day, whenever it was written down."""
    return replace(written(*records), effective_on=day)


MONDAY, FRIDAY = date(2025, 6, 2), date(2025, 6, 6)
A_KEY = ("milestone", ("FAB-1", "M1"))


class TestFoldingAsOfADay:
    milestone = grant_file().milestone("M1")
    renamed = replace(milestone, title="Another title")
    put_off = replace(milestone, due_on=date(2026, 3, 31))

    def test_leaves_out_what_counts_from_a_later_day(self) -> None:
        entries = [counting(MONDAY, self.milestone), counting(FRIDAY, self.put_off)]
        assert fold_as_of(entries, MONDAY) == {A_KEY: to_row(self.milestone)}
        assert fold_as_of(entries, date(2025, 6, 5)) == {A_KEY: to_row(self.milestone)}
        assert fold_as_of(entries, FRIDAY) == {A_KEY: to_row(self.put_off)}

    def test_takes_in_what_was_written_down_late(self) -> None:
        late = [
            counting(MONDAY, self.milestone),
            counting(FRIDAY, grant_file().element("NODE")),
            counting(MONDAY, self.put_off),
        ]
        assert fold_as_of(late, MONDAY) == {A_KEY: to_row(self.put_off)}

    def test_an_entry_of_an_earlier_day_brings_only_what_it_changed(self) -> None:
        """Its image shows the record whole, with what an entry of a later day had changed."""
        both = replace(self.put_off, title="Another title")
        entries = [
            counting(MONDAY, self.milestone),
            counting(FRIDAY, self.put_off),
            counting(MONDAY, both),
        ]
        assert fold_as_of(entries, MONDAY) == {A_KEY: to_row(self.renamed)}
        assert fold_as_of(entries, FRIDAY) == {A_KEY: to_row(both)} == fold(entries)

    def test_a_record_that_came_later_is_not_there_whatever_happened_to_it(self) -> None:
        entries = [counting(FRIDAY, self.milestone), counting(MONDAY, self.renamed)]
        assert fold_as_of(entries, MONDAY) == {}
        assert fold_as_of(entries, FRIDAY) == fold(entries) == {A_KEY: to_row(self.renamed)}

    def test_a_field_that_later_releases_added_is_a_change(self) -> None:
        older = counting(MONDAY, self.milestone)
        image = json.loads(older.images)
        del image[0]["row"]["cure_due_on"]
        older = replace(older, images=canonical(image))
        entries = [older, counting(MONDAY, self.milestone)]
        assert "cure_due_on" not in fold_as_of([older], MONDAY)[A_KEY]
        assert fold_as_of(entries, MONDAY) == fold(entries)

    def test_of_nothing_is_nothing(self) -> None:
        assert fold_as_of([], MONDAY) == {}


Move = tuple[str, str, date]
"""What one entry changes: which milestone, which of its fields, counting from which day."""
moves: st.SearchStrategy[list[Move]] = st.lists(
    st.tuples(
        st.sampled_from(["M1", "M2"]),
        st.sampled_from(["title", "element", "source"]),
        st.dates(MONDAY, FRIDAY),
    ),
    max_size=12,
)


def told(story: list[Move]) -> list[JournalEntry]:
    """Return the entries of these moves: each puts a new text in one field of a milestone."""
    entries, newest = [], {code: grant_file().milestone(code) for code in ("M1", "M2")}
    for number, (code, name, day) in enumerate(story):
        newest[code] = replace(newest[code], **{name: f"{name} {number}"})  # type: ignore[arg-type]  # fields of text
        entries.append(counting(day, newest[code]))
    return entries


@given(story=moves, day=st.dates(MONDAY, FRIDAY))
def test_what_stood_on_a_day_is_what_the_entries_that_count_have_changed(
    story: list[Move], day: date
) -> None:
    expected: dict[str, dict[str, object]] = {}
    met: set[str] = set()
    for number, (code, name, counts_from) in enumerate(story):
        if code not in met and counts_from <= day:
            expected[code] = dict(to_row(grant_file().milestone(code)))
        met.add(code)
        if code in expected and counts_from <= day:
            expected[code][name] = f"{name} {number}"
    found = fold_as_of(told(story), day)
    assert {code: row for (_, (_, code)), row in found.items()} == expected


@given(story=moves)
def test_where_all_counts_as_of_a_day_is_the_present(story: list[Move]) -> None:
    assert fold_as_of(told(story), FRIDAY) == fold(told(story))


@given(story=moves, day=st.dates(MONDAY, FRIDAY))
def test_what_was_written_down_day_by_day_is_cut_off_at_the_day(
    story: list[Move], day: date
) -> None:
    entries = told(sorted(story, key=lambda move: move[2]))
    assert fold_as_of(entries, day) == fold(e for e in entries if e.effective_on <= day)


def test_an_entry_gives_back_its_findings_and_records() -> None:
    found = refuses(Reason.HELD, "FAB-1/H1", "E1", since_on="2025-06-02")
    entry = replace(written(grant_file().grant), facts=findings_text([found]))
    assert entry.findings() == (found,)
    assert entry.records() == (("grant", to_row(grant_file().grant)),)


class TestTheSeal:
    heads = (
        Head(stream="grant/FAB-1", seq=3, hash="a" * 64),
        Head(stream="people", seq=2, hash="b" * 64),
        Head(stream="programme/CHIPS", seq=1, hash="c" * 64),
    )

    @staticmethod
    def leaf(text: str) -> bytes:
        return sha256(b"\x00" + text.encode()).digest()

    @staticmethod
    def node(left: bytes, right: bytes) -> bytes:
        return sha256(b"\x01" + left + right).digest()

    @property
    def leaves(self) -> list[bytes]:
        return [
            self.leaf('["grant/FAB-1",3,"' + "a" * 64 + '"]'),
            self.leaf('["people",2,"' + "b" * 64 + '"]'),
            self.leaf('["programme/CHIPS",1,"' + "c" * 64 + '"]'),
        ]

    def test_of_no_stream_is_the_hash_of_nothing(self) -> None:
        assert merkle_root([]) == (
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )

    def test_of_one_stream_is_its_leaf(self) -> None:
        assert merkle_root(self.heads[:1]) == self.leaves[0].hex()

    def test_of_two_streams_is_the_node_over_their_leaves(self) -> None:
        first, second, _ = self.leaves
        assert merkle_root(self.heads[:2]) == self.node(first, second).hex()

    def test_of_three_streams_takes_the_odd_leaf_up(self) -> None:
        first, second, third = self.leaves
        assert merkle_root(self.heads) == self.node(self.node(first, second), third).hex()

    def test_of_five_streams_splits_at_four(self) -> None:
        heads = [Head(stream=name, seq=1, hash=name * 64) for name in "abcde"]
        a, b, c, d, e = (self.leaf(canonical([h.stream, h.seq, h.hash])) for h in heads)
        four = self.node(self.node(a, b), self.node(c, d))
        assert merkle_root(heads) == self.node(four, e).hex()

    def test_is_the_same_in_whatever_order_the_heads_come(self) -> None:
        assert {merkle_root(order) for order in permutations(self.heads)} == {
            merkle_root(self.heads)
        }

    @pytest.mark.parametrize("place", [0, 1, 2])
    @pytest.mark.parametrize(
        "changed", [{"stream": "other"}, {"seq": 9}, {"hash": "d" * 64}], ids=str
    )
    def test_moves_with_every_part_of_every_head(
        self, place: int, changed: dict[str, object]
    ) -> None:
        values = {f.name: getattr(self.heads[place], f.name) for f in fields(Head)}
        other = list(self.heads)
        other[place] = Head(**{**values, **changed})
        assert merkle_root(other) != merkle_root(self.heads)

    def test_moves_when_a_stream_is_left_out(self) -> None:
        assert len({merkle_root(self.heads[:n]) for n in range(4)}) == 4


facts: st.SearchStrategy[dict[str, Fact]] = st.dictionaries(
    st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text() | st.integers()
)
findings = st.builds(
    Finding,
    reason=st.sampled_from(Reason),
    effect=st.sampled_from(Effect),
    subject=st.text(),
    facts=facts,
    evidence=st.lists(st.text()).map(tuple),
    share=st.fractions(0, 1),
)


@given(found=findings)
@settings(max_examples=50, deadline=None)
def test_a_finding_survives_its_json(found: Finding) -> None:
    assert Finding.from_json(json.loads(json.dumps(found.as_json()))) == found


def test_a_finding_stands_in_the_way_when_it_holds_or_refuses() -> None:
    ways = {
        effect: Finding(reason=Reason.HELD, effect=effect, subject="X").stands_in_the_way
        for effect in Effect
    }
    assert ways == {
        Effect.SATISFIES: False, Effect.SETS_ASIDE: False, Effect.REDUCES: False,
        Effect.WITHHOLDS: False, Effect.HOLDS: True, Effect.REFUSES: True,
    }  # fmt: skip
    assert satisfies(Reason.NO_HOLD, "X").share == Fraction(1)
