"""Terms: what a value may be, which version counts on a day, and what an instalment departs in."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from portfolio.domain.basis import Basis
from portfolio.domain.errors import Invalid
from portfolio.domain.instalment import MilestoneCondition
from portfolio.domain.terms import (
    TERM_KINDS,
    InstalmentTerm,
    Term,
    TermName,
    Terms,
    check_term,
    parse_bands,
    terms_on,
)
from tests.domain.builders import GRANT, PROGRAMME, SOURCE


def term(name: TermName, value: str, *, number: int = 1, from_on: str = "2025-04-01") -> Term:
    return Term(
        programme=PROGRAMME, name=name, number=number, value=value,
        from_on=date.fromisoformat(from_on), source=SOURCE, basis=Basis.ILLUSTRATIVE,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (TermName.CURE_MONTHS, "6"),
        (TermName.RETENTION_SHARE, "0.05"),
        (TermName.ADVANCE_SHARE, "1/3"),
        (TermName.INTEREST_RATE, "0.1095"),
        (TermName.LATE_RATE, "1.5"),
        (TermName.UNIT_PRICE, "12000"),
        (TermName.BANDS, "0:0 30:2/5 50:7/10 80:1"),
        (TermName.RECOVERY_ORDER, "principal first"),
        (TermName.BREACH_RECOVERY, "pro rata"),
        (TermName.STAGE_GATE, "committee"),
    ],
)
def test_a_value_that_fits_its_term_is_taken(name: TermName, value: str) -> None:
    assert term(name, value).value == value


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        (TermName.CURE_MONTHS, "six", "whole number"),
        (TermName.CURE_MONTHS, "-1", "whole number"),
        (TermName.CURE_MONTHS, "６", "whole number"),  # noqa: RUF001  # full-width on purpose
        (TermName.CURE_MONTHS, "1201", "longer than any grant"),
        (TermName.RECOVERY_DAYS, "1201", "longer than any grant"),
        (TermName.RETENTION_SHARE, "5 %", "not a share"),
        (TermName.RETENTION_SHARE, "1.05", "above 1"),
        (TermName.INTEREST_RATE, "1/0", "not a share"),
        (TermName.BANDS, "80", "list of bands"),
        (TermName.BANDS, "30:2/5 80:1", "rise from score 0"),
        (TermName.BANDS, "0:0 50:1 30:1", "rise from score 0"),
        (TermName.BANDS, "0:1/2 50:1/3", "rise from score 0"),
        (TermName.BANDS, "0:0 101:1", "rise from score 0"),
        (TermName.RECOVERY_ORDER, "newest first", "not known"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_the_reason(
    name: TermName, value: str, why: str
) -> None:
    with pytest.raises(Invalid, match=why) as refused:
        check_term(name, value)
    assert refused.value.field == name.value
    assert refused.value.remedy


def test_every_term_has_a_kind() -> None:
    assert set(TERM_KINDS) == set(TermName)


def test_the_newest_version_in_force_on_the_day_counts() -> None:
    versions = [
        term(TermName.CURE_MONTHS, "6"),
        term(TermName.CURE_MONTHS, "4", number=2, from_on="2026-04-01"),
        term(TermName.CURE_MONTHS, "3", number=3, from_on="2026-04-01"),
    ]
    counted = {
        day: terms_on(versions, date.fromisoformat(day)).count(TermName.CURE_MONTHS)
        for day in ("2025-03-31", "2025-04-01", "2026-03-31", "2026-04-01")
    }
    assert counted == {"2025-03-31": None, "2025-04-01": 6, "2026-03-31": 6, "2026-04-01": 3}


def test_an_instalment_s_own_term_comes_before_the_programme_s() -> None:
    own = InstalmentTerm(
        grant=GRANT, instalment="I1", name=TermName.COST_RATE, value="1/2", reason="Small firm"
    )
    programme = [term(TermName.COST_RATE, "1/3"), term(TermName.RETENTION_SHARE, "0.05")]
    found = terms_on(programme, date(2025, 6, 2), [own])
    assert found.share(TermName.COST_RATE) == Fraction(1, 2)
    assert found.share(TermName.RETENTION_SHARE) == Fraction(1, 20)


def test_silent_terms_say_nothing_of_any_kind() -> None:
    silent = Terms()
    assert silent.text(TermName.STAGE_GATE) is None
    assert silent.count(TermName.ITEMS) is None
    assert silent.share(TermName.CLEARING_SHARE) is None
    assert silent.bands() is None


def test_bands_are_read_exactly() -> None:
    assert parse_bands("bands", "0:0 30:2/5 80:1") == (
        (0, Fraction(0)), (30, Fraction(2, 5)), (80, Fraction(1)),
    )  # fmt: skip


@pytest.mark.parametrize("coefficient", ["0", "-1/2", "101"])
def test_a_weight_is_above_nothing_and_at_most_a_hundred(coefficient: str) -> None:
    with pytest.raises(Invalid, match="is not above 0 and at most 100"):
        MilestoneCondition(
            grant=GRANT, instalment="I1", milestone="M1", coefficient=Fraction(coefficient)
        )
