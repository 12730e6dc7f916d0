"""The register of copies: which page repeats which, how alike they are, and what stands on one of them only.

Answers: a finding for each copied page and for each file that came under several names. Another person's
pages are named, never quoted.
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.pages import Document
from pipelines.citing import Citer
from pipelines.differences import only_on
from pipelines.duplicates import PageRef
from pipelines.gather import Facts
from pipelines.rows import MatterFinding, SourceCitation

_MOST_DIFFERENCES = 3
"""Lines of a copy that are printed as its difference; the others are counted."""


def _same_bytes(document: Document) -> Iterator[MatterFinding]:
    """Page by page, what a file repeats that arrived again under another name."""
    first = document.source.name
    for name in sorted(document.source.names)[1:]:
        for page in document.pages:
            data = (
                ("copy_page", page.number),
                ("copy_source", name),
                ("likeness_percent", 100),
                ("original_page", page.number),
                ("original_source", first),
                ("tier", "same bytes"),
            )
            message = f"{name}, p. {page.number} repeats {first}, p. {page.number} (same bytes)."
            yield MatterFinding("duplicate", message, (), data)


def duplicate_findings(facts: Facts, citer: Citer) -> tuple[MatterFinding, ...]:
    """Each copied page with the page it repeats, and files that arrived under several names."""
    found: list[MatterFinding] = []
    for document in facts.documents:
        if len(document.source.names) > 1:
            others = ", ".join(sorted(document.source.names)[1:])
            message = f"{document.source.name} arrived with the same bytes under other names: {others}."
            names = (("names", " | ".join(sorted(document.source.names))), ("tier", "same bytes"))
            found.append(MatterFinding("duplicate", message, (), names))
            found += _same_bytes(document)
    for pair in facts.duplicates:
        a, b = pair.original, pair.copy
        cited = [c for c in (citer.of_page(a.sha256, a.page), citer.of_page(b.sha256, b.page)) if c]
        message = (
            f"{citer.names[b.sha256]}, p. {b.page} repeats {citer.names[a.sha256]}, p. {a.page} "
            f"({pair.tier}, {round(pair.likeness * 100)} % alike)."
        )
        if len(cited) == 2:  # neither is another person's page
            message += _difference(a, b, "first", citer, cited) + _difference(b, a, "copy", citer, cited)
        data = (
            ("copy_page", b.page),
            ("copy_source", citer.names[b.sha256]),
            ("likeness_percent", round(pair.likeness * 100)),
            ("original_page", a.page),
            ("original_source", citer.names[a.sha256]),
            ("tier", pair.tier),
        )
        found.append(MatterFinding("duplicate", message, tuple(cited), data))
    return tuple(
        sorted(
            found,
            key=lambda f: (
                f.data[0][0] != "names",
                str(dict(f.data).get("copy_source")),
                int(dict(f.data).get("copy_page") or 0),
            ),
        )
    )


def _difference(page: PageRef, other: PageRef, called: str, citer: Citer, cited: list[SourceCitation]) -> str:
    """What stands on this one of two copies only, in its words; the lines are cited too."""
    lines = only_on(citer.pages[(page.sha256, page.page)], citer.pages[(other.sha256, other.page)])
    if not lines:
        return ""
    shown = [citer.source(line) for line in lines[:_MOST_DIFFERENCES]]
    cited += shown
    quotes = ", ".join(f"“{' '.join(s.citation.quote.split())}”" for s in shown)
    rest = len(lines) - len(shown)
    return f" Only on the {called}: {quotes}{f' and {rest} further lines' if rest else ''}."
