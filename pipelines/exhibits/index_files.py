"""The index of an exhibit set as files: Word, PDF, web page, workbook, and the set itself as JSON.

Word file, PDF and page print what `pipelines.exhibits.set_json.rows_digest` covers, so their digests may
stand among the set's finished files. Workbook and JSON hold the whole set, those digests included: no set can
list them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import Mark
from pipelines.exhibits.bundle_parts import exhibit_link
from pipelines.exhibits.court_profile import StampZone
from pipelines.exhibits.exhibit_set import ExhibitRow, ExhibitSet
from pipelines.exhibits.index_cells import Links
from pipelines.exhibits.index_form import index_document
from pipelines.exhibits.index_workbook import index_workbook
from pipelines.exhibits.set_json import published_bytes
from pipelines.render.html import render_html
from pipelines.render.pdf import render_pdf
from pipelines.render.printing import one_line

STEM = "exhibit-index"
FOLDER = "exhibits"
"""Of each exhibit's own file, beside the index."""


def file_link(row: ExhibitRow) -> str:
    """The link from the index to the exhibit's own file; "" where it has none."""
    return f"{FOLDER}/{quote(row.file.rpartition('/')[2])}" if row.file else ""


BESIDE = Links(words=file_link, page=file_link)
BOUND = Links(words=lambda row: exhibit_link(row.id), page=lambda row: exhibit_link(row.id, page_number=True))


def index_files(
    exhibit_set: ExhibitSet, template: ApprovedTemplate, mark: Mark, stem: str = STEM
) -> Mapping[str, bytes]:
    """File name (``stem`` and suffix) → bytes: docx, html, json, xlsx.

    Each line leads to the exhibit's own file, ``exhibits/<file>``.

    Raises:
        TemplateError: the rows were made for another template, or the template lacks something they need.
    """
    word = index_document(exhibit_set, template, mark, BESIDE)
    title = _title(exhibit_set)
    return {
        f"{stem}.docx": word,
        f"{stem}.html": render_html(word, title),
        f"{stem}.json": published_bytes(exhibit_set, mark),
        f"{stem}.xlsx": index_workbook(
            exhibit_set, template.task, mark, [file_link(row) for row in exhibit_set.rows]
        ),
    }


def index_pdf(
    exhibit_set: ExhibitSet,
    template: ApprovedTemplate,
    mark: Mark,
    *,
    numbered: bool = False,
    stamp_zones: Sequence[StampZone] = (),
) -> bytes:
    """The index as it is bound in front of the exhibits: each line leads to ``exhibit:<row id>``, its page
    number to ``exhibit:<row id>#page``, which the bundle turns into pages.

    Args:
        exhibit_set: the rows, with the places they have so far, and the caption.
        template: the one they were made for.
        mark: which rendition.
        numbered: whether the footer with the index's own page numbers stays: not where the bundle's stand.
        stamp_zones: of the court's profile; no text stands in them.

    Raises:
        TemplateError: as `index_files`.
    """
    word = index_document(exhibit_set, template, mark, BOUND, numbered=numbered, stamp_zones=stamp_zones)
    return render_pdf(word, _title(exhibit_set))


def _title(exhibit_set: ExhibitSet) -> str:
    filing = exhibit_set.filing
    return ": ".join(filter(None, (one_line(filing.title), one_line(filing.short_caption))))
