"""What stands beside the conditions: money before and after, what follows, criteria, evidence.

Left of it is why an act can be done or not; here is what one has to have read to decide on it.
"""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from portfolio.reports.exhibits import exhibits_behind
from portfolio.services.evidence_files import Found, check_file, evidence_folder
from portfolio.wording import amount, label, sentence
from tui.ask import Asking
from tui.dialogs.money import money_paragraphs, sums_of
from tui.lines import Paragraph, Tone
from tui.pages.about import EXPLAINED, explained
from tui.pages.about_files import exhibit_lines
from tui.pages.about_milestone import criteria_paragraphs
from tui.pages.about_money import history_of, part
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual import events

    from portfolio.domain.errors import PortfolioError
    from portfolio.domain.reason import Reason
    from portfolio.domain.rules.payout import Entitlement
    from portfolio.reports.dossier import Dossier
    from portfolio.reports.exhibits import Exhibit
    from portfolio.services.evidence_files import FileCheck
    from portfolio.services.office import Office
    from portfolio.wording import Language
    from tui.lines import Subject


class Beside(Paper, Asking):
    """Says it for one subject, and looks at the files of its evidence meanwhile."""

    DEFAULT_CSS = """
    Beside {
        height: 1fr; min-height: 4; padding-left: 1;
        border-top: solid $foreground 30%; border-bottom: solid $foreground 30%;
        border-title-color: $foreground; border-subtitle-color: $foreground;
    }
    Beside:focus { border-top: solid $border; border-bottom: solid $border; }
    """

    class Looked(Message):
        """The files of the evidence have been looked at."""

    def __init__(self, office: Office, subject: Subject, language: Language) -> None:
        super().__init__(id="beside")
        self.begin_asking()
        self._office = office
        self._subject = subject
        self._language = language
        self._checks: dict[tuple[str, str], FileCheck] = {}
        self._told: tuple[Dossier, Dossier | None, int | None] | None = None
        self._left = Event()

    @property
    def checks(self) -> Mapping[tuple[str, str], FileCheck]:
        """What is known of the files by now, by kind and code."""
        return self._checks

    def alarms(self) -> tuple[str, ...]:
        """Return what has to be said before anything else: files that are other ones."""
        codes = [code for (_, code), check in self._checks.items() if _differs(check)]
        alarm = label("file.alarm", self._language).format(codes=", ".join(codes))
        return (alarm,) if codes else ()

    def on_mount(self) -> None:
        """Say what it is, and with which key it is had where there is no room for both."""
        self.border_title = Content(label("dialog.beside", self._language))

    def on_unmount(self) -> None:
        """Read no further for nobody."""
        self._left.set()

    def tell(self, dossier: Dossier, then: Dossier | None, year: int | None) -> None:
        """Say how things stand, and would; look at the files where there are others than before."""
        before = self._told
        self._told = (dossier, then, year)
        self._write()
        if before is None or before[0].file is not dossier.file:
            exhibits = exhibits_behind(dossier, self._subject.kind, self._subject.code)
            self.ask("files", partial(self._look, exhibits), self._looked)

    def _look(self, exhibits: tuple[Exhibit, ...]) -> dict[tuple[str, str], FileCheck]:
        folder = evidence_folder(self._office)
        return {
            (each.kind, each.code): check_file(folder, each, given_up=self._left.is_set)
            for each in exhibits
        }

    def _looked(self, checks: dict[tuple[str, str], FileCheck]) -> None:
        self._checks = checks
        self._write()
        self.post_message(self.Looked())

    def could_not(self, question: str, error: PortfolioError) -> None:
        """Nothing is read here that could fail in words."""

    def _write(self) -> None:
        if self._told is None:
            return
        top = self.scroll_offset.y
        told = beside_paragraphs(*self._told, self._subject, self._checks, self._language)
        self.write(tuple(told))
        self.scroll_to(y=top, animate=False)
        self.call_after_refresh(self._say_how_many_more)

    def on_resize(self, event: events.Resize) -> None:
        """Count again what is out of sight."""
        super().on_resize(event)
        self.call_after_refresh(self._say_how_many_more)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Count again what is out of sight."""
        super().watch_scroll_y(old_value, new_value)
        self._say_how_many_more()

    def _say_how_many_more(self) -> None:
        more = len(self.lines) - round(self.scroll_offset.y) - self.scrollable_content_region.height
        text = label("dialog.more_lines", self._language).format(count=more) if more > 0 else ""
        self.border_subtitle = Content(text)


def beside_paragraphs(  # noqa: PLR0913, PLR0917  # a subject, both its states, and its files
    dossier: Dossier,
    then: Dossier | None,
    year: int | None,
    subject: Subject,
    checks: Mapping[tuple[str, str], FileCheck],
    language: Language,
) -> Iterator[Paragraph]:
    """Yield all of it, each part under its title; parts with nothing in them are left out."""
    sums = sums_of(dossier, then, year)
    shown = sums if year is not None or any(each.moves for each in sums) else ()
    exhibits = exhibits_behind(dossier, subject.kind, subject.code)
    parts = (
        ("part.follows", follows_paragraphs(dossier, then, language)),
        ("part.money", money_paragraphs(dossier, shown, language)),
        ("part.criteria", _criteria(dossier, subject, language)),
        ("part.evidence", _evidence(exhibits, checks, language)),
        ("part.history", history_of(dossier, subject, exhibits, language)),
    )
    told = [each for key, lines in parts for each in part(key, lines, language)]
    yield from told[1:] or (Paragraph(label("dialog.nothing_beside", language), Tone.DIM),)


def follows_paragraphs(
    dossier: Dossier, then: Dossier | None, language: Language
) -> Iterator[Paragraph]:
    """Yield of each instalment that the act touches what would be payable, or is still missing."""
    for before in dossier.entitlements if then else ():
        code = before.case.subject.partition("/")[2]
        after = then.entitlement(code) if then else before
        if _standing(after) != _standing(before) and after.open_minor:
            yield from _follows(dossier, code, after, language)


def _standing(of: Entitlement) -> tuple[int, set[tuple[Reason, str]]]:
    """Return what is payable and what stands in the way, whatever the ceilings are meanwhile."""
    return of.payable_minor, {(found.reason, found.subject) for found in of.obstacles}


def _follows(
    dossier: Dossier, code: str, after: Entitlement, language: Language
) -> Iterator[Paragraph]:
    currency = dossier.programme.programme.currency
    payable = amount(after.payable_minor, currency, language)
    said = f"{label('dialog.payable', language)} {payable}"
    tone = Tone.GOOD if after.payable_minor else Tone.WARN
    yield Paragraph(said, tone, lead=code, lead_tone=tone)
    for obstacle in after.obstacles:
        yield Paragraph(sentence(obstacle, language), lead="  --", lead_tone=Tone.WARN)


def _criteria(dossier: Dossier, subject: Subject, language: Language) -> Iterator[Paragraph]:
    """Yield the criteria of the milestone, or of those that an instalment's money hangs on."""
    for milestone in _milestones(dossier, subject):
        yield Paragraph(milestone, Tone.DIM)
        yield from criteria_paragraphs(dossier.file, milestone, language)


def _milestones(dossier: Dossier, subject: Subject) -> tuple[str, ...]:
    file = dossier.file
    if subject.kind == "milestone":
        return (subject.code,)
    if subject.kind == "stage_gate":
        return (file.stage_gate(subject.code).milestone,)
    if subject.kind not in EXPLAINED:
        return ()
    behind = explained(file, subject)
    of = file.payout(behind.code).instalment if behind.kind == "payout" else behind.code
    conditions, _ = file.conditions_of(of)
    return tuple(dict.fromkeys(each.milestone for each in conditions))


def _evidence(
    exhibits: tuple[Exhibit, ...],
    checks: Mapping[tuple[str, str], FileCheck],
    language: Language,
) -> Iterator[Paragraph]:
    """Yield each piece with how its file stands; what differs first."""
    order = sorted(exhibits, key=lambda e: not _differs(checks.get((e.kind, e.code))))
    for each in order:
        yield from exhibit_lines(each, checks.get((each.kind, each.code)), language)


def _differs(check: FileCheck | None) -> bool:
    return check is not None and check.found is Found.DIFFERS
