"""A chronology as a workbook: encounters to sort and filter, findings, pages, files set aside.

Every cell with record text is written as a string, so a cell that begins with ``=`` stays text. Dates stand
twice: as ISO text, as precise as the record, and as a date to sort by. A text longer than a cell can hold
goes on in the next line under the same row id; nothing is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import Mark
from pipelines.render import wording
from pipelines.render.package import repack
from pipelines.render.printing import in_words, one_line, reflow
from pipelines.render.sources import CitedPages, cited_pages, row_sources
from pipelines.render.xlsx_cells import MOST_LINES, Value, cells, height, spread
from pipelines.rows import Chronology, MatterFinding, SourceCitation, TreatmentRow
from pipelines.rows_json import rows_digest

LINE_POINTS = 11.5
_FIXED_DAY = datetime(2000, 1, 1)
_HEADER_ROW = 1


@dataclass(frozen=True, slots=True)
class Column:
    """Heading, width in characters, name of its format; if not ``printed``, right of the print area."""

    heading: str
    width: int
    look: str = "text"
    printed: bool = True


CHRONOLOGY = (
    Column("No.", 5, "number"),
    Column("Date", 11, "strong"),
    Column("To", 11),
    Column("Facility", 20),
    Column("Provider", 17),
    Column("Type", 15),
    Column("Findings (verbatim)", 66),
    Column("ICD-10", 10),
    Column("CPT", 8),
    Column("Billed", 11, "money"),
    Column("Source", 26),
    Column("Flags", 14, "flag"),
    Column("Sort date", 11, "date", printed=False),
    Column("Row id", 16, "muted", printed=False),
)
FINDINGS = (
    Column("Kind", 24, "strong"),
    Column("Finding", 70),
    Column("Details", 34),
    Column("Source", 46),
)
PAGES = (
    Column("File", 42),
    Column("Page", 7, "number"),
    Column("Disposition", 18),
    Column("Reason", 44),
    Column("Kind of page", 24),
    Column("Text", 9),
    Column("Confidence", 11, "share"),
    Column("SHA-256 of the file", 66, "muted", printed=False),
)
SET_ASIDE = (
    Column("File", 42),
    Column("Reason", 14),
    Column("Stage", 14),
    Column("Detail", 44),
    Column("What to do", 50),
    Column("SHA-256 of the file", 66, "muted", printed=False),
)


FINDINGS_WIDTH = next(c.width for c in CHRONOLOGY if c.heading.startswith("Findings"))


def render_xlsx(chronology: Chronology, template: ApprovedTemplate, mark: Mark) -> bytes:
    """The workbook of a chronology."""
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
            "title": template.task.name,
            "author": "Pincite",
            "created": _FIXED_DAY,
            "comments": mark.value if mark is Mark.DRAFT else "",
        }
    )
    formats = _formats(book)
    c = chronology
    sheets: list[tuple[str, Sequence[Column], Iterator[tuple[Value, ...]]]] = [
        ("Chronology", CHRONOLOGY, _chronology(c)),
        ("Findings", FINDINGS, _findings(c)),
        ("Pages", PAGES, _pages(c)),
        ("Set aside", SET_ASIDE, _set_aside(c)),
    ]
    for name, columns, rows in sheets:
        sheet = book.add_worksheet(name)
        _set_up(sheet, formats, columns, _banner(c, template, mark, name), mark)
        last = _HEADER_ROW
        for values in (part for row in rows for part in spread(row)):
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


def _banner(chronology: Chronology, template: ApprovedTemplate, mark: Mark, sheet: str) -> str:
    c = chronology
    words = [mark.value] if mark is Mark.DRAFT else []
    words += [
        f"{template.task.name}: {sheet}",
        c.matter.client,
        f"Date of incident {c.matter.date_of_incident or wording.NOT_STATED}",
        f"Template {c.template.version}",
        f"Rows digest {rows_digest(c)}",
    ]
    return one_line("  ·  ".join(words))


def _write(sheet: Any, row: int, column: int, value: Value, look: Any) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        # XlsxWriter drops a text that a cell cannot hold and only says so in its result.
        if sheet.write_string(row, column, value, look) != 0:
            raise ValueError("a cell's text exceeds the limit of the format")
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)
    else:
        sheet.write_number(row, column, float(value), look)


def _chronology(c: Chronology) -> Iterator[tuple[Value, ...]]:
    for number, row in enumerate(c.rows, 1):
        sources = row_sources(row)
        flags = "\n".join(wording.flag_words(f) for f in row.flags)
        for part, text in enumerate(cells(_findings_text(row), FINDINGS_WIDTH)):
            yield (
                number,
                row.date_start,
                row.date_end if row.date_end != row.date_start else "",
                one_line(row.facility),
                one_line(row.provider),
                in_words(row.type),
                text,
                ", ".join(map(one_line, row.icd10)),
                ", ".join(map(one_line, row.cpt)),
                row.billed if part == 0 else None,  # once, so that a sum over the column is right
                _source(sources),
                flags,
                _sortable(row.date_start),
                one_line(row.id),
            )


def _findings_text(row: TreatmentRow) -> str:
    sources = row_sources(row)
    lines = []
    for finding in row.findings:
        tag = sources.tag(finding.source)
        doubt = f"[{wording.LOW_CONFIDENCE}] " if finding.low_confidence else ""
        quote = "\n".join(reflow(finding.quote))
        lines.append(f"{one_line(finding.heading).upper()}: {doubt}“{quote}”{' ' + tag if tag else ''}")
    return "\n".join(lines) or wording.NO_FINDING


def _source(sources: CitedPages) -> str:
    lines = sources.lines(tagged=sources.tagged)
    return "\n".join(f"{name}, {line}" for name, under in lines for line in under)


def _lines(columns: Sequence[Column], values: Sequence[Value]) -> int:
    heights = [
        height(value, column.width)
        for column, value in zip(columns, values, strict=True)
        if isinstance(value, str) and column.look != "muted"
    ]
    return max(heights, default=1)


def _sortable(iso: str) -> date | None:
    """The first day of what is printed; the spreadsheet's calendar begins in 1900."""
    try:
        day = date.fromisoformat((iso + "-01-01")[:10] if len(iso) == 4 else (iso + "-01")[:10])
    except ValueError:
        return None
    return day if day.year >= 1900 else None


