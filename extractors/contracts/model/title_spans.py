"""What may be a contract's name: lines near its beginning, phrases that end in "Agreement" and its kin.

Answers: spans of the first pages, each a whole line, a phrase, or either without what is printed in front
("Exhibit 10.2", "THIS"). Refuses to choose: the model ranks them.
"""

from __future__ import annotations

import re

_UPTO = 7_000
_NAMES = (
    r"(?:AGREEMENT|CONTRACT|AMENDMENT|ADDENDUM|CERTIFICATE|PLAN|LEASE|LICENSE|STATEMENT OF WORK|STATEMENT|"
    r"SUPPLEMENT|MEMORANDUM|TERMS AND CONDITIONS|PROTOCOL|COVENANT|GUARANTEE|GUARANTY|UNDERTAKING|DEED|"
    r"POLICY|LETTER|SCHEDULE|PROGRAM|ORDER FORM)"
)
_NAME = rf"(?:{_NAMES}|{_NAMES.title().replace(' Of ', ' of ').replace(' And ', ' and ')}|agreement)[Ss]?"
_SMALL = r"(?:of|and|to|the|for|in|on|by|with|&|-|–|#)"
_ON = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"  # a title may go on in the next line, not behind a blank one
_CAPITAL = r"(?:[A-Z][\w&/,'’.\-]*|\([A-Z][\w ]*\)|e-business)"
_FURTHER = rf"(?:\s+(?:TO|OF|FOR|AND|to|of|for|and)\s+(?:(?:[A-Z][\w&/'’\-]*|{_SMALL})\s+){{0,7}}?{_NAME})?"
_NUMBERED = r"(?:\s+(?:NO\.|No\.|NUMBER|#|Number)\s*\d+)?"
_PHRASES = (
    re.compile(
        rf"(?:(?:{_CAPITAL}|{_SMALL}|\d{{1,4}}){_ON}){{0,10}}?(?:[A-Za-z]*[-/])?{_NAME}{_FURTHER}{_NUMBERED}"
    ),
    re.compile(rf"(?:(?:{_CAPITAL}|{_SMALL}){_ON}){{0,10}}{_NAME}"),
)
_IN_FRONT = re.compile(r"(?:THIS|This|THE|The)\s+|(?:EXHIBIT|Exhibit|EX)\s+(?:[\d.\-()]{1,8}|[A-Z])[A-Z]?\s+")
_GAP = re.compile(r"\s{3,}|\n")
_LINE = re.compile(r"(?:(?!\s{3,}|\n).)+")
_LETTERS = re.compile(r"[A-Za-z]{3}")
_LONGEST = 160
_MOST_WORDS = 14


def title_spans(text: str) -> list[tuple[int, int]]:
    """Candidate spans, sorted."""
    found: set[tuple[int, int]] = set()
    upto = min(len(text), _UPTO)
    for phrase in _PHRASES:
        for match in phrase.finditer(text, 0, upto):
            start, end = match.span()
            if end - start > _LONGEST:
                continue
            found.add((start, end))
            front = _IN_FRONT.match(text, start, end)
            if front and front.end() < end:
                found.add((front.end(), end))
            found.update((gap.end(), end) for gap in _GAP.finditer(text, start, end) if gap.end() < end)
    for match in _LINE.finditer(text, 0, upto):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        if 1 <= len(line.split()) <= _MOST_WORDS:
            found.add((start, start + len(line.strip())))
    return sorted((s, e) for s, e in found if _LETTERS.search(text, s, e))
