"""The index of exhibits in the approved Word template: same rows, same template, same mark, same bytes.

The template owns every style, static word, header and footer, and a table for each layout; filling keeps
the table of the plan's layout, on the paper of the section in which it stands. Columns that no line would
fill are left out. Refuses (`TemplateError`) a template without that
table, with other columns than its task definition says, or whose header would not carry the DRAFT mark.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import deepcopy
from io import BytesIO

import docx
from docx.oxml.ns import qn
from lxml import etree

from extractors.errors import TemplateError
from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import Mark
from pipelines.exhibits.court_profile import Corner, StampZone
from pipelines.exhibits.exhibit_set import ExhibitSet, FilingCaption
from pipelines.exhibits.index_cells import CELLS, CITE, NOTE, STATUS, Links, empty_columns
from pipelines.exhibits.index_columns import TWIPS, leave_out, widen
from pipelines.exhibits.set_json import rows_digest
from pipelines.render.docx import headers_and_footers
from pipelines.render.package import repack
from pipelines.render.printing import one_line, printable, us_date
from pipelines.render.word_form import (
    Element,
    Listing,
    filled_row,
    listing,
    listing_titles,
    placeholders,
    remove,
    require_styles,
    set_style,
    set_values,
    unknown,
    with_placeholder,
)
from pipelines.render.word_looks import Looks
from pipelines.render.word_text import Cell, Paragraph, Text

AIR = 6.0
"""Points between a court's stamp and the text."""
COURT_LINE = "PinciteCourtLine"
"""Style of a line of the court's name that another follows."""
STYLES = ("PinciteStrong", CITE, NOTE, STATUS, COURT_LINE)
"""Styles that cells name; the template must define them."""


def index_document(
    exhibit_set: ExhibitSet,
    template: ApprovedTemplate,
    mark: Mark,
    links: Links,
    *,
    numbered: bool = True,
    stamp_zones: Sequence[StampZone] = (),
) -> bytes:
    """The index as a Word file.

    Args:
        exhibit_set: the rows and the caption.
        template: the one they were made for.
        mark: which rendition.
        links: where each line leads.
        numbered: whether the footer stays; a bundle numbers the pages itself.
        stamp_zones: what the court keeps for itself; no text stands as high or as low.

    Raises:
        TemplateError: the rows were made for another template, or the template lacks something they need.
    """
    if exhibit_set.template != template.stamp:
        raise TemplateError(
            "These rows were drafted with another template than the one approved now.", "Draft them again."
        )
    document = docx.Document(BytesIO(template.docx))
    require_styles(document.styles.element, STYLES)
    body = document.element.body
    margins = headers_and_footers(document)
    form = _layout(body, exhibit_set.filing.layout, template)

    values = _values(exhibit_set, mark)
    for root in margins:
        set_values(root, values)
        if not numbered and root.tag == qn("w:ftr"):
            _blank(root)
    court, caption = _taken(with_placeholder(body, "court")), listing(body, "caption")
    set_values(body, values)  # before anything typed is in the body: braces in it are no placeholders
    _caption(body, court, caption, exhibit_set.filing)
    leave_out(form, empty_columns(exhibit_set.rows))
    names = [name for name in placeholders(form.prototype) if name]
    strangers = [name for name in names if name not in CELLS]
    if strangers:
        raise unknown(strangers[0])
    records = [{name: CELLS[name](row, links) for name in names} for row in exhibit_set.rows]
    widen(form, records, Looks(document.styles.element))
    form.fill(filled_row(form.prototype, record) for record in records)
    _clear(body, stamp_zones)

    out = BytesIO()
    document.save(out)
    return repack(out.getvalue())


def _layout(body: Element, layout: str, template: ApprovedTemplate) -> Listing:
    """The table of this layout, alone in the body, on its section's paper."""
    title = f"index_{layout}"
    form = listing(body, title)
    if form.columns != template.task.layouts.get(layout):
        raise TemplateError(
            f"The table {title!r} of the Word template has other columns than its task definition.",
            "Make the two agree, then have the template approved again.",
        )
    _keep_section(body, form.table)
    for other in sorted(listing_titles(body)):
        if other.startswith("index_") and other != title:
            unused = listing(body, other)
            remove(unused.table)
            if unused.empty is not None:
                remove(unused.empty)
    return form


