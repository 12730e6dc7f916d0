"""The report as files: filled from the approved template, the same bytes again, every line in each."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from extractors.errors import TemplateError
from pipelines.approved import ApprovedTemplate, load_approved
from pipelines.clauses.files import report_files
from pipelines.clauses.report import ClauseReport, PaperKind
from pipelines.clauses.report_json import rows_digest
from pipelines.deliverables.kind import Mark
from pipelines.house import CiteStyle, House
from tests.pipelines.clauses.made_report import BASE, CHANGE, made_report
from tests.pipelines.render.word_file import grid, misplaced, opened, table, titles, words_of

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = load_approved(ROOT / "templates", "clauses")
MADE = made_report(TEMPLATE.stamp)
IN_ANOTHER_PROCESS = """
import hashlib
from pathlib import Path
from pipelines.approved import load_approved
from pipelines.clauses.files import report_files
from pipelines.deliverables.kind import Mark
from tests.pipelines.clauses.made_report import made_report
template = load_approved(Path("templates"), "clauses")
files = report_files(made_report(template.stamp), template, Mark.DRAFT)
for name in sorted(files):
    print(name, hashlib.sha256(files[name]).hexdigest())
"""


def word(
    report: ClauseReport = MADE, mark: Mark = Mark.CLEAN, template: ApprovedTemplate = TEMPLATE
) -> bytes:
    return report_files(report, template, mark)["clauses.docx"]


def text_of(document: bytes) -> str:
    """The words of every part of a Word file."""
    return "\n".join(words_of(document).values())


def cells(title: str, report: ClauseReport = MADE) -> list[list[str]]:
    return grid(table(opened(word(report)), title))[1:]


def test_there_is_a_file_for_each_form_and_a_calendar_if_a_date_is_confirmed() -> None:
    names = {f"clauses.{suffix}" for suffix in ("docx", "html", "json", "pdf", "xlsx", "ics")}
    assert set(report_files(MADE, TEMPLATE, Mark.CLEAN)) == names
    unconfirmed = made_report(TEMPLATE.stamp, confirmed=False)
    assert set(report_files(unconfirmed, TEMPLATE, Mark.CLEAN)) == names - {"clauses.ics"}


def test_another_process_makes_the_same_bytes() -> None:
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Apia", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", IN_ANOTHER_PROCESS]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    files = report_files(MADE, TEMPLATE, Mark.DRAFT)
    assert run.stdout.split() == [
        part for name in sorted(files) for part in (name, hashlib.sha256(files[name]).hexdigest())
    ]


def test_a_draft_says_so_on_every_page_and_a_clean_file_nowhere() -> None:
    for mark, said in ((Mark.DRAFT, True), (Mark.CLEAN, False)):
        files = report_files(MADE, TEMPLATE, mark)
        for page in pypdfium2.PdfDocument(files["clauses.pdf"]):
            assert ("DRAFT" in page.get_textpage().get_text_bounded()) == said
        for name in ("clauses.html", "clauses.ics", "clauses.json"):
            assert (b"DRAFT" in files[name]) == said, name
        assert ("DRAFT" in text_of(files["clauses.docx"])) == said
        for sheet in openpyxl.load_workbook(BytesIO(files["clauses.xlsx"])):
            assert ("DRAFT" in str(sheet["A1"].value)) == said


def test_every_form_prints_the_digest_of_its_rows() -> None:
    digest = rows_digest(MADE)
    files = report_files(MADE, TEMPLATE, Mark.CLEAN)
    assert digest in text_of(files["clauses.docx"])
    assert all(digest.encode() in files[f"clauses.{suffix}"] for suffix in ("html", "json"))
    assert digest in openpyxl.load_workbook(BytesIO(files["clauses.xlsx"]))["Clauses"]["A1"].value


def test_clauses_stand_by_type_with_their_section_and_why_they_are_shown() -> None:
    rows = cells("clauses")
    assert [row[0] for row in rows[::2]] == [
        "Governing Law (1)",
        "Anti-Assignment (1)",
        "Steel price index (the firm's own list) (1)",
    ]
    assert rows[1] == [
        "SUPPLY AGREEMENT\n7. Law",
        "“This Agreement shall be governed by the laws of the State of Vermont.”\n"
        "Shown because: “governed by the laws”",
        "0.97",
        f"{BASE.name}\np. 2 (TF 0001)",
    ]
    assert rows[5][2] == "By rule"


def test_a_clause_over_two_pages_is_one_passage_that_cites_both() -> None:
    row = cells("clauses")[3]
    assert "and any attempt to do so is void." in row[1]
    assert row[3].startswith(f"{BASE.name}\npp. 2-3")


def test_low_confidence_has_a_table_of_its_own() -> None:
    assert [row[2] for row in cells("possible")] == ["Audit Rights (1)", "0.21"]


def test_a_type_not_found_says_where_how_near_and_how_often_it_is_overlooked() -> None:
    found = {row[0]: row[1:] for row in cells("not_found")}
    weak = "Exclusivity\nfound badly or seldom when measured"
    assert set(found) == {"Insurance", weak}  # governing law lacks in the amendment only
    nearest = "““Notice” shall mean a written notice.”"
    assert found["Insurance"][:4] == ["Every contract read", nearest, "0.03", "7%"]
    assert found[weak][1:] == ["–", "–", "Not measured", "–"]
    lacking = tuple(replace(row, sha256=BASE.sha256) for row in MADE.not_found[:1])
    told = cells("not_found", replace(MADE, not_found=lacking))
    assert [row[:2] for row in told] == [["Governing Law", "SUPPLY AGREEMENT"]]


def test_contracts_of_one_title_are_told_apart_by_their_files() -> None:
    papers = tuple(replace(p, title="SUPPLY AGREEMENT") if p.title else p for p in MADE.papers)
    kinds = tuple(replace(p, kind=PaperKind.AGREEMENT) for p in papers)
    lacking = {row[0]: row[1] for row in cells("not_found", replace(MADE, papers=kinds))}
    assert lacking["Governing Law"] == "SUPPLY AGREEMENT (amendment 1.docx)"


def test_an_abstract_shows_how_a_value_was_worked_out_or_why_there_is_none() -> None:
    rows = cells("abstract")
    assert rows[0][0] == f"SUPPLY AGREEMENT ({BASE.name})"
    assert rows[2][1] == "05/31/2017\nWorked out: Effective 2014-06-01 + 3 years"
    assert rows[3][:3] == ["Left open", "–", "No sentence speaks of renewal: Renewal term"]
    assert rows[4][0] == f"FIRST AMENDMENT TO SUPPLY AGREEMENT ({CHANGE.name})"


def test_the_register_has_the_parts_as_printed_and_their_values() -> None:
    assert cells("obligations")[1] == [
        "1",
        "Buyer",
        "Must",
        "pay each invoice\n3. Prices",
        "–",
        "within thirty (30) days after it is received\n= 30 days after receipt",
        "–",
        f"{BASE.name}\np. 1 (TF 0001)",
    ]


def test_dates_stand_by_day_with_who_confirmed_them() -> None:
    rows = cells("dates")
    assert [row[3] for row in rows] == ["Lee Marchetti, 05/31/2024", "No"]
    assert rows[0][0] == "06/01/2017\nThe papers give 05/31/2017"


def test_every_page_is_accounted_for() -> None:
    rows = cells("pages")
    assert rows[-1][2] == "5"
    assert cells("sources")[0][:3] == [BASE.name, "3", "3"]


def test_empty_tables_leave_their_line() -> None:
    bare = replace(
        MADE, clauses=(), not_found=(), obligations=(), left_out=(), flags=(), dates=(), abstract=()
    )
    text = text_of(word(bare))
    for line in ("No clause was found.", "Every type was found", "No sentence states a duty"):
        assert line in text
    assert "dates" not in titles(opened(word(bare)))


def test_what_a_contract_prints_is_text_in_every_form() -> None:
    evil = BASE.cited("=SUM(A1:A9) & <b>markup</b> in a {mark} cell.")
    report = replace(MADE, clauses=(replace(MADE.clauses[0], citations=evil),))
    files = report_files(report, TEMPLATE, Mark.CLEAN)
    assert evil[0].citation.quote in text_of(files["clauses.docx"])
    assert b"<b>markup" not in files["clauses.html"]
    cell = openpyxl.load_workbook(BytesIO(files["clauses.xlsx"]))["Clauses"]["D3"]
    assert (cell.value, cell.data_type) == (evil[0].citation.quote, "s")


def test_the_workbook_holds_each_line_with_its_whole_sentence() -> None:
    book = openpyxl.load_workbook(BytesIO(report_files(MADE, TEMPLATE, Mark.CLEAN)["clauses.xlsx"]))
    lines = {sheet.title: list(sheet.iter_rows(min_row=3, values_only=True)) for sheet in book}
    assert len(lines["Types not found"]) == 5  # each contract by itself
    assert lines["Obligations"][0][12].startswith("Buyer shall pay each invoice")
    assert {row[0] for row in lines["Left out"]} == {"Definitional"}
    assert len(lines["Pages"]) == 5
    assert lines["Points of form"][0][1] == "The matter as a whole"
    link = book["Clauses"]["I3"].hyperlink
    assert link.target.replace("\\", "/").startswith("../sources/supply-agreement-")


def test_the_house_s_cite_style_is_kept() -> None:
    task = replace(TEMPLATE.task, house=House(cite_style=CiteStyle.FILE_PAGE))
    text = text_of(word(template=replace(TEMPLATE, task=task)))
    assert "TF 0001" not in text


def test_rows_of_another_template_are_refused() -> None:
    with pytest.raises(TemplateError, match="another template"):
        report_files(made_report(), TEMPLATE, Mark.CLEAN)


@pytest.mark.parametrize(
    ("tables", "problem"),
    [
        ({**TEMPLATE.task.tables, "dates": ("Day",)}, "'dates' of the Word template has other columns"),
        ({"dates": ("Date",)}, "missing or unknown"),
    ],
)
def test_a_template_and_a_task_that_differ_are_refused(
    tables: dict[str, tuple[str, ...]], problem: str
) -> None:
    task = replace(TEMPLATE.task, tables=tables)
    with pytest.raises(TemplateError, match=problem):
        word(template=replace(TEMPLATE, task=task))


def test_a_trigger_that_nothing_can_meet_is_refused() -> None:
    trigger = replace(TEMPLATE.task.stop_work_triggers[0], kinds=("lightning",))
    task = replace(TEMPLATE.task, stop_work_triggers=(trigger,))
    with pytest.raises(TemplateError, match="nothing is ever 'lightning'"):
        word(template=replace(TEMPLATE, task=task))


def test_triggers_met_are_counted() -> None:
    met = {row[0]: row[1] for row in cells("triggers")}
    assert list(met.values()) == ["1", "1"]
    rules = replace(MADE, finder=replace(MADE.finder, sha256=""))
    assert any("rules alone" in row[0] for row in cells("triggers", rules))


def test_elements_stand_in_the_order_of_the_standard() -> None:
    assert not misplaced(word())
