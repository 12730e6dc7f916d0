"""A canvas to draw a PDF on whose bytes depend on what is drawn alone.

Answers: a reportlab canvas without clock, random number, person, or a user's own settings; nothing is
compressed, for compression differs between machines.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

from pipelines.render.pdf_fonts import face_of
from pipelines.render.word_blocks import Letters

PROGRAM = "Pincite"
_DAY = (2000, 1, 1, 0, 0, 0)


def still_canvas(out: BytesIO, size: tuple[float, float], title: str, source: bytes) -> Any:
    """A canvas for pages of that size, in points.

    Args:
        title: shown in the reader's window.
        source: what the PDF is made from; its digest is the file's identity.
    """
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.pdfComments = rl_config.pdfMultiLine = 0  # a user's settings would change the bytes
    canvas = Canvas(
        out,
        pagesize=size,
        pageCompression=0,
        invariant=1,
        pdfVersion=(1, 4),
        initialFontName=face_of(Letters()).name,
        lang="en-US",
    )
    canvas.setTitle(title)
    for name in (canvas.setAuthor, canvas.setCreator, canvas.setProducer):
        name(PROGRAM)
    canvas.setSubject("")
    digest = hashlib.sha256(source).hexdigest()[:32].encode()
    canvas._doc._ID = b"\n[<" + digest + b"><" + digest + b">]\n"
    canvas._doc._timeStamp.YMDhms = _DAY  # else SOURCE_DATE_EPOCH, where the machine sets it
    return canvas
