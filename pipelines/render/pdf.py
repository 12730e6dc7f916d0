"""A filled Word file as a PDF: its words, its template's looks, on pages of its size.

Answers: bytes that depend on the Word file and the title alone: no clock, no compression (whose output
differs between machines), the fonts shipped with the program. Text can be searched and copied, headings are
the outline, links lead to the sources beside the file.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pipelines.render.pdf_canvas import still_canvas
from pipelines.render.pdf_drawing import Pen
from pipelines.render.pdf_pages import Laid, pages
from pipelines.render.pdf_stacks import Stack, stacked
from pipelines.render.word_blocks import Paragraph, Running, WordFile
from pipelines.render.word_reader import read_word


def render_pdf(document: bytes, title: str) -> bytes:
    """The PDF of a filled Word file, called ``title`` in the reader's window."""
    return pdf_of(read_word(document), title, document)


def pdf_of(word: WordFile, title: str, document: bytes) -> bytes:
    """As `render_pdf`, of a Word file that is read already; ``document`` are its bytes."""
    sheet = word.sheet
    top, bottom = _margins(word)
    laid = pages(word, sheet.height - top - bottom)
    out = BytesIO()
    canvas = still_canvas(out, (word.sheet.width, word.sheet.height), title, document)
    outline = _Outline(canvas)
    for number, contents in enumerate(laid, 1):
        pen = Pen(canvas, sheet.height)
        _run(pen, word, number, len(laid))
        for part in contents:
            pen.strap(part, sheet.left, top)
            outline.note(part, sheet.height - top - part.y)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def page_count(document: bytes) -> int:
    """How many pages the PDF of a filled Word file would have."""
    word = read_word(document)
    top, bottom = _margins(word)
    return len(pages(word, word.sheet.height - top - bottom))


class _Outline:
    """The bookmarks, from the paragraphs with an outline level."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._level = -1
        self._count = 0

    def note(self, part: Laid, y: float) -> None:
        """Add what this part of a page begins, ``y`` points above the page's foot."""
        for column, first in zip(part.strap.columns, part.first, strict=True):
            for paragraph in column.stack.paragraphs if first == 0 else ():
                if paragraph.setting.level is not None and paragraph.text.strip():
                    self._add(" ".join(paragraph.text.split()), paragraph.setting.level, y)

    def _add(self, words: str, level: int, y: float) -> None:
        self._level = min(level, self._level + 1)  # no level may be skipped on the way down
        self._count += 1
        key = f"section{self._count}"
        self._canvas.bookmarkHorizontalAbsolute(key, round(y + 6, 2))
        self._canvas.addOutlineEntry(words, key, self._level, closed=False)
        self._canvas.showOutline()


def _margins(word: WordFile) -> tuple[float, float]:
    """Above and below the text, in points: wider where header or footer need more."""
    sheet = word.sheet
    tallest = [_running_height(word, running) for running in (word.running, word.first, word.even) if running]
    top = max([sheet.top, *(sheet.header + head for head, _ in tallest)])
    bottom = max([sheet.bottom, *(sheet.footer + foot for _, foot in tallest)])
    return top, bottom


def _running(paragraphs: tuple[Paragraph, ...], word: WordFile, page: int, count: int) -> Stack:
    computed = {"PAGE": str(page), "NUMPAGES": str(count)}
    return stacked(paragraphs, word.sheet.text_width, computed)


def _running_height(word: WordFile, running: Running) -> tuple[float, float]:
    """Heights of header and footer."""
    header, footer = (_running(part, word, 1, 1).height for part in (running.header, running.footer))
    return header, footer


def _run(pen: Pen, word: WordFile, page: int, count: int) -> None:
    """Draw watermark, header and footer of a page."""
    sheet, running = word.sheet, word.running_on(page)
    if running.watermark is not None:
        pen.watermark(running.watermark, sheet)
    header = _running(running.header, word, page, count)
    footer = _running(running.footer, word, page, count)
    pen.stack(header, sheet.left, sheet.header)
    pen.stack(footer, sheet.left, sheet.height - sheet.footer - footer.height)
