"""Whether an amendment may be made: open, known, its totals kept, nothing paid undercut.

Afterwards the whole grant must be one that could be entered: the invariant holds after an amendment
as it did before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.amendment import Amended
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.rules.amending import (
    DECIDED_MILESTONES,
    ON_CONDITIONS,
    ON_MILESTONES,
    amended,
    handed_back,
    overtaken,
    text_now,
)
from portfolio.domain.rules.entry import entry_findings
from portfolio.domain.states import GrantState
from portfolio.domain.taken import gross_taken_minor, reduced_minor, returned_minor

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

    from portfolio.domain.amendment import AmendmentLine
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile

DECIDED_GRANTS = (
    GrantState.AMOUNT_FIXED, GrantState.SETTLED, GrantState.MONITORING, GrantState.TERMINATED,
    GrantState.CLOSED,
)  # fmt: skip
"""The states in which what was agreed in a grant is no longer changed, nor added to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentCase:
    """The files as they stand, what is to change on a day, and the grant's file as it would be."""

    file: GrantFile
    programme: ProgrammeFile
    lines: tuple[AmendmentLine, ...]
    on: date
    after: GrantFile

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.programme.programme.currency


Check = Callable[[AmendmentCase], Iterator[Finding]]


def amendment_case(
    file: GrantFile,
    programme: ProgrammeFile,
    lines: tuple[AmendmentLine, ...],
    *,
    source: str,
    on: date,
) -> AmendmentCase:
    """Gather the case of an amendment. Raises `Invalid` where a new value does not fit."""
    after = amended(file, programme.programme.calendar, lines, source=source, on=on)
    return AmendmentCase(file=file, programme=programme, lines=lines, on=on, after=after)


def everything_stands_as_it_was(case: AmendmentCase) -> Iterator[Finding]:
    """What changes is still what it was when the amendment was drawn up, and does change."""
    for line in case.lines:
        subject, what = f"{case.file.code}/{line.subject}", line.what.value
        now = text_now(case.file, line)
        if now != line.old:
            yield refuses(Reason.AMENDED_SINCE, subject, what=what, old=line.old, now=now)
        elif line.new == line.old:
            yield refuses(Reason.CHANGES_NOTHING, subject, what=what, now=now)


def nothing_is_decided_already(case: AmendmentCase) -> Iterator[Finding]:
    """Neither the grant nor a milestone that changes is past being changed."""
    file = case.file
    if file.grant.state in DECIDED_GRANTS:
        yield refuses(Reason.DECIDED_ALREADY, file.code, kind="grant", state=file.grant.state.value)
    of_these = (*ON_MILESTONES, *ON_CONDITIONS)
    named = {c for line in case.lines if line.what in of_these for c in line.subject.split(".")}
    for milestone in file.milestones:
        if milestone.code in named and milestone.state in DECIDED_MILESTONES:
            yield refuses(
                Reason.DECIDED_ALREADY, f"{file.code}/{milestone.code}",
                kind="milestone", state=milestone.state.value,
            )  # fmt: skip


def nothing_is_paid_already(case: AmendmentCase) -> Iterator[Finding]:
    """When an instalment was planned, and what for, stays as it is once all of it is paid."""
    of_these = (*ON_CONDITIONS, Amended.INSTALMENT_DAY)
    named = {code for line in case.lines if line.what in of_these for code in line.names}
    yield from none_is_paid_whole(case.file, case.programme, named, case.on)


def none_is_paid_whole(
    file: GrantFile, programme: ProgrammeFile, instalments: Container[str], on: date
) -> Iterator[Finding]:
    """Of none of these instalments all is paid: what was paid is not judged by something new."""
    taken = gross_taken_minor(file, programme, on, [p for p in file.payouts if p.is_paid])
    for each in file.instalments:
        if each.code in instalments and taken.get(each.code, 0) >= each.amount_minor:
            yield refuses(
                Reason.INSTALMENT_EXHAUSTED, f"{file.code}/{each.code}",
                currency=programme.programme.currency, scheduled_minor=each.amount_minor,
                taken_minor=taken[each.code],
            )  # fmt: skip


def the_totals_are_preserved(case: AmendmentCase) -> Iterator[Finding]:
    """The instalments add up to what they did, unless the award is decided anew with them."""
    file, after = case.file, case.after
    if any(line.what is Amended.AWARD for line in case.lines):
        yield satisfies(
            Reason.AWARD_CHANGES, file.code, currency=case.currency,
            before_minor=file.award_minor, after_minor=after.award_minor,
        )  # fmt: skip
        return
    before_minor, after_minor = (sum(i.amount_minor for i in f.instalments) for f in (file, after))
    same = before_minor == after_minor
    yield (satisfies if same else refuses)(
        Reason.TOTALS_PRESERVED if same else Reason.TOTALS_CHANGE, file.code,
        currency=case.currency, before_minor=before_minor, after_minor=after_minor,
    )  # fmt: skip


def nothing_falls_below_what_is_taken(case: AmendmentCase) -> Iterator[Finding]:
    """No instalment falls below what is taken, withheld and reduced, no award below its charges.

    Payouts that the amendment itself overtakes take nothing any more.
    """
    file, programme, on = case.file, case.programme, case.on
    going = overtaken(file, case.lines)
    staying = [p for p in file.payouts if p.is_standing and p not in going]
    taken = gross_taken_minor(file, programme, on, staying)
    charged = sum(p.charge_minor for p in staying) - returned_minor(file, programme, on, staying)
    amounts = [(file.code, case.after.award_minor, charged, 0)]
    for each in case.after.instalments:
        kept = sum(w.withheld_minor for w in file.withholdings_on(each.code))
        kept += reduced_minor(file, programme, on, each.code)
        subject = f"{file.code}/{each.code}"
        amounts.append((subject, each.amount_minor, taken.get(each.code, 0), kept))
    for subject, after_minor, taken_minor, kept_minor in amounts:
        if after_minor < taken_minor + kept_minor:
            yield refuses(
                Reason.BELOW_WHAT_IS_TAKEN, subject, currency=case.currency,
                after_minor=after_minor, taken_minor=taken_minor, kept_minor=kept_minor,
            )  # fmt: skip


def the_grant_could_be_entered(case: AmendmentCase) -> Iterator[Finding]:
    """Everything that a new grant has to be, this one still is."""
    yield from entry_findings(case.after, case.programme)


def approvals_are_overtaken(case: AmendmentCase) -> Iterator[Finding]:
    """Say which approvals no longer stand once the amendment is confirmed."""
    payouts, milestones = overtaken(case.file, case.lines), handed_back(case.file, case.lines)
    going = [*(p.code for p in payouts), *(m.code for m in milestones)]
    if going:
        yield Finding(
            reason=Reason.APPROVALS_OVERTAKEN,
            effect=Effect.SETS_ASIDE,
            subject=case.file.code,
            facts={"subjects": ", ".join(going)},
        )


CHECKS: tuple[Check, ...] = (
    everything_stands_as_it_was,
    nothing_is_decided_already,
    nothing_is_paid_already,
    the_totals_are_preserved,
    nothing_falls_below_what_is_taken,
    the_grant_could_be_entered,
    approvals_are_overtaken,
)


def amendment_findings(case: AmendmentCase) -> tuple[Finding, ...]:
    """Return everything found about an amendment: all checks, in this order."""
    return tuple(f for check in CHECKS for f in check(case))
