"""Locked, damaged, empty and lying PDFs: one line with a way out, or an honest gap; never a silent loss."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from extractors.errors import Reason, SetAsideError
from extractors.pages import Layer
from extractors.readers import pdf_open
from extractors.readers.pdf import read_pdf
from extractors.reading_options import ReadingOptions
from tests.extractors.readers.made_pdf import NO_OCR, changed, drawn, lines, read, source

THREE = drawn(lines("page one"), lines("page two"), lines("page three"))


def refusal(folder: Path, content: bytes) -> SetAsideError:
    with pytest.raises(SetAsideError) as caught:
        read(folder, content)
    return caught.value


def test_an_empty_file(tmp_path: Path) -> None:
    error = refusal(tmp_path, b"")
    assert error.reason is Reason.EMPTY
    assert str(error) == "made.pdf is empty (0 bytes). Ask the sender to send the file again."


def test_a_header_and_nothing_else(tmp_path: Path) -> None:
    error = refusal(tmp_path, b"%PDF-1.7\n%%EOF\n")
    assert error.reason is Reason.EMPTY
    assert error.problem == "made.pdf has a PDF header and nothing after it."


def test_a_pdf_without_pages(tmp_path: Path) -> None:
    def drop(pdf: pikepdf.Pdf) -> None:
        while pdf.pages:
            del pdf.pages[0]

    error = refusal(tmp_path, changed(THREE, drop))
    assert error.reason is Reason.EMPTY
    assert str(error) == "made.pdf is a PDF without pages. Ask the sender to send the file again."


@pytest.mark.parametrize("revision", [3, 4, 6])
def test_a_password_is_asked_for(tmp_path: Path, revision: Literal[3, 4, 6]) -> None:
    modern = revision > 3
    lock = pikepdf.Encryption(user="sesame", owner="boss", R=revision, aes=modern, metadata=modern)
    error = refusal(tmp_path, changed(THREE, lambda pdf: None, encryption=lock))
    assert error.reason is Reason.ENCRYPTED
    assert str(error) == (
        "made.pdf needs a password to open. "
        "Ask the sender for the password, save a copy without it, and add that copy."
    )


def test_restrictions_without_a_password_are_read_and_told(tmp_path: Path) -> None:
    lock = pikepdf.Encryption(user="", owner="boss", allow=pikepdf.Permissions(extract=False))
    document = read(tmp_path, changed(THREE, lambda pdf: None, encryption=lock))
    assert [p.text for p in document.pages] == ["page one", "page two", "page three"]
    assert document.remarks == ("restricted permissions (copying)",)


@pytest.mark.parametrize("content", [b"not a pdf at all " * 200, b"%PDF-1.4\n" + b"\x00\xff" * 5000])
def test_garbage_is_damaged(tmp_path: Path, content: bytes) -> None:
    error = refusal(tmp_path, content)
    assert error.reason is Reason.DAMAGED
    assert str(error) == (
        "made.pdf cannot be opened as a PDF, and repairing it failed. "
        "Ask the sender to send the file again, or print it to a new PDF and add that."
    )


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_cut_short_is_read_as_far_as_it_goes_or_refused(tmp_path: Path, share: float) -> None:
    content = THREE[: int(len(THREE) * share)]
    path = tmp_path / "made.pdf"
    path.write_bytes(content)
    refused: Reason | None = None
    try:
        document = read_pdf(path, source(), NO_OCR)
    except SetAsideError as error:
        refused = error.reason
    else:
        accounted = {u.page for u in document.unread}
        assert document.pages
        assert all(p.text or p.number in accounted or p.marks for p in document.pages)
    assert refused in (None, Reason.DAMAGED)


def test_a_broken_cross_reference_is_repaired(tmp_path: Path) -> None:
    content = re.sub(rb"startxref\s+\d+", b"startxref\n9999999", THREE)
    assert [p.text for p in read(tmp_path, content).pages] == ["page one", "page two", "page three"]


def test_a_page_count_that_lies_is_corrected_by_the_second_reader(tmp_path: Path) -> None:
    content = re.sub(rb"/Count 3", b"/Count 1", THREE)
    assert content != THREE
    document = read(tmp_path, content)
    assert [p.text for p in document.pages] == ["page one", "page two", "page three"]


def test_a_page_that_cannot_be_loaded_costs_that_page(tmp_path: Path) -> None:
    def break_second(pdf: pikepdf.Pdf) -> None:
        kids = pdf.Root.Pages.Kids
        kids[1] = pdf.make_indirect(Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 0, 0]), Parent=42))

    document = read(tmp_path, changed(THREE, break_second))
    assert [p.number for p in document.pages] == [1, 2, 3]
    assert (document.pages[0].text, document.pages[2].text) == ("page one", "page three")
    second = document.pages[1]
    assert second.layer is Layer.NONE
    assert second.marks


def test_a_damaged_content_stream_spares_its_neighbours(tmp_path: Path) -> None:
    def break_second(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].Contents = pdf.make_stream(b"\x00garbage \xff BT (unfinished")

    document = read(tmp_path, changed(THREE, break_second))
    assert [p.text for p in document.pages] == ["page one", "", "page three"]


def test_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_open, "MAX_PAGES", 2)
    error = refusal(tmp_path, THREE)
    assert error.reason is Reason.OVERSIZED
    assert error.problem == "made.pdf has 3 pages, more than the 2 read from one file."


def test_what_could_act_is_named_and_never_run(tmp_path: Path) -> None:
    def arm(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        launch = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9])
        launch.A = Dictionary(S=Name.Launch, F="calc.exe")
        pdf.pages[0].Annots = Array([launch])
        pdf.attachments["wage loss.xlsx"] = b"cells"

    document = read(tmp_path, changed(THREE, arm))
    assert document.remarks == (
        "JavaScript present, not run",
        "an action that starts another program is present, not run",
        "1 embedded file, not opened",
    )
    assert [(u.page, u.reason) for u in document.unread] == [
        (None, "The embedded file 'wage loss.xlsx' is not opened.")
    ]


def test_a_dynamic_form_is_reported(tmp_path: Path) -> None:
    def make_dynamic(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm = Dictionary(XFA=pdf.make_stream(b"<xdp/>"), Fields=Array([]))
        pdf.Root.NeedsRendering = True

    document = read(tmp_path, changed(drawn(lines("Please wait...")), make_dynamic))
    assert "an XFA form is present; only what its pages show is read" in document.remarks
    assert document.unread[0].remedy == "Open it in Acrobat, print it to a new PDF, and add that."


def test_a_layer_that_is_switched_off_is_not_read(tmp_path: Path) -> None:
    def hide(pdf: pikepdf.Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="notes"))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
        page = pdf.pages[0]
        page.Resources.Properties = Dictionary(MC0=group)
        page.contents_add(b"/OC /MC0 BDC BT /F1 12 Tf 72 500 Td (switched off) Tj ET EMC")

    page = read(tmp_path, changed(drawn(lines("switched on")), hide)).pages[0]
    assert page.text == "switched on"
    assert any("cannot be seen" in mark for mark in page.marks)


@pytest.mark.parametrize("box", [[0, 0, 200000, 200000], [100, 100, 100, 100], [700, 800, 10, 10]])
def test_absurd_page_sizes_do_not_stop_the_file(tmp_path: Path, box: list[int]) -> None:
    def resize(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj.MediaBox = Array(box)

    document = read(tmp_path, changed(THREE, resize))
    assert len(document.pages) == 3
    assert (document.pages[0].text, document.pages[2].text) == ("page one", "page three")
    assert document.pages[1].text == "page two" or document.pages[1].marks


def test_a_page_that_needs_ocr_is_listed_when_ocr_is_off(tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    scan = drawn(lambda c: c.drawImage(ImageReader(Image.new("L", (85, 110), 200)), 0, 0, 612, 792))
    document = read(tmp_path, scan, ReadingOptions(ocr=False))
    assert document.pages[0].layer is Layer.NONE
    assert document.unread[0].page == 1
    assert document.unread[0].remedy == "Run again with OCR on."




def test_a_page_with_absurdly_many_words_and_rules_stays_quick(tmp_path: Path) -> None:
    def flood(canvas: Canvas) -> None:
        for i in range(2_000):
            canvas.line(10, 5 + i * 0.39, 600, 5 + i * 0.39)
        for i in range(12_000):
            canvas.setFont("Helvetica", 2 + i % 7)
            canvas.drawString((i * 37) % 600, (i * 53) % 780, f"w{i}")

    content = drawn(flood)
    started = time.process_time()
    page = read(tmp_path, content).pages[0]
    assert time.process_time() - started < 10
    assert len(page.words) > 8_000
