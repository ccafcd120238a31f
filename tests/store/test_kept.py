"""What is kept beside the records: sums, ceilings, and who is waited for."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import date
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.acts.amendments import ChangeAsked, ConfirmAmendment, ProposeAmendment
from portfolio.domain.acts.costs import ClaimCost, RefuseCost
from portfolio.domain.amendment import Amended
from portfolio.domain.cost import CostKind
from portfolio.domain.errors import Refused
from portfolio.domain.reason import Reason
from portfolio.domain.states import PayoutState
from portfolio.exchange.reading import Read
from portfolio.services import browse
from portfolio.services.importing import import_read
from portfolio.services.perform import perform
from portfolio.services.verify import verify, verify_at
from tests.store.whole import DOCUMENT, GRANT, SOURCE, at, enter, new_terms, steps

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office

CONFIRMED = 17  # steps of the whole story: P2 is confirmed, and not paid yet


def kept(office: Office, table: str, **where: str | int) -> dict[str, object]:
    """Return one row as it is stored."""
    assert office.database.path is not None
    terms = " AND ".join(f'"{name}" = :{name}' for name in where)
    with closing(sqlite3.connect(office.database.path)) as connection:
        connection.row_factory = sqlite3.Row
        query = f'SELECT * FROM "{table}" WHERE {terms}'  # noqa: S608  # our own names
        return dict(connection.execute(query, where).fetchone())


def waited_for(office: Office, grant: str = GRANT) -> set[tuple[str, str, str]]:
    """Return what is kept of whom a grant waits for: the subject, the act, since when."""
    assert office.database.path is not None
    with closing(sqlite3.connect(office.database.path)) as connection:
        return set(
            connection.execute(
                'SELECT kind || code, act, since FROM waiting WHERE "grant" = ?', (grant,)
            )
        )


def told(small: Office, upto: int) -> Path:
    """Let the whole story go on up to a step, on a copy of the small portfolio."""
    path = small.database.path
    assert path is not None
    enter(at(path, "04-01", "OFFICER-1"), GRANT)
    for day, who, request, reason in steps()[:upto]:
        perform(at(path, day, who), request, reason=reason)
    return path


def test_what_came_back_frees_the_award_and_the_instalment_never_the_year(copy: Path) -> None:
    office = at(copy, "11-23", "OFFICER-1")
    grant = kept(office, "grant", code=GRANT)
    # An advance of 100,000 and 300,000 more on what was shown; 50,000 came back after a reversal.
    assert (grant["confirmed_minor"], grant["paid_minor"]) == (400_000, 400_000)
    assert (grant["returned_minor"], grant["advances_minor"]) == (50_000, 0)
    assert (grant["raised_minor"], grant["private_promised_minor"]) == (400_000, 900_000)
    first = kept(office, "instalment", grant=GRANT, code="I1")
    assert (first["paid_minor"], first["returned_minor"]) == (400_000, 50_000)
    second = kept(office, "instalment", grant=GRANT, code="I2")
    assert (second["withheld_minor"], second["paid_minor"]) == (600_000, 0)
    year = kept(office, "budget_year", programme="TINY", fiscal_year=2026)
    assert year["paid_minor"] == 400_000 + 400_000  # GAMMA's, and what ALPHA was paid
    programme = kept(office, "programme", code="TINY")
    assert (programme["paid_minor"], programme["returned_minor"]) == (800_000, 50_000)
    assert verify(office).sound


def test_an_amount_may_fall_below_what_an_approval_it_overtakes_took(small: Office) -> None:
    path = told(small, CONFIRMED)
    assert kept(small, "instalment", grant=GRANT, code="I1")["confirmed_minor"] == 400_000
    moved = ProposeAmendment(
        grant=GRANT, title="More for the second line", source=SOURCE,
        changes=(
            ChangeAsked(what=Amended.INSTALMENT_AMOUNT, subject="I1", new="150000"),
            ChangeAsked(what=Amended.INSTALMENT_AMOUNT, subject="I2", new="850000"),
        ),
    )  # fmt: skip
    perform(at(path, "05-22", "OFFICER-1"), moved, reason="The first line was cheaper")
    office = at(path, "05-25", "AUTHORISER-1")
    perform(office, ConfirmAmendment(grant=GRANT, amendment="N1"))
    first = kept(office, "instalment", grant=GRANT, code="I1")
    assert (first["amount_minor"], first["confirmed_minor"]) == (150_000, 0)
    assert browse.dossier(office, GRANT).file.payout("P2").state is PayoutState.CANCELLED
    assert verify(office).sound


def test_new_terms_derive_anew_what_stands_under_them(small: Office) -> None:
    path = told(small, CONFIRMED)
    assert ("covenantV1", "attest", "2026-03-31") in waited_for(small)
    more = new_terms(attestation_months="6")
    office = at(path, "05-22", "OFFICER-1")
    plan = import_read(office, [Read(name="terms", programmes=(more,))])
    assert not plan.problems
    assert ("covenantV1", "attest", "2025-09-30") in waited_for(office)
    assert verify(office).sound


def test_who_is_waited_for_follows_every_move(small: Office) -> None:
    path = told(small, CONFIRMED)
    assert ("payoutP2", "settle", "2026-05-21") in waited_for(small)
    day, who, request, reason = steps()[CONFIRMED]
    office = at(path, day, who)
    perform(office, request, reason=reason)
    assert not any(act == "settle" for _, act, _ in waited_for(office))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM waiting WHERE act = 'lift'",
        "UPDATE waiting SET since = '2026-01-01' WHERE act = 'lift'",
        "UPDATE waiting SET role = 'auditor' WHERE act = 'lift'",
        "INSERT INTO waiting SELECT \"grant\", kind, 'H9', act, role, since, 1, what, what_ja,"
        " barred FROM waiting WHERE act = 'lift'",
        "UPDATE waiting SET barred = '[]' WHERE act = 'lift'",
    ],
)
def test_a_wait_hidden_moved_or_made_up_is_found(copy: Path, statement: str) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(statement)
        connection.commit()
    found = [str(b) for b in verify_at(copy).broken]
    assert any("waiting for 'lift'" in line for line in found), found


def claim(grant: str, key: str) -> ClaimCost:
    """Return the claim of a cost that bears a key."""
    return ClaimCost(
        grant=grant, instalment="I1", member="LEAD", kind=CostKind.ASSET, key=key,
        title="Exposure tool", amount_minor=250_000, incurred_on=date(2026, 4, 20), **DOCUMENT,
    )  # fmt: skip


def claimed(path: str, grant: str) -> str:
    try:
        perform(at(path, "05-18", "OFFICER-1"), claim(grant, "TOOL-7"))
    except Refused as refused:
        return ",".join(f.reason.value for f in refused.obstacles)
    return "claimed"


def test_four_processes_claim_one_tool_once(small: Office) -> None:
    path = str(small.database.path)
    grants = [f"TWIN-{n}" for n in range(4)]
    enter(at(path, "04-01", "OFFICER-1"), *grants)
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        said = sorted(pool.map(claimed, [path] * 4, grants))
    assert said == ["claimed", *[Reason.DOUBLE_FUNDING.value] * 3]
    assert verify(small).sound


def test_a_refused_cost_may_be_claimed_elsewhere(small: Office) -> None:
    path = small.database.path
    assert path is not None
    enter(at(path, "04-01", "OFFICER-1"), GRANT, "DELTA")
    perform(at(path, "05-18", "OFFICER-1"), claim(GRANT, "TOOL-7"))
    with pytest.raises(Refused, match="DELTA") as refused:
        perform(at(path, "05-19", "OFFICER-1"), claim("DELTA", "TOOL-7"))
    (double,) = refused.value.obstacles
    assert double.reason is Reason.DOUBLE_FUNDING
    assert f"{GRANT}/K1" in str(double.facts)
    refuse = RefuseCost(grant=GRANT, cost="K1")
    perform(at(path, "05-20", "ASSESSOR-1"), refuse, reason="Bought for another line")
    perform(at(path, "05-21", "OFFICER-1"), claim("DELTA", "TOOL-7"))
    assert verify(small).sound
