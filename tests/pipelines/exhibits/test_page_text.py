"""OCR words over a scan: found by two libraries, each where it was read, however the page is turned."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2 as pdfium
import pytest
from PIL import Image

from extractors.pages import Box, Layer
from extractors.readers.pdf_words import geometry_of, native_text
from fixtures.generator.bad.raw_pdf import raw_pdf
from pipelines.exhibits.copies import ScannedPage
from tests.pipelines.exhibits.made_copies import Made, plain, read_words

WORDS = read_words(
    ("Discharge", 72, 90, 150, 104),
    ("Summary", 158, 90, 220, 104),
    ("03/04/2023", 72, 120, 140, 132),
    ("self-", 420, 700, 450, 712),
    ("Böhm’s", 72, 716, 120, 728),
)


def scan(rotation: int = 0, box: tuple[float, ...] = (0, 0, 612, 792), unit: float = 0) -> bytes:
    """A page that is a grey picture only."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(612, 792))
    page = pdf.pages[0].obj
    image = pdf.make_stream(b"\xdd" * 100)
    image.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=10, Height=10,
        ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
    page.Contents = pdf.make_stream(
        b"2 0 0 2 5 5 cm q 300 0 0 390 0 0 cm /Im Do Q"
    )  # leaves its matrix behind
    page.MediaBox = pikepdf.Array(list(box))
    page.Rotate = rotation
    if unit:
        page.UserUnit = unit
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def found(made: Made) -> dict[str, Box]:
    """Words and boxes as the house's own reader finds them."""
    page = pdfium.PdfDocument(made.path)[0]
    return {w.placed.text: w.placed.box for w in native_text(page.get_textpage(), geometry_of(page)).words}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("box", [(0, 0, 612, 792), (-100, -50, 512, 742)])
def test_words_stand_where_they_were_read(tmp_path: Path, rotation: int, box: tuple[float, ...]) -> None:
    words = WORDS if rotation in (0, 180) else ScannedPage(1, 792, 612, WORDS.words[:3])
    made = Made(scan(rotation, box), tmp_path, words=(words,))
    assert made.pages[0].text_layer == Layer.OCR.value
    assert made.pages[0].remarks == ("searchable by words that OCR read",)
    places = found(made)
    for word in words.words:
        place = places[word.text]
        assert (place.x0, place.x1) == pytest.approx((word.box.x0, word.box.x1), abs=2)
        assert (place.top, place.bottom) == pytest.approx((word.box.top, word.box.bottom), abs=2)
    said = made.second_text().split()
    assert [w for w in said if w in places] == [w.text for w in words.words]
    assert "Discharge Summary" in " ".join(made.text().split())


def test_pypdf_finds_the_words_in_the_same_place(tmp_path: Path) -> None:
    made = Made(scan(), tmp_path, words=(WORDS,))
    starts: dict[str, tuple[float, float]] = {}

    def seen(text: str, around: list[float], matrix: list[float], *_: object) -> None:
        if text.strip():
            x = matrix[4] * around[0] + matrix[5] * around[2] + around[4]
            y = matrix[4] * around[1] + matrix[5] * around[3] + around[5]
            starts.setdefault(text.split()[0], (x, 792 - y))

    pypdf.PdfReader(made.path).pages[0].extract_text(visitor_text=seen)
    x, y = starts["Discharge"]
    assert x == pytest.approx(72, abs=3)
    assert 90 < y < 106


def test_the_page_looks_as_before(tmp_path: Path) -> None:
    made = Made(scan(90), tmp_path, words=(ScannedPage(1, 792, 612, WORDS.words[:3]),))
    before = pdfium.PdfDocument(scan(90))[0].render(scale=1).to_pil()
    after = pdfium.PdfDocument(made.path)[0].render(scale=1).to_pil()
    assert isinstance(before, Image.Image)
    assert before.tobytes() == after.tobytes()


def test_words_of_a_page_of_another_scale_are_scaled(tmp_path: Path) -> None:
    twice = ScannedPage(1, 1224, 1584, read_words(("Twice", 144, 180, 288, 208)).words)
    place = found(Made(scan(), tmp_path, words=(twice,)))["Twice"]
    assert (place.x0, place.x1, place.top) == pytest.approx((72, 144, 90), abs=1.5)


