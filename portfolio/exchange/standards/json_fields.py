"""The fields of one object of a JSON file, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from portfolio.domain.errors import Invalid
from portfolio.exchange.standards.values import is_absent, present, shown, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio.exchange.standards.drafting import Drafts

MOST_PARTS = 2_000
"""Objects in one list of one object."""

Said = dict[str, Any]
T = TypeVar("T")
P = ParamSpec("P")


class Fields:
    """The fields of an object that stands at a place; what is wrong with them is noted."""

    def __init__(self, drafts: Drafts, place: str, said: Said) -> None:
        self.drafts = drafts
        self.place = place
        self.said = said

    def at(
        self, field: str, otherwise: T, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Return what could be made of a field; see `Drafts.attempt`."""
        return self.drafts.attempt(f"{self.place}.{field}", otherwise, make, *args, **kwargs)

    def text(self, field: str, said: Said | None = None, *, longest: int = 200) -> str:
        """Return the text at a path below the object, which is the last name of it in `said`."""
        value = (self.said if said is None else said).get(field.rpartition(".")[2])
        return self.at(field, "", text_of, value, longest=longest)

    def optional(self, field: str, said: Said, *, longest: int = 200) -> str:
        """Return the text at a path as `text` does; empty where nothing stands there."""
        absent = is_absent(said.get(field.rpartition(".")[2]))
        return "" if absent else self.text(field, said, longest=longest)

    def leave(self, what: str, times: int = 1) -> None:
        """Count what has no place here."""
        if times > 0:
            self.drafts.left_aside[what] += times

    def objects(self, field: str) -> list[tuple[str, Said]]:
        """Return the objects listed in a field, each with its place; none where it is left out."""
        value = self.said.get(field)
        listed = [] if is_absent(value) else self.at(field, [], list_of, value, MOST_PARTS)
        places = [f"{field}[{i}]" for i in range(len(listed))]
        found = [
            (place, self.at(place, None, object_of, each))
            for place, each in zip(places, listed, strict=True)
        ]
        return [(place, said) for place, said in found if said is not None]

    def first(self, field: str) -> Said:
        """Return the first object listed in a field; others have no place here."""
        objects = self.objects(field)
        self.leave(f"further {field}", len(objects) - 1)
        return objects[0][1] if objects else {}


def list_of(value: object, most: int) -> list[Any]:
    """Return a list that is one, and not longer than the limit."""
    if not isinstance(value, list):
        raise Invalid("list", shown(value), "is not a list", "write it in square brackets")
    if len(value) > most:
        raise Invalid(
            "list", len(value), f"are more than {most} in one list", "split it into several files"
        )
    return value


def some_of(value: object, most: int) -> list[Any]:
    """Return a list with something in it."""
    present(value)
    return list_of(value, most)


def object_of(value: object) -> Said:
    """Return an object that is one."""
    if not isinstance(value, dict):
        raise Invalid("object", shown(value), "is not an object", "write it in curly brackets")
    return value
