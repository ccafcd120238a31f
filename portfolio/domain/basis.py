"""Where a figure comes from. Nothing illustrative may look public, anywhere."""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    """How far a figure can be trusted."""

    PUBLIC = "public"
    DERIVED = "derived"
    ILLUSTRATIVE = "illustrative"
