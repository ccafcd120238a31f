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
