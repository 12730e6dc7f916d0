"""Appointments that were not kept: what entries, lists and sentences say of a visit that never was.

A row of a log dates a visit unless it says otherwise; these are the words with which it says so. "Cx" alone
is a chiropractor's cervical spine and says nothing.
"""

from __future__ import annotations

import re

_NOT_KEPT = re.compile(
    r"[^A-Za-z]{0,4}(?:re-?exam\w*\W+)?(?:no[- ]?show\w*|NS\b|DNKA|DNS\b|cancel\w*|canc\b|rescheduled"
    r"|r/s\b|missed|did not (?:keep|show)|cx'?(?:d|l|led)\b"
    r"|cx\s*(?:by\b|appt|[-–:]?\s*(?:pt|patient|ill|sick)\b)"
    r"|pt\.? (?:called|phoned|cancel\w*))",
    re.IGNORECASE,
)
_IN_A_ROW = re.compile(
    r"\bno[- ]?show(?:ed)?\b|\bcancell?ed\b|\bcancell?ation\b|\bDNKA\b|\bdid not (?:attend|keep|show)\b"
    r"|\bmissed (?:appointment|appt|visit|session)\b|\bfailed to (?:appear|keep|attend|show)\b",
    re.IGNORECASE,
)
_LONGEST_ROW = 10
_TOLD = re.compile(
    r"\b(?:missed|no[- ]?show(?:ed)?|cancell?ed|did not (?:keep|attend|show|appear|come)"
    r"|failed to (?:appear|keep|attend|show|come)|unable to (?:keep|attend|make))\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(r"\b(?:re-?scheduled|moved|changed)\s+(?:to|for|until)\b", re.IGNORECASE)


def entry_not_kept(right: str) -> bool:
    """Whether an entry or row says, behind its date, that its visit was not kept.

    Args:
        right: the rest of the date's line. The words must begin it, or stand in a row of a few words: a
            note's long entry may tell of another day's cancellation.
    """
    return bool(_NOT_KEPT.match(right)) or (
        len(right.split()) <= _LONGEST_ROW and bool(_IN_A_ROW.search(right))
    )


_THEN_NOT = re.compile(
    r"\W*(?:(?:was|were|is|has been|had been)\s+)?(?:then\s+)?(?:not kept|missed|cancel|no[- ]?show)",
    re.IGNORECASE,
)


def then_not_kept(right: str) -> bool:
    """Whether the words right behind an appointment's date say that it was not kept."""
    return bool(_THEN_NOT.match(right))


def told_not_kept(left: str) -> bool:
    """Whether the sentence before a date says that the appointment it names was not kept."""
    told = _TOLD.search(left)
    return told is not None and not _MOVED_TO.search(left, told.start())
