"""What goes into a vault comes out again, and nothing else does."""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage import x25519

from extractors.errors import IntegrityError, UsageError
from pipelines.confidentiality import vault
from pipelines.confidentiality.vault import contents, contents_digest, measured, pack, unpack, walk


def nothing(_: str) -> bool:
    return False


@pytest.fixture
def key() -> x25519.Identity:
    return x25519.Identity.generate()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "matter"
    (made / "sources" / "deep").mkdir(parents=True)
    (made / "empty folder").mkdir(mode=0o700)
    (made / "sources" / "deep" / "one.pdf").write_bytes(os.urandom(3_000_000))
    (made / "sources" / "no bytes").write_bytes(b"")
    (made / ("n" * 200)).write_bytes(b"a name longer than a plain archive's")
    (made / os.fsdecode(b"odd \xff name")).write_bytes(b"no UTF-8")
    (made / "link").symlink_to("sources/deep/one.pdf")
    (made / "sources" / "no bytes").chmod(0o444)
    os.utime(made / "sources" / "no bytes", (1_000_000_000, 1_000_000_000))
    return made


def packed(folder: Path, key: x25519.Identity) -> tuple[Path, str]:
    target = folder.parent / "vault.age"
    return target, contents_digest(pack(folder, target, key.to_public(), nothing))


def test_a_folder_comes_back_as_it_was(folder: Path, key: x25519.Identity, tmp_path: Path) -> None:
    target, digest = packed(folder, key)
    again = tmp_path / "again"
    assert contents_digest(unpack(target, key, again)) == digest
    assert contents_digest(contents(target, key)) == digest
    assert list(walk(again, nothing)) == list(walk(folder, nothing))
    here = [measured(again, path) for path in walk(again, nothing)]
    assert here == [measured(folder, path) for path in walk(folder, nothing)]
    assert contents_digest(here) == digest
    assert (again / "sources" / "no bytes").stat().st_mtime == 1_000_000_000
    assert os.readlink(again / "link") == "sources/deep/one.pdf"


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=40).filter(
    lambda name: name not in (".", "..")
)


@settings(max_examples=20, deadline=None)
@given(st.dictionaries(NAMES, st.dictionaries(NAMES, st.binary(max_size=2000), max_size=3), max_size=4))
def test_any_folder_comes_back(tree: dict[str, dict[str, bytes]]) -> None:
    key = x25519.Identity.generate()
    with tempfile.TemporaryDirectory() as root:
        folder, again = Path(root) / "folder", Path(root) / "again"
        folder.mkdir()
        for name, files in tree.items():
            (folder / name).mkdir()
            for file, data in files.items():
                (folder / name / file).write_bytes(data)
        digest = contents_digest(pack(folder, Path(root) / "vault", key.to_public(), nothing))
        assert contents_digest(unpack(Path(root) / "vault", key, again)) == digest
        assert {d.name: {f.name: f.read_bytes() for f in d.iterdir()} for d in again.iterdir()} == tree


def test_nothing_of_it_can_be_read_without_the_key(folder: Path, key: x25519.Identity) -> None:
    (folder / "sources" / "deep" / "one.pdf").write_bytes(b"knee pain since the fall " * 10_000)
    target, _ = packed(folder, key)
    assert b"knee pain" not in target.read_bytes()
    assert b"one.pdf" not in target.read_bytes()
    with pytest.raises(IntegrityError, match="not encrypted to this key"):
        contents(target, x25519.Identity.generate())


def test_an_age_and_a_tar_open_it_too(folder: Path, key: x25519.Identity) -> None:
    target, _ = packed(folder, key)
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(target.read_bytes(), [key]))) as archive:
        assert {"link", "sources/deep/one.pdf", "empty folder"} <= set(archive.getnames())


def test_a_byte_changed_or_missing_anywhere_is_found(folder: Path, key: x25519.Identity) -> None:
    target, _ = packed(folder, key)
    whole = target.read_bytes()
    for at in (0, 100, 300, len(whole) // 2, len(whole) - 1):
        target.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(IntegrityError):
            contents(target, key)
    for length in (0, 100, len(whole) // 3, len(whole) - 1):
        target.write_bytes(whole[:length])
        with pytest.raises(IntegrityError):
            contents(target, key)


@pytest.mark.parametrize("name", ["../out", "/tmp/out", "a/../../out", "link/out", "missing/out"])
def test_an_archive_that_leads_out_is_refused(tmp_path: Path, key: x25519.Identity, name: str) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, str(tmp_path)
        archive.addfile(link)
        archive.addfile(tarfile.TarInfo(name))
    target = tmp_path / "vault.age"
    target.write_bytes(pyrage.encrypt(made.getvalue(), [key.to_public()]))
    with pytest.raises(IntegrityError, match="leads out of it"):
        unpack(target, key, tmp_path / "in")
    assert not (tmp_path / "out").exists()


def test_what_is_no_file_stops_it(folder: Path, key: x25519.Identity) -> None:
    os.mkfifo(folder / "pipe")
    with pytest.raises(UsageError, match="pipe is no file"):
        packed(folder, key)


def test_a_file_that_grows_meanwhile_stops_it(
    folder: Path, key: x25519.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown = folder / "sources" / "no bytes"
    sound = vault._info

    def look(inside: Path, path: str) -> tarfile.TarInfo:
        info = sound(inside, path)
        if path == "sources/no bytes":
            grown.chmod(0o600)
            grown.write_bytes(b"more")
        return info

    monkeypatch.setattr(vault, "_info", look)
    with pytest.raises(IntegrityError, match="changed while it was read"):
        packed(folder, key)


def test_a_full_disk_is_told_as_what_it_is(
    folder: Path, key: x25519.Identity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, _ = packed(folder, key)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(vault, "write_all", full)
    with pytest.raises(OSError, match="No space"):
        unpack(target, key, tmp_path / "again")
