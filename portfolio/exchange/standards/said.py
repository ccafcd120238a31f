"""What is written beside the codes of a standard, in English and Japanese, with its basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis, weakest_basis
from portfolio.domain.charter import Purpose
from portfolio.exchange.shown import readable, text
from portfolio.exchange.standards.movements import awarded
from portfolio.wording.labels import label
from portfolio.wording.language import Language
from portfolio.wording.words import word

if TYPE_CHECKING:
    from enum import StrEnum

    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.instalment import Instalment
    from portfolio.domain.milestone import Milestone
    from portfolio.domain.reskilling import ReskillingCommitment
    from portfolio.exchange.columns import About, Listed
    from portfolio.exchange.standards.movements import Movement
    from portfolio.wording.language import Both


def in_both(english: str, japanese: str | None) -> Both:
    """Return a text of a record in two languages, made harmless."""
    return readable(english), readable(japanese or english)


def sentence(key: str, **gaps: Both | str) -> Both:
    """Return a label in both languages, with its gaps filled in each."""
    english, japanese = (
        label(key, language).format(
            **{n: g if isinstance(g, str) else language.of(g) for n, g in gaps.items()}
        )
        for language in Language
    )
    return english, japanese


def token(value: StrEnum) -> Both:
    """Return the word for a token."""
    return word(value, Language.ENGLISH), word(value, Language.JAPANESE)


def marked(said: Both, basis: Basis) -> Both:
    """Return a text with its basis in words, unless it is public: nothing else may look so."""
    if basis is Basis.PUBLIC:
        return said
    return sentence("published.marked", text=said, basis=token(basis))


def bases_of(file: GrantFile, about: About) -> tuple[Basis, Basis]:
    """Return how far the award can be trusted, and how far plan and payments can."""
    award = weakest_basis((file.grant.basis, *(a.basis for a in awarded(file, about.as_of))))
    plan = (
        *(i.basis for i in file.instalments),
        *(m.basis for m in file.milestones),
        *(c.basis for c in file.commitments),
        *(p.basis for p in file.past_payments),
    )
    return award, weakest_basis(plan)


def title_of(file: GrantFile, about: About) -> Both:
    """Return a grant's title."""
    return _marked_as_whole(in_both(file.grant.title, file.grant.title_ja), file, about)


def description_of(file: GrantFile, about: About) -> Both:
    """Return who holds a grant and for which mission; of a demonstration, that it is one."""
    grant = file.grant
    said = sentence(
        "published.description",
        consortium=in_both(grant.consortium, grant.consortium_ja),
        area=readable(grant.mission_area),
    )
    said = _marked_as_whole(said, file, about)
    if about.purpose is Purpose.DEMONSTRATION:
        return sentence("published.demonstration", text=said)
    return said


def _marked_as_whole(said: Both, file: GrantFile, about: About) -> Both:
    award, plan = bases_of(file, about)
    if award is plan:
        return marked(said, award)
    both = sentence("published.bases", award=token(award), plan=token(plan))
    return sentence("published.marked", text=said, basis=both)


def titled(each: Instalment | Milestone | ReskillingCommitment) -> Both:
    """Return a part of a grant by its code and title."""
    english, japanese = in_both(each.title, each.title_ja)
    return f"{each.code} {english}", f"{each.code} {japanese}"


def movement_said(file: GrantFile, movement: Movement) -> Both:
    """Return what money moved for."""
    gaps: dict[str, Both | str] = {}
    if movement.instalment is not None:
        gaps["instalment"] = titled(file.instalment(movement.instalment))
    if movement.recovery is not None:
        gaps["ground"] = token(movement.recovery.ground)
    return marked(sentence(f"published.{movement.kind.value}", **gaps), movement.basis)


def conditions_said(file: GrantFile, instalment: Instalment, currency: str) -> Both | None:
    """Return what an instalment waits for; None for one that waits for nothing."""
    milestones, persons = file.conditions_of(instalment.code)
    funding = file.funding_conditions_of(instalment.code)
    conditions: tuple[Listed, ...] = (*milestones, *persons, *funding)
    if not conditions:
        return None
    english, japanese = (text(conditions, language, currency) for language in Language)
    said = sentence(
        "published.condition", instalment=titled(instalment), conditions=(english, japanese)
    )
    return marked(said, instalment.basis)
