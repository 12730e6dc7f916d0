"""Prefect on PostgreSQL, workers as processes: the bytes of one machine, and nothing lost with a worker."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping

import pytest

from pipelines.matter import Matter
from tests.cluster.backlog import PREPARER, start, uploads
from tests.cluster.conftest import NewMatter
from tests.cluster.processes import below, sources_read
from tests.cluster.running import Server, wait_until, worker
from tests.conftest import ROOT, Pincite
from tests.what_stands import drafts, faults, holdings

pytestmark = pytest.mark.long


def alone(pincite: Pincite, new_matter: NewMatter, slug: str, files: Mapping[str, bytes]) -> Matter:
    """The same uploads, drafted by one command on one machine."""
    matter = new_matter(slug, files, office="alone")
    done = pincite("draft", "treatment", matter.folder, "--preparer", PREPARER)
    assert done.returncode in (0, 3), done.stderr
    return matter


def same(one: Matter, other: Matter) -> None:
    """Both hold the same and drafted the same bytes, and neither has a fault."""
    assert holdings(one) == holdings(other)
    assert drafts(one) == drafts(other) != {}
    assert faults(one) == faults(other) == []


def test_two_workers_end_in_the_bytes_of_one_machine(
    prefect: Server, pincite: Pincite, new_matter: NewMatter
) -> None:
    backlog = {f"m{n}": uploads(n, scans=1) for n in range(3)}
    matters = [new_matter(slug, files) for slug, files in backlog.items()]
    with worker(prefect, "first", ROOT), worker(prefect, "second", ROOT):
        runs = [start(prefect, matter) for matter in matters]
        assert prefect.ended(*runs) == ["AwaitingReview"] * 3
        assert prefect.ended(start(prefect, matters[0])) == ["NothingNew"]
    both = [(prefect.folder / f"{name}.log").read_text() for name in ("first", "second")]
    assert all("submitting flow run" in log for log in both)  # each took a part
    for slug, matter in zip(backlog, matters, strict=True):
        same(matter, alone(pincite, new_matter, slug, backlog[slug]))


def test_a_worker_killed_in_mid_run_loses_nothing(
    prefect: Server, pincite: Pincite, new_matter: NewMatter
) -> None:
    files = uploads(7, scans=6)
    matter = new_matter("killed", files)
    with worker(prefect, "victim", ROOT, {"PINCITE_READERS": "1"}) as victim:
        cut = start(prefect, matter)
        assert wait_until(lambda: len(sources_read(matter)) >= 2)
        for process in below(victim):
            os.kill(process, signal.SIGKILL)
    assert len(sources_read(matter)) < len(files)
    assert prefect.state(cut)[0] == "RUNNING"  # nobody was left to say otherwise
    with worker(prefect, "successor", ROOT):
        assert prefect.ended(start(prefect, matter)) == ["AwaitingReview"]
    same(matter, alone(pincite, new_matter, "killed", files))
