"""Load files as review platforms exchange them: Concordance DAT (fields) and Opticon OPT (page images).

Answers: the rows of a DAT in its own columns, the pages of an OPT, and both written. A DAT parts its fields
by 0x14, encloses them in 0xFE (þ) and puts 0xAE (®) for a line break within one; it is read as UTF-8, UTF-16
or Windows-1252, told by its bytes. Refuses a torn file, naming file and line: a row with fewer or more fields
than the header, a field without its end, an OPT whose page counts do not come out. On writing, refuses what
the format cannot carry, so that what is written reads back the same.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.errors import UsageError

SEPARATOR = "\x14"
QUOTE = "\xfe"
LINE_BREAK = "\xae"
_OPT_COLUMNS = 7
_MOST_BYTES = 500_000_000
_SEND_AGAIN = "Ask for the load file again, or have it exported anew."


@dataclass(frozen=True, slots=True)
class OptPage:
    """One page image. ``pages`` is the count given at a document's first page, ``None`` where none is."""

    image_key: str
    volume: str
    path: str
    first_of_document: bool = False
    first_of_folder: bool = False
    first_of_box: bool = False
    pages: int | None = None


def read_dat(untrusted: bytes, name: str = "The DAT") -> tuple[dict[str, str], ...]:
    """The rows below the header, each by its columns. Line breaks within a field come back as ``\\n``.

    Raises:
        UsageError: not such a file, torn, two columns of one name, or bytes that fit no encoding.
    """
    text = _decoded(untrusted, name)
    records = _records(text, name)
    header = next(records, None)
    if header is None:
        raise UsageError(f"{name} is empty.", _SEND_AGAIN)
    columns = [column.strip() for column in header[1]]
    folded = [column.casefold() for column in columns]
    if "" in folded or len(set(folded)) != len(folded):
        raise UsageError(f"{name} line 1: a column has no name, or two have the same.", _SEND_AGAIN)
    if len(columns) == 1 and SEPARATOR not in text and QUOTE not in text:
        raise UsageError(f"{name} is not a Concordance load file.", "Export it with the default separators.")
    rows = []
    for line, fields in records:
        if len(fields) != len(columns):
            raise _torn(name, line, f"{len(fields)} fields under {len(columns)} columns")
        rows.append(dict(zip(columns, fields, strict=True)))
    return tuple(rows)


def write_dat(
    rows: Sequence[Mapping[str, str]], columns: Sequence[str] = (), encoding: str = "utf-8-sig"
) -> bytes:
    """A DAT of these rows; ``columns`` gives their order, and the header where there are no rows.

    Args:
        encoding: ``utf-8-sig`` or ``cp1252``, for platforms that take nothing else.

    Raises:
        UsageError: rows of different columns, a character that the format or the encoding cannot carry.
    """
    names = tuple(columns) or tuple(rows[0] if rows else ())
    plain = all(n.isascii() and n.isprintable() and n == n.strip() != "" for n in names)
    if not names or not plain or len({n.casefold() for n in names}) != len(names):
        raise UsageError("A load file needs columns with plain names.", "Give each column its own name.")
    lines = [_dat_line(names, names, 0)]
    for number, row in enumerate(rows, 1):
        if set(row) != set(names):
            raise UsageError(
                f"Row {number} of the load file has other columns than the first.", "Correct it."
            )
        lines.append(_dat_line([row[n] for n in names], names, number))
    try:
        return "".join(lines).encode(encoding)
    except UnicodeEncodeError as error:
        character = f"U+{ord(error.object[error.start]):04X}"
        raise UsageError(
            f"The load file holds a character that {encoding} does not have ({character}).",
            "Write it as UTF-8.",
        ) from None


def read_opt(untrusted: bytes, name: str = "The OPT") -> tuple[OptPage, ...]:
    """The page images in their order.

    Raises:
        UsageError: not such a file, or torn.
    """
    pages, lines = [], []
    for number, line in enumerate(_decoded(untrusted, name).split("\n"), 1):
        if not line.strip():
            continue
        fields = [field.strip() for field in line.split(",")]
        if len(fields) != _OPT_COLUMNS or not fields[0] or not fields[2]:
            raise _torn(name, number, f"{len(fields)} fields where {_OPT_COLUMNS} belong, or no key or path")
        flags, count = fields[3:6], fields[6]
        if any(flag.upper() not in ("", "Y") for flag in flags) or not (
            count == "" or (count.isascii() and count.isdigit())
        ):
            raise _torn(name, number, "a flag that is neither Y nor empty, or a page count that is no number")
        document, folder, box = (flag.upper() == "Y" for flag in flags)
        key, volume, path = fields[:3]
        pages.append(OptPage(key, volume, path, document, folder, box, int(count) if count else None))
        lines.append(number)
    if not pages:
        raise UsageError(f"{name} is empty.", _SEND_AGAIN)
    _prove_counts(pages, lines, name)
    return tuple(pages)


