"""Files without pages of their own made into pages: pictures, text, mails, Word."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from extractors.pages import Layer
from pipelines.exhibits.copies import HeldFor
from pipelines.exhibits.jpeg_file import TornError, without_notes
from pipelines.exhibits.typeset import Sheet, TooLongError, typeset
from tests.pipelines.exhibits.made_copies import Made, read_words

LIBREOFFICE = any(shutil.which(program) for program in ("soffice", "libreoffice"))


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def quarters(mode: str = "RGB") -> Image.Image:
    """Upper left quarter red, the rest white."""
    image = Image.new("RGB", (80, 40), "white")
    image.paste((200, 0, 0), (0, 0, 40, 20))
    return image.convert(mode)


def pixels(made: Made) -> Image.Image:
    image = made.pdf.pages[0].obj.Resources.XObject.Picture
    assert isinstance(image, pikepdf.Stream)
    return pikepdf.PdfImage(image).as_pil_image()


def dark_corner(made: Made) -> tuple[bool, bool]:
    """Whether the marked quarter is left, and whether it is at the top, as displayed."""
    shown = pdfium.PdfDocument(made.path)[0].render(scale=2).to_pil().convert("RGB")
    red = [
        (x, y) for x in range(0, shown.width, 4) for y in range(0, shown.height, 4)
        if shown.getpixel((x, y))[1] < 100
    ]  # fmt: skip
    assert red
    x, y = (sum(v) / len(red) for v in zip(*red, strict=True))
    return x < shown.width / 2, y < shown.height / 2


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "P", "CMYK"])
def test_a_picture_keeps_every_pixel(tmp_path: Path, mode: str) -> None:
    image = quarters(mode)
    made = Made(encoded(image, "TIFF", dpi=(200, 200)), tmp_path, "scan.tif")
    assert pixels(made).convert("RGB").tobytes() == image.convert("RGB").tobytes()
    assert (made.pages[0].width, made.pages[0].height) == pytest.approx((28.8, 14.4), abs=0.1)
    assert dark_corner(made) == (True, True)


def test_deep_grey_keeps_its_depth(tmp_path: Path) -> None:
    deep = Image.new("I;16", (8, 8), 12345)
    made = Made(encoded(deep, "PNG"), tmp_path, "x-ray.png")
    image = made.pdf.pages[0].obj.Resources.XObject.Picture
    assert image.BitsPerComponent == 16
    assert image.read_bytes()[:2] == (12345).to_bytes(2, "big")


def test_what_shows_through_lies_on_white(tmp_path: Path) -> None:
    made = Made(encoded(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG"), tmp_path, "clear.png")
    assert pixels(made).convert("RGB").getpixel((3, 3)) == (255, 255, 255)


def test_a_jpeg_keeps_its_own_bytes_without_the_cameras_notes(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker of the camera"
    data = encoded(quarters(), "JPEG", exif=exif, comment=b"kitchen of the client")
    made = Made(data + b"a film behind the picture", tmp_path, "photo.jpg")
    stored = made.pdf.pages[0].obj.Resources.XObject.Picture.read_raw_bytes()
    for gone in (b"Maker of the camera", b"kitchen", b"film"):
        assert gone not in stored
    again = Image.open(io.BytesIO(stored)).convert("RGB")
    assert again.tobytes() == Image.open(io.BytesIO(data)).convert("RGB").tobytes()


@pytest.mark.parametrize(
    ("turn", "corner"),
    [
        (1, (True, True)), (2, (False, True)), (3, (False, False)), (4, (True, False)),
        (5, (True, True)), (6, (False, True)), (7, (False, False)), (8, (True, False)),
    ],
)  # fmt: skip
def test_a_photo_is_turned_as_the_camera_says(tmp_path: Path, turn: int, corner: tuple[bool, bool]) -> None:
    exif = Image.Exif()
    exif[274] = turn
    made = Made(encoded(quarters(), "JPEG", exif=exif), tmp_path, "photo.jpg")
    assert dark_corner(made) == corner
    assert (made.pages[0].width > made.pages[0].height) is (turn < 5)


def test_a_large_picture_is_made_to_fit_letter(tmp_path: Path) -> None:
    made = Made(encoded(Image.new("L", (2550, 4200), 255), "PNG", dpi=(300, 300)), tmp_path, "legal.png")
    assert (made.pages[0].width, made.pages[0].height) == pytest.approx((480.86, 792), abs=0.1)
    assert "pages made smaller to fit letter paper: 1" in made.remarks


def test_every_frame_is_a_page_and_searchable(tmp_path: Path) -> None:
    frames = [Image.new("L", (850, 1100), 255 - n) for n in range(3)]
    written = io.BytesIO()
    frames[0].save(written, "TIFF", save_all=True, append_images=frames[1:], dpi=(100, 100))
    words = read_words(("Discharge", 72, 90, 150, 104))
    made = Made(written.getvalue(), tmp_path, "fax.tif", words=(words,), page_count=3)
    assert [p.text_layer for p in made.pages] == [Layer.OCR.value, Layer.NONE.value, Layer.NONE.value]
    assert made.text(1) == "Discharge"


def test_half_a_jpeg_is_torn() -> None:
    data = encoded(quarters(), "JPEG")
    assert without_notes(data).endswith(b"\xff\xd9")
    for end in (3, 30, len(data) - 2):
        with pytest.raises(TornError):
            without_notes(data[:end])
    with pytest.raises(TornError):
        without_notes(b"\x89PNG")


def test_a_text_files_pages_are_those_that_are_cited(tmp_path: Path) -> None:
    lines = [f"Line {n} of the note" for n in range(1, 151)]
    made = Made("\n".join(lines).encode(), tmp_path, "note.txt")
    assert len(made.pages) == 3
    assert made.text(2).splitlines()[0] == "Line 61 of the note"
    assert {(p.width, p.height) for p in made.pages} == {(612, 792)}
    assert made.second_text(3).splitlines()[-1] == "Line 150 of the note"


def test_values_with_commas_keep_all_of_them(tmp_path: Path) -> None:
    made = Made(b'date,amount,note\n03/04/2023,"1,204.50",=1+1\n', tmp_path, "ledger.csv")
    assert '03/04/2023,"1,204.50",=1+1' in made.text()


def test_a_mail_prints_headers_text_and_what_was_attached(tmp_path: Path) -> None:
    mail = (
        b"From: A. Quimby <a@clinic.example>\r\nTo: Records <r@firm.example>\r\n"
        b"Date: Mon, 6 Mar 2023 10:00:00 -0600\r\nSubject: Records of the visit\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nThe records are attached.\r\n"
        b"--b\r\nContent-Type: application/pdf\r\n"
        b"Content-Disposition: attachment; filename=visit.pdf\r\n\r\n%PDF-1.4\r\n--b--\r\n"
    )
    text = Made(mail, tmp_path, "mail.eml").text()
    for said in (
        "From: A. Quimby",
        "Subject: Records of the visit",
        "Attachment: visit.pdf",
        "are attached.",
    ):
        assert said in text


def test_characters_the_font_lacks_hold_a_text(tmp_path: Path) -> None:
    made = Made("Fine \U0001f600".encode(), tmp_path, "chat.txt")
    assert made.held is HeldFor.UNSUPPORTED
    assert "Page 1" in made.problem


def test_a_text_is_made_to_fit_its_sheet_or_refused() -> None:
    with pytest.raises(TooLongError):
        typeset([Sheet("word " * 4_000, 100, 100, 5, 10)])
    pdf = typeset([Sheet("word " * 40, 100, 100, 5, 10)])
    written = io.BytesIO()
    pdf.save(written)
    page = pdfium.PdfDocument(written.getvalue())[0].get_textpage()
    assert page.get_text_range().count("word") == 40
    assert page.get_text_range().count("word") == page.get_text_bounded().count("word")


def test_a_word_longer_than_the_line_is_cut_not_lost() -> None:
    pdf = typeset([Sheet("x" * 200 + " end", 100, 200, 5, 10)])
    written = io.BytesIO()
    pdf.save(written)
    text = pdfium.PdfDocument(written.getvalue())[0].get_textpage().get_text_range()
    assert "".join(text.split()) == "x" * 200 + "end"


def word_file(folder: Path, body: str, relations: str = "") -> bytes:
    """A Word file with this XML in its body."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}'
        "</Relationships>",
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>",
    }
    path = folder / "made.docx"
    with zipfile.ZipFile(path, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return path.read_bytes()


def paragraph(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE \\@ "M/d/yyyy" </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3/4/2019</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


@pytest.mark.skipif(not LIBREOFFICE, reason="LibreOffice is not installed")
def test_a_word_file_is_printed_and_dates_itself_never(tmp_path: Path) -> None:
    simple = '<w:fldSimple w:instr=" TIME "><w:r><w:t>04:05</w:t></w:r></w:fldSimple>'
    body = paragraph("<w:r><w:t>Letter of the clinic</w:t></w:r>" + FIELD) + paragraph(simple)
    data = word_file(tmp_path, body)
    made = Made(data, tmp_path, "letter.docx")
    assert "Letter of the clinic3/4/2019" in made.text()
    assert "04:05" in made.text()
    assert made.path.read_bytes() == Made(data, tmp_path, "again.docx").path.read_bytes()
    assert any("LibreOffice" in remark for remark in made.remarks)


@pytest.mark.skipif(not LIBREOFFICE, reason="LibreOffice is not installed")
def test_a_word_file_that_draws_on_something_outside_is_held(tmp_path: Path) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    picture = (
        f'<Relationship Id="r9" Type="{office}/image" Target="http://t.example/x" TargetMode="External"/>'
    )
    template = (
        f'<Relationship Id="r9" Type="{office}/attachedTemplate" Target="file:///n" TargetMode="External"/>'
    )
    body = paragraph("<w:r><w:t>Text</w:t></w:r>")
    assert Made(word_file(tmp_path, body, picture), tmp_path, "a.docx").held is HeldFor.UNSAFE
    assert Made(word_file(tmp_path, body, template), tmp_path, "b.docx").held is None
    fetching = FIELD.replace("DATE", "INCLUDEPICTURE")
    assert Made(word_file(tmp_path, paragraph(fetching)), tmp_path, "c.docx").held is HeldFor.UNSAFE


def test_without_libreoffice_a_word_file_is_held_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    made = Made(word_file(tmp_path, paragraph("<w:r><w:t>Text</w:t></w:r>")), tmp_path, "a.docx")
    assert made.held is HeldFor.NO_CONVERTER
    assert "not installed" in made.problem
    assert "print it to PDF" in made.remedy
