"""What a sentence of a letter, statement or transcript speaks of, so that it is quoted under that heading.

Answers: the heading of a sentence, whether it tells of the incident or of care, whether something happened.
It never says whom the words favour, and never weighs them.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.cues import cues, met, phrase_pattern
from extractors.lexicon import load, normal
from extractors.pages import Page

_TITLE_LINES = 8


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(phrase_pattern(load("event_cues")[key]))


def heading_of(joined: str) -> str:
    """The first heading of the lexicon that a sentence's joined words meet, "" for none."""
    return next((name for name, _ in met(cues("event_cues", "cue", "heading"), joined)), "")


def tells_of_the_incident(joined: str) -> bool:
    """Whether joined words tell of the incident itself, and not of care or of somebody's life."""
    return bool(_pattern("tells").search(joined)) and not _pattern("treatment").search(joined)


def tells_of_care(joined: str) -> bool:
    """Whether joined words tell of treatment, work or earlier events instead of the incident."""
    return bool(_pattern("treatment").search(joined))


def something_happened(joined: str) -> bool:
    """Whether a sentence says that something took place."""
    return bool(_pattern("happened").search(joined))


def speaks_of_privilege(page: Page) -> bool:
    """Whether a page says anywhere that something is privileged or an attorney's work product."""
    return bool(_pattern("privileged").search(normal(page.text)))


def is_work_product(page: Page) -> bool:
    """Whether a page says near its top that it is privileged or an attorney's work product."""
    return _near_top(page, "work_product")


def is_note_of_an_office(page: Page) -> bool:
    """Whether a page is titled as an office's own note: a law firm's where no clinic's page is asked."""
    return _near_top(page, "office_notes")


def _near_top(page: Page, key: str) -> bool:
    first = [line for line in page.text.split("\n") if line.strip()][:_TITLE_LINES]
    return any(_pattern(key).search(normal(line)) for line in first)
