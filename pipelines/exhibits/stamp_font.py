"""The letters of all stamps: Liberation Sans Bold, in each PDF once, with the glyphs that were used.

Answers: how wide a text is, the codes that show it, and the font object that pages name. Each character has a
code of its own and /ToUnicode tells which, so that what is stamped is found by a search and passes for PDF/A.
What the face has no glyph for is shown by its code point, never dropped.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipelines.render.pdf_fonts import ASCENT, DESCENT, face_of
from pipelines.render.word_blocks import Letters

_BOLD = Letters(bold=True)
_PROGRAM = "LiberationSans-Bold"
_SYMBOLIC = 4
_STEM = 140
_MAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_MOST_IN_BLOCK = 100

ABOVE, BELOW = ASCENT, DESCENT
"""Reach of the letters over and under the baseline, in sizes."""


def shown(text: str) -> str:
    """The text as stamps print it: on one line, with codes for what the face lacks."""
    return face_of(_BOLD).shown(" ".join(text.split()))


def width(text: str, size: float) -> float:
    """Points that a shown text takes."""
    return face_of(_BOLD).width(text, size)


class _Codes(dict[int, str]):
    """`str.translate` table that gives each character the next code as it meets it."""

    def __missing__(self, character: int) -> str:
        self[character] = code = f"{len(self) + 1:04X}"
        return code


class StampFont:
    """The font of one PDF. Pages name ``reference``; `embed` must follow the last text, before saving."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        from reportlab.pdfbase.pdfmetrics import getFont

        self.pdf = pdf
        self.reference = pdf.make_indirect(Dictionary(Type=Name.Font))
        self._face: Any = getFont(face_of(_BOLD).name).face
        self._codes = _Codes()
        self._shared: dict[bytes, pikepdf.Object] = {}

    def codes(self, text: str) -> str:
        """A shown text as the hexadecimal string that shows it."""
        return text.translate(self._codes)

    def stream(self, content: bytes) -> pikepdf.Object:
        """A content stream that many pages have in common, made once."""
        found = self._shared.get(content)
        if found is None:
            found = self._shared[content] = self.pdf.make_stream(content)
        return found

    def embed(self) -> None:
        """Fill the font object in: program, widths, and the characters behind the codes."""
        used = [chr(code) for code in self._codes]
        program = self._face.makeSubset([ord(c) for c in used])
        name = Name(f"/{_tag(used)}+{_PROGRAM}")
        descriptor = self.pdf.make_indirect(
            Dictionary(
                Type=Name.FontDescriptor,
                FontName=name,
                Flags=_SYMBOLIC,
                FontBBox=Array([round(v) for v in self._face.bbox]),
                ItalicAngle=0,
                Ascent=round(self._face.ascent),
                Descent=round(self._face.descent),
                CapHeight=round(self._face.capHeight),
                StemV=_STEM,
                FontFile2=self._packed(program, Length1=len(program)),
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
            W=Array([1, Array([self._width(c) for c in used])]) if used else Array(),
            CIDToGIDMap=self._packed(self._glyphs(used)),
        )
        font = self.reference
        font.Subtype = Name.Type0
        font.BaseFont = name
        font.Encoding = Name("/Identity-H")
        font.DescendantFonts = Array([self.pdf.make_indirect(descendant)])
        font.ToUnicode = self._packed(_to_unicode(used))

    def _width(self, character: str) -> int:
        units: float = self._face.charWidths.get(ord(character), self._face.defaultWidth)
        return round(units)

    def _glyphs(self, used: list[str]) -> bytes:
        """Glyph of each code, numbered as the subset numbers them: by first use, one glyph once."""
        numbers = {0: 0}
        glyphs = [0]
        for character in used:
            glyph = self._face.charToGlyph.get(ord(character), 0)
            glyphs.append(numbers.setdefault(glyph, len(numbers)))
        return b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)

    def _packed(self, data: bytes, **entries: int) -> pikepdf.Object:
        stream = self.pdf.make_stream(zlib.compress(data, 9), **entries)
        stream.Filter = Name.FlateDecode
        return stream


def _tag(used: list[str]) -> str:
    """Six capitals that differ where the subset differs, as the format asks."""
    digest = hashlib.sha256("".join(used).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _to_unicode(used: list[str]) -> bytes:
    lines = [
        f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>"
        for code, character in enumerate(used, start=1)
    ]
    blocks = []
    for start in range(0, len(lines), _MOST_IN_BLOCK):
        block = lines[start : start + _MOST_IN_BLOCK]
        blocks.append("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]))
    return _MAP.format(blocks="\n".join(blocks)).encode("ascii")
