"""What one person has put on file, accepted or turned down by another: counts, sums, costs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from portfolio.domain.acts.ruling import rule_on
from portfolio.domain.change import Change, Step
from portfolio.domain.co_funding import FundingReport
from portfolio.domain.cost import Cost
from portfolio.domain.journal import grant_stream
from portfolio.domain.record import kind_of
from portfolio.domain.reskilling import ReskillingReport

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio.domain.change import Occasion
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.rules.duties import Played
    from portfolio.domain.transitions import Act

R = TypeVar("R", ReskillingReport, FundingReport, Cost)


def decide_on(  # noqa: PLR0913  # what is decided, by which act, after whose parts
    file: GrantFile,
    occasion: Occasion,
    record: R,
    act: Act,
    *,
    played: Iterable[Played],
    amount_minor: int | None = None,
) -> Change:
    """Decide on a record that waits for another person; `amount_minor` is what it is about."""
    subject = f"{file.code}/{record.code}"
    ruling = rule_on(
        act, kind_of(record), subject, record.state, occasion,
        played=played, last_on=record.moved_on,
    )  # fmt: skip
    decided = replace(
        record,
        state=type(record.state)(ruling.after),
        decided_by=occasion.person.code,
        decided_at=occasion.recorded_at,
        moved_on=occasion.effective_on,
    )
    step = Step(
        act=act, subject=subject, role=ruling.role, before=record.state, after=ruling.after,
        amount_minor=amount_minor, findings=ruling.findings, records=(decided,),
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))
