"""Portfolios made up at random from valid records: every currency, every odd text, every course.

A seed gives the same portfolio every time. The courses of grants are stories in which people act,
so that advances are cleared, claims repaid and debts set off as the rules have it.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.acts.payouts import RecordFailure
from portfolio.domain.acts.recoveries import RecordRepayment
from portfolio.domain.basis import Basis
from portfolio.domain.charter import Purpose
from portfolio.domain.grant import AwardDecision, Instrument, Member, MemberRole
from portfolio.domain.journal import Head
from portfolio.domain.milestone import Verdict
from portfolio.domain.past_payment import PastPayment
from portfolio.domain.recovery import Ground
from portfolio.domain.states import GrantState
from portfolio.domain.terms import TermName
from portfolio.exchange.columns import About, Review
from tests.domain.builders import (
    ACCOUNTANT,
    DAY,
    GRANT,
    SOURCE,
    Story,
    grant_file,
    programme_file,
    ripe,
)
from tests.domain.everything import everything

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import ProgrammeFile

AS_OF = date(2026, 11, 23)
ABOUT = About(
    database="random & <odd>.db", purpose=Purpose.RECORD, as_of=AS_OF,
    recorded_at=datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC), seal="5" * 64, entries=7, streams=3,
    rules_edition="2",
)  # fmt: skip
TEXTS = (
    "Plain title", "<narrative>&amp;</narrative>", "]]><!-- -->", 'He said "no" & \\left',
    "'; DROP TABLE grant; --", "=HYPERLINK(1)", "半導体の<実証>", "🧪🚀 emoji", "\u00e9\u0301 mark",
    "x" * 200, "漢" * 200, "{braces} {0} %s", "</iati-activities>", '"}]}', "  spaced  ",
    "ends with \\",
)  # fmt: skip
CURRENCIES = ("JPY", "USD", "EUR", "KRW", "PHP")
COUNTRIES = ("JP", "US", "PH", "DE", "TW")
NUMBERS = ("7010005005425", "5010005007398", "4030005012570")
LEI = "353800MH9TJPI3KNA654"
_TERMS = {
    TermName.RECOVERY_DAYS: "20",
    TermName.INTEREST_RATE: "0.1095",
    TermName.LATE_RATE: "0.1095",
    TermName.INTEREST_YEAR_DAYS: "365",
    TermName.ADVANCE_SHARE: "1/2",
    TermName.ADVANCE_MONTHS: "12",
}


def review_of(
    files: Sequence[GrantFile], programmes: Sequence[ProgrammeFile], about: About = ABOUT
) -> Review:
    """Return a review of these grants, as exporters that need no tables read it."""
    in_order = tuple(sorted(files, key=lambda f: f.code))
    heads = tuple(Head(stream=f"grant/{f.code}", seq=1, hash="a" * 64) for f in in_order)
    return Review(
        about=about, tables=(), programmes=tuple(programmes), ledger=(),
        grants=lambda: iter(in_order), heads=heads,
    )  # fmt: skip


def portfolio(seed: int, grants: int = 12) -> Review:
    """Return a portfolio made up at random."""
    random = Random(seed)  # noqa: S311  # no secret
    programmes = [_programme(random, n) for n in range(3)]
    files = [_grant(random, n, random.choice(programmes)) for n in range(grants)]
    purpose = random.choice(list(Purpose))
    return review_of(files, programmes, replace(ABOUT, purpose=purpose))


def programme_with_terms() -> ProgrammeFile:
    """Return a programme under which money can be advanced, claimed back and bears interest."""
    return programme_file(terms=_TERMS)


def _fresh() -> Story:
    return Story(file=grant_file(), programme=programme_with_terms())


def _paid_in_parts() -> Story:
    story = ripe(programme_with_terms())
    story.pays("I1", 400_000)
    story.day += timedelta(days=3)
    story.pays("I1")
    return story


def _payment_failed() -> Story:
    story = ripe(programme_with_terms())
    code = story.pays("I1", 400_000).code
    story.does(ACCOUNTANT, RecordFailure(grant=GRANT, payout=code), "The account is closed")
    return story


def _advanced() -> Story:
    story = Story(file=grant_file(), programme=programme_with_terms())
    story.advances("I1", 300_000)
    return story


def _advance_cleared() -> Story:
    story = _advanced()
    story.day += timedelta(days=7)
    story.shows("M1")
    story.trains(60)
    story.pays("I1", 700_000)
    return story


def _claimed() -> Story:
    story = ripe(programme_with_terms())
    story.pays("I1")
    story.day += timedelta(days=30)
    story.reverses("M1", 4)
    story.claims(Ground.REVERSAL, instalment="I1")
    return story


def repaid() -> Story:
    """Return a story in which 1,000,000 is claimed back and comes in three parts, with interest.

    Principal first: 600,000; 400,000 with 1,000 of the interest; 500 of the interest.
    """
    story = _claimed()
    for amount in (600_000, 401_000, 500):
        story.day += timedelta(days=40)
        story.does(
            ACCOUNTANT,
            RecordRepayment(
                grant=GRANT, recovery="B1", amount_minor=amount, payment_reference="BANK-9"
            ),
        )
    return story


def set_off() -> Story:
    """Return a story in which what is claimed back is set off against the next payout."""
    story = _claimed()
    story.shows("M1")
    story.shows("M2")
    story.trains(20, "C2")
    story.pays("I2")
    return story


def _partly_met() -> Story:
    story = _fresh()
    story.shows("M1", Verdict.MET, Verdict.PARTLY)
    story.does(ACCOUNTANT, PlaceHold(grant=GRANT), "Site visit due")
    return story


_COURSES: tuple[Callable[[], Story], ...] = (
    _fresh, _paid_in_parts, _payment_failed, _advanced, _advance_cleared, _claimed, repaid, set_off,
    _partly_met, everything,
)  # fmt: skip


@cache
def _course(number: int) -> GrantFile:
    return _COURSES[number]().file


def recoded(file: Any, code: str, programme: str) -> Any:  # noqa: ANN401  # a grant's or a programme's file
    """Return a file whose records all bear another grant's code, or another programme's."""

    def moved(record: Any) -> Any:  # noqa: ANN401  # any record
        names = {f.name for f in fields(record)}
        new = {"grant": code} if "grant" in names else {}
        return replace(record, **new, **({"programme": programme} if "programme" in names else {}))

    parts = {
        f.name: tuple(moved(each) for each in value)
        for f in fields(file)
        if isinstance(value := getattr(file, f.name), tuple) and f.name != "years"
    }
    return replace(file, **parts)


def _programme(random: Random, number: int) -> ProgrammeFile:
    file = recoded(programme_with_terms(), "", f"PROG-{number}")
    programme = replace(
        file.programme, code=f"PROG-{number}", currency=random.choice(CURRENCIES),
        agency=random.choice(("Agency", "経済産業省", "A & B <agency>")),
        title=random.choice(TEXTS), title_ja=random.choice((None, *TEXTS)),
        first_month=random.choice((1, 4, 10)), basis=random.choice(list(Basis)),
    )  # fmt: skip
    result: ProgrammeFile = replace(file, programme=programme)
    return result


def _grant(random: Random, number: int, programme: ProgrammeFile) -> GrantFile:
    code = f"G-{number}"
    file: GrantFile = recoded(
        _course(random.randrange(len(_COURSES))), code, programme.programme.code
    )
    grant = replace(
        file.grant, code=code, programme=programme.programme.code, title=random.choice(TEXTS),
        title_ja=random.choice((None, *TEXTS)), consortium=random.choice(TEXTS),
        mission_area=random.choice(TEXTS)[:100], basis=random.choice(list(Basis)),
        state=random.choice(list(GrantState)), keeps_earned=random.random() < 0.5,
    )  # fmt: skip
    file = replace(
        file, grant=grant, awards=_awards(random, code), members=_members(random, code),
        past_payments=_history(random, code),
        instalments=tuple(
            replace(i, title=random.choice(TEXTS), basis=random.choice(list(Basis)))
            for i in file.instalments
        ),
        milestones=tuple(
            replace(m, title=random.choice(TEXTS), basis=random.choice(list(Basis)))
            for m in file.milestones
        ),
    )  # fmt: skip
    if grant.state is GrantState.DRAFTED:
        return replace(
            file, awards=(), payouts=(), recoveries=(), receipts=(), past_payments=(),
            holds=(), waivers=(), suspensions=(), withholdings=(),
        )  # fmt: skip
    return _bare(file) if random.random() < 0.2 else file


def _bare(file: GrantFile) -> GrantFile:
    """Return a grant as it comes from a standard without gates: nothing planned, nothing paid."""
    return replace(
        file, milestones=(), criteria=(), commitments=(), instalments=(), elements=(),
        milestone_conditions=(), reskilling_conditions=(), payouts=(), recoveries=(), receipts=(),
        assessments=(), judgements=(), evidence=(), reports=(), co_fundings=(),
        funding_conditions=(), holds=(), waivers=(), suspensions=(), withholdings=(),
    )  # fmt: skip


def _awards(random: Random, code: str) -> tuple[AwardDecision, ...]:
    """Return decisions of all instruments, some reducing, some after the day of the review."""
    amounts = (3_000_000, -500_000, 8_999_999_999_999_999, 1, 250_000)
    count = random.randint(1, 5)
    return tuple(
        AwardDecision(
            grant=code, number=n, amount_minor=random.choice(amounts),
            decided_on=DAY + timedelta(days=random.randint(0, 700)),
            fiscal_year=random.randint(2025, 2027),
            instrument=random.choice((*(Instrument.GRANT,) * 4, *Instrument)),
            source=random.choice((SOURCE, '<source> & "co"')), basis=random.choice(list(Basis)),
        )
        for n in range(1, count + 1)
    )  # fmt: skip


def _members(random: Random, code: str) -> tuple[Member, ...]:
    """Return none, one or several members; shares that no decimal writes."""
    count = random.choice((0, 1, 2, 3, 7))
    return tuple(
        Member(
            grant=code, code=f"MEMBER-{n}", name=random.choice(TEXTS),
            name_ja=random.choice((None, *TEXTS)),
            role=MemberRole.LEAD if n == count - 1 else MemberRole.PARTNER,
            country=random.choice(COUNTRIES), share=Fraction(1, count),
            corporate_number=random.choice((None, *NUMBERS)), lei=random.choice((None, LEI)),
        )
        for n in range(count)
    )  # fmt: skip


def _history(random: Random, code: str) -> tuple[PastPayment, ...]:
    return tuple(
        PastPayment(
            grant=code, number=n, paid_on=date(2024, 1, n), source=SOURCE,
            amount_minor=random.choice((123_456, -7, 1)), basis=random.choice(list(Basis)),
        )
        for n in range(1, random.choice((1, 1, 3)))
    )  # fmt: skip
