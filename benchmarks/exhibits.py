"""What binding costs: our labels, numbers, index, links and bookmarks beside a bare overlay of one line.

    python benchmarks/exhibits.py [PAGES ...]

Exhibits are drawn here, eight pages each or a little more, one page in ten a scan. For each size (250, 500
and 1,000 pages in 30, 60 and 120 exhibits) five processes of their own run over the same files, three times
by turns; the fastest counts, for nothing but other work makes one slower.

    floor    pikepdf lays lines of text, made before the clock runs, over all pages and saves one file
    usual    the same, but each line is drawn as it is needed, a page by reportlab for each, as most who
             overlay do
    files    floor twice, for it leaves the files that we leave: each exhibit with its line, and all of them
             bound with a second one
    renders  floor, and before that the foot of every page rendered by PDFium: the plainest way to see
             whether there is ink
    ours     each exhibit stamped to a file of its own (sticker, Bates number, ink looked for) and all bound
             behind an index whose lines link to their pages

Prints one JSON line a size: processor and wall seconds, our ratio to each in both, peak resident memory in
MB, and what reading everything again costs besides.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipelines.exhibits.bundle import bind  # noqa: E402
from pipelines.exhibits.bundle_parts import (  # noqa: E402
    BoundPart,
    BundleSpec,
    PlaceInBundle,
    exhibit_link,
)
from pipelines.exhibits.court_profile import CourtProfile  # noqa: E402
from pipelines.exhibits.courts import load_profile  # noqa: E402
from pipelines.exhibits.label_layout import LabelText  # noqa: E402
from pipelines.exhibits.reread import reread  # noqa: E402
from pipelines.exhibits.sheets import Sheet  # noqa: E402
from pipelines.exhibits.stamping import StampJob, stamp_exhibit  # noqa: E402

SIZES = (250, 500, 1000)
WAYS = ("floor", "usual", "files", "renders", "ours")
TURNS = 3
PAGES_AN_EXHIBIT = 1000 / 120
LINES_A_PAGE = 44
SCAN_EVERY = 10
WORDS = ("neck", "shoulder", "stiff", "sore", "morning", "sleep", "lift", "reach", "turn", "walk", "stand")


def scan(rng: random.Random) -> bytes:
    """A grey page of print as a scanner saves it, 100 dots to the inch."""
    picture = Image.new("L", (850, 1100), 246)
    pen = ImageDraw.Draw(picture)
    for line in range(40):
        pen.text((80, 80 + 23 * line), " ".join(rng.choice(WORDS) for _ in range(12)), fill=30)
    out = BytesIO()
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()


def draw(path: Path, pages: int, rng: random.Random) -> None:
    """One exhibit as it would arrive: notes, some pages wide, some scanned."""
    canvas = Canvas(str(path), pagesize=letter, invariant=1, pageCompression=1)
    for number in range(pages):
        wide = rng.random() < 0.1
        canvas.setPageSize(landscape(letter) if wide else letter)
        if rng.randrange(SCAN_EVERY) == 0:
            canvas.drawImage(ImageReader(BytesIO(scan(rng))), 0, 0, *(landscape(letter) if wide else letter))
        else:
            canvas.setFont("Helvetica", 9)
            for line in range(30 if wide else LINES_A_PAGE):
                words = " ".join(rng.choice(WORDS) for _ in range(14))
                canvas.drawString(54, (540 if wide else 720) - 14 * line, f"{number}.{line} {words}")
        canvas.showPage()
    canvas.save()


def exhibits(folder: Path, pages: int) -> list[Path]:
    """That many pages in as many files as a set of that size has."""
    rng = random.Random(pages)
    count = round(pages / PAGES_AN_EXHIBIT)
    found = []
    for number in range(count):
        path = folder / f"source-{number:04}.pdf"
        draw(path, pages * (number + 1) // count - pages * number // count, rng)
        found.append(path)
    return found


def overlay(pages: int) -> bytes:
    """One line for each page, made before the clock runs."""
    canvas = Canvas(out := BytesIO(), pagesize=letter, invariant=1)
    for number in range(pages):
        canvas.setFont("Helvetica", 9)
        canvas.drawRightString(594, 12, f"ABC-{number:06}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def line(number: int) -> BytesIO:
    """One line, made while the clock runs."""
    canvas = Canvas(out := BytesIO(), pagesize=letter, invariant=1)
    canvas.setFont("Helvetica", 9)
    canvas.drawRightString(594, 12, f"ABC-{number:06}")
    canvas.save()
    return out


def floor(paths: list[Path], out: Path) -> dict[str, float]:
    """The least that a bundle could cost."""
    lines = overlay(page_count(paths))
    clock = Clock()
    with pikepdf.new() as bundle, pikepdf.open(BytesIO(lines)) as stamps:
        for path in paths:
            with pikepdf.open(path) as exhibit:
                bundle.pages.extend(exhibit.pages)
        for page, stamp in zip(bundle.pages, stamps.pages, strict=True):
            page.add_overlay(stamp, None)
        bundle.save(out / "floor.pdf")
    return clock.read()


def usual(paths: list[Path], out: Path) -> dict[str, float]:
    """What most would write who overlay pages."""
    clock = Clock()
    with pikepdf.new() as bundle:
        for path in paths:
            with pikepdf.open(path) as exhibit:
                bundle.pages.extend(exhibit.pages)
        for number, page in enumerate(bundle.pages):
            with pikepdf.open(line(number)) as stamp:
                page.add_overlay(stamp.pages[0], None)
        bundle.save(out / "usual.pdf")
    return clock.read()


def renders(paths: list[Path], out: Path) -> dict[str, float]:
    """The least that looking for ink could cost where every foot is rendered."""
    clock = Clock()
    for path in paths:
        with pdfium.PdfDocument(path) as exhibit:
            for page in exhibit:
                across, down = page.get_size()
                bitmap = page.render(grayscale=True, crop=(across - 90, 8, 14, down - 30))
                bitmap.to_numpy().min()
                page.close()
    looked = clock.read()
    laid = floor(paths, out)
    return {
        "seconds": looked["seconds"] + laid["seconds"],
        "wall": looked["wall"] + laid["wall"],
        "peak_mb": peak_mb(),
    }


def files(paths: list[Path], out: Path) -> dict[str, float]:
    """The least that an exhibit's own file for each, and a bundle of them, could cost."""
    lines = overlay(page_count(paths))
    clock = Clock()
    finished = []
    given = 0
    with pikepdf.open(BytesIO(lines)) as stamps:
        for path in paths:
            with pikepdf.open(path) as exhibit:
                for page in exhibit.pages:
                    page.add_overlay(stamps.pages[given], None)
                    given += 1
                exhibit.save(out / path.name)
            finished.append(out / path.name)
    first = clock.read()
    second = floor(finished, out)
    return {
        "seconds": first["seconds"] + second["seconds"],
        "wall": first["wall"] + second["wall"],
        "peak_mb": peak_mb(),
    }


