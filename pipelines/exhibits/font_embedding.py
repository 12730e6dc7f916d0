"""Puts the standard fonts into a PDF that only names them, so that it looks the same wherever it is opened.

Answers: which fonts were put in. Each is then a TrueType font of the same advance widths, so that no letter
moves; the content of the pages is not touched, and the codes stand for the same characters as before. A face
is in the file once, with the characters that its fonts can show, unless two fonts give a character different
widths. Refuses to guess: every font that is not certainly a standard font stays as it is, and so do Symbol
and ZapfDingbats, for which there is no face to put in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipelines.exhibits.font_programs import program
from pipelines.exhibits.font_subsets import subset_tag, to_unicode
from pipelines.exhibits.standard_fonts import (
    CODES,
    FaceName,
    StandardFont,
    character,
    encoding_named,
    font_file,
    natural_width,
    standard_font,
)

_NONSYMBOLIC, _ITALIC = 32, 64
_STEM, _BOLD_STEM = 88, 140
_BASES = {"WinAnsiEncoding": (127, 129, 141, 143, 144, 157, 160, 173), "MacRomanEncoding": (219,)}
"""The encodings that PDF/A allows to start from, and their codes for which readers have tables of their own
and do not agree: what those codes stand for is left to the readers, as before."""
_BLANK, _NOTHING = "space", "controlSTX"
_WHITE = (9, 10, 13)
"""Tab and line ends, which writers leave in what they show: blank in every reader."""
_NEAR = 30.0
"""Thousandths by which a width may differ from the standard font's and still be that of the glyph."""
_SAME = 1.5
"""Units of the face by which two widths differ that are the same number, rounded otherwise."""


@dataclass(slots=True)
class _Face:
    """A face on its way into a file: what its fonts show, and how wide (in the units of the face)."""

    face: FaceName
    widths: dict[int, int] = field(default_factory=dict)
    fonts: list[tuple[Dictionary, StandardFont]] = field(default_factory=list)

    def takes(self, widths: dict[int, int]) -> bool:
        """Whether no character has another width already."""
        return all(self.widths.get(code, width) == width for code, width in widths.items())


