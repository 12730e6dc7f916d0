"""A page of a finished file as a small picture, for the contact sheet.

Answers: PNG bytes that depend on the file alone. Refuses nothing: a page that cannot be drawn is drawn as
what it is, and preflight says so.
"""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium

_WIDTH, _HEIGHT = 220, 285
"""Pixels at most: a letter page at 26 dots an inch, enough to see label and layout."""


def thumbnail(path: Path, number: int = 1) -> bytes:
    """Page ``number``, from 1, as a greyscale-or-colour PNG at most 220 by 285 pixels."""
    with closing(pdfium.PdfDocument(path)) as document:
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(_WIDTH / max(width, 1.0), _HEIGHT / max(height, 1.0))
        # Drawn at twice the size: letters at this scale are a blur otherwise.
        picture = page.render(scale=2 * scale).to_pil().convert("RGB")
        page.close()
    picture = picture.reduce(2).quantize(64)
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
