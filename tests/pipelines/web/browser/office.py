"""An office whose matter holds real PDF files, served on this machine, and a browser that visits it.

Every name, facility and word is invented; the words are those of `tests.made_pages`.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from extractors.pages import Document, Source
from extractors.reading import read
from extractors.reading_options import ReadingOptions
from pipelines.confidentiality.access import grant
from pipelines.drafting import draft_deliverable
from pipelines.drafts import Draft
from pipelines.durable import sha256_of
from pipelines.matter_reading import readers
from pipelines.office import Office, add_person
from pipelines.review.roster import Person, Role
from pipelines.store import Store
from pipelines.web.app import create_app
from pipelines.web.page_pictures import Pictures
from pipelines.web.serving import LOOPBACK, _config, _nothing
from tests.kept_sources import add_source, put_document
from tests.made_pages import visit
from tests.pipelines.review.desk_world import DeskWorld
from tests.pipelines.review.world import World
from tests.pipelines.web.visitor import PASSWORD, give_passwords

CHROMIUM = shutil.which("chromium")
LAPTOP = (1366, 650)
"""What is left for a page on a laptop's screen of 1366 × 768."""
REBOUND = "--host-resolver-rules=MAP rebound.test 127.0.0.1"
"""A foreign name that leads to this machine, as an attacker's name server may answer."""
PATIENCE = 20_000
"""Milliseconds until a test gives up on the browser: other work may keep the machine busy."""
RITA = Person("rita", "Rita Osei", (Role.RELEASER,))


def days(number: int, first: date = date(2021, 3, 9)) -> list[str]:
    """Weekly visits, as American paper prints their dates."""
    return [f"{first + timedelta(weeks=n):%m/%d/%Y}" for n in range(number)]


def notes(number: int) -> list[str]:
    """One page for each visit, no two of them alike; the last page is a letterhead without a visit."""
    told = ("Neck pain", "Low back pain", "Headache", "Left arm pain", "Poor sleep")
    made = [
        visit(day, complaint=f"{told[n % len(told)]}, {n + 1} weeks after the collision.")
        for n, day in enumerate(days(number))
    ]
    return [*made, "Larkspur Family Medicine\nNotice of privacy practices\nThis page names no visit."]


def pdf(pages: Sequence[str]) -> bytes:
    """A PDF that prints these lines, the same bytes each time."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=letter, invariant=1)
    for text in pages:
        canvas.setFont("Helvetica", 11)
        for at, line in enumerate(text.split("\n")):
            canvas.drawString(72, 700 - 22 * at, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


class BrowserWorld(DeskWorld):
    """A `DeskWorld` whose papers are PDF files, with a releaser and passwords for everyone."""

    def __post_init__(self) -> None:
        super().__post_init__()
        add_person(self.office, RITA, "adam", self.tick())
        grant(self.matter, [RITA.id], "adam", self.tick())
        give_passwords(self.office, ("anna", "sven", "quinn", "paula", "rita", "alma"), self.tick())


def take_in(world: DeskWorld, name: str, data: bytes, media_type: str = "application/pdf") -> Document:
    """A file into the vault and the store, read as a run reads it."""
    source = Source(sha256_of(data), (name,), media_type, len(data))
    path = world.matter.sources / source.sha256
    path.write_bytes(data)
    document = read(path, source, ReadingOptions(ocr=False, tesseract=False))
    with Store.open(world.matter) as store:
        add_source(store, document.source)
        put_document(store, document, readers())
    return document


def drafted(world: DeskWorld, documents: Sequence[Document]) -> Draft:
    ordered = sorted(documents, key=lambda one: one.source.sha256)
    return draft_deliverable(world.matter, "treatment", ordered, (), readers(), "paula", world.tick())


@contextmanager
def served(world: DeskWorld | World) -> Iterator[str]:
    """The address of the world's review page while it is served. Its clock runs on from the world's."""
    socket = _config(_nothing, 0).bind_socket()
    port = socket.getsockname()[1]
    pictures = Pictures()
    began, start = time.monotonic(), world.tick()

    def now() -> datetime:
        return start + timedelta(seconds=int(time.monotonic() - began))

    app = create_app(Office(world.office.folder), port, pictures, time.monotonic, now)
    server = uvicorn.Server(_config(app, port))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://{LOOPBACK}:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
        pictures.close()
        socket.close()
        world.now = now()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's own browser; where there is none the tests are skipped and say so."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", REBOUND])
        yield browser
        browser.close()


class Screen:
    """One person's browser window; what the page's console says of errors is kept."""

    def __init__(self, browser: Browser, home: str) -> None:
        width, height = LAPTOP
        # Without transitions: a colour measured half-way through one belongs to neither state.
        self.page: Page = browser.new_page(
            viewport={"width": width, "height": height}, reduced_motion="reduce"
        )
        self.page.set_default_timeout(PATIENCE)
        self.home = home
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    def sign_in(self, id: str, password: str = PASSWORD) -> None:
        self.page.goto(f"{self.home}/sign-in")
        self.page.fill("#id", id)
        self.page.fill("#password", password)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("h1:has-text('Queue')")

    def open(self, path: str) -> None:
        """A review, until its first row stands beside its page."""
        self.page.goto(f"{self.home}{path}")
        self.page.wait_for_selector("#review[data-shown]")

    @property
    def row(self) -> str:
        return self.page.inner_text("#row-heading")

    def lose_session(self) -> None:
        """Every window forgets its session. An answer still on its way would bring the cookie back."""
        for window in self.page.context.pages:
            window.wait_for_load_state("networkidle")
        self.page.context.clear_cookies()

    def shown(self) -> None:
        """Until the row on the screen stands beside its page."""
        self.page.wait_for_selector("[data-verdict=accept][aria-disabled=false]")

    def accept(self) -> None:
        """Accept the row on the screen, as soon as it may be, and wait for the next one."""
        self.shown()
        before = self.page.inner_text("#progress-words")
        self.press("a")
        self.waits(lambda: self.page.inner_text("#progress-words") != before, "one row less")

    def saved(self) -> None:
        """Until everything decided so far is in the ledger."""
        self.page.wait_for_selector("#saving:has-text('saved')")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def waits(self, true: Callable[[], bool], what: str) -> None:
        for _ in range(PATIENCE // 50):
            if true():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never came: {what}")
