"""The displayed page, as PDFium displays it."""

from __future__ import annotations

import itertools
from contextlib import closing
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from extractors.pages import Box
from extractors.readers.pdf_words import geometry_of
from pipelines.exhibits.geometry import Displayed, Edge, displayed, enlarge, settle
from tests.pipelines.exhibits.edge_pages import size_of, write_page

MEDIA = [(0, 0, 612, 792), (-100, -50, 512, 742), (612, 792, 0, 0), (10.5, 20.25, 305.5, 400)]
CROPS = [None, (20, 30, 280, 350), (-500, -500, 2000, 2000), (5000, 5000, 6000, 6000)]
ROTATIONS = [None, 0, 45, 90, 135, 180, 270, 360, 450, -90, -180, -450]


@pytest.mark.parametrize("inherit", [False, True])
@pytest.mark.parametrize(("media", "crop"), list(itertools.product(MEDIA, CROPS)))
def test_a_settled_page_is_displayed_as_it_was(
    tmp_path: Path, media: tuple[float, ...], crop: tuple[float, ...] | None, inherit: bool
) -> None:
    for rotate in ROTATIONS:
        path = write_page(tmp_path / "a.pdf", b"", media, crop, rotate, inherit=inherit)
        with pikepdf.open(path) as pdf:
            view = settle(pdf.pages[0])
            assert view == displayed(pdf.pages[0])
            pdf.save(tmp_path / "b.pdf")
        if crop is None or crop[0] < 5000:
            assert size_of(path) == pytest.approx((view.width, view.height), abs=0.01)
        with closing(pdfium.PdfDocument(tmp_path / "b.pdf")) as pdf_again:
            page = pdf_again[0]
            geometry = geometry_of(page)
            assert (geometry.width, geometry.height) == pytest.approx((view.width, view.height), abs=0.01)
            assert geometry.rotation == view.rotation
            seen = geometry.place(*view.rectangle(Box(10, 20, 40, 30)))
        assert seen.as_list() == pytest.approx([10, 20, 40, 30], abs=0.01)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_go_there_and_back(rotation: int) -> None:
    size = (300.0, 500.0) if rotation in (0, 180) else (500.0, 300.0)
    view = Displayed(size[0] * 2, size[1] * 2, rotation, (-20, 30, 280, 530), 2.0)
    box = Box(7, 11, 90, 60)
    assert view.box(view.rectangle(box)).as_list() == pytest.approx(box.as_list())
    a, b, c, d, e, f = view.matrix
    x, y = 7, view.height - 11
    assert view.rectangle(Box(7, 11, 7, 11))[:2] == pytest.approx((a * x + c * y + e, b * x + d * y + f))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("edge", list(Edge))
def test_a_page_grows_at_the_side_that_is_seen(tmp_path: Path, rotate: int, edge: Edge) -> None:
    path = write_page(tmp_path / "a.pdf", b"", (0, 0, 200, 300), None, rotate, unit=2)
    with pikepdf.open(path) as pdf:
        before = displayed(pdf.pages[0])
        mark = before.rectangle(Box(0, 0, 10, 10))
        after = enlarge(pdf.pages[0], edge, 30)
    sideways = edge in (Edge.LEFT, Edge.RIGHT)
    assert (after.width, after.height) == (before.width + 30 * sideways, before.height + 30 * (not sideways))
    shifted = after.box(mark)
    assert (shifted.x0, shifted.top) == pytest.approx((30 * (edge is Edge.LEFT), 30 * (edge is Edge.TOP)))


@pytest.mark.parametrize("media", [(0, 0, 0, 0), (1, 2, 3), ()])
def test_a_page_without_a_usable_box_is_letter_size(tmp_path: Path, media: tuple[float, ...]) -> None:
    path = write_page(tmp_path / "a.pdf", b"", media)
    with pikepdf.open(path) as pdf:
        view = displayed(pdf.pages[0])
    assert (view.width, view.height) == (612, 792)
    assert size_of(path) == (612, 792)
