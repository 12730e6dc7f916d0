"""The treatment timeline: lanes of visits by facility, gaps, and the date of incident, before any drawing.

Answers: when each line of the provider index was seen, as spans of days. What the figure shows is what the
rows say: a stay, or a course that the house folds into one row, is one span from its first to its last day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.rows import AnyChronology, Row

_AWAY = timedelta(days=2 * 365)
"""An incident further from every visit would press all of them into a corner."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One facility's spans (first day, last day), in order."""

    label: str
    spans: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A span without treatment as the gap register has it; ``days`` from its start to its end."""

    start: date
    end: date
    days: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """``first`` and ``last`` bound all spans, and the incident where it is not years away from them.

    ``incident`` is ``None`` if none is stated.
    """

    lanes: tuple[Lane, ...]
    gaps: tuple[Gap, ...]
    incident: date | None
    first: date
    last: date

    @property
    def spans(self) -> int:
        """How many marks all lanes hold."""
        return sum(len(lane.spans) for lane in self.lanes)


def timeline(chronology: AnyChronology) -> Timeline | None:
    """The timeline of a chronology; ``None`` without a provider index or without a row of a full date."""
    rows = {row.id: row for row in chronology.rows}
    index = next((i for i in chronology.indexes if i.name == "providers"), None)
    lanes: list[Lane] = []
    for line in index.lines if index else ():
        spans = tuple(sorted(s for id_ in line.rows if id_ in rows and (s := _span(rows[id_]))))
        if spans:
            lanes.append(Lane(str(line.values[0]), spans))
    if not lanes:
        return None
    stated = chronology.matter.date_of_incident
    incident = date.fromisoformat(stated) if stated else None
    days = [day for lane in lanes for span in lane.spans for day in span]
    if incident and min(days) - _AWAY <= incident <= max(days) + _AWAY:
        days.append(incident)
    return Timeline(tuple(lanes), _gaps(chronology), incident, min(days), max(days))


def _span(row: Row) -> tuple[date, date] | None:
    if len(row.date_start) != len("2021-03-01"):
        return None
    end = row.date_end if len(row.date_end) == len(row.date_start) else row.date_start
    return date.fromisoformat(row.date_start), date.fromisoformat(end)


def _gaps(chronology: AnyChronology) -> tuple[Gap, ...]:
    found = []
    for finding in chronology.findings:
        data = dict(finding.data)
        if finding.kind == "treatment_gap":
            start, end = date.fromisoformat(str(data["start"])), date.fromisoformat(str(data["end"]))
            found.append(Gap(start, end, (end - start).days))
    return tuple(sorted(found, key=lambda g: (g.start, g.end)))
