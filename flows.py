"""What a matter passes through, from top to bottom. The only importer of Prefect.

Parameters, results and logs hold paths, ids, digests and counts: a Prefect server keeps them in the clear,
so no word of a record may be among them, not even in an error's text. What a matter knows lives in its own
store; Prefect's database may be deleted at any time. A draft flow ends in the state ``AwaitingReview`` and
waits for nobody; release is a flow of its own, which starts from the attorney's recorded, signed decision.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from prefect import Task, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.events.worker import EventsWorker
from prefect.futures import PrefectFuture
from prefect.runtime import deployment, flow_run
from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from extractors.errors import PinciteError
from pipelines.deliverables.catalog import kind
from pipelines.discovery.basis import wanted_deliverables
from pipelines.discovery.batches import (
    BATCH_SECONDS,
    CLUSTER_BATCH_SECONDS,
    Batch,
    NotThere,
    Reading,
    batches,
    keep,
    own_pool,
    read_batch,
    told_by_name,
)
from pipelines.discovery.run import draft_again
from pipelines.drafting import check_may_draft, draft_deliverable
from pipelines.isolation import ReadingPool
from pipelines.matter import Matter
from pipelines.matter_file import load_matter
from pipelines.matter_reading import read_or_set_aside, readers, take_in_uploads, unread
from pipelines.progress import progress
from pipelines.review.history import Item
from pipelines.review.release import release
from pipelines.store import Store

Ids = dict[str, Any]
"""What a run ends with: ids, digests, counts."""


@flow(name="draft-deliverable", flow_run_name="draft-{deliverable}", persist_result=False)
def draft(matter_folder: str, deliverable: str, preparer: str) -> State[Ids]:
    """Draft a deliverable of a matter from everything it holds; what another draft read is not read again.

    Args:
        matter_folder: the matter's folder.
        deliverable: e.g. ``treatment``.
        preparer: roster id of the person who prepares the draft.

    Returns:
        ``AwaitingReview`` with the draft's revision and the digest of its rows.
    """
    with withheld():
        matter = load_matter(Path(matter_folder))
        # Refused now, rather than after an hour of reading.
        check_may_draft(matter, deliverable, preparer, datetime.now(UTC))
        kind(deliverable).check(matter)
        with Store.open(matter) as store:
            take_in_uploads(matter, store)
            by = readers()
            _read_all(matter, store, by, "")
            read, set_aside = read_or_set_aside(store, by)
        drafted = draft_deliverable(matter, deliverable, read, set_aside, by, preparer, datetime.now(UTC))
    return Completed(name="AwaitingReview", data={"revision": drafted.revision, "rows": drafted.rows_sha256})


@flow(name="process-uploads", flow_run_name=lambda: f"uploads-{_slug()}", persist_result=False)
def take_uploads(
    matter_folder: str,
    preparer: str,
    deliverables: list[str] | None = None,
    dask: str = "",
) -> State[Ids]:
    """Take what is new in a matter's drop folder, read it, and draft again what it changes.

    Args:
        matter_folder: the matter's folder.
        preparer: roster id of the person in whose name drafts are prepared.
        deliverables: which to keep up to date; by default those drafted before, or else the treatment
            chronology.
        dask: address of a Dask scheduler whose workers read; by default what ``PINCITE_DASK`` says, and
            without it processes of this machine.

    Returns:
        ``AwaitingReview`` where there is a new revision, else ``NothingNew``; with counts.
    """
    with withheld():
        matter = load_matter(Path(matter_folder))
        now = datetime.now(UTC)
        wanted = wanted_deliverables(matter, deliverables or ())
        with Store.open(matter) as store:
            take_in_uploads(matter, store)
            by = readers()
            pages = _read_all(matter, store, by, dask or os.environ.get("PINCITE_DASK", ""))
            drafted = draft_again(matter, store, wanted, by, preparer, now)
        for _, error in drafted.refused:
            raise error
    new = any(made.new for made in drafted.drafts)
    return Completed(name="AwaitingReview" if new else "NothingNew", data={"pages": pages})


def _slug() -> str:
    return Path(flow_run.parameters["matter_folder"]).name


@flow(name="release-deliverable", persist_result=False)
def release_deliverable(matter_folder: str, deliverable: str, revision: int, actor: str) -> State[Ids]:
    """Release a draft that an attorney approved; the gate proves the signature over the exact bytes first.

    Run as a deployment, by a schedule or through the server's API, it is refused: only a person releases.

    Args:
        matter_folder: the matter's folder.
        deliverable: e.g. ``treatment``.
        revision: the approved draft's.
        actor: roster id of the person who releases.

    Returns:
        ``Released`` with the revision.
    """
    with withheld():
        matter = load_matter(Path(matter_folder))
        # Whoever may use the server's API could start a deployment in anybody's name.
        unattended = deployment.id is not None
        item, now = Item(deliverable, revision), datetime.now(UTC)
        released = release(matter, item, actor, now, unattended=unattended)
    return Completed(name="Released", data={"revision": released.approval.item.revision})


def _read_all(matter: Matter, store: Store, by: str, dask: str) -> int:
    """Read every source that these readers have not read, and keep it as it comes; returns the pages."""
    waiting = unread(store, by)
    if not waiting:
        return 0
    names = {source.sha256: source.name for source in waiting}
    seconds = CLUSTER_BATCH_SECONDS if dask else BATCH_SECONDS
    pages = 0
    with _side_by_side(dask, told_by_name(names, progress().page)) as submit:
        for reading in _as_they_come(submit, matter.sources, batches(waiting, seconds)):
            pages += keep(store, reading, by)
            progress().source_done(names[reading.sha256])
    return pages


Submit = Callable[[Path, Batch], PrefectFuture[tuple[Reading, ...]]]


@contextmanager
def _side_by_side(dask: str, on_page: Callable[[str, int, int], None]) -> Iterator[Submit]:
    """What hands a batch to a reader: a worker of the Dask cluster, or a process of this machine.

    A cluster's worker gets paths, digests and sizes, and hands back what it read through Dask's own
    connection: only this process opens the matter's database, and Prefect keeps nothing of it.
    """
    if dask:
        from prefect_dask.task_runners import DaskTaskRunner

        runner: TaskRunner[Any] = DaskTaskRunner(address=dask)
        with runner:
            yield lambda folder, batch: runner.submit(read, {"folder": str(folder), "batch": batch})
        return
    with ReadingPool(on_page=on_page) as pool:
        threads: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=pool.workers)
        with threads:
            yield lambda folder, batch: threads.submit(
                read, {"folder": str(folder), "batch": batch, "pool": pool}
            )


def _as_they_come(submit: Submit, folder: Path, waiting: Sequence[Batch]) -> Iterator[Reading]:
    """Every reading as soon as its batch is read; none is held longer than it takes to keep it."""
    done: SimpleQueue[PrefectFuture[tuple[Reading, ...]]] = SimpleQueue()
    for batch in waiting:
        submit(folder, batch).add_done_callback(done.put)
    for _ in waiting:
        try:
            readings = done.get().result()
        except (Withheld, PinciteError):
            raise
        except Exception as error:  # as a cluster tells it: a worker lost once too often, no scheduler there
            raise PinciteError(
                f"The cluster did not read all that was given to it ({type(error).__name__}).",
                "See to its workers, then run again: what was read stays read.",
            ) from None
        yield from readings


def _worth_another_try(_task: Task[Any, Any], _run: TaskRun, state: State[Any]) -> bool:
    """A shared folder may show a file late; one that cannot be read was set aside, and did not fail."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, Withheld) and isinstance(error.error, NotThere)


