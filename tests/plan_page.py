"""The page of tables: every sheet and column of a plan, drawn from their one declaration."""

from __future__ import annotations

from portfolio.exchange.tables import PlanTable, plan_tables
from portfolio.wording import Language, word
from portfolio.wording.plan_words import column_heading, column_help, table_title


def tables() -> str:
    """Return the page: one table a sheet, with what its columns hold."""
    lines = [
        "# The plan as tables",
        "",
        "Drawn from `portfolio/exchange/tables.py` by `python -m tests.documents docs`: the sheets",
        "of `portfolio template` and `portfolio export --format plan`, and the files of `--format",
        "plan-csv`. The JSON format has the same names; there amounts are `…_minor`, in minor",
        "units, and the records of a table stand inside what they belong to.",
        "",
        "A sheet is known by the key in its first row or by its name, a column by its key or its",
        "heading, in either language. A row with `#` in the first column is a remark, and so is a",
        "column or a sheet whose name begins with `#`. An empty cell means the default.",
    ]
    for table in plan_tables():
        english, japanese = (table_title(table.key, language) for language in Language)
        lines += ["", f"## {table.key}: {english} {japanese}", "", *_columns(table)]
    return "\n".join([*lines, ""])


def _columns(table: PlanTable) -> list[str]:
    lines = ["| column | heading | what | | default |", "| --- | --- | --- | --- | --- |"]
    for column in table.columns:
        heading = " ".join(column_heading(table.key, column.key, each) for each in Language)
        said = column_help(table.key, column.key, column.holds.value)
        if column.words is not None:
            said += f" {', '.join(f'`{word(each)}`' for each in column.words)}"
        default = "" if column.default in (None, ()) else f"{column.default}"
        need = "required" if column.required else ""
        lines.append(f"| `{column.key}` | {heading} | {said} | {need} | {default} |")
    return lines
