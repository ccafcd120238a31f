"""The queue is what each grant's agenda says, of all grants, as far as its day has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.people import Role
from portfolio.domain.transitions import Act
from portfolio.domain.waiting import agenda
from portfolio.services import browse
from portfolio.services.perform import perform
from tests.story import steps

if TYPE_CHECKING:
    from portfolio.services.office import Office


def on(office: Office, year: int, month: int, day: int) -> Office:
    """Return the office at noon in Tokyo on a day."""
    return replace(office, clock=lambda: datetime(year, month, day, 3, tzinfo=UTC))


def test_it_is_what_the_agendas_say_after_every_act(small: Office) -> None:
    for who, request in steps():
        perform(small.acting_as(who), request)
        for grant in ("ALPHA", "BETA"):
            dossier = browse.dossier(small, grant)
            expected = {
                (w.kind, w.code, w.act, w.role, w.since, w.money_minor, w.what, w.what_ja)
                for w in agenda(dossier.file, dossier.programme)
                if w.since <= small.today()
            }
            shown = {
                (q.kind, q.code, q.act, q.role, q.since, q.money_minor, q.what, q.what_ja)
                for q in browse.queue(small, grant=grant)
            }
            assert shown == expected


def test_what_waits_longest_comes_first(demo: Office) -> None:
    days = [line.since for line in browse.queue(demo)]
    assert len(days) > 10
    assert days == sorted(days)
    assert days[-1] <= demo.today()


def test_a_line_is_seen_from_its_day_on_and_no_act_is_needed(small: Office) -> None:
    """M2 of ALPHA is due on 31 March 2027."""

    def asked(office: Office) -> list[str]:
        lines = browse.queue(office, grant="ALPHA", role=Role.GRANT_OFFICER)
        return [line.code for line in lines if line.act is Act.SUBMIT]

    assert asked(on(small, 2027, 3, 30)) == ["M1"]
    assert asked(on(small, 2027, 3, 31)) == ["M1", "M2"]


@pytest.mark.parametrize("role", [Role.GRANT_OFFICER, Role.ASSESSOR, Role.ACCOUNTING_OFFICER])
def test_a_role_sees_its_own_lines_only(demo: Office, role: Role) -> None:
    every = browse.queue(demo)
    assert browse.queue(demo, role=role) == tuple(q for q in every if q.role is role)


def test_a_hold_stands_under_whoever_may_lift_it(small: Office) -> None:
    perform(small, PlaceHold(grant="BETA", may_lift=Role.ACCOUNTING_OFFICER), reason="Fire")
    (line,) = browse.queue(small, role=Role.ACCOUNTING_OFFICER)
    assert (line.subject, line.act, line.what) == ("BETA/H1", Act.LIFT, "Fire")
    assert (line.programme, line.currency, line.plan_basis) == ("TINY", "JPY", "illustrative")


def test_a_grant_that_waits_is_named_alone(small: Office) -> None:
    line = next(q for q in browse.queue(small, grant="ALPHA") if q.kind == "grant")
    assert (line.subject, line.act, line.since.isoformat()) == ("ALPHA", Act.START, "2026-04-01")
    assert (line.what, line.what_ja) == ("Alpha", "アルファ")
