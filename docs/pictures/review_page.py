"""Makes the picture of the review page from the demo's real output: ``make demo``, then this script.

The demo's office is copied, its draft goes through quality control there, and a browser visits it.

    make demo && .venv/bin/python docs/pictures/review_page.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT))

from extractors.errors import GateRefusal  # noqa: E402
from pipelines.confidentiality.access import grant  # noqa: E402
from pipelines.drafting import approved_template  # noqa: E402
from pipelines.drafts import latest_draft  # noqa: E402
from pipelines.ledger import Ledger  # noqa: E402
from pipelines.office import Office, add_person  # noqa: E402
from pipelines.review import gate  # noqa: E402
from pipelines.review.escalations import answer, escalations_of  # noqa: E402
from pipelines.review.roster import Person, Role  # noqa: E402
from pipelines.web.accounts import set_password  # noqa: E402
from pipelines.web.serving import serve  # noqa: E402

PEOPLE = (
    Person("pat", "Pat Quill", (Role.PREPARER,)),
    Person("quinn", "Quinn Hale", (Role.QC,)),
    Person("lee", "Lee Moss", (Role.ATTORNEY,), "123456", "MO"),
)
PASSWORD = "six horses graze at noon"
PICTURE = "review.png"
SIZE = {"width": 1366, "height": 768}
DECIDED = 6
COLOURS = 128


def now() -> datetime:
    return datetime.now(UTC)


def put_in_review(office: Office) -> None:
    """The demo's draft before its attorney."""
    for person in PEOPLE:
        add_person(office, person, "pat", now())
    (matter,) = office.matters()
    grant(matter, [p.id for p in PEOPLE], "pat", now())
    set_password(office, "lee", PASSWORD, "lee", now())
    draft = latest_draft(matter, "treatment")
    assert draft is not None
    try:
        gate.submit(matter, draft, "pat", now())
    except GateRefusal:  # its stop-work triggers ask their questions first
        for question in escalations_of(Ledger(matter.ledger).entries(), draft.item):
            answer(matter, draft.item, question.id, "Seen; go on.", "lee", now())
        gate.submit(matter, draft, "pat", now())
    checkpoints = approved_template(matter, "treatment").task.checkpoints
    gate.pass_qc(matter, draft.item, "quinn", {c.id: True for c in checkpoints}, now())


def photograph(address: str, target: Path) -> None:
    """The page after some rows were accepted."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
        page.goto(address)
        page.fill("[name=id]", "lee")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Beckwith").first.click()
        for _ in range(DECIDED):
            page.wait_for_timeout(1500)
            page.keyboard.press("a")
        page.wait_for_timeout(2500)
        page.screenshot(path=target)
        browser.close()
    with Image.open(target) as shot:
        shot.convert("RGB").quantize(COLOURS).save(target, optimize=True)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "demo-output" / "office", Path(folder) / "office", symlinks=True)
        office = Office(Path(folder) / "office")
        put_in_review(office)
        told: list[str] = []
        up = threading.Event()

        def ready(address: str) -> None:
            told.append(address)
            up.set()

        threading.Thread(target=serve, args=(office, 0, now, ready), daemon=True).start()
        up.wait(30)
        photograph(told[0], HERE / PICTURE)
    print(f"{PICTURE}: {(HERE / PICTURE).stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
