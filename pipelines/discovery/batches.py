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
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol

from extractors.errors import PinciteError, SetAsideError
from extractors.pages import Source
from pipelines.isolation import ReadingPool
from pipelines.matter import Matter
from pipelines.packed_documents import PackedDocument, pack
from pipelines.progress import progress
from pipelines.rows import SetAside
from pipelines.store import READING_STAGE, Store
from pipelines.withheld import Withheld

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
        store.put_document(reading.document, readers)
        return len(reading.document.pages)
    if reading.refused is not None:
        entry = SetAside(reading.sha256, reading.sha256, READING_STAGE, *reading.refused)
        store.set_aside(entry, readers=readers)
    return 0


@functools.cache
def own_pool() -> ReadingPool:
    """The reading processes of this process, which end with it: a cluster's worker keeps them warm."""
    return ReadingPool()


class Future(Protocol):
    """A batch that is being read, as an orchestrator hands it out."""

    def add_done_callback(self, fn: Callable[[Any], None]) -> None: ...

    def result(self) -> tuple[Reading, ...]: ...


OnPage = Callable[[str, int, int], None]
Submit = Callable[[Path, Batch], Any]
"""Hands a batch of a folder to a reader; returns a `Future`."""
ReadAll = Callable[[Matter, Store, str, Sequence[Source], Callable[[int, int], None]], int]
"""As `read_all`, by readers that were chosen already."""


def read_all(
    matter: Matter,
    store: Store,
    readers: str,
    waiting: Sequence[Source],
    show: Callable[[int, int], None],
    *,
    side_by_side: Callable[[OnPage], AbstractContextManager[Submit]],
    seconds: float,
) -> int:
    """Read what waits, and keep it as it comes; returns the pages.

    Args:
        matter: whose sources they are.
        store: the matter's database.
        readers: who reads, as `pipelines.matter_reading.readers` says it.
        waiting: the sources to read, in this order.
        show: told (files done, pages read) after each file.
        side_by_side: gives what hands batches to readers, who tell it (digest, pages done, pages in all).
        seconds: how much work a batch is to be.

    Raises:
        NotThere: a source is not in its folder, also after some time.
        PinciteError: a cluster did not do what it was given.
    """
    if not waiting:
        return 0
    names = {source.sha256: source.name for source in waiting}
    pages = done = 0
    with side_by_side(lambda sha256, at, of: progress().page(names[sha256], at, of)) as submit:
        for reading in _as_they_come(submit, matter.sources, batches(waiting, seconds)):
            pages, done = pages + keep(store, reading, readers), done + 1
            progress().source_done(names[reading.sha256])
            show(done, pages)
    return pages


def _as_they_come(submit: Submit, folder: Path, waiting: Sequence[Batch]) -> Iterator[Reading]:
    """Every reading as soon as its batch is read; none is held longer than it takes to keep it."""
    read: SimpleQueue[Future] = SimpleQueue()
    for batch in waiting:
        submit(folder, batch).add_done_callback(read.put)
    for _ in waiting:
        try:
            readings = read.get().result()
        except (Withheld, PinciteError):
            raise
        except Exception as error:  # as a cluster tells it: a worker lost once too often, a scheduler gone
            raise PinciteError(
                f"The cluster did not read all that was given to it ({type(error).__name__}).",
                "See to its workers, then run again: what was read stays read.",
            ) from None
        yield from readings


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
