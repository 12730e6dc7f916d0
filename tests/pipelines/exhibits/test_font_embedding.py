"""Standard fonts that a PDF only names are put in; nothing moves, the words stay, and PDF/A validates."""

from __future__ import annotations

import ctypes
import logging
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pikepdf.pdfa
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipelines.exhibits.font_embedding import embed_standard_fonts
from pipelines.exhibits.pdfa import claim_pdfa
from pipelines.exhibits.saving import save

FONTS = (
    "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique",
    "Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic",
    "Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique",
)  # fmt: skip
LINES = (
    "Patient seen 04/17/2031; pain 6/10, worse at night.",
    "Naïve café: 37.5 °C ± 0.2, 250 µg, § 12 – “quoted” … €40 · ½",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789",
)
Shown = list[tuple[str, float, float]]


def drawn(*fonts: str) -> bytes:
    """One page for each font."""
    canvas = Canvas(raw := BytesIO(), pagesize=(612, 792), invariant=1)
    for font in fonts:
        canvas.setFont(font, 11)
        for number, line in enumerate(LINES):
            canvas.drawString(60, 700 - 30 * number, line)
        canvas.showPage()
    canvas.save()
    return raw.getvalue()


def one_font(font: Dictionary, content: bytes, *, inside: bool = False) -> bytes:
    """One page that shows ``content`` in a font, which stands inside the resources or alone."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 100))
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font if inside else pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream(b"BT /F1 20 Tf 10 40 Td " + content + b" Tj ET")
    pdf.save(raw := BytesIO())
    return raw.getvalue()


def embedded(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    with pikepdf.open(BytesIO(data)) as pdf:
        names = embed_standard_fonts(pdf)
        save(pdf, raw := BytesIO())
    return raw.getvalue(), names


def by_pdfium(data: bytes) -> list[Shown]:
    """Each page's characters and where the pen stood."""
    pages = []
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        shown: Shown = []
        x, y = ctypes.c_double(), ctypes.c_double()
        for index in range(text.count_chars()):
            pdfium_c.FPDFText_GetCharOrigin(text, index, x, y)
            shown.append(
                (chr(pdfium_c.FPDFText_GetUnicode(text, index)), round(x.value, 3), round(y.value, 3))
            )
        pages.append(shown)
        text.close()
        page.close()
    document.close()
    return pages


def by_pypdf(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]


def programs(data: bytes) -> list[str]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return sorted(
            str(o.FontName)[8:]
            for o in pdf.objects
            if isinstance(o, Dictionary) and o.get("/Type") == "/FontDescriptor" and "/FontFile2" in o
        )


def claimed(data: bytes, folder: Path) -> tuple[bool, str]:
    path = folder / "in.pdf"
    path.write_bytes(data)
    return claim_pdfa(path, folder / "out.pdf")


def test_no_letter_moves_and_no_word_changes_in_any_of_the_twelve(tmp_path: Path) -> None:
    before = drawn(*FONTS)
    after, names = embedded(before)
    assert names == tuple(sorted(FONTS))
    words = [[character for character, _, _ in page] for page in by_pdfium(before)]
    assert by_pypdf(after) == by_pypdf(before)
    assert len(programs(after)) == len(FONTS)
    for font, page, expected in zip(FONTS, by_pdfium(after), words, strict=True):
        assert [character for character, _, _ in page] == expected
        for number, line in enumerate(LINES):
            stood = [x for _, x, y in page if y == 700 - 30 * number]
            wanted = [60 + stringWidth(line[:end], font, 11) for end in range(len(line))]
            assert stood[: len(line)] == pytest.approx(wanted, abs=0.01)
    assert claimed(before, tmp_path) == (True, "")


def test_pages_look_the_same() -> None:
    """The letters of the two makers differ at their rims; that many pixels do when a line is lost."""
    before = drawn(*FONTS[:8])
    after, _ = embedded(before)
    for old, new in zip(pypdfium2.PdfDocument(before), pypdfium2.PdfDocument(after), strict=True):
        first, second = (page.render(scale=1, grayscale=True).to_numpy().astype(int) for page in (old, new))
        assert (abs(first - second) > 96).mean() < 0.006
        ink = [(255 - pixels).sum() for pixels in (first, second)]
        assert min(ink) / max(ink) > 0.85


def test_same_file_same_bytes() -> None:
    data = drawn("Courier", "Helvetica")
    assert embedded(data)[0] == embedded(data)[0]


def test_a_second_time_there_is_nothing_to_do() -> None:
    once, _ = embedded(drawn("Times-Roman"))
    assert embedded(once) == (once, ())


def test_fonts_of_one_face_share_its_program() -> None:
    with pikepdf.open(BytesIO(drawn("Helvetica"))) as pdf, pikepdf.open(BytesIO(drawn("Helvetica"))) as other:
        pdf.pages.extend(other.pages)
        fonts = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == "/Font"]
        assert len(fonts) == 2
        assert embed_standard_fonts(pdf) == ("Helvetica",)
        save(pdf, raw := BytesIO())
    assert programs(raw.getvalue()) == ["LiberationSans-Regular"]


