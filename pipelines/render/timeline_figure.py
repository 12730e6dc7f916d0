"""The treatment timeline as a figure: a lane for each facility, visits as marks, gaps shaded.

Answers: shapes and labels in points, none of which overlaps another text or leaves the figure. Visits that
would touch stand in one column, the taller the more of them; nothing is drawn that the timeline does not say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pipelines.render.figure import Figure, Label, Line, Rect, Shape
from pipelines.render.label_widths import fitted, label_width
from pipelines.render.printing import one_line, us_date
from pipelines.render.timeline_axis import Axis, axis, ticks
from pipelines.timeline import Gap, Lane, Timeline

WIDTH = 704.0
MOST_LANES = 18
_NAMES = 186.0
"""Width of the column of names and counts."""
_PLOT = (196.0, WIDTH - 4)
_AXIS, _TOP, _LANE, _SIZE = 9.0, 26.0, 15.0, 7.0
_COLUMN, _MARK = 3.0, 2.2
"""Distance and width of the columns of visits: what is nearer than a column is counted together."""
_NAVY, _BLUE, _RED, _GAP, _EDGE = "1F3864", "5B9BD5", "C00000", "FBE5D6", "F4B183"
_GREY, _INK = "D9D9D9", "404040"


def timeline_figure(timeline: Timeline) -> Figure:
    """Draw a timeline.

    Args:
        timeline: its lanes; beyond `MOST_LANES` those with the fewest visits share the last lane.
    """
    lanes = _fewer(timeline.lanes)
    along = axis(timeline.first, timeline.last, *_PLOT)
    bottom = _TOP + _LANE * len(lanes)
    columns = [Counter(_column(along, a) for a, b in lane.spans if a == b) for lane in lanes]
    most = max((n for column in columns for n in column.values()), default=1)
    shapes: list[Shape] = [*_shades(timeline.gaps, along, bottom), *_grid(along, bottom, len(lanes))]
    for index, (lane, column) in enumerate(zip(lanes, columns, strict=True)):
        shapes += _lane(lane, column, along, _TOP + _LANE * index, most)
    shapes += _incident(timeline.incident, along, bottom)
    shapes += _gap_days(timeline.gaps, along, bottom)
    legend, height = _legend(timeline, most, bottom + (12 if timeline.gaps else 3))
    return Figure(WIDTH, height, (*shapes, *legend), "Treatment timeline", description(timeline))


def description(timeline: Timeline) -> str:
    """What the figure shows, in words and counts."""
    said = [
        f"{_count(timeline.spans, 'entry', 'entries')} of "
        f"{_count(len(timeline.lanes), 'facility', 'facilities')} "
        f"from {_us(timeline.first)} to {_us(timeline.last)}."
    ]
    said.append("; ".join(f"{one_line(lane.label)}: {len(lane.spans)}" for lane in timeline.lanes) + ".")
    if timeline.gaps:
        days = ", ".join(str(g.days) for g in timeline.gaps)
        said.append(f"{_count(len(timeline.gaps), 'gap', 'gaps')} without treatment, in days: {days}.")
    if timeline.incident:
        said.append(f"Date of incident: {_us(timeline.incident)}.")
    return " ".join(said)


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _us(day: date) -> str:
    return us_date(day.isoformat())


def _fewer(lanes: Sequence[Lane]) -> tuple[Lane, ...]:
    if len(lanes) <= MOST_LANES:
        return tuple(lanes)
    order = sorted(range(len(lanes)), key=lambda i: (-len(lanes[i].spans), i))
    kept = sorted(order[: MOST_LANES - 1])
    rest = [span for i in sorted(order[MOST_LANES - 1 :]) for span in lanes[i].spans]
    more = Lane(f"{len(lanes) - len(kept)} further facilities", tuple(sorted(rest)))
    return (*(lanes[i] for i in kept), more)


def _column(along: Axis, day: date) -> int:
    """The column in which a day's visit stands."""
    middle = (along.x(day) + along.x(day + timedelta(days=1))) / 2
    last = int((along.right - along.left) / _COLUMN) - 1
    return min(max(int((middle - along.left) / _COLUMN), 0), last)


