"""One grant as an IATI 2.03 activity, in the order of elements that its schema prescribes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from lxml import etree

from portfolio.domain.period import utc_text
from portfolio.domain.states import GrantState
from portfolio.exchange.shown import readable
from portfolio.exchange.standards.countries import UNKNOWN
from portfolio.exchange.standards.elements import (
    LANGUAGE,
    OWN,
    add,
    add_organisation,
    narrate,
    put_own,
)
from portfolio.exchange.standards.iati_gates import add_exceptions, add_gates
from portfolio.exchange.standards.iati_money import add_money
from portfolio.exchange.standards.identifiers import agency_of, grant_id, recipients_of
from portfolio.exchange.standards.said import bases_of, description_of, in_both, title_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import Programme
    from portfolio.exchange.columns import Review

_STATUS = {
    GrantState.DRAFTED: "1",  # pipeline/identification
    GrantState.AWARDED: "2",  # implementation
    GrantState.ACTIVE: "2",
    GrantState.COMPLETED: "3",  # finalisation: work done, accounts or monitoring still open
    GrantState.AMOUNT_FIXED: "3",
    GrantState.SETTLED: "3",
    GrantState.MONITORING: "3",
    GrantState.CLOSED: "4",  # closed
    GrantState.TERMINATED: "5",  # cancelled
    GrantState.SUSPENDED: "6",  # suspended
}
_GOVERNMENT = "10"
_FUNDING, _ACCOUNTABLE, _IMPLEMENTING = "1", "2", "4"
_PLANNED_START, _PLANNED_END = "1", "3"
_OWN_VOCABULARY = "99"
_STANDARD_GRANT = "110"
_WHOLE = Decimal(100)
_STEP = Decimal("0.01")


def activity(file: GrantFile, review: Review) -> _Element:
    """Return a grant as an activity: texts in English and Japanese, amounts in whole units."""
    about = review.about
    programme = review.programme(file.grant.programme)
    currency = programme.programme.currency
    root = etree.Element(
        "iati-activity",
        {
            "default-currency": currency,
            "last-updated-datetime": utc_text(about.recorded_at),
            LANGUAGE: "en",
        },
        nsmap={"smp": OWN},
    )
    award, plan = bases_of(file, about)
    put_own(
        root, grant=file.code, programme=programme.programme.code, state=file.grant.state.value,
        basis_of_award=award.value, basis_of_plan=plan.value,
    )  # fmt: skip
    add(root, "iati-identifier").text = grant_id(programme.programme, file.grant)
    agency = agency_of(programme.programme)
    add_organisation(root, "reporting-org", agency, type=_GOVERNMENT)
    narrate(add(root, "title"), title_of(file, about))
    narrate(add(root, "description", type="1"), description_of(file, about))
    _add_organisations(root, file, programme.programme)
    add(root, "activity-status", code=_STATUS[file.grant.state])
    add(root, "activity-date", type=_PLANNED_START, iso_date=file.grant.starts_on.isoformat())
    add(root, "activity-date", type=_PLANNED_END, iso_date=file.grant.ends_on.isoformat())
    _add_countries(root, file)
    _add_sector(root, readable(file.grant.mission_area))
    add(root, "default-finance-type", code=_STANDARD_GRANT)
    add_money(root, file, programme, about.as_of)
    add_gates(root, file, currency)
    add_exceptions(root, file, currency)
    return root


def _add_organisations(root: _Element, file: GrantFile, programme: Programme) -> None:
    agency = agency_of(programme)
    add_organisation(root, "participating-org", agency, type=_GOVERNMENT, role=_FUNDING)
    add_organisation(root, "participating-org", agency, type=_GOVERNMENT, role=_ACCOUNTABLE)
    for each in recipients_of(file, grant_id(programme, file.grant)):
        add_organisation(root, "participating-org", each, role=_IMPLEMENTING)
        if each.member is not None:
            share = each.member.share
            put_own(
                root[-1], member=each.member.code, member_role=each.member.role.value,
                share=f"{share.numerator}/{share.denominator}",
            )  # fmt: skip


def _add_countries(root: _Element, file: GrantFile) -> None:
    shares: dict[str, Fraction] = {}
    for each in file.members:
        if each.country != UNKNOWN:  # no code of ISO 3166: it is left out, never guessed
            shares[each.country] = shares.get(each.country, Fraction(0)) + each.share
    for country, percentage in percentages(shares).items():
        add(root, "recipient-country", code=country, percentage=format(percentage, "f"))


def percentages(shares: Mapping[str, Fraction]) -> dict[str, Decimal]:
    """Return shares as percentages of their sum, to two decimals, that add up to exactly 100.

    What rounding down leaves goes to the largest remainders; shares of nothing count alike.
    """
    total = sum(shares.values(), Fraction(0))
    parts = shares if total else dict.fromkeys(shares, Fraction(1))
    steps = {n: part * 10_000 / (total or len(parts)) for n, part in parts.items()}
    whole = {n: int(step) for n, step in steps.items()}
    by_remainder = sorted(steps, key=lambda n: (whole[n] - steps[n], n))
    for name in by_remainder[: 10_000 - sum(whole.values())] if whole else ():
        whole[name] += 1
    return {n: step * _STEP for n, step in whole.items()}


def _add_sector(root: _Element, area: str) -> None:
    """Add the mission area as the whole of the agency's own vocabulary."""
    sector = add(root, "sector", vocabulary=_OWN_VOCABULARY, code=area, percentage=str(_WHOLE))
    narrate(sector, in_both(area, None))
