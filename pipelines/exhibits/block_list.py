"""A list of privileged or clawed-back papers, read as a block: what is on it never becomes an exhibit.

Answers: whether a Bates number or a file's digest is listed, and where. The list is CSV, Excel or Concordance
DAT, under headings of many wordings (``BEGBATES``, ``Bates Begin``, ``SHA-256`` …). Refuses a list in which a
number or digest cannot be read, and a row that names a paper by neither: it would block nothing while
everyone believes it does. Numbers are compared without regard to case, separator and leading zeros, so that a
listed paper is found however its number is printed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.errors import UsageError
from extractors.lexicon import normal
from extractors.readers.text import decode
from pipelines.exhibits.bates_numbers import BatesRange, parse_range
from pipelines.exhibits.load_files import SEPARATOR, read_dat
from pipelines.exhibits.plan_files import require_plain
from pipelines.exhibits.xlsx_rows import xlsx_rows

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "begin": ("BegBates", "Bates begin", "Begin Bates", "Beginning Bates", "Bates beg", "Beg Bates",
              "Bates start", "Start Bates", "First Bates", "Bates first", "Bates from", "BegDoc", "Beg Doc",
              "Begin Doc", "ProdBeg", "Prod beg", "BegControl", "Beg control", "Begin control"),
    "end": ("EndBates", "Bates end", "End Bates", "Ending Bates", "Bates stop", "Last Bates", "Bates last",
            "Bates to", "EndDoc", "End Doc", "ProdEnd", "Prod end", "EndControl", "End control"),
    "bates": ("Bates", "Bates No", "Bates Nos", "Bates number", "Bates numbers", "Bates range",
              "Bates ranges", "Production Bates", "Prod Bates", "Control number", "Control no",
              "Document ID", "DocID", "Doc ID"),
    "sha256": ("SHA-256", "SHA256", "SHA 256 hash", "SHA256HASH", "Digest", "Hash", "Hash value",
               "File hash"),
}  # fmt: skip
"""Headings by what stands below them, as platforms and offices write them."""

_WITHIN = 20
"""Rows from the top in which the headings are looked for, below a caption."""
_DIGEST = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}")
_SHA256_DIGITS = 64
_BETWEEN = re.compile(r"[;\n,|]+")
_NONE = frozenset({"", "-", "–", "n a", "na", "none", "unnumbered", "no bates"})
_PLAIN = re.compile(r"[^0-9a-z]+")

_Row = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Blocked:
    """One listed range or digest (the other is ``None`` or ""), and where in the list it stands."""

    range: BatesRange | None
    sha256: str
    place: str


@dataclass(frozen=True, slots=True)
class BlockList:
    """A list by its file's name."""

    name: str
    entries: tuple[Blocked, ...]


def read_block_list(path: Path) -> BlockList:
    """The list in a ``.csv``, ``.xlsx`` or ``.dat`` file.

    Raises:
        UsageError: not readable, no column of Bates numbers or digests, a row that names no paper by either,
            a number or digest that cannot be read.
    """
    require_plain(path)
    unit, rows = _rows(path)
    columns, body = _columns(rows, path.name)
    entries = tuple(entry for row in body for entry in _entries(row, columns, f"{path.name} {unit} {row[0]}"))
    if not entries:
        raise UsageError(
            f"{path.name} lists no paper.", "Take it out of block_lists, or give the list meant."
        )
    return BlockList(path.name, entries)


def blocked(block_list: BlockList, bates: Sequence[str], sha256: str) -> str:
    """Where the list names a paper: ``privilege.csv line 4``; "" if it does not.

    Args:
        bates: numbers or ranges, printed on its pages or given in the plan, in any form.
        sha256: digest of the file.
    """
    ends = [ends_of(text) for text in bates]
    found: dict[str, list[tuple[int, int]]] = {}
    for entry in block_list.entries:
        if entry.sha256 and entry.sha256 == sha256.lower():
            return entry.place
        if listed := entry.range:
            prefix = plain_number(listed.prefix)
            if prefix not in found:
                found[prefix] = numbers_behind(prefix, ends)
            if any(first <= listed.last and listed.first <= last for first, last in found[prefix]):
                return entry.place
    return ""


