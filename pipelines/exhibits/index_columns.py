"""The columns of the index: those that nothing fills are left out, those whose words would break are widened.

Answers: the table's grid for these rows. What one column gains or loses, the description loses or gains; it
keeps enough to be read. Numbers come first: a page number or a designation over two lines is read wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from docx.oxml.ns import qn

from pipelines.render.pdf_fonts import face_of
from pipelines.render.word_blocks import Letters
from pipelines.render.word_form import Element, Listing, lacking, placeholders, remove
from pipelines.render.word_looks import Looks
from pipelines.render.word_text import Record

WIDEST = "description"
"""The column that gives and takes width."""
WIDENED = {
    **dict.fromkeys(("page", "pages", "volume", "bundle"), 2000),
    **dict.fromkeys(("designation", "plaintiff_no", "defendant_no", "date"), 2000),
    **dict.fromkeys(("bates", "bates_first", "bates_last"), 2000),
    **dict.fromkeys(("stipulated", "objection", "witness", "purpose", "tier"), 2500),
}
"""Columns whose words are kept whole, the first first, and the twips that the description keeps."""
TWIPS = 20
_SLACK = 12.0
"""Points beside the words: the cell's inner margins, and what another renderer's letters may be wider."""


def leave_out(form: Listing, names: Collection[str]) -> None:
    """Take these columns out of the table.

    Raises:
        TemplateError: the table has no description.
    """
    columns = placeholders(form.prototype)
    if WIDEST not in columns:
        raise lacking(f"cell for {WIDEST}")
    widths = _widths(form)
    gone = [at for at, name in enumerate(columns) if name in names]
    widths[columns.index(WIDEST)] += sum(widths[at] for at in gone)
    grid = _grid(form)
    for cells in (grid, *(row.findall(qn("w:tc")) for row in _rows(form))):
        for at in gone:
            remove(cells[at])
    _set_widths(form, [width for at, width in enumerate(widths) if at not in gone])


def widen(form: Listing, records: Sequence[Record], looks: Looks) -> None:
    """Give the columns of `WIDENED` what their longest words need, as far as the description can give it.

    Args:
        form: the table, its prototype row still with its placeholders.
        records: what will stand in its rows.
        looks: the styles of the Word file.
    """
    columns, widths = placeholders(form.prototype), _widths(form)
    wide = columns.index(WIDEST)
    heads = [row.findall(qn("w:tc")) for row in form.table.findall(qn("w:tr"))]
    cells = form.prototype.findall(qn("w:tc"))
    for name, least in ((name, least) for name, least in WIDENED.items() if name in columns):
        at = columns.index(name)
        needed = max(
            [_text_width(looks, cells[at], _printed(record, name)) for record in records]
            + [_text_width(looks, head[at], (_text(head[at]),)) for head in heads],
            default=0.0,
        )
        gain = min(round((needed + _SLACK) * TWIPS) - widths[at], widths[wide] - least)
        if gain > 0:
            widths[at] += gain
            widths[wide] -= gain
    _set_widths(form, widths)


def _printed(record: Record, name: str) -> tuple[str, ...]:
    """The paragraphs of a cell as texts."""
    return tuple("".join(run.text for run in paragraph.runs) for paragraph in record[name])


def _text_width(looks: Looks, cell: Element, texts: Iterable[str]) -> float:
    """Points of the longest word at the size of the cell's style, in bold, which no designation exceeds."""
    style = looks.paragraph_style(cell.find(f"{qn('w:p')}/{qn('w:pPr')}"))
    _, letters = looks.letters(style, None)
    face = face_of(Letters(bold=True))
    words = (word for text in texts for word in text.split(" "))
    return max((face.width(face.shown(word), letters.size) for word in words), default=0.0)


def _text(cell: Element) -> str:
    return "".join(t.text or "" for t in cell.iter(qn("w:t")))


def _rows(form: Listing) -> list[Element]:
    """The heading rows and the prototype."""
    return [*form.table.findall(qn("w:tr")), form.prototype]


def _grid(form: Listing) -> list[Element]:
    return list(form.table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}"))


def _widths(form: Listing) -> list[int]:
    return [int(column.get(qn("w:w"))) for column in _grid(form)]


def _set_widths(form: Listing, widths: Sequence[int]) -> None:
    cells = (row.findall(f"{qn('w:tc')}/{qn('w:tcPr')}/{qn('w:tcW')}") for row in _rows(form))
    for elements in (_grid(form), *cells):
        for element, width in zip(elements, widths, strict=True):
            element.set(qn("w:w"), str(width))
