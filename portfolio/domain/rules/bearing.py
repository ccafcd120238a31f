"""Whether the conditions of an instalment can bear on its money at all, under its policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.finding import Finding, refuses
from portfolio.domain.gathering import terms_in_force
from portfolio.domain.policies import (
    Bearing,
    PolicyName,
    bearing_of_milestones,
    bearing_of_people,
)
from portfolio.domain.reason import Reason
from portfolio.domain.terms import TermName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.instalment import Instalment
    from portfolio.domain.programme import ProgrammeFile


def conditions_bear_on_the_money(file: GrantFile, programme: ProgrammeFile) -> Iterator[Finding]:
    """What an instalment's conditions say can be counted under the policy it is paid by.

    Any condition may gate under any policy, and any may scale. Two things contradict a policy: a
    price for each result where no condition counts results, so that nothing could ever be earned;
    and a coefficient where nothing is weighed, so that what was agreed would be left out.
    """
    for instalment in file.instalments:
        policy = instalment.policy or programme.programme.policy
        if policy is PolicyName.SCALABLE:
            yield from _results_are_counted(file, programme, instalment)
        yield from _weights_are_used(file, instalment, policy)


def _results_are_counted(
    file: GrantFile, programme: ProgrammeFile, instalment: Instalment
) -> Iterator[Finding]:
    terms = terms_in_force(file, programme, instalment.planned_on, instalment.code)
    people = file.conditions_of(instalment.code)[1]
    counted = any(
        (c.bearing or bearing_of_people(PolicyName.SCALABLE)) is Bearing.SCALES for c in people
    )
    if terms.count(TermName.UNIT_PRICE) is not None and not counted:
        yield refuses(
            Reason.BEARING_UNFIT, f"{file.code}/{instalment.code}",
            policy=PolicyName.SCALABLE.value, condition="none", term=TermName.UNIT_PRICE.value,
        )  # fmt: skip


def _weights_are_used(
    file: GrantFile, instalment: Instalment, policy: PolicyName
) -> Iterator[Finding]:
    milestones, people = file.conditions_of(instalment.code)
    weighed = (
        *((m.milestone, m.coefficient, m.bearing, bearing_of_milestones) for m in milestones),
        *((c.commitment, c.coefficient, c.bearing, bearing_of_people) for c in people),
    )
    for code, coefficient, bearing, default in weighed:
        used = policy is PolicyName.UNIT_VALUE and (bearing or default(policy)) is Bearing.SCALES
        if coefficient != 1 and not used:
            yield refuses(
                Reason.BEARING_UNFIT, f"{file.code}/{instalment.code}",
                policy=policy.value, condition=code, coefficient=str(coefficient),
            )  # fmt: skip