def ours(paths: list[Path], out: Path) -> dict[str, float]:
    """Stamp, bind; then prove, timed apart. Digests and pages are known from the copies in a real set."""
    profile = load_profile("strict", ())
    known = [(path, page_count([path]), sha256(path.read_bytes()).hexdigest()) for path in paths]
    clock = Clock()
    parts = []
    given = 0
    for number, (path, count, digest) in enumerate(known, 1):
        parts.append(stamped(number, path, given, count, digest, profile, out))
        given += count
    stamping = clock.read()

    def index(places: Mapping[str, PlaceInBundle]) -> bytes:
        return drawn_index(parts, places)

    spec = BundleSpec("Exhibits", lambda volume: f"bundle-{volume[0] if volume else 1}.pdf")
    bundle = bind(parts, index, spec, out)
    found = clock.read()
    found |= {"stamp": stamping["seconds"], "bind": found["seconds"] - stamping["seconds"]}
    proving = Clock()
    reread(bundle, parts, spec)
    return found | {"reread": proving.read()["seconds"], "peak_with_reread_mb": peak_mb()}


def stamped(
    number: int, path: Path, given: int, count: int, digest: str, profile: CourtProfile, out: Path
) -> BoundPart:
    """One exhibit with its sticker and Bates numbers."""
    job = StampJob(
        profile,
        Sheet(f"EXHIBIT PX-{number}"),
        LabelText("PLAINTIFF'S EXHIBIT", f"PX-{number}", ("No. 2:26-cv-00417", "Moen v. Ardent")),
        "yellow",
        bates=tuple(f"ABC-{given + n:06}" for n in range(1, count + 1)),
        number="8888",
    )
    done = out / f"exhibit-{number:04}.pdf"
    result = stamp_exhibit(path, done, job)
    pages = tuple((digest, page.copy_page) if page.copy_page else ("", 0) for page in result.pages)
    description = f"Office notes of practice no. {number}"
    return BoundPart(f"E-{number}", f"PX-{number}", description, done, pages, path, result.printed)


