"""Makes citations ready to print: file name, Bates number, box; one citation for a page that has no quote."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.citations import Citation, cite
from extractors.facts import DateRole
from extractors.identity import Owner
from extractors.pages import CONFIDENCE_FLOOR, Page
from pipelines.gather import Facts
from pipelines.rows import SourceCitation

_ADDED = frozenset({DateRole.FAXED, DateRole.PRINTED, DateRole.RECEIVED})


@dataclass(frozen=True, slots=True)
class Citer:
    """Knows file names, pages and printed Bates numbers of a matter."""

    names: dict[str, str]
    pages: dict[tuple[str, int], Page]
    bates: dict[tuple[str, int], str | None]
    originals: dict[tuple[str, int], tuple[str, int]]
    """Every copied page and the page it repeats."""
    added_lines: dict[tuple[str, int], tuple[int, ...]]
    """Offsets of fax, print and received lines: a page is cited by its own words where it has any."""
    strangers: frozenset[tuple[str, int]] = frozenset()
    """Pages of other people: never quoted anywhere in the deliverable."""
    unsettled: frozenset[tuple[str, int]] = frozenset()
    """Pages whose name and birth date disagree."""

    def source(self, citation: Citation) -> SourceCitation:
        """A citation with its file name, Bates number and box."""
        key = (citation.sha256, citation.page)
        return SourceCitation(
            citation, self.names[citation.sha256], self.bates.get(key), citation.box(self.pages[key])
        )

    def of_page(self, sha256: str, number: int) -> SourceCitation | None:
        """A whole page cited by its first printed line; ``None`` for a page without text or not ours."""
        if (sha256, number) in self.strangers:
            return None
        page = self.pages[(sha256, number)]
        lines = [line for line in page.lines() if line.text.strip()]
        added = self.added_lines.get((sha256, number), ())
        own = [line for line in lines if not any(line.start <= at < line.end for at in added)]
        for line in own or lines:
            return self.source(cite(page, line.start, line.end))
        return None

    def doubtful(self, citation: Citation) -> bool:
        """Whether a quote was read from an image below the confidence floor."""
        page = self.pages[(citation.sha256, citation.page)]
        confidence = page.confidence_of(citation.start, citation.end)
        return confidence is not None and confidence < CONFIDENCE_FLOOR


def citer(facts: Facts) -> Citer:
    """The citer of a matter."""
    return Citer(
        {d.source.sha256: d.source.name for d in facts.documents},
        facts.pages(),
        {key: page.bates for key, page in facts.page_facts().items()},
        {(p.copy.sha256, p.copy.page): (p.original.sha256, p.original.page) for p in facts.duplicates},
        {
            key: tuple(d.citation.start for d in page.dates if d.role in _ADDED)
            for key, page in facts.page_facts().items()
        },
        _owned(facts, Owner.OTHER),
        _owned(facts, Owner.CONFLICT),
    )


def _owned(facts: Facts, owner: Owner) -> frozenset[tuple[str, int]]:
    return frozenset(
        (page.sha256, page.page)
        for document in facts.facts
        for page, found in zip(document.pages, document.owners, strict=True)
        if found == owner.value
    )
