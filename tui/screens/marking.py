"""A list whose rows can be marked, and decided on together."""

from __future__ import annotations

from abc import abstractmethod
from importlib import import_module
from typing import TYPE_CHECKING

from portfolio.wording import amount_short, label, word
from tui.lines import Tone
from tui.pages.figures import together
from tui.screens.beginning import BeginningScreen
from tui.seat import seat_of
from tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio.domain.transitions import Act
    from tui.dialogs.bulk import Wanted
    from tui.lines import Money, Subject


MARKING = ("mark", "mark_down", "mark_up", "mark_range", "mark_all")


class MarkingScreen(BeginningScreen):
    """Marks are kept by row: a refresh or a filter does not take them away."""

    @abstractmethod
    def markable(self) -> dict[str, tuple[Act, Subject, Money]]:
        """Return what each row that can be marked waits for, and what money waits on it."""

    def action_mark(self) -> None:
        """Mark the chosen row, or take its mark away, and go on to the next."""
        if self.sheet.current is not None:
            self.sheet.marks.turn(self.sheet.current.key)
            self.sheet.action_line_down()
        self.show_marks()

    def action_mark_down(self) -> None:
        """Mark the chosen row and the next."""
        self._mark_and(self.sheet.action_line_down)

    def action_mark_up(self) -> None:
        """Mark the chosen row and the one before."""
        self._mark_and(self.sheet.action_line_up)

    def action_mark_range(self) -> None:
        """Mark everything from the row marked last to the chosen one."""
        if self.sheet.current is not None:
            self.sheet.marks.range_to(self.sheet.current.key, self._keys())
        self.show_marks()

    def action_mark_all(self) -> None:
        """Mark everything the filter lets through."""
        self.sheet.marks.add(self._keys())
        self.show_marks()

    def action_unmark(self) -> None:
        """Take every mark away."""
        self.sheet.marks.clear()
        self.show_marks()

    def _mark_and(self, step: Callable[[], None]) -> None:
        self.sheet.marks.add(self._chosen_keys())
        step()
        self.sheet.marks.add(self._chosen_keys())
        self.show_marks()

    def _chosen_keys(self) -> list[str]:
        return [] if self.sheet.current is None else [self.sheet.current.key]

    def _keys(self) -> list[str]:
        return [row.key for row in self.sheet.rows if row.can_be_chosen]

    def show(self) -> None:
        """Show the rows; forget the marks of what no longer waits."""
        super().show()
        self.sheet.marks.keep(self.markable())
        self.show_marks()

    def show_marks(self) -> None:
        """Say how much is marked, and for what money."""
        self.sheet.refresh()
        self.repaint_keys()
        marked = list(self.sheet.marks)
        if marked:
            known = self.markable()
            amounts = (known[key][-1] for key in marked if key in known)
            said = label("marked.count", self.language)
            self.query_one(StatusLine).count(
                said.format(count=len(marked), money=together(amounts, amount_short, self.language))
            )
        else:
            self.show_count()

    def action_decide_marked(self) -> None:
        """Open the dialog that decides on everything marked, each on its own."""
        known = self.markable()
        marked = [known[key] for key in self.sheet.marks if key in known]
        if not marked:
            self.say(label("why.nothing_marked", self.language))
            return
        bulk, dialog = (import_module(f"tui.dialogs.{name}") for name in ("bulk", "marked"))
        lines = [bulk.wanted(*each) for each in marked]
        asked = dialog.MarkedDialog(seat_of(self).office, lines, self.language)
        self.app.push_screen(asked, self._were_done)

    def _were_done(self, done: tuple[Wanted, ...] | None) -> None:
        if not done:
            return
        self.written_here()
        acts = dict.fromkeys(word(each.act, self.language) for each in done)
        said = label("marked.saved_all", self.language)
        self.say(said.format(count=len(done), acts=", ".join(acts)), Tone.GOOD)

    def why_not(self, name: str) -> str | None:
        """Return why an action is of no use: nothing is marked."""
        if name in ("decide_marked", "unmark") and not self.sheet.marks:
            return label("why.nothing_marked", self.language)
        if name in MARKING and not self._can_be_marked():
            return label("why.nothing_to_mark", self.language)
        return super().why_not(name)

    def _can_be_marked(self) -> bool:
        row = self.sheet.current
        return row is not None and row.key in self.markable()
