"""The axis of a timeline: where a day stands, and which ticks fit between the first day and the last.

Answers: ticks by week, month, quarter or year, the finest whose labels do not touch, for spans of days to
decades.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from pipelines.render.label_widths import label_width

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS = (0, 1, 2, 3, 6, 12, 24, 60, 120)
"""Months between two ticks; 0 for weeks."""
_AIR = 8.0


@dataclass(frozen=True, slots=True)
class Tick:
    """``x`` in points; ``label`` is "" where it would leave the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from ``first`` to ``last`` between ``left`` and ``right``, in points."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where the day begins."""
        whole = (self.last - self.first).days or 1
        return self.left + (self.right - self.left) * (day - self.first).days / whole


def axis(first: date, last: date, left: float, right: float) -> Axis:
    """An axis with a little room before the first day and behind the last one."""
    room = timedelta(days=max(2, (last - first).days // 50))
    return Axis(first - room, last + room, left, right)


def ticks(along: Axis, size: float) -> tuple[Tick, ...]:
    """The finest ticks whose labels, in letters of this size, do not touch."""
    for months in _STEPS:
        found = _ticks(along, months, size)
        if _apart(found, size):
            return found
    return _ticks(along, _STEPS[-1], size)[:1]


def _ticks(along: Axis, months: int, size: float) -> tuple[Tick, ...]:
    found = []
    for day in _days(along, months):
        x, label = along.x(day), _label(day, months)
        half = label_width(label, size) / 2
        inside = x - half >= along.left and x + half <= along.right
        found.append(Tick(x, label if inside else ""))
    return tuple(found)


def _days(along: Axis, months: int) -> Iterator[date]:
    if not months:
        day = along.first + timedelta(days=-along.first.weekday() % 7)
        while day <= along.last:
            yield day
            day += timedelta(days=7)
        return
    count = along.first.year * 12 + along.first.month - 1
    count += -count % months
    while (day := date(count // 12, count % 12 + 1, 1)) <= along.last:
        if day >= along.first:
            yield day
        count += months


def _label(day: date, months: int) -> str:
    if not months:
        return f"{day.month:02}/{day.day:02}/{day.year}"
    return str(day.year) if months >= 12 else f"{_MONTHS[day.month - 1]} {day.year}"


def _apart(found: tuple[Tick, ...], size: float) -> bool:
    labelled = [t for t in found if t.label]
    if not labelled:
        return False
    return all(
        b.x - a.x >= (label_width(a.label, size) + label_width(b.label, size)) / 2 + _AIR
        for a, b in pairwise(labelled)
    )
