"""Whether a finished page still says what the page it was made from said, and what was printed on it.

Answers: the printed texts stand in their boxes for PDFium and are words of the page for pypdf; without them
the page's text is that of the prepared copy, letter for letter in the same order, blanks aside. Refuses to
show what it found: it may be record text.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.pages import Box
from pipelines.exhibits.reread_pdfium import HYPHENS, PdfiumFile, PdfiumPage
from pipelines.exhibits.reread_pypdf import PypdfFile


def solid(text: str) -> str:
    """A text without its blanks, its hyphens alike: engines differ on those, and only on those."""
    return "".join(text.split()).translate(HYPHENS)


def misprinted(page: PdfiumPage, pypdf: PypdfFile, number: int, printed: Sequence[tuple[str, Box]]) -> str:
    """The first text that is not in its displayed box on page ``number``; "" if all are."""
    for text, box in printed:
        if page.text_in(box) != solid(text) and page.letters_in(box) != solid(text):
            return text
    if printed:
        said = pypdf.stamped(number)
        if missing := _missing(said, printed):
            said = pypdf.text(number)
            missing = _missing(said, printed)
        return missing
    return ""


def _missing(said: str, printed: Sequence[tuple[str, Box]]) -> str:
    """The first text of which a page does not have as many as were printed."""
    said = solid(said)
    texts = [solid(text) for text, _ in printed]
    for text, _ in printed:
        if said.count(solid(text)) < texts.count(solid(text)):
            return text
    return ""


def same_text(page: PdfiumPage, copy: PdfiumPage, printed: Sequence[tuple[str, Box]]) -> bool:
    """Whether the page, without what was printed on it, has the letters of the copy in the same order."""
    before, after = solid(copy.text()), solid(page.text())
    added = "".join(solid(text) for text, _ in printed)
    # PDFium puts what stands in one row in order of place: what was added comes last, in whatever order.
    if after.startswith(before) and sorted(after[len(before) :]) == sorted(added):
        return True
    return page.without(tuple(box for _, box in printed)) == "".join(
        letter for letter, _, _ in copy.letters() if not letter.isspace()
    )


def copy_pages(copy: PdfiumFile, pages: Sequence[tuple[str, int]]) -> tuple[int, ...] | None:
    """Which page of the copy each page of an exhibit was made from, 0 for a slip sheet; ``None`` where the
    counts differ."""
    at = 0
    found = []
    for _, source_page in pages:
        at += source_page > 0
        found.append(at if source_page else 0)
    return tuple(found) if at == copy.count else None
