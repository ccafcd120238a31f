"""Entering programmes and what is recorded of their budget from a form: as a file with one record.

A form has the columns of a plan's table, and each of its values is read as a cell of one. What it
makes goes through the same import, and the same rules, as a file would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from portfolio.domain.errors import FileProblems, Refused
from portfolio.domain.record import to_row
from portfolio.domain.rules.duties import the_role_is_held
from portfolio.domain.transitions import ROLES_OF_PLAIN_ACTS, Act
from portfolio.exchange.document import FORMAT, PortfolioIn
from portfolio.exchange.grids import Cell, Seen
from portfolio.exchange.plan_cells import read
from portfolio.exchange.reading import read_document, shape_problem
from portfolio.exchange.tables import plan_table
from portfolio.services.browse import programme
from portfolio.services.importing import Plan, import_read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from portfolio.domain.finding import Finding
    from portfolio.domain.people import Person
    from portfolio.exchange.tables import Field
    from portfolio.services.office import Office

BUDGET_TABLES = (
    "appropriations", "carry_overs", "outside_executions", "budget_requests", "fund_balances",
    "terms",
)  # fmt: skip
"""The tables of what is recorded of a programme beside itself."""

Said = dict[str, Any]
"""What a record says, by the names of the JSON format."""


def columns_of(table: str) -> tuple[Field, ...]:
    """Return what a form on a table asks for: all but the number, which follows by itself."""
    return tuple(each for each in plan_table(table).fields if each.key != "number")


def value_of(column: Field, text: str, currency: str) -> object:
    """Return what is written for a column, as the format has it. Raises `Invalid`."""
    return read(column, Cell(Seen.TEXT, text), currency)


def enter_programme(
    office: Office, said: Said, appropriations: list[Said], *, dry_run: bool = False
) -> Plan:
    """Enter a programme with its first appropriations; a plan with problems is not written.

    Raises `Refused` for who may not.
    """
    return _import(office, said | {"appropriations": appropriations}, dry_run=dry_run)


def enter_record(
    office: Office, code: str, table: str, said: Said, *, dry_run: bool = False
) -> Plan:
    """Enter a further record of a programme, under the next number.

    Raises `NotFound`, `Refused`.
    """
    file = programme(office, code)
    path = plan_table(table).path[-1]
    others = [to_row(each) for each in getattr(file, path)]
    numbered = said | {"number": _next_number(table, said, others)}
    own = {k: v for k, v in to_row(file.programme).items() if v is not None}
    return _import(office, own | {path: [numbered]}, dry_run=dry_run)


def _next_number(table: str, said: Said, others: Sequence[Mapping[str, Any]]) -> int:
    """Return the number after the last of those that are alike else."""
    alike = [key for key in plan_table(table).own if key != "number"]
    taken = (each["number"] for each in others if all(each[k] == said.get(k) for k in alike))
    return max(taken, default=0) + 1


def why_not_entered(person: Person | None, code: str = "") -> Finding | None:
    """Return what keeps a person from entering programmes, None where nothing does."""
    if person is None:
        return None
    act = Act.ENTER_PROGRAMME
    found = the_role_is_held(person, act, code, ROLES_OF_PLAIN_ACTS[act])
    return found if found.stands_in_the_way else None


def _import(office: Office, said: Said, *, dry_run: bool) -> Plan:
    code = str(said.get("code", ""))
    obstacle = why_not_entered(office.person(), code)
    if obstacle is not None:
        raise Refused(Act.ENTER_PROGRAMME.value, code, (obstacle,))
    name = f"form-{code}"
    document = {"format": FORMAT, "programmes": [said]}
    try:
        made = read_document(name, PortfolioIn.model_validate(document))
    except ValidationError as error:
        return Plan(problems=[shape_problem(name, each) for each in error.errors()])
    except FileProblems as found:
        return Plan(problems=list(found.problems))
    return import_read(office, [made], dry_run=dry_run)
