"""The log of what was received, as files for people: CSV, and a workbook with a sheet of every file.

Times are those of the office's own zone: a delivery of the evening is one of that day. Same log, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from pipelines.discovery.arrivals import Change
from pipelines.discovery.descriptions import FIELDS
from pipelines.discovery.received_log import ARRIVED, ReceivedLine
from pipelines.spreadsheet_csv import spreadsheet_csv

COLUMNS = (
    *("No.", "Received", "Delivery", "Sent", "From", "Contact", "Means", "Tracking No.", "Media", "Volume"),
    *("Bates begin", "Bates end", "Files", "Documents", "Pages", "Request answered", "Confidentiality"),
    *("Replaces", "Location of copy", "Comments", "New", "Held already", "In the place of others", "Moved"),
    *("Gone", "Set aside", "Withdrawn", "SHA-256 of the delivery"),
)


def local_time(utc: str, zone: ZoneInfo) -> str:
    """``2026-03-02 04:00 EST`` for a time as the ledger writes it."""
    return datetime.fromisoformat(utc).astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")


def received_log_csv(lines: Sequence[ReceivedLine], zone: ZoneInfo) -> bytes:
    """The log as CSV that a spreadsheet opens; several ranges of numbers stand with ``; `` between them."""
    return spreadsheet_csv(COLUMNS, (_row(line, zone, "; ") for line in lines))


def received_log_xlsx(lines: Sequence[ReceivedLine], matter: str, client: str, zone: ZoneInfo) -> bytes:
    """The log as a workbook: a sheet of deliveries, a sheet of their files."""
    from pipelines.deliverables.kind import Mark
    from pipelines.render.printing import one_line
    from pipelines.render.row_form import Column
    from pipelines.render.xlsx import workbook
    from pipelines.render.xlsx_cells import Value
    from pipelines.render.xlsx_sheets import Sheet

    counts = {"No.", "Files", "Documents", "Pages", *COLUMNS[20:-1]}
    printed = {
        "No.": 4, "Received": 15, "Delivery": 18, "From": 20, "Media": 8, "Bates begin": 14,
        "Bates end": 14, "Files": 5, "Documents": 10, "Pages": 6, "Request answered": 16,
        "Confidentiality": 13, "Replaces": 9, "Comments": 22,
    }  # fmt: skip
    kept = {"Sent": 11, "Contact": 24, "Tracking No.": 20, "Location of copy": 22, COLUMNS[-1]: 66}
    columns = tuple(
        [Column(c, w, _look(c, counts)) for c, w in printed.items()]
        + [Column(c, kept.get(c, 10), _look(c, counts), printed=False) for c in COLUMNS if c not in printed]
    )

    def deliveries() -> Iterator[tuple[Value, ...]]:
        for line in lines:
            row = _row(line, zone, "\n")
            yield tuple(int(row[c.heading]) if c.heading in counts else row[c.heading] for c in columns)

    def files() -> Iterator[tuple[Value, ...]]:
        for line in lines:
            for f in line.files:
                seen, taken = local_time(f.seen, zone), local_time(f.taken, zone)
                yield line.number, f.path, _BECAME[f.change], f.before, f.size, seen, taken, f.sha256

    file_columns = (
        *(Column("No.", 4, "number"), Column("File", 46, "strong"), Column("What it is", 20)),
        *(Column("Before", 28), Column("Bytes", 11, "number"), Column("First seen", 19)),
        *(Column("Taken in", 19), Column("SHA-256", 66, "muted", printed=False)),
    )
    sheets = [Sheet("Received", columns, deliveries()), Sheet("Files", file_columns, files())]
    banners = [one_line(f"Production log: {s.name}  ·  {client}  ·  {matter}") for s in sheets]
    return workbook("Production log", sheets, banners, Mark.CLEAN)


_BECAME = {
    Change.NEW: "New",
    Change.SAME: "Held already",
    Change.MOVED: "Moved",
    Change.REPLACED: "In the place of another",
    Change.REMOVED: "Gone from the drop folder",
}


def _look(column: str, counts: set[str]) -> str:
    if column in counts:
        return "number"
    return {"Delivery": "strong", COLUMNS[-1]: "muted"}.get(column, "text")


def _row(line: ReceivedLine, zone: ZoneInfo, between: str) -> dict[str, str]:
    return {
        "No.": str(line.number),
        "Received": local_time(line.received, zone),
        "Delivery": line.name,
        **{heading: line.said(field) for field, heading in FIELDS.items()},
        "Bates begin": between.join(r.begin for r in line.bates),
        "Bates end": between.join(r.end for r in line.bates),
        "Files": str(line.count(*ARRIVED)),
        "Documents": str(line.documents),
        "Pages": str(line.pages),
        "New": str(line.count(Change.NEW)),
        "Held already": str(line.count(Change.SAME)),
        "In the place of others": str(line.count(Change.REPLACED)),
        "Moved": str(line.count(Change.MOVED)),
        "Gone": str(line.count(Change.REMOVED)),
        "Set aside": str(line.set_aside),
        "Withdrawn": str(line.withdrawn),
        "SHA-256 of the delivery": line.sha256,
    }