def _findings(c: Chronology) -> Iterator[tuple[Value, ...]]:
    for kind, group in wording.by_kind(c.findings):
        words = wording.finding_words(kind)
        for finding in group:
            # Where a finding is its quotes, they stand in the sheet too, tagged as in the Word file.
            quoted = wording.quoted(finding, words) if words.quotes else ()
            pages = cited_pages(quoted, finding.citations)
            source = _source(pages) or wording.place_words(finding)
            for part, text in enumerate(cells(_finding_text(finding, quoted, pages), 70)):
                yield words.title, text, one_line(wording.details(finding, None)), source if part == 0 else ""


def _finding_text(finding: MatterFinding, quoted: Sequence[SourceCitation], pages: CitedPages) -> str:
    lines = [wording.message_words(finding)]
    for cited in quoted:
        tag = pages.tag(cited)
        lines.append(f"“{one_line(cited.citation.quote)}”{' ' + tag if tag else ''}")
    return "\n".join(lines)


def _pages(c: Chronology) -> Iterator[tuple[Value, ...]]:
    for page in c.pages:
        yield (
            one_line(page.source),
            page.page,
            in_words(page.disposition),
            one_line(page.reason),
            in_words(page.kind),
            one_line(page.text_layer),
            page.confidence,
            page.sha256,
        )


def _set_aside(c: Chronology) -> Iterator[tuple[Value, ...]]:
    for file in c.set_aside:
        yield (
            one_line(file.file),
            in_words(file.reason),
            one_line(file.stage),
            one_line(file.detail),
            one_line(file.remedy),
            file.sha256 or "",
        )
