"""Covenants attested year by year; breached, remedied, fulfilled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date  # noqa: TC003  # a request's types are read when it is made from text
from typing import TYPE_CHECKING

from portfolio.domain.acts.recoveries import claims
from portfolio.domain.acts.ruling import (
    day_findings,
    not_in_the_future,
    rule_on,
    the_first_day_has_come,
    the_term_is_in_force,
)
from portfolio.domain.change import Change, Occasion, Step
from portfolio.domain.covenant import Attestation, Covenant
from portfolio.domain.errors import Refused
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.gathering import terms_in_force
from portfolio.domain.grant_file import next_code
from portfolio.domain.journal import grant_stream
from portfolio.domain.reason import Reason
from portfolio.domain.recovery import Ground
from portfolio.domain.rules.covenants import attestation_due_on, attested_until
from portfolio.domain.rules.duties import (
    role_for,
    the_duties_are_separate,
    the_role_is_held,
    with_part,
)
from portfolio.domain.rules.played import played_on_covenant
from portfolio.domain.rules.recovery import comes_back
from portfolio.domain.states import CovenantState
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import ROLES_OF_PLAIN_ACTS, Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Attest:
    """Put on file a member's word, with a document, that a covenant was kept until a day."""

    grant: str
    covenant: str
    kept_until: date
    document: str
    document_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindBreach:
    """Find a covenant breached; what comes back by the terms is claimed at once."""

    grant: str
    covenant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyBreach:
    """Find a breached covenant kept again."""

    grant: str
    covenant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FulfilCovenant:
    """Find that a covenant has been kept to its end."""

    grant: str
    covenant: str


def attest(file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: Attest) -> Change:
    """Put a member's word on file. No state moves: what is not attested in time stays due."""
    act = Act.ATTEST
    covenant = file.covenant(request.covenant)
    code = next_code("T", file.attestations)
    subject = f"{file.code}/{code}"
    roles = ROLES_OF_PLAIN_ACTS[act]
    findings = (
        the_role_is_held(occasion.person, act, subject, roles),
        *the_duties_are_separate(occasion.person, act, subject, played_on_covenant(file, covenant)),
        *day_findings(subject, occasion, None),
        *not_in_the_future(subject, occasion, request.kept_until),
        _it_follows(file, covenant, request.kept_until),
        *_it_has_not_ended(file, covenant),
    )
    if any(f.stands_in_the_way for f in findings):
        raise Refused(act.value, subject, findings)
    attestation = Attestation(
        grant=file.code,
        code=code,
        covenant=covenant.code,
        kept_until=request.kept_until,
        document=request.document,
        document_sha256=request.document_sha256,
        recorded_by=occasion.person.code,
        recorded_at=occasion.recorded_at,
        received_on=occasion.effective_on,
    )
    step = Step(
        act=act, subject=subject, role=role_for(occasion.person, roles), findings=findings,
        records=(attestation,),
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def _it_follows(file: GrantFile, covenant: Covenant, kept_until: date) -> Finding:
    """An attestation reaches further than those before it, and into the time of the covenant."""
    before = attested_until(file, covenant)
    reaches = kept_until > (before or covenant.starts_on)
    facts = {"kept_until_on": kept_until.isoformat(), "starts_on": covenant.starts_on.isoformat()}
    if before is not None:
        facts["attested_on"] = before.isoformat()
    return (satisfies if reaches else refuses)(
        Reason.ATTESTATION_FOLLOWS if reaches else Reason.ATTESTATION_REPEATED,
        f"{file.code}/{covenant.code}", **facts,
    )  # fmt: skip


def _it_has_not_ended(file: GrantFile, covenant: Covenant) -> Iterator[Finding]:
    if covenant.state is CovenantState.FULFILLED:
        yield refuses(
            Reason.MOVE_IMPOSSIBLE, f"{file.code}/{covenant.code}", act=Act.ATTEST.value,
            kind="covenant", state=covenant.state.value, possible="nothing",
        )  # fmt: skip


def find_breach(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: FindBreach
) -> Change:
    """Find a covenant breached. What comes back by the terms is proposed as claims, at once."""
    covenant = file.covenant(request.covenant)
    step = _step(file, occasion, covenant, Act.FIND_BREACH)
    amounts = comes_back(
        file.with_records(step.records), programme, Ground.BREACH, occasion.effective_on,
        covenant=covenant.code,
    )  # fmt: skip
    if not amounts:
        nothing = satisfies(Reason.NOTHING_OWED_BACK, step.subject)
        step = replace(step, findings=(*step.findings, nothing))
    back = claims(
        file, programme, occasion, Ground.BREACH, amounts, role=step.role, covenant=covenant.code
    )
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step, *back))


def remedy_breach(
    file: GrantFile, _: ProgrammeFile, occasion: Occasion, request: RemedyBreach
) -> Change:
    """Find a breached covenant kept again. What was claimed for the breach stays claimed."""
    step = _step(file, occasion, file.covenant(request.covenant), Act.REMEDY)
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def fulfil_covenant(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, request: FulfilCovenant
) -> Change:
    """Find that a covenant has been kept to its end: its last day is over and attested."""
    covenant = file.covenant(request.covenant)
    step = _step(
        file, occasion, covenant, Act.FULFIL,
        more=_it_was_kept_to_its_end(file, programme, occasion, covenant),
    )  # fmt: skip
    return Change(stream=grant_stream(file.code), occasion=occasion, steps=(step,))


def _it_was_kept_to_its_end(
    file: GrantFile, programme: ProgrammeFile, occasion: Occasion, covenant: Covenant
) -> Iterator[Finding]:
    subject = f"{file.code}/{covenant.code}"
    terms = terms_in_force(file, programme, occasion.effective_on)
    yield the_first_day_has_come(subject, occasion, covenant.until_on)
    yield the_term_is_in_force(terms, TermName.ATTESTATION_MONTHS, subject, Act.FULFIL)
    due_on = attestation_due_on(file, terms, covenant)
    codes = tuple(a.code for a in file.attestations_of(covenant.code))
    if due_on is None:
        yield satisfies(
            Reason.ATTESTATIONS_COMPLETE, subject, *codes,
            attestations=len(codes), until_on=covenant.until_on.isoformat(),
        )  # fmt: skip
    else:
        yield refuses(
            Reason.ATTESTATIONS_MISSING, subject, *codes,
            due_on=due_on.isoformat(), until_on=covenant.until_on.isoformat(),
        )  # fmt: skip


def _step(
    file: GrantFile,
    occasion: Occasion,
    covenant: Covenant,
    act: Act,
    *,
    more: Iterable[Finding] = (),
) -> Step:
    subject = f"{file.code}/{covenant.code}"
    ruling = rule_on(
        act, "covenant", subject, covenant.state, occasion,
        played=played_on_covenant(file, covenant), last_on=covenant.moved_on, more=more,
    )  # fmt: skip
    moved = replace(
        covenant,
        state=CovenantState(ruling.after),
        moved_on=occasion.effective_on,
        played=with_part(covenant.played, act, occasion.person),
    )
    return Step(
        act=act, subject=subject, role=ruling.role, before=covenant.state, after=moved.state,
        findings=ruling.findings, records=(moved,),
    )  # fmt: skip
