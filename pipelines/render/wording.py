"""The program's own words in a chronology: titles and notes of findings, flags, absent values.

None of it is record text, and none of it judges: it names what was found and what a person does about it.
A kind or flag that is not listed here is still printed, under its own name in plain words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.render.printing import in_words, one_line, us_date
from pipelines.rows import MatterFinding, PageEntry, SourceCitation

LONGEST_FINDING_QUOTE = 300
"""Characters: a longer passage cited by a finding of the findings section is left to its page, never cut."""


@dataclass(frozen=True, slots=True)
class FindingWords:
    """How a kind of finding prints. ``stop``: work stops at it; ``quoted``: the passages it cites are
    printed, at most ``quotes`` of them; ``shown``: those of its data under the message (``None``: all)."""

    title: str
    note: str
    stop: bool = False
    quoted: bool = False
    shown: frozenset[str] | None = frozenset()
    quotes: int | None = None


FINDING_KINDS: dict[str, FindingWords] = {
    "other_patient": FindingWords(
        "Another person's pages: stop and escalate",
        "Stop. These pages carry another person's identity. They are listed by file and page only, and none "
        "of their text is used. Do not copy, correct or delete them; follow the escalation path.",
        stop=True,
    ),
    "identity_conflict": FindingWords(
        "Identity in doubt: stop and escalate",
        "Stop. Name and birth date on these pages do not agree. Settle whose they are before using them.",
        stop=True,
    ),
    "identity_not_printed": FindingWords(
        "Pages without a name",
        "Quoted in the rows, though the page itself names no patient: look at it and at its neighbours.",
    ),
    "set_aside": FindingWords(
        "Files set aside",
        "These files could not be processed; nothing in them is part of the chronology.",
    ),
    "corrected": FindingWords(
        "Corrected on review",
        "Rows that the reviewing attorney changed or took out. What was found before, gaps and indexes above "
        "all, may still speak of them as they were.",
    ),
    "unreadable": FindingWords(
        "Unreadable pages", "No text could be read on these pages: read them by eye and add what they hold."
    ),
    "undated": FindingWords(
        "Undated pages", "Pages without a date of service, and where each was placed: date or exclude them."
    ),
    "conflicting_dates": FindingWords(
        "Conflicting dates",
        "The record gives more than one date. Both are cited; neither is preferred.",
        quoted=True,
    ),
    "contradiction": FindingWords(
        "Contradictions in the records",
        "Two passages that do not agree. Both are quoted as printed; neither is preferred.",
        quoted=True,
        quotes=2,
    ),
    "low_confidence": FindingWords(
        "Low-confidence text",
        "Read from an image with doubt. Compare each with the page before relying on it.",
    ),
    "amended": FindingWords(
        "Amended and late entries",
        "The record was changed or added to after the encounter.",
        quoted=True,
    ),
    "copied_forward": FindingWords(
        "Text copied forward",
        "A note repeats an earlier one of the same facility. Both stand in the chronology: what is repeated "
        "may not have been found again.",
    ),
    "statement": FindingWords(
        "Causation, prior history and prognosis in the records' words",
        "Quoted as printed, by date, whichever side they favor. Nothing is weighed, and nothing is left out "
        "for what it says.",
        quoted=True,
        quotes=1,
    ),
    "ordered": FindingWords(
        "Ordered, referred or scheduled",
        "What a record says is to be done. It is no record that it was done.",
        quoted=True,
        quotes=1,
    ),
    "treatment_gap": FindingWords(
        "Treatment gaps",
        "Stretches without treatment beyond the template's threshold, between the two encounters cited. "
        "Records may be missing: ask before concluding anything.",
        quoted=True,
    ),
    "referenced_absent": FindingWords(
        "Referenced but absent",
        "Named in a record, not among the files received: candidates for a request.",
        quoted=True,
    ),
    "bill_without_record": FindingWords(
        "Bills without records",
        "Charged on a bill, with no matching encounter among the files received.",
        quoted=True,
        shown=frozenset({"codes"}),
    ),
    "record_without_bill": FindingWords(
        "Records without bills", "Recorded, with no matching charge among the bills received."
    ),
    "total_does_not_foot": FindingWords(
        "Totals that do not foot",
        "Printed on a bill and not the sum of its lines: ask the biller before relying on either figure.",
        quoted=True,
    ),
    "not_added": FindingWords(
        "Printed and not added",
        "Charges and payments on papers that may tell of the same money another way. They are in no sum: "
        "settle with the biller which stand.",
    ),
    "unread_figure": FindingWords(
        "Figures that could not be read",
        "Lines of bills that carry money and print a figure which could not be read: they are in no sum.",
        quoted=True,
    ),
    "duplicate": FindingWords(
        "Duplicate pages and files", "The same page or file more than once. Rows quote one copy and cite all."
    ),
}
"""In the order in which they print; kinds that are not listed follow by name."""

FLAGS = {
    "low-confidence text": "Low-confidence text: check against page",
    "amended": "Amended record: see the findings",
    "copied forward": "Text copied forward: see the findings",
}
"""Flags that print in other words than their own."""

REMARKS = frozenset({"recorded in more than one file"})
"""Flags that tell something without asking for a check."""

LOW_CONFIDENCE = FLAGS["low-confidence text"]
NO_FACILITY = "Facility not printed"
NO_PROVIDER = "Provider not printed"
NO_FINDING = "No passage under the template's headings: see the page."
NOT_STATED = "Not stated"
NONE = "–"


def finding_words(kind: str) -> FindingWords:
    """How this kind prints."""
    return FINDING_KINDS.get(kind, FindingWords(in_words(kind), "", quoted=True, shown=None))


def by_kind(findings: Sequence[MatterFinding]) -> tuple[tuple[str, tuple[MatterFinding, ...]], ...]:
    """Findings under their kinds, in printing order; within a kind, in their own order."""
    listed = list(FINDING_KINDS)
    kinds = sorted(
        {f.kind for f in findings}, key=lambda k: (listed.index(k) if k in listed else len(listed), k)
    )
    return tuple((kind, tuple(f for f in findings if f.kind == kind)) for kind in kinds)


def flag_words(flag: str) -> str:
    """How a row's flag prints."""
    return FLAGS.get(flag, in_words(flag))


