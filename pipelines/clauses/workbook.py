"""The clause report as a workbook: every line of the report to sort and filter, with its whole passage.

Answers: what a paralegal works with: each clause, each type not found in each contract with the nearest
sentence, each obligation with its sentence, each sentence left out and why. Texts that begin with ``=`` stay
texts; each source cell leads to the first page cited.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.clauses.report import Cited, ClauseReport, all_of, words_of
from pipelines.clauses.report_json import rows_digest
from pipelines.clauses.stop_work import triggers_met
from pipelines.clauses.word_cells import WHOLE_MATTER, missed_words
from pipelines.deliverables.kind import Mark
from pipelines.render.printing import in_words, one_line
from pipelines.render.row_form import Column
from pipelines.render.sources import cited_pages
from pipelines.render.xlsx import workbook
from pipelines.render.xlsx_cells import Value
from pipelines.render.xlsx_sheets import (
    PAGES,
    SET_ASIDE,
    Sheet,
    page_lines,
    set_aside_lines,
    source_cell,
)
from pipelines.task import Task

_FILE = Column("Contract", 28)
_SOURCE = Column("Source", 28, "link")
_PASSAGE = Column("Passage (verbatim)", 66)
_ID = Column("Row id", 16, "muted", printed=False)
PAPERS = (
    Column("File", 36, "strong"),
    Column("Title as printed", 40),
    Column("Kind", 18),
    Column("Date", 11),
    Column("Pages", 7, "number"),
    Column("Sentences", 10, "number"),
    Column("Repeats", 30),
    Column("SHA-256 of the file", 66, "muted", printed=False),
)
CLAUSES = (
    Column("Type", 24, "strong"),
    _FILE,
    Column("Section", 20),
    _PASSAGE,
    Column("Confidence", 11, "share"),
    Column("Low confidence", 11, "flag"),
    Column("Shown because", 30),
    Column("Own type", 9),
    _SOURCE,
    _ID,
)
NOT_FOUND = (
    Column("Type", 24, "strong"),
    _FILE,
    Column("Nearest sentence, not shown as a clause", 66),
    Column("Its confidence", 11, "share"),
    Column("Overlooked when measured", 14),
    Column("Own type", 9),
    _SOURCE,
)
ABSTRACT = (
    _FILE,
    Column("Field", 24, "strong"),
    Column("Value", 26),
    Column("Worked out", 30),
    Column("Left open", 30),
    _PASSAGE,
    _SOURCE,
)
OBLIGATIONS = (
    Column("No.", 5, "number"),
    _FILE,
    Column("Section", 20),
    Column("Who", 20, "strong"),
    Column("Duty or right", 10),
    Column("What", 44),
    Column("If or when", 28),
    Column("By when", 22),
    Column("By when, normalised", 16),
    Column("How often", 16),
    Column("How often, normalised", 16),
    _SOURCE,
    Column("Whole sentence (verbatim)", 66, printed=False),
    _ID,
)
LEFT_OUT = (Column("Reason", 28, "strong"), _FILE, _PASSAGE, _SOURCE)
FLAGS = (Column("Kind", 26, "strong"), _FILE, Column("What was found", 50), _PASSAGE, _SOURCE)
DATES = (
    Column("Date", 11, "strong"),
    Column("What", 26),
    _FILE,
    Column("Worked out", 30),
    Column("Confirmed date", 11),
    Column("Confirmed by", 22),
    Column("Confirmed on", 11),
    _PASSAGE,
    _SOURCE,
    _ID,
)
TRIGGERS = (Column("Trigger", 70, "strong"), Column("Found", 8, "number"), Column("Escalate to", 50))


def report_workbook(report: ClauseReport, task: Task, mark: Mark) -> bytes:
    """The workbook.

    Raises:
        TemplateError: a trigger of the task is one that nothing can meet.
    """
    r = report
    sheets = (
        Sheet("Clauses", CLAUSES, _clauses(r)),
        Sheet("Types not found", NOT_FOUND, _not_found(r)),
        Sheet("Abstract", ABSTRACT, _abstract(r)),
        Sheet("Obligations", OBLIGATIONS, _obligations(r)),
        Sheet("Left out", LEFT_OUT, _left_out(r)),
        Sheet("Points of form", FLAGS, _flags(r)),
        Sheet("Dates", DATES, _dates(r)),
        Sheet("Contracts", PAPERS, _papers(r)),
        Sheet("Stop work", TRIGGERS, _triggers(r, task)),
        Sheet("Pages", PAGES, page_lines(r.pages)),
        Sheet("Set aside", SET_ASIDE, set_aside_lines(r.set_aside)),
    )
    digest = rows_digest(r)
    return workbook(task.name, sheets, [_banner(r, task, sheet, mark, digest) for sheet in sheets], mark)


def _banner(r: ClauseReport, task: Task, sheet: Sheet, mark: Mark, digest: str) -> str:
    words = (
        mark.value if mark is Mark.DRAFT else "",
        f"{task.name}: {sheet.name}",
        r.matter.client,
        r.matter.title,
        f"Template {r.template.version}",
        f"Rows digest {digest}",
    )
    return one_line("  ·  ".join(word for word in words if word.strip()))


def _clauses(r: ClauseReport) -> Iterator[tuple[Value, ...]]:
    for row in r.clauses:
        yield (
            one_line(row.type),
            _file(r, row.sha256),
            one_line(row.section),
            _words(row.citations),
            row.confidence,
            "Low confidence" if row.low else "",
            "; ".join(map(one_line, row.because)),
            _own(own=row.own),
            _source(row.citations),
            row.id,
        )


def _not_found(r: ClauseReport) -> Iterator[tuple[Value, ...]]:
    for row in r.not_found:
        yield (
            one_line(row.type),
            _file(r, row.sha256),
            _words(row.best),
            row.confidence if row.best else None,
            missed_words(row),
            _own(own=row.own),
            _source(row.best),
        )


def _abstract(r: ClauseReport) -> Iterator[tuple[Value, ...]]:
    for row in r.abstract:
        yield (
            _file(r, row.sha256),
            one_line(row.field),
            one_line(row.value),
            "; ".join(map(one_line, row.computed_from)),
            one_line(row.abstained),
            _lines(row.passages),
            _source(all_of(row.passages)),
        )


def _obligations(r: ClauseReport) -> Iterator[tuple[Value, ...]]:
    for number, row in enumerate(r.obligations, 1):
        yield (
            number,
            _file(r, row.sha256),
            one_line(row.section),
            _words(row.obligor),
            in_words(row.modality),
            _words(row.action),
            _words(row.trigger),
            _words(row.deadline),
            one_line(row.deadline_value),
            _words(row.recurrence),
            one_line(row.recurrence_value),
            _source(all_of(row.passages)),
            _words(row.citations),
            row.id,
        )


def _left_out(r: ClauseReport) -> Iterator[tuple[Value, ...]]:
    for row in r.left_out:
        yield in_words(row.reason), _file(r, row.sha256), _words(row.citations), _source(row.citations)


def _flags(r: ClauseReport) -> Iterator[tuple[Value, ...]]:
    for row in r.flags:
        yield (
            in_words(row.kind),
            _file(r, row.sha256),
            one_line(row.message),
            _lines(row.passages),
            _source(all_of(row.passages)),
        )


def _dates(r: ClauseReport) -> Iterator[tuple[Value, ...]]:
    for row in r.dates:
        yield (
            row.date,
            one_line(row.what),
            _file(r, row.sha256),
            one_line(row.how),
            row.confirmed_date,
            one_line(row.confirmed_name),
            row.confirmed_on,
            _lines(row.passages),
            _source(all_of(row.passages)),
            row.id,
        )


def _papers(r: ClauseReport) -> Iterator[tuple[Value, ...]]:
    for paper in r.papers:
        yield (
            one_line(paper.source),
            one_line(paper.title),
            in_words(paper.kind.value),
            paper.date,
            paper.pages,
            paper.sentences,
            _file(r, paper.copy_of) if paper.copy_of else "",
            paper.sha256,
        )


def _triggers(r: ClauseReport, task: Task) -> Iterator[tuple[Value, ...]]:
    for trigger, count in triggers_met(r, task):
        yield one_line(trigger.text), count, " → ".join(map(one_line, task.escalation_path))


def _file(r: ClauseReport, sha256: str) -> str:
    return one_line(r.paper(sha256).source) if sha256 else WHOLE_MATTER


def _own(*, own: bool) -> str:
    return "Yes" if own else ""


def _words(cited: Cited) -> str:
    return one_line(words_of(cited))


def _lines(passages: tuple[Cited, ...]) -> str:
    return "\n".join(_words(cited) for cited in passages)


def _source(cited: Cited) -> Value:
    return source_cell(cited_pages((), cited))
