"""A list of exhibits from CSV or Excel, as offices keep them, as raw lines of the plan.

Answers: for each row the plan's own keys with the text typed, under headings of many wordings (``Ex.``,
``Exhibit No.``, ``Bates begin`` …), below a caption or none.
Refuses a heading it does not know over cells that are filled: what it stands for would be lost in silence.
Columns for the clerk (marked, admitted …) and for notes are the exception, and are left out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.errors import UsageError
from extractors.lexicon import normal
from extractors.readers.text import decode
from pipelines.exhibits.plan_files import require_plain
from pipelines.exhibits.xlsx_rows import MOST_ROWS, SheetRow, xlsx_rows

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "designation": ("Exhibit", "Exhibit No.", "Exhibit Number", "Ex.", "Ex. No.", "Exh.", "Exh. No.", "No.",
                    "Number", "Designation", "Exhibit Designation", "Tab", "Tab No."),
    "plaintiff no": ("Plf. No.", "Pltf. No.", "Pl. No.", "Plaintiff No.", "Plaintiff's No."),
    "defendant no": ("Def. No.", "Deft. No.", "Defendant No.", "Defendant's No."),
    "party": ("Party", "Offered by", "Offering party", "Side"),
    "source": ("Source", "Source file", "File", "File name", "Document file"),
    "pages": ("Pages", "Page(s)", "Page range", "Source pages", "Pp."),
    "description": ("Description", "Document", "Document name", "Document description", "Exhibit description",
                    "Description of exhibits", "Description of exhibits and witnesses", "Title"),
    "date": ("Date", "Document date", "Doc. date", "Date of document"),
    "bates": ("Bates", "Bates No.", "Bates Nos.", "Bates number", "Bates numbers", "Bates range"),
    "bates begin": ("Bates begin", "Bates beg.", "Begin Bates", "BegBates", "Bates start", "Bates first",
                    "First Bates", "Bates from"),
    "bates end": ("Bates end", "End Bates", "EndBates", "Bates last", "Last Bates", "Bates to"),
    "witness": ("Witness", "Witnesses", "Sponsoring witness", "Sponsor"),
    "status": ("Status",),
    "tier": ("Tier", "Confidentiality", "Confidentiality tier", "Confidential"),
    "criterion": ("Criterion", "Element", "Criterion or element"),
    "purpose": ("Purpose", "Purpose of offer"),
    "objection": ("Objection", "Objections", "Objection and ground"),
    "stipulated": ("Stipulated", "Stipulation"),
    "language": ("Language",),
    "translation": ("Translation", "English translation", "Translation file"),
    "certificate": ("Certificate", "Translation certificate", "Certificate of translation",
                    "Translator's certificate"),
    "signed_as": ("Signed as", "Signed"),
    "pii_reviewed": ("PII reviewed", "Identifiers reviewed", "Identifiers reviewed by"),
    "images_reviewed": ("Images reviewed", "Images reviewed by"),
}  # fmt: skip
"""The plan's keys and the headings under which they are found; dots, capitals and accents do not matter."""

LEFT_OUT = (
    "Marked", "Date marked", "Offered", "Date offered", "Admitted", "Date admitted", "Received", "Ruling",
    "Notes", "Note", "Comment", "Comments", "Remarks",
)  # fmt: skip

_TELLING = frozenset({"designation", "description", "source"})
_HEADING_WITHIN = 20
"""Rows from the top in which the headings are looked for, below a caption."""


@dataclass(frozen=True, slots=True)
class RawLine:
    """One line as typed, by the plan's keys; ``place`` is for messages, e.g. ``exhibits.csv line 4``."""

    place: str
    values: Mapping[str, object]


def read_sheet(path: Path) -> tuple[RawLine, ...]:
    """The exhibits of a ``.csv`` or ``.xlsx`` list, in its order; empty rows are passed over.

    Raises:
        UsageError: not readable, no headings, an unknown or doubled heading.
    """
    require_plain(path)
    if path.suffix.lower() == ".xlsx":
        return _lines(xlsx_rows(path), path.name, "row")
    return _lines(_csv_rows(path), path.name, "line")


