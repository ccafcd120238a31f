"""Money, days, months, fiscal years, texts and codes: what is accepted, refused and computed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.domain.errors import Invalid
from portfolio.domain.ledger import Cover, cover_of
from portfolio.domain.money import (
    LARGEST_MINOR,
    check_minor,
    parse_minor,
    share_of,
)
from portfolio.domain.period import (
    EARLIEST,
    LATEST,
    FiscalCalendar,
    Timing,
    add_months,
    check_day,
    check_zone,
    day_in,
    parse_day,
    parse_moment,
    parse_utc,
    timing_of,
    utc_text,
)
from portfolio.domain.policies import Reductions, combined, shown_share
from portfolio.domain.text import (
    clean_code,
    clean_sha256,
    clean_text,
    folded,
    is_unfit,
    visible,
)


class TestAWrittenAmount:
    @pytest.mark.parametrize(
        ("text", "currency", "minor"),
        [
            ("0", "JPY", 0),
            ("1", "JPY", 1),
            ("802500000000", "JPY", 802_500_000_000),
            ("802,500,000,000", "JPY", 802_500_000_000),
            (" 7 ", "JPY", 7),
            ("007", "JPY", 7),
            ("9000000000000000", "JPY", LARGEST_MINOR),
            ("350000000.00", "USD", 35_000_000_000),
            ("350,000,000", "USD", 35_000_000_000),
            ("1.5", "USD", 150),
            ("0.05", "EUR", 5),
            ("1,234.56", "GBP", 123_456),
            ("90,000,000,000,000.00", "USD", LARGEST_MINOR),
        ],
    )
    def test_is_read_exactly(self, text: str, currency: str, minor: int) -> None:
        assert parse_minor("amount", text, currency) == minor

    @pytest.mark.parametrize(
        ("text", "currency"),
        [
            ("", "JPY"), (" ", "JPY"), ("-1", "JPY"), ("+1", "JPY"), ("1.5", "JPY"),
            ("1.0", "JPY"), ("1.005", "USD"), ("1.", "USD"), (".5", "USD"), ("1,23", "JPY"),
            ("12,34,567", "JPY"), ("1234,567", "JPY"), (",123", "JPY"), ("1,234,", "JPY"),
            ("1e6", "JPY"), ("1_000", "JPY"), ("1 000", "JPY"), ("¥100", "JPY"), ("100円", "JPY"),
            ("\uff11\uff10", "JPY"), ("٣", "JPY"), ("NaN", "JPY"), ("0x10", "JPY"), ("1\n2", "JPY"),
            ("9000000000000001", "JPY"), ("90000000000000.01", "USD"), ("9" * 17, "JPY"),
            ("9,999,999,999,999,999,999", "JPY"), ("=1+1", "JPY"), ("1/3", "USD"),
        ],
    )  # fmt: skip
    def test_is_never_guessed(self, text: str, currency: str) -> None:
        with pytest.raises(Invalid) as caught:
            parse_minor("amount", text, currency)
        assert caught.value.field == "amount"

    def test_of_thousands_of_digits_is_invalid_like_any_other(self) -> None:
        with pytest.raises(Invalid):
            parse_minor("amount", ",".join(["111"] * 2_000), "JPY")

    def test_is_in_a_known_currency(self) -> None:
        with pytest.raises(Invalid) as caught:
            parse_minor("amount", "1", "XAU")
        assert caught.value.field == "currency"


def test_an_amount_has_a_least_and_a_largest() -> None:
    assert check_minor("amount", 1, least=1) == 1
    assert check_minor("amount", LARGEST_MINOR) == LARGEST_MINOR
    for minor in (0, LARGEST_MINOR + 1):
        with pytest.raises(Invalid):
            check_minor("amount", minor, least=1)


@pytest.mark.parametrize(
    ("minor", "share", "rest"),
    [
        (1_000, "1", 1_000), (1_000, "0", 0), (1_000, "1/3", 333), (1_000, "2/3", 666),
        (999, "1/2", 499), (1, "999/1000", 0), (278_800_000_000, "1/3", 92_933_333_333),
        (12_132_000_000, "1/341", 35_577_712), (LARGEST_MINOR, "1/7", LARGEST_MINOR // 7),
    ],
)  # fmt: skip
def test_a_share_is_rounded_down(minor: int, share: str, rest: int) -> None:
    assert share_of(minor, Fraction(share)) == rest


@given(minor=st.integers(0, LARGEST_MINOR), share=st.fractions(0, 1))
def test_a_share_is_never_rounded_up_and_never_by_a_whole_unit(minor: int, share: Fraction) -> None:
    assert 0 <= minor * share - share_of(minor, share) < 1


class TestTheFiscalYear:
    @pytest.mark.parametrize(
        ("first_month", "day", "year"),
        [
            (4, date(2026, 3, 31), 2025), (4, date(2026, 4, 1), 2026),
            (4, date(2025, 12, 31), 2025), (4, date(2026, 1, 1), 2025),
            (1, date(2025, 12, 31), 2025), (1, date(2026, 1, 1), 2026),
            (7, date(2026, 6, 30), 2025), (7, date(2026, 7, 1), 2026),
            (10, date(2026, 9, 30), 2025), (10, date(2026, 10, 1), 2026),
            (12, date(2026, 11, 30), 2025), (12, date(2026, 12, 1), 2026),
            (4, date(2024, 2, 29), 2023),
        ],
    )  # fmt: skip
    def test_begins_on_the_first_of_its_month(self, first_month: int, day: date, year: int) -> None:
        assert FiscalCalendar(first_month).year_of(day) == year

    @pytest.mark.parametrize(
        ("first_month", "year", "first", "last"),
        [
            (4, 2025, date(2025, 4, 1), date(2026, 3, 31)),
            (1, 2025, date(2025, 1, 1), date(2025, 12, 31)),
            (7, 2025, date(2025, 7, 1), date(2026, 6, 30)),
            (10, 2025, date(2025, 10, 1), date(2026, 9, 30)),
            (3, 2023, date(2023, 3, 1), date(2024, 2, 29)),
            (3, 2024, date(2024, 3, 1), date(2025, 2, 28)),
        ],
    )
    def test_lasts_from_its_first_day_to_its_last(
        self, first_month: int, year: int, first: date, last: date
    ) -> None:
        calendar = FiscalCalendar(first_month)
        assert (calendar.first_day(year), calendar.last_day(year)) == (first, last)

    @given(first_month=st.integers(1, 12), day=st.dates(EARLIEST, LATEST))
    def test_holds_each_of_its_days(self, first_month: int, day: date) -> None:
        calendar = FiscalCalendar(first_month)
        year = calendar.year_of(day)
        assert calendar.first_day(year) <= day <= calendar.last_day(year)
        assert calendar.last_day(year) + timedelta(days=1) == calendar.first_day(year + 1)

    @pytest.mark.parametrize("month", [0, 13, -4])
    def test_begins_in_a_month_there_is(self, month: int) -> None:
        with pytest.raises(Invalid):
            FiscalCalendar(month)


class TestAWrittenDay:
    @pytest.mark.parametrize("text", ["2026-11-30", "1990-01-01", "2199-12-31", "2024-02-29"])
    def test_is_read(self, text: str) -> None:
        assert parse_day("due_on", text).isoformat() == text

    @pytest.mark.parametrize(
        "text",
        [
            "", "2026-02-29", "2026-13-01", "30.11.2026", "2026/11/30", "26-11-30", "2026-1-1",
            "2026-11-30T00:00", " 2026-11-30", "202\uff16-11-30", "1989-12-31", "2200-01-01",
            "20261130", "2026-W48-1",
        ],
    )  # fmt: skip
    def test_is_never_guessed(self, text: str) -> None:
        with pytest.raises(Invalid) as caught:
            parse_day("due_on", text)
        assert caught.value.field == "due_on"

    def test_outside_the_years_there_can_be_is_told_so(self) -> None:
        with pytest.raises(Invalid) as of_day:
            check_day("due_on", date(1889, 1, 1))
        with pytest.raises(Invalid) as of_text:
            parse_day("due_on", "1889-01-01")
        assert of_text.value.why == of_day.value.why


class TestAMoment:
    moment = datetime(2026, 3, 31, 15, 0, 0, 1, UTC)

    def test_is_written_in_utc_in_one_width(self) -> None:
        tokyo = self.moment.astimezone(timezone(timedelta(hours=9)))
        assert utc_text(self.moment) == utc_text(tokyo) == "2026-03-31T15:00:00.000001Z"

    def test_without_a_zone_is_invalid(self) -> None:
        with pytest.raises(Invalid):
            utc_text(self.moment.replace(tzinfo=None))

    def test_falls_on_the_day_it_is_where_the_programme_is(self) -> None:
        assert day_in("Asia/Tokyo", self.moment) == date(2026, 4, 1)
        assert day_in("UTC", self.moment) == date(2026, 3, 31)

    @given(
        st.datetimes(datetime(1990, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # bounds are naive, the drawn moments are not
        st.datetimes(datetime(1990, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # the same
    )
    def test_reads_back_and_text_order_is_time_order(self, one: datetime, two: datetime) -> None:
        assert parse_utc(utc_text(one)) == one
        assert (utc_text(one) < utc_text(two)) is (one < two)


class TestAWrittenMoment:
    @pytest.mark.parametrize(
        ("text", "moment"),
        [
            ("2026-11-20T09:00+09:00", "2026-11-20T00:00:00.000000Z"),
            ("2026-11-20T00:00:00Z", "2026-11-20T00:00:00.000000Z"),
            ("2026-11-20 09:00:00.5+09:00", "2026-11-20T00:00:00.500000Z"),
            ("2026-11-19T19:00-05:00", "2026-11-20T00:00:00.000000Z"),
        ],
    )
    def test_is_read_with_its_offset(self, text: str, moment: str) -> None:
        assert utc_text(parse_moment("known_at", text, "Asia/Tokyo")) == moment

    @pytest.mark.parametrize(
        ("zone", "end"),
        [
            ("Asia/Tokyo", "2026-11-20T14:59:59.999999Z"),
            ("UTC", "2026-11-20T23:59:59.999999Z"),
            ("America/New_York", "2026-11-21T04:59:59.999999Z"),
        ],
    )
    def test_a_day_alone_means_its_very_end_where_the_programme_is(
        self, zone: str, end: str
    ) -> None:
        assert utc_text(parse_moment("known_at", "2026-11-20", zone)) == end

    @pytest.mark.parametrize(
        "text",
        [
            "", "yesterday", "2026-11-20T09:00", "2026-11-31", "2026-11-31T09:00Z",
            "2026-11-20T25:00Z", "1889-01-01", "9999-12-31T23:59-14:00", "0001-01-01T00:00+14:00",
            "0500-01-01T00:00Z",
        ],
    )  # fmt: skip
    def test_is_never_guessed(self, text: str) -> None:
        with pytest.raises(Invalid) as caught:
            parse_moment("known_at", text, "Asia/Tokyo")
        assert caught.value.field == "known_at"
        assert caught.value.remedy


@pytest.mark.parametrize("name", ["Asia/Tokyo", "UTC", "America/New_York"])
def test_a_time_zone_is_an_iana_name(name: str) -> None:
    assert check_zone("time_zone", name) == name


@pytest.mark.parametrize(
    "name",
    ["", "Asia", "America/Argentina", "Asia/Edo", "../etc/passwd", "UTC\0", "JST+9", "A" * 400],
)
def test_a_time_zone_that_is_none_is_invalid(name: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_zone("time_zone", name)
    assert caught.value.field == "time_zone"


class TestText:
    @pytest.mark.parametrize(
        ("given_", "kept"),
        [
            ("plain", "plain"), ("  blanks outside  ", "blanks outside"),
            ("日本語 円", "日本語 円"),
            ("\u3000全角\u3000", "全角"), ("e\u0301", "\u00e9"), ("カ\u3099", "ガ"),
            ("\u1100\u1161", "\uac00"), ("x" * 40, "x" * 40), ("😀", "😀"),
        ],
    )  # fmt: skip
    def test_is_kept_in_nfc_without_outer_blanks(self, given_: str, kept: str) -> None:
        assert clean_text("title", given_, longest=40) == kept

    @pytest.mark.parametrize(
        "unfit",
        [
            "\x00", "\x07", "\x08", "\x1b", "\x7f", "\x80", "\x9b", "\n", "\t", "\r",
            "\u202a", "\u202e", "\u2066", "\u2069", "\u200e", "\u061c",
            "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad",
            "\u2028", "\u2029",
            chr(0xD800), chr(0xDFFF), "\ue000", "\U000f0000", "\uffff", "\u0378", "\U000e0041",
            "\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u3164", "\uffa0",
        ],
        ids=ascii,
    )  # fmt: skip
    def test_that_could_act_on_a_screen_is_invalid(self, unfit: str) -> None:
        with pytest.raises(Invalid) as caught:
            clean_text("title", f"a{unfit}b")
        assert caught.value.field == "title"

    @pytest.mark.parametrize("text", ["", " ", "\u3000", "\n"])
    def test_of_nothing_is_invalid(self, text: str) -> None:
        with pytest.raises(Invalid):
            clean_text("title", text)

    def test_has_a_longest(self) -> None:
        with pytest.raises(Invalid):
            clean_text("title", "x" * 41, longest=40)

    @given(st.text(max_size=50))
    def test_once_clean_stays_as_it_is(self, text: str) -> None:
        try:
            once = clean_text("title", text)
        except Invalid:
            return
        assert clean_text("title", once) == once


def test_a_japanese_space_inside_a_title_stays() -> None:
    assert clean_text("title", "後工程　試作") == "後工程　試作"


class TestShowingText:
    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("plain 円", "plain 円"),
            ("\x1b[2J", "\\x1b[2J"),
            ("a\x9bb", "a\\x9bb"),
            ("a\u202eb", "a\\u202eb"),
            ("a\nb", "a\\x0ab"),
            ("\u200b", "\\u200b"),
        ],
    )
    def test_writes_out_what_could_act(self, text: str, shown: str) -> None:
        assert visible(text) == shown

    def test_keeps_lines_where_asked_and_nothing_else(self) -> None:
        assert visible("a\nb\r", keep_lines=True) == "a\nb\\x0d"

    @given(st.text())
    def test_leaves_nothing_that_could_act(self, text: str) -> None:
        assert not [c for c in visible(text) if is_unfit(c)]


class TestACode:
    @pytest.mark.parametrize("code", ["M3", "RAPIDUS-FE", "7", "A-", "A" * 32])
    def test_is_of_capital_letters_digits_and_hyphens(self, code: str) -> None:
        assert clean_code("code", code) == code

    @pytest.mark.parametrize(
        "code", ["", "m3", "-A", "A B", "A_B", "A/B", "Á", "\uff21", "\u0410", "A\n", "A" * 33, "٣"]
    )
    def test_of_anything_else_is_invalid(self, code: str) -> None:
        with pytest.raises(Invalid):
            clean_code("code", code)


def test_a_digest_is_sixty_four_hexadecimal_digits_in_lower_case() -> None:
    assert clean_sha256("sha256", f" {'AB' * 32} ") == "ab" * 32


@pytest.mark.parametrize("digest", ["", "ab" * 31, "ab" * 33, "xy" * 32, "\uff41" * 64])
def test_a_digest_that_is_none_is_invalid(digest: str) -> None:
    with pytest.raises(Invalid):
        clean_sha256("sha256", digest)


def test_shares_combine_as_the_terms_say() -> None:
    shares = [Fraction(3, 4), Fraction(1, 2)]
    assert combined(Reductions.LOWEST, shares) == Fraction(1, 2)
    assert combined(Reductions.MULTIPLY, shares) == Fraction(3, 8)
    assert combined(Reductions.LOWEST, []) == combined(Reductions.MULTIPLY, []) == 1


@pytest.mark.parametrize(
    ("shown", "asked", "share"), [(61, 60, "1"), (60, 60, "1"), (45, 60, "3/4"), (-5, 60, "0")]
)
def test_more_shown_than_asked_is_no_more_than_all(shown: int, asked: int, share: str) -> None:
    assert shown_share(shown, asked) == Fraction(share)


class TestMonthsLater:
    @pytest.mark.parametrize(
        ("day", "months", "later"),
        [
            ("2025-05-28", 6, "2025-11-28"),
            ("2025-08-31", 6, "2026-02-28"),
            ("2023-08-31", 6, "2024-02-29"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 48, "2028-02-29"),
            ("2025-12-31", 2, "2026-02-28"),
            ("2025-11-30", 1, "2025-12-30"),
            ("2025-12-15", 1, "2026-01-15"),
            ("2025-03-31", 0, "2025-03-31"),
        ],
    )
    def test_are_the_same_day_or_the_last_of_the_month(
        self, day: str, months: int, later: str
    ) -> None:
        assert add_months(date.fromisoformat(day), months) == date.fromisoformat(later)

    @given(day=st.dates(date(1990, 1, 1), date(2150, 12, 31)), months=st.integers(0, 400))
    def test_never_pass_into_another_month(self, day: date, months: int) -> None:
        later = add_months(day, months)
        gone = (later.year - day.year) * 12 + later.month - day.month
        assert gone == months
        assert later.day <= day.day


class TestFoldedTexts:
    @pytest.mark.parametrize(
        ("written", "otherwise"),
        [
            ("RAPIDUS", "rapidus"),
            ("ＡＢＣ－１", "abc-1"),  # noqa: RUF001  # full-width, on purpose
            ("ﾗﾋﾟﾀﾞｽ", "ラピダス"),
            ("Straße", "STRASSE"),
        ],
    )
    def test_are_the_same_whatever_their_width_and_case(self, written: str, otherwise: str) -> None:
        assert folded(written) == folded(otherwise)

    def test_keep_what_makes_another_word(self) -> None:
        assert folded("ハ") != folded("パ")


class TestADueDay:
    @pytest.mark.parametrize(
        ("due", "timing"),
        [
            ("2026-11-22", Timing.OVERDUE),
            ("2026-11-23", Timing.AT_RISK),
            ("2026-12-23", Timing.AT_RISK),
            ("2026-12-24", Timing.IN_TIME),
        ],
    )
    def test_is_over_near_or_far(self, due: str, timing: Timing) -> None:
        assert timing_of(date.fromisoformat(due), date(2026, 11, 23), 30) is timing


class TestTheCoverOfAYear:
    @pytest.mark.parametrize(
        ("budget", "planned", "cover"),
        [
            (10, 10, Cover.IN_BUDGET),
            (0, 0, Cover.IN_BUDGET),
            (10, 11, Cover.ABOVE_BUDGET),
            (0, 1, Cover.NO_BUDGET),
        ],
    )
    def test_says_whether_what_is_planned_may_be_spent(
        self, budget: int, planned: int, cover: Cover
    ) -> None:
        assert cover_of(budget, planned) is cover
