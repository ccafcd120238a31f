"""A grant on its way: awarded, begun, suspended, completed. Its end stands in `ending`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.ruling import rule_on
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.journal import grant_stream
from portfolio.domain.reason import Reason
from portfolio.domain.rules.duties import with_part
from portfolio.domain.rules.played import played_on_grant
from portfolio.domain.states import GrantState
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from portfolio.domain.grant import Grant
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardGrant:
    """Decide the award of a drafted grant (交付決定): its award decisions are on file."""

    grant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StartGrant:
    """Record that work under an awarded grant has begun."""

    grant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteGrant:
    """Record that the consortium has reported completion (実績報告)."""

    grant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceAmount:
    """Tell the consortium the amount that is going to be fixed; the time to object begins."""

    grant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FixAmount:
    """Fix the amount (額の確定): what was earned in the end, at most what was awarded."""

    grant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAccounts:
    """Settle the accounts: what was fixed is paid, what was paid above it has come back."""

    grant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorGrant:
    """Go on monitoring the covenants of a settled grant."""

    grant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseGrant:
    """Close a grant whose covenants have ended and on which nothing is owed."""

    grant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendGrant:
    """Suspend the whole grant: nothing is paid until it is resumed."""

    grant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeGrant:
    """Let a suspended grant go on."""

    grant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminateGrant:
    """Cancel the award (取消). `keeps_earned` says whether what was earned by now stays."""

    grant: str
    keeps_earned: bool = False


def award_grant(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, _: AwardGrant
) -> Change:
    """Award a drafted grant: what was decided stands on file, and covers its instalments."""
    if file.awards:
        decided = satisfies(
            Reason.AWARD_DECIDED, file.code,
            currency=programme.programme.currency, award_minor=file.award_minor,
        )  # fmt: skip
    else:
        decided = refuses(Reason.NO_AWARD_DECIDED, file.code)
    return plain_move(file, occasion, Act.AWARD, decided)


def start_grant(file: GrantFile, _: ProgrammeFile, occasion: Occasion, __: StartGrant) -> Change:
    """Record that work has begun."""
    return plain_move(file, occasion, Act.START)


def complete_grant(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, __: CompleteGrant
) -> Change:
    """Record the report of completion: what is assessed from now on is the final period."""
    return plain_move(file, occasion, Act.COMPLETE)


def suspend_grant(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, __: SuspendGrant
) -> Change:
    """Suspend the grant as a whole: every payout is held."""
    return plain_move(file, occasion, Act.SUSPEND_GRANT)


def resume_grant(file: GrantFile, _: ProgrammeFile, occasion: Occasion, __: ResumeGrant) -> Change:
    """Let a suspended grant go on, active."""
    return plain_move(file, occasion, Act.RESUME)


def plain_move(file: GrantFile, occasion: Occasion, act: Act, *more: Finding) -> Change:
    """Return the change that moves the grant and nothing else."""
    step = move_of_grant(file, occasion, act, file.grant, more=more)
    return change_on_grant(file, occasion, step)


def move_of_grant(  # noqa: PLR0913  # what a move of the grant consists of
    file: GrantFile,
    occasion: Occasion,
    act: Act,
    grant: Grant,
    *,
    more: Iterable[Finding] = (),
    amount_minor: int | None = None,
    also_last_on: Iterable[date] = (),
) -> Step:
    """Return the step that moves the grant; `grant` is as the act leaves it, but for the move.

    `also_last_on` are the days of last moves of what the act moves besides.
    """
    last_on = (*also_last_on, *((file.grant.moved_on,) if file.grant.moved_on else ()))
    ruling = rule_on(
        act, "grant", file.code, file.grant.state, occasion,
        played=played_on_grant(file), last_on=max(last_on, default=None), more=more,
    )  # fmt: skip
    moved = replace(
        grant,
        state=GrantState(ruling.after),
        moved_on=occasion.effective_on,
        played=with_part(grant.played, act, occasion.person),
    )
    return Step(
        act=act, subject=file.code, role=ruling.role, before=file.grant.state, after=moved.state,
        amount_minor=amount_minor, findings=ruling.findings, records=(moved,),
    )  # fmt: skip


def change_on_grant(file: GrantFile, occasion: Occasion, *steps: Step) -> Change:
    """Return the change that these steps make to a grant."""
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=steps)