def _lane(lane: Lane, column: Counter[int], along: Axis, top: float, most: int) -> Iterator[Shape]:
    count = str(len(lane.spans))
    room = _NAMES - label_width(count, _SIZE) - 8
    baseline = top + _LANE / 2 + 2.5
    yield Label(0, baseline, fitted(one_line(lane.label), _SIZE, room), _SIZE, _INK)
    yield Label(_NAMES, baseline, count, _SIZE, _INK, anchor="end")
    for start, end in lane.spans:
        if end > start:
            left, right = along.x(start), along.x(end + timedelta(days=1))
            width = min(max(right - left, _COLUMN), along.right - left)
            yield Rect(left, top + _LANE / 2 - 1.5, width, 3, _BLUE)
    tallest = _LANE - 4
    for at, number in sorted(column.items()):
        part = 0.55 + 0.45 * (number - 1) / (most - 1) if most > 1 else 0.75
        height = tallest * part
        yield Rect(along.left + at * _COLUMN, top + (_LANE - height) / 2, _MARK, height, _NAVY)


def _shades(gaps: Sequence[Gap], along: Axis, bottom: float) -> Iterator[Shape]:
    for gap in gaps:
        left, right = _clipped(gap, along)
        if right > left:
            yield Rect(left, _TOP, right - left, bottom - _TOP, _GAP, _EDGE)


def _clipped(gap: Gap, along: Axis) -> tuple[float, float]:
    return max(along.x(gap.start), along.left), min(along.x(gap.end), along.right)


def _gap_days(gaps: Sequence[Gap], along: Axis, bottom: float) -> Iterator[Shape]:
    """The days of each gap below it; the longest first where two numbers would touch."""
    taken: list[tuple[float, float]] = []
    for gap in sorted(gaps, key=lambda g: (-g.days, g.start)):
        left, right = _clipped(gap, along)
        text = f"{gap.days} d"
        width = label_width(text, _SIZE)
        at = min(max((left + right) / 2, along.left + width / 2), along.right - width / 2)
        place = (at - width / 2 - 2, at + width / 2 + 2)
        if right > left and all(place[1] <= a or b <= place[0] for a, b in taken):
            taken.append(place)
            yield Label(at, bottom + 8.5, text, _SIZE, _INK, anchor="middle")


def _grid(along: Axis, bottom: float, lanes: int) -> Iterator[Shape]:
    for tick in ticks(along, _SIZE):
        yield Line(tick.x, _TOP, tick.x, bottom, _GREY, 0.4)
        if tick.label:
            yield Label(tick.x, _AXIS, tick.label, _SIZE, _INK, anchor="middle")
    for index in range(lanes + 1):
        y = _TOP + _LANE * index
        yield Line(0, y, along.right, y, _GREY, 0.4)


def _incident(incident: date | None, along: Axis, bottom: float) -> Iterator[Shape]:
    if incident is None:
        return
    text, baseline = f"Incident {_us(incident)}", _AXIS + 12
    if incident < along.first:
        yield Label(along.left, baseline, f"{text}, before the span shown", _SIZE, _RED, bold=True)
    elif incident > along.last:
        after = f"{text}, after the span shown"
        yield Label(along.right, baseline, after, _SIZE, _RED, bold=True, anchor="end")
    else:
        x = along.x(incident)
        yield Line(x, baseline + 3, x, bottom, _RED, 1.0, dashed=True)
        fits = x + label_width(text, _SIZE, bold=True) <= along.right
        yield Label(x, baseline, text, _SIZE, _RED, bold=True, anchor="start" if fits else "end")


def _legend(timeline: Timeline, most: int, top: float) -> tuple[list[Shape], float]:
    """The keys below the figure, wrapped at its width, and the height of the whole figure."""
    spans = [span for lane in timeline.lanes for span in lane.spans]
    keys: list[tuple[str, str]] = []
    if any(a == b for a, b in spans):
        more = f" (taller: more of them near one day, up to {most})" if most > 1 else ""
        keys.append((_NAVY, f"visit{more}"))
    if any(b > a for a, b in spans):
        keys.append((_BLUE, "several days: a stay, or a course in one row"))
    if timeline.gaps:
        keys.append((_GAP, "gap without treatment, in days"))
    if timeline.incident and timeline.first <= timeline.incident <= timeline.last:
        keys.append((_RED, "date of incident"))
    keys.append(("", "number beside a name: entries"))
    shapes: list[Shape] = []
    x, y = 0.0, top + 5
    for colour, text in keys:
        width = (10 if colour else 0) + label_width(text, _SIZE) + 14
        if x and x + width > WIDTH:
            x, y = 0.0, y + 11
        if colour:
            shapes.append(Rect(x, y, 6, 6, colour))
        shapes.append(Label(x + (10 if colour else 0), y + 6, text, _SIZE, _INK))
        x += width
    return shapes, y + 12
