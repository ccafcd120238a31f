"""How long the screens of a large portfolio take in a terminal, beside SQLite's own time."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from portfolio.services import browse
from portfolio.services.office import open_office
from tests.bench.many import LARGE, make_many
from tests.bench.terminal import Terminal
from tui.actions import MODES, Place

_DOWN, _PAGE, _ENTER, _ESCAPE = b"\x1b[B", b"\x1b[6~", b"\r", b"\x1b"

_QUEUE = (
    'SELECT * FROM waiting WHERE since <= :day ORDER BY since, "grant", kind, code, act LIMIT 2000'
)
_COUNTS = "SELECT role, count(*) FROM waiting WHERE since <= :day GROUP BY role"
_FOUND = (
    "SELECT * FROM waiting WHERE since <= :day"
    " AND (\"grant\" LIKE '%{word}%' OR code LIKE '%{word}%' OR what LIKE '%{word}%')"
    ' ORDER BY since, "grant", kind, code, act LIMIT 2000'
)
_NEWEST = (
    "SELECT stream, seq, recorded_at, actor, act, subject FROM journal WHERE effective_on <= :day"
    " ORDER BY recorded_at DESC, stream, seq DESC LIMIT 2000"
)


def measure_screens(grants: int, keep: Path | None = None) -> int:
    """Measure and print; return 0. With `keep` the portfolio is made there once and used again."""
    with TemporaryDirectory(prefix="portfolio-bench-") as folder:
        place = keep or Path(folder) / "many.db"
        if not place.exists():
            began = time.perf_counter()
            make_many(place, grants, LARGE)
            _say(f"made {grants:,} grants in {time.perf_counter() - began:.1f} s")
        _say(f"{place.stat().st_size / 1e6:,.0f} MB")
        _raw(place)
        _services(place)
        _screens(place, Path(folder))
    return 0


def _raw(place: Path) -> None:
    day = {"day": open_office(place).today().isoformat()}
    with closing(sqlite3.connect(place)) as connection:
        tables = [sql for (sql,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"
        )]  # fmt: skip
        rows = sum(
            connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  # our own names
            for name in tables
        )
        _say(f"{rows:,} rows")
        for what, sql in (
            ("queue, 2,000 lines", _QUEUE), ("counts by role", _COUNTS),
            ("a word in the queue", _FOUND.format(word="T-000123")), ("newest entries", _NEWEST),
        ):  # fmt: skip
            _say(f"sqlite3  {what:34} {_best(lambda s=sql: connection.execute(s, day).fetchall())}")


def _services(place: Path) -> None:
    office = open_office(place, login="bench")
    grant = browse.overview(office).grants[-1].code
    for what, work in (
        ("overview", lambda: browse.overview(office)),
        ("position", lambda: browse.position(office)),
        ("entries counted", lambda: browse.entry_count(office)),
        ("a grant", lambda: browse.dossier(office, grant)),
    ):
        _say(f"service  {what:34} {_best(work)}")


def _best(work: object) -> str:
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        work()  # type: ignore[operator]  # any callable
        taken.append(time.perf_counter() - began)
    return f"{min(taken) * 1000:>8,.1f} ms"


def _screens(place: Path, config: Path) -> None:
    with Terminal(place, config) as terminal:
        frame = terminal.waits_for("Queue")
        _said("first frame", frame)
        _said("first rows of the queue", frame + terminal.waits_for(r"GRANT-\d{6}/"))
        terminal.is_quiet()
        _said_all("key to repaint, down", [terminal.repaint(_DOWN) for _ in range(60)])
        _said_all("key to repaint, page down", [terminal.repaint(_PAGE) for _ in range(30)])
        terminal.press(b"/")
        terminal.is_quiet()
        terminal.press(b"T-000123")
        _said("filter, last letter to answer", terminal.waits_for("GRANT-000123/"))
        terminal.press(_ENTER)
        terminal.is_quiet()
        terminal.press(_ENTER)
        _said("open a grant", terminal.waits_for(r"Alpha consortium \(1/1\)"))
        terminal.press(_ESCAPE)
        terminal.is_quiet()
        terminal.press(b"2")
        _said("portfolio opened", terminal.waits_for(r"GRANT-\d{6} "))
        terminal.is_quiet()
        terminal.press(str(MODES.index(Place.JOURNAL) + 1).encode())
        _said("journal opened", terminal.waits_for(r"1-2,000 of"))
        terminal.is_quiet()
        _said_all("journal, page down", [terminal.repaint(_PAGE) for _ in range(100)])
        terminal.press(b"G")
        _said("journal, to its last entry", terminal.waits_for(r"-[\d,]+ of"))


def _said(what: str, seconds: float) -> None:
    _say(f"screen   {what:34} {seconds * 1000:>8,.1f} ms")


def _said_all(what: str, seconds: list[float]) -> None:
    cuts = quantiles(seconds, n=20)
    _say(f"screen   {what:34} {cuts[9] * 1000:>8,.1f} ms, p95 {cuts[18] * 1000:,.1f} ms")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # what a person reads
