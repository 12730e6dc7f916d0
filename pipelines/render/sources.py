"""Which pages a row or a finding cites, as it prints: quoted pages numbered, the rest as ranges.

A quote is followed by ``[2]``; the Source column says which page that is. What cites one page only needs no
numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.house import Cites, CiteStyle, House
from pipelines.render.printing import one_line, pages_label
from pipelines.rows import Row, SourceCitation
from pipelines.source_links import page_link

_Key = tuple[str, int]
_Quoted = tuple[_Key, str]
SHIPPED = House()


@dataclass(frozen=True, slots=True)
class CitedPage:
    """One page of one file. ``number`` is its tag, 0 when nothing is quoted from it."""

    sha256: str
    source: str
    page: int
    bates: str | None
    number: int = 0
    pinpoint: str = ""

    def label(self, style: CiteStyle) -> str:
        """``p. 3 (ABC 000123)``; with page and line of a transcript ``p. 3, 42:7-19``."""
        pinpoint = f", {one_line(self.pinpoint)}" if self.pinpoint else ""
        return _styled(f"p. {self.page}", one_line(self.bates or ""), pinpoint, style)

    @property
    def link(self) -> str:
        """Where the page is opened, relative to the deliverable."""
        return page_link(self.source, self.sha256, self.page)


@dataclass(frozen=True, slots=True)
class CitedFile:
    """One file of a list of cited pages: its name, and each line under it with the link to its first page."""

    name: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CitedPages:
    """Pages cited together: those quoted, in the order of their tags, and those cited without a quote."""

    quoted: tuple[CitedPage, ...]
    others: tuple[CitedPage, ...]
    house: House = SHIPPED
    numbers: Mapping[_Quoted, int] = field(default_factory=dict)
    """The tag of each quoted page and pinpoint."""

    @property
    def silent(self) -> bool:
        """Whether cites stand in the workbook and the JSON file only."""
        return self.house.cites is Cites.IN_DATA

    @property
    def tagged(self) -> bool:
        """Whether quotes need a number to tell their page."""
        return not self.silent and bool(self.quoted) and len(self.quoted) + len(self.others) > 1

    def number(self, cited: SourceCitation) -> int:
        """The tag's number of a quoted citation."""
        return self.numbers[(_key(cited), cited.pinpoint)]

    def tag(self, cited: SourceCitation) -> str:
        """``[2]`` after a quote, "" when only one page is cited."""
        return f"[{self.number(cited)}]" if self.tagged else ""

    def of(self, numbers: Collection[int], *, others: bool) -> CitedPages:
        """Only the quoted pages of these numbers (tags unchanged), with or without the other pages."""
        kept = tuple(p for p in self.quoted if p.number in numbers)
        return CitedPages(kept, self.others if others else (), self.house, self.numbers)

    def files(self, *, tagged: bool) -> tuple[CitedFile, ...]:
        """Each file with the lines that stand under it: ``[1] p. 3 (ABC 000123)``, ``pp. 5-7``."""
        found = []
        # By digest as well: two files may have one name in two archives.
        for name, sha256 in dict.fromkeys((p.source, p.sha256) for p in (*self.quoted, *self.others)):
            lines = [
                (f"[{p.number}] " * tagged + p.label(self.house.cite_style), p.link)
                for p in self.quoted
                if (p.source, p.sha256) == (name, sha256)
            ]
            rest = [p for p in self.others if (p.source, p.sha256) == (name, sha256)]
            if rest:
                lines.append((_range(rest, self.house.cite_style), min(rest, key=lambda p: p.page).link))
            found.append(CitedFile(one_line(name), tuple(lines)))
        return tuple(found)


def cited_pages(
    quoted: Iterable[SourceCitation],
    cited: Iterable[SourceCitation],
    house: House = SHIPPED,
) -> CitedPages:
    """The pages of these citations, each once: quoted ones numbered in their order, then the others."""
    quoted, cited = tuple(quoted), tuple(cited)
    bates: dict[_Key, str] = {}
    for one in (*cited, *quoted):
        if one.bates:
            bates.setdefault(_key(one), one.bates)
    numbered: dict[_Quoted, CitedPage] = {}
    for one in quoted:
        numbered.setdefault((_key(one), one.pinpoint), _page(one, bates, len(numbered) + 1))
    pages = {key for key, _ in numbered}
    others = {_key(one): _page(one, bates, 0) for one in cited if _key(one) not in pages}
    numbers = {key: page.number for key, page in numbered.items()}
    return CitedPages(tuple(numbered.values()), tuple(others.values()), house, numbers)


def row_sources(row: Row, house: House = SHIPPED) -> CitedPages:
    """The pages a row cites, in the order of its findings, then the rest."""
    return cited_pages((f.source for f in row.findings), row.citations, house)


def _key(cited: SourceCitation) -> _Key:
    return cited.citation.sha256, cited.citation.page


def _page(cited: SourceCitation, bates: dict[_Key, str], number: int) -> CitedPage:
    key = _key(cited)
    return CitedPage(key[0], cited.source, key[1], bates.get(key), number, cited.pinpoint)


def _range(pages: Sequence[CitedPage], style: CiteStyle) -> str:
    label = pages_label(p.page for p in pages)
    bates = [one_line(p.bates) for p in sorted(pages, key=lambda p: p.page) if p.bates]
    if style is CiteStyle.BATES:
        # Each by its own number: a span could name pages that are not cited. Some pages may bear none.
        return ", ".join(bates) if len(bates) == len(pages) else label
    ends = bates[:1] if len(bates) < 2 else [bates[0], bates[-1]]
    return _styled(label, " … ".join(ends), "", style)


def _styled(label: str, bates: str, pinpoint: str, style: CiteStyle) -> str:
    """A page as the house cites it."""
    if bates and style is CiteStyle.BATES:
        return f"{bates}{pinpoint}"
    return f"{label}{pinpoint}" + (f" ({bates})" if bates and style is not CiteStyle.FILE_PAGE else "")
