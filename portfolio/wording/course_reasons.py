# Japanese writes full-width characters, on purpose
"""Words for what is found on private money, costs, screenings, covenants and a grant's course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.wording.template import Choice, Wording

if TYPE_CHECKING:
    from portfolio.wording.template import Catalogue, Facts


def _what_stands(facts: Facts) -> str:
    return str(facts["state"])


def _whether_attested(facts: Facts) -> str:
    return "before" if "attested_on" in facts else "first"


def _what_is_uneven(facts: Facts) -> str:
    return str(facts["what"])


_OF_MONEY_RAISED_AND_SPENT: Catalogue = {
    Reason.FUNDING_FALLS: Wording(
        (
            "{raised_minor} reported as raised for {code}, less than the {earlier_minor} of "
            "{earlier_on}: what is raised is counted all told.",
            "{code}の調達額{raised_minor}は、{earlier_on}の{earlier_minor}を下回っています。"
            "調達額は累計です。",
        ),
        (
            "A grant officer reports {earlier_minor} or more; or the earlier report is rejected "
            "by somebody else, while it is unverified.",
            "交付担当官が{earlier_minor}以上を報告するか、報告者以外が検証前の報告を却下します。",
        ),
    ),
    Reason.KEY_FREE: Wording(
        (
            "No other claim stands for the {kind:cost} {key}.",
            "{kind:cost}{key}について、他に有効な計上はありません。",
        )
    ),
    Reason.GRANT_CLOSED: Wording(
        (
            "{code} is closed: nothing more is done on it.",
            "{code}は終結しており、手続を行うことはできません。",
        ),
        (
            "An authorising officer terminates {code} where something has come to light that has "
            "to come back.",
            "返還すべき事実が判明した場合は、支出負担行為担当官が{code}の交付決定を取り消します。",
        ),
    ),
    Reason.DOUBLE_FUNDING: Wording(
        (
            "The {kind:cost} {key} is claimed already, as {claimed_as}: nothing is funded twice.",
            "{kind:cost}{key}は{claimed_as}で既に計上されており、二重に補助することはできません。",
        ),
        (
            "A grant officer claims another cost; or {claimed_as} is refused by somebody else, "
            "while it is undecided.",
            "交付担当官が別の経費を計上するか、計上者以外が判断前の{claimed_as}を否認します。",
        ),
    ),
}

_OF_SCREENINGS: Catalogue = {
    Reason.NO_SCREENING_UNDER_WAY: Wording(
        (
            "No screening of the same scope is pending or vetoed.",
            "同じ対象について、審査中又は拒否の審査はありません。",
        )
    ),
    Reason.SCREENING_UNDER_WAY: Choice(
        _what_stands,
        {
            "pending": Wording(
                (
                    "{screening} of the same scope is pending: one screening at a time.",
                    "同じ対象の{screening}が審査中です。審査は1件ずつ行います。",
                ),
                (
                    "The council decides on {screening} first.",
                    "経済安全保障会議が先に{screening}を判断します。",
                ),
            ),
            "vetoed": Wording(
                (
                    "{screening} of the same scope is vetoed: a veto is lifted, not screened anew.",
                    "同じ対象の{screening}は拒否されています。拒否は解除によってのみ"
                    "取り除かれます。",
                ),
                (
                    "Somebody else of the council than who vetoed lifts {screening} with a reason.",
                    "経済安全保障会議の、拒否した本人以外の担当者が、理由を付して{screening}を"
                    "解除します。",
                ),
            ),
        },
    ),
}

_OF_COVENANTS: Catalogue = {
    Reason.ATTESTATION_FOLLOWS: Wording(
        (
            "Attested for {code} until {kept_until_on}, further than before.",
            "{code}は{kept_until_on}まで遵守と報告され、これまでの報告に続いています。",
        )
    ),
    Reason.ATTESTATION_REPEATED: Choice(
        _whether_attested,
        {
            "before": Wording(
                (
                    "{code} is attested until {attested_on} already; until {kept_until_on} says "
                    "nothing new.",
                    "{code}は既に{attested_on}まで遵守報告があり、{kept_until_on}までの報告は"
                    "新たな内容を含みません。",
                ),
                (
                    "A grant officer records an attestation that reaches beyond {attested_on}.",
                    "交付担当官が{attested_on}より後までの遵守報告を登録します。",
                ),
            ),
            "first": Wording(
                (
                    "{code} begins on {starts_on}: until {kept_until_on} nothing was to be kept.",
                    "{code}の開始日は{starts_on}で、{kept_until_on}までに遵守すべき期間は"
                    "ありません。",
                ),
                (
                    "A grant officer records an attestation that reaches beyond {starts_on}.",
                    "交付担当官が{starts_on}より後までの遵守報告を登録します。",
                ),
            ),
        },
    ),
    Reason.ATTESTATIONS_COMPLETE: Wording(
        (
            "{code} is attested until its end on {until_on}: "
            "{attestations:attestation/attestations}.",
            "{code}は終期{until_on}まで、遵守報告{attestations}件がそろっています。",
        )
    ),
    Reason.ATTESTATIONS_MISSING: Wording(
        (
            "{code} runs until {until_on}, but the period until {due_on} is not attested.",
            "{code}の終期は{until_on}ですが、{due_on}までの期間の遵守報告がありません。",
        ),
        (
            "A grant officer records the member's attestation for the time until {due_on}.",
            "交付担当官が{due_on}までの構成員の遵守報告を登録します。",
        ),
    ),
}

_OF_THE_GRANT: Catalogue = {
    Reason.AWARD_DECIDED: Wording(
        (
            "The award of {code} is decided: {award_minor}.",
            "{code}の交付額{award_minor}が決定されています。",
        )
    ),
    Reason.NO_AWARD_DECIDED: Wording(
        (
            "No award decision for {code} is on file, so there is nothing to award.",
            "{code}には交付額の決定が登録されておらず、交付決定を行えません。",
        ),
        (
            "A grant officer enters the award decision with its source.",
            "交付担当官が交付額の決定を出典とともに登録します。",
        ),
    ),
    Reason.NOT_ANNOUNCED: Wording(
        (
            "The consortium has not been told what is going to be decided on {code}.",
            "{code}について、予定する決定がコンソーシアムにまだ通知されていません。",
        ),
        (
            "A grant officer announces it; the time to object begins then.",
            "交付担当官が通知し、その時から意見を申し出る期間が始まります。",
        ),
    ),
    Reason.NOTHING_UNDER_WAY: Wording(
        (
            "Nothing on {code} waits for a decision or for payment.",
            "{code}に判断待ち又は支払待ちのものはありません。",
        )
    ),
    Reason.STILL_UNDER_WAY: Wording(
        (
            "The {kind:kind} {code} is {state:state}: it has to be brought to its end first.",
            "{kind:kind}{code}は「{state:state}」で、先に処理を終える必要があります。",
        ),
        (
            "Whoever is waited for on {code} decides on it first; the queue says who that is.",
            "待ち状況の一覧に示された担当者が、先に{code}を処理します。",
        ),
    ),
    Reason.ACCOUNTS_EVEN: Wording(
        (
            "The accounts of {code} are even: nothing is left to pay, to use up or to come back.",
            "{code}に未払い、未精算又は未返還のものはありません。",
        )
    ),
    Reason.ACCOUNTS_UNEVEN: Choice(
        _what_is_uneven,
        {
            "to pay": Wording(
                (
                    "Of the amount fixed for {code}, {amount_minor} is still to be paid.",
                    "{code}の確定額のうち{amount_minor}が未払いです。",
                ),
                (
                    "A grant officer proposes the payout of what is left.",
                    "交付担当官が残額の支払を起案します。",
                ),
            ),
            "to come back": Wording(
                (
                    "On {code}, {amount_minor} more was paid than is due, and is not claimed back.",
                    "{code}では、支払うべき額を{amount_minor}超えて支払われ、返還請求が"
                    "されていません。",
                ),
                (
                    "A grant officer proposes to claim {amount_minor} back.",
                    "交付担当官が{amount_minor}の返還請求を起案します。",
                ),
            ),
            "uncleared": Wording(
                (
                    "Of the advance {code}, {amount_minor} is not used up.",
                    "概算払{code}のうち{amount_minor}が精算されていません。",
                ),
                (
                    "A grant officer proposes payouts that use {code} up, or claims the rest back.",
                    "交付担当官が{code}を精算する支払を起案するか、残額の返還請求を起案します。",
                ),
            ),
            "owed": Wording(
                (
                    "On the claim {code}, {amount_minor} is still owed.",
                    "返還請求{code}のうち{amount_minor}が未返還です。",
                ),
                (
                    "An accounting officer records what comes back on {code}, or two people write "
                    "it off.",
                    "支出官が{code}の返還を記録するか、2名の手続により債権を放棄します。",
                ),
            ),
        },
    ),
    Reason.COVENANTS_STAND: Wording(
        (
            "Covenants of {code} are still to be kept: {covenants}.",
            "{code}の遵守事項が継続しています：{covenants}。",
        ),
        (
            "A grant officer goes on monitoring {code} until an authorising officer finds each "
            "covenant fulfilled.",
            "支出負担行為担当官が各遵守事項の完了を認定するまで、交付担当官が{code}の監視を"
            "続けます。",
        ),
    ),
    Reason.NO_COVENANT_STANDS: Wording(
        (
            "No covenant of {code} is still to be kept.",
            "{code}に継続中の遵守事項はありません。",
        ),
        (
            "An authorising officer closes {code} instead.",
            "支出負担行為担当官が{code}を終結します。",
        ),
    ),
}

COURSE_REASONS: Catalogue = {
    **_OF_MONEY_RAISED_AND_SPENT,
    **_OF_SCREENINGS,
    **_OF_COVENANTS,
    **_OF_THE_GRANT,
}
