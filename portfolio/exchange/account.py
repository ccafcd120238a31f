"""What every export says of itself: from which snapshot it is, in which form, under which seal.

A folder of files has an account of them beside (`datapackage.json`, Data Package 2.0); a single
file bears the same inside. `portfolio verify --against` reads it back.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING

from portfolio.domain.period import utc_text
from portfolio.domain.text import visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from portfolio.exchange.columns import About, Review
    from portfolio.exchange.shown import Json
    from portfolio.wording.language import Language

FORMAT = "subsidy-milestone-portfolio-review/1"
ACCOUNT = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_BLOCK = 1 << 20


def account_of(review: Review, kind: str, language: Language) -> dict[str, Json]:
    """Return what an export says of itself: what it is, from which snapshot, under which seal.

    `heads` are the last entries of all streams: with them whoever holds the export can name the
    stream in which a record was altered later.
    """
    return {
        "format": FORMAT,
        "kind": kind,
        "language": language.value,
        **about_json(review.about),
        "heads": [[h.stream, h.seq, h.hash] for h in review.heads],
    }


def about_json(about: About) -> dict[str, Json]:
    """Return which snapshot this is."""
    return {
        "database": visible(about.database),
        "purpose": about.purpose.value,
        "as_of": about.as_of.isoformat(),
        "recorded_at": utc_text(about.recorded_at),
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
                **({"schema": {"fields": described[name]}} if name in described else {}),
            }
            for name, title in titles.items()
        ],
        "portfolio": account_of(review, kind, language) | ({"notes": [*notes]} if notes else {}),
    }
    written = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    (folder / ACCOUNT).write_text(written, encoding="utf-8", newline="\n")


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
