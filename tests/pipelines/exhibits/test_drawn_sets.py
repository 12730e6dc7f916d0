"""Exhibit sets drawn by chance come out as wanted; what reads them shares nothing with what makes them."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pikepdf
import pypdf
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pikepdf import pdfa

from pipelines.drafts import Draft
from tests.pipelines.exhibits.drawn_sets import DrawnSet, draw_set, grown
from tests.pipelines.exhibits.exhibit_world import ExhibitWorld
from tests.pipelines.exhibits.read_sets import read_draft, read_set

WITHOUT_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
"""One set takes seconds: what fails is small enough as it is drawn, and its seed is printed."""

LEDGER = ("ledger.jsonl", "ledger.lock", "ledger.sqlite")


@contextmanager
def world() -> Iterator[ExhibitWorld]:
    """An office in a folder of its own; nothing may be left where temporary files go."""
    with tempfile.TemporaryDirectory() as root, tempfile.TemporaryDirectory() as passing:
        elsewhere = patch.dict(os.environ, TMPDIR=passing), patch.object(tempfile, "tempdir", passing)
        with elsewhere[0], elsewhere[1]:
            yield ExhibitWorld(Path(root))
            assert list(Path(passing).iterdir()) == []


def add(office: ExhibitWorld, drawn: DrawnSet) -> None:
    for paper in drawn.papers:
        office.add(paper.name, paper.data)


def drafted(office: ExhibitWorld, drawn: DrawnSet) -> Draft:
    """A draft whose every page says so; nothing outside the matter's own folders is touched by making it."""
    office.plan("", head=drawn.toml)
    before = digests(office.root)
    draft = office.draft()
    after, matter = digests(office.root), str(office.matter.folder)
    assert {p: d for p, d in after.items() if p in before} == before
    assert all(path.startswith(matter) for path in after.keys() - before.keys())
    assert read_draft(draft.folder).faults == []
    return draft


def digests(root: Path) -> dict[str, str]:
    """Every file but the ledgers, which grow by what is done."""
    files = (p for p in sorted(root.rglob("*")) if p.is_file() and p.name not in LEDGER)
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def sound(folder: Path) -> None:
    """qpdf finds nothing; what claims to be PDF/A is."""
    for path in sorted(folder.rglob("*.pdf")):
        with pikepdf.open(path) as pdf:
            assert pdf.check_pdf_syntax() == [], path.name
        metadata = pypdf.PdfReader(path).metadata
        assert metadata is not None
        assert metadata.producer == "Pincite"
        if b"pdfaid" in path.read_bytes():
            assert pdfa.validate_written(path, "2b").passed, path.name


@settings(max_examples=3, deadline=None, derandomize=True, phases=WITHOUT_SHRINKING)
@given(st.integers(1, 12), st.integers(0, 10**9))
def test_a_drawn_set_comes_out_as_wanted(count: int, seed: int) -> None:
    drawn = draw_set(random.Random(seed), count)
    with world() as office:
        add(office, drawn)
        draft = drafted(office, drawn)
        released = office.release(draft).folder
        assert read_set(released, drawn).faults == []
        sound(released)
        sound(draft.folder)


@settings(max_examples=2, deadline=None, derandomize=True, phases=WITHOUT_SHRINKING)
@given(st.integers(2, 6), st.integers(1, 3), st.integers(0, 10**9))
def test_what_is_added_after_a_release_moves_nothing(count: int, more: int, seed: int) -> None:
    rng = random.Random(seed)
    drawn = draw_set(rng, count)
    later = grown(rng, drawn, more)
    with world() as office:
        add(office, drawn)
        first = office.release(drafted(office, drawn)).folder
        assert read_set(first, drawn).faults == []
        before = digests(first)
        assert read_set(office.release(drafted(office, later)).folder, later).faults == []
        assert digests(first) == before


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[DrawnSet, Path, Path]:
    """A set in several volumes, its release and its draft."""
    drawn = draw_set(random.Random(6), 5)
    plain = replace(drawn.setting, profile="cmecf-default", layout="motion", overrides={"max_pages": "9"})
    drawn = replace(drawn, setting=replace(plain, bates="MOSS"))
    out = tmp_path_factory.mktemp("made")
    with world() as office:
        add(office, drawn)
        draft = drafted(office, drawn)
        shutil.copytree(office.release(draft).folder, out / "released")
        shutil.copytree(draft.folder, out / "draft")
    assert len(list((out / "released" / "volumes").iterdir())) > 1
    assert read_set(out / "released", drawn).faults == []
    return drawn, out / "released", out / "draft"


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("designation", "PX-77", "designations"),
        ("description", "Another paper", "description"),
        ("first_page", 1, "first page"),
        ("bates_first", "MOSS-9", "has besides"),
        ("tier", "SECRET", "tier"),
    ],
)
def test_the_reader_sees_an_index_that_is_wrong(
    made: tuple[DrawnSet, Path, Path], tmp_path: Path, key: str, value: object, fault: str
) -> None:
    drawn, released, _ = made
    told = json.loads((released / "exhibit-index.json").read_text("utf-8"))
    next(row for row in told["rows"] if row["file"] and row["bates_first"])[key] = value
    faults = read_set(spoiled(released, tmp_path, "exhibit-index.json", json.dumps(told)), drawn).faults
    assert any(fault in told for told in faults)


@pytest.mark.parametrize("swapped", ["volumes", "exhibits"])
def test_the_reader_sees_pages_that_are_not_where_they_belong(
    made: tuple[DrawnSet, Path, Path], tmp_path: Path, swapped: str
) -> None:
    drawn, released, _ = made
    path = max((released / swapped).iterdir(), key=lambda p: len(pypdf.PdfReader(p).pages))
    copy = spoiled(released, tmp_path) / swapped / path.name
    copy.unlink()
    with pikepdf.open(path) as pdf:
        pdf.pages.reverse()
        pdf.save(copy)
    assert read_set(tmp_path, drawn).faults


def test_the_reader_sees_a_page_that_is_not_marked_as_a_draft(made: tuple[DrawnSet, Path, Path]) -> None:
    _, released, draft = made
    clean, marked = read_draft(released), read_draft(draft)
    assert len(clean.faults) == clean.pages == marked.pages
    assert marked.faults == []


def spoiled(released: Path, folder: Path, name: str = "", text: str = "") -> Path:
    """A copy of a release in ``folder``, one file of other text."""
    shutil.copytree(released, folder, dirs_exist_ok=True)
    if name:
        (folder / name).write_text(text, encoding="utf-8")
    return folder
