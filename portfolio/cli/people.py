"""Commands on people: who is known, what they are trusted with, which logins are theirs."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Any

import typer

from portfolio.cli.command import Said, act, command, subgroup
from portfolio.cli.options import one_word
from portfolio.domain.errors import Invalid

if TYPE_CHECKING:
    from portfolio.cli.desk import Desk
    from portfolio.domain.acts.entering import ChangePerson, EnterPerson
    from portfolio.domain.people import Role
    from portfolio.services.office import Office
    from portfolio.services.perform import Outcome

commands = typer.Typer()
_people = subgroup(
    commands, "people", "Who may act, as what, under which login.", "portfolio people list"
)

_Person = Annotated[str, typer.Argument(metavar="CODE", help="Code of a person.")]
_ROLES = (
    "grant-officer, assessor, authorising-officer, accounting-officer, council, "
    "budget-reviewer, auditor or administrator"
)


def _carry(office: Office, request: Any, said: Said) -> Outcome:  # noqa: ANN401  # one of two requests
    from portfolio.services.people import put_person

    if said.on is not None:
        raise Invalid(
            "--on", said.on.isoformat(), "is not possible here",
            "leave it out: roles and logins count from the moment they are entered",
        )  # fmt: skip
    return put_person(
        office, request,
        reason=said.reason, command_id=said.command_id, dry_run=said.dry_run,
    )  # fmt: skip


def _roles(texts: list[str] | None) -> tuple[Role, ...]:
    from portfolio.domain.people import Role

    return tuple(one_word("role", text, Role) for text in texts or ())


@command(_people, "list", "portfolio people list")
def people(desk: Desk) -> None:
    """List everybody known, with roles and logins."""
    from portfolio.cli.render import Column, write_json, write_list
    from portfolio.wording import word

    known = desk.office.people().people
    if desk.as_json:
        write_json({"people": list(known)})
        return
    rows = [
        {
            "code": p.code, "name": p.name, "name_ja": p.name_ja,
            "roles": ", ".join(p.roles), "logins": ", ".join(p.logins),
            "shown": desk.language.of((p.name, p.name_ja or p.name)),
            "trusted": ", ".join(word(r, desk.language) for r in p.roles),
        }
        for p in known
    ]  # fmt: skip
    columns = (
        Column("column.code", itemgetter("code")),
        Column("column.person_name", itemgetter("shown"), flexible=True),
        Column("column.role", itemgetter("trusted"), flexible=True),
        Column("column.login", itemgetter("logins"), flexible=True),
    )
    write_list(desk, ("code", "name", "name_ja", "roles", "logins"), columns, rows)


@act(
    _people, "add",
    'portfolio people add OFFICER-3 --name "Third grant officer" --role grant-officer --login o3',
    carry=_carry,
)  # fmt: skip
def add(  # one each for what is known of a person
    _: Desk,
    code: _Person,
    *,
    name: Annotated[str, typer.Option(help="Name or office.")],
    name_ja: Annotated[str | None, typer.Option(help="The same in Japanese.")] = None,
    role: Annotated[list[str] | None, typer.Option(help=f"{_ROLES}; may be repeated.")] = None,
    login: Annotated[list[str] | None, typer.Option(help="A login; may be repeated.")] = None,
) -> EnterPerson:
    """Make a person known. Administrators only."""
    from portfolio.domain.acts.entering import EnterPerson
    from portfolio.domain.people import Person

    return EnterPerson(
        person=Person(
            code=code, name=name, name_ja=name_ja, roles=_roles(role), logins=tuple(login or ())
        )
    )


@act(
    _people, "role",
    "portfolio people role OFFICER-3 --give auditor --take grant-officer",
    carry=_carry,
)  # fmt: skip
def role(
    _: Desk,
    code: _Person,
    *,
    give: Annotated[list[str] | None, typer.Option(help=f"{_ROLES}; may be repeated.")] = None,
    take: Annotated[list[str] | None, typer.Option(help="A role to take away.")] = None,
) -> ChangePerson:
    """Give or take roles. Administrators only, and never their own."""
    from portfolio.domain.acts.entering import ChangePerson

    if not give and not take:
        raise Invalid("role", "", "is missing", "name one with --give or --take")
    return ChangePerson(code=code, give_roles=_roles(give), take_roles=_roles(take))


@act(
    _people, "login",
    "portfolio people login OFFICER-3 third.officer",
    carry=_carry,
)  # fmt: skip
def login(
    _: Desk,
    code: _Person,
    logins: Annotated[list[str], typer.Argument(metavar="LOGIN...", help="Their logins.")],
    *,
    take: Annotated[bool, typer.Option("--take", help="Take them away instead.")] = False,
) -> ChangePerson:
    """Give a person logins of this computer, or take them away. Administrators only."""
    from portfolio.domain.acts.entering import ChangePerson

    names = tuple(logins)
    return ChangePerson(
        code=code, give_logins=() if take else names, take_logins=names if take else ()
    )
