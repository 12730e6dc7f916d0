from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.review.history import Item
from tests.pipelines.review.desk_world import DeskWorld, papers
from tests.pipelines.review.world import World


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Made once: making an office waits for the disk a hundred times. Never used itself, only copied."""
    return World(tmp_path_factory.mktemp("fresh") / "world")


@pytest.fixture
def world(fresh: World, tmp_path: Path) -> World:
    return fresh.copy(tmp_path / "world")


@pytest.fixture(scope="session")
def read_office(tmp_path_factory: pytest.TempPathFactory) -> DeskWorld:
    """Made once, only copied: three visits read and drafted as treatment revision 1."""
    world = DeskWorld(tmp_path_factory.mktemp("read") / "world")
    world.draft(papers())
    return world


@pytest.fixture(scope="session")
def review_office(read_office: DeskWorld, tmp_path_factory: pytest.TempPathFactory) -> DeskWorld:
    """The same, before an attorney; made once, only copied."""
    world = read_office.copy(tmp_path_factory.mktemp("review") / "world")
    world.to_review(world.load(Item("treatment", 1)))
    return world


@pytest.fixture
def read_world(read_office: DeskWorld, tmp_path: Path) -> DeskWorld:
    return read_office.copy(tmp_path / "read")


@pytest.fixture
def desk_world(review_office: DeskWorld, tmp_path: Path) -> DeskWorld:
    return review_office.copy(tmp_path / "desk")
