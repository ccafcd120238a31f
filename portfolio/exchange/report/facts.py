"""What a report has to know before it is written: which grants it shows, and what they rest on."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import nlargest
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis, weakest_basis
from portfolio.domain.standing import plan_basis
from portfolio.exchange.report.source import whole
from portfolio.exchange.sheets import ExceptionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from portfolio.domain.milestone import Milestone
    from portfolio.domain.readiness import TechnologyElement
    from portfolio.exchange.report.source import Record, Source

MOST_GRANTS = 200
"""How many grants a report shows. All of them stand in the workbook and the CSV files."""

MOST_PAYOUTS = 200
"""How many payouts a report shows."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The largest rows of a table, in its own order, and how many it has in all."""

    records: tuple[Record, ...]
    in_all: int

    @property
    def left_out(self) -> int:
        """How many are not shown."""
        return self.in_all - len(self.records)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sections of a report share.

    `progress` has the rows of the shown grants by code. `elements` and `open_milestones` are theirs
    too. `plans_of_grants` and `plans_of_programmes` are how far what is planned and paid can be
    trusted. `exceptions` counts all there are, by kind, in the order in which they are told.
    """

    programmes: tuple[Record, ...]
    grants: Cut
    payouts: Cut
    progress: Mapping[str, Record]
    elements: tuple[TechnologyElement, ...]
    open_milestones: tuple[Milestone, ...]
    plans_of_grants: Mapping[str, Basis]
    plans_of_programmes: Mapping[str, Basis]
    exceptions: Mapping[ExceptionKind, int]


def facts_of(source: Source) -> Facts:
    """Read through a review once and keep what is few."""
    totals = {str(r["currency"]): r for r in source.records("summary")}
    grants = _largest(source.records("grants"), "award_minor", totals, MOST_GRANTS)
    shown = {str(r["code"]) for r in grants.records}
    files = _Files(shown)
    files.read(source)
    return Facts(
        programmes=tuple(source.records("programmes")),
        grants=grants,
        payouts=_largest(source.records("payouts"), "charge_minor", totals, MOST_PAYOUTS),
        progress={str(r["code"]): r for r in source.records("progress") if r["code"] in shown},
        elements=tuple(files.elements),
        open_milestones=tuple(sorted(files.milestones, key=lambda m: (m.due_on, m.grant, m.code))),
        plans_of_grants=files.of_grants,
        plans_of_programmes={p: weakest_basis(b) for p, b in files.of_programmes.items()},
        exceptions=Counter(
            r["kind"] for r in source.records("exceptions") if isinstance(r["kind"], ExceptionKind)
        ),
    )


def _largest(
    records: Iterable[Record], amount: str, totals: Mapping[str, Record], most: int
) -> Cut:
    """Keep the largest rows, each measured against all that is committed in its currency."""

    def size(each: tuple[int, Record]) -> tuple[Fraction, int]:
        number, record = each
        committed = totals[str(record["currency"])]["award_minor"]
        return Fraction(whole(record[amount]), max(1, whole(committed))), -number

    in_all = 0

    def numbered() -> Iterator[tuple[int, Record]]:
        nonlocal in_all
        for record in records:
            in_all += 1
            yield in_all, record

    kept = nlargest(most, numbered(), key=size)
    return Cut(tuple(record for _, record in sorted(kept, key=lambda each: each[0])), in_all)


@dataclass
class _Files:
    """What is kept of the grants' files."""

    shown: set[str]
    elements: list[TechnologyElement] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    of_grants: dict[str, Basis] = field(default_factory=dict)
    of_programmes: dict[str, set[Basis]] = field(default_factory=lambda: defaultdict(set))

    def read(self, source: Source) -> None:
        for file in source.review.grants():
            basis = plan_basis(file)
            self.of_programmes[file.grant.programme].add(basis)
            if file.code in self.shown:
                self.of_grants[file.code] = basis
                self.elements.extend(file.elements)
                if file.grant.awaits_results:
                    self.milestones.extend(m for m in file.milestones if m.is_open)
