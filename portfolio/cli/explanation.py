"""Why an instalment is payable or not, on one page, in the order in which a person would ask.

How much now, and why; what is kept back and until when; what is gone or comes back; what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.cli.as_json import said
from portfolio.cli.exit_codes import finding_lines, step_lines
from portfolio.cli.outcome import turn
from portfolio.cli.portfolio_lists import named
from portfolio.cli.render import paragraph
from portfolio.domain.reason import Effect, Reason
from portfolio.domain.rules.payout import net_of_advances_minor
from portfolio.reports.deadlines import Keeps, deadlines, turns
from portfolio.wording import (
    amount,
    day,
    exhibit,
    fiscal_year,
    label,
    mark,
    next_step,
    waited,
    word,
)
from portfolio.wording.commands import HOLDING, KEPT, phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from portfolio.domain.case import PayoutCase
    from portfolio.domain.finding import Finding
    from portfolio.domain.milestone import Evidence
    from portfolio.domain.reskilling import ReskillingReport
    from portfolio.domain.rules.payout import Entitlement
    from portfolio.reports.deadlines import Deadline
    from portfolio.reports.dossier import Dossier
    from portfolio.wording.language import Language

_ALSO_AT_THE_END = (Reason.GRANT_NOT_PAYABLE, Reason.COVENANT_BREACHED)
_GONE = (Keeps.REDUCED, Keeps.CLAIM_PROPOSED, Keeps.CLAIMED)


def explanation_json(found: Dossier, weighed: Entitlement, language: Language) -> dict[str, object]:
    """Return an entitlement with its findings, and whose turn it is."""
    waiting = turns(found.file, found.programme, weighed)
    return entitlement_json(found, weighed, language) | {"waiting": list(waiting)}


def entitlement_json(found: Dossier, weighed: Entitlement, language: Language) -> dict[str, object]:
    """Return an entitlement with its findings, stored form and words side by side."""
    case = weighed.case
    return {
        "subject": case.subject,
        "as_of": case.as_of,
        "currency": case.currency,
        "policy": case.policy,
        "fiscal_year": case.fiscal_year,
        "scheduled_minor": case.scheduled_minor,
        "taken_minor": case.taken_minor,
        "withheld_minor": weighed.withheld_minor,
        "reduced_minor": case.reduced_minor,
        "open_minor": weighed.open_minor,
        "share": weighed.share,
        "earned_minor": weighed.earned_minor,
        "retained_minor": weighed.retained_minor,
        "payable_minor": weighed.payable_minor,
        "clears_minor": weighed.clears_minor,
        "set_off_minor": weighed.set_off_minor,
        "cash_minor": weighed.cash_minor,
        "reasons": [f.reason.value for f in weighed.obstacles],
        "findings": [said(f, language) for f in weighed.findings],
        "deadlines": list(deadlines(found.file, found.programme, weighed)),
        "exhibits": list(_exhibits(found, weighed)),
    }


def explanation_lines(
    found: Dossier, weighed: Entitlement, language: Language, *, in_full: bool = False
) -> list[str]:
    """Return the page; `in_full` with every condition that holds, and what it relied on."""
    kept = deadlines(found.file, found.programme, weighed)
    withheld = [each for each in kept if each.keeps not in _GONE]
    gone = [each for each in kept if each.keeps in _GONE]
    return [
        *_how_much(found, weighed, language),
        *(_found_in_full(found, weighed, language) if in_full else _found(weighed, language)),
        *_under("explain.withheld", withheld, weighed, language),
        *_under("explain.gone", gone, weighed, language),
        *_what_next(found, weighed, language),
    ]


def _how_much(found: Dossier, weighed: Entitlement, language: Language) -> Iterator[str]:
    """Say what it is, what can be paid now, and where the rest of it is."""
    case = weighed.case
    instalment = found.file.instalment(case.subject.rpartition("/")[2])

    def money(minor: int) -> str:
        return amount(minor, case.currency, language)

    basis = label(f"basis.{instalment.basis}", language)
    yield from paragraph(f"{case.subject}  {named(instalment, 'title', language)} {basis}")
    yield from paragraph(
        f"{label('seal.as_of', language)} {day(case.as_of, language)}  "
        f"{word(case.policy, language)}  {fiscal_year(instalment.fiscal_year, language)}"
    )
    payable = phrase("line.payable", language).format(amount=money(weighed.payable_minor))
    counts = {"standing": len(weighed.obstacles), "count": len(weighed.findings)}
    why = "dialog.standing" if weighed.obstacles else "result.nothing_in_the_way"
    payable += language.of((" ", "")) + label(why, language).format(**counts)
    if weighed.payable_minor != weighed.cash_minor:
        payable += phrase("line.payable_parts", language).format(
            clears=money(weighed.clears_minor),
            set_off=money(weighed.set_off_minor),
            cash=money(weighed.cash_minor),
        )
    yield from paragraph(payable)
    yield from paragraph(
        phrase("line.entitlement", language).format(
            scheduled=money(case.scheduled_minor),
            earned=money(weighed.earned_minor),
            share=f"{weighed.share.numerator}/{weighed.share.denominator}",
        )
    )
    yield from paragraph(
        phrase("line.parts", language).format(
            taken=money(case.taken_minor),
            withheld=money(weighed.withheld_minor),
            reduced=money(case.reduced_minor),
            open=money(weighed.open_minor),
        )
    )


def _found(weighed: Entitlement, language: Language) -> Iterator[str]:
    """Yield what is in the way or reduces in full, and in a few lines what holds.

    What is only kept back is told below, with its clocks.
    """
    elsewhere = (Effect.SATISFIES, Effect.WITHHOLDS)
    told = [f for f in weighed.findings if f.effect not in elsewhere]
    yield from ("", f"{label('part.findings', language)}:")
    yield from finding_lines(sorted(told, key=lambda f: not f.stands_in_the_way), language)
    holding = language.of(("; ", "、")).join(_holding(weighed, language))
    yield from paragraph(
        f"{holding}{language.of(('.', '。'))}",
        first=f"  {mark(Effect.SATISFIES, language)} ", rest=" " * 7,
    )  # fmt: skip


def _holding(weighed: Entitlement, language: Language) -> Iterator[str]:
    """Yield each condition that holds in a few words, with the parts of the grant it holds of."""
    of: dict[Reason, dict[str, None]] = {}
    for f in weighed.findings:
        if f.effect is Effect.SATISFIES:
            parts = of.setdefault(f.reason, {})
            if "/" in f.subject and f.subject != weighed.case.subject:
                parts[f.subject.partition("/")[2]] = None
    for reason, parts in of.items():
        named_of = language.of((" ({})", "（{}）")).format(", ".join(parts)) if parts else ""
        yield language.of(HOLDING[reason]) + named_of


def _found_in_full(found: Dossier, weighed: Entitlement, language: Language) -> Iterator[str]:
    """Yield every finding in full, and the documents they relied on."""
    yield from ("", f"{label('part.findings', language)}:")
    yield from finding_lines(weighed.findings, language)
    relied_on = [exhibit(each, language) for each in _exhibits(found, weighed)]
    if relied_on:
        yield from ("", f"{label('part.evidence', language)}:")
    for code, line in relied_on:
        yield from paragraph(line, first=f"  {code} ", rest=" " * (len(code) + 3))


def _exhibits(found: Dossier, weighed: Entitlement) -> tuple[Evidence | ReskillingReport, ...]:
    """Return what the findings relied on."""
    return found.file.exhibits(code for f in weighed.findings for code in f.evidence)


def _under(
    heading: str, kept: Iterable[Deadline], weighed: Entitlement, language: Language
) -> Iterator[str]:
    """Yield what is kept back or gone under its heading; nothing where nothing is."""
    for number, each in enumerate(kept):
        if number == 0:
            yield from ("", f"{phrase(heading, language)}:")
        yield from paragraph(_kept(each, weighed, language), first="  - ", rest="    ")


def _kept(each: Deadline, weighed: Entitlement, language: Language) -> str:
    """Return in words what is kept, by what, and until when."""
    case, minor, on = weighed.case, each.amount_minor, each.on
    return language.of(KEPT[each.keeps]).format(
        code=each.code,
        of=each.of,
        amount="" if minor is None else _gross_and_net(each.keeps, minor, case, language),
        on="" if on is None else day(on, language),
        when="" if on is None else _when(each.keeps, on, case.as_of, language),
    )


def _gross_and_net(keeps: Keeps, minor: int, case: PayoutCase, language: Language) -> str:
    """Return an amount; of a suspended one also what is left once advances are cleared from it."""
    gross = amount(minor, case.currency, language)
    net_minor = net_of_advances_minor(case, minor)
    if keeps not in (Keeps.SUSPENDED, Keeps.REDUCTION_ANNOUNCED) or net_minor == minor:
        return gross
    net = amount(net_minor, case.currency, language)
    return gross + phrase("line.net", language).format(amount=net)


def _when(keeps: Keeps, on: date, today: date, language: Language) -> str:
    """Return how far away a day is; of one that is over, how long."""
    away = waited(on, today, language)
    if on >= today:
        return away
    over = "line.since" if keeps is Keeps.REDUCTION_ANNOUNCED else "due.late"
    return phrase(over, language).format(days=away)


def _what_next(found: Dossier, weighed: Entitlement, language: Language) -> list[str]:
    """Return what is to be done next and by whom: about obstacles, then whose turn it is."""
    steps = [step for f in _to_be_dealt_with(weighed) if (step := next_step(f, language))]
    steps += [
        turn(each.act, each.code, each.role, language)
        for each in turns(found.file, found.programme, weighed)
    ]
    return ["", *step_lines(steps, language)] if steps else []


def _to_be_dealt_with(weighed: Entitlement) -> Iterator[Finding]:
    """Yield the obstacles that ask for a step of their own.

    A level that is short is reached when its milestone is met; where nothing is paid on a grant
    any more, nothing has to be shown for it either.
    """
    obstacles = weighed.obstacles
    over = any(f.reason is Reason.GRANT_NOT_PAYABLE for f in obstacles)
    unmet = {f.subject for f in obstacles if f.reason is Reason.MILESTONE_NOT_MET}
    for f in obstacles:
        covered = f"{weighed.case.grant}/{f.facts.get('milestone')}" in unmet
        if f.reason in _ALSO_AT_THE_END or not (over or covered):
            yield f
