"""Scans and photographs to pages: each frame of an image file is a page read by OCR.

Answers: every frame in its order, with words, boxes in points, confidence and marks. Refuses files as
`image_frames` does; a damaged frame costs that frame.
"""

from __future__ import annotations

from pathlib import Path

from extractors.errors import Reason, SetAsideError
from extractors.pages import Box, Document, Layer, Page, Source, Unread, lay_out
from extractors.readers.image_frames import Frame, open_frames
from extractors.readers.placed import PlacedWord
from extractors.readers.scan import is_blank
from extractors.reading_options import ReadingOptions

_NO_OCR = "The page is an image, and reading images is switched off."
_NO_OCR_REMEDY = "Run again with OCR on."
_UNREAD = "could not be read"
_BROKEN = "The image of this page is damaged or too large."
_BROKEN_REMEDY = "Ask the sender for the page again."


def read_image(path: Path, source: Source, options: ReadingOptions) -> Document:
    """Read every frame of an image file.

    Args:
        path: the file, read only.
        source: what it is in the matter.
        options: whether images may be read, whether a second reader is asked, who hears of progress.

    Raises:
        SetAsideError: the file as a whole cannot be read.
    """
    count, frames = open_frames(path, source.name)
    pages: list[Page] = []
    unread: list[Unread] = []
    for number, frame in enumerate(frames, start=1):
        if number in options.skip:  # it ended an earlier attempt; whoever skips it says why
            pages.append(Page(source.sha256, number, 0.0, 0.0, "", layer=Layer.NONE, marks=(_UNREAD,)))
        elif frame is None:
            pages.append(Page(source.sha256, number, 0.0, 0.0, "", layer=Layer.NONE, marks=(_UNREAD,)))
            unread.append(Unread(number, _BROKEN, _BROKEN_REMEDY))
        elif not options.ocr:
            pages.append(_page(source, number, frame, [], None, ()))
            unread.append(Unread(number, _NO_OCR, _NO_OCR_REMEDY))
        else:
            pages.append(_read(source, number, frame, options))
        options.tell(number, count)
    if len(unread) == len(pages) and options.ocr:
        raise SetAsideError(
            Reason.DAMAGED, f"{source.name} is a damaged image.", "Ask the sender to send the file again."
        )
    return Document(source, tuple(pages), tuple(unread))


def _read(source: Source, number: int, frame: Frame, options: ReadingOptions) -> Page:
    from extractors.readers.ocr import read_print  # loads the text engine

    found = read_print(frame.image, second_reader=options.tesseract)
    marks = list(found.marks)
    if not found.lines:
        marks.append("blank" if is_blank(frame.image) else "no text in the image")
    return _page(source, number, frame, found.lines, found.confidence, tuple(marks))


def _page(
    source: Source,
    number: int,
    frame: Frame,
    lines: tuple[tuple[PlacedWord, ...], ...] | list[tuple[PlacedWord, ...]],
    confidence: float | None,
    marks: tuple[str, ...],
) -> Page:
    points = 72.0 / frame.dpi
    text, words = lay_out([[(w.text, _scaled(w.box, points), w.confidence) for w in line] for line in lines])
    height, width = frame.image.shape[:2]
    layer = Layer.OCR if words else Layer.NONE
    return Page(source.sha256, number, width * points, height * points, text, words, layer, confidence, marks)


def _scaled(box: Box, factor: float) -> Box:
    return Box(box.x0 * factor, box.top * factor, box.x1 * factor, box.bottom * factor)
