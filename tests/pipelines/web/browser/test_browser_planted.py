"""Markup, scripts and template marks in papers, file names, captions and questions: read, never run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from pipelines.matter_file import MATTER_FILE, matter_text
from pipelines.review.escalations import UNPROMPTED, escalate
from pipelines.review.history import Item
from tests.made_pages import visit
from tests.pipelines.web.browser.office import BrowserWorld, Screen, drafted, pdf, served, take_in

TAKEN = "<img src=//elsewhere.test/x onerror=document.title='taken'><script>document.title='taken'</script>"
PLANTED = f"'\"></title></script>{TAKEN}{{{{7*777}}}} %s javascript:alert(1)"
SHORT = "<svg onload=document.title='taken'>{{7*777}}"  # what fits a line of paper
PLANTED_LINE = f"Low back pain {SHORT}"


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> BrowserWorld:
    """A matter, two files, their words and a question, each with a script in it."""
    world = BrowserWorld(tmp_path_factory.mktemp("planted") / "world")
    world.matter = replace(world.matter, title=f"Quimby v. {PLANTED}")
    (world.matter.folder / MATTER_FILE).write_text(matter_text(world.matter), encoding="utf-8")
    notes = [visit("03/09/2021", complaint=PLANTED_LINE), "No visit.\n" + SHORT]
    letter = visit("06/02/2022", facility=f"Stride {SHORT}", complaint=PLANTED).encode()
    files = [
        take_in(world, f"chart {PLANTED}.pdf", pdf(notes)),
        take_in(world, f"letter {PLANTED}.txt", letter, "text/plain"),
    ]
    item = world.to_review(drafted(world, files))
    escalate(world.matter, item, f"Is it ours? {PLANTED}", UNPROMPTED, "anna", world.tick())
    return world


@pytest.fixture
def screen(browser: Browser, planted: BrowserWorld) -> Iterator[Screen]:
    with served(planted) as home:
        made = Screen(browser, home)
        made.sign_in("anna")
        yield made
        made.page.close()


def test_what_is_planted_is_read_and_never_run(screen: Screen, planted: BrowserWorld) -> None:
    page = screen.page
    gone: list[str] = []
    page.on("request", lambda sent: gone.append(sent.url))
    review = f"/m/{planted.matter.slug}/treatment/1"
    shown = ""
    for path in ("/", "/report", "/metrics", f"{review}/pages", f"{review}/contact", f"{review}/task"):
        page.goto(f"{screen.home}{path}")
        page.wait_for_load_state("networkidle")
        shown += page.content()
        _nothing_ran(screen, path)
    screen.open(review)
    for _ in planted.desk(Item("treatment", 1)).rows:
        screen.shown()
        shown += page.content()
        for keys in (("l",), ("q",), ("c",), ("r",), ("e",)):
            screen.press(*keys)
            page.wait_for_selector("dialog[open]")
            shown += page.content()
            screen.press("Escape")
            page.wait_for_selector("dialog[open]", state="detached")
        for key in ("2", "ArrowRight"):
            screen.press(key)
        _nothing_ran(screen, "review")
        screen.press("j")
    assert PLANTED in page.evaluate("document.body.innerText + document.body.textContent")
    assert "5439" not in shown
    assert [url for url in gone if not url.startswith((screen.home, f"blob:{screen.home}"))] == []
    assert not [url for url in gone if "Quimby" in url or "taken" in url]
    # A page of text has no picture; whatever else is said, of the content policy too, would be a finding.
    assert [said for said in screen.errors if not said.startswith("Failed to load resource")] == []


def _nothing_ran(screen: Screen, where: str) -> None:
    assert "taken" not in screen.page.title(), where
    assert screen.page.locator("svg[onload], img[onerror], main script").count() == 0, where
