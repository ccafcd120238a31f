"""The sheets of a budget review: which columns each has, in which order, how wide."""

from __future__ import annotations

from enum import StrEnum

from portfolio.exchange.columns import Column, Kind, Sheet


class ExceptionKind(StrEnum):
    """What a budget reviewer has to be told without asking."""

    HOLD = "hold"
    VETOED = "vetoed"
    TERMINATED = "grant terminated"
    OVERDUE_MILESTONE = "overdue milestone"
    OVERDUE_COMMITMENT = "overdue commitment"
    REVERSED = "milestone reversed"
    WAIVED = "condition waived"
    SUSPENDED = "money suspended"
    TAKEN_AWAY = "money reduced"
    BREACHED = "covenant breached"
    WRITTEN_OFF = "claim written off"
    ADVANCE = "paid in advance"
    REDUCED = "reduced payout"
    BELOW_ENTITLEMENT = "payout below entitlement"
    SENT_BACK = "payout sent back"
    CANCELLED = "payout cancelled"
    FAILED = "payment failed"
    FUND_ABOVE_NEED = "fund above need"
    ABOVE_BUDGET = "awards above budget"
    OVERSPENT = "bound above budget"


class ChangeKind(StrEnum):
    """What a decision did, in the words of a budget review."""

    AWARDED = "awarded"
    CONFIRMED = "confirmed"
    PAID = "paid"
    FAILED = "payment failed"
    CANCELLED = "cancelled"
    WITHHELD = "withheld"
    RELEASED = "released"
    REDUCED = "reduced"
    HELD = "held"
    LIFTED = "hold lifted"
    AMENDED = "amended"
    WAIVED = "waived"
    WAIVER_ENDED = "waiver revoked"
    SLIPPED = "slipped"
    MET = "milestone met"
    REVERSED = "reversed"
    LAPSED = "lapsed"
    CLAIMED = "claimed back"
    RETURNED = "returned"
    WRITTEN_OFF = "written off"
    BREACHED = "breached"
    VETOED = "vetoed"
    TERMINATED = "terminated"
    FIXED = "amount fixed"


class BudgetEntry(StrEnum):
    """What one entry of a fiscal year's budget is; the first four are kinds of appropriation."""

    INITIAL = "initial"
    SUPPLEMENTARY = "supplementary"
    CARRIED_IN = "carried in"
    RESERVE = "reserve"
    CARRIED_OUT_APPROVED = "carried out, approved"
    CARRIED_OUT_UNAVOIDABLE = "carried out, unavoidable"
    CARRIED_OUT = "carried out"
    SPENT_OUTSIDE = "spent outside"
    REQUESTED = "asked for"


class Scope(StrEnum):
    """Of what a figure is."""

    PROGRAMME = "programme"
    YEAR = "fiscal year"
    GRANT = "grant"


class Figure(StrEnum):
    """A total that is added up in several ways or compared; it is called what its column is."""

    COMMITTED = "committed"
    CONFIRMED = "confirmed"
    PAID = "paid"
    PAYABLE_NOW = "payable_now"
    AT_RISK = "at_risk"
    OVERDUE = "overdue"
    WITHHELD = "withheld"
    RETURNED = "returned"
    BUDGET = "budget"
    EXECUTED = "executed"
    CARRIED_OUT = "carried_out"


def _text(key: str, label: str, width: int) -> Column:
    return Column(key, f"column.{label}", Kind.TEXT, width)


def _name(key: str, label: str, width: int) -> Column:
    return Column(key, f"column.{label}", Kind.NAME, width)


def _amount(key: str, label: str) -> Column:
    return Column(key, f"column.{label}", Kind.AMOUNT, 19)


def _count(key: str, label: str) -> Column:
    return Column(key, f"column.{label}", Kind.COUNT, 11)


def _day(key: str, label: str) -> Column:
    return Column(key, f"column.{label}", Kind.DAY, 12)


def _moment(key: str, label: str) -> Column:
    return Column(key, f"column.{label}", Kind.MOMENT, 21)


_CURRENCY = _text("currency", "currency", 10)
_GRANT = _text("grant", "grant", 18)
_PROGRAMME = _text("programme", "programme", 15)
_YEAR = Column("fiscal_year", "column.fiscal_year", Kind.YEAR, 8)
_ORIGIN = (_text("basis", "basis", 17), _text("source", "source", 32))

