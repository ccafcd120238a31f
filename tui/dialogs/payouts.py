"""Deciding on a payout: proposed, confirmed or sent back, settled or cancelled, or failed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from portfolio.domain.acts.payouts import (
    CancelPayout,
    ConfirmPayout,
    ProposePayout,
    RecordFailure,
    SendBackPayout,
    SettlePayout,
)
from portfolio.domain.errors import Invalid
from portfolio.domain.money import parse_minor
from portfolio.domain.text import clean_text
from portfolio.domain.transitions import Act
from portfolio.wording import amount, label, word
from tui.dialogs.effect import money
from tui.dialogs.fields import Entry, Field
from tui.dialogs.layout import packed
from tui.dialogs.signing import NOT_WRITTEN, SigningDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.app import ComposeResult

    from portfolio.domain.acts.table import Request
    from portfolio.domain.instalment import Instalment, Payout
    from portfolio.domain.states import State

_PLAIN: dict[Act, Callable[..., Request]] = {
    Act.CONFIRM: ConfirmPayout,
    Act.SEND_BACK: SendBackPayout,
    Act.CANCEL: CancelPayout,
    Act.RECORD_FAILURE: RecordFailure,
}


class ProposalDialog(SigningDialog):
    """Proposes to pay an instalment: all that is payable, or less with a reason."""

    kind: ClassVar[str] = "payout"

    @property
    def instalment(self) -> Instalment:
        """What is to be paid of the grant."""
        return self.file.instalment(self.matter.code)

    @property
    def fiscal_year(self) -> int:
        """The year it is charged to."""
        return self.dossier.entitlement(self.instalment.code).case.fiscal_year

    @property
    def amount_minor(self) -> int:
        """What would be paid, in minor units, as far as is known."""
        new = [p for p in (self.after.payouts if self.after else ()) if p not in self.file.payouts]
        entitled = self.dossier.entitlement(self.instalment.code)
        return new[0].amount_minor if new else entitled.payable_minor

    def facts(self, width: int) -> Iterator[str]:
        """Yield grant, instalment and amount, who did what, and the sums before and after."""
        currency = self.dossier.programme.programme.currency
        language = self.language
        titles = [
            language.of((t.title, t.title_ja or t.title))
            for t in (self.file.grant, self.instalment)
        ]
        yield f"{self.file.code} {titles[0]}, {self.instalment.code} {titles[1]}"
        sums = (
            f"{label('column.amount', language)} {amount(self.amount_minor, currency, language)}",
            f"{label('column.planned', language)} "
            f"{amount(self.instalment.amount_minor, currency, language)}",
        )
        yield from packed((*sums, *self.past()), width)
        yield from packed(money(self.dossier, self.after, self.fiscal_year, language), width)

    def past(self) -> Iterator[str]:
        """Yield what was done with it before: the payouts on the instalment."""
        for payout in self.file.payouts_on(self.instalment.code):
            yield f"{payout.code} {word(payout.state, self.language)} {payout.proposed_by}"

    def form(self) -> ComposeResult:
        """Ask for the amount besides."""
        text = label("column.amount", self.language)
        entry = Entry("amount", placeholder=label("dialog.amount_empty", self.language))
        yield Field(text, entry, names=("amount",))
        yield from super().form()

    def draft(self) -> Request:
        """Weigh all that is payable while the amount cannot be read."""
        try:
            return self.request()
        except Invalid:
            return self._request(None)

    def request(self) -> Request:
        """Return the proposal. Raises `Invalid` for an amount that is none."""
        written = self.written("amount").strip()
        currency = self.dossier.programme.programme.currency
        return self._request(parse_minor("amount", written, currency) if written else None)

    def _request(self, amount_minor: int | None) -> Request:
        return ProposePayout(
            grant=self.file.code, instalment=self.instalment.code, amount_minor=amount_minor
        )


class DecisionDialog(SigningDialog):
    """Decides on a payout that exists: whatever the table of moves allows in its state."""

    kind: ClassVar[str] = "payout"

    @property
    def payout(self) -> Payout:
        """What is decided on."""
        return self.file.payout(self.matter.code)

    @property
    def state(self) -> State:
        """Where the payout stands."""
        return self.payout.state

    def facts(self, width: int) -> Iterator[str]:
        """Yield grant, instalment and amount, who did what, and the sums before and after."""
        payout, language = self.payout, self.language
        grant, instalment = self.file.grant, self.file.instalment(payout.instalment)
        titles = [language.of((t.title, t.title_ja or t.title)) for t in (grant, instalment)]
        yield f"{grant.code} {titles[0]}, {instalment.code} {titles[1]}"
        currency = self.dossier.programme.programme.currency
        asked = (
            f"{label('column.amount', language)} {amount(payout.amount_minor, currency, language)}"
        )
        yield from packed((asked, word(payout.state, language), self.history(self.subject)), width)
        yield from packed(money(self.dossier, self.after, payout.fiscal_year, language), width)

    def form(self) -> ComposeResult:
        """Ask for the bank's reference besides, where the payout can be settled."""
        yield from super().form()
        if Act.SETTLE in self.acts():
            text = label("dialog.payment_reference", self.language)
            yield Field(text, Entry("payment_reference"), names=("payment_reference",))

    def draft(self) -> Request:
        """Weigh a settlement with whatever reference is written so far."""
        if self.act is Act.SETTLE:
            return self._settlement(self.written("payment_reference").strip() or NOT_WRITTEN)
        return self.request()

    def request(self) -> Request:
        """Return what is decided. Raises `Invalid` for a settlement without a reference."""
        if self.act is Act.SETTLE:
            reference = clean_text("payment_reference", self.written("payment_reference"))
            return self._settlement(reference)
        return _PLAIN[self.act](grant=self.file.code, payout=self.payout.code)

    def _settlement(self, reference: str) -> Request:
        return SettlePayout(
            grant=self.file.code, payout=self.payout.code, payment_reference=reference
        )
