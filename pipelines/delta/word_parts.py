"""Paragraphs and tables of a delta, in the styles of the draft that it belongs to.

Answers: WordprocessingML elements for a body that a firm's own template dresses. A style that the template
does not define is left out, so that Word's plain text stands there instead.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from pipelines.render.word_form import new_paragraph
from pipelines.render.word_text import Paragraph, Text

Element = Any
TABLE, FRAME = "PinciteTable", "PinciteCaption"
TINT = "EAEEF4"
"""Behind headings, as in the house's own tables."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its paragraphs (text as (label, words) pairs, in one paragraph style), how many columns it
    spans, whether it is tinted."""

    paragraphs: Sequence[Sequence[tuple[str, str]]]
    style: str = "PinciteCell"
    span: int = 1
    tinted: bool = False


class WordParts:
    """Makes the elements.

    Args:
        styles: ids of the styles that the template defines.
    """

    def __init__(self, styles: Collection[str]) -> None:
        self._styles = styles

    def paragraph(self, text: str, style: str, *, fallback: str = "") -> Element:
        """A paragraph of plain words; in ``fallback`` where the template lacks the style."""
        return new_paragraph(Paragraph((Text(text),), self._known(style) or self._known(fallback)))

    def table(
        self, title: str, style: str, widths: Sequence[int], rows: Sequence[Sequence[Box]], *, heads: int = 0
    ) -> Element:
        """A table of fixed widths (twips); its first ``heads`` rows come again on every page."""
        table = etree.Element(qn("w:tbl"))
        properties = _child(table, "w:tblPr")
        if self._known(style):
            _child(properties, "w:tblStyle", val=style)
        _child(properties, "w:tblW", w=str(sum(widths)), type="dxa")
        _child(properties, "w:tblLayout", type="fixed")
        _child(properties, "w:tblLook", val="0620", firstRow="1", noHBand="1", noVBand="1")
        _child(properties, "w:tblCaption", val=title)
        grid = _child(table, "w:tblGrid")
        for width in widths:
            _child(grid, "w:gridCol", w=str(width))
        for number, row in enumerate(rows):
            self._row(table, row, widths, head=number < heads)
        return table

    def _row(self, table: Element, row: Sequence[Box], widths: Sequence[int], *, head: bool) -> None:
        element = _child(table, "w:tr")
        properties = _child(element, "w:trPr")
        _child(properties, "w:cantSplit")
        if head:
            _child(properties, "w:tblHeader")
        at = 0
        for box in row:
            cell = _child(element, "w:tc")
            looks = _child(cell, "w:tcPr")
            _child(looks, "w:tcW", w=str(sum(widths[at : at + box.span])), type="dxa")
            if box.span > 1:
                _child(looks, "w:gridSpan", val=str(box.span))
            if box.tinted:
                _child(looks, "w:shd", val="clear", color="auto", fill=TINT)
            for words in box.paragraphs or ((("", ""),),):
                cell.append(self._words(words, box.style))
            at += box.span

    def _words(self, words: Sequence[tuple[str, str]], style: str) -> Element:
        strong = self._known("PinciteStrong")
        runs: list[Text] = []
        for label, text in words:
            runs += [Text(f"{label}: ", strong)] if label else []
            runs.append(Text(text))
        return new_paragraph(Paragraph(tuple(runs), self._known(style)))

    def _known(self, style: str) -> str:
        return style if style in self._styles else ""


def _child(parent: Element, tag: str, **attributes: str) -> Element:
    element = etree.SubElement(parent, qn(tag))
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
