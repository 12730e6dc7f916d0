"""Drafts: what people see before release, written once and recorded in the ledger.

    drafts/<deliverable>/<revision>/   the files, each page marked DRAFT, and manifest.json
    sealed/<rows digest>               the rows as canonical JSON: what every rendition is made from

Answers: write a draft, find the latest, load one. Refuses: to change a draft that was written; to take
for a draft what the ledger does not record, byte for byte. The same content as the latest open revision
makes no new revision. The manifest names no time and no person, so the same input gives the same bytes;
who and when is in the ledger.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from extractors.errors import UsageError
from pipelines.draft_folders import (
    Draft,
    FileRecord,
    intact_draft,
    manifest_body,
    manifest_bytes,
    place,
    recorded_draft,
    sweep,
)
from pipelines.draft_names import (
    APPROVAL,
    CERTIFICATE,
    CERTIFICATE_PDF,
    EXTRACT,
    MANIFEST,
    RESERVED,
    check_file_names,
    is_placed,
    is_plain,
)
from pipelines.durable import plain_failure, sha256_of
from pipelines.ledger import Ledger, Transaction
from pipelines.ledger_chain import is_id
from pipelines.matter import Matter
from pipelines.rendition import Rendition
from pipelines.review.history import REPEATED, WRITTEN, History, Item, naming, newest, replay
from pipelines.review.states import OPEN, State
from pipelines.rows import TemplateStamp
from pipelines.sealed import seal

__all__ = [
    "APPROVAL",
    "CERTIFICATE",
    "CERTIFICATE_PDF",
    "EXTRACT",
    "MANIFEST",
    "RESERVED",
    "Draft",
    "FileRecord",
    "check_file_names",
    "is_placed",
    "is_plain",
    "latest_draft",
    "load_draft",
    "recorded_draft",
    "write_corrected",
    "write_draft",
]

_DELIVERABLE = re.compile(r"[a-z][a-z0-9_]*")


def write_draft(
    matter: Matter,
    kind_name: str,
    rows: bytes,
    files: Rendition,
    template: TemplateStamp,
    inputs: Mapping[str, str],
    preparer: str,
    ledger: Ledger,
    now: datetime,
) -> Draft:
    """Write a draft as a new revision, or find that the latest open revision already is this draft.

    Args:
        kind_name: the deliverable, e.g. ``treatment``.
        rows: the rows as canonical JSON; kept in the sealed store under their digest.
        files: the rendition marked DRAFT, by plain file name.
        template: which approved template made it.
        inputs: name → SHA-256 of each source the rows were drawn from; the bytes lie in ``sources/<sha256>``.
        preparer: id of the person who drafts. Whoever drafted an item cannot approve it.

    Raises:
        UsageError: a name is not usable.
        IntegrityError: the disk failed.
        LedgerError: the ledger does not verify or cannot be written; there is then no draft.
    """
    _check_names(kind_name, files, preparer)
    body = manifest_body(matter, rows, files, template, inputs)
    with ledger.transaction() as tx, plain_failure(f"Writing the draft of {kind_name}"):
        sweep(matter.drafts / kind_name)
        items = replay(tx.entries)
        latest = newest(items, kind_name)
        if latest and latest.state in (*OPEN, State.RELEASED) and not latest.returned:
            same = _same_draft(matter, latest, body)
            if same:
                if latest.state is State.DRAFT and preparer not in latest.preparers:
                    tx.append(preparer, REPEATED, naming(same.item), now)
                return same
        seal(matter.sealed, rows)
        draft = place(matter, Item(kind_name, latest.item.revision + 1 if latest else 1), body, files)
        tx.append(preparer, WRITTEN, {**naming(draft.item), **draft.recorded}, now)
        return draft


def write_corrected(
    matter: Matter, before: Draft, latest: History, rows: bytes, files: Rendition, tx: Transaction
) -> Draft:
    """Write the revision that corrections make of ``before``, from the same sources and template.

    The caller holds the ledger and makes the entry; without it the folder is no draft, and the next writer
    takes it over or leaves it alone.

    Args:
        latest: the deliverable's latest revision, which the new one follows.
        rows: the corrected rows as canonical JSON.
        files: their rendition marked DRAFT.
        tx: proof that the ledger is held.

    Raises:
        UsageError: a file name is not usable.
        IntegrityError: the disk failed.
    """
    assert latest.last in tx.entries
    check_file_names(files)
    sweep(matter.drafts / before.deliverable)
    seal(matter.sealed, rows)
    body = manifest_body(matter, rows, files, before.template, dict(before.inputs))
    return place(matter, Item(before.deliverable, latest.item.revision + 1), body, files)


def latest_draft(matter: Matter, kind_name: str) -> Draft | None:
    """The deliverable's latest recorded revision, whatever its state; ``None`` if it was never drafted."""
    latest = newest(replay(Ledger(matter.ledger).entries()), kind_name)
    return load_draft(matter, kind_name, latest.item.revision) if latest else None


def load_draft(matter: Matter, kind_name: str, revision: int) -> Draft:
    """Read a recorded draft's manifest. The files are proven by `Draft.check_files`.

    Raises:
        UsageError: no such draft is recorded.
        IntegrityError: its manifest is missing or altered.
        LedgerError: the ledger does not verify.
    """
    history = replay(Ledger(matter.ledger).entries()).get(Item(kind_name, revision))
    if history is None:
        raise UsageError(
            f"There is no {kind_name} revision {revision} in {matter.slug}.", "See `pincite status`."
        )
    return recorded_draft(matter, history)


def _check_names(kind_name: str, files: Rendition, preparer: str) -> None:
    if not _DELIVERABLE.fullmatch(kind_name):
        raise UsageError(f"{kind_name!r} is not the name of a deliverable.", "Use a lower-case name.")
    if not is_id(preparer):
        raise UsageError("The preparer's id is not usable.", "Use the id on the roster.")
    check_file_names(files)


def _same_draft(matter: Matter, latest: History, body: Mapping[str, Any]) -> Draft | None:
    """The latest revision if it holds exactly this content, and still does on the disk.

    A corrected revision also stands for what it was corrected from: drafting that again brings nothing new,
    and would lose the corrections.
    """
    made: History | None = latest
    while made is not None:
        if made.made("manifest") == sha256_of(manifest_bytes(made.item, body)):
            return intact_draft(matter, latest)
        made = made.origin
    return None
