"""Decides for each page where its stamps go, so that they touch neither ink nor each other.

    sticker:   first allowed corner that is free of ink and of the court's own zones → page enlarged by a
               strip → slip sheet. Where only letter paper is taken: no strip.
    lines at   in place if free of ink → page enlarged at the foot. Where only letter paper is taken: the
    the foot:  page reduced, so that the foot of the sheet stays white.

Answers: a `Layout` of one page, nothing drawn. Refuses to judge what matters less: any ink counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from extractors.pages import Box
from pipelines.exhibits.court_profile import Corner, StampZone
from pipelines.exhibits.geometry import LETTER, Displayed
from pipelines.exhibits.ink import Ink
from pipelines.exhibits.label_layout import Sticker
from pipelines.exhibits.stamp_font import width
from pipelines.exhibits.zones import (
    CLEAR,
    EDGE,
    SIZE,
    Side,
    foot_height,
    is_upper,
    kept_clear,
    line_box,
    rows,
    sticker_box,
    touch,
)

_SAME_SIZE = 4.5
"""Points by which a scan of a letter page may differ from one."""

NUMBERS_BELOW = "page enlarged at the foot for its numbers, for there is print where they stand"
LABEL_BESIDE = "page enlarged for its label, for there is print in every corner"
WIDER = "page made wider for its stamps"


@dataclass(frozen=True, slots=True)
class Foot:
    """The lines at the foot: shown text by side, a footer in a row of its own, ``number`` the widest page
    number that a bundle will put in the middle, "" where it puts none."""

    lines: Mapping[Side, str]
    footer: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What becomes of one page.

    ``sheet`` is its final displayed size; the page's own upper left corner comes to ``at``, at ``scale``.
    ``reduced`` tells that it is put on another sheet, not merely enlarged by strips. ``rows`` are those of
    the lines, ``footer_row`` that of the footer; ``label`` is where the sticker's upper left corner stands,
    ``None`` if it found no place or none was asked for.
    """

    sheet: tuple[float, float]
    rows: Mapping[Side, int]
    footer_row: int
    at: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0
    reduced: bool = False
    label: tuple[float, float] | None = None
    corner: Corner | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ways:
    """What the court allows: corners, best first; zones it keeps; whether only letter paper is taken."""

    corners: tuple[Corner, ...]
    zones: tuple[StampZone, ...] = ()
    letter: bool = False


def lay_out(view: Displayed, ink: Ink, foot: Foot, sticker: Sticker | None, ways: Ways) -> Layout:
    """Place the lines and, if asked for, the sticker of one page."""
    if ways.letter:
        ground = _on_letter(view, ink, foot)
    else:
        ground = _grown(view, ink, foot, sticker.width + 2 * EDGE if sticker else 0.0)
    if sticker is None:
        return ground
    placed = _in_a_corner(ground, ink, foot, sticker, ways)
    if placed is None and not ways.letter:
        placed = _in_a_strip(view, ground, foot, sticker, ways)
    return placed or ground


def corner_for(sheet: tuple[float, float], sticker: Sticker, below: float, ways: Ways) -> Corner:
    """The corner for a sticker on an empty sheet whose foot takes ``below``: the first allowed one that is
    free of the court's zones, else any that is."""
    kept = kept_clear(sheet, ways.zones)
    corners: tuple[Corner, ...] = (*ways.corners, *Corner)
    for corner in corners:
        box = sticker_box(sheet, (sticker.width, sticker.height), corner, below)
        if not any(touch(box, zone) for zone in kept):
            return corner
    return corners[0]


def height_of(foot: Foot, rows_of_lines: int) -> float:
    """What the lines and the footer take at the foot of a page."""
    return foot_height(rows_of_lines + bool(foot.footer))


def _grown(view: Displayed, ink: Ink, foot: Foot, least_width: float) -> Layout:
    """The page as it is, or enlarged at the foot and to the right as far as its stamps need it."""
    widths = _widths(foot)
    longest = max([*widths.values(), width(foot.footer, SIZE)])
    wide = max(view.width, least_width, longest + 2 * EDGE if longest else 0.0)
    placed, count = rows(wide, widths)
    below = height_of(foot, count)
    boxes = _boxes((wide, view.height), foot, placed, count)
    fits = below <= view.height / 2 and all(ink.clear(_around(box)) for box in boxes)
    remarks = [] if fits else [NUMBERS_BELOW]
    if wide > view.width:
        remarks.append(WIDER)
    high = view.height if fits else view.height + below
    return Layout((wide, high), placed, count, remarks=tuple(remarks))


