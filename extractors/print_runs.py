"""Whether two pages can be of one print run: the same house and record number, where both print them.

Answers only that they cannot be; that a page goes on is for `notes` to find. Refuses to part pages for names
that one page shortens, for numbers that a scan may have misread, and for houses named below a page's head.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from extractors.facts import PageFacts
from extractors.lexicon import normal
from extractors.pages import Page

_HEAD_LINES = 3
_ALIKE_NAMES, _ALIKE_NUMBERS = 70.0, 60.0
"""Letters of a hundred that two prints of one name, or of one number, share at least."""
_RECORD_NUMBER = re.compile(
    r"\b(?:M\.?R\.?N\.?|med(?:ical)?\.? rec(?:ord)?\.?(?: (?:no|number|num)\.?)?|chart (?:no|number)\.?)"
    r"\s*[:#]*\s*(?P<number>[A-Z]{0,3}-?\d[\w-]{2,})",
    re.IGNORECASE,
)


def of_other_runs(page: Page, fact: PageFacts, before: Page, fact_before: PageFacts) -> bool:
    """Whether a page is headed by another house, or by another record number, than the page before it."""
    return _other_house(page, fact, fact_before) or other_number(page, before)


def _other_house(page: Page, fact: PageFacts, before: PageFacts) -> bool:
    if fact.facility is None or before.facility is None:
        return False
    if page.text.count("\n", 0, fact.facility.citation.start) >= _HEAD_LINES:
        return False
    here, there = normal(fact.facility.value), normal(before.facility.value)
    return here not in there and there not in here and fuzz.token_set_ratio(here, there) < _ALIKE_NAMES


def other_number(page: Page, before: Page) -> bool:
    """Whether both pages print a patient's record number, and not the same one."""
    here, there = (_RECORD_NUMBER.search(p.text) for p in (page, before))
    if not here or not there:
        return False
    return fuzz.ratio(normal(here["number"]), normal(there["number"])) < _ALIKE_NUMBERS
