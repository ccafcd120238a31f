"""IATI 2.03: what each element of a published activity becomes, exactly."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.basis import Basis
from portfolio.domain.errors import FileProblems
from portfolio.domain.grant import MemberRole
from portfolio.exchange import reading
from portfolio.exchange.reading import read_file
from portfolio.exchange.standards import iati_money_in, xml_activities
from tests.conftest import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.exchange.reading import Read

PUBLISHED = FIXTURES / "small" / "iati.xml"
REPORTER = '<reporting-org ref="JP-EXAMPLE-1"><narrative>Example Agency</narrative></reporting-org>'
TITLE = "<title><narrative>Pilot line</narrative></title>"
HOLDER = '<participating-org ref="JP-EXAMPLE-2" role="4"/>'
START = '<activity-date type="1" iso-date="2024-04-01"/>'
USUAL = REPORTER + TITLE + HOLDER + START


def paid(value: str, more: str = "", kind: str = "3") -> str:
    return (
        f'<transaction><transaction-type code="{kind}"/>'
        f'<transaction-date iso-date="2024-06-30"/>{value}{more}</transaction>'
    )


def activity(within: str, number: int = 1) -> str:
    return (
        f'<iati-activity default-currency="JPY"><iati-identifier>JP-EXAMPLE-1-{number}'
        f"</iati-identifier>{within}</iati-activity>"
    )


def read(folder: Path, *activities: str) -> Read:
    path = folder / "file.xml"
    path.write_text(
        f'<iati-activities version="2.03">{"".join(activities)}</iati-activities>',
        encoding="utf-8",
    )
    return read_file(path)


def wrong(folder: Path, *activities: str) -> list[tuple[str, str]]:
    with pytest.raises(FileProblems) as caught:
        read(folder, *activities)
    return [(found.place, found.why) for found in caught.value.problems]


def test_a_published_activity_is_a_draft_that_says_what_was_promised_by_instrument() -> None:
    first = read_file(PUBLISHED).grants[0]
    assert (first.awards, first.instalments, first.milestones) == ((), (), ())
    assert first.grant.source == (
        "iati.xml, IATI 2.03, activity JP-EXAMPLE-1-PILOT: published commitments ¥600,000,000, "
        "grant; published commitments ¥400,000,000, loan; no shares are published: all stands "
        "with the first organisation; no country is published of 1 organisations: ZZ"
    )
    assert (first.code, first.grant.basis) == ("JP-EXAMPLE-1-PILOT", Basis.DERIVED)
    assert first.grant.title == "Pilot line for power devices"
    assert first.grant.title_ja == "パワー半導体の試作ライン"
    assert (first.grant.starts_on, first.grant.ends_on) == (date(2024, 4, 1), date(2027, 3, 31))


def test_those_who_carry_it_out_hold_it() -> None:
    first = read_file(PUBLISHED).grants[0]
    assert [(m.name, m.name_ja, m.role, m.share, m.country) for m in first.members] == [
        ("Example Works", "例示製作所", MemberRole.LEAD, Fraction(1), "JP"),
        ("Example Institute", None, MemberRole.PARTNER, Fraction(0), "ZZ"),
    ]


def test_payments_are_history_and_loans_among_them_are_named() -> None:
    first = read_file(PUBLISHED).grants[0]
    assert [(p.amount_minor, p.reference) for p in first.past_payments] == [
        (300_000_000, "D-1"), (50_000_000, "D-2"), (-20_000_000, None), (1_000_000, "L-1"),
    ]  # fmt: skip
    begins = "iati.xml, IATI 2.03, activity JP-EXAMPLE-1-PILOT, "
    assert [p.source.removeprefix(begins) for p in first.past_payments] == [
        "disbursement, grant: history, not gated here",
        "reimbursement, grant: history, not gated here",
        "disbursement, grant: history, not gated here",
        "expenditure, loan: history, not gated here",
    ]


def test_where_nobody_is_said_to_carry_it_out_whoever_is_paid_holds_it() -> None:
    second = read_file(PUBLISHED).grants[1]
    assert [(m.code, m.name) for m in second.members] == [("US-EXAMPLE-3", "US-EXAMPLE-3")]
    assert second.past_payments[0].amount_minor == 123_450
    assert "no end is published" in second.grant.source
    assert "no commitment is published" in second.grant.source
    assert second.code.startswith("JP-EXAMPLE-1-PAID-ONLY--")


def test_there_is_one_programme_for_each_funder_and_currency() -> None:
    found = read_file(PUBLISHED)
    assert [(p.programme.title, p.programme.agency) for p in found.programmes] == [
        ("Example Agency (JPY)", "Example Agency"), ("Example Agency (USD)", "Example Agency"),
    ]  # fmt: skip
    assert [g.grant.programme for g in found.grants] == [p.programme.code for p in found.programmes]


def test_what_has_no_place_here_is_counted() -> None:
    assert dict(read_file(PUBLISHED).left_aside) == {
        "activity-status": 2, "budget": 1, "conditions": 1, "description": 2,
        "payment of nothing": 1, "recipient-country": 1, "transaction of type 1": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "instrument"),
    [
        ("110", "grant"), ("210", "grant"), ("311", "equity"), ("410", "loan"), ("510", "equity"),
        ("1100", "guarantee"), ("610", "another instrument"), ("4", "another instrument"),
    ],
)  # fmt: skip
def test_the_finance_type_tells_the_instrument(tmp_path: Path, code: str, instrument: str) -> None:
    within = USUAL + paid("<value>1</value>", f'<finance-type code="{code}"/>')
    (payment,) = read(tmp_path, activity(within)).grants[0].past_payments
    assert payment.source.endswith(f"disbursement, {instrument}: history, not gated here")


def test_the_funder_is_whoever_funds_else_whoever_extends_else_whoever_reports(
    tmp_path: Path,
) -> None:
    extending = '<participating-org role="3"><narrative>Extending</narrative></participating-org>'
    funding = '<participating-org role="1"><narrative>Funding</narrative></participating-org>'
    found = read(
        tmp_path,
        activity(USUAL, 1),
        activity(USUAL + extending, 2),
        activity(USUAL + extending + funding * 2, 3),
    )
    assert [p.programme.agency for p in found.programmes] == [
        "Example Agency", "Extending", "Funding",
    ]  # fmt: skip


def test_incoming_commitments_count_where_no_outgoing_ones_are_published(tmp_path: Path) -> None:
    both = paid("<value>5</value>", kind="11") + paid("<value>7</value>", kind="2")
    found = read(
        tmp_path,
        activity(USUAL + both, 1),
        activity(USUAL + paid("<value>5</value>", kind="11"), 2),
    )
    assert "commitments ¥7," in found.grants[0].grant.source
    assert "commitments ¥5," in found.grants[1].grant.source
    assert dict(found.left_aside)["transaction of type 11"] == 1


def test_the_longest_of_everything_still_fits(tmp_path: Path) -> None:
    name = "N" * 200
    every = ("110", "310", "410", "610", "1100", "")
    largest = "<value>9000000000000000</value>"
    within = (
        f'<reporting-org ref="{name}"/><title><narrative>{name}</narrative></title>'
        f'<participating-org ref="{name}" role="4"/><participating-org ref="B{name[1:]}" role="4"/>'
        + START
        + "".join(paid(largest, f'<finance-type code="{c}"/>', "2") * 20 for c in every)
    )
    path = tmp_path / f"{'f' * 200}.xml"
    path.write_text(
        '<iati-activities version="2.03"><iati-activity default-currency="JPY">'
        f"<iati-identifier>{name}</iati-identifier>{within}</iati-activity></iati-activities>",
        encoding="utf-8",
    )
    (made,) = read_file(path).grants
    assert len(made.grant.source) <= 1000
    assert made.grant.source.endswith("ZZ")


def test_more_than_the_limits_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(iati_money_in, "MOST_TRANSACTIONS", 1)
    twice = paid("<value>1</value>") * 2
    assert wrong(tmp_path, activity(USUAL + twice)) == [
        ("iati-activity[1]/transaction", "are more than 1 in one activity")
    ]
    monkeypatch.setattr(xml_activities, "MOST_ACTIVITIES", 1)
    assert wrong(tmp_path, activity(USUAL, 1), activity(USUAL, 2)) == [
        ("iati-activities", "are more than 1 activities")
    ]
    monkeypatch.setattr(reading, "LARGEST_FILE", 100)
    assert wrong(tmp_path, activity(USUAL))[0][1] == "is larger than 100 bytes"


def test_no_entity_opens_another_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not to be read", encoding="utf-8")
    path = tmp_path / "file.xml"
    path.write_text(
        f'<!DOCTYPE iati-activities [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        f'<iati-activities version="2.03">{activity(USUAL.replace("Pilot line", "&e;"))}'
        "</iati-activities>",
        encoding="utf-8",
    )
    with pytest.raises(FileProblems) as caught:
        read_file(path)
    assert [p.place for p in caught.value.problems] == ["<!DOCTYPE>"]


def test_an_activity_is_forgotten_once_it_is_read(tmp_path: Path) -> None:
    left_aside = "<description><narrative>long</narrative></description>" * 2_000
    path = tmp_path / "file.xml"
    path.write_text(
        '<iati-activities version="2.03">'
        + "".join(activity(USUAL + left_aside, number) for number in range(50))
        + "</iati-activities>",
        encoding="utf-8",
    )
    each = xml_activities.activities(path.name, path.read_bytes())
    held = [len(list(element.itersiblings(preceding=True))) for element in each]
    assert len(held) == 50
    assert max(held) <= 1
