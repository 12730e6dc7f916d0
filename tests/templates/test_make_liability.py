"""The shipped template of the liability chronology is what its generator draws and its task asks for."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx

from pipelines.approved import load_approved
from pipelines.rows_json import chronology_from_bytes
from pipelines.task import parse_task
from templates.make_liability import LIABILITY, make
from templates.word_styles import TEXT_WIDTH
from tests.pipelines.render.word_file import misplaced

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FOLDER = TEMPLATES / "liability"


def test_the_shipped_bytes_are_those_of_the_generator_and_approved() -> None:
    assert (FOLDER / "approved.docx").read_bytes() == make()
    assert load_approved(TEMPLATES, "liability").docx == make()


def test_the_folder_holds_the_template_its_task_and_an_example() -> None:
    assert sorted(p.name for p in FOLDER.iterdir()) == ["approved.docx", "example.json", "task.toml"]


def test_the_example_reads_back() -> None:
    example = chronology_from_bytes((FOLDER / "example.json").read_bytes())
    assert example.template.deliverable == "liability"
    assert [index.name for index in example.indexes] == ["disputed"]
    assert all(row.id.startswith("L-") for row in example.rows)


def test_its_columns_are_those_of_the_task() -> None:
    document = docx.Document(BytesIO(make()))
    task = parse_task((FOLDER / "task.toml").read_bytes())
    assert any(tuple(c.text for c in t.rows[0].cells) == task.columns for t in document.tables)


def test_every_table_is_as_wide_as_the_page() -> None:
    for part in (*LIABILITY.summary, *LIABILITY.indexes):
        assert sum(width for _, _, width in part.columns) + part.source == TEXT_WIDTH, part.name
    assert sum(width for _, _, width in LIABILITY.rows) == TEXT_WIDTH


def test_elements_stand_in_the_order_of_the_standard() -> None:
    assert not misplaced(make())
