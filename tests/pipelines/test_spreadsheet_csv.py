"""CSV for spreadsheets: opened as it stands, nothing computed, no column lost."""

from __future__ import annotations

import csv
import io

import pytest

from pipelines.spreadsheet_csv import spreadsheet_csv


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_what_a_spreadsheet_would_compute_stays_text(cell: str) -> None:
    assert _read(spreadsheet_csv(("A",), [{"A": cell}]))[0]["A"] == f"'{cell}"


def test_a_mark_line_ends_and_cells_that_hold_them() -> None:
    data = spreadsheet_csv(("A", "B"), [{"A": 'one, "two"\nthree'}, {"B": "Ä"}])
    assert data.startswith(b"\xef\xbb\xbfA,B\r\n")
    assert _read(data) == [{"A": 'one, "two"\nthree', "B": ""}, {"A": "", "B": "Ä"}]


def test_a_cell_without_a_column_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not in fieldnames"):
        spreadsheet_csv(("A",), [{"C": "x"}])


def _read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
