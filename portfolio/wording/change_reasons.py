# Japanese writes full-width characters, on purpose
"""Words for what is found when something agreed is waived, amended, cured, reversed or gated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.reason import Reason
from portfolio.wording.template import Wording

if TYPE_CHECKING:
    from portfolio.wording.template import Catalogue

_OF_MILESTONES: Catalogue = {
    Reason.TERM_IN_FORCE: Wording(
        (
            "The terms say '{term:term}' for {code}: {value}.",
            "{code}の交付条件に「{term:term}」が定められています：{value}。",
        )
    ),
    Reason.DEADLINE_OVER: Wording(
        (
            "The time set for {code} has passed: this is possible from {first_on}, and it counts "
            "from {on}.",
            "{code}に定められた期間は経過しています。{first_on}から手続が可能で、{on}付けの手続です。",
        )
    ),
    Reason.DEADLINE_NOT_OVER: Wording(
        (
            "It is too early for this on {code}: it is possible from {first_on}, and would count "
            "from {on}.",
            "{code}のこの手続は{first_on}から可能で、{on}付けでは行えません。",
        ),
        (
            "Whoever acts does it on {first_on} or later.",
            "担当者が{first_on}以降に手続を行います。",
        ),
    ),
    Reason.STILL_RESTED_ON: Wording(
        (
            "{code} is not withdrawn while instalments wait for it: {instalments}.",
            "{code}は支払区分{instalments}の条件となっているため、撤回できません。",
        ),
        (
            "A grant officer proposes to waive {code} for an instalment, or {code} stays to be "
            "shown.",
            "交付担当官が支払区分ごとに{code}の免除を起案するか、{code}の達成を待ちます。",
        ),
    ),
    Reason.SHARE_UNSTATED: Wording(
        (
            "{criterion} of {code} is judged met in part, but neither a share nor a measure says "
            "how far.",
            "{code}の{criterion}は一部達成とされていますが、達成割合も、割合を算出できる測定値も"
            "ありません。",
        ),
        (
            "The assessor states the share of {criterion} that is met.",
            "評価者が{criterion}の達成割合を記入します。",
        ),
    ),
    Reason.LEVEL_DOES_NOT_FALL: Wording(
        (
            "Once {milestone} is reversed {code} stands at {scale} {highest} or lower, not at "
            "{level}.",
            "{milestone}の達成認定を取り消すと、{code}の{scale:scale}は{highest}以下となり、"
            "{level}とすることはできません。",
        ),
        (
            "The assessor gives the level at which {code} stands today, {highest} at most.",
            "評価者が{code}の現在の段階を{highest}以下で指定します。",
        ),
    ),
    Reason.GATE_UNDECIDED: Wording(
        (
            "The stage-gate {code} on {milestone}, from level {from_level} to {to_level}, is not "
            "decided yet.",
            "{milestone}の段階審査{code}（{from_level}から{to_level}へ）がまだ判断されていません。",
        ),
        (
            "An assessor who had no part in assessing {milestone} passes or fails {code} first.",
            "{milestone}の評価に関与していない評価者が、先に{code}の通過または不通過を判断します。",
        ),
    ),
}

_OF_WAIVERS: Catalogue = {
    Reason.CONDITION_KNOWN: Wording(
        (
            "{asked} ({condition:condition}) is what {code} waits for.",
            "{asked}（{condition:condition}）は{code}の条件です。",
        )
    ),
    Reason.CONDITION_UNKNOWN: Wording(
        (
            "{asked} ({condition:condition}) is nothing that {code} waits for; it waits for: "
            "{known}.",
            "{asked}（{condition:condition}）は{code}の条件ではありません。該当する条件：{known}。",
        ),
        (
            "A grant officer names one of the conditions of {code}.",
            "交付担当官が{code}の条件のいずれかを指定します。",
        ),
    ),
    Reason.WAIVED_ALREADY: Wording(
        (
            "{asked} ({condition:condition}) is set aside for {code} already, by {waiver} until "
            "{expires_on}.",
            "{asked}（{condition:condition}）は{code}について、既に免除{waiver}により{expires_on}まで"
            "免除されています。",
        ),
        (
            "Nothing is to be done while {waiver} is in force, until {expires_on}.",
            "{waiver}の期間中（{expires_on}まで）は、必要な手続はありません。",
        ),
    ),
    Reason.EXPIRES_IN_TIME: Wording(
        (
            "The waiver on {code} ends on {expires_on}; the terms allow until {last_on}.",
            "{code}の免除の期限{expires_on}は、交付条件による上限{last_on}以内です。",
        )
    ),
    Reason.EXPIRES_TOO_LATE: Wording(
        (
            "The waiver on {code} would end on {expires_on}; the terms allow until {last_on}.",
            "{code}の免除の期限{expires_on}は、交付条件による上限{last_on}を超えています。",
        ),
        (
            "A grant officer proposes a waiver that ends on {last_on} or earlier.",
            "交付担当官が{last_on}以前を期限とする免除を起案します。",
        ),
    ),
    Reason.EXPIRES_TOO_EARLY: Wording(
        (
            "The waiver on {code} would end on {expires_on}, before it takes effect on {on}.",
            "{code}の免除の期限{expires_on}は、効力の生じる{on}より前です。",
        ),
        (
            "A grant officer proposes a waiver that ends on {on} or later.",
            "交付担当官が{on}以降を期限とする免除を起案します。",
        ),
    ),
}

_OF_AMENDMENTS: Catalogue = {
    Reason.AMENDED_SINCE: Wording(
        (
            "{code} ({what:amended}) was {old} when the amendment was drawn up, and is {now} now.",
            "{code}（{what:amended}）は、変更の起案時の{old}から{now}に変わっています。",
        ),
        (
            "An authorising officer declines the amendment; a grant officer proposes it anew.",
            "支出負担行為担当官が変更を否認し、交付担当官が改めて起案します。",
        ),
    ),
    Reason.CHANGES_NOTHING: Wording(
        (
            "{code} ({what:amended}) is {now} already.",
            "{code}（{what:amended}）は既に{now}です。",
        ),
        (
            "A grant officer leaves {code} out of the amendment, or gives another value.",
            "交付担当官が{code}を変更から除くか、別の値を指定します。",
        ),
    ),
    Reason.DECIDED_ALREADY: Wording(
        (
            "{code} is {state:state}: it is decided, and no longer amended.",
            "{code}は「{state:state}」で既に決定されているため、変更できません。",
        ),
        (
            "A grant officer leaves what concerns {code} out of the amendment.",
            "交付担当官が{code}に関する事項を変更から除きます。",
        ),
    ),
    Reason.TOTALS_PRESERVED: Wording(
        (
            "The instalments of {code} add up to {after_minor}, as before ({before_minor}).",
            "{code}の支払区分の合計は{after_minor}で、変更前の{before_minor}と同額です。",
        )
    ),
    Reason.TOTALS_CHANGE: Wording(
        (
            "The instalments of {code} would add up to {after_minor}, not to {before_minor} as "
            "before.",
            "{code}の支払区分の合計が{before_minor}から{after_minor}に変わります。",
        ),
        (
            "A grant officer balances the amounts, or proposes a new award with them.",
            "交付担当官が金額を調整して合計を維持するか、交付決定額の変更を併せて起案します。",
        ),
    ),
    Reason.AWARD_CHANGES: Wording(
        (
            "The award of {code} is decided anew: {after_minor} instead of {before_minor}.",
            "{code}の交付決定額を{before_minor}から{after_minor}に変更します。",
        )
    ),
    Reason.BELOW_WHAT_IS_TAKEN: Wording(
        (
            "{code} would fall to {after_minor}, but {taken_minor} of it is taken and "
            "{kept_minor} withheld or reduced.",
            "{code}は{after_minor}となりますが、既に{taken_minor}が支払等に、{kept_minor}が留保または"
            "減額に充てられています。",
        ),
        (
            "A grant officer proposes no less for {code} than what is taken, withheld and reduced.",
            "交付担当官が、{code}を支払・留保・減額の合計以上の額で起案します。",
        ),
    ),
    Reason.APPROVALS_OVERTAKEN: Wording(
        (
            "Once the change is confirmed, what was approved on {code} before it no longer stands: "
            "{subjects}.",
            "変更が承認されると、{code}について変更前に行われた手続は効力を失います：{subjects}。",
        ),
        (
            "A grant officer then proposes or submits anew: {subjects}.",
            "変更の承認後、交付担当官が改めて起案または提出します：{subjects}。",
        ),
    ),
}

CHANGE_REASONS: Catalogue = {**_OF_MILESTONES, **_OF_WAIVERS, **_OF_AMENDMENTS}
