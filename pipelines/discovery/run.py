"""One run over a matter, station by station, as functions of the matter and the time.

    arrive ─▶ unread ─▶ (batches are read) ─▶ draft_again ─▶ RunReport

Answers: what a run has to read, and the drafts it makes. Each station may be cut short anywhere and asked
again: what stands already stays as it is. Refuses to let one deliverable that cannot be drafted keep the
others from being drafted; what it said comes out at the end of the run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from extractors.errors import PinciteError
from extractors.pages import Document
from pipelines.deliverables.catalog import kind
from pipelines.discovery.arrivals import NewDraft
from pipelines.discovery.basis import basis, drafted_from, note_drafted
from pipelines.drafting import check_may_draft, draft_deliverable
from pipelines.drafts import latest_draft
from pipelines.matter import Matter
from pipelines.matter_reading import read_or_set_aside
from pipelines.progress import progress
from pipelines.rows import SetAside
from pipelines.store import Store


@dataclass(frozen=True, slots=True)
class Drafted:
    """What came of the deliverables of a run. ``refused`` are (deliverable, why) pairs."""

    drafts: tuple[NewDraft, ...]
    refused: tuple[tuple[str, PinciteError], ...]


def draft_again(
    matter: Matter, store: Store, deliverables: Sequence[str], readers: str, preparer: str, now: datetime
) -> Drafted:
    """Draft each of the deliverables whose basis changed since its last draft.

    Raises:
        AccountingError: a source is neither read nor set aside.
    """
    before = drafted_from(store)
    drafts: list[NewDraft] = []
    refused: list[tuple[str, PinciteError]] = []
    read: tuple[tuple[Document, ...], tuple[SetAside, ...]] | None = None
    for deliverable in deliverables:
        try:
            made_from = basis(matter, store, deliverable, readers)
            if before.get(deliverable) == made_from:
                continue
            check_may_draft(matter, deliverable, preparer, now)
            kind(deliverable).check(matter)
            progress().stage(f"Drafting {deliverable}")
            read = read or read_or_set_aside(store, readers)
            drafts.append(_draft(matter, deliverable, read, readers, preparer, now))
        except PinciteError as error:
            refused.append((deliverable, error))
            continue
        note_drafted(store, deliverable, made_from, drafts[-1].revision)
    return Drafted(tuple(drafts), tuple(refused))


def _draft(
    matter: Matter,
    deliverable: str,
    read: tuple[tuple[Document, ...], tuple[SetAside, ...]],
    readers: str,
    preparer: str,
    now: datetime,
) -> NewDraft:
    before = latest_draft(matter, deliverable) if matter.ledger.exists() else None
    draft = draft_deliverable(matter, deliverable, *read, readers, preparer, now)
    new = before is None or before.revision != draft.revision
    return NewDraft(deliverable, draft.revision, new, draft.rows_sha256)
