"""Amounts, days and fiscal years as people read them."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.errors import Invalid
from portfolio.domain.money import EXPONENTS, LARGEST_MINOR, parse_minor
from portfolio.wording import (
    Language,
    amount,
    amount_short,
    day,
    era_year,
    fiscal_year,
    moment,
    waited,
)

ENGLISH, JAPANESE = Language.ENGLISH, Language.JAPANESE


@pytest.mark.parametrize(
    ("minor", "currency", "english", "japanese"),
    [
        (0, "JPY", "¥0", "0円"),
        (1_722_500_000_000, "JPY", "¥1,722,500,000,000", "1,722,500,000,000円"),
        (-5, "JPY", "-¥5", "-5円"),
        (35_000_000_000, "USD", "US$350,000,000.00", "350,000,000.00ドル"),
        (-1, "USD", "-US$0.01", "-0.01ドル"),
        (1_05, "EUR", "€1.05", "1.05EUR"),
        (7, "KRW", "KRW 7", "7KRW"),
    ],
)
def test_an_amount_is_exact(minor: int, currency: str, english: str, japanese: str) -> None:
    assert amount(minor, currency) == english
    assert amount(minor, currency, JAPANESE) == japanese


@pytest.mark.parametrize(
    ("minor", "english", "japanese"),
    [
        (0, "¥0", "0円"),
        (1, "¥1", "1円"),
        (-1, "-¥1", "-1円"),
        (9_999, "¥9,999", "9,999円"),
        (10_000, "¥10,000", "1万円"),
        (400_000, "¥400,000", "40万円"),
        (-400_000, "-¥400,000", "-40万円"),
        (999_999, "¥999,999", "999,999円"),
        (1_000_000, "¥1.0m", "100万円"),
        (1_000_001, "~¥1.0m", "約100.0万円"),
        (1_999_999, "~¥1.9m", "約199.9万円"),
        (-1_999_999, "~-¥1.9m", "約-199.9万円"),
        (99_999_999, "~¥99.9m", "約9,999万円"),
        (100_000_000, "¥100.0m", "1億円"),
        (999_999_999, "~¥999.9m", "約9.9億円"),
        (1_000_000_000, "¥1.0bn", "10億円"),
        (4_200_000_000, "¥4.2bn", "42億円"),
        (4_250_000_000, "¥4.25bn", "42.5億円"),
        (1_290_000_000, "¥1.29bn", "12.9億円"),
        (92_900_000_000, "¥92.9bn", "929億円"),
        (92_933_333_333, "~¥92.9bn", "約929.3億円"),
        (802_500_000_000, "¥802.5bn", "8,025億円"),
        (-802_500_000_000, "-¥802.5bn", "-8,025億円"),
        (1_000_000_000_000, "¥1,000.0bn", "1兆円"),
        (1_722_500_000_000, "¥1,722.5bn", "1兆7,225億円"),
        (1_722_499_999_999, "~¥1,722.4bn", "約1.7224兆円"),
        (-1_722_500_000_000, "-¥1,722.5bn", "-1.7225兆円"),
        (10_000_000_000_000, "¥10,000.0bn", "10兆円"),
        (99_999_999_999_999, "~¥99,999.9bn", "約99.999兆円"),
        (-99_999_999_999_999, "~-¥99,999bn", "約-99.99兆円"),
        (LARGEST_MINOR, "¥9,000,000bn", "9,000兆円"),
    ],
)
def test_a_short_amount_of_yen(minor: int, english: str, japanese: str) -> None:
    assert amount_short(minor, "JPY") == english
    assert amount_short(minor, "JPY", JAPANESE) == japanese


@pytest.mark.parametrize(
    ("minor", "currency", "english", "japanese"),
    [
        (35_000_000_000, "USD", "US$350.0m", "3.5億ドル"),
        (35_000_000_001, "USD", "~US$350.0m", "約3.5億ドル"),
        (99_999_999, "USD", "~US$999,999", "約99.9万ドル"),
        (99_999_900, "USD", "US$999,999", "999,999ドル"),
        (99, "USD", "~US$0", "約0ドル"),
        (172_250_000_000_000, "USD", "US$1,722.5bn", "1.7225兆ドル"),
        (4_200_000_000, "KRW", "KRW 4.2bn", "42億KRW"),
    ],
)
def test_a_short_amount_of_other_money(
    minor: int, currency: str, english: str, japanese: str
) -> None:
    assert amount_short(minor, currency) == english
    assert amount_short(minor, currency, JAPANESE) == japanese


UNITS = {"": 1, "m": 10**6, "bn": 10**9, "tn": 10**12, "万": 10**4, "億": 10**8, "兆": 10**12}


def value_of(text: str) -> Decimal:
    """Return the value a short amount of yen stands for, in yen."""
    parts = re.findall(r"([\d,.]+)(m|bn|tn|万|億|兆|)", text)
    total = sum(Decimal(digits.replace(",", "")) * UNITS[unit] for digits, unit in parts)
    return Decimal(total) * (-1 if "-" in text else 1)


def cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


@given(
    minor=st.one_of(
        st.integers(-(10**14), 10**14),
        st.integers(0, 14).map(lambda power: 10**power),
        st.integers(1, 14).map(lambda power: 10**power - 1),
    ),
    language=st.sampled_from(Language),
)
def test_a_short_amount_fits_never_grows_and_says_when_it_was_cut(
    minor: int, language: Language
) -> None:
    text = amount_short(minor, "JPY", language)
    shown = value_of(text)
    assert cells(text) <= 12
    assert abs(shown) <= abs(minor)
    assert text.startswith(("~", "約")) is (shown != minor)


@given(
    minor=st.integers(-(10**14), 10**14),
    currency=st.sampled_from(sorted(EXPONENTS)),
    language=st.sampled_from(Language),
)
def test_a_short_amount_of_any_currency_fits(minor: int, currency: str, language: Language) -> None:
    assert cells(amount_short(minor, currency, language)) <= 14


@pytest.mark.parametrize(
    ("on", "era"),
    [
        (date(2026, 11, 23), "令和8年"),
        (date(2020, 1, 1), "令和2年"),
        (date(2019, 12, 31), "令和元年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2019, 4, 30), "平成31年"),
        (date(1989, 1, 8), "平成元年"),
        (date(1989, 1, 7), "昭和64年"),
        (date(1926, 12, 25), "昭和元年"),
        (date(1926, 12, 24), "大正15年"),
        (date(1912, 7, 30), "大正元年"),
        (date(1912, 7, 29), "明治45年"),
        (date(1868, 10, 22), "1868年"),
    ],
)
def test_years_are_counted_by_era(on: date, era: str) -> None:
    assert era_year(on) == era


@pytest.mark.parametrize(
    ("year", "japanese"),
    [
        (2026, "令和8年度"),
        (2020, "令和2年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1990, "平成2年度"),
        (1988, "昭和63年度"),
    ],
)
def test_a_fiscal_year_has_its_name(year: int, japanese: str) -> None:
    assert fiscal_year(year) == f"FY{year}"
    assert fiscal_year(year, JAPANESE) == japanese


def test_a_day_is_written_out() -> None:
    assert day(date(2026, 1, 3)) == "2026-01-03"
    assert day(date(2026, 1, 3), JAPANESE) == "2026年1月3日"


def test_a_moment_is_shown_on_the_clock_it_names() -> None:
    at = datetime(2026, 11, 22, 15, 30, 5, tzinfo=UTC)
    assert moment(at, "Asia/Tokyo") == "2026-11-23 00:30:05 JST"
    assert moment(at, "Asia/Tokyo", JAPANESE) == "2026年11月23日 00:30:05 JST"
    assert moment(at, "UTC") == "2026-11-22 15:30:05 UTC"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(Invalid, match="has no time zone"):
        moment(datetime(2026, 11, 22, 15, 30), "Asia/Tokyo")  # noqa: DTZ001  # the point of the test


@pytest.mark.parametrize(
    ("since", "english", "japanese"),
    [
        (date(2026, 11, 11), "12 days", "12日"),
        (date(2026, 11, 22), "1 day", "1日"),
        (date(2026, 11, 23), "today", "本日"),
        (date(2026, 11, 24), "in 1 day", "1日後"),
        (date(2026, 12, 3), "in 10 days", "10日後"),
    ],
)
def test_waiting_is_counted_in_days(since: date, english: str, japanese: str) -> None:
    today = date(2026, 11, 23)
    assert waited(since, today, ENGLISH) == english
    assert waited(since, today, JAPANESE) == japanese


@given(minor=st.integers(0, LARGEST_MINOR), currency=st.sampled_from(sorted(EXPONENTS)))
def test_an_amount_written_out_reads_back(minor: int, currency: str) -> None:
    written = amount(minor, currency)
    digits = written[next(i for i, c in enumerate(written) if c.isdigit()) :]
    assert parse_minor("amount", digits, currency) == minor