def write_opt(pages: Sequence[OptPage]) -> bytes:
    """An OPT in UTF-8.

    Raises:
        UsageError: a field with a comma, a line break or blanks at its ends; a count that does not come out.
    """
    _prove_counts(pages, range(1, len(pages) + 1), "The OPT to be written")
    lines = []
    for number, page in enumerate(pages, 1):
        texts = (page.image_key, page.volume, page.path)
        if (
            any("," in t or t != t.strip() or len(t.splitlines()) > 1 for t in texts)
            or not texts[0]
            or not texts[2]
        ):
            raise UsageError(
                f"Page {number} cannot be written to an OPT.", "Leave commas out of keys and paths."
            )
        flags = (page.first_of_document, page.first_of_folder, page.first_of_box)
        fields = (
            *texts,
            *("Y" if flag else "" for flag in flags),
            "" if page.pages is None else str(page.pages),
        )
        lines.append(",".join(fields) + "\r\n")
    return "".join(lines).encode("utf-8")


def _dat_line(values: Sequence[str], columns: Sequence[str], number: int) -> str:
    fields = []
    for column, value in zip(columns, values, strict=True):
        if SEPARATOR in value or LINE_BREAK in value:
            raise UsageError(
                f"{column} in row {number} of the load file holds ®, or the character 0x14.",
                "Write ® as (R): in a load file it stands for a line break.",
            )
        lines = value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", LINE_BREAK)
        fields.append(QUOTE + lines.replace(QUOTE, QUOTE * 2) + QUOTE)
    return SEPARATOR.join(fields) + "\r\n"


def _decoded(untrusted: bytes, name: str) -> str:
    if len(untrusted) > _MOST_BYTES:
        raise UsageError(f"{name} has more than 500 MB.", "Have it exported in parts.")
    for mark, encoding in _MARKS:
        if untrusted.startswith(mark):
            return _strict(untrusted[len(mark) :], encoding, name)
    try:
        return untrusted.decode("utf-8")
    except UnicodeDecodeError:
        # þ alone is 0xFE in Windows-1252, which no UTF-8 text holds.
        return _strict(untrusted, "cp1252", name)


# A file in Windows-1252 begins with þ and a column's name, never with þÿ or ÿþ.
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def _strict(untrusted: bytes, encoding: str, name: str) -> str:
    try:
        return untrusted.decode(encoding)
    except UnicodeDecodeError as error:
        line = untrusted[: error.start].count(b"\n") + 1
        raise _torn(name, line, f"bytes that are not {encoding}") from None


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """(line on which it begins, fields) of each record; empty lines are passed over."""
    at, line, end = 0, 1, len(text)
    while at < end:
        if text[at] in "\r\n":
            line += text[at] == "\n"
            at += 1
            continue
        begins, fields = line, []
        while True:
            field, after = _field(text, at, name, begins)
            line += text.count("\n", at, after)
            fields.append(field)
            at = after + 1
            if after >= end or text[after] != SEPARATOR:
                at = after
                break
        if at >= end and not field and text.endswith(SEPARATOR):
            raise _torn(name, begins, "a field that was begun and not written")
        yield begins, fields


def _field(text: str, at: int, name: str, line: int) -> tuple[str, int]:
    """The field that begins at ``at``, and where its separator or line end stands."""
    if text[at : at + 1] != QUOTE:
        after = at
        while after < len(text) and text[after] not in (SEPARATOR, "\r", "\n"):
            after += 1
        return text[at:after].replace(LINE_BREAK, "\n"), after
    start = at + 1
    parts: list[str] = []
    while (close := text.find(QUOTE, start)) >= 0:
        parts.append(text[start:close])
        after = close + 1
        if after >= len(text) or text[after] in (SEPARATOR, "\r", "\n"):
            value = "".join(parts)
            if SEPARATOR in value:
                break
            return value.replace("\r\n", "\n").replace("\r", "\n").replace(LINE_BREAK, "\n"), after
        # Doubled, it stands for itself; alone within a name (Sigurþór) other writers leave it as it is.
        parts.append(QUOTE)
        start = after + (text[after] == QUOTE)
    raise _torn(name, line, "a field without its end")


def _prove_counts(pages: Sequence[OptPage], lines: Sequence[int], name: str) -> None:
    """A document's count is the number of its pages: a torn end shows by it."""
    starts = [i for i, page in enumerate(pages) if page.first_of_document]
    if pages and starts[:1] != [0]:
        raise _torn(name, lines[0], "a page before the first document")
    for start, following in pairwise([*starts, len(pages)]):
        if pages[start].pages not in (None, following - start):
            found = f"a document of {pages[start].pages} pages, of which {following - start} are there"
            raise _torn(name, lines[start], found)


def _torn(name: str, line: int, what: str) -> UsageError:
    return UsageError(f"{name} line {line}: {what}. The file is torn, or not of this kind.", _SEND_AGAIN)
