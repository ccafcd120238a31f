"""What was agreed, as a portfolio file says it: programmes, grants, their milestones and money.

Every story writes down its own figures; what all have in common stands here once. Amounts are yen,
every organisation is illustrative.
"""

from __future__ import annotations

from typing import Any

from portfolio.exchange.document import FORMAT

Part = dict[str, Any]
"""One object of a portfolio file."""

SOURCED = {"source": "illustrative: a story told by a test", "basis": "illustrative"}

PEOPLE = {
    "OFFICER-1": ["grant officer"],
    "OFFICER-2": ["grant officer"],
    "ASSESSOR-1": ["assessor"],
    "ASSESSOR-2": ["assessor"],
    "AUTHORISER-1": ["authorising officer"],
    "AUTHORISER-2": ["authorising officer"],
    "ACCOUNTANT-1": ["accounting officer"],
    "COUNCIL-1": ["council"],
    "COUNCIL-2": ["council"],
    "EVERYBODY-1": [
        "grant officer", "assessor", "authorising officer", "accounting officer", "council",
    ],
}  # fmt: skip
"""Who works at the agency. Only the separation of duties stops EVERYBODY-1."""


def people() -> Part:
    """Return the file that makes everybody known."""
    known = [
        {"code": code, "name": code.replace("-", " ").title(), "roles": roles}
        for code, roles in PEOPLE.items()
    ]
    return {"format": FORMAT, "people": known}


def file(programme: Part | None = None, *grants: Part) -> Part:
    """Return the file of a programme with its grants, or of more parts of grants known already."""
    return {
        "format": FORMAT,
        "programmes": [programme] if programme else [],
        "grants": list(grants),
    }


def programme(
    budgets: dict[int, int], terms: dict[str, str], *, policy: str = "all or nothing"
) -> Part:
    """Return the programme MISSION: what it may spend in each fiscal year, and its terms."""
    return {
        "code": "MISSION", "title": "Mission programme", "agency": "Agency", "policy": policy,
        "terms_source": SOURCED["source"],
        "terms": [term(name, value, "2020-04-01") for name, value in terms.items()],
        "appropriations": [
            {"fiscal_year": year, "kind": "initial", "amount_minor": minor, **SOURCED}
            for year, minor in budgets.items()
        ],
        **SOURCED,
    }  # fmt: skip


def term(name: str, value: str, from_on: str, number: int = 1) -> Part:
    """Return a term of the programme, in force from a day on; `number` counts its versions."""
    return {"name": name, "number": number, "value": value, "from_on": from_on, **SOURCED}


def grant(  # noqa: PLR0913  # what a grant consists of, each part by name
    code: str = "FAB",
    *,
    award: int,
    runs: tuple[str, str],
    milestones: list[Part],
    instalments: list[Part],
    engineers: int = 10,
    **more: Any,  # noqa: ANN401  # co-funding, covenants, other elements: as the format has them
) -> Part:
    """Return a grant to one consortium, decided on its first day.

    Its element LINE stands at level 4. C1 promises so many `engineers` certified by its last day.
    """
    begins, ends = runs
    decided: Part = {
        "number": 1, "decided_on": begins, "fiscal_year": fiscal_year(begins),
        "amount_minor": award, **SOURCED,
    }  # fmt: skip
    return {
        "code": code, "programme": "MISSION", "title": f"Pilot line {code}",
        "consortium": f"Consortium {code}", "mission_area": "semiconductors",
        "starts_on": begins, "ends_on": ends,
        "award": [decided],
        "members": [
            {"code": "LEAD", "name": "Lead", "role": "lead", "country": "JP", "share": "1"}
        ],
        "elements": [element("LINE")],
        "milestones": milestones,
        "commitments": [
            {
                "code": "C1", "member": "LEAD", "title": "Engineers certified",
                "rung": "certified", "persons": engineers, "due_on": ends, **SOURCED,
            }
        ],
        "instalments": instalments,
        **SOURCED,
        **more,
    }  # fmt: skip


def element(code: str) -> Part:
    """Return a technology that enters at level 4 and aims at level 7."""
    return {"code": code, "title": code.title(), "entry_level": 4, "target_level": 7}


def milestone(
    code: str, due_on: str, *, level: int = 5, element: str = "LINE", after: tuple[str, ...] = ()
) -> Part:
    """Return a milestone with one criterion: 100 of 100 test lots have to pass."""
    return {
        "code": code, "element": element, "level": level, "title": f"Level {level} shown",
        "due_on": due_on, "required_evidence": ["pilot-line test report"],
        "predecessors": list(after),
        "criteria": [
            {
                "code": "LOTS", "text": "Test lots passed", "comparison": "at least",
                "target": "100", "unit": "lots",
            }
        ],
        **SOURCED,
    }  # fmt: skip


def instalment(  # what an instalment consists of
    code: str,
    amount: int,
    planned_on: str,
    *milestones: str | Part,
    engineers: int = 10,
    **more: Any,  # noqa: ANN401  # its own policy, terms, co-funding: as the format has them
) -> Part:
    """Return an instalment that waits for these milestones, and for engineers under C1."""
    waits_for = [{"milestone": m} if isinstance(m, str) else m for m in milestones]
    return {
        "code": code, "title": f"Instalment {code}", "amount_minor": amount,
        "fiscal_year": fiscal_year(planned_on), "planned_on": planned_on,
        "milestones": waits_for,
        "reskilling": [{"commitment": "C1", "rung": "certified", "persons": engineers}],
        **SOURCED,
        **more,
    }  # fmt: skip


def covenant(code: str, title: str, kind: str, starts_on: str, until_on: str) -> Part:
    """Return a duty of the lead that outlives payment."""
    return {
        "code": code, "member": "LEAD", "kind": kind, "title": title,
        "starts_on": starts_on, "until_on": until_on, **SOURCED,
    }  # fmt: skip


def fiscal_year(day: str) -> int:
    """Return the fiscal year a day lies in: from April to March."""
    year, month, _ = map(int, day.split("-"))
    return year if month >= 4 else year - 1
