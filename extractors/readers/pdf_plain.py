"""The last reader for a page PDFium cannot load: words by pdfplumber.

Answers: one page's words, read slowly and on its own. Refuses images and forms; used only where the
fast reader failed, so that a broken object costs as little of the page as possible.
"""

from __future__ import annotations

from pathlib import Path

from extractors.pages import Box, Layer
from extractors.readers.library_logs import silence
from extractors.readers.pdf_page import ReadPage
from extractors.readers.placed import PlacedWord
from extractors.readers.reading_order import reading_lines

MAX_WORDS = 50_000
"""Words of one page at most."""

MARK = "read by the fallback reader"


def count_plain_pages(path: Path) -> int:
    """How many pages this reader sees; 0 when it cannot open the file either."""
    import pdfplumber

    silence("pdfminer", "pdfplumber")
    try:
        with pdfplumber.open(path) as untrusted_pdf:
            return len(untrusted_pdf.pages)
    except Exception:  # a malformed file makes this parser raise almost anything
        return 0


def read_plain_page(path: Path, number: int) -> ReadPage | None:
    """Read page ``number`` (from 1); ``None`` when this reader fails too or finds nothing.

    The whole parser is an isolation border: a malformed file makes it raise almost anything.
    """
    import pdfplumber

    silence("pdfminer", "pdfplumber")
    try:
        with pdfplumber.open(path, pages=[number]) as untrusted_pdf:
            page = untrusted_pdf.pages[0]
            left, top = float(page.bbox[0]), float(page.bbox[1])
            width, height = float(page.width), float(page.height)
            words: list[PlacedWord] = []
            for w in page.extract_words()[:MAX_WORDS]:
                box = Box(w["x0"] - left, w["top"] - top, w["x1"] - left, w["bottom"] - top)
                words.append(PlacedWord(str(w["text"]), box))
            page.close()
    except Exception:  # the border described above; the page is then reported as unread
        return None
    if not words:
        return None
    lines = tuple(tuple(line) for line in reading_lines(words, width, height))
    return ReadPage(width, height, lines, Layer.NATIVE, None, (MARK,))
