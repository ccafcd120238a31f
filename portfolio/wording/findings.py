# Japanese writes full-width characters, on purpose
"""What a finding says, what to do then, and what to say over a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.errors import CaseChanged
from portfolio.domain.reason import Effect
from portfolio.domain.transitions import ROLES_OF_PLAIN_ACTS, TABLES, Act
from portfolio.wording.act_reasons import WHAT_AN_ACT_NEEDS, WHAT_MAY_FOLLOW, WHO_MAY_ACT
from portfolio.wording.change_reasons import CHANGE_REASONS
from portfolio.wording.course_reasons import COURSE_REASONS
from portfolio.wording.entry_reasons import ENTRY_REASONS
from portfolio.wording.labels import label
from portfolio.wording.language import Language
from portfolio.wording.money_reasons import MONEY_REASONS
from portfolio.wording.payout_reasons import PAYOUT_REASONS
from portfolio.wording.template import Choice, fill
from portfolio.wording.words import not_done

if TYPE_CHECKING:
    from portfolio.domain.errors import Refused
    from portfolio.domain.finding import Fact, Finding
    from portfolio.wording.template import Catalogue, Wording

CATALOGUE: Catalogue = {
    **PAYOUT_REASONS,
    **WHO_MAY_ACT,
    **WHAT_MAY_FOLLOW,
    **WHAT_AN_ACT_NEEDS,
    **CHANGE_REASONS,
    **MONEY_REASONS,
    **COURSE_REASONS,
    **ENTRY_REASONS,
}


def sentence(finding: Finding, language: Language = Language.ENGLISH) -> str:
    """Return what a finding says, with the facts it compared, as one sentence.

    Raises KeyError where a fact that the sentence needs is not among the finding's.
    """
    text = fill(language.of(_wording(finding).says), _facts(finding), language)
    return text[0].upper() + text[1:]


def next_step(finding: Finding, language: Language = Language.ENGLISH) -> str | None:
    """Return what is to be done about a finding, and by whom; None where it satisfies."""
    then = _wording(finding).then
    if finding.effect is Effect.SATISFIES or then is None:
        return None
    return fill(language.of(then), _facts(finding), language)


def headline(error: Refused, language: Language = Language.ENGLISH) -> str:
    """Return what to say over the findings of a refusal: what was not done, and how it stands."""
    count, standing = len(error.findings), len(error.obstacles)
    not_this = not_done(error.act, language)
    said = [language.of((f"{not_this}: {error.subject}.", f"{not_this}：{error.subject}。"))]
    if isinstance(error, CaseChanged):
        said.append(label("result.case_changed", language))
    if standing:
        stand = "stands" if standing == 1 else "stand"
        said.append(
            language.of(
                (
                    f"{standing} of {count} conditions {stand} in the way.",
                    f"{count}件の条件のうち{standing}件が支障となっています。",
                )
            )
        )
    said.append(label("result.nothing_saved", language))
    return language.of((" ", "")).join(said)


def _wording(finding: Finding) -> Wording:
    entry = CATALOGUE[finding.reason]
    return entry.among[entry.by(finding.facts)] if isinstance(entry, Choice) else entry


def _facts(finding: Finding) -> dict[str, Fact]:
    """Return a finding's facts with those that follow from them; its own always win."""
    code = finding.subject.rpartition("/")[2]
    facts: dict[str, Fact] = {"subject": finding.subject, "place": code, "code": code}
    facts.update(finding.facts)
    if "level_asked" in facts:
        facts["levels_short"] = int(facts["level_asked"]) - int(facts["level_now"])
    if "level_before" in facts:
        facts["next_level"] = int(facts["level_before"]) + 1
    if "act" in facts:
        facts["doers"] = ", ".join(_who_may(Act(str(facts["act"]))))
    return facts


def _who_may(act: Act) -> tuple[str, ...]:
    moves = [m for table in TABLES.values() for m in table if m.act is act]
    roles = [*ROLES_OF_PLAIN_ACTS.get(act, ()), *(r for m in moves for r in m.roles)]
    return tuple(dict.fromkeys(r.value for r in roles))
