"""What is asked of many subjects at once: each judged on its own, each with an entry of its own.

Nothing is decided here. Every line is one act with its own command, weighed and done by the same
path as if it were alone; what cannot be done is passed over and says why.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields, replace
from typing import TYPE_CHECKING

from portfolio.domain.acts.table import REQUESTS
from portfolio.services.browse import dossier as read_dossier
from portfolio.services.perform import new_command_id
from tui.dialogs.weighing import Asked, Weighed, weigh

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio.domain.acts.table import Request
    from portfolio.domain.transitions import Act
    from portfolio.reports.dossier import Dossier
    from portfolio.services.office import Office
    from tui.lines import Money, Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One act on one subject: its request, None where it needs a form of its own; what came of it.

    `money` is what waits on it.
    `command_id` names it for the life of the dialog: asked for twice it is done once.
    """

    act: Act
    subject: Subject
    request: Request | None
    money: Money
    command_id: str
    found: Weighed | None = None

    @property
    def can_be_done(self) -> bool:
        """Whether a dry run found nothing in the way."""
        return self.found is not None and self.found.outcome is not None

    @property
    def is_done(self) -> bool:
        """Whether it is saved."""
        found = self.found
        return found is not None and found.outcome is not None and not found.outcome.dry


def wanted(act: Act, subject: Subject, money: Money) -> Wanted:
    """Return an act on a subject as it is wanted, not yet weighed."""
    return Wanted(
        act=act, subject=subject, request=_request(act, subject), money=money,
        command_id=new_command_id(),
    )  # fmt: skip


def _request(act: Act, subject: Subject) -> Request | None:
    """Return what asks for an act where its subject says all; None where more has to be said."""
    asked = REQUESTS[act]
    given = {"grant": subject.grant, subject.kind: subject.code or subject.grant}
    known = {each.name for each in fields(asked)} & set(given)
    needed = {each.name for each in fields(asked) if each.default is MISSING}
    if not needed <= known:
        return None
    request: Request = asked(**{name: given[name] for name in known & needed})
    return request


def weigh_all(office: Office, lines: Iterable[Wanted], reason: str | None) -> tuple[Wanted, ...]:
    """Return these as a dry run of each finds them today."""
    dossiers: dict[str, Dossier] = {}
    return tuple(_weighed(office, each, reason, dossiers) for each in lines)


def _weighed(
    office: Office, each: Wanted, reason: str | None, dossiers: dict[str, Dossier]
) -> Wanted:
    if each.request is None:
        return each
    grant = each.subject.grant
    if grant not in dossiers:
        dossiers[grant] = read_dossier(office, grant)
    asked = Asked(request=each.request, reason=reason)
    return replace(each, found=weigh(office, dossiers[grant], asked))


def do_all(office: Office, lines: Iterable[Wanted], reason: str | None) -> tuple[Wanted, ...]:
    """Do what can be done, one after the other, on what was seen of each; return what came of it.

    Where one of them has moved its grant, the next on it is asked on what stands after that alone.
    """
    after: dict[str, Dossier] = {}
    return tuple(_done(office, each, reason, after) for each in lines)


def _done(office: Office, each: Wanted, reason: str | None, after: dict[str, Dossier]) -> Wanted:
    if each.request is None or each.found is None or not each.can_be_done or each.is_done:
        return each
    grant = each.subject.grant
    seen = after.get(grant, each.found.dossier)
    asked = Asked(request=each.request, reason=reason, command_id=each.command_id)
    found = weigh(office, seen, asked)
    if found.outcome is not None and not found.outcome.dry:
        fresh = read_dossier(office, grant)
        if fresh.seq == max(entry.seq for entry in found.outcome.entries):
            after[grant] = fresh  # else somebody else has written as well, which is not passed over
    return replace(each, found=found)
