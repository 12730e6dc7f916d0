"""How a file is to be read: the few choices every reader honours.

Answers: is OCR allowed, is Tesseract to be asked as second reader, who wants to hear of progress.
Refuses to hold anything about one file or one matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """Choices for one reading.

    Args:
        ocr: read images of text; when false, pages that need it are reported as unread.
        tesseract: ask the ``tesseract`` program as second reader; ``None`` means "if it is installed".
        page_done: called with (pages done, pages in all) after each page, in the reading process.
        skip: pages (from 1) that ended an earlier attempt; the reader does not touch them and leaves each an
            empty page in its place (layer none). Whoever skips says why.
    """

    ocr: bool = True
    tesseract: bool | None = None
    page_done: Callable[[int, int], None] | None = None
    skip: frozenset[int] = frozenset()

    def tell(self, done: int, total: int) -> None:
        """Report progress, if anyone asked for it."""
        if self.page_done is not None:
            self.page_done(done, total)
