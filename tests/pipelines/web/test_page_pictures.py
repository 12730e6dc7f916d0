from __future__ import annotations

import io
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from extractors.pages import Source
from pipelines.durable import sha256_of
from pipelines.matter import Matter
from pipelines.matter_file import MATTER_FILE
from pipelines.web.page_drawing import DPI
from pipelines.web.page_pictures import FOLDER, PAGE_LIMITS, Pair, Pictures, Sheet
from tests.extractors.readers.made_pdf import LETTER, drawn
from tests.pipelines.review.world import World

BAD = "tests.pipelines.web.bad_drawer:draw"


def picture_of(
    pictures: Pictures, matter: Matter, sheet: Sheet, following: Sequence[Sheet] = ()
) -> Pair | None:
    """The picture, once it is drawn."""
    return pictures.ask(matter, sheet, following).result(120)


def with_bar(canvas: Canvas) -> None:
    """A black bar from 100 to 200 points from the left, 72 to 144 from the top."""
    canvas.rect(100, LETTER[1] - 144, 100, 72, fill=1)


def source_of(matter: Matter, data: bytes, media_type: str = "application/pdf") -> Source:
    sha256 = sha256_of(data)
    (matter.sources / sha256).write_bytes(data)
    return Source(sha256, ("scan.pdf",), media_type, len(data))


def sheet(source: Source, number: int = 1, size: tuple[float, float] = LETTER) -> Sheet:
    return Sheet(source, number, *size)


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data), formats=["JPEG"])
    picture.load()
    return picture.convert("L")


def dark(picture: Image.Image, x: float, y: float, size: tuple[float, float] = LETTER) -> bool:
    """Whether the picture is dark at a place of the page in points: what a box drawn there would surround."""
    at = round(x / size[0] * picture.width), round(y / size[1] * picture.height)
    return int(picture.getpixel(at)) < 128  # type: ignore[arg-type]


def test_a_page_is_drawn_so_that_points_fall_where_they_were_read(world: World, pictures: Pictures) -> None:
    pair = picture_of(pictures, world.matter, sheet(source_of(world.matter, drawn(with_bar))))
    assert pair is not None
    picture, small = opened(pair[0]), opened(pair[1])
    assert abs(picture.width - LETTER[0] / 72 * DPI) <= 1
    assert abs(picture.height - LETTER[1] / 72 * DPI) <= 2
    assert small.width == 240
    for shown in (picture, small):
        assert dark(shown, 150, 108)
        assert not dark(shown, 94, 108)
        assert not dark(shown, 206, 108)
        assert not dark(shown, 150, 66)
        assert not dark(shown, 150, 150)


def test_a_picture_is_kept_privately_and_comes_again_without_its_source(
    world: World, pictures: Pictures
) -> None:
    source = source_of(world.matter, drawn(with_bar))
    first = picture_of(pictures, world.matter, sheet(source))
    (world.matter.sources / source.sha256).unlink()
    assert picture_of(pictures, world.matter, sheet(source)) == first
    for path in (world.matter.folder / FOLDER).rglob("*"):
        assert path.stat().st_mode & 0o077 == 0
    pictures.close()
    assert not list(world.matter.folder.glob(".drafting-*"))


def test_a_matter_that_was_locked_has_its_pictures_again_when_it_is_unlocked(
    world: World, pictures: Pictures
) -> None:
    page = sheet(source_of(world.matter, drawn(with_bar)))
    file = world.matter.folder / MATTER_FILE
    file.rename(world.root / "aside")
    assert picture_of(pictures, world.matter, page) is None
    (world.root / "aside").rename(file)
    assert picture_of(pictures, world.matter, page) is not None


def test_a_source_that_is_no_longer_its_digest_is_not_drawn(world: World, pictures: Pictures) -> None:
    """W7: no picture of other bytes than those that the citation names."""
    source = source_of(world.matter, drawn(with_bar))
    (world.matter.sources / source.sha256).write_bytes(drawn(lambda canvas: None))
    assert picture_of(pictures, world.matter, sheet(source)) is None


