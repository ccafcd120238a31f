"""Which dialog an act on a grant is done through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.transitions import Act
from tui.dialogs.assessing import AssessDialog
from tui.dialogs.assigning import AssignDialog
from tui.dialogs.drawn import DrawnDialog
from tui.dialogs.evidence import EvidenceDialog
from tui.dialogs.holds import HoldDialog
from tui.dialogs.noting import NoteDialog
from tui.dialogs.weighing import Matter

if TYPE_CHECKING:
    from textual.screen import ModalScreen

    from portfolio.reports.dossier import Dossier
    from portfolio.services.office import Office
    from portfolio.services.perform import Outcome
    from portfolio.wording import Language
    from tui.dialogs.signing import SigningDialog
    from tui.lines import Subject

_OF_THEIR_OWN: dict[Act, type[SigningDialog]] = {
    Act.RECORD_EVIDENCE: EvidenceDialog,
    Act.ASSESS: AssessDialog,
    Act.ASSIGN: AssignDialog,
    Act.HOLD: HoldDialog,
    Act.NOTE: NoteDialog,
}
"""The acts whose dialog is not drawn from what they are asked with."""


def dialog_for(
    act: Act, office: Office, dossier: Dossier, subject: Subject, language: Language
) -> ModalScreen[Outcome | None]:
    """Return the dialog for an act; it gives back what was done, or None where nothing was.

    `subject` is what is acted on: to propose, the instalment; to claim a cost, the same; to place a
    hold an instalment or the whole grant. Raises `NotFound` where the grant has no such thing.
    """
    if subject.kind != "grant":
        getattr(dossier.file, subject.kind)(subject.code)
    matter = Matter(
        act=act, office=office, dossier=dossier, kind=subject.kind, code=subject.code,
        language=language,
    )  # fmt: skip
    return _OF_THEIR_OWN.get(act, DrawnDialog)(matter)
