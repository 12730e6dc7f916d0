"""A Word template as a form: tables found by title, prototype rows copied, placeholders set.

Answers: the mechanics of filling, on lxml elements. python-docx opens and saves; its ``table.cell`` costs the
square of the rows, so rows are deep copies of the prototype. Refuses (`TemplateError`) what is not there.
Text is set as text of runs, once: a value that looks like a placeholder, field or markup stays a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from extractors.errors import TemplateError
from pipelines.render.word_text import Cell, Paragraph, Record, Text

Element = Any
"""An lxml element; lxml ships no types."""

EMPTY_STYLE = "PinciteNone"
"""Style of the line that stays where a table has no row."""

_REMEDY = "Restore the approved template, or correct it and have it approved again."
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def lacking(what: str) -> TemplateError:
    """The refusal of a template that lacks something."""
    return TemplateError(f"The approved Word template has no {what}.", _REMEDY)


def unknown(placeholder: str) -> TemplateError:
    """The refusal of a template that asks for something nobody fills."""
    return TemplateError(f"The approved Word template asks for {{{placeholder}}}, which is unknown.", _REMEDY)


@dataclass(frozen=True, slots=True)
class Listing:
    """A table taken apart: ``prototype`` and ``others`` are its rows after the header, detached; ``columns``
    its headings; ``empty`` the line that stands for it when it has no row."""

    table: Element
    columns: tuple[str, ...]
    prototype: Element
    others: tuple[Element, ...]
    empty: Element | None

    def fill(self, rows: Iterable[Element]) -> None:
        """Put the rows in; without any, take the table out and leave its empty line."""
        filled = False
        for row in rows:
            self.table.append(row)
            filled = True
        if not filled:
            remove(self.table)
        elif self.empty is not None:
            remove(self.empty)


def listing(body: Element, title: str) -> Listing:
    """Find the table with this alt-text title and take its prototype rows out.

    Raises:
        TemplateError: there is no such table, or it has no prototype row.
    """
    for table in body.iter(qn("w:tbl")):
        caption = table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
        if caption is not None and caption.get(qn("w:val")) == title:
            break
    else:
        raise lacking(f"table titled {title!r}")
    rows = table.findall(qn("w:tr"))
    heading = [r for r in rows if r.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    prototypes = [r for r in rows if r not in heading]
    if not prototypes:
        raise lacking(f"prototype row in its table {title!r}")
    for row in prototypes:
        remove(row)
    columns = tuple(text_of(cell) for row in heading[:1] for cell in row.findall(qn("w:tc")))
    after = table.getnext()
    empty = after if after is not None and _style_of(after) == EMPTY_STYLE else None
    return Listing(table, columns, prototypes[0], tuple(prototypes[1:]), empty)


def listing_titles(body: Element) -> frozenset[str]:
    """The alt-text titles of all tables."""
    return frozenset(caption.get(qn("w:val")) for caption in body.iter(qn("w:tblCaption")))


def section_of(element: Element) -> tuple[Element, ...]:
    """A table or paragraph with everything from its heading before to its empty line after."""
    found = [element]
    before = element.getprevious()
    while before is not None and before.tag == qn("w:p"):
        found.insert(0, before)
        if _style_of(before).startswith("Heading"):
            break
        before = before.getprevious()
    after = element.getnext()
    if after is not None and _style_of(after) == EMPTY_STYLE:
        found.append(after)
    return tuple(found)


def filled_row(prototype: Element, record: Record) -> Element:
    """A copy of the prototype row with each placeholder cell set to the record's paragraphs.

    Raises:
        TemplateError: a cell names something the record has not, or the record's field has no cell.
    """
    row = deepcopy(prototype)
    unused = set(record)
    for cell in row.findall(qn("w:tc")):
        name = _PLACEHOLDER.fullmatch(text_of(cell))
        if not name:
            continue
        if name[1] not in record:
            raise unknown(name[1])
        _fill_cell(cell, record[name[1]])
        unused.discard(name[1])
    if unused:
        raise lacking(f"cell for {', '.join(sorted(unused))}")
    return row


def placeholders(row: Element) -> tuple[str, ...]:
    """The placeholder of each cell of a row, "" for a cell that holds something else."""
    found = (_PLACEHOLDER.fullmatch(text_of(cell)) for cell in row.findall(qn("w:tc")))
    return tuple(match[1] if match else "" for match in found)


def keep_whole(row: Element) -> None:
    """Never split this row over two pages."""
    properties = row.find(qn("w:trPr"))
    if properties is None:
        properties = etree.Element(qn("w:trPr"))
        row.insert(0, properties)
    if properties.find(qn("w:cantSplit")) is None:
        etree.SubElement(properties, qn("w:cantSplit"))


def keep_with_next(row: Element) -> None:
    """Leave this row on the page of the row after it."""
    for paragraph in row.iter(qn("w:p")):
        properties = _properties(paragraph)
        if properties.find(qn("w:keepNext")) is None:
            style = properties.find(qn("w:pStyle"))
            properties.insert(0 if style is None else 1, etree.Element(qn("w:keepNext")))


def join(upper: Element, lower: Element) -> None:
    """Draw no line between two rows of a table: they are one."""
    for row, side in ((upper, "bottom"), (lower, "top")):
        for cell in row.findall(qn("w:tc")):
            properties = cell.find(qn("w:tcPr"))
            borders = properties.find(qn("w:tcBorders"))
            if borders is None:
                borders = etree.Element(qn("w:tcBorders"))
                before = [properties.find(qn(tag)) for tag in ("w:tcW", "w:gridSpan", "w:vMerge")]
                properties.insert(sum(1 for element in before if element is not None), borders)
            etree.SubElement(borders, qn(f"w:{side}")).set(qn("w:val"), "nil")


def _fill_cell(cell: Element, paragraphs: Cell) -> None:
    pattern = cell.find(qn("w:p"))
    at = pattern.getparent().index(pattern)
    look = pattern.find(f"{qn('w:r')}/{qn('w:rPr')}")
    base = deepcopy(pattern)
    for run in base.findall(qn("w:r")):
        base.remove(run)
    made = [_paragraph(base, look, p) for p in paragraphs] or [base]
    cell[at : at + 1] = made


def new_paragraph(content: Paragraph) -> Element:
    """A paragraph of its own, outside of any table."""
    return _paragraph(etree.Element(qn("w:p")), None, content)


def _paragraph(base: Element, look: Element | None, content: Paragraph) -> Element:
    paragraph = deepcopy(base)
    if content.style:
        set_style(paragraph, content.style)
    for text in content.runs:
        _add_run(paragraph, look, text)
    return paragraph


def set_style(paragraph: Element, style: str) -> None:
    """Give the paragraph this style."""
    properties = _properties(paragraph)
    named = properties.find(qn("w:pStyle"))
    if named is None:
        named = etree.Element(qn("w:pStyle"))
        properties.insert(0, named)
    named.set(qn("w:val"), style)


def _properties(paragraph: Element) -> Element:
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        paragraph.insert(0, properties)
    return properties


def _add_run(paragraph: Element, look: Element | None, text: Text) -> None:
    if text.link:
        _add_field(paragraph, f' HYPERLINK "{text.link}" ', lambda: _append_run(paragraph, look, text))
    else:
        _append_run(paragraph, look, text)


def _add_field(paragraph: Element, instruction: str, result: Callable[[], None]) -> None:
    """A field with its result. A link as a field needs no relationship, of which a package may hold few."""

    def mark(kind: str) -> None:
        run = etree.SubElement(paragraph, qn("w:r"))
        etree.SubElement(run, qn("w:fldChar")).set(qn("w:fldCharType"), kind)

    mark("begin")
    code = etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn("w:instrText"))
    code.text = instruction
    code.set(_SPACE, "preserve")
    mark("separate")
    result()
    mark("end")


def _append_run(paragraph: Element, look: Element | None, text: Text) -> None:
    run = etree.SubElement(paragraph, qn("w:r"))
    if text.style:
        properties = etree.SubElement(run, qn("w:rPr"))
        etree.SubElement(properties, qn("w:rStyle")).set(qn("w:val"), text.style)
    elif look is not None:
        run.append(deepcopy(look))
    for i, line in enumerate(text.text.split("\n")):
        if i:
            etree.SubElement(run, qn("w:br"))
        element = etree.SubElement(run, qn("w:t"))
        element.text = line
        element.set(_SPACE, "preserve")


def set_values(root: Element, values: Mapping[str, str | None]) -> None:
    """Set every placeholder under ``root``; one whose value is ``None`` takes its run out, and a paragraph
    that this leaves without runs as well.

    Raises:
        TemplateError: a placeholder is unknown.
    """
    for element in [*root.iter(qn("w:t"), _WORD_ART)]:
        art = element.tag == _WORD_ART
        text = element.get("string", "") if art else element.text or ""
        names = _PLACEHOLDER.findall(text)
        if not names:
            continue
        strangers = [name for name in names if name not in values]
        if strangers:
            raise unknown(strangers[0])
        if any(values[name] is None for name in names):
            _remove_run(element)
            continue
        text = _PLACEHOLDER.sub(lambda m: values[m[1]] or "", text)
        if art:
            element.set("string", text)
        else:
            element.text = text
            element.set(_SPACE, "preserve")


def _remove_run(element: Element) -> None:
    run = element
    while run.tag != qn("w:r"):
        run = run.getparent()
    paragraph = run.getparent()
    remove(run)
    if paragraph.find(qn("w:r")) is None and paragraph.getparent().tag == qn("w:body"):
        remove(paragraph)


def with_placeholder(body: Element, name: str) -> Element:
    """The top-level paragraph that holds this placeholder.

    Raises:
        TemplateError: there is none.
    """
    for paragraph in body.findall(qn("w:p")):
        if f"{{{name}}}" in text_of(paragraph):
            return paragraph
    raise lacking(f"paragraph with {{{name}}}")


def text_of(element: Element) -> str:
    """All text under an element, joined."""
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def remove(element: Element) -> None:
    """Take an element out of its parent."""
    element.getparent().remove(element)


def require_styles(styles: Element, names: Sequence[str]) -> None:
    """Refuse a template without these styles (by style id)."""
    known = {style.get(qn("w:styleId")) for style in styles.findall(qn("w:style"))}
    missing = [name for name in names if name not in known]
    if missing:
        raise lacking(f"style {', '.join(missing)}")


def _style_of(paragraph: Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else style.get(qn("w:val"))
