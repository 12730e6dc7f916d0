"""Dates as contracts print them, filled in or left blank: candidates for the dates of an agreement.

Answers: where "May 8, 2014", "this 8th day of May, 2014", "the ___ day of ______, 20__" or "[●], 2020" stand.
Refuses to say what a date is for, and to read one: `values.dates` does that.
"""

from __future__ import annotations

import re

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_BLANK = r"(?:_{2,}|\[[\s_●•*·\-.]*\]|\*{1,5}|[●•])"
_TH = r"(?:s\s?t|n\s?d|r\s?d|t\s?h)?"  # raised endings are read apart: "20t h"
_SPELLED = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|"
    r"fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty[\s-]+\w+|thirtieth|"
    r"thirty[\s-]first)(?:\s*\(\s*\d{1,2}(?:st|nd|rd|th)?\s*\))?"
)
_YEAR = rf"(?:(?:19|20)\s?\d\d|(?:19|20)\d?{_BLANK}|{_BLANK}|two thousand[a-z\s-]{{0,20}})"
_FORMS = (
    rf"(?:(?:this|the)\s+)?(?:(?<![\d.])\d{{1,2}}\s*{_TH}|{_BLANK}\s*{_TH}|\b{_SPELLED}|\bthis(?=\s+day))"
    rf"\s+(?:day\s+)?of\s+(?:[A-Z][a-z]+day,?\s*)?"
    rf"(?:{_MONTH}\b\.?|{_BLANK}|the month of\s+\w+|(?=,\s*(?:19|20)))"
    rf"(?:\s*,?\s*(?:in\s+the\s+year\s+)?{_YEAR})?",
    rf"\b{_MONTH}\b\.?\s*(?:\d{{1,2}}\s*{_TH}|{_BLANK})\s*[,.]?\s*{_YEAR}",
    rf"(?<!\d)\d{{1,2}}\s*{_TH}\s+{_MONTH}\b\.?,?\s*{_YEAR}",
    rf"\b{_MONTH}\b\s*,?\s*(?:19|20)\d\d",
    rf"\b{_MONTH}\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b",
    r"(?<![\d.])\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})(?![\d.])",
    r"\b\d{4}-\d\d-\d\d\b",
    rf"{_BLANK}?\s*,\s*(?:19|20)(?:\d\d|_+)(?!\d)",
    r"_{8,}",
    r"\[[\s_●•*·]*\]",
    r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}",
)
# Blanks within a date are few; without a bound, a row of blanks costs the cube of its length.
_DATE = re.compile("|".join(_FORMS).replace(r"\s*", r"\s{0,6}").replace(r"\s+", r"\s{1,6}"), re.IGNORECASE)
_LONGEST = 80


def date_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans in ``text[start:end]`` that look like a date or the room left for one, in order."""
    return [m.span() for m in _DATE.finditer(text, start, end) if m.end() - m.start() <= _LONGEST]
