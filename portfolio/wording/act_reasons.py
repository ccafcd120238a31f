# Japanese writes full-width characters, on purpose
"""Words for what is found about who may act, what may follow what, and what an act needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.domain.transitions import Act
from portfolio.wording.template import Choice, Wording

if TYPE_CHECKING:
    from portfolio.wording.template import Catalogue, Facts


def _whether_it_began(facts: Facts) -> str:
    return "new" if facts["state"] == "none" else "standing"


def _what_is_possible(facts: Facts) -> str:
    return "nothing" if facts["possible"] == "nothing" else "something"


def _what_lacks_a_reason(facts: Facts) -> str:
    return {Act.PROPOSE: "less", Act.NOTE: "note"}.get(Act(str(facts["act"])), "act")


def _who_handles(facts: Facts) -> str:
    return "nobody" if facts["person"] == "nobody" else "somebody"


_STANDS_IN_THE_WAY = (
    "{code} is {state:state}: {act:acts} is not possible.",
    "{code}は「{state:state}」のため、{act:acts}はできません。",
)
_WRITE_WHY = (
    "Whoever does {act:acts} on {code} writes the reason with it.",
    "{code}の{act:acts}を行う担当者が、理由を記入します。",
)

_NAME_ANOTHER = (
    "{doers:somebody} names somebody else, or leaves it so.",
    "{doers:somebody}が別の担当者を指定するか、そのままとします。",
)

WHO_MAY_ACT: Catalogue = {
    Reason.ROLE_HELD: Wording(
        (
            "{act:acts} needs the role of {needs:or}; {person} holds: {holds:roles}.",
            "{act:acts}に必要な役割は{needs:or}で、{person}の役割は{holds:roles}です。",
        )
    ),
    Reason.ROLE_MISSING: Wording(
        (
            "{act:acts} needs the role of {needs:or}; {person} holds: {holds:roles}.",
            "{act:acts}に必要な役割は{needs:or}ですが、{person}の役割は{holds:roles}です。",
        ),
        (
            "{needs:somebody} does it; or an administrator gives {person} the role.",
            "{needs:somebody}が行うか、管理者が{person}に役割を付与します。",
        ),
    ),
    Reason.DUTIES_SEPARATE: Wording(
        (
            "{person} had no part before that would keep them from {act:acts} on {code}.",
            "{person}は、{code}の{act:acts}と兼ねられない職務に関与していません。",
        )
    ),
    Reason.DUTIES_COLLIDE: Wording(
        (
            "{person} {earlier:duty} ({where}), so {act:acts} on {code} takes another person.",
            "{person}は{where}で{earlier:duty}を行っているため、{code}の{act:acts}は"
            "兼ねられません。",
        ),
        (
            "{doers:somebody} other than {person} {act:do} {code}.",
            "{person}以外の{doers:somebody}が、{code}の{act:acts}を行います。",
        ),
    ),
    Reason.OWN_ROLES: Wording(
        (
            "Nobody changes their own roles or logins, {code} included.",
            "{code}本人は、自分の役割やログインを変更できません。",
        ),
        (
            "An administrator other than {code} makes the change.",
            "{code}以外の管理者が変更します。",
        ),
    ),
    Reason.ROLES_INCOMPATIBLE: Wording(
        (
            "An administrator has no part in money, but {code} would also hold: {roles:roles}.",
            "管理者は資金に関わる役割を兼ねられませんが、{code}は{roles:roles}を兼ねることに"
            "なります。",
        ),
        (
            "An administrator gives the roles to two different people.",
            "管理者が、それぞれの役割を別の担当者に付与します。",
        ),
    ),
    Reason.LOGIN_TAKEN: Wording(
        (
            "Login '{login}' of {code} already belongs to {holder}.",
            "{code}のログイン「{login}」は、既に{holder}のものです。",
        ),
        (
            "An administrator takes the login from {holder} first, or enters another one.",
            "管理者が先に{holder}からログインを外すか、別のログインを登録します。",
        ),
    ),
    Reason.ASSIGNEE_HOLDS_ROLE: Wording(
        (
            "{person} holds the role in which {code} is assigned: {role:roles}.",
            "{person}は、{code}の担当として指定する役割を持っています：{role:roles}。",
        )
    ),
    Reason.ASSIGNEE_LACKS_ROLE: Wording(
        (
            "{person} cannot handle {code} as {role:roles}, and holds: {holds:roles}.",
            "{person}の役割は{holds:roles}のため、{code}の{role:roles}として指定できません。",
        ),
        (
            "Somebody with the role of {role:roles} is named; or an administrator gives {person} "
            "the role.",
            "{role:roles}の役割を持つ担当者を指定するか、管理者が{person}に役割を付与します。",
        ),
    ),
    Reason.ASSIGNED_TO_ANOTHER: Choice(
        _who_handles,
        {
            "nobody": Wording(
                (
                    "Nobody in particular handles {code} as {role:roles} so far.",
                    "{code}の{role:roles}は、まだ指定されていません。",
                )
            ),
            "somebody": Wording(
                (
                    "{person} handles {code} as {role:roles} so far.",
                    "{code}の{role:roles}は、現在{person}が担当しています。",
                )
            ),
        },
    ),
    Reason.ASSIGNED_ALREADY: Choice(
        _who_handles,
        {
            "nobody": Wording(
                (
                    "Nobody in particular handles {code} as {role:roles} as it is.",
                    "{code}の{role:roles}は、もともと指定されていません。",
                ),
                _NAME_ANOTHER,
            ),
            "somebody": Wording(
                (
                    "{person} handles {code} as {role:roles} already.",
                    "{code}の{role:roles}は、既に{person}が担当しています。",
                ),
                _NAME_ANOTHER,
            ),
        },
    ),
}

WHAT_MAY_FOLLOW: Catalogue = {
    Reason.MOVE_POSSIBLE: Choice(
        _whether_it_began,
        {
            "new": Wording(("{act:acts} is possible on {code}.", "{code}の{act:acts}が可能です。")),
            "standing": Wording(
                (
                    "{code} is {state:state}: {act:acts} is possible.",
                    "{code}は「{state:state}」のため、{act:acts}が可能です。",
                )
            ),
        },
    ),
    Reason.MOVE_IMPOSSIBLE: Choice(
        _what_is_possible,
        {
            "nothing": Wording(
                _STANDS_IN_THE_WAY,
                (
                    "Nothing more can be done with {code}.",
                    "{code}に対して行える手続はありません。",
                ),
            ),
            "something": Wording(
                _STANDS_IN_THE_WAY,
                (
                    "Possible on {code} now: {possible:acts}.",
                    "{code}で行える手続：{possible:acts}。",
                ),
            ),
        },
    ),
    Reason.REASON_GIVEN: Wording(("A reason is given: {why}", "理由の記入があります：{why}")),
    Reason.REASON_MISSING: Choice(
        _what_lacks_a_reason,
        {
            "less": Wording(
                (
                    "To propose less than is payable on {code} needs a written reason.",
                    "{code}を支払可能額より少なく起案するには、理由の記入が必要です。",
                ),
                _WRITE_WHY,
            ),
            "note": Wording(
                ("The note on {code} says nothing.", "{code}の備考に内容がありません。"),
                (
                    "Whoever writes the note on {code} writes what it says.",
                    "{code}の備考を記入する担当者が、内容を記入します。",
                ),
            ),
            "act": Wording(
                (
                    "{act:acts} on {code} needs a written reason.",
                    "{code}の{act:acts}には、理由の記入が必要です。",
                ),
                _WRITE_WHY,
            ),
        },
    ),
    Reason.DAY_IN_FUTURE: Wording(
        (
            "The day given for {code}, {on}, lies in the future: today is {today_on}.",
            "{code}の日付{on}は、本日{today_on}より後です。",
        ),
        (
            "Whoever acts gives {today_on} or an earlier day.",
            "担当者が{today_on}以前の日付を指定します。",
        ),
    ),
    Reason.DAY_NOT_TODAY: Wording(
        (
            "The day given for {code} is {on}, but money moves on the day itself, {today_on}.",
            "{code}の日付は{on}ですが、資金の手続は当日{today_on}付けに限ります。",
        ),
        (
            "Whoever acts gives {today_on}, or no day at all.",
            "担当者が{today_on}を指定するか、日付の指定を外します。",
        ),
    ),
    Reason.FISCAL_YEAR_OVER: Wording(
        (
            "{code} is charged to {fiscal_year:year}, and it is now {now:year}.",
            "{code}は{fiscal_year:year}の予算によるものですが、現在は{now:year}です。",
        ),
        (
            "An authorising officer sends {code} back; a grant officer proposes it anew in "
            "{now:year}.",
            "支出負担行為担当官が{code}を差し戻し、交付担当官が{now:year}に改めて起案します。",
        ),
    ),
    Reason.DAY_BEFORE_LAST_MOVE: Wording(
        (
            "The day given for {code}, {on}, is before its last step on {last_on}.",
            "{code}の日付{on}は、直前の手続の日{last_on}より前です。",
        ),
        (
            "Whoever acts gives {last_on} or a later day.",
            "担当者が{last_on}以降の日付を指定します。",
        ),
    ),
}

WHAT_AN_ACT_NEEDS: Catalogue = {
    Reason.EVIDENCE_COMPLETE: Wording(
        (
            "All evidence required for {code} is on file: {pieces:piece/pieces}.",
            "{code}に必要な証拠書類{pieces}点がそろっています。",
        )
    ),
    Reason.EVIDENCE_MISSING: Wording(
        (
            "Evidence required for {code} is not on file: {missing:evidence}.",
            "{code}に必要な証拠書類が登録されていません：{missing:evidence}。",
        ),
        (
            "A grant officer hands in for {code}: {missing:evidence}.",
            "交付担当官が{code}の{missing:evidence}を登録します。",
        ),
    ),
    Reason.PREDECESSOR_OPEN: Wording(
        (
            "{predecessor} has to be met before {code}; it is {state:state}.",
            "{code}の前提となる{predecessor}が「{state:state}」で、達成が必要です。",
        ),
        (
            "A grant officer submits {predecessor} and an assessor finds it met; {code} follows.",
            "交付担当官が{predecessor}を提出し、評価者が達成と認定した後に{code}を提出します。",
        ),
    ),
    Reason.CRITERIA_JUDGED: Wording(
        (
            "{criteria:criterion/criteria} of {code} judged: all there are.",
            "{code}の評価基準{criteria}件がすべて評価されています。",
        )
    ),
    Reason.CRITERIA_UNJUDGED: Wording(
        (
            "Each criterion of {code} has to be judged once. Not judged: {missing}; not a "
            "criterion of it: {strange}; judged more than once: {repeated}.",
            "{code}の評価基準は1回ずつ評価する必要があります。未評価：{missing}、"
            "基準にないもの：{strange}、重複：{repeated}。",
        ),
        (
            "The assessor judges each criterion of {code} exactly once.",
            "評価者が{code}の各基準を1回ずつ評価します。",
        ),
    ),
    Reason.VERDICT_CONTRADICTS_MEASURE: Wording(
        (
            "{criterion} is judged '{verdict:verdict}', but {measured} was measured and "
            "{comparison:comparison} {target} {unit} is asked.",
            "{criterion}は「{verdict:verdict}」とされていますが、測定値は{measured}、"
            "基準は{target} {unit}{comparison:comparison}です。",
        ),
        (
            "The assessor corrects the verdict or the measured value of {criterion}.",
            "評価者が{criterion}の判定または測定値を訂正します。",
        ),
    ),
    Reason.LEVEL_SKIPPED: Wording(
        (
            "{code} stands at {scale} {level_before} and rises one level at a time, so it cannot "
            "be found at {level}.",
            "{code}の{scale:scale}は{level_before}で、1段階ずつ上がるため、{level}と認定する"
            "ことはできません。",
        ),
        (
            "The assessor finds at most {scale} {next_level}, or the milestone between is "
            "assessed first, or a waiver of the level step is confirmed.",
            "評価者が{scale} {next_level}以下で認定するか、間のマイルストーンを先に評価するか、"
            "「成熟度の段階」の免除を確認します。",
        ),
    ),
    Reason.LEVEL_NOT_ON_SCALE: Wording(
        (
            "{scale} has no level {level} for {code}: it goes from 1 to {top}.",
            "{code}の{scale:scale}に{level}はありません。1から{top}までです。",
        ),
        (
            "The assessor gives a level from 1 to {top}.",
            "評価者が1から{top}までの段階を指定します。",
        ),
    ),
    Reason.ABOVE_LOWER_RUNG: Wording(
        (
            "{persons} reported on '{rung:rung}' for {code}, more than the {lower_persons} on "
            "'{lower_rung:rung}', a step below.",
            "{code}の「{rung:rung}」{persons}人は、下の段階「{lower_rung:rung}」の"
            "{lower_persons}人を上回っています。",
        ),
        (
            "A grant officer reports the count on '{lower_rung:rung}' first, or corrects this one.",
            "交付担当官が先に「{lower_rung:rung}」の人数を報告するか、人数を訂正します。",
        ),
    ),
    Reason.COUNT_FALLS: Wording(
        (
            "{persons} reported on '{rung:rung}' for {code}, fewer than the {earlier_persons} of "
            "{earlier_on}: counts are cumulative.",
            "{code}の「{rung:rung}」{persons}人は、{earlier_on}の{earlier_persons}人を"
            "下回っています。人数は累計です。",
        ),
        (
            "A grant officer reports {earlier_persons} or more; or the earlier report is rejected "
            "by somebody else, while it is unverified.",
            "交付担当官が{earlier_persons}人以上を報告するか、報告者以外が検証前の報告を"
            "却下します。",
        ),
    ),
    Reason.EVIDENCE_REPEATED: Wording(
        (
            "The same file or address is already on file for {code}: {earlier}.",
            "{code}には同じファイルまたはアドレスが既に登録されています：{earlier}。",
        ),
        (
            "A grant officer hands in a new document for {code}, or relies on {earlier}.",
            "交付担当官が{code}の新しい書類を登録するか、{earlier}を用います。",
        ),
    ),
}
