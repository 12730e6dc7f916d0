"""A page image to lines of words: detection, orientation, slant, recognition, reading order.

Answers: what is printed in an image, where, and how sure that is. Lines stay where they are on the
image; turned and slanted pages are read in place, so that every word's box points at its own ink.
Refuses to correct what was read: doubt is carried as confidence and as marks.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.pages import Box
from extractors.readers.ocr_engine import Image, Quad, cut_line, detect
from extractors.readers.ocr_lines import DISPUTED, ReadLine
from extractors.readers.ocr_second_reader import (
    find_tesseract,
    needs_second_reader,
    same_reading,
    second_readings,
)
from extractors.readers.ocr_slant import slant_of
from extractors.readers.ocr_votes import glance, read_strip
from extractors.readers.placed import PlacedWord
from extractors.readers.reading_order import reading_lines

MIN_LEGIBILITY = 0.5
"""Lines below are not text (dirt, rules, scribbles) and are left out; the page carries a mark."""

MAX_LINES = 600
"""Lines read on one page at most; a printed page has some hundred."""

_SURE = 0.9
_SAMPLE = 8


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line of print in the image: its corners, its reading, its clockwise turn."""

    quad: Quad
    read: ReadLine
    turn: int


@dataclass(frozen=True, slots=True)
class ImageText:
    """What an image says.

    Args:
        lines: words in reading order; boxes in pixels of the image.
        confidence: mean of the lines' confidence weighted by their length; ``None`` without text.
        turn: clockwise turn of the page's print, 0, 90, 180 or 270.
        marks: remarks for the page ledger.
    """

    lines: tuple[tuple[PlacedWord, ...], ...]
    confidence: float | None
    turn: int
    marks: tuple[str, ...]


def read_print(
    image: Image,
    wanted: Callable[[Quad], bool] | None = None,
    second_reader: bool | None = False,
) -> ImageText:
    """Read the print of a grey image.

    Args:
        image: rows x columns, 8 bit.
        wanted: asked for each detected line; lines it refuses are not read.
        second_reader: ask Tesseract about doubtful and numeric lines; ``None`` means if it is installed.
    """
    detected = [q for q in detect(image) if wanted is None or wanted(q)]
    quads = detected[:MAX_LINES]
    if not quads:
        return ImageText((), None, 0, ())
    turn, glances = _orient(image, quads)
    lines: list[PrintedLine] = []
    left_out = 0
    for index, quad in enumerate(quads):
        line = _read_one(image, quad, turn, glances.get(index))
        if line.read.words and line.read.legibility >= MIN_LEGIBILITY:
            lines.append(line)
        else:
            left_out += 1
    lines, disputed = _second_opinion(image, lines, second_reader)
    marks: list[str] = []
    if turn:
        marks.append(f"read at {turn}°")
    if left_out:
        marks.append("marks that could not be read as text are left out")
    if len(detected) > MAX_LINES:
        marks.append("the page holds more lines than are read; the rest is left out")
    if disputed:
        marks.append(f"two readers differ on {disputed} line{'s' if disputed > 1 else ''}")
    ordered = _ordered(lines, turn, image.shape[1], image.shape[0])
    return ImageText(ordered, _mean_confidence(lines), turn, tuple(marks))


def _second_opinion(
    image: Image, lines: list[PrintedLine], asked: bool | None
) -> tuple[list[PrintedLine], int]:
    """Lower the confidence of lines a second reader reads otherwise; never take its word instead."""
    if asked is False or (tesseract := find_tesseract(required=asked is True)) is None:
        return lines, 0
    queried = [i for i, line in enumerate(lines) if needs_second_reader(line.read)]
    answers = second_readings(tesseract, [cut_line(image, lines[i].quad) for i in queried])
    judged = list(lines)
    disputed = 0
    for i, answer in zip(queried, answers, strict=True):
        if answer is not None and not same_reading(lines[i].read.text, answer):
            disputed += 1
            lowered = min(lines[i].read.confidence, DISPUTED)
            judged[i] = replace(lines[i], read=replace(lines[i].read, confidence=lowered))
    return judged, disputed


def _orient(image: Image, quads: Sequence[Quad]) -> tuple[int, dict[int, ReadLine]]:
    """The page's turn, with the first readings made to find it.

    Lines lying across tell that the page is; whether it stands on its head is told by reading a few
    lines both ways. An upright page costs nothing extra: its sample is not read again.
    """
    upright = sum(_sides(q)[0] for q in quads if not _is_tall(q))
    sideways = sum(_sides(q)[1] for q in quads if _is_tall(q))
    first = 90 if sideways > upright else 0
    sample = _sample(quads, tall=first == 90)
    as_is = {i: glance(cut_line(image, _corners(quads[i], first))) for i in sample}
    legible = _legibility(as_is.values())
    if legible >= _SURE:
        return first, as_is
    turned = {i: glance(cut_line(image, _corners(quads[i], first + 180))) for i in sample}
    return (first + 180, turned) if _legibility(turned.values()) > legible else (first, as_is)


