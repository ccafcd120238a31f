"""What a file refers to has to be there, and no code may stand for two things."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from portfolio.domain.finding import Finding, refuses
from portfolio.domain.reason import Reason
from portfolio.domain.record import key_of, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _typeshed import DataclassInstance

    from portfolio.domain.co_funding import CoFunding
    from portfolio.domain.covenant import Covenant
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.domain.reskilling import ReskillingCommitment


def no_code_is_repeated(records: Iterable[DataclassInstance]) -> Iterator[Finding]:
    """Codes are unique within their kind, among everything that is entered at once."""
    counted = Counter((kind_of(r), key_of(r)) for r in records)
    for (kind, key), times in counted.items():
        if times > 1:
            yield refuses(Reason.CODE_REPEATED, "/".join(key), kind=kind, times=times)


def every_reference_is_known(file: GrantFile, _: ProgrammeFile) -> Iterator[Finding]:
    """What refers to an element, milestone, member, promise or instalment finds one."""
    known = {
        "element": {e.code for e in file.elements},
        "milestone": {m.code for m in file.milestones},
        "member": {m.code for m in file.members},
        "commitment": {c.code for c in file.commitments},
        "co_funding": {c.code for c in file.co_fundings},
        "instalment": {i.code for i in file.instalments},
    }
    for where, kind, code in (*_of_plans(file), *_of_conditions(file)):
        if code not in known[kind]:
            yield refuses(
                Reason.REFERS_TO_NOTHING, f"{file.code}/{where}",
                kind=kind, code=code, known=", ".join(sorted(known[kind])) or "none",
            )  # fmt: skip


def _of_plans(file: GrantFile) -> Iterator[tuple[str, str, str]]:
    """Yield where a reference stands, of what kind it is and which code it gives."""
    for m in file.milestones:
        yield m.code, "element", m.element
        for before in m.predecessors:
            yield m.code, "milestone", before
    promises: tuple[ReskillingCommitment | CoFunding | Covenant, ...] = (
        *file.commitments, *file.co_fundings, *file.covenants,
    )  # fmt: skip
    for promise in promises:
        yield promise.code, "member", promise.member
    for criterion in file.criteria:
        yield criterion.code, "milestone", criterion.milestone
    for term in file.instalment_terms:
        yield term.instalment, "instalment", term.instalment


def _of_conditions(file: GrantFile) -> Iterator[tuple[str, str, str]]:
    """Yield the references of the conditions that have not ended."""
    for m in file.milestone_conditions:
        if m.ended_by is None:
            yield m.instalment, "instalment", m.instalment
            yield m.instalment, "milestone", m.milestone
    for c in file.reskilling_conditions:
        if c.ended_by is None:
            yield c.instalment, "instalment", c.instalment
            yield c.instalment, "commitment", c.commitment
    for f in file.funding_conditions:
        if f.ended_by is None:
            yield f.instalment, "instalment", f.instalment
            yield f.instalment, "co_funding", f.co_funding
