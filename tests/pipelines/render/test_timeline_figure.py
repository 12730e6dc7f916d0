"""No text of the timeline overlaps another or leaves the figure, whatever the matter; marks stay apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest

from pipelines.render.figure import Figure, Label, Line, Rect
from pipelines.render.label_widths import fitted, label_width
from pipelines.render.pdf_fonts import face_of
from pipelines.render.timeline_axis import axis, ticks
from pipelines.render.timeline_figure import MOST_LANES, WIDTH, timeline_figure
from pipelines.render.word_blocks import Letters
from pipelines.timeline import Lane, Timeline
from tests.pipelines.made_timeline import START, spread, with_gaps

LONG = (
    "Quillhaven Regional Comprehensive Orthopaedic, Spine, Hand & Sports Medicine Associates of Port Ellery"
)
MANY_GAPS = with_gaps(spread(5, 40, 1500, stays=True), *((100 * i, 31 + i) for i in range(14)))

CASES: dict[str, Timeline] = {
    "one visit": spread(1, 1, 0),
    "two weeks": spread(3, 4, 14),
    "many lanes": spread(40, 6, 700),
    "long names": spread(12, 9, 400, name=LONG),
    "600 visits": spread(3, 200, 730),
    "600 visits of one facility": spread(1, 600, 900),
    "15 years": spread(8, 60, 15 * 365, stays=True),
    "20 years": spread(2, 5, 20 * 365),
    "many gaps": MANY_GAPS,
    "short gaps side by side": with_gaps(spread(4, 30, 5000), (0, 31), (33, 31), (66, 31), (4900, 90)),
    "incident before": replace(spread(4, 9, 300), incident=date(1999, 1, 1)),
    "incident after": replace(spread(4, 9, 300), incident=date(2031, 1, 1)),
    "incident on the last day": replace(spread(4, 9, 300), incident=START + timedelta(days=300)),
    "no incident": replace(spread(4, 9, 300), incident=None),
    "markup in a name": spread(2, 3, 60, name='<b>&"Quill"</b>\n\x1b'),
}


def box(label: Label) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a label as the PDF's own font measures it."""
    face = face_of(Letters(bold=label.bold))
    width = face.width(face.shown(label.text), label.size)
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - 0.72 * label.size, left + width, label.y + 0.2 * label.size


@pytest.mark.parametrize("name", CASES)
def test_no_text_overlaps_another_or_leaves_the_figure(name: str) -> None:
    figure = timeline_figure(CASES[name])
    labels = [s for s in figure.shapes if isinstance(s, Label)]
    for label in labels:
        left, top, right, bottom = box(label)
        assert left >= -0.01, label
        assert right <= figure.width + 0.01, label
        assert top >= 0, label
        assert bottom <= figure.height, label
    for one, other in combinations(labels, 2):
        a, b = box(one), box(other)
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, other)


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_drawn_outside_the_figure_or_through_a_text(name: str) -> None:
    figure = timeline_figure(CASES[name])
    labels = [s for s in figure.shapes if isinstance(s, Label)]
    for shape in figure.shapes:
        if isinstance(shape, Rect):
            assert shape.width > 0
            assert -0.01 <= shape.x <= shape.x + shape.width <= figure.width + 0.01, shape
            assert 0 <= shape.y <= shape.y + shape.height <= figure.height, shape
        elif isinstance(shape, Line) and shape.x1 == shape.x2:
            assert 0 <= shape.x1 <= figure.width
            for label in labels:
                left, top, right, bottom = box(label)
                crossed = left < shape.x1 < right and shape.y1 < bottom and shape.y2 > top
                assert not crossed, (shape, label)


@pytest.mark.parametrize("name", CASES)
def test_the_axis_says_when(name: str) -> None:
    figure = timeline_figure(CASES[name])
    assert any(s.text[-4:].isdigit() and s.anchor == "middle" for s in figure.shapes if isinstance(s, Label))


def marks(figure: Figure) -> list[Rect]:
    return [s for s in figure.shapes if isinstance(s, Rect) and s.fill == "1F3864"][:-1]


def test_marks_stay_apart_when_dense_and_grow_with_their_number() -> None:
    found = marks(timeline_figure(CASES["600 visits of one facility"]))
    found.sort(key=lambda m: m.x)
    assert all(b.x - (a.x + a.width) >= 0.5 for a, b in pairwise(found))
    later = START + timedelta(days=9)
    lane = Lane("A", (*((START, START),) * 3, (later, later)))
    tall, short = marks(timeline_figure(Timeline((lane,), (), None, START, later)))
    assert tall.height > short.height


def test_beyond_the_lanes_that_fit_the_rest_is_summed() -> None:
    figure = timeline_figure(CASES["many lanes"])
    names = [s.text for s in figure.shapes if isinstance(s, Label) and s.x == 0 and s.anchor == "start"]
    assert len([n for n in names if "acilit" in n]) == MOST_LANES
    assert f"{40 - MOST_LANES + 1} further facilities" in names
    counts = [
        int(s.text) for s in figure.shapes if isinstance(s, Label) and s.anchor == "end" and s.text.isdigit()
    ]
    assert sum(counts) == 40 * 6


def test_gaps_are_shaded_with_their_days_and_told_in_words() -> None:
    figure = timeline_figure(with_gaps(spread(2, 9, 400), (50, 47)))
    assert any(isinstance(s, Rect) and s.fill == "FBE5D6" and s.height > 20 for s in figure.shapes)
    assert any(isinstance(s, Label) and s.text == "47 d" for s in figure.shapes)
    assert "1 gap without treatment, in days: 47." in figure.description


def test_the_description_counts() -> None:
    made = Timeline(
        (Lane("Larkspur Clinic", ((START, START),) * 2), Lane("Quill Imaging", ((START, START),))),
        (), START, START, START,
    )  # fmt: skip
    assert timeline_figure(made).description == (
        "3 entries of 2 facilities from 03/01/2021 to 03/01/2021. Larkspur Clinic: 2; Quill Imaging: 1. "
        "Date of incident: 03/01/2021."
    )


def test_an_incident_outside_the_span_is_said_at_the_edge() -> None:
    before, after = timeline_figure(CASES["incident before"]), timeline_figure(CASES["incident after"])
    assert any(
        isinstance(s, Label) and s.text == "Incident 01/01/1999, before the span shown" for s in before.shapes
    )
    assert any(
        isinstance(s, Label) and s.text == "Incident 01/01/2031, after the span shown" for s in after.shapes
    )
    assert not any(isinstance(s, Line) and s.dashed for s in (*before.shapes, *after.shapes))


@pytest.mark.parametrize("days", [1, 14, 30, 45, 90, 200, 400, 800, 1500, 3000, 5500, 7300])
def test_ticks_fit_any_span(days: int) -> None:
    found = [t for t in ticks(axis(START, START + timedelta(days=days), 196, 700), 7) if t.label]
    assert 1 <= len(found) <= 21
    assert [t.x for t in found] == sorted(t.x for t in found)


def test_widths_are_never_too_small_for_the_font() -> None:
    for text in (LONG, "0123456789 d", "Incident 03/11/2021", "WMQ@%—é", "Ängström"):
        for bold in (False, True):
            face = face_of(Letters(bold=bold))
            assert label_width(text, 7, bold=bold) >= face.width(face.shown(text), 7) - 0.01
    assert label_width(fitted(LONG, 7, 100), 7) <= 100
    assert fitted("Quill", 7, 100) == "Quill"
    assert WIDTH <= 705.6
