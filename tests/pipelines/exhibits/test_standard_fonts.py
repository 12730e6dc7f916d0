"""Which fonts are standard and not in the file, what their codes show and how far they move the pen."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from pipelines.exhibits.standard_fonts import face_named, natural_width, standard_font


def font(name: str = "Helvetica", subtype: str = "Type1", **entries: object) -> Dictionary:
    made = Dictionary(Type=Name.Font, Subtype=Name(f"/{subtype}"), BaseFont=Name(f"/{name}"))
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


@pytest.mark.parametrize(
    ("name", "shipped", "standard"),
    [
        ("/Helvetica", "LiberationSans-Regular", "Helvetica"),
        ("/Helvetica-BoldOblique", "LiberationSans-BoldItalic", "Helvetica-BoldOblique"),
        ("/Arial", "LiberationSans-Regular", "Helvetica"),
        ("/ArialMT", "LiberationSans-Regular", "Helvetica"),
        ("/Arial,Bold", "LiberationSans-Bold", "Helvetica-Bold"),
        ("/Arial-ItalicMT", "LiberationSans-Italic", "Helvetica-Oblique"),
        ("/Times-Roman", "LiberationSerif-Regular", "Times-Roman"),
        ("/Times New Roman,BoldItalic", "LiberationSerif-BoldItalic", "Times-BoldItalic"),
        ("/TimesNewRomanPSMT", "LiberationSerif-Regular", "Times-Roman"),
        ("/TimesNewRomanPS-BoldMT", "LiberationSerif-Bold", "Times-Bold"),
        ("/Courier-Oblique", "LiberationMono-Italic", "Courier-Oblique"),
        ("/CourierNewPS-BoldItalicMT", "LiberationMono-BoldItalic", "Courier-BoldOblique"),
    ],
)
def test_names_of_standard_fonts(name: str, shipped: str, standard: str) -> None:
    face = face_named(name)
    assert face is not None
    assert (face.shipped, face.standard) == (shipped, standard)


@pytest.mark.parametrize(
    "name",
    [
        "", "/Symbol", "/ZapfDingbats", "/Tahoma", "/ArialNarrow", "/Arial-Black", "/HelveticaNeue",
        "/ABCDEF+Arial", "/Helvetica-", "/Helvetica-Condensed", "/TimesTen-Roman", "/Times",
    ],
)  # fmt: skip
def test_names_of_other_fonts(name: str) -> None:
    assert face_named(name) is None


def test_a_type_1_font_without_an_encoding_has_the_standard_one() -> None:
    shown = standard_font(font())
    assert shown is not None
    assert (shown.glyphs[ord("A")], shown.glyphs[0x27], shown.glyphs[0xAE]) == ("A", "quoteright", "fi")
    assert shown.glyphs[0x92] == ""
    assert (shown.widths[ord("A")], shown.widths[0x92]) == (667, 278)


def test_differences_go_over_the_encoding() -> None:
    differences = Array([65, Name.plusminus, Name.mu, 200, Name("/.notdef")])
    encoding = Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=differences)
    shown = standard_font(font("Times-Italic", Encoding=encoding))
    assert shown is not None
    assert (shown.glyphs[65], shown.glyphs[66], shown.glyphs[67], shown.glyphs[200]) == (
        "plusminus", "mu", "C", "",
    )  # fmt: skip
    assert shown.widths[65] == 675


def test_the_widths_of_the_file_come_first() -> None:
    widths = {"FirstChar": 65, "LastChar": 66, "Widths": Array([700, 0])}
    shown = standard_font(font("Arial", "TrueType", Encoding=Name.WinAnsiEncoding, **widths))
    assert shown is not None
    assert (shown.widths[65], shown.widths[66], shown.widths[67]) == (700, 0, 722)
    descriptor = Dictionary(Type=Name.FontDescriptor, MissingWidth=500)
    shown = standard_font(
        font("Arial", "TrueType", Encoding=Name.WinAnsiEncoding, FontDescriptor=descriptor, **widths)
    )
    assert shown is not None
    assert (shown.widths[65], shown.widths[67]) == (700, 500)


@pytest.mark.parametrize(
    "other",
    [
        font("Tahoma", "TrueType", Encoding=Name.WinAnsiEncoding),
        font("Symbol"),
        font("Arial", "TrueType"),
        font("Helvetica", "Type3"),
        font("Helvetica", "Type0", Encoding=Name("/Identity-H")),
        font(Encoding=Name.MacExpertEncoding),
        font(Encoding=Dictionary(Differences=Array([65, Name("/g17")]))),
        font(Encoding=Dictionary(Differences=Array([Name.A]))),
        font(Encoding=Dictionary(Differences=Array([255, Name.A, Name.B]))),
        font(Encoding=Dictionary(Differences=Name.A)),
        font(FirstChar=65, LastChar=65, Widths=Array([Name.wide])),
        font(FirstChar=65, LastChar=65, Widths=600),
        font(Widths=Array([600])),
        font(FontDescriptor=Dictionary(FontFile2=pikepdf.String("a program"))),
    ],
)
def test_what_is_not_certain_is_left_alone(other: Dictionary) -> None:
    assert standard_font(other) is None


def test_a_glyph_that_no_standard_font_has_is_as_wide_as_in_the_face() -> None:
    face = face_named("/Helvetica")
    assert face is not None
    assert natural_width("afii10017", face) == pytest.approx(667, abs=1)
    assert natural_width("nothing of that name", face) == 0
