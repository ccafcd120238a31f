"""Commands on waivers: one condition of one instalment set aside, by name, for a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from portfolio.cli.command import act, subgroup
from portfolio.cli.options import InstalmentOf, code_option, part_of
from portfolio.cli.plain import Part, plain_act
from portfolio.domain.errors import Invalid

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.waivers import ProposeWaiver

commands = typer.Typer()
_WAIVER = Part("waiver", "waivers", "W1")


@act(
    commands, "waive",
    "portfolio waive RAPIDUS-FE/I3 --commitment C1 --until 2027-03-31 "
    '--authority "ministerial decision 2026-114" --reason "training centre flooded"',
    "portfolio waive RAPIDUS-FE/I3 --level-step M4 --until 2027-03-31 "
    '--authority "committee minute 12" --reason "levels 6 and 7 shown in one test"',
)  # fmt: skip
def waive(  # noqa: PLR0913  # one each for what can be waived, and what a waiver says
    _: Desk,
    target: InstalmentOf,
    *,
    milestone: Annotated[
        str | None, code_option("--milestone", "milestones", "Set this milestone aside.")
    ] = None,
    commitment: Annotated[
        str | None,
        code_option("--commitment", "commitments", "Or this reskilling commitment."),
    ] = None,
    co_funding: Annotated[
        str | None, code_option("--co-funding", "co_fundings", "Or this promise of private money.")
    ] = None,
    covenant: Annotated[
        str | None, code_option("--covenant", "covenants", "Or a breach of this covenant.")
    ] = None,
    screening: Annotated[
        bool, typer.Option("--screening", help="Or the screening; never a veto.")
    ] = False,
    level_step: Annotated[
        str | None,
        code_option("--level-step", "milestones", "Or let this milestone raise several levels."),
    ] = None,
    authority: Annotated[str, typer.Option(help="Whose decision allows it, and where it stands.")],
    until: Annotated[str, typer.Option(metavar="DATE", help="The last day of the waiver.")],
) -> ProposeWaiver:
    """Propose to set one condition of an instalment aside.

    Name one condition, by whose authority, why, and until when. It takes effect when somebody
    else confirms it, and stays visible for ever.
    """
    from portfolio.domain.acts.waivers import ProposeWaiver
    from portfolio.domain.period import parse_day
    from portfolio.domain.waiver import Waivable

    grant, instalment = part_of(target, "RAPIDUS-FE/I3")
    named = {
        Waivable.MILESTONE: milestone,
        Waivable.COMMITMENT: commitment,
        Waivable.CO_FUNDING: co_funding,
        Waivable.COVENANT: covenant,
        Waivable.SCREENING: grant if screening else None,
        Waivable.LEVEL_STEP: level_step,
    }
    conditions = [(condition, code) for condition, code in named.items() if code is not None]
    if len(conditions) != 1:
        raise Invalid(
            "condition", ", ".join(c.value for c, _ in conditions), "is not one condition",
            "name one with --milestone, --commitment, --co-funding, --covenant, --screening or "
            "--level-step",
        )  # fmt: skip
    condition, code = conditions[0]
    return ProposeWaiver(
        grant=grant,
        instalment=instalment,
        condition=condition,
        condition_code=code,
        authority=authority,
        expires_on=parse_day("--until", until),
    )


_waiver = subgroup(
    commands, "waiver", "Confirm, decline, revoke or expire a waiver.",
    "portfolio waiver confirm RAPIDUS-FE/W1",
)  # fmt: skip
plain_act(
    _waiver, "waiver confirm", _WAIVER, "confirm waiver",
    """Confirm a proposed waiver: it takes effect.

    Never done by whoever proposed it.
    """,
)  # fmt: skip
plain_act(
    _waiver, "waiver decline", _WAIVER, "decline waiver",
    "Turn a proposed waiver down, with a reason.", why="the condition can be met in time",
)  # fmt: skip
plain_act(
    _waiver, "waiver revoke", _WAIVER, "revoke waiver",
    "End a waiver before its time, with a reason.", why="training has begun again",
)  # fmt: skip
plain_act(_waiver, "waiver expire", _WAIVER, "expire waiver", "Record that a waiver has run out.")
