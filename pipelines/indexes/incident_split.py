"""Rows before, on and after the date of incident, and a plain statement when none is before it.

Answers: how many encounters stand on each side, and where. Says nothing of what the difference means: that no
earlier record is in the file does not say that none exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pipelines.citing import Citer
from pipelines.indexes.providers import Provider
from pipelines.indexes.visits import Visit, ends_of, ids_of, span_of
from pipelines.rows import Index, IndexLine

COLUMNS = ("period", "visits", "first", "last", "facilities")
NO_INCIDENT = "No date of incident is stated for this matter: rows are not divided by it."
NONE_BEFORE = "No records dated before the date of incident are in the file."
_PERIODS = ("before the date of incident", "on the date of incident", "after the date of incident")


def incident_split(
    visits: Sequence[Visit], incident: date | None, known: Sequence[Provider], citer: Citer
) -> Index:
    """Three lines by the day on which an encounter begins, or a note and no line.

    Args:
        visits: the encounters.
        incident: the matter's date of incident.
        known: the facilities, as the provider index shows them.
        citer: the matter's citer.
    """
    if incident is None:
        return Index("incident_split", COLUMNS, (), NO_INCIDENT)
    day = incident.isoformat()
    parts: tuple[list[Visit], list[Visit], list[Visit]] = ([], [], [])
    for visit in visits:
        start = visit.row.date_start
        parts[0 if start < day else 1 if start == day else 2].append(visit)
    lines = tuple(_line(name, part, known, citer) for name, part in zip(_PERIODS, parts, strict=True))
    return Index("incident_split", COLUMNS, lines, "" if parts[0] else NONE_BEFORE)


def _line(period: str, visits: Sequence[Visit], known: Sequence[Provider], citer: Citer) -> IndexLine:
    at = {v.row.id for v in visits}
    names = [p.name for p in known if p.name and any(v.row.id in at for v in p.visits)]
    first, last = span_of(visits)
    return IndexLine(
        (period, len(visits), first, last, "; ".join(n.value for n in names)),
        ids_of(visits),
        tuple(dict.fromkeys((*ends_of(visits), *(citer.source(n.spellings[0].places[0]) for n in names)))),
    )
