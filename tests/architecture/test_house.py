"""The house stands as ARCHITECTURE.md says: imports at run time, and one place for each thing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [*(ROOT / "portfolio").rglob("*.py"), *(ROOT / "tui").rglob("*.py")]


def loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that are loaded after a statement in a fresh interpreter."""
    return {name.split(".")[0] for name in modules_after(statement)}


def modules_after(statement: str) -> list[str]:
    code = f"{statement}\nimport sys; print('\\n'.join(sys.modules))"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.splitlines()


def test_help_loads_neither_sqlmodel_nor_textual() -> None:
    code = (
        "import sys\nsys.argv = ['portfolio', '--help']\n"
        "from portfolio.cli.main import run\n"
        "try:\n    run()\nexcept SystemExit:\n    pass"
    )
    loaded = loaded_by(code)
    assert "typer" in loaded
    heavy = {"sqlmodel", "sqlalchemy", "textual", "aiohttp", "pydantic", "alembic", "xlsxwriter"}
    assert not loaded & heavy


def test_the_queue_loads_no_dialog_no_file_format_and_no_other_mode() -> None:
    loaded = modules_after("import tui.app, tui.screens.queue")
    later = ("tui.dialogs", "portfolio.exchange", "tui.screens.grant", "tui.screens.budget")
    assert "sqlmodel" in loaded
    assert not [name for name in loaded if name.startswith(later)]


def test_the_domain_loads_the_standard_library_only() -> None:
    loaded = loaded_by("import portfolio.domain.acts.table, portfolio.domain.standing")
    strange = {m for m in loaded if not m.startswith("_")} - set(sys.stdlib_module_names)
    assert strange <= {"portfolio", "sitecustomize", "site", "distutils-precedence"}


def test_no_sql_of_one_database_outside_its_file() -> None:
    peculiar = re.compile(r"PRAGMA |sqlite_schema|BEGIN IMMEDIATE|INSERT OR |RAISE\(|pg_")
    for path in (ROOT / "portfolio").rglob("*.py"):
        if path.name.startswith("sqlite"):
            continue
        code = re.sub(r'"""[\s\S]*?"""|#.*', "", path.read_text(encoding="utf-8"))
        assert not peculiar.search(code), path


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_waits_for_a_future_or_names_a_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"TODO|FIXME|XXX|NotImplementedError", text)
    assert not re.search(r"/home/|/root/|/work/|/Users/", text)


def test_every_package_says_what_it_is() -> None:
    for path in SOURCES:
        if path.name == "__init__.py" and "migrations" not in path.parts:
            assert path.read_text(encoding="utf-8").startswith('"""'), path
