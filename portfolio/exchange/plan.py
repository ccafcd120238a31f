"""A plan in the own format: what stands agreed, without what only acts move.

A grant is written as it stands today: amended days, amounts and levels, conditions that have not
ended. States, evidence and payouts are none of a plan. Values are those of the JSON format.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from portfolio.domain.grant import Grant
from portfolio.domain.journal import grant_stream
from portfolio.exchange.account import account_of
from portfolio.exchange.document import FORMAT, ProgrammeIn
from portfolio.exchange.grants import GrantIn
from portfolio.exchange.tables import part_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from _typeshed import DataclassInstance

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.exchange.columns import Review
    from portfolio.exchange.shapes import Model
    from portfolio.wording.language import Language

Said = dict[str, Any]
"""A record as the JSON format says it."""

Parts = dict[str, tuple["DataclassInstance", ...]]


def programme_said(file: ProgrammeFile) -> Said:
    """Return a programme with its terms and its budget as a portfolio file says it."""
    names = [name for name, info in ProgrammeIn.model_fields.items() if part_of(info)]
    parts: Parts = {name: getattr(file, name) for name in names}
    return _said(ProgrammeIn, file.programme, parts)


def grant_said(file: GrantFile, currency: str, recorded: str | None = None) -> Said:
    """Return a grant's plan as a portfolio file says it; `recorded` as in `GrantIn`."""
    parts: Parts = {
        "award": file.awards,
        "members": file.members,
        "elements": file.elements,
        "milestones": file.milestones,
        "commitments": file.commitments,
        "instalments": file.instalments,
        "co_funding": file.co_fundings,
        "covenants": file.covenants,
        "past_payments": file.past_payments,
    }
    grouped = {
        "criteria": _by(file.criteria, "milestone"),
        "milestones": _by(_standing(file.milestone_conditions), "instalment"),
        "reskilling": _by(_standing(file.reskilling_conditions), "instalment"),
        "funding": _by(_standing(file.funding_conditions), "instalment"),
        "terms": _by(file.instalment_terms, "instalment"),
    }

    def parts_of(record: DataclassInstance) -> Parts:
        if isinstance(record, Grant):
            return parts
        code = str(getattr(record, "code", ""))
        return {name: found.get(code, ()) for name, found in grouped.items()}

    return _said(GrantIn, file.grant, parts_of, currency=currency, recorded=recorded)


def grants_said(review: Review) -> Iterator[Said]:
    """Yield the plan of every grant of a review, each read when it is asked for."""
    heads = {head.stream: f"{head.seq}-{head.hash}" for head in review.heads}
    for file in review.grants():
        currency = review.programme(file.grant.programme).programme.currency
        yield grant_said(file, currency, heads.get(grant_stream(file.code)))


def write_plan_json(review: Review, place: Path, language: Language) -> None:
    """Write the plan as a portfolio file that can be imported again, grant by grant."""
    account = account_of(review, "plan-json", language)
    with place.open("x", encoding="utf-8", newline="\n") as file:
        file.write(f'{{\n "format": {json.dumps(FORMAT)},\n "exported": {_json(account)},')
        file.write('\n "programmes": [')
        _write_list(file.write, map(programme_said, review.programmes))
        file.write('],\n "grants": [')
        _write_list(file.write, grants_said(review))
        file.write("]\n}\n")


def _write_list(write: Callable[[str], object], said: Iterable[Said]) -> None:
    between = "\n  "
    for each in said:
        write(between + _json(each))
        between = ",\n  "


def _json(said: Said) -> str:
    return json.dumps(said, ensure_ascii=False)


def _said(
    model: type[Model],
    record: DataclassInstance,
    parts: Parts | Callable[[DataclassInstance], Parts],
    **more: object,
) -> Said:
    """Return a record field by field, its parts under the names that the format gives them."""
    own = parts(record) if callable(parts) else parts
    said: Said = {}
    for name, info in model.model_fields.items():
        part = part_of(info)
        if part is None:
            said[name] = more[name] if name in more else _value(getattr(record, name))
        else:
            said[name] = [_said(part, each, parts) for each in own[name]]
    return said


def _value(value: object) -> object:
    match value:
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case Fraction():
            return str(value)
        case Decimal():
            return format(value, "f")
        case tuple():
            return [_value(each) for each in value]
    return value


def _standing(conditions: Iterable[Any]) -> Iterator[Any]:
    return (each for each in conditions if each.ended_by is None)


def _by(records: Iterable[Any], whole: str) -> Mapping[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for code, of_one in groupby(records, key=lambda each: getattr(each, whole)):
        found[code] = (*found.get(code, ()), *of_one)
    return found
