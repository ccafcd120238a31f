"""What a file says otherwise than is stored: which amendment brings it about, if any does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from portfolio.domain.acts.amendments import ChangeAsked, ConfirmAmendment, ProposeAmendment
from portfolio.domain.acts.differing import (
    Difference,
    amendable,
    as_stored,
    differing,
    differing_plan,
    proposed_already,
)
from portfolio.domain.amendment import Amended
from portfolio.domain.grant import Instrument
from portfolio.domain.period import FiscalCalendar
from tests.domain.builders import (
    AUTHORISER,
    GRANT,
    SECOND_OFFICER,
    Story,
    grant_file,
    programme_file,
)

if TYPE_CHECKING:
    from portfolio.domain.grant_file import GrantFile

CALENDAR = FiscalCalendar()
WHY = "The supplier is a year late"


def found_in(
    stored: GrantFile, offered: GrantFile, *, is_export: bool = True
) -> tuple[Difference, ...]:
    return differing_plan(stored, offered, CALENDAR, is_export=is_export)


def asked_in(stored: GrantFile, offered: GrantFile) -> list[tuple[Amended, str, str] | None]:
    return [
        (d.asked.what, d.asked.subject, d.asked.new) if d.asked else None
        for d in found_in(stored, offered)
    ]


def with_one(file: GrantFile, name: str, place: int = 0, **values: Any) -> GrantFile:  # noqa: ANN401  # values of a record
    """Return a file of which one record says something else."""
    return file.with_records((replace(getattr(file, name)[place], **values),))


def amended(*changes: tuple[Amended, str, str], confirmed: bool = True) -> Story:
    story = Story()
    asked = tuple(ChangeAsked(what=w, subject=s, new=n) for w, s, n in changes)
    request = ProposeAmendment(grant=GRANT, title="Later", source="Letter 2", changes=asked)
    story.does(SECOND_OFFICER, request, WHY)
    if confirmed:
        story.does(AUTHORISER, ConfirmAmendment(grant=GRANT, amendment="N1"))
    return story


@pytest.mark.parametrize(
    ("name", "values", "asked"),
    [
        ("milestones", {"due_on": date(2025, 12, 31)},
         (Amended.MILESTONE_DUE, "M1", "2025-12-31")),
        ("milestones", {"level": 6}, (Amended.MILESTONE_LEVEL, "M1", "6")),
        ("criteria", {"target": Decimal("62.5")}, (Amended.CRITERION_TARGET, "M1.YIELD", "62.5")),
        ("commitments", {"due_on": date(2027, 3, 31)},
         (Amended.COMMITMENT_DUE, "C1", "2027-03-31")),
        ("commitments", {"persons": 70}, (Amended.COMMITMENT_PERSONS, "C1", "70")),
        ("instalments", {"amount_minor": 900_000}, (Amended.INSTALMENT_AMOUNT, "I1", "900000")),
        ("instalments", {"planned_on": date(2025, 12, 24)},
         (Amended.INSTALMENT_DAY, "I1", "2025-12-24")),
        ("milestone_conditions", {"share": Fraction(1, 2)},
         (Amended.CONDITION_SHARE, "I1.M1", "1/2")),
        ("reskilling_conditions", {"persons": 50}, (Amended.CONDITION_PERSONS, "I1.C1", "50")),
        ("awards", {"amount_minor": 3_500_000}, (Amended.AWARD, GRANT, "3500000")),
        ("milestones", {"title": "Another"}, None),
        ("members", {"share": Fraction(1, 2)}, None),
        ("awards", {"source": "elsewhere"}, None),
        ("instalments", {"fiscal_year": 2026}, None),
    ],
)  # fmt: skip
def test_each_field_asks_for_its_amendment_or_for_none(
    name: str, values: dict[str, Any], asked: tuple[Amended, str, str] | None
) -> None:
    stored = grant_file()
    assert asked_in(stored, with_one(stored, name, **values)) == [asked]


def test_the_end_of_the_grant_is_asked_for_by_the_grant() -> None:
    stored = grant_file()
    longer = replace(stored, grant=replace(stored.grant, ends_on=date(2029, 3, 31)))
    assert asked_in(stored, longer) == [(Amended.GRANT_END, GRANT, "2029-03-31")]


def test_the_same_file_differs_in_nothing_and_new_records_are_no_difference() -> None:
    stored = grant_file()
    assert found_in(stored, stored) == ()
    more = stored.with_records((replace(stored.milestones[0], code="M9"),))
    assert found_in(stored, more) == ()


def test_a_fiscal_year_follows_from_the_planned_day() -> None:
    stored = grant_file()
    moved = with_one(stored, "instalments", planned_on=date(2026, 5, 1), fiscal_year=2026)
    assert asked_in(stored, moved) == [(Amended.INSTALMENT_DAY, "I1", "2026-05-01")]
    wrong = with_one(stored, "instalments", planned_on=date(2026, 5, 1), fiscal_year=2027)
    assert sorted(d.field for d in found_in(stored, wrong)) == ["fiscal_year", "planned_on"]


def test_a_first_due_day_that_is_not_stated_stays() -> None:
    stored = grant_file()
    later = date(2025, 12, 31)
    moved = with_one(stored, "milestones", due_on=later, baseline_due_on=later)
    assert [d.field for d in found_in(stored, moved)] == ["due_on"]
    stated = with_one(stored, "milestones", baseline_due_on=later)
    assert [(d.field, d.asked) for d in found_in(stored, stated)] == [("baseline_due_on", None)]


def test_what_was_first_agreed_is_known_but_put_back_in_an_export() -> None:
    first = grant_file()
    stored = amended((Amended.MILESTONE_DUE, "M1", "2025-12-31")).file
    assert found_in(stored, first, is_export=False) == ()
    assert asked_in(stored, first) == [(Amended.MILESTONE_DUE, "M1", "2025-09-30")]
    otherwise = with_one(first, "milestones", due_on=date(2025, 10, 31))
    assert [d.field for d in found_in(stored, otherwise, is_export=False)] == ["due_on"]


def test_several_award_decisions_ask_for_what_they_add_up_to() -> None:
    stored = grant_file()
    second = replace(stored.awards[0], number=2, amount_minor=500_000)
    stored = stored.with_records((second,))
    offered = with_one(stored, "awards", amount_minor=3_100_000)
    offered = with_one(offered, "awards", 1, amount_minor=600_000)
    (only,) = found_in(stored, offered)
    assert (only.old, only.new) == (3_500_000, 3_700_000)
    assert only.asked == ChangeAsked(what=Amended.AWARD, subject=GRANT, new="3700000")


def test_an_award_that_an_amendment_has_brought_about_differs_in_nothing() -> None:
    stored = grant_file()
    offered = with_one(stored, "awards", amount_minor=3_500_000)
    decided = replace(stored.awards[0], number=2, amount_minor=500_000)
    assert found_in(stored.with_records((decided,)), offered) == ()


def test_equity_is_no_award_that_an_amendment_changes() -> None:
    stored = grant_file()
    equity = replace(stored.awards[0], number=2, instrument=Instrument.EQUITY)
    stored = stored.with_records((equity,))
    assert asked_in(stored, with_one(stored, "awards", 1, amount_minor=7)) == [None]


def test_a_condition_that_has_ended_is_not_brought_back_by_an_export() -> None:
    first = grant_file()
    stored = with_one(first, "milestone_conditions", ended_by="N1")
    (only,) = found_in(stored, first)
    assert (only.field, only.old, only.new, only.asked) == ("ended_by", "ended", "standing", None)
    other = with_one(first, "milestone_conditions", share=Fraction(1, 2))
    assert [d.asked for d in found_in(stored, other, is_export=False)] == [None]
    without = replace(first, milestone_conditions=first.milestone_conditions[1:])
    assert found_in(stored, without) == ()


def test_what_is_stored_takes_the_place_of_what_is_said_of_it() -> None:
    stored = grant_file()
    offered = with_one(stored, "milestones", title="Another")
    offered = offered.with_records((replace(stored.milestones[0], code="M9"),))
    settled = as_stored(stored, offered)
    assert settled.milestone("M1") == stored.milestone("M1")
    assert settled.milestone("M9").code == "M9"
    assert as_stored(stored, replace(stored, criteria=())).criteria == ()


def test_a_change_that_is_proposed_is_known_until_it_is_decided() -> None:
    later = ChangeAsked(what=Amended.MILESTONE_DUE, subject="M1", new="2025-12-31")
    story = amended((later.what, later.subject, later.new), confirmed=False)
    assert proposed_already(story.file, later) == "N1"
    assert proposed_already(story.file, replace(later, new="2025-11-30")) is None
    story.does(AUTHORISER, ConfirmAmendment(grant=GRANT, amendment="N1"))
    assert proposed_already(story.file, later) is None


def test_a_programme_differs_field_by_field() -> None:
    programme = programme_file()
    offered = replace(programme.programme, title="Another")
    (only,) = differing(programme.records(), (offered,))
    assert (only.field, only.old, only.new) == ("title", programme.programme.title, "Another")
    assert only.asked is None


def test_what_can_be_amended_of_a_record_is_known() -> None:
    assert amendable("milestone") == ("due_on", "level")
    assert amendable("member") == ()
