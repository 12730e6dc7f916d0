"""Scanned PDF pages: read from the image, checked against the hidden layer, upright however they lie.

Few and small: each page costs a second.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from extractors.errors import UsageError
from extractors.pages import CONFIDENCE_FLOOR, Layer
from extractors.readers.pdf_page import DISAGREES
from extractors.reading_options import ReadingOptions
from tests.extractors.readers.made_pdf import NOTE, PRINT, first_page, read, scanned, sheet

OCR = ReadingOptions(tesseract=False)
TEXT = "\n".join(" ".join(line.split()) for line in NOTE)


def test_a_scan_is_read_and_its_words_stand_on_their_ink(tmp_path: Path) -> None:
    page = first_page(tmp_path, scanned(sheet()), OCR)
    assert page.text == TEXT
    assert page.layer is Layer.OCR
    assert page.marks == ()
    assert page.confidence is not None
    assert page.confidence > CONFIDENCE_FLOOR
    date = page.box_of(page.text.index("09/21"), page.text.index("09/21") + 10)
    assert date is not None
    left = 72 + PRINT.getlength("Date of service: ") * 72 / 150
    assert date.x0 == pytest.approx(left, abs=3)
    assert date.x1 == pytest.approx(left + PRINT.getlength("09/21/2016") * 72 / 150, abs=3)
    assert date.top == pytest.approx(72 * 4 / 3, abs=4)  # one inch and a line down
    assert date.bottom == pytest.approx(72 * 1.5, abs=4)


def test_a_hidden_layer_that_agrees_leaves_no_mark(tmp_path: Path) -> None:
    page = first_page(tmp_path, scanned(sheet(), hidden=NOTE), OCR)
    assert page.text == TEXT
    assert page.marks == ()


def test_a_hidden_layer_that_lies_is_dropped_and_marked(tmp_path: Path) -> None:
    lying = (NOTE[0], "Date of service: 01/01/2001", *NOTE[2:])
    page = first_page(tmp_path, scanned(sheet(), hidden=lying), OCR)
    assert page.text == TEXT
    assert page.marks == (DISAGREES,)


def test_print_over_a_scan_is_taken_as_printed_and_not_read_twice(tmp_path: Path) -> None:
    page = first_page(tmp_path, scanned(sheet(), over=["KESTREL 000123"]), OCR)
    assert page.text == f"{TEXT}\nKESTREL 000123"
    assert [w.confidence is None for w in page.words[-2:]] == [True, True]
    assert page.words[0].confidence is not None
    assert page.layer is Layer.OCR


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_scans_are_read_in_place(tmp_path: Path, turn: int) -> None:
    image = sheet()
    turned = image.rotate(-turn, expand=True, fillcolor=255)
    if turn != 180:  # a landscape sheet laid on a portrait page, as a feeder does it
        turned = turned.resize(image.size)
    page = first_page(tmp_path, scanned(turned), OCR)
    assert page.text == TEXT
    assert page.marks == (f"read at {turn}°",)
    box = page.words[0].box
    assert (box.bottom - box.top > box.x1 - box.x0) == (turn != 180)


def test_a_slanted_scan_keeps_its_rows(tmp_path: Path) -> None:
    ledger = ("03/01/2016   99203   Office visit   285.00", "03/08/2016   97110   Exercise   90.00")
    slanted = sheet(ledger).rotate(2.5, fillcolor=255, resample=Image.Resampling.BICUBIC)
    page = first_page(tmp_path, scanned(slanted), OCR)
    assert page.text.split("\n") == [" ".join(line.split()) for line in ledger]


def test_blank_and_wordless_scans_are_told_apart(tmp_path: Path) -> None:
    blank = Image.new("L", (850, 1100), 250)
    picture = Image.radial_gradient("L").resize((850, 1100))
    pages = [first_page(tmp_path, scanned(image), OCR) for image in (blank, picture)]
    assert [p.layer for p in pages] == [Layer.NONE, Layer.NONE]
    assert [p.marks for p in pages] == [("blank",), ("no text in the image",)]


def test_without_ocr_a_hidden_layer_is_used_as_doubtful(tmp_path: Path) -> None:
    document = read(tmp_path, scanned(sheet(), hidden=NOTE), ReadingOptions(ocr=False))
    page = document.pages[0]
    assert page.text == TEXT
    assert page.confidence is not None
    assert page.confidence < CONFIDENCE_FLOOR
    assert "hidden text layer not compared with the image" in page.marks
    assert document.unread[0].page == 1


def test_a_second_reader_that_is_required_must_be_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="Tesseract is asked for"):
        read(tmp_path, scanned(sheet()), ReadingOptions(tesseract=True))


def test_a_second_reader_that_differs_lowers_confidence_and_leaves_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = tmp_path / "answer.tsv"
    heading = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    readings = ("03/14/1981", "09/27/2016", "$1,234.56")  # the lines with figures; the second differs
    rows = (f"5\t1\t1\t1\t{i}\t1\t24\t{24 + 72 * i}\t50\t48\t91\t{r}" for i, r in enumerate(readings))
    answer.write_text("\n".join((heading, *rows)), encoding="utf-8")
    program = tmp_path / "tesseract"
    program.write_text(f"#!/bin/sh\ncat >/dev/null\ncat '{answer}'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    page = first_page(tmp_path, scanned(sheet()), ReadingOptions(tesseract=True))
    assert page.text == TEXT
    assert page.marks == ("two readers differ on 1 line",)
    doubtful = {w.text for w in page.words if w.confidence is not None and w.confidence < CONFIDENCE_FLOOR}
    assert doubtful == {"Date", "of", "service:", "09/21/2016"}
