"""What each cell of the Word file says: a chronology as records of styled paragraphs.

Answers: for each table of the template, its records (placeholder → paragraphs). Knows styles by name and
nothing of XML; `pipelines.render.docx` puts the records into the template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.render import wording
from pipelines.render.accounting import ledger_by_file, ledger_lines, source_files
from pipelines.render.printing import date_span, dollars, in_words, one_line, reflow, us_date
from pipelines.render.sources import CitedPages, cited_pages, row_sources
from pipelines.rows import Chronology, MatterFinding, TreatmentRow
from pipelines.task import Task

WHOLE_ROW_LINES = 20
"""Printed lines of findings up to which a table row is never split over two pages (a page holds about 46)."""
WHOLE_QUOTE_LINES = 12
"""The same for a row that is one quote: keeping a longer one whole would leave too much of a page empty."""
LINE_CHARACTERS = 78
"""Characters on a printed line of the findings column, on average."""
LONGEST_FINDING_QUOTE = 300
"""Characters: a longer passage cited by a finding of the findings section is left to its page, never cut."""
ROW_ID_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text in a character style ("" = the paragraph's own). ``\\n`` is a line end."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs in a paragraph style ("" = the prototype's)."""

    runs: tuple[Text, ...]
    style: str = ""


Cell = tuple[Paragraph, ...]
Record = Mapping[str, Cell]


def plain(text: str, style: str = "") -> Cell:
    """One paragraph of one run."""
    return (Paragraph((Text(text),), style),)


@dataclass(frozen=True, slots=True)
class RowCells:
    """One table row of an encounter. A long encounter takes several, broken between findings; all but the
    first ``continues``. ``whole`` if the table row must not be split over two pages."""

    record: Record
    date_start: str
    whole: bool
    continues: bool = False


def set_aside(chronology: Chronology) -> tuple[Record, ...]:
    """One record per file that was not processed."""
    return tuple(
        {
            "file": plain(one_line(s.file)),
            "reason": plain(in_words(s.reason)),
            "detail": plain(one_line(s.detail) or wording.NONE),
            "remedy": plain(one_line(s.remedy) or wording.NONE),
        }
        for s in chronology.set_aside
    )


def triggers_met(chronology: Chronology, task: Task) -> tuple[Record, ...]:
    """The task's stop-work triggers for which this chronology holds a finding (or a file set aside)."""
    records = []
    for trigger in task.stop_work_triggers:
        count = sum(1 for f in chronology.findings if f.kind in trigger.kinds)
        if "set_aside" in trigger.kinds:
            count = max(count, len(chronology.set_aside))
        if count:
            records.append(
                {
                    "trigger": plain(one_line(trigger.text)),
                    "count": plain(f"{count:,}"),
                    "escalate": plain(" → ".join(one_line(p) for p in task.escalation_path)),
                }
            )
    return tuple(records)


def counts(chronology: Chronology) -> tuple[Record, ...]:
    """Left: what was received and printed. Right: every page by disposition, down to the sum."""
    c = chronology
    ocr = sum(1 for p in c.pages if p.text_layer == "ocr")
    incident = c.matter.date_of_incident
    before = sum(1 for r in c.rows if r.date_start and r.date_start < incident)
    left = [
        ("Files read", len({p.sha256 for p in c.pages})),
        ("Files set aside", len(c.set_aside)),
        ("Pages read", len(c.pages)),
        ("   of which by text recognition (scans)", ocr),
        ("Encounters (rows)", len(c.rows)),
        ("   of which before the date of incident", before),
        ("Passages quoted", sum(len(r.findings) for r in c.rows)),
        ("Findings for the reviewer", len(c.findings)),
    ]
    tally: dict[str, int] = {}
    for page in c.pages:
        tally[page.disposition] = tally.get(page.disposition, 0) + 1
    right = [(f"Pages: {one_line(d)}", n) for d, n in sorted(tally.items(), key=lambda t: (-t[1], t[0]))]
    right.append(("Pages accounted for", len(c.pages)))
    lines = max(len(left), len(right))
    return tuple(
        {
            "left": plain(left[i][0] if i < len(left) else ""),
            "left_count": plain(f"{left[i][1]:,}" if i < len(left) else ""),
            "right": plain(right[i][0] if i < len(right) else ""),
            "right_count": plain(f"{right[i][1]:,}" if i < len(right) else ""),
        }
        for i in range(lines)
    )


