# Japanese writes full-width characters, on purpose
"""A budget review as CSV sheets of the RS system: 1-4, 2-1, 3-1, 5-1 and 5-2.

One programme in yen is one 予算事業. The sheets are those of the fiscal year of the as-of day,
which is their 事業年度, and bear the same words in every language: the form is Japanese. Beside
them stands an account of what they rest on and of what they leave out.
"""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.domain.basis import weakest_basis
from portfolio.domain.grant import Instrument
from portfolio.domain.period import FiscalCalendar
from portfolio.domain.states import GrantState
from portfolio.domain.terms import TermName, terms_on
from portfolio.exchange.account import write_account
from portfolio.exchange.shown import rate
from portfolio.exchange.standards import rs
from portfolio.exchange.standards.rs_goals import goal_lines
from portfolio.exchange.standards.rs_payees import Spent
from portfolio.wording.figures import amount
from portfolio.wording.labels import label
from portfolio.wording.language import Language
from portfolio.wording.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from portfolio.domain.ledger import LedgerLine
    from portfolio.domain.programme import Programme, ProgrammeFile
    from portfolio.exchange.columns import About, Review

_JAPANESE = Language.JAPANESE
_SCOPE = "技術成熟度の達成と国内技術者の学び直しを条件とするコンソーシアムの事業"
_NOTES = ("rs.note_basis", "rs.note_codes", "rs.note_instruments", "rs.note_payees")


def write_rs(review: Review, folder: Path, language: Language) -> None:
    """Write the sheets into an empty folder, the account of them last."""
    year = FiscalCalendar().year_of(review.about.as_of)
    told = [f for f in review.programmes if f.programme.currency == rs.CURRENCY]
    with ExitStack() as stack:
        sheets = {
            sheet: rs.RsFile(
                stack.enter_context(rs.new_file(folder / sheet.file_name(year))), sheet
            )
            for sheet in rs.SHEETS
        }
        for file in told:
            sheets[rs.RATES].write(_rate_line(file, review, year))
            for line in _budget_lines(file.programme, review, year):
                sheets[rs.BUDGET].write(line)
        _write_grants(review, year, {f.programme.code: f.programme for f in told}, sheets)
    titles = {s.file_name(year): label(f"rs.{s.number}", language) for s in rs.SHEETS}
    fields = {sheet.file_name(year): rs.fields_of(sheet) for sheet in rs.SHEETS}
    notes = _notes(review, language)
    write_account(folder, review, "rs", language, titles, fields=fields, notes=notes)


def _notes(review: Review, language: Language) -> list[str]:
    """Return what has to be known of the sheets: how they are made, and what they leave out."""
    left_out = [
        label("rs.note_left_out", language).format(
            code=f.programme.code, currency=f.programme.currency
        )
        for f in review.programmes
        if f.programme.currency != rs.CURRENCY
    ]
    return [*(label(key, language) for key in _NOTES), *left_out]


def _write_grants(
    review: Review, year: int, told: dict[str, Programme], sheets: dict[rs.RsSheet, rs.RsFile]
) -> None:
    """Write what is told grant by grant: they are read once, one at a time.

    What is only drafted is no grant yet and stays out.
    """
    about = review.about
    spent = {code: Spent(programme, year) for code, programme in told.items()}
    numbers: dict[str, int] = defaultdict(int)
    for file in review.grants():
        code = file.grant.programme
        if code in told and file.grant.state is not GrantState.DRAFTED:
            spent[code].add(file)
            first = numbers[code] + 1
            for number, line in goal_lines(file, told[code], about, year, first):
                sheets[rs.GOALS].write(line)
                numbers[code] = number
    for code, of in spent.items():
        lines = _lines_of(review, code, Instrument.GRANT)
        outside = sum(each.outside_minor for each in lines if each.fiscal_year == year)
        for line in of.payee_lines(about, outside):
            sheets[rs.PAYEES].write(line)
        for line in of.chain_lines(about):
            sheets[rs.CHAIN].write(line)


