"""Filters that somebody keeps under a name: a file of their own, beside no portfolio.

A file that cannot be read is said and left as it is; it is never written over.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from portfolio.domain.errors import Invalid, PortfolioError, StoreUnfit
from portfolio.domain.text import clean_text

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_NAME = 24
MOST_SAVED = 20
"""How many filters are kept: each is a tab, or a line of a short list."""


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter by the name its owner gave it, of the list it was typed in."""

    place: str
    name: str
    typed: str


def filters_path() -> Path:
    """Return where the filters of whoever runs this are kept."""
    from platformdirs import user_config_path  # only where filters are kept

    return user_config_path("portfolio", appauthor=False) / "filters.json"


def saved_filters() -> tuple[SavedFilter, ...]:
    """Return the saved filters, none where there is no file. Raises `StoreUnfit` for a bad one."""
    path = filters_path()
    try:
        return tuple(_read(each) for each in json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, KeyError, PortfolioError) as error:
        raise StoreUnfit(
            f"the saved filters in {path} cannot be read: repair or remove that file; "
            "it was left as it is"
        ) from error


def _read(each: Any) -> SavedFilter:  # noqa: ANN401  # whatever the file says
    texts = [each[name] for name in ("place", "name", "typed")]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError(each)
    place, name, typed = texts
    return SavedFilter(place, clean_text("name", name, longest=LONGEST_NAME), typed)


def save_filter(saved: SavedFilter) -> tuple[SavedFilter, ...]:
    """Keep a filter, instead of the one of that name in that list; return all that are kept.

    Raises `Invalid` for a name that cannot be one, `StoreUnfit` where it cannot be written.
    """
    name = clean_text("name", saved.name, longest=LONGEST_NAME)
    kept = SavedFilter(saved.place, name, saved.typed)
    others = _without(kept)
    if len(others) == MOST_SAVED:
        raise Invalid("name", name, f"would be more than {MOST_SAVED} filters", "delete one first")
    return _write((*others, kept))


def delete_filter(saved: SavedFilter) -> tuple[SavedFilter, ...]:
    """Keep a filter no longer; return those that are kept. Raises `StoreUnfit`."""
    return _write(_without(saved))


def _without(saved: SavedFilter) -> tuple[SavedFilter, ...]:
    same = (saved.place, saved.name)
    return tuple(each for each in saved_filters() if (each.place, each.name) != same)


def _write(kept: tuple[SavedFilter, ...]) -> tuple[SavedFilter, ...]:
    path = filters_path()
    part = path.with_name(f"{path.name}.part")
    text = json.dumps([asdict(each) for each in kept], ensure_ascii=False, indent=1)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        # Nobody else reads what somebody looks for.
        with os.fdopen(
            os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8"
        ) as file:
            file.write(text)
        part.replace(path)  # the old file or the new one, never half of one
    except OSError as error:
        raise StoreUnfit(
            f"the saved filters cannot be written to {path}: check the folder and its rights"
        ) from error
    return kept
