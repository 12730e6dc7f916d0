"""A pinpoint citation: the exact characters of a page that carry a fact, and the proof that they do."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.errors import CitationError
from extractors.pages import Box, Page


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """``quote`` is ``page.text[start:end]`` of physical page ``page`` (from 1) of source ``sha256``."""

    sha256: str
    page: int
    start: int
    end: int
    quote: str

    def verify(self, page: Page) -> None:
        """Find the quote again on its page.

        Raises:
            CitationError: the page is another one, or the characters differ.
        """
        same_page = page.source == self.sha256 and page.number == self.page
        if not same_page or page.text[self.start : self.end] != self.quote:
            raise CitationError(
                f"A quote is not found again on page {self.page} of source {self.sha256[:12]}.",
                "Draft again; if it recurs, report it: nothing is rendered on an unproven quote.",
            )

    def box(self, page: Page) -> Box | None:
        """Where the quote stands on the page, in points from the top left."""
        return page.box_of(self.start, self.end)


def cite(page: Page, start: int, end: int) -> Citation:
    """Cite ``page.text[start:end]``, trimmed of white space at both ends.

    Raises:
        ValueError: the span is empty or blank (a programming error).
    """
    quote = page.text[start:end]
    start += len(quote) - len(quote.lstrip())
    quote = quote.strip()
    if not quote:
        raise ValueError("a citation needs at least one printed character")
    return Citation(page.source, page.number, start, start + len(quote), quote)
