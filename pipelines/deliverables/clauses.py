"""The clause report as a deliverable: contracts → rows → files, and the files again from the rows.

Answers: a draft with the proposal of dates to confirm, and its files again from the sealed rows. Refuses
to release a date in the calendar for which no attorney stands any more.
"""

from __future__ import annotations

from pipelines.approved import ApprovedTemplate
from pipelines.canonical_json import canonical_bytes
from pipelines.clauses.confirmed_dates import (
    CONFIRMED_FILE,
    Confirmation,
    propose_dates,
    read_confirmed,
)
from pipelines.clauses.drafting import draft_report
from pipelines.clauses.files import report_files
from pipelines.clauses.reading import contract_reader
from pipelines.clauses.report import DatedRow
from pipelines.clauses.report_json import report_from_bytes, report_to_json
from pipelines.deliverables.kind import BasisChangedError, Drafted, Mark, Order
from pipelines.matter import Matter
from pipelines.office import office_of
from pipelines.progress import progress
from pipelines.rendition import Rendition


def check_clauses(matter: Matter) -> None:
    """Refuse, before anything is read, what can be told without the papers: a malformed list of the firm's
    own types, a date confirmed by nobody who may.

    Raises:
        UsageError: naming file and place.
    """
    read_confirmed(matter, office_of(matter).roster())
    contract_reader(matter)


def draft_clauses(order: Order) -> Drafted:
    """Draft the report, and put the dates found into the matter's file for an attorney to confirm.

    Raises:
        CitationError: a quote is not found again on its page.
        AccountingError: pages found are not pages accounted for.
        UsageError: as `check_clauses`.
    """
    matter = order.matter
    progress().stage("Finding clauses, obligations and dates")
    confirmed = read_confirmed(matter, office_of(matter).roster())
    report = draft_report(order, contract_reader(matter), confirmed)
    propose_dates(matter, report.dates, confirmed)
    progress().stage("Writing Word, PDF, web page, Excel, JSON and calendar")
    files = report_files(report, order.template, Mark.DRAFT)
    return Drafted(canonical_bytes(report_to_json(report)), files)


def render_clauses(matter: Matter, rows: bytes, template: ApprovedTemplate, mark: Mark) -> Rendition:
    """The files from the sealed rows: as they would be released, or as a draft once more.

    Raises:
        ValueError: the rows are of another form than this version reads.
        TemplateError: the template is no longer the one that the rows were made for.
        UsageError: see `follow_confirmations`.
    """
    follow_confirmations(matter, rows)
    return report_files(report_from_bytes(rows), template, mark)


def follow_confirmations(matter: Matter, rows: bytes) -> None:
    """Hold the dates of the calendar against who stands for them now.

    Raises:
        ValueError: the rows are of another form than this version reads.
        BasisChangedError: a date is in the calendar that is no longer confirmed as it was.
        UsageError: the file is malformed.
    """
    confirmed = [row for row in report_from_bytes(rows).dates if row.confirmed_by]
    if not confirmed:
        return
    standing = {one.id: one for one in read_confirmed(matter, office_of(matter).roster())}
    for row in confirmed:
        if not _stands(row, standing.get(row.id)):
            raise BasisChangedError(
                f"{CONFIRMED_FILE} no longer confirms the date {row.id} as it did when this was drafted.",
                "Draft again.",
            )


def _stands(row: DatedRow, one: Confirmation | None) -> bool:
    if one is None or one.day is None or one.on is None:
        return False
    now = (one.day.isoformat(), one.by, one.on.isoformat())
    return now == (row.confirmed_date, row.confirmed_by, row.confirmed_on)
