"""The records of some grants at once, from one transaction, by one plain query a kind."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import ref

from sqlalchemy import select

from portfolio.domain.amendment import Amendment, AmendmentLine
from portfolio.domain.assignment import Assignment
from portfolio.domain.co_funding import CoFunding, FundingReport
from portfolio.domain.cost import Cost
from portfolio.domain.covenant import Attestation, Covenant
from portfolio.domain.grant import AwardDecision, Grant, Member
from portfolio.domain.grant_file import GrantFile
from portfolio.domain.instalment import (
    FundingCondition,
    Hold,
    Instalment,
    MilestoneCondition,
    Payout,
    ReskillingCondition,
)
from portfolio.domain.milestone import Criterion, Milestone
from portfolio.domain.past_payment import PastPayment
from portfolio.domain.readiness import TechnologyElement
from portfolio.domain.record import from_row, key_fields, kind_of, type_of_kind
from portfolio.domain.recovery import Receipt, Recovery
from portfolio.domain.reskilling import ReskillingCommitment
from portfolio.domain.screening import Screening
from portfolio.domain.standing import unpaid_minor
from portfolio.domain.suspension import Suspension, Withholding
from portfolio.domain.terms import Term, Terms, terms_on
from portfolio.domain.waiver import Waiver
from portfolio.reports.order import natural
from portfolio.store.mapping import table_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from _typeshed import DataclassInstance
    from sqlalchemy import Connection

    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.readiness import Scale

    AnyCondition = MilestoneCondition | ReskillingCondition | FundingCondition

R = TypeVar("R", bound="DataclassInstance")
Subject = tuple[str, str]
"""A grant and the code of one of its parts."""

_KIND = {cls: kind for kind, cls in type_of_kind.items()}
_OF_A_GRANT = tuple(cls for cls, kind in _KIND.items() if key_fields(kind)[0] == "grant")
_KEPT = (Grant, Instalment, ReskillingCommitment)


class Register:
    """Every record of some grants that a budget review looks at, in order of grant and code.

    Each kind is read when it is first asked for, so that a page costs only what stands on it.
    """

    def __init__(
        self, connection: Connection, programmes: Iterable[ProgrammeFile], grants: Sequence[str]
    ) -> None:
        self._connection = connection
        self._grants = grants
        self._terms = {file.programme.code: file.terms for file in programmes}
        self.programmes = {file.programme.code: file.programme for file in programmes}
        self.kept = _Kept(self)

    @cached_property
    def grants(self) -> dict[str, Grant]:
        """The grants by code."""
        return {g.code: g for g in self._all(Grant)}

    @cached_property
    def awards(self) -> tuple[AwardDecision, ...]:
        """The award decisions."""
        return self._all(AwardDecision)

    @cached_property
    def members(self) -> dict[str, list[Member]]:
        """The members by grant."""
        found: dict[str, list[Member]] = defaultdict(list)
        for member in self._all(Member):
            found[member.grant].append(member)
        return found

    @cached_property
    def scales(self) -> dict[Subject, Scale]:
        """The scale of each technology element."""
        return {(e.grant, e.code): e.scale for e in self._all(TechnologyElement)}

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """The milestones."""
        return self._all(Milestone)

    @cached_property
    def criteria(self) -> dict[Subject, list[Criterion]]:
        """The criteria by milestone."""
        return _by(self._all(Criterion), "milestone")

    @cached_property
    def commitments(self) -> tuple[ReskillingCommitment, ...]:
        """The reskilling commitments."""
        return self._all(ReskillingCommitment)

    @cached_property
    def co_fundings(self) -> tuple[CoFunding, ...]:
        """The promises of private money."""
        return self._all(CoFunding)

    @cached_property
    def funding_reports(self) -> dict[Subject, list[FundingReport]]:
        """The reports of private money by promise."""
        return _by(self._all(FundingReport), "co_funding")

    @cached_property
    def instalments(self) -> dict[Subject, Instalment]:
        """The instalments."""
        return {(i.grant, i.code): i for i in self._all(Instalment)}

    @cached_property
    def payouts(self) -> dict[Subject, Payout]:
        """The payouts."""
        return {(p.grant, p.code): p for p in self._all(Payout)}

    @cached_property
    def costs(self) -> tuple[Cost, ...]:
        """The claimed costs."""
        return self._all(Cost)

    @cached_property
    def holds(self) -> tuple[Hold, ...]:
        """The holds."""
        return self._all(Hold)

    @cached_property
    def suspensions(self) -> dict[Subject, Suspension]:
        """The suspensions."""
        return {(s.grant, s.code): s for s in self._all(Suspension)}

    @cached_property
    def withholdings(self) -> tuple[Withholding, ...]:
        """What suspensions withhold, by instalment."""
        return self._all(Withholding)

    @cached_property
    def recoveries(self) -> tuple[Recovery, ...]:
        """The claims."""
        return self._all(Recovery)

    @cached_property
    def receipts(self) -> dict[Subject, list[Receipt]]:
        """What came back, by claim."""
        return _by(self._all(Receipt), "recovery")

    @cached_property
    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers."""
        return self._all(Waiver)

    @cached_property
    def amendments(self) -> dict[Subject, Amendment]:
        """The amendments."""
        return {(a.grant, a.code): a for a in self._all(Amendment)}

    @cached_property
    def amendment_lines(self) -> tuple[AmendmentLine, ...]:
        """What amendments change."""
        return self._all(AmendmentLine)

    @cached_property
    def covenants(self) -> tuple[Covenant, ...]:
        """The covenants."""
        return self._all(Covenant)

    @cached_property
    def attestations(self) -> dict[Subject, list[Attestation]]:
        """The members' words, by covenant."""
        return _by(self._all(Attestation), "covenant")

    @cached_property
    def screenings(self) -> tuple[Screening, ...]:
        """The screenings."""
        return self._all(Screening)

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """Who handles the grants, or did until it was taken back."""
        return self._all(Assignment)

    @cached_property
    def past_payments(self) -> tuple[PastPayment, ...]:
        """Payments made before or outside this portfolio."""
        return self._all(PastPayment)

    def files(self) -> Iterator[GrantFile]:
        """Yield everything recorded about each grant, in the order in which they are asked for."""
        records: dict[str, list[DataclassInstance]] = defaultdict(list)
        for cls in _OF_A_GRANT:
            for each in self._all(cls):
                records[each.grant].append(each)  # type: ignore[attr-defined]  # every part of a grant says of which
        for code in self._grants:
            yield GrantFile(grant=self.grants[code]).with_records(records.pop(code, ()))

    @property
    def conditions(self) -> dict[Subject, list[AnyCondition]]:
        """The conditions of each instalment that no amendment has moved away."""
        return self._conditions[0]

    @property
    def waiting_minor(self) -> dict[tuple[str, str, str], int]:
        """What can still be paid and waits for a milestone, commitment or promise, by kind."""
        return self._conditions[1]

    @cached_property
    def _conditions(
        self,
    ) -> tuple[dict[Subject, list[AnyCondition]], dict[tuple[str, str, str], int]]:
        conditions: dict[Subject, list[AnyCondition]] = defaultdict(list)
        waiting: dict[tuple[str, str, str], int] = defaultdict(int)
        found: tuple[AnyCondition, ...] = (
            *self._all(MilestoneCondition),
            *self._all(ReskillingCondition),
            *self._all(FundingCondition),
        )
        for each in found:
            if each.ended_by is None:
                instalment = (each.grant, each.instalment)
                conditions[instalment].append(each)
                waiting[_awaited(each)] += self.unpaid_minor(instalment)
        return conditions, waiting

    @cached_property
    def _taken_minor(self) -> dict[Subject, int]:
        taken: dict[Subject, int] = defaultdict(int)
        for payout in self.payouts.values():
            if payout.is_standing and not payout.is_advance:
                taken[payout.grant, payout.instalment] += payout.amount_minor
        return taken

    def currency_of(self, grant: str) -> str:
        """Return the currency of a grant: its programme's."""
        return self.programmes[self.grants[grant].programme].currency

    def terms_of(self, grant: str, day: date) -> Terms:
        """Return the terms of a grant's programme that are in force on a day."""
        return terms_on(self.all_terms_of(grant), day)

    def all_terms_of(self, grant: str) -> tuple[Term, ...]:
        """Return the terms of a grant's programme, of whichever day."""
        return self._terms[self.grants[grant].programme]

    def unpaid_minor(self, instalment: Subject) -> int:
        """Return what of an instalment can still be paid."""
        kept = self.kept["instalment", *instalment]
        unpaid: int = unpaid_minor(
            kept["amount_minor"], kept["paid_minor"], kept["returned_minor"], kept["reduced_minor"]
        )
        return unpaid

    def open_minor(self, instalment: Subject) -> int:
        """Return what of an instalment is neither taken by a payout, nor kept back, nor reduced.

        As `rules.payout.Entitlement.open_minor`: with what is taken it adds up to the amount.
        """
        kept = self.kept["instalment", *instalment]
        back = kept["withheld_minor"] + kept["retained_minor"] + kept["reduced_minor"]
        taken = self._taken_minor[instalment] - kept["returned_minor"]
        open_minor: int = kept["amount_minor"] - taken - back
        return open_minor

    def _all(self, cls: type[R]) -> tuple[R, ...]:
        table = table_of(_KIND[cls])
        owner = table.c["code" if cls is Grant else "grant"]
        rows = self._connection.execute(select(table).where(owner.in_(self._grants))).mappings()
        found = []
        for row in rows:
            found.append(from_row(cls, dict(row)))
            if cls in _KEPT:
                self.kept.put(_KIND[cls], dict(row))
        return tuple(sorted(found, key=_in_order))


