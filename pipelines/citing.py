"""Makes citations ready to print: file name, Bates number, box; one citation for a page that has no quote."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.citations import Citation, cite
from extractors.pages import CONFIDENCE_FLOOR, Page
from pipelines.gather import Facts
from pipelines.rows import SourceCitation


@dataclass(frozen=True, slots=True)
class Citer:
    """Knows file names, pages and printed Bates numbers of a matter."""

    names: dict[str, str]
    pages: dict[tuple[str, int], Page]
    bates: dict[tuple[str, int], str | None]

    def source(self, citation: Citation) -> SourceCitation:
        """A citation with its file name, Bates number and box."""
        key = (citation.sha256, citation.page)
        return SourceCitation(
            citation, self.names[citation.sha256], self.bates.get(key), citation.box(self.pages[key])
        )

    def of_page(self, sha256: str, number: int) -> SourceCitation | None:
        """A citation of a whole page by its first printed line; ``None`` for a page without text."""
        page = self.pages[(sha256, number)]
        for line in page.lines():
            if line.text.strip():
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
    )
