"""The tables of the clause report in Word: for each its lines, and the heading of the group each stands in.

Answers: records (placeholder → paragraphs) in the order of the report. A group is a contract or a type; its
heading is "" where a table has none. Prints what the report says and adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from extractors.contracts.clause_types import ClauseType
from pipelines.clauses.report import (
    AbstractRow,
    Cited,
    ClauseReport,
    ClauseRow,
    NotFoundRow,
    PaperKind,
    all_of,
    words_of,
)
from pipelines.house import House
from pipelines.render.accounting import ledger_by_file
from pipelines.render.printing import in_words, one_line, us_date
from pipelines.render.sources import cited_pages
from pipelines.render.word_text import Cell, Paragraph, Record, Text, plain, source_cell
from pipelines.render.wording import NONE

Lines = Iterator[tuple[str, Record]]
NOTE = "PinciteNote"
EVERY = "Every contract read"
WHOLE_MATTER = "The matter as a whole"
UNMEASURED = "Not measured"
WEAK = "found badly or seldom when measured"
"""What is said of a weak type wherever it stands."""
BY_RULE = "By rule"
"""Stands for the confidence of a type that has none."""


def paper_name(report: ClauseReport, sha256: str) -> str:
    """The contract's title as printed with its file; the file alone where no title was found."""
    if not sha256:
        return WHOLE_MATTER
    paper = report.paper(sha256)
    file = one_line(paper.source)
    return f"{one_line(paper.title)} ({file})" if paper.title else file


def short_name(report: ClauseReport, sha256: str) -> str:
    """The contract's title as printed where no other bears it, else with its file."""
    paper = report.paper(sha256)
    alike = sum(other.title == paper.title for other in report.papers)
    return one_line(paper.title) if paper.title and alike == 1 else paper_name(report, sha256)


def share(value: float) -> str:
    """A confidence as it prints: ``0.97``."""
    return f"{value:.2f}"


def missed_words(row: NotFoundRow) -> str:
    """The measured miss rate: ``7%``."""
    return UNMEASURED if row.missed is None else f"{row.missed:.0%}"


def papers(report: ClauseReport, house: House) -> Lines:
    """The contracts in their order."""
    for number, paper in enumerate(report.papers, 1):
        clauses = sum(row.sha256 == paper.sha256 for row in report.clauses)
        kind = plain(in_words(paper.kind.value))
        if paper.copy_of:
            kind = (*kind, *plain(f"Repeats {one_line(report.paper(paper.copy_of).source)}", NOTE))
        yield (
            "",
            {
                "number": plain(str(number)),
                "title": plain(one_line(paper.title) or NONE),
                "file": plain(one_line(paper.source)),
                "kind": kind,
                "date": plain(us_date(paper.date) or NONE),
                "page_count": plain(f"{paper.pages:,}"),
                "clause_count": plain(f"{clauses:,}"),
            },
        )


def abstract(report: ClauseReport, house: House) -> Lines:
    """The fields of each contract; those left open without a passage stand together in its last line."""
    for sha256, group in groupby(report.abstract, key=lambda row: row.sha256):
        rows = tuple(group)
        told = [row for row in rows if row.value or row.passages]
        for row in told:
            yield paper_name(report, sha256), _field(row, house)
        silent = [row for row in rows if row not in told]
        reasons = {row.abstained: [o.field for o in silent if o.abstained == row.abstained] for row in silent}
        if reasons:
            fields = [f"{one_line(why)}: {', '.join(map(one_line, of))}" for why, of in reasons.items()]
            yield (
                paper_name(report, sha256),
                {
                    "field": plain("Left open"),
                    "value": plain(NONE),
                    "passage": tuple(Paragraph((Text(in_words(words)),), NOTE) for words in fields),
                    "source": plain(NONE),
                },
            )


