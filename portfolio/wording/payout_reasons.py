# Japanese writes full-width characters, on purpose
"""Words for what the payout rule finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.domain.states import MilestoneState
from portfolio.wording.standing_reasons import STANDING_REASONS
from portfolio.wording.template import Choice, Wording

if TYPE_CHECKING:
    from portfolio.wording.template import Catalogue, Facts


_STANDS = {
    MilestoneState.PLANNED: "open",
    MilestoneState.SUBMITTED: "waits",
    MilestoneState.ASSESSED: "waits",
    MilestoneState.REVERSED: "reversed",
    MilestoneState.LAPSED: "over",
    MilestoneState.WITHDRAWN: "over",
}


def _where_the_milestone_stands(facts: Facts) -> str:
    return _STANDS.get(MilestoneState(str(facts["state"])), "found")


def _who_assessed(facts: Facts) -> str:
    if facts["pieces"] == 0:
        return "no evidence"
    return "not assessed" if facts["assessed_by"] == "nobody" else "own evidence"


_ASSESS = (
    "An assessor who recorded none of the evidence assesses {code}.",
    "証拠書類の登録に関与していない評価者が{code}を評価します。",
)
_HAND_IN = (
    "A grant officer hands in the evidence for {code} and submits it.",
    "交付担当官が{code}の証拠書類を登録し、提出します。",
)
_HAND_IN_AGAIN = (
    "A grant officer hands in what is missing and submits {code} again; an assessor assesses it "
    "anew.",
    "交付担当官が不足を補って{code}を再提出し、評価者が改めて評価します。",
)
_NO_MORE_TO_SHOW = (
    "Nothing more can be shown for {code}: a grant officer proposes an amendment or a waiver of "
    "the condition.",
    "{code}についてこれ以上の立証はできません。交付担当官が条件の変更または免除を起案します。",
)
_TO_BE_FOUND = (
    "{code} is {state:state}, due {due_on}; it has to be found met at {share_asked}.",
    "{code}は「{state:state}」（期限{due_on}）で、達成割合{share_asked}の認定が必要です。",
)
_NOTHING_FOUND = (
    "{code} is {state:state}, due {due_on}: nothing of it is found met yet.",
    "{code}は「{state:state}」（期限{due_on}）で、達成は認定されていません。",
)
_REVERSED = (
    "The finding on {code} was reversed: nothing of it counts until it is found met again.",
    "{code}の達成認定は取り消されており、改めて認定されるまで算入されません。",
)
_OVER = (
    "{code} is {state:state}, due {due_on}, found met at {share_met}, {share_asked} asked.",
    "{code}は「{state:state}」（期限{due_on}）で、達成割合は{share_met}、条件は{share_asked}です。",
)
_MORE_TRAINING = (
    "A grant officer reports {asked} on '{rung:rung}' for {code}, with the document that shows "
    "them; an assessor or another grant officer verifies the report.",
    "交付担当官が{code}の「{rung:rung}」{asked}人を裏付け書類とともに報告し、"
    "評価者または別の交付担当官が検証します。",
)

_MORE_MONEY = (
    "A grant officer reports what more is raised for {code}, with the document that shows it; an "
    "assessor or another grant officer verifies it.",
    "交付担当官が{code}の追加調達額を裏付け書類とともに報告し、評価者または別の交付担当官が"
    "検証します。",
)

PAYOUT_REASONS: Catalogue = {
    **STANDING_REASONS,
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
            "open": Wording(_TO_BE_FOUND, _HAND_IN),
            "waits": Wording(_TO_BE_FOUND, _ASSESS),
            "reversed": Wording(_REVERSED, _HAND_IN),
            "over": Wording(_OVER, _NO_MORE_TO_SHOW),
            "found": Wording(
                (
                    "{code} was found {state:state} at {share_met}, {share_asked} asked.",
                    "{code}は「{state:state}」と認定され、達成割合は{share_met}で、"
                    "条件の{share_asked}に達していません。",
                ),
                _HAND_IN_AGAIN,
            ),
        },
    ),
    Reason.MILESTONE_REDUCES: Choice(
        _where_the_milestone_stands,
        {
            "open": Wording(_NOTHING_FOUND, _HAND_IN),
            "waits": Wording(_NOTHING_FOUND, _ASSESS),
            "reversed": Wording(_REVERSED, _HAND_IN),
            "over": Wording(_OVER, _NO_MORE_TO_SHOW),
            "found": Wording(
                (
                    "{code} was found {state:state} at {share_met}, {share_asked} asked: it counts "
                    "as {share}.",
                    "{code}は「{state:state}」と認定され、達成割合は{share_met}（条件{share_asked}）"
                    "で、支払には{share}として算入します。",
                ),
                _HAND_IN_AGAIN,
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
    Reason.FUNDING_RAISED: Wording(
        (
            "{raised_minor} of private money verified for {code}, {asked_minor} asked.",
            "{code}の民間資金は{raised_minor}が検証済で、条件の{asked_minor}を満たしています。",
        )
    ),
    Reason.FUNDING_SHORT: Wording(
        (
            "{raised_minor} of private money verified for {code}, {asked_minor} asked by {due_on}: "
            "{short_minor} short.",
            "{code}の民間資金は{raised_minor}が検証済で、{due_on}までの条件{asked_minor}に"
            "{short_minor}不足しています。",
        ),
        _MORE_MONEY,
    ),
    Reason.FUNDING_REDUCES: Wording(
        (
            "{raised_minor} of private money verified for {code}, {asked_minor} asked: it counts "
            "as {share}.",
            "{code}の民間資金は{raised_minor}が検証済で（条件{asked_minor}）、支払には{share}として"
            "算入します。",
        ),
        _MORE_MONEY,
    ),
    Reason.COSTS_ACCEPTED: Wording(
        (
            "{eligible_minor} of cost is accepted under {code}; {claimed_minor} more is claimed.",
            "{code}の補助対象経費は{eligible_minor}が承認済、ほかに{claimed_minor}が計上されて"
            "います。",
        )
    ),
    Reason.NO_COST_ACCEPTED: Wording(
        (
            "No cost is accepted under {code}; {claimed_minor} is claimed.",
            "{code}に承認済の補助対象経費はありません（計上額{claimed_minor}）。",
        ),
        (
            "A grant officer claims the costs under {code}; an assessor or another grant officer "
            "accepts them.",
            "交付担当官が{code}の経費を計上し、評価者または別の交付担当官が承認します。",
        ),
    ),
    Reason.TERM_MISSING: Wording(
        (
            "The terms say nothing about '{term:term}', which {code} needs for "
            "'{needed_for:need}'.",
            "{code}の「{needed_for:need}」に必要な「{term:term}」が交付条件に定められていません。",
        ),
        (
            "A grant officer enters the term '{term:term}' of the programme, with its source.",
            "交付担当官が、事業の交付条件「{term:term}」を出典とともに登録します。",
        ),
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
    Reason.WITHIN_FIXED_AMOUNT: Wording(
        (
            "{asked_minor} asked, {left_minor} of the amount fixed for {code} left.",
            "起案額{asked_minor}は、{code}の確定額の残額{left_minor}の範囲内です。",
        )
    ),
    Reason.ABOVE_FIXED_AMOUNT: Wording(
        (
            "{asked_minor} asked, but only {left_minor} of the amount fixed for {code} is left.",
            "起案額{asked_minor}は、{code}の確定額の残額{left_minor}を超えています。",
        ),
        (
            "A grant officer proposes no more than is left of the amount fixed.",
            "交付担当官が確定額の残額の範囲内で起案します。",
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
            "A grant officer proposes no more than is left, or an amendment of the award.",
            "交付担当官が残額の範囲内で起案するか、交付決定額の変更を起案します。",
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
