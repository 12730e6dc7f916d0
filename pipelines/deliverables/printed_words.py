"""Words that a reviewer types, found again on the pages that a row cites.

Answers: the citation of the passage that prints them, word for word, white space apart. Refuses words that
none of those pages prints: a corrected fact is a span of a source page like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.citations import cite
from extractors.errors import CitationError, UsageError
from extractors.pages import CONFIDENCE_FLOOR, Page
from pipelines.review_rows import PageOf
from pipelines.rows import SourceCitation


def printed_citation(
    words: str, cited: Sequence[SourceCitation], page_of: PageOf
) -> tuple[SourceCitation, bool]:
    """The first passage on the pages of ``cited``, in their order, that is ``words``; and whether it was read
    from an image with doubt.

    Raises:
        UsageError: none of the pages prints it.
    """
    pattern = _pattern(words)
    for like, page in pages_of(cited, page_of):
        match = pattern.search(page.text)
        if match:
            citation = cite(page, match.start(), match.end())
            confidence = page.confidence_of(citation.start, citation.end)
            doubtful = confidence is not None and confidence < CONFIDENCE_FLOOR
            return SourceCitation(citation, like.source, like.bates, citation.box(page)), doubtful
    raise UsageError(
        "No page that the row cites prints these words.",
        "Copy them from a cited page, or leave the text empty.",
    )


def cited_words(words: str, cited: Sequence[SourceCitation], page_of: PageOf) -> SourceCitation:
    """As `printed_citation`, where the words only have to stand there."""
    return printed_citation(words, cited, page_of)[0]


def already_quoted(words: str, cited: Sequence[SourceCitation]) -> bool:
    """Whether one of ``cited`` quotes the words, so that they need no citation of their own."""
    pattern = _pattern(words)
    return any(pattern.search(one.citation.quote) for one in cited)


def _pattern(words: str) -> re.Pattern[str]:
    """Whole words, any white space between them."""
    return re.compile(r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words.split()) + r"(?!\w)")


def pages_of(cited: Sequence[SourceCitation], page_of: PageOf) -> Iterator[tuple[SourceCitation, Page]]:
    """Each cited page once, with the first citation of it, which is found again there before it is yielded.

    Raises:
        UsageError: the page is gone, or reads differently now.
    """
    seen = set()
    for one in cited:
        key = (one.citation.sha256, one.citation.page)
        if key in seen:
            continue
        seen.add(key)
        try:
            page = page_of(*key)
            one.citation.verify(page)
        except (KeyError, CitationError):
            raise UsageError(
                f"{one.label} is not read as it was when the row was drafted.",
                "Request changes and draft again.",
            ) from None
        yield one, page
