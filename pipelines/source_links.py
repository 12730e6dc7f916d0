"""Where a cited page is opened: the folder of readable copies, the names in it, and links to them.

    readable/<stem>-<digest>.pdf                         read-only, one copy of each source that was read
    drafts/<deliverable>/sources                         leads to readable/
    drafts/<deliverable>/<revision>/chronology.docx      links to ``../sources/<stem>-<digest>.pdf#page=3``

Links are relative, so that the same input gives the same bytes on any machine and a folder moves as one.
Copies, not other names of the vault's files: what a viewer does to a copy cannot reach an original.
Refuses suffixes that a system might run: a file's name is the sender's.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from extractors.errors import UsageError
from extractors.pages import Source
from pipelines.durable import READ_ONLY, file_digest, plain_failure
from pipelines.matter import Matter

FOLDER = "sources"
_OPENED = frozenset(
    {".pdf", ".txt", ".docx", ".xlsx", ".csv", ".eml", ".tif", ".tiff", ".png", ".jpg", ".jpeg"}
)
"""Suffixes that are kept: a viewer opens them and runs nothing."""
_NEITHER = re.compile(r"[^A-Za-z0-9]+")
_LONGEST_STEM = 60
_COPY = re.compile(r"\..*|[A-Za-z0-9-]+-[0-9a-f]{10}\.[a-z]+")
"""What `readable_name` gives, and what systems hide in folders."""


def readable_name(untrusted_name: str, sha256: str) -> str:
    """The name of a source's readable copy: letters and digits of its own, and ten digits of its digest."""
    path = PurePosixPath(untrusted_name.replace("\\", "/"))
    stem = _NEITHER.sub("-", path.stem)[:_LONGEST_STEM].strip("-")
    suffix = path.suffix.lower()
    return f"{stem or 'file'}-{sha256[:10]}{suffix if suffix in _OPENED else '.bin'}"


def page_link(untrusted_name: str, sha256: str, page: int) -> str:
    """The link from a deliverable to the page (1-based) that it cites."""
    name = readable_name(untrusted_name, sha256)
    return f"../{FOLDER}/{name}" + (f"#page={page}" if name.endswith(".pdf") else "")


def check_beside(beside: Path) -> None:
    """Refuse, before any work, a place where the folder of sources cannot lie.

    Raises:
        UsageError: ``sources`` there is a file, or a folder of something else than readable copies.
    """
    folder = beside / FOLDER
    if folder.is_symlink() or not folder.exists():
        return
    if not folder.is_dir() or not all(_COPY.fullmatch(p.name) for p in folder.iterdir()):
        raise UsageError(
            f"{folder} is in the way of the folder that the draft's links lead to.",
            "Move it elsewhere, or name another place for the draft.",
        )


def lay_out_sources(matter: Matter, sources: Iterable[Source], beside: Path) -> None:
    """Copy what was read into ``readable/``, and make the links of a deliverable work that lies beside.

    A copy that still has its bytes stays. Where a folder was copied without its links, as by cloud drives,
    the copies are put into the folder that stands in the link's place.

    Args:
        matter: whose sources they are.
        sources: what was read.
        beside: the folder that holds the deliverable's folder, inside or outside of the matter.

    Raises:
        IntegrityError: a copy or the link could not be written.
        UsageError: see `check_beside`.
    """
    check_beside(beside)
    link = beside / FOLDER
    with plain_failure(f"Laying out the sources of {matter.slug}"):
        if link.is_dir() and not link.is_symlink():
            _copy(matter, sources, link)
            return
        _copy(matter, sources, matter.readable)
        leads = os.path.relpath(matter.readable.resolve(), beside.resolve())
        if not link.is_symlink() or os.readlink(link) != leads:
            link.unlink(missing_ok=True)
            link.symlink_to(leads, target_is_directory=True)


def _copy(matter: Matter, sources: Iterable[Source], folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    for source in sources:
        copy = folder / readable_name(source.name, source.sha256)
        if copy.is_file() and not copy.is_symlink() and file_digest(copy) == source.sha256:
            continue
        # A name of its own: two drafts of a matter may be made at once.
        unfinished = copy.with_name(f".{copy.name}.{os.getpid()}")
        unfinished.unlink(missing_ok=True)
        shutil.copyfile(matter.sources / source.sha256, unfinished)
        unfinished.chmod(READ_ONLY)
        os.replace(unfinished, copy)
