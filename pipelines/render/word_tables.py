"""The tables around the chronology in the Word file: what was set aside, met, counted, found, accounted for.

Answers: for each of these tables its records (placeholder → paragraphs).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipelines.house import House
from pipelines.render import wording
from pipelines.render.accounting import ledger_by_file, ledger_lines, source_files
from pipelines.render.forms import FORMS
from pipelines.render.printing import dollars, in_words, one_line, us_date
from pipelines.render.sources import cited_pages
from pipelines.render.word_text import Record, plain, quote, source_line
from pipelines.rows import AnyChronology, Index, IndexValue, MatterFinding, PageEntry, SetAside
from pipelines.task import Task


def set_aside(entries: Sequence[SetAside]) -> tuple[Record, ...]:
    """One record per file that was not processed."""
    return tuple(
        {
            "file": plain(one_line(s.file)),
            "reason": plain(in_words(s.reason)),
            "detail": plain(one_line(s.detail) or wording.NONE),
            "remedy": plain(one_line(s.remedy) or wording.NONE),
        }
        for s in entries
    )


def triggers_met(chronology: AnyChronology, task: Task) -> tuple[Record, ...]:
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


def counts(chronology: AnyChronology) -> tuple[Record, ...]:
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
        (FORMS[c.template.deliverable].counted, len(c.rows)),
        ("   of which before the date of incident", before),
        ("Passages quoted", sum(len(r.findings) for r in c.rows)),
        ("Findings for the reviewer", len(c.findings)),
    ]
    return beside(left, dispositions(c.pages))


def dispositions(entries: Sequence[PageEntry]) -> list[tuple[str, int]]:
    """Pages by disposition, the most first, down to the sum."""
    tally: dict[str, int] = {}
    for page in entries:
        tally[page.disposition] = tally.get(page.disposition, 0) + 1
    told = [(f"Pages: {one_line(d)}", n) for d, n in sorted(tally.items(), key=lambda t: (-t[1], t[0]))]
    return [*told, ("Pages accounted for", len(entries))]


def beside(left: Sequence[tuple[str, int]], right: Sequence[tuple[str, int]]) -> tuple[Record, ...]:
    """Two lists of counts, line by line beside each other."""
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


def findings(
    group: Sequence[MatterFinding], words: wording.FindingWords, house: House
) -> tuple[Record, ...]:
    """The records of one kind's table."""
    records = []
    for number, finding in enumerate(group, 1):
        quoted = wording.quoted(finding, words)
        pages = cited_pages(quoted, finding.citations, house)
        message = [*plain(wording.message_words(finding))]
        more = one_line(wording.details(finding, words.shown))
        if more:
            message += plain(more, "PinciteNote")
        # A register quotes sentences: where their paper broke the lines tells nothing.
        shown = [one_line(c.citation.quote) if words.quotes else c.citation.quote for c in quoted]
        message += [quote(text, pages.tag(c)) for text, c in zip(shown, quoted, strict=True)]
        records.append(
            {
                "number": plain(str(number)),
                "message": tuple(message),
                "source": source_line(pages) if finding.citations else plain(wording.place_words(finding)),
            }
        )
    return tuple(records)


def index_lines(index: Index, house: House) -> tuple[Record, ...]:
    """The lines of an index, each with the pages that prove it."""
    return tuple(
        {
            **{
                name: plain(_index_words(value))
                for name, value in zip(index.columns, line.values, strict=True)
            },
            "source": source_line(cited_pages((), line.citations, house)),
        }
        for line in index.lines
    )


def _index_words(value: IndexValue) -> str:
    if isinstance(value, Decimal):
        return dollars(value)
    return f"{value:,}" if isinstance(value, int) else us_date(value)


def sources(chronology: AnyChronology) -> tuple[Record, ...]:
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


def pages(entries: Sequence[PageEntry]) -> Iterator[tuple[Record, tuple[Record, ...]]]:
    """The page ledger: for each file its heading record and its lines, like pages together."""
    for file in ledger_by_file(entries):
        name = f"{one_line(file[0].source)} ({len(file):,} {'page' if len(file) == 1 else 'pages'})"
        yield (
            {"file": plain(name)},
            tuple(
                {
                    "disposition": plain(in_words(line.entries[0].disposition)),
                    "pages": plain(line.pages),
                    "count": plain(f"{len(line.entries):,}"),
                    "reason": plain(one_line(line.reason) or wording.NONE),
                    "kind": plain(in_words(line.entries[0].kind) or wording.NONE),
                    "text_layer": plain(one_line(line.entries[0].text_layer)),
                    "confidence": plain(wording.confidence_words(line.entries)),
                }
                for line in ledger_lines(file)
            ),
        )
