"""What kind of file this is, told by its bytes.

Answers: a media type for every file. The name's suffix is not asked: senders rename, scanners misname, and
attackers lie; `suffix_disagrees` only reports it.
Refuses to parse: it looks at the beginning, the end, and the table of contents of a ZIP, within fixed bounds.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from extractors.zip_contents import member_names

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"
EMAIL = "message/rfc822"
MAILBOX = "application/mbox"
ZIP = "application/zip"
LOAD_DAT = "application/x-concordance-dat"
LOAD_OPT = "application/x-opticon-opt"
UNKNOWN = "application/octet-stream"
OLE = "application/x-ole-storage"
OLE_ENCRYPTED = "application/x-ole-encrypted"

HEAD_BYTES = 65_536
OLE_BYTES = 4_000_000
PDF_HEADER_WITHIN = 1_024
"""Bytes. Readers accept junk before ``%PDF-``; fax gateways and web forms put it there."""

MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"GIF8", "image/gif"),
    (b"{\\rtf", "application/rtf"),
    (b"%!PS", "application/postscript"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xcf\xfa\xed\xfe", "application/x-executable"),
    (b"\xca\xfe\xba\xbe", "application/x-executable"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
)
FTYP_IMAGES = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})
OFFICE_FOLDERS: tuple[tuple[str, str], ...] = (
    ("word/", DOCX),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", OLE_ENCRYPTED),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
MAIL_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]*)[ \t]*:")
NEXT_MAIL = re.compile(rb"\r?\n\r?\nFrom [^\r\n]+ \d{4}\r?\n[A-Za-z-]+:")
"""Where a Unix mailbox goes on with its next message."""

TRANSPORT_HEADERS = frozenset(
    {b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"x-mailer"}
)
"""A memo may begin "From: / To: / Date:"; only mail, made by a mailer, has one of these."""

DAT_SEPARATOR = "\x14"
FIRST_LINE = re.compile(r"[^\r\n]+")
OPT_LINE = re.compile(
    r"[^,]+,[^,]*,[^,]+\.(?:tiff?|jpe?g|png|pdf)\s*,\s*[Yy]\s*,\s*[Yy]?\s*,\s*[Yy]?\s*,\s*\d*\s*",
    re.IGNORECASE,
)
"""The first page of the first document of an Opticon load file: key, volume, path, flags, count."""

SUFFIX_TYPES: dict[str, frozenset[str]] = {
    ".pdf": frozenset({PDF}),
    ".docx": frozenset({DOCX}),
    ".docm": frozenset({DOCX}),
    ".txt": frozenset({TEXT}),
    ".eml": frozenset({EMAIL}),
    ".zip": frozenset({ZIP}),
    ".png": frozenset({"image/png"}),
    ".jpg": frozenset({"image/jpeg"}),
    ".jpeg": frozenset({"image/jpeg"}),
    ".tif": frozenset({"image/tiff"}),
    ".tiff": frozenset({"image/tiff"}),
    ".bmp": frozenset({"image/bmp"}),
}


def sniff(path: Path) -> str:
    """The media type of the file at ``path``, by content; `UNKNOWN` if nothing fits.

    Raises:
        OSError: the file cannot be opened or read.
    """
    with path.open("rb") as file:
        return sniff_open(file)


def sniff_open(file: BinaryIO) -> str:
    """As `sniff`, of an open file that can seek; its position is not kept."""
    file.seek(0)
    head = file.read(HEAD_BYTES)
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return _kind_of_zip(file)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _kind_of_ole(file)
    for magic, media_type in MAGIC:
        if head.startswith(magic):
            return media_type
    return _kind_of_boxes(head) or _kind_of_load_file(head) or _kind_of_text(head)


def suffix_disagrees(name: str, media_type: str) -> bool:
    """Whether the name promises another kind of file than its content is."""
    expected = SUFFIX_TYPES.get(PurePosixPath(name).suffix.lower())
    return expected is not None and media_type not in expected


def _kind_of_boxes(head: bytes) -> str | None:
    """Formats whose mark stands behind the first bytes, and PDF behind junk."""
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:12] in FTYP_IMAGES else "video/mp4"
    if head[:4] == b"RIFF":
        return "image/webp" if head[8:12] == b"WEBP" else "audio/x-wav"
    if head[128:132] == b"DICM":
        return "application/dicom"
    if head[257:262] == b"ustar":
        return "application/x-tar"
    if (
        head[:2] == b"BM"
        and head[6:10] == b"\x00\x00\x00\x00"
        and head[14:18] in (bytes([size, 0, 0, 0]) for size in (12, 40, 56, 108, 124))
    ):
        return "image/bmp"
    if re.search(rb"%PDF-\d", head[:PDF_HEADER_WITHIN]) and not _is_mail(head):
        return PDF
    return None


def _kind_of_load_file(head: bytes) -> str | None:
    """Lists of a production's papers, told by their first line: no other text has 0x14 between its words."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("cp1252", errors="replace")
    line = FIRST_LINE.search(text)
    if line is None:
        return None
    if DAT_SEPARATOR in line[0] and line[0].replace(DAT_SEPARATOR, "").replace("\ufffd", "").isprintable():
        return LOAD_DAT
    return LOAD_OPT if OPT_LINE.fullmatch(line[0]) else None


