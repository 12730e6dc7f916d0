"""``kill -9`` at any moment of a watched run, and started again: nothing is lost, nothing is doubled.

Few moments here, many in the long test, two hundred in ``benchmarks/crash.py``.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.made_transmissions import transmission
from tests.watched_runs import Tally, calm, killed


@pytest.mark.parametrize(
    ("waves", "kills"),
    [pytest.param(1, 2, id="two moments"), pytest.param(4, 10, id="many", marks=pytest.mark.long)],
)
def test_killed_at_any_moment(
    environment: Mapping[str, str], server: tuple[str, Path], tmp_path: Path, waves: int, kills: int
) -> None:
    env = {**environment, "PREFECT_API_URL": server[0]}
    arriving = [transmission(seed, papers=6) for seed in range(waves)]
    tally = Tally()
    undisturbed = calm(tmp_path / "calm", env, arriving)
    killed(tmp_path / "killed", env, arriving, undisturbed, kills, random.Random(20260302), tally)
    assert tally.kills == waves * kills
    assert tally.at_work
