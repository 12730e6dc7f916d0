"""The index as files: filled from the approved template, the same bytes again, every line in each of them."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from extractors.errors import TemplateError
from pipelines.approved import ApprovedTemplate, load_approved
from pipelines.deliverables.kind import Mark
from pipelines.exhibits.bundle_parts import linked_exhibit
from pipelines.exhibits.court_profile import Corner, StampZone
from pipelines.exhibits.exhibit_set import ExhibitSet
from pipelines.exhibits.index_files import index_files, index_pdf
from pipelines.exhibits.plan import Layout
from pipelines.exhibits.set_json import rows_digest, set_from_bytes
from templates.make_exhibits import TURNED_WIDTH, UPRIGHT_WIDTH
from tests.pipelines.exhibits.made_set import exhibit_set
from tests.pipelines.render.word_file import grid, misplaced, opened, table, titles, words_of

ROOT = Path(__file__).resolve().parents[3]
TEMPLATE = load_approved(ROOT / "templates", "exhibits")
NAMES = {f"exhibit-index.{suffix}" for suffix in ("docx", "html", "json", "xlsx")}
IN_ANOTHER_PROCESS = """
import hashlib
from pathlib import Path
from pipelines.approved import load_approved
from pipelines.deliverables.kind import Mark
from pipelines.exhibits.index_files import index_files
from templates.make_exhibits import TURNED_WIDTH, UPRIGHT_WIDTH
from tests.pipelines.exhibits.made_set import exhibit_set
template = load_approved(Path("templates"), "exhibits")
files = index_files(exhibit_set(15, "pretrial", template.stamp, 2), template, Mark.DRAFT)
for name in sorted(files):
    print(name, hashlib.sha256(files[name]).hexdigest())
