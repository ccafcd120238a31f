"""What may be set aside, and for how long: a condition by name, never a hold, duty or ceiling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.period import add_months
from portfolio.domain.reason import Reason
from portfolio.domain.waiver import Waivable, Waiver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from portfolio.domain.grant_file import GrantFile


def conditions_known(file: GrantFile, instalment: str, condition: Waivable) -> tuple[str, ...]:
    """Return the codes of everything of a kind that an instalment waits for."""
    milestones, people = file.conditions_of(instalment)
    return {
        Waivable.MILESTONE: tuple(c.milestone for c in milestones),
        Waivable.COMMITMENT: tuple(c.commitment for c in people),
        Waivable.CO_FUNDING: tuple(c.co_funding for c in file.funding_conditions_of(instalment)),
        Waivable.COVENANT: tuple(c.code for c in file.covenants),
        Waivable.SCREENING: (file.code,),
        Waivable.LEVEL_STEP: tuple(c.milestone for c in milestones),
    }[condition]


def the_condition_stands(
    file: GrantFile, instalment: str, condition: Waivable, code: str, on: date
) -> Iterator[Finding]:
    """The instalment waits for the condition, and no other waiver sets it aside on that day."""
    subject, known = f"{file.code}/{instalment}", conditions_known(file, instalment, condition)
    yield (satisfies if code in known else refuses)(
        Reason.CONDITION_KNOWN if code in known else Reason.CONDITION_UNKNOWN, subject,
        condition=condition.value, asked=code, known=", ".join(known) or "none",
    )  # fmt: skip
    for each in file.waivers:
        same = (each.instalment, each.condition, each.condition_code)
        if same == (instalment, condition, code) and each.is_in_force(on):
            yield refuses(
                Reason.WAIVED_ALREADY, subject,
                condition=condition.value, asked=code, waiver=each.code,
                expires_on=each.expires_on.isoformat(),
            )  # fmt: skip


def it_expires_in_time(
    subject: str, expires_on: date, on: date, months: int | None
) -> Iterator[Finding]:
    """It ends after it begins, and no later than the programme's terms allow from that day on."""
    until, begins = expires_on.isoformat(), on.isoformat()
    if expires_on < on:
        yield refuses(Reason.EXPIRES_TOO_EARLY, subject, expires_on=until, on=begins)
    elif months is not None:
        last_on = add_months(on, months)
        in_time = expires_on <= last_on
        yield (satisfies if in_time else refuses)(
            Reason.EXPIRES_IN_TIME if in_time else Reason.EXPIRES_TOO_LATE, subject,
            expires_on=until, last_on=last_on.isoformat(),
        )  # fmt: skip


def level_step_waiver(file: GrantFile, milestone: str, on: date) -> Waiver | None:
    """Return the waiver by which a milestone may skip a level, for whichever instalment it is."""
    wanted = (Waivable.LEVEL_STEP, milestone)
    return next(
        (
            w
            for w in file.waivers
            if (w.condition, w.condition_code) == wanted and w.is_in_force(on)
        ),
        None,
    )
