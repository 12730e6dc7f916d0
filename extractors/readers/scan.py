"""Page images before they are read: how large, how dark, empty or not.

Answers: a grey image within a pixel budget, square pixels, print dark on light; and whether there is
anything on it at all. Refuses nothing: what is too large is made smaller.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.readers.ocr_engine import Image

MAX_PIXELS = 40_000_000
"""Pixels of a page image at most; a letter page at 600 dpi has 33 million."""

_DARK = 128
_INK_SHARE = 2e-4


def scale_within_budget(width: float, height: float, scale: float) -> float:
    """The scale (pixels per unit) lowered so that ``width`` x ``height`` stays within the budget."""
    pixels = width * height * scale * scale
    return scale if pixels <= MAX_PIXELS else scale * (MAX_PIXELS / pixels) ** 0.5


def dark_on_light(image: Image) -> Image:
    """The image inverted when most of it is dark, as on negatives of fax and film."""
    return np.asarray(255 - image, dtype=np.uint8) if float(image.mean()) < 90 else image


def square_pixels(image: Image, dpi_across: float, dpi_down: float) -> Image:
    """Stretch the coarser direction: standard fax has half the lines down (204 x 98 dpi)."""
    if dpi_across <= 0 or dpi_down <= 0 or 0.8 <= dpi_across / dpi_down <= 1.25:
        return image
    height, width = image.shape[:2]
    if dpi_across > dpi_down:
        size = (width, round(height * dpi_across / dpi_down))
    else:
        size = (round(width * dpi_down / dpi_across), height)
    if size[0] * size[1] > MAX_PIXELS:
        return image
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def is_blank(image: Image) -> bool:
    """Whether a page image on which no print was found carries nothing but paper and dirt.

    Counts ink in blobs the size of print or larger; specks do not count, nor does the margin, where the
    shadow of the edge, staples and punched holes lie.
    """
    height, width = image.shape[:2]
    inner = image[height // 12 : height - height // 12, width // 12 : width - width // 12]
    if inner.size == 0:
        return True
    factor = min(1.0, 1000 / max(inner.shape[:2]))
    small = cv2.resize(inner, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    light = float(np.percentile(small, 75))
    dark: NDArray[np.uint8] = (small < min(_DARK, light - 40)).astype(np.uint8)
    if not dark.any():
        return True
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    blobs = stats[1:count]
    sizeable = blobs[(blobs[:, cv2.CC_STAT_AREA] >= 6) & (blobs[:, cv2.CC_STAT_HEIGHT] >= 3)]
    return float(sizeable[:, cv2.CC_STAT_AREA].sum()) < _INK_SHARE * dark.size
