"""Columns of two kinds only, text and whole numbers, and the CHECK that keeps an enumeration.

Why so few: SQLite would keep a Decimal as a binary float, an enumeration by its Python name and a
moment without its zone; a 32-bit INTEGER on PostgreSQL is too small for yen. STRICT tables accept
exactly these, and the hash of a row is the hash of what is stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, Text
from sqlmodel import SQLModel

if TYPE_CHECKING:
    from enum import StrEnum

WHOLE = BigInteger().with_variant(Integer(), "sqlite")
"""64-bit on every back-end."""

STRICT = {"sqlite_strict": True}
"""Table option: SQLite then refuses a text in a whole-number column, and the reverse."""

SQLModel.metadata.naming_convention = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


def key() -> Column[str]:
    """Return a text column that is part of the primary key."""
    return Column(Text, primary_key=True, nullable=False)


def whole_key() -> Column[int]:
    """Return a whole-number column that is part of the primary key."""
    return Column(WHOLE, primary_key=True, nullable=False, autoincrement=False)


def string(default: str | None = None) -> Column[str]:
    """Return a text column that must be filled; `default` is what older rows have in it."""
    return Column(Text, nullable=False, server_default=default)


def string_or_none() -> Column[str]:
    """Return a text column that may be empty."""
    return Column(Text, nullable=True)


def whole(default: int | None = None) -> Column[int]:
    """Return a whole-number column that must be filled: minor units, years, levels, counts.

    `default` is what older rows have in it.
    """
    older = None if default is None else str(default)
    return Column(WHOLE, nullable=False, server_default=older)


def whole_or_none() -> Column[int]:
    """Return a whole-number column that may be empty."""
    return Column(WHOLE, nullable=True)


def cell() -> Column[int]:
    """Return a kept sum: begins at 0, and is only ever moved by `store.cells`."""
    return Column(WHOLE, nullable=False, server_default="0")


def one_of(name: str, values: type[StrEnum]) -> CheckConstraint:
    """Return the CHECK that a column holds one of the enumeration's values."""
    quoted = ", ".join("'" + v.value.replace("'", "''") + "'" for v in values)
    return CheckConstraint(f"{name} IN ({quoted})", name=f"{name}_known")


def yes_or_no(name: str) -> CheckConstraint:
    """Return the CHECK that a column holds 1 for yes or 0 for no."""
    return CheckConstraint(f"{name} IN (0, 1)", name=f"{name}_known")
