"""The workbook: agrees with the rows, holds no formula, leads only to cited pages, nothing cut, marked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from pipelines.approved import ApprovedTemplate
from pipelines.deliverables.kind import Mark
from pipelines.render.printing import printable
from pipelines.render.xlsx import render_xlsx
from pipelines.render.xlsx_cells import spread
from pipelines.rows import MatterFinding, TreatmentChronology, VerbatimFinding
from pipelines.rows_json import rows_digest
from tests.pipelines.made_chronology import FILES, chronology, cited

SHEETS = ["Chronology", "Findings", "Cited pages", "Pages", "Set aside"]


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


def records(sheet: Any) -> list[dict[str, Any]]:
    """Rows under the heading row, by heading."""
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.fixture(scope="module")
def book(files: Mapping[Mark, Mapping[str, bytes]]) -> Any:
    return opened(files[Mark.DRAFT]["chronology.xlsx"])


def test_every_row_is_there(book: Any, made: TreatmentChronology) -> None:
    shown = records(book["Chronology"])
    assert [r["Row id"] for r in shown] == [row.id for row in made.rows]
    for line, row in zip(shown, made.rows, strict=True):
        assert line["Date"] == row.date_start
        assert line["To"] == (row.date_end if row.date_end != row.date_start else None)
        assert line["Sort date"] == datetime.fromisoformat((row.date_start + "-01")[:10])
        assert line["Facility"] == (row.facility or None)
        assert line["Billed"] == (None if row.billed is None else float(row.billed))
        for finding in row.findings:
            squeezed = "".join(line["Findings (verbatim)"].split())
            assert f"“{''.join(finding.quote.split())}”" in squeezed
        for c in row.citations:
            assert c.source in line["Source"]
        assert line["ICD-10"] == (", ".join(row.icd10) or None)


def test_the_other_sheets_hold_everything(book: Any, made: TreatmentChronology) -> None:
    assert book.sheetnames == SHEETS
    assert len(records(book["Findings"])) == len(made.findings)
    pages = records(book["Pages"])
    assert [(p["File"], p["Page"]) for p in pages] == [(p.source, p.page) for p in made.pages]
    assert {p["Confidence"] for p in pages} == {p.confidence for p in made.pages}
    assert [s["File"] for s in records(book["Set aside"])] == [s.file for s in made.set_aside]


def test_sheets_can_be_read_filtered_and_printed(book: Any) -> None:
    for sheet in book:
        assert sheet.freeze_panes == "C3"
        assert sheet.auto_filter.ref.startswith("A2:")
        assert sheet.print_title_rows == "$1:$2"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
    row = book["Chronology"][3]
    assert row[6].alignment.wrap_text
    assert row[9].number_format == '"$"#,##0.00_)'


def test_draft_says_so_on_every_sheet_and_printed_page(book: Any) -> None:
    for sheet in book:
        assert sheet["A1"].value.startswith("DRAFT, NOT REVIEWED")
        assert "DRAFT, NOT REVIEWED" in sheet.oddHeader.center.text


def test_clean_says_nothing_of_a_draft_and_shows_the_same_digest(
    files: Mapping[Mark, Mapping[str, bytes]], made: TreatmentChronology
) -> None:
    data = files[Mark.CLEAN]["chronology.xlsx"]
    for sheet in opened(data):
        assert rows_digest(made) in sheet["A1"].value
    with ZipFile(BytesIO(data)) as package:
        assert not [name for name in package.namelist() if b"DRAFT" in package.read(name)]


FORMULAS = (
    *(
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "{=1+1}",
        "=HYPERLINK(1)",
    ),
    *(
        "http://example.org",
        "mailto:a@example.org",
        "internal:Sheet1!A1",
        "external:c:\\x.xlsx",
        "12345",
        "1/2",
    ),
    *("_x0041_", "\x00\x1b\ud800", "\u202egnp.exe", "<b>&amp;</b>", "'=1+1", ""),
)


@pytest.mark.parametrize("text", FORMULAS)
def test_record_text_stays_text(template: ApprovedTemplate, text: str) -> None:
    made = chronology(1, template.stamp)
    quote = VerbatimFinding(text, replace(cited(FILES[1], 1, text or "x"), source=text, bates=text))
    row = replace(
        made.rows[0],
        facility=text,
        provider=text,
        type=text,
        icd10=(text,),
        cpt=(text,),
        flags=(text,),
        id=text,
        findings=(quote,),
    )
    hostile = replace(
        made,
        matter=replace(made.matter, client=text),
        rows=(row,),
        findings=(MatterFinding("amended", text, (quote.source,), (("note", text),)),),
        pages=(replace(made.pages[0], source=text, reason=text, kind=text),),
        set_aside=(replace(made.set_aside[0], file=text, detail=text),),
    )
    data = render_xlsx(hostile, template, Mark.DRAFT)
    for sheet in opened(data):
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type != "f"
                link = cell.hyperlink and (cell.hyperlink.target, cell.hyperlink.location)
                assert not link or re.fullmatch(r"\.\.\\sources\\[A-Za-z0-9-]+\.[a-z]+", link[0])
    with ZipFile(BytesIO(data)) as package:
        assert not [n for n in package.namelist() if b"<f>" in package.read(n) or "externalLink" in n]
        strings = package.read("xl/sharedStrings.xml").decode()
    assert "\x1b" not in strings
    assert "\u202e" not in strings
    shown = records(opened(data)["Chronology"])[0]
    assert shown["Facility"] in (
        " ".join(printable(text).split()) or None,
        "A",
    )  # openpyxl reads _x0041_ as A


def test_a_text_longer_than_a_row_can_show_goes_on_below(template: ApprovedTemplate) -> None:
    quote = " ".join(f"word{n}" for n in range(9_000)) + " " + "x" * 70_000
    made = chronology(1, template.stamp)
    row = replace(
        made.rows[0],
        findings=(VerbatimFinding("Procedure", cited(FILES[1], 1, quote)),),
        billed=Decimal("10.10"),
    )
    lines = records(opened(render_xlsx(replace(made, rows=(row,)), template, Mark.DRAFT))["Chronology"])
    assert {line["Row id"] for line in lines} == {row.id}
    assert {line["No."] for line in lines} == {1}
    assert all(len(line["Findings (verbatim)"]) <= 32_767 for line in lines)
    whole = "".join("".join(line["Findings (verbatim)"].split()) for line in lines)
    assert "".join(quote.split()) in whole
    assert [line["Billed"] for line in lines] == [10.10] + [None] * (len(lines) - 1)


def test_dates_before_the_spreadsheet_calendar_stay_text(template: ApprovedTemplate) -> None:
    made = chronology(1, template.stamp)
    for start in ("1899-12-31", "1899", "", "0000-00-00"):
        row = replace(made.rows[0], date_start=start, date_end=start)
        (line,) = records(opened(render_xlsx(replace(made, rows=(row,)), template, Mark.DRAFT))["Chronology"])
        assert line["Date"] == (start or None)
        assert line["Sort date"] is None


def test_details_and_sources_longer_than_a_cell_go_on_below(template: ApprovedTemplate) -> None:
    # One signature picture in each of thousands of mails: one source with thousands of names.
    names = " | ".join(f"mail {n:04}.eml/image001.png" for n in range(3_000))
    pages = tuple(cited(FILES[0], n, f"{n}") for n in range(1, 20_000, 2))
    finding = MatterFinding("duplicate", "Same bytes.", pages, (("names", names), ("tier", "same bytes")))
    c = replace(chronology(3, template.stamp), findings=(finding,))
    shown = records(opened(render_xlsx(c, template, Mark.CLEAN))["Findings"])
    assert len(shown) > 1
    details = "".join(r["Details"] or "" for r in shown)
    assert "mail 0000.eml" in details
    assert "mail 2999.eml/image001.png" in details
    assert "19999" in "".join(r["Source"] or "" for r in shown)


def test_an_amount_stands_once_however_many_lines_a_row_takes() -> None:
    lines = list(spread(("a " * 40_000, Decimal("1.00"), "short")))
    assert [line[1:] for line in lines] == [(Decimal("1.00"), "short"), *[(None, "short")] * (len(lines) - 1)]
    assert "".join(str(line[0]) for line in lines).count("a") == 40_000
