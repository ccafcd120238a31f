"""Reason codes: what a check can find. The words for them stand in `portfolio.wording`."""

from __future__ import annotations

from enum import StrEnum


class Effect(StrEnum):
    """What a finding does to the act it was found for."""

    SATISFIES = "satisfies"
    REDUCES = "reduces"
    HOLDS = "holds"
    REFUSES = "refuses"


class Reason(StrEnum):
    """Every finding there is, in pairs where a condition can hold or not."""

    # the payout rule
    NO_HOLD = "no hold"
    HELD = "held"
    MILESTONE_STANDS_BEHIND = "milestone stands behind"
    NO_MILESTONE_BEHIND = "no milestone behind"
    COMMITMENT_STANDS_BEHIND = "commitment stands behind"
    NO_COMMITMENT_BEHIND = "no commitment behind"
    MILESTONE_MET = "milestone met"
    MILESTONE_NOT_MET = "milestone not met"
    LEVEL_REACHED = "level reached"
    LEVEL_SHORT = "level short"
    EVIDENCE_ASSESSED_BY_ANOTHER = "evidence assessed by another"
    EVIDENCE_NOT_ASSESSED = "evidence not assessed"
    RESKILLING_VERIFIED = "reskilling verified"
    RESKILLING_SHORT = "reskilling short"
    RESKILLING_NOT_VERIFIED = "reskilling not verified"
    RESKILLING_REDUCES = "reskilling reduces"
    MONEY_LEFT_ON_INSTALMENT = "money left on instalment"
    INSTALMENT_EXHAUSTED = "instalment exhausted"
    NOTHING_MORE_EARNED = "nothing more earned"
    WITHIN_ENTITLEMENT = "within entitlement"
    ABOVE_ENTITLEMENT = "above entitlement"
    WITHIN_AWARD = "within award"
    ABOVE_AWARD = "above award"
    WITHIN_APPROPRIATION = "within appropriation"
    ABOVE_APPROPRIATION = "above appropriation"
    NO_APPROPRIATION = "no appropriation"
    CEILING_TAKEN = "ceiling taken"

    # who may act
    ROLE_HELD = "role held"
    ROLE_MISSING = "role missing"
    DUTIES_SEPARATE = "duties separate"
    DUTIES_COLLIDE = "duties collide"
    OWN_ROLES = "own roles"
    ROLES_INCOMPATIBLE = "roles incompatible"
    LOGIN_TAKEN = "login taken"

    # what may follow what
    MOVE_POSSIBLE = "move possible"
    MOVE_IMPOSSIBLE = "move impossible"
    REASON_GIVEN = "reason given"
    REASON_MISSING = "reason missing"
    DAY_IN_FUTURE = "day in future"
    DAY_NOT_TODAY = "day not today"
    FISCAL_YEAR_OVER = "fiscal year over"
    DAY_BEFORE_LAST_MOVE = "day before last move"

    # what an act needs
    EVIDENCE_COMPLETE = "evidence complete"
    EVIDENCE_MISSING = "evidence missing"
    PREDECESSOR_OPEN = "predecessor open"
    CRITERIA_JUDGED = "criteria judged"
    CRITERIA_UNJUDGED = "criteria unjudged"
    VERDICT_CONTRADICTS_MEASURE = "verdict contradicts measure"
    LEVEL_SKIPPED = "level skipped"
    LEVEL_NOT_ON_SCALE = "level not on scale"
    ABOVE_LOWER_RUNG = "above lower rung"
    COUNT_FALLS = "count falls"
    EVIDENCE_REPEATED = "evidence repeated"

    # what a new grant or programme must be before it is entered
    INSTALMENTS_ABOVE_AWARD = "instalments above award"
    SHARES_DO_NOT_SUM = "shares do not sum"
    NO_SINGLE_LEAD = "no single lead"
    MILESTONES_IN_A_CIRCLE = "milestones in a circle"
    LEVEL_SKIPPED_IN_PLAN = "level skipped in plan"
    LEVEL_OUTSIDE_ELEMENT = "level outside element"
    DAY_OUTSIDE_GRANT = "day outside grant"
    NO_CRITERION = "no criterion"
    CONDITION_ABOVE_COMMITMENT = "condition above commitment"
    REFERS_TO_NOTHING = "refers to nothing"
    CODE_REPEATED = "code repeated"
    AWARD_BELOW_ZERO = "award below zero"
    STANDING_OFFERED = "standing offered"
    STORED_DIFFERENTLY = "stored differently"
    PERSON_KNOWN = "person known"
    FISCAL_YEAR_DIFFERS = "fiscal year differs"
