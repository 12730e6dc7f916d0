"""What stands on one of two copies only: a stamp, a print line, a note in the margin.

Answers: the lines of a page that have no counterpart on its copy, as citations. Between two born-digital
pages a counterpart is the same words; where one was read from an image, words alike enough to be the same
misread.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from extractors.citations import Citation, cite
from extractors.pages import CONFIDENCE_FLOOR, Layer, Line, Page

MISREAD = 75
"""Likeness (0-100) above which two lines may be one line, read twice."""
_FEWEST_LETTERS = 4
"""Fewer letters and digits than this are a speck of the scanner as often as a word."""


def only_on(page: Page, other: Page, *, doubtful: bool = False) -> tuple[Citation, ...]:
    """The lines of ``page`` without a counterpart on ``other``, in order.

    Lines read with doubt are left out, unless ``doubtful`` asks for them.
    """
    read = Layer.OCR in (page.layer, other.layer)
    there = [_words(line) for line in other.lines()]
    held = set(there)
    whole = " ".join(there)
    found = []
    for line in page.lines():
        words = _words(line)
        if sum(c.isalnum() for c in words) < (_FEWEST_LETTERS if read else 1) or words in held:
            continue
        if read and ((not doubtful and _doubtful(page, line)) or _misread(words, there, whole)):
            continue
        found.append(cite(page, line.start, line.end))
    return tuple(found)


def _words(line: Line) -> str:
    return " ".join(line.text.split())


def _doubtful(page: Page, line: Line) -> bool:
    confidence = page.confidence_of(line.start, line.end)
    return confidence is not None and confidence < CONFIDENCE_FLOOR


def _misread(words: str, there: Sequence[str], whole: str) -> bool:
    """Whether a line may stand on the other page in other letters, or broken at another place."""
    if process.extractOne(words, there, scorer=fuzz.ratio, score_cutoff=MISREAD):
        return True
    return fuzz.partial_ratio(words, whole) >= MISREAD