def _lines(rows: Sequence[SheetRow], name: str, unit: str) -> tuple[RawLine, ...]:
    at = next((i for i, r in enumerate(rows[:_HEADING_WITHIN]) if _is_heading(r.cells)), None)
    if at is None:
        raise UsageError(
            f"{name} has no row of headings.",
            "Give its columns headings such as Exhibit No., Description, Source, Pages.",
        )
    columns = _columns(rows[at], rows[at + 1 :], f"{name} {unit} {rows[at].number}")
    return tuple(
        RawLine(place, values)
        for row in rows[at + 1 :]
        if (values := _values(row.cells, columns, place := f"{name} {unit} {row.number}"))
    )


@cache
def _keys() -> dict[str, str]:
    return {normal(h): key for key, headings in HEADINGS.items() for h in (key, *headings)}


def _key(heading: str) -> str | None:
    return _keys().get(normal(heading))


def _is_heading(cells: Sequence[str]) -> bool:
    found = {_key(c) for c in cells if c}
    return len(found - {None}) > 1 and bool(found & _TELLING)


def _columns(heading: SheetRow, rows: Sequence[SheetRow], place: str) -> dict[str, int]:
    """The column of each key."""
    left_out = {normal(h) for h in LEFT_OUT}
    columns: dict[str, int] = {}
    width = max(len(r.cells) for r in (heading, *rows))
    for index in range(width):
        title = heading.cells[index] if index < len(heading.cells) else ""
        key = _key(title)
        filled = next((r.number for r in rows if index < len(r.cells) and r.cells[index]), None)
        if key is None:
            if filled is not None and normal(title) not in left_out:
                raise UsageError(
                    f"{place}: the column {title or 'without a heading'} is not known"
                    f" (first filled in {filled}).",
                    "Use a heading from docs/exhibits-plan.md, or Notes for what the plan is not to read.",
                )
            continue
        if key in columns:
            raise UsageError(
                f"{place}: two columns mean {key} ({heading.cells[columns[key]]}, {title}).",
                "Leave one of them.",
            )
        columns[key] = index
    return columns


def _values(cells: Sequence[str], columns: Mapping[str, int], place: str) -> dict[str, object]:
    values = {key: cells[i] for key, i in columns.items() if i < len(cells) and cells[i]}
    for party in ("plaintiff", "defendant"):
        # The federal list of exhibits (AO 187) has a column of numbers for each side.
        if own := values.pop(f"{party} no", ""):
            if "designation" in values or values.get("party", party) != party:
                raise UsageError(f"{place}: two columns give it a number.", "Leave one of them.")
            values |= {"designation": own, "party": party}
    begin, end = values.pop("bates begin", ""), values.pop("bates end", "")
    if begin or end:
        if "bates" in values or not begin:
            raise UsageError(
                f"{place}: Bates numbers stand in two columns, or only the last one is given.",
                "Give Bates begin and Bates end, or one range.",
            )
        values["bates"] = begin if end in ("", begin) else f"{begin} to {end}"
    return dict(values)


def _csv_rows(path: Path) -> tuple[SheetRow, ...]:
    try:
        untrusted = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}).", "Check the name given.") from None
    text, _ = decode(untrusted)
    delimiter = max(",;\t|", key=lambda d: (_known_headings(text, d), -",;\t|".index(d)))
    try:
        return tuple(_separated(text, delimiter, path.name))
    except csv.Error as error:
        raise UsageError(f"{path.name} is not CSV: {error}.", "Save it anew as CSV (UTF-8).") from None


def _known_headings(text: str, delimiter: str) -> int:
    """How many headings the best of the first lines shows when split so."""
    lines = text.splitlines()[:_HEADING_WITHIN]
    return max((sum(_key(c.strip('" ')) is not None for c in x.split(delimiter)) for x in lines), default=0)


def _separated(text: str, delimiter: str, name: str) -> Iterator[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    for index, cells in enumerate(reader):
        if index == MOST_ROWS:
            raise UsageError(f"{name} has more than {MOST_ROWS:,} rows.", "Leave only the exhibits in it.")
        row = SheetRow(begins, tuple(" ".join(c.split()) for c in cells))
        begins = reader.line_num + 1
        if any(row.cells):
            yield row
