"""A Word story as lines and pages: paragraphs, tables, text boxes, in the order they stand.

Answers: the lines of each page the file itself marks, with the notes and pictures met there.
Refuses to lay text out: a page ends where the author broke it or where Word last noted an end.

A short table row is one line, cells a gap apart. A row whose cells hold whole paragraphs is a layout, not a
table: its cells follow one another, line by line, or headings inside them would be lost inside a long line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from extractors.readers.docx_inline import (
    GAP,
    Item,
    Story,
    What,
    chosen,
    count_text,
    is_on,
    items_of,
)
from extractors.readers.docx_package import first
from extractors.readers.sheets import clean

LONGEST_ROW = 400
"""Characters of a table row that is one line."""

CELL_LINES = 3
NEW_PAGE_SECTIONS = frozenset({"nextPage", "oddPage", "evenPage"})
ROW_EDITS = {"w:ins": "inserted row", "w:del": "deleted row"}
CELL_EDITS = {"w:cellIns": "inserted cell", "w:cellDel": "deleted cell"}


@dataclass(slots=True)
class Leaf:
    """One page as the file marks it: lines, then the notes (kind, id) referred to on it."""

    section: int
    lines: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    large_pictures: int = 0
    small_pictures: int = 0

    @property
    def is_empty(self) -> bool:
        return not any(line.strip() for line in self.lines) and not self.large_pictures


class Walk:
    """Reads one story's blocks.

    Args:
        story: tallies and field state of the part.
        section_starts: for each section of the body, how it begins (``nextPage``, ``continuous``, …).
        labels: for each kind of note, its ids with their numbers in order of reference; is added to.
    """

    def __init__(
        self, story: Story, section_starts: tuple[str, ...], labels: dict[str, dict[str, int]]
    ) -> None:
        self.story = story
        self.replaced = 0
        self._starts = section_starts
        self._labels = labels
        self.leaves = [Leaf(0)]
        self._lines = self.leaves[0].lines
        self._in_cell = 0
        self._page_ended_in_cell = False
        self._section = 0

    def blocks(self, parent: Iterable[Element]) -> None:
        """Every block below ``parent``, whatever wraps it."""
        for element in parent:
            self._block(element)

    def _block(self, element: Element) -> None:
        match element.tag:
            case "w:p":
                self._paragraph(element)
            case "w:tbl":
                for row in _rows(element, self.story):
                    self._row(row)
            case "w:altChunk" | "w:subDoc":
                self.story.remarks.add(CHUNK_REMARK)
            case "w:sectPr" | "w:sdtPr" | "w:sdtEndPr" | "w:tblPr" | "w:tcPr" | "w:trPr" | "w:tblGrid":
                pass
            case "mc:AlternateContent":
                for version in chosen(element, self.story):
                    self.blocks(version)
            case _ if _holds_blocks(element):
                self.blocks(element)
            case _:
                self._run_on(element)

    def _paragraph(self, paragraph: Element) -> None:
        properties = first(paragraph, "w:pPr")
        if is_on(properties, "w:pageBreakBefore") and not self.leaves[-1].is_empty:
            self._page_end()
        if properties is not None and first(properties, "w:numPr", "w:numId") is not None:
            self.story.remarks.add(
                "Automatic list numbers are not printed: the file holds rules for them, not text."
            )
        self._run_on(paragraph)
        if properties is not None and first(properties, "w:sectPr") is not None:
            self._section_end()

    def _run_on(self, paragraph: Element) -> None:
        """Items to lines; boxes come after the line they hang on."""
        pieces: list[Item] = []
        boxes: list[Item] = []

        def end_line() -> None:
            self._line(_marked(pieces))
            pieces.clear()

        for item in items_of(paragraph, self.story):
            match item.what:
                case What.TEXT:
                    pieces.append(item)
                case What.LINE_END:
                    end_line()
                case What.PAGE_END | What.PAGE_ENDED:
                    if pieces:
                        end_line()
                    if item.what is What.PAGE_END or not self.leaves[-1].is_empty:
                        self._page_end()
                case What.NOTE:
                    pieces += self._note(item)
                case What.BOX:
                    boxes.append(item)
                case What.PICTURE if item.mark == "large":
                    self.leaves[-1].large_pictures += 1
                case What.PICTURE:
                    self.leaves[-1].small_pictures += 1
        end_line()
        for box in boxes:
            assert box.element is not None
            start = len(self._lines)
            self.blocks(box.element)
            if box.mark:
                self._lines[start:] = [f"[{box.mark}: {line}]" for line in self._lines[start:] if line]

    def _note(self, item: Item) -> list[Item]:
        """A note is printed at the foot of its page; a footnote or endnote leaves its number in the text."""
        self.leaves[-1].notes.append((item.text, item.mark))
        same_kind = self._labels.setdefault(item.text, {})
        label = same_kind.setdefault(item.mark, len(same_kind) + 1)
        return [] if item.text == "comment" else [Item(What.TEXT, f"[{item.text} {label}]")]

    def _row(self, row: Element) -> None:
        edit = _edit(first(row, "w:trPr"), ROW_EDITS)
        before = len(self.leaves[-1].notes)
        cells = [self._cell(cell) for cell in _cells(row, self.story)]
        if self._page_ended_in_cell and not self._in_cell:
            # The row moved on to the next page when Word last laid it out.
            self._page_ended_in_cell = False
            if not self.leaves[-1].is_empty:
                notes = self.leaves[-1].notes[before:]
                del self.leaves[-1].notes[before:]
                self._page_end()
                self.leaves[-1].notes += notes
        filled = [cell for cell in cells if cell]
        flat = [" ".join(cell) for cell in cells]
        if (
            len(filled) > 1
            and all(len(c) <= CELL_LINES for c in filled)
            and sum(map(len, flat)) <= LONGEST_ROW
        ):
            lines = [GAP.join(flat).rstrip()]
        else:
            lines = [line for cell in filled for line in cell]
        for line in lines:
            self._line(f"[{edit}: {line}]" if edit else line)

    def _cell(self, cell: Element) -> list[str]:
        """The lines of a cell, kept back until the row is known."""
        outside, self._lines = self._lines, []
        self._in_cell += 1
        self.blocks(cell)
        self._in_cell -= 1
        inside, self._lines = [line for line in self._lines if line.strip()], outside
        edit = _edit(first(cell, "w:tcPr"), CELL_EDITS)
        return [f"[{edit}: {line}]" for line in inside] if edit else inside

    def _line(self, text: str) -> None:
        lines, replaced = clean(text)
        self.replaced += replaced
        self._lines += lines.replace("\f", "\n").split("\n")

    def _page_end(self) -> None:
        if self._in_cell:
            self._page_ended_in_cell = True
            return
        self.leaves.append(Leaf(self._section))
        self._lines = self.leaves[-1].lines

    def _section_end(self) -> None:
        if self._in_cell or not self._starts:
            return
        self._section = min(self._section + 1, len(self._starts) - 1)
        if self._starts[self._section] in NEW_PAGE_SECTIONS:
            self._page_end()
        elif self.leaves[-1].is_empty:
            self.leaves[-1].section = self._section
        # Otherwise a continuous section shares the page, and the page keeps the earlier section's header.


CHUNK_REMARK = "A document inside the document is present and was not read."


def section_properties(body: Element) -> tuple[Element, ...]:
    """The section properties of a body in order, without those that a tracked change replaced."""
    former = {id(e) for change in body.iter("w:sectPrChange") for e in change.iter("w:sectPr")}
    return tuple(e for e in body.iter("w:sectPr") if id(e) not in former)


def _marked(pieces: Iterable[Item]) -> str:
    """Text with edits in brackets; neighbouring pieces of one kind share them."""
    parts: list[str] = []
    mark = ""
    for piece in [*pieces, Item(What.TEXT)]:
        if piece.mark != mark:
            parts.append("]" if mark else "")
            parts.append(f"[{piece.mark}: " if piece.mark else "")
            mark = piece.mark
        parts.append(piece.text)
    return "".join(parts)


def _rows(table: Element, story: Story) -> Iterator[Element]:
    """Rows, also those wrapped in content controls or markup of other kinds."""
    yield from _unwrapped(table, "w:tr", story)


def _cells(row: Element, story: Story) -> Iterator[Element]:
    yield from _unwrapped(row, "w:tc", story)


def _unwrapped(parent: Element, tag: str, story: Story) -> Iterator[Element]:
    children = chosen(parent, story) if parent.tag == "mc:AlternateContent" else list(parent)
    for child in children:
        if child.tag == tag:
            yield child
        elif count_text(child):
            yield from _unwrapped(child, tag, story)


def _holds_blocks(element: Element) -> bool:
    return any(e.tag in ("w:p", "w:tbl") for e in element.iter())


def _edit(properties: Element | None, names: dict[str, str]) -> str:
    if properties is None:
        return ""
    return next((word for tag, word in names.items() if first(properties, tag) is not None), "")
