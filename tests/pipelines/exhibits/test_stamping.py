"""Stamps on pages at the edges of the format: found where they were put, and nothing else changed."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest

from extractors.pages import Box
from pipelines.exhibits.court_profile import Corner, StampZone
from pipelines.exhibits.exhibit_set import Placed
from pipelines.exhibits.geometry import displayed
from pipelines.exhibits.stamping import DRAFT, StampResult, mark_draft, stamp_exhibit
from tests.pipelines.exhibits.edge_pages import (
    PROFILE,
    Image,
    found,
    inside,
    job_for,
    picture,
    size_of,
    words_at,
    words_on,
    write_page,
)

ROTATIONS = (None, 0, 90, 180, 270, -90, 450)
BOXES: dict[str, dict[str, Any]] = {
    "letter": {},
    "negative": {"media": (-306, -396, 306, 396)},
    "offset": {"media": (100, 200, 712, 992)},
    "turned corners": {"media": (612, 792, 0, 0)},
    "cropped": {"media": (0, 0, 700, 900), "crop": (44, 54, 656, 846)},
    "crop over media": {"media": (0, 0, 612, 792), "crop": (-50, -60, 700, 850)},
    "crop beside media": {"media": (0, 0, 612, 792), "crop": (1000, 1000, 1200, 1300)},
    "inherited": {"inherit": True},
    "inherited and cropped": {"inherit": True, "media": (0, 0, 700, 900), "crop": (44, 54, 656, 846)},
    "landscape": {"media": (0, 0, 792, 612)},
    "legal": {"media": (0, 0, 612, 1008)},
    "tiny": {"media": (0, 0, 144, 144)},
    "fractions": {"media": (0.37, 0.21, 595.28, 841.89)},
    "in units of two": {"media": (0, 0, 306, 396), "unit": 2},
}
CONTENTS = {
    "balanced": b"q 0.9 0 0 0.9 0 0 cm\n%s\nQ",
    "no state kept": b"0.9 0 0 0.9 5 5 cm 1 0 0 rg\n%s",
    "open q": b"q 0.5 0 0 0.5 20 20 cm q\n%s",
    "open text": b"%s\nBT /F1 12 Tf 3 Tr",
    "too many Q": b"1 0 0 RG Q Q\n%s",
    "open string": b"%s\n(abc",
}


def _check(source: Path, out: Path, result: StampResult) -> None:
    """Every stamp is found in its box on a page of the size told."""
    for number, page in enumerate(result.pages):
        assert size_of(out, number) == pytest.approx((page.width, page.height), abs=0.01)
    assert result.printed
    for text in result.printed:
        places = list(found(out, text.page - 1, text.text))
        assert any(inside(place, text.box) for place in places), (text, places)
        page = result.pages[text.page - 1]
        assert inside(text.box, Box(0, 0, page.width, page.height), 0)


def _unchanged(before: Image, after: Image, result: StampResult, shift: int = 0) -> None:
    """Outside of the stamps each pixel is what it was, and what the page grew by is white."""
    ground = np.full(after.shape, 255, np.uint8)
    height, width = before.shape
    ground[shift : shift + height, :width] = before
    same = ground == after
    for text in result.printed:
        box = text.box
        same[int(box.top) - 1 : int(box.bottom) + 2, int(box.x0) - 1 : int(box.x1) + 2] = True
    if result.label_box is not None and result.placed is not Placed.SHEET:
        box = result.label_box
        same[int(box.top) - 1 : int(box.bottom) + 2, int(box.x0) - 1 : int(box.x1) + 2] = True
    assert same.all(), np.argwhere(~same)[:5]


@pytest.mark.parametrize("rotate", ROTATIONS)
@pytest.mark.parametrize("boxes", BOXES)
def test_stamps_stand_upright_in_their_boxes_however_the_page_is_displayed(
    tmp_path: Path, rotate: int | None, boxes: str
) -> None:
    entries = {"rotate": rotate, **BOXES[boxes]}
    empty = write_page(tmp_path / "empty.pdf", b"", **entries)
    with pikepdf.open(empty) as pdf:
        view = displayed(pdf.pages[0])
    content = words_on(empty, (view.width / 2 - 15, view.height / 3))
    source = write_page(tmp_path / "source.pdf", content, **entries)
    out = tmp_path / "out.pdf"
    result = stamp_exhibit(source, out, job_for(1))
    _check(source, out, result)
    assert result.corner is Corner.LOWER_RIGHT
    if boxes == "crop beside media":
        return  # viewers disagree on what the source shows
    _unchanged(picture(source, scale=view.unit), picture(out), result)


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("rotate", [0, 90])
def test_content_that_leaves_its_state_open_moves_no_stamp(tmp_path: Path, content: str, rotate: int) -> None:
    source = write_page(tmp_path / "a.pdf", CONTENTS[content] % words_at((200, 400)), rotate=rotate)
    out = tmp_path / "out.pdf"
    result = stamp_exhibit(source, out, job_for(1))
    _check(source, out, result)
    _unchanged(picture(source), picture(out), result)
    assert list(found(out, 0, "Record"))


@pytest.mark.parametrize(
    ("inked", "corner"),
    [
        ((), Corner.LOWER_RIGHT),
        ((Corner.LOWER_RIGHT,), Corner.UPPER_RIGHT),
        ((Corner.LOWER_RIGHT, Corner.UPPER_RIGHT), Corner.LOWER_LEFT),
        ((Corner.LOWER_RIGHT, Corner.UPPER_RIGHT, Corner.LOWER_LEFT), Corner.UPPER_LEFT),
    ],
)
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_ink_under_the_label_moves_it_to_the_next_corner(
    tmp_path: Path, inked: tuple[Corner, ...], corner: Corner, rotate: int
) -> None:
    source = _inked(tmp_path, inked, rotate=rotate)
    out = tmp_path / "out.pdf"
    result = stamp_exhibit(source, out, job_for(1))
    assert (result.placed, result.corner) == (Placed.PAGE, corner)
    _check(source, out, result)


@pytest.mark.parametrize("first", list(Corner))
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_ink_in_every_corner_enlarges_the_page(tmp_path: Path, first: Corner, rotate: int) -> None:
    source = _inked(tmp_path, tuple(Corner), rotate=rotate)
    out = tmp_path / "out.pdf"
    profile = replace(PROFILE, label_corners=(first,))
    result = stamp_exhibit(source, out, job_for(1, profile=profile))
    assert (result.placed, result.corner) == (Placed.ENLARGED, first)
    assert any("enlarged" in remark for remark in result.pages[0].remarks)
    _check(source, out, result)
    before, after = picture(source), picture(out)
    shift = after.shape[0] - before.shape[0] if first in (Corner.UPPER_LEFT, Corner.UPPER_RIGHT) else 0
    _unchanged(before, after, result, shift)


def test_ink_in_every_corner_of_letter_paper_gives_a_slip_sheet(tmp_path: Path) -> None:
    source = _inked(tmp_path, tuple(Corner))
    out = tmp_path / "out.pdf"
    result = stamp_exhibit(source, out, job_for(1, profile=replace(PROFILE, paper="letter")))
    assert result.placed is Placed.SHEET
    assert [page.copy_page for page in result.pages] == [0, 1]
    assert {t.page for t in result.printed if t.text == "PX-12"} == {1}
    assert {t.page for t in result.printed if t.text == "QLL-000001"} == {2}
    assert [(page.width, page.height) for page in result.pages] == [(612, 792)] * 2
    _check(source, out, result)


def test_the_courts_own_zone_is_kept_clear(tmp_path: Path) -> None:
    source = write_page(tmp_path / "a.pdf", words_at((200, 400)))
    zone = StampZone(Corner.UPPER_RIGHT, 216, 216, "first")
    profile = replace(PROFILE, label_corners=(Corner.UPPER_RIGHT, Corner.UPPER_LEFT), stamp_zones=(zone,))
    result = stamp_exhibit(source, tmp_path / "out.pdf", job_for(1, profile=profile))
    assert result.corner is Corner.UPPER_LEFT
    only = replace(profile, label_corners=(Corner.UPPER_RIGHT,))
    result = stamp_exhibit(source, tmp_path / "slip.pdf", job_for(1, profile=only))
    assert result.placed is Placed.SHEET
    assert not any(
        t.box.x1 > 396 and t.box.top < 216 and t.text == "PX-12" for t in result.printed if t.page == 1
    )


def test_print_at_the_foot_enlarges_the_page_there(tmp_path: Path) -> None:
    source = write_page(tmp_path / "a.pdf", words_at((300, 14), (560, 400)))
    out = tmp_path / "out.pdf"
    result = stamp_exhibit(source, out, job_for(1))
    page = result.pages[0]
    assert page.height > 792
    assert any("foot" in remark for remark in page.remarks)
    _check(source, out, result)
    _unchanged(picture(source), picture(out), result)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_print_at_the_foot_of_letter_paper_reduces_the_page(tmp_path: Path, rotate: int) -> None:
    source = _inked(tmp_path, (Corner.LOWER_LEFT, Corner.LOWER_RIGHT), rotate=rotate, lowest=8)
    out = tmp_path / "out.pdf"
    result = stamp_exhibit(source, out, job_for(1, profile=replace(PROFILE, paper="letter")))
    page = result.pages[-1]
    assert sorted((page.width, page.height)) == [612, 792]
    assert any("reduced" in remark for remark in page.remarks)
    _check(source, out, result)
    assert max(box.bottom for box in found(out, len(result.pages) - 1, "Record")) < page.height - 30


@pytest.mark.parametrize("boxes", ["legal", "tiny", "fractions", "in units of two", "cropped"])
@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_a_court_that_takes_letter_paper_only_gets_letter_paper(
    tmp_path: Path, boxes: str, rotate: int
) -> None:
    entries = {"rotate": rotate, **BOXES[boxes]}
    source = write_page(tmp_path / "a.pdf", words_at((70, 80)), **entries)
    out = tmp_path / "out.pdf"
    result = stamp_exhibit(source, out, job_for(1, profile=replace(PROFILE, paper="letter")))
    assert all(sorted((page.width, page.height)) == [612, 792] for page in result.pages)
    _check(source, out, result)
    assert list(found(out, 0, "Record"))


def test_what_was_cropped_away_stays_out_of_sight_when_the_page_grows(tmp_path: Path) -> None:
    hidden = words_at((100, 80), (300, 60), text="HIDDEN") + b"\n0 g 0 0 700 90 re f"
    seen = words_at((120, 110), (520, 110), (560, 830), (60, 830), (340, 104))
    source = write_page(tmp_path / "a.pdf", hidden + seen, media=(0, 0, 700, 900), crop=(44, 95, 656, 887))
    out = tmp_path / "out.pdf"
    result = stamp_exhibit(source, out, job_for(1))
    assert result.pages[0].height > 792
    _unchanged(picture(source), picture(out), result)


def test_annotations_are_ink_and_go_with_a_reduced_page(tmp_path: Path) -> None:
    source = write_page(tmp_path / "plain.pdf", words_at((300, 400)))
    noted = tmp_path / "noted.pdf"
    with pikepdf.open(source) as pdf:
        drawn = pdf.make_stream(b"1 0 0 rg 0 0 100 30 re f")
        drawn.Type, drawn.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        drawn.BBox = pikepdf.Array([0, 0, 100, 30])
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=pikepdf.Array([480, 5, 580, 35]),
            F=4,
            AP=pikepdf.Dictionary(N=drawn),
        )
        pdf.pages[0].obj["/Annots"] = pikepdf.Array([pdf.make_indirect(note)])
        pdf.save(noted)
    result = stamp_exhibit(noted, tmp_path / "a.pdf", job_for(1))
    assert result.pages[0].height > 792
    _unchanged(picture(noted), picture(tmp_path / "a.pdf"), result)
    stamp_exhibit(noted, tmp_path / "b.pdf", job_for(1, profile=replace(PROFILE, paper="letter")))
    red = (picture(tmp_path / "b.pdf") == 76).sum(axis=1) > 60
    assert red.sum() > 20
    assert np.nonzero(red)[0].max() < 792 - 30


@pytest.mark.parametrize("seed", range(30))
def test_no_stamp_ever_covers_ink(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    size = chance.choice([(612, 792), (792, 612), (300, 200), (612, 1008), (1200, 1600)])
    marks = [
        f"{chance.choice(['0 g', '0.9 g', '1 0 0 rg'])} {chance.uniform(-5, size[0]):.1f}"
        f" {chance.uniform(-5, size[1]):.1f} {chance.uniform(0.5, 60):.1f} {chance.uniform(0.5, 9):.1f} re f"
        for _ in range(chance.choice([3, 10, 30, 100]))
    ]
    rotate = chance.choice(ROTATIONS)
    source = write_page(tmp_path / "a.pdf", "\n".join(marks).encode(), media=(0, 0, *size), rotate=rotate)
    out = tmp_path / "out.pdf"
    corners = chance.sample(list(Corner), chance.randint(1, 4))
    result = stamp_exhibit(source, out, job_for(1, profile=replace(PROFILE, label_corners=tuple(corners))))
    _check(source, out, result)
    before = picture(source)
    boxes = [text.box for text in result.printed if result.pages[text.page - 1].copy_page]
    if result.placed is not Placed.SHEET and result.label_box is not None:
        boxes.append(result.label_box)
    shift = 0.0
    if result.placed is Placed.ENLARGED and result.corner in (Corner.UPPER_LEFT, Corner.UPPER_RIGHT):
        shift = 18.0 + PROFILE.label_height + 4.0
    for box in boxes:
        top, bottom = max(round(box.top - shift), 0), max(round(box.bottom - shift), 0)
        assert (before[top:bottom, round(box.x0) : round(box.x1)] == 255).all(), box


def test_ink_inside_a_scan_is_told_from_the_grain_of_its_paper(tmp_path: Path) -> None:
    for name, print_at, corner in (
        ("free.pdf", None, Corner.LOWER_RIGHT),
        ("inked.pdf", (690, 480), Corner.UPPER_RIGHT),
    ):
        grain = np.random.default_rng(5).integers(232, 250, (1100, 850), dtype=np.uint8)
        if print_at is not None:
            grain[960:968, print_at[1] + 200 : print_at[0] + 60] = 30
        source = write_page(tmp_path / name, b"q 612 0 0 792 0 0 cm /Im Do Q")
        with pikepdf.open(source, allow_overwriting_input=True) as pdf:
            image = pdf.make_stream(grain.tobytes(), Width=850, Height=1100, BitsPerComponent=8)
            image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            image.ColorSpace = pikepdf.Name.DeviceGray
            pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Im=image)
            pdf.save(source)
        result = stamp_exhibit(source, tmp_path / "out.pdf", job_for(1))
        assert (result.placed, result.corner) == (Placed.PAGE, corner)
        assert result.pages[0].height == 792


def test_a_white_ground_is_no_ink_and_a_dark_one_is(tmp_path: Path) -> None:
    white = write_page(tmp_path / "w.pdf", b"1 g 0 0 612 792 re f")
    assert stamp_exhibit(white, tmp_path / "o.pdf", job_for(1)).placed is Placed.PAGE
    dark = write_page(tmp_path / "d.pdf", b"0 0 0.4 rg 0 0 612 792 re f")
    result = stamp_exhibit(dark, tmp_path / "o.pdf", job_for(1))
    assert result.placed is Placed.ENLARGED


@pytest.mark.parametrize("hide", ["3 Tr", "1 g"])
@pytest.mark.parametrize("form", [False, True])
def test_text_that_nobody_sees_is_not_stamped_over(tmp_path: Path, hide: str, form: bool) -> None:
    hidden = f"q {hide}\n".encode() + words_at((540, 60)) + (b"\nBT" if form else b"\nQ")
    plain = write_page(tmp_path / "a.pdf", hidden + b"\n0 Tr" if form else hidden)
    if form:  # an open content is put into a form
        mark_draft(plain, tmp_path / "f.pdf")
        plain = tmp_path / "f.pdf"
        with pikepdf.open(plain, allow_overwriting_input=True) as pdf:
            page = pdf.pages[0].obj
            page.Contents = page.Contents[0]
            pdf.save(plain)
        assert not (picture(plain) < 255).any()
    result = stamp_exhibit(plain, tmp_path / "o.pdf", job_for(1))
    assert (result.placed, result.corner) == (Placed.PAGE, Corner.UPPER_RIGHT)


def test_blank_text_is_no_ink(tmp_path: Path) -> None:
    source = write_page(tmp_path / "a.pdf", words_at((540, 60), text=" " * 12))
    assert stamp_exhibit(source, tmp_path / "o.pdf", job_for(1)).corner is Corner.LOWER_RIGHT


def test_an_image_too_large_to_look_at_counts_as_ink(tmp_path: Path) -> None:
    source = write_page(tmp_path / "a.pdf", b"q 612 0 0 792 0 0 cm /Im Do Q")
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        image = pdf.make_stream(b"\xff", Width=20_000, Height=20_000, BitsPerComponent=1)
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.ColorSpace = pikepdf.Name.DeviceGray
        pdf.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Im=image)
        pdf.save(source)
    assert stamp_exhibit(source, tmp_path / "o.pdf", job_for(1)).placed is Placed.ENLARGED


def test_pages_that_share_resources_with_fonts_of_our_name_keep_theirs(tmp_path: Path) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(612, 792))
        pdf.add_blank_page(page_size=(792, 612))
        shared = pdf.make_indirect(pikepdf.Dictionary())
        for page in pdf.pages:
            page.obj.Resources = shared
        pdf.save(first)
    stamp_exhibit(first, second, job_for(2))
    again = tmp_path / "again.pdf"
    result = stamp_exhibit(second, again, job_for(2, bates=("ZEN-1", "ZEN-2"), footers=()))
    _check(second, again, result)
    for index in range(2):
        assert list(found(again, index, f"QLL-00000{index + 1}"))
        before, after = picture(second, index), picture(again, index)
        assert (after[: before.shape[0]][before < 60] < 60).all()


def test_tabs_and_exhibits_without_pages_get_a_slip_sheet(tmp_path: Path) -> None:
    source = write_page(tmp_path / "a.pdf", words_at((300, 400)))
    out = tmp_path / "tab.pdf"
    result = stamp_exhibit(source, out, job_for(1, slip=True))
    assert [page.copy_page for page in result.pages] == [0, 1]
    assert result.placed is Placed.PAGE
    _check(source, out, result)
    held = tmp_path / "held.pdf"
    result = stamp_exhibit(None, held, job_for(0, bates=(), footers=()))
    assert [page.copy_page for page in result.pages] == [0]
    assert result.placed is Placed.SHEET
    _check(source, held, result)
    cover = replace(PROFILE, label_on="cover")
    result = stamp_exhibit(source, out, job_for(1, profile=cover))
    assert result.placed is Placed.SHEET
    assert not result.pages[0].remarks


def test_the_same_copy_gives_the_same_bytes_and_is_not_touched(tmp_path: Path) -> None:
    source = write_page(tmp_path / "a.pdf", words_at((300, 14)))
    before = source.read_bytes()
    for name in ("one.pdf", "two.pdf"):
        stamp_exhibit(source, tmp_path / name, job_for(1, slip=True))
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert source.read_bytes() == before


def test_as_many_numbers_as_pages(tmp_path: Path) -> None:
    source = write_page(tmp_path / "a.pdf", words_at((300, 14)))
    with pytest.raises(ValueError, match="each page"):
        stamp_exhibit(source, tmp_path / "o.pdf", job_for(2))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_the_draft_is_marked_on_every_page_and_hides_nothing(tmp_path: Path, rotate: int) -> None:
    source = write_page(tmp_path / "a.pdf", words_at((300, 400)), rotate=rotate)
    clean, draft = tmp_path / "clean.pdf", tmp_path / "draft.pdf"
    result = stamp_exhibit(source, clean, job_for(1, slip=True))
    mark_draft(clean, draft)
    for index, page in enumerate(result.pages):
        (place,) = found(draft, index, DRAFT)
        assert inside(place, Box(0, 0, page.width, page.height), 0)
        before, after = picture(clean, index), picture(draft, index)
        assert (after[before < 60] < 110).all()
        assert (after[before > 250] > 150).all()
    assert list(found(draft, 1, "QLL-000001"))


def _inked(folder: Path, corners: tuple[Corner, ...], rotate: int = 0, lowest: float = 60) -> Path:
    """A page with a word in each of these corners of the displayed page."""
    empty = write_page(folder / "empty.pdf", b"", rotate=rotate)
    width, height = size_of(empty)
    places = [(width / 2, height / 2)]
    for corner in corners:
        x = 60 if corner in (Corner.UPPER_LEFT, Corner.LOWER_LEFT) else width - 80
        y = 60 if corner in (Corner.UPPER_LEFT, Corner.UPPER_RIGHT) else height - lowest
        places.append((x, y))
    return write_page(folder / "inked.pdf", words_on(empty, *places), rotate=rotate)
