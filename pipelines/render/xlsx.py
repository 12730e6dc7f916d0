"""A chronology as a workbook: rows to sort and filter, findings, indexes, pages, files set aside.

Every cell with record text is written as a string, so a cell that begins with ``=`` stays text. Dates stand
twice: as ISO text, as precise as the record, and as a date to sort by. A text longer than a cell can hold
goes on in the next line under the same row id; nothing is cut. Links lead to the page cited first; the sheet
of cited pages has one for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import Mark
from pipelines.render import wording
from pipelines.render.package import repack
from pipelines.render.printing import one_line
from pipelines.render.row_form import Column
from pipelines.render.xlsx_cells import MOST_LINES, Link, Value, height, spread
from pipelines.render.xlsx_sheets import Sheet, sheets
from pipelines.rows import AnyChronology
from pipelines.rows_json import rows_digest

LINE_POINTS = 11.5
_FIXED_DAY = datetime(2000, 1, 1)
_HEADER_ROW = 1


def render_xlsx(chronology: AnyChronology, template: ApprovedTemplate, mark: Mark) -> bytes:
    """The workbook of a chronology."""
    made, digest = sheets(chronology), rows_digest(chronology)
    banners = [_banner(chronology, template, mark, one, digest) for one in made]
    return workbook(template.task.name, made, banners, mark)


def workbook(title: str, made: Sequence[Sheet], banners: Sequence[str], mark: Mark) -> bytes:
    """A workbook of these sheets, each under its banner: one line that says what it is and whose."""
    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties(
        {
            "title": title,
            "author": "Pincite",
            "created": _FIXED_DAY,
            "comments": mark.value if mark is Mark.DRAFT else "",
        }
    )
    formats = _formats(book)
    for one, banner in zip(made, banners, strict=True):
        columns = one.columns
        sheet = book.add_worksheet(one.name)
        _set_up(sheet, formats, columns, banner, mark)
        last = _HEADER_ROW
        for values in (part for line in one.lines for part in spread(line)):
            last += 1
            sheet.set_row(last, LINE_POINTS * min(_lines(columns, values), MOST_LINES) + 4)
            for at, (column, value) in enumerate(zip(columns, values, strict=True)):
                _write(sheet, last, at, value, formats[column.look])
        sheet.autofilter(_HEADER_ROW, 0, last, len(columns) - 1)
        sheet.print_area(0, 0, last, sum(column.printed for column in columns) - 1)
    book.close()
    return repack(out.getvalue())


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_name": "Arial", "font_size": 9, "valign": "top"}
    cell = base | {"bottom": 4, "bottom_color": "#B9C2CF"}
    looks: dict[str, dict[str, Any]] = {
        "text": cell | {"text_wrap": True},
        "strong": cell | {"text_wrap": True, "bold": True, "font_color": "#1F3864"},
        "muted": cell | {"font_color": "#5F6670", "font_size": 8},
        "flag": cell | {"text_wrap": True, "bold": True, "font_color": "#7A4B00"},
        "link": cell | {"text_wrap": True, "font_color": "#2B5797"},
        "number": cell | {"align": "center"},
        "money": cell | {"num_format": '"$"#,##0.00_)'},
        "date": cell | {"num_format": "mm/dd/yyyy", "align": "left"},
        "share": cell | {"num_format": "0.00"},
        "heading": base
        | {"bold": True, "font_color": "#1F3864", "bg_color": "#EAEEF4", "bottom": 2, "text_wrap": True},
        "DRAFT": base | {"bold": True, "font_size": 11, "font_color": "#B00020"},
        "CLEAN": base | {"bold": True, "font_size": 11, "font_color": "#1F3864"},
        "note": base | {"font_color": "#5F6670"},
    }
    return {name: book.add_format(look) for name, look in looks.items()}


def _set_up(sheet: Any, formats: dict[str, Any], columns: Sequence[Column], banner: str, mark: Mark) -> None:
    """Banner, heading row, widths, and how the sheet prints."""
    sheet.write_string(0, 0, banner, formats[mark.name])
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(_HEADER_ROW, at, column.heading, formats["heading"])
    sheet.freeze_panes(_HEADER_ROW + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(1)  # US Letter
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, _HEADER_ROW)
    if mark is Mark.DRAFT:
        sheet.set_header(f'&C&KB00020&"Arial,Bold"{mark.value}')
    sheet.set_footer('&L&"Arial"&8&A&R&"Arial"&8Page &P of &N')


def _banner(
    chronology: AnyChronology, template: ApprovedTemplate, mark: Mark, sheet: Sheet, digest: str
) -> str:
    c = chronology
    words = [mark.value] if mark is Mark.DRAFT else []
    words += [
        f"{template.task.name}: {sheet.name}",
        c.matter.client,
        f"Date of incident {c.matter.date_of_incident or wording.NOT_STATED}",
        f"Template {c.template.version}",
        f"Rows digest {digest}",
        *([sheet.note] if sheet.note else ()),
    ]
    return one_line("  ·  ".join(words))


def _write(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    if isinstance(value, Link):
        # Excel takes 65,530 links a sheet; beyond them the words stand without.
        if sheet.write_url(row, column, f"external:{value.target}", look, value.text) != 0:
            _write(sheet, row, column, value.text, look)
    elif value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        # XlsxWriter drops a text that a cell cannot hold and only says so in its result.
        if sheet.write_string(row, column, value, look) != 0:
            raise ValueError("a cell's text exceeds the limit of the format")
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)
    else:
        sheet.write_number(row, column, float(value), look)


def _lines(columns: Sequence[Column], values: Sequence[Value]) -> int:
    heights = [
        height(value.text if isinstance(value, Link) else value, column.width)
        for column, value in zip(columns, values, strict=True)
        if isinstance(value, str | Link) and column.look != "muted"
    ]
    return max(heights, default=1)
