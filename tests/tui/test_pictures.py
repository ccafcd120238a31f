"""Pictures in plain characters: exact lines, and never wider than asked."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import pytest
from rich.cells import cell_len

from portfolio.domain.states import MilestoneState
from portfolio.services import browse
from portfolio.wording import Language
from tui.pictures.gallery import grant_pictures, programme_pictures
from tui.pictures.sparkline import sparkline
from tui.pictures.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portfolio.domain.milestone import Milestone
    from portfolio.reports.dossier import Dossier
    from portfolio.services.office import Office
    from tui.lines import Span

T = TypeVar("T")

HOSTILE = "[/x]\x1b[31m 合\u202e" * 12


def text_of(lines: Sequence[tuple[Span, ...]]) -> list[str]:
    """Return lines as they are read, without the blanks at their end."""
    return ["".join(span.text for span in line).rstrip() for line in lines]


def moved(dossier: Dossier, *milestones: Milestone) -> Dossier:
    """Return a dossier whose milestones are these."""
    return replace(dossier, file=replace(dossier.file, milestones=milestones))


ALPHA_EN = """\
ALPHA Alpha

Technology readiness
= at entry, # gained since, - still to reach, . above the target; below a level
the milestones that raise to it
T1 Test technology                                          TRL 4 (from 4 to 6)
   1      2      3      4      5      6      7      8      9
  |======|======|======|======|------|------|......|......|......|
                               M1     M2

Milestones
o first due, x due now, - moved between, # met, | today, . a fiscal year begins
   FY2025                       FY2026
M1 .                            x                  |           as first planned
M2 .                            .                  |         x as first planned

Reskilling
# verified, = reported only, . still to come, of the persons promised
C1 Engineers certified
  enrolled  [...............................]  0/10    0.0%  10 short
  completed [...............................]  0/10    0.0%  10 short
  certified [...............................]  0/10    0.0%  10 short

Money by fiscal year (JPY)  Paid [  ]
- planned, # paid
               0                                         600,000
FY2026 Planned --------------------------------                        ¥400,000
       Paid                                                                  ¥0
FY2027 Planned ------------------------------------------------        ¥600,000
       Paid                                                                  ¥0"""

ALPHA_JA = """\
ALPHA アルファ

技術成熟度
=は開始時、#は到達済、-は未到達、.は目標より上。各段階の下は、その段階を示すマ
イルストーン
T1 試験技術                                                   TRL 4（4から6へ）
   1      2      3      4      5      6      7      8      9
  |======|======|======|======|------|------|......|......|......|
                               M1     M2

マイルストーン
oは当初期限、xは現在の期限、-は期限の変更、#は達成、|は本日、.は年度の始まり
   令和7年度                    令和8年度
M1 .                            x                  |           当初どおり
M2 .                            .                  |         x 当初どおり

学び直し
計画人数に対する#検証済、=報告のみ、.未報告
C1 認定を受ける技術者
  受講登録 [................................]  0/10    0.0%  10人不足
  修了     [................................]  0/10    0.0%  10人不足
  資格認定 [................................]  0/10    0.0%  10人不足

年度別の金額（万円）  支払済額 [  ]
-は予定額、#は支払済額
                   0                                          60
令和8年度 予定額   -----------------------------                         40万円
          支払済額                                                          0円
令和9年度 予定額   --------------------------------------------          60万円
          支払済額                                                          0円"""

TINY = """\
TINY Tiny programme

Money by fiscal year (JPY m)  Paid [000]
- planned, = confirmed, # paid, . up to the budget, | current budget
                 0                                             2