def _field(row: AbstractRow, house: House) -> Record:
    value = [*plain(us_date(row.value) or NONE)]
    value += [Paragraph((Text(f"Worked out: {one_line(how)}"),), NOTE) for how in row.computed_from]
    if row.abstained:
        value.append(Paragraph((Text(f"Left open: {one_line(row.abstained)}"),), NOTE))
    return {
        "field": plain(one_line(row.field)),
        "value": tuple(value),
        "passage": _quotes(row.passages),
        "source": _source(all_of(row.passages), house),
    }


def flags(report: ClauseReport, house: House) -> Lines:
    """What each contract's form shows."""
    for row in report.flags:
        yield (
            paper_name(report, row.sha256),
            {
                "kind": plain(in_words(row.kind)),
                "message": plain(one_line(row.message)),
                "passage": _quotes(row.passages),
                "source": _source(all_of(row.passages), house),
            },
        )


def dates(report: ClauseReport, house: House) -> Lines:
    """The dates by day, with who stands for each."""
    for row in sorted(report.dates, key=lambda one: one.confirmed_date or one.date):
        day = [*plain(us_date(row.confirmed_date or row.date))]
        if row.confirmed_date and row.confirmed_date != row.date:
            day.append(Paragraph((Text(f"The papers give {us_date(row.date)}"),), NOTE))
        what = [*plain(one_line(row.what)), *plain(short_name(report, row.sha256), NOTE)]
        if row.how:
            what.append(Paragraph((Text(f"Worked out: {one_line(row.how)}"),), NOTE))
        by = f"{one_line(row.confirmed_name)}, {us_date(row.confirmed_on)}" if row.confirmed_by else "No"
        yield (
            "",
            {
                "date": tuple(day),
                "what": tuple(what),
                "passage": _quotes(row.passages),
                "confirmed": plain(by),
                "source": _source(all_of(row.passages), house),
            },
        )


def clauses(report: ClauseReport, house: House) -> Lines:
    """The clauses by type, those of low confidence left to their own table."""
    return _clauses(report, house, low=False)


def possible(report: ClauseReport, house: House) -> Lines:
    """The clauses of low confidence by type."""
    return _clauses(report, house, low=True)


def _clauses(report: ClauseReport, house: House, *, low: bool) -> Lines:
    wanted = [row for row in report.clauses if row.low == low]
    for name, group in by_type(wanted):
        weak = f"   ·   {WEAK}" if _weak(report, group[0]) else ""
        for row in group:
            why = f"Shown because: {'; '.join(map(one_line, row.because))}"
            yield (
                f"{name} ({len(group):,}){weak}",
                {
                    "place": (
                        *plain(short_name(report, row.sha256)),
                        *(plain(one_line(row.section), NOTE) if row.section else ()),
                    ),
                    "passage": (*_quotes((row.citations,)), *(plain(why, NOTE) if row.because else ())),
                    "confidence": plain(BY_RULE if row.confidence is None else share(row.confidence)),
                    "source": _source(row.citations, house),
                },
            )


T = TypeVar("T", ClauseRow, NotFoundRow)


def by_type(rows: Sequence[T]) -> tuple[tuple[str, list[T]], ...]:
    """Rows by type as it prints: CUAD's types in CUAD's order, then the firm's own; within a type as in the
    report."""
    kinds: dict[tuple[bool, int, str], list[T]] = {}
    for row in rows:
        kinds.setdefault((row.own, _ORDER.get(row.type, len(_ORDER)), row.type), []).append(row)
    return tuple((type_words(key[2], own=key[0]), kinds[key]) for key in sorted(kinds))


def _weak(report: ClauseReport, row: ClauseRow | NotFoundRow) -> bool:
    return not row.own and row.type in report.finder.weak


_ORDER = {type_.value: n for n, type_ in enumerate(ClauseType)}


def type_words(name: str, *, own: bool) -> str:
    """A type as it prints; one of the firm's own list says so."""
    return f"{one_line(name)} (the firm's own list)" if own else one_line(name)


