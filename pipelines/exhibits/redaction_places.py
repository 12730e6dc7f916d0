"""Where the marked regions stand on their pages, and which words they take away.

Answers: the boxes to be painted black for each region; the words that stood there; the words that stay. A
region that names words covers every place where they stand on its page, line by line, and each word there
whole: where inside a word a letter stands is not known. Refuses regions that cover nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from extractors.errors import UsageError
from extractors.pages import Box, Word
from pipelines.exhibits.plan import Region
from pipelines.exhibits.redacted import Removed
from pipelines.exhibits.redaction_text import Span, places_of, telling

GROWN = 1.0
"""Points by which a box around found words is larger than theirs: OCR's boxes end close to the ink."""

_TOUCHED = 0.25
"""Share of a word's height from which it counts as covered: boxes of lines set close overlap a little."""

_LEAST = 0.5  # points

_WIDE = 0.7
"""White between two words, in heights of the line, from which the second begins another value."""

Size = tuple[float, float]
"""Width and height of a page as displayed, in points."""


def on_copy(regions: Sequence[Region], source_pages: Sequence[int], name: str) -> tuple[Region, ...]:
    """The regions with the pages of a copy instead of its source's.

    Args:
        regions: their pages count in the source.
        source_pages: the source page of each page of the copy, in order.
        name: what messages call the exhibit.

    Raises:
        UsageError: a region's page is not among the copy's.
    """
    found: list[Region] = []
    for number, region in enumerate(regions, 1):
        if region.page not in source_pages:
            raise UsageError(
                f"Redaction {number} of {name} is on page {region.page} of the source, which is not in the "
                "exhibit.",
                "Correct the redaction's page in the plan, or take the redaction out.",
            )
        at = [i for i, page in enumerate(source_pages, 1) if page == region.page]
        found.extend(Region(page, region.box, region.text, region.reason, region.elsewhere) for page in at)
    return tuple(found)


def places(
    regions: Sequence[Region], sizes: Sequence[Size], words: Mapping[int, Sequence[Word]], name: str
) -> tuple[Removed, ...]:
    """Each region with its boxes and the values that stood there.

    Args:
        regions: their pages count in the copy.
        sizes: of each page of the copy.
        words: by page; in reading order, boxes in points as displayed.
        name: what messages call the exhibit.

    Raises:
        UsageError: a region has neither box nor words, is off its page, or its words do not stand there.
    """
    return tuple(_place(n, region, sizes, words, name) for n, region in enumerate(regions, 1))


def covered(word: Word, boxes: Iterable[Box]) -> bool:
    """Whether one of the boxes covers the word or a part of it."""
    here = word.box
    height = here.bottom - here.top
    for box in boxes:
        across = min(here.x1, box.x1) - max(here.x0, box.x0)
        down = min(here.bottom, box.bottom) - max(here.top, box.top)
        if across > _LEAST and down > max(_LEAST, _TOUCHED * min(height, box.bottom - box.top)):
            return True
    return False


def _place(
    number: int, region: Region, sizes: Sequence[Size], words: Mapping[int, Sequence[Word]], name: str
) -> Removed:
    called = f"Redaction {number} of {name} (page {region.page})"
    if not 1 <= region.page <= len(sizes):
        raise UsageError(
            f"{called} is on a page that the exhibit does not have.", "Correct its page in the plan."
        )
    here = words.get(region.page, ())
    if region.box is not None:
        boxes: tuple[Box, ...] = (_on_page(region.box, sizes[region.page - 1], called),)
        values = _under(boxes[0], here)
    elif any(c.isalnum() for c in region.text):
        boxes = _found(region.text, here, sizes[region.page - 1])
        values = (region.text,)
        if not boxes:
            raise UsageError(
                f"{called} names words that were not found on that page.",
                "Correct the words or the page, or mark the place by a box.",
            )
    else:
        raise UsageError(
            f"{called} has neither a box nor words.", "Give it box = [left, top, right, bottom] or text."
        )
    return Removed(number, region.page, boxes, values, " ".join(region.reason.split()), region.elsewhere)


