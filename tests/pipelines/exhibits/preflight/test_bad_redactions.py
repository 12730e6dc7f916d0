"""Words under what was painted over them are found; what only looks like a redaction is let be."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipelines.exhibits.exhibit_set import Outcome
from tests.pipelines.exhibits.preflight.made_filing import FONT, Draw, Spoil, also, made, write

NAME = "Otto Lindqvist"


def _box(
    canvas: Canvas, grey: float, x: float = 168, y: float = 496, wide: float = 82, high: float = 14
) -> None:
    canvas.setFillGray(grey)
    canvas.rect(x, y, wide, high, fill=1, stroke=0)
    canvas.setFillGray(0)


def _line(canvas: Canvas, grey: float = 0) -> None:
    write(canvas, 72, 500, "The witness was")
    canvas.setFillGray(grey)
    write(canvas, 170, 500, NAME)
    canvas.setFillGray(0)
    write(canvas, 254, 500, "of Delmar.")


def _black_over(canvas: Canvas) -> None:
    _line(canvas)
    _box(canvas, 0)


def _black_a_little_short(canvas: Canvas) -> None:
    _line(canvas)
    _box(canvas, 0, y=498, high=9)


def _black_letters_on_black(canvas: Canvas) -> None:
    _box(canvas, 0)
    _line(canvas)


def _marked_over(canvas: Canvas) -> None:
    _line(canvas)
    _box(canvas, 0)
    canvas.setFillGray(1)
    write(canvas, 175, 500, "REDACTED")
    canvas.setFillGray(0)


def _picture_over(canvas: Canvas) -> None:
    _line(canvas)
    canvas.drawImage(ImageReader(Image.new("L", (90, 14), 5)), 168, 496, 90, 14)


def _white_over(canvas: Canvas) -> None:
    _line(canvas)
    _box(canvas, 1)


def _white_identifier(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    write(canvas, 72, 500, "SSN 219-09-8512")
    canvas.setFillGray(0)


def _in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("cover")
    _box(canvas, 0, x=0, y=0)
    canvas.endForm()
    _line(canvas)
    canvas.saveState()
    canvas.translate(168, 496)
    canvas.doForm("cover")
    canvas.restoreState()


def _scan(canvas: Canvas, black: bool) -> None:
    """A page as scanned, letters as pixels; a black bar over the name, or none; the read text behind it."""
    image = Image.new("L", (1224, 1584), 250)
    pen = ImageDraw.Draw(image)
    pen.rectangle((100, 200, 1100, 260), fill=20)  # a dark heading with white letters
    pen.text((140, 215), "DISCHARGE SUMMARY", fill=255, font_size=36)
    pen.text((340, 560), NAME, fill=10, font_size=26)
    if black:
        pen.rectangle((330, 556, 540, 594), fill=0)
    canvas.drawImage(ImageReader(image), 0, 0, 612, 792)
    text = canvas.beginText()
    text.setTextRenderMode(3)
    text.setFont(FONT, 13)
    text.setTextOrigin(170, 792 - 293)
    text.textOut(NAME)
    text.setFont(FONT, 18)
    text.setTextOrigin(70, 792 - 124)
    text.textOut("DISCHARGE SUMMARY")
    canvas.drawText(text)


@pytest.mark.parametrize(
    "draw",
    [
        _black_over,
        _black_a_little_short,
        _black_letters_on_black,
        _marked_over,
        _picture_over,
        _white_over,
        _white_identifier,
        _in_a_form,
        lambda canvas: _scan(canvas, black=True),
    ],
    ids=[
        "black box over words",
        "black box shorter than the letters",
        "black letters on a black box",
        "black box with a word of its own",
        "dark picture over words",
        "white box over words in a line",
        "identifier in white",
        "black box drawn as a form",
        "black bar in a scan, words in the layer",
    ],
)
def test_hidden_words_fail(tmp_path: Path, draw: Draw) -> None:
    check = made(tmp_path, also(3, draw)).failing()["bad_redactions"]
    assert check.outcome is Outcome.FAIL
    assert (check.file, check.page, check.designation) == ("volume.pdf", 3, "PX-1")
    assert "Lindqvist" not in check.detail
    assert "8512" not in check.detail


def _table_with_dark_head(canvas: Canvas) -> None:
    _box(canvas, 0.1, x=72, y=520, wide=400, high=18)
    canvas.setFillGray(1)
    write(canvas, 80, 525, "Date of service")
    write(canvas, 300, 525, "Charge")
    canvas.setFillGray(0)
    for row in range(6):
        _box(canvas, 0.85 if row % 2 else 1, x=72, y=500 - 18 * row, wide=400, high=18)
        write(canvas, 80, 505 - 18 * row, f"March {row + 1}")
        write(canvas, 300, 505 - 18 * row, f"{100 + row}.00")


def _painted_twice(canvas: Canvas) -> None:
    """As some programs print shaded cells: words, shade, words again."""
    _line(canvas)
    _box(canvas, 0.2)
    canvas.setFillGray(1)
    write(canvas, 170, 500, NAME)
    canvas.setFillGray(0)


def _highlight_under(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 0)
    canvas.rect(168, 496, 90, 14, fill=1, stroke=0)
    canvas.setFillGray(0)
    _line(canvas)


def _highlight_over(canvas: Canvas) -> None:
    _line(canvas)
    canvas.saveState()
    canvas.setFillColorRGB(1, 1, 0)
    canvas.setFillAlpha(0.4)
    canvas.rect(168, 496, 90, 14, fill=1, stroke=0)
    canvas.restoreState()


def _underlined(canvas: Canvas) -> None:
    _line(canvas)
    _box(canvas, 0, y=497, high=1)


def _white_ground(canvas: Canvas) -> None:
    """White boxes of a form over words that no line goes on from."""
    write(canvas, 72, 400, "(Specify)")
    _box(canvas, 1, x=70, y=396, wide=60, high=14)


def _white_signature_anchor(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    write(canvas, 72, 380, "sign-here-1")
    canvas.setFillGray(0)


def _logo_with_words(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (200, 60), 30)), 72, 480, 200, 40)
    canvas.setFillGray(1)
    write(canvas, 80, 495, "Marlow Clinic")
    canvas.setFillGray(0)


def _redacted_rightly(canvas: Canvas) -> None:
    write(canvas, 72, 500, "The witness was")
    write(canvas, 254, 500, "of Delmar.")
    _box(canvas, 0)
    canvas.setFillGray(1)
    write(canvas, 175, 500, "REDACTED")
    canvas.setFillGray(0)


@pytest.mark.parametrize(
    "draw",
    [
        _table_with_dark_head,
        _painted_twice,
        _highlight_under,
        _highlight_over,
        _underlined,
        _white_ground,
        _white_signature_anchor,
        _logo_with_words,
        _redacted_rightly,
        lambda canvas: _scan(canvas, black=False),
    ],
    ids=[
        "dark table head",
        "cells painted twice",
        "highlight under words",
        "highlight over words",
        "underline",
        "white ground of a form",
        "white anchor of a signature",
        "dark logo with white words",
        "a redaction that removed its words",
        "an ordinary scan",
    ],
)
def test_what_hides_nothing_passes(tmp_path: Path, draw: Draw) -> None:
    assert "bad_redactions" not in made(tmp_path, also(3, draw)).failing()


def _note(kind: str, **keys: object) -> Spoil:
    def hang(pdf: pikepdf.Pdf) -> None:
        black = pdf.make_stream(
            b"0 g 0 0 90 14 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 90, 14])
        )
        note = Dictionary(
            Type=Name.Annot, Subtype=Name(kind), Rect=Array([168, 496, 258, 510]), F=4, AP=Dictionary(N=black)
        )
        pdf.pages[2].obj.Annots = Array([pdf.make_indirect(note)])

    return hang


def test_a_black_note_over_words_fails(tmp_path: Path) -> None:
    filing = made(tmp_path, also(3, _line), _note("/Square"))
    assert filing.failing()["bad_redactions"].page == 3


def test_a_mark_for_redaction_never_applied_fails(tmp_path: Path) -> None:
    check = made(tmp_path, also(3, _line), _note("/Redact")).failing()["redaction_marks"]
    assert (check.outcome, check.page, check.designation) == (Outcome.FAIL, 3, "PX-1")


def _leaking_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Wages, SSN 219-09-8512", 0))


def _leaking_link(pdf: pikepdf.Pdf) -> None:
    note = pdf.pages[0].obj.Annots[0]
    note.Contents = String("DOB 03/04/1980")


def _leaking_description(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Alt=String("SSN 219-09-8512")))


@pytest.mark.parametrize(
    ("spoil", "page"), [(_leaking_bookmark, 0), (_leaking_link, 1), (_leaking_description, 0)]
)
def test_what_stands_beside_the_page_leaks_nothing(tmp_path: Path, spoil: Spoil, page: int) -> None:
    check = made(tmp_path, spoil=spoil).failing()["hidden_words"]
    assert (check.outcome, check.page) == (Outcome.FAIL, page)
    assert "219" not in check.detail
