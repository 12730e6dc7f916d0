"""The shipped Word template is what its generator draws, and what the renderer needs."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import docx

from pipelines.task import parse_task
from templates.make_treatment import make
from tests.pipelines.render.word_file import misplaced

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "treatment"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_the_shipped_bytes_are_those_of_the_generator() -> None:
    assert (FOLDER / "approved.docx").read_bytes() == make()


def test_the_folder_holds_the_template_its_task_and_an_example() -> None:
    assert sorted(p.name for p in FOLDER.iterdir()) == ["approved.docx", "example.json", "task.toml"]


def test_it_opens_and_its_columns_are_those_of_the_task() -> None:
    document = docx.Document(BytesIO(make()))
    task = parse_task((FOLDER / "task.toml").read_bytes())
    assert any(tuple(c.text for c in t.rows[0].cells) == task.columns for t in document.tables)


def test_tables_are_as_wide_as_the_page_allows_and_their_cells_agree() -> None:
    document = docx.Document(BytesIO(make()))
    (section,) = document.sections
    paper, left, right = section.page_width, section.left_margin, section.right_margin
    assert paper is not None
    assert left is not None
    assert right is not None
    room = paper - left - right
    for table in document.tables:
        columns = [int(c.get(f"{WORD}w")) for c in table._tbl.tblGrid]
        assert sum(columns) * 635 <= room  # a twip is 635 EMU
        for row in table.rows:
            widths = [int(tc.find(f"{WORD}tcPr/{WORD}tcW").get(f"{WORD}w")) for tc in row._tr.tc_lst]
            assert sum(widths) == sum(columns)


def test_every_style_that_is_named_is_defined() -> None:
    with ZipFile(BytesIO(make())) as package:
        roots = {n: ElementTree.fromstring(package.read(n)) for n in package.namelist()}
    defined = {s.get(f"{WORD}styleId") for s in roots["word/styles.xml"].iter(f"{WORD}style")}
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        for tag in ("pStyle", "rStyle", "tblStyle"):
            assert {e.get(f"{WORD}val") for e in roots[name].iter(f"{WORD}{tag}")} <= defined
    assert {e.get(f"{WORD}val") for e in roots["word/styles.xml"].iter(f"{WORD}basedOn")} <= defined


def test_elements_stand_in_the_order_of_the_standard() -> None:
    assert not misplaced(make())


def test_it_names_no_person_and_no_moment() -> None:
    with ZipFile(BytesIO(make())) as package:
        core = package.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\d", core) == ["2000-01-01", "2000-01-01"]
    assert re.findall(r"<dc:creator>(.*)</dc:creator>", core) == ["Pincite"]
