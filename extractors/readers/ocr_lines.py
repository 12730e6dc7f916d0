"""From the letters of one line of print to its words, each with its place in the line.

Answers: where a word begins and ends, and how sure the line is. Puts back spaces the engine swallowed,
but only where the image shows white between two letters. Changes no letter, except that those whose
capital differs in size only (s, u, w …) take the case of the capitals on both their sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from extractors.readers.ocr_engine import Image, Letter

_LEAST_GAP = 0.18
"""White between two letters below this share of the line's height is never a swallowed space."""

_LEAST_GAP_IN_NUMBERS = 0.3
"""The same between digits and the marks that join them: figures are set wide."""

_BEYOND_USUAL = 1.8
"""A swallowed space is at least that many times as wide as the white between the line's letters."""

_CLEAR_GAP = 0.4
"""White that is a space in any print, monospaced included (share of the line's height)."""

_WIDE_STEP = 1.25
"""From letter to letter over a space it is at least this many usual steps."""

_LEAST_SURE = 3
_SAME_SHAPE = frozenset("cosuvwxz")
_JOINERS = frozenset("/-.:")
_CLOSERS = frozenset(".,;:!?)]%")


@dataclass(frozen=True, slots=True)
class LineWord:
    """A word of a line: text, and left and right end as shares (0-1) of the line's width."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as read.

    Args:
        words: from left to right.
        confidence: how sure its least sure letters are (0-1): the mean of the lowest three. On measured
            fax pages this finds three wrong lines in five at a floor of 0.9; the mean of all finds one.
        legibility: mean over all letters (0-1); tells print from dirt, and upright from upside down.
    """

    words: tuple[LineWord, ...]
    confidence: float
    legibility: float

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)


def words_of(letters: Sequence[Letter], strip: Image) -> ReadLine:
    """Words of one recognised line; no words when nothing but spaces was read."""
    printed = [x for x in letters if x.text != " "]
    if not printed:
        return ReadLine((), 0.0, 0.0)
    ink = _ink_columns(strip)
    groups = _groups(letters, ink, strip.shape[0])
    words: list[LineWord] = []
    for index, group in enumerate(groups):
        before = (groups[index - 1][-1].at + group[0].at) / 2 if index else 0.0
        after = (group[-1].at + groups[index + 1][0].at) / 2 if index + 1 < len(groups) else 1.0
        x0, x1 = _inked_span(ink, before, after)
        words.append(LineWord(_one_case("".join(x.text for x in group)), x0, x1))
    sure = sorted(min(x.probability, 1.0) for x in printed)
    least = sure[:_LEAST_SURE]
    return ReadLine(tuple(words), round(sum(least) / len(least), 4), round(sum(sure) / len(sure), 4))


def _one_case(word: str) -> str:
    """``REsuLTS`` is RESULTS: inside a word of capitals, a letter of either case is a capital."""
    telling = [c for c in word if c.isalpha() and c not in _SAME_SHAPE]
    if len(telling) < 3 or not all(c.isupper() for c in telling):
        return word
    last = max(i for i, c in enumerate(word) if c.isalpha() and c not in _SAME_SHAPE)
    return word[:last].upper() + word[last:]


def _groups(letters: Sequence[Letter], ink: NDArray[np.bool_], height: int) -> list[list[Letter]]:
    """Letters parted into words at read spaces and at white gaps."""
    pairs: list[tuple[Letter, Letter, bool, float]] = []
    spaced = False
    previous: Letter | None = None
    for letter in letters:
        if letter.text == " ":
            spaced = True
            continue
        if previous is not None:
            gap = _white_between(previous, letter, ink) / height
            pairs.append((previous, letter, spaced, gap))
        previous, spaced = letter, False
    close = [(gap, b.at - a.at) for a, b, was_read, gap in pairs if not was_read]
    gaps = sorted(gap for gap, _ in close)
    usual_gap = gaps[int(0.8 * (len(gaps) - 1))] if gaps else 0.0
    usual_step = median(step for _, step in close) if close else 0.0
    groups = [[next(x for x in letters if x.text != " ")]]
    for a, b, was_read, gap in pairs:
        wide = b.at - a.at >= _WIDE_STEP * usual_step
        if was_read or (wide and _is_space(a.text, b.text, gap, usual_gap)):
            groups.append([])
        groups[-1].append(b)
    return groups


def _is_space(a: str, b: str, gap: float, usual: float) -> bool:
    """Whether white of that width (share of the line's height) between two letters is a space."""
    if gap < _CLEAR_GAP and (a == b or b in _CLOSERS):  # the place of a doubled letter is vague
        return False
    numbers = (a.isdigit() or a in _JOINERS) and (b.isdigit() or b in _JOINERS)
    least = _LEAST_GAP_IN_NUMBERS if numbers else _LEAST_GAP
    return gap >= min(_CLEAR_GAP, max(least, _BEYOND_USUAL * usual))


def _white_between(a: Letter, b: Letter, ink: NDArray[np.bool_]) -> int:
    """The widest run of columns without ink between the middles of two letters, in pixels."""
    width = len(ink)
    first = int(a.at * width)
    longest = run = 0
    for inked in ink[first : max(first, int(b.at * width)) + 1]:
        run = 0 if inked else run + 1
        longest = max(longest, run)
    return longest


def _ink_columns(strip: Image) -> NDArray[np.bool_]:
    """Which columns of the strip carry ink, the outer rows (neighbouring lines) left aside."""
    height = strip.shape[0]
    core = strip[height // 8 : height - height // 8] if height >= 16 else strip
    dark, light = np.percentile(core, (2, 90))
    threshold = dark + 0.55 * (float(light) - float(dark))
    inked: NDArray[np.bool_] = (core < threshold).sum(axis=0) >= max(1, core.shape[0] // 16)
    return inked


def _inked_span(ink: NDArray[np.bool_], low: float, high: float) -> tuple[float, float]:
    width = len(ink)
    first, last = int(low * width), min(width, int(high * width) + 1)
    columns = np.flatnonzero(ink[first:last])
    if not len(columns):
        return low, high
    return (first + int(columns[0])) / width, (first + int(columns[-1]) + 1) / width
