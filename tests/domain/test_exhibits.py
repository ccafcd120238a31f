"""What a finding relied on can be laid beside it."""

from __future__ import annotations

from tests.domain.builders import ripe


def test_only_what_was_relied_on_is_shown_and_each_once() -> None:
    file = ripe().file
    shown = file.exhibits([*(e.code for e in file.evidence), file.evidence[0].code, "E99"])
    assert [each.code for each in shown] == [e.code for e in file.evidence]
