"""Native PDF text: every printed word, at its place, in reading order, and nothing nobody can see."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractors.pages import Box, Layer
from extractors.readers.pdf_page import not_language
from extractors.readers.placed import PlacedWord
from extractors.reading_options import ReadingOptions
from tests.extractors.readers.made_pdf import LETTER, changed, drawn, first_page, lines, read

LEFT = (
    "The patient was seen in follow up for persistent",
    "low back pain after the collision. He reports that",
    "the pain spreads to the left leg, is worse when he",
    "sits, and improves when he lies down. There is no",
    "weakness and no change of bowel or bladder habit.",
    "He has not worked since the day of the accident.",
)
RIGHT = (
    "Imaging was reviewed with the patient and shows",
    "a broad based disc protrusion at the lower lumbar",
    "level with mild narrowing. We discussed injections,",
    "therapy and surgery, and he wishes to continue with",
    "conservative care for now. He will return in four",
    "weeks, or sooner if the leg becomes weak or numb.",
)


def both(left: tuple[str, ...], right: tuple[str, ...], drop: float = 0) -> bytes:
    def draw(canvas: Canvas) -> None:
        lines(*left, left=60)(canvas)
        lines(*right, left=330, top=720 - drop)(canvas)

    return drawn(draw)


@pytest.mark.parametrize("drop", [0, 5, 9])
def test_prose_in_two_columns_is_read_by_column(tmp_path: Path, drop: float) -> None:
    page = first_page(tmp_path, both(LEFT, RIGHT, drop))
    assert page.text.split("\n") == [*LEFT, *RIGHT]


def test_a_heading_over_columns_stays_above_them(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        lines("Patient: Orla Kestrel", "MRN: 4471", left=60, top=760)(canvas)
        lines("DOB: 03/14/1981", "Visit: 09/21/2016", left=330, top=760)(canvas)
        lines(*LEFT, left=60, top=700)(canvas)
        lines(*RIGHT, left=330, top=700)(canvas)

    expected = ["Patient: Orla Kestrel DOB: 03/14/1981", "MRN: 4471 Visit: 09/21/2016", *LEFT, *RIGHT]
    assert first_page(tmp_path, drawn(draw)).text.split("\n") == expected


def test_ledger_rows_stay_whole_across_wide_gaps(tmp_path: Path) -> None:
    rows = [
        ("03/01/2016", "99203", "Office visit, new patient", "285.00"),
        ("03/08/2016", "97110", "Therapeutic exercise, each unit", "90.00"),
        ("03/15/2016", "97140", "Manual therapy, each unit", "85.00"),
        ("03/22/2016", "72148", "MRI lumbar spine without contrast", "1,450.00"),
        ("03/29/2016", "99213", "Office visit, established patient", "145.00"),
    ]

    def draw(canvas: Canvas) -> None:
        for column, left in enumerate((60, 160, 240, 520)):
            lines(*(row[column] for row in rows), left=left)(canvas)

    assert first_page(tmp_path, drawn(draw)).text.split("\n") == [" ".join(row) for row in rows]


def test_label_rows_stay_above_value_rows(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for left, label, value in ((60, "DATE OF VISIT", "Sep 21, 2016"), (240, "PATIENT", "Orla Kestrel")):
            lines(label, value, left=left)(canvas)

    assert first_page(tmp_path, drawn(draw)).text == "DATE OF VISIT PATIENT\nSep 21, 2016 Orla Kestrel"


def test_every_word_is_found_at_its_offset_and_inside_the_page(tmp_path: Path) -> None:
    page = first_page(tmp_path, both(LEFT, RIGHT))
    assert " ".join(w.text for w in page.words) == " ".join(page.text.split())
    for word in page.words:
        assert page.text[word.start : word.end] == word.text
        assert 0 <= word.box.x0 < word.box.x1 <= page.width
        assert 0 <= word.box.top < word.box.bottom <= page.height


PLAIN = drawn(lines("First line of the page", "Second line 01/02/2020"))


@pytest.mark.parametrize(
    ("rotation", "size", "where"),
    [
        (0, LETTER, Box(72, 61, 93, 75)),
        (90, LETTER[::-1], Box(717, 72, 731, 93)),
        (180, LETTER, Box(519, 717, 540, 731)),
        (270, LETTER[::-1], Box(61, 519, 75, 540)),
    ],
)
def test_rotated_pages_read_as_displayed(
    tmp_path: Path, rotation: int, size: tuple[float, float], where: Box
) -> None:
    page = first_page(tmp_path, changed(PLAIN, lambda pdf: pdf.pages[0].rotate(rotation, relative=False)))
    assert page.text == "First line of the page\nSecond line 01/02/2020"
    assert (page.width, page.height) == size
    assert page.words[0].box.as_list() == pytest.approx(where.as_list(), abs=3)


def test_print_turned_on_an_upright_page_reads_too(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(LETTER[0], 0)
        canvas.rotate(90)
        lines("Landscape ledger", "01/02/2020 99213 145.00", top=500)(canvas)

    page = first_page(tmp_path, drawn(draw))
    assert page.text == "Landscape ledger\n01/02/2020 99213 145.00"
    assert page.words[0].box.bottom - page.words[0].box.top > page.words[0].box.x1 - page.words[0].box.x0


def test_boxes_count_from_the_corner_of_the_crop_box(tmp_path: Path) -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = pikepdf.Array([-20, -10, 620, 800])
        pdf.pages[0].obj.CropBox = pikepdf.Array([50, 100, 500, 750])

    page = first_page(tmp_path, changed(PLAIN, crop))
    assert (page.width, page.height) == (450, 650)
    assert page.words[0].box.x0 == pytest.approx(22, abs=0.5)


def test_text_outside_the_visible_page_is_left_out_with_a_mark(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        lines("On the page")(canvas)
        lines("Beside it", left=700)(canvas)

    page = first_page(tmp_path, drawn(draw))
    assert page.text == "On the page"
    assert "text outside the visible page is left out" in page.marks


def test_a_slanted_stamp_is_a_line_of_its_own(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        lines("Please send the complete record of", "the patient named above.")(canvas)
        canvas.translate(150, 690)
        canvas.rotate(12)
        lines("RECEIVED SEPTEMBER 4, 2017", left=0, top=0)(canvas)

    assert first_page(tmp_path, drawn(draw)).text.split("\n") == [
        "Please send the complete record of",
        "the patient named above.",
        "RECEIVED SEPTEMBER 4, 2017",
    ]


def test_text_nobody_can_see_is_left_out_with_a_mark(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        lines("Plain line", "Under the black box")(canvas)
        canvas.rect(70, 700, 200, 16, fill=1, stroke=0)
        canvas.setFillGray(1)
        lines("White on white", top=600)(canvas)
        canvas.setFillColorRGB(0, 0, 0.4)
        canvas.rect(60, 490, 300, 20, fill=1, stroke=0)
        canvas.setFillGray(1)
        lines("White on blue", top=496)(canvas)

    page = first_page(tmp_path, drawn(draw))
    assert page.text == "Plain line\nWhite on blue"
    assert any("cannot be seen" in mark for mark in page.marks)


def test_a_hyphen_at_the_end_of_a_line_is_kept_as_printed(tmp_path: Path) -> None:
    page = first_page(tmp_path, drawn(lines("a follow-", "up visit")))
    assert page.text == "a follow-\nup visit"


def test_a_page_without_anything_on_it_is_blank(tmp_path: Path) -> None:
    document = read(tmp_path, drawn(lines("one"), lambda canvas: None))
    assert [p.layer for p in document.pages] == [Layer.NATIVE, Layer.NONE]
    assert document.pages[1].marks == ("blank",)


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    content = drawn(lines("one"), lines("two"), lines("three"))
    read(tmp_path, content, ReadingOptions(ocr=False, page_done=lambda done, of: told.append((done, of))))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_watermark_one_sees_through_hides_nothing(tmp_path: Path) -> None:
    mark = Image.new("RGBA", (612, 792), (0, 0, 0, 0))
    mark.paste((200, 0, 0, 60), (150, 300, 450, 500))

    def draw(canvas: Canvas) -> None:
        lines("Under the watermark")(canvas)
        canvas.drawImage(ImageReader(mark), 0, 0, *LETTER, mask="auto")

    page = first_page(tmp_path, drawn(draw), ReadingOptions(tesseract=False))
    assert page.text == "Under the watermark"
    assert page.layer is Layer.NATIVE


def test_letters_that_stand_for_others_are_not_believed() -> None:
    def words(text: str) -> list[PlacedWord]:
        return [PlacedWord(w, Box(0, 0, 1, 1)) for w in text.split()]

    consonants = "xklm qwrt zzpf ghjk bvcx nmlk " * 6
    assert not_language(words(consonants))
    assert not_language(words('"#$ %&\' ()* +,/ !!" ##$ ' * 8))
    assert not not_language(words(" ".join(LEFT)))
    assert not not_language(words("03/01/2016 99203 CPT XR L-SPN 2-3 VWS 285.00 " * 5))
    assert not not_language(words("________ ....... " * 20))
    assert not not_language(words("Пациент жалуется на боль в шее после аварии " * 4))


def test_a_letter_told_by_its_rarer_name_is_the_letter(tmp_path: Path) -> None:
    """A font may tell a semicolon as the Greek question mark, which Unicode holds to be the same."""
    spaces = b"1 begincodespacerange <00> <ff> endcodespacerange"

    def rename(pdf: pikepdf.Pdf) -> None:
        (font,) = pdf.pages[0].Resources.Font.values()
        font.ToUnicode = pdf.make_stream(spaces + b" 2 beginbfchar <3b> <037e> <4b> <212a> endbfchar")

    page = first_page(tmp_path, changed(drawn(lines("Keep; Kite")), rename))
    assert page.text == "Keep; Kite"
