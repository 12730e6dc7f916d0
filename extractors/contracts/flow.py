"""The text of a contract as one flow: its paragraphs in reading order, and the way back to the pages.

Answers: what a contract says from its first word to its last, without the headers, footers and numbers its
pages are printed with; and for any span of that text, the citations that carry it, page by page.
Refuses to alter a character: between the pieces stand separators only, every piece is a slice of its page.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from extractors.citations import Citation, cite
from extractors.contracts.furniture import furniture
from extractors.contracts.paragraphs import openings
from extractors.contracts.rows import Row, rows_of
from extractors.pages import Document, Page


@dataclass(frozen=True, slots=True)
class Piece:
    """``flow.text[start : start + length] == pages[page].text[page_start : page_start + length]``.

    ``page`` is the index in ``Flow.pages``, from 0.
    """

    start: int
    page: int
    page_start: int
    length: int


@dataclass(frozen=True, slots=True)
class Flow:
    """``"\\n\\n"`` stands between paragraphs; the lines of one paragraph are joined as they are printed.

    ``pieces`` are in order and do not overlap; what lies between two of them is a separator.
    """

    text: str
    pages: tuple[Page, ...]
    pieces: tuple[Piece, ...]

    def parts(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """``text[start:end]`` cut where a page ends in it or furniture stood in it, as spans of the flow.

        Empty when the span holds white space only; one part for most spans.
        """
        return tuple((a, b) for a, b, *_ in self._runs(start, end))

    def citations(self, start: int, end: int) -> tuple[Citation, ...]:
        """The citations that carry ``text[start:end]``, in reading order: one for each of its `parts`."""
        return tuple(cite(self.pages[page], a, b) for *_, page, a, b in self._runs(start, end))

    def verbatim(self, start: int, end: int) -> str:
        """The quotes of ``text[start:end]``, joined by one blank."""
        return " ".join(citation.quote for citation in self.citations(start, end))

    def _runs(self, start: int, end: int) -> list[tuple[int, int, int, int, int]]:
        """Start and end in the flow, page, start and end on the page, of each run of a page's own text."""
        runs: list[tuple[int, int, int, int, int]] = []
        first = max(0, bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1)
        for index in range(first, len(self.pieces)):
            piece = self.pieces[index]
            if piece.start >= end:
                break
            a, b = max(start - piece.start, 0), min(end - piece.start, piece.length)
            text = self.pages[piece.page].text
            run = (piece.start + a, piece.start + b, piece.page, piece.page_start + a, piece.page_start + b)
            if not text[run[3] : run[4]].strip():
                continue
            if runs and runs[-1][2] == piece.page and not text[runs[-1][4] : run[3]].strip():
                flow_start, _, _, page_start, _ = runs.pop()
                run = (flow_start, run[1], piece.page, page_start, run[4])
            runs.append(run)
        return runs


def flow_of(document: Document) -> Flow:
    """The flow of a document as it was read; pages without text add nothing to it."""
    return _flow(document.pages)


def flow_of_text(text: str) -> Flow:
    """The flow of a bare text, taken as one page without geometry."""
    return _flow((Page("", 1, 0.0, 0.0, text),))


def _flow(pages: tuple[Page, ...]) -> Flow:
    rows = rows_of(pages, furniture(pages))
    parts: list[str] = []
    pieces: list[Piece] = []
    at = 0
    before: Row | None = None
    for row, opens in zip(rows, openings(rows), strict=True):
        if before is not None:
            printed = pages[row.page].text[before.end : row.start] if before.page == row.page else ""
            between = "\n\n" if opens else printed if printed == " " else "\n"
            parts.append(between)
            at += len(between)
        parts.append(row.text)
        pieces.append(Piece(at, row.page, row.start, len(row.text)))
        at += len(row.text)
        before = row
    return Flow("".join(parts), pages, tuple(pieces))
