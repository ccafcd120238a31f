"""One's own keys: the table ``[keys]`` of a file, read against the registry before it is used.

What cannot be used is told with file and line, and its action keeps the standard keys.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from textual.keys import Keys, _character_to_key, key_to_character

from portfolio.wording import label
from tui.actions import ACTIONS, APART_FROM_KEYS, Place, actions_on, keys_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from portfolio.wording import Language

UNUSABLE = frozenset({"ctrl+i", "ctrl+m", "ctrl+h", "alt+enter", "ctrl+a", "ctrl+b", "ctrl+s"})
"""Keys that reach no program in some terminals, or that multiplexers and shells take."""

Own = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Keymap:
    """The own keys by action that can be used, and what is wrong with the others."""

    own: Mapping[str, tuple[str, ...]]
    problems: tuple[str, ...] = ()


def config_file() -> Path:
    """Return where one's own keys are looked for: a file in the user's folder of settings."""
    from platformdirs import user_config_path  # only where a screen opens

    return user_config_path("portfolio", appauthor=False) / "config.toml"


def read_keymap(file: Path, language: Language) -> Keymap:
    """Read a file; where there is none, all keys are the standard ones."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Keymap({})
    except (OSError, UnicodeDecodeError) as error:
        return Keymap({}, (f"{file}: {error}",))
    try:
        table = tomllib.loads(text).get("keys", {})
    except tomllib.TOMLDecodeError as error:
        return Keymap({}, (f"{file}: {error}",))
    if not isinstance(table, dict):
        return Keymap({}, (_at(file, text, "keys", label("keymap.no_table", language)),))
    own: Own = {}
    problems: list[str] = []
    for name, value in table.items():
        keys = _keys(value)
        why = _why_not(name, keys, language)
        if why is None:
            own[name] = keys
        else:
            problems.append(_at(file, text, name, why))
    for name, why in _clashes(own, language):
        own.pop(name, None)
        problems.append(_at(file, text, name, why))
    return Keymap(own, tuple(problems))


def _keys(value: object) -> tuple[str, ...]:
    """Return keys as Textual names them: ``^f`` and ``?`` are written as people read them."""
    written = value.split(",") if isinstance(value, str) else ()
    keys = (key.strip().replace("^", "ctrl+") for key in written if key.strip())
    return tuple(_character_to_key(key) if len(key) == 1 else key.lower() for key in keys)


def _why_not(name: str, keys: tuple[str, ...], language: Language) -> str | None:
    action = next((each for each in ACTIONS if each.name == name), None)
    if action is None:
        near = ", ".join(get_close_matches(name, [each.name for each in ACTIONS])) or "help"
        return label("keymap.no_action", language).format(name=name, near=near)
    if not keys:
        return label("keymap.no_keys", language).format(name=name)
    for key in keys:
        if not _is_key(key):
            return label("keymap.no_key", language).format(key=key)
        if key in UNUSABLE:
            return label("keymap.unusable", language).format(key=key)
        if action.writes and len(key) == 1 and key.islower():
            return label("keymap.writes", language).format(key=key, name=name)
    return None


def _is_key(key: str) -> bool:
    plain = re.sub(r"^((ctrl|shift|alt)\+)+", "", key)
    names = {each.value for each in Keys}
    return plain in names or key in names or key_to_character(plain) is not None


def _clashes(own: Own, language: Language) -> Iterator[tuple[str, str]]:
    """Yield each own action whose key has another meaning on a place, until none is left."""
    left = dict(own)
    while (found := _clash(left)) is not None:
        name, other, key, place = found
        left.pop(name)
        said = label("keymap.clash", language)
        yield name, said.format(key=key, name=name, other=other, place=place)


def _clash(own: Own) -> tuple[str, str, str, Place] | None:
    for place in (each for each in Place if each not in APART_FROM_KEYS):
        taken: dict[str, str] = {}
        for action in actions_on(place):
            for key in keys_of(action, own):
                other = taken.setdefault(key, action.name)
                if other != action.name:
                    name, rest = (
                        (action.name, other) if action.name in own else (other, action.name)
                    )
                    return name, rest, key, place
    return None


def _at(file: Path, text: str, name: str, why: str) -> str:
    """Return what is wrong, with the file and the line in which it stands."""
    sign = re.compile(rf'\s*\[?"?{re.escape(name)}"?\s*[=\]]')
    lines = text.splitlines()
    line = next((n for n, each in enumerate(lines, start=1) if sign.match(each)), 1)
    return f"{file}:{line}: {why}"
