"""What is wrong in each file of `fixtures/broken`: place, value, why, and what would fit."""

from __future__ import annotations

NO_NUMBER = ("is not a number", "write digits, such as 60 or 99.5")
TOO_LARGE = ("is larger than any programme", "check the number of digits")
MISSING = ("is missing", "write this field")
NOT_ALLOWED = ("is not allowed here", "correct the file there")
NO_YEAR = ("is outside 1990-2199", "check the year (four digits)")
NO_DATE = ("is not a date", "write year-month-day, such as 2026-11-30")
NO_CURRENCY = (
    "is not a currency known here",
    "use one of JPY, KRW, VND, USD, EUR, GBP, PHP, TWD, AUD, CAD, SGD, INR, CHF, IDR, MYR, THB",
)
NO_LIST = ("is not a list", "write it in square brackets")
NO_OBJECT = ("is not an object", "write it in curly brackets")
NO_AMOUNT = ("is not an amount", "write digits only, such as 802500000000")
NO_DOCTYPE = ("is not allowed here", "take the document type declaration out")

WRONG: dict[str, list[tuple[str, str, str, str]]] = {
    "360giving-amount-as-text.json": [
        ("grants[0].amountAwarded", "1,000", *NO_NUMBER),
    ],
    "360giving-amount-below-zero.json": [
        ("grants[0].amountAwarded", "-1000", "is below 0", "give 0 or more"),
    ],
    "360giving-amount-beyond-any-programme.json": [
        ("grants[0].amountAwarded", "100000000000000000000", *TOO_LARGE),
    ],
    "360giving-amount-missing.json": [
        ("grants[0].amountAwarded", "", *MISSING),
    ],
    "360giving-amount-nan.json": [
        ("the number NaN", "", *NOT_ALLOWED),
    ],
    "360giving-amount-with-an-endless-exponent.json": [
        ("the number 1e99999999999999999999", "", *NOT_ALLOWED),
    ],
    "360giving-amount-with-half-a-penny.json": [
        (
            "grants[0].amountAwarded",
            "1000.005",
            "has a fraction smaller than the minor unit of GBP",
            "give at most 2 decimals",
        ),
    ],
    "360giving-award-day-before-1990.json": [
        ("grants[0].awardDate", "1899-12-31", *NO_YEAR),
    ],
    "360giving-award-day-in-words.json": [
        ("grants[0].awardDate", "next spring", *NO_DATE),
    ],
    "360giving-award-day-no-day-of-the-calendar.json": [
        ("grants[0].awardDate", "2023-02-29T00:00:00Z", *NO_DATE),
    ],
    "360giving-currencies-mixed.json": [
        (
            "grants[0].disbursementTransaction[0].currency",
            "EUR",
            "is not GBP, the currency of the grant",
            "give all amounts of one grant in one currency",
        ),
    ],
    "360giving-currency-missing.json": [
        ("grants[0].currency", "", *MISSING),
    ],
    "360giving-currency-unknown.json": [
        ("grants[0].currency", "XAU", *NO_CURRENCY),
    ],
    "360giving-dates-not-a-list.json": [
        ("grants[0].plannedDates", "", *NO_LIST),
    ],
    "360giving-duration-beyond-any-grant.json": [
        ("grants[0].plannedDates[0].duration", "10000", "is no term of a grant", "give 1 to 1200"),
    ],
    "360giving-duration-in-parts-of-months.json": [
        (
            "grants[0].plannedDates[0].duration",
            "1.5",
            "is not a whole number",
            "write digits only, such as 6",
        ),
    ],
    "360giving-end-before-start.json": [
        (
            "grants[0].plannedDates[0].endDate",
            "2024-05-31",
            "is before the start",
            "give 2024-06-01 or later",
        ),
    ],
    "360giving-funder-missing.json": [
        ("grants[0].fundingOrganization", "", *MISSING),
    ],
    "360giving-grant-empty.json": [
        ("grants[0].id", "", *MISSING),
        ("grants[0].title", "", *MISSING),
        ("grants[0].currency", "", *MISSING),
        ("grants[0].awardDate", "", *MISSING),
        ("grants[0].fundingOrganization", "", *MISSING),
        ("grants[0].recipientOrganization", "", *MISSING),
        ("grants[0].amountAwarded", "", *MISSING),
    ],
    "360giving-grant-not-an-object.json": [
        ("grants[0]", "360G-EXAMPLE-1", *NO_OBJECT),
    ],
    "360giving-grants-cut-off.json": [
        ("line 9, column 8", "", "is not JSON: …", "correct the file there"),
    ],
    "360giving-grants-empty.json": [
        ("grants", "", *MISSING),
    ],
    "360giving-grants-not-a-list.json": [
        ("grants", "see the annex", *NO_LIST),
    ],
    "360giving-identifier-a-number.json": [
        ("grants[0].id", "1", "is not text", "write it in quotation marks"),
    ],
    "360giving-identifier-missing.json": [
        ("grants[0].id", "", *MISSING),
    ],
    "360giving-identifier-twice.json": [
        (
            "grants[1].id",
            "360G-EXAMPLE-1",
            "stands at grants[0].id already",
            "give each grant an identifier of its own",
        ),
    ],
    "360giving-key-twice.json": [
        ("the key 'grants' twice in one object", "", *NOT_ALLOWED),
    ],
    "360giving-many-at-once.json": [
        ("grants[0].currency", "XAU", *NO_CURRENCY),
        ("grants[0].amountAwarded", "much", *NO_NUMBER),
        (
            "grants[1].id",
            "360G-EXAMPLE-1",
            "stands at grants[0].id already",
            "give each grant an identifier of its own",
        ),
        ("grants[1].awardDate", "1066-10-14", *NO_YEAR),
        ("grants[1].recipientOrganization", "", *MISSING),
        ("grants[2]", "7", *NO_OBJECT),
    ],
    "360giving-nested-without-end.json": [
        ("nesting", "", "is deeper than 40 levels", "flatten the file"),
    ],
    "360giving-payment-without-amount.json": [
        ("grants[0].disbursementTransaction[0].value", "", *MISSING),
    ],
    "360giving-payment-without-day.json": [
        ("grants[0].disbursementTransaction[0].transactionDate", "", *MISSING),
    ],
    "360giving-payment-yes-or-no.json": [
        ("grants[0].disbursementTransaction[0].value", "True", *NO_NUMBER),
    ],
    "360giving-recipient-missing.json": [
        ("grants[0].recipientOrganization", "", *MISSING),
    ],
    "360giving-recipient-not-an-object.json": [
        ("grants[0].recipientOrganization[0]", "Example Works", *NO_OBJECT),
    ],
    "360giving-recipient-without-name.json": [
        ("grants[0].recipientOrganization[0].name", "", *MISSING),
    ],
    "360giving-recipients-a-number.json": [
        ("grants[0].recipientOrganization", "0", *NO_LIST),
    ],
    "360giving-title-invisible.json": [
        (
            "grants[0].title",
            "Pilot\u202eline",
            "has the invisible character U+202E at position 6",
            "delete that character",
        ),
    ],
    "360giving-title-too-long.json": [
        (
            "grants[0].title",
            "Pilot line Pilot line Pilot line Pilot l…",
            "has 219 characters",
            "shorten it to 200 or fewer",
        ),
    ],
    "iati-activities-none.xml": [
        ("iati-activity", "", *MISSING),
    ],
    "iati-amount-beyond-any-programme.xml": [
        ("iati-activity[1]/transaction[1]/value", "99999999999999999999", *TOO_LARGE),
    ],
    "iati-amount-in-yen-and-a-half.xml": [
        (
            "iati-activity[1]/transaction[1]/value",
            "1000.5",
            "has a fraction smaller than the minor unit of JPY",
            "give at most 0 decimals",
        ),
    ],
    "iati-amount-missing.xml": [
        ("iati-activity[1]/transaction[1]/value", "", *MISSING),
    ],
    "iati-amount-with-commas.xml": [
        ("iati-activity[1]/transaction[1]/value", "1,000", *NO_AMOUNT),
    ],
    "iati-amount-with-exponent.xml": [
        ("iati-activity[1]/transaction[1]/value", "1E3", *NO_AMOUNT),
    ],
    "iati-commitment-without-amount.xml": [
        ("iati-activity[1]/transaction[1]/value", "", *MISSING),
    ],
    "iati-currencies-mixed.xml": [
        (
            "iati-activity[1]/transaction[2]/value/@currency",
            "EUR",
            "is not JPY, the currency of the grant",
            "give all amounts of one grant in one currency",
        ),
    ],
    "iati-currency-missing.xml": [
        ("iati-activity[1]/@default-currency", "", *MISSING),
    ],
    "iati-currency-unknown.xml": [
        ("iati-activity[1]/@default-currency", "XAU", *NO_CURRENCY),
    ],
    "iati-cut-off.xml": [
        ("line 7", "", "is not XML: …", "correct the file there"),
    ],
    "iati-day-before-1990.xml": [
        ("iati-activity[1]/transaction[1]/transaction-date/@iso-date", "1899-12-31", *NO_YEAR),
    ],
    "iati-day-missing.xml": [
        ("iati-activity[1]/transaction[1]/transaction-date/@iso-date", "", *MISSING),
    ],
    "iati-day-no-day-of-the-calendar.xml": [
        ("iati-activity[1]/transaction[1]/transaction-date/@iso-date", "2023-02-29", *NO_DATE),
    ],
    "iati-declares-its-type.xml": [
        ("<!DOCTYPE>", "", *NO_DOCTYPE),
    ],
    "iati-empty.xml": [
        ("line 0", "", "is not XML: …", "correct the file there"),
    ],
    "iati-end-before-start.xml": [
        (
            "iati-activity[1]/activity-date[2]/@iso-date",
            "2024-03-31",
            "is before the start",
            "give 2024-04-01 or later",
        ),
    ],
    "iati-entity-undeclared.xml": [
        ("line 6", "", "is not XML: …", "correct the file there"),
    ],
    "iati-holder-missing.xml": [
        ("iati-activity[1]/participating-org[@role='4']", "", *MISSING),
    ],
    "iati-identifier-missing.xml": [
        ("iati-activity[1]/iati-identifier", "", *MISSING),
    ],
    "iati-identifier-twice.xml": [
        (
            "iati-activity[2]/iati-identifier",
            "JP-EXAMPLE-1-PILOT",
            "stands at iati-activity[1]/iati-identifier already",
            "give each grant an identifier of its own",
        ),
    ],
    "iati-laughs-a-billion-times.xml": [
        ("<!DOCTYPE>", "", *NO_DOCTYPE),
    ],
    "iati-laughs-in-the-root.xml": [
        ("line 13", "", "is not XML: …", "correct the file there"),
    ],
    "iati-many-at-once.xml": [
        ("iati-activity[1]/iati-identifier", "", *MISSING),
        ("iati-activity[1]/title/narrative", "", *MISSING),
        ("iati-activity[1]/transaction[1]/value", "much", *NO_AMOUNT),
        ("iati-activity[2]/@default-currency", "XAU", *NO_CURRENCY),
        ("iati-activity[2]/activity-date", "", *MISSING),
    ],
    "iati-nested-too-deep.xml": [
        ("nesting", "", "is deeper than 20 levels", "flatten the file"),
    ],
    "iati-opens-another-file.xml": [
        ("<!DOCTYPE>", "", *NO_DOCTYPE),
    ],
    "iati-organisation-without-name.xml": [
        ("iati-activity[1]/participating-org[1]/narrative", "", *MISSING),
    ],
    "iati-organisations.xml": [
        (
            "<iati-organisations>",
            "",
            "is no IATI activity file",
            "give activities in IATI 2.03, or another format that can be imported",
        ),
    ],
    "iati-start-missing.xml": [
        ("iati-activity[1]/activity-date", "", *MISSING),
    ],
    "iati-title-invisible.xml": [
        (
            "iati-activity[1]/title/narrative",
            "Pilot\u202eline",
            "has the invisible character U+202E at position 6",
            "delete that character",
        ),
    ],
    "iati-title-missing.xml": [
        ("iati-activity[1]/title/narrative", "", *MISSING),
    ],
    "iati-transaction-without-type.xml": [
        ("iati-activity[1]/transaction[1]/transaction-type/@code", "", *MISSING),
    ],
    "iati-version-1.05.xml": [
        (
            "iati-activities/@version",
            "1.05",
            "is not 2.03, the version of IATI that is read here",
            "give activities in IATI 2.03, or another format that can be imported",
        ),
    ],
    "iati-version-missing.xml": [
        (
            "iati-activities/@version",
            "",
            "is not 2.03, the version of IATI that is read here",
            "give activities in IATI 2.03, or another format that can be imported",
        ),
    ],
    "iati-web-page.xml": [
        (
            "<{http://www.w3.org/1999/xhtml}html>",
            "",
            "is no IATI activity file",
            "give activities in IATI 2.03, or another format that can be imported",
        ),
    ],
}
"""A "…" stands for what the reader of JSON or XML says in words of its own."""
