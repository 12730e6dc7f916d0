"""Breaks plain text into lines of a width.

Answers: where a line of one face and size is cut. Refuses nothing: a word that is too long is cut as well,
for what runs off the sheet is lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.render.pdf_fonts import Face


def wrapped(face: Face, line: str, size: float, width: float) -> Iterator[str]:
    """A line of shown text in pieces of at most ``width`` points, cut at spaces; a longer word is
    cut where it must be."""
    if face.width(line, size) <= width:
        yield line
        return
    piece, used = "", 0.0
    space = face.width(" ", size)
    for word in line.split(" "):
        wide = face.width(word, size)
        if piece and used + space + wide > width:
            yield piece
            piece, used = "", 0.0
        elif piece:
            piece, used = piece + " ", used + space
        while wide > width and len(word) > 1:
            cut = _cut(face, word, size, width)
            yield word[:cut]
            word = word[cut:]
            wide = face.width(word, size)
        piece, used = piece + word, used + wide
    yield piece


def _cut(face: Face, word: str, size: float, width: float) -> int:
    """How many letters of a word fit, at least one."""
    used, count = 0.0, 0
    for letter in word:
        used += face.width(letter, size)
        if used > width:
            break
        count += 1
    return max(1, count)
