"""Deciding on everything that is marked: one dialog, one signature, an answer for each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from portfolio.wording import amount, amount_short, label, sentence, word
from tui.actions import Place, bindings_for
from tui.ask import Asking
from tui.dialogs.bulk import Wanted, do_all, weigh_all
from tui.dialogs.fields import Entry, Field
from tui.dialogs.layout import DIALOG_CSS, SIGNATURE_CSS, button, shown_keys, shown_title
from tui.dialogs.telling import other_trouble, troubles
from tui.lines import Column, Layout, Paragraph, Row, Span, Tone
from tui.pages.figures import money_or_none, together
from tui.text import shown
from tui.widgets.findings import finding_paragraphs
from tui.widgets.paper import Paper
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer

    from portfolio.domain.errors import PortfolioError
    from portfolio.domain.journal import JournalEntry
    from portfolio.services.office import Office
    from portfolio.wording import Language

_LAYOUT: Layout = (
    Column("", 7), Column("", 16, most=24), Column("", 20), Column("", 12, right=True),
    Column("", 12, grow=True),
)  # fmt: skip
PAUSE_SECONDS = 0.25


class MarkedDialog(ModalScreen[tuple[Wanted, ...]], Asking):
    """Weighs every marked act, does those that can be done, and says of each what came of it.

    It gives back what was saved. It is signed by typing how many are to be done.
    """

    AUTO_FOCUS = "#reason"
    DEFAULT_CSS = (
        DIALOG_CSS.format(name="MarkedDialog")
        + SIGNATURE_CSS.format(name="MarkedDialog")
        + """
    MarkedDialog #told { height: auto; text-style: bold; }
    MarkedDialog #about { height: 6; border-top: solid $foreground 30%; }
    """
    )
    PLACE: ClassVar[Place] = Place.DIALOG
    BINDINGS = bindings_for(Place.DIALOG)

    def __init__(self, office: Office, lines: Sequence[Wanted], language: Language) -> None:
        super().__init__()
        self.begin_asking()
        self._office = office
        self.wanted = tuple(lines)
        self._language = language
        self._timer: Timer | None = None
        self._signing = False
        self._signed = False

    @property
    def ready(self) -> int:
        """How many can be done."""
        return sum(each.can_be_done for each in self.wanted)

    @property
    def signature(self) -> str:
        """What is typed to sign."""
        return f"SIGN {self.ready}"

    @property
    def is_signed(self) -> bool:
        """Whether it is typed, and there is something to do."""
        return bool(self.ready) and self.query_one("#typed", Entry).value.strip() == self.signature

    def compose(self) -> ComposeResult:
        """What it comes to, every line with its answer, the reason for all, the signature."""
        with Vertical(id="dialog"):
            yield Static(id="told", markup=False)
            yield Sheet(id="lines")
            yield Paper(id="about")
            reason = label("marked.reason", self._language)
            yield Field(reason, Entry("reason"), names=("reason",))
            with Horizontal(id="signature"):
                yield Static(classes="ask", markup=False)
                yield Entry("typed")
                yield button("sign", self._language)
                yield button("close", self._language)

    def on_mount(self) -> None:
        """Find out how each stands."""
        frame = self.query_one("#dialog")
        frame.border_title = shown_title(label("action.decide_marked", self._language))
        frame.border_subtitle = shown_keys(self.PLACE, self._language)
        self._tell(label("dialog.checking", self._language))
        self._weigh()

    @on(Input.Changed, "#reason")
    def _weigh_soon(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE_SECONDS, self._weigh)

    def others_wrote(self, _: tuple[JournalEntry, ...]) -> None:
        """Find out anew how each stands."""
        self._weigh_soon()

    @property
    def _reason(self) -> str | None:
        return self.query_one("#reason", Entry).value or None

    @property
    def is_waiting(self) -> bool:
        """Whether something is still to be found out."""
        return super().is_waiting or self._timer is not None

    def _weigh(self) -> None:
        self._timer = None
        if not self._signing and not self._signed:
            work = partial(weigh_all, self._office, self.wanted, self._reason)
            self.ask("weigh", work, self._weighed)

    def _weighed(self, lines: tuple[Wanted, ...]) -> None:
        if self._signing or self._signed:
            return
        before, self.wanted = self.signature, lines
        if self.signature != before:
            self.query_one("#typed", Entry).value = ""
        said = label("marked.can_be_done", self._language)
        money = self._money(each for each in lines if each.can_be_done)
        self._tell(said.format(ready=self.ready, count=len(lines), money=money))
        self._show()

    @on(Input.Changed, "#typed")
    def _show_whether_it_is_signed(self) -> None:
        wrong = self._signing or self._signed or not self.is_signed
        self.query_one("#sign", Button).disabled = wrong

    @on(Input.Submitted)
    def _stay(self, event: Input.Submitted) -> None:
        """Enter in a field does nothing, on purpose."""
        event.stop()

    @on(Button.Pressed, "#sign")
    def sign(self) -> None:
        """Do what can be done, once, if it is signed."""
        if self._signing or self._signed or not self.is_signed:
            return
        self._signing = True
        self._show_whether_it_is_signed()
        self._tell(label("dialog.signing", self._language))
        self.ask("sign", partial(do_all, self._office, self.wanted, self._reason), self._was_done)

    def _was_done(self, lines: tuple[Wanted, ...]) -> None:
        self._signing, self._signed, self.wanted = False, True, lines
        done = sum(each.is_done for each in lines)
        said = label("marked.done", self._language)
        money = self._money(each for each in lines if each.is_done)
        self._tell(said.format(done=done, count=len(lines), left=len(lines) - done, money=money))
        self._show()
        self.query_one("#lines").focus()

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Leave with what was saved, unless it is under way."""
        if not self._signing:
            self.dismiss(tuple(each for each in self.wanted if each.is_done))

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Say why nothing can be found out, or how far it has got: that is found out anew."""
        self._signing = False
        self._tell(other_trouble(error, self._language))
        if question == "sign":
            self._weigh_soon()

    def _tell(self, said: str) -> None:
        self.query_one("#told", Static).update(Content(shown(said)))
        ask = label("dialog.type_to_sign", self._language).format(code=self.signature)
        self.query_one(".ask", Static).update(Content(shown(ask)))
        self._show_whether_it_is_signed()

    def _money(self, lines: Iterable[Wanted]) -> str:
        return together((each.money for each in lines), amount, self._language)

    def _show(self) -> None:
        self.query_one("#lines", Sheet).fill([self._row(each) for each in self.wanted])

    def _row(self, each: Wanted) -> Row:
        key, tone = _answer(each)
        return Row(
            key=each.command_id,
            cells=(
                Span(label(f"marked.{key}", self._language), tone),
                Span(word(each.act, self._language), Tone.STRONG),
                Span(str(each.subject)),
                Span(money_or_none(each.money[0], amount_short(*each.money, self._language))),
                Span(next(self._why(each), ""), Tone.DIM),
            ),
            layout=_LAYOUT,
        )

    def _why(self, each: Wanted) -> Iterator[str]:
        """Yield why it cannot be done, or was not; of what can be, nothing."""
        if each.request is None:
            yield label("marked.own_form", self._language)
        elif each.found is not None and each.found.outcome is None:
            obstacles = (f for f in each.found.findings if f.stands_in_the_way)
            yield from (sentence(finding, self._language) for finding in obstacles)
            yield from troubles(each.found, self._language, signed=self._signed)

    @on(Sheet.Moved, "#lines")
    def _about(self, message: Sheet.Moved) -> None:
        each = next(
            (w for w in self.wanted if message.row and w.command_id == message.row.key), None
        )
        if each is None:
            return
        paragraphs = [Paragraph(said, Tone.STRONG) for said in self._why(each)][-1:]
        if each.found is not None:
            paragraphs.extend(finding_paragraphs(each.found.findings, self._language))
        self.query_one("#about", Paper).write(tuple(paragraphs))


def _answer(each: Wanted) -> tuple[str, Tone]:
    if each.is_done:
        return "saved", Tone.GOOD
    return ("ready", Tone.GOOD) if each.can_be_done else ("skipped", Tone.WARN)
