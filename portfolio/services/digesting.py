"""A file known by its SHA-256: read where it is, whole, and left there."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from portfolio.domain.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_BLOCK = 1 << 20


def _never() -> bool:
    return False


def sha256_of_file(path: Path, *, given_up: Callable[[], bool] = _never) -> str:
    """Return the SHA-256 of a file in hexadecimal (FIPS 180-4), or raise `Invalid`.

    Only a regular file is read: a device or a pipe might have no end. `given_up` is asked between
    blocks whether anybody still waits for the answer.
    """
    digest = sha256()
    try:
        if not path.is_file():
            raise Invalid("file", str(path), "is not a file", "name a file that you can read")
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                if given_up():
                    break
                digest.update(block)
    except OSError as error:
        why = error.strerror or str(error)
        raise Invalid(
            "file", str(path), f"cannot be read ({why})", "name a file that you can read"
        ) from None
    return digest.hexdigest()


def digests_of(place: Path) -> dict[str, str]:
    """Return the SHA-256 of a file, or of every file in a folder, by name."""
    files = sorted(place.iterdir()) if place.is_dir() else [place]
    return {each.name: sha256_of_file(each) for each in files}
