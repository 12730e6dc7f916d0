"""The chronology table of the Word file: each row of it as one table row, or several if it is long.

A long row is broken between quotes, so that no table row leaves half a page empty and no quote is torn
without need.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipelines.house import House
from pipelines.render import wording
from pipelines.render.forms import FORMS
from pipelines.render.printing import date_span, one_line, us_date
from pipelines.render.row_form import RowForm
from pipelines.render.sources import CitedPages, row_sources
from pipelines.render.word_text import Cell, Record, plain, quote, source_cell
from pipelines.rows import AnyChronology, EventRow, Row

WHOLE_ROW_LINES = 14
"""Printed lines of findings up to which a table row is never split over two pages (a page holds about 46)."""
WHOLE_QUOTE_LINES = 12
"""The same for a row that is one quote: keeping a longer one whole would leave too much of a page empty."""
SHORTEST_ROW_LINES = 4
"""What is left of an encounter gets a table row of its own only beyond this many lines."""
LINE_CHARACTERS = 78
"""Characters on a printed line of the findings column, on average."""
ROW_ID_SHOWN = 12


@dataclass(frozen=True, slots=True)
class RowCells:
    """One table row of a row. A long row takes several, broken between findings; all but the first
    ``continues``. ``whole`` if the table row must not be split over two pages."""

    record: Record
    date_start: str
    whole: bool
    continues: bool = False


def table_rows(chronology: AnyChronology, house: House) -> Iterator[RowCells]:
    """The rows of the chronology table, in the chronology's order."""
    form = FORMS[chronology.template.deliverable]
    for row in chronology.rows:
        sources = row_sources(row, house)
        own = form.cells(row)
        for n, chunk in enumerate(_chunks(_passages(row, sources, form))):
            findings = tuple(p for i, passage in enumerate(chunk) for p in passage.paragraphs(first=i == 0))
            numbers = {passage.number for passage in chunk}
            record = {
                **(own if n == 0 else dict.fromkeys(own, plain(""))),
                "date": _date(row) if n == 0 else _continued(row),
                "findings": findings,
                "source": source_cell(sources.of(numbers, others=n == 0), tagged=sources.tagged),
            }
            lines = sum(passage.lines for passage in chunk)
            limit = WHOLE_ROW_LINES if len(chunk) > 1 else WHOLE_QUOTE_LINES
            yield RowCells(record, row.date_start, whole=lines <= limit, continues=n > 0)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A quote with what stands around it: ``before`` (flags), its heading, ``after`` (codes). ``opens`` if
    it is the first under its heading; ``number`` of the page it quotes, 0 for none."""

    heading: str
    opens: bool
    before: Cell
    quote: Cell
    after: Cell
    number: int

    def paragraphs(self, *, first: bool) -> Cell:
        """As printed; the ``first`` of a table row says its heading even where that goes on."""
        name = self.heading if self.opens else f"{self.heading}, cont."
        heading = plain(name, "PinciteHeading") if self.heading and (self.opens or first) else ()
        return (*self.before, *heading, *self.quote, *self.after)

    @property
    def lines(self) -> int:
        """About how many printed lines it takes."""
        texts = ("".join(run.text for run in p.runs) for p in self.paragraphs(first=False))
        return sum(1 + len(line) // LINE_CHARACTERS for text in texts for line in text.split("\n"))


def _chunks(passages: Sequence[_Passage]) -> tuple[tuple[_Passage, ...], ...]:
    """Passages parted into table rows of about equal length, each short enough to stay whole if it can."""
    lengths = [p.lines for p in passages]
    left = sum(lengths)
    goal = left / max(-(-left // WHOLE_ROW_LINES), 1)
    chunks: list[list[_Passage]] = [[]]
    filled = 0
    for passage, lines in zip(passages, lengths, strict=True):
        over = filled + lines > WHOLE_ROW_LINES
        if chunks[-1] and left > SHORTEST_ROW_LINES and (over or filled >= goal):
            chunks.append([])
            filled = 0
        chunks[-1].append(passage)
        filled += lines
        left -= lines
    return tuple(tuple(chunk) for chunk in chunks)


def _date(row: Row) -> Cell:
    return (
        *plain(date_words(row), "PinciteDate"),
        *plain(one_line(row.id)[:ROW_ID_SHOWN], "PinciteNote"),
    )


def _continued(row: Row) -> Cell:
    return plain(f"{date_words(row)}, cont.", "PinciteNote")


def date_words(row: Row) -> str:
    """The row's date as it prints; an event's with qualifier and time (``On or about 03/04/2023, 5 PM``)."""
    span = date_span(row.date_start, row.date_end)
    if not isinstance(row, EventRow):
        return span
    dated = f"{row.qualifier[:1].upper()}{row.qualifier[1:]} {span}" if row.qualifier else span
    return f"{dated}, {one_line(row.time)}" if row.time else dated


def _passages(row: Row, sources: CitedPages, form: RowForm) -> tuple[_Passage, ...]:
    under = form.under(row)
    flags = flag_lines(row)
    if not row.findings:
        nothing = plain(form.unquoted, "PinciteNote") if form.unquoted or not (flags or under) else ()
        return (_Passage("", True, flags, nothing, under, 0),)
    passages = []
    heading = None
    for n, finding in enumerate(row.findings):
        doubt = plain(wording.LOW_CONFIDENCE, "PinciteFlag") if finding.low_confidence else ()
        passages.append(
            _Passage(
                heading=one_line(finding.heading),
                opens=finding.heading != heading,
                before=flags if n == 0 else (),
                quote=(*doubt, quote(finding.quote, sources.tag(finding.source))),
                after=under if n == len(row.findings) - 1 else (),
                number=sources.number(finding.source),
            )
        )
        heading = finding.heading
    return tuple(passages)


def flag_lines(row: Row) -> Cell:
    """What to check about the row, a line each."""
    return tuple(
        p
        for flag in row.flags
        for p in plain(wording.flag_words(flag), "PinciteNote" if flag in wording.REMARKS else "PinciteFlag")
    )


def passing_incident(starts: Iterable[str], date_of_incident: str) -> Iterator[str]:
    """For each row's date the words before it where the rows pass the date of incident, else ""."""
    before: bool | None = None
    for start in starts:
        earlier = start < date_of_incident if start and date_of_incident else before
        passed = before is not None and earlier != before
        yield f"{'Before the date' if earlier else 'Date'} of incident {us_date(date_of_incident)}" * passed
        before = earlier
