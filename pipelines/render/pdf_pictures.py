"""Puts a template's picture into a PDF without compressing it, for compressors differ between machines.

Answers: a JPEG's own bytes, or the plain pixels of a PNG on white; each picture once, however many pages show
it.
"""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

from pipelines.render.word_blocks import Picture


def draw_picture(canvas: Any, picture: Picture, x: float, y: float, width: float, height: float) -> None:
    """Draw the picture with its lower left corner at (x, y), in points from the page's."""
    from reportlab.pdfbase.pdfdoc import xObjectName

    name = f"Picture{hashlib.sha256(picture.data).hexdigest()[:16]}"
    if not canvas._doc.hasForm(name):
        canvas._doc.Reference(_image(name, picture), xObjectName(name))
    canvas.saveState()
    canvas.transform(round(width, 2), 0, 0, round(height, 2), round(x, 2), round(y, 2))
    canvas._code.append(f"/{xObjectName(name)} Do")
    canvas.restoreState()
    canvas._currentPageHasImages = 1
    canvas._formsinuse.append(name)


def _image(name: str, picture: Picture) -> Any:
    from PIL import Image
    from reportlab.pdfbase.pdfdoc import PDFImageXObject

    made = PDFImageXObject(name)
    made.bitsPerComponent = 8
    with Image.open(BytesIO(picture.data)) as image:
        made.width, made.height = image.size
        if picture.kind == "jpeg" and image.mode in ("L", "RGB"):
            made.streamContent, made._filters = picture.data, ("DCTDecode",)
            made.colorSpace = "DeviceGray" if image.mode == "L" else "DeviceRGB"
        else:
            shown = image.convert("RGBA")
            paper = Image.new("RGBA", image.size, (255, 255, 255, 255))
            paper.alpha_composite(shown)
            made.streamContent, made._filters = paper.convert("RGB").tobytes(), ()
            made.colorSpace = "DeviceRGB"
    return made
