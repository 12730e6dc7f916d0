"""How the words of a sticker are set in its box.

    ┌───────────────────────┐
    │  PLAINTIFF'S EXHIBIT  │   heading
    │        PX-12          │   designation, as large as there is room for
    │   No. 2:26-cv-00417   │   lines: case number, short caption
    │    Moen v. Ardent     │
    │    ☐ ID   ☐ EVID.     │   boxes for the clerk
    └───────────────────────┘

Answers: each line's size and place. Words are never cut: they get smaller, then take more lines, then the
sticker gets higher.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.exhibits.stamp_font import ABOVE, BELOW, shown, width

PADDING = 5.0
LEADING = 1.5
"""Points between two lines."""

_HEADING, _LINE, _BOXES = 8.5, 7.5, 7.0
_LARGEST, _SMALLEST_DESIGNATION = 26.0, 9.0
_SMALLEST = 5.0
_SHRINK = 0.95
_BETWEEN_BOXES = 12.0


@dataclass(frozen=True, slots=True)
class LabelText:
    """What a sticker says; ``boxes`` are the names of boxes that the clerk ticks, e.g. ``ID``, ``EVID.``"""

    designation: str
    heading: str = ""
    lines: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetText:
    """A line set: ``x`` where it begins, ``baseline`` from the top of the sticker, in points."""

    text: str
    size: float
    x: float
    baseline: float
    ticked: bool = False
    """A box to tick stands before it."""


@dataclass(frozen=True, slots=True)
class Sticker:
    """A sticker set; ``height`` may be more than was asked for."""

    width: float
    height: float
    texts: tuple[SetText, ...]


def lay(text: LabelText, across: float, down: float) -> Sticker:
    """Set a sticker ``across`` points wide and ``down`` high."""
    room = across - 2 * PADDING
    scale = 1.0
    while True:
        lines = _lines(text, room, scale)
        used = sum(_height(size) for _, size in lines) + (_height(_BOXES) if text.boxes else 0.0)
        spare = down - 2 * PADDING - used
        if spare >= 0 or scale < _SMALLEST / _LARGEST:
            break
        scale *= _SHRINK
    height = max(down, used + 2 * PADDING)
    y = PADDING + max(spare, 0.0) / 2
    found = []
    for line, size in lines:
        found.append(SetText(line, size, (across - width(line, size)) / 2, y + ABOVE * size))
        y += _height(size)
    found.extend(_boxes(text.boxes, across, y))
    return Sticker(across, height, tuple(found))


def wrapped(text: str, size: float, room: float) -> tuple[str, ...]:
    """A shown text in lines of at most ``room`` points; a word longer than that is divided."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] = f"{lines[-1]} {word}"
            continue
        while width(word, size) > room and len(word) > 1:
            fits = max((n for n in range(1, len(word)) if width(word[:n], size) <= room), default=1)
            lines.append(word[:fits])
            word = word[fits:]
        lines.append(word)
    return tuple(lines)


def _lines(text: LabelText, room: float, scale: float) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    if text.heading:
        found.extend(_fitted(shown(text.heading), _HEADING * scale, _SMALLEST, room))
    found.extend(_fitted(shown(text.designation), _LARGEST * scale, _SMALLEST_DESIGNATION, room))
    for line in text.lines:
        found.extend(_fitted(shown(line), _LINE * scale, _SMALLEST, room))
    return found


def _fitted(line: str, size: float, smallest: float, room: float) -> list[tuple[str, float]]:
    """A line made smaller to fit, or divided at the smallest size."""
    needed = width(line, 1.0)
    size = round(max(min(size, room / needed if needed else size) - 0.005, smallest), 2)
    return [(part, size) for part in wrapped(line, size, room)]


def _boxes(names: tuple[str, ...], across: float, y: float) -> list[SetText]:
    """The clerk's boxes side by side, each square as high as its letters."""
    labels = [shown(name) for name in names]
    widths = [_BOXES * 1.3 + width(label, _BOXES) for label in labels]
    x = (across - sum(widths) - _BETWEEN_BOXES * (len(widths) - 1)) / 2
    found = []
    for label, taken in zip(labels, widths, strict=True):
        found.append(SetText(label, _BOXES, x + _BOXES * 1.3, y + ABOVE * _BOXES, ticked=True))
        x += taken + _BETWEEN_BOXES
    return found


def _height(size: float) -> float:
    return (ABOVE + BELOW) * size + LEADING
