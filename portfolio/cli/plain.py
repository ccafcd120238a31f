"""Acts about which nothing more is said than what they are done to: one line declares one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from portfolio.cli.command import act
from portfolio.cli.options import Grant, part, part_of

if TYPE_CHECKING:
    import typer

    from portfolio.cli.desk import Desk


@dataclass(frozen=True, slots=True)
class Whole:
    """What acts on a grant as a whole are done to."""

    example: str = "RAPIDUS-FE"

    @property
    def argument(self) -> Any:  # noqa: ANN401  # a type, with what typer shows of it
        """What is typed."""
        return Grant

    def codes(self, target: str) -> dict[str, str]:
        """Return what was typed, by the names that requests have for it."""
        return {"grant": target}


@dataclass(frozen=True, slots=True)
class Part:
    """Acts on a part of a grant: `name` as in requests, `records` as in the grant's file.

    `code` is that of an example.
    """

    name: str
    records: str
    code: str

    @property
    def example(self) -> str:
        """How the part is written."""
        return f"RAPIDUS-FE/{self.code}"

    @property
    def argument(self) -> Any:  # noqa: ANN401  # a type, with what typer shows of it
        """What is typed."""
        return Annotated[str, part(self.name.replace("_", "-"), self.records)]

    def codes(self, target: str) -> dict[str, str]:
        """Return what was typed, by the names that requests have for it."""
        grant, code = part_of(target, self.example)
        return {"grant": grant, self.name: code}


def plain_act(  # noqa: PLR0913  # a command, the act it stands for, and their words
    group: typer.Typer, spelling: str, on: Whole | Part, act_: str, does: str, *, why: str = ""
) -> None:
    """Declare an act of the domain as the command ``portfolio SPELLING GRANT/CODE``.

    `does` is its help, `why` an example of a reason where the act needs one. What the act is
    asked for with is looked up when it is done, so that no command loads what it does not need.
    """

    def ask(_: Desk, target: str) -> Any:  # noqa: ANN401  # a request of the domain
        from portfolio.domain.acts.table import REQUESTS
        from portfolio.domain.transitions import Act

        request: Any = REQUESTS[Act(act_)]
        return request(**on.codes(target))

    ask.__doc__ = does
    ask.__annotations__["target"] = on.argument
    example = f"portfolio {spelling} {on.example}"
    name = spelling.rpartition(" ")[2]
    act(group, name, f'{example} --reason "{why}"' if why else example)(ask)
