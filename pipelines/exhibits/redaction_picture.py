"""A page as a picture with black over what is removed: drawn, painted, lettered, packed.

Answers: the pixels of a page as displayed; the same with boxes black and the reason white on them; the
image that a PDF page holds. Black and white print becomes CCITT Group 4 at 300 dpi, as redacted productions
are made; a page with greys or colours becomes JPEG at the resolution it has, between 200 and 300 dpi. The
black is in the pixels before anything is packed, so that no trace of what stood there gets into the packing.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pikepdf import Dictionary, Name
from PIL import Image, ImageDraw, ImageFont, TiffImagePlugin

from extractors.pages import Box
from extractors.readers.pdf_objects import objects_of
from extractors.readers.pdf_words import geometry_of
from extractors.readers.scan import scale_within_budget

LEAST_DPI, MOST_DPI = 200.0, 300.0

LARGEST_LETTERS, SMALLEST_LETTERS = 11.0, 5.0
"""Sizes in points between which the reason is printed; smaller ones nobody reads."""

_STEP = 0.5
_MARGIN = 1.0
_LINE = 1.1  # line height in sizes of the letters
_JPEG_QUALITY = 90
_COLOURED = 24  # spread of red, green and blue from which a pixel is a colour
_PALE, _DEEP, _MIDDLE = 225, 30, 128
_EDGE = 5  # pixels: the soft edge of a letter is at most two wide on either side
_STRAY = 2e-5  # share of pixels that may be grey without the page being so
_STRIP = 278  # TIFF: rows in one strip
_OFFSET, _LENGTH = 273, 279  # TIFF: where the strip is


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page's pixels (mode ``RGB``), and how many of them make a point."""

    image: Image.Image
    across: float
    down: float


@dataclass(frozen=True, slots=True)
class Lettered:
    """A word of a reason as printed, or a line of it that is turned; its box in points, top-left origin."""

    text: str
    box: Box


def draw(page: pdfium.PdfPage, width: float, height: float) -> Drawn:
    """The page as displayed, annotations and forms left out.

    Args:
        page: of a file whose annotations were printed into its pages.
        width: of the page as displayed, in points.
        height: of the page as displayed, in points.
    """
    geometry = geometry_of(page)
    finest = objects_of(page, geometry).image_dpi
    dpi = min(max(finest, LEAST_DPI), MOST_DPI) if finest else MOST_DPI
    scale = scale_within_budget(geometry.width, geometry.height, dpi / 72)
    bitmap = page.render(scale=scale, draw_annots=False, may_draw_forms=False, rev_byteorder=True)
    try:
        image = bitmap.to_pil().convert("RGB")
    finally:
        bitmap.close()
    return Drawn(image, image.width / width, image.height / height)


