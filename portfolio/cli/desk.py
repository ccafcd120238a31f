"""The desk a command works at: which portfolio, who acts, in which language, for whom to print."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office
    from portfolio.wording.language import Language

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass
class Desk:
    """What was said before the command. Nothing is opened or loaded before it is asked for.

    `doing` is the command as typed, for the report of a fault; `saved` tells that report whether
    the act had been written when the fault came. `closing` holds what is closed as the command
    ends.
    """

    address: str | None = None
    acts_as: str | None = None
    lang: str | None = None
    as_of: str | None = None
    known_at: str | None = None
    evidence: Path | None = None
    as_json: bool = False
    doing: str = "portfolio"
    saved: bool = False
    closing: ExitStack = field(default_factory=ExitStack)

    @cached_property
    def language(self) -> Language:
        """The language to speak: `--lang`, else what the locale asks for."""
        from portfolio.wording.language import language_from

        found = (os.environ.get(name) for name in _LOCALE_VARIABLES)
        return language_from(self.lang or next((text for text in found if text), None))

    @cached_property
    def office(self) -> Office:
        """The portfolio, open. Whoever may not act as another is told so before anything else.

        Raises `StoreUnfit`, `MayNotActAs`, `NotFound`.
        """
        from portfolio.services.office import default_address, open_office

        opened = self.with_evidence(
            open_office(self.address or default_address(), acts_as=self.acts_as)
        )
        if self.acts_as is not None:
            opened.person()
        return self.looking_back(opened)

    def with_evidence(self, office: Office) -> Office:
        """Return the office with the folder that was named for the files behind its evidence.

        Raises `Invalid` where that is no folder.
        """
        if self.evidence is None:
            return office
        from portfolio.domain.errors import Invalid

        if not self.evidence.is_dir():
            raise Invalid(
                "--evidence", str(self.evidence), "is not a folder",
                "name the folder with the files behind the evidence",
            )  # fmt: skip
        return replace(office, evidence=self.evidence.absolute())

    def looking_back(self, office: Office) -> Office:
        """Return the office as of the day and moment that were asked for, until the command ends.

        Raises `Invalid` for what is no day or moment.
        """
        if self.as_of is None and self.known_at is None:
            return office
        from portfolio.cli.progress import going_on
        from portfolio.domain.period import parse_day, parse_moment
        from portfolio.services.looking_back import looking_back
        from portfolio.services.office import AGENCY_ZONE
        from portfolio.wording.commands import phrase

        day = parse_day("--as-of", self.as_of) if self.as_of else None
        moment = parse_moment("--known-at", self.known_at, AGENCY_ZONE) if self.known_at else None
        with going_on(self, phrase("line.looking_back", self.language)) as tick:
            return self.closing.enter_context(looking_back(office, day, moment, tick=tick))


def prints_for_people() -> bool:
    """Whether what is printed is looked at, not piped on."""
    return sys.stdout.isatty()
