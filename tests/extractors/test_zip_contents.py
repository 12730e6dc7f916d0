"""A ZIP's table of contents, in all its forms, and none of them believed."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from extractors.zip_contents import CHUNK, ZipDamage, members, read_member


def zipped(names: list[str], data: bytes = b"data", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name in names:
            archive.writestr(name, data)
    return buffer.getvalue()


def contents(data: bytes, most: int = 100) -> dict[bytes, bytes]:
    file = io.BytesIO(data)
    found, _ = members(file, most)
    return {m.untrusted_name: b"".join(read_member(file, m)) for m in found}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 20 * CHUNK])
def test_members_come_back_whole(method: int, size: int) -> None:
    data = bytes(size)
    assert contents(zipped(["a", "b/c"], data, method)) == {b"a": data, b"b/c": data}


def test_output_comes_in_small_chunks_however_it_swells() -> None:
    file = io.BytesIO(zipped(["a"], bytes(30_000_000)))
    (member,), _ = members(file, 10)
    assert max(len(chunk) for chunk in read_member(file, member)) <= CHUNK


def test_the_large_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 2)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    data = zipped(["a", "b", "c"])
    assert b"PK\x06\x06" in data
    assert contents(data) == {b"a": b"data", b"b": b"data", b"c": b"data"}


def test_a_comment_and_junk_before_the_archive() -> None:
    buffer = io.BytesIO(zipped(["a"]))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"a comment"
    assert contents(b"junk before" + buffer.getvalue()) == {b"a": b"data"}


def test_only_as_many_as_asked_for_are_listed_and_all_are_counted() -> None:
    found, count = members(io.BytesIO(zipped([str(n) for n in range(50)])), 7)
    assert (len(found), count) == (7, 50)


@pytest.mark.parametrize("cut", [1, 10, 22, 60])
def test_a_cut_archive(cut: int) -> None:
    with pytest.raises(ZipDamage):
        members(io.BytesIO(zipped(["a", "b"])[:-cut]), 10)


def test_a_member_where_the_archive_does_not_reach() -> None:
    data = bytearray(zipped(["a"]))
    at = data.index(b"PK\x01\x02") + 42
    for offset in (len(data) - 5, 2**31, 2**32 - 2):
        data[at : at + 4] = struct.pack("<L", offset)
        with pytest.raises(ZipDamage, match="its data is not where the archive says"):
            contents(bytes(data))


def test_a_table_of_contents_too_large_to_be_one() -> None:
    data = bytearray(zipped(["a"]))
    at = data.index(b"PK\x05\x06") + 12
    data[at : at + 4] = struct.pack("<L", 2**31)
    with pytest.raises(ZipDamage, match="too large"):
        members(io.BytesIO(bytes(data)), 10)
