"""What each cell of the Word file says: a chronology as records of styled paragraphs.

Answers: for each table of the template, its records (placeholder → paragraphs). Knows styles by name and
nothing of XML; `pipelines.render.docx` puts the records into the template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipelines.render import wording
from pipelines.render.printing import date_span, dollars, in_words, one_line, reflow, us_date
from pipelines.render.sources import RowSources, labels, page_runs, row_sources, source_files
from pipelines.rows import Chronology, MatterFinding, TreatmentRow
from pipelines.task import Task

WHOLE_ROW_LINES = 16
"""A row whose findings take at most this many printed lines is never split over two pages."""
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
    """A chronology row for the Word table; ``whole`` if it must not be split over two pages."""

    record: Record
    date_start: str
    whole: bool


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
        ("of which by text recognition (scans)", ocr),
        ("Encounters (rows)", len(c.rows)),
        ("of which before the date of incident", before),
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
        findings = _findings(row, sources)
        yield RowCells(
            {
                "date": _date(row),
                "place": _place(row),
                "type": plain(in_words(row.type) or wording.NONE),
                "findings": findings,
                "source": _source(sources),
            },
            row.date_start,
            _printed_lines(findings) <= WHOLE_ROW_LINES,
        )


def _date(row: TreatmentRow) -> Cell:
    return (
        *plain(date_span(row.date_start, row.date_end), "PinciteDate"),
        *plain(one_line(row.id)[:ROW_ID_SHOWN], "PinciteNote"),
    )


def _place(row: TreatmentRow) -> Cell:
    facility, provider = one_line(row.facility), one_line(row.provider)
    return (
        Paragraph(
            (Text(facility, "PinciteStrong") if facility else Text(wording.NO_FACILITY, "PinciteMuted"),)
        ),
        Paragraph((Text(provider) if provider else Text(wording.NO_PROVIDER, "PinciteMuted"),)),
    )


def _findings(row: TreatmentRow, sources: RowSources) -> Cell:
    cell = [p for flag in row.flags for p in plain(wording.flag_words(flag), "PinciteFlag")]
    heading = ""
    for finding in row.findings:
        if finding.heading != heading:
            heading = finding.heading
            cell += plain(one_line(heading), "PinciteHeading")
        if finding.low_confidence:
            cell += plain(wording.LOW_CONFIDENCE, "PinciteFlag")
        cell.append(_quote(finding.quote, sources.tag(finding.source)))
    if not row.findings:
        cell += plain(wording.NO_FINDING, "PinciteNote")
    codes = _codes(row)
    return (*cell, codes) if codes else tuple(cell)


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


def _source(sources: RowSources) -> Cell:
    cell: list[Paragraph] = []
    for name, lines in sources.lines():
        cell += plain(name)
        cell += [Paragraph((Text(line, "PinciteCite"),)) for line in lines]
    return tuple(cell)


def _printed_lines(cell: Cell) -> int:
    """About how many lines a cell of the findings column takes."""
    return sum(
        1 + len(line) // LINE_CHARACTERS
        for paragraph in cell
        for line in "".join(run.text for run in paragraph.runs).split("\n")
    )


def findings(group: Sequence[MatterFinding], words: wording.FindingWords) -> tuple[Record, ...]:
    """The records of one kind's table."""
    return tuple(
        {
            "number": plain(str(number)),
            "message": _message(finding, words),
            "source": tuple(p for label in labels(finding.citations) for p in plain(label))
            or plain(wording.NONE),
        }
        for number, finding in enumerate(group, 1)
    )


def _message(finding: MatterFinding, words: wording.FindingWords) -> Cell:
    cell = [*plain(one_line(finding.message))]
    more = one_line(wording.details(finding))
    if more:
        cell += plain(more, "PinciteNote")
    if words.quoted:
        for cited in finding.citations:
            quote = cited.citation.quote
            if len(quote) <= LONGEST_FINDING_QUOTE and one_line(quote) not in one_line(finding.message):
                label = f"{one_line(cited.source)}, p. {cited.citation.page}"
                cell.append(_quote(quote, f"[{label}]" if len(finding.citations) > 1 else ""))
    return tuple(cell)


def sources(chronology: Chronology) -> tuple[Record, ...]:
    """The source manifest."""
    return tuple(
        {
            "file": plain(one_line(f.name)),
            "pages": plain(f"{f.pages:,}"),
            "cited": plain(f"{f.cited:,}"),
            "sha256": plain(f.sha256, "PinciteDigest"),
        }
        for f in source_files(chronology.pages, chronology.rows)
    )


def pages(chronology: Chronology) -> tuple[Record, ...]:
    """The page ledger, consecutive like pages on one line."""
    records = []
    for run in page_runs(chronology.pages):
        first = run.entries[0]
        records.append(
            {
                "file": plain(one_line(first.source)),
                "pages": plain(run.pages),
                "count": plain(f"{len(run.entries):,}"),
                "disposition": plain(in_words(first.disposition)),
                "reason": plain(one_line(first.reason) or wording.NONE),
                "kind": plain(in_words(first.kind) or wording.NONE),
                "text_layer": plain(one_line(first.text_layer)),
                "confidence": plain(wording.confidence_words(run.entries)),
            }
        )
    return tuple(records)


def incident_words(date_of_incident: str) -> str:
    """The divider between the encounters before and after the incident."""
    return f"Date of incident {us_date(date_of_incident)}"