class _Kept(dict[tuple[str, str, str], "Mapping[str, Any]"]):
    """The rows of grants (by their code twice), instalments and commitments, with kept sums."""

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = ref(register)  # no ring: what is read of some grants goes with them

    def put(self, kind: str, row: Mapping[str, Any]) -> None:
        """Note a row."""
        self[kind, row.get("grant", row["code"]), row["code"]] = row

    def __missing__(self, key: tuple[str, str, str]) -> Mapping[str, Any]:
        getattr(self._register(), f"{key[0]}s")  # reads all of the kind
        return self.get(key) or {}


def _awaited(condition: AnyCondition) -> tuple[str, str, str]:
    match condition:
        case MilestoneCondition():
            return "milestone", condition.grant, condition.milestone
        case ReskillingCondition():
            return "commitment", condition.grant, condition.commitment
    return "co_funding", condition.grant, condition.co_funding


def _by(records: tuple[R, ...], name: str) -> dict[Subject, list[R]]:
    """Return records by their grant and what they belong to there."""
    found: dict[Subject, list[R]] = defaultdict(list)
    for each in records:
        found[each.grant, getattr(each, name)].append(each)  # type: ignore[attr-defined]  # every part of a grant says of which
    return found


def _in_order(record: DataclassInstance) -> tuple[tuple[str, int, str], ...]:
    return tuple(natural(str(getattr(record, name))) for name in key_fields(kind_of(record)))
