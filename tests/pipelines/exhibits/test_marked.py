"""Marks for redaction become regions where a person saw them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from extractors.errors import UsageError
from pipelines.exhibits.marked import UNNAMED, marked_regions
from tests.pipelines.exhibits.made_records import FIRST, SECOND, set_pages


def marked(tmp_path: Path, *marks: Dictionary, page: int = 1, **boxes: object) -> Path:
    """Two pages, of which one bears these marks."""
    path = tmp_path / "marked.pdf"
    with pikepdf.open(io.BytesIO(set_pages([FIRST, SECOND]))) as pdf:
        here = pdf.pages[page - 1].obj
        for key, value in boxes.items():
            here[f"/{key}"] = value
        here["/Annots"] = Array([pdf.make_indirect(mark) for mark in marks])
        pdf.save(path)
    return path


def redact(rect: tuple[float, ...], **entries: Any) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Redact, Rect=Array(rect), **entries)


def test_a_mark_becomes_a_box_from_the_top_left_with_its_reason(tmp_path: Path) -> None:
    path = marked(tmp_path, redact((72, 700, 200, 720), OverlayText=String("Minor's  name")), page=2)
    (region,) = marked_regions(path, "a.pdf")
    assert (region.page, region.box, region.reason) == (2, (72, 72, 200, 92), "Minor's name")


def test_each_quadrilateral_is_a_box_of_its_own(tmp_path: Path) -> None:
    quads = [72, 720, 200, 720, 72, 700, 200, 700, 72, 690, 90, 690, 72, 680, 90, 680]
    path = marked(tmp_path, redact((0, 0, 612, 792), QuadPoints=Array(quads)))
    regions = marked_regions(path, "a.pdf")
    assert [r.box for r in regions] == [(72, 72, 200, 92), (72, 102, 90, 112)]
    assert {r.reason for r in regions} == {UNNAMED}


def test_quadrilaterals_that_cannot_be_read_leave_the_rectangle(tmp_path: Path) -> None:
    path = marked(tmp_path, redact((72, 700, 200, 720), QuadPoints=Array([1, 2, 3])))
    assert [r.box for r in marked_regions(path, "a.pdf")] == [(72, 72, 200, 92)]


@pytest.mark.parametrize(
    ("turn", "box"),
    [(90, (90, 22, 110, 72)), (180, (540, 90, 590, 110)), (270, (682, 540, 702, 590))],
)
def test_turned_and_cropped_pages_are_met_as_displayed(
    tmp_path: Path, turn: int, box: tuple[float, ...]
) -> None:
    mark = redact((72, 100, 122, 120))
    path = marked(
        tmp_path, mark, Rotate=turn, CropBox=Array([50, 10, 662, 802]), MediaBox=Array([0, 0, 700, 900])
    )
    assert marked_regions(path, "a.pdf")[0].box == box


def test_other_annotations_are_no_marks(tmp_path: Path) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([72, 700, 200, 720]))
    assert marked_regions(marked(tmp_path, note), "a.pdf") == ()


@pytest.mark.parametrize("rect", [(700, 900, 800, 950), (72, 700, 72, 700), (1, 2, 3)])
def test_a_mark_without_a_place_is_refused(tmp_path: Path, rect: tuple[float, ...]) -> None:
    with pytest.raises(UsageError, match=r"a\.pdf has a redaction mark on page 1 that covers nothing"):
        marked_regions(marked(tmp_path, redact(rect)), "a.pdf")


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"not a PDF")
    with pytest.raises(UsageError, match="cannot be opened"):
        marked_regions(path, "a.pdf")
