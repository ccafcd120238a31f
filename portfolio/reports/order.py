"""In which order programmes and grants are read: the same on every page and in every file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from portfolio.store.mapping import grant_codes, load_programme, table_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from portfolio.domain.programme import ProgrammeFile


def programmes_by_size(
    connection: Connection, only: str | None = None
) -> tuple[ProgrammeFile, ...]:
    """Return the programmes, the one with the largest grant first; or `only` one."""
    p, g = table_of("programme"), table_of("grant")
    codes = connection.execute(
        select(p.c.code)
        .outerjoin(g, g.c.programme == p.c.code)
        .group_by(p.c.code)
        .order_by(func.coalesce(func.max(g.c.award_minor), 0).desc(), p.c.code)
    ).scalars()
    return tuple(load_programme(connection, code) for code in codes.all() if only in (None, code))


def grants_in_order(connection: Connection, programme: str | None = None) -> tuple[str, ...]:
    """Return the codes of all grants, or of one programme's, G2 before G10."""
    return tuple(sorted(grant_codes(connection, programme), key=natural))


def natural(text: str) -> tuple[str, int, str]:
    """Return what sorts P2 before P10: codes and numbers in the order in which they were given."""
    stem = text.rstrip("0123456789")
    return stem, int(text[len(stem) :] or "0"), text
