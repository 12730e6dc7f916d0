"""For everyone: by keyboard alone, with a screen reader, in enough contrast, on a laptop, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from pipelines.render.printing import reflow
from pipelines.review.history import Item
from tests.pipelines.review.desk_world import DeskWorld
from tests.pipelines.web.browser.office import Screen
from tests.pipelines.web.visitor import PASSWORD

REVIEW = "/m/2026-031/treatment/1"
SHEETS = (
    *("/", "/metrics", "/report", f"{REVIEW}/pages", f"{REVIEW}/task", f"{REVIEW}/contact"),
    *(f"{REVIEW}/delta", "/nowhere"),
)
DIALOGS = ("c", "r", "e", "l", "q", "m", "?")

PALE_TEXT = """() => {
  const channel = (v) => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
  const parts = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const [r, g, b, a = 1] = parts(getComputedStyle(at).backgroundColor);
      if (a === 1) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const pale = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || !node.checkVisibility({ visibilityProperty: true })) continue;
    if (node.closest("[aria-disabled=true], :disabled, script, .only-read")) continue;
    const style = getComputedStyle(node);
    const [one, other] = [light(parts(style.color)), light(ground(node))].sort((a, b) => b - a);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = (one + .05) / (other + .05);
    if (ratio < (large ? 3 : 4.5)) pale.push(`${text}: ${ratio.toFixed(2)}`);
  }
  return pale;
}"""
NAMELESS = """() => [...document.querySelectorAll("button, a[href], input, select, textarea")]
  .filter((node) => node.type !== "hidden" && node.checkVisibility())
  .filter((node) => !(node.getAttribute("aria-label") || node.textContent.trim()
    || [...(node.labels || [])].some((label) => label.textContent.trim())))
  .map((node) => node.outerHTML)"""
SCROLLS_SIDEWAYS = "() => document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture
def sven(browser: Browser, home: str) -> Iterator[Screen]:
    """The supervising attorney, who sees most."""
    screen = Screen(browser, home)
    screen.sign_in("sven")
    yield screen
    screen.page.close()


def looks(screen: Screen, where: str) -> None:
    found: dict[str, Any] = {
        "pale text": screen.page.evaluate(PALE_TEXT),
        "without a name": screen.page.evaluate(NAMELESS),
        "scrolls sideways": screen.page.evaluate(SCROLLS_SIDEWAYS),
    }
    assert not any(found.values()), f"{where}: {found}"


def test_every_sheet_can_be_read_and_named(sven: Screen) -> None:
    for path in SHEETS:
        sven.page.goto(f"{sven.home}{path}")
        looks(sven, path)
        assert sven.page.locator("h1").count() == 1
        assert sven.page.get_attribute("html", "lang") == "en"


def test_the_review_and_its_dialogs_can_be_read_and_named(anna: Screen) -> None:
    anna.open(REVIEW)
    looks(anna, "review")
    dialog = anna.page.locator("dialog[open]")
    for key in DIALOGS:
        anna.press(key)
        anna.waits(lambda: dialog.count() == 1, f"the dialog of {key}")
        assert dialog.get_attribute("aria-labelledby")
        assert anna.page.evaluate("document.querySelector('dialog[open]').contains(document.activeElement)")
        looks(anna, f"dialog of {key}")
        anna.press("Escape")
        expect(dialog).to_have_count(0)


def test_the_door_can_be_read_and_named(browser: Browser, home: str) -> None:
    stranger = Screen(browser, home)
    stranger.page.goto(f"{home}/sign-in")
    looks(stranger, "sign-in")
    stranger.page.fill("#id", "anna")
    stranger.page.fill("#password", "not her password")
    stranger.press("Enter")
    expect(stranger.page.locator("[role=alert]")).to_be_visible()
    looks(stranger, "sign-in refused")
    stranger.page.close()


def test_a_review_is_done_by_keyboard_alone(browser: Browser, home: str, world: DeskWorld) -> None:
    screen = Screen(browser, home)
    screen.page.goto(f"{home}/sign-in")
    screen.page.wait_for_selector("#id:focus")
    screen.page.keyboard.type("anna")
    screen.press("Tab")
    screen.page.keyboard.type(PASSWORD)
    screen.press("Enter")
    screen.page.wait_for_selector("h1:has-text('Queue')")
    for _ in range(12):
        screen.press("Tab")
        if screen.page.evaluate("document.activeElement.textContent") == "Quimby v. Hale":
            break
    screen.press("Enter")
    screen.page.wait_for_selector("#review[data-shown]")
    screen.press("a")
    expect(screen.page.locator("#progress-words")).to_have_text("23 rows of 24 left")
    expect(screen.page.locator("#voice[aria-live]")).to_have_text("Accepted. 23 rows of 24 left.")
    screen.shown()
    screen.press("r", "Tab")  # from the reasons' first button to the words
    screen.page.wait_for_selector("#reject-row[open]")
    screen.page.keyboard.press("Shift+Tab")
    screen.press("Space")
    screen.press("Tab")
    screen.page.keyboard.type("Not a visit of hers.")
    screen.press("Tab", "Tab", "Enter")
    expect(screen.page.locator("#progress-words")).to_have_text("22 rows of 24 left")
    screen.saved()
    assert len(world.desk(Item("treatment", 1)).corrections) == 1
    screen.page.close()


def test_pages_are_turned_and_enlarged_from_the_keyboard(anna: Screen) -> None:
    page = anna.page
    anna.open(REVIEW)
    cited = page.inner_text("#page-counter")
    anna.press("ArrowRight")
    expect(page.locator("#page-counter")).not_to_have_text(cited)
    expect(page.locator("#page-away")).to_be_visible()
    assert page.locator("#page-sheet rect.cited").count() == 0
    anna.press("b")
    expect(page.locator("#page-counter")).to_have_text(cited)
    width = page.locator("#page-sheet .paper").bounding_box()
    anna.press("+")
    larger = page.locator("#page-sheet .paper").bounding_box()
    assert width
    assert larger
    assert larger["width"] > 1.3 * width["width"]
    anna.press("2")
    expect(page.locator(".source[aria-current] .tag")).to_have_text("2")


QUOTES = (
    "Neck pain since the collision, worse when turning the head to the\nleft; no numbness.",
    "of the left arm\nNeck pain since the collision, worse when turning the head.",
    "1. Cervical strain.\n2. Lumbar strain, with pain that runs down to the knee of the left leg.\n(c) Rest.",
    "12 Q. Where did you look?\n13 A. To the left.\n14 Q. And then?",
    "Ibuprofen 600 mg\nCyclobenzaprine 10 mg at night, as needed for spasm\n\n- Ice",
    "One line.",
    "Tylenol\r\nthree times a day with food,   and  plenty of water besides",
)


def test_quotes_flow_on_the_screen_as_they_print(anna: Screen) -> None:
    anna.open(REVIEW)
    script = "async (quotes) => quotes.map((await import('/static/reflow.js')).reflow)"
    assert anna.page.evaluate(script, list(QUOTES)) == ["\n".join(reflow(quote)) for quote in QUOTES]


def test_the_box_stands_on_the_words_it_cites(anna: Screen) -> None:
    anna.open(REVIEW)
    box = anna.page.locator("#page-sheet rect.cited").bounding_box()
    paper = anna.page.locator("#page-sheet .paper").bounding_box()
    assert box
    assert paper
    # The date of service: the fifth line, 22 points apart from 700 up, on a page of 612 x 792 points.
    middle = (box["y"] + box["height"] / 2 - paper["y"]) / paper["height"] * 792
    assert middle == pytest.approx(792 - (700 - 4 * 22) - 4, abs=4)
    assert (box["x"] - paper["x"]) / paper["width"] * 612 == pytest.approx(72 + 81, abs=6)
    assert "Date of Service: 03/09/2021" in anna.page.inner_text("#page-words")


def test_paper_gets_the_row_and_its_page_without_the_controls(anna: Screen) -> None:
    anna.open(REVIEW)
    anna.page.emulate_media(media="print")
    assert anna.page.is_visible("#row-fields")
    assert anna.page.is_visible("#page-sheet .paper")
    assert not anna.page.is_visible("[data-verdict=accept]")
    assert not anna.page.is_visible("#strip")
