"""What stands in the blanks of an act from the beginning, and what is said in them.

No limit is set here: a hint says what a rule will ask, and the rule asks it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.gathering import payout_case, terms_in_force
from portfolio.domain.period import add_months
from portfolio.domain.recovery import Ground
from portfolio.domain.reskilling import count_on
from portfolio.domain.rules.advance import advance_left_minor
from portfolio.domain.standing import verified_minor
from portfolio.domain.terms import TermName
from portfolio.domain.transitions import Act
from portfolio.wording import amount, day, label
from tui.pages.facts_of_money import owed_today
from tui.pages.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.dialogs.weighing import Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefill:
    """A value that is written or chosen at first, a hint, and what an empty blank is weighed as."""

    value: str = ""
    hint: str = ""
    stands_in: object = None


NOTHING = Prefill()


def prefill(matter: Matter, name: str) -> Prefill:
    """Return what stands in a blank of an act from the beginning."""
    known = _PREFILLS.get((matter.act, name))
    return known(matter) if known else NOTHING


def _money(matter: Matter, key: str, minor: int) -> str:
    currency = matter.dossier.programme.programme.currency
    said = amount(minor, currency, matter.language)
    return label(key, matter.language).format(amount=said)


def _all_payable(matter: Matter) -> Prefill:
    return Prefill(hint=label("dialog.amount_empty", matter.language))


def _advance(matter: Matter) -> Prefill:
    dossier = matter.dossier
    case = payout_case(dossier.file, dossier.programme, matter.code, as_of=dossier.as_of)
    left = advance_left_minor(case)
    return Prefill(hint=_money(matter, "hint.at_most", left), stands_in=max(1, left))


def _owed(matter: Matter) -> Prefill:
    recovery = matter.dossier.file.recovery(matter.code)
    owed = owed_today(View(matter.dossier, matter.language), recovery).total_minor
    return Prefill(hint=_money(matter, "hint.owed", owed), stands_in=max(1, owed))


def _as_computed(matter: Matter) -> Prefill:
    return Prefill(hint=label("hint.as_computed", matter.language), stands_in=1)


def _likely_ground(matter: Matter) -> Prefill:
    grounds = {"instalment": Ground.REVERSAL, "covenant": Ground.BREACH}
    is_payout = matter.kind == "payout"
    if is_payout and matter.dossier.file.payout(matter.code).is_advance:
        return Prefill(value=Ground.ADVANCE.value)
    return Prefill(value=grounds.get(matter.kind, Ground.IRREGULARITY).value)


def _today(matter: Matter) -> Prefill:
    return Prefill(value=matter.dossier.as_of.isoformat())


def _promised_rung(matter: Matter) -> Prefill:
    return Prefill(value=matter.dossier.file.commitment(matter.code).rung.value)


def _as_many_as_before(matter: Matter) -> Prefill:
    file = matter.dossier.file
    standing = [r for r in file.reports_on(matter.code) if r.is_standing]
    return Prefill(stands_in=max(1, count_on(standing, file.commitment(matter.code).rung)))


def _as_much_as_before(matter: Matter) -> Prefill:
    return Prefill(stands_in=max(1, verified_minor(matter.dossier.file, matter.code)))


def _level_below(matter: Matter) -> Prefill:
    file = matter.dossier.file
    level = file.milestone(matter.code).level
    hint = label("hint.below_level", matter.language).format(level=level)
    return Prefill(hint=hint, stands_in=max(1, level - 1))


def _longest(matter: Matter) -> Prefill:
    dossier = matter.dossier
    terms = terms_in_force(dossier.file, dossier.programme, dossier.as_of, matter.code)
    months = terms.count(TermName.WAIVER_MONTHS)
    if months is None:
        return NOTHING
    latest = day(add_months(dossier.as_of, months), matter.language)
    return Prefill(hint=label("hint.at_latest", matter.language).format(day=latest))


_PREFILLS: dict[tuple[Act, str], Callable[[Matter], Prefill]] = {
    (Act.PROPOSE, "amount_minor"): _all_payable,
    (Act.PROPOSE_ADVANCE, "amount_minor"): _advance,
    (Act.PROPOSE_RECOVERY, "amount_minor"): _as_computed,
    (Act.PROPOSE_RECOVERY, "ground"): _likely_ground,
    (Act.RECORD_REPAYMENT, "amount_minor"): _owed,
    (Act.REPORT, "rung"): _promised_rung,
    (Act.REPORT, "persons"): _as_many_as_before,
    (Act.REPORT, "as_of"): _today,
    (Act.REPORT_FUNDING, "raised_minor"): _as_much_as_before,
    (Act.REPORT_FUNDING, "as_of"): _today,
    (Act.CLAIM_COST, "key"): lambda _: Prefill(stands_in="TO-BE-NAMED"),
    (Act.REVERSE, "level_now"): _level_below,
    (Act.PROPOSE_WAIVER, "expires_on"): _longest,
}
