"""Reading in batches: which sources are read together, by whom, and what is kept of it.

A task costs the orchestrator tens of milliseconds, on a cluster more than a hundred: a batch is therefore
work for a good while, and never less than a file. Whoever reads knows the bytes and their digest, no name of
a file and no database: a reader may be another machine that shares the folder ``sources/``, and what it hands
back does not hang on what a file is called today. In what it says of a file, the digest stands for the name.

Answers: the batches of some sources; what was read of a batch, or why not. Refuses to take a file that is not
there yet (shared folders are slow) for one that cannot be read: that may be tried again.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import PinciteError, SetAsideError
from extractors.pages import Source
from pipelines.isolation import ReadingPool
from pipelines.packed_documents import PackedDocument, pack
from pipelines.rows import SetAside
from pipelines.store import READING_STAGE, Store

BATCH_SECONDS = 0.5
CLUSTER_BATCH_SECONDS = 3.0
MOST_IN_BATCH = 200

_PICTURE_SECONDS = 2.0
_FILE_SECONDS = 0.02
_BYTES_A_SECOND = 200_000
"""Rough figures between printed and scanned pages: they only decide what is read together."""


class NotThere(PinciteError):
    """A source's bytes are not where they should be, or not all of them."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A source without its names; ``size`` in bytes."""

    sha256: str
    media_type: str
    size: int

    @property
    def seconds(self) -> float:
        """Roughly how long it takes to read."""
        if self.media_type.startswith("image/"):
            return _PICTURE_SECONDS
        return _FILE_SECONDS + self.size / _BYTES_A_SECOND


Batch = tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one source: a document, or else (reason, problem, remedy) in ``refused``."""

    sha256: str
    document: PackedDocument | None
    refused: tuple[str, str, str] | None


def batches(sources: Sequence[Source], seconds: float) -> tuple[Batch, ...]:
    """The sources in batches of about so many seconds each, in the order given; every one in exactly one."""
    made: list[Batch] = []
    batch: list[Paper] = []
    for source in sources:
        batch.append(Paper(source.sha256, source.media_type, source.size))
        if sum(paper.seconds for paper in batch) >= seconds or len(batch) == MOST_IN_BATCH:
            made.append(tuple(batch))
            batch = []
    return (*made, tuple(batch)) if batch else tuple(made)


def read_batch(folder: Path, batch: Batch, pool: ReadingPool) -> tuple[Reading, ...]:
    """Read a batch, one source after the other.

    Args:
        folder: where the sources lie, by digest.
        batch: what to read.
        pool: the reading processes.

    Raises:
        NotThere: a source is not there in full. Trying again can help.
    """
    return tuple(_read(folder / paper.sha256, paper, pool) for paper in batch)


def keep(store: Store, reading: Reading, readers: str) -> int:
    """Keep what was read, or that it was set aside; returns the pages, 0 when it was set aside."""
    if reading.document is not None:
        store.put_packed(reading.document, readers)
        return len(reading.document.pages)
    if reading.refused is not None:
        store.set_aside(SetAside(reading.sha256, reading.sha256, READING_STAGE, *reading.refused))
    return 0


@functools.cache
def own_pool() -> ReadingPool:
    """The reading processes of this process, which end with it: a cluster's worker keeps them warm."""
    return ReadingPool()


def told_by_name(
    names: dict[str, str], told: Callable[[str, int, int], None]
) -> Callable[[str, int, int], None]:
    """For a display that knows files by name: what the pool says of a digest."""
    return lambda sha256, done, total: told(names.get(sha256, sha256), done, total)


def _read(path: Path, paper: Paper, pool: ReadingPool) -> Reading:
    try:
        there = path.stat().st_size
    except OSError:
        there = -1
    if there != paper.size:
        raise NotThere(
            f"The matter's copy of {paper.sha256[:12]} is not in its folder, or not all of it.",
            "Check that the shared folder is there; else restore `sources` from the last back-up.",
        )
    nameless = Source(paper.sha256, (paper.sha256,), paper.media_type, paper.size)
    try:
        return Reading(paper.sha256, pack(pool.read(path, nameless)), None)
    except SetAsideError as refused:
        return Reading(paper.sha256, None, (refused.reason.value, refused.problem, refused.remedy))
