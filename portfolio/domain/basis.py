"""Where a figure comes from. Nothing illustrative may look public, anywhere."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Basis(StrEnum):
    """How far a figure can be trusted."""

    PUBLIC = "public"
    DERIVED = "derived"
    ILLUSTRATIVE = "illustrative"


def weakest_basis(bases: Iterable[Basis]) -> Basis:
    """Return the basis of a figure made of several: that of the least trustworthy of them."""
    order = tuple(Basis)
    return max(bases, key=order.index, default=Basis.PUBLIC)