def encounters(chronology: Chronology) -> Iterator[RowCells]:
    """The rows of the chronology table, in the chronology's order."""
    for row in chronology.rows:
        sources = row_sources(row)
        for n, chunk in enumerate(_chunks(_passages(row, sources))):
            findings = tuple(p for passage in chunk for p in passage.paragraphs)
            numbers = {passage.number for passage in chunk}
            record = {
                "date": _date(row) if n == 0 else _continued(row),
                "place": _place(row) if n == 0 else plain(""),
                "type": plain((in_words(row.type) or wording.NONE) if n == 0 else ""),
                "findings": findings,
                "source": _source(sources.of(numbers, others=n == 0), tagged=sources.tagged),
            }
            lines = sum(passage.lines for passage in chunk)
            limit = WHOLE_ROW_LINES if len(chunk) > 1 else WHOLE_QUOTE_LINES
            yield RowCells(record, row.date_start, whole=lines <= limit, continues=n > 0)


@dataclass(frozen=True, slots=True)
class _Passage:
    """Paragraphs that belong together, and the number of the page they quote (0 for none)."""

    paragraphs: Cell
    number: int

    @property
    def lines(self) -> int:
        """About how many printed lines they take."""
        texts = ("".join(run.text for run in p.runs) for p in self.paragraphs)
        return sum(1 + len(line) // LINE_CHARACTERS for text in texts for line in text.split("\n"))


def _chunks(passages: Sequence[_Passage]) -> tuple[tuple[_Passage, ...], ...]:
    """Passages parted into table rows of about equal length, each short enough to stay whole if it can."""
    total = sum(p.lines for p in passages)
    parts = -(-total // WHOLE_ROW_LINES)
    goal = total / parts
    chunks: list[list[_Passage]] = [[]]
    filled = 0
    for passage in passages:
        over = filled + passage.lines > WHOLE_ROW_LINES
        if chunks[-1] and (over or filled >= goal):
            chunks.append([])
            filled = 0
        chunks[-1].append(passage)
        filled += passage.lines
    return tuple(tuple(chunk) for chunk in chunks)


def _date(row: TreatmentRow) -> Cell:
    return (
        *plain(date_span(row.date_start, row.date_end), "PinciteDate"),
        *plain(one_line(row.id)[:ROW_ID_SHOWN], "PinciteNote"),
    )


def _continued(row: TreatmentRow) -> Cell:
    return plain(f"{date_span(row.date_start, row.date_end)}, cont.", "PinciteNote")


def _place(row: TreatmentRow) -> Cell:
    facility, provider = one_line(row.facility), one_line(row.provider)
    return (
        Paragraph(
            (Text(facility, "PinciteStrong") if facility else Text(wording.NO_FACILITY, "PinciteMuted"),)
        ),
        Paragraph((Text(provider) if provider else Text(wording.NO_PROVIDER, "PinciteMuted"),)),
    )


def _passages(row: TreatmentRow, sources: CitedPages) -> tuple[_Passage, ...]:
    before = [p for flag in row.flags for p in plain(wording.flag_words(flag), "PinciteFlag")]
    codes = _codes(row)
    after = (codes,) if codes else ()
    if not row.findings:
        return (_Passage((*before, *plain(wording.NO_FINDING, "PinciteNote"), *after), 0),)
    passages = []
    heading = ""
    for n, finding in enumerate(row.findings):
        paragraphs = before if n == 0 else []
        if finding.heading != heading:
            heading = finding.heading
            paragraphs += plain(one_line(heading), "PinciteHeading")
        if finding.low_confidence:
            paragraphs += plain(wording.LOW_CONFIDENCE, "PinciteFlag")
        paragraphs.append(_quote(finding.quote, sources.tag(finding.source)))
        last = after if n == len(row.findings) - 1 else ()
        passages.append(_Passage((*paragraphs, *last), sources.number(finding.source)))
    return tuple(passages)


def _quote(untrusted_quote: str, tag: str) -> Paragraph:
    text = Text("“" + "\n".join(reflow(untrusted_quote)) + "”")
    return Paragraph((text, Text(" " + tag, "PinciteCite")) if tag else (text,), "PinciteQuote")


def _codes(row: TreatmentRow) -> Paragraph | None:
    parts: list[Text] = []
    for label, value in (
        ("ICD-10", ", ".join(one_line(code) for code in row.icd10)),
        ("CPT", ", ".join(one_line(code) for code in row.cpt)),
        ("Billed", "" if row.billed is None else dollars(row.billed)),
    ):
        if value:
            parts += [Text(("   " if parts else "") + label + " "), Text(value, "PinciteStrong")]
    return Paragraph(tuple(parts), "PinciteCodes") if parts else None


def _source(sources: CitedPages, *, tagged: bool) -> Cell:
    cell: list[Paragraph] = []
    for name, lines in sources.lines(tagged=tagged):
        cell += plain(name)
        cell += [Paragraph((Text(line, "PinciteCite"),)) for line in lines]
    return tuple(cell)


def findings(group: Sequence[MatterFinding], words: wording.FindingWords) -> tuple[Record, ...]:
    """The records of one kind's table."""
    records = []
    for number, finding in enumerate(group, 1):
        quoted = [c for c in finding.citations if words.quoted and _adds(c.citation.quote, finding.message)]
        pages = cited_pages(quoted, finding.citations)
        message = [*plain(one_line(finding.message))]
        more = one_line(wording.details(finding))
        if more:
            message += plain(more, "PinciteNote")
        message += [_quote(c.citation.quote, pages.tag(c)) for c in quoted]
        records.append(
            {
                "number": plain(str(number)),
                "message": tuple(message),
                "source": _source(pages, tagged=pages.tagged) or plain(wording.NONE),
            }
        )
    return tuple(records)


def _adds(untrusted_quote: str, message: str) -> bool:
    """Whether a cited passage is worth printing: not too long to print whole, not in the message already."""
    return len(untrusted_quote) <= LONGEST_FINDING_QUOTE and one_line(untrusted_quote) not in one_line(
        message
    )


def sources(chronology: Chronology) -> tuple[Record, ...]:
    """The source manifest."""
    return tuple(
        {
            "file": plain(one_line(f.name)),
            "page_count": plain(f"{f.pages:,}"),
            "cited": plain(f"{f.cited:,}"),
            "sha256": plain(f.sha256, "PinciteDigest"),
        }
        for f in source_files(chronology.pages, chronology.rows)
    )


def pages(chronology: Chronology) -> Iterator[tuple[Record, tuple[Record, ...]]]:
    """The page ledger: for each file its heading record and its lines, like pages together."""
    for file in ledger_by_file(chronology.pages):
        name = f"{one_line(file[0].source)} ({len(file):,} {'page' if len(file) == 1 else 'pages'})"
        yield (
            {"file": plain(name)},
            tuple(
                {
                    "disposition": plain(in_words(line.entries[0].disposition)),
                    "pages": plain(line.pages),
                    "count": plain(f"{len(line.entries):,}"),
                    "reason": plain(one_line(line.entries[0].reason) or wording.NONE),
                    "kind": plain(in_words(line.entries[0].kind) or wording.NONE),
                    "text_layer": plain(one_line(line.entries[0].text_layer)),
                    "confidence": plain(wording.confidence_words(line.entries)),
                }
                for line in ledger_lines(file)
            ),
        )


def incident_words(date_of_incident: str) -> str:
    """The divider between the encounters before and after the incident."""
    return f"Date of incident {us_date(date_of_incident)}"