def quoted(finding: MatterFinding, words: FindingWords) -> tuple[SourceCitation, ...]:
    """The passages printed under a finding: not too long to print whole, not in the message already."""
    if not words.quoted:
        return ()
    message = one_line(finding.message)
    return tuple(
        c
        for c in finding.citations[: words.quotes]
        if len(c.citation.quote) <= LONGEST_FINDING_QUOTE and one_line(c.citation.quote) not in message
    )


def message_words(finding: MatterFinding) -> str:
    """The message, its dates as the rest of the document prints them.

    Only dates that the finding's data name are rewritten: what looks like a date in a file name stays.
    """
    message = finding.message
    texts = [str(value) for _, value in finding.data]
    for text in texts:
        if us_date(text) != text and not any(text in other for other in texts if other != text):
            message = message.replace(text, us_date(text))
    return one_line(message)


def details(finding: MatterFinding, shown: frozenset[str] | None) -> str:
    """Data of a finding as words (``codes 99213 97110``); digests and empty values are left out.

    Args:
        finding: the finding.
        shown: keys to print; ``None`` prints all.
    """
    return ", ".join(
        f"{key.replace('_', ' ')} {us_date(str(value))}"
        for key, value in finding.data
        if (shown is None or key in shown) and value not in (None, "") and not key.endswith("sha256")
    )


def place_words(finding: MatterFinding) -> str:
    """File and page of a finding that cites nothing (another person's page is never quoted), or a dash."""
    data = dict(finding.data)
    if data.get("source") and data.get("page"):
        return one_line(f"{data['source']}, p. {data['page']}")
    return one_line(str(data.get("file") or "")) or NONE


def confidence_words(entries: Sequence[PageEntry]) -> str:
    """The lowest confidence of the pages (``0.87``), or a dash for native text."""
    found = [e.confidence for e in entries if e.confidence is not None]
    return f"{min(found):.2f}" if found else NONE
