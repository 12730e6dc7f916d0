"""What a file is, told by its bytes alone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from extractors.sniffing import (
    DOCX,
    EMAIL,
    LOAD_DAT,
    LOAD_OPT,
    MAILBOX,
    OLE,
    OLE_ENCRYPTED,
    PDF,
    TEXT,
    UNKNOWN,
    ZIP,
    sniff,
    suffix_disagrees,
)

OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFICE = ("[Content_Types].xml", "_rels/.rels")


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7\n", PDF),
        (b"\xef\xbb\xbf\n junk %PDF-1.4", PDF),
        (b"x" * 1020 + b"%PDF-1.4", TEXT),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"II*\x00", "image/tiff"),
        (b"MM\x00*", "image/tiff"),
        (b"BM\x9a\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00", "image/bmp"),
        (b"BM is how the note begins", TEXT),
        ("\xfeBEGBATES\xfe\x14\xfeTEXTPATH\xfe\r\n".encode("cp1252"), LOAD_DAT),
        ("\ufeff\xfeBEGBATES\xfe\x14\xfeENDBATES\xfe\r\n".encode(), LOAD_DAT),
        ("\xfeBEGBATES\xfe\x14\xfeENDBATES\xfe\r\n".encode("utf-16"), LOAD_DAT),
        (b"BEGBATES\x14ENDBATES\r\n", LOAD_DAT),
        (b"QX000001,VOL001,.\\IMAGES\\001\\QX000001.TIF,Y,,,2\r\nQX000002,VOL001,x.tif,,,,\r\n", LOAD_OPT),
        (b"QX000001,VOL001,IMAGES\\QX000001.jpg,Y,Y,Y,\n", LOAD_OPT),
        (b"name,date,seen.pdf,N,,,2\n", TEXT),
        (b"Seen, well, no pain.pdf attached, Y\n", TEXT),
        (b"\x01\x14\x02 bytes of no list\r\n" + bytes(64), UNKNOWN),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "image/heic"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00", "video/mp4"),
        (bytes(128) + b"DICM", "application/dicom"),
        (b"{\\rtf1", "application/rtf"),
        (b"MZ\x90\x00", "application/x-msdownload"),
        (b"\x7fELF\x02", "application/x-executable"),
        (b"x" * 257 + b"ustar", "application/x-tar"),
        (b"\x1f\x8b\x08", "application/gzip"),
        (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
        (b"Rar!\x1a\x07\x00", "application/vnd.rar"),
        (zipped("a.pdf"), ZIP),
        (zipped(), ZIP),
        (zipped(*OFFICE, "word/document.xml"), DOCX),
        (zipped(*OFFICE, "word/document.xml")[:-30], DOCX),
        (zipped(*OFFICE, "xl/workbook.xml"), SHEET),
        (zipped("word/notes.txt"), ZIP),
        (zipped("mimetype", "content.xml"), "application/vnd.oasis.opendocument.text"),
        (OLE_HEAD + "WordDocument".encode("utf-16-le"), "application/msword"),
        (OLE_HEAD + "EncryptedPackage".encode("utf-16-le"), OLE_ENCRYPTED),
        (OLE_HEAD + "__properties_version1.0".encode("utf-16-le"), "application/vnd.ms-outlook"),
        (OLE_HEAD, OLE),
        (b"<!DOCTYPE HTML>\n<p>x", "text/html"),
        (b"\xef\xbb\xbf  <html><p>x", "text/html"),
        (b'<?xml version="1.0"?><ClinicalDocument/>', "text/xml"),
        (b"From: a\nTo: b\nMessage-ID: <1>\n\nx", EMAIL),
        (b"Received: by x\n\tid 1\nSubject: y\n\nx", EMAIL),
        (b"From a@example.org Mon Mar  6 2017\nFrom: a\nMIME-Version: 1.0\n\nx", EMAIL),
        (
            b"From a@x Mon Mar 6 09:00:00 2017\nFrom: a\nMIME-Version: 1.0\n\nx\n\n"
            b"From b@x Tue Mar 7 09:00:00 2017\nFrom: b\n\ny",
            MAILBOX,
        ),
        (b"From: Dr. Vale\nTo: File\nDate: 3/4/2017\nSubject: Visit\n\nSeen.", TEXT),
        (b"Seen 3/4/2017: pain\nMessage-ID: none", TEXT),
        ("Gesehen am 4.3. – café".encode("utf-16-le"), TEXT),
        (b"\xff\xfeS\x00e\x00", TEXT),
        (b"caf\xe9", TEXT),
        (b"a few \x00 NULs in a longer line of text that is text all the same", TEXT),
        (bytes(range(256)) * 8, UNKNOWN),
        (bytes(1000), UNKNOWN),
        (b"", UNKNOWN),
    ],
)
def test_kinds_of_files(tmp_path: Path, data: bytes, media_type: str) -> None:
    path = tmp_path / "misleading.jpg"
    path.write_bytes(data)
    assert sniff(path) == media_type


@pytest.mark.parametrize(
    ("name", "media_type", "disagrees"),
    [
        ("a.pdf", PDF, False),
        ("a.PDF", PDF, False),
        ("a.pdf", "image/png", True),
        ("a.jpeg", "image/jpeg", False),
        ("a.docm", DOCX, False),
        ("a", PDF, False),
        ("a.dat", PDF, False),
        ("a.pdf/b.txt", TEXT, False),
    ],
)
def test_a_suffix_is_only_compared(name: str, media_type: str, disagrees: bool) -> None:
    assert suffix_disagrees(name, media_type) is disagrees
