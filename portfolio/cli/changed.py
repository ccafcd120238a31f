"""What has changed between two positions: figures first, then decisions, each by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portfolio.cli.desk import prints_for_people
from portfolio.cli.render import Column, paragraph, write, write_json, write_list
from portfolio.exchange.columns import Name
from portfolio.exchange.sheets import CHANGES, DIFFERENCES
from portfolio.exchange.shown import as_json, text
from portfolio.services.exporting import gathered
from portfolio.services.office import name_of
from portfolio.wording import Language, amount_short, day, label
from portfolio.wording.commands import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from portfolio.cli.desk import Desk
    from portfolio.exchange.columns import Sheet, Table
    from portfolio.services.exporting import Since


def print_changes(desk: Desk, since: Since) -> None:
    """Print what differs and who decided it; in a pipe the decisions alone, one a line."""
    office = desk.office
    with gathered(office, name_of(office), since) as review:
        tables = {sheet.name: review.table(sheet.name) for sheet in (DIFFERENCES, CHANGES)}
        rows = {name: list(_rows(table)) for name, table in tables.items()}
        if desk.as_json:
            said = {name: [_json(t.sheet, row) for row in t.rows] for name, t in tables.items()}
            about = review.about
            write_json(
                {"as_of": about.as_of, "recorded_at": about.recorded_at, "since": about.since,
                 "since_known_at": about.since_known_at, **said}
            )  # fmt: skip
            return
    if not prints_for_people():
        keys = [c.key for c in CHANGES.columns]
        write_list(desk, keys, (), [_Dotted(_plain(row)) for row in rows["changes"]])
        return
    head = phrase("line.changed", desk.language).format(
        since=day(since.day, desk.language), day=day(office.today(), desk.language)
    )
    write(paragraph(head))
    for sheet, columns in (
        (DIFFERENCES, ("subject", "figure", "before_minor", "after_minor", "difference_minor")),
        (CHANGES, ("effective_on", "kind", "subject", "amount_minor", "people", "before", "after",
                   "reason")),
    ):  # fmt: skip
        write(["", label(sheet.label_key, desk.language)])
        write_list(desk, columns, _columns(desk, sheet, columns), [*map(_Dotted, rows[sheet.name])])


class _Dotted:
    """A row whose cells are asked for by name."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.__dict__.update(row)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row for a pipe: names in English, everything else as it is."""
    return {k: text(c, Language.ENGLISH) if isinstance(c, Name) else c for k, c in row.items()}


def _rows(table: Table) -> Iterable[dict[str, Any]]:
    keys = [c.key for c in table.sheet.columns]
    for row in table.rows:
        yield dict(zip(keys, row, strict=True))


def _json(sheet: Sheet, row: tuple[Any, ...]) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    for column, cell in zip(sheet.columns, row, strict=True):
        shown |= as_json(column, cell)
    return shown


def _columns(desk: Desk, sheet: Sheet, keys: tuple[str, ...]) -> tuple[Column, ...]:
    labels = {c.key: c.label_key for c in sheet.columns}

    def column(key: str, rank: int) -> Column:
        def shown(row: _Dotted) -> str:
            cell = getattr(row, key)
            if cell is None:
                return ""
            if key.endswith("_minor"):
                return amount_short(cell, row.currency, desk.language)  # type: ignore[attr-defined]  # both sheets have one
            return text(cell, desk.language)

        money, words = key.endswith("_minor"), key == "reason"
        return Column(labels[key], shown, right=money, flexible=words, rank=rank)

    return tuple(column(key, rank) for rank, key in enumerate(keys))
