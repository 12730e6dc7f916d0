"""Where a row's quotes stand, as it prints: pages numbered within the row, the rest as ranges.

A quote is followed by ``[2]``; the Source column says which page that is. A row whose citations all
lie on one page needs no numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.render.printing import one_line, pages_label
from pipelines.rows import PageEntry, SourceCitation, TreatmentRow


@dataclass(frozen=True, slots=True)
class CitedPage:
    """One page of one file. ``number`` is its tag within the row, 0 when it carries none."""

    sha256: str
    source: str
    page: int
    bates: str | None
    number: int = 0

    @property
    def label(self) -> str:
        """``p. 3 (ABC 000123)``."""
        return f"p. {self.page} ({one_line(self.bates)})" if self.bates else f"p. {self.page}"


@dataclass(frozen=True, slots=True)
class RowSources:
    """A row's cited pages: those quoted, in the order of their tags, and those cited without a quote."""

    quoted: tuple[CitedPage, ...]
    others: tuple[CitedPage, ...]

    @property
    def tagged(self) -> bool:
        """Whether quotes need a number to tell their page."""
        return len(self.quoted) + len(self.others) > 1

    def tag(self, cited: SourceCitation) -> str:
        """``[2]`` for the page of this citation, "" when the row cites one page only."""
        if not self.tagged:
            return ""
        key = (cited.citation.sha256, cited.citation.page)
        return next(f"[{p.number}]" for p in self.quoted if (p.sha256, p.page) == key)

    def lines(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each file's name with the lines that stand under it."""
        files = dict.fromkeys(p.source for p in (*self.quoted, *self.others))
        found = []
        for name in files:
            lines = [
                f"[{p.number}] {p.label}" if self.tagged else p.label for p in self.quoted if p.source == name
            ]
            rest = [p for p in self.others if p.source == name]
            if rest:
                lines.append(_rest(rest))
            found.append((one_line(name), tuple(lines)))
        return tuple(found)


def _rest(pages: Sequence[CitedPage]) -> str:
    label = pages_label(p.page for p in pages)
    bates = [one_line(p.bates) for p in sorted(pages, key=lambda p: p.page) if p.bates]
    if not bates:
        return label
    return f"{label} ({bates[0]})" if len(bates) == 1 else f"{label} ({bates[0]} … {bates[-1]})"


def row_sources(row: TreatmentRow) -> RowSources:
    """The pages a row cites, in the order of its findings, then the rest."""
    bates: dict[tuple[str, int], str] = {}
    for cited in (*row.citations, *(f.source for f in row.findings)):
        if cited.bates:
            bates.setdefault((cited.citation.sha256, cited.citation.page), cited.bates)
    quoted: dict[tuple[str, int], CitedPage] = {}
    for finding in row.findings:
        page = _page(finding.source, bates, len(quoted) + 1)
        quoted.setdefault((page.sha256, page.page), page)
    others: dict[tuple[str, int], CitedPage] = {}
    for cited in row.citations:
        page = _page(cited, bates, 0)
        if (page.sha256, page.page) not in quoted:
            others.setdefault((page.sha256, page.page), page)
    return RowSources(tuple(quoted.values()), tuple(others.values()))


def _page(cited: SourceCitation, bates: dict[tuple[str, int], str], number: int) -> CitedPage:
    c = cited.citation
    return CitedPage(c.sha256, cited.source, c.page, bates.get((c.sha256, c.page)), number)


def labels(citations: Iterable[SourceCitation]) -> tuple[str, ...]:
    """Citations by file: ``file.pdf, pp. 3, 5-7``, in the order in which the files first appear."""
    files: dict[str, list[CitedPage]] = {}
    for cited in citations:
        bates = {(cited.citation.sha256, cited.citation.page): cited.bates} if cited.bates else {}
        page = _page(cited, {k: v for k, v in bates.items() if v}, 0)
        if all(p.page != page.page for p in files.setdefault(cited.source, [])):
            files[cited.source].append(page)
    return tuple(f"{one_line(name)}, {_rest(pages)}" for name, pages in files.items())


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the source manifest: how many pages it has and how many of them rows cite."""

    name: str
    sha256: str
    pages: int
    cited: int


def source_files(pages: Sequence[PageEntry], rows: Sequence[TreatmentRow]) -> tuple[SourceFile, ...]:
    """The manifest, in the ledger's order."""
    cited = {
        (c.citation.sha256, c.citation.page)
        for row in rows
        for c in (*row.citations, *(f.source for f in row.findings))
    }
    count: dict[tuple[str, str], int] = {}
    for page in pages:
        key = (page.source, page.sha256)
        count[key] = count.get(key, 0) + 1
    return tuple(
        SourceFile(name, sha256, n, sum(1 for digest, _ in cited if digest == sha256))
        for (name, sha256), n in count.items()
    )


@dataclass(frozen=True, slots=True)
class PageRange:
    """Consecutive pages of one file that share disposition, reason, kind and text layer."""

    entries: tuple[PageEntry, ...]

    @property
    def pages(self) -> str:
        """``4`` or ``4-9``."""
        first, last = self.entries[0].page, self.entries[-1].page
        return str(first) if first == last else f"{first}-{last}"


def page_runs(pages: Sequence[PageEntry]) -> tuple[PageRange, ...]:
    """The page ledger with consecutive like pages put together; the sum of their counts is unchanged."""
    runs: list[list[PageEntry]] = []
    for page in pages:
        if runs and _continues(runs[-1][-1], page):
            runs[-1].append(page)
        else:
            runs.append([page])
    return tuple(PageRange(tuple(run)) for run in runs)


def _continues(before: PageEntry, page: PageEntry) -> bool:
    def shared(e: PageEntry) -> tuple[str, str, str, str, str, str]:
        return e.source, e.sha256, e.disposition, e.reason, e.kind, e.text_layer

    return page.page == before.page + 1 and shared(page) == shared(before)
