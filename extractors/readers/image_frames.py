"""Image files to page images: formats by allow-list, every frame, upright, grey, print dark on light.

Answers: the pages of a PNG, JPEG, TIFF, BMP or GIF file with their resolution. Refuses every other format
(some start foreign programs), images beyond the pixel budget of a decoder, and damaged files.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from extractors.errors import Reason, SetAsideError
from extractors.readers.ocr_engine import Image
from extractors.readers.scan import MAX_PIXELS, dark_on_light, square_pixels

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF")
"""What is opened. Never EPS: it starts an interpreter."""

_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8")

MAX_DECODED_PIXELS = 180_000_000
"""Pixels of one frame at most, before it is made smaller."""

MAX_FRAMES = 5_000
"""Frames of one file at most."""

_LETTER_LONG_SIDE = 11.0  # inches
_PLAUSIBLE_DPI = (60.0, 1300.0)  # below the finer direction of standard fax (204 x 98) nothing scans
_LEAST_SCAN_DPI = 100.0  # 72 and 96 are what programs write that do not know
_MOST_INCHES = 24.0
_SCREEN_DPI = 96.0


@dataclass(frozen=True, slots=True)
class Frame:
    """One page image: grey pixels, and pixels per inch (the same both ways)."""

    image: Image
    dpi: float


def open_frames(path: Path, name: str) -> tuple[int, Iterator[Frame | None]]:
    """Number of frames of an image file, and the frames; ``None`` stands for a damaged one.

    Raises:
        SetAsideError: empty, damaged, oversized or of an unsupported format.
    """
    if path.stat().st_size == 0:
        raise SetAsideError(
            Reason.EMPTY, f"{name} is empty (0 bytes).", "Ask the sender to send the file again."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # size is judged below, by our own limit
            untrusted_image = Pillow.open(path, formats=FORMATS)
            frames = getattr(untrusted_image, "n_frames", 1) if untrusted_image.format != "JPEG" else 1
    except Pillow.DecompressionBombError as error:
        raise _oversized(name) from error
    except UnidentifiedImageError as error:
        with path.open("rb") as file:
            begins_as_one = file.read(8).startswith(_SIGNATURES)
        if begins_as_one:
            raise _damaged(name) from error
        raise SetAsideError(
            Reason.UNSUPPORTED,
            f"{name} is not an image that can be read here.",
            "Save it as PDF, PNG, JPEG or TIFF and add that.",
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _damaged(name) from error
    if untrusted_image.width * untrusted_image.height > MAX_DECODED_PIXELS:
        untrusted_image.close()
        raise _oversized(name)
    if frames > MAX_FRAMES:
        untrusted_image.close()
        raise SetAsideError(
            Reason.OVERSIZED,
            f"{name} has {frames} pages, more than the {MAX_FRAMES} read from one image file.",
            "Split it into smaller files and add those.",
        )
    return frames, _frames(untrusted_image, frames)


def _frames(untrusted_image: Pillow.Image, count: int) -> Iterator[Frame | None]:
    with untrusted_image:
        for index in range(count):
            try:
                untrusted_image.seek(index)
                if untrusted_image.width * untrusted_image.height > MAX_DECODED_PIXELS:
                    yield None
                    continue
                yield _frame(untrusted_image)
            except (OSError, SyntaxError, ValueError, EOFError, MemoryError, IndexError, TypeError):
                yield None


def _frame(untrusted_image: Pillow.Image) -> Frame:
    across, down = _stated_dpi(untrusted_image)
    turned = ImageOps.exif_transpose(untrusted_image)
    if turned.size == untrusted_image.size[::-1] and turned.size != untrusted_image.size:
        across, down = down, across
    grey = dark_on_light(_grey(turned))
    if _plausible(across, down, grey):
        grey = square_pixels(grey, across, down)
        dpi = max(across, down)
    else:
        dpi = guessed_dpi(grey.shape[1], grey.shape[0])
    return _within_budget(grey, dpi)


def _grey(image: Pillow.Image) -> Image:
    """Eight-bit grey; colours seen through are laid on white paper."""
    if image.mode in ("I", "F", "I;16", "I;16B", "I;16L"):
        return _from_deep(np.asarray(image, dtype=np.float64))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Pillow.new("RGBA", layered.size, "white")
        image = Pillow.alpha_composite(paper, layered)
    return np.array(image.convert("L"), dtype=np.uint8)


def _from_deep(values: NDArray[np.float64]) -> Image:
    """Deep pixels (16 bit and more) stretched over eight bits."""
    top = 65535.0 if values.max(initial=0.0) > 255 else 255.0
    return np.clip(values / top * 255.0, 0, 255).astype(np.uint8)


def _stated_dpi(image: Pillow.Image) -> tuple[float, float]:
    stated = image.info.get("dpi", (0, 0))
    try:
        across, down = (float(v) for v in stated)
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    return across, down


def _plausible(across: float, down: float, image: Image) -> bool:
    """Whether the stated resolution makes a page of paper."""
    low, high = _PLAUSIBLE_DPI
    if not (low <= across <= high and low <= down <= high) or max(across, down) < _LEAST_SCAN_DPI:
        return False
    height, width = image.shape[:2]
    return bool(max(width / across, height / down) <= _MOST_INCHES)


def guessed_dpi(width: int, height: int) -> float:
    """Resolution of an image that tells none: a page if it is shaped like one, else a picture on a screen.

    Args:
        width: pixels across.
        height: pixels down.
    """
    long, short = max(width, height), min(width, height)
    if long >= 900 and 1.15 <= long / max(1, short) <= 1.8:
        return long / _LETTER_LONG_SIDE
    return max(_SCREEN_DPI, long / _MOST_INCHES)


def _within_budget(image: Image, dpi: float) -> Frame:
    pixels = image.shape[0] * image.shape[1]
    if pixels <= MAX_PIXELS:
        return Frame(image, dpi)
    factor = (MAX_PIXELS / pixels) ** 0.5
    size = (int(image.shape[1] * factor), int(image.shape[0] * factor))
    smaller = Pillow.fromarray(image).resize(size, Pillow.Resampling.BOX)
    return Frame(np.array(smaller, dtype=np.uint8), dpi * factor)


def _oversized(name: str) -> SetAsideError:
    return SetAsideError(
        Reason.OVERSIZED,
        f"{name} holds an image of more than {MAX_DECODED_PIXELS // 1_000_000} million pixels.",
        "Scan it again at 200 to 300 dpi, or save it smaller, and add that.",
    )


def _damaged(name: str) -> SetAsideError:
    return SetAsideError(
        Reason.DAMAGED,
        f"{name} is a damaged image.",
        "Ask the sender to send the file again.",
    )
