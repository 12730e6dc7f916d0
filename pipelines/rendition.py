"""The files of a deliverable by name: small ones as bytes, large ones as files in a work folder.

Answers: digest and size of one, whether it holds some bytes, and how it gets to its place on the disk. A
bound set of exhibits may weigh hundreds of megabytes: it is copied, never held in memory. Names may have one
folder in front (``exhibits/PX-1.pdf``). Refuses nothing itself: `pipelines.drafts.check_file_names` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipelines.durable import copy_new, file_digest, make_folder, sha256_of, sync_folder, write_new

Content = bytes | Path
Rendition = Mapping[str, Content]


def content_digest(content: Content) -> str:
    """SHA-256 (hex)."""
    return sha256_of(content) if isinstance(content, bytes) else file_digest(content)


def content_size(content: Content) -> int:
    """In bytes."""
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def holds(content: Content, needle: bytes) -> bool:
    """Whether a small file holds these bytes in plain sight; large ones are not searched."""
    return isinstance(content, bytes) and needle in content


def write_content(target: Path, content: Content, sha256: str) -> None:
    """Create the new, read-only ``target``, on the disk when this returns.

    Raises:
        IntegrityError: a work file is no longer the bytes of ``sha256``.
    """
    if isinstance(content, bytes):
        write_new(target, content)
    else:
        copy_new(content, target, sha256)


def write_rendition(folder: Path, files: Rendition) -> None:
    """Create every file below the existing ``folder``, each on the disk when this returns."""
    for name in sorted(files):
        target = folder / name
        if target.parent != folder:
            make_folder(target.parent)
        write_content(target, files[name], content_digest(files[name]))
    for inner in sorted({(folder / name).parent for name in files} - {folder}):
        sync_folder(inner)
