"""A sticker's words stay in its box and none is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.exhibits.label_layout import LabelText, lay, wrapped
from pipelines.exhibits.stamp_font import ABOVE, BELOW, shown, width

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=80)


@settings(max_examples=60, deadline=None)
@given(
    WORDS, st.lists(WORDS, max_size=4), st.lists(st.sampled_from(["ID", "EVID."]), max_size=2, unique=True)
)
def test_all_words_stand_in_the_box_below_each_other(
    designation: str, lines: list[str], boxes: list[str]
) -> None:
    text = LabelText(designation, "Defendant’s Exhibit", tuple(lines), tuple(boxes))
    sticker = lay(text, 144, 72)
    assert sticker.width == 144
    assert sticker.height >= 72
    end = 0.0
    for line in sticker.texts:
        top, bottom = line.baseline - ABOVE * line.size, line.baseline + BELOW * line.size
        assert top >= 0
        assert bottom <= sticker.height + 0.01
        assert line.x >= 0
        assert line.x + width(line.text, line.size) <= 144.01
        if not line.ticked:
            assert top >= end - 0.01
            end = bottom
    printed = "".join(line.text for line in sticker.texts)
    wanted = [text.heading, designation, *lines, *boxes]
    assert printed.replace(" ", "") == "".join(shown(w) for w in wanted).replace(" ", "")


def test_the_designation_is_the_largest_line_and_shrinks_before_it_breaks() -> None:
    short = lay(LabelText("7", "Exhibit", ("No. 5",)), 144, 72).texts
    assert max(short, key=lambda t: t.size).text == "7"
    long = lay(LabelText("JOINT-TRIAL-1234-A", "Exhibit"), 144, 72).texts
    assert [t.text for t in long] == ["Exhibit", "JOINT-TRIAL-1234-A"]


@pytest.mark.parametrize("room", [5.0, 30.0, 200.0])
def test_wrapping_divides_only_words_that_are_too_long(room: float) -> None:
    text = "Records of Marlow Orthopaedics"
    lines = wrapped(text, 9, room)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line, 9) <= room or len(line) == 1 for line in lines)
