"""Whom what waits does not wait for: held against what `decide` tells each of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.acts.payouts import ProposePayout
from portfolio.domain.acts.recoveries import ProposeRecovery
from portfolio.domain.acts.screenings import RequestScreening
from portfolio.domain.acts.table import decide
from portfolio.domain.errors import CaseChanged, Refused
from portfolio.domain.reason import Reason
from portfolio.domain.recovery import Ground
from portfolio.domain.standing import last_day
from portfolio.domain.transitions import Act
from portfolio.domain.waiting import agenda
from tests.domain.builders import (
    GRANT,
    Story,
    all_rounder,
    half_ripe,
    occasion,
    programme_file,
    ripe,
)
from tests.domain.everything import ALL_TERMS, beginnings, everything, requests_on
from tests.laws.test_walks import BUDGETS, CAST, IN_ROLE, Try, a_try, starts, tries, walked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.acts.table import Request
    from portfolio.domain.waiting import Waiting

ANYBODY = {
    *(each.code for each in CAST), *(each.code for people in IN_ROLE.values() for each in people),
    "NEWCOMER",
}  # fmt: skip
"""Everybody who may have had a part, and somebody who had none."""


def asked_for(story: Story, line: Waiting) -> Request:
    """Return the request that does what is waited for."""
    kind, code = line.kind, line.code
    begun: dict[tuple[str, Act], Any] = {
        ("instalment", Act.PROPOSE): ProposePayout(grant=GRANT, instalment=code),
        ("instalment", Act.PROPOSE_RECOVERY): ProposeRecovery(
            grant=GRANT, ground=Ground.REVERSAL, instalment=code
        ),
        ("payout", Act.PROPOSE_RECOVERY): ProposeRecovery(
            grant=GRANT, ground=Ground.ADVANCE, payout=code
        ),
        ("member", Act.REQUEST_SCREENING): RequestScreening(grant=GRANT, member=code),
        ("grant", Act.REQUEST_SCREENING): RequestScreening(grant=GRANT),
        ("covenant", Act.ATTEST): replace(beginnings()[Act.ATTEST], covenant=code),  # type: ignore[type-var]  # the requests are dataclasses
        ("co_funding", Act.REPORT_FUNDING): replace(
            beginnings()[Act.REPORT_FUNDING],  # type: ignore[type-var]  # the same
            co_funding=code,
        ),
    }
    if (kind, line.act) in begun:
        request: Request = begun[kind, line.act]
        return request
    if line.act is Act.REPORT:
        return story.training(1, code)
    return requests_on(kind, code or GRANT, story=story)[line.act]


def is_barred(story: Story, code: str, request: Request) -> bool:
    """Whether duties alone keep somebody who has every role from an act, on the last day."""
    now = occasion(all_rounder(code), last_day(story.file), "Because")
    try:
        found = decide(story.file, story.programme, now, request).steps[0].findings
    except CaseChanged:
        return False  # said only to whom nothing else stands in the way
    except Refused as refused:
        found = refused.findings
    said = {f.reason for f in found} & {Reason.DUTIES_COLLIDE, Reason.DUTIES_SEPARATE}
    assert len(said) == 1
    return said == {Reason.DUTIES_COLLIDE}


def barred_as_the_rule_says(story: Story) -> Iterator[Waiting]:
    """Check every line against the rule, and yield it."""
    for line in agenda(story.file, story.programme):
        request = asked_for(story, line)
        told = tuple(sorted(code for code in ANYBODY if is_barred(story, code, request)))
        assert line.barred == told, line
        yield line


@given(story=starts(), walk=st.lists(tries, min_size=5, max_size=25))
@settings(max_examples=60, deadline=None)
def test_wherever_a_walk_ends_the_barred_are_those_whom_the_rule_refuses(
    story: Story, walk: list[Try]
) -> None:
    for _ in barred_as_the_rule_says(walked(story, walk)):
        pass


def test_walks_meet_enough_lines_to_mean_something() -> None:
    """One fixed run meets most acts that are waited for, and people barred from most of them."""
    random = Random(20250602)  # noqa: S311  # a walk, not a secret
    programme = programme_file(budgets=BUDGETS[0], terms=ALL_TERMS)
    met: Counter[Act] = Counter()
    barring: Counter[Act] = Counter()
    for start in (ripe, half_ripe, everything) * 10:
        story = Story(file=start().file, programme=programme)
        for _ in range(4):
            walked(story, [a_try(random.getrandbits(64)) for _ in range(8)])
            for line in barred_as_the_rule_says(story):
                met[line.act] += 1
                barring[line.act] += bool(line.barred)
    assert len(met) >= 25, met
    assert sum(count > 0 for count in barring.values()) >= 18, barring


@pytest.mark.parametrize("code", ["OFFICER", "ASSESSOR"])
def test_who_had_a_part_is_named_on_the_line(code: str) -> None:
    story = ripe()
    story.proposes("I1", 1_000)
    (line,) = (w for w in agenda(story.file, story.programme) if w.act is Act.CONFIRM)
    assert code in line.barred


def test_on_a_line_of_which_nobody_had_a_part_nobody_is_barred() -> None:
    fresh = Story()
    assert {line.barred for line in agenda(fresh.file, fresh.programme)} == {()}
