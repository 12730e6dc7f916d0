"""The clause report of a matter: each paper read → rows in order → dates, flags, page account → proof.

Answers: the whole report. Refuses to draft when a quote is not found again or when the page ledger does not
sum. What it holds depends on the papers, the template, the finder, the firm's own list and the dates that
attorneys confirmed, on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.bates import bates_of
from extractors.contracts.clause_types import ClauseType
from extractors.errors import TemplateError
from extractors.pages import Document
from pipelines.citing import Citer
from pipelines.clauses.confirmed_dates import CONFIRMED_FILE, Confirmation, with_confirmations
from pipelines.clauses.dated_rows import dated_rows
from pipelines.clauses.page_account import page_account
from pipelines.clauses.paper_rows import PaperRows
from pipelines.clauses.papers import copies, paper_kind, place_in_order
from pipelines.clauses.proof import prove
from pipelines.clauses.reading import ContractReader, ContractReading
from pipelines.clauses.report import (
    AbstractRow,
    Cited,
    ClauseReport,
    ContractPaper,
    FlagRow,
    PaperKind,
    all_of,
    words_of,
)
from pipelines.clauses.stop_work import CONFIRMED_DATE_ABSENT
from pipelines.deliverables.drafted import caption
from pipelines.deliverables.kind import Order
from pipelines.task import Task

_DAYS = (ClauseType.AGREEMENT_DATE.value, ClauseType.EFFECTIVE_DATE.value)
"""Fields that date a paper, the first that has a value."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper with its place among the others."""

    place: tuple[str, bool, int, str]
    document: Document
    rows: PaperRows
    abstract: tuple[AbstractRow, ...]
    printed: ContractPaper


def draft_report(order: Order, reader: ContractReader, confirmed: Sequence[Confirmation]) -> ClauseReport:
    """Draft the report.

    Args:
        order: what it is drafted from.
        reader: what reads a contract.
        confirmed: the dates of the matter that attorneys stand for.

    Raises:
        CitationError, AccountingError: the report could not be proven.
        TemplateError: the task asks for a type that there is not.
    """
    _check_types(order.template.task)
    cites = _citer(order.documents)
    task = order.template.task
    readings = [reader.read(document, task.asked_types) for document in order.documents]
    repeated = copies(readings)
    papers = sorted(
        (_paper(reading, PaperRows(reading, cites, task.low_confidence), repeated) for reading in readings),
        key=lambda paper: paper.place,
    )
    told = [p for p in papers if not p.printed.copy_of and p.printed.kind is not PaperKind.UNREADABLE]
    abstract = tuple(row for p in told for row in p.abstract)
    obligations = tuple(row for p in told for row in p.rows.obligations())
    dates, absent = with_confirmations(dated_rows(abstract, obligations), confirmed)
    clauses = tuple(row for p in told for row in p.rows.clauses())
    left_out = tuple(row for p in told for row in p.rows.left_out())
    flags = (*_absent_dates(absent), *(row for p in told for row in p.rows.flags(p.printed.kind)))
    quoted = (
        *(p.printed.citations for p in told),
        *(row.citations for row in clauses),
        *(passage for row in obligations for passage in row.passages),
        *(passage for row in abstract for passage in row.passages),
        *(passage for row in flags for passage in row.passages),
    )
    report = ClauseReport(
        caption(order.matter),
        order.template.stamp,
        order.program,
        order.readers,
        reader.finder.stamp,
        tuple(p.printed for p in papers),
        clauses,
        tuple(row for p in told for row in p.rows.not_found(reader.finder.missed)),
        abstract,
        obligations,
        left_out,
        flags,
        dates,
        page_account(
            [p.document for p in papers],
            {p.printed.sha256: p.printed.kind.value for p in papers},
            repeated,
            _pages_of(quoted),
        ),
        tuple(order.set_aside),
    )
    prove(report, cites.pages)
    return report


def _check_types(task: Task) -> None:
    known = {type_.value for type_ in ClauseType}
    strangers = [name for name in task.asked_types if name not in known]
    if strangers:
        raise TemplateError(
            f"task.toml, asked_types: there is no clause type {strangers[0]!r}.",
            "Correct it (`pincite clauses types` lists them), then have the template approved again.",
        )


def _citer(documents: Sequence[Document]) -> Citer:
    """The citer of the papers: contracts have no strangers' pages, and copies are whole papers."""
    return Citer(
        {d.source.sha256: d.source.name for d in documents},
        {(page.source, page.number): page for d in documents for page in d.pages},
        {
            (page.source, page.number): bates
            for d in documents
            for page, bates in zip(d.pages, bates_of(d.pages), strict=True)
        },
        {},
        {},
    )


def _paper(reading: ContractReading, rows: PaperRows, repeated: Mapping[str, str]) -> _Paper:
    source = reading.document.source
    named = [hit for hit in reading.hits if hit.type == ClauseType.DOCUMENT_NAME.value]
    best = max(named, key=lambda hit: (hit.confidence, -hit.start), default=None)
    cited = rows.cited((best.start, best.end)) if best else ()
    title = words_of(cited)
    abstract = tuple(rows.abstract())
    days = {row.field: row.value for row in abstract}
    date = next((days[field] for field in _DAYS if days.get(field)), "")
    kind = paper_kind(title, reading.flow.text)
    copy_of = repeated.get(source.sha256, "")
    printed = ContractPaper(
        source.sha256,
        source.name,
        kind,
        "" if copy_of else title,
        date,
        len(reading.document.pages),
        reading.sentences,
        copy_of,
        () if copy_of else cited,
    )
    place = place_in_order(kind, title, date, source.name)
    return _Paper(place, reading.document, rows, abstract, printed)


def _absent_dates(absent: Iterable[Confirmation]) -> Iterator[FlagRow]:
    for one in absent:
        assert one.day is not None, "what is confirmed has its day"
        words = (
            f"{CONFIRMED_FILE} confirms {one.day.isoformat()} ({one.id}), which these papers no longer give: "
            "it is not in the calendar."
        )
        yield FlagRow("", CONFIRMED_DATE_ABSENT, words, ())


def _pages_of(quoted: Iterable[Cited]) -> frozenset[tuple[str, int]]:
    return frozenset((c.citation.sha256, c.citation.page) for c in all_of(quoted))
