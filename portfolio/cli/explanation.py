"""Why an instalment is payable or not: every finding in words, and what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.cli.as_json import said
from portfolio.cli.exit_codes import finding_lines, next_lines
from portfolio.cli.portfolio_lists import named
from portfolio.cli.render import paragraph
from portfolio.wording import amount, day, exhibit, label, word
from portfolio.wording.commands import phrase

if TYPE_CHECKING:
    from portfolio.domain.milestone import Evidence
    from portfolio.domain.reskilling import ReskillingReport
    from portfolio.domain.rules.payout import Entitlement
    from portfolio.reports.dossier import Dossier
    from portfolio.wording.language import Language


def explanation_json(found: Dossier, weighed: Entitlement, language: Language) -> dict[str, object]:
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
        "share": weighed.share,
        "earned_minor": weighed.earned_minor,
        "payable_minor": weighed.payable_minor,
        "reasons": [f.reason.value for f in weighed.obstacles],
        "findings": [said(f, language) for f in weighed.findings],
        "exhibits": list(_exhibits(found, weighed)),
    }


def _exhibits(found: Dossier, weighed: Entitlement) -> tuple[Evidence | ReskillingReport, ...]:
    """Return what the findings relied on."""
    return found.file.exhibits(code for f in weighed.findings for code in f.evidence)


def explanation_lines(found: Dossier, weighed: Entitlement, language: Language) -> list[str]:
    """Return what is payable, every finding with its mark, and the next steps."""
    case = weighed.case
    instalment = found.file.instalment(case.subject.rpartition("/")[2])
    title = named(instalment, "title", language)
    figures = {
        "scheduled": amount(case.scheduled_minor, case.currency, language),
        "share": f"{weighed.share.numerator}/{weighed.share.denominator}",
        "earned": amount(weighed.earned_minor, case.currency, language),
        "taken": amount(case.taken_minor, case.currency, language),
    }
    payable = amount(weighed.payable_minor, case.currency, language)
    lines = [
        *paragraph(f"{case.subject}  {title}"),
        *paragraph(
            f"{label('seal.as_of', language)} {day(case.as_of, language)}  "
            f"{word(case.policy, language)}  {label(f'basis.{instalment.basis}', language)}"
        ),
        *paragraph(phrase("line.entitlement", language).format(**figures)),
        *paragraph(phrase("line.payable", language).format(amount=payable)),
        "",
        f"{label('part.findings', language)}:",
        *finding_lines(weighed.findings, language),
    ]
    relied_on = [exhibit(each, language) for each in _exhibits(found, weighed)]
    if relied_on:
        lines += ["", f"{label('part.evidence', language)}:"]
    for code, line in relied_on:
        lines += paragraph(line, first=f"  {code} ", rest=" " * (len(code) + 3))
    if weighed.obstacles:
        return [*lines, "", *next_lines(weighed.obstacles, language)]
    return [*lines, "", label("result.nothing_in_the_way", language)]
