"""What stands on the sheets of the workbook: their columns, and their lines as values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pipelines.render import wording
from pipelines.render.forms import FORMS
from pipelines.render.printing import in_words, one_line, reflow, us_date
from pipelines.render.row_form import Column, Field, RowForm
from pipelines.render.sources import CitedPages, cited_pages, row_sources
from pipelines.render.xlsx_cells import Link, Value, cells
from pipelines.rows import AnyChronology, Index, MatterFinding, PageEntry, Row, SetAside, SourceCitation
from pipelines.source_links import page_link

DATED = (
    Column("No.", 5, "number"),
    Column("Date", 11, "strong"),
    Column("To", 11),
)
QUOTED = Column("Findings (verbatim)", 66)
KEPT = (
    Column("Source", 26, "link"),
    Column("Flags", 14, "flag"),
    Column("Sort date", 11, "date", printed=False),
    Column("Row id", 16, "muted", printed=False),
)
FINDINGS = (
    Column("Kind", 24, "strong"),
    Column("Finding", 70),
    Column("Details", 34),
    Column("Source", 46, "link"),
)
CITED = (
    Column("Row id", 14, "strong"),
    Column("Date", 11),
    Column("File", 46),
    Column("Page", 16, "link"),
    Column("Bates", 18),
    Column("Quoted under", 28),
    Column("SHA-256 of the file", 66, "muted", printed=False),
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


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its columns, and its lines, each with a value for every column. ``note`` is a
    plain statement that stands beside its name."""

    name: str
    columns: tuple[Column, ...]
    lines: Iterator[tuple[Value, ...]]
    note: str = ""


def sheets(chronology: AnyChronology) -> tuple[Sheet, ...]:
    """All sheets of the workbook, in order."""
    c = chronology
    form = FORMS[c.template.deliverable]
    columns = (*DATED, *_columns(form.before), QUOTED, *_columns(form.after), *KEPT)
    return (
        Sheet("Chronology", columns, _rows(c, form)),
        Sheet("Findings", FINDINGS, _findings(c)),
        *(_index(index) for index in c.indexes),
        Sheet("Cited pages", CITED, _cited(c)),
        Sheet("Pages", PAGES, page_lines(c.pages)),
        Sheet("Set aside", SET_ASIDE, set_aside_lines(c.set_aside)),
    )


def _columns(fields: Sequence[Field]) -> tuple[Column, ...]:
    return tuple(field.column for field in fields)


def _rows(c: AnyChronology, form: RowForm) -> Iterator[tuple[Value, ...]]:
    for number, row in enumerate(c.rows, 1):
        sources = row_sources(row)
        flags = "\n".join(wording.flag_words(f) for f in row.flags)
        for part, text in enumerate(cells(_findings_text(row, sources, form.unquoted), QUOTED.width)):
            yield (
                number,
                row.date_start,
                row.date_end if row.date_end != row.date_start else "",
                *(field.value(row) for field in form.before),
                text,
                *(_once(field.value(row), part) for field in form.after),
                source_cell(sources),
                flags,
                _sortable(row.date_start),
                one_line(row.id),
            )


def _once(value: Value, part: int) -> Value:
    """An amount stands on the first line of a row only, so that a sum over the column is right."""
    return None if part and isinstance(value, Decimal) else value


def _findings_text(row: Row, sources: CitedPages, unquoted: str) -> str:
    lines = []
    for finding in row.findings:
        tag = sources.tag(finding.source)
        doubt = f"[{wording.LOW_CONFIDENCE}] " if finding.low_confidence else ""
        quote = "\n".join(reflow(finding.quote))
        lines.append(f"{one_line(finding.heading).upper()}: {doubt}“{quote}”{' ' + tag if tag else ''}")
    return "\n".join(lines) or unquoted


