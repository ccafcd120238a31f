"""Every condition of an act with the facts it compared: obstacles first, changed ones marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.content import Content

from portfolio.wording import label
from portfolio.wording.payout_reasons import PAYOUT_REASONS
from tui.lines import Paragraph, Tone
from tui.widgets.findings import OBSTACLES_FIRST, finding_paragraphs
from tui.widgets.paper import Paper, laid_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events

    from portfolio.domain.finding import Finding
    from portfolio.wording import Language

CHANGED, UNCHANGED = "* ", "  "


def _place(finding: Finding) -> tuple[int, bool]:
    """Obstacles first; then what the payout rule found, before who may act and when."""
    return OBSTACLES_FIRST.index(finding.effect), finding.reason not in PAYOUT_REASONS


class Conditions(Paper):
    """Findings that scroll where they must, and then say how many more there are."""

    DEFAULT_CSS = """
    Conditions {
        height: 1fr; min-height: 4;
        border-top: solid $foreground 30%; border-bottom: solid $foreground 30%;
        border-title-color: $foreground; border-subtitle-color: $foreground;
    }
    Conditions:focus { border-top: solid $border; border-bottom: solid $border; }
    """

    def __init__(self, language: Language) -> None:
        super().__init__(id="findings")
        self.findings: tuple[Finding, ...] = ()
        self._language = language
        self._pieces: list[list[Paragraph]] = []

    def on_mount(self) -> None:
        """Say what the list is of."""
        self.border_title = Content(label("dialog.conditions", self._language))

    def tell(self, findings: Sequence[Finding], before: Sequence[Finding] = ()) -> None:
        """Show findings; where `before` is given, what differs is marked and told as it was."""
        self.findings = tuple(findings)
        self._pieces = [
            self._told(f, changed=bool(before) and f not in before)
            for f in sorted(findings, key=_place)
        ]
        was = [f for f in before if f not in self.findings]
        if was:
            self._pieces.append([Paragraph(label("dialog.before", self._language), Tone.STRONG)])
            self._pieces.extend(self._told(f, changed=True) for f in was)
        self.write([each for piece in self._pieces for each in piece])
        self.call_after_refresh(self._say_how_many_more)

    def on_resize(self, event: events.Resize) -> None:
        """Count again what is out of sight."""
        super().on_resize(event)
        self.call_after_refresh(self._say_how_many_more)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Count again what is out of sight."""
        super().watch_scroll_y(old_value, new_value)
        self._say_how_many_more()

    def _told(self, finding: Finding, *, changed: bool) -> list[Paragraph]:
        """Return what is said of one finding, with a star before what has changed."""
        said = list(finding_paragraphs([finding], self._language))
        first = CHANGED if changed else UNCHANGED
        return [
            replace(each, lead=(first if i == 0 else UNCHANGED) + each.lead)
            for i, each in enumerate(said)
        ]

    def _ends(self) -> Iterator[int]:
        """Yield the line after the last one of each piece."""
        end = 0
        for piece in self._pieces:
            end += len(laid_out(piece, self.columns))
            yield end

    def _say_how_many_more(self) -> None:
        bottom = self.scroll_offset.y + self.scrollable_content_region.height
        more = sum(1 for end in self._ends() if end > bottom) if self.columns > 0 else 0
        text = label("dialog.more", self._language).format(count=more) if more else ""
        self.border_subtitle = Content(text)
