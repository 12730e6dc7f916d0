"""A filled Word file read into `pipelines.render.word_blocks`: what the approved template made of the rows.

Answers: the body's paragraphs and tables in order, the page, what runs above and below it, and the watermark.
The package is our own rendition, never a file from outside. Text is never dropped: what stands in content
controls, insertions or nested tables is read as if it stood outside. A picture
stands above its paragraph, wherever it floats; one that is neither PNG nor JPEG is not carried over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx

from pipelines.render.word_blocks import (
    Block,
    Cell,
    Edge,
    Edges,
    Letters,
    Paragraph,
    Row,
    Running,
    Sheet,
    Table,
    Watermark,
    WordFile,
)
from pipelines.render.word_form import lacking
from pipelines.render.word_looks import Looks, child_value, colour, edge, measure, on, points, tag
from pipelines.render.word_spans import Related, Spans

Element = Any

_WRAPPERS = {tag("w:sdt"), tag("w:sdtContent"), tag("w:ins"), tag("w:customXml"), tag("w:smartTag")}
_SHAPE = "{urn:schemas-microsoft-com:vml}shape"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_FILL = "{urn:schemas-microsoft-com:vml}fill"


def read_word(document: bytes) -> WordFile:
    """The document as blocks. All of it stands on the page that its last section describes.

    Raises:
        TemplateError: the template names no size of its page.
    """
    opened = docx.Document(BytesIO(document))
    looks = Looks(opened.styles.element)
    sections = list(opened.sections)
    section = sections[-1]
    first = even = None
    if section.different_first_page_header_footer:
        first = _running(looks, section.first_page_header, section.first_page_footer)
    if opened.settings.odd_and_even_pages_header_footer:
        even = _running(looks, section.even_page_header, section.even_page_footer)
    return WordFile(
        sheet=_sheet(section._sectPr),
        blocks=tuple(_Reader(looks, opened.part).blocks(opened.element.body)),
        running=_running(looks, section.header, section.footer),
        first=first,
        even=even,
        letters=looks.letters(looks.paragraph_style(None), None)[1],
    )


def _sheet(section: Element) -> Sheet:
    size, margins = section.find(tag("w:pgSz")), section.find(tag("w:pgMar"))
    if size is None or margins is None:
        raise lacking("page size and margins")
    names = ("top", "right", "bottom", "left", "header", "footer")
    return Sheet(
        points(size.get(tag("w:w"))),
        points(size.get(tag("w:h"))),
        *(abs(points(margins.get(tag(f"w:{name}")))) for name in names),
    )


def _running(looks: Looks, header: Any, footer: Any) -> Running:
    head, foot = (tuple(_flat(_Reader(looks, part.part).blocks(part._element))) for part in (header, footer))
    return Running(head, foot, _watermark(header._element))


def _watermark(header: Element) -> Watermark | None:
    """The word art of a header."""
    for shape in header.iter(_SHAPE):
        art = shape.find(_WORD_ART)
        if art is None or not art.get("string"):
            continue
        style = dict(part.split(":", 1) for part in (shape.get("style") or "").split(";") if ":" in part)
        size = {name: _length(style.get(name, "")) for name in ("width", "height", "rotation")}
        return Watermark(art.get("string"), size["width"], size["height"], size["rotation"], _paleness(shape))
    return None


def _paleness(shape: Element) -> str:
    """The colour that the filling of a shape has on white paper."""
    fill = colour((shape.get("fillcolor") or "").lstrip("#")) or "C0C0C0"
    opaque = shape.find(_FILL)
    part = 1.0 if opaque is None else _length(opaque.get("opacity") or "1")
    parts = (255 - (255 - int(fill[i : i + 2], 16)) * part for i in (0, 2, 4))
    return "".join(f"{round(p):02X}" for p in parts)


def _length(text: str) -> float:
    """Of a style such as ``610pt`` or ``330``."""
    return measure(text.strip().removesuffix("pt"))


def _flat(blocks: Iterator[Block]) -> Iterator[Paragraph]:
    """Only paragraphs: those of a table's cells one after the other."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (p for row in block.rows for cell in row.cells for p in cell.paragraphs)


