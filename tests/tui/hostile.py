"""Texts that would do something where they are shown, and a portfolio that is full of them.

What a record takes stands in `SHOWN`, what it refuses in `REFUSED`. Which fields are free text is
told by the JSON Schema, so that a new one is hostile here from its first day.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from typing import TYPE_CHECKING, Any

from portfolio.exchange.document import PortfolioIn
from tests.tui.rich import Step, make_rich, rich_document, tell
from tests.tui.stories import everything

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from portfolio.services.office import Office

SHOWN = {
    "markup": "[/x] [@click=app.quit]x[/] [bold [red on blue] [link=https://example.org]y[/link]",
    "other scripts": "שלום (12) مرحبا ١٢ ไทย한국어",
    "pictures": "1\ufe0f\u20e3 ❤\ufe0f 🇯🇵🇺🇸 👍🏽 🏳\ufe0f",
    "accents": "Z" + "\u0301\u0336\u0489" * 30 + "algo",
    "widths": "\uff71\uff72\uff73\uff9e \uff21\uff22\uff23\uff11　全角 葛\U000e0100飾区 ①㍻",
    "formula": '=HYPERLINK("https://example.org","x")+cmd|\' /C calc\'!A0',
    "tags": "<script>alert(1)</script> &amp;#27; <b>\"'</b> ]]> <!--",
    "templates": "{0} {title!r} {} %s %(x)n ${HOME} $(id) `id` \\x1b[31m \\N{BEL}",
    "long": "長い" * 2_000,
    "one word": "W" * 4_000,
}
"""What a record takes as it is, cut to what the field may have."""

REFUSED = {
    "colours": "\x1b[31mred\x1b[0m",
    "the clipboard": "\x1b]52;c;cm0gLXJm\x07",
    "a link": "\x1b]8;;https://example.org\x1b\\\\x\x1b]8;;\x1b\\\\",
    "one byte for an escape": "a\x9b31m\x9d0;title\x9c",
    "a bell": "a\x07",
    "nothing": "a\0b",
    "rubbed out": "1000\b\b\b\x7f",
    "tabs": "a\tb",
    "lines": "a\r\nPASS b",
    "line separators": "a\u2028b\u2029c",
    "turned around": "\u202e000,1\u202c \u2067x\u2069\u200f",
    "no width": "a\u200bb\ufeff\u2060",
    "joined pictures": "👨\u200d👩\u200d👧",
    "a flag of tags": "🏴\U000e0067\U000e0062\U000e007f",
    "half a character": "a\ud800",
    "private": "\ue000",
    "unassigned": "\u0378",
    "an invisible letter": "\u3164\u115f",
    "far too long": "x" * 10_000,
}
"""What could act, hide, or say another thing than it is: no record takes it."""

HOSTILE_NAME = "\x1b]52;c;cm0gLXJm\x07\u202e[@click=app.quit]x[b].db"
"""A file may be called almost anything."""

_NO_FREE_TEXT = {
    "corporate_number", "country", "currency", "lei", "new", "scale_version", "subject",
    "time_zone", "value",
}  # fmt: skip
"""Strings of a form of their own: numbers, codes, and values that are read."""

_FORMED = {"const", "enum", "format", "pattern"}
"""What a schema says of a string that is no free text."""

_LONGEST = {
    "account": 120, "logins": 120, "mission_area": 100, "name": 120, "name_ja": 120,
    "payment_reference": 100, "reference": 100, "unit": 40, "source": 1000, "terms_source": 1000,
    "policy_reason": 1000, "reason": 1000, "summary": 4000, "conditions": 4000,
}  # fmt: skip


def free_texts() -> set[str]:
    """Return the names of all fields that take any text, as the schema of the format tells."""
    found = set()
    for shape in PortfolioIn.model_json_schema()["$defs"].values():
        for name, field in shape.get("properties", {}).items():
            for each in field.get("anyOf", [field]):
                inner = each.get("items", each)
                if inner.get("type") == "string" and not inner.keys() & _FORMED:
                    found.add(name)
    return found - _NO_FREE_TEXT


FREE = free_texts()


def fitting(field: str, text: str) -> str:
    """Return as much of a text as a field takes."""
    return text[: _LONGEST.get(field, 200)].strip()


def in_document(texts: Iterator[str], *, cut: bool = True) -> dict[str, Any]:
    """Return the rich portfolio with the next of the texts in each free text of each record."""

    def put(field: str, value: Any) -> Any:  # noqa: ANN401  # JSON
        if isinstance(value, dict):
            is_term = "from_on" in value
            return {k: v if is_term and k == "name" else put(k, v) for k, v in value.items()}
        if isinstance(value, list):
            return [put(field, each) for each in value]
        if field in FREE and isinstance(value, str):
            return fitting(field, next(texts)) if cut else next(texts)
        return value

    document: dict[str, Any] = put("", _with_every_field())
    return document


def _with_every_field() -> dict[str, Any]:
    """Return the rich portfolio with a record for each free text that is seldom filled in."""
    document = rich_document()
    programme, alpha = document["programmes"][0], document["grants"][0]
    sourced = {"source": "x", "basis": "illustrative"}
    programme["carry_overs"] = [
        {
            "fiscal_year": 2025, "kind": "unavoidable", "amount_minor": 1000,
            "approval_reference": "x", **sourced,
        }
    ]  # fmt: skip
    alpha["past_payments"] = [
        {"number": 1, "paid_on": "2025-05-01", "amount_minor": 1000, "reference": "x", **sourced}
    ]
    document["people"][0]["logins"] = ["x", "y"]
    return document


def in_step(step: Step, texts: Iterator[str]) -> Step:
    """Return a step of a story with the next texts in its request, and as its reason."""
    reason = step.reason and fitting("reason", next(texts))
    return replace(step, request=in_request(step.request, texts), reason=reason)


def in_request(request: Any, texts: Iterator[str]) -> Any:  # noqa: ANN401  # any of them
    """Return what is asked for with the next texts in what it says; raises as its values do."""
    changes: dict[str, Any] = {}
    for field in fields(request):
        value = getattr(request, field.name)
        if field.name in FREE and isinstance(value, str):
            changes[field.name] = fitting(field.name, next(texts))
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            changes[field.name] = tuple(in_request(each, texts) for each in value)
    return replace(request, **changes)


def make_hostile(path: Path) -> Path:
    """Found the rich portfolio with such texts in all that is said in it."""
    return make_rich(path, in_document(cycle(SHOWN.values())))


def hostile_office(path: Path) -> Office:
    """Make such a portfolio in which each kind of record stands, and sit down at its desk."""
    texts = cycle(SHOWN.values())
    return tell(make_hostile(path), tuple(in_step(step, texts) for step in everything()))
