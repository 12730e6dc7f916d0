"""Running headers and footers: the lines that a print run repeats at the top and bottom of its pages.

They are part of the page and may be cited, but they are no finding and must not be quoted inside one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from rapidfuzz import fuzz

from extractors.pages import Line, Page

_HEAD, _FOOT = 12, 6
_ALIKE = 88.0
"""Letters two copies of a running line must share, of a hundred: scans misread a few."""
_PROSE_WORDS = 10
_DIGITS = re.compile(r"\d+")


def body_spans(pages: Sequence[Page]) -> tuple[tuple[int, int], ...]:
    """For each page, the offsets between its running header and its running footer.

    A line runs when a neighbouring page of the document prints the same line, numbers aside, in the same part
    of the page; the header ends with the last such line of an unbroken block from the top, or before prose.
    """
    lines = [tuple(line for line in page.lines() if line.text.strip()) for page in pages]
    spans: list[tuple[int, int]] = []
    for index, own in enumerate(lines):
        near = [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines)]
        # A header names and labels. Prose that two pages share is a note printed again, not its header.
        head = [_key(line) for line in takewhile(lambda line: not _is_prose(line), own[:_HEAD])]
        top = _running(head, [{_key(line) for line in other[:_HEAD]} for other in near])
        foot = _running(
            [_key(line) for line in reversed(own[-_FOOT:])],
            [{_key(line) for line in other[-_FOOT:]} for other in near],
        )
        whole = top + foot >= len(own)
        start = own[top].start if top and not whole else 0
        end = own[len(own) - foot - 1].end if foot and not whole else len(pages[index].text)
        spans.append((start, end))
    return tuple(spans)


def _running(keys: Sequence[str], near: Sequence[set[str]]) -> int:
    """How many lines from the edge run on: the longest unbroken block found again on one neighbour."""
    longest = 0
    for other in near:
        count = 0
        for key in keys:
            if key not in other and not any(fuzz.ratio(key, known) >= _ALIKE for known in other):
                break
            count += 1
        longest = max(longest, count)
    return longest


def _is_prose(line: Line) -> bool:
    words = line.text.split()
    return len(words) >= _PROSE_WORDS and sum(word[:1].islower() for word in words) * 3 >= 2 * len(words)


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.lower().strip())
