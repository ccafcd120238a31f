"""Every finding has words in both languages, made of facts that are really there."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from portfolio.domain.errors import CaseChanged, Refused
from portfolio.domain.finding import Finding, refuses, satisfies
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.rules.payout import entitlement
from portfolio.wording import Language, headline, next_step, sentence
from portfolio.wording.act_reasons import WHAT_AN_ACT_NEEDS, WHAT_MAY_FOLLOW, WHO_MAY_ACT
from portfolio.wording.change_reasons import CHANGE_REASONS
from portfolio.wording.course_reasons import COURSE_REASONS
from portfolio.wording.entry_reasons import ENTRY_REASONS
from portfolio.wording.findings import CATALOGUE
from portfolio.wording.money_reasons import MONEY_REASONS
from portfolio.wording.payout_reasons import PAYOUT_REASONS
from portfolio.wording.template import Choice, Wording, fields, fill
from tests.wording.examples import by_reason, real_findings, ripe_case

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGLISH, JAPANESE = Language.ENGLISH, Language.JAPANESE
KANA_OR_KANJI = re.compile("[぀-ヿ一-鿿]")


def wordings(reason: Reason) -> Iterator[Wording]:
    entry = CATALOGUE[reason]
    yield from entry.among.values() if isinstance(entry, Choice) else (entry,)


def the(reason: Reason) -> Finding:
    return by_reason()[reason][0]


@pytest.mark.parametrize("reason", Reason)
class TestEveryReason:
    def test_is_found_by_the_rules(self, reason: Reason) -> None:
        assert by_reason()[reason]

    def test_says_the_same_facts_in_both_languages(self, reason: Reason) -> None:
        for wording in wordings(reason):
            for english, japanese in filter(None, (wording.says, wording.then)):
                assert not KANA_OR_KANJI.search(english)
                assert KANA_OR_KANJI.search(japanese)
                assert fields(english) == fields(japanese)

    @pytest.mark.parametrize("language", Language)
    def test_is_one_sentence_of_real_facts(self, reason: Reason, language: Language) -> None:
        for finding in by_reason()[reason]:
            text = sentence(finding, language)
            assert text[0] == text[0].upper()
            assert re.search(r"[{}]", text.replace("{site}", "")) is None
            if "why" not in finding.facts:
                assert text.endswith(language.of((".", "。")))

    @pytest.mark.parametrize("language", Language)
    def test_has_a_next_step_unless_it_satisfies(self, reason: Reason, language: Language) -> None:
        for finding in by_reason()[reason]:
            step = next_step(finding, language)
            if finding.effect is Effect.SATISFIES:
                assert step is None
            else:
                assert step is not None
                assert step.endswith(language.of((".", "。")))

    def test_every_wording_of_it_is_used(self, reason: Reason) -> None:
        entry = CATALOGUE[reason]
        if isinstance(entry, Choice):
            chosen = {entry.by(f.facts) for f in by_reason()[reason]}
            assert chosen == set(entry.among)


def test_every_reason_has_words_in_one_section_only() -> None:
    sections = (
        PAYOUT_REASONS,
        WHO_MAY_ACT,
        WHAT_MAY_FOLLOW,
        WHAT_AN_ACT_NEEDS,
        CHANGE_REASONS,
        MONEY_REASONS,
        COURSE_REASONS,
        ENTRY_REASONS,
    )
    assert sorted(reason for section in sections for reason in section) == sorted(Reason)


def test_a_level_that_is_short_is_counted() -> None:
    assert (
        sentence(the(Reason.LEVEL_SHORT)) == "TRL of NODE stands at 4, M1 asks 5: one level short."
    )
    two = next(f for f in by_reason()[Reason.LEVEL_SHORT] if f.facts["level_now"] == 3)
    assert sentence(two).endswith(": 2 levels short.")
    assert sentence(two, JAPANESE) == (
        "NODEの技術成熟度（TRL）は3で、M1の求める5に2段階不足しています。"
    )


def test_engineers_verified_and_asked_are_both_named() -> None:
    assert sentence(the(Reason.RESKILLING_SHORT)) == (
        "41 engineers verified on 'certified' for C1, 60 asked: 19 short."
    )
    assert sentence(the(Reason.RESKILLING_NOT_VERIFIED)) == (
        "60 reported on 'certified' for C1 but only 41 verified of 60 asked: "
        "somebody else has to verify the report."
    )


def test_days_and_amounts_are_written_out() -> None:
    held = the(Reason.HELD)
    assert "since 2025-06-02" in sentence(held)
    assert "2025年6月2日" in sentence(held, JAPANESE)
    above = the(Reason.ABOVE_ENTITLEMENT)
    assert sentence(above).startswith("¥1,000,001 asked on I1, but only ¥1,000,000 ")
    assert "1,000,001円" in sentence(above, JAPANESE)
    dollars = replace(above, facts={**above.facts, "currency": "USD"})
    assert sentence(dollars).startswith("US$10,000.01 asked on I1")


def test_an_obstacle_of_duties_names_who_can_go_on() -> None:
    assessing = next(f for f in by_reason()[Reason.DUTIES_COLLIDE] if f.facts["act"] == "assess")
    assert next_step(assessing) == "An assessor other than OFFICER assesses M1."
    assert next_step(assessing, JAPANESE) == "OFFICER以外の評価者が、M1の「評価」を行います。"


def test_a_refused_move_says_what_is_possible_instead() -> None:
    finding = next(f for f in by_reason()[Reason.MOVE_IMPOSSIBLE] if f.facts["act"] == "settle")
    assert sentence(finding) == "P1 is proposed: 'settle' is not possible."
    assert next_step(finding) == "Possible on P1 now: 'confirm', 'send back'."
    assert next_step(finding, JAPANESE) == "P1で行える手続：「支払確認」「差戻し」。"


def test_nothing_to_name_is_said_in_the_language() -> None:
    finding = refuses(
        Reason.CRITERIA_UNJUDGED, "FAB-1/M1", missing="YIELD", strange="none", repeated="none"
    )
    assert "none" not in sentence(finding, JAPANESE)
    person = refuses(
        Reason.ROLE_MISSING, "FAB-1/M1", person="X", act="assess", needs="assessor",
        holds="no role",
    )  # fmt: skip
    assert sentence(person) == "'assess' needs the role of assessor; X holds: no role."
    assert sentence(person, JAPANESE).endswith("Xの役割は役割なしです。")


@pytest.mark.parametrize("why", ["{site} {0} {", "}", "{why.__class__}", "%s \\ {{}}"])
@pytest.mark.parametrize("language", Language)
def test_braces_in_data_stay_braces(why: str, language: Language) -> None:
    held = the(Reason.HELD)
    assert sentence(replace(held, facts={**held.facts, "why": why}), language).endswith(why)
    given = satisfies(Reason.REASON_GIVEN, "FAB-1/P1", why=why)
    assert why in sentence(given, language)


def test_a_missing_fact_is_an_error_not_a_gap() -> None:
    for finding in (the(Reason.LEVEL_REACHED), the(Reason.WITHIN_AWARD), the(Reason.HELD)):
        with pytest.raises(KeyError):
            sentence(replace(finding, facts={}))


def test_an_unknown_token_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{rung:rung}", {"rung": "climbed"}, ENGLISH)


def test_a_finding_read_back_from_the_journal_says_the_same() -> None:
    for finding in real_findings():
        again = Finding.from_json(finding.as_json())
        assert sentence(again, JAPANESE) == sentence(finding, JAPANESE)


class TestHeadline:
    def test_counts_what_stands_in_the_way(self) -> None:
        case = ripe_case()
        short = replace(case.milestones[0], level_now=4)
        findings = entitlement(replace(case, milestones=(short,), budget_minor=None)).findings
        error = Refused("confirm", "RAPIDUS-FE/P7", findings)
        assert headline(error) == (
            f"Not confirmed: RAPIDUS-FE/P7. 2 of {len(findings)} conditions stand in the way. "
            "Nothing was saved."
        )
        assert headline(error, JAPANESE) == (
            "「支払確認」は行われませんでした：RAPIDUS-FE/P7。"
            f"{len(findings)}件の条件のうち2件が支障となっています。何も保存されていません。"
        )

    def test_knows_one_from_many(self) -> None:
        error = Refused("send back", "F/P1", [the(Reason.REASON_MISSING)])
        assert headline(error).startswith("Not sent back: F/P1. 1 of 1 conditions stands in")

    def test_says_that_the_case_has_changed_even_where_nothing_stands_in_the_way(self) -> None:
        error = CaseChanged("confirm", "F/P1", (), entitlement(ripe_case()).findings)
        assert headline(error) == (
            "Not confirmed: F/P1. The facts have changed since they were shown. Nothing was saved."
        )
        assert "表示後に事実関係が変わりました。" in headline(error, JAPANESE)

    def test_of_what_is_no_act_says_it_was_not_done(self) -> None:
        error = Refused("save", "CHIPS/FY2025", [the(Reason.CEILING_TAKEN)])
        assert headline(error).startswith("Not done: CHIPS/FY2025. ")
        assert headline(error, JAPANESE).startswith("手続は行われませんでした：")


def test_a_day_fact_is_a_day_whatever_the_language() -> None:
    day = date(2026, 11, 23).isoformat()
    assert fill("{due_on}", {"due_on": day}, ENGLISH) == "2026-11-23"
    assert fill("{on}", {"on": day}, JAPANESE) == "2026年11月23日"
