"""Reads single pages of finished exhibits: their words against their source's and what is stamped on them.

Answers: every word that a page has too much or too little, every stamp that lies on the page's own print, in
a zone that the court keeps, or off the page, and every page that shows what its crop box cut off. Reads with
pdfplumber alone, and imports nothing of the program's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pdfplumber.page import Page

from tests.pipelines.exhibits.drawn_papers import INK, RIM
from tests.pipelines.exhibits.drawn_sets import LABELS, Setting, Wanted

Words = Counter[str]
Json = dict[str, Any]
HEAD = ("District Court of Larkspur", "Dara Moss v. Hale Freight", "Case No. 26-cv-00417")
WITH_DESIGNATION = ("us-casd",)
"""Profiles that want the exhibit's name on every page."""
KEPT_CLEAR: Mapping[str, tuple[float, float, bool]] = {
    "il-trial": (792, 144, True),
    "fl-portal": (216, 216, False),
    "ca-2dca": (288, 216, False),
}
"""What courts keep for their stamp at the head of a first page: width, height, from the left or the right."""
LOOSE: Mapping[str, Any] = {"x_tolerance_ratio": 0.25, "y_tolerance": 1}
"""How near letters are that make a word, by their size: pages may be reduced."""


@dataclass
class Reading:
    """What was looked at, and each fault in a sentence."""

    exhibits: int = 0
    pages: int = 0
    links: int = 0
    faults: list[str] = field(default_factory=list)

    def same(self, what: str, wanted: object, found: object) -> None:
        if wanted != found:
            self.faults.append(f"{what}: wanted {wanted!r}, found {found!r}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a volume as read: its file, place in it from 0, page label, and pdfplumber's page."""

    volume: int
    at: int
    label: str
    page: Page


@lru_cache(maxsize=1000)
def placed_words(page: Page) -> list[Json]:
    """The words and their places. A source's page is asked for once for the volume and once for the copy."""
    return page.extract_words(**LOOSE)


def words_of(page: Page) -> Words:
    return Counter(str(word["text"]) for word in placed_words(page))


def stamped_on(row: Json, at: int, one: Wanted, setting: Setting) -> tuple[str, ...]:
    """What is stamped on page ``at`` (from 0) of an exhibit, apart from the page number."""
    page, copied = row["pages"][at], [p for p in row["pages"] if p["source_page"]]
    found: list[str] = []
    if at == _labelled(row):
        found += [LABELS[one.party], one.designation, "26-cv-00417", "Moss v. Hale"]
        found += ["ID", "EVID."] * setting.clerk_boxes
    if not page["source_page"]:
        lines = ["Pages not included in this set."] if one.missing else []
        tier = (one.tier,) if copied and one.tier else ()
        return (*found, *tier, *HEAD, f"EXHIBIT {one.designation}", one.description, *lines)
    number = copied.index(page) + 1
    if page["bates"] and not one.bates:
        found.append(page["bates"])
    if one.tier:
        found.append(one.tier)
    if setting.footers:
        found.append(f"Exhibit {one.designation}, Page {number} of {len(copied)}")
    elif setting.profile in WITH_DESIGNATION:
        found.append(f"Exhibit {one.designation}")
    return tuple(found)


def _labelled(row: Json) -> int:
    """The page that bears the label, from 0: the slip sheet if the index's own words say so."""
    if row["label"] == "slip sheet":
        return 0
    return next(n for n, page in enumerate(row["pages"]) if page["source_page"])


def split(texts: Sequence[str]) -> Words:
    return Counter(word for text in texts for word in text.split())


def read_page(
    reading: Reading,
    what: str,
    page: Page,
    texts: Sequence[str],
    original: Page | None,
    setting: Setting,
    first: bool,
) -> None:
    """A page's words are its source's and its stamps', no more and no less, and none lies on another."""
    reading.pages += 1
    own, stamped = words_of(original) if original else Counter(), split(texts)
    found = words_of(page)
    if found != own + stamped:
        gone, added = own + stamped - found, found - own - stamped
        reading.faults.append(f"{what}: lacks {dict(gone)}, has besides {dict(added)}")
        return
    if original is None:
        return
    reading.same(f"{what}: pictures", len(original.images), len(page.images))
    stamps = [w for w in placed_words(page) if w["text"] in stamped and w["text"] not in own]
    prints = [w for w in placed_words(page) if w["text"] in own and w["text"] not in stamped]
    marks = [r for r in page.rects if _is_colour(r, INK)]
    reading.same(f"{what}: marks", sum(_is_colour(r, INK) for r in original.rects), len(marks))
    for stamp in stamps:
        for other in (*prints, *marks):
            if _touch(stamp, other):
                reading.faults.append(f"{what}: {stamp['text']!r} lies on the page's own print")
        x0, top, x1, bottom = page.cropbox
        if not (x0 - 1 <= stamp["x0"] and stamp["x1"] <= x1 + 1 and top - 1 <= stamp["top"]):
            reading.faults.append(f"{what}: {stamp['text']!r} is outside the page")
        zone = KEPT_CLEAR.get(setting.profile)
        # A page as small as the zone has nothing else to print on.
        if (
            first
            and zone
            and bottom - top > zone[1] + 100
            and stamp["top"] - top < zone[1]
            and (zone[2] or stamp["x1"] > x1 - zone[0])
        ):
            reading.faults.append(f"{what}: {stamp['text']!r} is in the court's zone")
    if any(_is_colour(r, RIM) for r in original.rects) and _shows_rim(page):
        reading.faults.append(f"{what}: shows what its crop box cuts off")


def _is_colour(rect: Json, colour: tuple[float, ...]) -> bool:
    found = rect["non_stroking_color"]
    if not rect["fill"] or not isinstance(found, Sequence):
        return False
    return tuple(round(float(c), 2) for c in found) == colour


def _touch(one: Json, other: Json) -> bool:
    across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return bool(across > 0.5 and down > 0.5)


def _shows_rim(page: Page) -> bool:
    picture = page.to_image(resolution=72).original.convert("RGB")
    counted: Any = picture.getcolors(picture.width * picture.height)
    # Single pixels may be the fringes of letters.
    return bool(sum(count for count, (r, g, b) in counted if r > 220 and g < 60 and b > 220) > 20)


def number_in_the_middle(reading: Reading, what: str, page: Page, number: str) -> None:
    x0, _, x1, bottom = page.cropbox
    for word in placed_words(page):
        middle = (word["x0"] + word["x1"]) / 2
        low = bottom - 40 < word["bottom"] <= bottom
        if word["text"] == number and low and abs(middle - (x0 + x1) / 2) < 2:
            return
    reading.faults.append(f"{what}: number {number} is not at the middle of the foot")
