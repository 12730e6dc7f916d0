"""Redactions that hide words from the eye and leave them in the file.

    painted over     a box, a picture or a dark highlight over words that are still text
    painted under    black letters on a black box, as word processors redact
    left behind      a black box in a scan, its words still in the hidden layer of read text
    not applied      a mark for redaction that nobody carried out

Answers: the pages with such words, how many, never which. Looks at the rendered page wherever words and
something painted meet: letters that one can see are no secret, so dark table heads with white letters,
highlights and ordinary scans pass. Words under white pass too unless they were cut out of a line that
goes on, or hold an identifier: forms are full of white boxes over nothing that matters.

Refuses to find what only a person can: a see-through marker on paper, a box that is too small.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
_NEIGHBOUR = 2.5
"""Heights of letters within which words belong to one run."""
_COVERING_NOTES = frozenset(
    ("/Square", "/Highlight", "/FreeText", "/Stamp", "/Ink", "/Line", "/Polygon", "/PolyLine", "/Circle")
)


class _Sight(Enum):
    SEEN = "seen"
    DARK = "dark"
    LIGHT = "light"


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
    sights = _sights(seen, [w for w, _ in suspects])
    dark = [w for (w, _), sight in zip(suspects, sights, strict=True) if sight is _Sight.DARK]
    if letters := _letters(dark):
        yield Fault(f"{letters} letters under black can be copied out", seen.number, seen.designation)
    light = [w for (w, over), sight in zip(suspects, sights, strict=True) if over and sight is _Sight.LIGHT]
    visible = [w for (w, _), sight in zip(suspects, sights, strict=True) if sight is _Sight.SEEN]
    hidden = {w.index for w, _ in suspects}
    visible.extend(w for w in seen.words.words if w.index not in hidden)
    cut = [w for w in light if any(_adjoins(w, v) for v in visible)]
    if letters := _letters(cut):
        yield Fault(f"{letters} letters under white can be copied out", seen.number, seen.designation)
    pale = [w for (w, _), sight in zip(suspects, sights, strict=True) if sight is _Sight.LIGHT]
    for hit in find_identifiers(" ".join(w.placed.text for w in pale)):
        yield Fault(f"{told(hit)} in letters nobody sees", seen.number, seen.designation)


def _letters(words: Sequence[NativeWord]) -> int:
    count = sum(c.isalnum() for w in words for c in w.placed.text)
    return count if count >= _LEAST_LETTERS else 0


def _adjoins(hidden: NativeWord, seen: NativeWord) -> bool:
    """Whether a word that one sees stands beside a hidden one, on its line."""
    a, b = hidden.placed.box, seen.placed.box
    height = min(a.bottom - a.top, b.bottom - b.top)
    beside = min(a.bottom, b.bottom) - max(a.top, b.top) > _SAME_LINE * height
    return beside and max(a.x0 - b.x1, b.x0 - a.x1) < _NEIGHBOUR * height


def _suspects(seen: SeenPage) -> list[tuple[NativeWord, bool]]:
    """Words that something is painted over, under or instead of; whether it was painted over them."""
    objects = seen.objects
    area = seen.geometry.width * seen.geometry.height
    shapes = [
        (s.order, s.box)
        for s in objects.shapes
        if s.hides_words and (s.box.x1 - s.box.x0) * (s.box.bottom - s.box.top) < _PAGE_SIZE * area
    ]
    images = [(i.order, i.box) for i in objects.images]
    notes = list(_notes(seen))
    if not (shapes or images or notes or objects.invisible or objects.pale):
        return []
    found = []
    for word in seen.words.words:
        handle = pdfium_c.FPDFText_GetTextObject(seen.textpage.raw, word.index)
        address = address_of(handle) if handle else 0
        order = objects.texts.get(address, -1)
        box = word.placed.box
        over = any(later > order and _within(box, b) for later, b in shapes) or any(
            _within(box, b) for b in notes
        )
        behind = any(later > order and _within(box, b) for later, b in images)
        on = any(_within(box, b) for _, b in shapes)
        if over or behind or on or address in objects.invisible or address in objects.pale:
            found.append((word, over))
    return found


def _within(word: Box, box: Box) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _notes(seen: SeenPage) -> Iterator[Box]:
    """Boxes of annotations that cover words and are no part of the page yet."""
    for note in seen.dictionary.get("/Annots", ()):
        if isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype", "")) in _COVERING_NOTES:
            x0, y0, x1, y1 = (float(v) for v in note.get("/Rect", (0, 0, 0, 0)))
            yield seen.geometry.place(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _sights(seen: SeenPage, words: Sequence[NativeWord]) -> list[_Sight]:
    """For each word, whether the rendered page shows letters in its place."""
    g = seen.geometry
    scale = min(_SCALE, (_MOST_PIXELS / (g.width * g.height)) ** 0.5)
    bitmap = seen.page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        pixels = bitmap.to_numpy()
        image = pixels.reshape(pixels.shape[0], pixels.shape[1])
        return [_sight(image, w.placed.box, scale) for w in words]
    finally:
        bitmap.close()


def _sight(image: npt.NDArray[np.uint8], box: Box, scale: float) -> _Sight:
    """The middle of the word's box: boxes reach over the letters, and covers are often a little short."""
    high, wide = box.bottom - box.top, box.x1 - box.x0
    top, bottom = box.top + 0.25 * high, box.bottom - 0.25 * high
    left, right = box.x0 + 0.05 * wide, box.x1 - 0.05 * wide
    rows = slice(max(0, int(top * scale)), max(1, int(bottom * scale) + 1))
    columns = slice(max(0, int(left * scale)), max(1, int(right * scale) + 1))
    patch = image[rows, columns]
    if patch.size == 0 or int(patch.max()) - int(patch.min()) >= _LEAST_CONTRAST:
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
