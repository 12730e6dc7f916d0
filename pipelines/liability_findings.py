"""What a person must know of the papers of liability before trusting the rows.

Answers: papers without a certain date, papers that others mention and the file does not hold. Each line lists
and cites; none concludes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.facts import Event, EventKind, PaperReference
from extractors.lexicon import normal
from pipelines.citing import Citer
from pipelines.gather import Facts
from pipelines.rows import MatterFinding, SourceCitation

_HELD_AS = {
    "photo": EventKind.PHOTOGRAPHS,
    "statement": EventKind.STATEMENT,
    "letter": EventKind.LETTER,
    "correspondence": EventKind.LETTER,
    "demand": EventKind.LETTER,
    "notice": EventKind.LETTER,
    "mail": EventKind.EMAIL,
}


def undated_papers(facts: Facts, citer: Citer) -> tuple[MatterFinding, ...]:
    """Papers of liability that print no certain date: they make no row."""
    found: list[MatterFinding] = []
    for document in facts.facts:
        for paper in document.liability.undated:
            page = document.pages[paper.indexes[0]].page
            name = citer.names[document.sha256]
            cited = citer.of_page(document.sha256, page)
            message = (
                f"{name}, p. {page} is a {paper.kind.value} without a certain date; it makes no row. "
                f"Date it or exclude it."
            )
            data = (("page", page), ("placed", ""), ("source", name))
            found.append(MatterFinding("undated", message, (cited,) if cited else (), data))
    return tuple(found)


def absent_papers(facts: Facts, events: Sequence[Event], citer: Citer) -> tuple[MatterFinding, ...]:
    """Papers that a paper of liability mentions and the file does not hold: the request list."""
    kinds = {p.kind for f in facts.facts for p in f.liability.papers}
    days = {(e.kind, e.date.start) for e in events if not e.told}
    seen: dict[tuple[str, str], list[SourceCitation]] = {}
    for reference in _references(facts, citer):
        kind = _kind(reference)
        day = reference.date.start if reference.date else None
        held = (kind, day) in days if day else kind in kinds
        if held:
            continue
        key = (normal(reference.name.value), day.isoformat() if day else "")
        seen.setdefault(key, []).append(citer.source(reference.sentence))
    found: list[MatterFinding] = []
    for (name, day_iso), cites in sorted(seen.items(), key=lambda item: (item[0][1], item[0][0])):
        dated = f" of {day_iso}" if day_iso else ""
        message = f"Mentioned but not in the file: {name}{dated}. Consider requesting."
        data = (("date", day_iso), ("name", name))
        found.append(MatterFinding("referenced_absent", message, tuple(cites), data))
    return tuple(found)


def _references(facts: Facts, citer: Citer) -> Iterator[PaperReference]:
    for document in facts.facts:
        for reference in document.liability.references:
            sentence = reference.sentence
            if (sentence.sha256, sentence.page) not in citer.originals:
                yield reference


def _kind(reference: PaperReference) -> EventKind | None:
    words = normal(reference.name.value)
    return next((kind for word, kind in _HELD_AS.items() if word in words), None)
