"""The rule for advances (概算払): money ahead of what is to be shown, capped, cleared later.

The named way round the conditions. The instalment still names its milestone and its commitment, and
everything else that stops a payout stops an advance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from json import dumps
from math import floor
from typing import TYPE_CHECKING

from portfolio.domain.case import PayoutCase
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.reason import Reason
from portfolio.domain.rules.conditions import (
    a_milestone_stands_behind_it,
    a_reskilling_commitment_stands_behind_it,
)
from portfolio.domain.rules.payout import award_and_budget
from portfolio.domain.rules.standing import (
    covenants_are_kept,
    no_hold_stands,
    the_grant_may_be_paid,
    the_screening_is_valid,
)
from portfolio.domain.states import GrantState
from portfolio.domain.terms import TermName

if TYPE_CHECKING:
    from collections.abc import Iterable

Check = Callable[[PayoutCase], Iterator[Finding]]

_OVER = (GrantState.COMPLETED, GrantState.AMOUNT_FIXED, GrantState.TERMINATED)


def there_is_work_ahead(case: PayoutCase) -> Iterator[Finding]:
    """The grant may be paid, and its work is not over: else there is nothing to pay ahead of."""
    if case.grant_state in _OVER:
        yield refuses(Reason.GRANT_NOT_PAYABLE, case.grant, state=case.grant_state.value)
    else:
        yield from the_grant_may_be_paid(case)


def advances_are_allowed(case: PayoutCase) -> Iterator[Finding]:
    """The programme's terms allow advances and say by when they are cleared."""
    for name in (TermName.ADVANCE_SHARE, TermName.ADVANCE_MONTHS):
        if case.terms.text(name) is None:
            yield refuses(Reason.ADVANCES_NOT_ALLOWED, case.subject, term=name.value)


def nothing_is_owed_back(case: PayoutCase) -> Iterator[Finding]:
    """No claim is outstanding: who owes money back gets none in advance."""
    for recovery in case.recoveries:
        yield refuses(
            Reason.RECOVERY_OUTSTANDING, f"{case.grant}/{recovery.code}",
            currency=case.currency, principal_minor=recovery.principal_minor,
        )  # fmt: skip
    if not case.recoveries:
        yield satisfies(Reason.NO_RECOVERY_OUTSTANDING, case.grant)


CONDITIONS: tuple[Check, ...] = (
    there_is_work_ahead,
    the_screening_is_valid,
    no_hold_stands,
    covenants_are_kept,
    a_milestone_stands_behind_it,
    a_reskilling_commitment_stands_behind_it,
    advances_are_allowed,
    nothing_is_owed_back,
)
"""What has to be true of the grant before anything is paid ahead."""


def advance_left_minor(case: PayoutCase) -> int:
    """Return what can still be advanced: the share of the award the terms allow, less what stands.

    Never more than the instalment it is paid ahead of has left for it.
    """
    share = case.terms.share(TermName.ADVANCE_SHARE)
    cap = floor(case.award_minor * share) if share is not None else 0
    kept = case.withheld_minor + case.reduced_minor
    left = case.scheduled_minor - case.taken_minor - kept - case.ahead_minor
    return max(0, min(cap - case.advanced_minor, left))


def advance_findings(case: PayoutCase, asked: int) -> tuple[Finding, ...]:
    """Return everything found about an advance: all checks, then the amount and its ceilings."""
    left = advance_left_minor(case)
    within = asked <= left
    cap = (satisfies if within else refuses)(
        Reason.WITHIN_ADVANCE_CAP if within else Reason.ABOVE_ADVANCE_CAP, case.subject,
        currency=case.currency, asked_minor=asked, left_minor=left,
        outstanding_minor=case.advanced_minor,
    )  # fmt: skip
    return (*conditions_of_advance(case), cap, *award_and_budget(case, asked))


def conditions_of_advance(case: PayoutCase) -> tuple[Finding, ...]:
    """Return what was found about the grant itself."""
    return tuple(f for check in CONDITIONS for f in check(case))


def advance_digest(case: PayoutCase) -> str:
    """Return the SHA-256 over what was found about the grant: the same facts, the same digest."""
    found: Iterable[object] = [f.as_json() for f in conditions_of_advance(case)]
    return sha256(dumps(found, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
