"""The letters of all stamps: Liberation Sans Bold, in each PDF once, ASCII and what else was used.

Answers: how wide a text is, the codes that show it, and the font object that pages name. Each character has a
code of its own and /ToUnicode tells which, so that what is stamped is found by a search and passes for PDF/A.
What the face has no glyph for is shown by its code point, never dropped.
ASCII has the same codes and the same font program everywhere: it is made once, not for each file, files tell
nothing of which letters they used, and a bundle needs one program for all that is bound in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipelines.exhibits.font_subsets import subset_tag, to_unicode
from pipelines.render.pdf_fonts import ASCENT, DESCENT, face_of
from pipelines.render.word_blocks import Letters

_BOLD = Letters(bold=True)
_PROGRAM = "LiberationSans-Bold"
_ENCODING = Name("/Identity-H")
_SYMBOLIC = 4
_STEM = 140
_ASCII = "".join(chr(code) for code in range(0x20, 0x7F))

ABOVE, BELOW = ASCENT, DESCENT
"""Reach of the letters over and under the baseline, in sizes."""


def shown(text: str) -> str:
    """The text as stamps print it: on one line, with codes for what the face lacks."""
    return face_of(_BOLD).shown(" ".join(text.split()))


def width(text: str, size: float) -> float:
    """Points that a shown text takes."""
    return face_of(_BOLD).width(text, size)


def shared_bytes(texts: Iterable[str]) -> int:
    """Bytes of a file with these stamps that another with our font need not have again."""
    said = "".join(texts)
    made = _made(_ASCII)
    return len(made.program) + len(made.glyphs) + len(made.characters) if said and said.isascii() else 0


class _Codes(dict[int, str]):
    """`str.translate` table: ASCII has codes of its own, any other character the next one as it is met."""

    def __init__(self) -> None:
        super().__init__(_ASCII_CODES)

    def __missing__(self, character: int) -> str:
        self[character] = code = f"{len(self) + 1:04X}"
        return code


_ASCII_CODES = {ord(character): f"{code:04X}" for code, character in enumerate(_ASCII, start=1)}


class StampFont:
    """The font of one PDF. Pages name ``reference``; `embed` must follow the last text, before saving."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.reference = pdf.make_indirect(Dictionary(Type=Name.Font))
        self._codes = _Codes()
        self._shared: dict[bytes, pikepdf.Object] = {}
        self._alike: dict[tuple[int, int], bool] = {}

    def codes(self, text: str) -> str:
        """A shown text as the hexadecimal string that shows it."""
        return text.translate(self._codes)

    def stream(self, content: bytes) -> pikepdf.Object:
        """A content stream that many pages have in common, made once."""
        found = self._shared.get(content)
        if found is None:
            found = self._shared[content] = self.pdf.make_stream(content)
        return found

    def can_stand_for(self, other: pikepdf.Object) -> bool:
        """Whether a font of this PDF is one of ours for ASCII alone: its texts may name this one instead."""
        key = other.objgen
        if key not in self._alike:
            self._alike[key] = other.is_indirect and _is_for_ascii(other)
        return self._alike[key]

    def embed(self) -> None:
        """Fill the font object in: program, widths, and the characters behind the codes."""
        made = _made("".join(map(chr, self._codes)))
        face = _face()
        name = Name(f"/{made.tag}+{_PROGRAM}")
        descriptor = self.pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=name,
                Flags=_SYMBOLIC,
                FontBBox=Array([round(v) for v in face.bbox]),
                ItalicAngle=0,
                Ascent=round(face.ascent),
                Descent=round(face.descent),
                CapHeight=round(face.capHeight),
                StemV=_STEM,
                FontFile2=self.pdf.make_stream(made.program, Length1=len(made.program)),
            )
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
            FontDescriptor=descriptor,
            DW=0,
            W=Array([1, Array(made.widths)]),
            CIDToGIDMap=self.pdf.make_stream(made.glyphs),
        )
        font = self.reference
        font.Subtype = Name.Type0
        font.BaseFont = name
        font.Encoding = _ENCODING
        font.DescendantFonts = Array([self.pdf.make_indirect(descendant)])
        font.ToUnicode = self.pdf.make_stream(made.characters)


@dataclass(frozen=True, slots=True)
class _Made:
    """The font for these characters, coded 1, 2, … in their order. Nothing is packed: machines differ in how.

    ``length`` is that of the program before packing, ``widths`` are in thousandths of the size.
    """

    tag: str
    program: bytes
    widths: tuple[int, ...]
    glyphs: bytes
    characters: bytes


def _face() -> Any:
    from reportlab.pdfbase.pdfmetrics import getFont

    return getFont(face_of(_BOLD).name).face


@lru_cache(maxsize=4)
def _made(characters: str) -> _Made:
    face = _face()
    program = face.makeSubset([ord(c) for c in characters])
    widths = tuple(round(face.charWidths.get(ord(c), face.defaultWidth)) for c in characters)
    return _Made(
        subset_tag(characters.encode()),
        program,
        widths,
        _glyphs(face, characters),
        to_unicode(dict(enumerate(characters, start=1)), 2),
    )


def _is_for_ascii(font: pikepdf.Object) -> bool:
    """Whether a font shows each code as ours does: any PDF may hold one that only calls itself so."""
    made = _made(_ASCII)
    widths = Array([1, Array(made.widths)])
    try:
        (descendant,) = font.DescendantFonts
        streams = (descendant.FontDescriptor.FontFile2, descendant.CIDToGIDMap, font.ToUnicode)
        return (
            [font.Subtype, font.Encoding, descendant.Subtype] == [Name.Type0, _ENCODING, Name.CIDFontType2]
            and widths == descendant.W
            and not any("/Filter" in stream for stream in streams)
            and [s.read_raw_bytes() for s in streams] == [made.program, made.glyphs, made.characters]
        )
    except (AttributeError, KeyError, TypeError, ValueError, pikepdf.PdfError):
        return False


def _glyphs(face: Any, characters: str) -> bytes:
    """Glyph of each code, numbered as the subset numbers them: by first use, one glyph once."""
    numbers = {0: 0}
    glyphs = [0]
    for character in characters:
        glyph = face.charToGlyph.get(ord(character), 0)
        glyphs.append(numbers.setdefault(glyph, len(numbers)))
    return b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)
