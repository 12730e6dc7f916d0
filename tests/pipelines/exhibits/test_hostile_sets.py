"""Whole exhibit sets of papers and plans that nobody planned for: each costs itself, and is told."""

from __future__ import annotations

import io
import logging
import os
import shutil
from pathlib import Path

import docx
import pikepdf
import pypdf
import pytest

from extractors.errors import UsageError
from extractors.sniffing import DOCX
from pipelines.exhibits.plan_place import bring_plan
from tests.pipelines.exhibits.exhibit_world import HEAD, ExhibitWorld, exhibit, paper

LIBREOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def world(tmp_path: Path) -> ExhibitWorld:
    made = ExhibitWorld(tmp_path)
    made.add("report.pdf", paper(["Crash report", "Diagram"]))
    return made


def word_letter(lines: int) -> bytes:
    """A Word file of so many lines, whose writer left it to the program where its pages begin."""
    made, out = docx.Document(), io.BytesIO()
    for n in range(1, lines + 1):
        made.add_paragraph(f"Line {n} of the statement")
    made.save(out)
    return out.getvalue()


@pytest.mark.skipif(not LIBREOFFICE, reason="LibreOffice is not installed")
def test_a_word_file_of_many_pages_becomes_an_exhibit(world: ExhibitWorld) -> None:
    world.add("statement.docx", word_letter(120), DOCX)
    world.plan(exhibit("statement.docx", description="Statement") + exhibit("report.pdf"))
    draft = world.draft()
    statement, report = world.rows(draft).rows
    assert statement.held == ""
    assert statement.page_count > 2
    assert report.first_page == statement.last_page + 1
    pages = pypdf.PdfReader(draft.folder / statement.file).pages
    assert len(pages) == statement.page_count
    assert "Line 120 of the statement" in pages[-1].extract_text()


def test_pages_of_a_word_file_are_not_guessed(world: ExhibitWorld) -> None:
    world.add("statement.docx", word_letter(120), DOCX)
    world.plan(exhibit("statement.docx", pages="1", description="Statement") + exhibit("report.pdf"))
    statement, report = world.rows(world.draft()).rows
    assert "Word file" in statement.held
    assert "Print it to PDF" in statement.held
    assert [p.source_page for p in statement.pages] == [0]
    assert report.page_count == 2


@pytest.mark.parametrize(
    "values",
    [
        {"date": "\u0662\u0660\u0662\u0664-\u0660\u0661"},  # 2024-01 in Arabic digits
        {"designation": "PX-\uff11"},
        {"pages": "\u0661"},
        {"description": "Chart\ufffe"},
        {"description": "Chart\x7f"},
        {"witness": "Dr. \x9bMoss"},
    ],
)
def test_what_cannot_be_printed_as_typed_is_refused(world: ExhibitWorld, values: dict[str, str]) -> None:
    written = {k: v.replace("\x7f", "\\u007f") for k, v in values.items()}
    world.plan(exhibit("report.pdf", **written))
    with pytest.raises(UsageError) as refused:
        world.draft()
    assert "line 13" in refused.value.problem
    assert refused.value.remedy


@pytest.mark.parametrize(
    "plan",
    [
        "a = " + "[" * 5_000,
        "schema = " + "9" * 5_000,
        HEAD.replace("[filing]", 'list = "list\\u0000.csv"\n\n[filing]'),
        HEAD.replace("[filing]", 'block_lists = ["list\\u0000.csv"]\n\n[filing]') + exhibit("report.pdf"),
        HEAD.replace("Moss v. Hale", "x" * 1_200) + exhibit("report.pdf"),
        HEAD.replace("Moss v. Hale", "Moss\\u001b[31m v. Hale") + exhibit("report.pdf"),
    ],
)
def test_a_plan_that_nobody_types_is_refused(world: ExhibitWorld, plan: str) -> None:
    world.plan("", plan)
    with pytest.raises(UsageError) as refused:
        world.draft()
    assert refused.value.remedy


def test_a_pipe_is_no_plan_and_no_list(world: ExhibitWorld, tmp_path: Path) -> None:
    """It would be waited for without end."""
    os.mkfifo(tmp_path / "pipe.toml")
    os.mkfifo(tmp_path / "pipe.csv")
    for key in ("list", "block_lists"):
        value = '"pipe.csv"' if key == "list" else '["pipe.csv"]'
        (tmp_path / f"{key}.toml").write_text(HEAD.replace("[filing]", f"{key} = {value}\n\n[filing]"))
    for name in ("pipe.toml", "list.toml", "block_lists.toml", "."):
        with pytest.raises(UsageError, match="is not a file"):
            bring_plan(world.matter, tmp_path / name)


def test_blanks_around_what_the_filing_says_change_nothing(world: ExhibitWorld) -> None:
    head = HEAD.replace("[filing]", '[filing]\ntitle = "\\t List of\\n exhibits "').replace(
        '"Moss v.', '"\\tMoss v.'
    )
    world.plan(exhibit("report.pdf"), head)
    made = world.rows(world.draft())
    assert made.filing.title == "List of exhibits"
    assert made.filing.short_caption == "Moss v. Hale"


def test_a_reason_that_the_black_cannot_bear_is_refused(world: ExhibitWorld) -> None:
    """Else its letters would be taken for text that was left under the black."""
    region = '[[exhibit.redaction]]\npage = 1\nbox = [50, 60, 300, 100]\nreason = "{}"\n'
    world.plan(exhibit("report.pdf") + region.format("SSN \u05d0"))
    with pytest.raises(UsageError, match=r"redaction no. 1: the reason"):
        world.draft()


class _Heard(logging.Handler):
    """What comes out of all loggers that are not silenced. (pytest's own listens to those too.)"""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def test_no_library_writes_of_a_paper_whose_pages_break_off(
    world: ExhibitWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Warnings may quote what is parsed."""
    monkeypatch.setattr(logging.getLogger("pypdf"), "propagate", True)
    heard = _Heard()
    monkeypatch.setattr(logging.root, "handlers", [*logging.root.handlers, heard])
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper(["Crash report of the county"]))) as pdf:
        pdf.pages[0].contents_add(pdf.make_stream(b"BI /W 10 /H 10 /BPC 8 /CS /G ID abc"))
        pdf.save(out, deterministic_id=True)
    world.add("torn.pdf", out.getvalue())
    world.plan(exhibit("torn.pdf", description="Report"))
    assert world.rows(world.draft()).rows[0].held == ""
    assert not heard.records


def test_a_list_cannot_take_the_place_of_a_file_of_the_matter(world: ExhibitWorld, tmp_path: Path) -> None:
    before = sorted(p.name for p in world.matter.folder.iterdir())
    (tmp_path / "ledger.jsonl").write_text("SHA-256\n" + "0" * 64)
    plan = tmp_path / "given.toml"
    plan.write_text(HEAD.replace("[filing]", 'block_lists = ["ledger.jsonl"]\n\n[filing]'))
    with pytest.raises(UsageError, match=r"ledger\.jsonl"):
        bring_plan(world.matter, plan)
    assert sorted(p.name for p in world.matter.folder.iterdir()) == before
