# Japanese writes full-width characters, on purpose
"""Sheets 5-1 and 5-2 of the RS system: who received a fiscal year's money, and through whom.

Block A are the lead organisations, which the agency pays; block B the partners and block C the
subrecipients, who receive their part through the lead. What was paid here from the year's budget
is told, so that block A adds up to what the ledger of the year shows as paid; what was spent
outside this portfolio has no payee on record. The record knows payments to a consortium and the
agreed shares of its members: the parts of B and C are those shares of what was paid, rounded down
to the yen, and the remainder stays with the lead. Sheet 5-2 says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from portfolio.domain.basis import Basis, weakest_basis
from portfolio.domain.grant import MemberRole
from portfolio.domain.money import share_of
from portfolio.exchange.standards.rs import Line, basis_note, common, marked, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from portfolio.domain.grant import Member
    from portfolio.domain.grant_file import GrantFile
    from portfolio.domain.programme import Programme
    from portfolio.exchange.columns import About

_BLOCKS = {
    MemberRole.LEAD: ("A", "代表機関", "コンソーシアムを代表し、交付を受けて事業を実施"),
    MemberRole.PARTNER: ("B", "共同実施機関", "代表機関とともに事業を実施"),
    MemberRole.SUBRECIPIENT: ("C", "再交付先", "代表機関を通じて交付を受け、事業の一部を実施"),
}
_BY_SHARE = "合意した分担割合による按分額（円未満切捨て、残額は代表機関）"


@dataclass(slots=True)
class Payee:
    """One organisation that received money: how much under which grant, and on what it rests."""

    name: str
    corporate_number: str
    parts: list[tuple[str, int, Basis]] = field(default_factory=list)

    @property
    def paid_minor(self) -> int:
        """What it received in all."""
        return sum(minor for _, minor, _ in self.parts)


class Spent:
    """Who received the money of one programme and fiscal year, block by block.

    Held is one line for each payee and grant paid from the year, never a grant.
    """

    def __init__(self, programme: Programme, year: int) -> None:
        self._programme = programme
        self._year = year
        self._blocks: dict[MemberRole, dict[tuple[str, str], Payee]] = {r: {} for r in _BLOCKS}

    def add(self, file: GrantFile) -> None:
        """Add what was paid on a grant."""
        payouts = [p for p in file.payouts if p.is_paid and p.fiscal_year == self._year]
        paid = sum(p.charge_minor for p in payouts)
        if not paid:
            return
        basis = weakest_basis(file.instalment(p.instalment).basis for p in payouts)
        title = file.grant.title_ja or file.grant.title
        for member in file.members:
            leads = member.role is MemberRole.LEAD
            minor = paid if leads else share_of(paid, member.share)
            if minor:
                rests_on = basis if leads else weakest_basis((basis, Basis.DERIVED))
                self._payee(member).parts.append((title, minor, rests_on))

    def _payee(self, member: Member) -> Payee:
        """Return the organisation: the same in two consortia where its corporate number is."""
        name, number = member.name_ja or member.name, member.corporate_number or ""
        key = (number, "" if number else name)
        return self._blocks[member.role].setdefault(key, Payee(name, number))

    def payee_lines(self, about: About, outside_minor: int) -> Iterator[Line]:
        """Yield sheet 5-1: of each block its row, then each payee with what it received for."""
        for role, payees in self._filled():
            letter, name, duty = _BLOCKS[role]
            head = common(self._programme, self._year) | {"支出先ブロック番号": letter}
            basis = weakest_basis(b for p in payees for _, _, b in p.parts)
            said = [duty, basis_note(basis, about)]
            if role is MemberRole.LEAD and outside_minor:
                said.append(f"このほか本台帳外の執行額{outside_minor:,}円（支出先の記録なし）")
            yield head | {
                "支出先ブロック名": name,
                "支出先の数": len(payees),
                "事業を行う上での役割": "。".join(said),
                "ブロックの合計支出額": sum(p.paid_minor for p in payees),
            }
            for payee in payees:
                who = head | {
                    "支出先名": text(payee.name),
                    "法人番号": text(payee.corporate_number),
                }
                who |= {"その他支出先": "FALSE"}
                yield who | {"支出先の合計支出額": payee.paid_minor}
                for title, minor, rests_on in payee.parts:
                    yield who | _contract(role, title, minor, basis_note(rests_on, about))

    def chain_lines(self, about: About) -> Iterator[Line]:
        """Yield sheet 5-2: from the agency to the leads, from the leads to their members."""
        head = common(self._programme, self._year)
        for role, _ in self._filled():
            letter, name, _ = _BLOCKS[role]
            to = {"支出先の支出先ブロック": letter, "支出先の支出先ブロック名": name}
            if role is MemberRole.LEAD:
                yield (
                    head
                    | to
                    | {
                        "支出元の支出先ブロック名": text(self._programme.agency),
                        "担当組織からの支出": "TRUE",
                        "資金の流れの補足情報": marked("補助金等の交付", about),
                    }
                )
            else:
                lead, lead_name, _ = _BLOCKS[MemberRole.LEAD]
                yield (
                    head
                    | to
                    | {
                        "支出元の支出先ブロック": lead,
                        "支出元の支出先ブロック名": lead_name,
                        "担当組織からの支出": "FALSE",
                        "資金の流れの補足情報": marked(_BY_SHARE, about),
                    }
                )

    def _filled(self) -> Iterator[tuple[MemberRole, list[Payee]]]:
        """Yield the blocks that received something, the largest payee first."""
        for role, payees in self._blocks.items():
            if payees:
                yield role, sorted(payees.values(), key=lambda p: (-p.paid_minor, p.name))


def _contract(role: MemberRole, title: str, minor: int, note: str) -> Line:
    """Return under what a payee received money: a grant from the agency, or a share of one."""
    leads = role is MemberRole.LEAD
    how = note if leads else f"{_BY_SHARE}。{note}"
    return {
        "契約概要": text(f"{title}（{how}）"),
        "金額": minor,
        "契約方式等": "補助金等交付" if leads else "",
        "その他の契約": "FALSE",
    }
