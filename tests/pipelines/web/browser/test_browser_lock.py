"""What becomes of a page, and of what was typed into it, when its session ends or the server says no."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from pipelines.review.decisions import decide, show_row
from pipelines.review.history import Item
from pipelines.review.verdicts import Verdict
from tests.pipelines.review.desk_world import DeskWorld
from tests.pipelines.web.browser.office import Screen
from tests.pipelines.web.visitor import PASSWORD

REVIEW = "/m/2026-031/treatment/1"
ITEM = Item("treatment", 1)
READABLE = """() => [...document.querySelectorAll("body *")].filter((node) => !node.closest("#locked, script")
  && [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim())
  && node.checkVisibility({ visibilityProperty: true })).map((node) => node.textContent)"""
"""Texts that a passer-by may read beside the dialog that asks for the password."""


def unlock(screen: Screen) -> None:
    screen.page.fill("#locked-password", PASSWORD)
    screen.press("Enter")
    expect(screen.page.locator("#locked")).to_be_hidden()


def window_beside(screen: Screen, path: str) -> Page:
    with screen.page.expect_popup() as opened:
        screen.page.evaluate(f"window.open('{path}') && null")
    opened.value.wait_for_load_state()
    return opened.value


def test_a_locked_page_shows_nothing_of_the_matter_and_stays_locked(world: DeskWorld, anna: Screen) -> None:
    page = anna.page
    anna.open(REVIEW)
    anna.lose_session()
    anna.press("a", "l")  # the list of all rows opens before the answer comes
    expect(page.locator("#locked")).to_be_visible()
    assert page.evaluate(READABLE) == []
    for _ in range(3):  # the browser lets a second Escape close a dialog that refused the first
        anna.press("Escape")
    expect(page.locator("#locked")).to_be_visible()
    assert page.evaluate(READABLE) == []
    unlock(anna)
    assert page.evaluate(READABLE) != []
    anna.waits(lambda: len(world.desk(ITEM).decisions) == 1, "the decision that waited")
    anna.press("Escape")  # the list
    page.click(".who button")  # with the token of the new session
    page.wait_for_url("**/sign-in")


def test_a_page_left_open_covers_itself_though_the_server_is_gone(anna: Screen) -> None:
    page = anna.page
    page.clock.install()
    anna.open(REVIEW)
    page.route("**/nothing", lambda route: route.abort())
    page.clock.fast_forward("16:00")
    expect(page.locator("#locked")).to_be_visible()
    assert page.evaluate(READABLE) == []


def test_a_page_that_asked_once_too_early_asks_again(anna: Screen) -> None:
    """Pictures that the browser fetches by itself keep the session; the page must not stop watching."""
    page = anna.page
    page.clock.install()
    anna.open(REVIEW)
    page.clock.fast_forward("16:00")
    expect(page.locator("#locked")).to_be_hidden()
    anna.lose_session()
    page.clock.fast_forward("16:00")
    expect(page.locator("#locked")).to_be_visible()


def test_signing_in_again_in_one_window_unlocks_the_others(world: DeskWorld, anna: Screen) -> None:
    anna.open(REVIEW)
    other = window_beside(anna, REVIEW)
    other.wait_for_selector("#review[data-shown]")
    anna.lose_session()
    for window in (anna.page, other):
        window.keyboard.press("a")
        expect(window.locator("#locked")).to_be_visible()
    unlock(anna)
    expect(other.locator("#locked")).to_be_hidden()
    anna.waits(lambda: len(world.desk(ITEM).decisions) == 1, "the decision that waited")
    # Both windows had decided the same row, and either may come first: the one that comes second is told.
    windows = (anna.page, other)
    anna.waits(lambda: sum(w.locator("#refused").is_visible() for w in windows) == 1, "the one refusal")
    first = next(w for w in windows if not w.locator("#refused").is_visible())
    first.wait_for_selector("[data-verdict=accept][aria-disabled=false]")
    first.keyboard.press("a")
    anna.waits(lambda: len(world.desk(ITEM).decisions) == 2, "a decision with the new token")


def test_signing_out_covers_the_other_windows(anna: Screen) -> None:
    anna.open(REVIEW)
    other = window_beside(anna, "/")
    other.click(".who button")
    other.wait_for_url("**/sign-in")
    expect(anna.page.locator("#locked")).to_be_visible()


def test_what_was_typed_stays_when_the_server_refuses_it(world: DeskWorld, anna: Screen) -> None:
    page = anna.page
    anna.open(REVIEW)
    anna.press("c")
    page.check("#correct-codes input[value=wrong_provider]")
    page.fill("#correct-Provider", "Nobody whom any page names")
    page.fill("#correct-note", "As she told us.")
    page.click("#correct button[type=submit]")
    expect(page.locator("#correct [data-refusal]")).to_be_visible()
    assert page.input_value("#correct-note") == "As she told us."
    page.check("[data-empties=Provider]")
    page.click("#correct button[type=submit]")
    expect(page.locator("#progress-words")).to_have_text("23 rows of 24 left")
    assert len(world.desk(ITEM).corrections) == 1


def test_what_was_typed_stays_when_the_server_is_gone(world: DeskWorld, anna: Screen) -> None:
    page = anna.page
    anna.open(REVIEW)
    row = anna.row
    page.route("**/decide", lambda route: route.abort())
    anna.press("r")
    page.check("#reject-row-codes input[value=duplicate]")
    page.fill("#reject-note", "The same visit as the row before.")
    page.click("#reject-row button[type=submit]")
    expect(page.locator("#reject-row [data-refusal]")).to_contain_text("does not answer")
    page.unroute("**/decide")
    page.click("#reject-row button[type=submit]")
    anna.waits(lambda: anna.row != row, "the next row")
    anna.saved()
    assert len(world.desk(ITEM).corrections) == 1


def test_a_row_whose_decision_failed_comes_back(world: DeskWorld, anna: Screen) -> None:
    anna.open(REVIEW)
    row = anna.row
    anna.page.route("**/decide", lambda route: route.abort())
    anna.press("a")
    expect(anna.page.locator("#refused")).to_contain_text("does not answer")
    assert (anna.row, anna.page.inner_text("#progress-words")) == (row, "24 rows of 24 left")
    anna.page.unroute("**/decide")
    anna.accept()
    anna.saved()
    assert len(world.desk(ITEM).decisions) == 1


def test_two_keys_in_a_hurry_open_one_dialog(world: DeskWorld, anna: Screen) -> None:
    anna.open(REVIEW)
    anna.press("c", "c", "a")
    anna.page.wait_for_selector("#correct[open]")
    anna.page.check("#correct-codes input[value=wrong_provider]")
    anna.page.check("[data-empties=Provider]")
    anna.press("Enter")
    expect(anna.page.locator("#progress-words")).to_have_text("23 rows of 24 left")
    anna.saved()
    assert [e for e in world.events() if e == "row.decided"] == ["row.decided"]


def test_a_decision_of_another_is_never_overwritten_unseen(world: DeskWorld, anna: Screen) -> None:
    """The standing is being read anew, with the other's decision in it, when the key is pressed."""
    page = anna.page
    anna.open(REVIEW)
    anna.accept()
    anna.shown()
    order = world.desk(ITEM).left
    held: list[Route] = []
    page.route("**/progress.json", lambda route: held.append(route))
    anna.waits(lambda: bool(held), "the standing is asked for")
    show_row(world.matter, ITEM, order[0], "sven", world.tick())
    decide(
        world.matter,
        ITEM,
        order[0],
        Verdict.REJECT,
        "sven",
        world.tick(),
        code="duplicate",
        note="Twice.",
        expects=0,
    )
    anna.press("a")
    held[0].continue_()
    page.unroute("**/progress.json")
    expect(page.locator("#refused")).to_be_visible()
    assert world.desk(ITEM).decisions[order[0]].by == "sven"


