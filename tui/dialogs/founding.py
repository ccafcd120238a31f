"""Beginning a portfolio at an address, and bringing an older one forward: each signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.domain.errors import Invalid
from portfolio.services.founding import bring_forward, first_administrator, found, may_begin
from portfolio.services.office import own_login
from portfolio.wording import label
from portfolio.wording.plan_words import column_heading
from tui.dialogs.fields import Entry, Field
from tui.dialogs.form import FormDialog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from textual.app import ComposeResult

    from portfolio.services.office import Office
    from portfolio.wording import Language


class BeginForm(FormDialog[dict[str, Any], "Office | None"]):
    """Begins a portfolio; gives back its office."""

    def __init__(self, address: str, name: str, language: Language) -> None:
        super().__init__(language)
        self._address = address
        self._place = name

    def title_said(self) -> str:
        """Return that a portfolio is begun."""
        return label("welcome.begin", self.language)

    def about(self) -> Iterator[str]:
        """Say who will be administrator under which login, where, and what comes next."""
        said = label("form.about_begin", self.language)
        yield said.format(login=own_login(), place=self._place)
        yield label("form.about_administrator", self.language)

    def form(self) -> ComposeResult:
        """Ask for the first administrator, as `portfolio init` does."""
        for key, value in (("name", ""), ("name_ja", ""), ("code", "ADMIN-1")):
            heading = column_heading("people", key, self.language)
            entry = Entry(key, value=value)
            yield Field(heading, entry, names=(key,), required=key != "name_ja")

    def signature(self) -> str:
        """Return the code of the administrator."""
        return self.query_one("#code", Entry).value.strip()

    def filled(self) -> dict[str, Any]:
        """Return who it is. Raises `Invalid`."""
        said = {key: self.query_one(f"#{key}", Entry).value for key in ("name", "code", "name_ja")}
        for key in ("name", "code"):
            if not said[key].strip():
                raise Invalid(key, "", "is missing", "write this field")
        who: dict[str, Any] = {**said, "name_ja": said["name_ja"].strip() or None}
        first_administrator(**who)
        return who

    def attempt(self, asked: dict[str, Any], *, dry: bool) -> Office | None:
        """Begin it, or find out whether it may begin."""
        if dry:
            may_begin(self._address)
            return None
        return found(self._address, **asked)


class ForwardForm(FormDialog[None, "tuple[Path | None]"]):
    """Brings an older portfolio forward; gives back where the copy of it is."""

    def __init__(self, address: str, name: str, language: Language) -> None:
        super().__init__(language)
        self._address = address
        self._place = name

    def title_said(self) -> str:
        """Return that it is brought forward."""
        return label("welcome.forward", self.language)

    def about(self) -> Iterable[str]:
        """Say that a copy is kept, and that no entry is rewritten."""
        return (label("form.about_forward", self.language).format(place=self._place),)

    def signature(self) -> str:
        """Return the name of the file, without its folder."""
        return self._place.replace("\\", "/").rpartition("/")[2]

    def filled(self) -> None:
        """Return nothing: there is nothing to fill in."""

    def attempt(self, asked: None, *, dry: bool) -> tuple[Path | None]:
        """Bring it forward; beforehand there is nothing to find out."""
        del asked
        return (None if dry else bring_forward(self._address),)
