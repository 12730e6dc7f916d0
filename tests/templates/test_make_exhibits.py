"""The shipped Word template of the exhibit index is what its generator draws and its task asks for."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT

from pipelines.approved import load_approved
from pipelines.exhibits.plan import Layout
from pipelines.task import parse_task
from templates.make_exhibits import TURNED_LAYOUTS, TURNED_WIDTH, UPRIGHT_LAYOUTS, UPRIGHT_WIDTH, make
from tests.pipelines.render.word_file import misplaced, table

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FOLDER = TEMPLATES / "exhibits"


def test_the_shipped_bytes_are_those_of_the_generator_and_approved() -> None:
    assert (FOLDER / "approved.docx").read_bytes() == make()
    assert load_approved(TEMPLATES, "exhibits").docx == make()


def test_the_folder_holds_the_template_its_task_and_an_example() -> None:
    assert sorted(p.name for p in FOLDER.iterdir()) == ["approved.docx", "example.json", "task.toml"]


def test_there_is_a_table_for_each_layout_with_the_columns_of_the_task() -> None:
    document = docx.Document(BytesIO(make()))
    task = parse_task((FOLDER / "task.toml").read_bytes())
    assert set(task.layouts) == {layout.value for layout in Layout}
    for name, columns in task.layouts.items():
        heading = table(document, f"index_{name}").rows[0]
        assert tuple(cell.text for cell in heading.cells) == columns, name


def test_every_table_is_as_wide_as_its_page() -> None:
    for parts, width in ((UPRIGHT_LAYOUTS, UPRIGHT_WIDTH), (TURNED_LAYOUTS, TURNED_WIDTH)):
        for part in parts:
            assert sum(w for _, _, w in part.columns) == width, part.name


def test_the_wide_list_stands_on_turned_paper() -> None:
    sections = docx.Document(BytesIO(make())).sections
    assert [s.orientation for s in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]


def test_elements_stand_in_the_order_of_the_standard() -> None:
    assert not misplaced(make())
