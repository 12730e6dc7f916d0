"""Whole exhibit sets of papers and plans that nobody planned for: each costs itself, and is told."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx
import pypdf
import pytest

from extractors.sniffing import DOCX
from tests.pipelines.exhibits.exhibit_world import ExhibitWorld, exhibit, paper

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
