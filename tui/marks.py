"""What is marked in a list: by the keys of rows, so that marks outlive a refresh and a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Marks:
    """The keys that are marked, and where a range begins."""

    def __init__(self) -> None:
        self._keys: dict[str, None] = {}
        self._anchor: str | None = None

    def __contains__(self, key: str) -> bool:
        """Whether a key is marked."""
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        """Go through what is marked, in the order it was."""
        return iter(tuple(self._keys))

    def __len__(self) -> int:
        """How much is marked."""
        return len(self._keys)

    def turn(self, key: str) -> None:
        """Mark a key, or take its mark away; a range begins here."""
        if self._keys.pop(key, self) is self:
            self._keys[key] = None
        self._anchor = key

    def add(self, keys: Iterable[str]) -> None:
        """Mark these too."""
        self._keys.update(dict.fromkeys(keys))

    def range_to(self, key: str, shown: list[str]) -> None:
        """Mark everything shown from where the range begins to a key; alone where that is gone."""
        anchor = self._anchor if self._anchor in shown else key
        first, last = sorted((shown.index(anchor), shown.index(key)))
        self.add(shown[first : last + 1])
        self._anchor = key

    def keep(self, keys: Iterable[str]) -> None:
        """Forget the marks of what is no longer there."""
        there = set(keys)
        self._keys = {key: None for key in self._keys if key in there}

    def clear(self) -> None:
        """Take every mark away."""
        self._keys.clear()
        self._anchor = None
