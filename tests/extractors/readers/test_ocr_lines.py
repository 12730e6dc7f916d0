"""From letters to words: swallowed spaces, missing letters, votes, the second reader, the slant."""

from __future__ import annotations

import math
import os
from pathlib import Path

import numpy as np
import pytest

from extractors.errors import UsageError
from extractors.pages import CONFIDENCE_FLOOR
from extractors.readers.ocr_engine import Letter, Quad
from extractors.readers.ocr_lines import words_of
from extractors.readers.ocr_second_reader import find_tesseract, same_reading, second_readings
from extractors.readers.ocr_slant import slant_of

WIDTH, HEIGHT = 10, 30


def strip_of(cells: str) -> np.ndarray:
    """A line image with one block of ink for each cell that is not a space."""
    image = np.full((HEIGHT, WIDTH * len(cells)), 255, dtype=np.uint8)
    for index, cell in enumerate(cells):
        if cell != " ":
            image[6:24, index * WIDTH + 2 : index * WIDTH + 8] = 0
    return image


def letters_of(cells: str, read: str, probability: float = 0.99) -> list[Letter]:
    """The letters ``read`` (one for each cell; ``_`` was not read) at the middle of their cells."""
    return [
        Letter(r, (i + 0.5) / len(cells), probability) for i, r in enumerate(read) if r != "_" and cells[i]
    ]


def test_words_stand_on_their_ink() -> None:
    cells = "neck pain"
    line = words_of(letters_of(cells, cells), strip_of(cells))
    assert [w.text for w in line.words] == ["neck", "pain"]
    assert line.words[1].x0 == pytest.approx((5 * WIDTH + 2) / (9 * WIDTH), abs=0.02)
    assert line.words[1].x1 == pytest.approx((8 * WIDTH + 8) / (9 * WIDTH), abs=0.02)


def test_a_swallowed_space_is_put_back_where_the_image_is_white() -> None:
    cells = "date of birth"
    line = words_of(letters_of(cells, "date_of birth"), strip_of(cells))
    assert line.text == "date of birth"


def test_no_space_is_made_where_the_image_has_ink() -> None:
    cells = "datexof birth"
    line = words_of(letters_of(cells, "date_of birth"), strip_of(cells))
    assert line.text == "dateof birth"


def test_ink_that_was_not_read_holds_the_line_below_the_floor() -> None:
    cells = "seen 03/31/2020"
    read = "seen 0_/31/2020"
    assert words_of(letters_of(cells, cells), strip_of(cells)).confidence > CONFIDENCE_FLOOR
    assert words_of(letters_of(cells, read), strip_of(cells)).confidence < CONFIDENCE_FLOOR


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        ("REsuLTS:", "RESULTS:"),
        ("MRIs", "MRIs"),
        ("K/uL", "K/uL"),
        ("McCoy", "McCoy"),
        ("patients", "patients"),
    ],
)
def test_only_letters_between_capitals_change_case(read: str, kept: str) -> None:
    assert words_of(letters_of(read, read), strip_of(read)).text == kept


def test_confidence_is_that_of_the_least_sure_letters() -> None:
    letters = letters_of("abcdefghij", "abcdefghij")
    letters[4] = Letter("e", letters[4].at, 0.3)
    line = words_of(letters, strip_of("abcdefghij"))
    assert line.confidence == pytest.approx((0.3 + 0.99 + 0.99) / 3, abs=1e-3)
    assert line.legibility > CONFIDENCE_FLOOR


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Date of service: 09/21/2016", "Date ot service: 09/21/2016", True),
        ("Date of service: 09/21/2016", "Date of service: 09/27/2016", False),
        ("Total charges: $1,234.56", "Total charges $1,234.56", True),
        ("Orla Kestrel", "ORLA KESTREL", True),
        ("Orla Kestrel", "Orla Kestrei", False),
    ],
)
def test_two_readings_agree_on_figures_first(first: str, second: str, same: bool) -> None:
    assert same_reading(first, second) is same


TSV_HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def program(folder: Path, body: str) -> Path:
    path = folder / "tesseract"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_second_reader_answers_line_by_line(tmp_path: Path) -> None:
    rows = (
        "5\t1\t1\t1\t1\t2\t90\t30\t50\t36\t91\tvisit",
        "5\t1\t1\t1\t1\t1\t24\t30\t50\t36\t91\tOffice",
        "5\t1\t1\t1\t2\t1\t24\t100\t50\t36\t91\t285.00",
    )
    answer = tmp_path / "answer.tsv"
    answer.write_text("\n".join((TSV_HEAD, *rows)), encoding="utf-8")
    fake = program(tmp_path, f"cat >/dev/null; cat '{answer}'")
    strips = [strip_of("abc"), strip_of("defg"), strip_of("h")]
    assert second_readings(fake, strips) == ["Office visit", "285.00", None]


@pytest.mark.parametrize("body", ["exit 1", "echo nonsense", "cat >/dev/null"])
def test_a_second_reader_that_fails_is_no_reader(tmp_path: Path, body: str) -> None:
    assert second_readings(program(tmp_path, body), [strip_of("abc")]) == [None]


def test_the_second_reader_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_tesseract() is None
    with pytest.raises(UsageError, match="Install tesseract-ocr"):
        find_tesseract(required=True)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/nowhere")
    assert find_tesseract() is None
    made = program(tmp_path, "exit 0")
    assert find_tesseract() == made


def quad(x: float, y: float, length: float, slant: float, height: float = 20) -> Quad:
    cos, sin = math.cos(slant), math.sin(slant)
    corners = [(0, 0), (length, 0), (length, height), (0, height)]
    return np.array([(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in corners], dtype=np.float32)


@pytest.mark.parametrize("degrees", [-3, -0.5, 0, 0.4, 2])
def test_the_slant_of_long_lines(degrees: float) -> None:
    slant = math.radians(degrees)
    lines = [quad(100, 100 + 30 * i, 900, slant) for i in range(20)]
    assert math.degrees(slant_of(lines, 0)) == pytest.approx(degrees, abs=0.1)


def test_the_slant_of_short_cells_that_the_detector_set_level() -> None:
    slant = math.radians(-0.5)
    cells = [
        quad(x, 200 + 26 * row + (x - 100) * math.sin(slant), 80, 0)
        for row in range(12)
        for x in (100, 530, 690, 900)
    ]
    assert math.degrees(slant_of(cells, 0)) == pytest.approx(-0.5, abs=0.15)