def embed_standard_fonts(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Embed every standard font that ``pdf`` names and does not hold.

    Returns:
        The names that were there, sorted, each once.
    """
    faces: list[_Face] = []
    names = set()
    for font in _fonts(pdf):
        shown = standard_font(font)
        if shown is None:
            continue
        names.add(str(font.BaseFont).removeprefix("/"))
        widths = _glyph_widths(shown)
        taken = next((f for f in faces if f.face == shown.face and f.takes(widths)), None)
        if taken is None:
            faces.append(taken := _Face(shown.face))
        taken.widths |= widths
        taken.fonts.append((font, shown))
    for face in faces:
        _embed(pdf, face)
    return tuple(sorted(names))


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Dictionary]:
    """All font dictionaries; those that stand inside their resources become objects of their own."""
    for held in list(pdf.objects):
        if not isinstance(held, Dictionary | pikepdf.Stream):
            continue
        if isinstance(held, Dictionary) and held.get("/Type") == "/Font":
            yield held
        form = held.get("/AcroForm")
        fields = form.get("/DR") if isinstance(form, Dictionary) else None
        for resources in (held, held.get("/Resources"), held.get("/DR"), fields):
            named = resources.get("/Font") if isinstance(resources, Dictionary) else None
            if isinstance(named, Dictionary):
                yield from _held_in(pdf, named)


def _held_in(pdf: pikepdf.Pdf, named: Dictionary) -> Iterator[Dictionary]:
    for key, font in list(named.items()):
        if isinstance(font, Dictionary) and not font.is_indirect:
            alone = pdf.make_indirect(font)
            named[key] = alone
            yield alone


@lru_cache(maxsize=64)  # hundreds of papers show the same few fonts
def _glyph_widths(shown: StandardFont) -> dict[int, int]:
    """Units of the face for each character.

    A width that has nothing to do with the glyph is none: writers give 0 or anything to what they never show.
    Where such a code is shown, a validator finds that the widths disagree, and there is no claim.
    """
    file = font_file(shown.face)
    widths: dict[int, int] = {}
    for name, width in zip(shown.glyphs, shown.widths, strict=True):
        if not name:
            continue
        code = character(name, shown.face)
        assert code is not None  # standard_font has asked
        own: int = file.hmetrics[file.charToGlyph[code]][0]
        standard = natural_width(name, shown.face)
        near = min(abs(width - standard), abs(width - 1000 * own / file.unitsPerEm)) <= _NEAR
        units = (width if near else standard) * file.unitsPerEm / 1000
        widths.setdefault(code, own if abs(units - own) <= _SAME else round(units))
    return widths


def _embed(pdf: pikepdf.Pdf, face: _Face) -> None:
    """Put a face in, and name it from its fonts."""
    blank = ord(" ")
    if blank not in face.widths:
        face.widths[blank] = font_file(face.face).hmetrics[font_file(face.face).charToGlyph[blank]][0]
    data = program(face.face, tuple(sorted(face.widths.items())))
    name = Name(f"/{subset_tag(data)}+{face.face.shipped}")
    descriptor = pdf.make_indirect(_descriptor(pdf, face.face, name, data))
    entries: dict[StandardFont, Dictionary] = {}
    for font, shown in face.fonts:
        if shown not in entries:
            entries[shown] = _entries(pdf, shown)
        for key, value in entries[shown].items():
            if key != "/ToUnicode" or key not in font:
                font[key] = value
        font.BaseFont = name
        font.FontDescriptor = descriptor


def _entries(pdf: pikepdf.Pdf, shown: StandardFont) -> Dictionary:
    """What fonts have in common that show the same."""
    base = min(_BASES, key=lambda base: len(_differing(shown, base)))
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        FirstChar=0,
        LastChar=CODES - 1,
        Widths=pdf.make_indirect(Array([_number(width) for width in shown.widths])),
        Encoding=pdf.make_indirect(_encoding(shown, base)),
        ToUnicode=pdf.make_stream(_to_unicode(shown, base)),
    )


def _descriptor(pdf: pikepdf.Pdf, face: FaceName, name: Name, data: bytes) -> Dictionary:
    file = font_file(face)
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=_NONSYMBOLIC | face.family.flags | _ITALIC * face.italic,
        FontBBox=Array([round(v) for v in file.bbox]),
        ItalicAngle=round(file.italicAngle),
        Ascent=round(file.ascent),
        Descent=round(file.descent),
        CapHeight=round(file.capHeight),
        StemV=_BOLD_STEM if face.bold else _STEM,
        FontFile2=pdf.make_stream(data, Length1=len(data)),
    )


def _wanted(shown: StandardFont, code: int) -> str:
    """Name of the glyph for a code; "" for nothing."""
    return shown.glyphs[code] or _BLANK * (code in _WHITE)


def _differing(shown: StandardFont, base: str) -> list[int]:
    return [code for code, glyph in enumerate(encoding_named(base)) if glyph != _wanted(shown, code)]


def _encoding(shown: StandardFont, base: str) -> Dictionary:
    """A base, and the differences from it, as PDF/A allows for TrueType.

    Where the base has a glyph and this font showed none, it goes by a name that the face has no glyph for: no
    validator passes a page that shows it.
    """
    differences: list[int | Name] = []
    last = -1
    for code in _differing(shown, base):
        if code != last + 1 or not differences:
            differences.append(code)
        differences.append(Name(f"/{_wanted(shown, code) or _NOTHING}"))
        last = code
    return Dictionary(Type=Name.Encoding, BaseEncoding=Name(f"/{base}"), Differences=Array(differences))


def _to_unicode(shown: StandardFont, base: str) -> bytes:
    """The character of each code; white space stands for itself."""
    stand_for = {}
    for code, glyph in enumerate(shown.glyphs):
        point = character(glyph, shown.face) if glyph else code if code in _WHITE else None
        if point is not None and code not in _BASES[base]:
            stand_for[code] = chr(point)
    return to_unicode(stand_for, 1)


def _number(width: float) -> int | float:
    return int(width) if width == int(width) else width
