"""One grant as 360Giving 1.4 has it, with its payments and, under ``x_``, its gates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.period import utc_text
from portfolio.exchange.shown import major, readable
from portfolio.exchange.standards.gates import gates_of
from portfolio.exchange.standards.identifiers import agency_of, grant_id, recipients_of
from portfolio.exchange.standards.movements import Moved, awarded, awarded_otherwise, movements
from portfolio.exchange.standards.plain import Value, fields_of
from portfolio.exchange.standards.said import (
    bases_of,
    description_of,
    in_both,
    marked,
    movement_said,
    sentence,
    title_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio.domain.grant import AwardDecision
    from portfolio.domain.grant_file import GrantFile
    from portfolio.exchange.columns import Review
    from portfolio.exchange.standards.identifiers import Organisation
    from portfolio.exchange.standards.movements import Movement
    from portfolio.wording.language import Both, Language

_DECISION = ("fiscal_year", "account", "basis", "source", "source_on")


def published(file: GrantFile, review: Review, language: Language) -> dict[str, Value]:
    """Return a grant that was awarded something by the day of the review."""
    return _Published(file, review, language).grant()


class _Published:
    """A grant being put into the standard's fields."""

    def __init__(self, file: GrantFile, review: Review, language: Language) -> None:
        self._file = file
        self._about = review.about
        self._language = language
        self._programme = review.programme(file.grant.programme)
        self._currency = self._programme.programme.currency
        self._id = grant_id(self._programme.programme, file.grant)
        self._agency = agency_of(self._programme.programme)
        self._recipients = recipients_of(file, self._id)

    def grant(self) -> dict[str, Value]:
        file, grant, about = self._file, self._file.grant, self._about
        decisions = awarded(file, about.as_of)
        moved = movements(file, self._programme, about.as_of)
        award, plan = (basis.value for basis in bases_of(file, about))
        return {
            "id": self._id,
            "title": self._say(title_of(file, about)),
            "description": self._say(description_of(file, about)),
            "currency": self._currency,
            "amountAwarded": self._sum(a.amount_minor for a in decisions),
            "amountDisbursed": self._sum(m.amount_minor for m in moved),
            "awardDate": min(a.decided_on for a in decisions).isoformat(),
            "plannedDates": [
                {"startDate": grant.starts_on.isoformat(), "endDate": grant.ends_on.isoformat()}
            ],
            "recipientOrganization": [self._organisation(o) for o in self._recipients],
            "fundingOrganization": [self._organisation(self._agency)],
            "grantProgramme": [self._grant_programme()],
            "classifications": [
                {"vocabulary": "mission area", "title": readable(grant.mission_area)},
                {"vocabulary": "basis of the award", "title": award},
                {"vocabulary": "basis of plan and payments", "title": plan},
            ],
            "commitmentTransaction": [self._decision(a) for a in decisions],
            "disbursementTransaction": [self._payment(m) for m in moved],
            "dateModified": utc_text(about.recorded_at),
            "x_code": grant.code,
            "x_title": _pair(in_both(grant.title, grant.title_ja)),
            "x_consortium": _pair(in_both(grant.consortium, grant.consortium_ja)),
            "x_state": grant.state.value,
            "x_basis": {"award": award, "plan": plan},
            "x_source": readable(grant.source),
            "x_disbursed_through_gates": self._sum(
                m.amount_minor for m in moved if m.kind is not Moved.HISTORY
            ),
            "x_other_instruments": [
                {"instrument": a.instrument.value, **self._decision(a)}
                for a in awarded_otherwise(file, about.as_of)
            ],
            **gates_of(file, self._currency),
        }

    def _grant_programme(self) -> Value:
        programme = self._programme.programme
        title = in_both(programme.title, programme.title_ja)
        return {"code": programme.code, "title": self._say(title), "x_title": _pair(title)}

    def _organisation(self, each: Organisation) -> Value:
        shown: dict[str, Value] = {"id": each.identifier, "name": self._say(each.name)}
        if len(set(each.name)) > 1:
            shown["alternateName"] = next(n for n in each.name if n != shown["name"])
        if each.member is not None:
            shown["addressCountry"] = each.member.country
            own = fields_of(each.member, ("code", "role", "share"), self._currency)
            shown |= {f"x_{name}": value for name, value in own.items()}
        return shown

    def _decision(self, each: AwardDecision) -> dict[str, Value]:
        own = fields_of(each, _DECISION, self._currency)
        said = marked(sentence("published.award", number=str(each.number)), each.basis)
        return {
            **self._transaction(f"A{each.number}", each.decided_on.isoformat()),
            "value": major(each.amount_minor, self._currency),
            "description": self._say(said),
            **{f"x_{name}": value for name, value in own.items()},
        }

    def _payment(self, each: Movement) -> Value:
        """Return money that moved, with the gates that stood before it."""
        file = self._file
        shown: dict[str, Value] = {
            **self._transaction(each.code, each.on.isoformat()),
            "value": major(each.amount_minor, self._currency),
            "description": self._say(movement_said(file, each)),
            "x_kind": each.kind.value,
            "x_basis": each.basis.value,
            "x_through_gates": each.kind is not Moved.HISTORY,
        }
        if each.instalment is not None:
            milestones, persons = file.conditions_of(each.instalment)
            shown["x_instalment"] = each.instalment
            shown["x_milestones"] = [c.milestone for c in milestones]
            shown["x_reskilling"] = [c.commitment for c in persons]
        beside = {"clears": each.clears_minor, "set_off": each.set_off_minor}
        beside["interest"] = each.interest_minor
        currency = self._currency
        return shown | {f"x_{n}": major(minor, currency) for n, minor in beside.items() if minor}

    def _transaction(self, code: str, on: str) -> dict[str, Value]:
        return {
            "id": f"{self._id}.{code}",
            "transactionDate": on,
            "currency": self._currency,
            "provider": self._agency.identifier,
            "recipient": self._recipients[0].identifier,
        }

    def _sum(self, minor: Iterable[int]) -> Value:
        return major(sum(minor), self._currency)

    def _say(self, both: Both) -> str:
        return self._language.of(both)


def _pair(both: Both) -> Value:
    return {"en": both[0], "ja": both[1]}
