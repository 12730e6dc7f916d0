"""Paragraphs and tables of a delta, in the styles of the draft that it belongs to.

Answers: WordprocessingML elements for a body that a firm's own template dresses. Where a template does not
define a style (that of the exhibit index has few), plain settings stand in for it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from pipelines.render.word_form import new_paragraph
from pipelines.render.word_text import Paragraph, Text

Element = Any
TABLE, FRAME = "PinciteTable", "PinciteCaption"
TINT = "EAEEF4"
"""Behind headings, as in the house's own tables."""
CELL = "PinciteCell"


@dataclass(frozen=True, slots=True)
class _Instead:
    """What stands in for a style: another style, one for its runs, and settings on top. Spaces in twips."""

    style: str = CELL
    run: str = ""
    bold: bool = False
    right: bool = False
    before: int = 0
    after: int = 0
    level: int | None = None


_INSTEAD = {
    "Title": _Instead(bold=True, after=120),
    "Heading1": _Instead(bold=True, before=240, after=80, level=0),
    "PinciteNotice": _Instead(run="PinciteMark", after=80),
    "PinciteText": _Instead(after=120),
    "PinciteAfter": _Instead("PinciteNone", before=110),
    "PinciteEnd": _Instead(after=40),
    "PinciteFile": _Instead(bold=True),
    "PinciteColumn": _Instead(bold=True),
    "PinciteNumber": _Instead(right=True),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its paragraphs (text as (label, words) pairs, in one paragraph style), how many columns it
    spans, whether it is tinted."""

    paragraphs: Sequence[Sequence[tuple[str, str]]]
    style: str = CELL
    span: int = 1
    tinted: bool = False


class WordParts:
    """Makes the elements.

    Args:
        styles: ids of the styles that the template defines.
    """

    def __init__(self, styles: Collection[str]) -> None:
        self._styles = styles

    def paragraph(self, text: str, style: str) -> Element:
        """A paragraph of plain words."""
        return self._made((Text(text),), style)

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
            runs += [Text("   ")] if runs else []
            runs += [Text(f"{label}: ", strong)] if label else []
            runs.append(Text(text))
        return self._made(tuple(runs), style)

    def _made(self, runs: tuple[Text, ...], style: str) -> Element:
        if style in self._styles or style not in _INSTEAD:
            return new_paragraph(Paragraph(runs, self._known(style)))
        instead = _INSTEAD[style]
        dressed = tuple(replace(run, style=self._known(instead.run) or run.style) for run in runs)
        made = new_paragraph(Paragraph(dressed, self._known(instead.style) or self._known(CELL)))
        _dress(made, instead)
        return made

    def _known(self, style: str) -> str:
        return style if style in self._styles else ""


def _child(parent: Element, tag: str, **attributes: str) -> Element:
    element = etree.SubElement(parent, qn(tag))
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _dress(paragraph: Element, instead: _Instead) -> None:
    """The settings, in the order that ECMA-376 asks for; the style stands before them."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        paragraph.insert(0, properties)
    if instead.level is not None:
        _child(properties, "w:keepNext")
    _child(properties, "w:spacing", before=str(instead.before), after=str(instead.after))
    if instead.right:
        _child(properties, "w:jc", val="right")
    if instead.level is not None:
        _child(properties, "w:outlineLvl", val=str(instead.level))
    for run in paragraph.findall(qn("w:r")) if instead.bold else ():
        looks = etree.Element(qn("w:rPr"))
        _child(looks, "w:b")
        run.insert(0, looks)
