"""The program's own words in a chronology: titles and notes of findings, flags, absent values.

None of it is record text, and none of it judges: it names what was found and what a person does about it.
A kind or flag that is not listed here is still printed, under its own name in plain words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.render.printing import in_words, us_date
from pipelines.rows import MatterFinding, PageEntry


@dataclass(frozen=True, slots=True)
class FindingWords:
    """How a kind of finding prints. ``stop``: work stops at it; ``quoted``: its passages may be quoted."""

    title: str
    note: str
    stop: bool = False
    quoted: bool = True


FINDING_KINDS: dict[str, FindingWords] = {
    "other_patient": FindingWords(
        "Another patient's pages: stop and escalate",
        "Stop. These pages carry another person's identity. They are listed by file and page only, and none "
        "of their text is used. Do not copy, correct or delete them; follow the escalation path.",
        stop=True,
        quoted=False,
    ),
    "set_aside": FindingWords(
        "Files set aside",
        "These files could not be processed; nothing in them is part of the chronology.",
    ),
    "unreadable": FindingWords(
        "Unreadable pages", "No text could be read on these pages: read them by eye and add what they hold."
    ),
    "undated": FindingWords(
        "Undated pages",
        "Clinical pages on which no date of service was found. They stand in no row: date or exclude them.",
    ),
    "conflicting_dates": FindingWords(
        "Conflicting dates", "The record gives more than one date. Both are cited; neither is preferred."
    ),
    "low_confidence": FindingWords(
        "Low-confidence text",
        "Read from an image with doubt. Compare each with the page before relying on it.",
    ),
    "amended": FindingWords(
        "Amended and late entries", "The record was changed or added to after the encounter. Both are cited."
    ),
    "treatment_gap": FindingWords(
        "Treatment gaps",
        "Stretches without treatment beyond the template's threshold, between the two encounters cited. "
        "Records may be missing: ask before concluding anything.",
    ),
    "referenced_absent": FindingWords(
        "Referenced but absent", "Named in a record, not among the files received: candidates for a request."
    ),
    "bill_without_record": FindingWords(
        "Bills without records", "Charged on a bill, with no matching encounter among the files received."
    ),
    "record_without_bill": FindingWords(
        "Records without bills", "Recorded, with no matching charge among the bills received."
    ),
    "duplicate": FindingWords(
        "Duplicate pages",
        "The same page more than once. All copies are listed; rows quote one of them.",
        quoted=False,
    ),
}
"""In the order in which they print; kinds that are not listed follow by name."""

FLAGS = {
    "low_confidence": "Low-confidence text: check against page",
    "ambiguous_date": "Ambiguous date: check against page",
    "facility_inherited": "Facility taken from a neighbouring page: check",
    "amended": "Amended record: see the findings",
    "undated": "No date of service printed",
}

LOW_CONFIDENCE = FLAGS["low_confidence"]
NO_FACILITY = "Facility not printed"
NO_PROVIDER = "Provider not printed"
NO_FINDING = "No passage under the template's headings: see the page."
NOT_STATED = "Not stated"
NONE = "–"


def finding_words(kind: str) -> FindingWords:
    """How this kind prints."""
    return FINDING_KINDS.get(kind, FindingWords(in_words(kind), ""))


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


def details(finding: MatterFinding) -> str:
    """Those data of a finding that its message does not already say: ``from 10/01/2016, to 12/20/2016``.

    Digests and identifiers are for programs (they are in the JSON) and are left out.
    """
    said = finding.message
    parts = []
    for key, value in finding.data:
        shown = us_date(str(value))
        told = value is None or value == "" or shown in said or str(value) in said
        if not told and not key.endswith(("sha256", "digest", "id", "ids")):
            parts.append(f"{key.replace('_', ' ')} {shown}")
    return ", ".join(parts)


def confidence_words(entries: Sequence[PageEntry]) -> str:
    """The lowest confidence of the pages (``0.87``), or a dash for native text."""
    found = [e.confidence for e in entries if e.confidence is not None]
    return f"{min(found):.2f}" if found else NONE
