"""The tables of record. Columns are named as the fields of the domain records they hold.

Below the records stand kept cells (marked `cell()`): sums and days that `store.cells` moves in the
same transaction and `verify` derives again; so is the whole of `waiting`. Nothing cascades: a row
of record is never deleted.
"""

from portfolio.store.tables.changes import AmendmentLineRow, AmendmentRow, WaiverRow
from portfolio.store.tables.course import (
    AssignmentRow,
    AttestationRow,
    CovenantRow,
    ScreeningRow,
    WaitingRow,
)
from portfolio.store.tables.grants import (
    AwardDecisionRow,
    CoFundingRow,
    CommitmentRow,
    CriterionRow,
    ElementRow,
    GrantRow,
    MemberRow,
    MilestoneRow,
)
from portfolio.store.tables.instalments import (
    FundingConditionRow,
    InstalmentRow,
    InstalmentTermRow,
    MilestoneConditionRow,
    ReskillingConditionRow,
)
from portfolio.store.tables.office import CharterRow, JournalRow, PersonRow
from portfolio.store.tables.payouts import (
    HoldRow,
    PastPaymentRow,
    PayoutRow,
    ReceiptRow,
    RecoveryRow,
    SuspensionRow,
    WithholdingRow,
)
from portfolio.store.tables.programmes import (
    AppropriationRow,
    BudgetRequestRow,
    BudgetYearRow,
    CarryOverRow,
    FundBalanceRow,
    OutsideExecutionRow,
    ProgrammeRow,
    TermRow,
)
from portfolio.store.tables.shown import (
    AssessmentRow,
    CostRow,
    EvidenceRow,
    FundingReportRow,
    JudgementRow,
    ReportRow,
    StageGateRow,
)

__all__ = [
    "AmendmentLineRow",
    "AmendmentRow",
    "AppropriationRow",
    "AssessmentRow",
    "AssignmentRow",
    "AttestationRow",
    "AwardDecisionRow",
    "BudgetRequestRow",
    "BudgetYearRow",
    "CarryOverRow",
    "CharterRow",
    "CoFundingRow",
    "CommitmentRow",
    "CostRow",
    "CovenantRow",
    "CriterionRow",
    "ElementRow",
    "EvidenceRow",
    "FundBalanceRow",
    "FundingConditionRow",
    "FundingReportRow",
    "GrantRow",
    "HoldRow",
    "InstalmentRow",
    "InstalmentTermRow",
    "JournalRow",
    "JudgementRow",
    "MemberRow",
    "MilestoneConditionRow",
    "MilestoneRow",
    "OutsideExecutionRow",
    "PastPaymentRow",
    "PayoutRow",
    "PersonRow",
    "ProgrammeRow",
    "ReceiptRow",
    "RecoveryRow",
    "ReportRow",
    "ReskillingConditionRow",
    "ScreeningRow",
    "StageGateRow",
    "SuspensionRow",
    "TermRow",
    "WaitingRow",
    "WaiverRow",
    "WithholdingRow",
]
