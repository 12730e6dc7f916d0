"""Points of form in one contract: what is missing, blank, undefined, referred to in vain or printed two ways.

Answers: each flaw once, with the words of the paper that show it and a sentence that states the fact. Refuses
to say what a flaw means, how grave it is or what to do: that is for an attorney. Precise rather than many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extractors.contracts.attachments import absent
from extractors.contracts.clause_hits import Hit
from extractors.contracts.conflicts import (
    Conflict,
    differing_clauses,
    differing_dates,
    impossible_dates,
    words_and_figures,
)
from extractors.contracts.cross_references import broken
from extractors.contracts.defined_terms import TermFlaw, defined_twice, never_defined, never_used
from extractors.contracts.placeholders import placeholders
from extractors.contracts.sections import Outline
from extractors.contracts.signature_blocks import unsigned

Spans = tuple[tuple[int, int], ...]
_WORDS = {
    **{word: "Section" for word in ("section", "sections", "§", "§§")},
    **{word: "Article" for word in ("article", "articles")},
    **{word: "Clause" for word in ("clause", "clauses")},
    **{word: "Paragraph" for word in ("paragraph", "paragraphs")},
    **{word: "Subsection" for word in ("subsection", "subsections", "sub-section", "sub-sections")},
}
SURE = 0.5
"""Confidence from which clauses are compared with each other: two doubtful hits make no conflict."""


class FlagKind(StrEnum):
    """What kind of flaw it is, in the order in which flags are given; the value is printed."""

    TYPE_MISSING = "Clause type not found"
    CLAUSES_DIFFER = "Clauses differ"
    DATES_DIFFER = "Dates differ"
    NO_SUCH_DATE = "Date in no calendar"
    NUMBERS_DIFFER = "Words and figures differ"
    PLACEHOLDER = "Blank or placeholder"
    UNDEFINED_TERM = "Defined term without definition"
    DEFINED_TWICE = "Term defined twice"
    UNUSED_TERM = "Defined term not used"
    SECTION_ABSENT = "Reference to a section that is not there"
    ATTACHMENT_ABSENT = "Attachment not among the pages"
    UNSIGNED = "Signature line without signature text"


@dataclass(frozen=True, slots=True)
class Flag:
    """A flaw: ``spans`` of the flow show it (none for a missing type), ``words`` state it.

    ``subject`` is what it is about ("Exhibit B", a term, a clause type), "" where that has no name.
    """

    kind: FlagKind
    subject: str
    spans: Spans
    words: str


def issue_flags(
    text: str, outline: Outline, hits: Sequence[Hit], asked: Sequence[str] = (), threshold: float = SURE
) -> tuple[Flag, ...]:
    """The flags of one contract, by kind and then as they stand in it.

    Args:
        text: the flow of the contract.
        outline: its sections.
        hits: its clauses, all confidences.
        asked: the clause types that the matter asks for; one without a hit is flagged.
        threshold: confidence from which a hit counts as found.
    """
    found = {hit.type for hit in hits if hit.confidence >= threshold}
    sure = tuple(hit for hit in hits if hit.confidence >= SURE)
    return (
        *(
            Flag(FlagKind.TYPE_MISSING, kind, (), f"No clause of the type {kind} was found.")
            for kind in asked
            if kind not in found
        ),
        *_conflicts(FlagKind.CLAUSES_DIFFER, differing_clauses(text, outline, sure), _differ),
        *_conflicts(FlagKind.DATES_DIFFER, differing_dates(text, outline, sure), _differ),
        *_conflicts(
            FlagKind.NO_SUCH_DATE, impossible_dates(text), lambda c: f"No calendar has the day {c.values[0]}."
        ),
        *_conflicts(
            FlagKind.NUMBERS_DIFFER,
            words_and_figures(text),
            lambda c: f"The words say {c.values[0]}, the figures {c.values[1]}.",
        ),
        *_blanks(text, outline),
        *_terms(FlagKind.UNDEFINED_TERM, never_defined(text, outline), _undefined),
        *_terms(FlagKind.DEFINED_TWICE, defined_twice(text, outline), _twice),
        *_terms(
            FlagKind.UNUSED_TERM,
            never_used(text),
            lambda f: f"“{f.term}” is defined and does not occur again.",
        ),
        *_sections(text, outline),
        *_attachments(text, outline),
        *_signatures(text, outline),
    )


def _conflicts(kind: FlagKind, found: Iterable[Conflict], words: Callable[[Conflict], str]) -> Iterator[Flag]:
    return (Flag(kind, conflict.subject, conflict.spans, words(conflict)) for conflict in found)


def _differ(conflict: Conflict) -> str:
    about = f" of the type {conflict.subject}" if conflict.subject else ""
    return f"Passages{about} say: {'; '.join(conflict.values)}."


def _terms(kind: FlagKind, found: Iterable[TermFlaw], words: Callable[[TermFlaw], str]) -> Iterator[Flag]:
    return (Flag(kind, flaw.term, flaw.spans, words(flaw)) for flaw in found)


def _undefined(flaw: TermFlaw) -> str:
    times = _times(len(flaw.spans))
    return f"“{flaw.term}” is written as a defined term {times}; no definition of it is printed."


def _twice(flaw: TermFlaw) -> str:
    return f"“{flaw.term}” is given a meaning at {len(flaw.spans)} places."


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _blanks(text: str, outline: Outline) -> Iterator[Flag]:
    """One flag for the blanks of one section."""
    by_section: dict[str, list[tuple[int, int]]] = {}
    for start, end in placeholders(text, outline):
        by_section.setdefault(outline.heading_at(start), []).append((start, end))
    for heading, spans in by_section.items():
        where = f" under {heading}" if heading else ""
        count = (
            "A blank or placeholder stands"
            if len(spans) == 1
            else f"{len(spans)} blanks or placeholders stand"
        )
        yield Flag(FlagKind.PLACEHOLDER, heading, tuple(spans), f"{count} in the text{where}.")


def _sections(text: str, outline: Outline) -> Iterator[Flag]:
    """One flag for each number that is referred to and not printed."""
    by_number: dict[str, list[tuple[int, int]]] = {}
    for reference in broken(text, outline):
        name = f"{_WORDS[reference.word.lower()]} {reference.number}"
        by_number.setdefault(name, []).append((reference.start, reference.end))
    for number, spans in by_number.items():
        words = f"{number} is referred to {_times(len(spans))}; no section of that number is printed."
        yield Flag(FlagKind.SECTION_ABSENT, number, tuple(spans), words)


def _attachments(text: str, outline: Outline) -> Iterator[Flag]:
    for attachment in absent(text, outline.body):
        times = _times(len(attachment.spans))
        words = f"{attachment.name} is referred to {times}; no part of this paper is headed so."
        yield Flag(FlagKind.ATTACHMENT_ABSENT, attachment.name, attachment.spans, words)


def _signatures(text: str, outline: Outline) -> Iterator[Flag]:
    if spans := unsigned(text, outline):
        lines = "A signature line holds" if len(spans) == 1 else f"{len(spans)} signature lines hold"
        words = f"{lines} no text of a signature; a signature by hand or as a picture is not read."
        yield Flag(FlagKind.UNSIGNED, "", spans, words)
