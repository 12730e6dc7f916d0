"""Inside the process that may be harmed: pages of one source, drawn as pictures for the review page.

Answers: for each wanted page a JPEG as large as a screen wants it, and a small one, in a folder of the
parent's. The page is drawn as it was read: turned, with what is printed by its annotations, out of the copy
repaired in memory where the file itself does not give it. Refuses nothing as a whole: a page that cannot be
drawn is named, its neighbours are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image as Pillow
from PIL import ImageOps

from extractors.readers.image_frames import FORMATS, MAX_DECODED_PIXELS
from extractors.readers.pdf_forms import annotations_of, flattened
from extractors.readers.pdf_open import open_pdf, repaired
from extractors.sniffing import PDF

DPI = 110.0
"""Dots an inch: small print is readable, and a page is some 200 kB."""
_MOST_PIXELS = 4_000_000
_SMALL_WIDTH = 240
_QUALITY, _SMALL_QUALITY = 82, 75

Tell = Callable[[int, int], None]
Pictures = Generator[tuple[int, Pillow.Image | None], None, None]


def draw(order: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Draw the pages that an order asks for into files ``<number>.jpg`` and ``<number>.small.jpg``.

    Args:
        order: ``source`` (path, its digest proven by the caller), ``name``, ``media_type``, ``folder``,
            ``pages`` as ``[number, width, height]`` in points as read.
        tell: told of pages done, and pages in all.

    Returns:
        ``{"drawn": [numbers]}``.
    """
    folder, pages = Path(order["folder"]), order["pages"]
    drawn: list[int] = []
    drawer = _pdf if order["media_type"] == PDF else _image
    with closing(drawer(Path(order["source"]), order["name"], pages)) as pictures:
        for done, (number, picture) in enumerate(pictures, start=1):
            if picture is not None:
                _save(picture, folder, number)
                drawn.append(number)
            tell(done, len(pages))
    return {"drawn": drawn}


def _save(picture: Pillow.Image, folder: Path, number: int) -> None:
    colours = picture.convert("RGB") if picture.mode not in ("RGB", "L") else picture
    colours.save(folder / f"{number}.jpg", "JPEG", quality=_QUALITY)
    height = max(1, round(colours.height * _SMALL_WIDTH / max(colours.width, 1)))
    small = colours.resize((_SMALL_WIDTH, min(height, 4 * _SMALL_WIDTH)), Pillow.Resampling.BOX)
    small.save(folder / f"{number}.small.jpg", "JPEG", quality=_SMALL_QUALITY)


def _pixels(width: float, height: float) -> tuple[int, int]:
    """Pixels of a page of that size in points, within the budget."""
    scale = DPI / 72.0
    scale *= min(1.0, (_MOST_PIXELS / max(width * height * scale * scale, 1.0)) ** 0.5)
    return max(1, round(width * scale)), max(1, round(height * scale))


# --- PDF ----------------------------------------------------------------------------------------------------


def _pdf(path: Path, name: str, pages: list[list[float]]) -> Pictures:
    copies = _copies(path, name)
    for number, *_ in pages:
        yield int(number), _drawn(copies, int(number))


@lru_cache(maxsize=1)
def _copies(path: Path, name: str) -> _Copies:
    """The file that was drawn from last stays open: opening one of a thousand pages takes longer than drawing
    one of them. Its digest, which names it, is proven for every order."""
    return _Copies(path, name)


class _Copies:
    """The file and copies of it made in memory, each opened once and only if needed."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self.itself = open_pdf(path, name).pdf

    @cached_property
    def repaired(self) -> pdfium.PdfDocument | None:
        return repaired(self._path)

    @cached_property
    def flattened(self) -> pdfium.PdfDocument | None:
        return flattened(self._path)


def _drawn(copies: _Copies, number: int) -> Pillow.Image | None:
    pdf = copies.itself
    picture = _page(pdf, copies, number) if pdf is not None and number <= len(pdf) else None
    if picture is not None:
        return picture
    mended = copies.repaired
    return _page(mended, copies, number) if mended is not None and number <= len(mended) else None


def _page(pdf: pdfium.PdfDocument, copies: _Copies, number: int) -> Pillow.Image | None:
    """One page, or nothing: the page is an isolation border, its neighbours must not suffer."""
    try:
        page = pdf[number - 1]
    except pdfium.PdfiumError:
        return None
    try:
        flat = copies.flattened if annotations_of(page).printed else None
        if flat is not None and number <= len(flat):
            page.close()
            page = flat[number - 1]
        width, height = page.get_size()
        across, _ = _pixels(width, height)
        drawn = page.render(scale=across / max(width, 1.0), may_draw_forms=False)
        picture: Pillow.Image = drawn.to_pil()
    except Exception:  # the border described above
        return None
    finally:
        page.close()
    return picture


# --- image files --------------------------------------------------------------------------------------------


def _image(path: Path, name: str, pages: list[list[float]]) -> Pictures:
    with Pillow.open(path, formats=FORMATS) as untrusted_image:
        for number, width, height in pages:
            yield int(number), _frame(untrusted_image, int(number), width, height)


def _frame(untrusted_image: Pillow.Image, number: int, width: float, height: float) -> Pillow.Image | None:
    """One frame in its own colours, upright, as large as the page that was read of it."""
    try:
        if untrusted_image.format != "JPEG" or number > 1:  # of several pictures in a JPEG one was read
            untrusted_image.seek(number - 1)
        if untrusted_image.width * untrusted_image.height > MAX_DECODED_PIXELS:
            return None
        picture = ImageOps.exif_transpose(untrusted_image)
        if picture.mode in ("I", "F", "I;16", "I;16B", "I;16L"):
            picture = _eight_bits(picture)
        if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
            layered = picture.convert("RGBA")
            picture = Pillow.alpha_composite(Pillow.new("RGBA", layered.size, "white"), layered)
        return picture.convert("RGB").resize(
            _pixels(width, height), Pillow.Resampling.BILINEAR, reducing_gap=2
        )
    except Exception:  # as with a page of a PDF
        return None


def _eight_bits(picture: Pillow.Image) -> Pillow.Image:
    """Deep pixels (16 bit and more) spread over eight bits, as the reader spreads them."""
    values = np.asarray(picture, dtype=np.float64)
    top = 65535.0 if values.max(initial=0.0) > 255 else 255.0
    return Pillow.fromarray(np.clip(values / top * 255.0, 0, 255).astype(np.uint8))