def pixels_of(box: Box, drawn: Drawn) -> tuple[int, int, int, int]:
    """The pixels that a box touches: left, top, right, bottom, the last two not included."""
    return (
        max(0, int(box.x0 * drawn.across)),
        max(0, int(box.top * drawn.down)),
        min(drawn.image.width, -int(-box.x1 * drawn.across // 1)),
        min(drawn.image.height, -int(-box.bottom * drawn.down // 1)),
    )


def black_out(drawn: Drawn, boxes: Sequence[Box], reason: str) -> tuple[Lettered, ...]:
    """Paint the boxes black, and the reason white on each of them that has room for it.

    Returns:
        The words printed, in reading order; empty where no box has room.
    """
    printed: list[Lettered] = []
    for box in boxes:
        left, top, right, bottom = pixels_of(box, drawn)
        drawn.image.paste((0, 0, 0), (left, top, right, bottom))
    for box in boxes:
        printed.extend(_letter(drawn, box, reason))
    return tuple(printed)


def _letter(drawn: Drawn, box: Box, reason: str) -> list[Lettered]:
    """Print the reason in the middle of the box, as large as there is room; from the top downwards where
    there is more room that way, as on print that is turned to the side."""
    upright = _room(box.x1 - box.x0, box.bottom - box.top, reason)
    lying = Box(0.0, 0.0, box.bottom - box.top, box.x1 - box.x0)
    turned = _room(lying.x1, lying.bottom, reason)
    if upright and (turned is None or upright[1] >= turned[1]):
        return _print(drawn, box, *upright)
    if turned is None:
        return []
    left, top, right, bottom = pixels_of(box, drawn)
    patch = Drawn(Image.new("RGB", (bottom - top, right - left)), drawn.down, drawn.across)
    printed = _print(patch, lying, *turned)
    drawn.image.paste(patch.image.transpose(Image.Transpose.ROTATE_270), (left, top))
    return [_turned(line, box) for line in _by_line(printed)]


def _by_line(printed: Sequence[Lettered]) -> list[Lettered]:
    """Each line as one: the single letters of turned print would be laid over it across."""
    lines: dict[float, Lettered] = {}
    for word in printed:
        before = lines.get(word.box.top)
        lines[word.box.top] = (
            Lettered(f"{before.text} {word.text}", before.box.union(word.box)) if before else word
        )
    return list(lines.values())


def _turned(line: Lettered, box: Box) -> Lettered:
    """A line printed on a lying box where it is once the box stands."""
    here = line.box
    return Lettered(
        line.text, Box(box.x1 - here.bottom, box.top + here.x0, box.x1 - here.top, box.top + here.x1)
    )


def _room(across: float, down: float, reason: str) -> tuple[list[list[str]], float] | None:
    """The reason's lines and the size of their letters on a box of this size; ``None`` without room."""
    words = reason.split()
    size = LARGEST_LETTERS
    while words and size >= SMALLEST_LETTERS:
        lines = _lines(words, size, across - 2 * _MARGIN)
        if lines is not None and len(lines) * size * _LINE <= down - 2 * _MARGIN:
            return lines, size
        size -= _STEP
    return None


def _print(drawn: Drawn, box: Box, lines: Sequence[Sequence[str]], size: float) -> list[Lettered]:
    pen = ImageDraw.Draw(drawn.image)
    font = _font(round(size * drawn.down, 2))
    printed: list[Lettered] = []
    line_height = size * _LINE
    top = (box.top + box.bottom - line_height * len(lines)) / 2
    for line in lines:
        left = (box.x0 + box.x1 - _width(" ".join(line), size)) / 2
        middle = (top + line_height / 2) * drawn.down
        pen.text((left * drawn.across, middle), " ".join(line), fill=(255, 255, 255), font=font, anchor="lm")
        for index, word in enumerate(line):
            start = left + _width(" ".join([*line[:index], ""]), size)
            printed.append(Lettered(word, Box(start, top, start + _width(word, size), top + line_height)))
        top += line_height
    return printed


def _lines(words: Sequence[str], size: float, width: float) -> list[list[str]] | None:
    """The words broken to lines of at most ``width`` points; ``None`` if one word is wider."""
    lines: list[list[str]] = [[]]
    for word in words:
        if _width(word, size) > width:
            return None
        if _width(" ".join([*lines[-1], word]), size) > width:
            lines.append([])
        lines[-1].append(word)
    return lines


def _width(text: str, size: float) -> float:
    """Points a text takes; measured large, so that it grows evenly with the size."""
    return float(_font(1000.0).getlength(text)) * size / 1000


@cache
def _font(pixels: float) -> ImageFont.FreeTypeFont:
    face = (files("pipelines.render") / "fonts" / "LiberationSans-Bold.ttf").read_bytes()
    return ImageFont.truetype(io.BytesIO(face), pixels, layout_engine=ImageFont.Layout.BASIC)


def packed(pdf: pikepdf.Pdf, image: Image.Image) -> pikepdf.Object:
    """The image as an object of the PDF."""
    plain = image if _is_coloured(image) else image.convert("L")
    if plain.mode == "L" and _is_black_and_white(plain):
        return _group_4(pdf, plain)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    stream = _image_object(pdf, out.getvalue(), plain, 8)
    stream.ColorSpace = Name.DeviceGray if plain.mode == "L" else Name.DeviceRGB
    stream.Filter = Name.DCTDecode
    return stream


def _group_4(pdf: pikepdf.Pdf, grey: Image.Image) -> pikepdf.Object:
    out = io.BytesIO()
    two = grey.point([0] * _MIDDLE + [255] * (256 - _MIDDLE)).convert("1", dither=Image.Dither.NONE)
    two.save(out, "TIFF", compression="group4", tiffinfo={_STRIP: two.height})
    tiff = out.getvalue()
    tags = TiffImagePlugin.TiffImageFile(io.BytesIO(tiff)).tag_v2
    start, length = int(tags[_OFFSET][0]), int(tags[_LENGTH][0])
    stream = _image_object(pdf, tiff[start : start + length], two, 1)
    stream.ColorSpace = Name.DeviceGray
    stream.Filter = Name.CCITTFaxDecode
    stream.DecodeParms = Dictionary(K=-1, Columns=two.width, Rows=two.height, BlackIs1=True)
    return stream


def _image_object(pdf: pikepdf.Pdf, data: bytes, image: Image.Image, bits: int) -> pikepdf.Object:
    stream = pdf.make_stream(data)
    stream.Type = Name.XObject
    stream.Subtype = Name.Image
    stream.Width = image.width
    stream.Height = image.height
    stream.BitsPerComponent = bits
    return stream


def _is_coloured(image: Image.Image) -> bool:
    red, green, blue = np.moveaxis(np.asarray(image), 2, 0)
    spread = np.maximum(np.maximum(red, green), blue) - np.minimum(np.minimum(red, green), blue)
    return int(np.count_nonzero(spread > _COLOURED)) > int(_STRAY * spread.size)


def _is_black_and_white(grey: Image.Image) -> bool:
    """Whether making each pixel black or white loses nothing: what is between stands at an edge of both.

    A pale stamp, a shaded row or a photograph has greys away from any edge, and keeps them.
    """
    pixels: NDArray[np.uint8] = np.asarray(grey)
    near_black = _around(pixels, np.minimum)
    near_white = _around(pixels, np.maximum)
    lost = ((pixels < _PALE) & (near_black >= _MIDDLE)) | ((pixels > _DEEP) & (near_white < _MIDDLE))
    return int(np.count_nonzero(lost)) <= int(_STRAY * lost.size)


def _around(pixels: NDArray[np.uint8], choose: np.ufunc) -> NDArray[np.uint8]:
    """What ``choose`` takes of the square of ``_EDGE`` pixels around each; its edge goes on for ever."""
    rows, columns = pixels.shape
    wide = np.pad(pixels, _EDGE // 2, mode="edge")
    down = reduce(choose, (wide[step : step + rows] for step in range(_EDGE)))
    return reduce(choose, (down[:, step : step + columns] for step in range(_EDGE)))
