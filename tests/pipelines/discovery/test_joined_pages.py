"""Pages of one paper joined: pixels, resolution and which way is up are those of the originals."""

from __future__ import annotations

import hashlib
import io
import random
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extractors.readers.image_frames import open_frames
from pipelines.discovery.joined_pages import ApartError, join_pages


def page(words: str, mode: str = "1", size: tuple[int, int] = (340, 440)) -> Image.Image:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).text((20, 30), words, fill="navy")
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    into = io.BytesIO()
    image.save(into, kind, **how)
    return into.getvalue()


def joined(*pages: bytes) -> bytes:
    into = io.BytesIO()
    join_pages(iter(pages), len(pages), into)
    return into.getvalue()


GROUP_4 = saved(page("Seen on 03/04/2020"), "TIFF", compression="group4", dpi=(200, 200))
LZW = saved(page("Second page", "RGB"), "TIFF", compression="tiff_lzw", dpi=(300, 300))
PLAIN = saved(page("Third page", "L"), "TIFF", dpi=(150, 150))
PALETTE = saved(page("Fourth page", "P"), "TIFF", compression="packbits", dpi=(150, 150))
JPEG = saved(page("Fifth page", "RGB"), "JPEG", dpi=(100, 100), quality=90)
GREY = saved(page("Sixth page", "L"), "JPEG", dpi=(110, 110))
PROGRESSIVE = saved(page("Seventh page", "RGB"), "JPEG", progressive=True, subsampling=0)
ALL = (GROUP_4, LZW, PLAIN, PALETTE, JPEG, GREY, PROGRESSIVE)


def test_every_page_keeps_its_pixels_and_resolution() -> None:
    together = Image.open(io.BytesIO(joined(*ALL)))
    assert together.n_frames == len(ALL)  # type: ignore[attr-defined]
    for number, data in enumerate(ALL):
        together.seek(number)
        alone = Image.open(io.BytesIO(data))
        assert together.size == alone.size
        assert together.info.get("dpi") == pytest.approx(alone.info.get("dpi", together.info.get("dpi")))
        here, there = (np.asarray(i.convert("RGB"), dtype=int) for i in (together, alone))
        # Decoders of a JPEG may round differently; everything else is the same to the bit.
        assert np.abs(here - there).max() <= (4 if alone.format == "JPEG" else 0), number


def test_coded_samples_are_copied_and_not_coded_anew() -> None:
    made = joined(GROUP_4, JPEG)
    start, size = (Image.open(io.BytesIO(GROUP_4)).tag_v2[tag][0] for tag in (273, 279))  # type: ignore[attr-defined]
    assert GROUP_4[start : start + size] in made
    assert JPEG[-400:] in made


def test_the_same_pages_make_the_same_bytes() -> None:
    assert joined(GROUP_4, JPEG) == joined(GROUP_4, JPEG) != joined(JPEG, GROUP_4)
    assert hashlib.sha256(joined(GROUP_4, GROUP_4)).hexdigest() != hashlib.sha256(GROUP_4).hexdigest()


def test_a_file_with_its_high_byte_first_is_turned_round() -> None:
    fields = [
        (256, 3, 16),
        (257, 3, 2),
        (258, 3, 1),
        (259, 3, 1),
        (262, 3, 0),
        (273, 4, 8),
        (278, 3, 2),
        (279, 4, 4),
    ]
    values = b"".join(
        struct.pack(">HHLHH" if kind == 3 else ">HHLL", tag, kind, 1, *((v, 0) if kind == 3 else (v,)))
        for tag, kind, v in fields
    )
    samples = bytes((0b10101010, 0xFF, 0x0F, 0x00))
    data = struct.pack(">2sHL", b"MM", 42, 12) + samples + struct.pack(">H", len(fields)) + values + bytes(4)
    alone, together = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(joined(data, data)))
    together.seek(1)
    assert together.tobytes() == alone.tobytes()


def test_a_photograph_stays_upright() -> None:
    exif = Image.Exif()
    exif[274] = 6
    photo = saved(page("Lying", "RGB"), "JPEG", exif=exif)
    together = Image.open(io.BytesIO(joined(photo, GROUP_4)))
    assert together.tag_v2[274] == 6  # type: ignore[attr-defined]


def test_the_product_s_own_reader_takes_every_page(tmp_path: Path) -> None:
    path = tmp_path / "joined"
    path.write_bytes(joined(*ALL))
    count, frames = open_frames(path, "joined.tif")
    assert count == len(ALL)
    assert all(frame is not None for frame in frames)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (saved(page("x", "RGB"), "PNG"), "neither TIFF nor JPEG"),
        (b"", "neither TIFF nor JPEG"),
        (GROUP_4[:100], "torn"),
        (JPEG[:-40], "torn"),
        (saved(page("x"), "TIFF", save_all=True, append_images=[page("y")]), "several pictures"),
        (saved(page("x", "CMYK"), "JPEG"), "not joined"),
    ],
)
def test_what_cannot_be_copied_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(ApartError, match=problem):
        joined(GROUP_4, data)


def test_hostile_bytes_are_refused_and_never_more() -> None:
    chance = random.Random(20)
    for _ in range(3_000):
        data = bytearray(chance.choice((GROUP_4, LZW, PLAIN, JPEG)))
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(len(data) if chance.random() < 0.5 else 200)] = chance.randrange(256)
        try:
            made = joined(bytes(data[: chance.randint(2, len(data))]), GROUP_4)
        except ApartError:
            continue
        assert len(made) < 4 * (len(data) + len(GROUP_4)) + 10_000