_LEVERAGE = Column("leverage", "column.leverage", Kind.RATE, 11)

_STANDING = (
    _amount("award_minor", "committed"),
    _amount("confirmed_minor", "confirmed"),
    _amount("paid_minor", "paid"),
    _amount("payable_minor", "payable_now"),
    _amount("at_risk_minor", "at_risk"),
    _amount("overdue_minor", "overdue"),
    _amount("withheld_minor", "withheld"),
    _amount("returned_minor", "returned"),
    _amount("raised_minor", "private_raised"),
    _LEVERAGE,
)

SUMMARY = Sheet("summary", "sheet.summary", (_CURRENCY, *_STANDING))

CHECKS = Sheet("checks", "sheet.checks", (
    _CURRENCY, _text("figure", "figure", 16), _amount("grants_minor", "sum_of_grants"),
    _amount("programmes_minor", "sum_of_programmes"), _amount("years_minor", "sum_of_years"),
    _amount("records_minor", "sum_of_records"), _text("agrees", "agrees", 10),
))  # fmt: skip

PROGRAMMES = Sheet("programmes", "sheet.programmes", (
    _text("code", "programme", 15), _name("title", "title", 34), _text("agency", "agency", 12),
    _count("grants", "grants"), _CURRENCY, *_STANDING, *_ORIGIN,
))  # fmt: skip

POSITION = Sheet("position", "sheet.position", (
    _PROGRAMME, _YEAR, _text("instrument", "instrument", 11), _text("account", "account", 22),
    _CURRENCY, _amount("initial_minor", "initial"),
    _amount("supplementary_minor", "supplementary"), _amount("carried_in_minor", "carried_in"),
    _amount("reserve_minor", "reserve"), _amount("budget_minor", "budget"),
    _amount("awarded_minor", "awarded"), _amount("planned_minor", "planned"),
    _amount("confirmed_minor", "confirmed"), _amount("paid_minor", "paid"),
    _amount("outside_minor", "paid_outside"), _amount("executed_minor", "executed"),
    _amount("carried_out_approved_minor", "carried_out_approved"),
    _amount("carried_out_unavoidable_minor", "carried_out_unavoidable"),
    _amount("carried_out_not_stated_minor", "carried_out_not_stated"),
    _amount("left_minor", "left"), _amount("unused_minor", "unused"),
    Column("execution_rate", "column.execution_rate", Kind.RATE, 11),
    _amount("requested_minor", "requested_next"), _text("approvals", "approvals", 24),
    _text("basis", "basis", 17), _text("source", "source", 56),
), held=2)  # fmt: skip

BUDGET = Sheet("budget", "sheet.budget", (
    _PROGRAMME, _YEAR, _text("kind", "budget_kind", 18),
    _count("supplementary", "supplementary_no"), _text("instrument", "instrument", 11),
    _text("account", "account", 22), _CURRENCY, _amount("amount_minor", "amount"),
    _day("decided_on", "decided"), _text("approval_reference", "approvals", 20), *_ORIGIN,
), held=2)  # fmt: skip

COMMITTED_AHEAD = Sheet("multi-year", "sheet.multi-year", (
    _PROGRAMME, _YEAR, _CURRENCY, _amount("awarded_minor", "awarded"),
    _amount("planned_minor", "planned"), _amount("beyond_minor", "beyond"),
    _amount("unpaid_minor", "unpaid"), _amount("left_minor", "left"),
    _amount("uncovered_minor", "uncovered"), _text("basis", "basis", 15),
), held=2)  # fmt: skip

FLOW = Sheet("flow", "sheet.flow", (
    _PROGRAMME, _GRANT, _text("step", "step", 14), _text("giver", "giver", 22),
    _text("receiver", "receiver", 26), Column("share", "column.share", Kind.SHARE, 9), _CURRENCY,
    _amount("handed_minor", "handed"), _amount("earned_minor", "earned"),
    _amount("not_earned_minor", "not_earned"), _text("basis", "basis", 15),
), held=2)  # fmt: skip

