"""The report as a web page: its figures are the database's, and nothing in it acts."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from portfolio.exchange.report import facts
from portfolio.exchange.report.page import read_account, write_html
from portfolio.exchange.sheets import SUMMARY
from portfolio.reports.review import review
from portfolio.services import browse
from portfolio.services.exporting import export
from portfolio.wording import LABELS, Language, label
from portfolio.wording.labels import basis_marks
from tests.exchange.exported import JAPANESE, csv_rows, json_document
from tests.exchange.reported import HOSTILE, Page, import_called, minor_of, page_of

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office


@pytest.fixture
def page(demo: Office, tmp_path: Path) -> Page:
    return page_of(demo, tmp_path)


def assert_harmless(page: Page, content: str) -> None:
    """Nothing is loaded, nothing runs, and only the page's own style sheet is taken."""
    tags = Counter(tag for tag, _ in page.tags)
    assert not set(tags) & {"link", "img", "iframe", "object", "embed", "base", "form", "image"}
    scripts = [given for tag, given in page.tags if tag == "script"]
    assert scripts == [{"type": "application/json", "id": "portfolio-account"}]
    for _, given in page.tags:
        assert not [name for name in given if name.startswith("on") or name in ("src", "style")]
        assert (given.get("href") or "#").startswith("#")
    policies = [g["content"] for t, g in page.tags if t == "meta" and "http-equiv" in g]
    [style] = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]
    assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", content)


def test_hostile_text_stays_text(small: Office, tmp_path: Path) -> None:
    import_called(small, *HOSTILE)
    page = page_of(small, tmp_path)
    assert_harmless(page, (tmp_path / "report-en.html").read_text(encoding="utf-8"))
    titles = dict(
        zip(
            page.table("Grants").column("Grant"),
            page.table("Grants").column("Title"),
            strict=True,
        )
    )
    for n, title in enumerate(HOSTILE, start=1):
        assert titles[f"H{n}"] == f"{title}\n{title}"


def test_the_demonstration_is_harmless_and_says_what_it_is(demo: Office, tmp_path: Path) -> None:
    for language in Language:
        page = page_of(demo, tmp_path, language)
        content = (tmp_path / f"report-{language}.html").read_text(encoding="utf-8")
        assert_harmless(page, content)
        assert ("html", {"lang": language.value}) in page.tags
        assert label("report.demonstration", language) in page.text
        assert label("basis.legend", language) in page.text


def test_every_heading_has_a_scope_and_every_picture_says_what_it_shows(page: Page) -> None:
    scopes = {given.get("scope") for tag, given in page.tags if tag == "th"}
    assert scopes == {"col", "row", "rowgroup"}
    pictures = [given for tag, given in page.tags if tag == "svg"]
    names = [given["id"] for _, given in page.tags if "id" in given]
    assert len(names) == len(set(names))
    assert len(pictures) >= 12
    for picture in pictures:
        assert set((picture["aria-labelledby"] or "").split()) <= set(names)


def test_totals_are_those_of_the_screen(demo: Office, page: Page) -> None:
    totals = page.table("Totals by currency")
    programmes = browse.overview(demo).programmes
    for currency in ("JPY", "USD"):
        shown = dict(zip(totals.column("Figure"), totals.column(currency), strict=True))
        for column in SUMMARY.columns[1:-1]:
            on_screen = sum(getattr(p, column.key) for p in programmes if p.currency == currency)
            assert minor_of(shown[label(column.label_key)]) == on_screen, column.key
    assert "All totals agree however they are added up." in page.text
    assert set(page.table("Totals checked").column("Agrees")) == {"yes"}


def test_grants_bear_the_figures_and_the_marks_of_the_screen(demo: Office, page: Page) -> None:
    grants = page.table("Grants")
    rows = {row[0]: dict(zip(grants.headings, row, strict=True)) for row in grants.rows}
    lines = browse.overview(demo).grants
    assert set(rows) == {line.code for line in lines}
    for line in lines:
        row = rows[line.code]
        for heading, name in (
            ("Committed", "award_minor"), ("Paid", "paid_minor"),
            ("Payable now", "payable_minor"), ("Overdue", "overdue_minor"),
        ):  # fmt: skip
            assert minor_of(row[heading]) == getattr(line, name)
        assert row["Readiness"] == f"{line.readiness} → {line.target_readiness}"
        assert row["Basis"] == basis_marks(line.basis, line.plan_basis)
        persons = row["Verified/ reported/ promised"].replace(",", "").split("/")
        assert [int(persons[0]), int(persons[2])] == [line.verified_persons, line.promised_persons]
    assert rows["RAPIDUS-FE"]["Basis"] == "[di]"


def test_fiscal_years_are_those_of_the_json_document(
    demo: Office, page: Page, tmp_path: Path
) -> None:
    years = page.table("Fiscal-year position")
    told = json_document(demo, tmp_path)["sheets"]["position"]
    assert len(years.rows) == len(told)
    for heading, key in (
        ("Current budget", "budget_minor"), ("Paid", "paid_minor"),
        ("Confirmed", "confirmed_minor"), ("Left", "left_minor"),
    ):  # fmt: skip
        assert [minor_of(c) for c in years.column(heading)] == [row[key] for row in told]
    rates = years.column("Execution rate")
    assert [r["execution_rate"] is None for r in told] == [rate == "—" for rate in rates]
    assert "—" in rates
    assert "Carried out, approved" in years.headings
    assert "Carried out, unavoidable" in years.headings
    assert "Carried out, kind not stated" not in years.headings  # no year has any


