from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.pipelines.review.desk_world import DeskWorld
from tests.pipelines.web.browser.office import (
    BrowserWorld,
    Screen,
    chromium,
    drafted,
    notes,
    pdf,
    served,
    take_in,
)

VISITS = 24


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed with its module: Playwright's loop may not run on under tests that make their own."""
    with chromium() as made:
        yield made


@pytest.fixture(scope="session")
def in_review(tmp_path_factory: pytest.TempPathFactory) -> BrowserWorld:
    """A chronology of 24 rows from one PDF, before its attorney. Never used itself, only copied."""
    world = BrowserWorld(tmp_path_factory.mktemp("browser") / "world")
    world.to_review(drafted(world, [take_in(world, "Larkspur chart.pdf", pdf(notes(VISITS)))]))
    return world


@pytest.fixture
def world(in_review: BrowserWorld, tmp_path: Path) -> DeskWorld:
    return in_review.copy(tmp_path / "world")


@pytest.fixture
def home(world: DeskWorld) -> Iterator[str]:
    with served(world) as address:
        yield address


@pytest.fixture
def anna(browser: Browser, home: str) -> Iterator[Screen]:
    """The attorney, signed in, before the queue."""
    screen = Screen(browser, home)
    screen.sign_in("anna")
    yield screen
    screen.page.close()
