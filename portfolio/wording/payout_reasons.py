# Japanese writes full-width characters, on purpose
"""Words for what the payout rule finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.domain.states import MilestoneState
from portfolio.wording.template import Choice, Wording

if TYPE_CHECKING:
    from portfolio.wording.template import Catalogue, Facts


def _where_the_milestone_stands(facts: Facts) -> str:
    if facts["state"] in (MilestoneState.SUBMITTED, MilestoneState.ASSESSED):
        return "waits"
    return "open" if facts["state"] == MilestoneState.PLANNED else "found"


def _who_assessed(facts: Facts) -> str:
    if facts["pieces"] == 0:
        return "no evidence"
    return "not assessed" if facts["assessed_by"] == "nobody" else "own evidence"


_ASSESS = (
    "An assessor who recorded none of the evidence assesses {code}.",
    "証拠書類の登録に関与していない評価者が{code}を評価します。",
)
_MORE_TRAINING = (
    "A grant officer reports {asked} on '{rung:rung}' for {code}, with the document that shows "
    "them; an assessor or another grant officer verifies the report.",
    "交付担当官が{code}の「{rung:rung}」{asked}人を裏付け書類とともに報告し、"
    "評価者または別の交付担当官が検証します。",
)

PAYOUT_REASONS: Catalogue = {
    Reason.NO_HOLD: Wording(
        ("No hold stands on {code} or its grant.", "{code}とその交付決定に保留はありません。")
    ),
    Reason.HELD: Wording(
        (
            "Hold {code} has stopped payment since {since_on}: {why}",
            "{code}により{since_on}から支払が保留されています。理由：{why}",
        ),
        (
            "{may_lift:somebody} lifts {code} with a reason; not the person who placed it.",
            "保留した本人以外の{may_lift:somebody}が、理由を付して{code}の保留を解除します。",
        ),
    ),
    Reason.MILESTONE_STANDS_BEHIND: Wording(
        (
            "Behind {code} stands a readiness milestone: {milestones}.",
            "{code}には技術成熟度のマイルストーン{milestones}が定められています。",
        )
    ),
    Reason.NO_MILESTONE_BEHIND: Wording(
        (
            "{code} names no readiness milestone, so nothing of it can be paid.",
            "{code}には技術成熟度のマイルストーンがないため、支払うことができません。",
        ),
        (
            "A grant officer names at least one milestone for {code} and enters the grant again.",
            "交付担当官が{code}に1つ以上のマイルストーンを定め、交付決定を登録し直します。",
        ),
    ),
    Reason.COMMITMENT_STANDS_BEHIND: Wording(
        (
            "Behind {code} stands a reskilling commitment: {commitments}.",
            "{code}には学び直し計画{commitments}が定められています。",
        )
    ),
    Reason.NO_COMMITMENT_BEHIND: Wording(
        (
            "{code} names no reskilling commitment, so nothing of it can be paid.",
            "{code}には学び直し計画がないため、支払うことができません。",
        ),
        (
            "A grant officer names at least one commitment for {code} and enters the grant again.",
            "交付担当官が{code}に1つ以上の学び直し計画を定め、交付決定を登録し直します。",
        ),
    ),
    Reason.MILESTONE_MET: Wording(
        (
            "{code} was found {state:state} at {share_met}, {share_asked} asked.",
            "{code}は「{state:state}」と認定され、達成割合は{share_met}、条件は{share_asked}です。",
        )
    ),
    Reason.MILESTONE_NOT_MET: Choice(
        _where_the_milestone_stands,
        {
            "open": Wording(
                (
                    "{code} is {state:state}, due {due_on}; it has to be found met at "
                    "{share_asked}.",
                    "{code}は「{state:state}」（期限{due_on}）で、達成割合{share_asked}の認定が"
                    "必要です。",
                ),
                (
                    "A grant officer hands in the evidence for {code} and submits it.",
                    "交付担当官が{code}の証拠書類を登録し、提出します。",
                ),
            ),
            "waits": Wording(
                (
                    "{code} is {state:state}, due {due_on}; it has to be found met at "
                    "{share_asked}.",
                    "{code}は「{state:state}」（期限{due_on}）で、達成割合{share_asked}の認定が"
                    "必要です。",
                ),
                _ASSESS,
            ),
            "found": Wording(
                (
                    "{code} was found {state:state} at {share_met}, {share_asked} asked.",
                    "{code}は「{state:state}」と認定され、達成割合は{share_met}で、"
                    "条件の{share_asked}に達していません。",
                ),
                (
                    "A grant officer hands in what is missing and submits {code} again; an "
                    "assessor assesses it anew.",
                    "交付担当官が不足を補って{code}を再提出し、評価者が改めて評価します。",
                ),
            ),
        },
    ),
    Reason.LEVEL_REACHED: Wording(
        (
            "{scale} of {code} stands at {level_now}, {milestone} asks {level_asked}.",
            "{code}の{scale:scale}は{level_now}で、{milestone}の求める{level_asked}を"
            "満たしています。",
        )
    ),
    Reason.LEVEL_SHORT: Wording(
        (
            "{scale} of {code} stands at {level_now}, {milestone} asks {level_asked}: "
            "{levels_short:level/levels} short.",
            "{code}の{scale:scale}は{level_now}で、{milestone}の求める{level_asked}に"
            "{levels_short}段階不足しています。",
        ),
        (
            "An assessor has to find {scale} {level_asked} when assessing {milestone}; a grant "
            "officer submits the evidence for it.",
            "交付担当官が{milestone}の証拠書類を提出し、評価者が{scale} {level_asked}への到達を"
            "認定する必要があります。",
        ),
    ),
    Reason.EVIDENCE_ASSESSED_BY_ANOTHER: Wording(
        (
            "{pieces:piece/pieces} of evidence for {code}, recorded by {recorded_by}, assessed by "
            "{assessed_by}.",
            "{code}の証拠書類{pieces}点は{recorded_by}が登録し、{assessed_by}が評価しました。",
        )
    ),
    Reason.EVIDENCE_NOT_ASSESSED: Choice(
        _who_assessed,
        {
            "no evidence": Wording(
                (
                    "No evidence for {code} is on file.",
                    "{code}の証拠書類が登録されていません。",
                ),
                (
                    "A grant officer hands in the evidence for {code} and submits it.",
                    "交付担当官が{code}の証拠書類を登録し、提出します。",
                ),
            ),
            "not assessed": Wording(
                (
                    "{pieces:piece/pieces} of evidence for {code} on file, assessed by nobody yet.",
                    "{code}の証拠書類{pieces}点は、まだ評価されていません。",
                ),
                _ASSESS,
            ),
            "own evidence": Wording(
                (
                    "{assessed_by} recorded evidence for {code} and assessed it too.",
                    "{code}の証拠書類を登録した{assessed_by}が、評価も行っています。",
                ),
                (
                    "An assessor other than {assessed_by} assesses {code}.",
                    "{assessed_by}以外の評価者が{code}を評価します。",
                ),
            ),
        },
    ),
    Reason.RESKILLING_VERIFIED: Wording(
        (
            "{verified:engineer/engineers} verified on '{rung:rung}' for {code}, {asked} asked.",
            "{code}の「{rung:rung}」は{verified}人が検証済で、条件の{asked}人を満たしています。",
        )
    ),
    Reason.RESKILLING_SHORT: Wording(
        (
            "{verified:engineer/engineers} verified on '{rung:rung}' for {code}, {asked} asked: "
            "{short_by} short.",
            "{code}の「{rung:rung}」は{verified}人が検証済で、条件の{asked}人に"
            "{short_by}人不足しています。",
        ),
        _MORE_TRAINING,
    ),
    Reason.RESKILLING_NOT_VERIFIED: Wording(
        (
            "{reported} reported on '{rung:rung}' for {code} but only {verified} verified of "
            "{asked} asked: somebody else has to verify the report.",
            "{code}の「{rung:rung}」は{reported}人の報告のうち検証済は{verified}人で、条件の"
            "{asked}人に達していません。報告者以外による検証が必要です。",
        ),
        (
            "An assessor or a grant officer who reported none of it verifies what is reported on "
            "{code}.",
            "報告者以外の評価者または交付担当官が、{code}の実績報告を検証します。",
        ),
    ),
    Reason.RESKILLING_REDUCES: Wording(
        (
            "{verified:engineer/engineers} verified on '{rung:rung}' for {code}, {asked} asked: "
            "{short_by} short, so {share} of the money is payable.",
            "{code}の「{rung:rung}」は{verified}人が検証済で、条件の{asked}人に"
            "{short_by}人不足しているため、支払割合は{share}です。",
        ),
        _MORE_TRAINING,
    ),
    Reason.MONEY_LEFT_ON_INSTALMENT: Wording(
        (
            "Payouts take {taken_minor} of the {scheduled_minor} scheduled on {code}.",
            "{code}の予定額{scheduled_minor}のうち、起案済・支払済の額は{taken_minor}です。",
        )
    ),
    Reason.INSTALMENT_EXHAUSTED: Wording(
        (
            "Payouts already take {taken_minor} of the {scheduled_minor} scheduled on {code}: "
            "nothing is left.",
            "{code}の予定額{scheduled_minor}に対し、起案済・支払済の額が{taken_minor}に達し、"
            "残額がありません。",
        ),
        (
            "Nothing more is to be done on {code}, unless an authorising officer sends back or "
            "cancels one of its payouts.",
            "支出負担行為担当官が{code}の支払を差し戻すか取り消さない限り、手続はありません。",
        ),
    ),
    Reason.NOTHING_MORE_EARNED: Wording(
        (
            "The conditions have unlocked {earned_minor} of {code} and payouts already take "
            "{taken_minor}: nothing more is payable yet.",
            "{code}の条件充足額{earned_minor}に対し、起案済・支払済の額は{taken_minor}で、"
            "現時点で支払える残額はありません。",
        ),
        (
            "The shortfall that reduces {code} has to be made up and verified first.",
            "{code}の減額の原因となっている不足を補い、検証を受ける必要があります。",
        ),
    ),
    Reason.WITHIN_ENTITLEMENT: Wording(
        (
            "{asked_minor} asked on {code}, {remaining_minor} unlocked and not yet taken.",
            "{code}の起案額{asked_minor}は、支払可能額{remaining_minor}の範囲内です。",
        )
    ),
    Reason.ABOVE_ENTITLEMENT: Wording(
        (
            "{asked_minor} asked on {code}, but only {remaining_minor} is unlocked and not yet "
            "taken.",
            "{code}の起案額{asked_minor}は、支払可能額{remaining_minor}を超えています。",
        ),
        (
            "A grant officer proposes at most {remaining_minor}.",
            "交付担当官が{remaining_minor}以下で起案します。",
        ),
    ),
    Reason.WITHIN_AWARD: Wording(
        (
            "{asked_minor} asked, {left_minor} of the award of {award_minor} left on {code}.",
            "起案額{asked_minor}は、{code}の交付決定額{award_minor}の残額{left_minor}の範囲内です。",
        )
    ),
    Reason.ABOVE_AWARD: Wording(
        (
            "{asked_minor} asked, but only {left_minor} of the award of {award_minor} is left on "
            "{code}.",
            "起案額{asked_minor}は、{code}の交付決定額{award_minor}の残額{left_minor}を"
            "超えています。",
        ),
        (
            "A grant officer proposes no more than is left, or enters a further award decision.",
            "交付担当官が残額の範囲内で起案するか、追加の交付決定を登録します。",
        ),
    ),
    Reason.WITHIN_APPROPRIATION: Wording(
        (
            "{asked_minor} asked, {left_minor} of the {budget_minor} appropriated for "
            "{fiscal_year:year} left.",
            "起案額{asked_minor}は、{fiscal_year:year}歳出予算{budget_minor}の残額"
            "{left_minor}の範囲内です。",
        )
    ),
    Reason.ABOVE_APPROPRIATION: Wording(
        (
            "{asked_minor} asked, but only {left_minor} of the {budget_minor} appropriated for "
            "{fiscal_year:year} is left.",
            "起案額{asked_minor}は、{fiscal_year:year}歳出予算{budget_minor}の残額"
            "{left_minor}を超えています。",
        ),
        (
            "A grant officer proposes no more than is left, or enters a further appropriation for "
            "{fiscal_year:year}.",
            "交付担当官が残額の範囲内で起案するか、{fiscal_year:year}の追加予算を登録します。",
        ),
    ),
    Reason.NO_APPROPRIATION: Wording(
        (
            "Nothing is appropriated for {fiscal_year:year}.",
            "{fiscal_year:year}の歳出予算が登録されていません。",
        ),
        (
            "A grant officer enters the programme's appropriation for {fiscal_year:year}.",
            "交付担当官が事業の{fiscal_year:year}歳出予算を登録します。",
        ),
    ),
    Reason.CEILING_TAKEN: Wording(
        (
            "{asked_minor} no longer fits the {ceiling:kind} of {subject}: somebody else has taken "
            "what was left.",
            "{asked_minor}は、{subject}の{ceiling:kind}に収まらなくなりました。残額が先に使用"
            "されています。",
        ),
        (
            "Whoever acts looks at what is left now and decides anew.",
            "担当者が現在の残額を確認し、改めて判断します。",
        ),
    ),
}
