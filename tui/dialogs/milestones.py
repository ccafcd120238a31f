"""Submitting a milestone to the assessors, and giving it back unassessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from portfolio.domain.acts.milestones import ReturnMilestone, SubmitMilestone
from portfolio.domain.transitions import Act
from portfolio.wording import day, label, word
from tui.dialogs.layout import packed
from tui.dialogs.signing import SigningDialog
from tui.dialogs.telling import named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from portfolio.domain.acts.table import Request
    from portfolio.domain.milestone import Milestone
    from portfolio.domain.states import State

_REQUESTS: dict[Act, Callable[..., Request]] = {
    Act.SUBMIT: SubmitMilestone,
    Act.RETURN: ReturnMilestone,
}


MOST_EVIDENCE = 3
"""How many pieces of evidence are shown over the conditions; the newest."""


class AboutMilestone(SigningDialog):
    """What every dialog on a milestone shows: what is due by when, and what was handed in."""

    kind: ClassVar[str] = "milestone"

    @property
    def milestone(self) -> Milestone:
        """What it is about."""
        return self.file.milestone(self.matter.code)

    @property
    def state(self) -> State | None:
        """Where the milestone stands."""
        return self.milestone.state

    def acts(self) -> tuple[Act, ...]:
        """Offer what was asked for: the other acts on a milestone have other fields."""
        return (self.matter.act,)

    def facts(self, width: int) -> Iterator[str]:
        """Yield title, state, day, level, and the evidence it requires."""
        milestone, language = self.milestone, self.language
        element = self.file.element(milestone.element)
        title = language.of((milestone.title, milestone.title_ja or milestone.title))
        yield f"{self.file.code}/{milestone.code} {title}"
        required = ", ".join(word(kind, language) for kind in milestone.required_evidence)
        yield from packed(
            (
                word(milestone.state, language),
                f"{label('column.due', language)} {day(milestone.due_on, language)}",
                f"{element.scale} {element.code} {element.current_level}, "
                f"{label('column.target', language)} {milestone.level}",
                required,
            ),
            width,
        )

    def evidence_lines(self, most: int | None = None) -> Iterator[str]:
        """Yield the evidence on file, oldest first; of many only the newest, where `most` says."""
        on_file = self.file.evidence_for(self.milestone.code)
        for each in on_file[-most:] if most else on_file:
            source = each.address or f"SHA-256 {(each.sha256 or '')[:16]}"
            yield (
                f"{each.code} {word(each.kind, self.language)}: {each.title} "
                f"({each.received_on}, {each.recorded_by}, {each.member}, {source})"
            )
        if not on_file:
            yield named("dialog.on_file", "—", self.language)


class WithEvidence(AboutMilestone):
    """Shows the newest evidence over the conditions."""

    def facts(self, width: int) -> Iterator[str]:
        """Yield the milestone, then what was handed in."""
        yield from super().facts(width)
        yield from self.evidence_lines(MOST_EVIDENCE)


class MilestoneDialog(WithEvidence):
    """Submits a milestone, or returns it with a reason."""

    def request(self) -> Request:
        """Return the move that was asked for."""
        return _REQUESTS[self.act](grant=self.file.code, milestone=self.milestone.code)
