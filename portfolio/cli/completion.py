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


def complete_programme(ctx: typer.Context, _: list[str], __: str) -> list[str]:
    """Return the codes of all programmes."""
    with suppress(PortfolioError):
        from portfolio.services.browse import overview

        return sorted(line.code for line in overview(_office(ctx)).programmes)
    return []


def complete_part(records: str) -> Complete:
    """Return a completion of ``GRANT/`` first and then of the codes of its records of this kind."""

    def complete(ctx: typer.Context, _typed: list[str], incomplete: str) -> list[str]:
        grant, slash = incomplete.partition("/")[:2]
        if not slash:
            return [f"{code}/" for code in _grant_codes(ctx)]
        return [f"{grant}/{code}" for code in _codes_in(ctx, grant, records)]

    return complete


def complete_code(records: str) -> Complete:
    """Return a completion of the codes of these records in the grant that was named before."""

    def complete(ctx: typer.Context, _typed: list[str], _incomplete: str) -> list[str]:
        # While an option still lacks its value what was named before it is not read yet.
        named = ctx.params.get("target") or next(iter(ctx.args), "")
        return _codes_in(ctx, named.partition("/")[0], records)

    return complete


def _grant_codes(ctx: typer.Context) -> list[str]:
    with suppress(PortfolioError):
        from portfolio.services.browse import overview

        return sorted(line.code for line in overview(_office(ctx)).grants)
    return []


def _codes_in(ctx: typer.Context, grant: str, records: str) -> list[str]:
    with suppress(PortfolioError):
        from portfolio.services.browse import dossier

        return [each.code for each in getattr(dossier(_office(ctx), grant).file, records)]
    return []


def _office(ctx: typer.Context) -> Office:
    from portfolio.services.office import default_address, open_office

    return open_office(ctx.find_root().params.get("db") or default_address())
