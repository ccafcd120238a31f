"""The tables of record. Columns are named as the fields of the domain records they hold.

Below the records stand kept cells (marked `cell()`): sums and days that `store.cells` moves in the
same transaction and `verify` derives again. Nothing cascades: a row of record is never deleted.
"""

from portfolio.store.tables.acts import (
    AssessmentRow,
    EvidenceRow,
    HoldRow,
    JudgementRow,
    PayoutRow,
    ReportRow,
)
from portfolio.store.tables.grants import (
    AwardDecisionRow,
    CommitmentRow,
    CriterionRow,
    ElementRow,
    GrantRow,
    InstalmentRow,
    MemberRow,
    MilestoneConditionRow,
    MilestoneRow,
    ReskillingConditionRow,
)
from portfolio.store.tables.office import CharterRow, JournalRow, PersonRow
from portfolio.store.tables.programmes import AppropriationRow, BudgetYearRow, ProgrammeRow

__all__ = [
    "AppropriationRow",
    "AssessmentRow",
    "AwardDecisionRow",
    "BudgetYearRow",
    "CharterRow",
    "CommitmentRow",
    "CriterionRow",
    "ElementRow",
    "EvidenceRow",
    "GrantRow",
    "HoldRow",
    "InstalmentRow",
    "JournalRow",
    "JudgementRow",
    "MemberRow",
    "MilestoneConditionRow",
    "MilestoneRow",
    "PayoutRow",
    "PersonRow",
    "ProgrammeRow",
    "ReportRow",
    "ReskillingConditionRow",
]
