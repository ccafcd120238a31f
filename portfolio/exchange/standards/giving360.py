"""A 360Giving 1.4 package: the grants awarded, their payments, and their gates beside.

The standard is about grants that were awarded (360Giving Data Standard 1.4, package and grant
schema): a draft and an award of equity, loan or guarantee alone are named in ``x_left_out``. What
it has no field for stands under ``x_``, which its schema allows. Payments carry the sign of the
money: what was transferred back is negative, so that ``amountDisbursed`` is their sum.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from portfolio.domain.charter import Purpose
from portfolio.domain.period import utc_text
from portfolio.domain.states import GrantState
from portfolio.exchange.account import account_of
from portfolio.exchange.standards.giving360_grant import published
from portfolio.exchange.standards.identifiers import agency_of
from portfolio.exchange.standards.movements import awarded
from portfolio.exchange.standards.plain import Value, written
from portfolio.exchange.standards.said import sentence
from portfolio.exchange.writing import NotWritten
from portfolio.wording.labels import label

if TYPE_CHECKING:
    from portfolio.domain.grant_file import GrantFile
    from portfolio.exchange.columns import Review
    from portfolio.wording.language import Language

VERSION = "1.4"


def write_360giving(review: Review, place: Path, language: Language) -> None:
    """Write the package grant by grant, texts in one language; both titles stand under ``x_``.

    Raises `NotWritten` where no grant is awarded: a package holds at least one.
    """
    left_out: list[Value] = []
    with place.open("x", encoding="utf-8", newline="\n") as file:
        head = ",\n ".join(f'"{k}": {written(v)}' for k, v in _head(review, language).items())
        file.write(f'{{\n {head},\n "grants": [')
        between = "\n  "
        for each in review.grants():
            if not awarded(each, review.about.as_of):
                left_out.append(_left_out(each))
                continue
            file.write(f"{between}{written(published(each, review, language))}")
            between = ",\n  "
        if between == "\n  ":
            raise NotWritten(
                Path(place.name), "it would hold no grant, which 360Giving does not allow",
                "award a grant first, or export as iati, which has drafts too",
            )  # fmt: skip
        file.write(f'\n ],\n "x_left_out": {written(left_out)}\n}}\n')


def _head(review: Review, language: Language) -> dict[str, Value]:
    about = review.about
    title = sentence("published.title", day=about.as_of.isoformat())
    if about.purpose is Purpose.DEMONSTRATION:
        title = sentence("published.demonstration", text=title)
    head: dict[str, Value] = {
        "version": VERSION,
        "title": language.of(title),
        "description": label("basis.legend", language),
        "issued": about.as_of.isoformat(),
        "modified": utc_text(about.recorded_at),
    }
    agencies = {agency_of(p.programme) for p in review.programmes}
    if len(agencies) == 1:  # of several none alone publishes the file
        agency = agencies.pop()
        head["publisher"] = {"identifier": agency.identifier, "name": language.of(agency.name)}
    head["x_portfolio"] = cast("Value", account_of(review, "360giving", language))
    return head


def _left_out(file: GrantFile) -> Value:
    drafted = file.grant.state is GrantState.DRAFTED
    why = "drafted" if drafted else "no award of instrument grant by the day of the export"
    return {"grant": file.code, "why": why}