def test_a_page_that_never_came_is_not_shown_by_coming_back_to_the_window(
    world: DeskWorld, anna: Screen
) -> None:
    page = anna.page
    page.route(re.compile(r"/page/[0-9a-f]+/\d+$"), lambda route: None)
    page.goto(f"{anna.home}{REVIEW}")
    page.wait_for_selector("#row-heading:not(:empty)")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    anna.press("a")
    expect(page.locator("#voice")).to_have_text("Wait until the page stands beside the row.")
    assert "row.shown" not in world.events()


def test_a_page_that_came_late_counts_when_it_is_called_back(anna: Screen) -> None:
    page = anna.page
    pictures = re.compile(r"/page/[0-9a-f]+/\d+$")
    page.route(pictures, lambda route: route.abort())
    page.goto(f"{anna.home}{REVIEW}")
    expect(page.locator("#page-sheet")).to_contain_text("does not answer")
    page.unroute(pictures)
    anna.press("b")
    anna.shown()


@pytest.mark.parametrize("path", ["/", REVIEW])
def test_no_service_of_the_browser_is_given_the_words(anna: Screen, path: str) -> None:
    """Spelling and translation may be done on a machine of the browser's maker."""
    page = anna.page
    page.goto(f"{anna.home}{path}")
    told: Any = page.evaluate("[document.documentElement.translate, document.body.spellcheck]")
    assert told == [False, False]
    assert page.evaluate("[...document.querySelectorAll('textarea')].every((one) => !one.spellcheck)")
