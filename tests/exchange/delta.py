"""A grant with private money and a covenant, and the acts that keep its money back or set it aside.

DELTA is ALPHA of the small portfolio: 400,000 (I1) and 600,000 (I2) wait for M1, M2 and C1. Here a
member has promised to raise 2,000,000 (F1), and to go on producing until 2028 (V1).
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis
from portfolio.domain.co_funding import CoFunding
from portfolio.domain.covenant import Covenant, CovenantKind
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.instalment import FundingCondition
from portfolio.domain.people import Person, Role
from portfolio.exchange.reading import read_file
from portfolio.services.importing import import_read
from portfolio.services.perform import perform
from tests.conftest import FIXTURES
from tests.exchange.exported import json_document

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from portfolio.domain.acts.table import Request
    from portfolio.services.office import Office

SOURCE = "illustrative: a small portfolio for tests"


def with_delta(small: Office, **about: object) -> Office:
    """Bring DELTA into the small portfolio, its record as `about` says, and a council."""
    read = read_file(FIXTURES / "small" / "portfolio.json")
    file = next(g for g in read.grants if g.code == "ALPHA")
    moved = {
        field.name: tuple(replace(r, grant="DELTA") for r in getattr(file, field.name))
        for field in fields(file)
        if field.name != "grant"
    }
    delta = GrantFile(grant=replace(file.grant, code="DELTA", title="Delta"), **moved)
    promise = CoFunding(
        grant="DELTA", code="F1", member="LEAD", title="Shareholders' money",
        promised_minor=2_000_000, due_on=date(2026, 6, 30), source=SOURCE,
        basis=Basis.ILLUSTRATIVE,
    )  # fmt: skip
    gate = FundingCondition(grant="DELTA", instalment="I2", co_funding="F1", raised_minor=500_000)
    duty = Covenant(
        grant="DELTA", code="V1", member="LEAD", kind=CovenantKind.PRODUCTION,
        title="Production in Japan", starts_on=date(2025, 4, 1), until_on=date(2028, 3, 31),
        source=SOURCE, basis=Basis.ILLUSTRATIVE,
    )  # fmt: skip
    full = replace(delta, **about).with_records((promise, gate, duty))  # type: ignore[arg-type]  # fields of a file
    council = Person(code="COUNCIL-1", name="Council", roles=(Role.COUNCIL,))
    empty = replace(read, people=(), programmes=(), grants=(), history=())
    assert not import_read(small.acting_as("ADMIN-1"), [replace(empty, people=(council,))]).problems
    assert not import_read(small, [replace(empty, grants=(full,))]).problems
    return small


def do(office: Office, who: str, request: Request, reason: str | None = None) -> None:
    """Let somebody act today."""
    perform(office.acting_as(who), request, reason=reason)


def sheet(office: Office, folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet as the JSON export has them, those of DELTA only."""
    rows: list[dict[str, Any]] = json_document(office, folder)["sheets"][name]
    return [r for r in rows if r.get("grant", r.get("subject", "DELTA")).startswith("DELTA")]


def exception(office: Office, folder: Path, kind: str) -> dict[str, Any]:
    """Return the one exception of a kind that DELTA has."""
    (found,) = [r for r in sheet(office, folder, "exceptions") if r["kind"] == kind]
    return found