def _rate_line(file: ProgrammeFile, review: Review, year: int) -> rs.Line:
    """Return sheet 1-4 of a programme: its policy and rates, and the awards as the ceiling.

    Where neither a term nor an award is on record, as of a programme that came from the system,
    nothing is known of a rate, and nothing is said.
    """
    programme, about = file.programme, review.about
    lines = [x for x in _lines_of(review, programme.code, Instrument.GRANT) if x.awarded_minor]
    line = rs.common(programme, year) | {"番号（補助率等）": 1}
    if file.terms or lines:
        rests_on = f"{programme.terms_source}。{rs.basis_note(programme.basis, about)}"
        rates = "、".join([word(programme.policy, _JAPANESE), *_rates(file, about)])
        line |= {"補助対象": _SCOPE, "補助率": rs.text(f"{rates}（{rests_on}）")}
    if lines:
        awarded = amount(sum(x.awarded_minor for x in lines), rs.CURRENCY, _JAPANESE)
        note = rs.basis_note(weakest_basis(x.basis for x in lines), about)
        line["補助上限等"] = f"交付決定額を上限とする（累計{awarded}。{note}）"
    return line


def _rates(file: ProgrammeFile, about: About) -> Iterator[str]:
    """Yield the rates in force on the as-of day, as fractions."""
    terms = terms_on(file.terms, about.as_of)
    for name in (TermName.COST_RATE, TermName.INCENTIVE_RATE, TermName.RETENTION_SHARE):
        share = terms.share(name)
        if share is not None:
            yield f"{word(name, _JAPANESE)}{share.numerator}/{share.denominator}"


def _lines_of(review: Review, code: str, instrument: Instrument) -> list[LedgerLine]:
    return [x for x in review.ledger if x.programme == code and x.instrument is instrument]


def _budget_lines(programme: Programme, review: Review, year: int) -> Iterator[rs.Line]:
    """Yield sheet 2-1 of a programme, instrument by instrument, the latest year first.

    A year is there where something of its budget is on record, or was paid from it.
    """
    for instrument in Instrument:
        years: dict[int, list[LedgerLine]] = defaultdict(list)
        for line in _lines_of(review, programme.code, instrument):
            if line.sources or line.paid_minor:
                years[line.fiscal_year].append(line)
        head = rs.common(programme, year, instrument)
        for budget_year in sorted(years, reverse=True):
            lines = years[budget_year]
            of_year = head | {"予算年度": budget_year}
            yield of_year | _total_cells(lines, review.about)
            for line in lines:
                yield of_year | _account_cells(line, review.about)


def _total_cells(lines: Iterable[LedgerLine], about: About) -> rs.Line:
    """Return the total of a year, over the rows of its accounts."""
    lines = tuple(lines)
    current = sum(x.current_minor for x in lines)
    executed = sum(x.executed_minor for x in lines)
    return {
        "当初予算（合計）": sum(x.initial_minor for x in lines),
        "補正予算（合計）": sum(sum(x.supplementary_minor) for x in lines),
        "前年度からの繰越し（合計）": sum(x.carried_in_minor for x in lines),
        "予備費等（合計）": sum(x.reserve_minor for x in lines),
        "計（歳出予算現額合計）": current,
        "執行額（合計）": executed,
        "執行率": _rate(executed, current),
        "翌年度への繰越し(合計）": sum(x.carried_out_minor for x in lines),
        "翌年度要求額（合計）": sum(x.requested_minor for x in lines),
        "その他特記事項": rs.basis_note(weakest_basis(x.basis for x in lines), about),
    }


def _rate(executed: int, current: int) -> str:
    """Return 執行率 with up to five decimals; nothing where it is undefined, which is not 0."""
    if not current:
        return ""
    return format(rate(Fraction(executed, current)).normalize(), "f")


def _account_cells(line: LedgerLine, about: About) -> rs.Line:
    return {
        **rs.account_cells(line.account),
        "当初予算": line.initial_minor,
        **dict(zip(rs.SUPPLEMENTARY, line.supplementary_minor, strict=True)),
        "前年度から繰越し": line.carried_in_minor,
        **dict(zip(rs.RESERVES, (line.reserve_minor, 0, 0, 0), strict=True)),
        "歳出予算現額": line.current_minor,
        "執行額": line.executed_minor,
        "翌年度要求額": line.requested_minor,
        "備考": rs.basis_note(line.basis, about),
    }