@pytest.mark.parametrize("spoil", ["bytes", "other_page", "cut", "empty"])
def test_a_kept_picture_that_was_swapped_is_drawn_anew(world: World, pictures: Pictures, spoil: str) -> None:
    source = source_of(world.matter, drawn(with_bar, lambda canvas: None))
    first, second = (picture_of(pictures, world.matter, sheet(source, n)) for n in (1, 2))
    folder = world.matter.folder / FOLDER / source.sha256
    kept = sorted(folder.iterdir())
    data = kept[0].read_bytes()
    spoiled = {
        "bytes": data[:-100] + bytes(100),
        "other_page": kept[1].read_bytes(),
        "cut": data[: len(data) // 2],
        "empty": b"",
    }[spoil]
    kept[0].write_bytes(spoiled)
    assert picture_of(pictures, world.matter, sheet(source, 1)) == first
    assert first != second


def test_what_is_no_picture_is_no_picture(world: World, pictures: Pictures) -> None:
    text = source_of(world.matter, b"plain words", "text/plain")
    assert picture_of(pictures, world.matter, sheet(text)) is None
    broken = source_of(world.matter, b"%PDF-1.7 broken")
    assert picture_of(pictures, world.matter, sheet(broken)) is None
    past = source_of(world.matter, drawn(with_bar))
    assert picture_of(pictures, world.matter, sheet(past, 7)) is None
    assert picture_of(pictures, world.matter, sheet(past, 1)) is not None


def test_a_scan_is_shown_upright_in_its_own_colours(world: World, pictures: Pictures) -> None:
    scan = Image.new("RGB", (792, 612), "white")
    ImageDraw.Draw(scan).rectangle(
        (72, 412, 144, 512), fill=(200, 0, 0)
    )  # turned by EXIF to 100..200 from left
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    scan.save(out, "JPEG", quality=95, dpi=(72, 72), exif=exif)
    pair = picture_of(pictures, world.matter, sheet(source_of(world.matter, out.getvalue(), "image/jpeg")))
    assert pair is not None
    colours = Image.open(io.BytesIO(pair[0])).convert("RGB")
    red, green, _ = colours.getpixel((round(150 / 612 * colours.width), round(108 / 792 * colours.height)))  # type: ignore[misc]
    assert red > 150 > 100 > green


def test_every_frame_of_a_fax_is_its_own_page(world: World, pictures: Pictures) -> None:
    frames = [Image.new("1", (850, 1100), 1) for _ in range(3)]
    ImageDraw.Draw(frames[2]).rectangle((100, 100, 700, 1000), fill=0)
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    source = source_of(world.matter, out.getvalue(), "image/tiff")
    told = [picture_of(pictures, world.matter, sheet(source, n)) for n in (1, 2, 3, 4)]
    assert [pair is not None for pair in told] == [True, True, True, False]
    assert told[2] is not None
    assert dark(opened(told[2][0]), 300, 400)


def test_a_page_that_ends_the_process_costs_that_page_alone(world: World) -> None:
    hasty = replace(PAGE_LIMITS, opening_seconds=3.0, stall_seconds=1.0, patience=1.0)
    drawing = Pictures(hasty, BAD)
    try:
        source = source_of(world.matter, drawn(with_bar))
        sheets = [sheet(source, n) for n in range(1, 6)]
        first = picture_of(drawing, world.matter, sheets[0], sheets[1:])
        assert first == (b"\xff\xd8\xff picture", b"\xff\xd8\xff picture")
        assert picture_of(drawing, world.matter, sheets[1]) is None
        assert picture_of(drawing, world.matter, sheets[2]) is None
        assert picture_of(drawing, world.matter, sheets[3]) is None  # what it left is no picture
        assert picture_of(drawing, world.matter, sheets[4]) == first
        begun = time.monotonic()
        assert picture_of(drawing, world.matter, sheets[1]) is None
        assert time.monotonic() - begun < 1.0  # not tried at every look
    finally:
        drawing.close()


def test_pages_wanted_soon_are_drawn_before_anyone_asks(world: World, pictures: Pictures) -> None:
    source = source_of(world.matter, drawn(*[with_bar] * 9))
    pictures.prepare(world.matter, [sheet(source, n) for n in range(1, 10)])
    folder = world.matter.folder / FOLDER / source.sha256
    until = time.monotonic() + 60
    while time.monotonic() < until and (not folder.exists() or len(list(folder.iterdir())) < 9):
        time.sleep(0.05)
    assert len(list(folder.iterdir())) == 9


def test_nothing_is_drawn_of_a_matter_that_was_locked(world: World, pictures: Pictures) -> None:
    source = source_of(world.matter, drawn(with_bar))
    (world.matter.folder / "matter.toml").rename(world.matter.folder / "locked.toml")
    assert picture_of(pictures, world.matter, sheet(source)) is None
    assert not (world.matter.folder / FOLDER).exists()
    assert not (world.matter.folder / "matter.key").exists()


def test_waiting_for_a_bad_file_holds_no_thread(world: World) -> None:
    """Sixty pages of a file that hangs are asked for, and each question is answered at once: later."""
    drawing = Pictures(PAGE_LIMITS, BAD)
    try:
        source = source_of(world.matter, drawn(with_bar))
        waiting = [drawing.ask(world.matter, sheet(source, n)) for n in [3] * 30 + list(range(10, 40))]
        assert not any(future.done() for future in waiting)
        waiting[0].cancel()  # a browser that went away
    finally:
        drawing.close()
    assert all(future.done() for future in waiting)


def test_whoever_waits_when_the_page_closes_is_told(world: World) -> None:
    drawing = Pictures(PAGE_LIMITS, BAD)
    source = source_of(world.matter, drawn(with_bar))
    drawing.prepare(world.matter, [sheet(source, 3)])
    drawing.close()
    assert picture_of(drawing, world.matter, sheet(source, 1)) is None
