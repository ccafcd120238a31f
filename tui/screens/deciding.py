"""What screens share on which something can be decided: the dialogs, and what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.transitions import Act
from portfolio.services import browse
from portfolio.wording import kind_word, label, sentence, word
from tui.lines import Subject, Tone
from tui.pages.about import EXPLAINED, explained, weighed
from tui.pages.journal import act_word
from tui.screens.choices import Choices, Offer
from tui.screens.listing import ListScreen
from tui.seat import seat_of
from tui.subjects import ACTS_ON, choices_on, choices_waiting, main_act, possible_first

if TYPE_CHECKING:
    from portfolio.reports.dossier import Dossier
    from portfolio.reports.queue import QueueLine
    from portfolio.services.perform import Outcome
    from tui.subjects import Choice


class DecidingScreen(ListScreen):
    """A list screen whose rows can be explained and decided on."""

    def chosen(self) -> Subject | None:
        """Return what the chosen row is about."""
        row = self.sheet.current
        return row.subject if row else None

    def grant_here(self) -> str | None:
        """Return the grant the chosen row belongs to."""
        subject = self.chosen()
        return subject.grant if subject else None

    def act_here(self, dossier: Dossier, subject: Subject) -> Act | None:
        """Return the act to decide on for a subject."""
        return main_act(dossier, subject, seat_of(self).person)

    def action_decide(self) -> None:
        """Open the dialog that decides on the chosen row, also where the answer will be no."""
        row = self.sheet.current
        subject = row.subject if row else None
        if subject is None or subject.kind not in ACTS_ON:
            self.say(label("why.nothing_to_decide", self.language))
            return
        office, grant = seat_of(self).office, subject.grant

        def decide(dossier: Dossier) -> None:
            act = self.act_here(dossier, subject)
            if act is not None:
                self.open_dialog(act, dossier, subject)

        self.ask("decide", lambda: browse.dossier(office, grant), decide, opens=True)

    def action_acts(self) -> None:
        """Offer every act on the chosen row, and what else of its grant is mine to do."""
        grant = self.grant_here()
        if grant is None:
            self.say(label("why.nothing_to_decide", self.language))
            return
        office = seat_of(self).office

        def read() -> tuple[Dossier, tuple[QueueLine, ...]]:
            return browse.dossier(office, grant), browse.queue(office, grant=grant)

        self.ask("acts", read, self._offer, opens=True)

    def action_note(self) -> None:
        """Open the dialog that writes a note on the chosen row."""
        self._open_on_row(Act.NOTE)

    def action_assign(self) -> None:
        """Open the dialog that says who handles what waits."""
        self._open_on_row(Act.ASSIGN)

    def _open_on_row(self, act: Act) -> None:
        grant = self.grant_here()
        if grant is None:
            self.say(label("why.nothing_to_decide", self.language))
            return
        office, subject = seat_of(self).office, self._acted_on(grant)

        def open_it(dossier: Dossier) -> None:
            self.open_dialog(act, dossier, subject)

        self.ask(act.value, lambda: browse.dossier(office, grant), open_it, opens=True)

    def _acted_on(self, grant: str) -> Subject:
        """Return what the chosen row is about; the grant where that is nothing to act on."""
        subject = self.chosen()
        known = subject is not None and subject.kind in ACTS_ON
        return subject if subject is not None and known else Subject("grant", grant)

    def _offer(self, answer: tuple[Dossier, tuple[QueueLine, ...]]) -> None:
        dossier, waiting = answer
        subject, person = self._acted_on(dossier.file.code), seat_of(self).person
        choices = possible_first(
            (
                *choices_on(dossier, subject, person),
                *choices_waiting(dossier, waiting, subject, person),
            )
        )
        offers = [self._offered(choice) for choice in choices]
        title = f"{label('choices.acts', self.language)}: {dossier.file.code}"

        def choose(key: str | None) -> None:
            for choice, offer in zip(choices, offers, strict=True):
                if offer.key == key:
                    self.open_dialog(choice.act, dossier, choice.subject)

        self.app.push_screen(Choices(title, offers, self.language), choose)

    def _offered(self, choice: Choice) -> Offer:
        why = sentence(choice.obstacle, self.language) if choice.obstacle else ""
        subject, act = choice.subject, word(choice.act, self.language)
        kind = kind_word(subject.kind, self.language) if subject.code else ""
        named = (act, "" if kind in act else kind, subject.code)
        return Offer(
            key=f"{choice.act} {subject.kind} {subject}",
            name=" ".join(each for each in named if each),
            note=why,
            can_be_done=choice.obstacle is None,
        )

    def open_dialog(self, act: Act, dossier: Dossier, subject: Subject) -> None:
        """Open the dialog of an act; when it has been signed, say what was done."""
        from tui.dialogs.of_acts import dialog_for

        office = seat_of(self).office
        dialog = dialog_for(act, office, dossier, subject, self.language)
        self.app.push_screen(dialog, self._done)

    def _done(self, outcome: Outcome | None) -> None:
        if outcome is None:
            return
        self.written_here()
        acts = ", ".join(act_word(entry.act, self.language) for entry in outcome.entries)
        key = "done.repeated" if outcome.repeated else "done.now"
        last = outcome.entries[-1]
        text = label(key, self.language)
        said = text.format(acts=acts, subject=last.subject, actor=last.actor, number=last.seq)
        self.say(said, Tone.WARN if outcome.repeated else Tone.GOOD)

    def written_here(self) -> None:
        """Load anew what was just written from here."""
        seat_of(self).changes += 1
        self._changes_seen = seat_of(self).changes
        self.load()

    def action_why(self) -> None:
        """Explain the chosen instalment or payout: every condition, met or not.

        Of what withholds from an instalment, or is set aside or claimed for it, the instalment.
        """
        from tui.screens.why import Why

        subject = self.chosen()
        if subject is None or subject.kind not in EXPLAINED:
            self.say(label("why.nothing_to_explain", self.language))
            return
        office, grant = seat_of(self).office, subject.grant

        def explain(dossier: Dossier) -> None:
            behind = explained(dossier.file, subject)
            found = weighed(dossier, behind)
            if found is not None:
                self.app.push_screen(Why(behind, dossier, found, self.language))

        self.ask("why", lambda: browse.dossier(office, grant), explain, opens=True)

    def action_evidence(self) -> None:
        """Look at the evidence behind the chosen row."""
        from tui.screens.evidence import EvidenceScreen

        subject = self.chosen()
        if subject is None:
            self.say(label("why.no_evidence", self.language))
            return
        office = seat_of(self).office

        def look(dossier: Dossier) -> None:
            self.app.push_screen(EvidenceScreen(office, dossier, subject, self.language))

        self.ask("evidence", lambda: browse.dossier(office, subject.grant), look, opens=True)

    def why_not(self, name: str) -> str | None:
        """Return why an action is of no use on the chosen row."""
        subject, row = self.chosen(), self.sheet.current
        own = row.subject if row else None
        if name == "decide" and (own is None or own.kind not in ACTS_ON):
            return label("why.nothing_to_decide", self.language)
        if name in ("acts", "note", "assign") and subject is None:
            return label("why.nothing_to_decide", self.language)
        if name == "why" and (subject is None or subject.kind not in EXPLAINED):
            return label("why.nothing_to_explain", self.language)
        if name == "evidence" and subject is None:
            return label("why.no_evidence", self.language)
        return super().why_not(name)
