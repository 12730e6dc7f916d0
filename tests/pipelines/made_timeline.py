"""Timelines of any size, made up: lanes with names of any length, visits on any days."""

from __future__ import annotations

from datetime import date, timedelta

from pipelines.timeline import Gap, Lane, Timeline

START = date(2021, 3, 1)


def spread(lanes: int, visits: int, days: int, *, name: str = "Facility", stays: bool = False) -> Timeline:
    """``visits`` in each of ``lanes``, spread over ``days``."""
    made = []
    for lane in range(lanes):
        starts = [
            START + timedelta(days=(lane + i * days) // max(visits, 1) % (days + 1)) for i in range(visits)
        ]
        spans = [(a, a + timedelta(days=4 if stays and i % 5 == 0 else 0)) for i, a in enumerate(starts)]
        made.append(Lane(f"{name} {lane + 1}", tuple(sorted(spans))))
    spans_all = [day for lane in made for span in lane.spans for day in span]
    return Timeline(tuple(made), (), START, min([START, *spans_all]), max([START, *spans_all]))


def with_gaps(made: Timeline, *gaps: tuple[int, int]) -> Timeline:
    """The same with gaps of (days from its start, length in days)."""
    found = tuple(
        Gap(START + timedelta(days=at), START + timedelta(days=at + length), length) for at, length in gaps
    )
    return Timeline(made.lanes, found, made.incident, made.first, made.last)