def _keep_section(body: Element, table: Element) -> None:
    """Give the whole document the paper of the section in which the table stands."""
    ends = [p for p in body.findall(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None]
    after = [p for p in ends if body.index(p) > body.index(table)]
    last = body.find(qn("w:sectPr"))
    if after and last is not None:
        body.replace(last, deepcopy(after[0].find(f"{qn('w:pPr')}/{qn('w:sectPr')}")))
    for paragraph in ends:
        section = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        remove(section)
        if paragraph.find(qn("w:r")) is None:
            remove(paragraph)


def _values(exhibit_set: ExhibitSet, mark: Mark) -> dict[str, str | None]:
    filing = exhibit_set.filing
    return {
        "mark": mark.value if mark is Mark.DRAFT else None,
        "title": one_line(filing.title),
        "case_number": one_line(filing.case_number),
        "judge": one_line(filing.judge),
        "filer": one_line(filing.filer),
        "filing_date": us_date(filing.filing_date),
        "rows_digest": rows_digest(exhibit_set),
        "rows_digest_short": rows_digest(exhibit_set)[:16],
    }


def _caption(body: Element, court: Element, caption: Listing, filing: FilingCaption) -> None:
    """Court, parties, case number, judge, who files; what nobody typed leaves no line."""
    lines = _lines(filing.court)
    for at, line in enumerate(lines):
        copy = deepcopy(court)
        set_values(copy, {"court": line})
        if at + 1 < len(lines):
            set_style(copy, COURT_LINE)
        body.insert(at, copy)
    parties = _lines(filing.caption) or _lines(filing.short_caption)
    typed = (("Case No. ", filing.case_number), ("", filing.judge), ("Submitted by: ", filing.filer))
    beside = [f"{label}{one_line(text)}" for label, text in typed if text.strip()]
    record = {"parties": _cell(parties), "case": _cell(beside)}
    caption.fill([filled_row(caption.prototype, record)] if parties or beside else ())


def _taken(element: Element) -> Element:
    remove(element)
    return element


def _cell(lines: Sequence[str]) -> Cell:
    return tuple(Paragraph((Text(line),)) for line in lines)


def _lines(typed: str) -> list[str]:
    return [line for text in printable(typed).split("\n") if (line := " ".join(text.split()))]


def _blank(footer: Element) -> None:
    """Leave nothing of a footer but one empty paragraph, which Word wants."""
    for element in list(footer):
        remove(element)
    etree.SubElement(footer, qn("w:p"))


def _clear(body: Element, zones: Sequence[StampZone]) -> None:
    """Keep the text out of the zones: by the margins where later pages have them, above the first page's text
    by an empty paragraph."""
    upper = {Corner.UPPER_LEFT, Corner.UPPER_RIGHT}
    margins = body.find(f"{qn('w:sectPr')}/{qn('w:pgMar')}")

    def highest(pages: Collection[str], *, head: bool) -> int:
        heights = [z.height for z in zones if z.pages in pages and (z.corner in upper) == head]
        return round((max(heights) + AIR) * TWIPS) if heights else 0

    top = max(int(margins.get(qn("w:top"))), highest(("later", "all"), head=True))
    bottom = max(int(margins.get(qn("w:bottom"))), highest(("first", "later", "all"), head=False))
    margins.set(qn("w:top"), str(top))
    margins.set(qn("w:bottom"), str(bottom))
    missing = highest(("first",), head=True) - top
    if missing > 0:
        body.insert(0, _spacer(missing))


def _spacer(twips: int) -> Element:
    """An empty paragraph exactly this high."""
    paragraph = etree.Element(qn("w:p"))
    spacing = etree.SubElement(etree.SubElement(paragraph, qn("w:pPr")), qn("w:spacing"))
    for name, value in (("before", "0"), ("after", "0"), ("line", str(twips)), ("lineRule", "exact")):
        spacing.set(qn(f"w:{name}"), value)
    return paragraph
