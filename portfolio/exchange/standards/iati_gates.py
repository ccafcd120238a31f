"""The gates of a grant in IATI 2.03: conditions, and results with what was aimed at and found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from portfolio.domain.milestone import Comparison
from portfolio.domain.reskilling import Rung
from portfolio.exchange.shown import text
from portfolio.exchange.standards.elements import OWN, add, add_day, narrate, own, put_own
from portfolio.exchange.standards.gates import EXCEPTIONS, judgements_of, verified_persons
from portfolio.exchange.standards.plain import fields_of
from portfolio.exchange.standards.said import (
    conditions_said,
    in_both,
    marked,
    sentence,
    titled,
    token,
)
from portfolio.wording.language import Language

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from lxml.etree import _Element

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.milestone import Criterion, Milestone
    from portfolio.domain.reskilling import ReskillingCommitment
    from portfolio.wording.language import Both

_PERFORMANCE = "2"
_OUTPUT, _OUTCOME = "1", "2"
_UNIT, _PERCENTAGE, _ORDINAL = "1", "2", "4"
_OWN_VOCABULARY = "99"


def add_gates(root: _Element, file: GrantFile, currency: str) -> None:
    """Add what each instalment waits for, and how far that is shown."""
    said = [conditions_said(file, i, currency) for i in file.instalments]
    conditions = add(root, "conditions", attached="1" if any(said) else "0")
    for each in said:
        if each is not None:
            narrate(add(conditions, "condition", type=_PERFORMANCE), each)
    for milestone in file.milestones:
        _add_milestone(root, file, milestone)
    for commitment in file.commitments:
        _add_commitment(root, file, commitment)


def add_exceptions(root: _Element, file: GrantFile, currency: str) -> None:
    """Add waivers, holds, suspensions and claims, as elements of our own namespace."""
    for kind, records in EXCEPTIONS.items():
        for each in getattr(file, records.field):
            shown = fields_of(each, records.names, currency)
            line = {n.replace("_", "-"): str(v) for n, v in shown.items() if v is not None}
            etree.SubElement(root, own(kind), line, nsmap={"smp": OWN})


def _add_milestone(root: _Element, file: GrantFile, milestone: Milestone) -> None:
    """Add a milestone: its criteria, and the readiness level it is to show."""
    result = _result(root, _OUTPUT, milestone.code, marked(titled(milestone), milestone.basis))
    met = milestone.share_met
    put_own(
        result, kind="milestone", state=milestone.state.value, basis=milestone.basis.value,
        due_on=milestone.due_on.isoformat(), baseline_due_on=milestone.baseline_due_on.isoformat(),
        share_met="" if met is None else f"{met.numerator}/{met.denominator}",
    )  # fmt: skip
    judged = judgements_of(file, milestone)
    for criterion in file.criteria_of(milestone.code):
        found = judged.get(criterion.code)
        _add_criterion(result, file, milestone, criterion, found.measured if found else None)
    element = file.element(milestone.element)
    level = _indicator(result, _ORDINAL, sentence("published.level", scale=element.scale.value))
    _add_baseline(level, file.grant.starts_on, str(element.entry_level))
    reached = milestone.level_reached
    _add_period(
        level,
        file,
        milestone.due_on,
        str(milestone.level),
        None if reached is None else str(reached),
    )


def _add_criterion(
    result: _Element,
    file: GrantFile,
    milestone: Milestone,
    criterion: Criterion,
    measured: Decimal | None,
) -> None:
    measure = _PERCENTAGE if criterion.unit == "%" else _UNIT
    title = in_both(criterion.text, criterion.text_ja)
    rising = criterion.comparison is Comparison.AT_LEAST
    indicator = _indicator(result, measure, title, rising=rising)
    english, japanese = (text((criterion,), language) for language in Language)
    narrate(add(indicator, "description"), (english, japanese))
    if criterion.baseline is not None:
        _add_baseline(indicator, file.grant.starts_on, format(criterion.baseline, "f"))
    actual = None if measured is None else format(measured, "f")
    _add_period(indicator, file, milestone.due_on, format(criterion.target, "f"), actual)


def _add_commitment(root: _Element, file: GrantFile, commitment: ReskillingCommitment) -> None:
    """Add a commitment: training is an output, what people do afterwards an outcome."""
    kind = _OUTCOME if commitment.rung in (Rung.PLACED, Rung.RETAINED) else _OUTPUT
    result = _result(root, kind, commitment.code, marked(titled(commitment), commitment.basis))
    put_own(
        result, kind="reskilling", member=commitment.member, rung=commitment.rung.value,
        basis=commitment.basis.value,
    )  # fmt: skip
    persons = _indicator(result, _UNIT, sentence("published.persons", rung=token(commitment.rung)))
    verified = str(verified_persons(file, commitment))
    _add_period(persons, file, commitment.due_on, str(commitment.persons), verified)


def _result(root: _Element, kind: str, code: str, title: Both) -> _Element:
    result = add(root, "result", type=kind, aggregation_status="false")
    narrate(add(result, "title"), title)
    add(result, "reference", vocabulary=_OWN_VOCABULARY, code=code)
    return result


def _indicator(result: _Element, measure: str, title: Both, *, rising: bool = True) -> _Element:
    ascending = "true" if rising else "false"
    indicator = add(result, "indicator", measure=measure, ascending=ascending)
    narrate(add(indicator, "title"), title)
    return indicator


def _add_baseline(indicator: _Element, on: date, value: str) -> None:
    add(indicator, "baseline", year=str(on.year), iso_date=on.isoformat(), value=value)


def _add_period(
    indicator: _Element, file: GrantFile, due_on: date, target: str, actual: str | None
) -> None:
    """Add the time from the grant's first day to the due day, with what was aimed at and found."""
    period = add(indicator, "period")
    add_day(period, "period-start", min(file.grant.starts_on, due_on))
    add_day(period, "period-end", due_on)
    add(period, "target", value=target)
    if actual is not None:
        add(period, "actual", value=actual)
