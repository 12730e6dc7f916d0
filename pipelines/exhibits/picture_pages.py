"""Picture files to PDF pages: every frame a page, at its size on paper, at most letter; without loss.

Answers: the pages, pixels as they were (a JPEG keeps its own bytes, without what the camera wrote beside the
picture), turned as the camera says, upright or lying as the picture is. Colours seen through lie on white.
Refuses what `extractors.readers.image_frames` refuses, and a file with a damaged frame.
"""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image as Pillow

from extractors.readers.image_frames import FORMATS, Frame, open_frames
from pipelines.exhibits.copies import HeldError, HeldFor
from pipelines.exhibits.jpeg_file import TornError, without_notes

LETTER = (612.0, 792.0)
_ORIENTATION = 274
_TURNS: Mapping[int, tuple[float, float, float, float, float, float]] = {
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""EXIF orientation: the unit square of the stored picture onto that of the picture as it is to be seen."""

_JPEG_COLOURS = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}
_DEEP = ("I", "I;16", "I;16B", "I;16L", "I;16N")


@dataclass(frozen=True, slots=True)
class _Pixels:
    """An image as PDF has it: samples packed with ``filter``, ``bits`` for each of its colours."""

    data: bytes
    filter: str
    width: int
    height: int
    colours: str
    bits: int
    inverted: bool = False


def picture_pdf(path: Path, name: str) -> tuple[pikepdf.Pdf, tuple[str, ...]]:
    """A page for each frame, and remarks.

    Raises:
        SetAsideError: as `extractors.readers.image_frames.open_frames`.
        HeldError: a frame is damaged.
    """
    _, frames = open_frames(path, name)
    pdf = pikepdf.new()
    reduced = 0
    with warnings.catch_warnings(), Pillow.open(path, formats=FORMATS) as untrusted_image:
        warnings.simplefilter("ignore")
        for index, frame in enumerate(frames):
            if frame is None:
                raise _damaged(name, index + 1)
            untrusted_image.seek(index)
            pixels = _pixels(untrusted_image, path, name, index + 1)
            turn = untrusted_image.getexif().get(_ORIENTATION, 1)
            reduced += _add_page(pdf, pixels, frame, turn)
    remarks = (f"pages made smaller to fit letter paper: {reduced}",) if reduced else ()
    return pdf, ("a picture file; each picture is a page", *remarks)


def _add_page(pdf: pikepdf.Pdf, pixels: _Pixels, frame: Frame, turn: object) -> bool:
    """Append one page; whether the picture had to be made smaller."""
    high, wide = (side * 72.0 / frame.dpi for side in frame.image.shape[:2])
    paper = LETTER if wide <= high else LETTER[::-1]
    scale = min(1.0, paper[0] / wide, paper[1] / high)
    wide, high = round(wide * scale, 2), round(high * scale, 2)
    pdf.add_blank_page(page_size=(max(wide, 3), max(high, 3)))
    page = pdf.pages[-1]
    image = pdf.make_stream(pixels.data)
    image.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=pixels.width,
        Height=pixels.height,
        ColorSpace=Name(pixels.colours),
        BitsPerComponent=pixels.bits,
        Filter=Name(pixels.filter),
    )
    if pixels.inverted:
        image.Decode = Array([1, 0] * 4)
    page.obj.Resources = Dictionary(XObject=Dictionary(Picture=image))
    turned = _TURNS.get(turn) if isinstance(turn, int) else None
    around = f"{' '.join(f'{v:g}' for v in turned)} cm " if turned else ""
    page.obj.Contents = pdf.make_stream(f"q {wide:g} 0 0 {high:g} 0 0 cm {around}/Picture Do Q\n".encode())
    return bool(scale < 1.0)


def _pixels(image: Pillow.Image, path: Path, name: str, number: int) -> _Pixels:
    try:
        if image.format == "JPEG" and image.mode in _JPEG_COLOURS:
            inverted = image.mode == "CMYK" and "adobe" in image.info
            data = without_notes(path.read_bytes())
            return _Pixels(
                data, "/DCTDecode", image.width, image.height, _JPEG_COLOURS[image.mode], 8, inverted
            )
        return _packed(image)
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError, TornError) as error:
        raise _damaged(name, number) from error


def _packed(image: Pillow.Image) -> _Pixels:
    """Samples of a decoded frame, none lost."""
    bits = 8
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Pillow.new("RGBA", layered.size, "white")
        image = Pillow.alpha_composite(paper, layered).convert("RGB")
    if image.mode in _DEEP:
        deep = np.clip(np.asarray(image, dtype=np.int64), 0, 65535).astype(">u2")
        data, colours, bits = deep.tobytes(), "/DeviceGray", 16
    elif image.mode == "1":
        data, colours, bits = image.tobytes(), "/DeviceGray", 1
    elif image.mode == "L":
        data, colours = image.tobytes(), "/DeviceGray"
    elif image.mode == "CMYK":
        data, colours = image.tobytes(), "/DeviceCMYK"
    else:
        data, colours = image.convert("RGB").tobytes(), "/DeviceRGB"
    return _Pixels(zlib.compress(data, 6), "/FlateDecode", image.width, image.height, colours, bits)


def _damaged(name: str, number: int) -> HeldError:
    return HeldError(
        HeldFor.DAMAGED,
        f"{name} has a damaged picture on page {number}.",
        "Ask the sender for that page again, or name the other pages in the plan from a copy without it.",
    )
