"""A page's text is told to be kept when it is, whatever PDFium calls a hyphen, and not when one is gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipelines.exhibits.bundle_parts import BoundPart, BundleError
from pipelines.exhibits.reread import reread_exhibit
from pipelines.exhibits.sheets import Sheet
from pipelines.exhibits.stamping import StampJob, stamp_exhibit
from tests.pipelines.exhibits.made_bundle import PROFILE

SOFT = "\xad"
ROWS = {
    "a row that ends in a hyphen": ("Walks with a cane.", "Asked to follow-"),
    "a word over two rows": ("Asked to follow-", "up in a week."),
    "a soft hyphen at the end": ("Walks with a cane.", f"Asked to follow{SOFT}"),
    "a hyphen between words": ("Asked to follow-up in a week.",),
}


def _drawn(path: Path, rows: tuple[str, ...], scale: float) -> Path:
    canvas = Canvas(str(path), pagesize=(612, 792), invariant=1)
    canvas.scale(scale, scale)
    canvas.setFont("Helvetica", 10)
    for at, row in enumerate(rows):
        canvas.drawString(60, 600 - 14 * at, row)
    canvas.showPage()
    canvas.save()
    return path


def _stamped(copy: Path, out: Path) -> BoundPart:
    made = stamp_exhibit(copy, out, StampJob(PROFILE, Sheet("EXHIBIT PX-1"), bates=("AB-0001",)))
    return BoundPart("E-0001", "PX-1", "", out, (("a" * 64, 1),), copy, made.printed)


def _text(path: Path) -> str:
    with pdfium.PdfDocument(path) as pdf:
        return str(pdf[0].get_textpage().get_text_range())


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
@pytest.mark.parametrize("scale", [1.0, 0.5])
def test_a_hyphen_is_one_however_pdfium_calls_it(tmp_path: Path, rows: tuple[str, ...], scale: float) -> None:
    reread_exhibit(_stamped(_drawn(tmp_path / "copy.pdf", rows, scale), tmp_path / "out.pdf"))


def test_pdfium_does_call_a_hyphen_otherwise_once_a_stamp_follows_it(tmp_path: Path) -> None:
    copy = _drawn(tmp_path / "copy.pdf", ROWS["a row that ends in a hyphen"], 1.0)
    _stamped(copy, tmp_path / "out.pdf")
    assert (_text(copy)[-1], "\ufffe" in _text(tmp_path / "out.pdf")) == ("-", True)


def test_a_hyphen_that_is_gone_is_missed(tmp_path: Path) -> None:
    copy = _drawn(tmp_path / "copy.pdf", ("Follow-", "Asked to follow-up"), 1.0)
    other = _drawn(tmp_path / "other.pdf", ("Follow-", "Asked to followup"), 1.0)
    part = replace(_stamped(copy, tmp_path / "out.pdf"), copy=other)
    with pytest.raises(BundleError, match="does not have the text of its source"):
        reread_exhibit(part)
