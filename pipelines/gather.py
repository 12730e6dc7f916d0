"""Reads the facts of all documents of a matter and relates their pages: pure, in any order of arrival."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.document_facts import ClientFacts, read_facts
from extractors.facts import DocumentFacts, PageFacts
from extractors.pages import Document, Page
from pipelines.duplicates import DuplicatePair, find_duplicates
from pipelines.matter import Client


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a matter: ``documents`` and ``facts`` are parallel, sorted by (name, digest)."""

    documents: tuple[Document, ...]
    facts: tuple[DocumentFacts, ...]
    duplicates: tuple[DuplicatePair, ...]
    client: ClientFacts

    def pages(self) -> dict[tuple[str, int], Page]:
        """Pages by (source digest, page number)."""
        return {(p.source, p.number): p for d in self.documents for p in d.pages}

    def page_facts(self) -> dict[tuple[str, int], PageFacts]:
        """Page facts by (source digest, page number)."""
        return {(p.sha256, p.page): p for f in self.facts for p in f.pages}


FactsOf = Callable[[Sequence[Document], ClientFacts], tuple[DocumentFacts, ...]]


def found_anew(documents: Sequence[Document], client: ClientFacts) -> tuple[DocumentFacts, ...]:
    """The facts of each document, parallel to ``documents``."""
    return tuple(read_facts(document, client) for document in documents)


def gather(
    documents: Sequence[Document], client: Client, incident: date | None, facts_of: FactsOf = found_anew
) -> Facts:
    """Facts of every document, and the duplicates among their pages.

    Args:
        documents: everything read of the matter, in any order.
        client: whose matter it is.
        incident: its day, where known.
        facts_of: gives what `found_anew` gives; `pipelines.facts_cache` does so without finding it anew.
    """
    who = ClientFacts(client.name, client.aliases, client.date_of_birth, incident)
    ordered = tuple(sorted(documents, key=lambda d: (d.source.name, d.source.sha256)))
    facts = facts_of(ordered, who)
    return Facts(ordered, facts, find_duplicates(ordered, facts), who)
