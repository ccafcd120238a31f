"""From an error to its exit code and its words: a refusal in full, a fault with where its log is.

| code | means                                                                    |
| ---- | ------------------------------------------------------------------------ |
| 0    | done, or done before under the same command id                           |
| 1    | a fault of this program                                                  |
| 2    | asked in a way that cannot be answered: usage, unknown code, no database |
| 3    | the answer is no: the rules, somebody else's writing, who one is         |
| 4    | a file cannot be taken in                                                |
| 5    | the record does not hold                                                 |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.cli.as_json import said
from portfolio.cli.render import paragraph, say, write_json
from portfolio.domain.errors import (
    Busy,
    CaseChanged,
    FileProblems,
    Invalid,
    JournalBroken,
    NotFound,
    PortfolioError,
    Refused,
    StoreUnfit,
)
from portfolio.wording import (
    Language,
    headline,
    label,
    mark,
    next_step,
    problem,
    sentence,
    trouble,
)
from portfolio.wording import unfit_value as unfit
from portfolio.wording.commands import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio.cli.desk import Desk
    from portfolio.domain.finding import Finding

FAULT, USAGE, NO, FILE, BROKEN = 1, 2, 3, 4, 5

CODES: tuple[tuple[type[PortfolioError], int, str], ...] = (
    (CaseChanged, NO, "case changed"),
    (Refused, NO, "refused"),
    (FileProblems, FILE, "file problems"),
    (JournalBroken, BROKEN, "journal broken"),
    (Busy, NO, "busy"),
    (NotFound, USAGE, "not found"),
    (Invalid, USAGE, "invalid"),
    (StoreUnfit, USAGE, "store unfit"),
)

# Those of other rooms, by name: their classes would load the store to report a typing error.
ELSEWHERE = {
    "StreamMoved": (NO, "stream moved"),
    "CommandDiffers": (NO, "command differs"),
    "MayNotActAs": (NO, "may not act as"),
    "NobodyKnown": (NO, "nobody known"),
    "NotWritten": (USAGE, "not written"),
    "TooLongForExcel": (USAGE, "too long"),
    "TooLongToPrint": (USAGE, "too long"),
    "FontMissing": (USAGE, "font missing"),
    "GivenUp": (USAGE, "given up"),
}


def code_of(error: PortfolioError) -> tuple[int, str]:
    """Return the exit code of an error and the name it bears in JSON."""
    for kind, code, name in CODES:
        if isinstance(error, kind):
            return code, name
    return ELSEWHERE.get(type(error).__name__, (USAGE, "not possible"))


def report(desk: Desk, error: PortfolioError) -> int:
    """Say what an error means and what to do next; return the exit code.

    People read it on stderr; with ``--json`` there is one object on stdout besides.
    """
    code, name = code_of(error)
    if desk.as_json:
        write_json({"error": name, "exit_code": code} | _facts(error, desk.language))
    say(*_words(error, desk.language))
    return code


def finding_lines(findings: Iterable[Finding], language: Language) -> list[str]:
    """Return findings as lines: mark and sentence, continued under the sentence."""
    lines = []
    for found in findings:
        head = f"  {mark(found.effect, language)} "
        lines.extend(paragraph(sentence(found, language), first=head, rest=" " * 7))
    return lines


def next_lines(findings: Iterable[Finding], language: Language) -> list[str]:
    """Return what is to be done about findings, under a heading."""
    return step_lines((step for f in findings if (step := next_step(f, language))), language)


def step_lines(steps: Iterable[str], language: Language) -> list[str]:
    """Return what is to be done, each step once, under a heading; nothing where nothing is."""
    lines = []
    for step in dict.fromkeys(steps):
        lines.extend(paragraph(step, first="  - ", rest="    "))
    return [f"{label('part.next', language)}:", *lines] if lines else []


def _words(error: PortfolioError, language: Language) -> list[str]:
    if isinstance(error, Refused):
        lines = paragraph(headline(error, language))
        if isinstance(error, CaseChanged):
            lines += _what_changed(error, language)
        return [
            *lines,
            *finding_lines(error.findings, language),
            *next_lines(error.obstacles, language),
        ]
    if isinstance(error, FileProblems):
        return [
            *(line for p in error.problems for line in paragraph(problem(p, language), rest="  ")),
            *paragraph(_count(error, language)),
        ]
    if isinstance(error, Invalid):
        return paragraph(unfit(error, language))
    text = trouble(error, language)
    if language is Language.JAPANESE:  # it may begin with a path: nothing is made a capital
        return paragraph(text.removesuffix("。") + "。")
    return paragraph(text[0].upper() + text[1:] + ("" if text.endswith(("?", ".")) else "."))


def _count(error: FileProblems, language: Language) -> str:
    files = ", ".join(dict.fromkeys(p.file for p in error.problems))
    counted = label("result.problems", language).format(count=len(error.problems), file=files)
    return language.of((" ", "")).join((counted, label("result.nothing_saved", language)))


def _what_changed(error: CaseChanged, language: Language) -> list[str]:
    """Return the findings of then that are no longer found now."""
    gone = [f for f in error.before if f not in error.findings]
    if not gone:
        return []
    return [
        phrase("line.found_then", language),
        *finding_lines(gone, language),
        phrase("line.found_now", language),
    ]


def _facts(error: PortfolioError, language: Language) -> dict[str, object]:
    if isinstance(error, Refused):
        facts: dict[str, object] = {
            "act": error.act,
            "subject": error.subject,
            "message": headline(error, language),
            "reasons": [f.reason.value for f in error.obstacles],
            "findings": [said(f, language) for f in error.findings],
        }
        if isinstance(error, CaseChanged):
            facts["before"] = [said(f, language) for f in error.before]
        return facts
    if isinstance(error, FileProblems):
        return {"message": trouble(error, language), "problems": list(error.problems)}
    if isinstance(error, NotFound):
        return {
            "message": trouble(error, language), "code": error.code, "near": list(error.near),
        }  # fmt: skip
    if isinstance(error, Invalid):
        return {
            "message": unfit(error, language), "field": error.field, "value": str(error.value),
            "why": error.why, "remedy": error.remedy,
        }  # fmt: skip
    return {"message": trouble(error, language)}
