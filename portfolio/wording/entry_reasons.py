# Japanese writes full-width characters, on purpose
"""Words for what is found before a programme, a grant or a person is entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.wording.template import Choice, Wording

if TYPE_CHECKING:
    from portfolio.wording.template import Catalogue, Facts


def _what_does_not_bear(facts: Facts) -> str:
    return "results" if facts["condition"] == "none" else "weight"


ENTRY_REASONS: Catalogue = {
    Reason.AWARD_BY_AMENDMENT: Wording(
        (
            "The award of a running grant is not changed by a file: {subject} is a decision of two "
            "people.",
            "実施中の交付決定額をファイルで変更することはできません。{subject}は二者による決定が"
            "必要です。",
        ),
        (
            "A grant officer proposes an amendment of the award; an authorising officer confirms "
            "it.",
            "交付担当官が交付決定額の変更を起案し、支出負担行為担当官が承認します。",
        ),
    ),
    Reason.INSTALMENTS_ABOVE_AWARD: Wording(
        (
            "The instalments of {code} add up to {scheduled_minor}, the award to {award_minor}.",
            "{code}の支払区分の合計{scheduled_minor}が、交付決定額{award_minor}を超えています。",
        ),
        (
            "The grant officer lowers instalments, or adds the award decision that covers them.",
            "交付担当官が支払区分を減額するか、不足分の交付決定を追加します。",
        ),
    ),
    Reason.SHARES_DO_NOT_SUM: Wording(
        (
            "The shares of the members of {code} add up to {total}, not to 1.",
            "{code}の構成員の配分割合の合計は{total}で、1になっていません。",
        ),
        (
            "The grant officer corrects the shares, written as 1/3 or 0.25.",
            "交付担当官が配分割合を1/3や0.25の形で訂正します。",
        ),
    ),
    Reason.NO_SINGLE_LEAD: Wording(
        (
            "Exactly one member leads a consortium; for {code} it is: {leads}.",
            "代表機関は1者に限りますが、{code}の代表機関は「{leads}」です。",
        ),
        (
            "The grant officer names one lead and enters the others as partners.",
            "交付担当官が代表機関を1者とし、他を共同実施機関とします。",
        ),
    ),
    Reason.MILESTONES_IN_A_CIRCLE: Wording(
        (
            "Milestones of {code} wait for one another in a circle: {circle}.",
            "{code}のマイルストーンの前後関係が循環しています：{circle}。",
        ),
        (
            "The grant officer takes one predecessor out of the circle.",
            "交付担当官が循環している前提のうち1つを外します。",
        ),
    ),
    Reason.LEVEL_SKIPPED_IN_PLAN: Wording(
        (
            "{code} asks {scale} {level} where {level_before} comes before it: levels rise one by "
            "one.",
            "{code}は{scale} {level}を求めていますが、直前は{level_before}です。"
            "1段階ずつ上げる必要があります。",
        ),
        (
            "The grant officer plans a milestone for {scale} {next_level} before {code}.",
            "交付担当官が{code}の前に{scale} {next_level}のマイルストーンを設けます。",
        ),
    ),
    Reason.LEVEL_OUTSIDE_ELEMENT: Wording(
        (
            "{code} asks {scale} {level}; its element goes from {entry_level} to {target_level}.",
            "{code}は{scale} {level}を求めていますが、技術要素の範囲は{entry_level}から"
            "{target_level}です。",
        ),
        (
            "The grant officer corrects the level of {code} or the target of its element.",
            "交付担当官が{code}の段階または技術要素の目標を訂正します。",
        ),
    ),
    Reason.DAY_OUTSIDE_GRANT: Wording(
        (
            "The day of {code}, {due_on}, is outside the grant's time from {starts_on} to "
            "{ends_on}.",
            "{code}の日付{due_on}は、交付期間（{starts_on}から{ends_on}まで）の外です。",
        ),
        (
            "The grant officer gives a day from {starts_on} to {ends_on}.",
            "交付担当官が{starts_on}から{ends_on}までの日付を指定します。",
        ),
    ),
    Reason.NO_CRITERION: Wording(
        (
            "{code} has no written criterion to judge it by.",
            "{code}に評価基準が定められていません。",
        ),
        (
            "The grant officer writes at least one measurable criterion for {code}.",
            "交付担当官が{code}に測定可能な評価基準を1つ以上定めます。",
        ),
    ),
    Reason.CONDITION_ABOVE_COMMITMENT: Wording(
        (
            "{code} asks {asked} on '{rung:rung}', more than {commitment} promises: {promised} on "
            "'{promised_rung:rung}'.",
            "{code}は「{rung:rung}」{asked}人を求めていますが、{commitment}の計画は"
            "「{promised_rung:rung}」{promised}人です。",
        ),
        (
            "The grant officer lowers what {code} asks, or raises what {commitment} promises.",
            "交付担当官が{code}の条件を下げるか、{commitment}の計画を引き上げます。",
        ),
    ),
    Reason.CONDITION_ABOVE_FUNDING: Wording(
        (
            "{code} asks {asked_minor} of private money, more than {co_funding} promises: "
            "{promised_minor}.",
            "{code}は民間資金{asked_minor}を求めていますが、{co_funding}の計画は"
            "{promised_minor}です。",
        ),
        (
            "The grant officer lowers what {code} asks, or raises what {co_funding} promises.",
            "交付担当官が{code}の条件を下げるか、{co_funding}の計画を引き上げます。",
        ),
    ),
    Reason.BEARING_UNFIT: Choice(
        _what_does_not_bear,
        {
            "results": Wording(
                (
                    "{code} is paid by '{term:term}', but no condition on people counts results: "
                    "nothing could ever be earned.",
                    "{code}は「{term:term}」により支払われますが、成果を数える学び直し条件がなく、"
                    "支払額が生じません。",
                ),
                (
                    "The grant officer lets a reskilling condition of {code} scale, or gives it "
                    "another policy.",
                    "交付担当官が{code}の学び直し条件を達成度に応じて増減させるか、別の支払方式を"
                    "指定します。",
                ),
            ),
            "weight": Wording(
                (
                    "{code} gives {condition} the coefficient {coefficient}, which counts for "
                    "nothing there: it weighs only what scales under unit values.",
                    "{code}の{condition}に係数{coefficient}が定められていますが、反映されません。"
                    "係数は、項目単価による額で達成度に応じて増減する条件に限り用います。",
                ),
                (
                    "The grant officer takes the coefficient of {condition} away, or lets "
                    "{condition} scale under unit values.",
                    "交付担当官が{condition}の係数を外すか、項目単価による額で達成度に応じて増減させます。",
                ),
            ),
        },
    ),
    Reason.REFERS_TO_NOTHING: Wording(
        (
            "{place} refers to {kind:kind} {code}, which is not there; known: {known}.",
            "{place}が参照する{kind:kind}{code}はありません。登録済み：{known}。",
        ),
        (
            "The grant officer corrects the code {code} in {place}, or adds what it names.",
            "交付担当官が{place}のコード{code}を訂正するか、その内容を追加します。",
        ),
    ),
    Reason.CODE_REPEATED: Wording(
        (
            "{times} entries have the same code: {kind:kind} {subject}.",
            "同じコードの{kind:kind}が{times}件あります：{subject}。",
        ),
        (
            "The grant officer gives each {kind:kind} a code of its own.",
            "交付担当官が{kind:kind}ごとに異なるコードを付けます。",
        ),
    ),
    Reason.AWARD_BELOW_ZERO: Wording(
        (
            "The award decisions of {code} add up to {award_minor}, less than nothing.",
            "{code}の交付決定額の合計は{award_minor}で、0を下回っています。",
        ),
        (
            "The grant officer corrects the reductions among the award decisions of {code}.",
            "交付担当官が{code}の減額の決定を訂正します。",
        ),
    ),
    Reason.STANDING_OFFERED: Wording(
        (
            "{kind:kind} {subject} is offered with a standing that only acts can give it.",
            "{kind:kind}{subject}に、手続によってのみ生じる状態が記載されています。",
        ),
        (
            "The grant officer enters what is planned; what was done is done again, act by act.",
            "交付担当官は計画のみを登録し、実績は手続を経て記録します。",
        ),
    ),
    Reason.STORED_DIFFERENTLY: Wording(
        (
            "Already entered with other contents: {kind:kind} {subject}.",
            "登録済みの内容と異なります：{kind:kind}{subject}。",
        ),
        (
            "The grant officer leaves what is entered as it stands, or enters what is new under "
            "a new code.",
            "交付担当官が登録済みの内容に合わせるか、新しいコードで登録します。",
        ),
    ),
    Reason.PERSON_KNOWN: Wording(
        ("{code} is already known.", "{code}は既に登録されています。"),
        (
            "An administrator changes {code}, or enters the person under a new code.",
            "管理者が{code}を変更するか、新しいコードで登録します。",
        ),
    ),
    Reason.FISCAL_YEAR_DIFFERS: Wording(
        (
            "{code} is planned for {planned_on}, which lies in {expected:year}, not in "
            "{fiscal_year:year}.",
            "{code}の予定日{planned_on}は{expected:year}に属し、{fiscal_year:year}ではありません。",
        ),
        (
            "The grant officer corrects the day or the fiscal year of {code}.",
            "交付担当官が{code}の予定日または年度を訂正します。",
        ),
    ),
}
