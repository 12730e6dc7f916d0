"""Words that OCR read, laid invisibly over the picture they were read from, so that the page can be searched.

Answers: a page whose every word is found where it stands, in reading order. The page looks as before: the
text is neither filled nor stroked. Refuses to lay words over letters that the page
already has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import Enum, auto
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name

from extractors.pages import Box, Word
from pipelines.exhibits.copies import ScannedPage
from pipelines.exhibits.geometry import Displayed
from pipelines.exhibits.stamp_font import BELOW, StampFont, shown, width
from pipelines.exhibits.wrapping import secure, streams

_FONT = "/PcRead"
_LEAST_SIZE = 1.0
_CAPITALS = 0.73
"""Reach of capitals over the baseline, in sizes: OCR boxes end where the ink does."""

_NEAR = 1.0
_SPACE = 0.25
"""Least space between two words, in sizes."""

_UPRIGHT = 1.5
"""A word of several letters this many times as high as wide runs along the page, not across it."""


class _Way(Enum):
    """Which way a line runs on the page as displayed."""

    ACROSS = auto()
    BACK = auto()
    """From right to left, upside down: a page scanned standing on its head."""
    DOWN = auto()
    UP = auto()


def lay_over(page: pikepdf.Page, read: ScannedPage, font: StampFont) -> None:
    """Add the words to the page. ``font.embed`` must follow the last page.

    Args:
        page: of the PDF that ``font`` belongs to.
        read: the words, on a page of the same proportions.
        font: the letters.
    """
    seen = secure(page, font)
    across, down = seen.width / read.width, seen.height / read.height
    words = [(shown(w.text), _scaled(w.box, across, down)) for w in read.words if w.text.strip()]
    body = "\n".join(_drawn(words, seen, font))
    matrix = " ".join(_number(v) for v in seen.matrix)
    content = f"q {matrix} cm BT 3 Tr\n{body}\nET Q\n".encode("ascii")
    _add_font(page, font)
    page.obj["/Contents"] = Array(
        [font.stream(b"q\n"), *streams(page), font.stream(b"\nQ\n"), font.pdf.make_stream(content)]
    )


def missing(read: ScannedPage, printed: Sequence[Box]) -> ScannedPage | None:
    """Of the words read, those that the page has not as text already: a scan may bear a stamp in letters.

    Args:
        read: all words.
        printed: boxes of the page's own words, on the same page.

    Returns:
        ``None`` where most words are there already: the page has a text layer, and keeps it.
    """
    if not printed:
        return read if read.words else None
    ordered = sorted(printed, key=lambda b: b.top)
    lost = tuple(w for w in read.words if not any(_over(w.box, box) for box in ordered))
    return replace(read, words=lost) if 2 * len(lost) > len(read.words) else None


def text_of_words(words: Sequence[Word]) -> str:
    """The words as they will be found on the page."""
    return " ".join(shown(w.text) for w in words)


def _over(word: Box, printed: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return (
        printed.x0 - _NEAR <= x <= printed.x1 + _NEAR and printed.top - _NEAR <= y <= printed.bottom + _NEAR
    )


def _ways(boxes: Sequence[tuple[str, Box]]) -> list[_Way]:
    """Which way each word runs. Short words, which have no shape of their own, run as most of the page."""
    long = [(text, box) for text, box in boxes if len(text) > 2]
    upright = [_is_upright(box) for _, box in long]
    sideways = _sideways([box for (_, box), is_so in zip(long, upright, strict=True) if is_so])
    level = _level([box for _, box in boxes])
    most = sideways if 2 * sum(upright) > len(upright) else level
    ways: list[_Way] = []
    for text, box in boxes:
        wide, high = box.x1 - box.x0, box.bottom - box.top
        if len(text) > 2 and most is level:
            ways.append(sideways if _is_upright(box) else most)
        else:
            ways.append(level if len(text) > 2 and wide > _UPRIGHT * high else most)
    return ways


def _is_upright(box: Box) -> bool:
    return box.bottom - box.top > _UPRIGHT * (box.x1 - box.x0)


def _sideways(boxes: Sequence[Box]) -> _Way:
    """Down or up the page, as words in reading order follow one another."""
    down = up = 0
    for here, there in pairwise(boxes):
        if here.x0 < (there.x0 + there.x1) / 2 < here.x1:
            down += there.top > here.top
            up += there.top < here.top
    return _Way.DOWN if down > up else _Way.UP


def _level(boxes: Sequence[Box]) -> _Way:
    """To the right or, upside down, to the left, as words in reading order follow one another."""
    right = left = 0
    for here, there in pairwise(boxes):
        if here.top < (there.top + there.bottom) / 2 < here.bottom:
            right += there.x0 > here.x0
            left += there.x0 < here.x0
    return _Way.BACK if left > right else _Way.ACROSS


def _extent(box: Box, way: _Way) -> tuple[float, float, float, float]:
    """Where the word begins and ends along its line, and its reach across it; both counted as it is read."""
    if way is _Way.DOWN:
        return box.top, box.bottom, -box.x1, -box.x0
    if way is _Way.UP:
        return -box.bottom, -box.top, box.x0, box.x1
    if way is _Way.BACK:
        return -box.x1, -box.x0, -box.bottom, -box.top
    return box.x0, box.x1, box.top, box.bottom


def _drawn(words: Sequence[tuple[str, Box]], seen: Displayed, font: StampFont) -> Iterator[str]:
    """Each word filling its box, and the space that parts it from the next on its line.

    OCR's boxes touch: a word is drawn a little shorter where there would be no room for the space, without
    which a search takes two words for one.
    """
    ways = _ways(words)
    for index, (text, box) in enumerate(words):
        way = ways[index]
        start, end, over, under = _extent(box, way)
        length, size = max(end - start, 0.1), max((under - over) / (_CAPITALS + BELOW), _LEAST_SIZE)
        following = None
        if index + 1 < len(words) and ways[index + 1] is way:
            begins, _, above, below = _extent(words[index + 1][1], way)
            if over < (above + below) / 2 < under and begins >= start:
                following = begins
        if following is not None and following - end < _SPACE * size:
            length = max(length / 2, following - start - _SPACE * size)
        yield f"{_scale(text, size, length)} {_matrix(box, way, size, seen)} Tm {_shown(text, size, font)}"
        # At a line's end too: lines of a slanted scan are so close that not every reader tells them apart.
        gap = 0.0 if following is None else following - start - length
        yield f"{_scale(' ', size, max(gap, _SPACE * size))} <{font.codes(' ')}> Tj"


def _matrix(box: Box, way: _Way, size: float, seen: Displayed) -> str:
    if way is _Way.DOWN:
        return f"0 -1 1 0 {_number(box.x0 + BELOW * size)} {_number(seen.height - box.top)}"
    if way is _Way.UP:
        return f"0 1 -1 0 {_number(box.x1 - BELOW * size)} {_number(seen.height - box.bottom)}"
    if way is _Way.BACK:
        return f"-1 0 0 -1 {_number(box.x1)} {_number(seen.height - box.top - BELOW * size)}"
    return f"1 0 0 1 {_number(box.x0)} {_number(seen.height - box.bottom + BELOW * size)}"


def _shown(text: str, size: float, font: StampFont) -> str:
    return f"{_FONT} {_number(size)} Tf <{font.codes(text)}> Tj"


def _scale(text: str, size: float, room: float) -> str:
    """Stretch the letters so that the text is as long as what was read."""
    natural = width(text, size)
    return f"{_number(100 * room / natural if natural else 100)} Tz"


def _scaled(box: Box, across: float, down: float) -> Box:
    return Box(box.x0 * across, box.top * down, box.x1 * across, box.bottom * down)


def _add_font(page: pikepdf.Page, font: StampFont) -> None:
    """Name the font on this page only: resources may be shared with other pages."""
    resources = page.obj.get("/Resources")
    own = _own(resources) if isinstance(resources, pikepdf.Dictionary) else Dictionary()
    fonts = own.get("/Font")
    named = _own(fonts) if isinstance(fonts, pikepdf.Dictionary) else Dictionary()
    named[_FONT] = font.reference
    own[Name.Font] = named
    page.obj["/Resources"] = own


def _own(shared: Dictionary) -> Dictionary:
    """A dictionary of the same entries."""
    own = Dictionary()
    for key in sorted(shared.keys()):
        own[key] = shared[key]
    return own


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
