"""Choosing which columns of a list are seen; kept while the program runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import label
from tui.screens.choices import Choices, Offer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from portfolio.wording import Language
    from tui.lines import Column

_SEEN, _HIDDEN = "[x]", "[ ]"


class ColumnChoices(Choices):
    """Every column that can be hidden; Enter hides or shows one, and the list follows at once."""

    def __init__(
        self,
        columns: Sequence[Column],
        hidden: set[str],
        language: Language,
        changed: Callable[[], None],
    ) -> None:
        super().__init__(label("choices.columns", language), (), language)
        self._columns = columns
        self._hidden = hidden
        self._changed = changed
        self._offers = self._offered()

    def _offered(self) -> tuple[Offer, ...]:
        said = label("columns.from_width", self._language)
        return tuple(
            Offer(
                key=column.name,
                name=column.label.strip(),
                keys=_HIDDEN if column.name in self._hidden else _SEEN,
                note=said.format(width=column.from_width) if column.from_width else "",
            )
            for column in self._columns
        )

    def choose(self, key: str) -> None:
        """Hide a column that is seen, show one that is hidden."""
        self._hidden ^= {key}
        self.offer(self._offered())
        self._changed()
