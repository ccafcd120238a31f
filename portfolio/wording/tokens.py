"""The Japanese word for every token of the domain; in English its value already is its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.amendment import Amended
from portfolio.domain.basis import Basis
from portfolio.domain.budget import CarryOverKind
from portfolio.domain.charter import Purpose
from portfolio.domain.cost import CostKind
from portfolio.domain.covenant import CovenantKind
from portfolio.domain.flow import FlowStep
from portfolio.domain.grant import Instrument, MemberRole
from portfolio.domain.instalment import PayoutKind
from portfolio.domain.ledger import Cover
from portfolio.domain.milestone import Comparison, EvidenceKind, Verdict
from portfolio.domain.people import Role
from portfolio.domain.period import Timing
from portfolio.domain.policies import Bearing, PolicyName, Reductions
from portfolio.domain.programme import AppropriationKind
from portfolio.domain.readiness import Scale
from portfolio.domain.reason import Effect
from portfolio.domain.recovery import Ground, ReceiptKind
from portfolio.domain.reskilling import Rung
from portfolio.domain.rules.duties import Duty
from portfolio.domain.states import (
    AmendmentState,
    CostState,
    CovenantState,
    GrantState,
    HoldState,
    MilestoneState,
    PayoutState,
    RecoveryState,
    ReportState,
    ScreeningState,
    StageGateState,
    SuspensionState,
    WaiverState,
)
from portfolio.domain.terms import (
    BreachRecovery,
    RecoveryOrder,
    StageGateRule,
    TermKind,
    TermName,
)
from portfolio.domain.transitions import Act
from portfolio.domain.waiver import Waivable
from portfolio.wording.act_words import ACTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

JAPANESE: Mapping[type[StrEnum], Mapping[str, str]] = {
    Act: ACTS,
    GrantState: {
        GrantState.DRAFTED: "交付案",
        GrantState.AWARDED: "交付決定済",
        GrantState.ACTIVE: "実施中",
        GrantState.SUSPENDED: "停止中",
        GrantState.COMPLETED: "完了",
        GrantState.AMOUNT_FIXED: "額確定済",
        GrantState.SETTLED: "精算済",
        GrantState.MONITORING: "事後監視中",
        GrantState.TERMINATED: "取消済",
        GrantState.CLOSED: "終結",
    },
    StageGateState: {
        StageGateState.OPEN: "審査中",
        StageGateState.PASSED: "通過",
        StageGateState.FAILED: "不通過",
    },
    SuspensionState: {
        SuspensionState.OPEN: "留保中",
        SuspensionState.PARTLY_RELEASED: "一部解除済",
        SuspensionState.ANNOUNCED: "減額予告済",
        SuspensionState.RELEASED: "解除済",
        SuspensionState.REDUCED: "減額済",
    },
    WaiverState: {
        WaiverState.PROPOSED: "起案済",
        WaiverState.CONFIRMED: "承認済",
        WaiverState.DECLINED: "否認",
        WaiverState.REVOKED: "取消済",
        WaiverState.EXPIRED: "満了",
    },
    AmendmentState: {
        AmendmentState.PROPOSED: "起案済",
        AmendmentState.CONFIRMED: "承認済",
        AmendmentState.DECLINED: "否認",
    },
    RecoveryState: {
        RecoveryState.PROPOSED: "起案済",
        RecoveryState.DECLINED: "否認",
        RecoveryState.CLAIMED: "請求済",
        RecoveryState.RECOVERED: "返還済",
        RecoveryState.SET_OFF: "相殺済",
        RecoveryState.WRITE_OFF_PROPOSED: "放棄起案済",
        RecoveryState.WRITTEN_OFF: "放棄済",
    },
    CovenantState: {
        CovenantState.STANDING: "遵守中",
        CovenantState.BREACHED: "違反",
        CovenantState.FULFILLED: "遵守完了",
    },
    ScreeningState: {
        ScreeningState.PENDING: "審査中",
        ScreeningState.CLEARED: "承認",
        ScreeningState.CONDITIONAL: "条件付承認",
        ScreeningState.VETOED: "拒否",
        ScreeningState.EXPIRED: "満了",
    },
    CostState: {
        CostState.CLAIMED: "計上済",
        CostState.ACCEPTED: "承認済",
        CostState.REFUSED: "否認",
    },
    CostKind: {
        CostKind.COST_ITEM: "経費",
        CostKind.ASSET: "資産",
        CostKind.TRAINING_SEAT: "受講枠",
    },
    CovenantKind: {
        CovenantKind.PRODUCTION: "継続生産",
        CovenantKind.TECHNOLOGY: "技術流出防止",
        CovenantKind.SECOND_SOURCE: "調達先の複線化",
        CovenantKind.PRIORITY_SUPPLY: "需給逼迫時の優先供給",
    },
    Ground: {
        Ground.REVERSAL: "達成認定の取消し",
        Ground.ADVANCE: "概算払の未精算",
        Ground.AMOUNT_FIXED: "確定額の超過",
        Ground.BREACH: "遵守事項の違反",
        Ground.TERMINATION: "交付決定の取消し",
        Ground.IRREGULARITY: "不正又は不適切な経理",
    },
    ReceiptKind: {ReceiptKind.REPAID: "返還", ReceiptKind.SET_OFF: "相殺"},
    PayoutKind: {PayoutKind.RESULT: "実績払", PayoutKind.ADVANCE: "概算払"},
    Waivable: {
        Waivable.MILESTONE: "マイルストーン",
        Waivable.COMMITMENT: "学び直し計画",
        Waivable.CO_FUNDING: "民間資金",
        Waivable.COVENANT: "遵守事項",
        Waivable.SCREENING: "審査",
        Waivable.LEVEL_STEP: "成熟度の段階",
    },
    Amended: {
        Amended.MILESTONE_DUE: "マイルストーンの期限",
        Amended.MILESTONE_LEVEL: "マイルストーンの成熟度",
        Amended.CRITERION_TARGET: "評価基準の目標値",
        Amended.COMMITMENT_DUE: "学び直し計画の期限",
        Amended.COMMITMENT_PERSONS: "学び直し計画の人数",
        Amended.INSTALMENT_AMOUNT: "支払区分の金額",
        Amended.INSTALMENT_DAY: "支払区分の予定日",
        Amended.CONDITION_SHARE: "条件の達成割合",
        Amended.CONDITION_PERSONS: "条件の人数",
        Amended.CONDITION_MOVED: "条件の移動",
        Amended.CONDITION_ENDED: "条件の終了",
        Amended.GRANT_END: "交付決定の終了日",
        Amended.AWARD: "交付決定額",
    },
    Bearing: {Bearing.GATES: "支払の前提", Bearing.SCALES: "達成度に応じて増減"},
    TermName: {
        TermName.BANDS: "評点区分",
        TermName.ITEMS: "項目数",
        TermName.UNIT_PRICE: "単価",
        TermName.UNIT_BASELINE: "単価の起点",
        TermName.COST_RATE: "補助率",
        TermName.INCENTIVE_RATE: "インセンティブ率",
        TermName.RETENTION_SHARE: "留保金の割合",
        TermName.CURE_MONTHS: "是正期間（月）",
        TermName.REDUCTION_NOTICE_MONTHS: "減額予告期間（月）",
        TermName.AMOUNT_NOTICE_MONTHS: "確定額通知期間（月）",
        TermName.WAIVER_MONTHS: "免除の最長期間（月）",
        TermName.SCREENING_MONTHS: "審査の有効期間（月）",
        TermName.ATTESTATION_MONTHS: "遵守報告の周期（月）",
        TermName.RETENTION_CHECK_MONTHS: "定着確認までの期間（月）",
        TermName.ADVANCE_SHARE: "概算払の上限割合",
        TermName.ADVANCE_MONTHS: "概算払の精算期間（月）",
        TermName.CLEARING_SHARE: "精算充当の割合",
        TermName.RECOVERY_DAYS: "返還期限（日）",
        TermName.INTEREST_RATE: "加算金の年率",
        TermName.LATE_RATE: "延滞金の年率",
        TermName.INTEREST_YEAR_DAYS: "年率の基準日数",
        TermName.RECOVERY_ORDER: "返還金の充当順序",
        TermName.BREACH_RECOVERY: "違反時の返還",
        TermName.STAGE_GATE: "段階審査",
    },
    TermKind: {
        TermKind.COUNT: "整数",
        TermKind.SHARE: "割合",
        TermKind.RATE: "年率",
        TermKind.MINOR: "金額",
        TermKind.BANDS: "区分表",
        TermKind.WORD: "用語",
    },
    RecoveryOrder: {
        RecoveryOrder.PRINCIPAL_FIRST: "元本から充当",
        RecoveryOrder.INTEREST_FIRST: "加算金から充当",
    },
    BreachRecovery: {BreachRecovery.WHOLE: "全額", BreachRecovery.PRO_RATA: "残期間按分"},
    StageGateRule: {StageGateRule.COMMITTEE: "委員会"},
    Cover: {
        Cover.IN_BUDGET: "予算内",
        Cover.ABOVE_BUDGET: "予算超過",
        Cover.NO_BUDGET: "予算未成立",
    },
    Timing: {
        Timing.OVERDUE: "期限超過",
        Timing.AT_RISK: "要注意",
        Timing.IN_TIME: "期限内",
    },
    MilestoneState: {
        MilestoneState.PLANNED: "計画",
        MilestoneState.SUBMITTED: "提出済",
        MilestoneState.ASSESSED: "評価済",
        MilestoneState.MET: "達成",
        MilestoneState.PARTLY_MET: "一部達成",
        MilestoneState.NOT_MET: "未達成",
        MilestoneState.IN_CURE: "是正中",
        MilestoneState.LAPSED: "失効",
        MilestoneState.REVERSED: "認定取消",
        MilestoneState.WITHDRAWN: "撤回",
    },
    PayoutState: {
        PayoutState.PROPOSED: "起案済",
        PayoutState.SENT_BACK: "差戻し",
        PayoutState.CONFIRMED: "確認済",
        PayoutState.CANCELLED: "取消し",
        PayoutState.PAID: "支払済",
        PayoutState.PAYMENT_FAILED: "振込不能",
        PayoutState.CLEARED: "精算済",
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
        Role.COUNCIL: "経済安全保障会議",
        Role.BUDGET_REVIEWER: "予算審査官",
        Role.AUDITOR: "監査官",
        Role.ADMINISTRATOR: "管理者",
    },
    Duty: {
        Duty.RECORD: "証拠書類の登録",
        Duty.ASSESS: "評価",
        Duty.GATE: "段階審査の判断",
        Duty.REPORT: "報告",
        Duty.VERIFY: "検証",
        Duty.PROPOSE: "支払起案",
        Duty.CONFIRM: "支払確認",
        Duty.SETTLE: "支払",
        Duty.HOLD: "保留",
        Duty.LIFT: "保留解除",
        Duty.SUSPEND: "留保",
        Duty.RULE: "留保の判断",
        Duty.SEEK: "変更等の起案",
        Duty.GRANT: "変更等の承認",
        Duty.ENTER: "交付決定の登録",
        Duty.STEER: "交付決定の管理",
        Duty.REQUEST: "審査の請求",
        Duty.SCREEN: "審査の判断",
        Duty.VETO: "審査での拒否",
        Duty.UNVETO: "拒否の解除",
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
        PolicyName.SCALABLE: "達成度に比例",
        PolicyName.BANDED: "評点区分に応じた額",
        PolicyName.UNIT_VALUE: "項目単価による額",
        PolicyName.RATE_OF_COST: "補助対象経費の定率",
        PolicyName.INCENTIVE: "インセンティブ",
        PolicyName.WORK_PACKAGE: "作業区分の完了時に全額",
    },
    Reductions: {Reductions.LOWEST: "最低の割合を適用", Reductions.MULTIPLY: "割合を乗算"},
    Basis: {Basis.PUBLIC: "公表値", Basis.DERIVED: "算出値", Basis.ILLUSTRATIVE: "例示値"},
    AppropriationKind: {
        AppropriationKind.INITIAL: "当初予算",
        AppropriationKind.SUPPLEMENTARY: "補正予算",
        AppropriationKind.CARRIED_IN: "前年度繰越",
        AppropriationKind.RESERVE: "予備費",
    },
    CarryOverKind: {
        CarryOverKind.APPROVED: "明許繰越",
        CarryOverKind.UNAVOIDABLE: "事故繰越",
        CarryOverKind.NOT_STATED: "区分不明",
    },
    FlowStep: {
        FlowStep.TO_AGENCY: "交付機関へ",
        FlowStep.TO_LEAD: "代表機関へ",
        FlowStep.TO_PARTNER: "構成員へ",
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
        Effect.SETS_ASIDE: "免除",
        Effect.REDUCES: "減額",
        Effect.WITHHOLDS: "留保",
        Effect.HOLDS: "保留",
        Effect.REFUSES: "不可",
    },
    Purpose: {Purpose.RECORD: "正式記録", Purpose.DEMONSTRATION: "実演用"},
}
"""By type first: tokens of different types share values ("placed" is a hold and a rung)."""
