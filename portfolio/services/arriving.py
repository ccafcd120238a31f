"""Arriving at an address: a portfolio to open, to begin or to bring forward, or none of ours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from portfolio.domain.errors import StoreUnfit
from portfolio.services.office import open_office
from portfolio.store import engine, migrate

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


class Stands(Enum):
    """What stands at an address."""

    READY = auto()
    NOTHING = auto()
    OLDER = auto()
    UNFIT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What stands at an address, and under which name; `office` where it is open.

    `why` says what is wrong where no portfolio can be opened, begun or brought forward there.
    """

    name: str
    stands: Stands
    office: Office | None = None
    why: StoreUnfit | None = None


def arrive(address: str | Path) -> Arrival:
    """Look what stands at an address, and open it where it can be opened. Nothing is changed.

    What was cut short while it began has no entry yet: it counts as nothing, and may begin again.
    """
    name = str(address)
    try:
        database = engine.database_at(address)
        name = database.name
        if not migrate.has_begun(database):
            migrate.check_free(database)
            return Arrival(name=name, stands=Stands.NOTHING)
        if migrate.is_older(database):
            return Arrival(name=name, stands=Stands.OLDER)
        return Arrival(name=name, stands=Stands.READY, office=open_office(address))
    except StoreUnfit as unfit:
        return Arrival(name=name, stands=Stands.UNFIT, why=unfit)
