# Japanese writes full-width characters, on purpose
"""Sheet 3-1 of the RS system: targets and results, four rows an indicator.

Each milestone is told by the readiness level to reach and by each of its written criteria, each
reskilling commitment by the persons on its rung. The four rows are 1.目標年度 (a 1 in the year of
the target), 2.目標値, 3.実績値 and 4.達成率, each value in the column of its fiscal year; 達成率
is 実績値 ÷ 目標値 in per cent, cut to one decimal, so that 99.96 never reads as reached. A
criterion that has no such quotient (downwards, or target 0 or below) shows the share judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.milestone import Comparison
from portfolio.domain.period import day_in
from portfolio.domain.reskilling import count_on
from portfolio.domain.states import MilestoneState
from portfolio.exchange.standards.rs import GOAL_YEARS, Line, basis_note, common, text
from portfolio.wording.language import Language
from portfolio.wording.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.milestone import Criterion, Milestone
    from portfolio.domain.programme import Programme
    from portfolio.domain.reskilling import ReskillingCommitment
    from portfolio.exchange.columns import About

_JAPANESE = Language.JAPANESE


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was found in a fiscal year: the value, where one was measured, and the share reached."""

    value: Decimal | None
    share: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One thing to be shown: what for, how it is measured, by which fiscal year, what was found."""

    aim: str
    measure: str
    unit: str
    downwards: bool = False
    target: Decimal
    target_year: int
    results: Mapping[int, Result]
    rests_on: str


def goal_lines(
    file: GrantFile, programme: Programme, about: About, year: int, first: int
) -> Iterator[tuple[int, Line]]:
    """Yield the rows of a grant's indicators with their numbers, counted from `first`."""
    for number, indicator in enumerate(_indicators(file, programme, about), start=first):
        head = common(programme, year) | {
            "アクティビティ・アウトプット・アウトカムの番号": number,
            "種別（アクティビティ・アウトプット・アウトカム）": "アウトカム",
            "成果目標の種類": "定量的",
            "アクティビティ／活動目標／成果目標": text(indicator.aim),
            "活動指標／成果指標": text(indicator.measure),
            "単位": text(indicator.unit),
            "改善の上向き／下向き": "下向き" if indicator.downwards else "上向き",
            "成果実績及び目標値の根拠として用いた統計・データ名（出典）": text(indicator.rests_on),
        }
        for kind, by_year in _four_rows(indicator):
            cells: Line = {str(y): cell for y, cell in by_year.items() if y in GOAL_YEARS}
            yield number, head | {"目標年度／目標値／実績値／達成率": kind} | cells


def _four_rows(indicator: Indicator) -> Iterator[tuple[str, dict[int, str]]]:
    year, found = indicator.target_year, sorted(indicator.results.items())
    yield "1.目標年度", {year: "1"}
    yield "2.目標値", {year: format(indicator.target, "f")}
    yield "3.実績値", {y: format(r.value, "f") for y, r in found if r.value is not None}
    yield "4.達成率", {y: _per_cent(r.share) for y, r in found}


def _per_cent(share: Fraction) -> str:
    """Return a share in per cent, cut to one decimal."""
    tenths = share.numerator * 1000 // share.denominator
    return format((Decimal(tenths) / 10).normalize(), "f")


def _indicators(file: GrantFile, programme: Programme, about: About) -> Iterator[Indicator]:
    for milestone in file.milestones:
        yield _level(file, programme, about, milestone)
        for criterion in file.criteria_of(milestone.code):
            yield _criterion(file, programme, about, milestone, criterion)
    for commitment in file.commitments:
        yield _persons(file, programme, about, commitment)


def _level(file: GrantFile, programme: Programme, about: About, of: Milestone) -> Indicator:
    element = file.element(of.element)
    return Indicator(
        aim=_aim(file, of),
        measure=f"{element.title_ja or element.title}：{element.scale}の到達段階",
        unit=element.scale.value,
        target=Decimal(of.level),
        target_year=programme.calendar.year_of(of.due_on),
        results={
            year: Result(value=Decimal(level), share=Fraction(level, of.level))
            for year, _, level in _assessed(file, programme, of)
        },
        rests_on=_rests_on(of, about, programme, of.baseline_due_on),
    )


def _criterion(
    file: GrantFile, programme: Programme, about: About, of: Milestone, criterion: Criterion
) -> Indicator:
    downwards = criterion.comparison is Comparison.AT_MOST
    results = {}
    for year, assessment, _ in _assessed(file, programme, of):
        for j in file.judgements:
            if (j.assessment, j.criterion) == (assessment, criterion.code):
                share = j.share
                if j.measured is not None and criterion.target > 0 and not downwards:
                    share = Fraction(j.measured) / Fraction(criterion.target)
                results[year] = Result(value=j.measured, share=share)
    return Indicator(
        aim=_aim(file, of),
        measure=criterion.text_ja or criterion.text,
        unit=criterion.unit,
        downwards=downwards,
        target=criterion.target,
        target_year=programme.calendar.year_of(of.due_on),
        results=results,
        rests_on=_rests_on(of, about, programme, of.baseline_due_on),
    )


def _persons(
    file: GrantFile, programme: Programme, about: About, of: ReskillingCommitment
) -> Indicator:
    year_of = programme.calendar.year_of
    verified = [r for r in file.reports_on(of.code) if r.is_verified]
    results = {}
    for year in sorted({year_of(r.as_of) for r in verified}):
        persons = count_on((r for r in verified if year_of(r.as_of) <= year), of.rung)
        results[year] = Result(value=Decimal(persons), share=Fraction(persons, of.persons))
    return Indicator(
        aim=f"{file.grant.title_ja or file.grant.title}：{of.title_ja or of.title}",
        measure=f"「{word(of.rung, _JAPANESE)}」以上に達した国内技術者の数（検証済み）",
        unit="人",
        target=Decimal(of.persons),
        target_year=year_of(of.due_on),
        results=results,
        rests_on=_rests_on(of, about, programme, of.due_on),
    )


def _assessed(
    file: GrantFile, programme: Programme, of: Milestone
) -> Iterator[tuple[int, str, int]]:
    """Yield the fiscal year, the code and the level of each assessment, oldest first.

    Of a milestone whose assessment was reversed nothing counts as shown.
    """
    if of.state is MilestoneState.REVERSED:
        return
    for each in file.assessments_of(of.code):
        day = day_in(programme.time_zone, each.assessed_at)
        yield programme.calendar.year_of(day), each.code, each.level_reached


def _aim(file: GrantFile, of: Milestone) -> str:
    state = word(of.state, _JAPANESE)
    return f"{file.grant.title_ja or file.grant.title}：{of.title_ja or of.title}（{state}）"


def _rests_on(
    of: Milestone | ReskillingCommitment, about: About, programme: Programme, agreed_on: date
) -> str:
    """Return source and basis, the day first agreed where it moved, and a year without a column."""
    said = [f"出典：{of.source}", basis_note(of.basis, about)]
    if agreed_on != of.due_on:
        said.append(f"当初期限{agreed_on.isoformat()}")
    year = programme.calendar.year_of(of.due_on)
    if year not in GOAL_YEARS:
        said.append(f"目標年度{year}は様式の年度欄の範囲外")
    return "。".join(said)
