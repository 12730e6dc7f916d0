"""Page furniture of a contract: running headers and footers, page numbers, filing lines.

Answers: which lines of a page belong to the paper it is printed on and not to what the parties agreed.
Refuses to drop a line for its place alone: it must be a page number, or recur on a neighbouring page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.pages import Page
from extractors.running_lines import body_spans

Span = tuple[int, int]

_LONE_NUMBER = re.compile(r"[-–—\s]*(?:page\s+)?(?:[A-Z]{1,2}-)?\d{1,3}(?:\s+of\s+\d{1,3})?[-–—\s]*", re.I)
_FILING = re.compile(r"Source: .{1,120}, \d{1,2}/\d{1,2}/\d{4}")


def furniture(pages: Sequence[Page]) -> tuple[tuple[Span, ...], ...]:
    """For each page the spans of its text that are furniture, in order: whole lines."""
    bodies = body_spans(pages) if len(pages) > 1 else ((0, len(pages[0].text)),) if pages else ()
    found: list[tuple[Span, ...]] = []
    for page, (start, end) in zip(pages, bodies, strict=True):
        found.append(
            tuple(
                (line.start, line.end)
                for line in page.lines()
                if line.text.strip()
                and (line.end <= start or line.start >= end or _says_so(line.text.strip()))
            )
        )
    return tuple(found)


def _says_so(text: str) -> bool:
    return bool(_LONE_NUMBER.fullmatch(text) or _FILING.fullmatch(text))
