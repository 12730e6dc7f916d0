"""Time per page, born-digital and scanned apart, and peak memory, for folders of records of different sizes.

    python benchmarks/speed.py FOLDER [FOLDER ...]

Each folder is read in one process of its own, without cache, page by page as the readers report progress;
then its facts are gathered. Prints one JSON line a folder: pages by layer, processor seconds a page by layer
(a page counts under the layer its text came from), seconds to gather, peak resident memory in MB.
"""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extractors.errors import SetAsideError  # noqa: E402
from extractors.pages import Document, Layer, Source  # noqa: E402
from extractors.reading import read  # noqa: E402
from extractors.reading_options import ReadingOptions  # noqa: E402
from extractors.sniffing import sniff  # noqa: E402
from pipelines.gather import gather  # noqa: E402
from pipelines.matter import Client  # noqa: E402


def measure(folder: Path) -> dict[str, float | int | str]:
    """Read and gather one folder in this process."""
    seconds = dict.fromkeys(Layer, 0.0)
    pages = dict.fromkeys(Layer, 0)
    documents: list[Document] = []
    set_aside = 0
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        marks: list[float] = [time.process_time()]
        source = Source(
            hashlib.sha256(path.read_bytes()).hexdigest(), (path.name,), sniff(path), path.stat().st_size
        )
        options = ReadingOptions(page_done=_noting(marks))
        try:
            document = read(path, source, options)
        except SetAsideError:
            set_aside += 1
            continue
        documents.append(document)
        for page, (before, after) in zip(document.pages, pairwise(marks), strict=False):
            seconds[page.layer] += after - before
            pages[page.layer] += 1
    began = time.process_time()
    gather(documents, Client("", None), None)
    gathering = time.process_time() - began
    count = sum(pages.values())
    return {
        "folder": folder.name if folder.name != "files" else folder.parent.name,
        "files": len(documents),
        "set_aside": set_aside,
        "pages": count,
        "native_pages": pages[Layer.NATIVE],
        "native_ms_a_page": round(1000 * seconds[Layer.NATIVE] / max(1, pages[Layer.NATIVE]), 1),
        "scanned_pages": pages[Layer.OCR],
        "scanned_s_a_page": round(seconds[Layer.OCR] / max(1, pages[Layer.OCR]), 2),
        "gather_ms_a_page": round(1000 * gathering / max(1, count), 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _noting(marks: list[float]) -> Callable[[int, int], None]:
    """A progress callback that notes the processor time at each page done."""

    def page_done(done: int, total: int) -> None:
        marks.append(time.process_time())

    return page_done


def main(arguments: list[str]) -> int:
    """Command line entry: one process for each folder, so that peaks do not add up."""
    if arguments[:1] == ["--here"]:
        print(json.dumps(measure(Path(arguments[1]))))
        return 0
    if not arguments:
        print(__doc__)
        return 2
    for folder in arguments:
        subprocess.run([sys.executable, __file__, "--here", folder], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
