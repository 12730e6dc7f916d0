"""Whole exhibit sets of up to 400 exhibits, drawn by chance, made, released and read again by other code.

    python benchmarks/exhibit_sets.py [EXHIBITS ...] [--seed N]

Papers of all sizes, turns and boxes, dense, with marks in the corners, or scanned; several parties, page
ranges in any order, tiers, tabs, footers, numbers given and borne, withdrawn and missing ones; courts with
zones, covers, letter paper; volumes under small limits. `tests.pipelines.exhibits.read_sets` reads every
line, link, bookmark, number and word of what was released. Prints one JSON line a set (exhibits, pages read,
links, files, seconds, faults) and each fault on a line of its own; ends with 1 if there was one.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path

import pikepdf

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.pipelines.exhibits.drawn_sets import draw_set  # noqa: E402
from tests.pipelines.exhibits.exhibit_world import ExhibitWorld  # noqa: E402
from tests.pipelines.exhibits.read_sets import read_draft, read_set  # noqa: E402

SIZES = (1, 5, 12, 30, 60, 120, 400)


def prove(count: int, seed: int, folder: Path) -> tuple[dict[str, object], list[str]]:
    """Draw, make, release and read one set; figures and faults."""
    drawn = draw_set(random.Random(seed), count)
    world = ExhibitWorld(folder)
    for paper in drawn.papers:
        world.add(paper.name, paper.data)
    world.plan("", head=drawn.toml)
    begun = time.perf_counter()
    draft = world.draft()
    made = time.perf_counter()
    released = world.release(draft).folder
    marks, reading = read_draft(draft.folder), read_set(released, drawn)
    faults = [*marks.faults, *reading.faults]
    files = sorted(released.rglob("*.pdf"))
    for path in files:
        with pikepdf.open(path) as pdf:
            faults += [f"{path.name}: {found}" for found in pdf.check_pdf_syntax()]
    figures = {
        "exhibits": reading.exhibits,
        "seed": seed,
        "court": drawn.setting.profile,
        "layout": drawn.setting.layout,
        "limits": dict(drawn.setting.overrides),
        "pages_read": reading.pages,
        "draft_pages_read": marks.pages,
        "links": reading.links,
        "files": len(files),
        "draft_seconds": round(made - begun, 1),
        "faults": len(faults),
    }
    return figures, faults


def main() -> int:
    """Prove each size; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("exhibits", nargs="*", type=int, default=SIZES)
    parser.add_argument("--seed", type=int, default=4)
    given = parser.parse_args()
    wrong = 0
    for at, count in enumerate(given.exhibits):
        with tempfile.TemporaryDirectory() as folder:
            figures, faults = prove(count, given.seed + at, Path(folder))
        print(json.dumps(figures), flush=True)
        for fault in faults:
            print(f"    {fault}", flush=True)
        wrong += len(faults)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