"""


def made(count: int, layout: str = "motion", volumes: int = 1) -> ExhibitSet:
    return exhibit_set(count, layout, TEMPLATE.stamp, volumes)


def word(exhibits: ExhibitSet, mark: Mark = Mark.CLEAN, template: ApprovedTemplate = TEMPLATE) -> bytes:
    return index_files(exhibits, template, mark)["exhibit-index.docx"]


def lines(exhibits: ExhibitSet) -> list[list[str]]:
    """The index table of the Word file, its heading row first."""
    return grid(table(opened(word(exhibits)), f"index_{exhibits.filing.layout}"))


def pdf_links(data: bytes) -> list[str]:
    return [m.decode() for m in re.findall(rb"/URI \(([^)]*)\)", data)]


def pdf_text(data: bytes) -> str:
    pages = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


@pytest.mark.parametrize("layout", [layout.value for layout in Layout])
def test_each_layout_prints_each_exhibit_in_the_plan_s_order(layout: str) -> None:
    exhibits = made(40, layout)
    files = index_files(exhibits, TEMPLATE, Mark.CLEAN)
    assert set(files) == NAMES
    document = opened(files["exhibit-index.docx"])
    assert titles(document) == ["caption", f"index_{layout}"]
    assert not misplaced(files["exhibit-index.docx"])
    rows = grid(table(document, f"index_{layout}"))[1:]
    printed = [next(text for text in row if text) for row in rows]
    assert printed == [row.designation for row in exhibits.rows]
    text = pdf_text(index_pdf(exhibits, TEMPLATE, Mark.CLEAN))
    assert "{" not in text
    for row in exhibits.rows:
        assert row.designation in text
        assert f">{row.designation}</span>" in files["exhibit-index.html"].decode()


def test_same_set_same_bytes_in_another_process_at_another_time_and_place() -> None:
    where = {"PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT), "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    command = [sys.executable, "-c", IN_ANOTHER_PROCESS]
    run = subprocess.run(
        command, cwd=ROOT, env=os.environ | where, capture_output=True, text=True, check=True
    )
    files = index_files(made(15, "pretrial", 2), TEMPLATE, Mark.DRAFT)
    here = [f"{name} {hashlib.sha256(files[name]).hexdigest()}" for name in sorted(files)]
    assert run.stdout.split("\n")[:-1] == here


def test_the_caption_is_as_typed_and_braces_in_it_are_no_placeholders() -> None:
    exhibits = made(3)
    filing = replace(exhibits.filing, court="Court {mark}", caption="A {nonsense}\nv.\nB", judge="", filer="")
    document = opened(word(replace(exhibits, filing=filing)))
    assert document.paragraphs[0].text == "Court {mark}"
    assert grid(table(document, "caption")) == [["A {nonsense}\nv.\nB", "Case No. 26-CV-00417"]]


def test_a_caption_that_nobody_typed_leaves_no_line() -> None:
    exhibits = made(3)
    nothing = dict.fromkeys(("court", "caption", "short_caption", "case_number", "judge", "filer"), "")
    document = opened(word(replace(exhibits, filing=replace(exhibits.filing, **nothing))))
    assert titles(document) == ["index_motion"]
    assert document.paragraphs[0].text == exhibits.filing.title


def test_withdrawn_and_omitted_lines_print_number_and_status_only() -> None:
    rows = lines(made(12))
    assert rows[4] == ["PX-4", "Withdrawn", "", "", "–"]
    assert rows[9] == ["PX-9", "Intentionally omitted", "", "", "–"]
    wide = lines(made(12, "pretrial"))
    assert [text for text in wide[4] if text] == ["PX-4", "Withdrawn", "–"]


def test_a_held_line_says_so_and_a_remark_is_printed() -> None:
    rows = lines(made(12))
    assert rows[7][1] == "MRI report, cervical spine\nPages not included in this set."
    assert rows[3][1].endswith("\nA stamped copy is filed; its digital signature is not carried.")


def test_the_clerk_s_columns_stay_empty_and_sides_have_columns_of_their_own() -> None:
    exhibits = made(12, "ao187")
    assert {row.party for row in exhibits.rows} == {"plaintiff", "defendant", "joint"}
    for row, cells in zip(exhibits.rows, lines(exhibits)[1:], strict=True):
        assert (bool(cells[0]), bool(cells[1])) == (row.party != "defendant", row.party != "plaintiff")
        assert cells[2:5] == ["", "", ""]


def test_there_is_a_volume_column_only_where_there_are_volumes() -> None:
    assert "Vol." not in lines(made(12))[0]
    rows = lines(made(12, volumes=2))
    at = rows[0].index("Vol.")
    assert [row[at] for row in rows[1:]] == [
        str(r.volume) if r.volume else "–" for r in made(12, volumes=2).rows
    ]


def test_columns_that_nothing_fills_give_their_width_to_the_description() -> None:
    bare = tuple(replace(r, date="", bates_first="", bates_last="") for r in made(3).rows)
    document = opened(word(replace(made(3), rows=bare)))
    found = table(document, "index_motion")
    assert [cell.text for cell in found.rows[0].cells] == ["Ex.", "Description", "Page"]
    widths = [int(c.get(qn("w:w"))) for c in found._tbl.tblGrid.findall(qn("w:gridCol"))]
    section = document.sections[0]
    assert sum(widths) * 635 == section.page_width - section.left_margin - section.right_margin
    for row in found.rows:
        assert [int(c._tc.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for c in row.cells] == widths


@pytest.mark.parametrize("layout", [layout.value for layout in Layout])
def test_no_number_is_broken_over_two_lines(layout: str) -> None:
    rows = tuple(
        replace(r, designation=f"GX-{n}001-A", first_page=12000 + n, last_page=12400 + n)
        for n, r in enumerate(made(3, layout).rows)
    )
    exhibits = replace(made(3, layout), rows=rows)
    text = pdf_text(index_pdf(exhibits, TEMPLATE, Mark.CLEAN))
    for row in rows:
        assert re.search(rf"\b{row.designation}\b", text)
        assert re.search(rf"\b{row.first_page}\b", text)
    found = table(opened(word(exhibits)), f"index_{layout}")
    widths = [int(c.get(qn("w:w"))) for c in found._tbl.tblGrid.findall(qn("w:gridCol"))]
    assert sum(widths) == (TURNED_WIDTH if layout == "pretrial" else UPRIGHT_WIDTH)


@pytest.mark.parametrize("layout", [layout.value for layout in Layout])
def test_only_the_wide_list_lies_on_its_side(layout: str) -> None:
    sections = opened(word(made(3, layout))).sections
    turned = WD_ORIENT.LANDSCAPE if layout == "pretrial" else WD_ORIENT.PORTRAIT
    assert [section.orientation for section in sections] == [turned]
    page = pypdfium2.PdfDocument(index_pdf(made(3, layout), TEMPLATE, Mark.CLEAN))[0]
    assert page.get_size() == ((792, 612) if layout == "pretrial" else (612, 792))


def test_a_draft_bears_its_mark_on_every_page_and_a_clean_index_no_word_of_the_program() -> None:
    for mark in Mark:
        files = index_files(made(40), TEMPLATE, mark)
        for page in pypdfium2.PdfDocument(index_pdf(made(40), TEMPLATE, mark)):
            text = page.get_textpage().get_text_range()
            assert text.count("DRAFT, NOT REVIEWED") == (2 if mark is Mark.DRAFT else 0)
        words = words_of(files["exhibit-index.docx"])
        shown = "\n".join(text for name, text in words.items() if name.startswith("word/"))
        assert ("DRAFT" in shown) == (mark is Mark.DRAFT)
        assert "Pincite" not in shown
        assert f"Rows {rows_digest(made(40))[:16]}" in shown


def test_lines_lead_to_the_exhibits_own_files() -> None:
    exhibits = made(12)
    files = index_files(exhibits, TEMPLATE, Mark.CLEAN)
    wanted = [f"exhibits/{row.file.replace(' ', '%20')}" for row in exhibits.rows if row.file]
    assert set(re.findall(r'href="([^"#]+)"', files["exhibit-index.html"].decode())) == set(wanted)
    assert f'HYPERLINK "{wanted[0]}"' in ZipFile(BytesIO(files["exhibit-index.docx"])).read(
        "word/document.xml"
    ).decode().replace("&quot;", '"')


def test_a_bound_index_leads_to_exhibits_and_its_page_numbers_to_their_pages() -> None:
    exhibits = made(40)
    bound = index_pdf(exhibits, TEMPLATE, Mark.CLEAN)
    found = [linked_exhibit(link) for link in pdf_links(bound)]
    with_pages = [row for row in exhibits.rows if row.first_page]
    assert {id for id, number in filter(None, found) if number} == {row.id for row in with_pages}
    assert {id for id, number in filter(None, found) if not number} == {row.id for row in with_pages}
    assert None not in found


def test_a_bound_index_leaves_its_foot_to_the_bundle_and_its_head_to_the_court() -> None:
    assert "Page 1 of 1" in pdf_text(index_pdf(made(3), TEMPLATE, Mark.CLEAN, numbered=True))

    _, foot = inked(index_pdf(made(3), TEMPLATE, Mark.CLEAN), 0)
    assert foot > 72


def inked(data: bytes, page: int) -> tuple[float, float]:
    """How far a page's ink is from its upper and its lower edge."""
    boxes = [o.get_bounds() for o in pypdfium2.PdfDocument(data)[page].get_objects()]
    return 792 - max(top for _, _, _, top in boxes), min(bottom for _, bottom, _, _ in boxes)


