"""Redactions that hide words from the eye and leave them in the file.

    painted over     a box, a picture or a dark highlight over words that are still text
    painted under    black letters on a black box, as word processors redact
    left behind      a black box in a scan, its words still in the hidden layer of read text
    not applied      a mark for redaction that nobody carried out

Answers: the pages with such words, how many, never which. Looks at the rendered page wherever words and
something painted meet: letters that one can see are no secret, so dark table heads with white letters,
highlights and ordinary scans pass. Words under white pass too unless they were cut out of a line that
goes on on both sides, or hold an identifier: forms are full of white boxes over nothing that matters.

Refuses to find what only a person can: a see-through marker on paper, a box that is too small, crosses and
hatching over words that stay legible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2.raw as pdfium_c

from extractors.pages import Box
from extractors.readers.pdf_objects import address_of
from extractors.readers.pdf_words import NativeWord
from pipelines.exhibits.preflight.faults import Fault, FileRule, PageRule
from pipelines.exhibits.preflight.identifiers import find_identifiers, told
from pipelines.exhibits.preflight.numbers import text_in
from pipelines.exhibits.preflight.opened import Opened, SeenPage

_SCALE = 1.5
"""Pixels per point."""
_MOST_PIXELS = 12_000_000
_LEAST_CONTRAST = 24
_DARK = 110
"""Of 255: grounds darker than that hide; redactions are black, sometimes grey or coloured."""
_LEAST_LETTERS = 2
_PAGE_SIZE = 0.6
"""Share of the page from which a shape is its ground."""
_SAME_LINE = 0.5
_NEIGHBOUR = 4.0
"""Heights of letters within which one reads on."""
_MANY = 300
"""Boxes on one page beyond which its words are placed without asking."""
_COVERING_NOTES = frozenset(
    ("/Square", "/Highlight", "/FreeText", "/Stamp", "/Ink", "/Line", "/Polygon", "/PolyLine", "/Circle")
)


class _Sight(Enum):
    SEEN = "seen"
    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A word that something is painted over, under or instead of.

    ``over``: after the word was painted. ``pale``: the word itself is white. ``cover`` is the painting order
    of the first shape over it, -1 without one. ``printed_on``: other words stand on that shape.
    """

    word: NativeWord
    over: bool
    pale: bool
    cover: int
    printed_on: bool = False


def _unapplied(seen: SeenPage) -> Iterator[Fault]:
    marks = sum(
        isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") == pikepdf.Name.Redact
        for note in seen.dictionary.get("/Annots", ())
    )
    if marks:
        yield Fault(f"{marks} marks for redaction that were never applied", seen.number, seen.designation)


def _covered(seen: SeenPage) -> Iterator[Fault]:
    suspects = _suspects(seen)
    if not suspects:
        return
    sights = _sights(seen, suspects)
    dark = [s.word for s, sight in zip(suspects, sights, strict=True) if sight is _Sight.DARK]
    if letters := _letters(dark):
        yield Fault(f"{letters} letters under black can be copied out", seen.number, seen.designation)
    light = [s for s, sight in zip(suspects, sights, strict=True) if sight is _Sight.LIGHT]
    hidden = {s.word.index for s, sight in zip(suspects, sights, strict=True) if sight is not _Sight.SEEN}
    visible = [w for w in seen.words.words if w.index not in hidden] if light else []
    cut = _cut_out([s.word for s in light if s.over], visible)
    if letters := _letters(cut):
        yield Fault(f"{letters} letters under white can be copied out", seen.number, seen.designation)
    # A layer of read text lies a little beside its letters: what is light there is no secret.
    unseen = " ".join(s.word.placed.text for s in light if s.over or s.pale)
    for hit in find_identifiers(unseen):
        yield Fault(f"{told(hit)} in letters nobody sees", seen.number, seen.designation)


def _letters(words: Sequence[NativeWord]) -> int:
    count = sum(c.isalnum() for w in words for c in w.placed.text)
    return count if count >= _LEAST_LETTERS else 0


def _cut_out(hidden: Sequence[NativeWord], visible: Sequence[NativeWord]) -> list[NativeWord]:
    """Hidden words in whose line one reads on, close by, on both sides: forms have gaps there."""
    runs: list[list[NativeWord]] = []
    for word in hidden:
        if runs and _gap(runs[-1][-1].placed.box, word.placed.box) is not None:
            runs[-1].append(word)
        else:
            runs.append([word])
    found: list[NativeWord] = []
    for run in runs:
        first, last = run[0].placed.box, run[-1].placed.box
        before = any(_gap(v.placed.box, first) is not None for v in visible)
        if before and any(_gap(last, v.placed.box) is not None for v in visible):
            found.extend(run)
    return found


def _gap(left: Box, right: Box) -> float | None:
    """The space between two words where the right one follows the left one in its line."""
    height = min(left.bottom - left.top, right.bottom - right.top)
    beside = min(left.bottom, right.bottom) - max(left.top, right.top) > _SAME_LINE * height
    gap = right.x0 - left.x1
    return gap if beside and -height < gap < _NEIGHBOUR * height else None