def not_found(report: ClauseReport, house: House) -> Lines:
    """One line for each type that some contract lacks, with the nearest sentence of those that lack it.

    An amendment is expected to say little: it stands here only where no contract has the type.
    """
    read = sum(not p.copy_of and p.kind is not PaperKind.UNREADABLE for p in report.papers)
    amendments = {p.sha256 for p in report.papers if p.kind is PaperKind.AMENDMENT}
    for name, lacking in by_type(report.not_found):
        everywhere = len(lacking) == read
        rows = lacking if everywhere else [row for row in lacking if row.sha256 not in amendments]
        if not rows:
            continue
        nearest = max(rows, key=lambda row: row.confidence)  # the first of equals
        places = [EVERY] if everywhere else [short_name(report, row.sha256) for row in rows]
        yield (
            "",
            {
                "type": (*plain(name), *(plain(WEAK, NOTE) if _weak(report, rows[0]) else ())),
                "papers": tuple(Paragraph((Text(place),)) for place in places),
                "passage": _quotes((nearest.best,)),
                "confidence": plain(share(nearest.confidence) if nearest.best else NONE),
                "missed": plain(missed_words(nearest)),
                "source": _source(nearest.best, house),
            },
        )


def obligations(report: ClauseReport, house: House) -> Lines:
    """The register of each contract, numbered through."""
    for number, row in enumerate(report.obligations, 1):
        section = plain(one_line(row.section), NOTE) if row.section else ()
        yield (
            paper_name(report, row.sha256),
            {
                "number": plain(str(number)),
                "obligor": _part(row.obligor),
                "modality": plain(in_words(row.modality)),
                "action": (*_part(row.action), *section),
                "trigger": _part(row.trigger),
                "deadline": _part(row.deadline, row.deadline_value),
                "recurrence": _part(row.recurrence, row.recurrence_value),
                "source": _source(all_of(row.passages), house),
            },
        )


def left_out(report: ClauseReport, house: House) -> Lines:
    """The reasons for which sentences were left out, the most frequent first."""
    ordered = sorted(report.left_out, key=lambda row: row.reason)
    groups = [(reason, list(rows)) for reason, rows in groupby(ordered, key=lambda row: row.reason)]
    for reason, rows in sorted(groups, key=lambda group: -len(group[1])):
        yield (
            "",
            {
                "reason": plain(in_words(reason)),
                "count": plain(f"{len(rows):,}"),
                "passage": _quotes((rows[0].citations,)),
                "source": _source(rows[0].citations, house),
            },
        )


def sources(report: ClauseReport, house: House) -> Lines:
    """The source manifest."""
    for file in ledger_by_file(report.pages):
        yield (
            "",
            {
                "file": plain(one_line(file[0].source)),
                "page_count": plain(f"{len(file):,}"),
                "cited": plain(f"{sum(page.disposition == 'cited' for page in file):,}"),
                "sha256": plain(file[0].sha256, "PinciteDigest"),
            },
        )


TABLES: Mapping[str, Callable[[ClauseReport, House], Lines]] = {
    "papers": papers,
    "abstract": abstract,
    "flags": flags,
    "dates": dates,
    "clauses": clauses,
    "possible": possible,
    "not_found": not_found,
    "obligations": obligations,
    "left_out": left_out,
}
"""Table → its lines: those whose columns the task definition names."""


def _quotes(passages: Sequence[Cited]) -> Cell:
    """Each passage in quotation marks; a dash where there is none."""
    made = [Paragraph((Text(f"“{one_line(words_of(p))}”"),), "PinciteQuote") for p in passages if p]
    return tuple(made) or plain(NONE)


def _part(cited: Cited, value: str = "") -> Cell:
    """A part of a sentence as printed, and its normalised value beneath."""
    if not cited:
        return plain(NONE)
    return (*plain(one_line(words_of(cited))), *(plain(f"= {us_date(value)}", NOTE) if value else ()))


def _source(cited: Cited, house: House) -> Cell:
    return source_cell(cited_pages((), cited, house), tagged=False) if cited else plain(NONE)
