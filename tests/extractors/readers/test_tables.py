"""Ruled tables: a row whose cells do not start level is one line; level rows stay visual rows."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from tests.extractors.readers.made_pdf import first_page

LONG = "Office visit for persistent low back pain that spreads to the left leg below the knee"
STYLE = getSampleStyleSheet()["BodyText"]


def statement(align: str) -> bytes:
    table = Table(
        [
            ["Date", "Description", "Amount"],
            ["01/02/2020", Paragraph(LONG, STYLE), "$120.00"],
            ["01/09/2020", "Therapy", "$80.00"],
        ],
        colWidths=[80, 150, 80],
    )
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), align)]
    table.setStyle(TableStyle(grid))
    buffer = io.BytesIO()
    story = [Paragraph("Statement of account", STYLE), table, Paragraph("Due on receipt.", STYLE)]
    SimpleDocTemplate(buffer, invariant=1).build(story)
    return buffer.getvalue()


@pytest.mark.parametrize("align", ["MIDDLE", "BOTTOM"])
def test_a_staggered_row_is_one_line(tmp_path: Path, align: str) -> None:
    assert first_page(tmp_path, statement(align)).text.split("\n") == [
        "Statement of account",
        "Date Description Amount",
        f"01/02/2020 {LONG} $120.00",
        "01/09/2020 Therapy $80.00",
        "Due on receipt.",
    ]


def test_level_cells_keep_their_visual_rows(tmp_path: Path) -> None:
    read = first_page(tmp_path, statement("TOP")).text.split("\n")
    assert read[2].startswith("01/02/2020 Office visit")
    assert read[2].endswith("$120.00")
    assert read[-2:] == ["01/09/2020 Therapy $80.00", "Due on receipt."]
