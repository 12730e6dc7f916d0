"""A filled Word file as one page for the browser: its words, its template's looks, nothing from outside.

Answers: one file that shows itself without a network, a script or another file. Record text is text: escaped,
never markup. Refuses every link but those to the sources beside the page (`pipelines.render.link_targets`),
and tells the browser to fetch and run nothing (Content-Security-Policy).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from html import escape

from pipelines.render.figure import Figure, figure_svg
from pipelines.render.html_looks import StyleSheet, content_policy
from pipelines.render.word_blocks import Block, Cell, Paragraph, Picture, Row, Span, Table, WordFile
from pipelines.render.word_reader import read_word

TITLE = "Title"
LABEL = "PinciteLabel"
"""Styles of the document's title, and of cells that name what stands beside them."""


def render_html(document: bytes, title: str) -> bytes:
    """The page (UTF-8) of a filled Word file, called ``title`` in the browser's tab."""
    return html_of(read_word(document), title)


def html_of(word: WordFile, title: str) -> bytes:
    """As `render_html`, of a Word file that is read already."""
    sheet = StyleSheet(word.letters.size)
    page = _Page(word, sheet)
    main = "".join(page.sections(title))
    bar, foot = page.running(word.running.header), page.running(word.running.footer)
    mark = word.running.watermark
    behind = (
        f'<div class="watermark" aria-hidden="true"><span>{escape(mark.text)}</span></div>' if mark else ""
    )
    style = sheet.text(word.sheet, mark)
    made = (
        '<!DOCTYPE html>\n<html lang="en-US">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(content_policy(style))}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{behind}\n"
        f'<header class="bar">{bar}</header>\n<div class="page">\n{page.contents()}\n<main>\n{main}</main>\n'
        f'<footer class="foot">{foot}</footer>\n</div>\n</body>\n</html>\n'
    )
    return made.encode("utf-8")


