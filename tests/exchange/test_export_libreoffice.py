"""A workbook opens in LibreOffice as it was written: nothing to repair, every number in full."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from portfolio.services.exporting import export
from portfolio.wording import label
from tests.exchange.exported import JAPANESE
from tests.story import SETTLED, tell

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office

_OFFICE = shutil.which("soffice")
_SECONDS = 180


def converted(path: Path, to: str, folder: Path) -> Path:
    """Let LibreOffice open a workbook and write it as something else."""
    if _OFFICE is None:
        pytest.skip("LibreOffice (soffice) is not there")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / to
    done = subprocess.run(
        [_OFFICE, profile, "--headless", "--convert-to", to, "--outdir", str(out), str(path)],
        capture_output=True, text=True, check=False, timeout=_SECONDS,
    )  # fmt: skip
    assert "Error" not in done.stderr, done.stderr
    return out / f"{path.stem}.{to}"


def test_libreoffice_reads_what_was_written(small: Office, tmp_path: Path) -> None:
    tell(small, SETTLED)
    out = export(small, "xlsx", tmp_path / "review.xlsx", JAPANESE).path
    ours, theirs = load_workbook(out), load_workbook(converted(out, "xlsx", tmp_path))
    assert theirs.sheetnames == ours.sheetnames
    for page in ours:
        other = theirs[page.title]
        rows = zip(
            page.iter_rows(values_only=True), other.iter_rows(values_only=True), strict=False
        )
        for number, (mine, found) in enumerate(rows, start=1):
            assert found[: len(mine)] == mine, f"{page.title}, row {number}"
    charts = label("sheet.charts", JAPANESE)
    assert len(theirs[charts]._charts) == len(ours[charts]._charts) > 0  # type: ignore[attr-defined]  # noqa: SLF001  # openpyxl has no other name


def test_libreoffice_prints_it(small: Office, tmp_path: Path) -> None:
    tell(small, SETTLED)
    out = export(small, "xlsx", tmp_path / "review.xlsx").path
    assert converted(out, "pdf", tmp_path).read_bytes().startswith(b"%PDF")
