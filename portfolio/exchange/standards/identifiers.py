"""What organisations and grants are called in files that others join: never a guessed register.

A corporate number (Japan) or a LEI is used where it is recorded. Everything else has an identifier
under a prefix of our own, of ASCII letters, digits, ``-`` and ``.`` only: the same record has the
same one in every export, and two records never share one.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from portfolio.domain.grant import MemberRole
from portfolio.exchange.shown import readable

if TYPE_CHECKING:
    from portfolio.domain.grant import Grant, Member
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import Programme
    from portfolio.wording.language import Both

_OWN = "SMP"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as a file names it, in English and in Japanese; `member` where it is one."""

    identifier: str
    name: Both
    member: Member | None = None


def agency_of(programme: Programme) -> Organisation:
    """Return the agency that gives the money, known by its name alone."""
    name = programme.agency
    plain = name.isascii() and name.isalnum()
    own = name if plain else f"sha256-{sha256(name.encode()).hexdigest()[:16]}"
    return Organisation(f"{_OWN}-AGENCY-{own}", (readable(name), readable(name)))


def grant_id(programme: Programme, grant: Grant) -> str:
    """Return a grant's identifier: IATI asks that it begins with the agency's."""
    return f"{agency_of(programme).identifier}-{grant.code}"


def organisation_of(member: Member, within: str) -> Organisation:
    """Return a member; without a register's number it is known within its grant only.

    ``JP-JCN`` (National Tax Agency of Japan) and ``XI-LEI`` (Global LEI Index) are the codes of
    these registers at org-id.guide.
    """
    if member.corporate_number is not None:
        own = f"JP-JCN-{readable(member.corporate_number)}"
    elif member.lei is not None:
        own = f"XI-LEI-{readable(member.lei)}"
    else:
        own = f"{within}.{member.code}"
    name = readable(member.name), readable(member.name_ja or member.name)
    return Organisation(own, name, member)


def recipients_of(file: GrantFile, within: str) -> tuple[Organisation, ...]:
    """Return who holds a grant: its members, the lead first; a consortium that names none itself.

    The first answers for the consortium: to it payments are addressed.
    """
    if not file.members:
        grant = file.grant
        name = readable(grant.consortium), readable(grant.consortium_ja or grant.consortium)
        return (Organisation(f"{within}.consortium", name),)
    in_order = sorted(file.members, key=lambda m: m.role is not MemberRole.LEAD)
    return tuple(organisation_of(m, within) for m in in_order)
