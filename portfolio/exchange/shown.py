"""Cells as people read them and as programs read them. Text from data stays text in both."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis
from portfolio.domain.finding import Finding
from portfolio.domain.instalment import (
    FundingCondition,
    MilestoneCondition,
    ReskillingCondition,
)
from portfolio.domain.milestone import Criterion
from portfolio.domain.money import EXPONENTS
from portfolio.domain.period import utc_text
from portfolio.domain.record import to_row
from portfolio.domain.text import visible
from portfolio.exchange.columns import Cell, Column, Kind, Listed, Money, Name
from portfolio.exchange.sheets import BudgetEntry, ChangeKind, ExceptionKind, Figure, Scope
from portfolio.wording.figures import amount
from portfolio.wording.findings import sentence
from portfolio.wording.labels import label
from portfolio.wording.words import word

if TYPE_CHECKING:
    from portfolio.wording.language import Language

UNDEFINED = "—"
"""What stands where a rate has no denominator: undefined is not 0 %."""

Json = str | int | bool | list["Json"] | dict[str, "Json"] | None


def major(minor: int, currency: str) -> int | Decimal:
    """Return an amount in whole units of its currency, exactly: yen as int, cents as Decimal."""
    exponent = EXPONENTS[currency]
    return Decimal(minor).scaleb(-exponent) if exponent else minor


def rate(value: Fraction) -> Decimal:
    """Return a quotient to five decimals, rounded half to even, as review sheets print it."""
    return Decimal(round(value * 100_000)).scaleb(-5)


def text(cell: Cell, language: Language, currency: str = "") -> str:  # noqa: PLR0911  # one line a type
    """Return a cell in words: names and tokens in the language, lists joined, dates as ISO 8601.

    `currency` is that of amounts in a list.
    """
    match cell:
        case None:
            return ""
        case bool():
            return label("value.yes" if cell else "value.no", language)
        case Name():
            return readable(language.of((cell.english, cell.japanese or cell.english)))
        case Money():
            return amount(cell.minor, cell.currency, language)
        case tuple():
            said = (_listed(each, language, currency) for each in cell)
            return language.of(("; ", "／")).join(said)
        case datetime():
            return utc_text(cell)
        case StrEnum():
            return _token(cell, language)
        case _:
            return readable(str(cell))


def _token(token: StrEnum, language: Language) -> str:
    match token:
        case Basis():
            return f"{label(f'basis.{token.value}', language)} {word(token, language)}"
        case ExceptionKind():
            return label(f"exception.{token.value}", language)
        case BudgetEntry():
            return label(f"budget_entry.{token.value}", language)
        case ChangeKind() | Scope():
            return label(f"change.{token.value}", language)
        case Figure():
            return label(f"column.{token.value}", language)
    return word(token, language)


def value(
    column: Column, cell: Cell, currency: str | None, language: Language
) -> int | Decimal | date | str:
    """Return a cell as a spreadsheet holds it: a number, a day, a moment, or text; never both."""
    match cell:
        case StrEnum() | bool():
            return text(cell, language)
        case int() if column.kind is Kind.AMOUNT and currency is not None:
            return major(cell, currency)
        case Fraction():
            return rate(cell)
        case int() | date():
            return cell
        case None if column.kind is Kind.RATE:
            return UNDEFINED
    return text(cell, language, currency or "")


def readable(written: str) -> str:
    """Return text with everything that could act written out; most has nothing of the kind."""
    return written if written.isprintable() else visible(written)


def heading(column: Column, language: Language) -> str:
    """Return the heading of a column."""
    return label(column.label_key, language)


def as_json(column: Column, cell: Cell) -> dict[str, Json]:
    """Return a cell under its key: amounts in minor units, tokens by their value, both names."""
    if isinstance(cell, Name):
        return {
            column.key: readable(cell.english),
            f"{column.key}_ja": None if cell.japanese is None else readable(cell.japanese),
        }
    if column.kind is Kind.RATE and isinstance(cell, Fraction):
        return {column.key: str(rate(cell))}
    return {column.key: _plain(cell)}


def _plain(cell: Cell) -> Json:  # noqa: PLR0911  # one line a type
    match cell:
        case None | bool():
            return cell
        case StrEnum():
            return cell.value
        case int():
            return cell
        case datetime():
            return utc_text(cell)
        case date():
            return cell.isoformat()
        case Fraction():
            return f"{cell.numerator}/{cell.denominator}"
        case Money():
            return cell.minor
        case tuple():
            return [_image(each) for each in cell]
    return readable(str(cell))


def _image(listed: Listed) -> Json:
    image = listed.as_json() if isinstance(listed, Finding) else to_row(listed)
    return {name: _tame(value) for name, value in image.items()}


def _tame(value: object) -> Json:
    """Return what a record or a finding says of itself, its text made harmless."""
    match value:
        case None | int():
            return value
        case dict():
            return {str(name): _tame(each) for name, each in value.items()}
        case list():
            return [_tame(each) for each in value]
    return readable(str(value))


def _listed(listed: Listed, language: Language, currency: str) -> str:
    match listed:
        case Finding():
            return readable(sentence(listed, language))
        case Criterion():
            return label("criterion.written", language).format(
                text=readable(language.of((listed.text, listed.text_ja or listed.text))),
                comparison=word(listed.comparison, language),
                target=format(listed.target, "f"),
                unit=readable(listed.unit),
            )
        case MilestoneCondition():
            return label("condition.milestone", language).format(
                code=listed.milestone, share=f"{float(listed.share * 100):.4g}%"
            )
        case ReskillingCondition():
            return label("condition.reskilling", language).format(
                code=listed.commitment, persons=listed.persons, rung=word(listed.rung, language)
            )
        case FundingCondition():
            return label("condition.funding", language).format(
                code=listed.co_funding, amount=amount(listed.raised_minor, currency, language)
            )
