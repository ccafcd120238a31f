"""A word for every token of the domain. In English a token's value already is its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis
from portfolio.domain.charter import Purpose
from portfolio.domain.grant import Instrument, MemberRole
from portfolio.domain.milestone import Comparison, EvidenceKind, Verdict
from portfolio.domain.people import Role
from portfolio.domain.policies import PolicyName, Reductions
from portfolio.domain.programme import AppropriationKind
from portfolio.domain.readiness import Scale
from portfolio.domain.reason import Effect
from portfolio.domain.reskilling import Rung
from portfolio.domain.rules.duties import Duty
from portfolio.domain.states import HoldState, MilestoneState, PayoutState, ReportState
from portfolio.domain.transitions import Act
from portfolio.wording.language import Language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

_ACTS: Mapping[str, str] = {
    Act.INITIALISE: "台帳開設",
    Act.ENTER_PERSON: "担当者登録",
    Act.CHANGE_PERSON: "担当者変更",
    Act.ENTER_PROGRAMME: "事業登録",
    Act.ENTER_GRANT: "交付決定登録",
    Act.RECORD_EVIDENCE: "証拠書類登録",
    Act.SUBMIT: "提出",
    Act.RETURN: "返戻",
    Act.ASSESS: "評価",
    Act.FIND_MET: "達成認定",
    Act.FIND_PARTLY_MET: "一部達成認定",
    Act.FIND_NOT_MET: "未達成認定",
    Act.REPORT: "実績報告",
    Act.VERIFY: "検証",
    Act.REJECT: "却下",
    Act.PROPOSE: "支払起案",
    Act.CONFIRM: "支払確認",
    Act.SEND_BACK: "差戻し",
    Act.CANCEL: "取消し",
    Act.SETTLE: "支払",
    Act.RECORD_FAILURE: "振込不能記録",
    Act.HOLD: "保留",
    Act.LIFT: "保留解除",
}

# What somebody does, and what was not done where it was refused.
_DEEDS = {
    Act.INITIALISE: ("begins", "begun"),
    Act.ENTER_PERSON: ("enters", "entered"),
    Act.CHANGE_PERSON: ("changes", "changed"),
    Act.ENTER_PROGRAMME: ("enters", "entered"),
    Act.ENTER_GRANT: ("enters", "entered"),
    Act.RECORD_EVIDENCE: ("records evidence for", "recorded"),
    Act.SUBMIT: ("submits", "submitted"),
    Act.RETURN: ("returns", "returned"),
    Act.ASSESS: ("assesses", "assessed"),
    Act.FIND_MET: ("finds met", "found met"),
    Act.FIND_PARTLY_MET: ("finds partly met", "found partly met"),
    Act.FIND_NOT_MET: ("finds not met", "found not met"),
    Act.REPORT: ("reports", "reported"),
    Act.VERIFY: ("verifies", "verified"),
    Act.REJECT: ("rejects", "rejected"),
    Act.PROPOSE: ("proposes a payout on", "proposed"),
    Act.CONFIRM: ("confirms", "confirmed"),
    Act.SEND_BACK: ("sends back", "sent back"),
    Act.CANCEL: ("cancels", "cancelled"),
    Act.SETTLE: ("settles", "settled"),
    Act.RECORD_FAILURE: ("records the failure of", "recorded"),
    Act.HOLD: ("places", "held"),
    Act.LIFT: ("lifts", "lifted"),
}

# By type first: tokens of different types share values ("placed" is a hold and a rung).
_JAPANESE: Mapping[type[StrEnum], Mapping[str, str]] = {
    Act: _ACTS,
    MilestoneState: {
        MilestoneState.PLANNED: "計画",
        MilestoneState.SUBMITTED: "提出済",
        MilestoneState.ASSESSED: "評価済",
        MilestoneState.MET: "達成",
        MilestoneState.PARTLY_MET: "一部達成",
        MilestoneState.NOT_MET: "未達成",
    },
    PayoutState: {
        PayoutState.PROPOSED: "起案済",
        PayoutState.SENT_BACK: "差戻し",
        PayoutState.CONFIRMED: "確認済",
        PayoutState.CANCELLED: "取消し",
        PayoutState.PAID: "支払済",
        PayoutState.PAYMENT_FAILED: "振込不能",
    },
    ReportState: {
        ReportState.REPORTED: "報告済",
        ReportState.VERIFIED: "検証済",
        ReportState.REJECTED: "却下",
    },
    HoldState: {HoldState.PLACED: "保留中", HoldState.LIFTED: "解除済"},
    Role: {
        Role.GRANT_OFFICER: "交付担当官",
        Role.ASSESSOR: "評価者",
        Role.AUTHORISING_OFFICER: "支出負担行為担当官",
        Role.ACCOUNTING_OFFICER: "支出官",
        Role.BUDGET_REVIEWER: "予算審査官",
        Role.AUDITOR: "監査官",
        Role.ADMINISTRATOR: "管理者",
    },
    Duty: {
        Duty.RECORD: "証拠書類の登録",
        Duty.ASSESS: "評価",
        Duty.REPORT: "学び直しの実績報告",
        Duty.VERIFY: "学び直しの検証",
        Duty.PROPOSE: "支払起案",
        Duty.CONFIRM: "支払確認",
        Duty.SETTLE: "支払",
        Duty.HOLD: "保留",
        Duty.LIFT: "保留解除",
    },
    EvidenceKind: {
        EvidenceKind.LAB_RESULTS: "実験室試験結果",
        EvidenceKind.BREADBOARD_REPORT: "ブレッドボード試験報告書",
        EvidenceKind.ENVIRONMENT_TEST_REPORT: "相当環境試験報告書",
        EvidenceKind.PILOT_TEST_REPORT: "パイロット規模試験報告書",
        EvidenceKind.PILOT_LINE_REPORT: "パイロットライン試験報告書",
        EvidenceKind.QUALIFICATION_RECORD: "認定試験記録",
        EvidenceKind.PRODUCTION_REPORT: "生産報告書",
        EvidenceKind.ACCEPTANCE_RECORD: "検収記録",
        EvidenceKind.COST_REPORT: "経費報告書",
        EvidenceKind.PUBLICATION: "公表論文",
    },
    Verdict: {Verdict.MET: "達成", Verdict.PARTLY: "一部達成", Verdict.NOT_MET: "未達成"},
    Comparison: {Comparison.AT_LEAST: "以上", Comparison.AT_MOST: "以下"},
    Rung: {
        Rung.ENROLLED: "受講登録",
        Rung.COMPLETED: "修了",
        Rung.CERTIFIED: "資格認定",
        Rung.PLACED: "国内就業",
        Rung.RETAINED: "定着",
    },
    PolicyName: {
        PolicyName.ALL_OR_NOTHING: "全条件充足時に全額",
        PolicyName.REDUCED_BY_SHORTFALL: "学び直しの不足に応じて減額",
    },
    Reductions: {Reductions.LOWEST: "最低の割合を適用", Reductions.MULTIPLY: "割合を乗算"},
    Basis: {Basis.PUBLIC: "公表値", Basis.DERIVED: "算出値", Basis.ILLUSTRATIVE: "例示値"},
    AppropriationKind: {
        AppropriationKind.INITIAL: "当初予算",
        AppropriationKind.SUPPLEMENTARY: "補正予算",
        AppropriationKind.CARRIED_IN: "前年度繰越",
        AppropriationKind.RESERVE: "予備費",
    },
    Instrument: {
        Instrument.GRANT: "補助金",
        Instrument.EQUITY: "出資",
        Instrument.LOAN: "貸付",
        Instrument.GUARANTEE: "債務保証",
    },
    MemberRole: {
        MemberRole.LEAD: "代表機関",
        MemberRole.PARTNER: "共同実施機関",
        MemberRole.SUBRECIPIENT: "間接補助事業者",
    },
    Scale: {Scale.TRL: "技術成熟度（TRL）", Scale.MRL: "製造成熟度（MRL）"},
    Effect: {
        Effect.SATISFIES: "適合",
        Effect.REDUCES: "減額",
        Effect.HOLDS: "保留",
        Effect.REFUSES: "不可",
    },
    Purpose: {Purpose.RECORD: "正式記録", Purpose.DEMONSTRATION: "実演用"},
}

_MARKS = {
    Effect.SATISFIES: ("PASS", "適合"),
    Effect.REDUCES: ("CUT ", "減額"),
    Effect.HOLDS: ("HOLD", "保留"),
    Effect.REFUSES: ("FAIL", "不可"),
}

_KINDS = {
    "person": "担当者",
    "programme": "事業",
    "appropriation": "歳出予算",
    "grant": "交付決定",
    "award": "交付決定額",
    "award_decision": "交付額の決定",
    "member": "構成員",
    "element": "技術要素",
    "milestone": "マイルストーン",
    "criterion": "評価基準",
    "commitment": "学び直し計画",
    "instalment": "支払区分",
    "milestone_condition": "マイルストーン条件",
    "reskilling_condition": "学び直し条件",
    "evidence": "証拠書類",
    "assessment": "評価",
    "judgement": "基準別評価",
    "report": "実績報告",
    "payout": "支払",
    "hold": "保留",
    "charter": "台帳",
}


def word(token: StrEnum, language: Language = Language.ENGLISH) -> str:
    """Return the word for a token of the domain: ``payment failed``, ``振込不能``.

    Raises KeyError for a token of a type that is none of the domain's.
    """
    japanese = _JAPANESE[type(token)][token]
    return language.of((token.value, japanese))


def mark(effect: Effect, language: Language = Language.ENGLISH) -> str:
    """Return an effect as a word of four cells, so that lists show status without colour."""
    return language.of(_MARKS[effect])


def kind_word(kind: str, language: Language = Language.ENGLISH) -> str:
    """Return the word for a kind of record or ceiling: ``reskilling condition``."""
    return language.of((kind.replace("_", " "), _KINDS[kind]))


def does(act: Act, language: Language = Language.ENGLISH) -> str:
    """Return what somebody does who does this act: ``assesses``, ``評価``."""
    return language.of((_DEEDS[act][0], _ACTS[act]))


def not_done(act: str, language: Language = Language.ENGLISH) -> str:
    """Return that an act was not done: ``Not confirmed``, ``「支払確認」は行われませんでした``.

    What is no act of the domain (the store saves, for one) was just "not done".
    """
    known = next((each for each in Act if each == act), None)
    if known is None:
        return language.of(("Not done", "手続は行われませんでした"))
    return language.of((f"Not {_DEEDS[known][1]}", f"「{_ACTS[known]}」は行われませんでした"))