def _on_page(given: tuple[float, float, float, float], size: Size, called: str) -> Box:
    left, right = sorted((given[0], given[2]))
    top, bottom = sorted((given[1], given[3]))
    box = Box(max(0.0, left), max(0.0, top), min(size[0], right), min(size[1], bottom))
    if box.x1 - box.x0 < _LEAST or box.bottom - box.top < _LEAST:
        raise UsageError(
            f"{called} covers nothing of its page, which is {size[0]:g} by {size[1]:g} points.",
            "Give its box in points from the top left of the page as displayed.",
        )
    return box


def _under(box: Box, words: Sequence[Word]) -> tuple[str, ...]:
    """What the words under a box tell: line by line, value by value, and over the end of a line where one
    goes on. Words at the box's ends that it covers only in part are searched for with the others and left
    out: a box drawn a little wide covers the end of a label, too."""
    touched = [w for w in words if covered(w, (box,))]
    within = [w for w in touched if _mostly_within(w.box, box)]
    pieces: list[str] = []
    for line in [*lines_of(touched), *lines_of(within)]:
        pieces.extend(telling(w.text for w in line))
        for value in _values(line):
            pieces.extend(telling(w.text for w in value))
    for line, following in pairwise(lines_of(touched)):
        end, start = line[-1].text, following[0].text
        if end.endswith("-") or (end[-1].isdigit() and start[0].isdigit()):
            pieces.extend(telling([f"{end} {start}"]))
    return tuple(dict.fromkeys(pieces))


def _mostly_within(word: Box, box: Box) -> bool:
    across = min(word.x1, box.x1) - max(word.x0, box.x0)
    down = min(word.bottom, box.bottom) - max(word.top, box.top)
    return across * down > 0.5 * (word.x1 - word.x0) * (word.bottom - word.top)


def _values(line: Sequence[Word]) -> list[list[Word]]:
    """A line cut behind each label and at wide gaps, as forms are printed; labels themselves left out."""
    values: list[list[Word]] = [[]]
    for i, word in enumerate(line):
        if word.text.endswith(":"):
            values.append([])
            continue
        here = word.box
        if i and here.x0 - line[i - 1].box.x1 > _WIDE * (here.bottom - here.top):
            values.append([])
        values[-1].append(word)
    return [value for value in values if value]


def _found(text: str, words: Sequence[Word], size: Size) -> tuple[Box, ...]:
    """Boxes around each place where ``text`` stands, one for each line of it."""
    joined, spans = _joined(words)
    boxes: list[Box] = []
    for start, end in places_of(text, joined):
        hit = [w for w, span in zip(words, spans, strict=True) if span[0] < end and span[1] > start]
        boxes.extend(_around(line, size) for line in lines_of(hit))
    return tuple(boxes)


def _joined(words: Sequence[Word]) -> tuple[str, list[Span]]:
    """The words with blanks between them, and where each stands."""
    spans: list[Span] = []
    at = 0
    for word in words:
        spans.append((at, at + len(word.text)))
        at += len(word.text) + 1
    return " ".join(w.text for w in words), spans


def lines_of(words: Sequence[Word]) -> list[list[Word]]:
    """Words in reading order, cut where one stands no longer beside the one before."""
    lines: list[list[Word]] = []
    for word in words:
        if lines and _beside(lines[-1][-1].box, word.box):
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _beside(one: Box, other: Box) -> bool:
    """On one line: beside each other, or, on print turned to the side, above each other."""
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    level = down > 0.5 * min(one.bottom - one.top, other.bottom - other.top)
    upright = across > 0.5 * min(one.x1 - one.x0, other.x1 - other.x0)
    tall = all(b.bottom - b.top > b.x1 - b.x0 for b in (one, other))
    return level or (upright and tall)


def _around(words: Sequence[Word], size: Size) -> Box:
    box = words[0].box
    for word in words[1:]:
        box = box.union(word.box)
    return Box(
        max(0.0, box.x0 - GROWN),
        max(0.0, box.top - GROWN),
        min(size[0], box.x1 + GROWN),
        min(size[1], box.bottom + GROWN),
    )
