"""In which order the words of a page are read: one list per visual row, or per row of a column.

Answers: the lines of a page. Rows of tables, ledgers and forms stay whole, however wide their gaps.
Refuses to guess at meaning: it sees only words and boxes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.readers.placed import SLANTED, PlacedWord, upright_box


def reading_lines(words: Sequence[PlacedWord], width: float, height: float) -> list[list[PlacedWord]]:
    """Lines in reading order; words running another way than most follow after the others."""
    lines: list[list[PlacedWord]] = []
    turns = Counter(w.turn for w in words)
    for turn, _ in sorted(turns.items(), key=lambda item: (item[0] == SLANTED, -item[1], item[0])):
        group = [w for w in words if w.turn == turn]
        lines.extend(_rows(group, turn, width, height))
    return lines


def _rows(words: list[PlacedWord], turn: int, width: float, height: float) -> list[list[PlacedWord]]:
    placed = [(upright_box(w.box, max(turn, 0), width, height), w) for w in words]
    placed.sort(key=lambda item: ((item[0].top + item[0].bottom) / 2, item[0].x0))
    rows: list[list[tuple[float, PlacedWord]]] = []
    top = bottom = 0.0
    for box, word in placed:
        size = min(bottom - top, box.bottom - box.top)
        overlap = min(bottom, box.bottom) - max(top, box.top)
        if rows and overlap >= 0.5 * size:
            rows[-1].append((box.x0, word))
        else:
            rows.append([(box.x0, word)])
            top, bottom = box.top, box.bottom
    return [[w for _, w in sorted(row, key=lambda item: item[0])] for row in rows]
