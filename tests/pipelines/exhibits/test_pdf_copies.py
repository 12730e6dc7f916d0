"""What a PDF carries and what its copy carries: the pages, their text, and nothing that acts or hides."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from fixtures.generator.bad.raw_pdf import raw_pdf, stream, words
from pipelines.exhibits.copies import HeldFor
from pipelines.exhibits.plan import SignedAs
from tests.pipelines.exhibits.made_copies import Made, plain, with_annotation, with_root

SIGNATURE = (
    b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 10 20 30] "
    b"/Contents <00> >>"
)
SIGNED = with_annotation(
    b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (signature) /Rect [72 100 200 140] /F 4 /V 21 0 R >>",
    b"/AcroForm << /Fields [20 0 R] /SigFlags 3 >>",
    o21=SIGNATURE,
)


def text_field(value: bytes, rect: bytes = b"[72 600 300 620]", more: bytes = b"") -> bytes:
    return with_annotation(
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (who) /Rect %s /F 4 /DA (/Helv 10 Tf 0 g) /V %s %s >>"
        % (rect, value, more),
        b"/AcroForm << /Fields [20 0 R] /DA (/Helv 0 Tf) >>",
    )


def layered(state: bytes, drawn: bytes = b"") -> bytes:
    """A page with one layer, ``state`` being its entry in the default configuration."""
    objects = with_root(
        plain("Shown always"), b"/OCProperties << /OCGs [30 0 R] /D << %s /Order [30 0 R] >> >>" % state
    )
    objects[4] = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
        b"/Resources << /Font << /F1 3 0 R >> /Properties << /L1 30 0 R >> >> >>"
    )
    objects[5] = stream(words("Shown always") + b" /OC /L1 BDC " + words("On a layer", y=400) + b" EMC")
    objects[30] = b"<< /Type /OCG /Name (Overlay) %s >>" % drawn
    return raw_pdf(objects)


def test_the_wanted_pages_in_the_wanted_order_with_equal_text(tmp_path: Path) -> None:
    made = Made(raw_pdf(plain("one", "two", "three")), tmp_path, pages=(3, 1))
    assert [p.source_page for p in made.pages] == [3, 1]
    assert (made.text(1), made.text(2)) == ("three", "one")
    assert (made.second_text(1), made.second_text(2)) == ("three", "one")
    assert b"two" not in made.everything


def test_the_same_job_gives_the_same_bytes(tmp_path: Path) -> None:
    first = Made(text_field(b"(Ottilie Brandt)"), tmp_path, "a.pdf").path.read_bytes()
    assert first == Made(text_field(b"(Ottilie Brandt)"), tmp_path, "b.pdf").path.read_bytes()
    assert b"/CreationDate" not in first
    assert b"/ModDate" not in first


def test_a_page_the_file_does_not_have_is_held(tmp_path: Path) -> None:
    made = Made(raw_pdf(plain("one")), tmp_path, pages=(2,))
    assert made.held is HeldFor.PAGES
    assert "asks for page 2" in made.problem


def test_other_pages_than_were_read_are_held(tmp_path: Path) -> None:
    assert Made(raw_pdf(plain("one")), tmp_path, page_count=2).held is HeldFor.DAMAGED


def test_inherited_boxes_and_rotation_are_kept(tmp_path: Path) -> None:
    objects = plain("Lying")
    objects[2] = (
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 612 792] /CropBox [10 20 600 780] /Rotate 90 "
        b"/Resources << /Font << /F1 3 0 R >> >> >>"
    )
    objects[4] = b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>"
    made = Made(raw_pdf(objects), tmp_path)
    assert (made.pages[0].width, made.pages[0].height) == (760, 590)
    assert made.text() == "Lying"


@pytest.mark.parametrize(
    "value", [b"(Ottilie Brandt)", b"<FEFF00D60074007400690020004200F60068006D>", b"(1,204.50)"]
)
def test_a_form_value_without_a_look_is_printed_into_the_page(tmp_path: Path, value: bytes) -> None:
    made = Made(text_field(value), tmp_path)
    shown = {"<": "Ötti Böhm"}.get(chr(value[0]), value[1:-1].decode())
    assert shown in made.text()
    assert shown in made.second_text()
    assert made.pages[0].remarks == ("form fields printed into the page: 1",)
    assert "/AcroForm" not in made.pdf.Root
    assert "/Annots" not in made.pdf.pages[0].obj


def test_a_look_that_tells_another_value_than_the_form_is_remarked(tmp_path: Path) -> None:
    font = b"/Font << /Helv << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    look = stream(
        b"BT /Helv 10 Tf 2 5 Td (03/04/2023) Tj ET",
        b"/Type /XObject /Subtype /Form /BBox [0 0 228 20] /Resources << %s >>" % font,
    )
    field = (
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (when) /Rect [72 600 300 620] /F 4 /V (%s) "
        b"/AP << /N 21 0 R >> >>"
    )
    form = b"/AcroForm << /Fields [20 0 R] >>"
    same = Made(with_annotation(field % b"03/04/2023", form, o21=look), tmp_path)
    other = Made(with_annotation(field % b"05/06/2024", form, o21=look), tmp_path)
    assert "03/04/2023" in other.text()
    assert len(same.pages[0].remarks) == 1
    assert other.pages[0].remarks[-1].endswith("otherwise than the form stores them: 1")


def test_a_password_is_never_printed(tmp_path: Path) -> None:
    assert "hunter" not in Made(text_field(b"(hunter)", more=b"/Ff 8192"), tmp_path).text()


def test_a_long_value_is_set_smaller_on_several_lines(tmp_path: Path) -> None:
    value = b"(" + b"fell on the stairs and hurt the left knee " * 8 + b")"
    made = Made(text_field(value, b"[72 500 300 620]", b"/Ff 4096"), tmp_path)
    assert made.text().count("stairs") == 8


def test_a_value_too_long_for_its_field_is_held(tmp_path: Path) -> None:
    made = Made(text_field(b"(" + b"much too long " * 200 + b")"), tmp_path)
    assert made.held is HeldFor.UNDRAWN
    assert "too long" in made.problem


def test_each_figure_of_a_comb_is_there(tmp_path: Path) -> None:
    made = Made(text_field(b"(0042137)", more=b"/Ff 16777216 /MaxLen 9"), tmp_path)
    assert "0042137" in "".join(made.text().split())


def test_a_choice_prints_what_it_shows(tmp_path: Path) -> None:
    data = with_annotation(
        b"<< /Type /Annot /Subtype /Widget /FT /Ch /T (side) /Rect [72 600 300 620] /F 4 /V (L) "
        b"/Opt [[(L) (Left side)] [(R) (Right side)]] >>",
        b"/AcroForm << /Fields [20 0 R] >>",
    )
    assert "Left side" in Made(data, tmp_path).text()


def test_a_ticked_box_that_is_not_drawn_is_held(tmp_path: Path) -> None:
    box = b"<< /Type /Annot /Subtype /Widget /FT /Btn /T (yes) /Rect [72 600 82 610] /F 4 %s >>"
    form = b"/AcroForm << /Fields [20 0 R] >>"
    assert Made(with_annotation(box % b"/V /Yes /AS /Yes", form), tmp_path).held is HeldFor.UNDRAWN
    assert Made(with_annotation(box % b"/V /Off /AS /Off", form), tmp_path).held is None


def test_fields_can_be_kept_without_what_they_do(tmp_path: Path) -> None:
    data = text_field(b"(Ottilie)", more=b"/AA << /K << /S /JavaScript /JS (app.alert) >> >>")
    made = Made(data, tmp_path, flatten=False)
    pdf = made.pdf
    assert str(pdf.Root.AcroForm.Fields[0].V) == "Ottilie"
    assert pdf.pages[0].obj.Annots[0].Subtype == pikepdf.Name.Widget
    assert "/AP" in pdf.pages[0].obj.Annots[0]
    assert b"JavaScript" not in made.everything
    assert b"app.alert" not in made.everything


def test_a_typed_remark_without_a_look_is_printed(tmp_path: Path) -> None:
    data = with_annotation(
        b"<< /Type /Annot /Subtype /FreeText /Rect [72 500 400 530] /F 4 /Contents (left knee, not right) >>"
    )
    made = Made(data, tmp_path)
    assert "left knee, not right" in made.text()
    assert made.pages[0].remarks == ("marks of a viewer printed into the page: 1",)


def test_a_mark_that_viewers_draw_each_in_their_own_way_is_held(tmp_path: Path) -> None:
    made = Made(with_annotation(b"<< /Type /Annot /Subtype /Highlight /Rect [72 690 200 710] >>"), tmp_path)
    assert made.held is HeldFor.UNDRAWN
    assert "page 1 (Highlight)" in made.problem


def test_a_line_of_no_width_is_no_mark(tmp_path: Path) -> None:
    line = b"<< /Type /Annot /Subtype /PolyLine /Rect [1 1 2 2] /Vertices [50 46 550 46] %s >>"
    assert Made(with_annotation(line % b"/BS << /W 0 >>"), tmp_path).held is None
    assert Made(with_annotation(line % b"/Border [0 0 0]"), tmp_path).held is None
    assert Made(with_annotation(line % b"/BS << /W 1 >>"), tmp_path).held is HeldFor.UNDRAWN
    assert Made(with_annotation(line % b"/BS << /W 0 >> /IC [1 0 0]"), tmp_path).held is HeldFor.UNDRAWN


def test_a_level_line_is_not_lost_in_print(tmp_path: Path) -> None:
    look = stream(
        b"3 w 50 46 m 550 46 l S",
        b"/Type /XObject /Subtype /Form /BBox [50 46 550 46] /Matrix [1 0 0 1 -50 -46]",
    )
    line = b"<< /Type /Annot /Subtype /PolyLine /Rect [50 46 550 46] /F 4 /AP << /N 21 0 R >> >>"
    shown = pdfium.PdfDocument(Made(with_annotation(line, o21=look), tmp_path).path)[0].render().to_pil()
    assert shown.convert("L").getpixel((300, 792 - 46)) == 0


@pytest.mark.parametrize(
    ("annotation", "remark"),
    [
        (b"/Subtype /Text /Contents (ask the client)", "comments of a viewer are not on the copy: 1"),
        (b"/Subtype /Link /A << /S /URI /URI (http://example.com/x) >>", "links are not on the copy: 1"),
        (b"/Subtype /FileAttachment /FS 21 0 R", "sound, video or attached files are not on the copy: 1"),
        (b"/Subtype /FreeText /F 2 /Contents (ask the client)", "hidden marks are not on the copy: 1"),
    ],
)
def test_what_is_not_printed_is_left_away_and_said(tmp_path: Path, annotation: bytes, remark: str) -> None:
    body = b"<< /Type /Annot /Rect [72 500 90 520] %s >>" % annotation
    embedded = b"<< /Type /Filespec /F (inner.txt) /EF << /F 22 0 R >> >>"
    made = Made(with_annotation(body, o21=embedded, o22=stream(b"inner words")), tmp_path)
    assert made.pages[0].remarks == (remark,)
    for gone in (b"ask the client", b"example.com", b"inner words", b"/Annots"):
        assert gone not in made.everything


def test_redaction_marks_nobody_applied_are_held_unless_redacted_now(tmp_path: Path) -> None:
    data = with_annotation(b"<< /Type /Annot /Subtype /Redact /Rect [72 690 200 710] /F 4 >>")
    assert Made(data, tmp_path).held is HeldFor.UNAPPLIED
    made = Made(data, tmp_path, apply_marks=True)
    assert made.held is None
    assert [(r.page, r.box) for r in made.marked] == [(1, (72, 82, 200, 102))]


def test_a_signed_file_waits_for_a_decision(tmp_path: Path) -> None:
    made = Made(SIGNED, tmp_path)
    assert made.held is HeldFor.SIGNED
    assert 'signed_as = "copy"' in made.remedy
    assert Made(SIGNED, tmp_path, signed_as=SignedAs.NATIVE).held is HeldFor.NATIVE
    copied = Made(SIGNED, tmp_path, signed_as=SignedAs.COPY)
    assert "the digital signature of the source is not carried into the copy" in copied.remarks
    assert b"/ByteRange" not in copied.everything


def test_a_place_for_a_signature_is_no_signature(tmp_path: Path) -> None:
    empty = with_annotation(
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (signature) /Rect [72 100 200 140] /F 4 >>",
        b"/AcroForm << /Fields [20 0 R] >>",
    )
    assert Made(empty, tmp_path).held is None


def test_xfa_and_portfolios_are_held_with_a_way_out(tmp_path: Path) -> None:
    xfa = with_root(plain("Please wait"), b"/AcroForm << /Fields [] /XFA 40 0 R >>")
    xfa[40] = stream(b"<xdp/>")
    made = Made(raw_pdf(xfa), tmp_path)
    assert made.held is HeldFor.XFA
    assert "print it to a new PDF" in made.remedy
    portfolio = with_root(plain("Cover"), b"/Collection << /Type /Collection /View /D >>")
    made = Made(raw_pdf(portfolio), tmp_path)
    assert made.held is HeldFor.PORTFOLIO
    assert "Save the documents inside it" in made.remedy


def test_nothing_that_acts_or_was_attached_or_named_comes_along(tmp_path: Path) -> None:
    root = (
        b"/OpenAction << /S /JavaScript /JS (app.launchURL) >> /AA << /WC << /S /Launch /F (calc.exe) >> >> "
        b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (evil) >>] >> /EmbeddedFiles << /Names "
        b"[(inner.txt) << /F (inner.txt) /EF << /F 41 0 R >> >>] >> "
        b"/Dests << /Names [(Smith) [4 0 R /Fit]] >> >> "
        b"/Outlines << /First 42 0 R /Last 42 0 R /Count 1 >> /Metadata 43 0 R "
        b"/PageLabels << /Nums [0 << >>] >> /MarkInfo << /Marked true >> /StructTreeRoot 44 0 R"
    )
    objects = with_root(
        plain("A visit", entries=(b"/AA << /O << /S /URI /URI (http://t.example) >> >> /Thumb 41 0 R "
                                  b"/PieceInfo << /Tool << /Private (secret draft) >> >> /StructParents 0",)),
        root,
    )  # fmt: skip
    objects[41] = stream(b"inner words", b"/Type /EmbeddedFile")
    objects[42] = b"<< /Title (Bookmark of Smith) /Dest [4 0 R /Fit] >>"
    objects[43] = stream(b"<x:xmpmeta>Author Smith</x:xmpmeta>", b"/Type /Metadata /Subtype /XML")
    objects[44] = b"<< /Type /StructTreeRoot /K << /S /P /Alt (told by Smith) /P 44 0 R >> >>"
    made = Made(raw_pdf(objects, trailer=b"/Info << /Author (Smith) /Producer (Maker) >>"), tmp_path)
    left = made.everything
    for gone in (
        b"JavaScript",
        b"evil",
        b"Launch",
        b"calc",
        b"inner",
        b"Smith",
        b"t.example",
        b"secret",
        b"Maker",
    ):
        assert gone not in left, gone
    root_keys = set(made.pdf.Root.keys())
    assert root_keys == {"/Type", "/Pages", "/Version"}
    assert "of the source: JavaScript present, not run" in made.remarks


def test_an_owner_password_is_dropped_and_said(tmp_path: Path) -> None:
    source = tmp_path / "locked.pdf"
    with pikepdf.open(Path("fixtures/bad/attachment.pdf")) as pdf:
        permissions = pikepdf.Permissions(extract=False)
        pdf.save(source, encryption=pikepdf.Encryption(owner="hers", user="", allow=permissions))
    made = Made(source.read_bytes(), tmp_path)
    assert not made.pdf.is_encrypted
    assert any("restricted permissions (copying)" in remark for remark in made.remarks)


def test_layers_that_show_are_made_part_of_the_page(tmp_path: Path) -> None:
    made = Made(layered(b"/ON [30 0 R]"), tmp_path)
    assert "On a layer" in made.text()
    assert b"/OCG" not in made.everything
    assert made.remarks == ("layers made part of the pages",)


@pytest.mark.parametrize(
    ("state", "usage"),
    [
        (b"/OFF [30 0 R]", b""),
        (b"/BaseState /OFF", b""),
        (b"/ON [30 0 R]", b"/Usage << /Print << /PrintState /OFF >> >>"),
    ],
)
def test_layers_that_may_hide_are_for_a_person(tmp_path: Path, state: bytes, usage: bytes) -> None:
    made = Made(layered(state, usage), tmp_path)
    assert made.held is HeldFor.LAYERS
    assert "Page 1" in made.problem


def test_a_hidden_layer_on_another_page_holds_nothing(tmp_path: Path) -> None:
    objects = with_root(plain("One", "Two"), b"/OCProperties << /OCGs [30 0 R] /D << /OFF [30 0 R] >> >>")
    objects[6] = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 7 0 R "
        b"/Resources << /Font << /F1 3 0 R >> /Properties << /L1 30 0 R >> >> >>"
    )
    objects[30] = b"<< /Type /OCG /Name (Overlay) >>"
    assert Made(raw_pdf(objects), tmp_path, pages=(1,)).held is None
    assert Made(raw_pdf(objects), tmp_path, pages=(2,)).held is HeldFor.LAYERS
