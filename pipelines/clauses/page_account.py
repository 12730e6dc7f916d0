"""The page ledger of a clause report: one disposition for each page of each paper; they sum to its pages.

Answers: cited, a page of a copy, blank, without readable text, or read with nothing on it to quote.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from extractors.errors import AccountingError
from extractors.pages import Document, Layer, Page
from pipelines.page_ledger import BLANK, CITED, DUPLICATE, EXCLUDED, NO_TEXT
from pipelines.rows import PageEntry

NOTHING = "read: no clause, duty, date or point of form stands on it"


def page_account(
    documents: Sequence[Document],
    kinds: Mapping[str, str],
    copies: Mapping[str, str],
    cited: Collection[tuple[str, int]],
) -> tuple[PageEntry, ...]:
    """Entries in the order of the documents.

    Args:
        documents: the papers, in order.
        kinds: what each paper is, by digest.
        copies: copy → original, by digest.
        cited: (digest, page) of every page that a row cites.

    Raises:
        AccountingError: the entries are not the pages, one each, or a copy is cited.
    """
    of = {d.source.sha256: d for d in documents}
    entries = []
    for document in documents:
        sha256 = document.source.sha256
        original = of[copies[sha256]] if sha256 in copies else None
        for page in document.pages:
            disposition, reason = _disposition(page, original, cited)
            entries.append(
                PageEntry(
                    document.source.name,
                    sha256,
                    page.number,
                    disposition,
                    reason,
                    page.layer.value,
                    page.confidence,
                    kinds[sha256],
                )
            )
    pages = sum(len(d.pages) for d in documents)
    standing = {(e.sha256, e.page) for e in entries}
    if len(entries) != pages or len(standing) != pages or not standing.issuperset(cited):
        raise AccountingError(
            f"The page ledger holds {len(standing)} pages of {pages}.", "Nothing was drafted; report this."
        )
    return tuple(entries)


def _disposition(
    page: Page, original: Document | None, cited: Collection[tuple[str, int]]
) -> tuple[str, str]:
    if original is not None:
        alike = page.number <= len(original.pages)
        return DUPLICATE, f"{original.source.name}, p. {page.number}" if alike else original.source.name
    if (page.source, page.number) in cited:
        return CITED, ""
    if "blank" in page.marks or (page.layer is not Layer.NONE and not page.text.strip()):
        return BLANK, ""
    if page.layer is Layer.NONE:
        return NO_TEXT, "; ".join(page.marks)
    return EXCLUDED, NOTHING
