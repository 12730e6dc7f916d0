"""A figure in Word and back: nothing lost; the shapes as Word wants them; as SVG, text stays text."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from pipelines.render.figure import Figure, Label, Line, Rect, Shape, figure_svg
from pipelines.render.figure_word import drawn_figure, figure_drawing
from tests.pipelines.render.made_word import FIGURE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.mark.parametrize(
    "shape",
    [
        Rect(10.0, 20.0, 30.5, 4.25, "1F3864"),
        Rect(0.0, 0.0, 1.0, 1.0, "", "B00020"),
        Line(0.0, 5.0, 100.0, 5.0, "5F6670", 0.75),
        Line(40.0, 5.0, 40.0, 60.0, "5F6670", 1.0, True),
        Line(10.0, 60.0, 50.0, 10.0, "7A4B00"),
        Label(0.0, 8.0, "first", 7.0),
        Label(200.0, 40.0, "  a < b & \"c\" 'd'  ", 8.5, "B00020", True, "middle"),
        Label(400.0, 40.0, "last", 7.0, "5F6670", False, "end"),
    ],
)
def test_a_shape_comes_back_from_word_as_it_was(shape: Shape) -> None:
    figure = Figure(400.0, 64.0, (shape,), "Title & <more>", 'Says "what" it shows')
    assert drawn_figure(figure_drawing(figure, 3).find(f".//{W}drawing")) == figure


def test_a_line_drawn_backwards_is_the_same_line() -> None:
    figure = Figure(100.0, 50.0, (Line(90.0, 40.0, 10.0, 5.0, "000000"),), "t", "d")
    again = drawn_figure(figure_drawing(figure, 1).find(f".//{W}drawing"))
    assert again is not None
    assert again.shapes == (Line(10.0, 5.0, 90.0, 40.0, "000000"),)


def test_no_box_sticks_out_of_its_figure_and_ids_differ() -> None:
    """LibreOffice shifts a group of which a box sticks out."""
    run = figure_drawing(FIGURE, 7)
    for place in run.iter(f"{A}xfrm"):
        left, top = int(place.find(f"{A}off").get("x")), int(place.find(f"{A}off").get("y"))
        assert left >= 0
        assert top >= 0
        assert left + int(place.find(f"{A}ext").get("cx")) <= FIGURE.width * 12_700 + 1
    ids = [e.get("id") for e in (*run.iter(f"{WP}docPr"), *run.iter(f"{WPS}cNvPr"))]
    assert len(ids) == len(set(ids)) == len(FIGURE.shapes) + 1


def test_word_tells_the_figure_in_words() -> None:
    named = figure_drawing(FIGURE, 7).find(f".//{WP}docPr")
    assert (named.get("title"), named.get("descr")) == (FIGURE.title, FIGURE.description)


def test_the_children_of_a_shape_stand_in_the_order_that_word_asks_for() -> None:
    order = ["cNvPr", "cNvSpPr", "spPr", "txbx", "bodyPr"]
    for shape in figure_drawing(FIGURE, 7).iter(f"{WPS}wsp"):
        places = [order.index(child.tag.removeprefix(WPS)) for child in shape]
        assert places == sorted(places)


def test_svg_is_well_formed_and_its_text_is_text() -> None:
    root = ElementTree.fromstring(figure_svg(FIGURE))
    assert root.get("viewBox") == "0 0 700 64"
    assert [e.text for e in root.findall("text")] == ["November 2015", "June <2016> & “more”", "January 2017"]
    assert {e.tag for e in root.iter()} == {"svg", "title", "desc", "rect", "line", "text"}
    assert [e.get("stroke-dasharray") for e in root.findall("line")] == [None, "3 2", None]


def test_a_drawing_that_is_no_group_is_no_figure() -> None:
    picture = figure_drawing(FIGURE, 7).find(f".//{W}drawing")
    for graphic in list(picture.iter(f"{A}graphicData")):
        for child in list(graphic):
            graphic.remove(child)
    assert drawn_figure(picture) is None
