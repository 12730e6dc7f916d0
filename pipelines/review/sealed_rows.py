"""The rows of one revision as they were sealed, ready for review.

Answers: its rows, its page ledger, who read its pages, the keyed name that the ledger has for each row. What
a digest names never changes, so it is parsed once in a process. Refuses bytes that are not those of the
digest that the ledger recorded, and rows of another form than this version reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractors.errors import UsageError
from pipelines.deliverables.catalog import kind
from pipelines.matter import Matter
from pipelines.matter_key import keyed
from pipelines.page_ledger import CITED
from pipelines.review.history import History
from pipelines.review_rows import ReviewRow
from pipelines.rows import PageEntry
from pipelines.sealed import unseal

_KEPT = 8
"""Revisions kept parsed: those that lie open, and the ones before them."""


@dataclass(frozen=True, slots=True)
class SealedRows:
    """The rows of a revision in the order in which they print; ``names`` are their keyed names by id, in that
    order too; ``pages_without_rows`` those of ``pages`` that no row cites."""

    rows: tuple[ReviewRow, ...]
    pages: tuple[PageEntry, ...]
    pages_without_rows: tuple[PageEntry, ...]
    readers: str
    names: Mapping[str, str]


def sealed_rows(matter: Matter, history: History) -> SealedRows:
    """The rows of a recorded revision.

    Raises:
        IntegrityError: they are missing or altered.
        UsageError: another version of the program made them, in a form that this one does not read.
    """
    try:
        return parsed_rows(matter, history.item.deliverable, history.made("rows"))
    except ValueError:
        raise UsageError(f"This version cannot read the rows of {history.item}.", "Draft again.") from None


@lru_cache(maxsize=_KEPT)
def parsed_rows(matter: Matter, deliverable: str, sha256: str) -> SealedRows:
    """The sealed rows of that digest.

    Raises:
        IntegrityError: they are missing or altered.
        ValueError: they are of another form than this version reads.
    """
    sealed = unseal(matter.sealed, sha256)
    form = kind(deliverable).review()
    rows = form.rows(sealed)
    names = {row.id: keyed(matter, "row", row.id) for row in rows}
    if len(names) != len(rows):
        raise ValueError("two rows bear one id, so that one decision would count for both")
    pages = form.pages(sealed)
    without = tuple(page for page in pages if page.disposition != CITED)
    return SealedRows(rows, pages, without, form.readers(sealed), names)
