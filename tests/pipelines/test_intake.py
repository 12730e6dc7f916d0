"""Taking files in: everything found is accounted for, originals stay as they are, bad ones are named."""

from __future__ import annotations

import hashlib
import os
import socket
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.errors import AccountingError, PinciteError, UsageError
from pipelines import intake, source_vault
from pipelines.found_files import Entry
from pipelines.intake import IntakeReport, take_in
from pipelines.limits import LIMITS
from pipelines.matter import Client, Matter
from pipelines.store import Store

PDF = b"%PDF-1.4\n"

Taken = Callable[..., IntakeReport]


@pytest.fixture
def matter(tmp_path: Path) -> Matter:
    folder = tmp_path / "matter"
    folder.mkdir()
    return Matter(folder, "roe", Client("Jane Roe", None), None)


@pytest.fixture
def store(matter: Matter) -> Iterator[Store]:
    with Store.open(matter) as store:
        yield store


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    folder.mkdir()
    return folder


@pytest.fixture
def taken(matter: Matter, store: Store, files: Path) -> Taken:
    """Takes in paths, by default the folder of files."""

    def take(*paths: Path) -> IntakeReport:
        return take_in(matter, store, paths or [files])

    return take


def lines(report: IntakeReport) -> list[str]:
    return [f"{e.reason}: {e.detail} {e.remedy}" for e in report.set_aside]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_folder_is_taken_in_with_paths_as_names(taken: Taken, files: Path, store: Store) -> None:
    (files / "b" / "deep").mkdir(parents=True)
    (files / "a.pdf").write_bytes(PDF + b"a")
    (files / "b" / "a.pdf").write_bytes(PDF + b"b")
    (files / "b" / "deep" / "a.pdf").write_bytes(PDF + b"c")
    report = taken()
    assert [s.name for s in report.added] == ["a.pdf", "b/a.pdf", "b/deep/a.pdf"]
    assert report.found == 3
    assert set(store.sources()) == set(report.added)


def test_a_single_file_is_called_by_its_name(taken: Taken, files: Path) -> None:
    (files / "a.pdf").write_bytes(PDF)
    assert taken(files / "a.pdf").added[0].names == ("a.pdf",)


def test_copies_are_exact_read_only_and_named_by_digest(taken: Taken, files: Path, matter: Matter) -> None:
    data = PDF + os.urandom(3_000_000)
    (files / "a.pdf").write_bytes(data)
    taken()
    copy = matter.sources / digest(data)
    assert copy.read_bytes() == data
    assert stat.S_IMODE(copy.stat().st_mode) == 0o444
    assert [p.name for p in matter.sources.iterdir()] == [digest(data)]


def test_originals_are_never_altered(taken: Taken, files: Path) -> None:
    path = files / "a.pdf"
    path.write_bytes(PDF)
    os.utime(path, ns=(10**18, 10**18))
    before = path.stat()
    taken()
    after = path.stat()
    assert path.read_bytes() == PDF
    assert (before.st_mtime_ns, before.st_mode, before.st_ino) == (
        after.st_mtime_ns,
        after.st_mode,
        after.st_ino,
    )


def test_same_bytes_twice_are_one_source_with_two_names(taken: Taken, files: Path, store: Store) -> None:
    (files / "b.pdf").write_bytes(PDF)
    (files / "a.pdf").write_bytes(PDF)
    report = taken()
    assert (len(report.added), len(report.known), report.found) == (1, 1, 2)
    assert store.sources()[0].names == ("a.pdf", "b.pdf")


def test_adding_again_changes_nothing(taken: Taken, files: Path, store: Store, matter: Matter) -> None:
    (files / "a.pdf").write_bytes(PDF)
    (files / "empty.pdf").write_bytes(b"")
    first = taken()
    sources, set_asides = store.sources(), store.set_asides()
    copy = matter.sources / digest(PDF)
    written = copy.stat().st_mtime_ns
    second = taken()
    assert (second.added, second.known, second.set_aside) == ((), first.added, first.set_aside)
    assert (store.sources(), store.set_asides()) == (sources, set_asides)
    assert copy.stat().st_mtime_ns == written


def test_a_damaged_copy_is_replaced_by_adding_the_original_again(
    taken: Taken, files: Path, matter: Matter
) -> None:
    (files / "a.pdf").write_bytes(PDF)
    taken()
    copy = matter.sources / digest(PDF)
    copy.chmod(0o644)
    copy.write_bytes(b"%PDF-1.5\n")
    assert len(taken().known) == 1
    assert copy.read_bytes() == PDF
    assert stat.S_IMODE(copy.stat().st_mode) == 0o444


