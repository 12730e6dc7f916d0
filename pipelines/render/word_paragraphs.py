"""The chronology as running paragraphs instead of a table, where the house wants it so.

Answers: each row as a line with its date, provider, facility and type, then its quotes, each ending in its
page. They take the place of the template's table and use the template's styles.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.house import House
from pipelines.render import wording
from pipelines.render.forms import FORMS
from pipelines.render.printing import one_line
from pipelines.render.sources import cited_pages, row_sources
from pipelines.render.word_form import Listing, new_paragraph, remove
from pipelines.render.word_rows import ROW_ID_SHOWN, date_words, flag_lines, passing_incident
from pipelines.render.word_text import Cell, Paragraph, Text, plain, quote, source_line
from pipelines.rows import AnyChronology, Row

STYLES = ("PinciteFile", "Heading2")
"""Styles of this layout beside those of every Word file."""


def place(chronology: AnyChronology, form: Listing, house: House) -> None:
    """Put the paragraphs where the table stands; without rows its empty line stays."""
    passing = passing_incident((r.date_start for r in chronology.rows), chronology.matter.date_of_incident)
    for row, passed in zip(chronology.rows, passing, strict=True):
        for paragraph in (*(plain(passed, "Heading2") if passed else ()), *_entry(chronology, row, house)):
            form.table.addprevious(new_paragraph(paragraph))
    remove(form.table)
    if chronology.rows and form.empty is not None:
        remove(form.empty)


def _entry(chronology: AnyChronology, row: Row, house: House) -> Iterator[Paragraph]:
    form = FORMS[chronology.template.deliverable]
    told = [_in_a_line(cell) for cell in form.cells(row).values()]
    said_of_it = [words for words in told if words not in ("", wording.NONE)]
    yield Paragraph(
        (
            Text(f"{date_words(row).rstrip('.')}. ", "PinciteStrong"),
            Text(" ".join(f"{words.rstrip('.')}." for words in said_of_it)),
            Text(f" {one_line(row.id)[:ROW_ID_SHOWN]}", "PinciteMuted"),
        ),
        "PinciteFile",
    )
    yield from flag_lines(row)
    for finding in row.findings:
        if finding.low_confidence:
            yield from plain(wording.LOW_CONFIDENCE, "PinciteFlag")
        pages = cited_pages([finding.source], (), house)
        cite = () if pages.silent else source_line(pages)
        said = quote(finding.quote, "")
        heading = Text(f"{one_line(finding.heading)}: ", "PinciteStrong")
        yield Paragraph((heading, *said.runs, Text(" "), *(run for p in cite for run in p.runs)), said.style)
    if not row.findings and form.unquoted:
        yield from plain(form.unquoted, "PinciteNote")
    yield from form.under(row)
    yield from _further(row, house)


def _in_a_line(cell: Cell) -> str:
    """A cell's paragraphs as one text."""
    return "; ".join(words for p in cell if (words := "".join(run.text for run in p.runs)))


def _further(row: Row, house: House) -> Cell:
    """The pages that record the row and are not quoted."""
    others = row_sources(row, house).of((), others=True)
    if others.silent or not others.others:
        return ()
    lines = source_line(others)
    return tuple(Paragraph((Text("Also: "), *p.runs), "PinciteNote") for p in lines)
