"""Training reported by one person; verified or rejected by another."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import Select

from portfolio.domain.acts.reskilling import RejectReport, ReportTraining, VerifyReport
from portfolio.domain.errors import Invalid
from portfolio.domain.period import parse_day
from portfolio.domain.reskilling import Rung, check_persons, count_on
from portfolio.domain.states import ReportState
from portfolio.domain.text import clean_text
from portfolio.domain.transitions import Act
from portfolio.wording import day, label, word
from tui.dialogs.digest import DigestField
from tui.dialogs.fields import Entry, Field, choice, chosen
from tui.dialogs.layout import packed
from tui.dialogs.signing import SigningDialog
from tui.dialogs.telling import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from portfolio.domain.acts.table import Request
    from portfolio.domain.reskilling import ReskillingCommitment, ReskillingReport
    from portfolio.domain.states import State

_NO_DIGEST = "0" * 64


class AboutTraining(SigningDialog):
    """What both dialogs show: what was promised, and what was counted before."""

    kind: ClassVar[str] = "report"

    @property
    @abstractmethod
    def commitment(self) -> ReskillingCommitment:
        """What was promised."""

    def facts(self, width: int) -> Iterator[str]:
        """Yield the promise and the counts on file, the newest last."""
        language, commitment = self.language, self.commitment
        title = language.of((commitment.title, commitment.title_ja or commitment.title))
        yield f"{self.file.code}/{commitment.code} {title}"
        yield from packed(
            (
                named(
                    "dialog.promised",
                    f"{commitment.persons} {word(commitment.rung, language)}",
                    language,
                ),
                f"{label('column.due', language)} {day(commitment.due_on, language)}",
                f"{label('column.member', language)} {commitment.member}",
            ),
            width,
        )
        yield from packed((self.count(report) for report in self.earlier()), width)

    def earlier(self) -> tuple[ReskillingReport, ...]:
        """Return the counts on file, oldest first."""
        return self.file.reports_on(self.commitment.code)

    def count(self, report: ReskillingReport) -> str:
        """Return what was counted when, and whether it was verified."""
        rung, state = word(report.rung, self.language), word(report.state, self.language)
        return f"{report.code} {report.as_of} {report.persons} {rung}, {state}"


class ReportDialog(AboutTraining):
    """Reports how many persons stand on a rung, with the document that shows them."""

    @property
    def commitment(self) -> ReskillingCommitment:
        """What was promised."""
        return self.file.commitment(self.matter.code)

    def form(self) -> ComposeResult:
        """Ask for rung, persons, day, and document."""
        language = self.language
        rungs = [(word(rung, language), rung.value) for rung in Rung]
        rung = choice("rung", rungs, self.commitment.rung.value)
        yield Field(label("column.rung", language), rung, names=("rung",))
        yield Field(label("column.persons", language), Entry("persons"), names=("persons",))
        as_of = Entry("as_of", value=self.dossier.as_of.isoformat())
        yield Field(label("seal.as_of", language).capitalize(), as_of, names=("as_of",))
        yield Field(label("dialog.document", language), Entry("document"), names=("document",))
        names = ("file", "document_sha256")
        yield DigestField("dialog.file_or_digest", names=names, language=language)

    @on(DigestField.Changed)
    def weigh_the_file(self) -> None:
        """The file has been read: find out anew."""
        self.weigh_soon()

    def draft(self) -> Request:
        """Weigh the least that could be reported while the report is not whole."""
        try:
            return self.request()
        except Invalid:
            pass
        standing = [
            r
            for r in self.file.reports_on(self.commitment.code)
            if r.state is not ReportState.REJECTED
        ]
        try:
            persons = self._persons()
        except Invalid:
            persons = max(1, count_on(standing, self._rung))
        return ReportTraining(
            grant=self.file.code, commitment=self.commitment.code, rung=self._rung,
            persons=persons, as_of=self.dossier.as_of, document=self.subject,
            document_sha256=_NO_DIGEST,
        )  # fmt: skip

    def request(self) -> Request:
        """Return the report. Raises `Invalid`, naming what is missing or unfit."""
        persons = self._persons()
        as_of = parse_day("as_of", self.written("as_of").strip())
        document = clean_text("document", self.written("document"))
        digest = self.query_one(DigestField).digest()
        if digest is None:
            raise Invalid("file", "", "is missing", "write this field")
        return ReportTraining(
            grant=self.file.code, commitment=self.commitment.code, rung=self._rung,
            persons=persons, as_of=as_of, document=document, document_sha256=digest,
        )  # fmt: skip

    @property
    def _rung(self) -> Rung:
        return Rung(chosen(self.query_one("#rung", Select)) or self.commitment.rung)

    def _persons(self) -> int:
        written = self.written("persons").strip()
        if not (written.isascii() and written.isdigit()):
            raise Invalid("persons", written, "is no head count", "give 1 or more persons")
        return check_persons("persons", int(written))


class VerifyDialog(AboutTraining):
    """Accepts a reported count, or turns it down with a reason."""

    @property
    def report(self) -> ReskillingReport:
        """What is decided on."""
        return self.file.report(self.matter.code)

    @property
    def commitment(self) -> ReskillingCommitment:
        """What was promised."""
        return self.file.commitment(self.report.commitment)

    @property
    def state(self) -> State:
        """Where the report stands."""
        return self.report.state

    def facts(self, width: int) -> Iterator[str]:
        """Yield the report to decide on first, then the promise and the other counts."""
        report = self.report
        yield self.count(report)
        yield (
            f"{report.document} (SHA-256 {report.document_sha256[:16]}, {report.reported_by}, "
            f"{day(report.moved_on, self.language)})"
        )
        yield from super().facts(width)

    def earlier(self) -> tuple[ReskillingReport, ...]:
        """Return the other counts on file."""
        return tuple(r for r in super().earlier() if r.code != self.report.code)

    def request(self) -> Request:
        """Return the decision."""
        if self.act is Act.VERIFY:
            return VerifyReport(grant=self.file.code, report=self.report.code)
        return RejectReport(grant=self.file.code, report=self.report.code)
