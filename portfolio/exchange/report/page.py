"""The report as one web page: nothing is loaded, nothing runs, text from data stays text."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from portfolio.exchange.account import account_of
from portfolio.exchange.report.charts import drawn
from portfolio.exchange.report.content import Beside, Charts, Grid
from portfolio.exchange.report.gathering import report_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from portfolio.exchange.columns import Review
    from portfolio.exchange.report.content import Block, Heading, Line, Report, Section
    from portfolio.exchange.shown import Json
    from portfolio.wording.language import Language

_STYLE_SHEET = "page.css"
_DENSE = 11  # columns of a table with smaller letters
_ACCOUNT = re.compile(
    rb'<script type="application/json" id="portfolio-account">(.*?)</script>', re.DOTALL
)


def write_html(review: Review, place: Path, language: Language) -> None:
    """Write the page, section by section."""
    account = account_of(review, "html", language)
    with place.open("x", encoding="utf-8", newline="\n") as file:
        for part in _page(report_of(review, language), account):
            file.write(part)


def read_account(content: bytes) -> dict[str, Json] | None:
    """Return what a page says of itself, or None where it is no such page."""
    found = _ACCOUNT.search(content)
    if found is None:
        return None
    try:
        account = json.loads(found[1])
    except ValueError:
        return None
    return account if isinstance(account, dict) else None


def _page(report: Report, account: dict[str, Json]) -> Iterator[str]:
    title = escape(f"{report.title} · {report.snapshot}")
    style = _style(report.footer)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    yield (
        f'<!DOCTYPE html>\n<html lang="{report.language.value}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        f"style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    )
    yield from _head(report)
    yield "<main>\n"
    for section in report.sections:
        yield from _section(section)
    yield f"</main>\n<footer><p>{escape(report.footer)}</p></footer>\n"
    # A data block is never run; '<' written as \u003c cannot end it.
    said = json.dumps(account, ensure_ascii=False).replace("<", "\\u003c")
    yield f'<script type="application/json" id="portfolio-account">{said}</script>\n'
    yield "</body>\n</html>\n"


def _style(footer: str) -> str:
    """Return the style sheet, with the line at the foot of every printed page."""
    sheet = files(__package__).joinpath(_STYLE_SHEET).read_text(encoding="utf-8")
    said = "".join(c if c.isalnum() or c in " ·-:" else f"\\{ord(c):x} " for c in footer)
    return f'{sheet}@page {{ @bottom-left {{ content: "{said}" }} }}\n'


def _head(report: Report) -> Iterator[str]:
    yield f'<header>\n<h1>{escape(report.title)}</h1>\n<p class="subtitle">'
    yield f"{escape(report.subtitle)}</p>\n"
    if report.warning is not None:
        yield f'<p class="warning" role="note">{escape(report.warning)}</p>\n'
    yield '<dl class="facts">\n'
    for name, said in report.facts:
        yield f"<dt>{escape(name)}</dt><dd>{escape(said)}</dd>\n"
    yield "</dl>\n"
    for note in report.notes:
        yield f'<p class="notes">{escape(note)}</p>\n'
    yield f'<nav aria-label="{escape(report.contents)}"><ol>\n'
    for section in report.sections:
        yield f'<li><a href="#{section.name}">{escape(section.title)}</a></li>\n'
    yield "</ol></nav>\n</header>\n"


def _section(section: Section) -> Iterator[str]:
    name = f"{section.name}-title"
    yield f'<section id="{section.name}" aria-labelledby="{name}">\n'
    yield f'<h2 id="{name}">{escape(section.title)}</h2>\n'
    for block in section.blocks:
        yield from _block(block)
    yield "</section>\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case str():
            yield f"<p>{escape(block)}</p>\n"
        case Charts():
            yield '<div class="pair">\n' if block.beside > 1 else ""
            for chart in block.charts:
                yield f"<figure><figcaption>{escape(chart.title)}</figcaption>\n"
                yield f"{drawn(chart, 'inherit')}</figure>\n"
            yield "</div>\n" if block.beside > 1 else ""
        case Grid():
            yield from _table(block)
        case Beside():
            yield '<div class="pair">\n'
            for grid in block.grids:
                yield "<div>\n"
                yield from _table(grid)
                yield "</div>\n"
            yield "</div>\n"


def _table(grid: Grid) -> Iterator[str]:
    dense = ' class="dense"' if len(grid.headings) > _DENSE else ""
    caption = escape(grid.caption)
    yield f"<h3>{caption}</h3>\n"
    yield f'<div class="wide"><table{dense} aria-label="{caption}">\n<thead><tr>'
    for heading in grid.headings:
        kind = ' class="n"' if heading.is_number else ""
        yield f'<th scope="col"{kind}>{escape(heading.text)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    yield from _rows(grid.headings, grid.rows(), grid.empty)
    yield "</tbody>\n</table></div>\n"
    for note in grid.notes:
        yield f'<p class="notes">{escape(note)}</p>\n'


def _rows(headings: tuple[Heading, ...], lines: Iterable[Line], empty: str) -> Iterator[str]:
    group, number = "", 0
    for number, line in enumerate(lines, start=1):  # noqa: B007  # none means an empty table
        if line.group != group:
            group = line.group
            span = len(headings)
            yield f'<tr><th scope="rowgroup" colspan="{span}">{escape(group)}</th></tr>\n'
        first, *others = (
            (heading, escape(cell).replace("\n", "<br>"))
            for heading, cell in zip(headings, line.cells, strict=True)
        )
        yield f'<tr><th scope="row" class="{_class(first[0])}">{first[1]}</th>'
        for heading, said in others:
            yield f'<td class="{_class(heading)}">{said}</td>'
        yield "</tr>\n"
    if not number:
        yield f'<tr><td colspan="{len(headings)}">{escape(empty)}</td></tr>\n'


def _class(heading: Heading) -> str:
    if heading.is_number:
        return "n"
    return f"s{heading.share}" if heading.share else "k"
