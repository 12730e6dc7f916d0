"""What somebody else may try against an attorney's browser, and what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, expect

from pipelines.review.history import Item
from pipelines.review.states import State
from tests.pipelines.review.desk_world import PASSPHRASE, DeskWorld
from tests.pipelines.review.world import rewrite
from tests.pipelines.web.browser.office import Screen, served

REVIEW = "/m/2026-031/treatment/1"
ITEM = Item("treatment", 1)

POST = """async ([path, body, token]) => {
  const own = document.querySelector('meta[name="pincite-token"]').content;
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Pincite-Token": token ?? own },
    body: JSON.stringify(body),
  });
  return [answer.status, (await answer.json()).rule];
}"""


def _post(screen: Screen, act: str, body: Mapping[str, Any], token: str | None = None) -> list[Any]:
    answer: list[Any] = screen.page.evaluate(POST, [f"{REVIEW}/{act}", body, token])
    return answer


def _accept(world: DeskWorld) -> dict[str, Any]:
    return {"row": world.desk(ITEM).left[0], "verdict": "accept", "seconds": 1, "expects": 0}


def test_without_signing_in_there_is_the_door_and_nothing_else(browser: Browser, home: str) -> None:
    stranger = Screen(browser, home)
    for path in ("/", REVIEW, f"{REVIEW}/pages", "/metrics"):
        answer = stranger.page.goto(f"{home}{path}")
        assert answer is not None
        assert answer.status == 401
        assert stranger.page.is_visible("#password")
        assert "Quimby" not in stranger.page.content()
    stranger.page.close()


def test_a_role_that_may_not_decide_is_refused_and_logged(
    browser: Browser, home: str, world: DeskWorld
) -> None:
    rita = Screen(browser, home)
    rita.sign_in("rita")
    assert _post(rita, "decide", _accept(world)) == [403, "wrong_role"]
    assert "wrong_role" in world.refused()
    assert world.desk(ITEM).decisions == {}
    rita.page.close()


def test_a_forged_token_decides_nothing(world: DeskWorld, anna: Screen) -> None:
    status, _ = _post(anna, "decide", _accept(world), token="0" * 43)
    assert status == 403
    assert world.desk(ITEM).decisions == {}


def test_a_name_rebound_to_this_machine_is_refused(home: str, anna: Screen) -> None:
    answer = anna.page.goto(home.replace("127.0.0.1", "rebound.test"))
    assert answer is not None
    assert answer.status == 403
    assert "Quimby" not in anna.page.content()


def test_a_form_on_another_page_decides_nothing(world: DeskWorld, anna: Screen) -> None:
    body = json.dumps(_accept(world))
    form = (
        f"<form method=post action='{anna.home}{REVIEW}/decide' enctype='text/plain'>"
        f"<input name='{body}'></form>"
    )
    anna.page.route(
        "http://elsewhere.test/", lambda route: route.fulfill(body=form, content_type="text/html")
    )
    anna.page.goto("http://elsewhere.test/")
    with anna.page.expect_navigation() as gone:
        anna.page.evaluate("document.forms[0].submit()")
    assert gone.value is not None
    assert gone.value.status in (401, 403)
    assert world.desk(ITEM).decisions == {}


def test_a_stolen_session_is_worth_nothing_in_another_browser(
    browser: Browser, home: str, anna: Screen
) -> None:
    other = browser.new_context(user_agent="Another browser")
    other.add_cookies(anna.page.context.cookies())  # type: ignore[arg-type]
    answer = other.new_page().goto(f"{home}{REVIEW}")
    assert answer is not None
    assert answer.status == 401
    other.close()


def test_a_page_left_open_covers_itself_when_its_session_ends(anna: Screen) -> None:
    for path in ("/", REVIEW):
        anna.page.clock.install()
        anna.page.goto(f"{anna.home}{path}")
        anna.page.wait_for_selector("main >> text=Quimby v. Hale" if path == "/" else "#review[data-shown]")
        kept = anna.page.context.cookies()
        anna.lose_session()
        anna.page.clock.fast_forward("14:00")
        expect(anna.page.locator("#locked")).to_be_hidden()
        anna.page.clock.fast_forward("02:00")
        expect(anna.page.locator("#locked")).to_be_visible()
        expect(anna.page.locator("main")).to_be_hidden()
        anna.page.context.add_cookies(kept)  # type: ignore[arg-type]


def test_scripts_of_the_page_cannot_read_the_session(anna: Screen) -> None:
    anna.open(REVIEW)
    assert anna.page.evaluate("document.cookie") == ""
    assert anna.page.evaluate("localStorage.length") == 0


def test_words_of_a_record_are_never_markup(browser: Browser, home: str, anna: Screen) -> None:
    anna.open(REVIEW)
    anna.press("e")
    anna.page.fill("#escalate-note", "<img src=x onerror=document.title='taken'><b>bold</b>")
    anna.page.click("#escalate button[type=submit]")
    anna.saved()
    anna.press("q")
    expect(anna.page.locator("#questions-list")).to_contain_text("<b>bold</b>")
    assert anna.page.title() != "taken"


def test_bytes_changed_under_the_reviewer_are_not_approved(browser: Browser, world: DeskWorld) -> None:
    world.accept_left(ITEM)
    with served(world) as home:
        anna = Screen(browser, home)
        anna.sign_in("anna")
        anna.open(REVIEW)
        name, sha256 = next(
            (f.inner_text(), f.evaluate("node => node.nextElementSibling.textContent"))
            for f in anna.page.locator("#approve .files span:first-child").all()
        )
        assert name
        sealed = next(
            p for p in world.matter.sealed.rglob("*") if p.name == sha256 or sha256.endswith(p.name)
        )
        rewrite(sealed, b"other bytes")
        anna.page.click("#standing button:has-text('Approve and sign')")
        anna.page.fill("#approve-key", str(world.root / "anna.pem"))
        anna.page.fill("#approve-passphrase", PASSPHRASE)
        anna.page.click("#approve button[type=submit]")
        expect(anna.page.locator("#approve [data-refusal]")).to_be_visible()
        anna.press("Escape")
        expect(anna.page.locator("#standing")).to_contain_text("Void")
        anna.page.close()
    assert world.desk(ITEM).state is State.VOID
    assert "sealed_changed" in world.refused()
