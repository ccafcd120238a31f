"""Changes as they are typed (``milestone due M3 2027-03-31``), and what a later day pushes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.cli.options import minor
from portfolio.cli.render import paragraph, say
from portfolio.domain.acts.amendments import ChangeAsked
from portfolio.domain.amendment import Amended
from portfolio.domain.errors import Invalid
from portfolio.domain.period import parse_day
from portfolio.domain.rules.amending import dependants
from portfolio.services.browse import dossier
from portfolio.wording import day
from portfolio.wording.commands import phrase

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from portfolio.cli.desk import Desk

_EXAMPLE = "--change 'milestone due M3 2027-03-31'"
_OF_THE_GRANT = (Amended.GRANT_END, Amended.AWARD)
_AMOUNTS = (Amended.INSTALMENT_AMOUNT, Amended.AWARD)


def changes_asked(
    desk: Desk, grant: str, typed: Sequence[str], *, with_dependants: bool
) -> tuple[ChangeAsked, ...]:
    """Return what is to be changed; the milestones that a later day pushes are moved or named.

    Raises `Invalid` showing how a change is written, `NotFound`.
    """
    asked = tuple(_change(desk, grant, text) for text in typed)
    pushed = _pushed(desk, grant, asked)
    if with_dependants:
        return asked + tuple(
            ChangeAsked(what=Amended.MILESTONE_DUE, subject=code, new=due_on.isoformat())
            for code, due_on in pushed.items()
        )
    if pushed:
        _offer(desk, grant, pushed)
    return asked


def _change(desk: Desk, grant: str, text: str) -> ChangeAsked:
    """Read one change: what changes, the code of it, and what it becomes."""
    words = text.split()
    what = next((w for w in Amended if words[: len(w.split())] == w.split()), None)
    rest = words[len(what.split()) :] if what else []
    if len(rest) == 1 and what in _OF_THE_GRANT:
        rest = [grant, *rest]
    if len(rest) == 1 and what is Amended.CONDITION_ENDED:
        rest = [*rest, "ended"]
    if what is None or len(rest) != 2:  # noqa: PLR2004  # the code of it, and what it becomes
        raise Invalid(
            "--change", text, "is not WHAT SUBJECT NEW",
            f"write it like {_EXAMPLE}; what can change is {', '.join(Amended)}",
        )  # fmt: skip
    subject, new = rest
    if what in _AMOUNTS:
        new = str(minor(desk, grant, new, "--change"))
    return ChangeAsked(what=what, subject=subject, new=new)


def _pushed(desk: Desk, grant: str, asked: Sequence[ChangeAsked]) -> dict[str, date]:
    """Return the milestones that come after a moved one and are not moved themselves."""
    moved = {c.subject: c.new for c in asked if c.what is Amended.MILESTONE_DUE}
    pushed: dict[str, date] = {}
    if moved:
        file = dossier(desk.office, grant).file
        for milestone, new in moved.items():
            for code, due_on in dependants(file, milestone, parse_day("--change", new)):
                if code not in moved:
                    pushed[code] = max(due_on, pushed.get(code, due_on))
    return pushed


def _offer(desk: Desk, grant: str, pushed: dict[str, date]) -> None:
    """Say which milestones would fall due before what they wait for, and how to move them too."""
    file = dossier(desk.office, grant).file
    say(*paragraph(phrase("line.pushed", desk.language)))
    for code, due_on in pushed.items():
        now = day(file.milestone(code).due_on, desk.language)
        say(f"  {code}  {now} -> {day(due_on, desk.language)}")
