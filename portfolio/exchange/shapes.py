"""How single values are written in a portfolio file: days, shares, numbers, amounts, codes.

Every value is checked twice: here for its type and place, then by the constructor of the domain
record it becomes. Amounts are whole minor units (yen have none: 1 means ¥1; dollars: 1 is a cent).
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StrictInt,
    StrictStr,
)
from pydantic_core import CoreSchema, core_schema

from portfolio.domain.basis import Basis

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_NUMBER = r"^-?[0-9]{1,15}(\.[0-9]{1,9})?$"
_FRACTION = r"^[0-9]{1,9}(/[1-9][0-9]{0,8}|\.[0-9]{1,9})?$"


class _FractionText:
    """A share written ``1``, ``1/3`` or ``0.25``; never a binary float."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls,
        _source: object,
        _handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            Fraction, core_schema.str_schema(pattern=_FRACTION)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(schema["schema"])


def _decimal_text(value: object) -> object:
    if not (isinstance(value, str) and re.fullmatch(_NUMBER, value)):
        raise ValueError('write the number as text, such as "55000" or "0.95"')
    return value


def _day_text(value: object) -> object:
    """Let nothing but a written day through: a number is no moment since 1970."""
    if not (isinstance(value, str) and re.fullmatch(_DAY, value)):
        raise ValueError("write year-month-day, such as 2026-11-30")
    return value


Day = Annotated[
    date,
    BeforeValidator(
        _day_text,
        json_schema_input_type=Annotated[
            str, Field(pattern=_DAY, json_schema_extra={"format": "date"})
        ],
    ),
]
Share = Annotated[Fraction, _FractionText]
Number = Annotated[
    Decimal,
    BeforeValidator(_decimal_text, json_schema_input_type=Annotated[str, Field(pattern=_NUMBER)]),
]
Minor = Annotated[StrictInt, Field(description="whole minor units of the programme's currency")]
Sha256 = Annotated[StrictStr, Field(pattern=r"^[0-9a-f]{64}$")]
Code = Annotated[StrictStr, Field(pattern=r"^[A-Z0-9][A-Z0-9-]{0,31}$")]
TermValue = Annotated[
    StrictStr,
    Field(
        description="as its name asks: 6, 1/3 or 0.05, a word, or bands such as 0:0 50:7/10 80:1"
    ),
]


class Model(BaseModel):
    """Nothing unknown is taken in: a misspelt field is a problem, not silence."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


class Sourced(Model):
    """A figure with where it comes from, as of when, and how far it can be trusted."""

    source: StrictStr
    source_on: Day | None = None
    basis: Basis
