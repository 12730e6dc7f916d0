"""Large files of a deliverable are copied by digest, and a work file that changes meanwhile is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.errors import IntegrityError
from pipelines.durable import sha256_of
from pipelines.rendition import content_digest, content_size, holds, write_content, write_rendition
from pipelines.sealed import seal_content, unseal


def test_bytes_and_files_are_one_to_the_rest_of_the_house(tmp_path: Path) -> None:
    (tmp_path / "work").write_bytes(b"bound")
    for content in (b"bound", tmp_path / "work"):
        assert content_digest(content) == sha256_of(b"bound")
        assert content_size(content) == 5
    target = tmp_path / "target"
    target.mkdir()
    write_rendition(target, {"volumes/one.pdf": tmp_path / "work", "index.json": b"{}"})
    found = {p.relative_to(target).as_posix(): p.read_bytes() for p in target.rglob("*") if p.is_file()}
    assert found == {"volumes/one.pdf": b"bound", "index.json": b"{}"}
    assert (tmp_path / "work").read_bytes() == b"bound"


def test_only_small_files_are_searched(tmp_path: Path) -> None:
    (tmp_path / "work").write_bytes(b"needle")
    assert holds(b"a needle", b"needle")
    assert not holds(b"hay", b"needle")
    assert not holds(tmp_path / "work", b"needle")


def test_a_work_file_that_changed_is_not_written(tmp_path: Path) -> None:
    work, target = tmp_path / "work", tmp_path / "target"
    work.write_bytes(b"other")
    with pytest.raises(IntegrityError):
        write_content(target, work, sha256_of(b"bound"))
    assert not target.exists()


def test_a_work_file_is_sealed_under_its_digest(tmp_path: Path) -> None:
    (tmp_path / "work").write_bytes(b"bound")
    store = tmp_path / "sealed"
    assert unseal(store, seal_content(store, tmp_path / "work")) == b"bound"
