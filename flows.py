"""What a matter passes through, from top to bottom. The only importer of Prefect.

Parameters, results and logs hold paths, ids, digests and counts: a Prefect server keeps them in the clear,
so no word of a record may be among them, not even in an error's text. What a matter knows lives in its own
store; Prefect's database may be deleted at any time. A draft flow ends in the state ``AwaitingReview`` and
waits for nobody; release is a flow of its own, which starts from the attorney's recorded, signed decision.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import prefect.artifacts
from prefect import Task, flow, get_client, serve, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.concurrency.sync import concurrency
from prefect.events.worker import EventsWorker
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.runtime import deployment, flow_run
from prefect.schedules import Cron, Interval
from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from prefect.types.entrypoint import EntrypointType

from extractors.errors import UsageError
from pipelines.deliverables.catalog import kind
from pipelines.discovery.batches import (
    BATCH_SECONDS,
    CLUSTER_BATCH_SECONDS,
    Batch,
    NotThere,
    OnPage,
    ReadAll,
    Reading,
    Submit,
    own_pool,
    read_all,
    read_batch,
)
from pipelines.discovery.one_run import A_MOMENT, AlreadyRunning, one_run
from pipelines.discovery.operator_page import OperatorPage, outcome_line
from pipelines.discovery.run import draft_now, process
from pipelines.drafting import check_may_draft
from pipelines.isolation import ReadingPool
from pipelines.matter_file import load_matter
from pipelines.review.history import Item
from pipelines.review.release import release
from pipelines.store import Store
from pipelines.withheld import Withheld, withheld

LEASE_SECONDS = 60.0

Ids = dict[str, Any]
"""What a run ends with: ids, digests, counts."""


@flow(
    name="draft-deliverable",
    flow_run_name=lambda: f"{_slug()}: {flow_run.parameters['deliverable']} draft",
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
        check_may_draft(matter, deliverable, preparer, _now())
        kind(deliverable).check(matter)
        with one_run(matter, A_MOMENT), Store.open(matter) as store:
            page = OperatorPage(matter, prefect.artifacts)
            made = draft_now(matter, store, deliverable, preparer, _now, page, _reading(""))
    return Completed(name="AwaitingReview", data={"revision": made.revision, "rows": made.rows_sha256})


@flow(name="process-uploads", flow_run_name=lambda: f"{_slug()}: uploads", persist_result=False)
def take_uploads(
    matter_folder: str,
    preparer: str,
    deliverables: list[str] | None = None,
    dask: str = "",
    wait_seconds: float = 0.0,
) -> State[Ids]:
    """Take what is new in a matter's drop folder, read it, and draft again what it changes.

    Args:
        matter_folder: the matter's folder.
        preparer: roster id of the person in whose name drafts are prepared.
        deliverables: which to keep up to date; by default those drafted before, or else the treatment
            chronology.
        dask: address of a Dask scheduler whose workers read; by default what ``PINCITE_DASK`` says, and
            without it processes of this machine.
        wait_seconds: how long to wait for another run over the same matter.

    Returns:
        ``AwaitingReview`` where there is a new revision, else ``NothingNew``; ``AlreadyRunning`` where a
        schedule came while another run was at work.
    """
    try:
        with withheld():
            matter = load_matter(Path(matter_folder))
            with (
                one_run(matter, max(wait_seconds, A_MOMENT)),
                _sole_on_server(matter.slug),
                Store.open(matter) as store,
            ):
                page = OperatorPage(matter, prefect.artifacts, _rename)
                report, untold = process(
                    matter, store, deliverables or (), preparer, _now, page, _reading(dask)
                )
    except Withheld as stand_in:
        if isinstance(stand_in.error, AlreadyRunning) and deployment.id is not None:
            return Completed(name="AlreadyRunning", message="Another run is at work on this matter.")
        raise
    said = outcome_line(report)
    name = "AwaitingReview" if any(draft.new for draft in report.drafts) else "NothingNew"
    return Completed(
        name=name,
        message=said,
        data={
            "said": said,
            "drafted": [draft.deliverable for draft in report.drafts if draft.new],
            "set_aside": len(report.set_aside),
            "untold": untold,
        },
    )


@contextmanager
def _sole_on_server(slug: str) -> Iterator[None]:
    """As a deployment, hold the matter's limit on the server too: it frees itself a minute after a crash.

    The lock in the matter's folder decides; this one shows on Prefect's page who waits for whom, and holds
    where a folder is shared in a way that locks do not cross.

    Raises:
        AlreadyRunning: another run holds it, and goes on holding it.
    """
    if deployment.id is None:
        yield
        return
    name = f"pincite-{slug}"
    with get_client(sync_client=True) as client, suppress(ObjectAlreadyExists):
        client.upsert_global_concurrency_limit_by_name(name, 1)
    with ExitStack() as held:
        try:
            # Longer than a lease: what a crashed run held is free by then.
            limit = concurrency(
                name,
                strict=True,
                lease_duration=LEASE_SECONDS,
                timeout_seconds=LEASE_SECONDS + 15,
                raise_on_lease_renewal_failure=False,
            )
            held.enter_context(limit)
        except TimeoutError:
            raise AlreadyRunning(
                f"The matter {slug} is being worked on by another run, or was until a moment ago.",
                "Wait and try again: the place of a run that crashed is free after a minute.",
            ) from None
        yield


def _slug() -> str:
    return Path(flow_run.parameters["matter_folder"]).name


def _rename(name: str) -> None:
    with get_client(sync_client=True) as client:
        client.update_flow_run(flow_run.id, name=name)


def _reading(dask: str) -> ReadAll:
    """Reads what waits: on the cluster named here or by ``PINCITE_DASK``, else on this machine."""
    dask = dask or os.environ.get("PINCITE_DASK", "")
    seconds = CLUSTER_BATCH_SECONDS if dask else BATCH_SECONDS
    return partial(read_all, side_by_side=partial(_side_by_side, dask), seconds=seconds)


def _now() -> datetime:
    return datetime.now(UTC)


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
        item = Item(deliverable, revision)
        released = release(matter, item, actor, _now(), unattended=unattended)
    return Completed(name="Released", data={"revision": released.approval.item.revision})


@contextmanager
def _side_by_side(dask: str, on_page: OnPage) -> Iterator[Submit]:
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


def serve_uploads(
    matters: Mapping[str, str],
    preparer: str,
    deliverables: Sequence[str],
    every: timedelta | None,
    cron: str | None,
    zone: str,
) -> None:
    """Serve a deployment of `take_uploads` for each matter, until this process is ended.

    Args:
        matters: short name → folder.
        preparer, deliverables: as for `take_uploads`.
        every: how often; ``None`` for by hand only, or by ``cron``.
        cron: the times of a cron line, on the clock of ``zone``.
        zone: IANA name.

    Raises:
        UsageError: the server has a deployment of a work pool for one of them.
    """
    for slug in matters:
        _refuse_pooled(f"{take_uploads.name}/{slug}")
    schedule = Cron(cron, timezone=zone) if cron else Interval(every) if every else None
    served: list[Any] = [
        take_uploads.to_deployment(
            name=slug,
            schedule=schedule,
            parameters={
                "matter_folder": folder,
                "preparer": preparer,
                "deliverables": list(deliverables) or None,
            },
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for slug, folder in matters.items()
    ]
    serve(*served, print_starting_message=False)


def _refuse_pooled(name: str) -> None:
    """Serving it would change a pool's deployment: another schedule, paused at the end."""
    with get_client(sync_client=True) as client, suppress(ObjectNotFound):
        if pool := client.read_deployment_by_name(name).work_pool_name:
            remedy = f"Let its workers work, or delete it first: prefect deployment delete {name}."
            raise UsageError(f"The server has a deployment {name} for the work pool {pool}.", remedy)


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
