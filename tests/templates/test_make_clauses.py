"""The shipped Word template of the clause report is what its generator draws and its task asks for."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx

from pipelines.approved import load_approved
from pipelines.clauses.report_json import report_from_bytes
from pipelines.clauses.word_cells import TABLES
from pipelines.task import parse_task
from templates.make_clauses import PARTS, make
from templates.word_styles import TEXT_WIDTH
from tests.pipelines.render.word_file import misplaced, table

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FOLDER = TEMPLATES / "clauses"


def test_the_shipped_bytes_are_those_of_the_generator_and_approved() -> None:
    assert (FOLDER / "approved.docx").read_bytes() == make()
    assert load_approved(TEMPLATES, "clauses").docx == make()


def test_the_folder_holds_the_template_its_task_and_an_example() -> None:
    assert sorted(p.name for p in FOLDER.iterdir()) == ["approved.docx", "example.json", "task.toml"]


def test_the_example_reads_back() -> None:
    example = report_from_bytes((FOLDER / "example.json").read_bytes())
    assert example.template.deliverable == "clauses"
    assert example.clauses
    assert example.not_found
    assert example.obligations


def test_every_table_has_the_columns_of_the_task() -> None:
    document = docx.Document(BytesIO(make()))
    task = parse_task((FOLDER / "task.toml").read_bytes())
    assert set(task.tables) == set(TABLES)
    for name, columns in task.tables.items():
        assert tuple(cell.text for cell in table(document, name).rows[0].cells) == columns, name


def test_every_table_is_as_wide_as_the_page() -> None:
    for part in PARTS:
        assert sum(width for _, _, width in part.columns) == TEXT_WIDTH, part.name


def test_elements_stand_in_the_order_of_the_standard() -> None:
    assert not misplaced(make())
