"""Tesseract as second reader: does another engine read the same?

Answers: what Tesseract reads in some lines of a page, and whether two readings agree. It is asked only
about doubtful lines and lines with figures, and only when its program is installed. It is never believed
over the first reader: a disagreement lowers confidence, nothing else.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from extractors.errors import UsageError
from extractors.pages import CONFIDENCE_FLOOR
from extractors.readers.ocr_engine import Image
from extractors.readers.ocr_lines import ReadLine
from extractors.readers.ocr_votes import NUMERIC, figures

SECONDS_PER_PAGE = 30
"""Longest time one call may take; a page with more to ask goes without the second reader."""

_ROW = 48
_MARGIN = 24


def find_tesseract(required: bool = False) -> Path | None:
    """Where the program is, ``None`` where it is not.

    Raises:
        UsageError: it is required and not installed.
    """
    found = shutil.which("tesseract")
    if found is None and required:
        raise UsageError(
            "Tesseract is asked for as second reader, but it is not installed.",
            "Install tesseract-ocr, or leave the choice to the program.",
        )
    return Path(found) if found else None


def needs_second_reader(line: ReadLine) -> bool:
    """Doubtful lines, and lines with a date, an amount or a number."""
    return line.confidence < CONFIDENCE_FLOOR or bool(NUMERIC.search(line.text))


def second_readings(tesseract: Path, strips: Sequence[Image]) -> list[str | None]:
    """What the program reads in each line; ``None`` where it gives no answer.

    The lines are set one below the other on one sheet, so that the program starts once a page.
    """
    if not strips:
        return []
    sheet, rows = _sheet(strips)
    encoded, png = cv2.imencode(".png", sheet)
    if not encoded:
        return [None] * len(strips)
    try:
        done = subprocess.run(
            [str(tesseract), "stdin", "stdout", "-l", "eng", "--psm", "6", "tsv"],
            input=png.tobytes(),
            capture_output=True,
            timeout=SECONDS_PER_PAGE,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return [None] * len(strips)
    if done.returncode != 0:
        return [None] * len(strips)
    return _lines_of(done.stdout.decode("utf-8", errors="replace"), rows)


def same_reading(first: str, second: str) -> bool:
    """Whether two readings say the same: figures exactly where there are any, else letters alone."""
    if any(c.isdigit() for c in first):
        return _plain_figures(first) == _plain_figures(second)
    return _letters(first) == _letters(second)


def _plain_figures(text: str) -> str:
    return figures(text).strip(".,:-/")


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _sheet(strips: Sequence[Image]) -> tuple[Image, list[tuple[int, int]]]:
    """The lines on a white sheet, and the height each of them takes (top, bottom) in pixels."""
    scaled = [
        cv2.resize(s, (max(1, round(s.shape[1] * _ROW / s.shape[0])), _ROW), interpolation=cv2.INTER_CUBIC)
        for s in strips
    ]
    width = max(s.shape[1] for s in scaled) + 2 * _MARGIN
    sheet = np.full((_MARGIN + len(scaled) * (_ROW + _MARGIN), width), 255, dtype=np.uint8)
    rows: list[tuple[int, int]] = []
    for index, strip in enumerate(scaled):
        top = _MARGIN + index * (_ROW + _MARGIN)
        sheet[top : top + _ROW, _MARGIN : _MARGIN + strip.shape[1]] = strip
        rows.append((top - _MARGIN // 2, top + _ROW + _MARGIN // 2))
    return sheet, rows


def _lines_of(untrusted_tsv: str, rows: Sequence[tuple[int, int]]) -> list[str | None]:
    words: list[list[tuple[int, str]]] = [[] for _ in rows]
    for record in csv.DictReader(io.StringIO(untrusted_tsv), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (record.get("text") or "").strip()
        try:
            left, top, height = (int(record[key] or "") for key in ("left", "top", "height"))
        except (KeyError, ValueError, TypeError):
            continue
        middle = top + height / 2
        index = next((i for i, (low, high) in enumerate(rows) if low <= middle < high), None)
        if text and index is not None:
            words[index].append((left, text))
    return [" ".join(text for _, text in sorted(line)) if line else None for line in words]
