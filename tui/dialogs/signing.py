"""How an act is asked for: weighed as a dry run whenever a field changes, signed by typing a code.

A letter changes nothing. Only the Sign button asks for the act, and it works only while the code
of the subject is typed; whether the act can be done is for `perform` to say, here as everywhere.
"""

from __future__ import annotations

from abc import abstractmethod
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import Button, Input, RadioSet, Select

from portfolio.domain.errors import Invalid, PortfolioError
from portfolio.domain.journal import grant_stream
from portfolio.services.perform import new_command_id
from portfolio.wording import label, trouble
from tui.ask import Asking
from tui.dialogs.conditions import Conditions
from tui.dialogs.digest import DigestField
from tui.dialogs.effect import changes, file_after
from tui.dialogs.fields import Field
from tui.dialogs.frame import DialogFrame
from tui.dialogs.layout import packed
from tui.dialogs.telling import named, other_trouble, troubles
from tui.dialogs.weighing import Asked, Matter, Weighed, weigh

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.timer import Timer

    from portfolio.domain.acts.table import Request
    from portfolio.domain.journal import JournalEntry

_WITH_OWN_EVIDENCE = ("milestone", "report")


class SigningDialog(DialogFrame, Asking):
    """A dialog whose act is weighed all the time, and done only when it is signed."""

    pause_seconds: ClassVar[float] = 0.25
    """How long nothing is filled in before the act is weighed anew."""

    def __init__(self, matter: Matter) -> None:
        super().__init__(matter)
        self.begin_asking()
        # One command for the life of the dialog: signing twice answers with the first result.
        self.command_id = new_command_id()
        self._edits = 0
        self._signing = False
        self._timer: Timer | None = None
        self._lacks: Invalid | None = None

    def draft(self) -> Request:
        """Return the request as far as it is filled in: what can be weighed at any time."""
        return self.request()

    @abstractmethod
    def request(self) -> Request:
        """Return the request to be signed. Raises `Invalid`, naming the field."""

    def on_mount(self) -> None:
        """Put the focus on the first field and find out how things stand."""
        self.waits(waiting=True)
        self.show_act()
        self.focus_first()
        self.tell([label("dialog.checking", self.language)])
        self.call_after_refresh(self._weigh)

    @on(Input.Changed, "#form Input")
    @on(Select.Changed)
    @on(RadioSet.Changed)
    @on(DigestField.Changed)
    def weigh_soon(self) -> None:
        """Something was filled in: find out anew once there is a pause."""
        self._edits += 1
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(self.pause_seconds, self._weigh)
        self.waits(waiting=True)
        self.show_act()
        self._show_whether_it_is_signed()

    @on(Input.Submitted)
    def stay(self, event: Input.Submitted) -> None:
        """Enter in a field does nothing, on purpose."""
        event.stop()

    @property
    def is_signed(self) -> bool:
        """Whether the code of the subject is typed."""
        return self.written("typed").strip() == self.subject

    @on(Input.Changed, "#typed")
    def _show_whether_it_is_signed(self) -> None:
        self.query_one("#sign", Button).disabled = self._signing or not self.is_signed

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Leave without doing anything, unless what was signed is under way."""
        if not self._signing:
            self.dismiss(None)

    @on(Button.Pressed, "#sign")
    def sign(self) -> None:
        """Ask for the act, once, if it is signed."""
        if self._signing or not self.is_signed:
            return
        self._clear_complaints()
        try:
            request = self.request()
        except Invalid as error:
            self._complain(error)
            return
        self._signing = True
        self._show_whether_it_is_signed()
        self.tell([label("dialog.signing", self.language)])
        asked = Asked(request=request, reason=self._reason(), command_id=self.command_id)
        self.ask("sign", partial(weigh, self.matter.office, self.dossier, asked), self._was_signed)

    def others_wrote(self, entries: Sequence[JournalEntry]) -> None:
        """Find out anew where somebody else has written on this grant."""
        if any(entry.stream == grant_stream(self.file.code) for entry in entries):
            self.weigh_soon()

    def waits(self, *, waiting: bool) -> None:
        """Show that what is said may be out of date: something is still to be found out."""
        for told in self.query("#told"):
            told.set_class(waiting or self._timer is not None, "-waiting")

    def _weigh(self) -> None:
        self._timer = None
        if self._signing:
            return
        self._clear_complaints()
        self._lacks = None
        try:
            self.request()
        except Invalid as error:
            self._lacks = error
            if not _is_blank(error):
                self._complain(error)
        try:
            asked = Asked(request=self.draft(), reason=self._reason())
        except Invalid as error:
            self.tell(self._still_to_fill_in(error))
            self.waits(waiting=False)
            return
        self.ask(
            "weigh",
            partial(weigh, self.matter.office, self.dossier, asked),
            partial(self._was_weighed, self._edits),
        )

    def _reason(self) -> str | None:
        return (self.written("reason") or None) if self.fields_of("reason") else None

    def _was_weighed(self, edits: int, weighed: Weighed) -> None:
        """Show how things stand, unless it was signed, left or filled in anew meanwhile."""
        if not self._signing and edits == self._edits and self.is_attached:
            self._show(weighed, signed=False)

    def _was_signed(self, weighed: Weighed) -> None:
        """Leave with what was done, or stay and say why it was not."""
        self._signing = False
        if weighed.outcome is not None and not weighed.outcome.dry:
            self.dismiss(weighed.outcome)
        else:
            self._show(weighed, signed=True)

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say why nothing can be found out; a signature does not outlive it."""
        if not self.is_attached:
            return
        self._signing = False
        self._unsign(needed=question == "sign")
        self.tell([other_trouble(error, self.language)])

    def _show(self, weighed: Weighed, *, signed: bool) -> None:
        self.dossier = weighed.dossier
        self.after = file_after(self.file, weighed.entries) if weighed.entries else None
        if isinstance(weighed.error, Invalid):
            self._lacks = weighed.error
            if signed or not _is_blank(weighed.error):
                self._complain(weighed.error)
        conditions = self.query_one(Conditions)
        before = conditions.findings if weighed.moved is not None else weighed.before
        if weighed.findings:
            # A dialog on a milestone or a report lists its own evidence; all else rests on it.
            exhibits_of = None if self.matter.kind in _WITH_OWN_EVIDENCE else self.file
            conditions.tell(weighed.findings, before, exhibits_of=exhibits_of)
        self.tell([*troubles(weighed, self.language, signed=signed), *self._outlook(weighed)])
        self.show_act()
        self.show_facts()
        self._unsign(needed=signed or weighed.moved is not None)

    def _unsign(self, *, needed: bool) -> None:
        """Take the signature away where it was for something that did not come to be."""
        if needed:
            self.query_one("#typed", Input).value = ""
            self.focus_first()
        self._show_whether_it_is_signed()

    def _outlook(self, weighed: Weighed) -> Iterator[str]:
        """Yield what the act would bring, or what is still to fill in."""
        lacks = self._lacks
        if lacks is not None and weighed.error in (None, lacks):
            yield from self._still_to_fill_in(lacks)
        if self.after is not None:
            first, *others = list(changes(self.dossier, self.after, self.language)) or [
                label("dialog.only_kept", self.language)
            ]
            told = [named("dialog.would", first, self.language), *others]
            yield from packed(told, self.query_one("#told").content_size.width)

    def _still_to_fill_in(self, error: Invalid) -> Iterator[str]:
        """Yield which field is still empty, where that is what is wrong."""
        if _is_blank(error):
            names = [f.text for f in self.fields_of(error.field)] or [error.field]
            yield label("dialog.fill_in", self.language).format(fields=names[0])

    def _complain(self, error: Invalid) -> None:
        """Say what is wrong with a value beside its field; without one, over the conditions."""
        fields = self.fields_of(error.field)
        for field in fields:
            said = Invalid(field.text, error.value, error.why, error.remedy)
            field.complain(said, self.language)
        if not fields:
            self.tell([trouble(error, self.language)])

    def _clear_complaints(self) -> None:
        for field in self.query(Field):
            field.complain(None, self.language)


def _is_blank(error: Invalid) -> bool:
    """Whether nothing was written yet: to be filled in, rather than wrong."""
    return not str(error.value)