def test_no_text_stands_where_the_court_stamps() -> None:
    zones = (
        StampZone(Corner.UPPER_RIGHT, 216, 216, "first"),
        StampZone(Corner.UPPER_RIGHT, 216, 90, "later"),
        StampZone(Corner.LOWER_LEFT, 100, 120, "all"),
    )
    for exhibits in (made(40), made(40, "ao187")):
        plain = index_pdf(exhibits, TEMPLATE, Mark.CLEAN)
        assert inked(plain, 0)[0] < 100  # else this would prove nothing
        kept = index_pdf(exhibits, TEMPLATE, Mark.CLEAN, stamp_zones=zones)
        heads, feet = zip(*(inked(kept, page) for page in range(3)), strict=True)
        assert heads[0] >= 216
        assert min(heads[1:]) >= 90
        assert min(feet) >= 120


def test_ranges_print_first_and_last_page_and_only_the_first_is_a_link() -> None:
    exhibits = made(3, "immigration")
    row = exhibits.rows[0]
    assert lines(exhibits)[1][-1] == f"{row.first_page}–{row.last_page}"


def test_an_empty_plan_prints_that_it_lists_nothing() -> None:
    document = opened(word(replace(made(3), rows=())))
    assert titles(document) == ["caption"]
    assert "No exhibit is listed." in [p.text for p in document.paragraphs]


def test_record_text_stays_text() -> None:
    evil = '=HYPERLINK("http://example.invalid") <script>alert(1)</script> {mark} \x1b \u202e'
    rows = tuple(replace(r, description=evil, held=evil, remarks=(evil,)) for r in made(3).rows)
    files = index_files(replace(made(3), rows=rows), TEMPLATE, Mark.DRAFT)
    assert b"<script" not in files["exhibit-index.html"]
    assert "{mark} \\x1b \\u202e" in lines(replace(made(3), rows=rows))[1][1]
    sheet = openpyxl.load_workbook(BytesIO(files["exhibit-index.xlsx"]))["Exhibits"]
    assert sheet["B3"].data_type == "s"
    bound = index_pdf(replace(made(3), rows=rows), TEMPLATE, Mark.DRAFT)
    assert "example.invalid" not in "".join(pdf_links(bound))


