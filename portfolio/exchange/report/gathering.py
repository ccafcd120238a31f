"""A budget review turned into a report: its head, and its sections in the reader's order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from portfolio.domain.charter import Purpose
from portfolio.domain.text import visible
from portfolio.exchange.report.awards import payouts, programmes
from portfolio.exchange.report.content import Report
from portfolio.exchange.report.departures import departures
from portfolio.exchange.report.facts import facts_of
from portfolio.exchange.report.money import changed, money
from portfolio.exchange.report.progress import readiness, reskilling
from portfolio.exchange.report.source import Source
from portfolio.exchange.report.summary import summary
from portfolio.exchange.report.years import position
from portfolio.wording.figures import day, moment
from portfolio.wording.words import word

if TYPE_CHECKING:
    from portfolio.exchange.columns import Review
    from portfolio.wording.language import Language


def report_of(review: Review, language: Language) -> Report:
    """Return the report of a review. The same review gives the same report."""
    source = Source(review, language)
    facts = facts_of(source)
    about = review.about
    is_demonstration = about.purpose is Purpose.DEMONSTRATION
    sections = (
        summary(source, facts),
        *changed(source),
        position(source),
        money(source),
        programmes(source, facts),
        readiness(source, facts),
        reskilling(source, facts),
        departures(source),
        payouts(source, facts),
    )
    as_of = f"{source.say('seal.as_of')} {day(about.as_of, language)}"
    warning = source.say("report.demonstration") if is_demonstration else None
    marked = f" · {word(about.purpose, language).upper()}" if is_demonstration else ""
    return Report(
        language=language,
        title=source.say("sheet.review"),
        subtitle=source.say("report.subtitle"),
        snapshot=as_of,
        warning=warning,
        facts=_head(source),
        notes=(source.say("basis.legend"), source.say("basis.two")),
        contents=source.say("report.contents"),
        sections=tuple(
            replace(section, title=f"{number}. {section.title}")
            for number, section in enumerate(sections, start=1)
        ),
        footer=f"{as_of}{marked} · {source.say('seal.seal')} {about.seal}",
    )


def _head(source: Source) -> tuple[tuple[str, str], ...]:
    about, language = source.review.about, source.language
    said = (
        ("seal.as_of", day(about.as_of, language)),
        ("seal.recorded", moment(about.recorded_at, "UTC", language)),
        ("review.database", visible(about.subject)),
        ("review.purpose", word(about.purpose, language)),
        ("seal.seal", about.seal),
        ("seal.entries", f"{about.entries:,}"),
        ("review.streams", f"{about.streams:,}"),
        ("review.rules_edition", about.rules_edition),
    )
    return tuple((_capital(source.say(key)), each) for key, each in said)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
