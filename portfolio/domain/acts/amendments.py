"""Amendments: a new version of dates, amounts, levels or criteria, confirmed by another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.payouts import overtake
from portfolio.domain.acts.ruling import Ruling, rule_on
from portfolio.domain.amendment import Amended, Amendment, AmendmentLine
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.errors import Invalid
from portfolio.domain.grant_file import next_code
from portfolio.domain.journal import grant_stream
from portfolio.domain.rules.amending import (
    changed,
    handed_back,
    new_text,
    overtaken,
    standing_text,
)
from portfolio.domain.rules.amendment import amendment_case, amendment_findings
from portfolio.domain.rules.duties import with_part
from portfolio.domain.rules.played import played_on_amendment, played_on_lines
from portfolio.domain.states import AmendmentState, MilestoneState
from portfolio.domain.text import clean_fields
from portfolio.domain.transitions import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _typeshed import DataclassInstance

    from portfolio.domain.finding import Finding
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAsked:
    """One thing to change: `subject` and `new` as in `AmendmentLine`.

    Days are written ISO 8601, money in minor units, shares ``1/2``, persons and levels in digits.
    """

    what: Amended
    subject: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeAmendment:
    """Propose changes to what was agreed, each with what it becomes. What it was is read off."""

    grant: str
    title: str
    source: str
    changes: tuple[ChangeAsked, ...]

    def __post_init__(self) -> None:
        """Refuse an amendment without a name or a source, of nothing, or of one thing twice."""
        clean_fields(self, title=200, source=1000)
        asked = [(each.what, each.subject) for each in self.changes]
        if not asked:
            raise Invalid("changes", "", "names nothing to change", "name at least one change")
        repeated = next((each for each in asked if asked.count(each) > 1), None)
        if repeated is not None:
            raise Invalid(
                "changes", f"{repeated[0]} {repeated[1]}", "is asked more than once",
                "ask for each change once",
            )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmAmendment:
    """Confirm a proposed amendment: it takes effect, and overtakes approvals on what it changes."""

    grant: str
    amendment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineAmendment:
    """Decline a proposed amendment, with a reason."""

    grant: str
    amendment: str


def propose_amendment(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ProposeAmendment
) -> Change:
    """Propose an amendment. Weighed as if it were confirmed now; nothing changes yet."""
    code = next_code("N", file.amendments)
    lines = tuple(
        AmendmentLine(
            grant=file.code,
            amendment=code,
            number=number,
            what=asked.what,
            subject=asked.subject,
            old=standing_text(file, asked.what, asked.subject),
            new=new_text(asked.what, asked.new),
        )
        for number, asked in enumerate(request.changes, start=1)
    )
    case = amendment_case(
        file, programme, lines, source=request.source, on=occasion.effective_on
    )  # fmt: skip
    ruling = rule_on(
        Act.PROPOSE_AMENDMENT, "amendment", f"{file.code}/{code}", None, occasion,
        played=played_on_lines(file, lines), more=amendment_findings(case),
    )  # fmt: skip
    amendment = Amendment(
        grant=file.code,
        code=code,
        title=request.title,
        reason=occasion.reason or "",
        source=request.source,
        state=AmendmentState.PROPOSED,
        changes_award=any(line.what is Amended.AWARD for line in lines),
        proposed_by=occasion.person.code,
        proposed_at=occasion.recorded_at,
        moved_on=occasion.effective_on,
        played=with_part((), Act.PROPOSE_AMENDMENT, occasion.person),
    )
    step = Step(
        act=Act.PROPOSE_AMENDMENT, subject=f"{file.code}/{code}", role=ruling.role,
        after=ruling.after, findings=ruling.findings, records=(amendment, *lines),
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def confirm_amendment(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: ConfirmAmendment
) -> Change:
    """Confirm an amendment: everything it changes, and what that overtakes, in one change.

    It takes effect today: on an earlier day the approvals it overtakes would have been none.
    """
    amendment = file.amendment(request.amendment)
    lines = file.lines_of(amendment.code)
    case = amendment_case(
        file, programme, lines, source=amendment.source, on=occasion.effective_on
    )  # fmt: skip
    ruling = _rule_on_amendment(
        file, occasion, amendment, Act.CONFIRM_AMENDMENT,
        more=amendment_findings(case), today_only=True,
    )  # fmt: skip
    confirmed = replace(
        _moved(amendment, Act.CONFIRM_AMENDMENT, occasion, ruling),
        confirmed_by=occasion.person.code,
        confirmed_at=occasion.recorded_at,
        effective_on=occasion.effective_on,
    )
    step = _step(
        file, Act.CONFIRM_AMENDMENT, amendment, confirmed, ruling, *changed(file, case.after)
    )
    return Change(
        stream=grant_stream(file.code),
        occasion=occasion,
        steps=(
            step,
            *(overtake(file, occasion, payout) for payout in overtaken(file, lines)),
            *_returns(file, case.after, occasion, lines, ruling),
        ),
    )


def decline_amendment(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: DeclineAmendment
) -> Change:
    """Decline an amendment: everything stays as it is."""
    act, amendment = Act.DECLINE_AMENDMENT, file.amendment(request.amendment)
    ruling = _rule_on_amendment(file, occasion, amendment, act)
    declined = _moved(amendment, act, occasion, ruling)
    step = _step(file, act, amendment, declined, ruling)
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def _returns(
    file: GrantFile,
    after: GrantFile,
    occasion: Occasion,
    lines: Iterable[AmendmentLine],
    ruling: Ruling,
) -> Iterator[Step]:
    """Give back what was submitted: it is assessed as what it has become, once submitted anew."""
    for before in handed_back(file, lines):
        planned = replace(
            after.milestone(before.code),
            state=MilestoneState.PLANNED,
            moved_on=occasion.effective_on,
        )
        yield Step(
            act=Act.RETURN, subject=f"{file.code}/{before.code}", role=ruling.role,
            before=before.state, after=planned.state, records=(planned,),
        )  # fmt: skip


def _rule_on_amendment(  # noqa: PLR0913  # as `rule_on`, for an amendment that exists
    file: GrantFile,
    occasion: Occasion,
    amendment: Amendment,
    act: Act,
    *,
    more: Iterable[Finding] = (),
    today_only: bool = False,
) -> Ruling:
    return rule_on(
        act, "amendment", f"{file.code}/{amendment.code}", amendment.state, occasion,
        played=played_on_amendment(file, amendment), last_on=amendment.moved_on,
        more=more, today_only=today_only,
    )  # fmt: skip


def _moved(amendment: Amendment, act: Act, occasion: Occasion, ruling: Ruling) -> Amendment:
    return replace(
        amendment,
        state=AmendmentState(ruling.after),
        moved_on=occasion.effective_on,
        played=with_part(amendment.played, act, occasion.person),
    )


def _step(
    file: GrantFile,
    act: Act,
    before: Amendment,
    after: Amendment,
    ruling: Ruling,
    *changed_with_it: DataclassInstance,
) -> Step:
    return Step(
        act=act, subject=f"{file.code}/{after.code}", role=ruling.role, before=before.state,
        after=after.state, findings=ruling.findings, records=(after, *changed_with_it),
    )  # fmt: skip
