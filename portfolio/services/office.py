"""The office: which database, what time it is, and who is acting."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from portfolio.domain.charter import Charter, Purpose
from portfolio.domain.errors import PortfolioError, StoreUnfit
from portfolio.domain.period import day_in
from portfolio.store import engine, mapping

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from portfolio.domain.people import PeopleFile, Person
    from portfolio.store.engine import Database

AGENCY_ZONE = "Asia/Tokyo"
"""Where the day begins for acts that belong to no programme (people, the queue's "today")."""


class NobodyKnown(PortfolioError):
    """The login that acts belongs to nobody who is known here."""


class MayNotActAs(PortfolioError):
    """Acting as somebody else is possible in a demonstration only."""


def utc_now() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(timezone.utc)  # noqa: UP017  # one spelling in the project


def own_login() -> str:
    """Return the login this process really runs under, not what the environment claims it is."""
    if hasattr(os, "getuid"):
        import pwd  # POSIX only

        return pwd.getpwuid(os.getuid()).pw_name
    return getpass.getuser()


@dataclass(frozen=True)
class Office:
    """An open portfolio with a clock and an acting person.

    `acts_as` is the code of another person to act as; it is looked at in demonstrations only.
    `as_of` is the day looked back at: today for all who read, and nothing is written; `present` is
    the office that was left for it.
    """

    database: Database
    clock: Callable[[], datetime] = field(default=utc_now)
    login: str = field(default_factory=own_login)
    acts_as: str | None = None
    as_of: date | None = None
    present: Office | None = None

    def today(self) -> date:
        """Return the calendar day it is at the agency; looking back, the day looked at."""
        return self.as_of or day_in(AGENCY_ZONE, self.clock())

    def acting_as(self, code: str | None) -> Office:
        """Return the same office with another person at the desk."""
        return replace(self, acts_as=code)

    def charter(self) -> Charter:
        """Return what this portfolio is for. Raises `StoreUnfit` where it has not begun."""
        with self.database.reading() as connection:
            charter = mapping.load_charter(connection)
        if charter is None:
            raise StoreUnfit(f"{self.database.name} has not begun: run 'portfolio init'")
        return charter

    def people(self) -> PeopleFile:
        """Return everybody known."""
        with self.database.reading() as connection:
            return mapping.load_people(connection)

    def person(self) -> Person:
        """Return who acts: the person behind the login, or in a demonstration the one named."""
        return who_acts(self, self.people(), self.charter())


def who_acts(office: Office, people: PeopleFile, charter: Charter | None) -> Person:
    """Return the acting person, or raise `NobodyKnown`, `MayNotActAs` or `NotFound`."""
    own = people.by_login(office.login)
    if office.acts_as is not None and (own is None or own.code != office.acts_as):
        if charter is None or charter.purpose is not Purpose.DEMONSTRATION:
            raise MayNotActAs(
                f"login {office.login} may not act as {office.acts_as}: everybody acts under "
                "their own login; acting as another is possible in a demonstration only"
            )
        return people.known(office.acts_as)
    if own is None:
        raise NobodyKnown(
            f"login {office.login} belongs to nobody known here: an administrator adds it with "
            f"'portfolio people login CODE {office.login}'"
            + (
                "; in this demonstration choose who to act as with --as CODE"
                if charter and charter.purpose is Purpose.DEMONSTRATION
                else ""
            )
        )
    return own


def open_office(
    address: str | Path,
    *,
    clock: Callable[[], datetime] = utc_now,
    login: str | None = None,
    acts_as: str | None = None,
) -> Office:
    """Open a portfolio. Raises `StoreUnfit` where there is none, or it is not one we can use."""
    database = engine.database_at(address)
    engine.check_database(database)
    return Office(
        database=database,
        clock=clock,
        login=own_login() if login is None else login,
        acts_as=acts_as,
    )


def default_address() -> str:
    """Return where the portfolio is: PORTFOLIO_DATABASE_URL, else a file in the data folder."""
    named = os.environ.get("PORTFOLIO_DATABASE_URL")
    if named:
        return named
    from platformdirs import user_data_path  # only where nothing is named

    return str(user_data_path("portfolio", appauthor=False) / "portfolio.db")


def name_of(office: Office) -> str:
    """Return the database's own name: a review does not tell where on a machine it came from."""
    path = office.database.path
    return path.name if path else office.database.url.database or office.database.name
