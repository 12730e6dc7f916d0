"""The first sheet of an Excel file as rows of text, opened without trusting it and without Excel.

Answers: what a person sees in each cell: text, whole numbers without ``.0``, days as ISO dates.
Refuses what a person does not see or what no longer holds: hidden rows with content, and error values such
as ``#REF!``. Formulas are not computed; their last result as stored is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

from extractors.errors import SetAsideError, UsageError
from extractors.readers.docx_package import Package, PartError, every, first

MOST_ROWS = 20_000
_MOST_COLUMNS = 200
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# Of the formats without a code of their own, these are days; 18-21 and 45-47 are times of day.
_DAY_FORMATS = frozenset({14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_SAVE_AS = "Save the sheet as CSV (UTF-8) and name that."
_BEFORE_1900 = datetime(1899, 12, 30)
_BEFORE_1904 = datetime(1904, 1, 1)
_LAST_DAY = 2_958_466


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number as Excel counts, and its cells from column A, "" where one is empty."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Book:
    shared: tuple[str, ...]
    days: frozenset[int]
    """Style numbers whose values are shown as days."""
    epoch: datetime


def xlsx_rows(path: Path) -> tuple[SheetRow, ...]:
    """The rows of the first sheet that hold anything.

    Raises:
        UsageError: not readable, not a workbook, too many rows, a hidden row, an error value.
    """
    try:
        with path.open("rb") as file:
            package = Package(file, path.name)
            book = package.main()
            workbook, parts = package.xml(book), package.relationships(book)
            sheet = first(workbook, "?:sheets", "?:sheet")
            link = parts.get(sheet.get("r:id", "")) if sheet is not None else None
            if link is None or link.external:
                raise PartError("it has no first sheet")
            rows = package.xml(link.target)
            held = {p.kind: p.target for p in parts.values() if not p.external}
            values = _Book(_shared(package, held), _days(package, held), _epoch(workbook))
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).", "Check the name given.") from None
    except (PartError, SetAsideError) as error:
        what = error.what if isinstance(error, PartError) else "its archive is damaged"
        raise UsageError(f"{path.name} is not a readable Excel file: {what}.", _SAVE_AS) from None
    return tuple(_rows(rows, values, path.name))


def _rows(sheet: Element, book: _Book, name: str) -> Iterator[SheetRow]:
    number = 0
    for index, row in enumerate(every(sheet, "?:sheetData", "?:row")):
        if index == MOST_ROWS:
            raise UsageError(f"{name} has more than {MOST_ROWS:,} rows.", "Leave only the exhibits in it.")
        number = _whole(row.get("r"), number + 1)
        cells = _cells(row, book, f"{name} row {number}")
        if not any(cells):
            continue
        if row.get("hidden") in ("1", "true"):
            raise UsageError(f"{name} row {number} is hidden.", "Show it, or delete it.")
        yield SheetRow(number, cells)


def _cells(row: Element, book: _Book, place: str) -> tuple[str, ...]:
    cells: list[str] = []
    for cell in every(row, "?:c"):
        named = _CELL.fullmatch(cell.get("r", ""))
        column = _column(named[1]) if named else len(cells)
        value = _value(cell, book, place)
        if value and column >= _MOST_COLUMNS:
            raise UsageError(f"{place} goes beyond {_MOST_COLUMNS} columns.", "Leave only the exhibits.")
        if value:
            cells += [""] * (column + 1 - len(cells))
            cells[column] = value
    return tuple(cells)


def _column(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - ord("A") + 1
    return value - 1


def _value(cell: Element, book: _Book, place: str) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = first(cell, "?:is")
        return _text(inline) if inline is not None else ""
    stored = first(cell, "?:v")
    value = (stored.text or "").strip() if stored is not None else ""
    if not value:
        return ""
    if kind == "s":
        index = _whole(value, -1)
        if not 0 <= index < len(book.shared):
            raise UsageError(f"{place} names a text that the file does not have.", _SAVE_AS)
        return book.shared[index]
    if kind == "e":
        raise UsageError(f"{place} holds the error {value[:20]}.", "Correct the formula, or type the value.")
    if kind == "b":
        return "yes" if value == "1" else "no"
    if kind == "d":
        return value.partition("T")[0]
    return _number(value, _whole(cell.get("s"), 0) in book.days, book.epoch) if kind == "n" else value


def _number(value: str, day: bool, epoch: datetime) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if day and 1 <= number < _LAST_DAY:
        # Excel counts a 29 February 1900 that never was.
        days = number + 1 if epoch == _BEFORE_1900 and number < 60 else number
        return (epoch + timedelta(days=days)).date().isoformat()
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.15g}"


def _shared(package: Package, held: dict[str, str]) -> tuple[str, ...]:
    if "sharedStrings" not in held:
        return ()
    return tuple(_text(item) for item in every(package.xml(held["sharedStrings"]), "?:si"))


def _text(item: Element) -> str:
    """A text in its runs, without the phonetic ones beside it."""
    runs = [t for child in item for t in _runs(child)]
    return " ".join("".join(runs).split())


def _runs(child: Element) -> Sequence[str]:
    if child.tag == "?:t":
        return (child.text or "",)
    return [t.text or "" for t in every(child, "?:t")] if child.tag == "?:r" else ()


def _days(package: Package, held: dict[str, str]) -> frozenset[int]:
    if "styles" not in held:
        return frozenset()
    styles = package.xml(held["styles"])
    codes = {
        _whole(f.get("numFmtId"), -1): f.get("formatCode", "") for f in every(styles, "?:numFmts", "?:numFmt")
    }
    formats = (_whole(x.get("numFmtId"), 0) for x in every(styles, "?:cellXfs", "?:xf"))
    return frozenset(i for i, f in enumerate(formats) if f in _DAY_FORMATS or _shows_day(codes.get(f, "")))


def _shows_day(code: str) -> bool:
    bare = _LITERAL.sub("", code.partition(";")[0]).lower()
    return "y" in bare or "d" in bare


def _epoch(workbook: Element) -> datetime:
    properties = first(workbook, "?:workbookPr")
    later = properties is not None and properties.get("date1904") in ("1", "true")
    return _BEFORE_1904 if later else _BEFORE_1900


def _whole(value: str | None, default: int) -> int:
    return int(value) if value is not None and value.isascii() and value.isdigit() else default
