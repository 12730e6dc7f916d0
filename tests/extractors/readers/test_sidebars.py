"""A sidebar is read apart from the text beside it; a table with the same geometry keeps its rows."""

from __future__ import annotations

from extractors.pages import Box
from extractors.readers.placed import PlacedWord
from extractors.readers.reading_order import reading_lines

TEXT = [
    "The patient is a thirty year old cook who slipped on a wet",
    "floor and twisted the right knee. She felt a pop and could",
    "not bear weight for an hour. The knee was swollen by the",
    "evening and she came to the clinic. There is no numbness and",
    "no locking. She has not hurt this knee before and takes no",
    "medicine. She would like to go back to work on Monday if the",
    "brace allows it, and asks whether she may climb the stairs",
    "of the cold room with the trays that she has to carry down.",
]
NOTES = ["PATIENT", "Roe, Ann", "DOB 1/2/1990", "VISIT DATE", "3/4/2021", "SEEN BY", "Tom Low, PA-C", "Pain"]


def placed(text: str, x: float, bottom: float) -> list[PlacedWord]:
    words: list[PlacedWord] = []
    for word in text.split():
        width = 5.0 * len(word)
        words.append(PlacedWord(word, Box(x, bottom - 9.0, x + width, bottom)))
        x += width + 3.0
    return words


def page(offset: float, leading: float) -> list[str]:
    """Notes on the left, text on the right; the left column starts ``offset`` lower, ``leading`` apart."""
    words: list[PlacedWord] = []
    for i, (note, line) in enumerate(zip(NOTES, TEXT, strict=True)):
        words += placed(note, 40.0, 100.0 + offset + leading * i) + placed(line, 200.0, 100.0 + 14.0 * i)
    return [" ".join(w.text for w in line) for line in reading_lines(words, 612.0, 792.0)]


def test_a_sidebar_with_its_own_leading_is_read_before_the_text() -> None:
    lines = page(offset=3.5, leading=13.0)
    assert lines[: len(NOTES)] == NOTES
    assert lines[len(NOTES) :] == TEXT


def test_level_rows_stay_whole() -> None:
    lines = page(offset=0.0, leading=14.0)
    assert lines == [f"{note} {line}" for note, line in zip(NOTES, TEXT, strict=True)]


def test_a_slight_drift_of_a_scan_keeps_rows_whole() -> None:
    lines = page(offset=0.8, leading=14.0)
    assert lines[0] == f"{NOTES[0]} {TEXT[0]}"