def _kind_of_zip(file: BinaryIO) -> str:
    names = member_names(file)
    if "[Content_Types].xml" in names:
        for folder, media_type in OFFICE_FOLDERS:
            if any(name.startswith(folder) for name in names):
                return media_type
    if "mimetype" in names and "content.xml" in names:
        return "application/vnd.oasis.opendocument.text"
    return ZIP


def _kind_of_ole(file: BinaryIO) -> str:
    """Old Office files, Outlook messages and encrypted new ones share one container: ask its stream names."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    contents = file.read(OLE_BYTES)
    if size > OLE_BYTES:
        file.seek(max(OLE_BYTES, size - OLE_BYTES))
        contents += file.read(OLE_BYTES)
    for stream, media_type in OLE_STREAMS:
        if stream.encode("utf-16-le") in contents:
            return media_type
    return OLE


def _kind_of_text(head: bytes) -> str:
    if not head or not (head.startswith(TEXT_MARKS) or looks_like_text(head)):
        return UNKNOWN
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "text/html"
    if start.startswith((b"<?xml", b"<clinicaldocument")):
        return "text/xml"
    if not _is_mail(head):
        return TEXT
    return MAILBOX if NEXT_MAIL.search(head) else EMAIL


def looks_like_text(sample: bytes) -> bool:
    """Whether bytes without a byte order mark are text: few control characters, or NULs of UTF-16 in step."""
    if utf16_without_mark(sample):
        return True
    controls = sum(sample.count(bytes([c])) for c in range(1, 32) if c not in b"\t\n\v\f\r\x08\x1a\x1b")
    return controls <= len(sample) // 100 and sample.count(0) <= len(sample) // 20


def utf16_without_mark(sample: bytes) -> str | None:
    """``utf-16-le`` or ``utf-16-be`` if every other byte is nearly always NUL, as in Western UTF-16."""
    even, odd = sample[0::2], sample[1::2]
    if len(odd) < 8:
        return None
    if odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def _is_mail(head: bytes) -> bool:
    """A block of headers at the very beginning, with one that only mail has."""
    seen: set[bytes] = set()
    lines = head.removeprefix(b"\xef\xbb\xbf").splitlines()
    for number, line in enumerate(lines):
        if number == 0 and line.startswith(b"From "):
            continue  # one message of a Unix mailbox
        if not line:
            break
        if line[:1] in b" \t" and seen:
            continue
        header = MAIL_HEADER.match(line)
        if header is None:
            return False
        seen.add(header[1].lower())
    return len(seen) >= 2 and bool(seen & TRANSPORT_HEADERS)
