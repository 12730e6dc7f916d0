"""What is printed over a page (form values, free text, stamps) is read; comments are only counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from tests.extractors.readers.made_pdf import changed, drawn, first_page, lines


def intake(canvas: Canvas) -> None:
    lines("Patient name", "Prior injuries")(canvas)
    form = canvas.acroForm
    form.textfield(name="name", x=170, y=712, width=200, height=20, value="Orla Kestrel", borderWidth=0)
    form.checkbox(name="yes", x=170, y=694, size=14, checked=True)
    form.checkbox(name="no", x=210, y=694, size=14, checked=False)


def test_field_values_and_check_boxes_stand_beside_their_labels(tmp_path: Path) -> None:
    page = first_page(tmp_path, drawn(intake))
    assert page.text == "Patient name Orla Kestrel\nPrior injuries ☒ ☐"


def test_a_value_without_appearance_is_added_and_marked(tmp_path: Path) -> None:
    def strip(pdf: pikepdf.Pdf) -> None:
        for field in pdf.pages[0].Annots:
            if field.get("/T") == "name":
                del field["/AP"]

    page = first_page(tmp_path, changed(drawn(intake), strip))
    assert page.text.startswith("Patient name Orla Kestrel\n")
    assert "form values that the page does not print are added" in page.marks


def test_a_hidden_field_is_not_read(tmp_path: Path) -> None:
    def hide(pdf: pikepdf.Pdf) -> None:
        for field in pdf.pages[0].Annots:
            field.F = 2

    assert first_page(tmp_path, changed(drawn(intake), hide)).text == "Patient name\nPrior injuries"


def annotated(**entries: Any) -> bytes:
    def add(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(Type=Name.Annot, Rect=[100, 500, 300, 530], **entries)
        pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(note)]))

    return changed(drawn(lines("The page")), add)


def test_free_text_is_read(tmp_path: Path) -> None:
    content = annotated(Subtype=Name.FreeText, Contents="Received 03/14/2020", DA="/Helv 12 Tf 0 g")
    assert first_page(tmp_path, content).text == "The page\nReceived 03/14/2020"


def test_a_stamp_is_read_from_its_appearance(tmp_path: Path) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        look = pdf.make_stream(b"BT /F1 12 Tf 5 10 Td (ENTERED 04/01/2020) Tj ET")
        look.update(Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 30]))
        look.Resources = Dictionary(Font=Dictionary(F1=font))
        stamp = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[100, 500, 300, 530])
        stamp.AP = Dictionary(N=look)
        pdf.pages[0].Annots = pdf.make_indirect(Array([pdf.make_indirect(stamp)]))

    page = first_page(tmp_path, changed(drawn(lines("The page")), add))
    assert page.text == "The page\nENTERED 04/01/2020"


def test_a_comment_is_counted_but_not_read(tmp_path: Path) -> None:
    page = first_page(tmp_path, annotated(Subtype=Name.Text, Contents="ask the adjuster"))
    assert page.text == "The page"
    assert page.marks == ("1 comment(s) attached, not printed and not read",)


def test_the_file_itself_is_never_altered(tmp_path: Path) -> None:
    content = drawn(intake)
    first_page(tmp_path, content)
    assert (tmp_path / "made.pdf").read_bytes() == content
