"""How quick reviewing is on a large matter: 1,200 pages in six files, 400 rows, the real gate and page.

    python benchmarks/review.py

Prints, for each thing that a reviewer waits for, the first, median and worst time on the clock and the median
of processor time, in milliseconds. How quickly the next row stands in a real browser is measured by
``pytest tests/pipelines/web/browser/test_browser_speed.py -m long``.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipelines.review.desk import open_desk  # noqa: E402
from pipelines.web.page_pictures import Pictures  # noqa: E402
from tests.pipelines.web.browser.test_browser_speed import LargeMatter  # noqa: E402
from tests.pipelines.web.visitor import Clock, Review  # noqa: E402

ROWS = 40


def measured(label: str, times: int, work: Callable[[], object]) -> None:
    """Do it so often, and print how long it took."""
    clock, processor = [], []
    for _ in range(times):
        on_clock, on_processor = time.perf_counter(), time.process_time()
        work()
        clock.append(1000 * (time.perf_counter() - on_clock))
        processor.append(1000 * (time.process_time() - on_processor))
    print(
        f"{label:34}first {clock[0]:7.1f}   median {statistics.median(clock):7.1f}   worst {max(clock):7.1f}"
        f"   processor {statistics.median(processor):7.1f}"
    )


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        world = LargeMatter(Path(folder) / "world")
        item = world.in_review()
        measured("open the desk again (library)", 5, lambda: open_desk(world.matter, item))
        pictures = Pictures()
        anna = Review(world.office, pictures, Clock(), world.tick()).signed_in("anna")
        at = f"/m/{world.matter.slug}/{item.deliverable}/{item.revision}"
        measured("the review's page", 5, lambda: anna.get(at, html=True))
        measured("all rows and decisions", 5, lambda: anna.get(f"{at}/rows.json"))
        measured("progress", 5, lambda: anna.get(f"{at}/progress.json"))
        order = anna.get(f"{at}/rows.json").json()["order"]
        to_show, to_decide = iter(order), iter(order)
        measured("record a row as shown", ROWS, lambda: anna.post(f"{at}/shown", {"row": next(to_show)}))
        accept = {"verdict": "accept", "expects": 0}
        measured("accept a row", ROWS, lambda: anna.post(f"{at}/decide", {"row": next(to_decide), **accept}))
        file = f"/m/{world.matter.slug}/page/{world.files[3]}"
        pages = iter(range(100, 120))
        measured("a page not drawn before", 10, lambda: anna.get(f"{file}/{next(pages)}"))
        measured("a page drawn before", 10, lambda: anna.get(f"{file}/100"))
        pictures.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
