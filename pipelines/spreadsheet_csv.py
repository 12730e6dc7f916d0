"""CSV that a spreadsheet opens as it stands: UTF-8 with a mark, CRLF, and no cell that it would compute."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """The file: a heading for each column, then a line for each row; a column that a row lacks is empty.

    Raises:
        ValueError: a row has a column that is none of these.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({key: _guarded(value) for key, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    """What would begin a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
