"""What a payment rests on is named beside it: document, digest or address, and people."""

from __future__ import annotations

from dataclasses import replace

from portfolio.wording import Language, exhibit
from tests.domain.builders import ripe


def test_a_piece_of_evidence_says_what_it_is_and_who_recorded_it() -> None:
    evidence = ripe().file.evidence[0]
    code, said = exhibit(evidence)
    assert code == evidence.code
    assert str(evidence.sha256)[:16] in said
    assert evidence.title in said
    assert evidence.recorded_by in said
    assert evidence.recorded_by in exhibit(evidence, Language.JAPANESE)[1]


def test_evidence_at_an_address_shows_the_address() -> None:
    evidence = replace(ripe().file.evidence[0], sha256=None, address="a public address")
    assert "a public address" in exhibit(evidence)[1]


def test_a_report_says_how_many_on_which_document_and_who_verified_it() -> None:
    report = ripe().file.reports[0]
    code, said = exhibit(report)
    assert code == report.code
    for part in (str(report.persons), report.document, report.reported_by, report.decided_by):
        assert str(part) in said
