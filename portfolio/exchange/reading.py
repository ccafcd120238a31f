"""Reading a portfolio file: its shape, then its values, all problems at once with their places."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from portfolio.domain.errors import FileProblems, Invalid, Problem
from portfolio.domain.grant import AwardDecision, Grant, GrantFile, Member
from portfolio.domain.instalment import Instalment, MilestoneCondition, ReskillingCondition
from portfolio.domain.milestone import Criterion, Milestone
from portfolio.domain.people import Person
from portfolio.domain.programme import Appropriation, Programme
from portfolio.domain.readiness import TechnologyElement
from portfolio.domain.reskilling import ReskillingCommitment
from portfolio.exchange.document import PortfolioIn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pydantic import BaseModel

    from portfolio.exchange.document import AnyActIn, GrantIn, ProgrammeIn

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a national portfolio of a thousand grants takes about a tenth."""

DEEPEST = 40
"""Levels of nesting; the format itself has six."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds, as records of the domain. `name` is what problems call the file."""

    name: str
    people: tuple[Person, ...] = ()
    programmes: tuple[tuple[Programme, tuple[Appropriation, ...]], ...] = ()
    grants: tuple[GrantFile, ...] = ()
    history: tuple[AnyActIn, ...] = ()


def read_file(path: Path) -> Read:
    """Read a portfolio file, or raise `FileProblems` with everything wrong in it."""
    return read_text(path.name, _text_of(path))


def read_text(name: str, text: str) -> Read:
    """Read the text of a portfolio file, or raise `FileProblems` with everything wrong in it."""
    _check_json(name, text)
    try:
        document = PortfolioIn.model_validate_json(text)
    except ValidationError as error:
        raise FileProblems([_shape_problem(name, e) for e in error.errors()]) from None
    maker = _Maker(name)
    read = Read(
        name=name,
        people=maker.all("people", Person, document.people),
        programmes=_made(
            maker.programme(f"programmes[{i}]", p) for i, p in enumerate(document.programmes)
        ),
        grants=_made(maker.grant(f"grants[{i}]", g) for i, g in enumerate(document.grants)),
        history=document.history,
    )
    if maker.problems:
        raise FileProblems(maker.problems)
    return read


class _Maker:
    """Makes records from what a file says, and collects with its place what cannot be made."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def one(self, place: str, cls: type[T], said: BaseModel, **more: object) -> T | None:
        """Make one record: fields of the same name carry over, `more` adds the rest."""
        known = cls.__dataclass_fields__  # type: ignore[attr-defined]  # records are dataclasses
        values: dict[str, Any] = {k: v for k, v in said if k in known} | more
        try:
            return cls(**values)
        except Invalid as invalid:
            self.problems.append(
                Problem(
                    file=self.file,
                    place=f"{place}.{invalid.field}",
                    value=str(invalid.value),
                    why=invalid.why,
                    remedy=invalid.remedy,
                )
            )
            return None

    def all(
        self, place: str, cls: type[T], said: Iterable[BaseModel], **more: object
    ) -> tuple[T, ...]:
        """Make a record of each; those that cannot be made are left out and noted."""
        made = (self.one(f"{place}[{i}]", cls, each, **more) for i, each in enumerate(said))
        return _made(made)

    def programme(
        self, place: str, said: ProgrammeIn
    ) -> tuple[Programme, tuple[Appropriation, ...]] | None:
        """Make a programme and its appropriations."""
        programme = self.one(place, Programme, said)
        money = self.all(
            f"{place}.appropriations", Appropriation, said.appropriations, programme=said.code
        )
        return (programme, money) if programme else None

    def grant(self, place: str, said: GrantIn) -> GrantFile | None:
        """Make a grant's file; None where the grant itself cannot be made."""
        code = said.code
        milestones = _made(
            self.one(
                f"{place}.milestones[{i}]", Milestone, m,
                grant=code, baseline_due_on=m.baseline_due_on or m.due_on,
            )
            for i, m in enumerate(said.milestones)
        )  # fmt: skip
        elements = _made(
            self.one(
                f"{place}.elements[{i}]", TechnologyElement, e,
                grant=code, current_level=e.entry_level,
            )
            for i, e in enumerate(said.elements)
        )  # fmt: skip
        within = f"{place}.instalments"
        grant = self.one(place, Grant, said)
        parts: dict[str, Any] = {
            "awards": self.all(f"{place}.award", AwardDecision, said.award, grant=code),
            "members": self.all(f"{place}.members", Member, said.members, grant=code),
            "elements": elements,
            "milestones": milestones,
            "criteria": tuple(
                c
                for i, m in enumerate(said.milestones)
                for c in self.all(
                    f"{place}.milestones[{i}].criteria",
                    Criterion,
                    m.criteria,
                    grant=code,
                    milestone=m.code,
                )
            ),
            "commitments": self.all(
                f"{place}.commitments", ReskillingCommitment, said.commitments, grant=code
            ),
            "instalments": self.all(within, Instalment, said.instalments, grant=code),
            "milestone_conditions": tuple(
                c
                for i, n in enumerate(said.instalments)
                for c in self.all(
                    f"{within}[{i}].milestones",
                    MilestoneCondition,
                    n.milestones,
                    grant=code,
                    instalment=n.code,
                )
            ),
            "reskilling_conditions": tuple(
                c
                for i, n in enumerate(said.instalments)
                for c in self.all(
                    f"{within}[{i}].reskilling",
                    ReskillingCondition,
                    n.reskilling,
                    grant=code,
                    instalment=n.code,
                )
            ),
        }
        return GrantFile(grant=grant, **parts) if grant else None


