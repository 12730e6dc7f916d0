"""Reading order on bare words: nothing lost, nothing doubled, prose by column, everything else by row."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.pages import Box
from extractors.readers.placed import PlacedWord, upright_box
from extractors.readers.reading_order import reading_lines

LETTER = 5.0

box = st.builds(
    lambda x, y, w, h: Box(x, y, x + w, y + h),
    st.floats(0, 580),
    st.floats(0, 760),
    st.floats(0.5, 200),
    st.floats(0.5, 60),
)
words = st.lists(
    st.builds(PlacedWord, st.text("abc1:.", min_size=1, max_size=8), box, st.integers(0, 359)), max_size=60
)


@given(words)
def test_every_word_is_read_exactly_once(given: list[PlacedWord]) -> None:
    read = [id(w) for line in reading_lines(given, 612, 792) for w in line]
    assert sorted(read) == sorted(id(w) for w in given)


@given(words, st.randoms())
def test_the_order_of_arrival_does_not_matter(given: list[PlacedWord], random: object) -> None:
    placed = {(w.box.x0, w.box.top): w for w in given}  # ties have no order of their own
    shuffled = list(placed.values())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    once = reading_lines(list(placed.values()), 612, 792)
    again = reading_lines(shuffled, 612, 792)
    assert [[w.text for w in line] for line in once] == [[w.text for w in line] for line in again]


@given(box, st.sampled_from([0, 90, 180, 270]))
def test_turning_upright_keeps_the_size(given: Box, turn: int) -> None:
    upright = upright_box(given, turn, 612, 792)
    sides = sorted((given.x1 - given.x0, given.bottom - given.top))
    assert sorted((upright.x1 - upright.x0, upright.bottom - upright.top)) == pytest.approx(sides)


def typed(*rows: tuple[float, float, str]) -> list[PlacedWord]:
    """Typewritten words from (left, top, line); single spaces part words."""
    made: list[PlacedWord] = []
    for left, top, line in rows:
        at = left
        for word in line.split(" "):
            made.append(PlacedWord(word, Box(at, top, at + LETTER * len(word), top + 10)))
            at += LETTER * (len(word) + 1)
    return made


def read(given: Sequence[PlacedWord]) -> list[str]:
    return [" ".join(w.text for w in line) for line in reading_lines(given, 612, 792)]


def test_hanging_labels_stay_on_the_row_of_their_text() -> None:
    body = [
        "The patient reports pain in the neck that began",
        "after the collision and has been worse at night,",
        "with no relief from heat or from the tablets he",
        "was given, and he is unable to lift his daughter",
        "without pain that lasts for the rest of the day",
    ]
    given = typed((40, 100, "HISTORY:"), *((200, 100 + 12 * i, line) for i, line in enumerate(body)))
    assert read(given) == [f"HISTORY: {body[0]}", *body[1:]]


def test_label_and_value_pairs_in_two_columns_stay_rows() -> None:
    left = [
        "Patient: Orla Kestrel",
        "Birth date: 03/14/1981",
        "Account: 44 71 09",
        "Visit: September 21, 2016",
    ]
    right = [
        "Provider: Ines Harrow, MD",
        "Clinic: Tern Harbor",
        "Phone: (555) 010-4471",
        "Payer: Auto MedPay",
    ]
    rows = list(zip(left, right, strict=True))
    given = typed(*((x, 100 + 14 * i, row[k]) for i, row in enumerate(rows) for k, x in enumerate((40, 330))))
    assert read(given) == [f"{a} {b}" for a, b in rows]


def test_transcript_pages_side_by_side_are_read_one_after_the_other() -> None:
    """A condensed transcript: two pages on one sheet, each with its line numbers."""
    one = [
        "1 Q. Did you see the other car before it",
        "2 struck the rear of your car on the day",
        "3 of the accident that we are here about",
        "4 A. I heard the brakes and I looked up at",
        "5 the mirror, and then it was on top of us",
    ]
    two = [
        "6 Q. What did you do in the first minutes",
        "7 after the cars had come to a stop there",
        "8 A. I asked my daughter if she was hurt and",
        "9 then I called for help from the telephone",
        "10 that was in the bag on the seat beside me",
    ]
    given = typed(
        *((40, 100 + 13 * i, line) for i, line in enumerate(one)),
        *((330, 100 + 13 * i, line) for i, line in enumerate(two)),
    )
    assert read(given) == [*one, *two]


def test_cells_of_running_text_are_read_row_by_row() -> None:
    """A plan with white space between its rows is a table, though its cells are prose."""
    cells = [
        (
            ["Neck strain that is slowly", "getting better with care"],
            ["continue the exercises that", "were shown last week"],
        ),
        (
            ["Headache that comes on in", "the late afternoon hours"],
            ["keep a diary and rest when", "the light is too bright"],
        ),
        (
            ["Trouble with sleep that is", "worse after a day of work"],
            ["no screen in the hour that", "comes before going to bed"],
        ),
    ]
    rows: list[tuple[float, float, str]] = []
    for i, (left, right) in enumerate(cells):
        for x, lines in ((40, left), (330, right)):
            rows.extend((x, 100 + 50 * i + 12 * k, line) for k, line in enumerate(lines))
    assert read(typed(*rows)) == [line for left, right in cells for line in (*left, *right)]


def test_a_large_headline_does_not_glue_two_rows_together() -> None:
    headline = PlacedWord("K", Box(40, 100, 60, 124))
    given = [headline, *typed((80, 101, "Kestrel Orthopedics"), (80, 113, "4 Tern Harbor Road"))]
    assert "Kestrel Orthopedics 4 Tern Harbor Road" not in " ".join(read(given))
    assert "4 Tern Harbor Road" in read(given)[-1]


def test_superscripts_stay_on_their_line() -> None:
    given = [*typed((40, 100, "the 4"), (75, 100, "of May")), PlacedWord("th", Box(66, 98, 73, 104))]
    assert read(given) == ["the 4 th of May"]
