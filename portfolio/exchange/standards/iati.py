"""An IATI 2.03 activity file: one activity a grant, its gates as conditions and results.

A decision is an outgoing commitment (transaction type 2; a guarantee is type 10), an advance a
disbursement (3), a payout on results a reimbursement (7, "funds that have already been spent by
the recipient, as agreed in the terms of the grant"), what was transferred back a negative
disbursement. Equity, loans and guarantees bear their own finance types. A draft is in the pipeline
and commits nothing. What IATI has no field for is in a namespace of our own: basis marks, the gates
behind each payment, waivers, holds and claims, and the account of the file at its end.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from portfolio.domain.period import utc_text
from portfolio.exchange.account import account_of
from portfolio.exchange.standards.elements import OWN, own
from portfolio.exchange.standards.iati_activity import activity
from portfolio.exchange.writing import NotWritten

if TYPE_CHECKING:
    from lxml.etree import _Element

    from portfolio.exchange.columns import Review
    from portfolio.wording.language import Language

VERSION = "2.03"


def write_iati(review: Review, place: Path, language: Language) -> None:
    """Write the file activity by activity; every text stands in both languages.

    Raises `NotWritten` where there is no grant: a file holds at least one activity.
    """
    about = review.about
    head = {
        "version": VERSION,
        "generated-datetime": utc_text(about.recorded_at),
        own("purpose"): about.purpose.value,
        own("as-of"): about.as_of.isoformat(),
    }
    with place.open("xb") as out, etree.xmlfile(out, encoding="utf-8") as file:
        file.write_declaration()
        empty = True
        with file.element("iati-activities", head, nsmap={"smp": OWN}):
            for each in review.grants():
                file.write("\n", activity(each, review), pretty_print=True)
                empty = False
            if empty:
                raise NotWritten(
                    Path(place.name), "it would hold no grant, which IATI does not allow",
                    "enter a grant first",
                )  # fmt: skip
            file.write("\n", _account(review, language), pretty_print=True)


def _account(review: Review, language: Language) -> _Element:
    """Return the account of the file: the one JSON text that every export bears."""
    account = etree.Element(own("account"), nsmap={"smp": OWN})
    account.text = json.dumps(account_of(review, "iati", language), ensure_ascii=False)
    return account
