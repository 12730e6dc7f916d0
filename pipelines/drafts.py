"""Drafts: what people see before release, written once and recorded in the ledger.

    drafts/<deliverable>/<revision>/   the files, each page marked DRAFT, and manifest.json
    sealed/<rows digest>               the rows as canonical JSON: what every rendition is made from

Answers: write a draft, find the latest, load one. Refuses: to change a draft that was written; to take
for a draft what the ledger does not record, byte for byte. The same content as the latest open revision
makes no new revision. The manifest names no time and no person, so the same input gives the same bytes;
who and when is in the ledger.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from extractors.errors import IntegrityError, UsageError
from pipelines.canonical_json import canonical_bytes, readable_bytes
from pipelines.durable import (
    file_digest,
    make_folder,
    plain_failure,
    read_regular,
    sha256_of,
    sync_folder,
)
from pipelines.ledger import Ledger
from pipelines.ledger_chain import is_id
from pipelines.matter import Matter
from pipelines.matter_file import caption_digest
from pipelines.rendition import Rendition, content_digest, content_size, write_rendition
from pipelines.review.history import REPEATED, WRITTEN, History, Item, newest, replay
from pipelines.review.states import OPEN, State
from pipelines.rows import TemplateStamp
from pipelines.sealed import seal
from pipelines.version import PROGRAM

MANIFEST = "manifest.json"
SCHEMA = "pincite-draft/1"
CERTIFICATE = "certificate.html"
APPROVAL = "approval.dsse.json"
EXTRACT = "audit-extract.jsonl"
RESERVED = frozenset({MANIFEST, CERTIFICATE, APPROVAL, EXTRACT})
"""Names that the gate itself gives in a release."""

_DELIVERABLE = re.compile(r"[a-z][a-z0-9_]*")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,119}")
_HALF_WRITTEN = re.compile(r"\.[0-9]+\.tmp")
_INNER = re.compile(r"[a-z]{1,20}")
"""A folder inside a deliverable, such as ``exhibits``."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file by its bytes; ``size`` in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as its manifest states it; everything in it is bound by ``manifest_sha256``."""

    folder: Path
    item: Item
    rows_sha256: str
    template: TemplateStamp
    program: str
    caption_sha256: str
    inputs: tuple[tuple[str, str], ...]
    files: tuple[FileRecord, ...]
    manifest_sha256: str

    @property
    def deliverable(self) -> str:
        return self.item.deliverable

    @property
    def revision(self) -> int:
        return self.item.revision

    def check_files(self) -> None:
        """Prove that manifest and files still are the bytes that were recorded.

        Raises:
            IntegrityError: one is missing or altered.
        """
        expected = [*((f.name, f.sha256) for f in self.files), (MANIFEST, self.manifest_sha256)]
        for name, sha256 in expected:
            if file_digest(self.folder / name) != sha256:
                raise IntegrityError(
                    f"{name} of the draft {self.item} was altered after it was written.",
                    "Draft again: that makes a new revision.",
                )


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
    rows_sha256 = sha256_of(rows)
    body: dict[str, Any] = {
        "rows_sha256": rows_sha256,
        "template": {"version": template.version, "sha256": template.sha256},
        "program": PROGRAM,
        "caption_sha256": caption_digest(matter),
        "inputs": dict(sorted(inputs.items())),
        "files": {
            n: {"sha256": content_digest(files[n]), "size": content_size(files[n])} for n in sorted(files)
        },
    }
    with ledger.transaction() as tx, plain_failure(f"Writing the draft of {kind_name}"):
        _sweep(matter.drafts / kind_name)
        items = replay(tx.entries)
        latest = newest(items, kind_name)
        if latest and latest.state in (*OPEN, State.RELEASED):
            same = _same_draft(matter, latest, body)
            if same:
                if latest.state is State.DRAFT and preparer not in latest.preparers:
                    tx.append(preparer, REPEATED, _naming(same.item), now)
                return same
        seal(matter.sealed, rows)
        item = Item(kind_name, latest.item.revision + 1 if latest else 1)
        while True:
            manifest = _manifest(item, body)
            folder = _folder(matter, item)
            if not os.path.lexists(folder):
                _write_folder(folder, {**files, MANIFEST: manifest})
                break
            # A folder that the ledger does not know: a crash came before the entry. If it is this draft it is
            # taken over, otherwise it is left alone and its number stays unused.
            found = _parse(folder, item, manifest)
            if _intact(found):
                break
            item = Item(kind_name, item.revision + 1)
        recorded = {
            "manifest": sha256_of(manifest),
            "rows": rows_sha256,
            "template": template.sha256,
            "inputs": sha256_of(canonical_bytes(body["inputs"])),
        }
        tx.append(preparer, WRITTEN, {**_naming(item), **recorded}, now)
        return _parse(folder, item, manifest)


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


