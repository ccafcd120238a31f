"""Two fields that ask for a position: as of which day, and, where wanted, as known at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.errors import Invalid
from portfolio.domain.period import parse_day, parse_moment
from portfolio.services.exporting import Since
from portfolio.services.office import AGENCY_ZONE
from portfolio.wording import label
from tui.dialogs.fields import Entry, Field

if TYPE_CHECKING:
    from datetime import date

    from portfolio.wording import Language


class Moments:
    """The day and the moment of one position; `names` are their labels, under ``field.``."""

    def __init__(
        self, ids: tuple[str, str], names: tuple[str, str], language: Language, day: date | None
    ) -> None:
        self._language = language
        self._day = Entry(
            ids[0], value=day.isoformat() if day else "",
            placeholder=label("exporting.since_hint", language),
        )  # fmt: skip
        self._moment = Entry(ids[1], placeholder=label("past.known_now", language))
        self.of_day, self.of_moment = (
            Field(label(f"field.{name}", language), entry, names=(name,))
            for name, entry in zip(names, (self._day, self._moment), strict=True)
        )

    def written(self) -> tuple[str, str]:
        """Return day and moment as they are written."""
        return self._day.value.strip(), self._moment.value.strip()

    def clear(self) -> None:
        """Take back what was said at the fields."""
        for field in (self.of_day, self.of_moment):
            field.complain(None, self._language)

    def read_any(self, written: tuple[str, str], today: date) -> Since | None:
        """Return the position that is asked for, None where none is. Raises `Invalid`."""
        return self.read(written, today) if any(written) else None

    def read(self, written: tuple[str, str], today: date) -> Since:
        """Return the position that is asked for. Raises `Invalid`, with the label of the field."""
        day, moment = written
        as_of = parse_day(self.of_day.text, day)
        if as_of > today:
            raise Invalid(self.of_day.text, day, "is after today", "name today or a day before")
        known_at = parse_moment(self.of_moment.text, moment, AGENCY_ZONE) if moment else None
        return Since(as_of, known_at)
