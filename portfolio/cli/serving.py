"""The command that serves the screens to a browser on the same machine."""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import command
from portfolio.cli.screens import refuse_a_database
from portfolio.domain.errors import Invalid

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk

commands = typer.Typer()

LOOPBACK = "127.0.0.1"
"""The one address that is served on. A policy for pages can name no other loopback address."""


@command(
    commands, "serve",
    "portfolio serve",
    "portfolio serve --port 8123",
    "portfolio serve --demo",
)  # fmt: skip
def serve(
    desk: Desk,
    *,
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="The port; 0 is any that is free.")
    ] = 0,
    host: Annotated[
        str, typer.Option(help="Only 127.0.0.1, where nobody from elsewhere comes.")
    ] = LOOPBACK,
    demo: Annotated[bool, typer.Option("--demo", help="Serve the demonstration.")] = False,
) -> None:
    """Open the screens in a browser on this machine.

    Prints an address that lets one browser in, once: whoever opens it acts as the person who
    started it. Every tab is a process of its own, and ctrl+c ends them all.
    """
    if demo:
        refuse_a_database(desk)
        from portfolio.services.demo import FIRST_ACTOR, open_demo

        with TemporaryDirectory(prefix="portfolio-demo-") as folder:
            place = Path(folder) / "demonstration.db"
            open_demo(place)
            desk.address, desk.acts_as = str(place), desk.acts_as or FIRST_ACTOR
            _serve(desk, host, port)
    else:
        _serve(desk, host, port)


def _serve(desk: Desk, host: str, port: int) -> None:
    """Serve what is at the desk, after it has been opened once: what does not open is said here."""
    from tui.served.guard import Guard, authority_of
    from tui.served.server import Server

    desk.office  # noqa: B018  # opening it is the point
    with listening_on(host, port) as listening:
        guard = Guard(authority_of(listening), desk.language)
        server = Server(guard, _screens(desk))
        server.run(listening, ready=lambda: _print_address(desk, guard.entrance))


def _print_address(desk: Desk, address: str) -> None:
    from portfolio.cli.render import paragraph, say, write, write_json
    from portfolio.wording.commands import phrase

    if desk.as_json:
        write_json({"address": address})
    else:
        write([address])
    sys.stdout.flush()
    say(*paragraph(phrase("line.served", desk.language)))


def listening_on(host: str, port: int) -> socket.socket:
    """Return a listening socket on the loopback address; port 0 is any free one.

    Raises `Invalid` for any other address, and for a port that cannot be had.
    """
    if host != LOOPBACK:
        raise Invalid(
            "--host", host, "is not served on: it has no encryption, and others might reach it",
            "leave it out for 127.0.0.1, and from another machine use an SSH tunnel",
        )  # fmt: skip
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise Invalid(
            "--port", port, f"cannot be had ({error.strerror})", "leave it out for a free one"
        ) from error


def _screens(desk: Desk) -> list[str]:
    """Return the command of one tab: this program at the same desk, as a list of arguments.

    What the environment names, such as the database, is left to the environment: others can read
    the arguments of a process.
    """
    said = {
        "--db": desk.address, "--as": desk.acts_as, "--lang": desk.language.value,
        "--as-of": desk.as_of, "--known-at": desk.known_at, "--evidence": desk.evidence,
    }  # fmt: skip
    words = [f"{name}={value}" for name, value in said.items() if value is not None]
    return [sys.executable, "-P", "-m", "portfolio.cli", *words, "review"]
