"""Sound and bad files with random damage: every reader ends in a document or a refusal, in nothing else.

The damage is seeded, so a failure comes back. More of it: raise ROUNDS.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.errors import SetAsideError
from extractors.pages import Document, Source
from extractors.readers.docx import read_docx
from extractors.readers.email import read_email
from extractors.readers.text import read_text
from extractors.reading_options import ReadingOptions
from extractors.sniffing import EMAIL, ZIP, sniff
from extractors.unpacking import Allowance, Writer, unpack

ROUNDS = 120
FIXTURES = Path(__file__).parents[2] / "fixtures"
TOKENS = [
    b"<w:p>", b"</w:p>", b"<w:tbl>", b"</w:ins>", b'<w:fldChar w:fldCharType="begin"/>', b"<!DOCTYPE x>",
    b"&#0;", b"\x00", b"\xff\xff\xff\xff", b"PK\x01\x02", b"PK\x05\x06", b"\r\n\r\n", b"--", b"charset=",
    b"=?utf-8?B?", b'Content-Type: multipart/mixed; boundary="a"', b'encoding="shift_jis"',
]  # fmt: skip
ALLOWANCE = Allowance(parts=50, part_bytes=10**6, total_bytes=10**7, ratio=100, grace=10**6)

Reader = Callable[[Path, Source, ReadingOptions], Document]


def seeds(*endings: str) -> list[bytes]:
    found = sorted(p for e in endings for p in FIXTURES.rglob(f"*{e}") if p.stat().st_size < 50_000)
    assert found
    return [p.read_bytes() for p in found]


def damaged(rng: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(out) + 1)
        match rng.randrange(5):
            case 0:
                out[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del out[at : at + rng.randint(1, 40)]
            case 2:
                other = rng.randrange(len(out) + 1)
                out[at:at] = out[other : other + rng.randint(1, 60)]
            case 3:
                out[at:at] = rng.choice(TOKENS)
            case _ if rng.random() < 0.2:
                del out[at:]
    return bytes(out)


def damaged_inside(rng: random.Random, data: bytes) -> bytes:
    """A ZIP whose members are damaged before they are packed, so that the damage reaches the XML."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as copy:
            for name in dict.fromkeys(archive.namelist()):
                copy.writestr(name, damaged(rng, archive.read(name)))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return damaged(rng, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("reader", "endings"),
    [(read_docx, (".docx",)), (read_email, (".eml",)), (read_text, (".txt", ".eml"))],
)
def test_readers_survive_damage(tmp_path: Path, reader: Reader, endings: tuple[str, ...]) -> None:
    rng = random.Random(reader.__name__)
    path = tmp_path / "x"
    for data in (rng.choice(seeds(*endings)) for _ in range(ROUNDS)):
        path.write_bytes(damaged_inside(rng, data) if data[:2] == b"PK" else damaged(rng, data))
        sniff(path)
        said: list[str] = []
        try:
            document = reader(path, Source("0" * 64, ("x",), "", 1), ReadingOptions())
        except SetAsideError as refusal:
            said.append(str(refusal))
        else:
            said += [u.reason for u in document.unread]
            for page in document.pages:
                page.text.encode("utf-8")
        assert all(line.isprintable() for line in said)


@pytest.mark.parametrize(("media_type", "ending"), [(ZIP, ".zip"), (EMAIL, ".eml")])
def test_unpacking_survives_damage(tmp_path: Path, media_type: str, ending: str) -> None:
    rng = random.Random(ending)
    path = tmp_path / "x"
    for n, data in enumerate(rng.choice(seeds(ending)) for _ in range(ROUNDS)):
        path.write_bytes(damaged(rng, data))
        into = tmp_path / str(n)
        into.mkdir()
        try:
            parts = list(unpack(media_type, path, "x", Writer(into, path.stat().st_size, ALLOWANCE)))
        except SetAsideError:
            pass
        else:
            assert all((p.file is not None) + (p.refusal is not None) + p.ignored == 1 for p in parts)
        assert all(p.parent == into and p.name.isdigit() for p in into.rglob("*"))