FY2025 Planned   ..................................|                         ¥0
Budget Confirmed ..................................|                         ¥0
¥1.5m  Paid      ..................................|                         ¥0
FY2026 Planned   --------------------.......|                          ¥900,000
Budget Confirmed ...........................|                                ¥0
¥1.2m  Paid      ...........................|                                ¥0
FY2027 Planned   |-------------                                        ¥600,000
Budget Confirmed |                                                           ¥0
¥0     Paid      |                                                           ¥0"""


@pytest.mark.parametrize(
    ("language", "expected"), [(Language.ENGLISH, ALPHA_EN), (Language.JAPANESE, ALPHA_JA)]
)
def test_a_grant_is_drawn_line_by_line(small: Office, language: Language, expected: str) -> None:
    drawn = grant_pictures(browse.dossier(small, "ALPHA"), 79, language, blocks=True)
    assert text_of(drawn) == expected.split("\n")


def test_a_programme_is_drawn_against_its_budget(small: Office) -> None:
    drawn = programme_pictures(browse.position(small), 79, Language.ENGLISH, blocks=False)
    assert text_of(drawn) == TINY.split("\n")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("width", [72, 79, 100, 119, 200])
def test_no_line_is_wider_than_asked_and_figures_stand_in_columns(
    demo: Office, width: int, language: Language
) -> None:
    for grant in ("RAPIDUS-FE", "PH-NICKEL", "EXAMPLE-QSENSOR"):
        dossier = browse.dossier(demo, grant)
        drawn = grant_pictures(dossier, width, language, blocks=True)
        assert max(cell_len("".join(s.text for s in line)) for line in drawn) <= width
        milestones = timeline(dossier, width, language)[-len(dossier.file.milestones) :]
        widths = {tuple(cell_len(span.text) for span in line) for line in milestones}
        assert len(widths) == 1
        assert cell_len("".join(s.text for s in milestones[0])) == width
    for code in ("POST5G", "NICKEL"):
        years = [year for year in browse.position(demo) if year.programme == code]
        lines = programme_pictures(years, width, language, blocks=True)
        bars = lines[-3 * len(years) :]
        assert {cell_len("".join(s.text for s in line)) for line in bars} == {width}


def test_a_slip_is_drawn_and_said_in_days(small: Office) -> None:
    dossier = browse.dossier(small, "ALPHA")
    first, second = dossier.file.milestones
    late = replace(first, due_on=date(2026, 9, 30))
    early = replace(second, due_on=date(2027, 3, 1))
    lines = text_of(timeline(moved(dossier, late, early), 79, Language.ENGLISH))[-2:]
    assert lines[0] == (
        "M1 .                            o--------------x   |           183 days later"
    )
    assert lines[1].endswith("30 days earlier")
    assert "x-o" in lines[1]
    japanese = text_of(timeline(moved(dossier, late, early), 79, Language.JAPANESE))[-2:]
    assert [line.split()[-1] for line in japanese] == ["183日繰下げ", "30日繰上げ"]


def test_what_was_met_or_given_up_says_so(small: Office) -> None:
    dossier = browse.dossier(small, "ALPHA")
    first, second = dossier.file.milestones
    met = replace(first, state=MilestoneState.MET, moved_on=date(2026, 6, 30))
    gone = replace(second, state=MilestoneState.WITHDRAWN)
    lines = text_of(timeline(moved(dossier, met, gone), 79, Language.ENGLISH))[-2:]
    assert "x      #" in lines[0]
    assert lines[1].endswith("withdrawn")


def test_many_years_are_named_in_short_and_only_some(small: Office) -> None:
    dossier = browse.dossier(small, "ALPHA")
    far = replace(dossier.file.milestones[0], due_on=date(2046, 3, 31))
    years = text_of(timeline(moved(dossier, far), 79, Language.JAPANESE))[-2]
    assert years.split() == [str(year) for year in range(2025, 2046, 3)][: len(years.split())]
    assert len(years.split()) > 4


def test_a_grant_without_parts_says_that_nothing_is_there(small: Office) -> None:
    dossier = browse.dossier(small, "ALPHA")
    empty = replace(
        dossier.file, elements=(), milestones=(), commitments=(), instalments=(), payouts=()
    )
    drawn = grant_pictures(replace(dossier, file=empty), 79, Language.ENGLISH, blocks=True)
    assert text_of(drawn) == ["ALPHA Alpha", "Nothing is recorded here yet."]


@pytest.mark.parametrize("language", Language)
def test_hostile_titles_stay_in_their_lines(small: Office, language: Language) -> None:
    dossier = browse.dossier(small, "ALPHA")
    file = dossier.file
    titled = replace(
        file,
        elements=tuple(map(_with_hostile_title, file.elements)),
        milestones=tuple(map(_with_hostile_title, file.milestones)),
        commitments=tuple(map(_with_hostile_title, file.commitments)),
    )
    hostile = replace(dossier, file=titled)
    for width in (79, 119):
        drawn = grant_pictures(hostile, width, language, blocks=True)
        text = "\n".join("".join(span.text for span in line) for line in drawn)
        assert "[/x]" in text
        assert not set(text) & {"\x1b", "\u202e"}
        assert all(cell_len(line) <= width for line in text.split("\n"))
        plain = grant_pictures(dossier, width, language, blocks=True)
        assert len(drawn) == len(plain)


def _with_hostile_title(each: T) -> T:
    """Return a record whose titles got past the checks of a file."""
    twin = copy(each)
    for name in ("title", "title_ja"):
        object.__setattr__(twin, name, HOSTILE)
    return twin


def test_a_sparkline_never_draws_something_as_nothing() -> None:
    assert sparkline([0, 1, 500, 1000]) == " ▁▄█"
    assert sparkline([0, 1, 500, 1000], blocks=False) == "0159"
    assert sparkline([0, 0]) == "  "
    assert sparkline([]) == ""