class _Page:
    """Turns blocks into elements, and remembers the headings for the table of contents."""

    def __init__(self, word: WordFile, sheet: StyleSheet) -> None:
        self._word, self._sheet = word, sheet
        self._headings: list[tuple[int, str, str]] = []

    def sections(self, title: str) -> Iterator[str]:
        """The body: what comes before the first heading, then a section for each."""
        if not any(isinstance(b, Paragraph) and b.style == TITLE for b in self._word.blocks):
            yield f"<h1>{escape(title)}</h1>\n"
        opened = False
        for block in self._word.blocks:
            if _level(block) == 0:
                yield ("</section>\n" if opened else "") + "<section>\n"
                opened = True
            yield self._block(block)
        yield "</section>\n" if opened else ""

    def running(self, paragraphs: Sequence[Paragraph]) -> str:
        """Header or footer: its parts between tabs, without those that count pages."""
        parts: list[str] = []
        for paragraph in paragraphs:
            parts += [self._figure(figure) for figure in paragraph.figures]
            spans: list[Span] = []
            for span in (*paragraph.spans, Span("\t", paragraph.mark)):
                first, *others = span.text.split("\t") if not span.field else [span.text]
                spans.append(Span(first, span.letters, span.style, span.link, span.field))
                for other in others:
                    if not any(s.field for s in spans) and "".join(s.text for s in spans).strip():
                        parts.append(f"<p>{self._spans(spans, paragraph)}</p>")
                    spans = [Span(other, span.letters, span.style, span.link)]
        return "".join(parts)

    def contents(self) -> str:
        """The table of contents, two levels deep; only its place on the page where nothing is headed."""
        if not self._headings:
            return "<div></div>"
        lines, depth = [], 0
        for level, anchor, words in self._headings:
            link = f'<li><a href="#{anchor}">{escape(words)}</a>'
            if level == 0:
                lines.append("</li></ol></li>" if depth == 2 else "</li>" if depth else "")
                depth = 1
            elif level == 1 and depth:
                lines.append("<ol>" if depth == 1 else "</li>")
                depth = 2
            else:
                continue
            lines.append(link)
        lines.append({0: "", 1: "</li>", 2: "</li></ol></li>"}[depth])
        return f'<nav aria-label="Contents"><strong>Contents</strong><ol>{"".join(lines)}</ol></nav>'

    def _block(self, block: Block) -> str:
        return self._table(block) if isinstance(block, Table) else self._paragraph(block)

    def _paragraph(self, paragraph: Paragraph) -> str:
        level, tag, anchor = paragraph.setting.level, "p", ""
        if paragraph.style == TITLE:
            tag = "h1"
        elif level is not None:
            tag = f"h{min(level + 2, 6)}"
            name = f"section-{len(self._headings) + 1}"
            self._headings.append((level, name, " ".join(paragraph.text.split())))
            anchor = f' id="{name}"'
        look = self._sheet.paragraph(paragraph.style, paragraph.setting, paragraph.mark, heading=tag != "p")
        figures = "".join(self._figure(figure) for figure in paragraph.figures)
        if figures and not paragraph.spans:
            return figures
        return f"{figures}<{tag}{anchor}{_class(look)}>{self._spans(paragraph.spans, paragraph)}</{tag}>\n"

    def _figure(self, figure: Figure | Picture) -> str:
        look = self._sheet.figure(figure.width, self._word.sheet.text_width)
        if isinstance(figure, Figure):
            return f"<figure{_class(look)}>{figure_svg(figure)}</figure>\n"
        data = base64.b64encode(figure.data).decode("ascii")
        source = f"data:image/{figure.kind};base64,{data}"
        return f'<figure{_class(look)}><img src="{source}" alt="{escape(figure.description)}"></figure>\n'

    def _spans(self, spans: Sequence[Span], paragraph: Paragraph) -> str:
        return "".join(self._span(span, paragraph) for span in spans)

    def _span(self, span: Span, paragraph: Paragraph) -> str:
        words = escape(span.text, quote=False).replace("\n", "<br>")
        look = _class(self._sheet.span(span.style, span.letters, paragraph.mark))
        if span.link:
            return f'<a{look} href="{escape(span.link)}">{words}</a>'
        return f"<span{look}>{words}</span>" if look else words

    def _table(self, table: Table) -> str:
        sheet = self._word.sheet
        look = self._sheet.table(table.widths, table.padding, sheet.text_width)
        named = (
            f'aria-labelledby="{self._headings[-1][1]}"'
            if self._headings
            else f'aria-label="{escape(table.title)}"'
        )
        heads = 0
        while heads < len(table.rows) and table.rows[heads].header:
            heads += 1
        rows = [self._row(table, i, heads) for i in range(len(table.rows))]
        head = f"<thead>\n{''.join(rows[:heads])}</thead>\n" if heads else ""
        return (
            f'<div class="table"><table{_class(look)} {named} data-table="{escape(table.title)}">\n'
            f"<colgroup>{'<col>' * len(table.widths)}</colgroup>\n{head}"
            f"<tbody>\n{''.join(rows[heads:])}</tbody>\n</table></div>\n"
        )

    def _row(self, table: Table, at: int, heads: int) -> str:
        row = table.rows[at]
        kinds = [name for name, holds in (("whole", row.whole), ("kept", row.keep_next)) if holds]
        cells = "".join(self._cell(table, at, cell, heads) for cell in row.cells if not cell.continues)
        return f"<tr{_class(' '.join(kinds))}>{cells}</tr>\n"

    def _cell(self, table: Table, at: int, cell: Cell, heads: int) -> str:
        """Lines are drawn once: each row its upper one, header and last row their lower one too."""
        edges, rows = cell.edges, _rows_down(table.rows, at, cell)
        top = edges.top if at != heads or not heads else None
        bottom = edges.bottom if at < heads or at + rows == len(table.rows) else None
        look = self._sheet.cell(top, bottom, edges.left, edges.right, cell.fill)
        scope = 'scope="col"' if at < heads else 'scope="row"' if _labels(cell) else ""
        spans = [f'{name}="{n}"' for name, n in (("colspan", cell.columns), ("rowspan", rows)) if n > 1]
        tag = "th" if scope else "td"
        attributes = "".join(f" {a}" for a in (scope, *spans) if a)
        inner = "".join(self._paragraph(p) for p in cell.paragraphs).rstrip("\n")
        return f"<{tag}{attributes}{_class(look)}>{inner}</{tag}>"


def _level(block: Block) -> int | None:
    return block.setting.level if isinstance(block, Paragraph) else None


def _labels(cell: Cell) -> bool:
    return bool(cell.paragraphs) and all(p.style == LABEL for p in cell.paragraphs)


def _rows_down(rows: Sequence[Row], at: int, cell: Cell) -> int:
    """How many rows the cell spans."""
    down = 1
    while at + down < len(rows) and any(
        below.continues and below.column == cell.column for below in rows[at + down].cells
    ):
        down += 1
    return down


def _class(names: str) -> str:
    return f' class="{names}"' if names else ""
