"""What is wrong with load files, as every deliverable tells it: set aside, with what to do.

Answers: an entry for each load file that is torn, and for each that names files which are not there, or of
which two differ. It follows from the volumes as they stand, so it goes when the file that was missing comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.errors import Reason
from extractors.printable import printable
from pipelines.discovery.volume_papers import Volume
from pipelines.rows import SetAside

STAGE = "load file"
INCOMPLETE = "incomplete"
"""Reason of the set-aside of a load file that names files which are not there."""
_TOLD = 5
"""Paths that one entry names."""


def set_asides(found: Sequence[Volume]) -> Iterator[SetAside]:
    """One entry for each load file at fault, in the order of the volumes."""
    for volume in found:
        for load in volume.load_files:
            name, sha256 = load.file.name, load.file.sha256
            if load.torn:
                yield SetAside(name, sha256, STAGE, Reason.DAMAGED.value, load.torn.problem, load.torn.remedy)
                continue
            own = [m for m in volume.missing if m.load_file == name]
            lost = [printable(m.path) for m in own if not m.several]
            several = [printable(m.path) for m in own if m.several]
            detail = [
                *([f"It names {_files(lost)} not received: {_some(lost)}."] if lost else ()),
                *([f"It names {_files(several)} of which two differ: {_some(several)}."] if several else ()),
            ]
            if detail:
                remedy = "Ask for what is missing, or for the load file that belongs to what was sent."
                yield SetAside(name, sha256, STAGE, INCOMPLETE, " ".join(detail), remedy)


def _files(paths: Sequence[str]) -> str:
    return "1 file" if len(paths) == 1 else f"{len(paths)} files"


def _some(paths: Sequence[str]) -> str:
    more = len(paths) - _TOLD
    return ", ".join(paths[:_TOLD]) + (f" and {more} more" if more > 0 else "")