FUNDS = Sheet("funds", "sheet.funds", (
    _PROGRAMME, _text("agency", "agency", 14), _day("balance_on", "balance_on"), _CURRENCY,
    _amount("balance_minor", "fund_balance"), _amount("need_minor", "need"),
    Column("ratio", "column.holding_ratio", Kind.RATE, 11), _text("above", "above_need", 10),
    *_ORIGIN,
))  # fmt: skip

GRANTS = Sheet("grants", "sheet.grants", (
    _text("code", "grant", 18), _text("programme", "programme", 12), _name("title", "title", 30),
    _name("consortium", "consortium", 24), _text("state", "state", 13), _CURRENCY, *_STANDING,
    _amount("fixed_minor", "fixed"), _text("held", "held", 8), *_ORIGIN,
))  # fmt: skip

PROGRESS = Sheet("progress", "sheet.progress", (
    _text("code", "grant", 18), _name("title", "title", 36),
    _text("mission_area", "mission_area", 20), _day("starts_on", "starts"),
    _day("ends_on", "ends"), _count("readiness", "readiness"),
    _count("target_readiness", "target"), _count("milestones_met", "milestones_met"),
    _count("milestones", "milestones"), _count("verified_persons", "verified"),
    _count("promised_persons", "promised"), _day("next_due_on", "next_due"), *_ORIGIN,
))  # fmt: skip

AWARDS = Sheet("awards", "sheet.awards", (
    _GRANT, _count("number", "number"), _day("decided_on", "decided"), _YEAR,
    _text("instrument", "instrument", 14), _CURRENCY, _amount("grant_minor", "grant_amount"),
    _amount("other_minor", "other_instruments"), *_ORIGIN, _day("source_on", "source_on"),
), held=2)  # fmt: skip

MILESTONES = Sheet("milestones", "sheet.milestones", (
    _GRANT, _text("code", "milestone", 11), _name("title", "title", 34),
    _text("element", "element", 12), _text("scale", "scale", 10), _count("level", "level"),
    _count("level_reached", "level_reached"), _day("baseline_due_on", "baseline"),
    _day("due_on", "due"), _text("state", "state", 12),
    Column("share_met", "column.share_met", Kind.SHARE, 9), _count("late_days", "late_days"),
    _text("criteria", "criteria", 42), *_ORIGIN,
), held=2)  # fmt: skip

RESKILLING = Sheet("reskilling", "sheet.reskilling", (
    _GRANT, _text("code", "commitment", 12), _text("member", "member", 14),
    _name("title", "title", 34), _text("rung", "rung", 12), _count("persons", "promised"),
    _count("reported_persons", "reported"), _count("verified_persons", "verified"),
    _count("short_by", "short_by"), _day("due_on", "due"), _count("late_days", "late_days"),
    *_ORIGIN,
), held=2)  # fmt: skip

INSTALMENTS = Sheet("instalments", "sheet.instalments", (
    _GRANT, _text("code", "instalment", 11), _name("title", "title", 30), _YEAR,
    _day("planned_on", "planned_on"), _text("policy", "policy", 16), _CURRENCY,
    _amount("amount_minor", "scheduled"), _amount("earned_minor", "earned"),
    _amount("confirmed_minor", "confirmed"), _amount("paid_minor", "paid"),
    _amount("returned_minor", "returned"), _amount("withheld_minor", "withheld"),
    _amount("retained_minor", "retained"), _amount("reduced_minor", "reduced"),
    _amount("open_minor", "open"), _amount("payable_minor", "payable_now"),
    _day("payable_since", "payable_since"), _day("gate_due_on", "gate_due"),
    _text("held", "held", 8), _text("conditions", "conditions", 40), *_ORIGIN,
), held=2)  # fmt: skip

PAYOUTS = Sheet("payouts", "sheet.payouts", (
    _GRANT, _text("code", "payout", 9), _text("instalment", "instalment", 11), _YEAR,
    _text("kind", "kind", 10), _text("state", "state", 13), _CURRENCY,
    _amount("entitled_minor", "entitled"), _amount("amount_minor", "amount"),
    _amount("clears_minor", "clears"), _amount("set_off_minor", "set_off"),
    _amount("cash_minor", "cash"), _amount("charge_minor", "charge"),
    _amount("cleared_minor", "cleared"), _day("clear_by", "clear_by"),
    _text("proposed_by", "proposed_by", 14),
    _moment("proposed_at", "proposed_at"), _text("confirmed_by", "confirmed_by", 14),
    _moment("confirmed_at", "confirmed_at"), _text("settled_by", "settled_by", 14),
    _moment("settled_at", "settled_at"), _text("payment_reference", "reference", 36), *_ORIGIN,
), held=2)  # fmt: skip

