"""Fields of a form that is one record of a plan: named, explained and read as its columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.widgets import Input, Select

from portfolio.domain.errors import Invalid
from portfolio.exchange.tables import Holds
from portfolio.services.entering import value_of
from portfolio.wording import fiscal_year, label, word
from portfolio.wording.plan_words import column_heading, field_help
from tui.dialogs.fields import Entry, Field, choice, chosen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio.exchange.tables import Field as Column
    from portfolio.wording import Language


class ColumnField(Field):
    """One column of a table to fill in; what has a default begins with it."""

    def __init__(
        self, table: str, column: Column, language: Language, *, value: str | None = None
    ) -> None:
        self.column = column
        heading = column_heading(table, column.key, language)
        default = "" if column.default is None else str(column.default)
        first = default if value is None else value
        self._widget: Select[str] | Entry
        if column.words is not None:
            words = [(word(each, language), each.value) for each in column.words]
            self._widget = choice(column.key, words, first or None)
        else:
            told = field_help(table, column.key, column.holds.value, language)
            hint = "" if column.holds is Holds.TEXT else told
            self._widget = Entry(column.key, value=first, placeholder=hint)
        names = (column.key, str(column.field))
        super().__init__(heading, self._widget, names=names, required=column.required)

    def text_written(self) -> str:
        """Return what is written or chosen."""
        if isinstance(self._widget, Input):
            return self._widget.value.strip()
        return chosen(self._widget) or ""

    def said(self, currency: str) -> dict[str, Any]:
        """Return what it says in the format; nothing where it is left empty. Raises `Invalid`."""
        text = self.text_written()
        if not text and self.column.required:
            raise Invalid(self.column.key, "", "is missing", "write this field")
        if not text:
            return {}
        value = text if self.column.holds is Holds.WORD else self._read(text, currency)
        return {str(self.column.field): value}

    def _read(self, text: str, currency: str) -> object:
        return value_of(self.column, text, currency)


class YearField(Field):
    """The initial budget of one fiscal year; empty where there is none."""

    def __init__(self, year: int, column: Column, language: Language) -> None:
        self.year = year
        self._column = column
        self._entry = Entry(
            f"year-{year}", placeholder=field_help("", column.key, column.holds.value, language)
        )
        said = label("form.initial_of", language).format(year=fiscal_year(year, language))
        super().__init__(said, self._entry, names=(f"year-{year}",))

    def amount_minor(self, currency: str) -> object:
        """Return the amount in minor units; None where it is left empty. Raises `Invalid`."""
        text = self._entry.value.strip()
        if not text:
            return None
        try:
            return value_of(self._column, text, currency)
        except Invalid as error:
            raise Invalid(self.names[0], error.value, error.why, error.remedy) from None


def said_in(fields: Iterable[ColumnField], currency: str) -> dict[str, Any]:
    """Return what fields say together. Raises `Invalid` for the first that says nothing fit.

    What is written and unfit comes before what is still missing.
    """
    said: dict[str, Any] = {}
    missing: Invalid | None = None
    for field in fields:
        try:
            said |= field.said(currency)
        except Invalid as error:
            if str(error.value):
                raise
            missing = missing or error
    if missing is not None:
        raise missing
    return said
