"""What every export says of itself: from which snapshot it is, in which form, under which seal.

A folder of files has an account of them beside (`datapackage.json`, Data Package 2.0); a single
file bears the same inside. `portfolio verify --against` reads it back.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import portfolio
from portfolio.domain.journal import Head
from portfolio.domain.period import parse_utc, utc_text
from portfolio.domain.text import visible
from portfolio.exchange.shown import UNDEFINED
from portfolio.wording.language import Language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from portfolio.exchange.columns import About, Review
    from portfolio.exchange.shown import Json

FORMAT = "subsidy-milestone-portfolio-review/1"
ACCOUNT = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What an export says of itself, read back.

    `root` is the Merkle root over `heads`, the last entries of all streams when it was written;
    `software` is the release that wrote it.
    """

    kind: str
    language: Language
    database: str
    as_of: date
    recorded_at: datetime
    since: date | None
    since_known_at: datetime | None
    programme: str | None
    root: str
    entries: int
    streams: int
    rules_edition: str
    software: str
    heads: tuple[Head, ...]


def account_of(review: Review, kind: str, language: Language) -> dict[str, Json]:
    """Return what an export says of itself: what it is, from which snapshot, under which seal.

    `heads` are the last entries of all streams: with them whoever holds the export can name the
    stream in which a record was altered later.
    """
    return {
        "format": FORMAT,
        "software": portfolio.__version__,
        "kind": kind,
        "language": language.value,
        **about_json(review.about),
        "heads": [[h.stream, h.seq, h.hash] for h in review.heads],
    }


def account_from(said: object) -> Account | None:
    """Return the account a JSON value is; None where it is none of ours."""
    if not (isinstance(said, dict) and said.get("format") == FORMAT):
        return None
    try:
        seal = said["seal"]
        return Account(
            kind=str(said["kind"]),
            language=Language(said["language"]),
            database=str(said["database"]),
            as_of=date.fromisoformat(said["as_of"]),
            recorded_at=parse_utc(said["recorded_at"]),
            since=date.fromisoformat(said["since"]) if said["since"] else None,
            since_known_at=parse_utc(said["since_known_at"]) if said["since_known_at"] else None,
            programme=said.get("programme"),
            root=str(seal["root"]),
            entries=int(seal["entries"]),
            streams=int(seal["streams"]),
            rules_edition=str(seal["rules_edition"]),
            software=str(said["software"]),
            heads=tuple(Head(stream=str(s), seq=int(q), hash=str(h)) for s, q, h in said["heads"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def about_json(about: About) -> dict[str, Json]:
    """Return which snapshot this is."""
    return {
        "database": visible(about.database),
        "purpose": about.purpose.value,
        "as_of": about.as_of.isoformat(),
        "recorded_at": utc_text(about.recorded_at),
        "since": about.since.isoformat() if about.since else None,
        "since_known_at": utc_text(about.since_known_at) if about.since_known_at else None,
        **({"programme": about.programme} if about.programme else {}),
        "seal": {
            "root": about.seal,
            "entries": about.entries,
            "streams": about.streams,
            "rules_edition": about.rules_edition,
        },
    }


def write_account(  # noqa: PLR0913  # what a folder holds, and what has to be known of it
    folder: Path,
    review: Review,
    kind: str,
    language: Language,
    titles: Mapping[str, str],
    *,
    fields: Mapping[str, list[Json]] | None = None,
    notes: list[str] | None = None,
) -> None:
    """Write the account of a folder whose files are written, with the title of each by its name.

    `fields` describes the columns of a file (Table Schema); `notes` are sentences that a reader of
    the folder has to know, such as what its form has no room for.
    """
    described = fields or {}
    package = {
        "$schema": _PROFILE,
        "name": f"portfolio-{kind}",
        "resources": [
            {
                "name": _resource(name),
                "path": name,
                "title": title,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": (folder / name).stat().st_size,
                "hash": f"sha256:{_sha256(folder / name)}",
                "dialect": _DIALECT,
                **({"schema": _schema(described[name])} if name in described else {}),
            }
            for name, title in titles.items()
        ],
        "portfolio": account_of(review, kind, language) | ({"notes": [*notes]} if notes else {}),
    }
    written = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / ACCOUNT).write_text(written, encoding="utf-8", newline="\n")


_DIALECT = {
    "header": True, "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"',
    "doubleQuote": True,
}  # fmt: skip
"""How every CSV file here is written (RFC 4180), in the words of Table Dialect."""


def _schema(fields: list[Json]) -> Json:
    return {"fields": fields, "missingValues": ["", UNDEFINED]}


_OF_A_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-._")


def _resource(file_name: str) -> str:
    """Return the name of a file as a resource has it: small letters of ASCII, digits, - . _."""
    bare = file_name.removesuffix(".csv").lower()
    return "".join(c for c in bare if c in _OF_A_NAME).strip("_")


def _sha256(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