def _made(records: Iterable[T | None]) -> tuple[T, ...]:
    return tuple(each for each in records if each is not None)


def _text_of(path: Path) -> str:
    name = path.name
    if not path.is_file():
        raise FileProblems(
            [_problem(name, str(path), "is not a file", "name a portfolio file (.json)")]
        )
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise FileProblems(
            [
                _problem(
                    name, f"{size} bytes", f"is larger than {LARGEST_FILE} bytes",
                    "split it into several files",
                )
            ]
        )  # fmt: skip
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileProblems(
            [_problem(name, f"byte {error.start}", "is not UTF-8", "save the file as UTF-8")]
        ) from None


def _check_json(name: str, text: str) -> None:
    """Refuse what JSON readers take in silence: repeated keys, NaN, bottomless nesting."""
    try:
        json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise FileProblems(
            [_problem(name, where, f"is not JSON: {error.msg}", "correct the file there")]
        ) from None
    except RecursionError:
        raise FileProblems(
            [_problem(name, "nesting", f"is deeper than {DEEPEST} levels", "flatten the file")]
        ) from None
    except ValueError as error:
        raise FileProblems(
            [_problem(name, str(error), "is not allowed here", "correct the file there")]
        ) from None


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} twice in one object")
        found[key] = value
    return found


def _no_constant(constant: str) -> object:
    raise ValueError(f"the number {constant}")


def _shape_problem(name: str, error: Any) -> Problem:  # noqa: ANN401  # pydantic's own mapping
    place = "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"]
    ).lstrip(".")
    value = error.get("input")
    shown = "" if isinstance(value, dict | list) else str(value)
    if error["type"] == "missing":
        return Problem(
            file=name, place=place, value="", why="is missing", remedy="write this field"
        )
    if error["type"] == "extra_forbidden":
        return Problem(
            file=name, place=place, value=shown[:80], why="is not a field of the format",
            remedy="check its spelling ('portfolio schema' prints the format)",
        )  # fmt: skip
    return Problem(
        file=name, place=place, value=shown[:80], why=f"does not fit: {error['msg']}",
        remedy="see 'portfolio schema' for what fits",
    )  # fmt: skip


def _problem(name: str, place: str, why: str, remedy: str) -> Problem:
    return Problem(file=name, place=place, value="", why=why, remedy=remedy)
