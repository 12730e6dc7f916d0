"""Slip sheets and covers: one letter page that holds all its words."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from pipelines.exhibits.sheets import slip_sheet
from tests.pipelines.exhibits.edge_pages import found, size_of


def _read(data: bytes, path: Path) -> str:
    path.write_bytes(data)
    reader = pypdf.PdfReader(path)
    assert len(reader.pages) == 1
    return " ".join(reader.pages[0].extract_text().split())


def test_a_slip_sheet_says_what_it_is_told(tmp_path: Path) -> None:
    lines = ("Records of Marlow Orthopaedics, 2025", "Withdrawn")
    data = slip_sheet("PX-12", lines, ("Superior Court of Quill County", "No. 2:26-cv-00417"))
    text = _read(data, tmp_path / "a.pdf")
    assert text == (
        "Superior Court of Quill County No. 2:26-cv-00417 EXHIBIT PX-12"
        " Records of Marlow Orthopaedics, 2025 Withdrawn"
    )
    assert size_of(tmp_path / "a.pdf") == (612, 792)
    assert data == slip_sheet("PX-12", lines, ("Superior Court of Quill County", "No. 2:26-cv-00417"))


@pytest.mark.parametrize("count", [1, 12, 60])
def test_many_and_long_lines_stay_on_the_page_over_its_foot(tmp_path: Path, count: int) -> None:
    lines = tuple(
        f"Part {n:02d} of a long description of what the exhibit holds, page by page" for n in range(count)
    )
    _read(slip_sheet("A" * 40, lines), tmp_path / "a.pdf")
    for n in range(count):
        (box,) = found(tmp_path / "a.pdf", 0, f"Part {n:02d}")
        assert box.x0 >= 70
        assert box.x1 <= 542
        assert box.bottom <= 700


def test_the_head_stays_under_the_space_that_courts_keep_for_their_stamp(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(slip_sheet("PX-12", ("Records",), ("Superior Court of Quill County, Western Division",)))
    (box,) = found(path, 0, "Superior Court")
    assert box.top > 216
