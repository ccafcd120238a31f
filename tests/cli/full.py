"""A grant with everything a grant can have, under a programme whose terms say all there is."""

from __future__ import annotations

from typing import Any

from tests.cli import small
from tests.cli.small import SOURCED, in_days

PEOPLE = {
    **small.PEOPLE,
    "ASSESSOR-2": ["assessor"],
    "COUNCIL-1": ["council"],
    "COUNCIL-2": ["council"],
}

TERMS = {
    "cure months": "1",
    "reduction notice months": "1",
    "amount notice months": "1",
    "waiver months": "12",
    "screening months": "6",
    "attestation months": "12",
    "advance share": "1/5",
    "advance months": "6",
    "recovery days": "20",
    "interest rate": "1/10",
    "late rate": "1/10",
    "interest year days": "365",
    "recovery order": "principal first",
    "breach recovery": "pro rata",
    "stage gate": "committee",
}


def people() -> dict[str, Any]:
    """Return a file with everybody."""
    known = [{"code": c, "name": c.title(), "roles": roles} for c, roles in PEOPLE.items()]
    return {"format": small.FORMAT, "people": known}


def grants() -> dict[str, Any]:
    """Return a file with the programme, the grant OMEGA, and a draft of another, SIGMA."""
    terms = [
        {"name": name, "value": value, "from_on": in_days(-300), **SOURCED}
        for name, value in TERMS.items()
    ]
    sigma = small.grant("SIGMA", "FULL", title="Sigma")
    return {
        "format": small.FORMAT,
        "programmes": [{**small.programme("FULL", 2_000_000), "terms": terms}],
        "grants": [_omega(), {**sigma, "award": []}],
    }


def _omega() -> dict[str, Any]:
    """Return a grant of 1,000,000 in three instalments, with private money and covenants.

    I1 (400,000) waits for M1 and 10 certified, I2 (300,000) for M2, them, and 200,000 raised, I3
    (100,000) for M2 and 20 certified. Nothing rests on M3. Both covenants have ended.
    """
    grant = small.grant("OMEGA", "FULL", title="Omega")
    first, part, people_asked = (grant[k][0] for k in ("milestones", "instalments", "commitments"))
    grant["elements"] = [{**grant["elements"][0], "target_level": 7}]
    grant["milestones"] = [
        first,
        {**first, "code": "M2", "level": 6, "due_on": in_days(120), "predecessors": ["M1"]},
        {**first, "code": "M3", "level": 7, "due_on": in_days(180), "predecessors": ["M2"]},
    ]
    trained = {"commitment": people_asked["code"], "rung": "certified", "persons": 10}
    grant["instalments"] = [
        part,
        {
            **part, "code": "I2", "amount_minor": 300_000, **small.planned(150),
            "milestones": [{"milestone": "M2"}], "reskilling": [trained],
            "funding": [{"co_funding": "PRIVATE", "raised_minor": 200_000}],
        },
        {
            **part, "code": "I3", "amount_minor": 100_000, **small.planned(160),
            "milestones": [{"milestone": "M2"}], "reskilling": [{**trained, "persons": 20}],
        },
    ]  # fmt: skip
    money = {"code": "PRIVATE", "member": "LEAD", "title": "Equity", "promised_minor": 500_000}
    grant["co_funding"] = [{**money, "due_on": in_days(100), **SOURCED}]
    duty = {"member": "LEAD", "kind": "continued production", "title": "Production in Japan"}
    days = {"starts_on": in_days(-300), "until_on": in_days(-5)}
    grant["covenants"] = [{"code": code, **duty, **days, **SOURCED} for code in ("V1", "V2")]
    return grant
