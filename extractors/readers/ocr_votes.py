"""Second looks at a doubtful line: the same print, softened and cleaned, read again.

Answers: what a line says when readings are compared. Two equal readings outvote one; when no two are
equal, the surest is kept and its confidence held below the floor, so that it is marked, never asserted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import cv2
import numpy as np

from extractors.pages import CONFIDENCE_FLOOR
from extractors.readers.ocr_engine import Image, recognise
from extractors.readers.ocr_lines import ReadLine, words_of

SURE = 0.93
"""A first reading this sure is not read again."""

DISPUTED = CONFIDENCE_FLOOR - 0.05
"""Highest confidence of a line whose readings all differ."""


def glance(strip: Image) -> ReadLine:
    """One reading of a line."""
    return words_of(recognise(strip), strip)


def read_strip(strip: Image, first: ReadLine | None = None) -> ReadLine:
    """Read one line, twice more when the first reading (made here unless given) is in doubt.

    Measured on fax-like pages: of doubtful lines, one in three is right at the first look, one in two
    after the vote; blurring mends broken strokes, the median removes specks.
    """
    first = first or glance(strip)
    if not first.words or first.confidence >= SURE:
        return first
    readings = [first]
    for cleaned in (cv2.GaussianBlur(strip, (0, 0), 1.0), cv2.medianBlur(strip, 3)):
        image = np.asarray(cleaned, dtype=np.uint8)
        readings.append(glance(image))
    votes = Counter(r.text for r in readings)
    best = max(readings, key=lambda r: (votes[r.text], r.confidence))
    if votes[best.text] == 1:
        surest = max(readings, key=lambda r: r.confidence)
        return replace(surest, confidence=min(surest.confidence, DISPUTED))
    return best
