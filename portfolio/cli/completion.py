"""Completion of codes in the shell. Where there is nothing to offer, or no portfolio: silence."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import typer  # noqa: TC002  # typer reads the signatures

from portfolio.domain.errors import PortfolioError

if TYPE_CHECKING:
    from collections.abc import Callable

    from portfolio.services.office import Office

    Complete = Callable[[typer.Context, list[str], str], list[str]]


def complete_grant(ctx: typer.Context, _: list[str], __: str) -> list[str]:
    """Return the codes of all grants."""
    return _grant_codes(ctx)


def complete_part(kind: str) -> Complete:
    """Return a completion of ``GRANT/`` first and then of the codes of this kind in the grant."""

    def complete(ctx: typer.Context, _typed: list[str], incomplete: str) -> list[str]:
        grant, slash = incomplete.partition("/")[:2]
        if not slash:
            return [f"{code}/" for code in _grant_codes(ctx)]
        with suppress(PortfolioError):
            from portfolio.services.browse import dossier

            file = dossier(_office(ctx), grant).file
            return [f"{grant}/{each.code}" for each in getattr(file, kind)]
        return []

    return complete


def _grant_codes(ctx: typer.Context) -> list[str]:
    with suppress(PortfolioError):
        from portfolio.services.browse import overview

        return sorted(line.code for line in overview(_office(ctx)).grants)
    return []


def _office(ctx: typer.Context) -> Office:
    from portfolio.services.office import default_address, open_office

    return open_office(ctx.find_root().params.get("db") or default_address())
