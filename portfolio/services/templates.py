"""What can be filled in: the empty workbook of a plan, and the JSON Schema of a portfolio file."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from portfolio.domain.errors import Invalid
from portfolio.exchange.document import PortfolioIn
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
    _must_be_free(out)
    put_file(out, partial(write_template, language=language))


def schema() -> dict[str, object]:
    """Return the JSON Schema of a portfolio file (draft 2020-12)."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return dialect | PortfolioIn.model_json_schema()


def put_schema(out: Path) -> None:
    """Write the JSON Schema of a portfolio file; what stands there is never replaced.

    Raises `Invalid`, naming ``--out``, and `NotWritten`.
    """
    _must_be_free(out)
    text = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"

    def fill(new: Path) -> None:
        new.write_text(text, encoding="utf-8")

    put_file(out, fill)


def _must_be_free(out: Path) -> None:
    if out.exists():
        raise Invalid("--out", str(out), "is there already", "name another file")
