"""Words that OCR read, laid invisibly over the picture they were read from, so that the page can be searched.

Answers: a page whose every word is found where it stands, in reading order. The page looks as before: the
text is neither filled nor stroked. Refuses to lay words over letters that the page
already has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
_UPRIGHT = 1.5
"""A word of several letters this many times as high as wide runs up the page, not across it."""


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
    body = "\n".join(
        _word(text, box, _next_on_line(words, i), seen, font) for i, (text, box) in enumerate(words)
    )
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


def _word(text: str, box: Box, following: Box | None, seen: Displayed, font: StampFont) -> str:
    """One word filling its box, and the space that parts it from the next on its line."""
    wide, high = max(box.x1 - box.x0, 0.1), max(box.bottom - box.top, 0.1)
    foot = seen.height - box.bottom
    if len(text) > 2 and high > _UPRIGHT * wide:
        size = max(wide / (_CAPITALS + BELOW), _LEAST_SIZE)
        place = f"0 1 -1 0 {_number(box.x1 - BELOW * size)} {_number(foot)} Tm"
        return f"{_scale(text, size, high)} {place} {_shown(text, size, font)}"
    size = max(high / (_CAPITALS + BELOW), _LEAST_SIZE)
    place = f"1 0 0 1 {_number(box.x0)} {_number(foot + BELOW * size)} Tm"
    drawn = f"{_scale(text, size, wide)} {place} {_shown(text, size, font)}"
    if following is None:
        return drawn
    gap = max(following.x0 - box.x1, 0.1)
    return f"{drawn} {_scale(' ', size, gap)} <{font.codes(' ')}> Tj"


def _shown(text: str, size: float, font: StampFont) -> str:
    return f"{_FONT} {_number(size)} Tf <{font.codes(text)}> Tj"


def _scale(text: str, size: float, room: float) -> str:
    """Stretch the letters so that the text is as long as what was read."""
    natural = width(text, size)
    return f"{_number(100 * room / natural if natural else 100)} Tz"


def _next_on_line(words: Sequence[tuple[str, Box]], index: int) -> Box | None:
    if index + 1 == len(words):
        return None
    here, there = words[index][1], words[index + 1][1]
    middle = (there.top + there.bottom) / 2
    return there if here.top < middle < here.bottom and there.x0 >= here.x0 else None


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
