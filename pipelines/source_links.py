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
from pipelines.durable import READ_ONLY, plain_failure
from pipelines.matter import Matter

FOLDER = "sources"
_OPENED = frozenset(
    {".pdf", ".txt", ".docx", ".xlsx", ".csv", ".eml", ".tif", ".tiff", ".png", ".jpg", ".jpeg"}
)
"""Suffixes that are kept: a viewer opens them and runs nothing."""
_NEITHER = re.compile(r"[^A-Za-z0-9]+")
_LONGEST_STEM = 60


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


def lay_out_sources(matter: Matter, sources: Iterable[Source]) -> None:
    """Copy what was read into ``readable/``; a copy that is there and whole stays.

    Raises:
        IntegrityError: a copy could not be written.
    """
    with plain_failure(f"Laying out the sources of {matter.slug}"):
        matter.readable.mkdir(mode=0o700, exist_ok=True)
        for source in sources:
            copy = matter.readable / readable_name(source.name, source.sha256)
            if copy.exists() and copy.stat().st_size == source.size:
                continue
            unfinished = copy.with_name(f".{copy.name}")
            unfinished.unlink(missing_ok=True)
            shutil.copyfile(matter.sources / source.sha256, unfinished)
            unfinished.chmod(READ_ONLY)
            os.replace(unfinished, copy)


def lead_to_sources(matter: Matter, beside: Path) -> None:
    """Make the links of a deliverable work that lies in a folder of ``beside``, inside or outside the matter.

    Raises:
        IntegrityError: the link could not be written.
        UsageError: something else bears the name of the folder of sources.
    """
    link = beside / FOLDER
    if os.path.lexists(link) and not link.is_symlink():
        raise UsageError(
            f"{link} is in the way of the folder that the draft's links lead to.",
            "Move it elsewhere, then draft again.",
        )
    with plain_failure(f"Leading to the sources of {matter.slug}"):
        leads = os.path.relpath(matter.readable.resolve(), beside.resolve())
        if link.is_symlink() and os.readlink(link) == leads:
            return
        link.unlink(missing_ok=True)
        link.symlink_to(leads, target_is_directory=True)