def test_the_workbook_tells_which_number_is_which_page() -> None:
    exhibits = made(12, volumes=2)
    book = openpyxl.load_workbook(BytesIO(index_files(exhibits, TEMPLATE, Mark.DRAFT)["exhibit-index.xlsx"]))
    assert book.sheetnames == [
        *("Exhibits", "Pages", "Checks", "Stop work", "Finished files", "Set aside", "Not used")
    ]
    assert [line[1] for line in book["Stop work"].iter_rows(min_row=3, values_only=True)] == [1, 1, 1, 1]
    pages = list(book["Pages"].iter_rows(min_row=3, values_only=True))
    flat = [(r, p) for r in exhibits.rows for p in r.pages]
    assert [(line[0], line[2], line[3], line[6] or 0) for line in pages] == [
        (r.designation, p.bates, p.bundle_page, p.source_page) for r, p in flat
    ]
    assert [line[0] for line in book["Checks"].iter_rows(min_row=3, values_only=True)] == [
        "Pass", "Fail", "Not checked"
    ]  # fmt: skip
    heads = [cell.value for cell in book["Exhibits"][2]]
    told = dict(zip(heads, next(book["Exhibits"].iter_rows(min_row=3, values_only=True)), strict=True))
    row = exhibits.rows[0]
    assert (told["Ex."], told["Party"], told["Pages"]) == ("PX-1", "Defendant", row.page_count)
    assert (told["Witness"], told["Row id"], told["File"]) == (row.witness, row.id, row.file)
    assert (told["Last page"], told["Source"]) == (row.last_page, row.sources[0][0])
    assert (told["Criterion"], told["Label"]) == (row.criterion, "First page")
    assert book["Exhibits"]["A1"].value.startswith("DRAFT, NOT REVIEWED")


def test_the_json_file_is_the_set() -> None:
    exhibits = made(5)
    assert set_from_bytes(index_files(exhibits, TEMPLATE, Mark.DRAFT, "index")["index.json"]) == exhibits


def altered(change: Any) -> ApprovedTemplate:
    """The template with its Word file changed in this way."""
    document = docx.Document(BytesIO(TEMPLATE.docx))
    change(document)
    out = BytesIO()
    document.save(out)
    return replace(TEMPLATE, docx=out.getvalue())


def _without_mark(document: Any) -> None:
    header = document.sections[0].header._element
    for paragraph in list(header):
        header.remove(paragraph)


def _other_heading(document: Any) -> None:
    table(document, "index_motion").rows[0].cells[0].paragraphs[0].runs[0].text = "No."


def _stranger(document: Any) -> None:
    table(document, "index_motion").rows[1].cells[2].paragraphs[0].runs[0].text = "{weather}"


def _without_table(document: Any) -> None:
    found = table(document, "index_motion")._tbl
    found.getparent().remove(found)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_without_mark, "has no {mark} in every header"),
        (_other_heading, "other columns than its task definition"),
        (_stranger, "asks for {weather}, which is unknown"),
        (_without_table, "has no table titled 'index_motion'"),
    ],
)
def test_a_template_that_lacks_something_is_refused(change: Any, message: str) -> None:
    with pytest.raises(TemplateError) as caught:
        word(made(3), template=altered(change))
    assert message in caught.value.problem


def test_rows_of_another_template_are_refused() -> None:
    with pytest.raises(TemplateError, match="another template than the one approved now"):
        word(exhibit_set(3))


def test_a_firm_may_add_a_column_that_the_program_knows() -> None:
    def witness(document: Any) -> None:
        rows = table(document, "index_motion").rows
        rows[0].cells[2].paragraphs[0].runs[0].text = "Witness"
        rows[1].cells[2].paragraphs[0].runs[0].text = "{witness}"

    template = altered(witness)
    columns = tuple("Witness" if c == "Date" else c for c in TEMPLATE.task.layouts["motion"])
    task = replace(TEMPLATE.task, layouts={**TEMPLATE.task.layouts, "motion": columns})
    document = opened(word(made(3), template=replace(template, task=task)))
    assert grid(table(document, "index_motion"))[1][2] == "O. Brightwater"


def test_an_index_says_translated_only_of_what_is() -> None:
    exhibits = made(3, "immigration")
    said = ("yes", "no", "missing")
    told = tuple(replace(row, translation=t) for row, t in zip(exhibits.rows, said, strict=True))
    heads, *rows = lines(replace(exhibits, rows=told))
    assert [row[heads.index("Translation")] for row in rows] == ["Yes", "–", "Missing"]
