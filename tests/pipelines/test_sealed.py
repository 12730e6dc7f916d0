"""The sealed store gives back the bytes of a digest, or says that it cannot."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extractors.errors import IntegrityError
from pipelines.durable import copy_new, make_folder, plain_failure, sha256_of, write_new
from pipelines.sealed import check_sealed, seal, sealed_path, unseal
from tests.pipelines.review.world import rewrite


def test_what_is_sealed_comes_back(tmp_path: Path) -> None:
    sha256 = seal(tmp_path / "sealed", b"data")
    assert sha256 == sha256_of(b"data")
    assert unseal(tmp_path / "sealed", sha256) == b"data"
    assert [p.name for p in (tmp_path / "sealed").iterdir()] == [sha256]
    assert not (tmp_path / "sealed" / sha256).stat().st_mode & 0o222
    assert seal(tmp_path / "sealed", b"data") == sha256


def test_altered_missing_or_replaced_by_a_link(tmp_path: Path) -> None:
    sha256 = seal(tmp_path, b"data")
    rewrite(tmp_path / sha256, b"Data")
    for call in (unseal, check_sealed):
        with pytest.raises(IntegrityError, match="no longer the bytes"):
            call(tmp_path, sha256)
    with pytest.raises(IntegrityError, match="no longer the bytes"):
        seal(tmp_path, b"data")  # never written over: somebody has to look
    (tmp_path / sha256).unlink()
    with pytest.raises(IntegrityError, match="missing"):
        unseal(tmp_path, sha256)
    (tmp_path / "real").write_bytes(b"data")
    (tmp_path / sha256).symlink_to(tmp_path / "real")
    with pytest.raises(IntegrityError, match="link"):
        unseal(tmp_path, sha256)


def test_what_a_killed_writer_left_goes_with_the_next(tmp_path: Path) -> None:
    left = tmp_path / f".{sha256_of(b'large')}.tmp"
    left.write_bytes(b"lar")
    left.chmod(0o600)
    foreign = tmp_path / ".notes.tmp"
    foreign.write_bytes(b"")
    sha256 = seal(tmp_path, b"data")
    assert sorted(p.name for p in tmp_path.iterdir()) == [foreign.name, sha256]


def test_writers_at_once_leave_one_whole_file_each(tmp_path: Path) -> None:
    contents = [bytes([n]) * 300_000 for n in range(4)] * 4
    with ThreadPoolExecutor(8) as threads:
        sealed = set(threads.map(lambda data: seal(tmp_path / "sealed", data), contents))
    assert {p.name for p in (tmp_path / "sealed").iterdir()} == sealed
    for sha256 in sealed:
        check_sealed(tmp_path / "sealed", sha256)


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    sha256 = sha256_of(b"data")
    os.mkfifo(tmp_path / sha256)
    with pytest.raises(IntegrityError):
        unseal(tmp_path, sha256)


@pytest.mark.parametrize("name", ["", "x", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_names_that_are_no_digest(tmp_path: Path, name: str) -> None:
    with pytest.raises(IntegrityError, match="no digest"):
        sealed_path(tmp_path, name)


def test_a_file_is_written_once(tmp_path: Path) -> None:
    write_new(tmp_path / "a", b"one")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "a", b"two")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "link", b"two")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert not (tmp_path / "target").exists()


def test_a_copy_of_other_bytes_is_removed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 3_000_000)
    copy_new(tmp_path / "a", tmp_path / "b", sha256_of(b"x" * 3_000_000))
    assert (tmp_path / "b").read_bytes() == (tmp_path / "a").read_bytes()
    with pytest.raises(IntegrityError):
        copy_new(tmp_path / "a", tmp_path / "c", sha256_of(b"y"))
    assert not (tmp_path / "c").exists()


def test_a_failing_disk_is_said_in_one_line() -> None:
    said = r"^Writing failed \(No space left on device\)\. Mend the disk"
    with pytest.raises(IntegrityError, match=said), plain_failure("Writing"):
        raise OSError(28, "No space left on device")


def test_missing_folders_are_made_from_the_top_and_forced_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr("pipelines.durable.sync_folder", synced.append)
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    assert synced == [tmp_path, tmp_path / "a"]
