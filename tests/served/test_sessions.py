"""A tab and the process behind it: what passes between them; neither outlives the other."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp import WSCloseCode

from tests.served.conftest import serving
from tests.served.visitor import read_to_the_end, read_until, visiting
from tui.served.packets import for_screens
from tui.served.server import MOST_SESSIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from portfolio.services.office import Office
    from tests.served.visitor import Visitor

    Serve = Callable[..., AbstractAsyncContextManager[Visitor]]

SECONDS = 40.0
PROC = Path("/proc")
FAULTY = (
    "from tui.app import PortfolioApp; PortfolioApp.action_keys = lambda self: 1 / 0\n"
    "from portfolio.cli.main import run; run()"
)


def screens(office: Office, *python: str) -> list[str]:
    """Return the command of the real screens, with `python` in place of the program's own."""
    return [sys.executable, *(python or ("-m", "portfolio.cli")), "--lang=en",
            f"--db={office.database.path}", "--as=OFFICER-1", "review"]  # fmt: skip


def children_of(parent: int) -> list[int]:
    """Return the running processes that a process has started."""
    found = []
    for stat in PROC.glob("[0-9]*/stat"):
        try:
            state, ppid = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it has just ended
            continue
        if int(ppid) == parent and state != "Z":
            found.append(int(stat.parent.name))
    return found


def is_running(pid: int) -> bool:
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def logs_in(folder: Path) -> list[Path]:
    return list(folder.rglob("*.log"))


async def gone(pids: Sequence[int]) -> None:
    until = time.monotonic() + SECONDS
    while any(map(is_running, pids)):
        assert time.monotonic() < until, f"still running: {[p for p in pids if is_running(p)]}"
        await asyncio.sleep(0.05)


needs_proc = pytest.mark.skipif(
    not (PROC / "self" / "stat").exists(), reason="processes are looked for in /proc"
)


@needs_proc
@pytest.mark.parametrize("how", ["close", "cut", "SIGTERM", "SIGINT", "SIGKILL"])
async def test_no_process_stays_when_the_tab_or_the_server_goes(how: str, small: Office) -> None:
    with serving("--db", str(small.database.path), "--as", "OFFICER-1", "serve") as program:
        async with visiting(program.entrance) as visitor:
            await visitor.enter()
            socket = await visitor.open()
            await read_until(socket, "ALPHA")
            started = children_of(program.process.pid)
            assert len(started) == 1
            if how == "close":
                await socket.close()
            elif how == "cut":
                await visitor.client.close()
            else:
                program.process.send_signal(signal.Signals[how])
                await gone([program.process.pid])
            await gone(started)
            assert (program.process.poll() is None) == (how in {"close", "cut"})


@needs_proc
async def test_a_process_that_is_only_starting_goes_with_a_killed_server_and_leaves_no_log(
    small: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with serving("--db", str(small.database.path), "--as", "OFFICER-1", "serve") as program:
        async with visiting(program.entrance) as visitor:
            await visitor.enter()
            await visitor.open()
            until = time.monotonic() + SECONDS
            while not (started := children_of(program.process.pid)):
                assert time.monotonic() < until
                await asyncio.sleep(0.01)
            program.process.kill()
            await gone(started)
    assert logs_in(tmp_path) == []


async def test_ctrl_c_is_no_failure(small: Office) -> None:
    with serving("--db", str(small.database.path), "--as", "OFFICER-1", "serve") as program:
        program.process.send_signal(signal.SIGINT)
        assert await program.left_with() == 0


async def test_quitting_closes_the_tab(served: Serve, small: Office) -> None:
    async with served(screens(small)) as visitor:
        await visitor.enter()
        socket = await visitor.open()
        await read_until(socket, "ALPHA")
        await socket.send_json(["stdin", "\x11"])
        assert "failed" not in await read_to_the_end(socket)
        assert socket.close_code == WSCloseCode.OK


async def test_a_fault_leaves_one_line_in_the_tab(
    served: Serve, small: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    async with served(screens(small, "-c", FAULTY)) as visitor:
        await visitor.enter()
        socket = await visitor.open()
        await read_until(socket, "ALPHA")
        await socket.send_json(["stdin", "?"])
        last = (await read_to_the_end(socket)).rpartition("\x1b[H")[2]
        assert last.startswith("The program failed (ZeroDivisionError). Nothing was half saved.")
        assert "\n" not in last.strip()
        assert len(logs_in(tmp_path)) == 1


async def test_screens_that_do_not_open_say_why(served: Serve, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "portfolio.cli", "--lang=en",
               f"--db={tmp_path / 'none.db'}", "review"]  # fmt: skip
    async with served(command) as visitor:
        await visitor.enter()
        assert "There is no portfolio at" in await read_to_the_end(await visitor.open())


async def test_words_that_could_act_on_a_terminal_are_written_out(served: Serve) -> None:
    async with served([sys.executable, "-c", "exit('\\x1b]0;title\\x07')"]) as visitor:
        await visitor.enter()
        assert "\x1b]" not in await read_to_the_end(await visitor.open())


async def test_there_are_only_so_many_tabs_and_a_closed_one_makes_room(served: Serve) -> None:
    async with served() as visitor:
        await visitor.enter()
        opened = [await visitor.open() for _ in range(MOST_SESSIONS)]
        refused = await visitor.open()
        assert f"{MOST_SESSIONS} tabs are open already" in await read_to_the_end(refused)
        assert refused.close_code == WSCloseCode.TRY_AGAIN_LATER
        await opened[0].close()
        assert await answers(visitor)


async def answers(visitor: Visitor) -> bool:
    """Whether a tab opens, once the process of another has ended."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        socket = await visitor.open()
        await socket.send_json(["stdin", "here"])
        if (await socket.receive(timeout=SECONDS)).data == b"here":
            return True
    return False


@pytest.mark.parametrize(
    "message",
    ["", "{}", '["quit"]', '["stdin"]', '["stdin", 1]', '["resize", {"width": "1"}]', "[" * 9999,
     '["stdin", "\\ud800"]', '["deliver_chunk_request", {}]'],
)  # fmt: skip
async def test_what_no_page_says_ends_the_session(served: Serve, message: str) -> None:
    async with served() as visitor:
        await visitor.enter()
        socket = await visitor.open()
        await socket.send_str(message)
        await read_to_the_end(socket)
        assert socket.close_code == WSCloseCode.POLICY_VIOLATION


def test_messages_become_packets() -> None:
    assert for_screens('["stdin", "山"]') == b"D\x00\x00\x00\x03" + "山".encode()
    assert for_screens('["focus"]') == b'M\x00\x00\x00\x11{"type": "focus"}'
    assert for_screens('["ping", "1"]') is None
    resized = for_screens('["resize", {"width": 100000, "height": 0}]')
    assert resized is not None
    assert resized.endswith(b'{"type": "resize", "width": 500, "height": 1}')


async def test_the_demonstration_is_served_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving("--lang", "ja", "serve", "--demo") as program:
        async with visiting(program.entrance) as visitor:
            await visitor.enter()
            await read_until(await visitor.open(), "OFFICER-1", "実演用")
        program.process.terminate()
        assert await program.left_with() == 0
    assert left_in(tmp_path) == []


def test_a_program_reads_the_address_as_json(small: Office) -> None:
    with serving("--db", str(small.database.path), "--as", "OFFICER-1", "serve", "--json") as one:
        assert one.entrance == "{"
        assert one.process.stdout
        assert one.process.stdout.readline().startswith('  "address": "http://127.0.0.1:')
