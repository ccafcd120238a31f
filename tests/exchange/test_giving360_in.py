"""360Giving: what each field of a published grant becomes, exactly."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from portfolio.domain.basis import Basis
from portfolio.domain.errors import FileProblems
from portfolio.domain.grant import MemberRole
from portfolio.exchange.reading import read_file, read_text
from portfolio.exchange.standards import giving360_in
from tests.conftest import FIXTURES

if TYPE_CHECKING:
    from portfolio.domain.errors import Problem
    from portfolio.domain.grant_file import GrantFile
    from portfolio.exchange.reading import Read

PUBLISHED = FIXTURES / "small" / "360giving.json"


def grant(**fields: object) -> dict[str, object]:
    """Return a grant with just what the standard demands, and these fields."""
    return {
        "id": "360G-EXAMPLE-9", "title": "Pilot line", "description": "A pilot line.",
        "currency": "JPY", "amountAwarded": 1000, "awardDate": "2024-04-01",
        "recipientOrganization": [{"id": "JP-EXAMPLE-2", "name": "Example Works"}],
        "fundingOrganization": [{"id": "JP-EXAMPLE-1", "name": "Example Agency"}],
        **fields,
    }  # fmt: skip


def read(*grants: dict[str, object]) -> Read:
    return read_text("file.json", json.dumps({"grants": grants}))


def draft(**fields: object) -> GrantFile:
    return read(grant(**fields)).grants[0]


def problems(*grants: dict[str, object]) -> tuple[Problem, ...]:
    with pytest.raises(FileProblems) as caught:
        read(*grants)
    return caught.value.problems


def test_a_published_grant_is_a_draft_that_says_what_was_awarded() -> None:
    first = read_file(PUBLISHED).grants[0]
    assert (first.awards, first.instalments, first.milestones) == ((), (), ())
    assert first.grant.source == (
        "360giving.json, 360Giving, grant 360G-EXAMPLE-1: published award £250,000.50, decided "
        "2024-04-01; no shares are published: all stands with the first organisation"
    )
    assert (first.code, first.grant.title) == ("360G-EXAMPLE-1", "Pilot line for power devices")
    assert (first.grant.starts_on, first.grant.ends_on) == (date(2024, 6, 1), date(2026, 12, 31))
    assert (first.grant.consortium, first.grant.basis) == ("Example Works", Basis.DERIVED)


def test_the_first_recipient_leads_and_all_stands_with_it() -> None:
    first = read_file(PUBLISHED).grants[0]
    assert [(m.code, m.role, m.share, m.country) for m in first.members] == [
        ("GB-COH-00000001", MemberRole.LEAD, Fraction(1), "GB"),
        ("XM-EXAMPLE-2", MemberRole.PARTNER, Fraction(0), "NL"),
    ]


def test_disbursements_are_history_and_money_back_is_negative() -> None:
    first = read_file(PUBLISHED).grants[0]
    assert [(p.number, p.paid_on, p.amount_minor, p.reference) for p in first.past_payments] == [
        (1, date(2024, 7, 1), 10_000_000, "D1"),
        (2, date(2024, 8, 1), -99_975, "D2"),
    ]
    assert {p.source for p in first.past_payments} == {
        "360giving.json, 360Giving, grant 360G-EXAMPLE-1, disbursement: history, not gated here"
    }


def test_a_total_paid_without_payments_stands_in_the_source() -> None:
    second = read_file(PUBLISHED).grants[1]
    assert second.past_payments == ()
    assert "published as disbursed £4,000.00" in second.grant.source


def test_a_total_paid_that_is_not_the_sum_of_its_payments_is_counted() -> None:
    paid = [{"transactionDate": "2024-05-01", "value": 5}]
    for total, times in ((5, {}), (6, {"amountDisbursed that is not the sum of its payments": 1})):
        found = read(grant(amountDisbursed=total, disbursementTransaction=paid))
        counted = dict(found.left_aside)
        assert counted.pop("description") == 1
        assert counted == times
        assert "disbursed" not in found.grants[0].grant.source


def test_what_has_no_place_here_is_counted() -> None:
    assert read_file(PUBLISHED).left_aside == (
        ("beneficiaryLocation", 1), ("commitmentTransaction", 1), ("description", 3),
        ("disbursement of nothing", 1),
    )  # fmt: skip


def test_there_is_one_programme_for_each_funder_currency_and_scheme() -> None:
    found = read_file(PUBLISHED)
    first, second = (p.programme for p in found.programmes)
    assert [g.grant.programme for g in found.grants] == [first.code, first.code, second.code]
    assert (first.title, first.agency, first.currency) == (
        "P1: Power devices", "Example Agency", "GBP",
    )  # fmt: skip
    assert (second.title, second.currency) == ("Example Agency (EUR)", "EUR")
    assert first.code.startswith("P1-POWER-DEVICES--")
    assert "no terms" in first.terms_source
    assert (first.first_month, first.time_zone) == (1, "UTC")


def test_schemes_of_one_code_and_different_titles_stay_apart() -> None:
    found = read(
        grant(id="A", grantProgramme=[{"code": "P", "title": "One"}]),
        grant(id="B", grantProgramme=[{"code": "P", "title": "Two"}]),
        grant(id="C", grantProgramme=[{"title": "P: One"}]),
    )
    assert len({p.programme.code for p in found.programmes}) == 3


def test_an_individual_is_the_one_who_holds_the_grant() -> None:
    third = read_file(PUBLISHED).grants[2]
    (member,) = third.members
    assert (member.name, member.share, member.country) == (
        "Individual recipient",
        Fraction(1),
        "ZZ",
    )
    assert "no country is published of 1 organisations: ZZ" in third.grant.source


def test_the_country_of_whoever_funds_is_not_guessed_to_be_that_of_whoever_receives() -> None:
    made = draft(recipientOrganization=[{"id": "EXAMPLE", "name": "Example Works"}])
    assert made.members[0].country == "ZZ"


@pytest.mark.parametrize(
    ("dates", "starts_on", "ends_on"),
    [
        ({}, date(2024, 4, 1), date(2024, 4, 1)),
        ({"plannedDates": [{"endDate": "2025-01-01"}]}, date(2024, 4, 1), date(2024, 4, 1)),
        (
            {"plannedDates": [{"startDate": "2024-05-01", "duration": 6}]},
            date(2024, 5, 1), date(2024, 10, 31),
        ),
        (
            {"plannedDates": [{"startDate": "2024-05-01T09:00:00+09:00", "endDate": "2025-02"}]},
            date(2024, 5, 1), date(2025, 2, 28),
        ),
        (
            {
                "plannedDates": [{"startDate": "2024-05-01", "endDate": "2025-02-01"}],
                "actualDates": [{"startDate": "2025", "endDate": "2026"}],
            },
            date(2025, 1, 1), date(2026, 12, 31),
        ),
    ],
)  # fmt: skip
def test_actual_dates_come_before_planned_ones_and_those_before_the_award_day(
    dates: dict[str, Any], starts_on: date, ends_on: date
) -> None:
    made = draft(**dates).grant
    assert (made.starts_on, made.ends_on) == (starts_on, ends_on)
    assert ("no end is published" in made.source) == (starts_on == ends_on)
    assert (made.basis is Basis.DERIVED) == (starts_on == ends_on)


@pytest.mark.parametrize(
    ("written", "minor"),
    [
        ("0.1", 10),
        ("2.50", 250),
        ("1e2", 10_000),
        ("2.5E-1", 25),
        ("90000000000000.00", 9 * 10**15),
    ],
)
def test_amounts_are_exact(written: str, minor: int) -> None:
    paid = [{"transactionDate": "2024-05-01", "value": "VALUE"}]
    text = json.dumps({"grants": [grant(currency="EUR", disbursementTransaction=paid)]})
    (made,) = read_text("file.json", text.replace('"VALUE"', written)).grants
    assert made.past_payments[0].amount_minor == minor == Decimal(written) * 100


@pytest.mark.parametrize("written", ["1e-999999999", "0.00000000000000000000000000000000001"])
def test_the_smallest_fraction_is_refused_at_once(written: str) -> None:
    text = json.dumps({"grants": [grant(amountAwarded="VALUE")]}).replace('"VALUE"', written)
    with pytest.raises(FileProblems, match="1 problems"):
        read_text("file.json", text)


def test_a_list_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(giving360_in, "MOST_GRANTS", 1)
    (found,) = problems(grant(id="A"), grant(id="B"))
    assert (found.place, found.value) == ("grants", "2")
    assert found.why == "are more than 1 in one list"


def test_grants_with_a_format_are_our_own() -> None:
    document = json.dumps({"format": "other/1", "grants": [grant()]})
    with pytest.raises(FileProblems) as caught:
        read_text("file.json", document)
    assert "format" in {found.place for found in caught.value.problems}
