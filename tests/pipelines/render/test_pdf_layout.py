"""Lines and pages of the PDF: where lines break, what stays together, what is repeated."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.render import pdf_lines
from pipelines.render.pdf_fonts import face_of
from pipelines.render.pdf_lines import set_lines
from pipelines.render.pdf_pages import Laid, pages
from pipelines.render.pdf_stacks import stacked
from pipelines.render.word_blocks import (
    Block,
    Cell,
    Edges,
    Letters,
    Paragraph,
    Row,
    Running,
    Setting,
    Sheet,
    Span,
    Tab,
    Table,
    WordFile,
)

PLAIN = Letters(10.0)
SHEET = Sheet(400.0, 300.0, 20.0, 20.0, 20.0, 20.0, 10.0, 10.0)


def paragraph(text: str, **setting: Any) -> Paragraph:
    return Paragraph("Normal", Setting(**setting), (Span(text, PLAIN),), PLAIN)


def lines(text: str, width: float, **setting: Any) -> list[str]:
    made = set_lines(paragraph(text, **setting), width)
    return ["|".join(piece.text for piece in line.pieces) for line in made]


def test_lines_break_at_spaces_and_between_figures_but_not_within_words() -> None:
    assert lines("one two three", 45) == ["one two", "three"]
    assert lines("2017-02-14", 42) == ["2017-02-", "14"]
    assert lines("well follow-up", 55) == ["well", "follow-up"]  # a reader would drop the hyphen
    assert lines("form CMS-1500-A", 57) == ["form", "CMS-1500-", "A"]
    assert lines("from -5 to", 30) == ["from", "-5 to"]  # a sign stays with its number


def test_a_word_is_not_parted_where_its_look_changes() -> None:
    two = Paragraph(
        "Normal", Setting(), (Span("aaaa bb", PLAIN), Span("bb", Letters(10.0, bold=True))), PLAIN
    )
    assert [[p.text for p in line.pieces] for line in set_lines(two, 40)] == [["aaaa"], ["bb", "bb"]]


def test_line_ends_and_leading_spaces_stay() -> None:
    assert lines("a\n\nb", 100) == ["a", "", "b"]
    assert lines("   of which", 200) == ["   of which"]
    assert lines("", 100) == [""]


def test_tabs_lead_to_the_middle_and_the_right() -> None:
    tabs = (Tab("center", 100.0), Tab("right", 200.0))
    (line,) = set_lines(paragraph("left\tmid\tright", tabs=tabs), 200)
    left, middle, right = line.pieces
    assert left.x == 0
    assert middle.x + middle.width / 2 == pytest.approx(100)
    assert right.x + right.width == pytest.approx(200)


def test_alignment_and_indents() -> None:
    (line,) = set_lines(paragraph("12", align="right"), 100)
    assert line.pieces[0].x + line.pieces[0].width == pytest.approx(100)
    first, second = set_lines(paragraph("aaa bbb", left=10.0, first=-4.0), 35)
    assert (first.pieces[0].x, second.pieces[0].x) == (6.0, 10.0)


def test_the_larger_of_two_spaces_counts() -> None:
    stack = stacked((paragraph("a", after=6.0), paragraph("b", before=4.0, after=2.0)), 100)
    upper, lower = stack.strips
    assert lower.top - upper.bottom == pytest.approx(6.0)
    assert stack.height == pytest.approx(lower.bottom + 2.0)


def test_no_line_of_a_paragraph_is_left_alone() -> None:
    text = "\n".join("abcde")
    opens = [strip.opens for strip in stacked((paragraph(text),), 100).strips]
    assert opens == [True, False, True, True, False]
    assert [s.opens for s in stacked((paragraph("a\nb\nc"),), 100).strips] == [True, False, False]


def test_a_bold_line_stays_with_what_it_heads() -> None:
    heading = Paragraph("Head", Setting(), (Span("Plan", Letters(10.0, bold=True)),), PLAIN)
    assert [s.opens for s in stacked((heading, paragraph("rest")), 100).strips] == [True, False]


def row(text: str, *, whole: bool = False, header: bool = False, **setting: Any) -> Row:
    return Row((Cell(0, 1, (paragraph(text, **setting),), Edges()),), header, whole)


def laid(*blocks: Block, height: float = 100.0) -> list[list[str]]:
    """The text on each page."""
    none = Running((), (), None)
    word = WordFile(SHEET, blocks, none, None, None, PLAIN)
    return [[_text(part) for part in page] for page in pages(word, height)]


def _text(part: Laid) -> str:
    (column,) = part.strap.columns
    strips = column.stack.strips[part.first[0] : part.past[0]]
    return "/".join(p.text for s in strips if s.line for p in s.line.pieces)


def table(*rows: Row) -> Table:
    return Table("t", (300.0,), (0.0, 0.0, 0.0, 0.0), rows)


LINES = {n: "\n".join("abcdefghijklmnopqrstuvwxyz"[:n]) for n in range(1, 27)}
"""Texts of so many lines; a page of 100 points holds eight of them (11.5 points each)."""


def test_header_rows_come_again_and_whole_rows_move_on() -> None:
    made = laid(table(row("H", header=True), row(LINES[5], whole=True), row(LINES[5], whole=True)))
    assert made == [["H", "a/b/c/d/e"], ["H", "a/b/c/d/e"]]


def test_header_rows_that_fill_the_page_are_not_repeated() -> None:
    made = laid(table(row(LINES[6], header=True), row("first"), row(LINES[8])))
    assert made[0] == ["a/b/c/d/e/f", "first"]
    assert made[1] == ["a/b/c/d/e/f/g/h"]


def test_other_rows_run_over_the_page() -> None:
    assert laid(table(row("H", header=True), row(LINES[4]), row(LINES[6]))) == [
        ["H", "a/b/c/d", "a/b/c"],
        ["H", "d/e/f"],
    ]


def test_a_whole_row_that_no_page_holds_is_parted_all_the_same() -> None:
    made = laid(table(row("H", header=True), row(LINES[20], whole=True)))
    assert [page[0] for page in made] == ["H", "H", "H"]
    assert "/".join(page[1] for page in made) == "/".join("abcdefghijklmnopqrst")


def test_a_heading_stays_with_the_header_and_first_row_of_its_table() -> None:
    made = laid(
        paragraph(LINES[5]),
        paragraph("Heading", keep_next=True),
        table(row("H", header=True), row("first"), row("second")),
        height=11.5 * 7 + 1,
    )
    assert made == [["a/b/c/d/e"], ["Heading", "H", "first", "second"]]


def test_a_chain_longer_than_a_page_is_not_kept() -> None:
    kept = [paragraph(letter, keep_next=True) for letter in "abcdefghijkl"]
    assert [text for page in laid(*kept, paragraph("end")) for text in page] == [*"abcdefghijkl", "end"]


def test_a_page_break_before_is_kept() -> None:
    assert laid(paragraph("a"), paragraph("b", new_page=True)) == [["a"], ["b"]]


def test_a_line_taller_than_the_page_is_placed_and_ends() -> None:
    tall = replace(paragraph("tall"), setting=Setting(line_least=500.0))
    assert laid(paragraph("a"), tall, paragraph("b")) == [["a"], ["tall"], ["b"]]


def test_no_fractions_are_added_in_a_way_that_differs_between_pythons() -> None:
    """``sum`` of floats is more exact from Python 3.12 on; the bytes must be the same on both."""
    folder = Path(pdf_lines.__file__).parent
    for path in sorted([*folder.glob("pdf*.py"), *folder.glob("html*.py")]):
        assert not re.search(r"(?<![\w.])sum\(", path.read_text(encoding="utf-8")), path.name


TEXTS = st.text(st.sampled_from("ab -–.\n\té“☐א😀"), max_size=60)


@given(text=TEXTS, width=st.floats(5, 200), bold=st.booleans())
def test_no_character_is_lost_or_doubled_where_lines_break(text: str, width: float, bold: bool) -> None:
    letters = Letters(9.0, bold=bold)
    spans = tuple(Span(part, letters) for part in re.split("(?<=a)", text))
    made = set_lines(Paragraph("Normal", Setting(), spans, PLAIN), width)
    shown = face_of(letters).shown(text)
    assert "".join("".join(p.text for p in line.pieces) for line in made).replace(" ", "") == "".join(
        shown.split()
    )


ROWS = st.lists(
    st.tuples(st.lists(st.integers(0, 14), min_size=1, max_size=3), st.booleans(), st.booleans()), max_size=12
)


@given(made=ROWS, heads=st.integers(0, 2), height=st.floats(8, 160))
def test_every_line_of_a_table_is_on_one_page_and_in_order(
    made: list[tuple[list[int], bool, bool]], heads: int, height: float
) -> None:
    """Rows of one to three cells of so many lines, whole or not, kept or not, on pages of any height."""
    rows = [row(f"H{i}", header=True) for i in range(heads)]
    for number, (cells, whole, keep) in enumerate(made):
        texts = ["\n".join(f"{number}.{c}.{line}" for line in range(n)) for c, n in enumerate(cells)]
        rows.append(
            Row(
                tuple(Cell(c, 1, (paragraph(t, keep_next=keep),), Edges()) for c, t in enumerate(texts)),
                False,
                whole,
            )
        )
    grid = Table("t", (90.0, 90.0, 90.0), (1.0, 2.0, 1.0, 2.0), tuple(rows))
    word = WordFile(SHEET, (grid,), Running((), (), None), None, None, PLAIN)
    found: dict[tuple[int, int], list[str]] = {}
    for page in pages(word, height):
        for part in page:
            for c, column in enumerate(part.strap.columns):
                for strip in column.stack.strips[part.first[c] : part.past[c]]:
                    for piece in strip.line.pieces if strip.line else ():
                        if not piece.text.startswith("H"):
                            number, cell, _ = map(int, piece.text.split("."))
                            found.setdefault((number, cell), []).append(piece.text)
    for number, (cells, _, _) in enumerate(made):
        for c, n in enumerate(cells):
            assert found.get((number, c), []) == [f"{number}.{c}.{line}" for line in range(n)]