class _Reader:
    """Reads the blocks of one part of the package."""

    def __init__(self, looks: Looks, part: Any) -> None:
        self._looks = looks
        inside = {name: r.target_part for name, r in part.rels.items() if not r.is_external}
        self._part = Related(
            links={name: r.target_ref for name, r in part.rels.items() if r.is_external},
            images={name: p.blob for name, p in inside.items() if p.content_type.startswith("image/")},
        )

    def blocks(self, parent: Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == tag("w:p"):
                yield self._paragraph(child)
            elif child.tag == tag("w:tbl"):
                yield self._table(child)
            elif child.tag in _WRAPPERS:
                yield from self.blocks(child)

    def _paragraph(self, element: Element) -> Paragraph:
        properties = element.find(tag("w:pPr"))
        style = self._looks.paragraph_style(properties)
        setting = self._looks.setting(style, properties)
        spans = Spans(self._looks, self._part, style)
        spans.read(element)
        mark: Letters = self._looks.letters(style, None)[1]
        if spans.new_page:
            setting = replace(setting, new_page=True)
        return Paragraph(style, setting, spans.spans(), mark, tuple(spans.figures))

    def _table(self, element: Element) -> Table:
        own = element.find(tag("w:tblPr"))
        sources = [own, *self._looks.table_properties(child_value(own, "w:tblStyle") or "")]
        borders = _borders(sources)
        grid = element.iterfind(f"{tag('w:tblGrid')}/{tag('w:gridCol')}")
        widths = tuple(points(column.get(tag("w:w"))) for column in grid)
        indents = (s.find(tag("w:tblInd")) for s in sources)
        rows = [e for e in _unwrapped(element) if e.tag == tag("w:tr")]
        last = len(rows) - 1
        return Table(
            title=child_value(own, "w:tblCaption") or "",
            widths=widths,
            padding=_padding(sources),
            rows=tuple(
                self._row(row, borders, top=i == 0, bottom=i == last, columns=len(widths))
                for i, row in enumerate(rows)
            ),
            left=next((points(i.get(tag("w:w"))) for i in indents if i is not None), 0.0),
        )

    def _row(
        self, element: Element, borders: dict[str, Edge | None], *, top: bool, bottom: bool, columns: int
    ) -> Row:
        properties = element.find(tag("w:trPr"))
        flags = {} if properties is None else {child.tag: child for child in properties}
        header, whole = (
            name in flags and on(flags[name]) for name in (tag("w:tblHeader"), tag("w:cantSplit"))
        )
        cells: list[Cell] = []
        column = 0
        for cell in (e for e in _unwrapped(element) if e.tag == tag("w:tc")):
            own = cell.find(tag("w:tcPr"))
            span = max(int(measure(None if own is None else child_value(own, "w:gridSpan"), 1.0)), 1)
            outer = {
                "top": borders["top" if top else "insideH"],
                "bottom": borders["bottom" if bottom else "insideH"],
                "left": borders["left" if column == 0 else "insideV"],
                "right": borders["right" if column + span >= columns else "insideV"],
            }
            cells.append(self._cell(cell, own, column, span, outer))
            column += span
        return Row(tuple(cells), header, whole)

    def _cell(
        self, cell: Element, own: Element | None, column: int, span: int, outer: dict[str, Edge | None]
    ) -> Cell:
        fill, continues, edges = "", False, dict(outer)
        if own is not None:
            shade, merged, lines = (own.find(tag(f"w:{name}")) for name in ("shd", "vMerge", "tcBorders"))
            fill = "" if shade is None else colour(shade.get(tag("w:fill")))
            continues = merged is not None and merged.get(tag("w:val")) != "restart"
            for side in edges if lines is not None else ():
                if (line := lines.find(tag(f"w:{side}"))) is not None:
                    edges[side] = edge(line)
        paragraphs = () if continues else tuple(_flat(self.blocks(cell)))
        return Cell(column, span, paragraphs, Edges(**edges), fill, continues)


def _unwrapped(parent: Element) -> Iterator[Element]:
    """The children of an element, those in content controls as if they stood outside."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


def _borders(sources: list[Element]) -> dict[str, Edge | None]:
    """The ruled lines of a table: its own before those of its style."""
    found: dict[str, Edge | None] = {}
    for side in ("top", "bottom", "left", "right", "insideH", "insideV"):
        said = (s.find(f"{tag('w:tblBorders')}/{tag(f'w:{side}')}") for s in sources)
        found[side] = edge(next((line for line in said if line is not None), None))
    return found


def _padding(sources: list[Element]) -> tuple[float, float, float, float]:
    def of(side: str, otherwise: float) -> float:
        said = (s.find(f"{tag('w:tblCellMar')}/{tag(f'w:{side}')}") for s in sources)
        return next((points(m.get(tag("w:w"))) for m in said if m is not None), otherwise)

    return of("top", 0.0), of("right", 5.4), of("bottom", 0.0), of("left", 5.4)
