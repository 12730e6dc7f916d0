"""A chronology in the approved Word template: same rows, same template, same mark, same bytes.

The template owns every style, static word, header and footer; this module says which of its tables holds
what. Refuses (`TemplateError`) a template that lacks a table, column, placeholder or style, or whose header
would not carry the DRAFT mark on every page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn

from extractors.errors import TemplateError
from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import Mark
from pipelines.house import House, Layout
from pipelines.render import word_paragraphs, word_tables, wording
from pipelines.render.figure_word import figure_drawing
from pipelines.render.package import repack
from pipelines.render.printing import one_line, us_date
from pipelines.render.timeline_figure import timeline_figure
from pipelines.render.word_form import (
    EMPTY_STYLE,
    Element,
    Listing,
    filled_row,
    join,
    keep_whole,
    keep_with_next,
    lacking,
    listing,
    listing_titles,
    remove,
    require_styles,
    section_of,
    set_style,
    set_values,
    text_of,
    with_placeholder,
)
from pipelines.render.word_rows import passing_incident, table_rows
from pipelines.render.word_text import plain
from pipelines.rows import AnyChronology, PageEntry
from pipelines.rows_json import rows_digest
from pipelines.timeline import timeline

STYLES = (
    *("PinciteDate", "PinciteNote", "PinciteHeading", "PinciteQuote", "PinciteCodes", "PinciteFlag"),
    *("PinciteStop", "PinciteStrong", "PinciteMuted", "PinciteCite", "PinciteDigest"),
)
"""Styles that cells name; the template must define them."""


def render_docx(chronology: AnyChronology, template: ApprovedTemplate, mark: Mark) -> bytes:
    """The Word file of a chronology.

    Raises:
        TemplateError: the template lacks something that the rows need.
    """
    document = docx.Document(BytesIO(template.docx))
    require_styles(document.styles.element, STYLES)
    body = document.element.body
    margins = headers_and_footers(document)

    c, task = chronology, template.task
    triggers = word_tables.triggers_met(c, task)
    tables = {
        "set_aside": word_tables.set_aside(c.set_aside),
        "triggers": triggers,
        "counts": word_tables.counts(c),
        "sources": word_tables.sources(c),
        **{f"index_{index.name}": word_tables.index_lines(index, task.house) for index in c.indexes},
    }
    forms = {name: listing(body, name) for name in (*tables, "chronology", "findings", "pages")}
    if forms["chronology"].columns != task.columns:
        raise TemplateError(
            "The chronology table of the Word template has other columns than its task definition.",
            "Make the two agree, then have the template approved again.",
        )
    blocks = _finding_blocks(body, forms["findings"], c, task.house)

    place_of_timeline = _place_of_timeline(body)
    _drop_unused_indexes(body, c)
    values = _values(c, template, mark) | ({} if triggers else {"escalation_rule": None})
    for root in (body, *margins):
        set_values(root, values)
    for name, records in tables.items():
        rows = [filled_row(forms[name].prototype, record) for record in records]
        for row in rows[:-1] if name == "counts" else ():
            keep_with_next(row)  # the counts belong on one page
        forms[name].fill(rows)
    if place_of_timeline is not None:  # drawn last: the names in it are no placeholders
        _draw_timeline(place_of_timeline, c)
    if task.house.layout is Layout.PARAGRAPHS:
        require_styles(document.styles.element, word_paragraphs.STYLES)
        word_paragraphs.place(c, forms["chronology"], task.house)
    else:
        forms["chronology"].fill(_chronology_rows(c, forms["chronology"], task.house))
    forms["pages"].fill(page_rows(c.pages, forms["pages"]))
    _place(blocks, forms["findings"])

    out = BytesIO()
    document.save(out)
    return repack(out.getvalue())


def _place_of_timeline(body: Element) -> Element | None:
    """The paragraph where the template wants the figure, emptied."""
    if "{timeline}" not in text_of(body):
        return None
    place = with_placeholder(body, "timeline")
    for run in place.findall(qn("w:r")):
        remove(run)
    return place


def _draw_timeline(place: Element, chronology: AnyChronology) -> None:
    """The figure; its section goes where there is nothing to draw."""
    drawn = timeline(chronology)
    if drawn is not None:
        place.append(figure_drawing(timeline_figure(drawn), 1))
        return
    for element in section_of(place):
        remove(element)


def headers_and_footers(document: Any) -> list[Element]:
    """The roots of all headers and footers.

    Raises:
        TemplateError: a header that some page would show does not carry the mark.
    """
    for section in document.sections:
        shown = [section.header]
        if section.different_first_page_header_footer:
            shown.append(section.first_page_header)
        if document.settings.odd_and_even_pages_header_footer:
            shown.append(section.even_page_header)
        for header in shown:
            if "{mark}" not in text_of(header._element):
                raise lacking("{mark} in every header")
    parts = [r.target_part for r in document.part.rels.values() if not r.is_external]
    return [p.element for p in parts if p.content_type.endswith(("header+xml", "footer+xml"))]


def _values(chronology: AnyChronology, template: ApprovedTemplate, mark: Mark) -> dict[str, str | None]:
    c, task = chronology, template.task
    digest = rows_digest(c)
    return {
        "mark": mark.value if mark is Mark.DRAFT else None,
        "client": one_line(c.matter.client),
        "matter": one_line(c.matter.title) or one_line(c.matter.slug),
        "date_of_birth": us_date(c.matter.date_of_birth) or wording.NOT_STATED,
        "date_of_incident": us_date(c.matter.date_of_incident) or wording.NOT_STATED,
        "template": f"{one_line(task.name)} {c.template.version}",
        "template_digest": c.template.sha256,
        "program": one_line(c.program),
        "rows_digest": digest,
        "rows_digest_short": digest[:16],
        "citation_form": one_line(task.citation_form),
        "gap_threshold_days": str(task.gap_threshold_days),
        "escalation_rule": one_line(task.escalation_rule),
        **{f"note_{index.name}": one_line(index.note) or None for index in c.indexes},
    }


def _drop_unused_indexes(body: Element, chronology: AnyChronology) -> None:
    """Take out the sections of indexes that the task leaves out, from heading to empty line."""
    made = {f"index_{index.name}" for index in chronology.indexes}
    for title in sorted(listing_titles(body)):
        if title.startswith("index_") and title not in made:
            table = listing(body, title)
            for element in section_of(table.table):
                remove(element)


def _chronology_rows(chronology: AnyChronology, form: Listing, house: House) -> Iterator[Element]:
    """The rows, with a divider where they pass the date of incident, in either direction."""
    above: Element = None
    rows = tuple(table_rows(chronology, house))
    passing = passing_incident((cells.date_start for cells in rows), chronology.matter.date_of_incident)
    for cells, passed in zip(rows, passing, strict=True):
        if passed and form.others:
            yield filled_row(form.others[0], {"divider": plain(passed)})
        row = filled_row(form.prototype, cells.record)
        if cells.whole:
            keep_whole(row)
        if cells.continues:
            join(above, row)
        above = row
        yield row


def page_rows(entries: Sequence[PageEntry], form: Listing) -> Iterator[Element]:
    """The page ledger: each file's row, its lines, and the sum under all of them.

    Raises:
        TemplateError: the table has no rows for file and sum.
    """
    if len(form.others) != 2:
        raise lacking("file row and total row in its table 'pages'")
    file_row, total_row = form.others
    above: Element = None
    for file, lines in word_tables.pages(entries):
        yield filled_row(file_row, file)
        for record in lines:
            above = filled_row(form.prototype, record)
            yield above
    if above is not None:
        keep_with_next(above)
        total = f"{len(entries):,}"
        yield filled_row(total_row, {"total_label": plain("All pages of all files"), "total": plain(total)})


def _finding_blocks(
    body: Element, form: Listing, chronology: AnyChronology, house: House
) -> list[Element]:
    """Take heading, note and table of the findings out; give a filled copy of them for each kind."""
    heading, note = with_placeholder(body, "finding_title"), with_placeholder(body, "finding_note")
    if form.empty is None:
        raise lacking(f"line styled {EMPTY_STYLE} after its table of findings")
    for element in (heading, note, form.table):
        remove(element)
    blocks: list[Element] = []
    for kind, group in wording.by_kind(chronology.findings):
        words = wording.finding_words(kind)
        title, text, table = deepcopy(heading), deepcopy(note), deepcopy(form.table)
        set_values(title, {"finding_title": f"{words.title} ({len(group):,})"})
        set_values(text, {"finding_note": words.note})
        if words.stop:
            set_style(text, "PinciteStop")
        for record in word_tables.findings(group, words, house):
            table.append(filled_row(form.prototype, record))
        blocks += [title, text, table] if words.note else [title, table]
    return blocks


def _place(blocks: list[Element], form: Listing) -> None:
    place: Element = form.empty
    for block in blocks:
        place.addprevious(block)
    if blocks:
        remove(place)
