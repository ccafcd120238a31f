"""What would be, found out by doing it and taking it back: nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.payouts import ConfirmPayout, ProposePayout
from portfolio.domain.errors import Refused
from portfolio.domain.states import PayoutState
from portfolio.services import browse
from portfolio.services.perform import StreamMoved, perform
from portfolio.services.what_if import what_if
from tests.story import PROPOSED, VERIFIED, tell

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


def bytes_of(office: Office) -> dict[str, bytes]:
    """Return every file of a database, its own and those beside it."""
    path = office.database.path
    assert path is not None
    return {each.name: each.read_bytes() for each in _files(path)}


def _files(path: Path) -> list[Path]:
    return [p for p in (path, path.with_name(path.name + "-wal")) if p.exists()]


def test_it_leaves_the_journal_and_every_byte_as_they_were(small: Office) -> None:
    tell(small, PROPOSED)
    chief = small.acting_as("AUTHORISER-1")
    entries, bytes_before = browse.entry_count(small), bytes_of(small)
    found = what_if(chief, ConfirmPayout(grant="ALPHA", payout="P1"))
    assert found.then.file.payout("P1").state is PayoutState.CONFIRMED
    with pytest.raises(Refused):
        what_if(small, ConfirmPayout(grant="ALPHA", payout="P1"))
    assert browse.entry_count(small) == entries
    assert bytes_of(small) == bytes_before
    assert browse.dossier(small, "ALPHA").file.payout("P1").state is PayoutState.PROPOSED


def test_it_is_what_the_act_then_brings(small: Office) -> None:
    tell(small, VERIFIED)
    for office, request in (
        (small, ProposePayout(grant="ALPHA", instalment="I1")),
        (small.acting_as("AUTHORISER-1"), ConfirmPayout(grant="ALPHA", payout="P1")),
    ):
        before = browse.dossier(office, "ALPHA")
        found = what_if(office, request, seen_seq=before.seq)
        assert found.outcome.dry
        perform(office, request)
        after = browse.dossier(office, "ALPHA")
        assert found.then.standing == after.standing
        assert found.then.programme.years == after.programme.years
        assert found.then.entitlements == after.entitlements
        assert found.then.seq == after.seq
        assert after.seq > before.seq
    pairs = zip(before.programme.years, after.programme.years, strict=True)
    assert [year for was, year in pairs if year.confirmed_minor > was.confirmed_minor]


def test_it_is_refused_where_the_grant_has_moved_on(small: Office) -> None:
    seen = browse.dossier(small, "ALPHA").seq
    request = PlaceHold(grant="ALPHA")
    perform(small.acting_as("AUTHORISER-1"), request, reason="Wait")
    with pytest.raises(StreamMoved):
        what_if(small.acting_as("AUTHORISER-1"), request, reason="Wait", seen_seq=seen)
