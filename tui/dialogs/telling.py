"""What a dialog says over its conditions: refused, moved on, or what went wrong, calmly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.errors import Busy, CaseChanged, Invalid, Refused
from portfolio.domain.transitions import Act
from portfolio.wording import headline, label, trouble, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portfolio.domain.errors import PortfolioError
    from portfolio.services.perform import StreamMoved
    from portfolio.wording import Language
    from tui.dialogs.weighing import Weighed


def act_word(act: str, language: Language) -> str:
    """Return the word for an act as the journal names it; as it stands where it is none of ours."""
    known = next((each for each in Act if each == act), None)
    return word(known, language) if known else act


def named(key: str, text: str, language: Language) -> str:
    """Return a text after the label that names it."""
    return language.of((": ", "：")).join((label(key, language), text))


def joined(sentences: Iterable[str], language: Language) -> str:
    """Return sentences one after the other, as the language writes them."""
    return language.of((" ", "")).join(sentences)


def troubles(weighed: Weighed, language: Language, *, signed: bool) -> Iterator[str]:
    """Yield a paragraph for each thing that keeps the act from being done; none where nothing."""
    if weighed.moved is not None:
        yield _moved(weighed.moved, weighed.dossier.file.code, language)
    match weighed.error:
        case None:
            return
        case Refused() as refused if signed and weighed.moved is None:
            again = [label("result.sign_again", language)] if _has_changed(refused) else []
            yield joined([headline(refused, language), *again], language)
        case Refused() as refused:
            changed = [label("result.case_changed", language)] if _has_changed(refused) else []
            yield joined([*changed, _standing(refused, language)], language)
        case Invalid():
            if signed:
                yield label("result.nothing_saved", language)
        case error:
            yield other_trouble(error, language)


def _has_changed(refused: Refused) -> bool:
    return isinstance(refused, CaseChanged)


def _standing(refused: Refused, language: Language) -> str:
    return label("dialog.standing", language).format(
        standing=len(refused.obstacles), count=len(refused.findings)
    )


def _moved(moved: StreamMoved, grant: str, language: Language) -> str:
    last = moved.last
    said = label("result.stream_moved", language).format(
        subject=grant, act=act_word(last.act, language), moved=last.subject, actor=last.actor
    )
    rest = ("result.nothing_saved", "result.sign_again")
    return joined([said, *(label(key, language) for key in rest)], language)


def other_trouble(error: PortfolioError, language: Language) -> str:
    """Return what to say of an error that is neither a refusal nor about a value."""
    if isinstance(error, Busy):
        said = ("result.nothing_saved", "result.busy")
        return joined([label(key, language) for key in said], language)
    return trouble(error, language)
