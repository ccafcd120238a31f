"""Words for tests of the report to read: write one, read back its tables, marks and addresses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from portfolio.exchange.reading import read_file
from portfolio.services.exporting import export
from portfolio.services.importing import import_read
from portfolio.wording import Language
from tests.conftest import FIXTURES

if TYPE_CHECKING:
    from pathlib import Path

    from portfolio.services.office import Office

HOSTILE = (
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</style><style>*{}",
    '" onmouseover="alert(1)', "#set page(width: 1pt)", '#read("/etc/passwd")', "*b* _i_ `c` $x$",
    "@ref <label> \\ [x] // y", "&lt;b&gt; &#65;", "https://example.org/x", "A" * 190,
)  # fmt: skip

_VOID = {"meta", "br", "link", "img", "base", "input", "hr", "source", "embed"}


@dataclass
class Found:
    """A table as it is read back: its caption, its headings, its rows, and what groups them."""

    caption: str
    headings: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)

    def column(self, heading: str) -> list[str]:
        """Return the cells of a column."""
        place = self.headings.index(heading)
        return [row[place] for row in self.rows]


class Page(HTMLParser):
    """A page read back with the standard library's own parser."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.tables: list[Found] = []
        self.said: list[str] = []
        self.headings: list[str] = []
        self._open: list[str] = []
        self._cell: list[str] | None = None
        self._is_group = False
        self.feed(content)
        self.close()
        assert not self._open

    def table(self, caption: str) -> Found:
        """Return the table of a caption."""
        return next(t for t in self.tables if t.caption == caption)

    @property
    def text(self) -> str:
        """All that is to be read."""
        return "\n".join(self.said)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in _VOID:
            if tag == "br" and self._cell is not None:
                self._cell.append("\n")
            return
        self._open.append(tag)
        given = dict(attrs)
        if tag == "table":
            self.tables.append(Found(given["aria-label"] or ""))
        elif tag in ("th", "td"):
            self._cell = []
            self._is_group = given.get("scope") == "rowgroup"
        elif tag == "tr" and "tbody" in self._open:
            self.tables[-1].rows.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag in ("th", "td") and self._cell is not None:
            said, self._cell = "".join(self._cell), None
            table = self.tables[-1]
            if "thead" in self._open:
                table.headings.append(said)
            elif self._is_group:
                table.groups.append(said)
            else:
                table.rows[-1].append(said)
        if tag == "tbody":
            self.tables[-1].rows = [row for row in self.tables[-1].rows if row]

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)
        if not {"style", "script"} & set(self._open):
            self.said.append(data)
        if self._open and self._open[-1] in ("h1", "h2", "h3", "figcaption"):
            self.headings.append(data)


def page_of(office: Office, folder: Path, language: Language = Language.ENGLISH) -> Page:
    """Write the report as a page and read it back."""
    out = folder / f"report-{language}.html"
    export(office, "html", out, language)
    return Page(out.read_text(encoding="utf-8"))


def import_called(office: Office, *titles: str) -> None:
    """Import grants H1, H2 … like ALPHA of the small portfolio, each title wherever one fits."""
    read = read_file(FIXTURES / "small" / "portfolio.json")
    file = next(g for g in read.grants if g.code == "ALPHA")
    grants = [
        replace(
            file,
            **{
                name: tuple(
                    replace(r, grant=f"H{n}", **({"title": title} if hasattr(r, "title") else {}))
                    for r in getattr(file, name)
                )
                for name in (
                    "awards", "members", "elements", "milestones", "criteria", "commitments",
                    "instalments", "milestone_conditions", "reskilling_conditions",
                )
            },
            grant=replace(
                file.grant, code=f"H{n}", title=title, title_ja=None, consortium=title, source=title
            ),
        )
        for n, title in enumerate(titles, start=1)
    ]  # fmt: skip
    new = replace(read, people=(), programmes=(), grants=tuple(grants), history=())
    assert not import_read(office, [new]).problems


def minor_of(cell: str) -> int:
    """Return an amount as written, in minor units."""
    return int(cell.replace(",", "").replace(".", ""))
