"""Image files: every frame, upright and grey, whatever the format; the rest refused with a way out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageOps

from extractors.errors import Reason, SetAsideError
from extractors.pages import Document, Layer
from extractors.readers import image_frames
from extractors.readers.image import read_image
from extractors.readers.image_frames import guessed_dpi, open_frames
from extractors.reading_options import ReadingOptions
from tests.extractors.readers.made_pdf import NOTE, sheet, source

OCR = ReadingOptions(tesseract=False)
TEXT = "\n".join(" ".join(line.split()) for line in NOTE)
SHEET = sheet()


def read(path: Path, options: ReadingOptions = OCR) -> Document:
    return read_image(path, source(path.name, "image/png"), options)


def frame(path: Path) -> image_frames.Frame:
    count, frames = open_frames(path, path.name)
    assert count == 1
    found = next(frames)
    assert found is not None
    return found


def same(one: np.ndarray, other: np.ndarray, share: float = 0.02) -> bool:
    """Whether two grey images show the same, but for rounding and compression."""
    return one.shape == other.shape and float(np.mean(np.abs(one.astype(int) - other) > 60)) < share


def test_every_frame_of_a_fax_tiff_is_a_page_with_square_points(tmp_path: Path) -> None:
    fax = SHEET.resize((1734, 1078)).point(lambda v: 255 if v > 140 else 0).convert("1")
    path = tmp_path / "fax.tif"
    blank = Image.new("1", fax.size, 1)
    fax.save(path, compression="group4", dpi=(204, 98), save_all=True, append_images=[blank])
    document = read(path)
    assert [p.text for p in document.pages] == [TEXT, ""]
    assert document.pages[1].marks == ("blank",)
    assert document.pages[0].width == pytest.approx(612, abs=1)
    assert document.pages[0].height == pytest.approx(792, abs=1)


def test_a_photograph_stands_as_its_exif_says(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    SHEET.transpose(Image.Transpose.ROTATE_90).save(path, exif=exif)
    assert same(frame(path).image, np.asarray(SHEET))


def variants() -> dict[str, Image.Image]:
    deep = Image.fromarray(np.asarray(SHEET).astype(np.uint16) * 257)
    clear = Image.new("RGBA", SHEET.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=ImageOps.invert(SHEET))
    return {
        "rgb.png": SHEET.convert("RGB"),
        "palette.gif": SHEET.convert("P"),
        "plain.bmp": SHEET,
        "cmyk.jpg": SHEET.convert("CMYK"),
        "cmyk.tif": SHEET.convert("CMYK"),
        "sixteen_bit.png": deep,
        "see_through.png": clear,
        "negative.png": ImageOps.invert(SHEET),
    }


@pytest.mark.parametrize("name", sorted(variants()))
def test_every_kind_of_pixel_comes_out_dark_on_light(tmp_path: Path, name: str) -> None:
    variants()[name].save(tmp_path / name)
    assert same(frame(tmp_path / name).image, np.asarray(SHEET))


@pytest.mark.parametrize(
    ("size", "dpi"),
    [((1700, 2200), 200), ((3024, 4032), 4032 / 11), ((640, 480), 96), ((800, 40), 96)],
)
def test_resolution_is_guessed_from_the_shape(size: tuple[int, int], dpi: float) -> None:
    assert guessed_dpi(*size) == pytest.approx(dpi, rel=0.01)


def test_screen_resolution_is_not_believed_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    SHEET.save(path, dpi=(72, 72))
    assert frame(path).dpi == pytest.approx(150, rel=0.01)


def refusal(path: Path) -> SetAsideError:
    with pytest.raises(SetAsideError) as caught:
        read(path)
    return caught.value


def test_half_a_jpeg(tmp_path: Path) -> None:
    path = tmp_path / "half.jpg"
    SHEET.save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    error = refusal(path)
    assert error.reason is Reason.DAMAGED
    assert str(error) == "half.jpg is a damaged image. Ask the sender to send the file again."


def test_a_damaged_frame_costs_that_frame(tmp_path: Path) -> None:
    path = tmp_path / "two.tif"
    SHEET.save(path, compression="tiff_lzw", save_all=True, append_images=[SHEET.copy()])
    content = bytearray(path.read_bytes())
    with Image.open(path) as opened:
        opened.seek(1)
        start = opened.tag_v2[273][0]  # type: ignore[attr-defined]
    content[start : start + 4000] = b"\xff" * 4000
    path.write_bytes(bytes(content))
    document = read(path)
    assert len(document.pages) == 2
    assert document.pages[0].text == TEXT
    assert [u.page for u in document.unread] == [2]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.png", b"", Reason.EMPTY),
        ("letter.png", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", Reason.UNSUPPORTED),
        ("noise.tif", b"\x00" * 300, Reason.UNSUPPORTED),
    ],
)
def test_what_is_no_image_is_refused(tmp_path: Path, name: str, content: bytes, reason: Reason) -> None:
    (tmp_path / name).write_bytes(content)
    assert refusal(tmp_path / name).reason is reason


def test_a_decompression_bomb_is_oversized(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (20_000, 20_000)).save(path)
    assert path.stat().st_size < 200_000
    error = refusal(path)
    assert error.reason is Reason.OVERSIZED
    assert error.remedy == "Scan it again at 200 to 300 dpi, or save it smaller, and add that."


def test_without_ocr_every_frame_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    SHEET.save(path)
    document = read(path, ReadingOptions(ocr=False))
    assert [p.layer for p in document.pages] == [Layer.NONE]
    assert [u.page for u in document.unread] == [1]
