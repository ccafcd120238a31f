# Japanese writes full-width characters, on purpose
"""Words for what the payout rule finds around an instalment, and for what it keeps back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.wording.template import Choice, Wording

if TYPE_CHECKING:
    from portfolio.wording.template import Catalogue, Facts


def _whether_conditions(facts: Facts) -> str:
    return "plain" if facts["conditions"] == "none" else "conditions"


def _where_the_screening_stands(facts: Facts) -> str:
    return "none" if facts["state"] == "none" else "pending"


_CURE = (
    "The consortium cures the shortfall in time; an authorising officer then releases what is "
    "cured.",
    "コンソーシアムが期限内に不足を是正し、支出負担行為担当官が是正分の留保を解除します。",
)

STANDING_REASONS: Catalogue = {
    Reason.GRANT_PAYABLE: Wording(
        (
            "{code} is {state:grant}: it may be paid.",
            "{code}は「{state:grant}」で、支払の対象です。",
        )
    ),
    Reason.GRANT_SUSPENDED: Wording(
        (
            "{code} as a whole is suspended: nothing is paid.",
            "{code}は交付停止中のため、支払うことができません。",
        ),
        (
            "An authorising officer resumes {code} with a reason.",
            "支出負担行為担当官が、理由を付して{code}の交付を再開します。",
        ),
    ),
    Reason.GRANT_NOT_PAYABLE: Wording(
        (
            "{code} is {state:grant}: nothing is paid on it.",
            "{code}は「{state:grant}」のため、支払うことができません。",
        ),
        (
            "Nothing more is to be done on payouts of {code} as it stands.",
            "現在の状態では、{code}の支払に関する手続はありません。",
        ),
    ),
    Reason.SCREENING_NOT_ASKED: Wording(
        (
            "The programme of {code} asks for no strategic-risk screening.",
            "{code}の事業では経済安全保障審査を求めていません。",
        )
    ),
    Reason.SCREENING_VALID: Choice(
        _whether_conditions,
        {
            "plain": Wording(
                (
                    "The strategic-risk screening {code} is passed, valid until {valid_until_on}.",
                    "経済安全保障審査{code}は承認済で、{valid_until_on}まで有効です。",
                )
            ),
            "conditions": Wording(
                (
                    "The strategic-risk screening {code} is passed until {valid_until_on}, on "
                    "conditions: {conditions}.",
                    "経済安全保障審査{code}は条件付きで承認され、{valid_until_on}まで有効です"
                    "（条件：{conditions}）。",
                )
            ),
        },
    ),
    Reason.SCREENING_MISSING: Choice(
        _where_the_screening_stands,
        {
            "none": Wording(
                (
                    "{code} has not been screened for strategic risk.",
                    "{code}は経済安全保障審査を受けていません。",
                ),
                (
                    "A grant officer requests a screening of {code}.",
                    "交付担当官が{code}の審査を請求します。",
                ),
            ),
            "pending": Wording(
                (
                    "The strategic-risk screening {code} is {state:screening}.",
                    "経済安全保障審査{code}は「{state:screening}」です。",
                ),
                (
                    "The council decides {code}.",
                    "経済安全保障会議が{code}を審査します。",
                ),
            ),
        },
    ),
    Reason.SCREENING_EXPIRED: Wording(
        (
            "The strategic-risk screening {code} was valid until {valid_until_on}.",
            "経済安全保障審査{code}の有効期限は{valid_until_on}でした。",
        ),
        (
            "A grant officer requests a new screening; the council decides it.",
            "交付担当官が改めて審査を請求し、経済安全保障会議が審査します。",
        ),
    ),
    Reason.SCREENING_VETOED: Wording(
        (
            "The council vetoed {code} on {since_on}, and every payout is held: {why}",
            "経済安全保障会議が{since_on}に{code}を拒否し、全ての支払が保留されています。"
            "理由：{why}",
        ),
        (
            "The council lifts the veto of {code} with a reason; nobody else can.",
            "経済安全保障会議が、理由を付して{code}の拒否を解除します。他の者は解除できません。",
        ),
    ),
    Reason.COVENANTS_KEPT: Wording(
        (
            "No covenant of {code} is breached: {covenants}.",
            "{code}の遵守事項{covenants}に違反はありません。",
        )
    ),
    Reason.COVENANT_BREACHED: Wording(
        (
            "The covenant {code} ({kind:covenant}) has been breached since {since_on}.",
            "遵守事項{code}（{kind:covenant}）に{since_on}から違反があります。",
        ),
        (
            "An authorising officer finds {code} remedied, with a reason.",
            "支出負担行為担当官が、理由を付して{code}の是正を認定します。",
        ),
    ),
    Reason.CONDITION_WAIVED: Wording(
        (
            "{code} is set aside by the waiver {waiver} until {expires_on}, by authority of "
            "{authority}; sought by {proposed_by}, granted by {confirmed_by}: {why}",
            "{code}は免除{waiver}により{expires_on}まで適用されません。根拠：{authority}、"
            "起案{proposed_by}、承認{confirmed_by}。理由：{why}",
        ),
        (
            "Nothing is to be done while the waiver is in force; it ends on {expires_on}.",
            "免除の期間中（{expires_on}まで）は、必要な手続はありません。",
        ),
    ),
    Reason.NOTHING_SUSPENDED: Wording(
        (
            "Nothing of {code} is withheld.",
            "{code}に留保されている額はありません。",
        )
    ),
    Reason.SUSPENDED: Choice(
        lambda facts: "gross" if facts["net_minor"] == facts["withheld_minor"] else "net",
        {
            "gross": Wording(
                (
                    "{withheld_minor} of {code} is withheld until its shortfall is cured.",
                    "{code}のうち{withheld_minor}は、不足が是正されるまで留保されています。",
                ),
                _CURE,
            ),
            "net": Wording(
                (
                    "{withheld_minor} of {code}, {net_minor} net of advances, is withheld until "
                    "its shortfall is cured.",
                    "{code}のうち{withheld_minor}（概算払の精算後{net_minor}）は、不足が是正される"
                    "まで留保されています。",
                ),
                _CURE,
            ),
        },
    ),
    Reason.REDUCED: Wording(
        (
            "{reduced_minor} of {code} is taken away for good: not cured in time, or claimed back.",
            "{code}のうち{reduced_minor}は、期限内に是正されないか返還されたため、減額が確定して"
            "います。",
        ),
        (
            "Nothing is to be done about what is reduced.",
            "減額が確定した額について、必要な手続はありません。",
        ),
    ),
    Reason.RETAINED: Wording(
        (
            "{retained_minor} of the {earned_minor} earned on {code} is retained until the amount "
            "is fixed.",
            "{code}の条件充足額{earned_minor}のうち{retained_minor}は、額の確定まで留保されます。",
        ),
        (
            "An authorising officer fixes the amount of the grant once it is completed.",
            "事業の完了後、支出負担行為担当官が額を確定します。",
        ),
    ),
    Reason.ADVANCE_CLEARED: Wording(
        (
            "{outstanding_minor} was paid in advance on {code} and is cleared first, at a share of "
            "{share} of what is payable.",
            "{code}の概算払のうち未精算の{outstanding_minor}を、支払可能額の{share}の割合で先に"
            "精算します。",
        ),
        (
            "Nothing is to be done: what clears the advance is not transferred again.",
            "必要な手続はありません。精算に充てる額は再度支払われません。",
        ),
    ),
    Reason.NO_RECOVERY_OUTSTANDING: Wording(
        (
            "Nothing is owed back on {code}.",
            "{code}に返還すべき額はありません。",
        )
    ),
    Reason.RECOVERY_SET_OFF: Wording(
        (
            "{principal_minor} and its interest is owed back under {code} and is set off first.",
            "{code}により返還すべき元本{principal_minor}とその加算金を、先に相殺します。",
        ),
        (
            "Nothing is to be done: what is set off is not transferred. The consortium may repay "
            "it before.",
            "必要な手続はありません。相殺する額は支払われません。事前に返還することもできます。",
        ),
    ),
}
