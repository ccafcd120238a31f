"""Looking for text inside the database as the domain compares it: width and case do not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.compiler import SQLCompiler


class is_in(GenericFunction[bool]):  # noqa: N801  # SQLAlchemy finds a function by its class's name
    """Whether a text, folded as by `domain.text.folded`, is like a folded pattern."""

    type = Boolean()
    inherit_cache = True


@compiles(is_in)
def _is_in(element: is_in, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401  # SQLAlchemy's signature
    """Write it in SQL, which knows NFKC and lower case."""
    text, pattern = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"(lower(normalize({text}, NFKC)) LIKE {pattern} ESCAPE '/')"


@compiles(is_in, "sqlite")
def _is_in_for_sqlite(element: is_in, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401  # SQLAlchemy's signature
    """Write it for SQLite, which knows ASCII only and asks Python (`folded`) about all other text.

    That takes ten times as long, and codes and many titles are ASCII.
    """
    text, pattern = (compiler.process(clause, **kw) for clause in element.clauses)
    return (
        f"(CASE WHEN length({text}) = length(CAST({text} AS BLOB)) THEN {text} "
        f"ELSE folded({text}) END LIKE {pattern} ESCAPE '/')"
    )


def contains(column: ColumnElement[Any], needle: str) -> ColumnElement[bool]:
    """Return whether a column's text contains a folded needle; NULL only where the text is."""
    written = needle.replace("/", "//").replace("%", "/%").replace("_", "/_")
    return is_in(column, f"%{written}%")