def _suspects(seen: SeenPage) -> list[_Suspect]:
    """Words that something is painted over, under or instead of."""
    objects = seen.objects
    area = seen.geometry.width * seen.geometry.height
    shapes = [
        (s.order, s.box)
        for s in objects.shapes
        if s.hides_words and (s.box.x1 - s.box.x0) * (s.box.bottom - s.box.top) < _PAGE_SIZE * area
    ]
    images = [(i.order, i.box) for i in objects.images]
    notes = list(_notes(seen))
    if not (
        objects.invisible or objects.pale or _meet_words(seen, [*(b for _, b in shapes + images), *notes])
    ):
        return []
    found: list[_Suspect] = []
    orders: list[tuple[int, NativeWord]] = []
    for word in seen.words.words:
        handle = pdfium_c.FPDFText_GetTextObject(seen.textpage.raw, word.index)
        address = address_of(handle) if handle else 0
        order = objects.texts.get(address, -1)
        orders.append((order, word))
        box = word.placed.box
        covers = [later for later, b in shapes if later > order and _within(box, b)]
        over = bool(covers) or any(_within(box, b) for b in notes)
        pale = address in objects.pale
        if (
            over
            or pale
            or address in objects.invisible
            or any(later > order and _within(box, b) for later, b in images)
            or any(_within(box, b) for _, b in shapes)
        ):
            found.append(_Suspect(word, over, pale, min(covers, default=-1)))
    return [replace(s, printed_on=_is_printed_on(s, orders)) for s in found]


def _meet_words(seen: SeenPage, boxes: Sequence[Box]) -> bool:
    """Whether words stand in any of the boxes: asked of the library, which is quicker than placing them."""
    return len(boxes) > _MANY or any(text_in(seen, box) for box in boxes)


def _is_printed_on(suspect: _Suspect, orders: Sequence[tuple[int, NativeWord]]) -> bool:
    """Whether other words stand on what covers the word: "REDACTED", or the name of a rule."""
    if suspect.cover < 0:
        return False
    word = suspect.word.placed
    return any(
        order > suspect.cover and _overlap(word.box, other.placed.box) and other.placed.text != word.text
        for order, other in orders
    )


def _overlap(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom


def _within(word: Box, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _notes(seen: SeenPage) -> Iterator[Box]:
    """Boxes of annotations that cover words and are no part of the page yet."""
    for note in seen.dictionary.get("/Annots", ()):
        if isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype", "")) in _COVERING_NOTES:
            x0, y0, x1, y1 = (float(v) for v in note.get("/Rect", (0, 0, 0, 0)))
            yield seen.geometry.place(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _sights(seen: SeenPage, suspects: Sequence[_Suspect]) -> list[_Sight]:
    """For each word, whether the rendered page shows letters in its place."""
    g = seen.geometry
    scale = min(_SCALE, (_MOST_PIXELS / (g.width * g.height)) ** 0.5)
    bitmap = seen.page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        pixels = bitmap.to_numpy()
        image = pixels.reshape(pixels.shape[0], pixels.shape[1])
        return [_sight(image, s, scale) for s in suspects]
    finally:
        bitmap.close()


def _sight(image: npt.NDArray[np.uint8], suspect: _Suspect, scale: float) -> _Sight:
    """Judged by the middle of the word's box: boxes reach over the letters, and covers are a little short."""
    box = suspect.word.placed.box
    high, wide = box.bottom - box.top, box.x1 - box.x0
    top, bottom = box.top + 0.25 * high, box.bottom - 0.25 * high
    left, right = box.x0 + 0.05 * wide, box.x1 - 0.05 * wide
    rows = slice(max(0, int(top * scale)), max(1, int(bottom * scale) + 1))
    columns = slice(max(0, int(left * scale)), max(1, int(right * scale) + 1))
    patch = image[rows, columns]
    if patch.size == 0:
        return _Sight.SEEN
    if suspect.printed_on and float(np.median(patch)) < _DARK:
        return _Sight.DARK  # the letters one sees are those on the cover
    if int(patch.max()) - int(patch.min()) >= _LEAST_CONTRAST:
        return _Sight.SEEN
    return _Sight.DARK if float(patch.mean()) < _DARK else _Sight.LIGHT


def _hidden_words(opened: Opened) -> Iterator[Fault]:
    """Identifiers in what a viewer shows beside the page: bookmarks, title, notes, words for pictures."""
    for mark in opened.document.get_toc():
        yield from _leaks(mark.get_title(), "a bookmark")
    title = opened.pdf.trailer.get("/Info", pikepdf.Dictionary()).get("/Title")
    yield from _leaks(str(title or ""), "the document's title")
    for number, page in enumerate(opened.pdf.pages, start=1):
        for note in page.obj.get("/Annots", ()):
            if isinstance(note, pikepdf.Dictionary):
                for key in ("/Contents", "/TU", "/T", "/V"):
                    if isinstance(text := note.get(key), pikepdf.String):
                        yield from _leaks(str(text), "a note, field or link", number)
    for one in opened.pdf.objects:
        if isinstance(one, pikepdf.Dictionary):
            for key in ("/Alt", "/ActualText", "/E"):
                if isinstance(text := one.get(key), pikepdf.String):
                    yield from _leaks(str(text), "words kept for a picture")


def _leaks(text: str, where: str, page: int = 0) -> Iterator[Fault]:
    for hit in find_identifiers(text):
        yield Fault(f"{told(hit)} in {where}", page)


_REDACT = "Mark the region in the plan ([[redaction]]) so that words and picture are removed, not covered."
FILE_RULES = (
    FileRule(
        "hidden_words",
        "Leaks nothing in bookmarks, titles and notes",
        "Make the deliverable again from a flat copy (print the source to PDF).",
        _hidden_words,
    ),
)
PAGE_RULES = (
    PageRule("redaction_marks", "Has no mark for redaction left unapplied", _REDACT, _unapplied),
    PageRule("bad_redactions", "Has no words under what was painted over them", _REDACT, _covered),
)
