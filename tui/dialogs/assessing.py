"""Judging a milestone: the level found and every criterion. What follows is arithmetic."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Select, Static

from portfolio.domain.acts.assessing import AssessMilestone, CriterionJudged
from portfolio.domain.errors import Invalid
from portfolio.domain.milestone import Verdict
from portfolio.domain.text import clean_text
from portfolio.wording import label, word
from tui.dialogs.blanks import NOT_WRITTEN
from tui.dialogs.drawn import DrawnDialog
from tui.dialogs.fields import Entry, Field, choice, chosen
from tui.pages.facts import evidence_lines
from tui.pages.view import View
from tui.text import shown

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from portfolio.domain.acts.table import Request
    from portfolio.domain.milestone import Criterion, Milestone
    from tui.pages.view import Facts


class AssessDialog(DrawnDialog):
    """Assesses a submitted milestone; the evidence stands above, or beside where there is room."""

    DEFAULT_CSS = """
    AssessDialog .criterion { height: auto; }
    AssessDialog.wide .on-file { display: none; }
    AssessDialog .share { display: none; }
    AssessDialog .partly .share { display: block; }
    AssessDialog Field Select { width: 17; }
    AssessDialog Field .measured, AssessDialog Field .share { width: 16; margin-left: 1; }
    AssessDialog Field .why { margin-left: 1; }
    """

    @property
    def milestone(self) -> Milestone:
        """What is assessed."""
        return self.file.milestone(self.matter.code)

    def texts(self, found: Facts) -> tuple[str, ...]:  # noqa: ARG002  # it stands in the form, whole
        """Return nothing: the evidence stands in the form, all of it."""
        return ()

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """What has to be judged."""
        return self.file.criteria_of(self.milestone.code)

    def form(self) -> ComposeResult:
        """Ask for the level, for a verdict on each criterion, and for a summary."""
        language = self.language
        element = self.file.element(self.milestone.element)
        for line in evidence_lines(View(self.dossier, language), self.milestone.code):
            yield Static(Content(shown(line)), classes="on-file", markup=False)
        yield Field(
            f"{label('dialog.level_found', language)} {element.scale}",
            Entry("level"), names=("level",),
        )  # fmt: skip
        for criterion in self.criteria:
            yield self._criterion_field(criterion)
        yield Field(label("dialog.summary", language), Entry("summary"), names=("summary",))

    def _criterion_field(self, criterion: Criterion) -> Field:
        language, code = self.language, criterion.code
        text = language.of((criterion.text, criterion.text_ja or criterion.text))
        comparison = word(criterion.comparison, language)
        target = f"{criterion.target} {criterion.unit}"
        asked = language.of((f"{comparison} {target}", f"{target}{comparison}"))
        verdicts = [(word(v, language), v.value) for v in Verdict]
        parts = [
            choice(f"verdict-{code}", verdicts),
            Entry(f"measured-{code}", placeholder=label("dialog.measured", language)),
            Entry(f"share-{code}", placeholder=label("dialog.share_partly", language)),
            Entry(f"why-{code}", placeholder=label("dialog.reason", language)),
        ]
        for part, kind in zip(parts, ("verdict", "measured", "share", "why"), strict=True):
            part.add_class(kind)
        field = Field(f"{code} {text}: {asked}", *parts, names=(code,), above=True)
        field.id = f"criterion-{code}"
        return field

    @on(Select.Changed)
    def ask_for_the_share(self, event: Select.Changed) -> None:
        """A share is written only where a criterion is met partly."""
        field = event.select.query_ancestor(Field)
        field.set_class(event.value == Verdict.PARTLY.value, "partly")

    def draft(self) -> Request:
        """Weigh what is judged so far: criteria without a whole judgement are still unjudged."""
        judged = []
        for criterion in self.criteria:
            try:
                judged.append(self._judged(criterion))
            except Invalid:
                continue
        try:
            level = self._level()
        except Invalid:
            level = self.file.element(self.milestone.element).current_level
        return self._assessment(level, self.written("summary").strip() or NOT_WRITTEN, judged)

    def request(self) -> Request:
        """Return the assessment. Raises `Invalid`, naming the level, a criterion or the summary."""
        level = self._level()
        judged = [self._judged(criterion) for criterion in self.criteria]
        return self._assessment(level, clean_text("summary", self.written("summary")), judged)

    def _assessment(self, level: int, summary: str, judged: list[CriterionJudged]) -> Request:
        return AssessMilestone(
            grant=self.file.code,
            milestone=self.milestone.code,
            level_reached=level,
            summary=summary,
            judgements=tuple(judged),
        )

    def _level(self) -> int:
        written = self.written("level").strip()
        if not (written.isascii() and written.isdigit()):
            raise Invalid("level", written, "is not a number", "give a number")
        return int(written)

    def _judged(self, criterion: Criterion) -> CriterionJudged:
        """Return the judgement of one criterion. Raises `Invalid` in its name."""
        code = criterion.code
        verdict = chosen(self.query_one(f"#verdict-{code}", Select))
        if verdict is None:
            raise Invalid(code, "", "is missing", "write this field")
        share = self.written(f"share-{code}").strip() if verdict == Verdict.PARTLY.value else ""
        measured = self.written(f"measured-{code}").strip()
        return CriterionJudged(
            criterion=code,
            verdict=Verdict(verdict),
            reason=clean_text(code, self.written(f"why-{code}")),
            share=share_from(code, share) if share else None,
            measured=number_from(code, measured) if measured else None,
        )


def share_from(field: str, text: str) -> Fraction:
    """Read a share between 0 and 1, such as ``1/2`` or ``0.25``, or raise `Invalid`."""
    try:
        share = Fraction(text) if text.isascii() else None
    except (ValueError, ZeroDivisionError):
        share = None
    if share is None or not 0 < share < 1:
        raise Invalid(field, text, "is not between 0 and 1", "write 1/3 or 0.25")
    return share


def number_from(field: str, text: str) -> Decimal:
    """Read a measured value, or raise `Invalid`."""
    try:
        number = Decimal(text) if text.isascii() else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise Invalid(field, text, "is not a number", "give a number")
    return number
