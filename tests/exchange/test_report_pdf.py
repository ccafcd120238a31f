"""The report on paper: an archive file whose every letter can be read, and which tells its seal."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from portfolio.domain.errors import PortfolioError
from portfolio.exchange.report import pdf
from portfolio.exchange.report.account_in_pdf import read_account, with_account
from portfolio.exchange.report.fonts import FontMissing, family, installed
from portfolio.services.exporting import export
from portfolio.wording import Language, label, trouble
from tests.conftest import NOW
from tests.exchange.exported import ENGLISH, JAPANESE, csv_rows, json_document
from tests.exchange.reported import HOSTILE, import_called

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office

NO_JAPANESE = typst.Fonts(include_system_fonts=False)
"""The fonts there are everywhere: typst's own."""

BLANK = typst.compile(b"x", format="pdf")


@pytest.fixture
def _needs_japanese() -> None:
    try:
        family(installed().families(), "日本語")
    except FontMissing as error:
        pytest.skip(str(error))


def text_of(path: Path) -> str:
    """Return what a reader of the printed pages can select, as poppler sees it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (Debian package poppler-utils) is not installed")
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"],  # noqa: S607  # wherever it is installed
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def settings_of(content: bytes) -> str:
    """Return the XMP packet of a PDF, which PDF/A keeps readable."""
    found = re.search(rb"<x:xmpmeta.*?</x:xmpmeta>", content, re.DOTALL)
    assert found is not None
    return found[0].decode()


@pytest.mark.usefixtures("_needs_japanese")
@pytest.mark.parametrize("language", Language)
def test_it_claims_pdf_a_2b_dated_as_recorded(
    demo: Office, tmp_path: Path, language: Language
) -> None:
    content = export(demo, "pdf", tmp_path / "report.pdf", language).path.read_bytes()
    assert content.startswith(b"%PDF-1.7")
    about = settings_of(content)
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in about
    assert "<xmp:CreateDate>2026-11-20T00:07:18Z</xmp:CreateDate>" in about
    assert f"<rdf:li>{language.value}</rdf:li>" in about
    assert label("sheet.review", language) in about


@pytest.mark.usefixtures("_needs_japanese")
def test_the_same_snapshot_gives_the_same_bytes(demo: Office, tmp_path: Path) -> None:
    first = export(demo, "pdf", tmp_path / "first.pdf", JAPANESE).path.read_bytes()
    later = replace(demo, clock=lambda: NOW.replace(hour=9))
    assert export(later, "pdf", tmp_path / "second.pdf", JAPANESE).path.read_bytes() == first


@pytest.mark.usefixtures("_needs_japanese")
def test_the_account_is_read_back_and_the_table_of_objects_fits(
    demo: Office, tmp_path: Path
) -> None:
    content = export(demo, "pdf", tmp_path / "report.pdf", JAPANESE).path.read_bytes()
    account = read_account(content)
    assert account is not None
    assert (account["kind"], account["language"]) == ("pdf", "ja")
    told = json_document(demo, tmp_path)
    assert {k: account[k] for k in ("seal", "heads", "as_of")} == {
        k: told[k] for k in ("seal", "heads", "as_of")
    }
    at = int(content.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    head, *entries = content[at:].split(b"trailer")[0].splitlines()[1:]
    assert head == b"0 %d" % len(entries)
    for number, entry in enumerate(entries):
        if entry.endswith(b"n"):
            assert content[int(entry[:10]) :].startswith(b"%d 0 obj" % number)


def test_what_is_no_report_has_no_account() -> None:
    for content in (b"", b"%PDF-1.7\n", b"<</Type/PortfolioAccount/Length 99>>", b"\x00" * 99):
        assert read_account(content) is None
    with pytest.raises(ValueError, match="table of its objects"):
        with_account(b"%PDF-1.7\nxref\n0 1\nstartxref\n9\n", {})


@settings(max_examples=60)
@given(st.dictionaries(st.text(), st.text(alphabet=st.characters(exclude_categories=["Cs"]))))
def test_any_account_is_read_back(account: dict[str, str]) -> None:
    account = {key.encode(errors="ignore").decode(): said for key, said in account.items()}
    assert read_account(with_account(BLANK, dict(account))) == account


@pytest.mark.usefixtures("_needs_japanese")
def test_hostile_titles_are_printed_as_they_are(small: Office, tmp_path: Path) -> None:
    import_called(small, *HOSTILE)
    out = export(small, "pdf", tmp_path / "report.pdf").path
    printed = re.sub(r"\s|\u200b", "", text_of(out))
    for title in HOSTILE[:-1]:
        assert re.sub(r"\s", "", title) in printed
    assert "root:" not in printed


@pytest.mark.usefixtures("_needs_japanese")
def test_the_printed_figures_are_those_of_the_csv_files(demo: Office, tmp_path: Path) -> None:
    export(demo, "csv", tmp_path / "folder")
    printed = text_of(export(demo, "pdf", tmp_path / "report.pdf").path)
    for row in csv_rows(tmp_path / "folder", "summary"):
        if row["currency"] == "JPY":
            for key in ("award_minor", "paid_minor", "overdue_minor"):
                assert f"{int(row[key]):,}" in printed
    for row in csv_rows(tmp_path / "folder", "exceptions"):
        assert row["subject"] in printed
    seals = re.findall(f"seal {json_document(demo, tmp_path)['seal']['root']}", printed)
    pages = re.findall(r"\b(\d+) / (\d+)\n", printed)
    assert [int(page) for page, _ in pages] == list(range(1, len(pages) + 1))
    assert {int(of) for _, of in pages} == {len(pages)} == {len(seals)}


def test_a_missing_japanese_font_is_said_and_nothing_is_written(
    demo: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "installed", lambda: NO_JAPANESE)
    with pytest.raises(FontMissing, match="fonts-noto-cjk") as caught:
        export(demo, "pdf", tmp_path / "report.pdf", JAPANESE)
    assert isinstance(caught.value, PortfolioError)
    assert "noto-cjk-sans-jp-regular" in str(caught.value)
    assert "日本語のフォントがありません" in trouble(caught.value, JAPANESE)
    assert not (tmp_path / "report.pdf").exists()


def test_an_english_report_needs_no_font_of_the_system(
    small: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "installed", lambda: NO_JAPANESE)
    content = export(small, "pdf", tmp_path / "report.pdf", ENGLISH).path.read_bytes()
    assert b"LibertinusSerif" in content
    assert read_account(content)


@pytest.mark.usefixtures("_needs_japanese")
def test_a_report_too_long_to_print_is_refused_not_cut(
    demo: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(demo, "pdf", tmp_path / "report.pdf")
    before = (tmp_path / "report.pdf").read_bytes()
    monkeypatch.setattr(pdf, "MOST_ROWS", 37)  # one exception less than there are
    with pytest.raises(pdf.TooLongToPrint, match=r"more rows .* \(37\): export as html") as caught:
        export(demo, "pdf", tmp_path / "report.pdf", JAPANESE)
    assert "行数（37）を超えています" in trouble(caught.value, JAPANESE)
    assert (tmp_path / "report.pdf").read_bytes() == before


@pytest.mark.usefixtures("_needs_japanese")
def test_a_letter_that_no_font_has_is_named_rather_than_printed_as_a_box(
    small: Office, tmp_path: Path
) -> None:
    import_called(small, "\U00013000")
    with pytest.raises(FontMissing, match="no font installed here can show \U00013000") as caught:
        export(small, "pdf", tmp_path / "report.pdf")
    assert "表示できる" in trouble(caught.value, JAPANESE)
    assert not (tmp_path / "report.pdf").exists()