def drawn_index(parts: list[BoundPart], places: Mapping[str, PlaceInBundle]) -> bytes:
    """A plain index, thirty lines a page."""
    canvas = Canvas(out := BytesIO(), pagesize=letter, invariant=1, pageCompression=0)
    for at, part in enumerate(parts):
        if at and at % 30 == 0:
            canvas.showPage()
        y = 720 - 20 * (at % 30)
        canvas.setFont("Helvetica", 10)
        for words, x, target in (
            (part.designation, 72, exhibit_link(part.id)),
            (places[part.id].printed, 520, exhibit_link(part.id, page_number=True)),
        ):
            canvas.drawString(x, y, words)
            canvas.linkURL(target, (x, y - 2, x + canvas.stringWidth(words), y + 8), relative=0, thickness=0)
        canvas.drawString(140, y, part.description)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class Clock:
    """Runs from when it is made."""

    def __init__(self) -> None:
        self._seconds, self._wall = time.process_time(), time.perf_counter()

    def read(self) -> dict[str, float]:
        """Processor and wall seconds since then, and the peak of memory."""
        seconds, wall = time.process_time() - self._seconds, time.perf_counter() - self._wall
        return {"seconds": seconds, "wall": wall, "peak_mb": peak_mb()}


def page_count(paths: list[Path]) -> int:
    """Pages of all these files."""
    count = 0
    for path in paths:
        with pikepdf.open(path) as pdf:
            count += len(pdf.pages)
    return count


def peak_mb() -> float:
    """Peak resident memory of this program so far: what the system counts for a process, it counts for its
    parent's memory too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return round(int(status.partition("VmHWM:")[2].split()[0]) / 1024, 1)


def main() -> None:
    """Each size with each way in a process of its own, so that one's memory is not another's."""
    if sys.argv[1:2] == ["--one"]:
        work = {"floor": floor, "usual": usual, "files": files, "renders": renders, "ours": ours}[sys.argv[2]]
        folder = Path(sys.argv[3])
        shutil.rmtree(out := folder / sys.argv[2], ignore_errors=True)
        out.mkdir()
        found = work(sorted(folder.glob("source-*.pdf")), out)
        print(json.dumps({name: round(value, 3) for name, value in found.items()}))
        return
    for pages in [int(a) for a in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as name:
            count = len(exhibits(Path(name), pages))
            tries = [{way: measured(way, name) for way in WAYS} for _ in range(TURNS)]
        costs = {way: min((t[way] for t in tries), key=lambda cost: float(cost["seconds"])) for way in WAYS}
        ratios = {
            f"{clock}_ratio_to_{way}": round(costs["ours"][clock] / costs[way][clock], 2)
            for clock in ("seconds", "wall")
            for way in WAYS[:-1]
        }
        print(json.dumps({"pages": pages, "exhibits": count, **costs, **ratios}), flush=True)


def measured(way: str, folder: str) -> dict[str, Any]:
    """What one way costs, in a process of its own."""
    command = [sys.executable, __file__, "--one", way, folder]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