def _rows(path: Path) -> tuple[str, tuple[_Row, ...]]:
    """What its rows are called, and each with its number."""
    if path.suffix.lower() == ".xlsx":
        return "row", tuple((row.number, row.cells) for row in xlsx_rows(path))
    try:
        untrusted = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).", "Check the name given.") from None
    if SEPARATOR.encode() in untrusted or path.suffix.lower() == ".dat":
        records = read_dat(untrusted, path.name)
        heading = tuple(records[0]) if records else ()
        return "record", ((0, heading), *((n, tuple(r.values())) for n, r in enumerate(records, 1)))
    return "line", tuple(_csv_rows(untrusted, path.name))


def _csv_rows(untrusted: bytes, name: str) -> Iterator[_Row]:
    text, _ = decode(untrusted)
    head = text[:4_000]
    delimiter = max(",;\t", key=lambda d: (head.count(d), -",;\t".index(d)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, tuple(cell.strip() for cell in cells)
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(
            f"{name} line {begins} is not CSV: {error}.", "Save it anew as CSV (UTF-8)."
        ) from None


def _columns(rows: Sequence[_Row], name: str) -> tuple[dict[int, str], Sequence[_Row]]:
    """What stands in which column, and the rows below the headings."""
    kinds = {normal(heading): kind for kind, headings in HEADINGS.items() for heading in headings}
    for at, (_, cells) in enumerate(rows[:_WITHIN]):
        columns = {i: kind for i, cell in enumerate(cells) if (kind := kinds.get(normal(cell), ""))}
        if {"begin", "bates", "sha256"} & set(columns.values()):
            return columns, rows[at + 1 :]
    raise UsageError(
        f"{name} has no column of Bates numbers or SHA-256 digests.",
        "Give its columns headings such as Bates begin, Bates end, SHA-256.",
    )


def _entries(row: _Row, columns: Mapping[int, str], place: str) -> Iterator[Blocked]:
    cells = row[1]
    if not any(cell.strip() for cell in cells):
        return
    values: dict[str, str] = {}
    for index, kind in columns.items():
        cell = cells[index].strip() if index < len(cells) else ""
        if normal(cell) not in _NONE:
            values[kind] = f"{values[kind]}; {cell}" if kind in values else cell
    written = [text.strip() for text in _BETWEEN.split(values.get("sha256", ""))]
    digests = [digest for text in written if text and (digest := _digest(text, place))]
    ranges = [_range(text, place) for text in _ranges(values, place)]
    yield from (Blocked(range_, "", place) for range_ in ranges)
    yield from (Blocked(None, digest, place) for digest in digests)
    if not ranges and not digests:
        raise UsageError(
            f"{place} names its paper by no Bates number and no SHA-256 digest.",
            "Add one of both (an MD5 digest alone is not compared), or remove the row.",
        )


def _ranges(values: Mapping[str, str], place: str) -> Iterator[str]:
    begin, end = values.get("begin", ""), values.get("end", "")
    if end and not begin:
        raise UsageError(f"{place} gives a last Bates number without a first.", "Give both.")
    if begin:
        yield f"{begin} to {end}" if end and end != begin else begin
    yield from (text.strip() for text in _BETWEEN.split(values.get("bates", "")) if text.strip())


def _range(text: str, place: str) -> BatesRange:
    try:
        return parse_range(text)
    except UsageError as error:
        raise UsageError(f"{place}: {error.problem}", error.remedy) from None


def _digest(text: str, place: str) -> str:
    """A SHA-256 digest; "" for one of MD5 or SHA-1, which are not compared."""
    if not _DIGEST.fullmatch(text.lower()):
        raise UsageError(f"{place}: a digest is not a SHA-256 of 64 hex digits.", "Correct it.")
    return text.lower() if len(text) == _SHA256_DIGITS else ""


def ends_of(text: str) -> tuple[str, str]:
    """First and last number of what was found, in small letters and digits only: blanks and separators do not
    matter (``ABC CO-1``, ``ABCCO1``)."""
    try:
        found = parse_range(text)
    except UsageError:
        return plain_number(text), plain_number(text)
    return plain_number(found.begin), plain_number(found.end)


def numbers_behind(prefix: str, ends: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    """What stands behind the prefix, of those that have it."""
    behind = [(a.removeprefix(prefix), b.removeprefix(prefix)) for a, b in ends if a.startswith(prefix)]
    return [(int(first), int(last)) for first, last in behind if first.isdecimal() and last.isdecimal()]


def plain_number(text: str) -> str:
    """A number, or its prefix, as it is compared: small letters and digits only."""
    return _PLAIN.sub("", text.casefold())
