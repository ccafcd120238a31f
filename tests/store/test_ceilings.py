"""Several officers in the same second: no ceiling is passed, and nobody sees anything but a no.

The same race is run twice: through the program, and the way it is naively done (read the sum, look
whether it fits, insert), which overspends. A test that could not fail would prove nothing.
"""

from __future__ import annotations

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from multiprocessing import get_context
from typing import TYPE_CHECKING

from portfolio.domain.acts.payouts import ConfirmPayout, ProposePayout
from portfolio.domain.errors import Refused
from portfolio.domain.grant_file import GrantFile
from portfolio.exchange.reading import Read, read_file
from portfolio.services import browse
from portfolio.services.importing import import_read
from portfolio.services.office import open_office
from portfolio.services.perform import perform
from portfolio.services.verify import verify
from tests.conftest import FIXTURES
from tests.story import PROPOSED, VERIFIED, tell

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier as BarrierType
    from pathlib import Path

    from portfolio.services.office import Office

PROCESSES = 4
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def office_at(path: str, who: str) -> Office:
    return open_office(path, clock=lambda: NOW, login="tester", acts_as=who)


def confirm(path: str, grant: str) -> str:
    try:
        perform(office_at(path, "AUTHORISER-1"), ConfirmPayout(grant=grant, payout="P1"))
    except Refused as refused:
        return ",".join(f.reason.value for f in refused.obstacles)
    return "confirmed"


def propose(path: str, number: int) -> str:
    who = "OFFICER-1" if number % 2 else "OFFICER-2"
    try:
        perform(office_at(path, who), ProposePayout(grant="ALPHA", instalment="I1"))
    except Refused as refused:
        return ",".join(f.reason.value for f in refused.obstacles)
    return "proposed"


def twins(count: int) -> Read:
    """Return BETA several times under other codes: 500,000 yen each against one appropriation."""
    read = read_file(FIXTURES / "small" / "portfolio.json")
    beta = next(g for g in read.grants if g.code == "BETA")

    def renamed(code: str) -> GrantFile:
        grant = GrantFile(grant=replace(beta.grant, code=code))
        return grant.with_records(replace(r, grant=code) for r in beta.records()[1:])

    return Read(name="twins", grants=tuple(renamed(f"TWIN-{n}") for n in range(1, count + 1)))


def test_four_processes_against_one_appropriation_never_overspend(small: Office) -> None:
    path = str(small.database.path)
    assert not import_read(small, [twins(PROCESSES)]).problems
    grants = [f"TWIN-{n}" for n in range(1, PROCESSES + 1)]
    for grant in grants:
        tell(small, PROPOSED, grant=grant)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        said = list(pool.map(confirm, [path] * PROCESSES, grants))
    # 1,200,000 yen were appropriated; each payout is 500,000: two fit, two are told why not.
    assert sorted(said) == ["above appropriation", "above appropriation", "confirmed", "confirmed"]
    year = next(y for y in browse.position(small) if y.fiscal_year == 2026)
    assert year.confirmed_minor == 1_000_000
    assert verify(small).sound


def test_four_processes_against_one_instalment_propose_it_once(small: Office) -> None:
    path = str(small.database.path)
    tell(small, VERIFIED)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        said = list(pool.map(propose, [path] * PROCESSES, range(PROCESSES)))
    assert sorted(said) == ["instalment exhausted"] * (PROCESSES - 1) + ["proposed"]
    assert verify(small).sound


def naive(path: str, together: BarrierType) -> None:
    """Pay as it is naively done: read the sum, look whether it fits, insert."""
    with closing(sqlite3.connect(path, timeout=20)) as connection:
        spent = connection.execute("SELECT coalesce(sum(amount), 0) FROM paid").fetchone()[0]
        together.wait(timeout=30)  # all have read before any writes: chance, made to happen
        if spent + 500_000 <= 1_200_000:
            connection.execute("INSERT INTO paid VALUES (500000)")
            connection.commit()


def test_the_naive_way_overspends(tmp_path: Path) -> None:
    path = str(tmp_path / "naive.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE paid (amount INTEGER)")
        connection.commit()
    spawn = get_context("spawn")
    together = spawn.Barrier(PROCESSES)
    officers = [spawn.Process(target=naive, args=(path, together)) for _ in range(PROCESSES)]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT sum(amount) FROM paid").fetchone()[0] == 2_000_000