def test_characters_with_two_widths_need_two_programs() -> None:
    """Arial's ± is narrower than Helvetica's, and each must move the pen as it did."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 100))
    arial = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.ArialMT, Encoding=Name.WinAnsiEncoding,
        FirstChar=0xB1, LastChar=0xB1, Widths=Array([549]),
    )  # fmt: skip
    helvetica = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    page.obj.Resources = Dictionary(
        Font=Dictionary(F1=pdf.make_indirect(arial), F2=pdf.make_indirect(helvetica))
    )
    page.obj.Contents = pdf.make_stream(b"BT /F1 20 Tf 10 40 Td <B1B1> Tj /F2 20 Tf <B1B141> Tj ET")
    pdf.save(raw := BytesIO())
    after, names = embedded(raw.getvalue())
    assert names == ("ArialMT", "Helvetica")
    assert programs(after) == ["LiberationSans-Regular"] * 2
    assert by_pdfium(after) == by_pdfium(raw.getvalue())


@pytest.mark.parametrize(
    "encoding", [Name.WinAnsiEncoding, Name.MacRomanEncoding, Name.StandardEncoding, None]
)
@pytest.mark.parametrize("inside", [False, True])
def test_codes_stand_for_the_same_characters(
    encoding: pikepdf.Name | None, inside: bool, tmp_path: Path
) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Times-Roman"))
    if encoding is not None:
        font.Encoding = encoding
    before = one_font(font, b"<4127AAAE60B4C8E1>", inside=inside)
    after, names = embedded(before)
    assert names == ("Times-Roman",)
    assert by_pdfium(after) == by_pdfium(before)
    assert by_pypdf(after) == by_pypdf(before)
    assert claimed(before, tmp_path) == (True, "")


def test_differences_are_kept(tmp_path: Path) -> None:
    encoding = Dictionary(
        BaseEncoding=Name.WinAnsiEncoding, Differences=Array([1, Name.fi, Name.Lslash, 66, Name.eacute])
    )
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, Encoding=encoding)
    before = one_font(font, b"<410102424344>")
    after, _ = embedded(before)
    assert "".join(c for c, _, _ in by_pdfium(after)[0]) == "AfiŁéCD"
    assert by_pdfium(after) == by_pdfium(before)
    assert by_pypdf(after) == by_pypdf(before)
    assert claimed(before, tmp_path) == (True, "")


def test_fonts_of_forms_and_of_fields_are_found() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))

    def named(name: str) -> Dictionary:
        return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"))

    pdf.Root.AcroForm = Dictionary(Fields=Array(), DR=Dictionary(Font=Dictionary(Helv=named("Helvetica"))))
    form = pdf.make_stream(b"")
    form.Resources = Dictionary(Font=Dictionary(F1=named("Courier")))
    pdf.Root.Kept = form
    assert embed_standard_fonts(pdf) == ("Courier", "Helvetica")
    assert "/FontDescriptor" in pdf.Root.AcroForm.DR.Font.Helv


def test_line_ends_inside_a_line_do_not_stand_in_the_way(tmp_path: Path) -> None:
    before = one_font(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier, Encoding=Name.WinAnsiEncoding),
        b"(Seen again.\\t\\r)",
    )
    after, _ = embedded(before)
    assert by_pdfium(after) == by_pdfium(before)
    assert claimed(before, tmp_path) == (True, "")


@pytest.mark.parametrize(
    ("font", "content"),
    [
        (Dictionary(BaseFont=Name.Symbol), b"(a)"),
        (Dictionary(BaseFont=Name.ZapfDingbats), b"(a)"),
        (Dictionary(BaseFont=Name.Helvetica), b"<4192>"),  # no glyph in the standard encoding
        (Dictionary(BaseFont=Name.Courier, FirstChar=65, LastChar=65, Widths=Array([0])), b"(A)"),
    ],
)
def test_what_is_not_certain_is_no_pdfa(font: Dictionary, content: bytes, tmp_path: Path) -> None:
    font.Type, font.Subtype = Name.Font, Name.Type1
    claimed_it, why = claimed(one_font(font, content), tmp_path)
    assert not claimed_it
    assert why
    assert not (tmp_path / "out.pdf").exists()


OLD_FONT = """
import logging, sys
from pathlib import Path
from pipelines.exhibits.pdfa import claim_pdfa
{before}
claim_pdfa(Path(sys.argv[1]), Path(sys.argv[2]))
{after}
claim_pdfa(Path(sys.argv[1]), Path(sys.argv[2]))
"""
PREFECT = "import prefect\nfrom prefect.logging.configuration import setup_logging\nsetup_logging()"


def with_an_old_font(path: Path) -> None:
    """Save a page whose font was made, as it says, in 1904."""
    data, _ = embedded(drawn("Helvetica"))
    with pikepdf.open(BytesIO(data)) as pdf:
        (descriptor,) = (o for o in pdf.objects if isinstance(o, Dictionary) and "/FontFile2" in o)
        program = bytearray(descriptor.FontFile2.read_bytes())
        (entry,) = (at for at in range(12, 300, 16) if program[at : at + 4] == b"head")
        head = int.from_bytes(program[entry + 8 : entry + 12], "big")
        program[head + 28 : head + 36] = (5).to_bytes(8, "big")
        descriptor.FontFile2 = pdf.make_stream(bytes(program), Length1=len(program))
        pdf.save(path)


@pytest.mark.parametrize(("before", "after"), [("", ""), (PREFECT, ""), ("", PREFECT)])
def test_the_validator_says_nothing_to_the_terminal(before: str, after: str, tmp_path: Path) -> None:
    path = tmp_path / "old.pdf"
    with_an_old_font(path)
    run = subprocess.run(
        [sys.executable, "-c", OLD_FONT.format(before=before, after=after), path, tmp_path / "out.pdf"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert (run.stdout, run.stderr) == ("", "")


def test_an_old_font_would_be_warned_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Or the test above proves nothing."""
    path, out = tmp_path / "old.pdf", tmp_path / "out.pdf"
    with_an_old_font(path)
    assert claim_pdfa(path, out) == (True, "")
    logger = logging.getLogger("fontTools")
    propagates, logger.propagate = logger.propagate, True
    try:
        pikepdf.pdfa.validate_written(out, "2b")
    finally:
        logger.propagate = propagates
    assert "timestamp" in caplog.text