def test_a_page_with_its_own_text_keeps_it(tmp_path: Path) -> None:
    own = read_words(("A", 72, 82, 80, 94), ("visit", 84, 82, 110, 94))
    made = Made(raw_pdf(plain("A visit")), tmp_path, words=(own,))
    assert made.text() == "A visit"
    assert made.pages[0].text_layer == Layer.NATIVE.value
    assert made.pages[0].remarks == ("keeps a text layer of its own, though OCR was trusted more",)


def test_a_scan_with_a_stamp_in_letters_gets_the_words_it_lacks(tmp_path: Path) -> None:
    stamped = read_words(
        ("ABC-000123", 72, 82, 140, 94),
        *((f"word{n}", 72, 200 + 20 * n, 120, 212 + 20 * n) for n in range(5)),
    )
    made = Made(raw_pdf(plain("ABC-000123")), tmp_path, words=(stamped,))
    text = made.text()
    assert text.count("ABC-000123") == 1
    assert all(f"word{n}" in text for n in range(5))
    assert made.pages[0].text_layer == Layer.OCR.value


def test_words_whose_boxes_touch_stay_two_words(tmp_path: Path) -> None:
    touching = read_words(
        ("Rosalind", 72, 90, 120, 102), ("Beckwith", 119.5, 90.4, 170, 102.6), ("4,", 170, 90, 178, 102),
        ("2023", 178, 90, 203, 102), ("next", 72, 103, 95, 115),
    )  # fmt: skip
    made = Made(scan(), tmp_path, words=(touching,))
    said = ["Rosalind", "Beckwith", "4,", "2023", "next"]
    assert made.text().split() == said
    assert made.second_text().split() == said


@pytest.mark.parametrize("down", [True, False])
def test_a_page_scanned_sideways_is_searchable_word_by_word(tmp_path: Path, down: bool) -> None:
    said = ["Date", "Adjusted", "3/27", "L", "Patient", "says", "C5", "stiff", "this", "morning"]
    placed = []
    for number, text in enumerate(said):
        line, at = divmod(number, 5)
        along, across = 60 + 60 * at, 500 - 20 * line if down else 80 + 20 * line
        start = along if down else 700 - along - 6 * len(text)
        placed.append((text, across, start, across + 12, start + 6 * len(text)))
    made = Made(scan(), tmp_path, words=(read_words(*placed),))
    assert made.text().split() == said
    assert made.second_text().split() == said
    places = found(made)
    for text, x0, top, x1, bottom in placed:
        if len(text) > 2:
            assert (places[text].x0, places[text].x1) == pytest.approx((x0, x1), abs=3)
            assert (places[text].top, places[text].bottom) == pytest.approx((top, bottom), abs=3)


def test_a_page_scanned_upside_down_is_searchable_word_by_word(tmp_path: Path) -> None:
    said = ["Date", "Adjusted", "3/27", "L", "Patient", "says", "C5", "stiff", "this", "morning"]
    placed = []
    for number, text in enumerate(said):
        line, at = divmod(number, 5)
        end, top = 560 - 60 * at, 700 - 20 * line
        placed.append((text, end - 6 * len(text), top, end, top + 12))
    made = Made(scan(), tmp_path, words=(read_words(*placed),))
    assert sorted(made.text().split()) == sorted(said)  # PDFium puts such a page into an order of its own
    assert made.second_text().split() == said
    places = found(made)
    assert all(places[text].x1 == pytest.approx(x1, abs=3) for text, _, _, x1, _ in placed if len(text) > 2)


def test_words_that_run_up_the_page_are_turned(tmp_path: Path) -> None:
    up = read_words(("Sideways", 72, 200, 84, 260))
    place = found(Made(scan(), tmp_path, words=(up,)))["Sideways"]
    assert (place.x0, place.top, place.x1, place.bottom) == pytest.approx((72, 200, 84, 260), abs=3)
