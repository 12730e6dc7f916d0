"""The clause report as files: all from the same rows, the PDF and the web page from the Word file itself.

So the approved template governs what people read, in whichever form they read it.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.approved import ApprovedTemplate
from pipelines.clauses.calendar_file import calendar_bytes
from pipelines.clauses.document import report_document
from pipelines.clauses.report import ClauseReport
from pipelines.clauses.report_json import published_bytes
from pipelines.clauses.workbook import report_workbook
from pipelines.deliverables.kind import Mark
from pipelines.render.html import render_html
from pipelines.render.pdf import render_pdf
from pipelines.render.printing import one_line

STEM = "clauses"


def report_files(report: ClauseReport, template: ApprovedTemplate, mark: Mark) -> Mapping[str, bytes]:
    """File name → bytes; the same for the same arguments, on any machine. No confirmed date, no calendar.

    Raises:
        TemplateError: the rows were made for another template, or the template lacks something they need.
    """
    word = report_document(report, template, mark)
    title = f"{template.task.name}: {one_line(report.matter.client)}"
    files = {
        f"{STEM}.docx": word,
        f"{STEM}.html": render_html(word, title),
        f"{STEM}.json": published_bytes(report, mark),
        f"{STEM}.pdf": render_pdf(word, title),
        f"{STEM}.xlsx": report_workbook(report, template.task, mark),
    }
    calendar = calendar_bytes(report, mark)
    return files if calendar is None else {**files, f"{STEM}.ics": calendar}
