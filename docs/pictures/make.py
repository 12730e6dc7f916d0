"""Makes the pictures of the documentation from the demo's real output: ``make demo``, then this script.

Pages of the draft's PDF are chosen by what stands on them, so that a changed layout changes the picture and
not its subject.

    make demo && .venv/bin/python docs/pictures/make.py
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PIL import Image

HERE = Path(__file__).resolve().parent
DRAFT = HERE.parents[1] / "demo-output" / "draft" / "chronology.pdf"
WIDTH = 1320
"""Pixels."""
COLOURS = 128

PICTURES: dict[str, Callable[[str], bool]] = {
    "timeline.png": lambda text: "Method and counts" in text and "Timeline" in text,
    "cover.png": lambda text: "Files set aside" in text,
    "chronology.png": lambda text: text.count("Date of incident") > 1 and "Findings" in text,
    "findings.png": lambda text: "Undated pages (" in text,
    "page-ledger.png": lambda text: "End of the chronology" in text,
}
"""File name → whether a page's text is the one to show; the first page that is, is taken."""


def main() -> int:
    pdf = pypdfium2.PdfDocument(DRAFT)
    texts = [page.get_textpage().get_text_bounded() for page in pdf]
    for name, wanted in PICTURES.items():
        page = pdf[next(i for i, text in enumerate(texts) if wanted(text))]
        image: Image.Image = page.render(scale=WIDTH / page.get_width()).to_pil()
        image.convert("RGB").quantize(COLOURS).save(HERE / name, optimize=True)
        print(f"{name}: {(HERE / name).stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
