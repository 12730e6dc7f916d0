from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipelines.review.world import World


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Made once: making an office waits for the disk a hundred times. Never used itself, only copied."""
    return World(tmp_path_factory.mktemp("fresh") / "world")


@pytest.fixture
def world(fresh: World, tmp_path: Path) -> World:
    return fresh.copy(tmp_path / "world")
