"""The desk a command works at: which portfolio, who acts, in which language, for whom to print."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portfolio.services.office import Office
    from portfolio.wording.language import Language

_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass
class Desk:
    """What was said before the command. Nothing is opened or loaded before it is asked for.

    `doing` is the command as typed, for the report of a fault; `saved` tells that report whether
    the act had been written when the fault came.
    """

    address: str | None = None
    acts_as: str | None = None
    lang: str | None = None
    as_json: bool = False
    doing: str = "portfolio"
    saved: bool = False

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

        opened = open_office(self.address or default_address(), acts_as=self.acts_as)
        if self.acts_as is not None:
            opened.person()
        return opened


def prints_for_people() -> bool:
    """Whether what is printed is looked at, not piped on."""
    return sys.stdout.isatty()
