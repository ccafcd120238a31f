"""Grants as lines in the shape of the US Federal Financial Report (SF-425): no official submission.

One CSV line an awarded grant, for the fiscal year of the as-of day in its programme's calendar,
cumulative since the award began and as of that day. Columns follow the form, lines 1 to 13 (OMB
number 4040-0014); the currency is the programme's own and stands beside, nothing is converted. What
each line means in the terms of these records stands in `COLUMNS`, and with the file in its account.
What no record tells (a unique entity identifier, indirect expense, a signature) stays empty.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from portfolio.domain.basis import weakest_basis
from portfolio.domain.charter import Purpose
from portfolio.domain.grant import MemberRole
from portfolio.domain.standing import verified_minor
from portfolio.domain.states import GrantState
from portfolio.domain.taken import returned_minor, uncleared_advances_minor
from portfolio.exchange.account import write_account
from portfolio.exchange.csv_files import guarded
from portfolio.exchange.shown import major, readable
from portfolio.wording.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile
    from portfolio.exchange.columns import About, Review
    from portfolio.exchange.shown import Json
    from portfolio.wording.language import Language

FILE = "sf-425.csv"

_TEXT, _DAY, _AMOUNT = "string", "date", "number"

COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("1 Federal Agency and Organizational Element", _TEXT, "the agency of the programme"),
    ("2 Federal Grant or Other Identifying Number", _TEXT, "the code of the grant"),
    ("3 Recipient Organization", _TEXT, "the lead of the consortium, with its country"),
    ("4a UEI", _TEXT, "not recorded: empty"),
    ("4b EIN", _TEXT, "not recorded: empty"),
    ("5 Recipient Account Number or Identifying Number", _TEXT,
     "the lead's corporate number, or its LEI"),
    ("6 Report Type", _TEXT, "Final once the grant is settled or has ended, else Annual"),
    ("7 Basis of Accounting", _TEXT, "Cash: what was transferred, not what was incurred"),
    ("8 Project/Grant Period From", _DAY, "the day the grant begins"),
    ("8 Project/Grant Period To", _DAY, "the day the grant ends"),
    ("9 Reporting Period End Date", _DAY,
     "the as-of day, in the fiscal year reported on; all figures are cumulative up to it"),
    ("10.a Cash Receipts", _AMOUNT,
     "what was paid to the consortium, set-offs counted as paid, less the principal come back"),
    ("10.b Cash Disbursements", _AMOUNT,
     "line a less line c: what was paid on results, and advances used up by results"),
    ("10.c Cash on Hand (line a minus b)", _AMOUNT,
     "advances paid that no later entitlement has used up, and that are not claimed back"),
    ("10.d Total Federal funds authorized", _AMOUNT,
     "the award: the sum of its decisions that are grants; equity, loans, guarantees stay apart"),
    ("10.e Federal share of expenditures", _AMOUNT, "line b: on a cash basis the same"),
    ("10.f Federal share of unliquidated obligations", _AMOUNT,
     "payouts that two people have confirmed and that are not paid yet"),
    ("10.g Total Federal share (sum of lines e and f)", _AMOUNT, "line e plus line f"),
    ("10.h Unobligated balance of Federal Funds (line d minus g)", _AMOUNT, "line d less line g"),
    ("10.i Total recipient share required", _AMOUNT, "the private money promised"),
    ("10.j Recipient share of expenditures", _AMOUNT,
     "the private money verified as raised by the as-of day"),
    ("10.k Remaining recipient share to be provided (line i minus j)", _AMOUNT,
     "line i less line j; below 0 where more was raised than promised"),
    ("10.l Total Federal program income earned", _AMOUNT, "not recorded: empty"),
    ("10.m Program Income expended in accordance with the deduction alternative", _AMOUNT,
     "not recorded: empty"),
    ("10.n Program Income expended in accordance with the addition alternative", _AMOUNT,
     "not recorded: empty"),
    ("10.o Unexpended program income (line l minus line m or line n)", _AMOUNT,
     "not recorded: empty"),
    ("11.a Indirect Expense Type", _TEXT, "not recorded: empty"),
    ("11.b Indirect Expense Rate", _AMOUNT, "not recorded: empty"),
    ("11.c Indirect Expense Period From", _DAY, "not recorded: empty"),
    ("11.c Indirect Expense Period To", _DAY, "not recorded: empty"),
    ("11.d Indirect Expense Base", _AMOUNT, "not recorded: empty"),
    ("11.e Indirect Expense Amount Charged", _AMOUNT, "not recorded: empty"),
    ("11.f Indirect Expense Federal Share", _AMOUNT, "not recorded: empty"),
    ("12 Remarks", _TEXT, "fiscal year, basis of the figures, that this is no submission"),
    ("13 Certification", _TEXT, "empty: nobody has signed this"),
    ("Currency", _TEXT, "ISO 4217 code of every amount of the line; no column of the form"),
)  # fmt: skip
"""Each column with its type and what it means here; the words after its number are the form's."""

