"""The whole way in a real browser: sign in, decide by keyboard, correct, approve, release, verify."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from pipelines.review.history import Item
from pipelines.review.states import State
from pipelines.review.verdicts import Verdict
from pipelines.review.verify import verify
from tests.made_pages import visit
from tests.pipelines.review.desk_world import PASSPHRASE, DeskWorld
from tests.pipelines.web.browser.office import Screen, drafted, served, take_in

REVIEW = "/m/2026-031/treatment/1"
FIRST, SECOND = Item("treatment", 1), Item("treatment", 2)


def test_a_draft_is_decided_corrected_approved_and_released(
    browser: Browser, home: str, world: DeskWorld, anna: Screen
) -> None:
    page = anna.page
    page.keyboard.press("Tab")  # the skip link, then the bar: everything is reached by keyboard
    page.click("text=Quimby v. Hale")
    page.wait_for_selector("#review[data-shown]")
    expect(page.locator("#progress-words")).to_have_text("24 rows of 24 left")

    for _ in range(20):
        anna.accept()
    anna.shown()
    corrected = anna.row
    anna.press("c")
    page.wait_for_selector("#correct[open]")
    page.check("#correct-codes input[value=wrong_provider]")
    page.check("[data-empties=Provider]")
    anna.press("Enter")
    anna.waits(lambda: anna.row != corrected, "the row after the corrected one")
    while page.inner_text("#progress-words") != "All 24 rows decided":
        anna.accept()
    anna.saved()
    took = sorted(page.evaluate("performance.getEntriesByName('row-shown').map((e) => e.duration)")[1:])
    assert took[len(took) // 2] < 150, took  # milliseconds until a row stands beside its page

    _look_through(anna)
    page.goto(f"{home}{REVIEW}")
    page.click("#standing button:has-text('Make revision 2')")
    page.click("#apply button[type=submit]")
    page.wait_for_url("**/treatment/2")
    page.wait_for_selector("#review[data-shown]")
    made = world.desk(SECOND)
    assert [row.flags for row in made.rows if row.flags] == [("corrected on review: provider",)]
    assert world.desk(FIRST).state is State.CHANGES_REQUESTED

    page.click("#standing button:has-text('Confirm them')")
    page.click("#reconfirm button[type=submit]")
    expect(page.locator("#standing")).not_to_contain_text("carried over")
    if (
        page.inner_text("#progress-words") != "All 24 rows decided"
    ):  # the corrected row is seen as it prints now
        anna.shown()
        assert "corrected on review" in page.inner_text("#row-why")
        anna.press("a")
    if world.desk(SECOND).looked_through is False:
        _look_through(anna, "/m/2026-031/treatment/2")
        page.goto(f"{home}/m/2026-031/treatment/2")
    _approve(anna, world)
    page.wait_for_selector("#standing:has-text('Approved and signed')")
    assert anna.errors == []

    rita = Screen(browser, home)
    rita.sign_in("rita")
    rita.open("/m/2026-031/treatment/2")
    rita.page.click("#standing button:has-text('Release')")
    rita.page.click("#release button[type=submit]")
    rita.page.wait_for_selector("#standing:has-text('Released')")
    expect(rita.page.locator("#standing")).to_contain_text("Rita Osei")
    assert rita.errors == []
    rita.page.close()

    folder = world.matter.released / "treatment" / "2"
    assert verify(folder, world.office.roster_file).verified


def test_what_was_decided_is_there_after_the_browser_was_closed(
    browser: Browser, home: str, world: DeskWorld, anna: Screen
) -> None:
    anna.open(REVIEW)
    for left in ("23 rows of 24 left", "22 rows of 24 left"):
        anna.shown()
        anna.press("a")
        expect(anna.page.locator("#progress-words")).to_have_text(left)
    third = anna.row
    anna.waits(lambda: len(world.desk(FIRST).decisions) == 2, "both decisions in the ledger")
    anna.page.close()
    again = Screen(browser, home)
    again.sign_in("anna")
    again.open(REVIEW)
    assert again.row == third
    again.press("z")
    expect(again.page.locator("#progress-words")).to_have_text("23 rows of 24 left")
    assert len(world.desk(FIRST).decisions) == 1
    again.page.close()


def test_a_question_stands_in_the_way_of_approval_until_it_is_answered(
    browser: Browser, home: str, world: DeskWorld, anna: Screen
) -> None:
    page = anna.page
    anna.open(REVIEW)
    asked = anna.row
    anna.press("e")
    page.fill("#escalate-note", "Is this visit for the collision?")
    page.click("#escalate button[type=submit]")
    anna.waits(lambda: anna.row != asked, "the next row")
    expect(page.locator("#questions-open")).to_have_text("1 open")
    anna.saved()
    assert sum(q.open for q in world.desk(FIRST).questions) == 1
    decision = next(iter(world.desk(FIRST).decisions.values()))
    assert decision.verdict is Verdict.ESCALATE

    sven = Screen(browser, home)
    sven.sign_in("sven")
    sven.open(REVIEW)
    sven.press("q")
    sven.page.click("#questions-list button:has-text('Answer')")
    sven.page.fill("#answer-text", "Yes: the chart says so on page 3.")
    sven.page.click("#answer button[type=submit]")
    sven.waits(lambda: not any(q.open for q in world.desk(FIRST).questions), "the answer")
    assert sven.errors == []
    sven.page.close()


def test_a_page_without_a_picture_is_its_text_with_the_span_marked(
    browser: Browser, world: DeskWorld
) -> None:
    text = visit("06/02/2022", facility="Stride Physical Therapy", complaint="Gait “still” stiff.")
    paper = take_in(world, "Stride letter.txt", text.encode(), "text/plain")
    item = drafted(world, [paper]).item
    world.to_review(world.load(item))
    with served(world) as home:
        anna = Screen(browser, home)
        anna.sign_in("anna")
        anna.open(f"/m/2026-031/treatment/{item.revision}")
        expect(anna.page.locator("#page-sheet mark")).to_have_text("06/02/2022")
        anna.press("2")  # the next source: its span counts letters, not bytes
        expect(anna.page.locator("#page-sheet mark")).to_have_text("Gait “still” stiff.")
        anna.press("a")
        anna.saved()
        anna.page.close()
    assert [d.opened for d in world.desk(item).decisions.values()] == [True]


def test_a_row_cannot_be_decided_before_its_page_stands_beside_it(world: DeskWorld, anna: Screen) -> None:
    page = anna.page
    page.route("**/page/*/*", lambda route: None)  # pictures never come
    page.goto(f"{anna.home}{REVIEW}")
    page.wait_for_selector("#row-heading:not(:empty)")
    anna.press("a")
    expect(page.locator("#voice")).to_have_text("Wait until the page stands beside the row.")
    assert world.desk(FIRST).decisions == {}
    assert "row.shown" not in world.events()


def test_a_rejection_asks_for_its_reason(world: DeskWorld, anna: Screen) -> None:
    page = anna.page
    anna.open(REVIEW)
    anna.press("r")
    page.wait_for_selector("#reject-row[open]")
    page.click("#reject-row button[type=submit]")
    assert page.is_visible("#reject-row")
    page.check("#reject-row-codes input[value=duplicate]")
    page.fill("#reject-note", "The same visit as the row before.")
    page.click("#reject-row button[type=submit]")
    expect(page.locator("#progress-words")).to_have_text("23 rows of 24 left")
    anna.waits(lambda: len(world.desk(FIRST).corrections) == 1, "the rejection")


def test_two_attorneys_cannot_overwrite_each_other(
    browser: Browser, home: str, world: DeskWorld, anna: Screen
) -> None:
    sven = Screen(browser, home)
    sven.sign_in("sven")
    sven.open(REVIEW)
    anna.open(REVIEW)
    assert anna.row == sven.row
    sven.press("a")
    sven.waits(lambda: len(world.desk(FIRST).decisions) == 1, "the first decision")
    anna.press("a")
    expect(anna.page.locator("#refused")).to_be_visible()
    assert next(iter(world.desk(FIRST).decisions.values())).by == "sven"
    sven.page.close()


def test_a_session_that_ended_is_taken_up_again_over_the_half_done_review(
    world: DeskWorld, anna: Screen
) -> None:
    page = anna.page
    anna.open(REVIEW)
    anna.lose_session()
    anna.press("a")
    page.wait_for_selector("#locked[open]")
    page.fill("#locked-password", "four green kettles whistle")
    anna.press("Enter")
    expect(page.locator("#locked")).to_be_hidden()
    anna.waits(lambda: len(world.desk(FIRST).decisions) == 1, "the decision that waited")
    assert page.inner_text("#progress-words") == "23 rows of 24 left"


def test_a_wrong_passphrase_is_told_in_the_dialog(browser: Browser, world: DeskWorld) -> None:
    world.accept_left(FIRST)
    with served(world) as home:
        anna = Screen(browser, home)
        anna.sign_in("anna")
        anna.open(REVIEW)
        anna.page.click("#standing button:has-text('Approve and sign')")
        anna.page.fill("#approve-key", str(world.root / "anna.pem"))
        anna.page.fill("#approve-passphrase", "six horses graze at midnight")
        anna.page.click("#approve button[type=submit]")
        expect(anna.page.locator("#approve [data-refusal]")).to_be_visible()
        anna.press("Escape")
        expect(anna.page.locator("#approve-passphrase")).to_have_value(
            ""
        )  # it stays nowhere, not here either
        anna.page.close()
    assert world.desk(FIRST).state is State.IN_REVIEW
    assert "key_unusable" in world.refused()


def test_who_may_not_decide_is_told_so(browser: Browser, home: str, world: DeskWorld) -> None:
    alma = Screen(browser, home)  # an auditor reads, and does nothing else
    alma.sign_in("alma")
    alma.open(REVIEW)
    for key in "acrez":
        alma.page.evaluate("document.getElementById('voice').textContent = ''")
        alma.press(key)
        expect(alma.page.locator("#voice")).not_to_be_empty()
        assert alma.page.locator("dialog[open]").count() == 0
    assert world.desk(FIRST).decisions == {}
    alma.page.close()


def _look_through(screen: Screen, path: str = REVIEW) -> None:
    screen.page.goto(f"{screen.home}{path}/pages")
    screen.page.click("#look-through")
    expect(screen.page.locator("#looked")).to_contain_text("Looked through")


def _approve(screen: Screen, world: DeskWorld) -> None:
    key: Path = world.root / "anna.pem"
    screen.page.click("#standing button:has-text('Approve and sign')")
    screen.page.check("#approve input[value=file]")
    screen.page.fill("#approve-key", str(key))
    screen.page.fill("#approve-passphrase", PASSPHRASE)
    screen.page.click("#approve button[type=submit]")
