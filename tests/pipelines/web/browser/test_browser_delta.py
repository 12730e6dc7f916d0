"""A newer draft in a real browser: it is told, what it changes is read, and the older one is signed all the
same."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from pipelines.review.history import Item
from tests.made_pages import visit
from tests.pipelines.review.desk_world import DeskWorld
from tests.pipelines.web.browser.conftest import VISITS
from tests.pipelines.web.browser.office import Screen, drafted, notes, pdf, take_in
from tests.pipelines.web.browser.test_browser_access import looks

FIRST = Item("treatment", 1)


@pytest.fixture
def world(world: DeskWorld) -> DeskWorld:
    """Everything decided; then a run in the night drafted from one file more."""
    world.accept_left(FIRST)
    chart = take_in(world, "Larkspur chart.pdf", pdf(notes(VISITS)))
    late = take_in(world, "Harbor Imaging.pdf", pdf([visit("10/20/2021", facility="Harbor Imaging")]))
    drafted(world, [chart, late])
    return world


def test_a_newer_draft_is_told_and_takes_nothing_away(
    browser: Browser, home: str, world: DeskWorld, anna: Screen
) -> None:
    page = anna.page
    expect(page.locator("table.queue")).to_contain_text("Draft 2 holds 1 file more.")
    anna.open("/m/2026-031/treatment/1")
    expect(page.locator(".news .later")).to_contain_text("Draft 2 holds 1 file more.")
    looks(anna, "review with a newer draft")
    expect(page.locator("#standing")).to_contain_text("nothing stands against approval")
    expect(page.locator("#standing button")).to_have_text("Approve and sign…")

    page.click(".news >> text=What changes")
    expect(page.locator("h1")).to_have_text("What changed")
    expect(page.locator("section:has-text('Files received')").first).to_contain_text("Harbor Imaging.pdf")
    expect(page.locator("section:has-text('Rows added')")).to_contain_text("10/20/2021")
    looks(anna, "delta")

    page.click("text=Review revision 2")
    page.wait_for_selector("#review[data-shown]")
    expect(page.locator(".news")).to_contain_text("Since revision 1: 1 row added; 1 file received.")
    assert anna.errors == []