SUSPENSIONS = Sheet("suspensions", "sheet.suspensions", (
    _GRANT, _text("code", "suspension", 12), _text("instalment", "instalment", 11),
    _text("state", "state", 13), _text("withheld_from", "withheld_from", 11), _CURRENCY,
    _amount("amount_minor", "suspended"), _amount("released_minor", "released"),
    _amount("reduced_minor", "reduced"), _amount("withheld_minor", "withheld"),
    _day("opened_on", "since"), _day("cure_due_on", "cure_due"),
    _day("announced_on", "announced"), _day("reduce_from", "reduce_from"),
    _text("reason", "reason", 26), *_ORIGIN,
), held=2)  # fmt: skip

RECOVERIES = Sheet("recoveries", "sheet.recoveries", (
    _GRANT, _text("code", "recovery", 10), _text("payout", "payout", 9),
    _text("ground", "ground", 17), _text("covenant", "covenant", 11), _text("state", "state", 13),
    _CURRENCY, _amount("principal_minor", "principal"), _amount("returned_minor", "returned"),
    _amount("interest_minor", "interest"), _amount("owed_minor", "owed_now"),
    _day("interest_from", "interest_from"), _day("due_on", "due"),
    _text("authority", "authority", 24), _text("reason", "reason", 36),
    _text("proposed_by", "proposed_by", 14), _text("confirmed_by", "confirmed_by", 14), *_ORIGIN,
), held=2)  # fmt: skip

WAIVERS = Sheet("waivers", "sheet.waivers", (
    _GRANT, _text("code", "waiver", 9), _text("instalment", "instalment", 11),
    _text("condition", "condition", 13), _text("condition_code", "code", 11),
    _text("state", "state", 13), _day("effective_on", "effective"),
    _day("expires_on", "expires"), _day("ended_on", "ended"), _text("authority", "authority", 24),
    _text("reason", "reason", 36), _text("proposed_by", "proposed_by", 14),
    _text("confirmed_by", "confirmed_by", 14), *_ORIGIN,
), held=2)  # fmt: skip

AMENDMENTS = Sheet("amendments", "sheet.amendments", (
    _GRANT, _text("code", "amendment", 11), _count("number", "number"),
    _name("title", "title", 30), _text("state", "state", 13), _text("what", "changes", 18),
    _text("subject", "subject", 12), _text("old", "from", 18), _text("new", "to", 18),
    _day("effective_on", "effective"), _text("reason", "reason", 36),
    _text("proposed_by", "proposed_by", 14), _text("confirmed_by", "confirmed_by", 14),
    _text("source", "source", 36),
), held=2)  # fmt: skip

COVENANTS = Sheet("covenants", "sheet.covenants", (
    _GRANT, _text("code", "covenant", 11), _text("member", "member", 14),
    _text("kind", "kind", 18), _name("title", "title", 34), _text("state", "state", 13),
    _day("starts_on", "starts"), _day("until_on", "until"), _day("attested_until", "attested"),
    _day("attestation_due_on", "next_attestation"), *_ORIGIN,
), held=2)  # fmt: skip

ATTESTATIONS = Sheet("attestations", "sheet.attestations", (
    _GRANT, _text("code", "attestation", 12), _text("covenant", "covenant", 11),
    _day("kept_until", "kept_until"), _day("received_on", "received"),
    _text("document", "document", 30), _text("document_sha256", "hash", 35),
    _text("recorded_by", "recorded_by", 14),
), held=2)  # fmt: skip

SCREENINGS = Sheet("screenings", "sheet.screenings", (
    _GRANT, _text("code", "screening", 11), _text("member", "member", 14),
    _text("state", "state", 13), _day("valid_until", "valid_until"),
    _text("conditions", "conditions", 40), _day("moved_on", "since"),
    _text("requested_by", "requested_by", 14), _text("decided_by", "decided_by", 14),
    _moment("decided_at", "decided_at"),
), held=2)  # fmt: skip

