"""Is what the court keeps for its own stamp left blank, and does no stamp of ours lie on another.

Answers: for pages made for the filing, any ink in a zone; for pages of exhibits, our own stamps in it. What
an exhibit's page bore before it was filed is the exhibit: papers that others made are filed as they are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from extractors.pages import Box
from pipelines.exhibits.court_profile import Corner, StampZone
from pipelines.exhibits.preflight.content import squeezed, stamps_of
from pipelines.exhibits.preflight.faults import Fault, PageRule, spared_if
from pipelines.exhibits.preflight.numbers import holds, text_in
from pipelines.exhibits.preflight.opened import SeenPage

_SCALE = 1.0
_INK = 200
"""Of 255: what is darker is ink."""
_SHORTEST = 6
"""Letters of a stamp that can be told from the page's own print: every page has some "11"."""


def zone_box(width: float, height: float, zone: StampZone) -> Box:
    """A zone on a displayed page of this size."""
    left = zone.corner in (Corner.UPPER_LEFT, Corner.LOWER_LEFT)
    upper = zone.corner in (Corner.UPPER_LEFT, Corner.UPPER_RIGHT)
    across, down = min(zone.width, width), min(zone.height, height)
    x0 = 0.0 if left else width - across
    top = 0.0 if upper else height - down
    return Box(x0, top, x0 + across, top + down)


def _kept(seen: SeenPage) -> Iterator[Box]:
    which = {"all", "first" if seen.number == 1 else "later"}
    for zone in seen.whole.profile.stamp_zones:
        if zone.pages in which:
            yield zone_box(seen.geometry.width, seen.geometry.height, zone)


def _zones(seen: SeenPage) -> Iterator[Fault]:
    for box in _kept(seen):
        if seen.is_ours:
            if text_in(seen, box) or _has_ink(seen, box):
                yield Fault("print in the court's space", seen.number, seen.designation)
                return
        else:
            text = text_in(seen, box)
            if any(len(s) >= _SHORTEST and holds(text, s) for s in stamps_of(seen)):
                yield Fault("a stamp of the filing in the court's space", seen.number, seen.designation)
                return


def _has_ink(seen: SeenPage, box: Box) -> bool:
    g = seen.geometry
    crop = (box.x0, g.height - box.bottom, g.width - box.x1, box.top)
    bitmap = seen.page.render(scale=_SCALE, crop=crop, grayscale=True)
    try:
        return bool(np.min(bitmap.to_numpy()) < _INK)
    finally:
        bitmap.close()


def _collisions(seen: SeenPage) -> Iterator[Fault]:
    """Stamps at the foot whose letters lie on each other: Bates number, page number, tier."""
    if seen.facts is None or seen.row is None:
        return
    sought = [s for s in (seen.facts.bates, squeezed(seen.row.tier)) if s]
    boxes = [(s, box) for s in sought for box in _places(seen, s)]
    for at, (one, a) in enumerate(boxes):
        for other, b in boxes[at + 1 :]:
            if one != other and a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom:
                yield Fault("two stamps lie on each other", seen.number, seen.designation)
                return


def _places(seen: SeenPage, text: str) -> Iterator[Box]:
    search = seen.textpage.search(text, match_case=True)
    while (found := search.get_next()) is not None:
        index, count = found
        boxes = [seen.geometry.place(*seen.textpage.get_charbox(i)) for i in range(index, index + count)]
        box = boxes[0]
        for more in boxes[1:]:
            box = box.union(more)
        yield box


PAGE_RULES = (
    PageRule(
        "stamp_zones",
        "Leaves the court's space for stamps blank",
        "Choose another corner for the label, or file the exhibit behind a slip sheet.",
        _zones,
        spared_if(lambda p: not p.stamp_zones, "keeps no space for stamps"),
    ),
    PageRule(
        "stamps_apart",
        "Has no stamp on another",
        "Make the deliverable again; if it fails again, choose a shorter confidentiality line.",
        _collisions,
    ),
)
