# Japanese writes full-width characters, on purpose
"""Amounts, days, moments and fiscal years as people read them. Only display is ever rounded."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from portfolio.domain.errors import Invalid
from portfolio.domain.money import EXPONENTS, SYMBOLS
from portfolio.wording.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MOST_CELLS = 12
"""The widest a short amount of yen gets: a column of an 80-column table. Others take 2 more."""

# Japanese writes the currency after the number; where there is no short word for it, its code.
_WORDS_AFTER = {"JPY": "円", "USD": "ドル"}
_MAN, _MILLION, _OKU, _BILLION, _CHO = 4, 6, 8, 9, 12  # powers of ten


def amount(minor: int, currency: str, language: Language = Language.ENGLISH) -> str:
    """Return an amount of minor units exactly: ``¥802,500,000,000``, ``802,500,000,000円``."""
    exponent = EXPONENTS[currency]
    whole, part = divmod(abs(minor), 10**exponent)
    fraction = f".{part:0{exponent}d}" if exponent else ""
    return _signed(minor, f"{whole:,}{fraction}", currency, language)


def amount_short(minor: int, currency: str, language: Language = Language.ENGLISH) -> str:
    """Return an amount for a narrow column: ``¥1,722.5bn``, ``1兆7,225億円``.

    Up to ±100 trillion it takes at most 12 cells in yen, 14 in other currencies.
    Digits that do not fit are cut, never rounded up, and the text then begins with ``~`` or ``約``:
    without that mark it is exact. Below a million of the currency all its whole units are shown.
    """
    forms = _japanese_forms if language is Language.JAPANESE else _english_forms
    text = ""
    for digits, is_exact in forms(abs(minor), EXPONENTS[currency]):
        text = _signed(minor, digits, currency, language)
        if not is_exact:
            text = f"{language.of(('~', '約'))}{text}"
        if _cells(text) <= MOST_CELLS:
            break
    return text


def unit(most_minor: int, currency: str, language: Language = Language.ENGLISH) -> tuple[int, str]:
    """Return in which unit amounts up to this one are drawn: (9, ``JPY bn``), (8, ``億円``).

    The number is the power of ten that one of it is of the currency's whole units.
    """
    units = ((_OKU, "億"), (_MAN, "万"))
    if language is Language.ENGLISH:
        units = ((_BILLION, "bn"), (_MILLION, "m"))
    whole = abs(most_minor) // 10 ** EXPONENTS[currency]
    power, name = next((u for u in units if whole >= 10 ** u[0]), (0, ""))
    after = f"{name}{_WORDS_AFTER.get(currency, currency)}"
    return power, language.of((f"{currency} {name}".rstrip(), after))


def day(on: date, language: Language = Language.ENGLISH) -> str:
    """Return a calendar day: ``2026-11-23``, ``2026年11月23日``."""
    return language.of((on.isoformat(), f"{on.year}年{on.month}月{on.day}日"))


def moment(at: datetime, zone: str, language: Language = Language.ENGLISH) -> str:
    """Return a moment on the clock of an IANA zone, which it names: ``2026-11-23 14:02:11 JST``.

    Raises `Invalid` for a moment without a time zone: it could be any.
    """
    if at.tzinfo is None:
        raise Invalid("moment", str(at), "has no time zone", "give a moment in UTC")
    there = at.astimezone(ZoneInfo(zone))
    return f"{day(there.date(), language)} {there:%H:%M:%S %Z}"


# First days, from the Cabinet Office's proclamations of each era.
_ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1868, 10, 23), "明治"),
)


def era_year(on: date) -> str:
    """Return the year of the Japanese era a day lies in: ``平成31年``, then ``令和元年``.

    Before Meiji it is the Western year.
    """
    for first_on, name in _ERAS:
        if on >= first_on:
            year = on.year - first_on.year + 1
            return f"{name}{'元' if year == 1 else year}年"
    return f"{on.year}年"


def fiscal_year(year: int, language: Language = Language.ENGLISH) -> str:
    """Return a fiscal year's name: ``FY2026``, ``令和8年度``.

    It bears the era in which most of it lies: April 2019 to March 2020 is 令和元年度, as the
    Cabinet decided on 1 April 2019.
    """
    return language.of((f"FY{year}", f"{era_year(date(year, 10, 1))}度"))


def waited(since: date, today: date, language: Language = Language.ENGLISH) -> str:
    """Return how long something has waited, in whole days: ``12 days``, ``12日``."""
    days = (today - since).days
    if days == 0:
        return language.of(("today", "本日"))
    unit = "day" if abs(days) == 1 else "days"
    if days < 0:
        return language.of((f"in {-days} {unit}", f"{-days}日後"))
    return language.of((f"{days} {unit}", f"{days}日"))


def _signed(minor: int, digits: str, currency: str, language: Language) -> str:
    sign = "-" if minor < 0 else ""
    if language is Language.JAPANESE:
        return f"{sign}{digits}{_WORDS_AFTER.get(currency, currency)}"
    return f"{sign}{SYMBOLS.get(currency, f'{currency} ')}{digits}"


def _cut(minor: int, power: int, decimals: int) -> tuple[str, bool]:
    """Return minor ÷ 10^power with so many decimals, and whether nothing was cut off."""
    scaled, rest = divmod(minor * 10**decimals, 10**power)
    whole, part = divmod(scaled, 10**decimals)
    return (f"{whole:,}.{part:0{decimals}d}" if decimals else f"{whole:,}"), rest == 0


def _english_forms(minor: int, exponent: int) -> Iterator[tuple[str, bool]]:
    """Yield ways to write an amount, best first; the first that fits its column is taken."""
    if minor < 10 ** (_MILLION + exponent):
        forms: tuple[tuple[int, int, str], ...] = ((0, 0, ""), (_MILLION, 2, "m"))
    elif minor < 10 ** (_BILLION + exponent):
        forms = ((_MILLION, 1, "m"),)
    else:
        forms = ((_BILLION, 1, "bn"), (_BILLION, 0, "bn"), (_CHO, 1, "tn"), (_CHO, 0, "tn"))
    for power, decimals, unit in forms:
        digits, is_exact = _cut(minor, power + exponent, decimals)
        finer, finer_is_exact = _cut(minor, power + exponent, decimals + 1)
        if finer_is_exact and not is_exact:
            yield f"{finer}{unit}", True  # one digit more says it exactly
        yield f"{digits}{unit}", is_exact


def _japanese_forms(minor: int, exponent: int) -> Iterator[tuple[str, bool]]:
    """Yield ways to write an amount in 万, 億 and 兆, best first."""
    forms: tuple[tuple[int, int, str], ...]
    if minor >= 10 ** (_CHO + exponent):
        cho, rest = divmod(minor, 10 ** (_CHO + exponent))
        oku, is_exact = _cut(rest, _OKU + exponent, 0)
        yield (f"{cho:,}兆" if oku == "0" else f"{cho:,}兆{oku}億"), is_exact
        forms = tuple((_CHO, decimals, "兆") for decimals in (4, 3, 2, 1, 0))
    elif minor >= 10 ** (_OKU + exponent):
        forms = ((_OKU, 1, "億"), (_OKU, 0, "億"))
    elif minor >= 10 ** (_MILLION + exponent) or minor % 10 ** (_MAN + exponent) == 0 < minor:
        forms = ((_MAN, 1, "万"), (_MAN, 0, "万"))
    else:
        forms = ((0, 0, ""), (_MAN, 1, "万"), (_MAN, 0, "万"))
    for power, decimals, unit in forms:
        digits, is_exact = _cut(minor, power + exponent, decimals)
        if is_exact and decimals:
            digits = digits.rstrip("0").rstrip(".")
        yield f"{digits}{unit}", is_exact


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
