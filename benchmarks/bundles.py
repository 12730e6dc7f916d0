"""Bundles of up to 400 exhibits, bound and read again: whether anything in them is not as planned.

    python benchmarks/bundles.py [EXHIBITS ...]

Pages of all sizes, turns and boxes with stickers, numbers, footers and slip sheets; an index, a chronology
that cites them, volumes under a limit. Two engines that did not write the files read every index number,
link, bookmark, page label, printed number, label and source text again; `pipelines.exhibits.reread` raises at
the first difference. Prints one JSON line a bundle: exhibits, pages, volumes, links, seconds.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pikepdf

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipelines.exhibits.bundle import bind  # noqa: E402
from pipelines.exhibits.reread import reread, reread_exhibit  # noqa: E402
from tests.pipelines.exhibits.made_bundle import (  # noqa: E402
    SPEC,
    chronology,
    exhibit,
    make_index,
    shapes,
)

SIZES = (1, 7, 40, 120, 400)
LONGEST = 12
MOST_BYTES = (None, 2_000_000)
CITED = 300


def prove(count: int, max_bytes: int | None, folder: Path) -> dict[str, int | float]:
    """Make, bind and read again one bundle."""
    rng = random.Random(count)
    parts = tuple(
        exhibit(folder, n, shapes(rng, rng.randint(1, LONGEST)), slip=rng.random() < 0.1)
        for n in range(1, count + 1)
    )
    pages = [(f"note {n}.pdf", *page) for n, part in enumerate(parts) for page in part.pages if page[1]]
    cited = rng.sample(pages, min(len(pages), CITED))
    spec = replace(SPEC, max_bytes=max_bytes, chronology=chronology(cited))
    start = time.perf_counter()
    bundle = bind(parts, make_index(parts), spec, folder)
    middle = time.perf_counter()
    reread(bundle, parts, spec)
    for part in parts:
        reread_exhibit(part)
    end = time.perf_counter()
    for volume in bundle.volumes:
        with pikepdf.open(volume.path) as pdf:
            assert not pdf.check_pdf_syntax(), volume.path.name
    return {
        "exhibits": count,
        "pages": sum(len(volume.pages) for volume in bundle.volumes),
        "volumes": len(bundle.volumes),
        "links": 2 * count + len(cited) - len(bundle.lost),
        "bind_seconds": round(middle - start, 2),
        "reread_seconds": round(end - middle, 2),
    }


def main() -> None:
    """Every size, whole and in volumes."""
    for count in [int(a) for a in sys.argv[1:]] or SIZES:
        for max_bytes in MOST_BYTES:
            with tempfile.TemporaryDirectory() as folder:
                print(json.dumps(prove(count, max_bytes, Path(folder))), flush=True)


if __name__ == "__main__":
    main()
