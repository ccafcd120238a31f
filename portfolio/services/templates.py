"""The empty workbook in which a plan is filled in, to be imported."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from portfolio.domain.errors import Invalid
from portfolio.exchange.plan_xlsx import write_template
from portfolio.exchange.writing import put_file

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.wording import Language


def put_template(out: Path, language: Language) -> None:
    """Write the empty workbook; what stands there is never replaced.

    Raises `Invalid`, naming ``--out``, and `NotWritten`.
    """
    if out.suffix.lower() != ".xlsx":
        raise Invalid("--out", str(out), "is not called as a workbook", "let it end in .xlsx")
    if out.exists():
        raise Invalid("--out", str(out), "is there already", "name another file")
    put_file(out, partial(write_template, language=language))
