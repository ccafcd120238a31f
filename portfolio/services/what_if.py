"""What would be: an act done on the real path, looked at from inside, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from portfolio.reports.dossier import dossier
from portfolio.services.perform import act_as_seen, carry_out

if TYPE_CHECKING:
    from portfolio.domain.acts.table import Request
    from portfolio.domain.journal import JournalEntry
    from portfolio.domain.people import Person
    from portfolio.reports.dossier import Dossier
    from portfolio.services.office import Office
    from portfolio.services.perform import Outcome
    from portfolio.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What an act would write, and the grant in full as it would stand then."""

    outcome: Outcome
    then: Dossier


def what_if(
    office: Office, request: Request, *, reason: str | None = None, seen_seq: int | None = None
) -> WhatIf:
    """Do what is asked, read the grant as it is then, and take everything back.

    It is `perform` as a dry run, with a look in between: states, kept sums and what is payable are
    those that the act itself makes. Nothing is ever written. Raises as `perform` does.
    """
    seen: list[Dossier] = []

    def act(work: UnitOfWork, person: Person) -> tuple[JournalEntry, ...]:
        entries = act_as_seen(office, request, work, person, reason=reason, seen_seq=seen_seq)
        seen.append(work.look(partial(dossier, grant=request.grant, as_of=office.today())))
        return entries

    outcome = carry_out(office, request, act, reason=reason, dry_run=True)
    return WhatIf(outcome=outcome, then=seen[0])
