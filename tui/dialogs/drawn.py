"""A dialog drawn from the request its act is asked with: what is fixed, what is filled in, and why.

Most acts have no dialog of their own: their subject tells what they are about, their request what a
person has to say, the table of moves which other decisions there are, and a dry run the rest.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any

from portfolio.domain.acts.table import REQUESTS
from portfolio.domain.errors import Invalid
from portfolio.domain.transitions import TABLES
from tui.dialogs.blanks import RECORDS_OF, Chosen, Written, blanks_of
from tui.dialogs.fields import Blank, Field
from tui.dialogs.layout import packed
from tui.dialogs.money import money_lines, sums_of
from tui.dialogs.signing import SigningDialog
from tui.pages.facts import facts_of
from tui.pages.view import told
from tui.subjects import BEGINS, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from portfolio.domain.acts.table import Request
    from portfolio.domain.states import State
    from tui.dialogs.fields import Values
    from tui.dialogs.money import Sum
    from tui.dialogs.weighing import Matter
    from tui.pages.view import Facts

_OF_THE_GRANT = ("column.paid", "column.confirmed", "dialog.award_left")


class DrawnDialog(SigningDialog):
    """Asks for whatever the request of its act has to say."""

    def __init__(self, matter: Matter) -> None:
        super().__init__(matter)
        self.kind = BEGINS.get(matter.act, matter.kind)
        if not any(move.act is matter.act for move in TABLES.get(self.kind, ())):
            self.kind = ""

    @property
    def state(self) -> State | None:
        """Where that stands; None where the act brings something new into being."""
        return None if self.matter.act in BEGINS else state_of(self.file, self.about)

    @property
    def subject(self) -> str:
        """What is signed for: what is named last of what may be named, else what it is about."""
        named = {blank.names[0]: code for blank in self._blanks() for code in _codes_in(blank)}
        about = () if self.matter.kind in named else (self.matter.code,)
        code = next((code for code in (*reversed(named.values()), *about) if code), "")
        return f"{self.file.code}/{code}" if code else self.file.code

    def facts(self, width: int) -> Iterator[str]:
        """Yield what it is, where it stands, what was done so far, and the money it moves."""
        found = facts_of(self.dossier, self.about, self.language)
        yield f"{self.about} {found.what}"
        so_far = self.history(str(self.about))
        yield from packed((*told(found, self.language), so_far), width)
        yield from self.texts(found)
        if not self.has_class("wide"):
            yield from packed(self._money(), width)

    def _money(self) -> Iterator[str]:
        """Yield the sums that would move; of a payout those it is about, moved or not."""
        sums = sums_of(self.dossier, self.then, self.fiscal_year)
        told = (s for s in sums if s.key != "column.payable_now" and (s.moves or self._is_on(s)))
        yield from money_lines(self.dossier, told, self.language)

    def _is_on(self, each: Sum) -> bool:
        """Whether a sum is told in any case: of a payout what is left for it, and what was paid."""
        keys = _OF_THE_GRANT if each.year is None else ("column.left",)
        return self.fiscal_year is not None and each.key in keys

    def texts(self, found: Facts) -> tuple[str, ...]:
        """Return what stands on lines of its own."""
        return found.texts

    @property
    def fiscal_year(self) -> int | None:
        """The year whose appropriation a payout takes."""
        if self.kind != "payout":
            return None
        if self.matter.kind == "payout":
            return self.file.payout(self.matter.code).fiscal_year
        return self.dossier.entitlement(self.matter.code).case.fiscal_year

    def form(self) -> ComposeResult:
        """Ask which decision it shall be, then for all that any of them needs, then why."""
        drawn: dict[tuple[str, ...], Blank] = {}
        for act in self.acts():
            for blank in blanks_of(REQUESTS[act], self.matter):
                drawn.setdefault(blank.names, blank)
        yield from self.outcomes()
        yield from drawn.values()
        yield from self.reasons()

    def show_act(self) -> None:
        """Ask only for what the chosen act needs."""
        asked = {each.name for each in fields(REQUESTS[self.act])}
        for blank in self._every_blank():
            blank.display = not asked.isdisjoint(blank.names)
        super().show_act()

    def draft(self) -> Request:
        """Weigh what is filled in; what is not is stood in for."""
        try:
            return self._request([blank.draft() for blank in self._blanks()])
        except Invalid:
            # What a request wants in this case only: an amount for one ground of a claim.
            return self._request(
                [
                    blank.stand_in() if isinstance(blank, Written) else blank.draft()
                    for blank in self._blanks()
                ]
            )

    def request(self) -> Request:
        """Return the request. Raises `Invalid`, naming what is missing or unfit."""
        return self._request([blank.values() for blank in self._blanks()])

    def _blanks(self) -> list[Blank]:
        return [blank for blank in self._every_blank() if blank.display]

    def _every_blank(self) -> list[Blank]:
        return [each for each in self.query(Field) if isinstance(each, Blank)]

    def _request(self, filled: list[Values]) -> Request:
        asked = REQUESTS[self.act]
        given: dict[str, Any] = dict.fromkeys(_fixed_in(asked, self.matter.kind), self.matter.code)
        for values in filled:
            given |= values
        given["grant"] = self.file.code
        request: Request = asked(**given)
        return request


def _fixed_in(request: type[Any], kind: str) -> tuple[str, ...]:
    """Return how a request names its subject, where it has to."""
    return tuple(
        each.name for each in fields(request) if each.name == kind and each.default is MISSING
    )


def _codes_in(blank: Blank) -> tuple[object, ...]:
    """Return the code of what may be named instead of the subject, where one is chosen."""
    if isinstance(blank, Chosen) and blank.optional and blank.names[0] in RECORDS_OF:
        return tuple(blank.draft().values())
    return ()
