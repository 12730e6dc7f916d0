from __future__ import annotations

from pathlib import Path

import pytest

from tests.pipelines.delta.changed_matter import drafted_again
from tests.pipelines.review.desk_world import DeskWorld


@pytest.fixture(scope="session")
def drafted_twice(tmp_path_factory: pytest.TempPathFactory) -> DeskWorld:
    """Made once. Never used itself, only copied."""
    return drafted_again(tmp_path_factory.mktemp("drafted-twice") / "world")


@pytest.fixture
def world(drafted_twice: DeskWorld, tmp_path: Path) -> DeskWorld:
    return drafted_twice.copy(tmp_path / "world")
