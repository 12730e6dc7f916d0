"""The index as a file of its own, for courts that take each document apart.

Answers: the pages of the index as they are bound, but for their page numbers, without links and without data
about how they were made. Refuses nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf

from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import Mark
from pipelines.exhibits.court_profile import StampZone
from pipelines.exhibits.exhibit_set import ExhibitSet
from pipelines.exhibits.index_files import index_pdf
from pipelines.exhibits.saving import save


def write_loose_index(
    exhibit_set: ExhibitSet, template: ApprovedTemplate, stamp_zones: Sequence[StampZone], path: Path
) -> None:
    """Write the index to ``path``; the court's ``stamp_zones`` stay blank.

    Raises:
        TemplateError: the rows were made for another template, or it lacks something they need.
    """
    pdf = index_pdf(exhibit_set, template, Mark.CLEAN, numbered=True, stamp_zones=stamp_zones)
    with pikepdf.open(BytesIO(pdf)) as drawn:
        for page in drawn.pages:
            if "/Annots" in page.obj:
                del page.obj["/Annots"]
        with pikepdf.new() as loose:
            loose.pages.extend(drawn.pages)
            save(loose, path)
