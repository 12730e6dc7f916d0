"""Years that stand alone: "MRI in 2014", "appendectomy 1998", "since 2009".

A number of four digits is a year only behind a word of time or beside the event it dates; behind "since" it
may be a clock's time, so that papers which tell hours are not asked. Such a year tells of the past and dates
nothing else: precision `Precision.YEAR`, never completed.
"""

from __future__ import annotations

import re

from extractors.dates import FoundDate
from extractors.facts import PageKind, Precision

_YEAR = r"(?P<y>(?:19[3-9]|20[0-4])\d)"
# More of a number, an hour or a measure: "in 2000 mL", "since 2010 hrs", "in 2014-15", "2014 Main Street".
_ENDS = (
    r"(?![\w/]|[-–.,:]\d|\s?(?:h\b|hrs?\b|hours?|m[lLgG]\b|mcg|cc\b|lbs?\b|feet|ft\b|units?\b|mi\b|steps|calories"
    r"|AMA\b|ACR\b|last night|today|tonight|yesterday|this (?:morning|evening|afternoon)))"
)
_EVENT = (
    r"(?:\w{3,}(?:ectomy|ectomies|plasty|oscopy|otomy|ostomy|odesis|ography)|surgery|surgeries|fusion|repair"
    r"|replacement|c-?section|injection|fracture|sprain|accident|collision|mva|mvc|injury|fall|mri|ct|x-?rays?|emg"
    r"|biopsy|stroke|concussion|acl|surgically|delivery|hernia)"
)
_SEASON = r"(?:spring|summer|fall|autumn|winter|early|mid|late|beginning|middle|end)"
_PATTERNS = (
    re.compile(
        rf"\b(?:(?:back\s)?in|during|circa|(?:in\s)?the\syear(?:\sof)?|in\syear|{_SEASON}(?:\s(?:of|in))?)[\s-]{_YEAR}{_ENDS}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_EVENT}(?:\s(?:of|in|from|x\s?\d|[LR]|left|right))?[,:]?\s\(?{_YEAR}{_ENDS}", re.IGNORECASE
    ),
    re.compile(rf"(?<![\w/.#-]){_YEAR}\s(?:\w+\s)?{_EVENT}\b", re.IGNORECASE),
)
_SINCE = re.compile(rf"\bsince\s(?:about\s|approximately\s)?{_YEAR}{_ENDS}", re.IGNORECASE)
_CLOCKED = frozenset(
    {
        PageKind.EMERGENCY,
        PageKind.EMS,
        PageKind.HOSPITAL,
        PageKind.DISCHARGE,
        PageKind.OPERATIVE,
        PageKind.LAB,
    }
)


def find_years(text: str, kind: PageKind, found: tuple[FoundDate, ...]) -> tuple[FoundDate, ...]:
    """Years alone in ``text``, in order, none of them part of a date of ``found``.

    Args:
        text: a page's text.
        kind: what sort of paper it is; on papers that tell hours, "since 2010" is one.
        found: the fuller dates of the page.
    """
    taken = [(f.span_start, f.span_end) for f in found]
    patterns = _PATTERNS if kind in _CLOCKED else (*_PATTERNS, _SINCE)
    years: dict[int, FoundDate] = {}
    for pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span("y")
            if not any(a < end and start < b for a, b in taken):
                years[start] = FoundDate(start, end, int(match["y"]), 1, 1, Precision.YEAR, "year")
    return tuple(years[at] for at in sorted(years))
