"""The page of keys: every action of every place, and how one's own keys are put on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.wording import Language, label
from tui.actions import APART_FROM_KEYS, Place, actions_at, actions_on
from tui.keymap import UNUSABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.actions import Action

_OWN = """## Your own keys · キーの変更

A file `config.toml` in the folder of your settings (`~/.config/portfolio` on Linux,
`~/Library/Application Support/portfolio` on a Mac, `%LOCALAPPDATA%\\\\portfolio` on Windows) puts
other keys on actions. The names are those of the tables above; several keys stand apart by commas.

```toml
[keys]
lookup = "ctrl+k,f6"
help = "f12"
```

They are shown wherever keys are shown. What cannot be used is told at the start with file and line,
and the action keeps its standard keys:

- a name that is no action, or a key that is none;
- a key that means something else on a place where the action is offered;
- a lower-case letter on an action that leads to a change;
- {unusable}: they do not reach the program in every terminal, or multiplexers take them.

利用者の設定フォルダの`config.toml`の`[keys]`で、操作に別のキーを割り当てられます。使えない設定は
起動時にファイル名と行番号を付けて示し、その操作は標準のキーのままとします。
"""


def keys() -> str:
    """Return the page of keys."""
    lines = [
        "# Keys · キー",
        "",
        "Drawn from `tui/actions.py` by `python -m tests.documents docs`. Lower-case letters look,",
        "dialogs change, and what is signed is typed. Every key is also a button or a line of the",
        "palette (`ctrl+p`).",
        "",
        *_part("On every screen · 全画面", actions_at(Place.EVERYWHERE)),
        *_part("In every list · 一覧", actions_at(Place.LIST)),
        *_part("In every text · 本文", actions_at(Place.TEXT)),
    ]
    common = {a.name for p in (Place.EVERYWHERE, Place.LIST, Place.TEXT) for a in actions_at(p)}
    for place in (*(each for each in Place if each not in APART_FROM_KEYS), Place.TOUR):
        offered = actions_at(place) if place is Place.TOUR else actions_on(place)
        own = [action for action in offered if action.name not in common]
        if own:
            lines += _part(_title(place), own)
    unusable = ", ".join(f"`{key}`" for key in sorted(UNUSABLE))
    return "\n".join([*lines, _OWN.format(unusable=unusable).replace("\\\\", "\\")])


def _title(place: Place) -> str:
    if place is Place.TOUR:
        return " · ".join(label("action.tour", language) for language in Language)
    return " · ".join(label(f"screen.{place}", language) for language in Language)


def _part(title: str, actions: Iterable[Action]) -> Iterator[str]:
    yield from (f"## {title}", "", "| key | name | does | 操作 |", "| --- | --- | --- | --- |")
    for action in actions:
        keys = " ".join(f"`{key}`" for key in action.keys)
        said = (label(f"help.{action.name}", language) for language in Language)
        yield f"| {keys} | `{action.name}` | {' | '.join(said)} |"
    yield ""
