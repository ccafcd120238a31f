# Japanese writes full-width characters, on purpose
"""Words for what is found when money is paid ahead, withheld for a shortfall, or claimed back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.domain.transitions import Act
from portfolio.wording.template import Choice, Wording

if TYPE_CHECKING:
    from portfolio.wording.template import Catalogue, Facts


def _whether_anything_is_withheld(facts: Facts) -> str:
    return "nothing" if facts["instalments"] == "none" else "something"


def _whether_a_ground_was_named(facts: Facts) -> str:
    return "ground" if "ground" in facts else "none"


def _what_was_counted(facts: Facts) -> str:
    return str(facts["counted"])


def _what_is_owed_too_little(facts: Facts) -> str:
    return str(facts["act"])


_PROPOSE_ANEW = (
    "An authorising officer sends {code} back or cancels it; a grant officer proposes it anew.",
    "支出負担行為担当官が{code}を差し戻すか取り消し、交付担当官が改めて起案します。",
)

_AHEAD: Catalogue = {
    Reason.WITHIN_ADVANCE_CAP: Wording(
        (
            "{asked_minor} asked in advance on {code}, {left_minor} can be advanced besides the "
            "{outstanding_minor} that stands.",
            "{code}の概算払の起案額{asked_minor}は、概算払可能額{left_minor}の範囲内です"
            "（未精算・手続中の概算払{outstanding_minor}を除く）。",
        )
    ),
    Reason.ABOVE_ADVANCE_CAP: Wording(
        (
            "{asked_minor} asked in advance on {code}, but only {left_minor} can be advanced "
            "besides the {outstanding_minor} that stands.",
            "{code}の概算払の起案額{asked_minor}は、概算払可能額{left_minor}を超えています"
            "（未精算・手続中の概算払{outstanding_minor}を除く）。",
        ),
        (
            "A grant officer proposes at most {left_minor}, or waits until advances are cleared.",
            "交付担当官が{left_minor}以下で起案するか、概算払の精算を待ちます。",
        ),
    ),
    Reason.ADVANCES_NOT_ALLOWED: Wording(
        (
            "The terms say nothing about '{term:term}': no advance is paid on {code}.",
            "交付条件に「{term:term}」の定めがないため、{code}の概算払はできません。",
        ),
        (
            "A grant officer waits for what {code} asks to be shown, or enters the term "
            "'{term:term}' of the programme with its source.",
            "交付担当官が{code}の条件の充足を待つか、事業の交付条件「{term:term}」を出典とともに"
            "登録します。",
        ),
    ),
    Reason.RECOVERY_OUTSTANDING: Wording(
        (
            "{principal_minor} and its interest is owed back under {code}: nothing is paid ahead.",
            "{code}により元本{principal_minor}とその加算金が未返還のため、概算払はできません。",
        ),
        (
            "The consortium repays what {code} claims; an accounting officer records it.",
            "コンソーシアムが{code}の請求額を返還し、支出官が返還を記録します。",
        ),
    ),
    Reason.NOTHING_TRANSFERRED: Wording(
        (
            "No money was transferred with {code}: it cleared advances or was set off whole.",
            "{code}は全額が概算払の精算又は相殺に充てられ、振込はありませんでした。",
        ),
        (
            "Nothing is to be done: no transfer of {code} can have come back.",
            "必要な手続はありません。{code}の振込が戻ることはありません。",
        ),
    ),
    Reason.PAYMENT_COUNTED_ON: Choice(
        _what_was_counted,
        {
            "cleared": Wording(
                (
                    "{counted_minor} of the advance {code} has been used up by later payouts: it "
                    "was received.",
                    "概算払{code}のうち{counted_minor}は、その後の支払で精算済です。",
                ),
                (
                    "An accounting officer looks for the payment that came back: it is not {code}.",
                    "支出官が、戻った振込を確認します。{code}の振込ではありません。",
                ),
            ),
            "claimed": Wording(
                (
                    "{counted_minor} of {code} is claimed back: it was received.",
                    "{code}のうち{counted_minor}は、返還請求の対象となっています。",
                ),
                (
                    "An authorising officer declines the claim if it is only proposed; otherwise "
                    "an accounting officer records what came back as a repayment.",
                    "請求が起案中であれば支出負担行為担当官が否認し、請求済であれば支出官が返還として"
                    "記録します。",
                ),
            ),
            "booked": Wording(
                (
                    "{code} has cleared advances and been set off against claims for "
                    "{counted_minor}: only its transfer failed.",
                    "{code}は{counted_minor}を概算払の精算と相殺に充てており、不能となったのは"
                    "振込のみです。",
                ),
                (
                    "An accounting officer settles {code} again.",
                    "支出官が{code}を改めて支払います。",
                ),
            ),
        },
    ),
}

_WITHHELD: Catalogue = {
    Reason.SHORTFALL_FOUND: Choice(
        _whether_anything_is_withheld,
        {
            "something": Wording(
                (
                    "{shortfall_minor} of {code} is not earned; it is withheld from {instalments}.",
                    "{code}の条件未充足額は{shortfall_minor}で、{instalments}から留保します。",
                )
            ),
            "nothing": Wording(
                (
                    "{shortfall_minor} of {code} is not earned.",
                    "{code}の条件未充足額は{shortfall_minor}です。",
                )
            ),
        },
    ),
    Reason.NO_SHORTFALL: Wording(
        (
            "Nothing is to be withheld for {code}: all of it is earned, reduced for good or "
            "claimed back.",
            "{code}は全額が条件充足済、減額確定済又は返還請求済で、留保すべき不足はありません。",
        ),
        (
            "Nothing is to be done on {code}.",
            "{code}について、必要な手続はありません。",
        ),
    ),
    Reason.SUSPENDED_ALREADY: Wording(
        (
            "{code} is suspended already by {suspension}, which has to be cured by {cure_due_on}.",
            "{code}は既に{suspension}により留保中で、是正期限は{cure_due_on}です。",
        ),
        (
            "An authorising officer releases or reduces {suspension} first.",
            "支出負担行為担当官が、先に{suspension}の留保解除又は減額を行います。",
        ),
    ),
    Reason.CANNOT_WITHHOLD_ALL: Wording(
        (
            "{withheld_minor} can be withheld for {code}; {left_minor} of its shortfall is no "
            "longer there to be withheld.",
            "{code}の不足のうち留保できる額は{withheld_minor}で、残る{left_minor}は支払済等のため"
            "留保できません。",
        ),
        (
            "A grant officer proposes to claim {left_minor} back.",
            "交付担当官が{left_minor}の返還請求を起案します。",
        ),
    ),
    Reason.SHORTFALL_CURED: Wording(
        (
            "{cured_minor} of the {withheld_minor} withheld under {code} is cured.",
            "{code}による留保額{withheld_minor}のうち、{cured_minor}は是正済です。",
        ),
        (
            "An authorising officer releases what is cured; only the rest can be reduced.",
            "支出負担行為担当官が是正分の留保を先に解除します。減額できるのは残額のみです。",
        ),
    ),
    Reason.NOTHING_CURED: Wording(
        (
            "Nothing of the {withheld_minor} withheld under {code} is cured.",
            "{code}による留保額{withheld_minor}に、是正された分はありません。",
        ),
        (
            "The consortium makes up what is short; it is released once it is assessed or "
            "verified.",
            "コンソーシアムが不足を是正し、評価又は検証の後に留保が解除されます。",
        ),
    ),
}

_CLAIMED: Catalogue = {
    Reason.OWED_BACK: Wording(
        (
            "{principal_minor} of {payout} has to come back: {ground:ground}.",
            "{payout}のうち{principal_minor}は返還を要します（理由：{ground:ground}）。",
        )
    ),
    Reason.NOTHING_OWED_BACK: Choice(
        _whether_a_ground_was_named,
        {
            "ground": Wording(
                (
                    "On the ground of '{ground:ground}' nothing has to come back that is not "
                    "claimed already.",
                    "「{ground:ground}」を理由に、請求済の額のほかに返還を要する額はありません。",
                ),
                (
                    "Nothing is to be claimed.",
                    "返還請求の必要はありません。",
                ),
            ),
            "none": Wording(
                (
                    "Nothing has to come back on {code}.",
                    "{code}に返還を要する額はありません。",
                )
            ),
        },
    ),
    Reason.WITHIN_WHAT_IS_OWED: Wording(
        (
            "{asked_minor} is within the {owed_minor} that has to come back under {code}.",
            "{code}の{asked_minor}は、返還を要する額{owed_minor}の範囲内です。",
        )
    ),
    Reason.ABOVE_WHAT_IS_OWED: Choice(
        _what_is_owed_too_little,
        {
            Act.PROPOSE_RECOVERY: Wording(
                (
                    "{code} would claim {asked_minor}, but only {owed_minor} has to come back.",
                    "{code}の請求額{asked_minor}は、返還を要する額{owed_minor}を超えています。",
                ),
                (
                    "A grant officer claims at most {owed_minor}.",
                    "交付担当官が{owed_minor}以下で起案します。",
                ),
            ),
            Act.CONFIRM_RECOVERY: Wording(
                (
                    "{code} claims {asked_minor}, but only {owed_minor} has to come back by now.",
                    "{code}の請求額{asked_minor}は、現在返還を要する額{owed_minor}を超えています。",
                ),
                (
                    "An authorising officer declines {code}; a grant officer claims anew what has "
                    "to come back.",
                    "支出負担行為担当官が{code}を否認し、交付担当官が返還を要する額で改めて起案します。",
                ),
            ),
            Act.RECORD_REPAYMENT: Wording(
                (
                    "{asked_minor} is more than the {owed_minor} owed under {code}.",
                    "{asked_minor}は、{code}の未返還額{owed_minor}を超えています。",
                ),
                (
                    "An accounting officer records at most {owed_minor}; the rest is not owed.",
                    "支出官が{owed_minor}以下で記録します。残りは返還を要しない額です。",
                ),
            ),
            Act.CLEAR: Wording(
                (
                    "{code} was to clear {asked_minor} of advances, but only {owed_minor} is left "
                    "to clear.",
                    "{code}の概算払精算額{asked_minor}は、未精算の額{owed_minor}を超えています。",
                ),
                _PROPOSE_ANEW,
            ),
            Act.SET_OFF: Wording(
                (
                    "{code} was to set off {asked_minor}, but only {owed_minor} is still owed.",
                    "{code}の相殺額{asked_minor}は、未返還額{owed_minor}を超えています。",
                ),
                _PROPOSE_ANEW,
            ),
        },
    ),
}

MONEY_REASONS: Catalogue = {**_AHEAD, **_WITHHELD, **_CLAIMED}
