"""360Giving 1.4: the official schemas hold, the sums are the database's, the gates can be read."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from portfolio.domain.basis import Basis
from portfolio.domain.charter import Purpose
from portfolio.domain.grant import Instrument, Member, MemberRole
from portfolio.domain.past_payment import PastPayment
from portfolio.domain.recovery import ReceiptKind
from portfolio.domain.states import GrantState
from portfolio.exchange.account import account_of
from portfolio.exchange.writing import NotWritten
from portfolio.services.exporting import export
from tests.domain.builders import GRANT, SOURCE, grant_file, ripe
from tests.exchange.exported import JAPANESE, json_document
from tests.exchange.portfolios import (
    ABOUT,
    AS_OF,
    portfolio,
    programme_with_terms,
    repaid,
    review_of,
    set_off,
)
from tests.exchange.published import bytes_360, minor, package, problems_360
from tests.story import SETTLED, tell

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.domain.grant_file import GrantFile
    from portfolio.services.office import Office

SEEDS = range(12)


def published(file: GrantFile) -> dict[str, Any]:
    """Return the only grant of a package."""
    (grant,) = package(bytes_360(review_of([file], [programme_with_terms()])))["grants"]
    return dict(grant)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_official_schemas_hold_whatever_the_portfolio(seed: int) -> None:
    review = portfolio(seed)
    for language in (None, JAPANESE):
        content = bytes_360(review, *filter(None, [language]))
        assert problems_360(content) == []


@pytest.mark.parametrize("database", ["small", "demo"])
def test_the_official_schemas_hold_for_a_database(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    office: Office = request.getfixturevalue(database)
    if database == "small":
        tell(office, SETTLED)
    export(office, "360giving", tmp_path / "grants.json")
    assert problems_360((tmp_path / "grants.json").read_bytes()) == []


def test_a_package_that_breaks_the_schema_is_found_out() -> None:
    content = bytes_360(portfolio(1))
    assert problems_360(content.replace(b'"currency": "', b'"currency": "x', 1))
    assert problems_360(content.replace(b'"awardDate": "', b'"awardDate": "on ', 1))
    assert problems_360(content.replace(b'"dateModified": "', b'"dateModified": "x', 1))


def test_sums_are_those_of_the_database_to_the_minor_unit(demo: Office, tmp_path: Path) -> None:
    export(demo, "360giving", tmp_path / "grants.json")
    grants = package((tmp_path / "grants.json").read_bytes())["grants"]
    review = json_document(demo, tmp_path)["sheets"]
    assert {"JPY", "USD"} == {line["currency"] for line in review["summary"]}
    for line in review["summary"]:
        currency = line["currency"]
        own = [g for g in grants if g["currency"] == currency]
        paid = [
            t["value"] + t.get("x_set_off", 0)
            for g in own
            for t in g["disbursementTransaction"]
            if t["x_kind"] in {"result", "advance"}
        ]
        assert sum(minor(g["amountAwarded"], currency) for g in own) == line["award_minor"]
        assert sum(minor(value, currency) for value in paid) == line["paid_minor"]


def test_what_came_back_is_the_principal_the_database_has(demo: Office, tmp_path: Path) -> None:
    export(demo, "360giving", tmp_path / "grants.json")
    returned = {
        (row["grant"], row["code"]): row["returned_minor"]
        for row in json_document(demo, tmp_path)["sheets"]["recoveries"]
    }
    seen = 0
    for grant in package((tmp_path / "grants.json").read_bytes())["grants"]:
        for claim in grant.get("x_recoveries", ()):
            if {receipt["kind"] for receipt in claim["receipts"]} != {"repaid"}:
                continue
            back = [
                -t["value"]
                for t in grant["disbursementTransaction"]
                if t["id"].startswith(f"{grant['id']}.{claim['code']}.")
            ]
            assert sum(back) == returned[grant["x_code"], claim["code"]] > 0
            seen += 1
    assert seen == 3


@pytest.mark.parametrize("seed", SEEDS)
def test_sums_are_those_of_the_records(seed: int) -> None:
    review = portfolio(seed)
    files = {f.code: f for f in review.grants()}
    for grant in package(bytes_360(review))["grants"]:
        file, currency = files[grant["x_code"]], grant["currency"]
        decided = [
            a.amount_minor
            for a in file.awards
            if a.instrument is Instrument.GRANT and a.decided_on <= AS_OF
        ]
        commitments = [minor(t["value"], currency) for t in grant["commitmentTransaction"]]
        assert commitments == decided
        assert minor(grant["amountAwarded"], currency) == sum(decided)
        moved = sum(minor(t["value"], currency) for t in grant["disbursementTransaction"])
        assert minor(grant["amountDisbursed"], currency) == moved
        interest = sum(
            minor(t.get("x_interest", 0), currency) for t in grant["disbursementTransaction"]
        )
        assert moved - interest == (
            sum(p.cash_minor for p in file.payouts if p.is_paid)
            + sum(p.amount_minor for p in file.past_payments)
            - sum(r.amount_minor for r in file.receipts if r.kind is ReceiptKind.REPAID)
        )


def test_random_portfolios_meet_everything_there_is_to_meet() -> None:
    grants = [g for seed in SEEDS for g in package(bytes_360(portfolio(seed)))["grants"]]
    moved = [t for g in grants for t in g["disbursementTransaction"]]
    assert {t["x_kind"] for t in moved} == {"result", "advance", "repayment", "history"}
    assert {g["x_state"] for g in grants} == {s.value for s in GrantState} - {"drafted"}
    assert any("x_set_off" in t for t in moved)
    assert any("x_clears" in t for t in moved)
    assert any("x_interest" in t for t in moved)
    assert any(g["x_other_instruments"] for g in grants)
    assert any("x_milestones" not in g for g in grants)
    assert len({g["currency"] for g in grants}) > 3
    assert {len(g["recipientOrganization"]) for g in grants} >= {1, 2, 7}


def test_amounts_are_exact_where_binary_numbers_are_not() -> None:
    programme = programme_with_terms()
    programme = replace(programme, programme=replace(programme.programme, currency="USD"))
    content = bytes_360(review_of([grant_file(award=8_999_999_999_999_999)], [programme]))
    assert b'"amountAwarded": 89999999999999.99,' in content
    assert json.loads(content)["grants"][0]["amountAwarded"] != Decimal("89999999999999.99")


def test_a_repayment_is_negative_and_its_interest_stands_beside() -> None:
    grant = published(repaid().file)
    assert [(t["x_kind"], t["value"], t.get("x_interest")) for t in moved(grant)] == [
        ("result", 1_000_000, None),
        ("repayment", -600_000, None),
        ("repayment", -400_000, 1_000),
        ("repayment", 0, 500),
    ]
    assert grant["amountDisbursed"] == 0


def test_what_is_set_off_moves_no_money() -> None:
    story = set_off()
    paid = story.file.payouts[-1]
    assert paid.set_off_minor > 0
    grant = published(story.file)
    last = moved(grant)[-1]
    assert (last["value"], last["x_set_off"]) == (paid.cash_minor, paid.set_off_minor)
    assert not [t for t in moved(grant) if t["x_kind"] == "repayment"]


def test_what_was_paid_elsewhere_is_history_and_passed_no_gate() -> None:
    paid = PastPayment(
        grant=GRANT, number=1, paid_on=date(2025, 4, 2), amount_minor=70_000, source=SOURCE,
        basis=Basis.PUBLIC,
    )  # fmt: skip
    later = replace(paid, number=2, paid_on=AFTER)
    story = ripe(programme_with_terms())
    story.pays("I1", 400_000)
    grant = published(replace(story.file, past_payments=(paid, later)))
    assert [(t["value"], t["x_through_gates"]) for t in moved(grant)] == [
        (70_000, False),
        (400_000, True),
    ]
    assert (grant["amountDisbursed"], grant["x_disbursed_through_gates"]) == (470_000, 400_000)


def test_a_payment_is_of_the_day_it_was_where_the_programme_is() -> None:
    story = ripe(programme_with_terms())
    paid = story.pays("I1")
    late = replace(paid, settled_at=datetime(2025, 6, 2, 20, tzinfo=UTC))
    grant = published(story.file.with_records((late,)))
    assert moved(grant)[0]["transactionDate"] == "2025-06-03"  # five in the morning in Tokyo


def test_a_payment_names_the_gates_before_it_and_a_gate_the_instalments_behind_it() -> None:
    grant = published(repaid().file)
    paid = moved(grant)[0]
    assert (paid["x_instalment"], paid["x_milestones"], paid["x_reskilling"]) == (
        "I1", ["M1"], ["C1"],
    )  # fmt: skip
    first, second = grant["x_milestones"]
    assert first["instalments"] == [{"code": "I1", "share": "1/1"}]
    assert (first["level"], first["scale"], first["state"]) == (5, "TRL", "reversed")
    assert (first["share_met"], second["share_met"]) == (None, None)
    assert [c["target"] for c in first["criteria"]] == [60, 5]
    assert "verdict" not in first["criteria"][0]  # the finding was taken back
    assert grant["x_reskilling"][0]["verified_persons"] == 60
    assert grant["x_reskilling"][1]["instalments"] == [
        {"code": "I2", "rung": "placed", "persons": 20}
    ]


def test_organisations_are_known_by_their_registers_or_within_the_grant() -> None:
    members = (
        _member("B-PARTNER", MemberRole.PARTNER, lei="353800MH9TJPI3KNA654"),
        _member("A-PARTNER", MemberRole.PARTNER),
        _member("Z-LEAD", MemberRole.LEAD, corporate_number="7010005005425"),
    )
    grant = published(replace(grant_file(), members=members))
    assert [o["id"] for o in grant["recipientOrganization"]] == [
        "JP-JCN-7010005005425",
        "XI-LEI-353800MH9TJPI3KNA654",
        f"SMP-AGENCY-Agency-{GRANT}.A-PARTNER",
    ]
    assert grant["commitmentTransaction"][0]["recipient"] == "JP-JCN-7010005005425"
    assert grant["commitmentTransaction"][0]["provider"] == "SMP-AGENCY-Agency"
    nobody = published(replace(grant_file(), members=()))
    assert [o["name"] for o in nobody["recipientOrganization"]] == ["Fab consortium"]


def test_only_what_is_awarded_is_in_and_the_rest_is_named() -> None:
    draft = replace(
        grant_file("DRAFT"),
        grant=replace(grant_file("DRAFT").grant, state=GrantState.DRAFTED),
        awards=(),
    )
    equity = replace(
        grant_file("EQUITY"),
        awards=(replace(grant_file("EQUITY").awards[0], instrument=Instrument.EQUITY),),
    )
    mixed = replace(
        grant_file("MIXED"),
        awards=(
            *grant_file("MIXED").awards,
            replace(grant_file("MIXED").awards[0], number=2, instrument=Instrument.LOAN),
        ),
    )
    later = replace(
        grant_file("LATER"), awards=(replace(grant_file("LATER").awards[0], decided_on=AFTER),)
    )
    content = package(bytes_360(review_of([draft, equity, mixed, later], [programme_with_terms()])))
    assert [g["x_code"] for g in content["grants"]] == ["MIXED"]
    assert content["grants"][0]["amountAwarded"] == 3_000_000
    assert [i["instrument"] for i in content["grants"][0]["x_other_instruments"]] == ["loan"]
    assert {each["grant"] for each in content["x_left_out"]} == {"DRAFT", "EQUITY", "LATER"}


def test_a_package_without_a_grant_is_not_written(tmp_path: Path, small: Office) -> None:
    place = tmp_path / "grants.json"
    export(small, "360giving", place)
    before = place.read_bytes()
    with pytest.raises(NotWritten, match="no grant, which 360Giving does not allow"):
        bytes_360(review_of([], [programme_with_terms()]))
    assert place.read_bytes() == before


@pytest.mark.parametrize("seed", SEEDS)
def test_hostile_text_stays_text(seed: int) -> None:
    review = portfolio(seed)
    titles = {f.code: f.grant.title for f in review.grants()}
    for grant in package(bytes_360(review))["grants"]:
        assert grant["x_title"]["en"] == titles[grant["x_code"]]
        assert grant["title"].endswith(titles[grant["x_code"]])


def test_nothing_that_is_not_public_looks_public(demo: Office, tmp_path: Path) -> None:
    export(demo, "360giving", tmp_path / "grants.json")
    content = package((tmp_path / "grants.json").read_bytes())
    assert content["title"].startswith("From a demonstration.")
    assert content["x_portfolio"]["purpose"] == "demonstration"
    made_up = 0
    for grant in content["grants"]:
        assert grant["description"].startswith("From a demonstration.")
        bases = set(grant["x_basis"].values())
        if bases != {"public"}:
            mark, _, _ = grant["title"].partition("]")
            assert all(basis in mark for basis in bases)
        for each in (*grant["commitmentTransaction"], *grant["disbursementTransaction"]):
            assert each["description"].startswith("[") == (each["x_basis"] != "public")
            made_up += each["x_basis"] == "illustrative"
        assert all(m["basis"] in {b.value for b in Basis} for m in grant["x_milestones"])
    assert made_up > 20


def test_a_record_is_no_demonstration() -> None:
    review = review_of([grant_file()], [programme_with_terms()])
    assert review.about.purpose is Purpose.RECORD
    assert b"demonstration" not in bytes_360(review)


def test_the_account_is_the_account_of_the_review() -> None:
    review = portfolio(3)
    content = package(bytes_360(review, JAPANESE))
    assert content["x_portfolio"] == account_of(review, "360giving", JAPANESE)
    assert content["issued"] == ABOUT.as_of.isoformat()


def test_the_same_snapshot_gives_the_same_bytes() -> None:
    assert bytes_360(portfolio(4)) == bytes_360(portfolio(4))
    assert bytes_360(portfolio(4)) != bytes_360(portfolio(4), JAPANESE)


def moved(grant: dict[str, Any]) -> list[dict[str, Any]]:
    transactions: list[dict[str, Any]] = grant["disbursementTransaction"]
    return transactions


AFTER = AS_OF.replace(year=AS_OF.year + 1)


def _member(code: str, role: MemberRole, **numbers: str) -> Member:
    return Member(
        grant=GRANT, code=code, name=code.capitalize(), role=role, country="JP",
        share=Fraction(1, 3), corporate_number=numbers.get("corporate_number"),
        lei=numbers.get("lei"),
    )  # fmt: skip
