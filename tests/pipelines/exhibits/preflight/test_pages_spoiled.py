"""Each fault of a page fails its check and names the page: text, label, numbers, the court's space."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipelines.exhibits.court_profile import Corner, Need, StampZone
from pipelines.exhibits.exhibit_set import ExhibitPage, Outcome
from pipelines.exhibits.preflight.finished import Known, Reviewed
from tests.pipelines.exhibits.preflight import made_filing as filing_made
from tests.pipelines.exhibits.preflight.made_filing import (
    KNOWN,
    ROWS,
    SOURCE,
    Draw,
    Made,
    also,
    label,
    made,
    numbers,
    prose,
    write,
)


def _picture_only(canvas: Canvas) -> None:
    grey = ImageReader(Image.new("L", (200, 260), 170))
    canvas.drawImage(grey, 60, 160, 500, 600)
    numbers(canvas, 3)


def _no_label(canvas: Canvas) -> None:
    prose(canvas)
    numbers(canvas, 4)


def _other_label(canvas: Canvas) -> None:
    prose(canvas)
    label(canvas, "PX-1")
    numbers(canvas, 4)


def _no_bates(canvas: Canvas) -> None:
    prose(canvas)
    write(canvas, 303, 20, "3", 9)


def _other_bates(canvas: Canvas) -> None:
    prose(canvas)
    write(canvas, 500, 20, "MOEN-0000021", 9)
    write(canvas, 303, 20, "3", 9)


def _other_number(canvas: Canvas) -> None:
    prose(canvas)
    write(canvas, 500, 20, "MOEN-000002", 9)
    write(canvas, 303, 20, "13", 9)


def _wrong_index(canvas: Canvas) -> None:
    write(canvas, 250, 700, "Index of Exhibits", 14)
    for y, designation, page in ((640, "PX-1", "2"), (610, "PX-2", "5")):
        write(canvas, 72, y, designation)
        write(canvas, 140, y, "Chart of 4 March 2024")
        write(canvas, 500, y, page)
    write(canvas, 303, 20, "1", 9)


@pytest.mark.parametrize(
    ("id", "draw", "page"),
    [
        ("text", {3: _picture_only}, 3),
        ("label", {4: _no_label}, 4),
        ("label", {4: _other_label}, 4),
        ("bates", {3: _no_bates}, 3),
        ("bates", {3: _other_bates}, 3),
        ("page_numbers", {3: _other_number}, 3),
        ("index_numbers", {1: _wrong_index}, 1),
    ],
)
def test_a_fault_of_a_page_fails_its_check(
    tmp_path: Path, id: str, draw: Mapping[int, Draw], page: int
) -> None:
    check = made(tmp_path, draw).failing()[id]
    assert check.outcome is Outcome.FAIL
    assert (check.file, check.page) == ("volume.pdf", page)


def test_a_picture_passes_once_somebody_looked_at_it(tmp_path: Path) -> None:
    filing = made(tmp_path, {3: _picture_only})
    looked = replace(KNOWN, reviewed={**KNOWN.reviewed, "x1": Reviewed("A. Ruiz", "A. Ruiz")})
    assert "text" not in replace(filing, known=looked).failing()


def test_a_picture_is_not_checked_where_the_court_takes_it(tmp_path: Path) -> None:
    filing = made(tmp_path, {3: _picture_only}).asking(searchable=Need.ACCEPTED)
    assert filing.failing()["text"].outcome is Outcome.NOT_CHECKED


def test_a_blank_page_needs_no_text(tmp_path: Path) -> None:
    assert "text" not in made(tmp_path, {3: lambda canvas: numbers(canvas, 3)}).failing()


def test_pages_that_bear_no_number_need_none(tmp_path: Path) -> None:
    filing = made(tmp_path, {3: _other_number})
    bare = replace(filing, files=(replace(filing.files[0], paginated=False), *filing.files[1:]))
    assert "page_numbers" not in bare.failing()


def _read(filing: Made, confidence: float | None, images: str = "") -> Made:
    page = replace(ROWS[1].pages[0], text_layer="ocr")
    known = Known(
        KNOWN.matter,
        {} if confidence is None else {(SOURCE, page.source_page): confidence},
        {**KNOWN.reviewed, "x2": Reviewed("A. Ruiz", images)},
    )
    return replace(filing, rows=(ROWS[0], replace(ROWS[1], pages=(page,))), known=known)


def test_pages_read_badly_fail_until_somebody_looked(tmp_path: Path) -> None:
    filing = made(tmp_path)
    check = _read(filing, 0.71).failing()["ocr_confidence"]
    assert (check.outcome, check.page, check.designation) == (Outcome.FAIL, 1, "PX-2")
    assert "ocr_confidence" not in _read(filing, 0.96).failing()
    assert "ocr_confidence" not in _read(filing, 0.71, "A. Ruiz").failing()


def test_pages_read_nobody_knows_how_well_are_not_checked(tmp_path: Path) -> None:
    assert _read(made(tmp_path), None).failing()["ocr_confidence"].outcome is Outcome.NOT_CHECKED


def test_footers_are_asked_for_on_every_exhibit_page(tmp_path: Path) -> None:
    def with_footer(designation: str, page: int, of: int) -> Draw:
        return lambda canvas: write(canvas, 240, 34, f"Exhibit {designation}, Page {page} of {of}", 9)

    asked = replace(KNOWN, footers=True)
    places = {2: ("PX-1", 1, 2), 3: ("PX-1", 2, 2), 4: ("PX-2", 1, 1)}
    draw: dict[int, Draw] = {}
    for page, place in places.items():
        draw.update(also(page, with_footer(*place)))
    filing = replace(made(tmp_path, draw), known=asked)
    volume_only = replace(filing, files=filing.files[:1], rows=tuple(replace(r, file="") for r in ROWS))
    assert "footers" not in volume_only.failing()
    wrong = replace(made(tmp_path, {**draw, **also(3, with_footer("PX-1", 1, 2))}), known=asked)
    assert wrong.failing()["footers"].page == 3


def test_the_exhibit_number_stands_beside_the_page_number_where_asked(tmp_path: Path) -> None:
    draw: dict[int, Draw] = {}
    draw.update(also(2, lambda canvas: write(canvas, 250, 20, "PX-1", 9)))
    draw.update(also(4, lambda canvas: write(canvas, 250, 20, "PX-2", 9)))
    check = made(tmp_path, draw).asking(designation_with_page=True).failing()["exhibit_number_on_page"]
    assert (check.file, check.page, check.outcome) == ("volume.pdf", 3, Outcome.FAIL)


_ZONE = StampZone(Corner.UPPER_RIGHT, 216, 216, "first")
_LATER = StampZone(Corner.UPPER_RIGHT, 216, 72, "later")


def test_print_of_ours_in_the_courts_space_fails(tmp_path: Path) -> None:
    frame = also(1, lambda canvas: canvas.rect(500, 700, 50, 50))
    filing = made(tmp_path, frame)
    assert "stamp_zones" not in filing.failing()
    check = filing.asking(stamp_zones=(_ZONE,)).failing()["stamp_zones"]
    assert (check.file, check.page) == ("volume.pdf", 1)


def test_a_stamp_of_ours_in_the_courts_space_of_an_exhibit_page_fails(tmp_path: Path) -> None:
    filing = made(tmp_path, also(3, lambda canvas: write(canvas, 480, 760, "MOEN-000002")))
    check = filing.asking(stamp_zones=(_LATER,)).failing()["stamp_zones"]
    assert (check.page, check.designation) == (3, "PX-1")


def test_what_an_exhibit_bore_before_may_stand_there(tmp_path: Path) -> None:
    filing = made(tmp_path, also(3, lambda canvas: write(canvas, 480, 760, "Page 3 of chart, PX-1")))
    assert "stamp_zones" not in filing.asking(stamp_zones=(_LATER,)).failing()


def test_stamps_that_lie_on_each_other_fail(tmp_path: Path) -> None:
    filing = made(tmp_path, also(3, lambda canvas: write(canvas, 480, 20, "CONFIDENTIAL", 9)))
    rows = (replace(ROWS[0], tier="CONFIDENTIAL"), ROWS[1])
    check = replace(filing, rows=rows).failing()["stamps_apart"]
    assert (check.page, check.designation) == (3, "PX-1")
    apart = made(tmp_path, also(3, lambda canvas: write(canvas, 30, 20, "CONFIDENTIAL", 9)))
    assert "stamps_apart" not in replace(apart, rows=rows).failing()


def test_a_number_of_its_own_that_was_misread_is_not_checked(tmp_path: Path) -> None:
    filing = made(tmp_path, {3: _other_bates})
    pages = tuple(replace(p, text_layer="ocr") for p in ROWS[0].pages)
    known = replace(KNOWN, own_numbers=frozenset({"x1"}), confidences={(SOURCE, 2): 0.97, (SOURCE, 3): 0.97})
    own = replace(filing, rows=(replace(ROWS[0], pages=pages), ROWS[1]), known=known)
    assert own.failing()["bates"].outcome is Outcome.NOT_CHECKED


def test_a_number_of_its_own_may_be_printed_with_a_space(tmp_path: Path) -> None:
    def spaced(canvas: Canvas) -> None:
        prose(canvas)
        write(canvas, 500, 20, "MOEN 000002", 9)
        write(canvas, 303, 20, "3", 9)

    filing = made(tmp_path, {3: spaced})
    assert "bates" in filing.failing()
    known = replace(KNOWN, own_numbers=frozenset({"x1"}))
    assert "bates" not in replace(filing, known=known).failing()


@pytest.mark.parametrize(
    ("second", "told"),
    [("MOEN-000001", "twice"), ("MOEN-000004", "follow"), ("OTHER-000002", "follow"), ("", "index")],
)
def test_bates_numbers_run_on_and_stand_once(tmp_path: Path, second: str, told: str) -> None:
    first, other = ROWS[0].pages
    pages: tuple[ExhibitPage, ...] = (first, replace(other, bates=second))
    filing = replace(made(tmp_path), rows=(replace(ROWS[0], pages=pages), ROWS[1]))
    check = filing.failing()["bates_run"]
    assert check.designation == "PX-1"
    assert told in check.detail


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_numbers_at_the_foot_are_found_on_turned_pages(tmp_path: Path, rotation: int) -> None:
    """The page is drawn turned back, so that what one sees is the same."""

    def turned(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.rotate({90: 90, 180: 180, 270: 270}[rotation])
        x, y = {90: (0, -792), 180: (-612, -792), 270: (-612, 0)}[rotation]
        canvas.translate(x, y)
        filing_made.page_3(canvas)
        canvas.restoreState()

    def turn(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[2].obj
        page.MediaBox = [0, 0, 792, 612] if rotation != 180 else [0, 0, 612, 792]
        page.Rotate = rotation

    filing = made(tmp_path, {3: turned}, turn)
    assert not {"page_numbers", "bates", "paper"} & set(filing.failing())


def _behind_a_tab(filing: Made) -> Made:
    """PX-1 with a tab sheet of ours as its first page."""
    tab = replace(ROWS[0].pages[0], sha256="", source_page=0, bates="", exhibit_page=0)
    second = replace(ROWS[0].pages[1], exhibit_page=1)
    row = replace(ROWS[0], pages=(tab, second), bates_first=second.bates)
    return replace(filing, rows=(row, ROWS[1]), files=filing.files[:1])


def _tab(canvas: Canvas) -> None:
    write(canvas, 250, 500, "EXHIBIT PX-1", 30)
    write(canvas, 303, 20, "2", 9)


def test_behind_a_tab_the_label_stands_on_the_first_page_of_the_exhibit(tmp_path: Path) -> None:
    draw = {2: _tab, **also(3, lambda canvas: label(canvas, "PX-1"))}
    assert "label" not in _behind_a_tab(made(tmp_path, draw)).failing()
    check = _behind_a_tab(made(tmp_path, {2: _tab})).failing()["label"]
    assert (check.page, check.designation) == (3, "PX-1")


def test_a_tab_says_in_its_title_which_exhibit_it_is(tmp_path: Path) -> None:
    foot = dict(also(3, lambda canvas: write(canvas, 250, 20, "PX-1", 9)))
    foot |= also(4, lambda canvas: write(canvas, 250, 20, "PX-2", 9))
    filing = _behind_a_tab(made(tmp_path, {2: _tab, **foot})).asking(designation_with_page=True)
    assert "exhibit_number_on_page" not in filing.failing()
    other = {2: lambda canvas: write(canvas, 303, 20, "2", 9), **foot}
    check = _behind_a_tab(made(tmp_path, other)).asking(designation_with_page=True).failing()
    assert check["exhibit_number_on_page"].page == 2
