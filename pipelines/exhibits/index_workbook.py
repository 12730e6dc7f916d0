"""The exhibit set as a workbook: every field of every exhibit, its pages, the checks, the finished files.

Answers: what a paralegal sorts and filters: which Bates number is which page of which source, and on which
page of the bundle. Texts that begin with ``=`` stay texts. Unlike the index it is not filed, and says all
that is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipelines.deliverables.kind import Mark
from pipelines.exhibits.exhibit_set import ExhibitRow, ExhibitSet
from pipelines.exhibits.set_json import rows_digest
from pipelines.exhibits.stop_work import triggers_met
from pipelines.render.printing import in_words, one_line, us_date
from pipelines.render.row_form import Column
from pipelines.render.xlsx import workbook
from pipelines.render.xlsx_cells import Link, Value
from pipelines.render.xlsx_sheets import Sheet
from pipelines.task import Task

EXHIBITS = (
    Column("Ex.", 10, "strong"),
    Column("Description", 48),
    Column("Date", 11),
    Column("Status", 13),
    Column("Bates begin", 16),
    Column("Bates end", 16),
    Column("Pages", 7, "number"),
    Column("First page", 7, "number"),
    Column("Last page", 7, "number"),
    Column("Volume", 8, "number"),
    Column("Confidentiality", 16),
    Column("Pages not included", 28, "flag"),
    Column("Remarks", 30, printed=False),
    Column("Party", 12, printed=False),
    Column("Witness", 18, printed=False),
    Column("Purpose", 18, printed=False),
    Column("Objection", 18, printed=False),
    Column("Stipulated", 12, printed=False),
    Column("Criterion", 18, printed=False),
    Column("Translation", 16, printed=False),
    Column("Label", 14, printed=False),
    Column("File", 30, "link", printed=False),
    Column("Source", 34, printed=False),
    Column("Pages of the source", 14, printed=False),
    Column("Row id", 16, "muted", printed=False),
)
"""Printed are those that fit on one sheet of paper."""
PAGES = (
    Column("Ex.", 10, "strong"),
    Column("Page of the exhibit", 9, "number"),
    Column("Bates", 18),
    Column("Page of the bundle", 9, "number"),
    Column("Volume", 7, "number"),
    Column("Source", 40),
    Column("Page of the source", 9, "number"),
    Column("Text", 10),
    Column("Remarks", 44),
    Column("SHA-256 of the source", 66, "muted", printed=False),
)
CHECKS = (
    Column("Outcome", 12, "strong"),
    Column("Check", 34),
    Column("Found", 56),
    Column("What to do", 46),
    Column("Ex.", 10),
    Column("File", 30),
    Column("Page", 7, "number"),
    Column("Check id", 24, "muted", printed=False),
)
TRIGGERS = (Column("Trigger", 70, "strong"), Column("Found", 8, "number"), Column("Escalate to", 50))
FILES = (
    Column("File", 44, "strong"),
    Column("Pages", 8, "number"),
    Column("Bytes", 14, "number"),
    Column("SHA-256", 66, "muted"),
)
SET_ASIDE = (
    Column("File", 42, "strong"),
    Column("Reason", 16),
    Column("Detail", 50),
    Column("What to do", 50),
    Column("SHA-256", 66, "muted", printed=False),
)
UNUSED = (Column("File", 60, "strong"), Column("SHA-256", 66, "muted"))


def index_workbook(exhibit_set: ExhibitSet, task: Task, mark: Mark, links: Sequence[str]) -> bytes:
    """The workbook.

    Args:
        exhibit_set: what it lists.
        task: the task definition, for its stop-work triggers.
        mark: which rendition.
        links: where the exhibits' own files lie, "" for none, in the order of the rows.

    Raises:
        TemplateError: a trigger of the task is one that nothing can meet.
    """
    s = exhibit_set
    names = {sha256: one_line(name) for row in s.rows for name, sha256 in row.sources}
    sheets = (
        Sheet("Exhibits", EXHIBITS, _exhibits(s, links)),
        Sheet("Pages", PAGES, _pages(s.rows, names)),
        Sheet("Checks", CHECKS, _checks(s)),
        Sheet("Stop work", TRIGGERS, _triggers(s, task)),
        Sheet("Finished files", FILES, _files(s)),
        Sheet("Set aside", SET_ASIDE, _set_aside(s)),
        Sheet("Not used", UNUSED, ((one_line(name), sha256) for name, sha256 in s.unused)),
    )
    digest = rows_digest(s)
    return workbook("Exhibit set", sheets, [_banner(s, sheet, mark, digest) for sheet in sheets], mark)


def _banner(s: ExhibitSet, sheet: Sheet, mark: Mark, digest: str) -> str:
    words = (
        mark.value if mark is Mark.DRAFT else "",
        f"{s.filing.title}: {sheet.name}",
        s.filing.short_caption or s.matter.title,
        s.filing.case_number,
        f"Rows digest {digest}",
    )
    return one_line("  ·  ".join(word for word in words if word.strip()))


def _exhibits(s: ExhibitSet, links: Sequence[str]) -> Iterator[tuple[Value, ...]]:
    for row, link in zip(s.rows, links, strict=True):
        name = one_line(row.file)
        yield (
            one_line(row.designation),
            one_line(row.description),
            us_date(row.date),
            in_words(row.status),
            one_line(row.bates_first),
            one_line(row.bates_last),
            row.page_count,
            row.first_page or None,
            row.last_page or None,
            row.volume or None,
            one_line(row.tier),
            one_line(row.held),
            _lines(row.remarks),
            in_words(row.party),
            *(one_line(v) for v in (row.witness, row.purpose, row.objection, row.stipulated)),
            one_line(row.criterion),
            one_line(row.translation),
            in_words(row.label.value),
            Link(name, link) if link else name,
            _lines(name for name, _ in row.sources),
            one_line(row.source_pages),
            one_line(row.id),
        )


def _pages(rows: Sequence[ExhibitRow], names: dict[str, str]) -> Iterator[tuple[Value, ...]]:
    for row in rows:
        for page in row.pages:
            yield (
                one_line(row.designation),
                page.exhibit_page,
                one_line(page.bates),
                page.bundle_page or None,
                page.volume or None,
                names.get(page.sha256, "") if page.source_page else "Slip sheet",
                page.source_page or None,
                in_words(page.text_layer),
                _lines(page.remarks),
                page.sha256,
            )


def _checks(s: ExhibitSet) -> Iterator[tuple[Value, ...]]:
    for check in s.checks:
        yield (
            in_words(check.outcome.value),
            one_line(check.title),
            one_line(check.detail),
            one_line(check.remedy),
            one_line(check.designation),
            one_line(check.file),
            check.page or None,
            one_line(check.id),
        )


def _triggers(s: ExhibitSet, task: Task) -> Iterator[tuple[Value, ...]]:
    for trigger, count in triggers_met(s, task):
        yield one_line(trigger.text), count, " → ".join(map(one_line, task.escalation_path))


def _files(s: ExhibitSet) -> Iterator[tuple[Value, ...]]:
    for file in s.outputs:
        yield one_line(file.name), file.pages, file.size, file.sha256


def _set_aside(s: ExhibitSet) -> Iterator[tuple[Value, ...]]:
    for file in s.set_aside:
        said = (file.file, in_words(file.reason), file.detail, file.remedy)
        yield (*map(one_line, said), file.sha256 or "")


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(map(one_line, texts))
