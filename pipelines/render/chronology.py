"""A chronology as files: Word, Excel and JSON from the same rows; PDF and web page from the Word file itself.

So the approved template governs what people read, in whichever form they read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from extractors.errors import TemplateError
from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import Mark
from pipelines.render.docx import render_docx
from pipelines.render.html import html_of
from pipelines.render.json import render_json
from pipelines.render.pdf import pdf_of
from pipelines.render.printing import one_line
from pipelines.render.word_reader import read_word
from pipelines.render.xlsx import render_xlsx
from pipelines.rows import AnyChronology
from pipelines.uncollected import uncollected


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
    title = f"{template.task.name}: {one_line(chronology.matter.client)}"
    # Each by itself: what one leaves behind may go before the next is made.
    with uncollected():
        word = render_docx(chronology, template, mark)
        blocks = read_word(word)
    files = {f"{stem}.docx": word}
    for suffix, made in (
        ("html", partial(html_of, blocks, title)),
        ("json", partial(render_json, chronology, mark)),
        ("pdf", partial(pdf_of, blocks, title, word)),
        ("xlsx", partial(render_xlsx, chronology, template, mark)),
    ):
        with uncollected():
            files[f"{stem}.{suffix}"] = made()
    return files
