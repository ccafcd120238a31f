"""A small portfolio whose days lie around today, and whose people hold awkward pairs of roles."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from portfolio.domain.period import FiscalCalendar

FORMAT = "subsidy-milestone-portfolio/1"
HOSTILE = "[bold]Alpha[/bold] [/x] [@click=app.quit]here[/]"
SOURCED = {"source": "illustrative: for tests", "basis": "illustrative"}

PEOPLE = {
    "OFFICER-1": ["grant officer"],
    "OFFICER-2": ["grant officer"],
    "ASSESSOR-1": ["assessor"],
    "AUTHORISER-1": ["authorising officer"],
    "ACCOUNTANT-1": ["accounting officer"],
    "AUDITOR-1": ["auditor"],
    "RECORDS-AND-ASSESSES": ["grant officer", "assessor"],
    "PROPOSES-AND-CONFIRMS": ["grant officer", "authorising officer"],
    "CONFIRMS-AND-SETTLES": ["authorising officer", "accounting officer"],
}


def today() -> date:
    """Return the day it is at the agency."""
    return datetime.now(ZoneInfo("Asia/Tokyo")).date()


def in_days(days: int) -> str:
    """Return a day counted from today."""
    return (today() + timedelta(days=days)).isoformat()


def people() -> dict[str, Any]:
    """Return a file with everybody."""
    known = [{"code": c, "name": c.title(), "roles": roles} for c, roles in PEOPLE.items()]
    return {"format": FORMAT, "people": known}


def programme(code: str, budget_minor: int) -> dict[str, Any]:
    """Return a programme with one appropriation, for the fiscal year that is now."""
    money = {
        "fiscal_year": FiscalCalendar().year_of(today()),
        "kind": "initial",
        "amount_minor": budget_minor,
        **SOURCED,
    }
    return {
        "code": code,
        "title": f"{code} programme",
        "agency": "Test agency",
        "terms_source": "illustrative",
        "appropriations": [money],
        **SOURCED,
    }


def planned(days: int) -> dict[str, Any]:
    """Return the day an instalment is planned for, counted from today, and its fiscal year."""
    on = today() + timedelta(days=days)
    return {"planned_on": on.isoformat(), "fiscal_year": FiscalCalendar().year_of(on)}


def grant(code: str, of: str, *, title: str, title_ja: str | None = None) -> dict[str, Any]:
    """Return a grant of 1,000,000 with one instalment of 400,000 behind M1 and C1."""
    year = FiscalCalendar().year_of(today())
    decision = {"number": 1, "decided_on": in_days(-300), "fiscal_year": year}
    criterion = {"code": "K1", "text": "runs passed", "comparison": "at least", "target": "10"}
    milestone = {
        "code": "M1", "element": "T1", "level": 5, "title": "Level 5 shown",
        "due_on": in_days(30), "required_evidence": ["lab results"],
        "criteria": [{**criterion, "unit": "runs"}], **SOURCED,
    }  # fmt: skip
    commitment = {
        "code": "C1", "member": "LEAD", "title": "Engineers certified", "rung": "certified",
        "persons": 20, "due_on": in_days(200), **SOURCED,
    }  # fmt: skip
    instalment = {
        "code": "I1", "title": "Part 1", "amount_minor": 400_000, **planned(60),
        "milestones": [{"milestone": "M1"}],
        "reskilling": [{"commitment": "C1", "rung": "certified", "persons": 10}], **SOURCED,
    }  # fmt: skip
    element = {"code": "T1", "title": "Technology", "entry_level": 4, "target_level": 5}
    lead = {"code": "LEAD", "name": "Lead", "role": "lead", "country": "JP", "share": "1"}
    return {
        "code": code,
        "programme": of,
        "title": title,
        "title_ja": title_ja,
        "consortium": f"{code} consortium",
        "mission_area": "semiconductors",
        "starts_on": in_days(-300),
        "ends_on": in_days(900),
        "award": [{**decision, "amount_minor": 1_000_000, **SOURCED}],
        "members": [lead],
        "elements": [element],
        "milestones": [milestone],
        "commitments": [commitment],
        "instalments": [instalment],
        **SOURCED,
    }


def grants() -> dict[str, Any]:
    """Return a file with two programmes, one of them poor, and a grant of each."""
    return {
        "format": FORMAT,
        "programmes": [programme("RICH", 900_000), programme("POOR", 100_000)],
        "grants": [
            grant("ALPHA", "RICH", title=HOSTILE, title_ja="アルファ計画"),
            grant("GAMMA", "POOR", title="Gamma"),
        ],
    }
