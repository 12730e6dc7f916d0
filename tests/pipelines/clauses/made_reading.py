"""Readings of made-up papers without a finder: what a test says was found, was found."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.contracts.clause_hits import Hit
from extractors.contracts.flow import flow_of
from extractors.contracts.sections import sections
from extractors.pages import Document, Layer, Page, Source
from extractors.sniffing import PDF
from pipelines.clauses.reading import ContractReading
from tests.pipelines.clauses.made_report import MadePaper


def document(paper: MadePaper, layer: Layer = Layer.NATIVE) -> Document:
    """A made paper as it would be read."""
    pages = tuple(Page(p.source, p.number, p.width, p.height, p.text, layer=layer) for p in paper.pages)
    return Document(Source(paper.sha256, (paper.name,), PDF, 1), pages)


def reading(paper: MadePaper, hits: Sequence[tuple[str, str, float]] = ()) -> ContractReading:
    """A reading with (type, words as printed, confidence) as its clauses, and nothing else in it."""
    flow = flow_of(document(paper))
    found = []
    for kind, words, confidence in hits:
        start = flow.text.index(words)
        found.append(Hit(kind, start, start + len(words), confidence, ()))
    return ContractReading(
        document=document(paper),
        flow=flow,
        outline=sections(flow.text),
        sentences=0,
        hits=tuple(found),
        nearest={},
        own_hits=(),
        own_absent=(),
        abstract=(),
        obligations=(),
        left_out=(),
        flags=(),
    )
