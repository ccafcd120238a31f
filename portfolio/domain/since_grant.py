"""Since which day a grant as a whole waits: for its next step, its screening, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.gathering import newest_screenings, terms_in_force
from portfolio.domain.period import add_months
from portfolio.domain.rules import ending
from portfolio.domain.rules.ending import (
    a_covenant_stands,
    no_covenant_stands,
    nothing_is_owed,
    nothing_is_under_way,
    nothing_is_withheld,
)
from portfolio.domain.rules.standing import PAYABLE_STATES
from portfolio.domain.since import Facts, Since, it_moved
from portfolio.domain.states import GrantState, ScreeningState
from portfolio.domain.terms import TermName

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio.domain.covenant import Covenant
    from portfolio.domain.finding import Finding
    from portfolio.domain.grant import Grant, Member

SCREENED = (*PAYABLE_STATES, GrantState.SUSPENDED)
"""The states of a grant in which a screening has to be valid, so that it can be paid."""


def a_grant_is_to_be_screened(facts: Facts, grant: Grant) -> Since | None:
    """Since no screening is on file although the terms ask for one, or since the last ran out."""
    asked = facts.terms.count(TermName.SCREENING_MONTHS) is not None
    if asked and not facts.file.screenings:
        return it_moved(facts, grant)
    return _screening_runs_out(facts, None)


def a_member_is_to_be_screened(facts: Facts, member: Member) -> Since | None:
    """Since the last screening of a member ran out, while the grant can still be paid."""
    screened = facts.file.grant.state in SCREENED
    return _screening_runs_out(facts, member.code) if screened else None


def a_grant_begins(facts: Facts, grant: Grant) -> Since:
    """Since the start of an awarded grant."""
    return Since(max(grant.starts_on, it_moved(facts, grant).day))


def a_grant_ends(facts: Facts, grant: Grant) -> Since:
    """Since the end of a grant under way."""
    return Since(max(grant.ends_on, it_moved(facts, grant).day))


def no_amount_is_announced(facts: Facts, grant: Grant) -> Since | None:
    """Since a grant was completed."""
    return it_moved(facts, grant) if grant.amount_announced_on is None else None


def an_amount_was_announced(facts: Facts, grant: Grant) -> Since | None:
    """Since the time to object to an announced amount is over, with nothing under way any more."""
    announced_on = grant.amount_announced_on
    if announced_on is None:
        return None
    terms = terms_in_force(facts.file, facts.programme, announced_on)
    over_on = add_months(announced_on, terms.count(TermName.AMOUNT_NOTICE_MONTHS) or 0)
    found = (*nothing_is_under_way(facts.file), *nothing_is_withheld(facts.file))
    return _unless_obstructed(found, Since(over_on))


def the_accounts_are_even(facts: Facts, grant: Grant) -> Since | None:
    """Since the last money moved that had to, after the amount was fixed."""
    found = (
        *nothing_is_under_way(facts.file),
        *ending.the_accounts_are_even(facts.file, facts.programme, facts.on),
    )
    return _unless_obstructed(found, _since_all_moved(facts, grant, ()))


def covenants_stand(facts: Facts, grant: Grant) -> Since | None:
    """Since a grant was settled whose covenants go on."""
    return _unless_obstructed([a_covenant_stands(facts.file)], it_moved(facts, grant))


def nothing_is_left_to_do(facts: Facts, grant: Grant) -> Since | None:
    """Since no covenant stands, nothing is owed and nothing under way any more."""
    covenants = facts.file.covenants if grant.state is not GrantState.TERMINATED else ()
    found = (
        *([no_covenant_stands(facts.file)] if covenants else ()),
        *nothing_is_under_way(facts.file),
        *nothing_is_owed(facts.file, facts.programme, facts.on),
    )
    return _unless_obstructed(found, _since_all_moved(facts, grant, covenants))


def _unless_obstructed(findings: Iterable[Finding], since: Since) -> Since | None:
    return None if any(f.stands_in_the_way for f in findings) else since


def _since_all_moved(facts: Facts, grant: Grant, covenants: Iterable[Covenant]) -> Since:
    """Since the last of a grant, its money and these covenants moved."""
    file = facts.file
    moved = (grant, *file.payouts, *file.recoveries, *covenants)
    days = (it_moved(facts, each).day for each in moved)
    return Since(max([*days, *(r.received_on for r in file.receipts)]))


def _screening_runs_out(facts: Facts, member: str | None) -> Since | None:
    """Since the end of the newest screening of a member, or of the whole; None while one pends."""
    of_it = [s for s in facts.file.screenings if s.member == member]
    if any(s.state is ScreeningState.PENDING for s in of_it):
        return None
    newest = (s for s in newest_screenings(facts.file) if s.member == member)
    return next((Since(s.valid_until) for s in newest if s.valid_until is not None), None)
