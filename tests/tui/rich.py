"""A portfolio with whatever an act can be done to, and how a story happens in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from portfolio.domain.charter import Purpose
from portfolio.exchange.reading import read_text
from portfolio.services.founding import found
from portfolio.services.importing import import_read
from portfolio.services.office import Office, open_office
from portfolio.services.perform import perform
from tests.conftest import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.domain.acts.table import Request

G = "ALPHA"
TODAY = date(2026, 11, 23)
DIGEST = "ab" * 32
OFFICER, SECOND, ASSESSOR, GATE = "OFFICER-1", "OFFICER-2", "ASSESSOR-1", "ASSESSOR-2"
AUTHORISER, ACCOUNTANT = "AUTHORISER-1", "ACCOUNTANT-1"
COUNCIL, SECOND_COUNCIL = "COUNCIL-1", "COUNCIL-2"


def _moment(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 3, tzinfo=UTC)


def make_rich(path: Path, document: dict[str, Any] | None = None) -> Path:
    """Found a portfolio with whatever an act can be done to: ALPHA, and DRAFT without an award.

    ALPHA is the small portfolio's, with a second member, a milestone no money rests on, private
    money and two covenants; SCREENED is the same under terms that ask for screenings, GATED under
    terms that have a committee decide on levels. A `document` tells the same in other words.
    """
    begins = _moment(date(2026, 4, 1))
    office = found(
        path, name="Administrator", purpose=Purpose.DEMONSTRATION, clock=lambda: begins,
        login="tester",
    )  # fmt: skip
    read = read_text("rich", json.dumps(document or rich_document()))
    assert not import_read(office, [replace(read, programmes=(), grants=())]).problems
    plan = import_read(office.acting_as(OFFICER), [replace(read, people=())])
    assert not plan.problems
    return path


def rich_document() -> dict[str, Any]:
    small = json.loads((FIXTURES / "small" / "portfolio.json").read_text(encoding="utf-8"))
    programme, alpha = small["programmes"][0], small["grants"][0]
    sourced = {"source": programme["source"], "basis": "illustrative"}
    alpha["members"][0]["share"] = "2/3"
    alpha["members"].append(
        {
            "code": "PART", "name": "Alpha partner", "role": "partner", "country": "JP",
            "share": "1/3",
        }
    )  # fmt: skip
    third = {**alpha["milestones"][1], "code": "M3", "title": "Level 6 shown again"}
    alpha["milestones"].append({**third, "due_on": "2027-06-30", "predecessors": ["M2"]})
    promise = {"member": "LEAD", "title": "Private investment", "promised_minor": 800_000}
    alpha["co_funding"] = [{"code": "CF1", **promise, "due_on": "2027-03-31", **sourced}]
    duty = {"member": "LEAD", "kind": "continued production", "title": "Production in Japan"}
    alpha["covenants"] = [
        {"code": "V1", **duty, "starts_on": "2025-10-01", "until_on": "2035-09-30", **sourced},
        {"code": "V2", **duty, "starts_on": "2025-07-01", "until_on": "2026-06-30", **sourced},
    ]
    small["people"] += [
        {"code": COUNCIL, "name": "Council", "roles": ["council"], "logins": []},
        {"code": SECOND_COUNCIL, "name": "Second councillor", "roles": ["council"], "logins": []},
        {"code": GATE, "name": "Committee", "roles": ["assessor"], "logins": []},
    ]
    term = {"from_on": "2025-04-01", **sourced}
    small["programmes"] += [
        {**programme, "code": "GATES", "terms": [*programme["terms"],
         {"name": "stage gate", "value": "committee", **term}]},
        {**programme, "code": "SCREENS", "terms": [*programme["terms"],
         {"name": "screening months", "value": "6", **term}]},
    ]  # fmt: skip
    small["grants"] = [
        alpha,
        {**alpha, "code": "DRAFT", "award": []},
        {**alpha, "code": "GATED", "programme": "GATES"},
        {**alpha, "code": "SCREENED", "programme": "SCREENS"},
        {**alpha, "code": "SHORT", "covenants": []},
    ]
    return small  # type: ignore[no-any-return]  # JSON


@dataclass(frozen=True)
class Step:
    """Who asks for what on which day, and why."""

    who: str
    request: Request
    reason: str | None = None
    on: date = date(2026, 4, 2)


def tell(path: Path, story: tuple[Step, ...], today: date = TODAY) -> Office:
    """Let a story happen, each step on its day; return the office as it is today."""
    for step in story:
        perform(_office(path, step.on, step.who), step.request, reason=step.reason)
    return _office(path, today, OFFICER)


def _office(path: Path, on: date, who: str) -> Office:
    moment = _moment(on)
    return open_office(path, clock=lambda: moment, login="tester", acts_as=who)
