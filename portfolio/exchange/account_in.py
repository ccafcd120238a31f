"""Reading back what an export says of itself, from whichever form it has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from portfolio.domain.errors import FileProblems, Problem
from portfolio.exchange.account import ACCOUNT, Account, account_from

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LARGEST_EXPORT = 1 << 30
"""Bytes of an export that is read back."""


def read_account(path: Path) -> Account:
    """Return what an export says of itself. Raises `FileProblems` where it says nothing."""
    if path.is_dir():
        read: Callable[[Path], object] = _of_folder
    else:
        read = _READERS.get(path.suffix.lower(), _of_json)
    if path.is_file() and path.stat().st_size > LARGEST_EXPORT:
        raise FileProblems([_problem(path, f"is larger than {LARGEST_EXPORT} bytes")])
    try:
        account = account_from(read(path))
    except (OSError, ValueError, KeyError, RecursionError) as error:
        raise FileProblems([_problem(path, f"cannot be read ({error})")]) from error
    except FileProblems as found:
        raise FileProblems([_problem(path, each.why) for each in found.problems]) from found
    if account is None:
        raise FileProblems([_problem(path, "bears no seal of this program")])
    return account


def _problem(path: Path, why: str) -> Problem:
    return Problem(
        file=path.name, place=path.name, value="", why=why,
        remedy="name a file or folder that 'portfolio export' wrote",
    )  # fmt: skip


def _of_json(path: Path) -> object:
    said = json.loads(path.read_bytes())
    if not isinstance(said, dict):
        return None
    inside = ("portfolio", "x_portfolio", "exported")
    return next((said[name] for name in inside if name in said), said)


def _of_folder(path: Path) -> object:
    return _of_json(path / ACCOUNT)


def _of_workbook(path: Path) -> object:
    from portfolio.exchange.account_sheet import ACCOUNT_SHEET  # only a workbook needs it
    from portfolio.exchange.workbook_reading import read_grid

    grid = read_grid(path, ACCOUNT_SHEET)
    if grid is None:
        return None
    return json.loads("".join(str(cells[0].text) for _, cells in grid.rows))


def _of_xml(path: Path) -> object:
    from lxml import etree  # only an XML file needs it

    from portfolio.exchange.standards.elements import own

    said = None
    try:
        with path.open("rb") as file:
            for _, element in etree.iterparse(
                file, resolve_entities=False, no_network=True, load_dtd=False
            ):
                if element.tag == own("account"):
                    said = json.loads(element.text or "null")
                element.clear()
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    return said


def _of_page(path: Path) -> object:
    from portfolio.exchange.report.page import read_account as found

    return found(path.read_bytes())


def _of_pdf(path: Path) -> object:
    from portfolio.exchange.report.account_in_pdf import read_account as found

    return found(path.read_bytes())


_READERS: dict[str, Callable[[Path], object]] = {
    ".xlsx": _of_workbook,
    ".xml": _of_xml,
    ".html": _of_page,
    ".pdf": _of_pdf,
}
