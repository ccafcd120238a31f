"""Asking what an act would do: the real path, as a dry run or signed, and what came of it.

No rule stands here. Whatever a dialog says about an act, `perform` has said.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from portfolio.domain.errors import CaseChanged, PortfolioError, Refused
from portfolio.domain.reason import Reason
from portfolio.services.browse import dossier as read_dossier
from portfolio.services.perform import StreamMoved, perform
from portfolio.services.what_if import what_if
from portfolio.wording.payout_reasons import PAYOUT_REASONS
from tui.dialogs.blanks import NOT_WRITTEN

if TYPE_CHECKING:
    from portfolio.domain.acts.table import Request
    from portfolio.domain.finding import Finding
    from portfolio.domain.transitions import Act
    from portfolio.reports.dossier import Dossier
    from portfolio.services.office import Office
    from portfolio.services.perform import Outcome
    from portfolio.wording import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a dialog is opened for: an act on what is of this kind and has this code.

    The grant is as it was shown; of a grant as a whole the code is empty.
    """

    act: Act
    office: Office
    dossier: Dossier
    kind: str
    code: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request with the reason given for it; `command_id` where it is signed, else a dry run."""

    request: Request
    reason: str | None = None
    command_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What came of asking: an outcome, or an error; and every finding either way.

    `dossier` is what it was weighed on: a newer one than was shown where somebody else had
    `moved` the grant. `then` is the grant as it would stand, where the act can be done, or could
    but for the reason. `before` are the findings of the proposal, where they can be compared.
    """

    dossier: Dossier
    findings: tuple[Finding, ...] = ()
    before: tuple[Finding, ...] = ()
    outcome: Outcome | None = None
    then: Dossier | None = None
    error: PortfolioError | None = None
    moved: StreamMoved | None = None


def weigh(office: Office, dossier: Dossier, asked: Asked) -> Weighed:
    """Do what is asked, or find out what doing it would bring; nothing raised, everything told.

    Where somebody else has written meanwhile nothing is saved: the grant is read and weighed anew.
    """
    then = None
    try:
        if asked.command_id is None:
            found = what_if(office, asked.request, reason=asked.reason, seen_seq=dossier.seq)
            outcome, then = found.outcome, found.then
        else:
            outcome = perform(
                office, asked.request, reason=asked.reason, command_id=asked.command_id,
                seen_seq=dossier.seq,
            )  # fmt: skip
    except StreamMoved as moved:
        fresh = read_dossier(office, dossier.file.code)
        return replace(weigh(office, fresh, replace(asked, command_id=None)), moved=moved)
    except CaseChanged as changed:
        before = tuple(f for f in changed.before if f.reason in PAYOUT_REASONS)
        return Weighed(dossier=dossier, findings=changed.findings, before=before, error=changed)
    except Refused as refused:
        then = _but_for_the_reason(office, dossier, asked, refused)
        return Weighed(dossier=dossier, findings=refused.findings, error=refused, then=then)
    except PortfolioError as error:
        return Weighed(dossier=dossier, error=error)
    findings = tuple(f for entry in outcome.entries for f in entry.findings())
    return Weighed(dossier=dossier, findings=findings, outcome=outcome, then=then)


def _but_for_the_reason(
    office: Office, dossier: Dossier, asked: Asked, refused: Refused
) -> Dossier | None:
    """Return what would be if the reason were written already, where nothing else is in the way."""
    lacking = {found.reason for found in refused.obstacles}
    if asked.command_id is not None or lacking != {Reason.REASON_MISSING}:
        return None
    with suppress(PortfolioError):
        return what_if(office, asked.request, reason=NOT_WRITTEN, seen_seq=dossier.seq).then
    return None
