"""What the client's own clinical pages say, sentence by sentence, each with the note it belongs to.

Answers: every sentence between running header and footer, of the kinds of page asked for, and which encounter
tells it. Leaves out pages of other people, and those marked as work product, altogether; copies are told too,
and marked, so that a register can quote a sentence once and cite it everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.event_cues import is_work_product
from extractors.facts import DocumentFacts, Encounter, PageKind
from extractors.identity import Owner
from extractors.pages import Page
from extractors.running_lines import body_spans
from extractors.sentences import Sentence, Words, sentences_of, words_of
from pipelines.citing import Citer
from pipelines.gather import Facts
from pipelines.merging import Group


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence. ``encounter`` is ``None`` on a page that no dated note holds; ``group`` is the index of
    its row; ``original`` is the page that this one repeats, or its own (digest, number)."""

    page: Page
    kind: PageKind
    sentence: Sentence
    words: Words
    encounter: Encounter | None
    group: int | None
    original: tuple[str, int]

    @property
    def place(self) -> tuple[str, int]:
        """(Digest, number) of the page."""
        return self.page.source, self.page.number

    @property
    def is_copy(self) -> bool:
        return self.original != self.place

    @property
    def text(self) -> str:
        """The sentence as printed."""
        return self.page.text[self.sentence.start : self.sentence.end]


def tell(facts: Facts, groups: Sequence[Group], citer: Citer, kinds: frozenset[PageKind]) -> tuple[Told, ...]:
    """The sentences of all pages of these kinds, in the order of documents and pages."""
    rows = {
        id(encounter): index
        for index, group in enumerate(groups)
        for encounter in (*group.members, *group.folded)
    }
    told: list[Told] = []
    for document, fact in zip(facts.documents, facts.facts, strict=True):
        bodies: tuple[tuple[int, int], ...] | None = None
        for index, page in enumerate(document.pages):
            kind = fact.pages[index].kind
            if kind not in kinds or fact.owners[index] == Owner.OTHER.value or is_work_product(page):
                continue
            bodies = bodies or body_spans(document.pages)
            notes = _notes_on(fact, page)
            place = (page.source, page.number)
            for sentence, encounter in _sentences(page, kind, bodies[index], notes):
                told.append(
                    Told(
                        page,
                        kind,
                        sentence,
                        words_of(page.text[sentence.start : sentence.end], sentence.start),
                        encounter,
                        rows.get(id(encounter)) if encounter else None,
                        citer.originals.get(place, place),
                    )
                )
    return tuple(told)


def _sentences(
    page: Page, kind: PageKind, body: tuple[int, int], notes: Sequence[tuple[int, Encounter]]
) -> Iterator[tuple[Sentence, Encounter | None]]:
    """The sentences of a page with the note that tells each; no sentence runs from one note into the next."""
    spans: list[tuple[int, Encounter | None]] = [*notes] or [(0, None)]
    ends = [at for at, _ in spans[1:]] + [len(page.text)]
    for (at, encounter), end in zip(spans, ends, strict=True):
        start, stop = max(at, body[0]), min(end, body[1])
        if start < stop:
            for sentence in sentences_of(page, start, stop, kind):
                yield sentence, encounter


def _notes_on(fact: DocumentFacts, page: Page) -> list[tuple[int, Encounter]]:
    """The notes of a page with the offset from which each speaks, in the order of the page."""
    notes = sorted(
        ((_first_place(e, page), e) for e in fact.encounters if page.number in e.pages),
        key=lambda item: item[0],
    )
    # What stands above the first note of a page (its letterhead, its patient's line) is told by that note.
    return [(0, notes[0][1]), *notes[1:]] if notes else []


def _first_place(encounter: Encounter, page: Page) -> int:
    if encounter.pages[0] != page.number:
        return 0
    return min(_places(encounter, page), default=0)


def _places(encounter: Encounter, page: Page) -> Iterator[int]:
    if encounter.date.citation.page == page.number:
        # The date's line and the letterhead above it belong to the note that it dates.
        yield page.text.rfind("\n", 0, encounter.date.citation.start) + 1
    yield from (p.citation.start for p in encounter.passages if p.citation.page == page.number)
