"""One door for every format: the reader is chosen by what the file is, never by what it is called.

Answers: the document of one file, whatever its format; for a format that is not read, what to do instead.
Refuses files whose content no reader here takes. Call it in a reading process: no file is to be trusted.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from extractors.errors import Reason, SetAsideError
from extractors.pages import Document, Source
from extractors.reading_options import ReadingOptions
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

__all__ = [
    "CONTAINERS",
    "LOAD_FILES",
    "READERS",
    "READER_VERSION",
    "ReadingOptions",
    "read",
    "refusal",
    "sniff",
]

READER_VERSION = "2"
"""Part of the page cache's key: raised whenever any reader's text, boxes or remarks can change."""

READERS: dict[str, str] = {
    PDF: "extractors.readers.pdf:read_pdf",
    DOCX: "extractors.readers.docx:read_docx",
    TEXT: "extractors.readers.text:read_text",
    EMAIL: "extractors.readers.email:read_email",
    "image/png": "extractors.readers.image:read_image",
    "image/jpeg": "extractors.readers.image:read_image",
    "image/tiff": "extractors.readers.image:read_image",
    "image/bmp": "extractors.readers.image:read_image",
}
"""Media type → ``module:function``; imported when needed, because PDF and OCR libraries load slowly."""

CONTAINERS = frozenset({ZIP})
"""Formats without pages of their own: intake unpacks them, and each member is a source."""

LOAD_FILES = frozenset({LOAD_DAT, LOAD_OPT})
"""Lists of a production's papers: kept, and followed to the papers that they name; never read as one."""

PRINT_IT = "Open it, print it to PDF, and add that."
UNPACK_IT = "Unpack it and add the files in it."
NAMED_THERE = "Add the files that it names."

REMEDIES: dict[str, tuple[str, str]] = {
    "application/msword": ("a Word 97-2003 document", "Save it as .docx or print it to PDF, and add that."),
    "application/vnd.ms-outlook": ("an Outlook message", "Save it as .eml or print it to PDF, and add that."),
    "application/vnd.ms-excel": ("an Excel 97-2003 workbook", PRINT_IT),
    "application/vnd.ms-powerpoint": ("a PowerPoint 97-2003 file", PRINT_IT),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("an Excel workbook", PRINT_IT),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (
        "a PowerPoint file",
        PRINT_IT,
    ),
    "application/vnd.oasis.opendocument.text": ("an OpenDocument file", PRINT_IT),
    "application/rtf": ("an RTF document", PRINT_IT),
    "application/postscript": ("a PostScript file", PRINT_IT),
    "text/html": ("a web page", PRINT_IT),
    "text/xml": ("an XML file", PRINT_IT),
    "image/gif": ("a GIF image", "Save it as PNG and add that."),
    "image/webp": ("a WebP image", "Save it as PNG and add that."),
    "image/heic": ("a HEIC photo", "Save it as JPEG and add that."),
    "application/dicom": ("a DICOM image study", "Add the radiologist's report instead."),
    "application/x-7z-compressed": ("a 7-Zip archive", UNPACK_IT),
    "application/vnd.rar": ("a RAR archive", UNPACK_IT),
    "application/gzip": ("a gzip archive", UNPACK_IT),
    "application/x-bzip2": ("a bzip2 archive", UNPACK_IT),
    "application/x-xz": ("an xz archive", UNPACK_IT),
    "application/x-tar": ("a tar archive", UNPACK_IT),
    "application/ms-tnef": (
        "an Outlook attachment bundle",
        "Ask the sender to send the files as plain attachments.",
    ),
    MAILBOX: ("a mailbox of several messages", "Save each message as .eml and add those."),
    "application/x-msdownload": (
        "a Windows program",
        "Do not open it; ask the sender for the record as PDF.",
    ),
    "application/x-executable": ("a program", "Do not open it; ask the sender for the record as PDF."),
    "audio/mpeg": ("a sound recording", "Add its transcript instead."),
    "audio/ogg": ("a sound recording", "Add its transcript instead."),
    "audio/x-wav": ("a sound or video recording", "Add its transcript instead."),
    "video/mp4": ("a sound or video recording", "Add its transcript instead."),
    OLE: ("an old or locked Office file", PRINT_IT),
    UNKNOWN: (
        "of a kind Pincite does not know",
        "Print it to PDF with the program that made it, and add that.",
    ),
}
"""Media type → (what it is, what to do): the formats that are recognised in order to be refused well."""


def refusal(media_type: str, name: str) -> SetAsideError | None:
    """Why a file of this type is not read; ``None`` if a reader, or intake's unpacking, takes it.

    Args:
        media_type: from `sniff`.
        name: the file's display name.
    """
    if media_type in READERS or media_type in CONTAINERS or media_type in LOAD_FILES:
        return None
    if media_type == OLE_ENCRYPTED:
        return SetAsideError(
            Reason.ENCRYPTED,
            f"{name} is an Office file locked with a password.",
            "Open it with the password, save it without one, and add that.",
        )
    what, remedy = REMEDIES.get(media_type, REMEDIES[UNKNOWN])
    return SetAsideError(Reason.UNSUPPORTED, f"{name} is {what}.", remedy)


def read(path: Path, source: Source, options: ReadingOptions) -> Document:
    """Read one file.

    Args:
        path: where its bytes lie; the name there means nothing.
        source: what citations call it.
        options: OCR choices and progress.

    Returns:
        Every page of the file in physical order. A page that cannot be read is there, empty and marked.

    Raises:
        SetAsideError: the file as a whole cannot be read.
    """
    try:
        media_type = sniff(path)
    except OSError as error:
        raise SetAsideError(
            Reason.UNREADABLE, f"{source.name} cannot be opened.", "Check it and add it again."
        ) from error
    refused = refusal(media_type, source.name)
    if refused is not None:
        raise refused
    if media_type in CONTAINERS:
        raise SetAsideError(Reason.UNSUPPORTED, f"{source.name} is an archive, not a record.", UNPACK_IT)
    if media_type in LOAD_FILES:
        raise SetAsideError(Reason.UNSUPPORTED, f"{source.name} is a load file, not a record.", NAMED_THERE)
    document = _reader(media_type)(path, source, options)
    if suffix_disagrees(source.name, media_type):
        remark = f"The name's ending does not fit the content, which is {media_type}; it was read as that."
        document = replace(document, remarks=(remark, *document.remarks))
    return document


def _reader(media_type: str) -> Callable[[Path, Source, ReadingOptions], Document]:
    module, _, function = READERS[media_type].partition(":")
    reader: Callable[[Path, Source, ReadingOptions], Document] = getattr(
        importlib.import_module(module), function
    )
    return reader
