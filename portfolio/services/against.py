"""Verifying against an export: what it rested on is still there, and it says what that gave."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import portfolio
from portfolio.domain.errors import Invalid, NotFound, PortfolioError
from portfolio.exchange.account_in import read_account
from portfolio.reports.against import held_against
from portfolio.reports.verification import Break
from portfolio.services.digesting import digests_of
from portfolio.services.exporting import Since, write_export
from portfolio.services.looking_back import looking_back
from portfolio.services.progress import GivenUp, Tick, no_tick
from portfolio.services.signing import signature_of, signer_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.exchange.account import Account
    from portfolio.services.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What an export proved. `compared` says whether it could be written again and compared.

    `signer` is who signed it, None where nobody did; `software` the release that wrote it.
    """

    export: str
    account: Account
    broken: tuple[Break, ...]
    compared: bool
    signer: str | None

    @property
    def sound(self) -> bool:
        """Whether the record and the export still fit each other."""
        return not self.broken


def verify_against(
    office: Office, export: Path, signers: Path | None = None, *, tick: Tick = no_tick
) -> Against:
    """Hold the record against an export, and the export against the record.

    The first finds a past entry that was altered, removed, reordered or chained anew; the second,
    by writing the export again and comparing every byte, a figure altered in the file. An export
    of another release is not written again. `tick` is called as it goes on. Raises `FileProblems`
    where it is none.
    """
    account = read_account(export)
    with office.database.reading() as connection:
        broken = list(held_against(connection, account))
    compared = account.software == portfolio.__version__ and not broken
    if compared:
        broken += _not_as_written(office, export, account, tick)
    signer = None
    signature = signature_of(export)
    if signature.exists():
        try:
            signer = signer_of(export, signers)
        except Invalid as invalid:
            broken.append(_note("export", None, signature.name, invalid.why))
    elif signers is not None:
        broken.append(_note("export", None, signature.name, "no signature lies beside it"))
    return Against(
        export=export.name, account=account, broken=tuple(broken), compared=compared, signer=signer
    )


def _not_as_written(office: Office, export: Path, account: Account, tick: Tick) -> Iterator[Break]:
    """Write the export again as it was asked for, and name each file that differs."""
    found = digests_of(export)
    with (
        TemporaryDirectory(prefix="portfolio-again-") as folder,
        looking_back(office, account.as_of, account.recorded_at, tick=tick) as past,
    ):
        again = Path(folder) / export.name
        try:
            since = Since(account.since, account.since_known_at) if account.since else None
            write_export(
                past, account.kind, again, account.language,
                name=account.database, since=since, programme=account.programme, tick=tick,
            )  # fmt: skip
            expected = digests_of(again)
        except GivenUp:
            raise
        except (NotFound, PortfolioError) as error:
            yield _note("export", None, export.name, f"cannot be written again: {error}")
            return
    for name in sorted(found.keys() | expected.keys()):
        if name not in found:
            yield _note("export", None, name, "is missing")
        elif found[name] != expected.get(name):
            yield _note(
                "export",
                None,
                name,
                "is not what the record gives: it was altered after it was written",
            )


def _note(stream: str, seq: int | None, subject: str, what: str) -> Break:
    return Break(stream=stream, seq=seq, subject=subject, what=what)