def test_what_an_interrupted_run_left_is_cleared(taken: Taken, files: Path, matter: Matter) -> None:
    matter.sources.mkdir()
    (matter.sources / f".incoming-{digest(PDF)}").write_bytes(b"half a fi")
    (matter.folder / ".unpacking-abc").mkdir()
    (matter.folder / ".unpacking-abc" / "1").write_bytes(b"half a part")
    (files / "a.pdf").write_bytes(PDF)
    taken()
    assert [p.name for p in matter.sources.iterdir()] == [digest(PDF)]
    assert not list(matter.folder.glob(".unpacking-*"))


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("a.pdf", b"", "empty: a.pdf is empty (0 bytes). Ask for the file again."),
        (
            "a.xlsx",
            b"PK\x05\x06" + bytes(18),
            "empty: a.xlsx is a ZIP archive without files. Ask for it again.",
        ),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"),
            "unsupported: old.doc is a Word 97-2003 document. "
            "Save it as .docx or print it to PDF, and add that.",
        ),
        (
            "locked.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "encrypted: locked.docx is an Office file locked with a password. "
            "Open it with the password, save it without one, and add that.",
        ),
        (
            "mail.msg",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "__properties_version1.0".encode("utf-16-le"),
            "unsupported: mail.msg is an Outlook message. Save it as .eml or print it to PDF, and add that.",
        ),
        (
            "page.html",
            b"<!DOCTYPE html><p>Seen",
            "unsupported: page.html is a web page. Open it, print it to PDF, and add that.",
        ),
        (
            "letter.rtf",
            b"{\\rtf1 Seen}",
            "unsupported: letter.rtf is an RTF document. Open it, print it to PDF, and add that.",
        ),
        (
            "photo.heic",
            b"\x00\x00\x00\x18ftypheic" + bytes(16),
            "unsupported: photo.heic is a HEIC photo. Save it as JPEG and add that.",
        ),
        (
            "records.pdf",
            b"MZ\x90\x00" + bytes(100),
            "unsupported: records.pdf is a Windows program. "
            "Do not open it; ask the sender for the record as PDF.",
        ),
        (
            "study.dcm",
            bytes(128) + b"DICM" + bytes(100),
            "unsupported: study.dcm is a DICOM image study. Add the radiologist's report instead.",
        ),
        (
            "data.bin",
            bytes(range(256)) * 10,
            "unsupported: data.bin is of a kind Pincite does not know. "
            "Print it to PDF with the program that made it, and add that.",
        ),
    ],
)
def test_what_is_not_read_is_set_aside_with_what_to_do(
    taken: Taken, files: Path, matter: Matter, store: Store, name: str, data: bytes, line: str
) -> None:
    (files / "1 before.pdf").write_bytes(PDF + b"1")
    (files / name).write_bytes(data)
    (files / "z after.pdf").write_bytes(PDF + b"2")
    report = taken()
    assert lines(report) == [line]
    assert report.set_aside[0].sha256 == digest(data)
    assert [s.name for s in report.added] == ["1 before.pdf", "z after.pdf"]
    assert store.set_asides() == report.set_aside


def test_an_oversized_file_is_set_aside_unread(taken: Taken, files: Path, matter: Matter) -> None:
    with (files / "huge.pdf").open("wb") as file:
        file.write(PDF)
        file.truncate(3_000_000_000)  # sparse: takes no room
    (files / "a.pdf").write_bytes(PDF)
    report = taken()
    assert lines(report) == ["oversized: huge.pdf is larger than 500 MB. Split it and add the parts."]
    assert report.set_aside[0].sha256 is None
    assert len(report.added) == 1


def test_things_that_are_no_files(taken: Taken, files: Path, tmp_path: Path) -> None:
    (tmp_path / "outside.pdf").write_bytes(PDF)
    os.mkfifo(files / "pipe.pdf")
    (files / "link.pdf").symlink_to(tmp_path / "outside.pdf")
    (files / "ring").symlink_to(files)
    (files / "dangling.pdf").symlink_to(files / "nowhere")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(files / "socket"))
    (files / "sound.pdf").write_bytes(PDF + b"1")
    report = taken()
    server.close()
    link = "is a link, and links are not followed. Add the file itself."
    assert lines(report) == [
        f"unsafe: dangling.pdf {link}",
        f"unsafe: link.pdf {link}",
        "unsupported: pipe.pdf is a pipe, not a file. Remove it from the folder.",
        f"unsafe: ring {link}",
        "unsupported: socket is a socket, not a file. Remove it from the folder.",
    ]
    assert [s.name for s in report.added] == ["sound.pdf"]


