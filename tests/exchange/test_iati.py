"""IATI 2.03: the official schema and codelists hold, the sums and the gates are the database's."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.grant import Instrument
from portfolio.domain.recovery import ReceiptKind
from portfolio.domain.states import GrantState
from portfolio.exchange.account import account_of
from portfolio.exchange.standards.giving360 import write_360giving
from portfolio.exchange.standards.iati import write_iati
from portfolio.exchange.standards.iati_activity import percentages
from portfolio.exchange.writing import NotWritten
from portfolio.services.exporting import export
from tests.domain.builders import Story, grant_file, ripe
from tests.exchange.exported import ENGLISH, JAPANESE, json_document
from tests.exchange.portfolios import (
    AS_OF,
    portfolio,
    programme_with_terms,
    repaid,
    review_of,
    set_off,
)
from tests.exchange.published import (
    OWN,
    activities,
    bytes_iati,
    kind_of,
    minor,
    problems_iati,
    value_of,
)
from tests.story import SETTLED, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction
    from pathlib import Path

    from lxml.etree import _Element

    from portfolio.domain.grant_file import GrantFile
    from portfolio.exchange.columns import Review
    from portfolio.services.office import Office
    from portfolio.wording import Language

SEEDS = range(12)


def published(file: GrantFile) -> _Element:
    """Return the only activity of a file."""
    (activity,) = activities(bytes_iati(review_of([file], [programme_with_terms()])))
    return activity


def transactions(activity: _Element) -> list[tuple[str, str, str]]:
    """Return what happened: transaction type, amount, finance type where it is said."""
    found = []
    for each in activity.findall("transaction"):
        finance = each.find("finance-type")
        code = "" if finance is None else str(finance.get("code"))
        found.append((kind_of(each), value_of(each), code))
    return found


def planned(activity: _Element) -> list[tuple[str | None, str]]:
    found = activity.findall("planned-disbursement")
    return [(each.get(f"{OWN}instalment"), value_of(each)) for each in found]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_official_schema_and_codelists_hold_whatever_the_portfolio(seed: int) -> None:
    assert problems_iati(bytes_iati(portfolio(seed))) == []


@pytest.mark.parametrize("database", ["small", "demo"])
def test_the_official_schema_and_codelists_hold_for_a_database(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    office: Office = request.getfixturevalue(database)
    if database == "small":
        tell(office, SETTLED)
    export(office, "iati", tmp_path / "grants.xml")
    assert problems_iati((tmp_path / "grants.xml").read_bytes()) == []


def test_a_file_that_breaks_schema_or_codelists_is_found_out() -> None:
    content = bytes_iati(portfolio(1))
    assert problems_iati(content.replace(b"<activity-status code=", b"<activity-state code=", 1))
    assert problems_iati(
        content.replace(b'<transaction-type code="', b'<transaction-type code="9', 1)
    )
    assert problems_iati(content.replace(b'iso-date="20', b'iso-date="x', 1))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rules_that_no_schema_holds_hold(seed: int) -> None:
    review = portfolio(seed)
    for activity in activities(bytes_iati(review)):
        agency = str(activity.find("reporting-org").get("ref"))  # type: ignore[union-attr]  # schema
        identifier = activity.findtext("iati-identifier") or ""
        assert identifier.startswith(f"{agency}-")
        refs = [str(each.get("ref")) for each in activity.iterfind(".//*[@ref]")]
        assert not [ref for ref in refs if set(ref) & set("/&|? ")]
        sectors = [Decimal(str(s.get("percentage"))) for s in activity.findall("sector")]
        assert sum(sectors) == 100
        countries = [
            Decimal(str(c.get("percentage"))) for c in activity.findall("recipient-country")
        ]
        assert sum(countries) == (100 if countries else 0)
        assert {"1", "4"} <= {o.get("role") for o in activity.findall("participating-org")}
        for each in activity.findall("budget"):
            first, last = (_day(each, name) for name in ("period-start", "period-end"))
            assert timedelta(0) < last - first <= timedelta(days=366)
        years = [_day(each, "period-start") for each in activity.findall("budget")]
        assert len(years) == len(set(years))
        for each in activity.findall("transaction"):
            assert _day(each, "transaction-date") <= AS_OF
        for each in activity.iterfind(".//indicator/period"):
            assert _day(each, "period-start") <= _day(each, "period-end")
            assert Decimal(str(each.find("target").get("value"))) is not None  # type: ignore[union-attr]  # schema


def test_sums_are_those_of_the_database_to_the_minor_unit(demo: Office, tmp_path: Path) -> None:
    export(demo, "iati", tmp_path / "grants.xml")
    sums: Counter[tuple[str, str]] = Counter()
    for activity in activities((tmp_path / "grants.xml").read_bytes()):
        currency = str(activity.get("default-currency"))
        for each in activity.findall("transaction"):
            part = each.get(f"{OWN}kind") or f"award {each.get(f'{OWN}instrument')}"
            sums[currency, part] += minor(value_of(each), currency)
            sums[currency, "set off"] += minor(each.get(f"{OWN}set-off") or 0, currency)
        for each in activity.findall("budget"):
            sums[currency, "budget"] += minor(value_of(each), currency)
    review = json_document(demo, tmp_path)["sheets"]
    for line in review["summary"]:
        currency = line["currency"]
        paid = sum(sums[currency, part] for part in ("result", "advance", "set off"))
        assert paid == line["paid_minor"]
        assert sums[currency, "award grant"] == sums[currency, "budget"] == line["award_minor"]
    equity = [r["other_minor"] for r in review["awards"] if r["instrument"] == "equity"]
    assert sums["JPY", "award equity"] == sum(equity) == 100_000_000_000


@pytest.mark.parametrize("seed", SEEDS)
def test_sums_are_those_of_the_records(seed: int) -> None:
    review = portfolio(seed)
    files = {f.code: f for f in review.grants()}
    found = activities(bytes_iati(review))
    assert {a.get(f"{OWN}grant") for a in found} == set(files)
    for activity in found:
        file, currency = files[str(activity.get(f"{OWN}grant"))], activity.get("default-currency")
        sums: Counter[str] = Counter()
        for each in activity.findall("transaction"):
            sums[kind_of(each)] += minor(value_of(each), str(currency))
            sums["interest"] += minor(each.get(f"{OWN}interest") or 0, str(currency))
        by_then = [a for a in file.awards if a.decided_on <= AS_OF]
        guaranteed = [a for a in by_then if a.instrument is Instrument.GUARANTEE]
        assert sums["10"] == sum(a.amount_minor for a in guaranteed)
        assert sums["2"] == sum(a.amount_minor for a in by_then) - sums["10"]
        paid = [p for p in file.payouts if p.is_paid]
        back = [r for r in file.receipts if r.kind is ReceiptKind.REPAID]
        assert sums["7"] == sum(p.cash_minor for p in paid if not p.is_advance)
        assert sums["3"] - sums["interest"] == (
            sum(p.cash_minor for p in paid if p.is_advance)
            + sum(p.amount_minor for p in file.past_payments)
            - sum(r.amount_minor for r in back)
        )


def test_each_instrument_keeps_its_own_codes() -> None:
    award = grant_file().awards[0]
    awards = tuple(
        replace(award, number=n, instrument=instrument, amount_minor=n)
        for n, instrument in enumerate(Instrument, start=1)
    )
    activity = published(replace(grant_file(), awards=awards))
    assert transactions(activity) == [
        ("2", "1", "110"),
        ("2", "2", "510"),
        ("2", "3", "421"),
        ("10", "4", "1100"),
    ]
    assert [value_of(b) for b in activity.findall("budget")] == ["1"]


def test_a_year_that_was_awarded_twice_is_a_revised_budget() -> None:
    award = grant_file().awards[0]
    awards = (
        award,
        replace(award, number=2, fiscal_year=2026, amount_minor=200),
        replace(award, number=3, fiscal_year=2026, amount_minor=-50, decided_on=date(2026, 5, 1)),
    )
    budgets = published(replace(grant_file(), awards=awards)).findall("budget")
    assert [(b.get("type"), b.get("status"), value_of(b)) for b in budgets] == [
        ("1", "2", "3000000"),
        ("2", "2", "150"),
    ]
    assert [_day(b, "period-start") for b in budgets] == [date(2025, 4, 1), date(2026, 4, 1)]
    assert [_day(b, "period-end") for b in budgets] == [date(2026, 3, 31), date(2027, 3, 31)]


def test_an_advance_is_a_disbursement_and_a_result_a_reimbursement() -> None:
    story = Story(file=grant_file(), programme=programme_with_terms())
    story.advances("I1", 300_000)
    story.shows("M1")
    story.trains(60)
    story.pays("I1", 700_000)
    activity = published(story.file)
    assert transactions(activity)[1:] == [("3", "300000", ""), ("7", "400000", "")]
    assert activity.findall("transaction")[-1].get(f"{OWN}clears") == "300000"
    assert planned(activity) == [("I1", "300000"), ("I2", "2000000")]


def test_an_advance_that_is_open_is_not_to_come_again() -> None:
    story = Story(file=grant_file(), programme=programme_with_terms())
    story.advances("I1", 300_000)
    assert planned(published(story.file)) == [("I1", "700000"), ("I2", "2000000")]


def test_what_came_back_is_a_negative_disbursement_and_can_be_paid_again() -> None:
    activity = published(repaid().file)
    assert transactions(activity)[1:] == [
        ("7", "1000000", ""),
        ("3", "-600000", ""),
        ("3", "-400000", ""),
        ("3", "0", ""),
    ]
    interest = [t.get(f"{OWN}interest") for t in activity.findall("transaction")]
    assert interest == [None, None, None, "1000", "500"]
    assert planned(activity) == [("I1", "1000000"), ("I2", "2000000")]


def test_what_is_set_off_moves_no_money() -> None:
    story = set_off()
    paid = story.file.payouts[-1]
    last = published(story.file).findall("transaction")[-1]
    assert value_of(last) == str(paid.cash_minor)
    assert last.get(f"{OWN}set-off") == str(paid.set_off_minor) != "0"


def test_no_more_is_to_come_than_is_left_of_the_award_or_of_the_amount_fixed() -> None:
    story = ripe(programme_with_terms())
    story.pays("I1", 400_000)
    file = story.file
    assert planned(published(file)) == [("I1", "600000"), ("I2", "2000000")]
    fixed = replace(file.grant, state=GrantState.AMOUNT_FIXED, fixed_minor=1_200_000)
    assert planned(published(replace(file, grant=fixed))) == [("I1", "600000"), ("I2", "200000")]
    wound_down = replace(fixed, state=GrantState.TERMINATED, fixed_minor=900_000)
    assert planned(published(replace(file, grant=wound_down))) == [("I1", "500000")]
    lost = replace(wound_down, keeps_earned=False)
    assert planned(published(replace(file, grant=lost))) == []


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (GrantState.DRAFTED, "1"),
        (GrantState.AWARDED, "2"),
        (GrantState.ACTIVE, "2"),
        (GrantState.COMPLETED, "3"),
        (GrantState.AMOUNT_FIXED, "3"),
        (GrantState.SETTLED, "3"),
        (GrantState.MONITORING, "3"),
        (GrantState.CLOSED, "4"),
        (GrantState.TERMINATED, "5"),
        (GrantState.SUSPENDED, "6"),
    ],
)
def test_the_status_follows_from_the_state(state: GrantState, code: str) -> None:
    file = grant_file()
    activity = published(replace(file, grant=replace(file.grant, state=state)))
    assert activity.find("activity-status").get("code") == code  # type: ignore[union-attr]  # schema


def test_a_draft_is_in_the_pipeline_and_commits_nothing() -> None:
    file = grant_file()
    draft = replace(file, grant=replace(file.grant, state=GrantState.DRAFTED), awards=())
    activity = published(draft)
    for name in ("transaction", "budget", "planned-disbursement"):
        assert activity.findall(name) == []
    assert len(activity.findall("conditions/condition")) == 2


def test_each_payment_leads_to_the_results_it_was_paid_for() -> None:
    activity = published(repaid().file)
    results = {r.find("reference").get("code"): r for r in activity.findall("result")}  # type: ignore[union-attr]  # always there
    assert list(results) == ["M1", "M2", "C1", "C2"]
    for each in activity.findall("transaction")[1:]:
        assert each.get(f"{OWN}instalment") == "I1"
        assert (each.get(f"{OWN}milestones"), each.get(f"{OWN}reskilling")) == ("M1", "C1")
    assert results["M1"].get(f"{OWN}state") == "reversed"


def test_gates_are_conditions_and_results_with_target_and_actual() -> None:
    activity = published(ripe().file)
    english = activity.findtext("conditions/condition/narrative") or ""
    assert "M1 met at 100%" in english
    assert "C1: 60 persons certified" in english
    indicators = activity.findall("result")[0].findall("indicator")
    targets = [_value(i, "target") for i in indicators]
    assert targets == ["60", "5", "5"]
    assert [i.get("measure") for i in indicators] == ["2", "1", "4"]
    assert [i.get("ascending") for i in indicators] == ["true", "false", "true"]
    assert _value(indicators[-1], "actual") == "5"
    persons = activity.findall("result")[2].find("indicator")
    assert persons is not None
    assert (_value(persons, "target"), _value(persons, "actual")) == ("60", "60")
    kinds = [r.get("type") for r in activity.findall("result")]
    assert kinds == ["1", "1", "1", "2"]  # placed in a job: an outcome


def test_what_was_measured_is_the_actual(demo: Office, tmp_path: Path) -> None:
    export(demo, "iati", tmp_path / "grants.xml")
    (sensor,) = (
        a
        for a in activities((tmp_path / "grants.xml").read_bytes())
        if a.get(f"{OWN}grant") == "EXAMPLE-QSENSOR"
    )
    indicator = sensor.findall("result")[0].find("indicator")
    assert indicator is not None
    assert (_value(indicator, "target"), _value(indicator, "actual")) == ("5", "4")
    waivers = sensor.findall(f"{OWN}waiver")
    assert {w.get("condition") for w in waivers} == {"commitment", "milestone", "level step"}
    assert len(sensor.findall(f"{OWN}suspension")) == 3


@pytest.mark.parametrize("seed", SEEDS)
def test_hostile_text_stays_text_in_both_languages(seed: int) -> None:
    review = portfolio(seed)
    grants = {f.code: f.grant for f in review.grants()}
    for activity in activities(bytes_iati(review)):
        grant = grants[str(activity.get(f"{OWN}grant"))]
        english, *japanese = (n.text or "" for n in activity.findall("title/narrative"))
        assert english.endswith(grant.title)
        assert all(n.endswith(grant.title_ja or grant.title) for n in japanese)
        assert activity.find("sector").get("code") == grant.mission_area  # type: ignore[union-attr]  # schema


def test_nothing_that_is_not_public_looks_public(demo: Office, tmp_path: Path) -> None:
    export(demo, "iati", tmp_path / "grants.xml")
    made_up = 0
    for activity in activities((tmp_path / "grants.xml").read_bytes()):
        root = activity.getparent()
        assert root is not None
        assert root.get(f"{OWN}purpose") == "demonstration"
        description = activity.findtext("description/narrative") or ""
        assert description.startswith("From a demonstration.")
        mark, _, _ = (activity.findtext("title/narrative") or "").partition("]")
        for name in ("basis-of-award", "basis-of-plan"):
            basis = str(activity.get(f"{OWN}{name}"))
            assert basis == "public" or basis in mark
        told = (
            *((t, "description") for t in activity.findall("transaction")),
            *((r, "title") for r in activity.findall("result")),
        )
        for each, place in told:
            said = each.findtext(f"{place}/narrative") or ""
            own = each.get(f"{OWN}basis")
            assert said.startswith("[") == (own != "public")
            made_up += own == "illustrative"
        assert all(p.get(f"{OWN}basis") for p in activity.findall("planned-disbursement"))
    assert made_up > 100


def test_the_account_is_the_account_of_the_review() -> None:
    review = portfolio(3)
    root = activities(bytes_iati(review, JAPANESE))[0].getparent()
    assert root is not None
    account = root.find(f"{OWN}account")
    assert account is not None
    said = json.loads(account.text or "")
    assert said == account_of(review, "iati", JAPANESE)
    assert said["database"] == "random & <odd>.db"
    assert said["seal"]["root"] == review.about.seal


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert bytes_iati(portfolio(4)) == bytes_iati(portfolio(4))
    english, japanese = (activities(bytes_iati(portfolio(4), each)) for each in (ENGLISH, JAPANESE))
    assert [a.findtext("title/narrative") for a in english] == [
        a.findtext("title/narrative") for a in japanese
    ]


@pytest.mark.parametrize("write", [write_iati, write_360giving])
def test_grants_are_written_as_they_are_read(
    write: Callable[[Review, Path, Language], None], tmp_path: Path
) -> None:
    place = tmp_path / "grants"
    review = portfolio(5, grants=60)
    sizes = []

    def read() -> Iterator[GrantFile]:
        for each in review.grants():
            sizes.append(place.stat().st_size)
            yield each

    write(replace(review, grants=read), place, ENGLISH)
    assert len(sizes) == 60  # each grant is asked for once
    assert len(set(sizes)) > 20  # and is on disk, but for a small buffer, before the next


def test_a_file_without_a_grant_is_not_written() -> None:
    with pytest.raises(NotWritten, match="no grant, which IATI does not allow"):
        bytes_iati(review_of([], [programme_with_terms()]))


@given(st.dictionaries(st.sampled_from("ABCDEFG"), st.fractions(0, 1), min_size=1))
def test_percentages_add_up_to_exactly_a_hundred(shares: dict[str, Fraction]) -> None:
    found = percentages(shares)
    assert sum(found.values()) == 100
    total = sum(shares.values()) or 1
    if any(shares.values()):
        assert all(
            abs(found[n] / 100 - Decimal(float(s / total))) < Decimal("0.0002")
            for n, s in shares.items()
        )


def _day(element: _Element, name: str) -> date:
    return date.fromisoformat(str(element.find(name).get("iso-date")))  # type: ignore[union-attr]  # schema


def _value(indicator: _Element, name: str) -> str | None:
    found = indicator.find(f"period/{name}")
    return None if found is None else found.get("value")
