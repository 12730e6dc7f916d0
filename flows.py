"""What a matter passes through, from top to bottom. The only importer of Prefect.

Parameters, results and logs hold paths, ids, digests and counts: a Prefect server keeps them in the clear,
so no word of a record may be among them, not even in an error's text. What a matter knows lives in its own
store; Prefect's database may be deleted at any time. A draft flow ends in the state ``AwaitingReview`` and
waits for nobody; release is a flow of its own, which starts from the attorney's recorded, signed decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from prefect import Task, flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.events.worker import EventsWorker
from prefect.futures import wait
from prefect.runtime import deployment
from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Completed
from prefect.task_runners import ThreadPoolTaskRunner

from pipelines.deliverables.catalog import kind
from pipelines.drafting import check_may_draft, draft_deliverable
from pipelines.isolation import ReadingPool, default_workers
from pipelines.matter import Matter
from pipelines.matter_file import load_matter
from pipelines.matter_reading import read_or_set_aside, read_source, readers, take_in_uploads, unread
from pipelines.progress import progress
from pipelines.review.history import Item
from pipelines.review.release import release
from pipelines.store import Store, StoreError

Ids = dict[str, str | int]


# As many threads as there are reading processes, which do the work and may die alone.
SIDE_BY_SIDE: Any = ThreadPoolTaskRunner(max_workers=default_workers())


@flow(
    name="draft-deliverable",
    flow_run_name="draft-{deliverable}",
    task_runner=SIDE_BY_SIDE,
    persist_result=False,
)
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
        with Store.open(matter) as store, ReadingPool(on_page=progress().page) as pool:
            take_in_uploads(matter, store)
            by = readers()
            reading = [read_document.submit(matter, store, pool, s.sha256, by) for s in unread(store, by)]
            wait(reading)
            for task_run in reading:
                task_run.result()
            read, set_aside = read_or_set_aside(store, by)
        drafted = draft_deliverable(matter, deliverable, read, set_aside, by, preparer, datetime.now(UTC))
    return Completed(name="AwaitingReview", data={"revision": drafted.revision, "rows": drafted.rows_sha256})


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


def _worth_another_try(_task: Task[Any, Any], _run: TaskRun, state: State[Any]) -> bool:
    """A busy database passes; a file that cannot be read stays as it is, and was set aside, not failed."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, Withheld) and isinstance(error.error, StoreError)


@task(
    name="read-document",
    task_run_name="read-{sha256:.12}",
    retries=3,
    retry_delay_seconds=[1, 5, 15],
    retry_condition_fn=_worth_another_try,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def read_document(matter: Matter, store: Store, pool: ReadingPool, sha256: str, by: str) -> int:
    """Read one source in a process of its own; returns its pages, 0 when it was set aside."""
    with withheld():
        return read_source(matter, store, pool, sha256, by)


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
