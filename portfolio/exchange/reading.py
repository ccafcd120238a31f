"""Reading a portfolio file: its shape, then its values, all problems at once with their places."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from portfolio.domain.errors import FileProblems, Problem
from portfolio.domain.people import Person
from portfolio.exchange.document import PortfolioIn
from portfolio.exchange.making import Maker, made

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.exchange.acts import ActIn

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a national portfolio of a thousand grants takes about a tenth."""

DEEPEST = 40
"""Levels of nesting; the format itself has six."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds, as records of the domain. `name` is what problems call the file.

    `places` says where each record stands, by the list it is under and its subject:
    ``("grants[0]", "ALPHA/I1")`` → ``grants[0].instalments[0]``; `cell_of` leads such a place to
    the cell of a table that it came from. `stated` is by grant. `left_aside` counts by name what
    the file tells besides and what has no place here. `restates` says that it tells again what
    earlier ones of its kind have told: sheets of a budget do, year by year.
    """

    name: str
    people: tuple[Person, ...] = ()
    programmes: tuple[ProgrammeFile, ...] = ()
    grants: tuple[GrantFile, ...] = ()
    history: tuple[ActIn, ...] = ()
    places: Mapping[tuple[str, str], str] = field(default_factory=dict)
    left_aside: tuple[tuple[str, int], ...] = ()
    restates: bool = False
    stated: Mapping[str, Stated] = field(default_factory=dict)
    cell_of: Callable[[str], str] = str

    def place_of(self, within: str, subject: str, key: str = "") -> str:
        """Return where the subject of a finding stands, or the whole within which it is sought.

        `key` is one field of it, as the format calls it.
        """
        found = self.places.get((within, subject), within)
        return self.cell_of(f"{found}.{key}" if key else found)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file says of a grant beside what is recorded: see `GrantIn`."""

    currency: str | None
    recorded: str | None


READERS = {
    "": "plan_reading:read_plan_folder",
    ".csv": "standards.rs_in:read_rs",
    ".json": "reading:read_json",
    ".xlsx": "plan_reading:read_plan_workbook",
    ".xml": "standards.iati_in:read_iati",
}
"""Who reads a file, by how its name ends: the module here, and its function of a path.

A folder is read by the first.
"""


def read_file(path: Path) -> Read:
    """Read a file that can be imported, or raise `FileProblems` with everything wrong in it."""
    ending = "" if path.is_dir() else path.suffix.lower() or ".json"
    module, _, function = READERS.get(ending, READERS[".json"]).partition(":")
    reader = getattr(import_module(f"portfolio.exchange.{module}"), function)
    read: Read = reader(path)
    return read


def read_json(path: Path) -> Read:
    """Read a JSON file, or raise `FileProblems` with everything wrong in it."""
    return read_text(path.name, _text_of(path))


def read_text(name: str, text: str) -> Read:
    """Read the text of a JSON file, or raise `FileProblems` with everything wrong in it.

    A portfolio file says its format; what has grants and says none is read as 360Giving.
    """
    said = _said_in(name, text)
    if isinstance(said, dict) and "grants" in said and "format" not in said:
        from portfolio.exchange.standards.giving360_in import read_package

        return read_package(name, said)
    try:
        document = PortfolioIn.model_validate_json(text)
    except ValidationError as error:
        raise FileProblems([shape_problem(name, e) for e in error.errors()]) from None
    return read_document(name, document)


def read_document(name: str, document: PortfolioIn) -> Read:
    """Make records of what a file says, or raise `FileProblems` with everything wrong in it."""
    maker = Maker(name)
    read = Read(
        name=name,
        people=maker.all("people", Person, document.people),
        programmes=made(
            maker.programme(f"programmes[{i}]", p) for i, p in enumerate(document.programmes)
        ),
        grants=made(maker.grant(f"grants[{i}]", g) for i, g in enumerate(document.grants)),
        history=document.history,
        places=maker.places,
        stated={g.code: Stated(g.currency, g.recorded) for g in document.grants},
    )
    if maker.problems:
        raise FileProblems(maker.problems)
    return read


def bytes_of(path: Path) -> bytes:
    """Return what stands in a file, if it is one and not too large."""
    name = path.name
    if not path.is_file():
        raise FileProblems(
            [_problem(name, str(path), "is not a file", "name a portfolio file (.json)")]
        )
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError:
        raise FileProblems(
            [_problem(name, str(path), "cannot be read", "name a file that you can read")]
        ) from None
    if len(data) > LARGEST_FILE:
        raise FileProblems(
            [
                _problem(
                    name, f"{path.stat().st_size} bytes", f"is larger than {LARGEST_FILE} bytes",
                    "split it into several files",
                )
            ]
        )  # fmt: skip
    return data


def _text_of(path: Path) -> str:
    name = path.name
    try:
        return bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileProblems(
            [_problem(name, f"byte {error.start}", "is not UTF-8", "save the file as UTF-8")]
        ) from None


def _said_in(name: str, text: str) -> object:
    """Return what JSON says, numbers exactly as written.

    Refuses what JSON readers take in silence: repeated keys, NaN, bottomless nesting.
    """
    try:
        return json.loads(
            text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant, parse_float=_exact
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise FileProblems(
            [_problem(name, where, f"is not JSON: {error.msg}", "correct the file there")]
        ) from None
    except RecursionError:
        raise FileProblems(
            [_problem(name, "nesting", f"is deeper than {DEEPEST} levels", "flatten the file")]
        ) from None
    except ValueError as error:
        raise FileProblems(
            [_problem(name, str(error), "is not allowed here", "correct the file there")]
        ) from None


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} twice in one object")
        found[key] = value
    return found


def _no_constant(constant: str) -> object:
    raise ValueError(f"the number {constant}")


def _exact(written: str) -> Decimal:
    try:
        return Decimal(written)
    except ArithmeticError:
        raise ValueError(f"the number {written[:80]}") from None


def _place_of_shape(parts: tuple[int | str, ...]) -> str:
    """Return a place as a path. Of an act pydantic puts its name in: no part of the file."""
    if parts[:1] == ("history",):
        parts = (*parts[:2], *parts[3:])
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in parts).lstrip(".")


def shape_problem(name: str, error: Any) -> Problem:  # noqa: ANN401  # pydantic's own mapping
    """Return one thing that does not fit the models of the format, with its place."""
    place = _place_of_shape(error["loc"])
    value = error.get("input")
    shown = "" if isinstance(value, dict | list) else str(value)
    if error["type"] == "missing":
        return Problem(
            file=name, place=place, value="", why="is missing", remedy="write this field"
        )
    if error["type"] == "union_tag_invalid":
        return Problem(
            file=name, place=f"{place}.act", value=error["ctx"]["tag"][:80],
            why="is no act that can be asked for on a grant",
            remedy="see 'portfolio schema' for what fits",
        )  # fmt: skip
    if error["type"] == "extra_forbidden":
        return Problem(
            file=name, place=place, value=shown[:80], why="is not a field of the format",
            remedy="check its spelling ('portfolio schema' prints the format)",
        )  # fmt: skip
    return Problem(
        file=name, place=place, value=shown[:80], why=f"does not fit: {error['msg']}",
        remedy="see 'portfolio schema' for what fits",
    )  # fmt: skip


def _problem(name: str, place: str, why: str, remedy: str) -> Problem:
    return Problem(file=name, place=place, value="", why=why, remedy=remedy)
