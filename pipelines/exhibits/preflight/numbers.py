"""Are the numbers on the pages those of the index: Bates and page numbers, page by page.

Answers: a number that is not on its page, that stands twice, or that does not follow the one before. Numbers
are looked for in the text of the finished page, where a reader would search for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.pages import Box, Layer
from extractors.readers.pdf_words import PageGeometry
from pipelines.exhibits.preflight.content import squeezed
from pipelines.exhibits.preflight.faults import Fault, PageRule, SetRule, spared_if
from pipelines.exhibits.preflight.opened import SeenPage, Whole

_FOOT = 90.0
"""Points above the lower edge within which page numbers stand."""
_JOINED, _JOINS = re.compile(r"[\w.-]"), re.compile(r"[\w-]")
_COUNTER = re.compile(r"(.*?)(\d+)", re.DOTALL)


def user_box(geometry: PageGeometry, box: Box) -> tuple[float, float, float, float]:
    """A box of the displayed page in the page's own space: left, bottom, right, top."""
    g = geometry
    if g.rotation == 90:
        return g.left + box.top, g.bottom + box.x0, g.left + box.bottom, g.bottom + box.x1
    if g.rotation == 180:
        return g.right - box.x1, g.bottom + box.top, g.right - box.x0, g.bottom + box.bottom
    if g.rotation == 270:
        return g.right - box.bottom, g.top - box.x1, g.right - box.top, g.top - box.x0
    return g.left + box.x0, g.top - box.bottom, g.left + box.x1, g.top - box.top


def text_in(seen: SeenPage, box: Box) -> str:
    """The text that stands inside a box of the displayed page."""
    left, bottom, right, top = user_box(seen.geometry, box)
    return squeezed(seen.textpage.get_text_bounded(left=left, bottom=bottom, right=right, top=top))


def holds(text: str, number: str) -> bool:
    """Whether a number stands in a text as a whole, not as a part of another."""
    at = text.find(number)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(number) : at + len(number) + 1]
        if not (_JOINED.fullmatch(before) or _JOINS.fullmatch(after)):
            return True
        at = text.find(number, at + 1)
    return False


def _foot(seen: SeenPage) -> str:
    g = seen.geometry
    return text_in(seen, Box(0.0, g.height - _FOOT, g.width, g.height))


def _bates(seen: SeenPage) -> Iterator[Fault]:
    if seen.facts is None or seen.row is None or not seen.facts.bates:
        return
    own = seen.row.id in seen.whole.known.own_numbers
    if own and _as_printed(seen.facts.bates).search(seen.text):
        return
    if holds(squeezed(seen.text), seen.facts.bates):
        return
    # What was printed on a scan before may be misread there; what was stamped now is text.
    unread = own and seen.facts.text_layer != Layer.NATIVE
    told = "its own Bates number could not be read" if unread else f"no Bates number {seen.facts.bates}"
    yield Fault(told, seen.number, seen.designation, unchecked=unread)


@lru_cache(maxsize=256)
def _as_printed(bates: str) -> re.Pattern[str]:
    """A number as its producer may have printed it: ``RIDGE 000101`` for ``RIDGE000101``."""
    parts = map(re.escape, re.findall(r"\d+|[^\W\d_]+", bates))
    return re.compile(r"(?<![\w-])" + r"[\s._-]{0,3}".join(parts) + r"(?![\w-])", re.IGNORECASE)


def _page_number(seen: SeenPage) -> Iterator[Fault]:
    if seen.printed and not holds(_foot(seen), str(seen.printed)):
        yield Fault(f"no page number {seen.printed} at the foot", seen.number, seen.designation)


def _with_designation(seen: SeenPage) -> Iterator[Fault]:
    if seen.facts is None or not seen.designation:
        return
    # A slip sheet says in its title, at the middle of the page, which exhibit it stands before.
    if not holds(squeezed(seen.text) if seen.is_ours else _foot(seen), seen.designation):
        yield Fault("no exhibit number at the foot", seen.number, seen.designation)


def _bates_run(whole: Whole) -> Iterator[Fault]:
    given: dict[str, str] = {}
    for row in whole.rows:
        before: tuple[str, int] | None = None
        for page in row.pages:
            if not page.bates:
                continue
            if page.bates in given:
                yield Fault(
                    f"{page.bates} stands twice: {given[page.bates]}, {row.designation}",
                    designation=row.designation,
                )
            given[page.bates] = row.designation
            counted = _COUNTER.fullmatch(page.bates)
            now = (counted[1], int(counted[2])) if counted else None
            if before and now and now != (before[0], before[1] + 1):
                yield Fault(f"{page.bates} does not follow the number before it", designation=row.designation)
            before = now
        numbered = [p.bates for p in row.pages if p.bates]
        if numbered and (row.bates_first, row.bates_last) != (numbered[0], numbered[-1]):
            yield Fault(
                "the index gives other Bates numbers than its pages bear", designation=row.designation
            )


_AGAIN = "Make the deliverable again; if it fails again, report it with this line."
PAGE_RULES = (
    PageRule("bates", "Bears its Bates number on every page", _AGAIN, _bates),
    PageRule("page_numbers", "Bears its page number at the foot of every page", _AGAIN, _page_number),
    PageRule(
        "exhibit_number_on_page",
        "Bears the exhibit number next to the page number",
        _AGAIN,
        _with_designation,
        spared_if(lambda p: not p.designation_with_page, "does not ask for it"),
    ),
)
SET_RULES = (
    SetRule(
        "bates_run",
        "Has Bates numbers that run on and stand once",
        "Correct the Bates ranges in the plan; a number once given is never given to another page.",
        _bates_run,
    ),
)