def _on_letter(view: Displayed, ink: Ink, foot: Foot) -> Layout:
    """The page as it is if it is of letter size and its foot is free, else put on a sheet of letter size."""
    sheet = LETTER if view.width <= view.height else (LETTER[1], LETTER[0])
    own = (view.width, view.height)
    placed, count = rows(sheet[0], _widths(foot))
    is_letter = all(abs(one - other) <= _SAME_SIZE for one, other in zip(own, sheet, strict=True))
    if is_letter and all(ink.clear(_around(box)) for box in _boxes(own, foot, placed, count)):
        return Layout(own, placed, count)
    room = sheet[1] - height_of(foot, count)
    scale = min(1.0, sheet[0] / view.width, room / view.height)
    at = ((sheet[0] - scale * view.width) / 2, (room - scale * view.height) / 2)
    why = "for there is print where its numbers stand" if is_letter else "for only letter paper is taken"
    how = f"reduced to {100 * scale:.0f} %" if scale < 1 else "put on letter paper"
    return Layout(sheet, placed, count, at, scale, True, remarks=(f"page {how}, {why}",))


def _in_a_corner(ground: Layout, ink: Ink, foot: Foot, sticker: Sticker, ways: Ways) -> Layout | None:
    """The sticker in the first corner that is free, ``None`` if none is."""
    taken = _boxes(ground.sheet, foot, ground.rows, ground.footer_row)
    taken.extend(kept_clear(ground.sheet, ways.zones))
    below = height_of(foot, ground.footer_row)
    for corner in ways.corners:
        box = sticker_box(ground.sheet, (sticker.width, sticker.height), corner, below)
        if box.x0 < 0 or box.top < 0 or any(touch(box, other) for other in taken):
            continue
        if ink.clear(_on_page(_around(box), ground)):
            return replace(ground, label=(box.x0, box.top), corner=corner)
    return None


def _in_a_strip(view: Displayed, ground: Layout, foot: Foot, sticker: Sticker, ways: Ways) -> Layout | None:
    """The sticker in a strip added at the head or foot, ``None`` where the court's zones leave no room."""
    below = height_of(foot, ground.footer_row)
    (wide, high), strip = ground.sheet, sticker.height + EDGE + CLEAR
    for corner in ways.corners:
        head = strip if is_upper(corner) else 0.0
        high = ground.sheet[1] + strip if head else view.height + sticker.height + max(below, EDGE) + CLEAR
        box = sticker_box((wide, high), (sticker.width, sticker.height), corner, below)
        if any(touch(box, zone) for zone in kept_clear((wide, high), ways.zones)):
            continue
        kept = tuple(r for r in ground.remarks if head or r != NUMBERS_BELOW)
        label = (box.x0, box.top)
        remarks = (*kept, LABEL_BESIDE)
        return replace(
            ground, sheet=(wide, high), at=(0.0, head), label=label, corner=corner, remarks=remarks
        )
    return None


def _widths(foot: Foot) -> dict[Side, float]:
    """Of the lines that share rows."""
    found = {side: width(text, SIZE) for side, text in foot.lines.items() if text}
    if foot.number:
        found[Side.CENTRE] = width(foot.number, SIZE)
    return found


def _boxes(sheet: tuple[float, float], foot: Foot, placed: Mapping[Side, int], row: int) -> list[Box]:
    """Where the lines and the footer stand on a sheet of this size."""
    found = [line_box(sheet, across, side, placed[side]) for side, across in sorted(_widths(foot).items())]
    if foot.footer:
        found.append(line_box(sheet, width(foot.footer, SIZE), Side.CENTRE, row))
    return found


def _around(box: Box) -> Box:
    """A box and the white around it."""
    return Box(box.x0 - CLEAR, box.top - CLEAR, box.x1 + CLEAR, box.bottom + CLEAR)


def _on_page(box: Box, ground: Layout) -> Box:
    """A box of the sheet on the page itself."""
    (x, y), scale = ground.at, ground.scale
    return Box((box.x0 - x) / scale, (box.top - y) / scale, (box.x1 - x) / scale, (box.bottom - y) / scale)
