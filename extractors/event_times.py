"""The hour and the hedge printed beside a date: "on or about", "before", "approximately 5:40 p.m.".

Answers: what a paper itself says of when; nothing is rounded, and no hedge is dropped from an hour.
"""

from __future__ import annotations

import re

from extractors.citations import cite
from extractors.facts import Precision, Printed
from extractors.pages import Page

_ZONE = r"(?:\s*\(?(?:[ECMP][SD]?T|Eastern|Central|Mountain|Pacific)\b\)?)?"
_CLOCK = (
    r"(?:(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:\s*[ap]\.?\s?m\b\.?|\s*(?:hrs|hours)\b\.?)?"
    r"|(?:1[0-2]|[1-9])\s*[ap]\.?\s?m\b\.?|(?:[01]\d|2[0-3])[0-5]\d\s*(?:hrs|hours|h)\b\.?"
    rf"|12 noon|noon|midnight){_ZONE}"
)
_HEDGE = (
    r"(?:(?:at\s+)?(?:approximately|approx\.?|about|around|roughly|shortly (?:before|after)"
    r"|just (?:before|after))\s+)?"
)
_AFTER = re.compile(rf"[\s,]*(?:at\s+)?(?P<time>{_HEDGE}{_CLOCK})", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?P<time>{_HEDGE}{_CLOCK})[\s,]*(?:on|of)?[\s,]*(?:the\s+(?:morning|afternoon|evening|night)\s+of\s+)?$",
    re.IGNORECASE,
)
_IN_BOX = re.compile(rf"^\s*(?P<time>{_CLOCK}|(?:[01]\d|2[0-3])[0-5]\d(?!\d))", re.IGNORECASE)

A_DAY = frozenset({Precision.DAY, Precision.ABOUT})
"""Precisions that name one day, with or without a hedge."""

ON_OR_ABOUT = "on or about"
_QUALIFIERS = (
    (ON_OR_ABOUT, re.compile(r"\bon or (?:about|around)(?:\s+[A-Z][a-z]+day,?)?\s*$", re.IGNORECASE)),
    ("before", re.compile(r"\b(?:on or before|prior to|before|no later than)\s*$", re.IGNORECASE)),
    ("after", re.compile(r"\b(?:on or after|after|following|no earlier than)\s*$", re.IGNORECASE)),
    (ON_OR_ABOUT, re.compile(r"\b(?:approximately|about|around|circa)\s*$", re.IGNORECASE)),
)
_REACH = 60


def qualifier_before(text: str, at: int) -> str:
    """What the words before a date at offset ``at`` say of it: "", ``on or about``, ``before``, ``after``."""
    before = text[max(0, at - _REACH) : at]
    return next((name for name, pattern in _QUALIFIERS if pattern.search(before)), "")


def time_beside(page: Page, start: int, end: int) -> Printed | None:
    """The hour printed directly behind or before the date ``page.text[start:end]``."""
    match = _AFTER.match(page.text, end)
    if match is None:
        left = max(0, start - _REACH)
        match = _BEFORE.search(page.text[left:start])
        return _printed(page, left + match.start("time"), left + match.end("time")) if match else None
    return _printed(page, match.start("time"), match.end("time"))


def time_in_box(page: Page, start: int, end: int) -> Printed | None:
    """The hour that begins a box of a form, four digits without a colon too."""
    match = _IN_BOX.match(page.text[start:end])
    return _printed(page, start + match.start("time"), start + match.end("time")) if match else None


def _printed(page: Page, start: int, end: int) -> Printed:
    citation = cite(page, start, end)
    return Printed(" ".join(citation.quote.split()), citation)
