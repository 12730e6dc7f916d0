"""Sheets that the program adds to a filing: slip sheets, tabs, covers of volumes. One letter page each.

Answers: a page with the caption at its head, a title and lines below, as a PDF of its own or drawn on a page
of another. Everything on it is handed in but the word "exhibit".
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf

from pipelines.exhibits.geometry import LETTER
from pipelines.exhibits.label_layout import wrapped
from pipelines.exhibits.saving import save
from pipelines.exhibits.stamp_font import ABOVE, StampFont, shown, width
from pipelines.exhibits.stamps import Stamped, Words, stamp

_MARGIN = 72.0
_HEAD_SIZE, _TITLE_SIZE, _LINE_SIZE, _SMALLEST = 11.0, 40.0, 14.0, 5.0
_SPACING = 1.35
_HEAD_TOP = 225.0
"""Under the space at the head of a first page that courts keep for their stamp: up to three inches."""
_TITLE_TOP = 250.0
_LOWEST = LETTER[1] - 150.0
"""Below it a sticker, the page number and a Bates number have their room."""
_SHRINK = 0.92


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet says.

    ``head`` are the lines of caption (court, parties, case number), ``title`` the large line (``EXHIBIT
    PX-12``, ``VOLUME 1 OF 3``), ``lines`` what stands below it: description, status, why pages are held.
    """

    title: str
    head: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def slip_sheet(designation: str, lines: tuple[str, ...] = (), head: tuple[str, ...] = ()) -> bytes:
    """The sheet before, or instead of, an exhibit's pages, as a PDF of one page."""
    with pikepdf.new() as pdf:
        font = StampFont(pdf)
        page = pdf.add_blank_page(page_size=LETTER)
        draw_sheet(page, font, Sheet(f"EXHIBIT {designation}", head, lines))
        font.embed()
        written = io.BytesIO()
        save(pdf, written)
        return written.getvalue()


def draw_sheet(page: pikepdf.Page, font: StampFont, sheet: Sheet) -> tuple[Stamped, ...]:
    """Draw a sheet on an empty letter page; a text for each line that it took."""
    room = LETTER[0] - 2 * _MARGIN
    found: list[Words] = []
    y = _HEAD_TOP if sheet.head else _MARGIN
    for line in sheet.head:
        y = _set(found, line, _HEAD_SIZE, y, room)
    scale = 1.0
    while True:
        body: list[Words] = []
        fitting = room / max(width(shown(sheet.title), 1.0), 1.0)
        size = max(min(_TITLE_SIZE * scale, fitting), _LINE_SIZE * scale)
        below = _set(body, sheet.title, size, max(y + 30 * scale, _TITLE_TOP * scale), room) + 14
        for line in sheet.lines:
            below = _set(body, line, max(_LINE_SIZE * scale, _SMALLEST), below, room) + 4 * scale
        if below <= _LOWEST or _LINE_SIZE * scale <= _SMALLEST:
            break
        scale *= _SHRINK
    return stamp(page, font, [*found, *body])


def _set(found: list[Words], text: str, size: float, y: float, room: float) -> float:
    """Add a text centred, in as many lines as it needs; where the next begins."""
    size = round(size, 2)
    for line in wrapped(shown(text), size, room):
        found.append(Words(line, (LETTER[0] - width(line, size)) / 2, y + ABOVE * size, size))
        y += size * _SPACING
    return y