def _sample(quads: Sequence[Quad], tall: bool) -> list[int]:
    """Lines to find the turn by: neither stubs nor the very longest, spread over the page."""
    able = [i for i, q in enumerate(quads) if _is_tall(q) == tall]
    good = [i for i in able if 4 <= max(_sides(quads[i])) / max(1.0, min(_sides(quads[i]))) <= 25]
    pool = good or able
    return pool[:: max(1, len(pool) // _SAMPLE)][:_SAMPLE]


def _legibility(reads: Iterable[ReadLine]) -> float:
    """Mean legibility by letters read (0-1)."""
    letters = weight = 0.0
    for read in reads:
        weight += read.legibility * len(read.text)
        letters += len(read.text)
    return weight / letters if letters else 0.0


def _read_one(image: Image, quad: Quad, turn: int, first: ReadLine | None) -> PrintedLine:
    """Read a line the page's way, or, when it stands across, whichever way reads better."""
    across = _is_tall(quad) != (turn in (90, 270))
    if not across or max(_sides(quad)) < 3 * min(_sides(quad)):
        return _read_at(image, quad, turn, first)
    ways = [_read_at(image, quad, way, None) for way in ((90, 270) if turn in (0, 180) else (0, 180))]
    return max(ways, key=lambda line: line.read.legibility)


def _read_at(image: Image, quad: Quad, turn: int, first: ReadLine | None) -> PrintedLine:
    corners = _corners(quad, turn)
    return PrintedLine(corners, read_strip(cut_line(image, corners), first), turn % 360)


def _corners(quad: Quad, turn: int) -> Quad:
    """The line's corners from its own top left, for print that is turned clockwise by ``turn``."""
    return np.roll(quad, -(turn // 90), axis=0)


def _ordered(
    lines: Sequence[PrintedLine], turn: int, width: int, height: int
) -> tuple[tuple[PlacedWord, ...], ...]:
    """Words in reading order. The order is found on the page made straight; boxes stay on the image."""
    slant = slant_of([x.quad for x in lines if x.turn == turn], turn)
    cos, sin = math.cos(-slant), math.sin(-slant)
    middle = np.array([width / 2, height / 2])
    straight: list[PlacedWord] = []
    at_home: dict[int, PlacedWord] = {}
    for line in lines:
        for word in line.read.words:
            corners = _word_corners(line.quad, word.x0, word.x1)
            moved = (corners - middle) @ np.array([[cos, sin], [-sin, cos]]) + middle
            stand_in = PlacedWord(word.text, _box(moved, line.turn), line.turn, line.read.confidence)
            straight.append(stand_in)
            at_home[id(stand_in)] = PlacedWord(
                word.text, _bounds(corners, width, height), line.turn, line.read.confidence
            )
    found = reading_lines(straight, float(width), float(height))
    return tuple(tuple(at_home[id(word)] for word in line) for line in found)


def _word_corners(quad: Quad, x0: float, x1: float) -> Quad:
    """A word's part of its line, without the margin the detector adds above and below."""
    top = quad[1] - quad[0]
    bottom = quad[2] - quad[3]
    down_left = (quad[3] - quad[0]) * 0.1
    down_right = (quad[2] - quad[1]) * 0.1
    return np.array(
        [
            quad[0] + top * x0 + down_left,
            quad[0] + top * x1 + down_right,
            quad[3] + bottom * x1 - down_right,
            quad[3] + bottom * x0 - down_left,
        ],
        dtype=np.float32,
    )


def _box(corners: Quad, turn: int) -> Box:
    """The box of a straightened word: its middle line's ends, its mean height."""
    left, right = (corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2
    half = float(np.linalg.norm(corners[3] - corners[0]) + np.linalg.norm(corners[2] - corners[1])) / 4
    if turn in (90, 270):
        low, high = sorted((float(left[1]), float(right[1])))
        x = float(left[0] + right[0]) / 2
        return Box(x - half, low, x + half, high)
    low, high = sorted((float(left[0]), float(right[0])))
    y = float(left[1] + right[1]) / 2
    return Box(low, y - half, high, y + half)


def _bounds(corners: Quad, width: int, height: int) -> Box:
    return Box(
        max(0.0, float(corners[:, 0].min())),
        max(0.0, float(corners[:, 1].min())),
        min(float(width), float(corners[:, 0].max())),
        min(float(height), float(corners[:, 1].max())),
    )


def _mean_confidence(lines: Sequence[PrintedLine]) -> float | None:
    """Mean confidence by letters read; ``None`` without lines."""
    letters = sum(len(x.read.text) for x in lines)
    return round(sum(x.read.confidence * len(x.read.text) for x in lines) / letters, 4) if letters else None


def _sides(quad: Quad) -> tuple[float, float]:
    """Width and height in pixels, as the line lies in the image."""
    return float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))


def _is_tall(quad: Quad) -> bool:
    width, height = _sides(quad)
    return height > 1.5 * width