@task(
    name="read-batch",
    task_run_name="read-batch",
    retries=3,
    retry_delay_seconds=[1, 5, 15],
    retry_condition_fn=_worth_another_try,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def read(folder: str, batch: Batch, pool: ReadingPool | None = None) -> tuple[Reading, ...]:
    """Read a batch of sources in processes of their own: the flow's, or those of a cluster's worker."""
    with withheld():
        return read_batch(Path(folder), batch, pool or own_pool())


class Withheld(Exception):
    """Stands in Prefect's records for an error whose own text may name a file or a person."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(type(error).__name__)
        self.error = error

    def __reduce__(self) -> tuple[type[Exception], tuple[str]]:
        """As Prefect stores it: a plain exception that says the error's kind."""
        return RuntimeError, (str(self),)


@contextmanager
def withheld() -> Iterator[None]:
    """Keep an error's text out of Prefect's records; `outcome` gives it back in this process.

    Everything is caught, because what an unforeseen error says is unforeseen too.
    """
    try:
        yield
    except Withheld:
        raise
    except Exception as error:
        raise Withheld(error) from None


def outcome(state: State[Ids]) -> Ids:
    """What a finished flow carries; raises the error it failed with, as it was raised."""
    try:
        return state.result()
    except Withheld as stand_in:
        raise stand_in.error from None


@contextmanager
def against(api_url: str) -> Iterator[None]:
    """Use this Prefect API inside the block, and wait for what still has to be told to it at the end."""
    # Without a heartbeat: a run that ends with its command needs none, and joining its thread costs a second.
    with temporary_settings({PREFECT_API_URL: api_url, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        try:
            yield
        finally:
            EventsWorker.drain_all(timeout=5)