ASSIGNMENTS = Sheet("assignments", "sheet.assignments", (
    _GRANT, _text("role", "role", 18), _text("person", "assigned_to", 14),
    _text("assigned_by", "assigned_by", 14), _day("assigned_on", "assigned_on"),
), held=2)  # fmt: skip

CO_FUNDING = Sheet("co-funding", "sheet.co-funding", (
    _GRANT, _text("code", "co_funding", 11), _text("member", "member", 14),
    _name("title", "title", 34), _day("due_on", "due"), _CURRENCY,
    _amount("promised_minor", "promised_money"), _amount("reported_minor", "reported_money"),
    _amount("raised_minor", "raised"), _LEVERAGE, _count("late_days", "late_days"), *_ORIGIN,
), held=2)  # fmt: skip

COSTS = Sheet("costs", "sheet.costs", (
    _GRANT, _text("code", "cost", 9), _text("instalment", "instalment", 11),
    _text("member", "member", 14), _text("kind", "kind", 14), _text("key", "key", 20),
    _text("title", "title", 30), _text("state", "state", 13), _CURRENCY,
    _amount("amount_minor", "amount"), _day("incurred_on", "incurred"),
    _text("document", "document", 30), _text("claimed_by", "claimed_by", 14),
    _text("decided_by", "decided_by", 14),
), held=2)  # fmt: skip

PAST_PAYMENTS = Sheet("past-payments", "sheet.past-payments", (
    _GRANT, _count("number", "number"), _day("paid_on", "paid_on"), _CURRENCY,
    _amount("amount_minor", "amount"), _text("reference", "reference", 20), *_ORIGIN,
), held=2)  # fmt: skip

CHANGES = Sheet("changes", "sheet.changes", (
    _text("kind", "change", 15), _text("subject", "subject", 18), _name("title", "title", 30),
    _day("effective_on", "effective"), _CURRENCY, _amount("amount_minor", "amount"),
    _text("before", "from", 12), _text("after", "to", 12), _text("people", "decided_by", 30),
    _text("role", "role", 14), _text("act", "act", 16), _text("reason", "reason", 40),
    _moment("recorded_at", "when"), _count("entry", "entry"),
), held=2)  # fmt: skip

DIFFERENCES = Sheet("differences", "sheet.differences", (
    _text("scope", "scope", 12), _text("subject", "subject", 26), _text("figure", "figure", 16),
    _CURRENCY, _amount("before_minor", "before"), _amount("after_minor", "after"),
    _amount("difference_minor", "difference"),
), held=2)  # fmt: skip

EXCEPTIONS = Sheet("exceptions", "sheet.exceptions", (
    _text("kind", "exception", 17), _PROGRAMME, _text("subject", "subject", 18),
    _name("title", "title", 26), _text("state", "state", 13), _day("since", "since"), _CURRENCY,
    _amount("amount_minor", "amount"), _amount("entitled_minor", "entitled"),
    _text("reason", "reason", 30), _text("findings", "finding", 30), *_ORIGIN,
))  # fmt: skip

JOURNAL = Sheet("journal", "sheet.journal", (
    _text("stream", "stream", 26), _count("seq", "entry"), _moment("recorded_at", "when"),
    _day("effective_on", "effective"), _text("actor", "actor", 14), _text("role", "role", 14),
    _text("act", "act", 16), _text("subject", "subject", 18), _text("from_state", "from", 13),
    _text("to_state", "to", 13), _CURRENCY, _amount("amount_minor", "amount"), _YEAR,
    _text("reason", "reason", 28), _text("hash", "hash", 35),
), held=2)  # fmt: skip

SHEETS = (
    SUMMARY, CHECKS, PROGRAMMES, POSITION, BUDGET, COMMITTED_AHEAD, FLOW, FUNDS, GRANTS, PROGRESS,
    AWARDS, MILESTONES, RESKILLING, CO_FUNDING, INSTALMENTS, PAYOUTS, PAST_PAYMENTS, COSTS,
    SUSPENSIONS, RECOVERIES, WAIVERS, AMENDMENTS, COVENANTS, ATTESTATIONS, SCREENINGS, ASSIGNMENTS,
    EXCEPTIONS, JOURNAL,
)  # fmt: skip
"""Every sheet of a budget review, in the order in which it is read."""
