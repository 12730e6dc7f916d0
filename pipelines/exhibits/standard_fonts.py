"""What a font of a PDF shows that is one of the standard fonts and is not in the file.

Answers: which shipped face stands for it (Liberation has the widths of Helvetica and Arial, of Times and of
Courier), which character each code shows, and how far each code moves the pen: as the file says, or as the
standard fonts do where it says nothing. Refuses whatever is not certain: another font's name, a font that is
embedded, Symbol and ZapfDingbats, a TrueType font without an encoding, an encoding that no standard defines,
and glyph names that stand for no character of the face.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import pikepdf

CODES = 256
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_NAME = re.compile(
    r"(?P<family>Helvetica|Arial|Times|TimesNewRoman|Courier|CourierNew)(?:PS)?(?:MT)?"
    r"(?:[-,](?P<style>Roman|Regular|(?P<bold>Bold)?(?P<italic>Italic|Oblique)?)(?:MT)?)?",
    re.IGNORECASE,
)
_ENCODINGS = ("WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding")
_NOT_DEFINED = ".notdef"


@dataclass(frozen=True, slots=True)
class Family:
    """A family of the standard fonts, and the shipped one of the same widths."""

    shipped: str
    roman: str
    slanted: str
    flags: int


_SANS = Family("LiberationSans", "Helvetica", "Oblique", 0)
_SERIF = Family("LiberationSerif", "Times", "Italic", 2)
_MONO = Family("LiberationMono", "Courier", "Oblique", 1)
_FAMILIES = {"h": _SANS, "a": _SANS, "t": _SERIF, "c": _MONO}


@dataclass(frozen=True, slots=True)
class FaceName:
    """One of the twelve faces."""

    family: Family
    bold: bool
    italic: bool

    @property
    def shipped(self) -> str:
        """The shipped face, as its file is called."""
        style = "Bold" * self.bold + "Italic" * self.italic
        return f"{self.family.shipped}-{style or 'Regular'}"

    @property
    def standard(self) -> str:
        """The standard font."""
        style = "Bold" * self.bold + self.family.slanted * self.italic
        if not style and self.family is _SERIF:
            style = "Roman"
        return f"{self.family.roman}-{style}" if style else self.family.roman


@dataclass(frozen=True, slots=True)
class StandardFont:
    """What such a font shows.

    Attributes:
        face: that stands for it.
        glyphs: name of the glyph for each of the 256 codes, "" for those that show nothing.
        widths: thousandths of the size that each code moves the pen.
    """

    face: FaceName
    glyphs: tuple[str, ...]
    widths: tuple[float, ...]


def standard_font(font: pikepdf.Dictionary) -> StandardFont | None:
    """What a font dictionary shows; ``None`` for everything but a standard font that is not embedded."""
    face = face_named(str(font.get("/BaseFont", "")))
    if face is None or _is_embedded(font):
        return None
    glyphs = _glyphs(font)
    if glyphs is None or any(name and character(name, face) is None for name in glyphs):
        return None
    widths = _widths(font, glyphs, face)
    return StandardFont(face, glyphs, widths) if widths is not None else None


def face_named(name: str) -> FaceName | None:
    """The face for a /BaseFont such as "/TimesNewRomanPS-BoldMT"; ``None`` for any other font.

    "Times" alone is none: readers show different fonts for it.
    """
    found = _NAME.fullmatch(name.removeprefix("/").replace(" ", ""))
    if found is None or found["style"] == "" or (found["family"].lower() == "times" and not found["style"]):
        return None
    return FaceName(_FAMILIES[found["family"][0].lower()], bool(found["bold"]), bool(found["italic"]))


@lru_cache(maxsize=4096)
def character(glyph: str, face: FaceName) -> int | None:
    """Code point of a glyph name, if the face can show it."""
    from reportlab.pdfbase._glyphlist import _glyphname2unicode

    code: int | None = _glyphname2unicode.get(glyph)
    return code if code in font_file(face).charToGlyph else None


@cache
def font_file(face: FaceName) -> Any:
    """The shipped face, as reportlab reads it."""
    from reportlab.pdfbase.ttfonts import TTFontFile

    path = files("pipelines.render") / "fonts" / f"{face.shipped}.ttf"
    return TTFontFile(BytesIO(path.read_bytes()))


@cache
def encoding_named(name: str) -> tuple[str, ...]:
    """Glyph names of the 256 codes of an encoding, "" where it has none."""
    from reportlab.pdfbase._fontdata import encodings

    return tuple(glyph or "" for glyph in encodings[name])


def _is_embedded(font: pikepdf.Dictionary) -> bool:
    descriptor = font.get("/FontDescriptor")
    if descriptor is None:
        return False
    return not isinstance(descriptor, pikepdf.Dictionary) or any(key in descriptor for key in _PROGRAMS)


def _glyphs(font: pikepdf.Dictionary) -> tuple[str, ...] | None:
    """Glyph names by code. Type 1 fonts have an encoding of their own: that of the standard fonts."""
    encoding = font.get("/Encoding")
    if font.get("/Subtype") not in ("/Type1", "/TrueType") or (
        encoding is None and font.Subtype == "/TrueType"
    ):
        return None
    differences: object = None
    if isinstance(encoding, pikepdf.Dictionary):
        differences = encoding.get("/Differences")
        encoding = encoding.get("/BaseEncoding")
    name = "StandardEncoding" if encoding is None else str(encoding).removeprefix("/")
    if name not in _ENCODINGS:
        return None
    glyphs = list(encoding_named(name))
    if differences is None:
        return tuple(glyphs)
    if not isinstance(differences, pikepdf.Array):
        return None
    code = -1
    for entry in differences:
        if isinstance(entry, pikepdf.Name):
            if not 0 <= code < CODES:
                return None
            glyph = str(entry).removeprefix("/")
            glyphs[code] = "" if glyph == _NOT_DEFINED else glyph
            code += 1
        elif isinstance(entry, int):
            code = entry
        else:
            return None
    return tuple(glyphs)


def _widths(font: pikepdf.Dictionary, glyphs: tuple[str, ...], face: FaceName) -> tuple[float, ...] | None:
    """How far each code moves the pen; ``None`` if the file's own widths cannot be understood.

    What the file does not say is as in the standard font. There, what has no glyph is as wide as a blank.
    """
    said: list[float] = []
    first = 0
    missing: float | None = None
    if "/Widths" in font:
        descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
        try:
            first = int(font.FirstChar)
            said = [float(width) for width in font.Widths.as_list()]
            missing = float(descriptor.MissingWidth) if "/MissingWidth" in descriptor else None
        except (AttributeError, TypeError, ValueError):
            return None
    widths = []
    for code, glyph in enumerate(glyphs):
        if 0 <= code - first < len(said):
            widths.append(said[code - first])
        else:
            widths.append(natural_width(glyph or "space", face) if missing is None else missing)
    return tuple(widths)


@lru_cache(maxsize=4096)
def natural_width(glyph: str, face: FaceName) -> float:
    """Width of a glyph in the standard font; where it has none of the name, in the face."""
    from reportlab.pdfbase._fontdata import widthsByFontGlyph

    width: float | None = widthsByFontGlyph[face.standard].get(glyph)
    if width is not None:
        return width
    file = font_file(face)
    code = character(glyph, face)
    return float(file.charWidths[code]) if code is not None else 0.0