def test_a_device_named_by_the_user(taken: Taken) -> None:
    assert lines(taken(Path("/dev/null"))) == [
        "unsupported: null is a device, not a file. Remove it from the folder."
    ]


def test_a_folder_may_be_named_through_a_link(taken: Taken, files: Path, tmp_path: Path) -> None:
    (files / "a.pdf").write_bytes(PDF)
    (tmp_path / "link").symlink_to(files)
    assert [s.name for s in taken(tmp_path / "link").added] == ["a.pdf"]


def test_unreadable_files_and_folders(taken: Taken, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The root user may read everything, so the refusal is made by hand."""
    (files / "closed").mkdir()
    (files / "closed" / "a.pdf").write_bytes(PDF)
    (files / "locked.pdf").write_bytes(PDF)
    (files / "sound.pdf").write_bytes(PDF + b"1")
    real = os.open

    def guarded(path: str, *arguments: int, **named: int | None) -> int:
        if path in ("closed", "locked.pdf"):
            raise PermissionError(13, "Permission denied", path)
        return real(path, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", guarded)
    report = taken()
    advice = "cannot be opened (Permission denied). Make sure you may read it and add it again."
    assert lines(report) == [f"unreadable: closed {advice}", f"unreadable: locked.pdf {advice}"]
    assert len(report.added) == 1


def test_a_file_still_being_written_is_set_aside(
    taken: Taken, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = files / "upload.pdf"
    path.write_bytes(PDF)
    real = source_vault.keep

    def growing(*arguments: object) -> object:
        with path.open("ab") as file:
            file.write(b"more")
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "keep", growing)
    report = taken()
    assert lines(report) == [
        "unreadable: upload.pdf was still being written while it was copied. "
        "Wait until it is complete and add it again."
    ]
    monkeypatch.undo()
    assert len(taken().added) == 1


def test_what_had_no_bytes_is_taken_back_when_it_comes_whole(
    taken: Taken, files: Path, tmp_path: Path, store: Store
) -> None:
    (files / "upload.pdf").write_bytes(b"")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "upload.pdf").write_bytes(b"")
    taken(files, tmp_path / "elsewhere")
    assert len(store.set_asides()) == 2
    (files / "upload.pdf").write_bytes(PDF)
    taken()
    assert [e.reason for e in store.set_asides()] == ["empty"]  # the one elsewhere is another file


def test_what_had_bytes_stays_listed_until_a_person_decides(taken: Taken, files: Path, store: Store) -> None:
    (files / "records.pdf").write_bytes(b"MZ program")
    taken()
    (files / "records.pdf").write_bytes(PDF)
    assert len(taken().added) == 1
    assert [e.reason for e in store.set_asides()] == ["unsupported"]


def test_system_files_are_ignored_by_rule_and_listed(taken: Taken, files: Path) -> None:
    names = [
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "~$letter.docx",
        "scan.pdf.part",
        "x.crdownload",
        "._a.pdf",
    ]
    for name in names:
        (files / name).write_bytes(PDF)
    (files / "__MACOSX").mkdir()
    (files / "__MACOSX" / "a.pdf").write_bytes(PDF)
    (files / "a.pdf").write_bytes(PDF)
    report = taken()
    assert sorted(report.ignored) == sorted([*names, "__MACOSX/"])
    assert len(report.added) == 1
    assert report.found == len(names) + 2


def test_pincites_own_work_is_never_a_record(
    taken: Taken, files: Path, tmp_path: Path, matter: Matter
) -> None:
    for folder, marks in {
        "out/draft": ("chronology.json", "manifest.json", "chronology.docx"),
        "out/office": ("policy.toml", "roster.toml"),
    }.items():
        (files / folder).mkdir(parents=True)
        for mark in marks:
            (files / folder / mark).write_text("x")
    (files / "a.pdf").write_bytes(PDF)
    assert taken().ignored == ("out/draft/", "out/office/")
    assert taken(tmp_path).ignored == ("files/out/draft/", "files/out/office/", "matter/")


def test_the_drop_folder_is_read_although_it_lies_in_the_matter(taken: Taken, matter: Matter) -> None:
    matter.uploads.mkdir()
    (matter.folder / "matter.toml").write_text("")
    (matter.uploads / "a.pdf").write_bytes(PDF)
    assert [s.name for s in taken(matter.uploads).added] == ["a.pdf"]


def test_folders_too_deep_are_named(matter: Matter, store: Store, files: Path) -> None:
    (files / "1" / "2" / "3").mkdir(parents=True)
    (files / "1" / "2" / "3" / "a.pdf").write_bytes(PDF)
    (files / "1" / "a.pdf").write_bytes(PDF)
    report = take_in(matter, store, [files], replace(LIMITS, folder_depth=3))
    assert lines(report) == ["unsafe: 1/2/3 lies more than 3 folders deep. Add that folder by itself."]
    assert len(report.added) == 1


def test_names_are_made_printable(taken: Taken, files: Path) -> None:
    raw = [
        b"line\nbreak.pdf", b"\x1b[31mred.pdf", b"bad\xff.pdf", "right\u202efdp.pdf".encode(), b"-rf.pdf",
        b"{{7*777}} %s.pdf", b"=cmd.pdf", "Müller's “notes”.pdf".encode(), b"CON.pdf", b"x" * 250 + b".pdf",
    ]  # fmt: skip
    for n, name in enumerate(raw):
        with open(os.fsencode(files) + b"/" + name, "wb") as file:
            file.write(PDF + bytes([n]))
    found = {s.name for s in taken().added}
    assert found == {
        "line\\x0abreak.pdf", "\\x1b[31mred.pdf", "bad\\xff.pdf", "right\\u202efdp.pdf", "-rf.pdf",
        "{{7*777}} %s.pdf", "=cmd.pdf", "Müller's “notes”.pdf", "CON.pdf", "x" * 250 + ".pdf",
    }  # fmt: skip
    assert all(name.isprintable() for name in found)


def test_names_that_differ_only_in_their_encoding_are_both_kept(taken: Taken, files: Path) -> None:
    composed, decomposed = (unicodedata.normalize(form, "Résumé.pdf") for form in ("NFC", "NFD"))
    (files / composed).write_bytes(PDF + b"1")
    (files / decomposed).write_bytes(PDF + b"2")
    names = sorted(s.name for s in taken().added)
    assert len(names) == 2
    assert names == sorted(f"{composed[:-4]} [{digest(PDF + n)[:8]}].pdf" for n in (b"1", b"2"))


def test_case_twins_are_both_kept(taken: Taken, files: Path) -> None:
    (files / "Scan.pdf").write_bytes(PDF + b"1")
    (files / "SCAN.PDF").write_bytes(PDF + b"2")
    assert sorted(s.name for s in taken().added) == ["SCAN.PDF", "Scan.pdf"]


def test_a_path_that_does_not_exist_stops_before_anything_is_taken(
    taken: Taken, files: Path, store: Store
) -> None:
    (files / "a.pdf").write_bytes(PDF)
    with pytest.raises(UsageError) as caught:
        taken(files, files / "nowhere")
    assert str(caught.value) == f"{files / 'nowhere'} does not exist. Check the path and try again."
    assert store.sources() == ()


def test_a_full_disk_stops_the_run_and_leaves_nothing_half_written(
    taken: Taken, files: Path, matter: Matter, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / "a.pdf").write_bytes(PDF)

    def full(_descriptor: int, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipelines.source_vault.write_all", full)
    with pytest.raises(PinciteError) as caught:
        taken()
    assert str(caught.value) == (
        "a.pdf cannot be copied into the matter (No space left on device). "
        "Make room on the disk, check that the folder can be written to, and add the files again."
    )
    assert list(matter.sources.iterdir()) == []
    monkeypatch.undo()
    assert len(taken().added) == 1


def test_losing_count_fails_the_run(taken: Taken, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> Iterator[Entry]:
        yield Entry("neither file nor refused nor ignored")

    monkeypatch.setattr(intake, "find", lost)
    with pytest.raises(AccountingError, match="1 entries were found, but 0 are accounted for"):
        taken()


def test_order_of_arrival_does_not_matter(tmp_path: Path, files: Path) -> None:
    for n in range(6):
        (files / f"{n}.pdf").write_bytes(PDF + bytes([n % 4]))
    paths = sorted(files.iterdir())
    seen = []
    for run, order in enumerate((paths, paths[::-1])):
        folder = tmp_path / f"matter {run}"
        folder.mkdir()
        matter = Matter(folder, "roe", Client("Jane Roe", None), None)
        with Store.open(matter) as store:
            take_in(matter, store, order)
            seen.append(store.sources())
    assert seen[0] == seen[1]