_ENDED = (GrantState.SETTLED, GrantState.MONITORING, GrantState.CLOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinancialLines:
    """Lines 10.a to 10.k of one grant, in minor units; line e is line b on a cash basis."""

    receipts_minor: int
    on_hand_minor: int
    authorized_minor: int
    unliquidated_minor: int
    required_minor: int
    provided_minor: int

    @property
    def disbursed_minor(self) -> int:
        """Lines b and e."""
        return self.receipts_minor - self.on_hand_minor

    @property
    def federal_minor(self) -> int:
        """Line g: lines e and f."""
        return self.disbursed_minor + self.unliquidated_minor

    def in_order(self) -> tuple[int, ...]:
        """Return lines a to k."""
        return (
            self.receipts_minor,
            self.disbursed_minor,
            self.on_hand_minor,
            self.authorized_minor,
            self.disbursed_minor,
            self.unliquidated_minor,
            self.federal_minor,
            self.authorized_minor - self.federal_minor,
            self.required_minor,
            self.provided_minor,
            self.required_minor - self.provided_minor,
        )


def financial_lines(file: GrantFile, programme: ProgrammeFile, day: date) -> FinancialLines:
    """Return what the records of a grant say on lines 10.a to 10.k, by a day."""
    standing = [p for p in file.payouts if p.is_standing]
    paid = sum(p.charge_minor for p in standing if p.is_paid)
    return FinancialLines(
        receipts_minor=paid - returned_minor(file, programme, day, standing),
        on_hand_minor=uncleared_advances_minor(file, standing),
        authorized_minor=file.award_minor,
        unliquidated_minor=file.confirmed_minor - paid,
        required_minor=sum(c.promised_minor for c in file.co_fundings),
        provided_minor=sum(verified_minor(file, c.code) for c in file.co_fundings),
    )


def write_sf425(review: Review, folder: Path, language: Language) -> None:
    """Write the line of every awarded grant into an empty folder, the account of them last."""
    with (folder / FILE).open("x", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file, lineterminator="\r\n")
        lines.writerow(name for name, _, _ in COLUMNS)
        for grant in review.grants():
            if grant.grant.state is not GrantState.DRAFTED:
                programme = review.programme(grant.grant.programme)
                lines.writerow(_line(grant, programme, review.about))
    fields: list[Json] = [
        {"name": name, "type": kind, "description": meaning} for name, kind, meaning in COLUMNS
    ]
    titles = {FILE: label("sf425.title", language)}
    notes = [label("sf425.note", language)]
    write_account(folder, review, "sf425", language, titles, fields={FILE: fields}, notes=notes)


def _line(file: GrantFile, programme: ProgrammeFile, about: About) -> list[str | int | Decimal]:
    grant, currency = file.grant, programme.programme.currency
    lead = next((m for m in file.members if m.role is MemberRole.LEAD), None)
    amounts = financial_lines(file, programme, about.as_of).in_order()
    return [
        _text(programme.programme.agency),
        grant.code,
        _text(f"{lead.name} ({lead.country})" if lead else grant.consortium),
        *("", ""),
        _text((lead.corporate_number or lead.lei or "") if lead else ""),
        "Final" if grant.state in _ENDED else "Annual",
        "Cash",
        *(day.isoformat() for day in (grant.starts_on, grant.ends_on, about.as_of)),
        *(major(minor, currency) for minor in amounts),
        *[""] * 11,
        "; ".join(_remarks(file, programme, about)),
        "",
        currency,
    ]


def _remarks(file: GrantFile, programme: ProgrammeFile, about: About) -> Iterator[str]:
    """Yield the fiscal year reported on, how far the figures can be trusted, and what this is."""
    calendar = programme.programme.calendar
    year = calendar.year_of(about.as_of)
    first, last = calendar.first_day(year), calendar.last_day(year)
    yield f"fiscal year {year} ({first.isoformat()} to {last.isoformat()})"
    weakest = weakest_basis(
        (
            *(a.basis for a in file.awards),
            *(i.basis for i in file.instalments),
            *(c.basis for c in file.co_fundings),
        )
    )
    yield f"basis of the figures: {weakest.value}"
    if about.purpose is Purpose.DEMONSTRATION:
        yield "demonstration data"
    yield "SF-425-shaped, not an official submission"


def _text(said: str) -> str:
    return guarded(readable(said))
