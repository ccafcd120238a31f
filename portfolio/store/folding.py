"""Text as it is compared, inside the database: width and case of writing do not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import String, func
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.compiler import SQLCompiler


class folded_text(GenericFunction[str]):  # noqa: N801  # SQLAlchemy finds a function by its class's name
    """The same as `domain.text.folded`."""

    type = String()
    inherit_cache = True


@compiles(folded_text)
def _folded(element: folded_text, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401  # SQLAlchemy's signature
    """SQL knows NFKC and lower case."""
    return f"lower(normalize({compiler.process(element.clauses, **kw)}, NFKC))"


@compiles(folded_text, "sqlite")
def _folded_in_sqlite(element: folded_text, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401  # SQLAlchemy's signature
    """SQLite knows ASCII only: what is more than that is folded by `sqlite.prepare_connection`.

    To ask Python is ten times slower, and most codes and many titles are ASCII.
    """
    text = compiler.process(element.clauses, **kw)
    return (
        f"CASE WHEN length({text}) = length(CAST({text} AS BLOB)) THEN lower({text}) "
        f"ELSE folded({text}) END"
    )


def contains(column: ColumnElement[Any], needle: str) -> ColumnElement[bool]:
    """Return whether a column's text contains a folded needle; never NULL."""
    return folded_text(func.coalesce(column, "")).contains(needle, autoescape=True)
