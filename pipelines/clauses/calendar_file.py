"""Confirmed dates as a calendar (iCalendar, RFC 5545): an all-day event for each.

Answers: the file, or nothing where no date is confirmed, as a calendar holds at least one event. Refuses
dates that nobody confirmed. No clock: an event's stamp is the day of its confirmation. No alarm and no
recurrence: when to be reminded is the firm's to say.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.clauses.report import ClauseReport, DatedRow, all_of, words_of
from pipelines.deliverables.kind import Mark
from pipelines.render.printing import one_line, us_date

_LONGEST_LINE = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""
_END = b"\r\n"


def calendar_bytes(report: ClauseReport, mark: Mark) -> bytes | None:
    """The calendar of the dates confirmed; ``None`` where there are none."""
    confirmed = [row for row in report.dates if row.confirmed_by]
    if not confirmed:
        return None
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Pincite//{_text(report.program)}//EN",
        "CALSCALE:GREGORIAN",
        *(line for row in confirmed for line in _event(row, report, mark)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _event(row: DatedRow, report: ClauseReport, mark: Mark) -> Iterator[str]:
    paper = report.paper(row.sha256)
    summary = f"{row.what}: {paper.title or paper.source}"
    told = (
        *(f"“{words_of(passage)}”" for passage in row.passages),
        "; ".join(dict.fromkeys(c.label for c in all_of(row.passages))),
        f"Worked out: {row.how}" if row.how else "",
        f"The papers give {us_date(row.date)}" if row.date != row.confirmed_date else "",
        f"Confirmed by {row.confirmed_name} on {us_date(row.confirmed_on)}",
        mark.value if mark is Mark.DRAFT else "",
    )
    yield "BEGIN:VEVENT"
    yield f"UID:{row.id}@{report.matter.slug}.pincite"
    yield f"DTSTAMP:{_day(row.confirmed_on)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(row.confirmed_date)}"
    yield f"SUMMARY:{_text(f'{mark.value}: {summary}' if mark is Mark.DRAFT else summary)}"
    yield "DESCRIPTION:" + "\\n".join(_text(line) for line in told if line)
    yield f"STATUS:{'TENTATIVE' if mark is Mark.DRAFT else 'CONFIRMED'}"
    yield "CLASS:CONFIDENTIAL"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(iso: str) -> str:
    return iso.replace("-", "")


def _text(untrusted_text: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11), on one line."""
    words = one_line(untrusted_text)
    for special in ("\\", ";", ","):
        words = words.replace(special, f"\\{special}")
    return words


def _folded(line: str) -> bytes:
    """The line with its end; a long one goes on in lines that begin with a blank, no character cut."""
    parts, room = [b""], _LONGEST_LINE
    for character in line:
        octets = character.encode("utf-8")
        if len(parts[-1]) + len(octets) > room:
            parts.append(b"")
            room = _LONGEST_LINE - 1  # the blank counts
        parts[-1] += octets
    return (_END + b" ").join(parts) + _END
