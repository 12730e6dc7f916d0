"""Marks for redaction that a person drew in a viewer and nobody applied, as regions to redact.

Answers: a region for each box of each such mark, with the text that was to stand on it as its reason. Until a
mark is applied, everything under it can be read, so a file that has one is held or redacted, never filed as
it is. Reads boxes only; what is under them is not looked at. Refuses a mark that has no place on its page,
for nobody can tell what it was to cover.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from extractors.errors import UsageError
from extractors.pages import Box
from pipelines.exhibits.geometry import Displayed, displayed
from pipelines.exhibits.plan import Region

UNNAMED = "Redacted"
"""Printed on a mark that says nothing itself."""

_LONGEST_REASON = 120
_LEAST = 0.5  # points
_CORNERS = 8  # numbers of one quadrilateral


def marked_regions(source: Path, name: str) -> tuple[Region, ...]:
    """The redaction marks of a PDF, by page; their pages count in it. Call it in a child process.

    Args:
        source: the file as it came in.
        name: what messages call it.

    Raises:
        UsageError: the file does not open, or a mark has no place on its page.
    """
    try:
        with pikepdf.open(source, suppress_warnings=True) as untrusted_pdf:
            return tuple(_regions(untrusted_pdf, name))
    except pikepdf.PdfError as error:
        raise UsageError(
            f"{name} cannot be opened as a PDF.", "Print it to a new PDF and add that."
        ) from error


def _regions(untrusted_pdf: pikepdf.Pdf, name: str) -> Iterator[Region]:
    for number, page in enumerate(untrusted_pdf.pages, 1):
        shown = displayed(page)
        for mark in _marks(page):
            boxes = [b for b in _boxes(mark, shown) if b.x1 - b.x0 >= _LEAST and b.bottom - b.top >= _LEAST]
            if not boxes:
                raise UsageError(
                    f"{name} has a redaction mark on page {number} that covers nothing of the page.",
                    "Draw the mark anew in a viewer, or give the region in the plan.",
                )
            for box in boxes:
                yield Region(number, (box.x0, box.top, box.x1, box.bottom), "", _reason(mark))


def _marks(page: pikepdf.Page) -> Iterator[Dictionary]:
    annotations = page.obj.get("/Annots")
    if isinstance(annotations, Array):
        for annotation in annotations:
            if isinstance(annotation, Dictionary) and annotation.get("/Subtype") == Name.Redact:
                yield annotation


def _boxes(mark: Dictionary, shown: Displayed) -> list[Box]:
    """The mark's quadrilaterals as displayed, or its whole rectangle where it has none that can be read."""
    quads = _numbers(mark.get("/QuadPoints"))
    if not quads or len(quads) % _CORNERS:
        quads = []
        rectangle = _numbers(mark.get("/Rect"))
        if len(rectangle) == 4:
            x0, y0, x1, y1 = rectangle
            quads = [x0, y0, x1, y0, x0, y1, x1, y1]
    boxes: list[Box] = []
    for start in range(0, len(quads), _CORNERS):
        xs, ys = quads[start : start + _CORNERS : 2], quads[start + 1 : start + _CORNERS : 2]
        found = shown.box((min(xs), min(ys), max(xs), max(ys)))
        boxes.append(
            Box(
                max(0.0, found.x0),
                max(0.0, found.top),
                min(shown.width, found.x1),
                min(shown.height, found.bottom),
            )
        )
    return boxes


def _numbers(value: object) -> list[float]:
    """The numbers of an array; none at all if one of them is something else."""
    if not isinstance(value, Array):
        return []
    try:
        found = [float(v) for v in value]
    except (TypeError, ValueError):
        return []
    return found if all(map(math.isfinite, found)) else []


def _reason(mark: Dictionary) -> str:
    text = mark.get("/OverlayText")
    untrusted_words = str(text).split() if isinstance(text, pikepdf.String) else []
    printable = "".join(c if c.isprintable() else "?" for c in " ".join(untrusted_words))
    return printable[:_LONGEST_REASON] or UNNAMED
