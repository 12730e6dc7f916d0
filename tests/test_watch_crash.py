"""``kill -9`` at any moment of a watched run, and started again: nothing is lost, nothing is doubled.

One moment here, many in the long test, two hundred in ``benchmarks/crash.py``.
"""

from __future__ import annotations

import os
import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.made_transmissions import transmission
from tests.test_flows import marked_processes, wait_until
from tests.watched_runs import Tally, calm, killed


@pytest.mark.parametrize(
    ("waves", "kills", "seed"),
    [
        # Two fifths of the way: long before the end, also where the machine has less to do by then.
        pytest.param(1, 1, 7, id="one moment"),
        pytest.param(4, 10, 20260302, id="many", marks=pytest.mark.long),
    ],
)
def test_killed_at_any_moment(
    environment: Mapping[str, str],
    server: tuple[str, Path],
    tmp_path: Path,
    waves: int,
    kills: int,
    seed: int,
) -> None:
    mark, scratch = f"killed-{os.getpid()}", tmp_path / "scratch"
    scratch.mkdir()
    env = {**environment, "PREFECT_API_URL": server[0], "LC_ALL": mark, "TMPDIR": str(scratch)}
    arriving = [transmission(wave, papers=6) for wave in range(waves)]
    tally = Tally()
    undisturbed = calm(tmp_path / "calm", env, arriving)
    killed(tmp_path / "killed", env, arriving, undisturbed, kills, random.Random(seed), tally)
    assert tally.kills == waves * kills
    assert tally.at_work
    assert wait_until(lambda: not marked_processes(mark))
    assert wait_until(lambda: not list(scratch.glob("pincite-*")))
