"""What a late transmission costs: 20 pages that come to a matter which was read and drafted before.

    python benchmarks/transmission.py [PAGES [SCANNED ...]]      # 1,200 pages; shares of scans, e.g. 0 0.25

The papers are those of `benchmarks/growth.py`; a scanned page is the picture of one, a little askew. A run
takes what lies in the drop folder, reads what is new, and drafts the treatment chronology with all its files
and the delta, as a run of the watch does; it is measured in a process of its own, from the drop folder to the
draft. Prints one JSON line for each share: seconds on the clock and of processors (those of the reading
processes too) of the full run and of the late one, by station, and how one stands to the other.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.growth import CLIENT, INCIDENT, draw, papers  # noqa: E402
from pipelines.commands.templates import SHIPPED_TEMPLATES  # noqa: E402
from pipelines.discovery.batches import BATCH_SECONDS, OnPage, Submit, read_all, read_batch  # noqa: E402
from pipelines.discovery.operator_page import OperatorPage  # noqa: E402
from pipelines.discovery.run import process  # noqa: E402
from pipelines.isolation import ReadingPool  # noqa: E402
from pipelines.matter import Matter  # noqa: E402
from pipelines.matter_file import load_matter  # noqa: E402
from pipelines.matter_opening import open_matter  # noqa: E402
from pipelines.progress import Silent, told_to  # noqa: E402
from pipelines.review.roster import Person, Role  # noqa: E402
from pipelines.store import Store  # noqa: E402
from pipelines.template_set import make_office  # noqa: E402
from tests.pipelines.made_office import set_roster  # noqa: E402

PAGES, LATE = 1200, 20
SHARES = (0.0, 0.25)
CLIENTS = (
    CLIENT.name,
    "Tamsin Okafor",
    "Piet Lindqvist",
    "Guadalupe Marsh",
    "Yusuf Hartnell",
    "Briony Castellan",
    "Wendell Achterberg",
    "Ikram Solheim",
)
"""One for each matter: an office does not take two matters of one client without asking."""
DPI, ASKEW, BRIGHT = 200, 0.3, 170


class Stations(Silent):
    """Seconds between the stations of a run."""

    def __init__(self) -> None:
        self._began, self._at, self.seconds = time.perf_counter(), "take and read", dict[str, float]()

    def stage(self, name: str) -> None:
        """The next station begins."""
        now = time.perf_counter()
        self.seconds[self._at] = round(self.seconds.get(self._at, 0.0) + now - self._began, 2)
        self._began, self._at = now, name


class Nowhere:
    """An orchestrator that shows nothing."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda **_: None


def deliver(matter: Matter, pages: int, first: int, last: int, share: float) -> None:
    """Lay the pages ``first`` to ``last`` of a matter of so many into its drop folder."""
    number = 0
    for name, lines in papers(pages):
        here = range(number, number + len(lines))
        number += len(lines)
        if not first <= here[0] < last:
            continue
        path = matter.uploads / name
        scanned = [int((n + 1) * share) > int(n * share) for n in here]
        draw(path, lines)
        if any(scanned):
            path.write_bytes(with_scans(path, lines, scanned))


def with_scans(path: Path, pages: Sequence[Sequence[str]], scanned: Sequence[bool]) -> bytes:
    """The same file with these pages as pictures of themselves."""
    import pypdfium2

    printed = pypdfium2.PdfDocument(path)
    canvas = Canvas("scanned.pdf", pagesize=letter, invariant=1)
    for number, (lines, is_scan) in enumerate(zip(pages, scanned, strict=True)):
        if is_scan:
            seen = printed[number].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
            paper = seen.rotate(ASKEW, fillcolor=255).point(lambda level: 255 * (level > BRIGHT)).convert("1")
            canvas.drawImage(ImageReader(paper), 0, 0, *letter)
        else:
            for at, line in enumerate(lines):
                canvas.drawString(54, 740 - 14 * at, line)
        canvas.showPage()
    data: bytes = canvas.getpdfdata()
    return data


@contextmanager
def side_by_side(on_page: OnPage) -> Iterator[Submit]:
    """Readers of this machine, without an orchestrator."""
    with ReadingPool(on_page=on_page) as pool, ThreadPoolExecutor(pool.workers) as threads:
        yield lambda folder, batch: threads.submit(read_batch, folder, batch, pool)


def run(folder: Path) -> dict[str, Any]:
    """One run over a matter, in this process."""
    matter = load_matter(folder)
    stations, page = Stations(), OperatorPage(matter, Nowhere())
    reading = partial(read_all, side_by_side=side_by_side, seconds=BATCH_SECONDS)
    began = time.perf_counter()
    with Store.open(matter) as store, told_to(stations):
        report, _ = process(matter, store, ["treatment"], "pat", lambda: datetime.now(UTC), page, reading)
    stations.stage("")
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    (draft,) = report.drafts
    return {
        "seconds": round(time.perf_counter() - began, 2),
        "processor_seconds": round(sum(u.ru_utime + u.ru_stime for u in usage), 2),
        "stations": stations.seconds,
        "pages_read": report.pages_read,
        "rows": {"added": draft.added, "changed": draft.changed, "withdrawn": draft.withdrawn},
        "peak_mb": usage[0].ru_maxrss // 1024,
    }


def opened_office(folder: Path, matters: int, settle_seconds: int) -> tuple[Path, list[Matter]]:
    """A new office with so many matters, whose drop folders settle in so many seconds."""
    now = datetime.now(UTC)
    office = make_office(folder, SHIPPED_TEMPLATES, now)
    policy = office.policy_file.read_text(encoding="utf-8")
    settling = policy.replace("settle_seconds = 10", f"settle_seconds = {settle_seconds}")
    assert settling != policy
    office.policy_file.write_text(settling, encoding="utf-8")
    set_roster(office, Person("pat", "Pat Quill", (Role.PREPARER, Role.QC)))
    made = []
    for number, name in enumerate(CLIENTS[:matters], 1):
        slug = f"2024-{number:03d}"
        proposed = Matter(office.matters_folder / slug, slug, replace(CLIENT, name=name), INCIDENT)
        made.append(open_matter(office, proposed, ["pat"], "pat", now)[0])
    return folder, made


def measured(matter: Matter) -> dict[str, Any]:
    """One run in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--run", str(matter.folder)], check=True, stdout=subprocess.PIPE
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def compare(pages: int, share: float) -> dict[str, Any]:
    """The full run and the late one, for one share of scans."""
    with tempfile.TemporaryDirectory(prefix="pincite-transmission-") as folder:
        # The files are laid whole: how long one waits for others is not what is measured here.
        _, (matter,) = opened_office(Path(folder) / "office", 1, 0)
        deliver(matter, pages + LATE, 0, pages, share)
        full = measured(matter)
        deliver(matter, pages + LATE, pages, pages + LATE, share)
        late = measured(matter)
    read = (full["pages_read"], late["pages_read"])
    assert read == (pages, LATE), f"{read} pages were read"
    return {
        "pages": pages,
        "scanned": share,
        "late_pages": LATE,
        "ratio": round(late["seconds"] / full["seconds"], 3),
        "processor_ratio": round(late["processor_seconds"] / full["processor_seconds"], 3),
        "full": full,
        "late": late,
    }


def main(arguments: list[str]) -> int:
    """Command line entry."""
    if arguments[:1] == ["--run"]:
        print(json.dumps(run(Path(arguments[1]))))
        return 0
    pages = int(arguments[0]) if arguments else PAGES
    for share in [float(a) for a in arguments[1:]] or SHARES:
        print(json.dumps(compare(pages, share)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
