"""Pages drawn from the code: moves and who may make them, every reason in words, plans as tables.

`python -m tests.documents docs` writes them anew; a test compares what is there with the code.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from portfolio.domain.reason import Effect
from portfolio.domain.rules.duties import DUTY_OF_ACT, INCOMPATIBLE, Duty
from portfolio.domain.states import STATES_OF_KIND
from portfolio.domain.transitions import CONSEQUENCES, ROLES_OF_PLAIN_ACTS, TABLES, Act
from portfolio.wording import Language, kind_word, mark, word
from portfolio.wording.act_reasons import WHAT_AN_ACT_NEEDS, WHAT_MAY_FOLLOW, WHO_MAY_ACT
from portfolio.wording.change_reasons import CHANGE_REASONS
from portfolio.wording.course_reasons import COURSE_REASONS
from portfolio.wording.entry_reasons import ENTRY_REASONS
from portfolio.wording.money_reasons import MONEY_REASONS
from portfolio.wording.payout_reasons import PAYOUT_REASONS
from portfolio.wording.template import Choice, Wording
from tests.keys_page import keys
from tests.plan_page import tables
from tests.wording.examples import by_reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from enum import StrEnum

    from portfolio.domain.people import Role
    from portfolio.domain.reason import Reason
    from portfolio.domain.transitions import Move
    from portfolio.wording.language import Both

SECTIONS = {
    "What stands between money and payment": PAYOUT_REASONS,
    "Advances, suspensions, recoveries": MONEY_REASONS,
    "Milestones, waivers, amendments": CHANGE_REASONS,
    "Private money, costs, screenings, covenants, the end of a grant": COURSE_REASONS,
    "Who may act": WHO_MAY_ACT,
    "What may follow what": WHAT_MAY_FOLLOW,
    "What an act needs": WHAT_AN_ACT_NEEDS,
    "Before a grant, a programme or a person is entered": ENTRY_REASONS,
}
"""The catalogue of reasons by what they are found about."""

_FACT = re.compile(r"\{(\w+)(:[^}]*)?\}")


def transitions() -> str:
    """Return the page of moves: one table and one diagram a kind, then the duties."""
    lines = [
        "# What may follow what, and who may do it",
        "",
        "Drawn from `portfolio/domain/transitions.py` and `portfolio/domain/rules/duties.py` by",
        "`python -m tests.documents docs`. What stands in no table is refused, with what is",
        "possible instead.",
    ]
    for kind, moves in TABLES.items():
        lines += ["", f"## {_title(kind_word(kind))} · {kind_word(kind, Language.JAPANESE)}", ""]
        lines += [*_diagram(kind, moves), "", *_moves(moves)]
    lines += ["", "## Acts that move no state", ""]
    lines += _table(
        ("act", "who may"),
        ((_both(act), _roles(roles)) for act, roles in ROLES_OF_PLAIN_ACTS.items()),
    )
    lines += ["", "## Acts that nobody asks for", ""]
    lines += ["They follow from another act, by arithmetic, in the same command.", ""]
    lines += [f"- {_both(act)}" for act in Act if act in CONSEQUENCES]
    return "\n".join([*lines, *_duties(), ""])


def _diagram(kind: str, moves: Iterable[Move]) -> Iterator[str]:
    """Yield a table of moves as a Mermaid state diagram."""
    yield from ("```mermaid", "stateDiagram-v2")
    left = {move.before for move in moves if move.before is not move.after}
    for state in STATES_OF_KIND[kind]:
        yield f'    state "{state}" as {_id(state)}'
    if all(move.before is not None for move in moves):  # it comes into being with its grant
        yield f"    [*] --> {_id(next(iter(STATES_OF_KIND[kind])))}"
    for move in moves:
        before = _id(move.before) if move.before else "[*]"
        yield f"    {before} --> {_id(move.after)} : {move.act}"
    yield from (f"    {_id(end)} --> [*]" for end in STATES_OF_KIND[kind] if end not in left)
    yield "```"


def _moves(moves: Iterable[Move]) -> list[str]:
    """Return a table of moves as a table of the page."""
    return _table(
        ("from", "act", "to", "who may", "reason"),
        (
            (
                _both(move.before) if move.before else "—",
                _both(move.act),
                _both(move.after),
                _roles(move.roles),
                "needed" if move.needs_reason else "",
            )
            for move in moves
        ),
    )


def _duties() -> list[str]:
    """Return which acts make up a duty, and which duties one person may not join."""
    lines = ["", "## Duties that one person may not have on one subject", ""]
    lines += ["Persons are compared across all steps of the subject, in either order.", ""]
    rows = []
    for duty in Duty:
        others = [b if a is duty else a for a, b in INCOMPATIBLE if duty in {a, b}]
        acts = [act.value for act, of in DUTY_OF_ACT.items() if of is duty]
        not_with = ", ".join(other.value for other in Duty if other in others)
        rows.append((_both(duty), ", ".join(acts), not_with))
    return lines + _table(("whoever …", "by", "never …"), rows)


def reasons() -> str:
    """Return the page of reasons: what each is found to do, what it says, and what to do then."""
    lines = [
        "# Every reason there is",
        "",
        "Drawn from `portfolio/wording` by `python -m tests.documents docs`; the effects are those",
        "that the rules were seen to give it. Words in braces stand for the facts that were",
        "compared.",
        "",
        *_table(
            ("effect", "shown as", "表示"),
            ((_both(e), mark(e).strip(), mark(e, Language.JAPANESE)) for e in Effect),
        ),
    ]
    for title, section in SECTIONS.items():
        lines += ["", f"## {title}"]
        for reason, entry in section.items():
            lines += ["", f"### {reason}", "", *_reason(reason, entry)]
    return "\n".join([*lines, ""])


def _reason(reason: Reason, entry: Wording | Choice) -> Iterator[str]:
    found = {finding.effect for finding in by_reason()[reason]}
    yield f"*{', '.join(effect for effect in Effect if effect in found)}*"
    wordings = entry.among if isinstance(entry, Choice) else {"": entry}
    for case, wording in wordings.items():
        yield from ("", f"{case}:", "") if case else ("",)
        yield from _wording(wording)


def _wording(wording: Wording) -> Iterator[str]:
    yield from (f"- {text}" for text in map(_plain, wording.says))
    if wording.then is not None:
        yield from (f"- → {text}" for text in map(_plain, wording.then))


def _plain(template: str) -> str:
    """Return a template with nothing in its braces but the names of facts."""
    return _FACT.sub(r"{\1}", template)


def _both(token: StrEnum) -> str:
    """Return a token's word in both languages."""
    both: Both = word(token), word(token, Language.JAPANESE)
    return " ".join(both)


def _roles(roles: Iterable[Role]) -> str:
    return ", ".join(word(role) for role in roles)


def _id(state: StrEnum) -> str:
    return re.sub(r"\W", "_", state.value)


def _title(text: str) -> str:
    return text[0].upper() + text[1:]


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [head, tuple("---" for _ in head), *rows]
    return [f"| {' | '.join(cells)} |" for cells in lines]


PAGES: dict[str, Callable[[], str]] = {
    "TRANSITIONS.md": transitions,
    "KEYS.md": keys,
    "REASONS.md": reasons,
    "TABLES.md": tables,
}


if __name__ == "__main__":
    for name, page in PAGES.items():
        (Path(sys.argv[1]) / name).write_text(page(), encoding="utf-8")
