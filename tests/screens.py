"""The screens that are pictured: who sits at the desk, and which keys lead there.

`tests.kept` draws them.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl

from portfolio.services.exporting import export
from portfolio.wording import Language
from tests.services.test_changes import put

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office

Cell = tuple[str, dict[str, str], str, Any]
"""A sheet, what is said in the row, the column, and what is written there."""

SIZES = ((80, 24), (120, 40))

OFFICER, ASSESSOR, AUTHORISER = "OFFICER-1", "ASSESSOR-1", "AUTHORISER-1"
REVIEWER = "REVIEWER-1"
NOBODY = ""
"""Where no portfolio is open yet."""
NEWCOMER = "newcomer"
"""Where one has begun, and holds nothing yet."""


def at(subject: str, *keys: str) -> tuple[str, ...]:
    """Return the keys that choose a line of the list by the code of what it is about."""
    return ("/", subject, "Enter", *keys)


def in_grant(grant: str, *keys: str) -> tuple[str, ...]:
    """Return the keys that open a grant from the portfolio."""
    return ("2", *at(grant, "j", "Enter"), *keys)


def brought(file: str, *keys: str) -> tuple[str, ...]:
    """Return the keys that open the preview of a file; see `write_files`."""
    return ("i", file, "Enter", *keys)


SCREENS: dict[str, tuple[str, tuple[str, ...]]] = {
    "queue": (OFFICER, ()),
    "portfolio": (OFFICER, ("2",)),
    "budget": (OFFICER, ("3",)),
    "outlook": (OFFICER, ("4",)),
    "journal": (OFFICER, ("5",)),
    "entry": (OFFICER, ("5", "Enter")),
    "grant": (OFFICER, in_grant("EXAMPLE-QSENSOR")),
    "records": (OFFICER, in_grant("EXAMPLE-QSENSOR", "G", "k")),
    "why": (OFFICER, at("UTOKYO-IBM/I4", "w")),
    "acts": (OFFICER, in_grant("EXAMPLE-SWARM", "a")),
    "propose": (OFFICER, at("UTOKYO-IBM/I4", "d")),
    "amend": (OFFICER, in_grant("EXAMPLE-QSENSOR", *at("M7", "a", "j", "j", "Enter"))),
    "refused": (OFFICER, ("Right", *at("G-QUAT/P3", "d"))),
    "hold": (AUTHORISER, at("G-QUAT/P3", "a", "/", "hold", "Enter")),
    "record-evidence": (OFFICER, at("EXAMPLE-QSENSOR/M2", "a", "Enter")),
    "assess": (ASSESSOR, at("RAPIDUS-BE/M4", "d")),
    "confirm": (AUTHORISER, at("G-QUAT/P3", "d")),
    "import-changes": (OFFICER, brought("plan.xlsx")),
    "import-accept": (OFFICER, brought("plan.xlsx", "s")),
    "import-problems": (OFFICER, brought("draft.xlsx")),
    "evidence": (OFFICER, at("EXAMPLE-QSENSOR/M2", "o")),
    "note": (OFFICER, at("EXAMPLE-QSENSOR/M2", "n")),
    "assign": (OFFICER, at("EXAMPLE-QSENSOR/M2", "A")),
    "nothing-found": (OFFICER, ("/", "fusion", "Enter")),
    "filtered": (OFFICER, ("Right", *at("role:assessor !hold", "s"))),
    "filters": (OFFICER, (*at("role:assessor !hold"), "f")),
    "filter-name": (OFFICER, (*at("role:assessor !hold"), "f", "Enter")),
    "columns": (OFFICER, ("c",)),
    "marked": (AUTHORISER, ("*", "D")),
    "programme": (OFFICER, ("2", *at("POST5G", "t"))),
    "programme-new": ("ADMIN-1", ("N",)),
    "record": (OFFICER, ("2", *at("POST5G", "t", "a", "j", "Enter"))),
    "people": (OFFICER, ("u",)),
    "person": (OFFICER, ("u", "a", "Enter")),
    "pictures-grant": (OFFICER, in_grant("EXAMPLE-QSENSOR", "p")),
    "pictures-budget": (OFFICER, ("3", "p")),
    "export": (OFFICER, ("C-e",)),
    "verification": (OFFICER, ("V",)),
    "backup": (OFFICER, ("K",)),
    "schema": (OFFICER, ("J",)),
    "template": (OFFICER, ("I",)),
    "colours": (OFFICER, ("C-t",)),
    "act-as": (OFFICER, ("F2",)),
    "against": (OFFICER, ("V", "H")),
    "look-back": (OFFICER, ("B",)),
    "past": (OFFICER, ("2", "B", "2024-03-31", "Tab", "Tab", "Enter")),
    "compare": (REVIEWER, ("F",)),
    "differences": (REVIEWER, ("F", "2025-03-31", "Tab", "Tab", "Tab", "Tab", "Enter")),
    "look-up": (OFFICER, ("C-f", "quantum")),
    "jump": (OFFICER, ("C-o",)),
    "tour": (OFFICER, ("T",)),
    "help": (OFFICER, ("?",)),
    "palette": (OFFICER, ("C-p",)),
    "welcome": (NOBODY, ()),
    "begin": (NOBODY, ("j", "j", "Enter")),
    "first-steps": (NEWCOMER, ()),
}
"""Every screen, and dialogs of each shape."""


def write_files(folder: Path, office: Office) -> None:
    """Write what is imported: a plan with three changes, and a draft with four mistakes."""
    of = {"grant": "EXAMPLE-QSENSOR"}
    changes: tuple[Cell, ...] = (
        ("Milestones", of | {"code": "M7"}, "due_on", datetime(2027, 9, 30)),  # noqa: DTZ001  # a day
        ("Instalments", of | {"code": "I6"}, "amount", 140_000_000),
        ("Instalments", of | {"code": "I7"}, "amount", 210_000_000),
    )
    mistakes: tuple[Cell, ...] = (
        ("Milestones", of | {"code": "M7"}, "due_on", "end of June"),
        ("Milestones", of | {"code": "M8"}, "level", 12),
        ("Instalments", of | {"code": "I6"}, "amount", "150 million"),
        ("Commitments", of | {"code": "C2"}, "rung", "promised"),
    )
    for name, cells in (("plan.xlsx", changes), ("draft.xlsx", mistakes)):
        path = folder / name
        export(office, "plan", path, Language.ENGLISH)
        book = openpyxl.load_workbook(path)
        for cell in cells:
            put(book, *cell)
        book.save(path)
