"""The activities of an IATI XML file, one after another, in little memory and with nothing fetched.

A file may ask a reader to expand entities without end or to open other files. Nothing of the kind
is done: a document type declaration is refused, and so is nesting that no activity needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from portfolio.domain.errors import FileProblems, Problem
from portfolio.exchange.standards.values import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = "2.03"

DEEPEST = 20
"""Levels of elements; the standard itself has nine."""

MOST_ACTIVITIES = 20_000
"""Activities in one file."""


_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Part:
    """An element and where it stands. One that is not there is empty: what it lacks is missing."""

    place: str
    element: etree._Element | None
    language: str = "en"

    def __post_init__(self) -> None:
        """A language stands for everything within, until another one is named."""
        if self.element is not None:
            object.__setattr__(self, "language", self.element.get(_LANGUAGE, self.language))

    def get(self, attribute: str) -> str:
        """Return an attribute; empty where there is none."""
        return "" if self.element is None else (self.element.get(attribute) or "").strip()

    def text(self) -> str:
        """Return the text of the element; empty where there is none."""
        return "" if self.element is None else (self.element.text or "").strip()

    def one(self, name: str) -> Part:
        """Return the first element of a name within."""
        found = None if self.element is None else self.element.find(name)
        return Part(f"{self.place}/{name}", found, self.language)

    def all(self, name: str) -> list[Part]:
        """Return every element of a name within, numbered from 1 as XPath does."""
        found = () if self.element is None else self.element.findall(name)
        return [
            Part(f"{self.place}/{name}[{i}]", each, self.language)
            for i, each in enumerate(found, start=1)
        ]

    def names(self) -> list[str]:
        """Return the name of every element within, without its namespace."""
        within = () if self.element is None else self.element
        return [etree.QName(each).localname for each in within]

    def narratives(self) -> dict[str, str]:
        """Return what narratives say, by language, the first one of each."""
        found: dict[str, str] = {}
        for each in self.all("narrative"):
            if each.text():
                found.setdefault(each.language, each.text())
        return found


def activities(name: str, data: bytes) -> Iterator[etree._Element]:
    """Yield each activity once it is read whole; it is emptied when the next one is asked for.

    Raises `FileProblems` for what is not XML, not IATI, another version, or beyond a limit.
    """
    events = etree.iterparse(
        BytesIO(data), events=("start", "end"), load_dtd=False, no_network=True,
        resolve_entities=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    depth = number = 0
    try:
        for event, element in events:
            depth += 1 if event == "start" else -1
            if event == "start":
                _check(name, element, depth)
            elif depth == 1:
                if element.tag == "iati-activity":
                    number += 1
                    yield element
                _forget(element)
            if number > MOST_ACTIVITIES:
                raise FileProblems(
                    [
                        _problem(
                            name, "iati-activities", f"are more than {MOST_ACTIVITIES} activities",
                            "split it into several files",
                        )
                    ]
                )  # fmt: skip
    except etree.XMLSyntaxError as error:
        line, said = error.lineno, error.msg
        for first in list(events.error_log)[:1]:  # the error itself may say less
            line, said = first.line, first.message
        why = str(said).strip().rstrip(".")
        raise FileProblems(
            [_problem(name, f"line {line}", f"is not XML: {why}", "correct the file there")]
        ) from None


def _check(name: str, element: etree._Element, depth: int) -> None:
    if depth > DEEPEST:
        raise FileProblems(
            [_problem(name, "nesting", f"is deeper than {DEEPEST} levels", "flatten the file")]
        )
    if depth == 1:
        _check_root(name, element)


def _check_root(name: str, root: etree._Element) -> None:
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]  # the stubs lack it
        raise FileProblems(
            [
                _problem(
                    name, "<!DOCTYPE>", "is not allowed here",
                    "take the document type declaration out",
                )
            ]
        )  # fmt: skip
    if root.tag != "iati-activities":
        raise FileProblems(
            [
                _problem(
                    name, f"<{shown(root.tag)}>", "is no IATI activity file",
                    f"give activities in IATI {VERSION}, or another format that can be imported",
                )
            ]
        )  # fmt: skip
    if root.get("version") != VERSION:
        raise FileProblems(
            [
                _problem(
                    name, "iati-activities/@version",
                    f"is not {VERSION}, the version of IATI that is read here",
                    f"give activities in IATI {VERSION}, or another format that can be imported",
                    shown(root.get("version", "")),
                )
            ]
        )  # fmt: skip


def _problem(name: str, place: str, why: str, remedy: str, value: str = "") -> Problem:
    return Problem(file=name, place=place, value=value, why=why, remedy=remedy)


def _forget(element: etree._Element) -> None:
    """Empty what has been read, and let go of all that stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
