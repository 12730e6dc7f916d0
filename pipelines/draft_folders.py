"""A draft on the disk: its folder, its files, its manifest.

    drafts/<deliverable>/<revision>/   the files, each page marked DRAFT, and manifest.json

Answers: what a manifest says; is a folder still what its manifest and the ledger say. Writes a folder whole
or not at all. Refuses: to change one that is there; to take for a draft what the ledger does not record,
byte for byte. The manifest names no time and no person, so the same input gives the same bytes; who and
when is in the ledger.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.errors import IntegrityError
from pipelines.canonical_json import canonical_bytes, readable_bytes
from pipelines.draft_names import MANIFEST
from pipelines.durable import file_digest, make_folder, read_regular, sha256_of, sync_folder
from pipelines.matter import Matter
from pipelines.matter_file import caption_digest
from pipelines.rendition import Rendition, content_digest, content_size, write_rendition
from pipelines.review.history import History, Item, naming
from pipelines.rows import TemplateStamp
from pipelines.version import PROGRAM

SCHEMA = "pincite-draft/1"
_HALF_WRITTEN = re.compile(r"\.[0-9]+\.tmp")


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
    def recorded(self) -> dict[str, str]:
        """What the ledger records of a revision when it is made."""
        return {
            "manifest": self.manifest_sha256,
            "rows": self.rows_sha256,
            "template": self.template.sha256,
            "inputs": sha256_of(canonical_bytes(dict(self.inputs))),
        }

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


def recorded_draft(matter: Matter, history: History) -> Draft:
    """The draft of a history; its manifest is proven against the ledger's digest.

    Raises:
        IntegrityError: the manifest is missing or altered.
    """
    folder = _folder(matter, history.item)
    manifest = read_regular(folder / MANIFEST)
    if sha256_of(manifest) != history.made("manifest"):
        raise IntegrityError(
            f"The manifest of the draft {history.item} was altered after it was written.",
            "Draft again: that makes a new revision.",
        )
    return _parse(folder, history.item, manifest)


def manifest_body(
    matter: Matter, rows: bytes, files: Rendition, template: TemplateStamp, inputs: Mapping[str, str]
) -> dict[str, Any]:
    """What a manifest says beside its item."""
    return {
        "rows_sha256": sha256_of(rows),
        "template": {"version": template.version, "sha256": template.sha256},
        "program": PROGRAM,
        "caption_sha256": caption_digest(matter),
        "inputs": dict(sorted(inputs.items())),
        "files": {
            n: {"sha256": content_digest(files[n]), "size": content_size(files[n])} for n in sorted(files)
        },
    }


def place(matter: Matter, item: Item, body: Mapping[str, Any], files: Rendition) -> Draft:
    """Write the folder of that revision, or of the next whose number is not taken; the ledger is held."""
    while True:
        manifest = manifest_bytes(item, body)
        draft = _parse(_folder(matter, item), item, manifest)
        if not os.path.lexists(draft.folder):
            _write_folder(draft.folder, {**files, MANIFEST: manifest})
            return draft
        # A folder that the ledger does not know: a crash came before the entry. If it is this draft it is
        # taken over, otherwise it is left alone and its number stays unused.
        if _intact(draft):
            return draft
        item = Item(item.deliverable, item.revision + 1)


def _folder(matter: Matter, item: Item) -> Path:
    return matter.drafts / item.deliverable / str(item.revision)


def manifest_bytes(item: Item, body: Mapping[str, Any]) -> bytes:
    return readable_bytes({"schema": SCHEMA, **naming(item), **body})


def intact_draft(matter: Matter, history: History) -> Draft | None:
    try:
        draft = recorded_draft(matter, history)
        draft.check_files()
    except IntegrityError:
        return None
    return draft


def _intact(draft: Draft) -> bool:
    try:
        draft.check_files()
    except IntegrityError:
        return False
    return True


def sweep(folder: Path) -> None:
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
