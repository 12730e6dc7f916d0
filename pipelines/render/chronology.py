"""A chronology as files: Word, Excel and JSON from the same rows."""

from __future__ import annotations

from collections.abc import Mapping

from extractors.errors import TemplateError
from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import Mark
from pipelines.render.docx import render_docx
from pipelines.render.json import render_json
from pipelines.render.xlsx import render_xlsx
from pipelines.rows import AnyChronology


def render(
    chronology: AnyChronology, template: ApprovedTemplate, mark: Mark, stem: str = "chronology"
) -> Mapping[str, bytes]:
    """File name (``stem`` and suffix) → bytes; the same for the same arguments, on any machine.

    Raises:
        TemplateError: the rows were made for another template, or the template lacks something they need.
    """
    if chronology.template != template.stamp:
        raise TemplateError(
            "These rows were drafted with another template than the one approved now.", "Draft them again."
        )
    return {
        f"{stem}.docx": render_docx(chronology, template, mark),
        f"{stem}.json": render_json(chronology, mark),
        f"{stem}.xlsx": render_xlsx(chronology, template, mark),
    }
