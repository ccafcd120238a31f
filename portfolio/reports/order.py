"""In which order programmes and grants are read: the same on every page and in every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from portfolio.store.mapping import grant_codes, load_programme, table_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from portfolio.domain.programme import ProgrammeFile


def programmes_by_size(connection: Connection) -> tuple[ProgrammeFile, ...]:
    """Return the programmes, the one with the largest grant first."""
    p, g = table_of("programme"), table_of("grant")
    codes = connection.execute(
        select(p.c.code)
        .outerjoin(g, g.c.programme == p.c.code)
        .group_by(p.c.code)
        .order_by(func.coalesce(func.max(g.c.award_minor), 0).desc(), p.c.code)
    ).scalars()
    return tuple(load_programme(connection, code) for code in codes.all())


def grants_in_order(connection: Connection) -> tuple[str, ...]:
    """Return the codes of all grants, G2 before G10."""
    return tuple(sorted(grant_codes(connection), key=natural))


def natural(text: str) -> tuple[str, int, str]:
    """Return what sorts P2 before P10: codes and numbers in the order in which they were given."""
    stem = text.rstrip("0123456789")
    return stem, int(text[len(stem) :] or "0"), text
