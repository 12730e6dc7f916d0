"""Lines at the foot, stickers and the court's zones never touch."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.exhibits.court_profile import Corner, StampZone
from pipelines.exhibits.zones import Side, foot_height, kept_clear, line_box, rows, sticker_box, touch


@given(
    st.floats(144, 2000),
    st.dictionaries(st.sampled_from(list(Side)), st.floats(5, 400), max_size=3),
    st.floats(0, 400),
)
def test_lines_of_one_page_never_touch_each_other_or_a_sticker(
    width: float, widths: dict[Side, float], footer: float
) -> None:
    placed, count = rows(width, widths)
    page = (width, 1000.0)
    boxes = [line_box(page, widths[side], side, placed[side]) for side in widths]
    if footer:
        boxes.append(line_box(page, footer, Side.CENTRE, count))
    assert not any(touch(one, other) for one, other in itertools.combinations(boxes, 2))
    foot = foot_height(count + bool(footer))
    assert all(1000 - foot <= box.top and box.bottom <= 1000 for box in boxes)
    for corner in Corner:
        label = sticker_box(page, (144, 72), corner, foot)
        assert not any(touch(label, box) for box in boxes)


@given(st.floats(144, 2000), st.floats(5, 400), st.floats(5, 400))
def test_the_page_number_keeps_the_lowest_row(width: float, left: float, right: float) -> None:
    placed, _ = rows(width, {Side.LEFT: left, Side.RIGHT: right, Side.CENTRE: 60})
    assert placed[Side.CENTRE] == 0


@pytest.mark.parametrize(
    ("corner", "expected"),
    [
        (Corner.UPPER_RIGHT, [512, 0, 612, 50]),
        (Corner.UPPER_LEFT, [0, 0, 100, 50]),
        (Corner.LOWER_RIGHT, [512, 742, 612, 792]),
        (Corner.LOWER_LEFT, [0, 742, 100, 792]),
    ],
)
def test_a_courts_zone_lies_in_its_corner(corner: Corner, expected: list[float]) -> None:
    (box,) = kept_clear((612, 792), [StampZone(corner, 100, 50, "first")])
    assert box.as_list() == expected
    (whole,) = kept_clear((80, 40), [StampZone(corner, 100, 50, "all")])
    assert whole.as_list() == [0, 0, 80, 40]
