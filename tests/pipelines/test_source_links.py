"""Readable copies of sources: safe names, relative links, originals out of reach."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from extractors.errors import UsageError
from extractors.pages import Source
from pipelines.matter import Client, Matter
from pipelines.source_links import FOLDER, lay_out_sources, page_link, readable_name

DIGEST = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("Larkspur records.pdf", "Larkspur-records-0123456789.pdf"),
        ("production/vol 2/SCAN.TIF", "SCAN-0123456789.tif"),
        ("in.zip/../../etc/passwd", "passwd-0123456789.bin"),
        ("C:\\tmp\\bill.pdf", "bill-0123456789.pdf"),
        ('x"#page=9&y.pdf', "x-page-9-y-0123456789.pdf"),
        ("run me.vbs", "run-me-0123456789.bin"),
        ("page.html", "page-0123456789.bin"),
        (f"{'long ' * 40}.pdf", f"{'long-' * 12}0123456789.pdf"),
        ("記録.pdf", "file-0123456789.pdf"),
    ],
)
def test_a_senders_name_becomes_a_safe_one(name: str, readable: str) -> None:
    assert readable_name(name, DIGEST) == readable


def test_a_link_leads_to_the_page_where_the_format_has_pages() -> None:
    assert page_link("a b.pdf", DIGEST, 7) == "../sources/a-b-0123456789.pdf#page=7"
    assert page_link("mail.eml", DIGEST, 1) == "../sources/mail-0123456789.eml"
    assert re.fullmatch(r"[A-Za-z0-9./#=-]+", page_link('"><script>.pdf', DIGEST, 1))


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    made = Matter(tmp_path / "matter", "matter", Client("A", None), None)
    made.sources.mkdir(parents=True)
    return made


def source(matter: Matter, name: str, data: bytes) -> Source:
    sha256 = hashlib.sha256(data).hexdigest()
    (matter.sources / sha256).write_bytes(data)
    return Source(sha256, (name,), "application/pdf", len(data))


def test_links_lead_to_copies_and_never_to_the_original(matter: Matter, tmp_path: Path) -> None:
    one = source(matter, "records.pdf", b"%PDF one")
    for beside in (matter.folder / "drafts" / "treatment", tmp_path):
        beside.mkdir(parents=True, exist_ok=True)
        lay_out_sources(matter, [one], beside)
        lay_out_sources(matter, [one], beside)
        draft = beside / "1" / "chronology.docx"
        opened = draft.parent / page_link("records.pdf", one.sha256, 3).partition("#")[0]
        draft.parent.mkdir(exist_ok=True)
        assert opened.read_bytes() == b"%PDF one"
        assert not opened.samefile(matter.sources / one.sha256)


@pytest.mark.parametrize("changed", [b"%P", b"%PDF two"])
def test_a_copy_that_is_not_its_source_is_made_again(matter: Matter, tmp_path: Path, changed: bytes) -> None:
    one = source(matter, "records.pdf", b"%PDF one")
    lay_out_sources(matter, [one], tmp_path)
    copy = matter.readable / readable_name("records.pdf", one.sha256)
    assert copy.stat().st_mode & 0o777 == 0o444
    copy.unlink()
    copy.write_bytes(changed)
    lay_out_sources(matter, [one], tmp_path)
    assert copy.read_bytes() == b"%PDF one"


def test_a_link_in_the_place_of_a_copy_is_not_followed(matter: Matter, tmp_path: Path) -> None:
    one = source(matter, "records.pdf", b"%PDF one")
    lay_out_sources(matter, [one], tmp_path)
    copy = matter.readable / readable_name("records.pdf", one.sha256)
    copy.unlink()
    copy.symlink_to(matter.sources / one.sha256)
    lay_out_sources(matter, [one], tmp_path)
    assert not copy.is_symlink()


def test_a_stale_link_is_led_anew(matter: Matter, tmp_path: Path) -> None:
    one = source(matter, "records.pdf", b"%PDF one")
    (tmp_path / FOLDER).symlink_to(tmp_path / "elsewhere")
    lay_out_sources(matter, [one], tmp_path)
    assert (tmp_path / FOLDER).resolve() == matter.readable.resolve()


def test_a_folder_of_records_is_not_taken_for_the_folder_of_copies(matter: Matter, tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "Larkspur records.pdf").write_bytes(b"%PDF")
    with pytest.raises(UsageError, match="Move it elsewhere"):
        lay_out_sources(matter, [source(matter, "records.pdf", b"%PDF one")], tmp_path)
    assert [p.name for p in (tmp_path / FOLDER).iterdir()] == ["Larkspur records.pdf"]


def test_a_folder_copied_without_its_links_is_filled(matter: Matter, tmp_path: Path) -> None:
    one = source(matter, "records.pdf", b"%PDF one")
    (tmp_path / FOLDER).mkdir()
    lay_out_sources(matter, [one], tmp_path)
    assert (tmp_path / FOLDER / readable_name("records.pdf", one.sha256)).read_bytes() == b"%PDF one"


def test_a_file_in_the_way_is_left_alone(matter: Matter, tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="Move it elsewhere"):
        lay_out_sources(matter, [], tmp_path)
    assert (tmp_path / FOLDER).read_text(encoding="utf-8") == "mine"
