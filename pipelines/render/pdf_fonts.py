"""The four faces that the PDF is set in: Liberation Sans, of the same widths as the templates' Arial.

Answers: how wide a word is, and how a text is shown. What the face has no glyph for, and what is written from
right to left (which is not set here), is shown by its code, never dropped and never a box. The files are
shipped in ``fonts/``, so that no machine's own fonts decide what the page looks like. Widths are added with
`math.fsum`: the sums of fractions that `sum` gives differ between Python 3.11 and 3.12, and so might lines.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import fsum
from typing import Any

from pipelines.render.printing import by_code
from pipelines.render.word_blocks import Letters

ASCENT, DESCENT, GAP = 0.905, 0.212, 0.033
"""Above and below the baseline and between lines, in sizes of the letters."""

_FILES = ("Regular", "Bold", "Italic", "BoldItalic")
_RIGHT_TO_LEFT = ((0x590, 0x8FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFE), (0x10800, 0x10FFF), (0x1E800, 0x1EFFF))


class _Shown(dict[int, str]):
    """`str.translate` table that learns how each character is shown as it meets it."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__({9: "\t", 10: "\n"})  # tabs and line ends are placed, not drawn
        self._glyphs = glyphs

    def __missing__(self, code: int) -> str:
        lacking = code not in self._glyphs or any(a <= code <= b for a, b in _RIGHT_TO_LEFT)
        self[code] = by_code(code) if lacking else chr(code)
        return self[code]


class Face:
    """One face. ``name`` is what the canvas calls it."""

    def __init__(self, name: str, font: Any) -> None:
        self.name = name
        self._widths = font.face.charWidths
        self._default = font.face.defaultWidth
        self._shown = _Shown(font.face.charToGlyph)
        self._words: dict[str, float] = {}

    def shown(self, text: str) -> str:
        """The text with codes for the characters that the face lacks."""
        return text.translate(self._shown)

    def width(self, word: str, size: float) -> float:
        """Points that a word of shown text takes at this size."""
        units = self._words.get(word)
        if units is None:
            units = fsum(self._widths.get(ord(c), self._default) for c in word)
            if len(word) <= 30:
                self._words[word] = units
        return units * size / 1000


@cache
def _faces() -> tuple[Face, ...]:
    """The faces, registered with reportlab; loaded with the first PDF, for it takes time."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    folder = files("pipelines.render") / "fonts"
    made = []
    for kind in _FILES:
        font = TTFont(
            f"Pincite{kind}", str(folder / f"LiberationSans-{kind}.ttf"), asciiReadable=True, shapable=False
        )
        registerFont(font)
        made.append(Face(font.fontName, font))
    return tuple(made)


def face_of(letters: Letters) -> Face:
    """The face of these letters."""
    return _faces()[letters.bold + 2 * letters.italic]


def line_height(size: float) -> float:
    """Of one line of letters of this size, in points."""
    return (ASCENT + DESCENT + GAP) * size
