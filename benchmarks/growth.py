"""Seconds per page from 40 to 2,000 born-digital pages, by station: a step that grows with the square shows.

    python benchmarks/growth.py [PAGES ...]

The papers are drawn here: notes and bills of a dozen practices, each note with words of its own. Each size
runs in a process of its own. Prints one JSON line a size: processor seconds per page to read, to find facts,
to draft and prove, to write the renditions; bytes of each; peak resident memory in MB.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extractors.pages import Source  # noqa: E402
from extractors.reading import read  # noqa: E402
from extractors.reading_options import ReadingOptions  # noqa: E402
from pipelines.approved import load_approved  # noqa: E402
from pipelines.deliverables.kind import Mark  # noqa: E402
from pipelines.deliverables.treatment import draft_chronology  # noqa: E402
from pipelines.gather import gather  # noqa: E402
from pipelines.matter import Client, Matter  # noqa: E402
from pipelines.render.chronology import render  # noqa: E402

SIZES = (40, 200, 1000, 2000)
PAGES_A_FILE = 40
INCIDENT = date(2020, 2, 3)
CLIENT = Client("Orla Devane", date(1980, 5, 6))
PLACES = tuple(
    f"{name} {sort}"
    for name in ("Alder", "Birch", "Cedar", "Dogwood")
    for sort in ("Family Medicine", "Physical Therapy", "Orthopedic Associates")
)
WORDS = """
neck shoulder back knee stiff sore better worse morning evening sleep lift reach turn walk sit stand work
ice heat rest stretch range motion strength tender spasm swelling numb tingling grip balance gait stairs
"""


def sentence(rng: random.Random) -> str:
    """A made sentence, so that pages differ as notes of one patient do."""
    return " ".join(rng.choice(WORDS.split()) for _ in range(rng.randint(8, 16))).capitalize() + "."


def note(rng: random.Random, place: str, day: date) -> list[str]:
    """One page of an office or therapy note."""
    return [
        place,
        "100 Harbor Road, Port Ellery, FL 33480",
        "Patient: Orla Devane    DOB: 05/06/1980",
        f"Date of Service: {day:%m/%d/%Y}",
        "",
        f"CHIEF COMPLAINT: {sentence(rng)}",
        f"SUBJECTIVE: {sentence(rng)} {sentence(rng)}"[:110],
        f"PHYSICAL EXAMINATION: {sentence(rng)}",
        "ASSESSMENT: Cervical strain (S16.1XXA). Lumbar strain (S39.012A).",
        f"PLAN: {sentence(rng)}",
        "",
        "Electronically signed by Nora Ellwood, MD",
    ]


def bill(place: str, days: list[date]) -> list[str]:
    """One page of an account."""
    rows = [f"{day:%m/%d/%Y}   99213   Office visit   125.00" for day in days]
    total = f"TOTAL CHARGES: ${125 * len(days):,.2f}"
    head = [place, "ITEMIZED STATEMENT OF ACCOUNT", "Patient: Orla Devane", "Date Code Description Amount"]
    return [*head, *rows, total]


def papers(pages: int) -> Iterator[tuple[str, list[list[str]]]]:
    """Files of `PAGES_A_FILE` pages: their names and the lines of each page."""
    rng = random.Random(pages)
    for number in range(0, pages, PAGES_A_FILE):
        place = PLACES[number // PAGES_A_FILE % len(PLACES)]
        first = INCIDENT + timedelta(days=number // 2)
        count = min(PAGES_A_FILE, pages - number)
        days = [first + timedelta(days=3 * n) for n in range(count)]
        notes = [note(rng, place, day) for day in days[:-2]]
        yield f"{place} {number:05}.pdf", [*notes, bill(place, days[:20]), bill(place, days[20:-2])]


def draw(path: Path, pages: list[list[str]]) -> None:
    """A born-digital PDF of these pages."""
    canvas = Canvas(str(path), pagesize=letter, invariant=1)
    for lines in pages:
        for at, line in enumerate(lines):
            canvas.drawString(54, 740 - 14 * at, line)
        canvas.showPage()
    canvas.save()


def measure(pages: int) -> dict[str, Any]:
    """One size, in this process."""
    spent: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        value = work()
        spent[name] = round((time.process_time() - start) / pages, 5)
        return value

    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for name, lines in papers(pages):
            path = Path(folder) / name
            draw(path, lines)
            digest = sha256(path.read_bytes()).hexdigest()
            sources.append((path, Source(digest, (name,), "application/pdf", path.stat().st_size)))
        options = ReadingOptions(ocr=False)
        documents = timed("read", lambda: [read(path, source, options) for path, source in sources])
    matter = Matter(Path("growth"), "growth", CLIENT, INCIDENT)
    facts = timed("facts", lambda: gather(documents, CLIENT, INCIDENT))
    template = load_approved(ROOT / "templates", "treatment")
    chronology = timed("draft", lambda: draft_chronology(matter, facts, (), template, "growth"))
    files = timed("render", lambda: render(chronology, template, Mark.DRAFT))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "pages": pages,
        "rows": len(chronology.rows),
        "seconds_per_page": spent | {"all": round(sum(spent.values()), 5)},
        "bytes": {name: len(data) for name, data in sorted(files.items())},
        "peak_mb": round(peak),
    }


def main() -> None:
    """Every size, each in a process of its own so that one's memory is not another's."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
        return
    for pages in [int(a) for a in sys.argv[1:]] or SIZES:
        subprocess.run([sys.executable, __file__, "--one", str(pages)], check=True)


if __name__ == "__main__":
    main()
