"""The dialogs through which every act on a grant is done, and the choice of whom to act as."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from portfolio.domain.grant import GrantFile
from portfolio.domain.transitions import Act
from tui.dialogs.acting_as import ActAs
from tui.dialogs.assessing import AssessDialog
from tui.dialogs.evidence import EvidenceDialog
from tui.dialogs.holds import HoldDialog, LiftDialog
from tui.dialogs.milestones import MilestoneDialog
from tui.dialogs.payouts import DecisionDialog, ProposalDialog
from tui.dialogs.training import ReportDialog, VerifyDialog
from tui.dialogs.weighing import Matter

if TYPE_CHECKING:
    from textual.screen import ModalScreen

    from portfolio.reports.dossier import Dossier
    from portfolio.services.office import Office
    from portfolio.services.perform import Outcome
    from portfolio.wording import Language
    from tui.dialogs.signing import SigningDialog

__all__ = ["ActAs", "dialog_for"]


def _scope(file: GrantFile, code: str) -> object:
    return file.instalment(code) if code else file.grant


_Finds = Callable[[GrantFile, str], object]
_DIALOGS: dict[Act, tuple[type[SigningDialog], _Finds]] = {
    Act.RECORD_EVIDENCE: (EvidenceDialog, GrantFile.milestone),
    Act.SUBMIT: (MilestoneDialog, GrantFile.milestone),
    Act.RETURN: (MilestoneDialog, GrantFile.milestone),
    Act.ASSESS: (AssessDialog, GrantFile.milestone),
    Act.REPORT: (ReportDialog, GrantFile.commitment),
    Act.VERIFY: (VerifyDialog, GrantFile.report),
    Act.REJECT: (VerifyDialog, GrantFile.report),
    Act.PROPOSE: (ProposalDialog, GrantFile.instalment),
    Act.CONFIRM: (DecisionDialog, GrantFile.payout),
    Act.SEND_BACK: (DecisionDialog, GrantFile.payout),
    Act.CANCEL: (DecisionDialog, GrantFile.payout),
    Act.SETTLE: (DecisionDialog, GrantFile.payout),
    Act.RECORD_FAILURE: (DecisionDialog, GrantFile.payout),
    Act.HOLD: (HoldDialog, _scope),
    Act.LIFT: (LiftDialog, GrantFile.hold),
}
"""The dialog of each act, and how what its code names is found."""


def dialog_for(
    act: Act, office: Office, dossier: Dossier, code: str, language: Language
) -> ModalScreen[Outcome | None]:
    """Return the dialog for an act; it gives back what was done, or None where nothing was.

    `code` names, within the grant, what is acted on: the instalment to propose on, the payout,
    the milestone, the commitment to report on, the report, the hold; to place a hold the
    instalment, or nothing for the whole grant. Raises `NotFound` where the grant has no such thing.
    """
    dialog, find = _DIALOGS[act]
    find(dossier.file, code)
    matter = Matter(act=act, office=office, dossier=dossier, code=code, language=language)
    return dialog(matter)
