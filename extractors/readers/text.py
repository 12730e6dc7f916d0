"""Plain text to pages: the encoding found out and recorded, pages at form feeds or counted out.

Answers: every character of a text file, on numbered pages.
Refuses files too large to be a record, and to guess in silence: encoding and replacements are remarked.
"""

from __future__ import annotations

import codecs
from pathlib import Path

from extractors.errors import Reason, SetAsideError
from extractors.pages import Document, Source
from extractors.readers.sheets import clean, lines_of, number, remark_on_pages, sheets
from extractors.reading_options import ReadingOptions
from extractors.sniffing import HEAD_BYTES, utf16_without_mark

MOST_BYTES = 100_000_000

MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, the longer ones first: UTF-32's begins with UTF-16's."""


def read_text(path: Path, source: Source, options: ReadingOptions) -> Document:
    """Read a text file.

    Returns:
        Pages without geometry; remarks say the encoding, replacements and how the pages came about.

    Raises:
        SetAsideError: larger than `MOST_BYTES`, or more pages than a document may have.
    """
    if path.stat().st_size > MOST_BYTES:
        raise SetAsideError(
            Reason.OVERSIZED,
            f"{source.name} is a text file of more than {MOST_BYTES // 1_000_000} MB.",
            "Split it and add the parts.",
        )
    raw, remarks = decode(path.read_bytes())
    text, replaced = clean(raw.removesuffix("\x1a"))  # Ctrl-Z ends a text on old systems
    if replaced:
        remarks = (*remarks, f"{replaced:,} control characters were replaced by U+FFFD.")
    sections = text.split("\f")
    if len(sections) > 1 and not sections[-1].strip():
        sections.pop()  # a form feed at the end ends the last page, it does not begin another
    pages = number(source, sheets(lines_of(sections)))
    options.tell(len(pages), len(pages))
    return Document(source, pages, (), (*remarks, remark_on_pages(len(sections), len(pages))))


def decode(untrusted_bytes: bytes) -> tuple[str, tuple[str, ...]]:
    """Text of unknown encoding, and remarks: the encoding taken, and what did not fit it.

    A mark decides; then UTF-16's NULs; then UTF-8 if it fits better than not; else Windows-1252.
    """
    for mark, encoding in MARKS:
        if untrusted_bytes.startswith(mark):
            return _decoded(untrusted_bytes[len(mark) :], encoding)
    guessed = utf16_without_mark(untrusted_bytes[:HEAD_BYTES])
    if guessed is not None:
        return _decoded(untrusted_bytes, guessed)
    try:
        return untrusted_bytes.decode("utf-8"), ("Text read as utf-8.",)
    except UnicodeDecodeError:
        lenient = untrusted_bytes.decode("utf-8", "replace")
    wrong = lenient.count("\ufffd")
    beyond_ascii = sum(1 for character in lenient if character > "\x7f") - wrong
    return _decoded(untrusted_bytes, "utf-8" if beyond_ascii > wrong else "cp1252")


def decode_as(untrusted_bytes: bytes, untrusted_charset: str | None) -> tuple[str, tuple[str, ...]]:
    """Text that says its encoding; a charset that is unknown or does not fit is remarked and guessed."""
    if untrusted_charset is None:
        return decode(untrusted_bytes)
    try:
        codec = codecs.lookup(untrusted_charset)
        if codec.name in _MARKED:
            return decode(untrusted_bytes)
        text = codec.decode(untrusted_bytes, "strict")[0]
    except (LookupError, UnicodeError, ValueError):
        text, remarks = decode(untrusted_bytes)
        return text, ("The stated character set is unknown or does not fit.", *remarks)
    if not isinstance(text, str):  # codecs such as "hex" turn bytes into bytes
        return decode(untrusted_bytes)
    return text, (f"Text read as {codec.name}.",)


_MARKED = frozenset({"utf-8", "utf-16", "utf-32", "ascii"})
"""Charsets whose content is better told by its own bytes: senders say us-ascii and write UTF-8."""


def _decoded(untrusted_bytes: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = untrusted_bytes.decode(encoding, "replace")
    wrong = text.count("\ufffd")
    misfit = (f"{wrong:,} bytes or characters do not fit it and show as U+FFFD.",) if wrong else ()
    return text, (f"Text read as {encoding}.", *misfit)
