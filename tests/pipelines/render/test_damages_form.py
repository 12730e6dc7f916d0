"""The damages chronology in Word and workbook: four amounts, a dash for what no paper states."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from pipelines.deliverables.kind import Mark
from pipelines.render.chronology import render
from pipelines.rows import DamagesChronology
from tests.made_pages import document
from tests.pipelines.deliverables.test_damages import draft, note, template
from tests.pipelines.made_bills import DAYS, WAGE_LETTER, account
from tests.pipelines.render.word_file import grid, opened, table, titles


@pytest.fixture(scope="module")
def made() -> DamagesChronology:
    bill = account([(DAYS[1], "72040"), (DAYS[2], "99213")], [(DAYS[4], Decimal("50.00"))])
    return draft(
        document("chart.pdf", note(DAYS[2])), document("bill.pdf", bill), document("w.pdf", WAGE_LETTER)
    )


@pytest.fixture(scope="module")
def files(made: DamagesChronology) -> Mapping[str, bytes]:
    return render(made, template(), Mark.DRAFT, "damages-chronology")


def rows_of(files: Mapping[str, bytes], title: str) -> list[list[str]]:
    """The rows under the heading of the Word table with this title."""
    return grid(table(opened(files["damages-chronology.docx"]), title))[1:]


def test_a_row_prints_its_amounts_and_a_dash_for_what_no_paper_states(files: Mapping[str, bytes]) -> None:
    rows = rows_of(files, "chronology")
    amounts = [row[3:7] for row in rows]
    assert amounts == [["$95.05", "–", "–", "–"], ["–"] * 4, ["$142.35", "–", "–", "–"]]
    assert [row[2].split("\n") for row in rows] == [
        ["Billing ledger", "Incident"],
        ["Wage verification", "Acute"],
        ["OFFICE VISIT", "Acute"],
    ]
    assert not any("No passage" in cell for row in rows for cell in row)


def test_the_specials_stand_before_the_rows_with_their_total(files: Mapping[str, bytes]) -> None:
    rows = rows_of(files, "index_specials")
    assert [row[:2] + row[4:10] for row in rows] == [
        ["Larkspur Family Medicine", "2", "$237.40", "", "$50.00", "", "$187.40", "yes"],
        ["Total", "2", "$237.40", "", "$50.00", "", "$187.40", ""],
    ]
    tables = titles(opened(files["damages-chronology.docx"]))
    assert tables.index("index_specials") < tables.index("chronology")
    assert "index_liens" not in tables


def test_the_workbook_holds_numbers_that_can_be_added(files: Mapping[str, bytes]) -> None:
    book = load_workbook(BytesIO(files["damages-chronology.xlsx"]))
    sheet = book["Chronology"]
    heads = [cell.value for cell in sheet[2]]
    at = heads.index("Billed") + 1
    amounts = [sheet.cell(r, at).value for r in range(3, sheet.max_row + 1)]
    assert sum(Decimal(str(a)) for a in amounts if a is not None) == Decimal("237.40")
    assert "Specials lines" in book.sheetnames


def test_the_same_rows_give_the_same_bytes(made: DamagesChronology, files: Mapping[str, bytes]) -> None:
    assert render(made, template(), Mark.DRAFT, "damages-chronology") == files
