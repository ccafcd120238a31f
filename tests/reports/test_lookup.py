"""Anything is found by its code, its title or its name, in either language, and only so much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portfolio.domain.errors import NotFound
from portfolio.reports.lookup import MOST_HITS, look_up
from portfolio.services import browse

if TYPE_CHECKING:
    from portfolio.services.office import Office


def found(office: Office, words: str) -> list[str]:
    """Return kind and subject of what is found."""
    return [f"{hit.kind} {hit.subject}" for hit in browse.look_up(office, words).shown]


def test_a_code_finds_the_grant_its_parts_and_its_entries(small: Office) -> None:
    hits = found(small, "alpha")
    assert hits[0] == "grant ALPHA"
    assert {"milestone ALPHA/M1", "instalment ALPHA/I1"} <= set(hits)
    assert any(hit.startswith("entry ALPHA") for hit in hits)
    assert not any("BETA" in hit for hit in hits)


def test_grant_and_code_find_as_the_journal_names_them(small: Office) -> None:
    wide = "ALPHA/M1".translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)})
    for words in ("ALPHA/M1", "alpha m1", "m1 ALPHA", wide):
        assert "milestone ALPHA/M1" in found(small, words), words
        assert "grant ALPHA" not in found(small, words)


def test_titles_and_names_find_in_both_languages(demo: Office) -> None:
    grants = {line.code: line for line in browse.overview(demo).grants}
    for grant in ("G-QUAT", "KIOXIA-MIE-IWATE"):
        line = grants[grant]
        assert f"grant {grant}" in found(demo, line.title)
        assert f"grant {grant}" in found(demo, line.title_ja or "")
    person = demo.people().people[0]
    assert f"person {person.code}" in found(demo, person.name)
    programme = browse.overview(demo).programmes[0]
    assert f"programme {programme.code}" in found(demo, programme.title)


def test_signs_of_a_pattern_are_only_signs(demo: Office) -> None:
    for words in ("%", "_%", "'", "\\"):
        assert not any(hit.startswith("entry") for hit in found(demo, words))
    assert found(demo, "zz%zz") == []


def test_nothing_is_looked_up_by_no_words(small: Office) -> None:
    assert found(small, "  ") == []


def test_only_so_much_is_shown_and_it_says_so(demo: Office) -> None:
    hits = browse.look_up(demo, "e")
    assert hits.is_cut
    assert len(hits.shown) == MOST_HITS
    with demo.database.reading() as connection:
        few = look_up(connection, "e", most=3)
    assert few.shown == hits.shown[:3]
    assert few.is_cut
    assert not browse.look_up(demo, "KIOXIA-MIE-IWATE/I1").is_cut


def test_an_entry_that_is_found_is_read_by_its_number(small: Office) -> None:
    hit = next(hit for hit in browse.look_up(small, "ALPHA").shown if hit.kind == "entry")
    entry = browse.journal_entry(small, hit.stream, hit.seq)
    assert (entry.subject, entry.act, entry.seq) == (hit.code, hit.title, hit.seq)
    with pytest.raises(NotFound):
        browse.journal_entry(small, hit.stream, 9999)