def source_cell(sources: CitedPages) -> Value:
    """All cited pages; a cell can lead to one place only, the first of them."""
    files = sources.files(tagged=sources.tagged)
    if not files:
        return None
    text = "\n".join(f"{file.name}, {line}" for file in files for line, _ in file.lines)
    return Link(text, files[0].lines[0][1])


def _sortable(iso: str) -> date | None:
    """The first day of what is printed; the spreadsheet's calendar begins in 1900."""
    try:
        day = date.fromisoformat((iso + "-01-01")[:10] if len(iso) == 4 else (iso + "-01")[:10])
    except ValueError:
        return None
    return day if day.year >= 1900 else None


def _findings(c: AnyChronology) -> Iterator[tuple[Value, ...]]:
    for kind, group in wording.by_kind(c.findings):
        words = wording.finding_words(kind)
        for finding in group:
            # Where a finding is its quotes, they stand in the sheet too, tagged as in the Word file.
            quoted = wording.quoted(finding, words) if words.quotes else ()
            pages = cited_pages(quoted, finding.citations)
            source = source_cell(pages) or wording.place_words(finding)
            details = one_line(wording.details(finding, None))
            for part, text in enumerate(cells(_finding_text(finding, quoted, pages), 70)):
                yield words.title, text, details, source if part == 0 else ""


def _finding_text(finding: MatterFinding, quoted: Sequence[SourceCitation], pages: CitedPages) -> str:
    lines = [wording.message_words(finding)]
    for cited in quoted:
        tag = pages.tag(cited)
        lines.append(f"“{one_line(cited.citation.quote)}”{' ' + tag if tag else ''}")
    return "\n".join(lines)


def _index(index: Index) -> Sheet:
    amounts = {at for line in index.lines for at, v in enumerate(line.values) if isinstance(v, Decimal)}
    counts = {at for line in index.lines for at, v in enumerate(line.values) if isinstance(v, int)}
    columns = tuple(
        Column(in_words(name), 12 if at in amounts | counts else 28, "money" if at in amounts else "text")
        for at, name in enumerate(index.columns)
    )
    kept = (*columns, Column("Source", 46, "link"))
    return Sheet(in_words(index.name), kept, _index_lines(index), index.note)


def _index_lines(index: Index) -> Iterator[tuple[Value, ...]]:
    for line in index.lines:
        values = (us_date(v) if isinstance(v, str) else v for v in line.values)
        yield (*values, source_cell(cited_pages((), line.citations)))


def _cited(c: AnyChronology) -> Iterator[tuple[Value, ...]]:
    """A line for each page that a row cites, with its own link."""
    for row in c.rows:
        headings: dict[tuple[str, int, str], list[str]] = {}
        cited: dict[tuple[str, int, str], SourceCitation] = {}
        quoted = ((f.source, one_line(f.heading)) for f in row.findings)
        for source, heading in (*quoted, *((s, "") for s in row.citations)):
            key = (source.citation.sha256, source.citation.page, source.pinpoint)
            cited.setdefault(key, source)
            under = headings.setdefault(key, [])
            if heading and heading not in under:
                under.append(heading)
        for key, source in cited.items():
            sha256, page, pinpoint = key
            words = f"p. {page}, {one_line(pinpoint)}" if pinpoint else f"p. {page}"
            yield (
                one_line(row.id),
                row.date_start,
                one_line(source.source),
                Link(words, page_link(source.source, sha256, page)),
                one_line(source.bates or ""),
                ", ".join(headings[key]),
                sha256,
            )


def page_lines(entries: Sequence[PageEntry]) -> Iterator[tuple[Value, ...]]:
    """The page ledger, in the columns `PAGES`."""
    for page in entries:
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


def set_aside_lines(entries: Sequence[SetAside]) -> Iterator[tuple[Value, ...]]:
    """The files set aside, in the columns `SET_ASIDE`."""
    for file in entries:
        yield (
            one_line(file.file),
            in_words(file.reason),
            one_line(file.stage),
            one_line(file.detail),
            one_line(file.remedy),
            file.sha256 or "",
        )
