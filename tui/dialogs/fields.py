"""Fields of a dialog: a label, something to fill in, and what is wrong with it right below."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, RadioButton, RadioSet, Select, Static

from portfolio.domain.errors import Invalid
from portfolio.domain.text import visible
from portfolio.wording import label, unfit_value, word
from tui.text import shown, with_capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from portfolio.domain.transitions import Act
    from portfolio.wording import Language

LABEL_CELLS = 18

Values = dict[str, object]


class Entry(Input):
    """One line to write in. What could act is written out as it comes in, and can be seen."""

    def __init__(self, name: str, *, value: str = "", placeholder: str = "") -> None:
        super().__init__(value, id=name, placeholder=placeholder, compact=True)
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Write out what could act, wherever it comes from."""
        return visible(value)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in place of what stands between two positions."""
        super().replace(visible(text), start, end)


class Field(Vertical):
    """A labelled field; `names` are the domain's names of the values that are filled in here.

    What is `required` bears a star after its label.
    """

    DEFAULT_CSS = f"""
    Field {{ height: auto; }}
    Field > Horizontal {{ height: auto; }}
    Field .label {{ width: auto; min-width: {LABEL_CELLS}; height: 1; padding-right: 1; }}
    Field.-above .label {{ width: 1fr; height: auto; }}
    Field Input, Field Select {{ width: 1fr; }}
    Field .wrong {{ display: none; height: auto; padding-left: {LABEL_CELLS}; }}
    Field.-wrong .wrong {{ display: block; color: $text-error; }}
    """

    def __init__(
        self,
        text: str,
        *widgets: Widget,
        names: Sequence[str],
        above: bool = False,
        required: bool = False,
    ) -> None:
        super().__init__(classes="-above" if above else "")
        said = shown(text) + " *" * required
        self._label = Static(Content(said), classes="label", markup=False)
        self._widgets = widgets
        self._wrong = Static(Content(""), classes="wrong", markup=False)
        self.text = text
        self.names = tuple(names)

    def compose(self) -> ComposeResult:
        """Label and widgets on one line, what is wrong below."""
        if self.has_class("-above"):
            yield self._label
        with Horizontal():
            if not self.has_class("-above"):
                yield self._label
            yield from self._widgets
        yield self._wrong

    def relabel(self, text: str) -> None:
        """Give the field another label."""
        self._label.update(Content(shown(text)))

    def complain(self, error: Invalid | None, language: Language) -> None:
        """Say what is wrong and what would fit; None takes it back."""
        self.tell(unfit_value(error, language) if error else "")

    def tell(self, text: str) -> None:
        """Say something right below it; nothing takes it back."""
        self.set_class(bool(text), "-wrong")
        self._wrong.update(Content(shown(text)))


class Blank(Field):
    """A field that gives values to a request, by the names the request has for them."""

    @abstractmethod
    def values(self) -> Values:
        """Return what is filled in. Raises `Invalid`, naming the field."""

    @abstractmethod
    def stand_in(self) -> Values:
        """Return what the act is weighed with until this is filled in."""

    def draft(self) -> Values:
        """Return what is filled in, or what stands in for it."""
        try:
            return self.values()
        except Invalid:
            return self.stand_in()


def choice(
    name: str,
    options: Iterable[tuple[str, str]],
    value: str | None = None,
    *,
    needed: bool = False,
) -> Select[str]:
    """Return a field to choose one of several (text, value); without `value` nothing is chosen.

    Where one is `needed`, no choice at all is not offered.
    """
    shown_options = [(Content(shown(text)), each) for text, each in options]
    return Select(
        shown_options,
        prompt="-",
        allow_blank=not needed,
        id=name,
        value=Select.NULL if value is None else value,
        compact=True,
    )


def chosen(select: Select[str]) -> str | None:
    """Return what is chosen, None where nothing is."""
    return None if select.value is Select.NULL else str(select.value)


class Pick(RadioButton):
    """One of several: chosen or not is seen without colour."""

    def render(self) -> Content:
        """Fill the button where it is chosen, empty it where it is not."""
        self.BUTTON_INNER = "●" if self.value else " "
        return super().render()


class Outcomes(RadioSet):
    """Which of several possible acts it shall be. `order` is how they stand."""

    DEFAULT_CSS = """
    Outcomes { layout: horizontal; height: 1; width: 1fr; }
    Outcomes > Pick { width: auto; margin-right: 2; }
    """

    def __init__(self, acts: Sequence[Act], wanted: Act, language: Language) -> None:
        self.acts = tuple(acts)
        buttons = [
            Pick(Content(with_capital(word(act, language))), value=act is wanted, compact=True)
            for act in acts
        ]
        super().__init__(*buttons, id="outcome", compact=True)

    @property
    def act(self) -> Act:
        """The act that is chosen."""
        return self.acts[max(0, self.pressed_index)]


def outcome_field(acts: Sequence[Act], wanted: Act, language: Language) -> Field:
    """Return the field in which one of several acts is chosen."""
    return Field(
        label("dialog.outcome", language), Outcomes(acts, wanted, language), names=("outcome",)
    )
