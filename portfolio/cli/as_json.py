"""Values as JSON: amounts as integers, days and moments as ISO 8601, shares as ``n/d``."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.finding import Finding
from portfolio.domain.period import utc_text

if TYPE_CHECKING:
    from portfolio.domain.journal import JournalEntry
    from portfolio.wording.language import Language


def json_text(value: object) -> str:
    """Return a value as one JSON document, two blanks a level, text as it is."""
    return json.dumps(jsonable(value), ensure_ascii=False, indent=2)


def jsonable(value: object) -> object:  # noqa: PLR0911  # one line a type
    """Return a value of the domain as JSON's own kinds; records become objects by field name."""
    if isinstance(value, Finding):
        return value.as_json()
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: jsonable(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {str(key): jsonable(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [jsonable(each) for each in value]
    if isinstance(value, frozenset | set):
        return sorted(plain(each) for each in value)
    if value is None or isinstance(value, bool | int):
        return value
    return plain(value)


def plain(value: object) -> str:  # noqa: PLR0911  # one line a type
    """Return one value as text that does not depend on language: a cell of a pipe's column."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, tuple):
        return " ".join(plain(each) for each in value)
    return str(value)


def said(finding: Finding, language: Language) -> dict[str, object]:
    """Return a finding with its words: what it says and, where it is no yes, what to do then."""
    from portfolio.wording import next_step, sentence

    return {
        **finding.as_json(),
        "stands_in_the_way": finding.stands_in_the_way,
        "sentence": sentence(finding, language),
        "next_step": next_step(finding, language),
    }


def entry(written: JournalEntry, language: Language) -> dict[str, object]:
    """Return a journal entry with its findings and records as objects instead of text."""
    found = jsonable(written)
    if not isinstance(found, dict):
        raise TypeError("a journal entry is a record")
    del found["facts"], found["images"]
    return found | {
        "findings": [said(f, language) for f in written.findings()],
        "records": [{"kind": kind, "row": row} for kind, row in written.records()],
    }
