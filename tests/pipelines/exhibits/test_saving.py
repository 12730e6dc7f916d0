"""The same pages give the same bytes, and the file tells nothing of its making."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from pipelines.exhibits.saving import save
from tests.pipelines.exhibits.edge_pages import words_at, write_page


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    source = write_page(tmp_path / "a.pdf", words_at((100, 100)))
    written = []
    for _ in range(2):
        with pikepdf.open(source) as pdf:
            stream = io.BytesIO()
            save(pdf, stream)
            save(pdf, tmp_path / "b.pdf")
        written.append(stream.getvalue())
        assert (tmp_path / "b.pdf").read_bytes() == stream.getvalue()
    assert written[0] == written[1]


def test_info_names_the_producer_and_nothing_else(tmp_path: Path) -> None:
    with pikepdf.open(write_page(tmp_path / "a.pdf", b"")) as pdf:
        pdf.docinfo["/Author"] = "Somebody"
        pdf.docinfo["/CreationDate"] = "D:20260101000000Z"
        save(pdf, tmp_path / "b.pdf")
    with pikepdf.open(tmp_path / "b.pdf") as pdf:
        assert dict(pdf.docinfo.items()) == {"/Producer": "Pincite"}
        assert "/Metadata" not in pdf.Root


def test_streams_stay_as_they_are_packed(tmp_path: Path) -> None:
    with pikepdf.open(write_page(tmp_path / "a.pdf", b"")) as pdf:
        pdf.pages[0].obj.Contents = pdf.make_stream(b"q Q " * 200)
        save(pdf, tmp_path / "b.pdf")
    data = (tmp_path / "b.pdf").read_bytes()
    assert b"q Q q Q" in data
    assert b"/ObjStm" not in data
    with pikepdf.open(tmp_path / "b.pdf") as pdf:
        assert not pdf.check_pdf_syntax()


def test_a_file_is_not_written_over_while_it_is_read(tmp_path: Path) -> None:
    source = write_page(tmp_path / "a.pdf", b"")
    before = source.read_bytes()
    with pikepdf.open(source) as pdf, pytest.raises(ValueError, match="read from"):
        save(pdf, source)
    assert source.read_bytes() == before
