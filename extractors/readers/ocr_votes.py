"""Second looks at a line: the same print, softened and cleaned, read again.

Answers: what a line says when readings are compared. A doubtful line is read twice more, and two equal
readings outvote one; a line with a date or an amount is read once more however sure it seems. Where
readings differ in a figure, or none equals another, the confidence is held below the floor: such a
line is marked, never asserted.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import cv2
import numpy as np

from extractors.readers.ocr_engine import Image, recognise
from extractors.readers.ocr_lines import DISPUTED, ReadLine, words_of

SURE = 0.93
"""A first reading this sure is not read again, unless it holds a date or an amount."""

NUMERIC = re.compile(r"\d[/.:-]\d|\$|\d{4}|\d ?(?:st|nd|rd|th)\b")
"""What makes a second look worth its time: figures with separators, money, years and numbers, ordinals."""

_FIGURES = re.compile(r"[^0-9/:.,$-]")


def glance(strip: Image) -> ReadLine:
    """One reading of a line."""
    return words_of(recognise(strip), strip)


def read_strip(strip: Image, first: ReadLine | None = None) -> ReadLine:
    """Read one line as often as it needs; ``first`` is a reading already made.

    Measured on fax-like pages: of doubtful lines, one in three is right at the first look, one in two
    after the vote (blurring mends broken strokes, the median removes specks); of the few sure lines
    with a wrong figure, half betray themselves at the second look.
    """
    first = first or glance(strip)
    if not first.words:
        return first
    if first.confidence >= SURE:
        if not NUMERIC.search(first.text):
            return first
        second = glance(_softened(strip))
        if figures(second.text) == figures(first.text):
            return first
        return _disputed(_vote([first, second, glance(_cleaned(strip))]))
    return _vote([first, glance(_softened(strip)), glance(_cleaned(strip))])


def figures(text: str) -> str:
    """The figures of a line with the marks that join them."""
    return _FIGURES.sub("", text)


def _vote(readings: list[ReadLine]) -> ReadLine:
    votes = Counter(r.text for r in readings)
    best = max(readings, key=lambda r: (votes[r.text], r.confidence))
    if votes[best.text] == 1:
        return _disputed(max(readings, key=lambda r: r.confidence))
    return best


def _disputed(line: ReadLine) -> ReadLine:
    return replace(line, confidence=min(line.confidence, DISPUTED))


def _softened(strip: Image) -> Image:
    return np.asarray(cv2.GaussianBlur(strip, (0, 0), 1.0), dtype=np.uint8)


def _cleaned(strip: Image) -> Image:
    return np.asarray(cv2.medianBlur(strip, 3), dtype=np.uint8)