def recorded_draft(matter: Matter, history: History) -> Draft:
    """The draft of a history; its manifest is proven against the ledger's digest.

    Raises:
        IntegrityError: the manifest is missing or altered.
    """
    folder = _folder(matter, history.item)
    manifest = read_regular(folder / MANIFEST)
    if sha256_of(manifest) != history.recorded(WRITTEN, "manifest"):
        raise IntegrityError(
            f"The manifest of the draft {history.item} was altered after it was written.",
            "Draft again: that makes a new revision.",
        )
    return _parse(folder, history.item, manifest)


def is_plain(name: str) -> bool:
    """Whether a file name is one that every system takes, and that stays in its folder."""
    return _FILE.fullmatch(name) is not None and not name.endswith((" ", "."))


def is_placed(name: str) -> bool:
    """Whether it is a plain name, or one in one inner folder."""
    folder, slash, file = name.rpartition("/")
    return is_plain(file) and (not slash or _INNER.fullmatch(folder) is not None)


def check_file_names(files: Rendition) -> None:
    """Refuse names that could leave the folder, hide in it, or stand for the gate's own files.

    Raises:
        UsageError: naming the first such name, or that there are no files.
    """
    bad = [n for n in files if not is_placed(n) or n in RESERVED]
    folded = {n.casefold() for n in files}
    if not files or bad or len(folded) != len(files):
        raise UsageError(
            f"A rendition cannot hold the file {min(bad)!r}." if bad else "A rendition's file names clash.",
            "Give each file a plain name of its own.",
        )


def _check_names(kind_name: str, files: Rendition, preparer: str) -> None:
    if not _DELIVERABLE.fullmatch(kind_name):
        raise UsageError(f"{kind_name!r} is not the name of a deliverable.", "Use a lower-case name.")
    if not is_id(preparer):
        raise UsageError("The preparer's id is not usable.", "Use the id on the roster.")
    check_file_names(files)


def _naming(item: Item) -> dict[str, str | int]:
    return {"deliverable": item.deliverable, "revision": item.revision}


def _folder(matter: Matter, item: Item) -> Path:
    return matter.drafts / item.deliverable / str(item.revision)


def _manifest(item: Item, body: Mapping[str, Any]) -> bytes:
    return readable_bytes({"schema": SCHEMA, **_naming(item), **body})


def _same_draft(matter: Matter, latest: History, body: Mapping[str, Any]) -> Draft | None:
    """The latest revision if it holds exactly this content, and still does on the disk."""
    if latest.recorded(WRITTEN, "manifest") != sha256_of(_manifest(latest.item, body)):
        return None
    draft = _parse(_folder(matter, latest.item), latest.item, _manifest(latest.item, body))
    return draft if _intact(draft) else None


def _intact(draft: Draft) -> bool:
    try:
        draft.check_files()
    except IntegrityError:
        return False
    return True


def _sweep(folder: Path) -> None:
    """Remove what a crash left half-written, whichever revision it was to be; the lock is ours."""
    for left in sorted(folder.glob(".*.tmp")):
        if _HALF_WRITTEN.fullmatch(left.name):
            shutil.rmtree(left)


def _write_folder(folder: Path, files: Rendition) -> None:
    """All files or none: written beside, forced to the disk, then renamed."""
    beside = folder.with_name(f".{folder.name}.tmp")
    make_folder(beside.parent)
    beside.mkdir()
    write_rendition(beside, files)
    sync_folder(beside)
    os.rename(beside, folder)
    sync_folder(folder.parent)


def _parse(folder: Path, item: Item, manifest: bytes) -> Draft:
    # Only ever called with bytes that this module wrote: made here, or proven by the ledger's digest.
    d = json.loads(manifest)
    return Draft(
        folder=folder,
        item=item,
        rows_sha256=d["rows_sha256"],
        template=TemplateStamp(item.deliverable, d["template"]["version"], d["template"]["sha256"]),
        program=d["program"],
        caption_sha256=d["caption_sha256"],
        inputs=tuple(d["inputs"].items()),
        files=tuple(FileRecord(n, f["sha256"], f["size"]) for n, f in d["files"].items()),
        manifest_sha256=sha256_of(manifest),
    )
