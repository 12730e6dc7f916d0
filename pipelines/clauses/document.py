"""The clause report in the approved Word template: same rows, same template, same mark, same bytes.

The template owns every style, static word, header and footer. Refuses (`TemplateError`) one that lacks a
table or a placeholder, whose tables have other columns than its task definition says, or whose header would
not carry the DRAFT mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import docx

from extractors.errors import TemplateError
from pipelines.approved import ApprovedTemplate
from pipelines.clauses.report import ClauseReport
from pipelines.clauses.report_json import rows_digest
from pipelines.clauses.stop_work import triggers_met
from pipelines.clauses.word_cells import TABLES, Lines, share, sources
from pipelines.deliverables.kind import Mark
from pipelines.render import word_tables
from pipelines.render.docx import headers_and_footers, page_rows
from pipelines.render.package import repack
from pipelines.render.printing import one_line
from pipelines.render.word_form import (
    Element,
    Listing,
    filled_row,
    keep_with_next,
    lacking,
    listing,
    require_styles,
    set_values,
)
from pipelines.render.word_text import Record, plain

STYLES = ("PinciteNote", "PinciteQuote", "PinciteCite", "PinciteDigest")
"""Styles that cells name; the template must define them."""


def report_document(report: ClauseReport, template: ApprovedTemplate, mark: Mark) -> bytes:
    """The report as a Word file.

    Raises:
        TemplateError: the rows were made for another template, or the template lacks something they need.
    """
    if report.template != template.stamp:
        raise TemplateError(
            "These rows were drafted with another template than the one approved now.", "Draft them again."
        )
    document = docx.Document(BytesIO(template.docx))
    require_styles(document.styles.element, STYLES)
    body, task = document.element.body, template.task
    margins = headers_and_footers(document)
    if set(task.tables) != set(TABLES):
        raise TemplateError(
            f"task.toml, tables: {', '.join(sorted(set(task.tables) ^ set(TABLES)))} is missing or unknown.",
            "Correct task.toml, then have the template approved again.",
        )
    around = {
        "set_aside": word_tables.set_aside(report.set_aside),
        "triggers": _triggers(report, template),
        "counts": word_tables.beside(_counts(report), word_tables.dispositions(report.pages)),
    }
    names = (*around, *TABLES, "sources", "pages")
    forms = {name: listing(body, name) for name in names}
    for name, columns in task.tables.items():
        if forms[name].columns != columns:
            raise TemplateError(
                f"The table {name!r} of the Word template has other columns than its task definition.",
                "Make the two agree, then have the template approved again.",
            )
    values = _values(report, template, mark) | ({} if around["triggers"] else {"escalation_rule": None})
    for root in (body, *margins):
        set_values(root, values)
    for name, records in around.items():
        rows = [filled_row(forms[name].prototype, record) for record in records]
        for row in rows[:-1] if name == "counts" else ():
            keep_with_next(row)  # the counts belong on one page
        forms[name].fill(rows)
    for name, lines in TABLES.items():
        forms[name].fill(_rows(forms[name], name, lines(report, task.house)))
    forms["sources"].fill(_rows(forms["sources"], "sources", sources(report, task.house)))
    forms["pages"].fill(page_rows(report.pages, forms["pages"]))

    out = BytesIO()
    document.save(out)
    return repack(out.getvalue())


def _rows(form: Listing, name: str, lines: Lines) -> Iterator[Element]:
    """The lines, with a row across the table where another group begins."""
    above = ""
    for heading, record in lines:
        if heading != above:
            if not form.others:
                raise lacking(f"row for headings in its table {name!r}")
            yield filled_row(form.others[0], {"divider": plain(heading)})
            above = heading
        yield filled_row(form.prototype, record)


def _triggers(report: ClauseReport, template: ApprovedTemplate) -> tuple[Record, ...]:
    path = plain(" → ".join(map(one_line, template.task.escalation_path)))
    return tuple(
        {"trigger": plain(one_line(trigger.text)), "count": plain(f"{count:,}"), "escalate": path}
        for trigger, count in triggers_met(report, template.task)
    )


def _counts(report: ClauseReport) -> list[tuple[str, int]]:
    low = sum(row.low for row in report.clauses)
    return [
        ("Contracts read", sum(not paper.copy_of for paper in report.papers)),
        ("Files set aside", len(report.set_aside)),
        ("Pages read", len(report.pages)),
        ("   of which by text recognition (scans)", sum(p.text_layer == "ocr" for p in report.pages)),
        ("Clauses", len(report.clauses) - low),
        ("Possible clauses of low confidence", low),
        ("Obligations and rights", len(report.obligations)),
        ("Points of form", len(report.flags)),
        ("Dates", len(report.dates)),
        ("   of which an attorney confirmed", sum(bool(row.confirmed_by) for row in report.dates)),
    ]


def _values(report: ClauseReport, template: ApprovedTemplate, mark: Mark) -> dict[str, str | None]:
    task, finder, digest = template.task, report.finder, rows_digest(report)
    return {
        "mark": mark.value if mark is Mark.DRAFT else None,
        "client": one_line(report.matter.client),
        "matter": one_line(report.matter.title) or one_line(report.matter.slug),
        "finder": one_line(finder.name),
        "model_digest": finder.sha256 or "No model: rules alone",
        "attribution": one_line(finder.attribution) or None,
        "own_list": finder.own_list or "No list of the firm's own",
        "threshold": share(finder.threshold),
        "low": share(task.low_confidence),
        "template": f"{one_line(task.name)} {report.template.version}",
        "template_digest": report.template.sha256,
        "program": one_line(report.program),
        "rows_digest": digest,
        "rows_digest_short": digest[:16],
        "citation_form": one_line(task.citation_form),
        "escalation_rule": one_line(task.escalation_rule),
    }
