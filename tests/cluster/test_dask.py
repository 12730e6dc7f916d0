"""Reading on a Dask cluster of two processes: the same bytes, also when a worker is killed at work."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.cluster.backlog import start, uploads
from tests.cluster.conftest import NewMatter
from tests.cluster.processes import below, gone, sources_read
from tests.cluster.running import Dask, Server, dask_cluster, wait_until, worker
from tests.cluster.test_workers import alone, same
from tests.conftest import ROOT, Pincite

pytestmark = pytest.mark.long


@pytest.fixture
def dask(guarded: Mapping[str, str], tmp_path: Path) -> Iterator[Dask]:
    with dask_cluster(2, tmp_path, guarded, ROOT) as cluster:
        yield cluster


def test_what_two_dask_workers_read_is_what_one_machine_reads(
    prefect: Server, dask: Dask, pincite: Pincite, new_matter: NewMatter
) -> None:
    files = uploads(20, scans=4)
    matter = new_matter("spread", files)
    with worker(prefect, "with-dask", ROOT, dask.env):
        run = start(prefect, matter, dask.address)
        assert wait_until(lambda: all(len(below(pid)) > 1 for pid in dask.workers)), prefect.logs()
        assert prefect.ended(run) == ["AwaitingReview"]
    same(matter, alone(pincite, new_matter, "spread", files))


def test_a_dask_worker_killed_at_work_costs_nothing_but_its_time(
    prefect: Server, dask: Dask, pincite: Pincite, new_matter: NewMatter
) -> None:
    files = uploads(21, scans=6)
    matter = new_matter("killed", files)
    victim = dask.workers[0]
    with worker(prefect, "with-dask", ROOT, dask.env):
        run = start(prefect, matter, dask.address)
        assert wait_until(lambda: sources_read(matter) and len(below(victim)) > 1), prefect.logs()
        readers = below(victim)[1:]
        os.kill(victim, signal.SIGKILL)
        assert len(sources_read(matter)) < len(files)
        assert prefect.ended(run) == ["AwaitingReview"]
    assert wait_until(lambda: all(gone(reader) for reader in readers))
    same(matter, alone(pincite, new_matter, "killed", files))
