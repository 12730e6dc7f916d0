"""The account of files and pages as it prints: the source manifest and the page ledger, line by line.

Answers: which files were read and how much of each is cited; which pages of a file share one fate. Sums are
those of the ledger: nothing is left out, and nothing stands twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.page_ranges import page_ranges
from pipelines.render.printing import pages_label
from pipelines.rows import PageEntry, Row

_ORIGINAL = re.compile(r"(.+), p\. (\d+)", re.DOTALL)
"""The reason of a copy: the page it repeats."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of the source manifest: how many pages it has and how many of them rows cite."""

    name: str
    sha256: str
    pages: int
    cited: int


def source_files(pages: Sequence[PageEntry], rows: Sequence[Row]) -> tuple[SourceFile, ...]:
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
class LedgerLine:
    """The pages of one file that share disposition, reason, kind and text layer, in page order."""

    entries: tuple[PageEntry, ...]

    @property
    def pages(self) -> str:
        """``4-9, 12``."""
        return page_ranges(e.page for e in self.entries)

    @property
    def reason(self) -> str:
        """The reason of its pages; for copies, all the pages they repeat."""
        originals = [_ORIGINAL.fullmatch(e.reason) for e in self.entries]
        found = [(o[1], int(o[2])) for o in originals if o]
        if len(found) < 2:
            return self.entries[0].reason
        return f"{found[0][0]}, {pages_label(page for _, page in found)}"


def ledger_by_file(pages: Sequence[PageEntry]) -> tuple[tuple[PageEntry, ...], ...]:
    """The page ledger file by file, in the ledger's order."""
    files: dict[tuple[str, str], list[PageEntry]] = {}
    for page in pages:
        files.setdefault((page.source, page.sha256), []).append(page)
    return tuple(tuple(entries) for entries in files.values())


def ledger_lines(file: Sequence[PageEntry]) -> tuple[LedgerLine, ...]:
    """One file's ledger with like pages on one line, in the order of their first pages.

    Pages 5-9 that repeat pages 21-25 of another file are alike too: reason ``other.pdf, pp. 21-25``.
    """
    lines: dict[tuple[str, str, str, str], list[PageEntry]] = {}
    for page in sorted(file, key=lambda p: p.page):
        lines.setdefault((page.disposition, _reason(page), page.kind, page.text_layer), []).append(page)
    return tuple(LedgerLine(tuple(entries)) for entries in lines.values())


def _reason(page: PageEntry) -> str:
    """The reason as a key: for a copy, the other file and how far its page number lies from this one."""
    original = _ORIGINAL.fullmatch(page.reason)
    return f"{original[1]}\n{int(original[2]) - page.page}" if original else page.reason
