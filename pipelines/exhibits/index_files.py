"""The index of an exhibit set as files: Word, PDF, web page, workbook, and the set itself as JSON.

Word file, PDF and page print what `pipelines.exhibits.set_json.rows_digest` covers, so their digests may stand
among the set's finished files. Workbook and JSON hold the whole set, those digests included: no set can list
them.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import Mark
from pipelines.exhibits.exhibit_set import ExhibitSet
from pipelines.exhibits.set_json import published_bytes

STEM = "exhibit-index"


def index_files(
    exhibit_set: ExhibitSet, template: ApprovedTemplate, mark: Mark, stem: str = STEM
) -> Mapping[str, bytes]:
    """File name (``stem`` and suffix) → bytes: docx, html, json, pdf, xlsx.

    Each line leads to the exhibit's own file, ``exhibits/<file>``.

    Raises:
        TemplateError: the rows were made for another template, or the template lacks something they need.
    """
    return {f"{stem}.json": published_bytes(exhibit_set, mark)}


def index_pdf(exhibit_set: ExhibitSet, template: ApprovedTemplate, mark: Mark) -> bytes:
    """The index as it is bound in front of the exhibits: each line leads to ``exhibit:<row id>``, which the
    bundle turns into a page.

    Raises:
        TemplateError: as `index_files`.
    """
    raise NotImplementedError
