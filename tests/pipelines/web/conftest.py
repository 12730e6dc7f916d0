from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.review.history import Item
from pipelines.web.page_pictures import Pictures
from tests.pipelines.review.world import PEOPLE, World
from tests.pipelines.web.visitor import Clock, Review, give_passwords


def shipped_templates(folder: Path) -> Path:
    """The real ones: a correction is rendered."""
    unwanted = shutil.ignore_patterns("*.py", "__pycache__")
    return Path(shutil.copytree(Path(__file__).resolve().parents[3] / "templates", folder, ignore=unwanted))


@pytest.fixture(scope="session")
def with_passwords(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Made once, like `fresh`, with the shipped template: everyone can sign in. Never used itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.pipelines.review.world.approved_templates", shipped_templates)
        world = World(tmp_path_factory.mktemp("with-passwords") / "world")
    give_passwords(world.office, tuple(person.id for person in PEOPLE), world.tick())
    return world


@pytest.fixture(scope="session")
def under_review(with_passwords: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same with an item in review."""
    world = with_passwords.copy(tmp_path_factory.mktemp("under-review") / "world")
    world.in_review()
    return world


@pytest.fixture(scope="session")
def decided(under_review: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same with every row decided."""
    world = under_review.copy(tmp_path_factory.mktemp("decided") / "world")
    world.decide_all(Item("treatment", 1))
    return world


@pytest.fixture
def world(with_passwords: World, tmp_path: Path) -> World:
    return with_passwords.copy(tmp_path / "world")


@pytest.fixture
def pictures() -> Iterator[Pictures]:
    made = Pictures()
    yield made
    made.close()


@pytest.fixture
def review(world: World, pictures: Pictures) -> Review:
    return Review(world.office, pictures, Clock(), world.tick())