def test_every_exception_waiver_and_claim_is_there_whatever_is_cut(
    demo: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "MOST_GRANTS", 3)
    monkeypatch.setattr(facts, "MOST_PAYOUTS", 5)
    page = page_of(demo, tmp_path)
    export(demo, "csv", tmp_path / "folder")
    for name in ("exceptions", "waivers", "suspensions", "recoveries", "amendments"):
        table = page.table(label(f"sheet.{name}"))
        assert len(table.rows) == len(csv_rows(tmp_path / "folder", name)) > 0
    subjects = [cell.split("\n")[0] for cell in page.table("Exceptions").column("Subject")]
    assert subjects == [r["subject"] for r in csv_rows(tmp_path / "folder", "exceptions")]
    counted = page.table("Exceptions by kind")
    assert counted.rows[-1] == ["Total", str(len(subjects))]


def test_what_is_left_out_is_counted_and_the_largest_stay(
    demo: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = page_of(demo, tmp_path)
    assert "left out here. All stand" not in whole.text
    monkeypatch.setattr(facts, "MOST_GRANTS", 3)
    monkeypatch.setattr(facts, "MOST_PAYOUTS", 5)
    cut = page_of(demo, tmp_path)
    # The whole of the US dollars is one grant; the yen are led by RAPIDUS-FE.
    assert cut.table("Grants").column("Grant") == ["RAPIDUS-FE", "MICRON-HIROSHIMA", "PH-NICKEL"]
    grants, payouts = len(whole.table("Grants").rows), len(whole.table("Payouts").rows)
    for key, shown, left in (("grants", 3, grants - 3), ("payouts", 5, payouts - 5)):
        said = label(f"report.{key}_left_out").format(shown=shown, left=left)
        assert left > 0
        assert said in cut.said
    assert len(cut.table("Payouts").rows) == 5
    assert set(cut.table("Reskilling").column("Grant")) == {
        "RAPIDUS-FE", "MICRON-HIROSHIMA", "PH-NICKEL",
    }  # fmt: skip


def test_payouts_name_three_people(page: Page) -> None:
    payouts = page.table("Payouts")
    for heading, role in (
        ("Proposed by", "OFFICER"), ("Confirmed by", "AUTHORISER"), ("Settled by", "ACCOUNTANT"),
    ):  # fmt: skip
        people = [cell for cell in payouts.column(heading) if cell]
        assert people
        assert all(re.fullmatch(rf"{role}-\d\n\d{{4}}-\d\d-\d\d \d\d:\d\d", p) for p in people)


def test_every_table_of_figures_says_what_its_figures_rest_on(page: Page) -> None:
    without = {t.caption for t in page.tables if "Basis" not in t.headings}
    assert without == {"Totals by currency", "Exceptions by kind", "Totals checked", "Amendments"}
    assert page.table("Totals by currency").rows[-1] == ["Basis", "[i]", "[di]"]
    assert "Source" in page.table("Amendments").headings
    for table in page.tables:
        if "Basis" in table.headings:
            assert all(re.fullmatch(r"\[[pdi]{1,2}\]", mark) for mark in table.column("Basis"))
    charts = [h for h in page.headings if h.startswith("All programmes")]
    assert charts == ["All programmes, JPY [i]", "All programmes, USD [i]"]


def test_a_japanese_report_has_no_english_heading(demo: Office, tmp_path: Path) -> None:
    page = page_of(demo, tmp_path, JAPANESE)
    codes = {p.code for p in browse.overview(demo).programmes} | {"JPY", "USD"}
    own = [h for h in page.headings if not any(code in h for code in codes)]
    own += [h for table in page.tables for h in table.headings if h not in codes]
    assert len(own) > 100
    assert [h for h in own if re.search("[A-Za-z]{3}", h)] == []
    english = {said for key, (said, _) in LABELS.items() if key.startswith("report.")}
    assert [line for line in page.said if line in english] == []


def test_the_account_is_read_back(demo: Office, tmp_path: Path) -> None:
    written = export(demo, "html", tmp_path / "report.html", JAPANESE)
    account = read_account(written.path.read_bytes())
    assert account is not None
    assert (account["kind"], account["language"]) == ("html", "ja")
    told = json_document(demo, tmp_path)
    assert {k: account[k] for k in ("seal", "heads", "as_of", "recorded_at")} == {
        k: told[k] for k in ("seal", "heads", "as_of", "recorded_at")
    }
    assert read_account(b"<html></html>") is None
    assert (
        read_account(b'<script type="application/json" id="portfolio-account">no</script>') is None
    )


def test_a_database_with_a_hostile_name_cannot_end_the_account(
    small: Office, tmp_path: Path
) -> None:
    name = "</script><script>alert(1)<"
    out = tmp_path / "report.html"
    with small.database.reading() as connection:
        write_html(review(connection, small.today(), name), out, JAPANESE)
    content = out.read_text(encoding="utf-8")
    assert_harmless(Page(content), content)
    account = read_account(out.read_bytes())
    assert account is not None
    assert account["database"] == name
