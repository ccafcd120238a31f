"""Judgements as they are typed (``K1=met:205:counted on site``) or kept in a file."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING

from portfolio.cli.options import one_word
from portfolio.domain.acts.assessing import CriterionJudged
from portfolio.domain.errors import FileProblems, Invalid, Problem
from portfolio.domain.milestone import Verdict

if TYPE_CHECKING:
    from pathlib import Path

_EXAMPLE = '--judge "K1=met:205:counted on site"'


def judgement_of(text: str) -> CriterionJudged:
    """Return one judgement, or raise `Invalid` showing how it is written."""
    criterion, equals, rest = text.partition("=")
    parts = rest.split(":", maxsplit=2)
    if not equals or len(parts) != 3:  # noqa: PLR2004  # verdict, measured, reason
        raise Invalid(
            "--judge", text, "is not CRITERION=VERDICT:MEASURED:REASON",
            f"write it like {_EXAMPLE}; leave MEASURED empty where nothing is measured",
        )  # fmt: skip
    verdict, at, share = parts[0].partition("@")
    return CriterionJudged(
        criterion=criterion.strip(),
        verdict=one_word("--judge", verdict, Verdict),
        reason=parts[2],
        share=_share(share) if at else None,
        measured=_measured(parts[1]) if parts[1].strip() else None,
    )


def judgements_in(path: Path) -> tuple[CriterionJudged, ...]:
    """Read a file of judgements in the words of the own format, or raise `FileProblems`."""
    from pydantic import TypeAdapter, ValidationError

    from portfolio.exchange.acts import JudgedIn, value_of

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise FileProblems(
            [_problem(path, "", "cannot be read", "name a UTF-8 file with judgements")]
        ) from None
    try:
        read = TypeAdapter(tuple[JudgedIn, ...]).validate_json(text)
    except ValidationError as error:
        raise FileProblems(
            [
                _problem(
                    path,
                    ".".join(str(part) for part in found["loc"]),
                    f"does not fit: {found['msg']}",
                    "see 'portfolio schema' for what fits",
                )
                for found in error.errors()
            ]
        ) from None
    return tuple(value_of(CriterionJudged, each) for each in read)


def _problem(path: Path, place: str, why: str, remedy: str) -> Problem:
    return Problem(file=path.name, place=place, value="", why=why, remedy=remedy)


def _share(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise Invalid("share", text, "is not between 0 and 1", "write 1/3 or 0.25") from None


def _measured(text: str) -> Decimal:
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        raise Invalid("measured", text, "is not a number", "give a number") from None
