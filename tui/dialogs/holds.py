"""Stopping payouts with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Select

from portfolio.domain.acts.holds import PlaceHold
from portfolio.domain.people import Role
from portfolio.domain.transitions import HOLD_MOVES, Act
from portfolio.wording import amount, label, word
from tui.dialogs.fields import Field, choice, chosen
from tui.dialogs.layout import packed
from tui.dialogs.signing import SigningDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from portfolio.domain.acts.table import Request

_WHOLE_GRANT = ""


class HoldDialog(SigningDialog):
    """Places a hold on one instalment or on the whole grant."""

    kind = "hold"

    @property
    def scope(self) -> str:
        """The instalment that is to be stopped; empty for all payouts of the grant."""
        selects = self.query("#scope")
        return (chosen(selects.first(Select)) or _WHOLE_GRANT) if selects else self.matter.code

    @property
    def subject(self) -> str:
        """What is stopped is what is signed for."""
        return f"{self.file.code}/{self.scope}" if self.scope else self.file.code

    def facts(self, width: int) -> Iterator[str]:
        """Yield the grant, what is paid and could be paid, and what is stopped already."""
        language, grant = self.language, self.file.grant
        currency = self.dossier.programme.programme.currency
        yield f"{grant.code} {language.of((grant.title, grant.title_ja or grant.title))}"
        paid, payable = self.dossier.standing.paid_minor, self.dossier.standing.payable_minor
        yield from packed(
            (
                f"{label('column.paid', language)} {amount(paid, currency, language)}",
                f"{label('column.payable_now', language)} {amount(payable, currency, language)}",
            ),
            width,
        )
        for hold in self.file.holds:
            where = hold.instalment or label("dialog.whole_grant", language)
            yield f"{hold.code} {word(hold.state, language)} {where}: {hold.reason}"

    def form(self) -> ComposeResult:
        """Ask what is stopped, why, and who may lift it."""
        language = self.language
        scopes = [(label("dialog.whole_grant", language), _WHOLE_GRANT)]
        scopes += [
            (f"{i.code} {language.of((i.title, i.title_ja or i.title))}", i.code)
            for i in self.file.instalments
        ]
        scope = choice("scope", scopes, self.matter.code)
        yield Field(label("dialog.scope", language), scope, names=("scope",))
        roles = [r for move in HOLD_MOVES if move.act is Act.LIFT for r in move.roles]
        may_lift = choice(
            "may_lift",
            [(word(role, language), role.value) for role in roles],
            PlaceHold(grant=self.file.code).may_lift.value,
        )
        yield Field(label("dialog.may_lift", language), may_lift, names=("may_lift",))
        yield from super().form()

    def request(self) -> Request:
        """Return the hold."""
        return PlaceHold(
            grant=self.file.code,
            instalment=self.scope or None,
            may_lift=Role(chosen(self.query_one("#may_lift", Select)) or ""),
        )
